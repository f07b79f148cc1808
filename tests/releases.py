"""Released portals for tests: the program as a person runs it, and logs forged by whoever holds the key."""

import base64
import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from portal import Ran, gksite, write_portal

from gksite.model.outputs import File
from gksite.release import _release_files
from gksite.releasing.history import History, Logged
from gksite.releasing.kept_log import read_history
from gksite.releasing.keys import key_file, read_key
from gksite.releasing.listing import Listing, read_listing
from gksite.tlog.merkle import leaf_hash, root_of
from gksite.tlog.notes import Checkpoint, Signer, read_verifier, signed

DAY = "2026-01-01"


def environment(root: Path) -> dict[str, str]:
    """A user's folder beside a portal, and no browser, so that nothing waits for one."""
    return {"XDG_CONFIG_HOME": str(root.parent / "config"), "PATH": ""}


def with_key(root: Path) -> Path:
    """A portal whose key is made."""
    ran = gksite("release", "keygen", "--root", root, env=environment(root))
    assert ran.code == 0, ran.err
    return root


def release(root: Path, *args: str | Path, today: str = DAY) -> Ran:
    """Release a portal."""
    return gksite("release", "--root", root, "--today", today, *args, env=environment(root))


def released(root: Path, *args: str | Path, today: str = DAY) -> Path:
    """The output/ of a portal as released."""
    ran = release(root, *args, today=today)
    assert ran.code == 0, ran.err
    return root / "output"


def verify(*args: str | Path, cwd: Path | None = None) -> Ran:
    """Verify something, from a folder that is no portal."""
    return gksite("verify", *args, cwd=cwd or Path("/"))


def new_portal(folder: Path, **changes: str) -> Path:
    """The tiny portal with a key."""
    return with_key(write_portal(folder / "portal"))


def key_of(root: Path) -> Signer:
    """The private key of a portal."""
    name = read_verifier((root / "content/release-key.pub").read_text()).name
    return read_key(key_file(root.parent / "config/gksite/keys", name))


def checkpoint_of(output: Path) -> str:
    """The line that a reader keeps."""
    return " ".join((output / "log/checkpoint").read_text().split()[:3])


def history_of(root: Path) -> History:
    """The log of a portal as it keeps it."""
    return read_history(root, key_of(root))


def forged(root: Path, target: Path, entries: Sequence[bytes], *, last: Mapping[str, object] | None = None) -> Path:
    """The released tree of a portal with another log, made whole again and signed by whoever holds its key.

    The last entry must be that of a release; `last` is put into it, and into all that is signed.
    """
    signer, history = key_of(root), history_of(root)
    shutil.copytree(root / "output", target)
    shutil.rmtree(target / "log")
    held = read_listing((target / "release/manifest.json").read_bytes())
    stated = {**json.loads(entries[-1]), **(last or {})}
    listing = Listing(held.origin, stated["release"], date.fromisoformat(stated["day"]), held.files)
    stated["manifest"] = listing.digest
    log = [*entries[:-1], canonical(stated)]
    files = {path: _found(path, logged, history, log) for path, logged in history.files.items()}
    known = {path: logged for path, logged in files.items() if logged is not None}
    note = signed(Checkpoint(signer.name, len(log), root_of([leaf_hash(e) for e in log])).text, signer)
    new = replace(history, entries=tuple(log), checkpoint=note, release=listing.release, day=listing.day, files=known)
    for file in _release_files(signer, new, listing):
        put(target, file)
    return target


def canonical(entry: Mapping[str, object]) -> bytes:
    """An entry as the log has it."""
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _found(path: str, logged: Logged, history: History, log: Sequence[bytes]) -> Logged | None:
    """Where the last entry about the address of a logged file stands in another log; None where none does."""
    address = json.loads(history.entries[logged.index])["address"]
    places = [i for i, entry in enumerate(log) if json.loads(entry).get("address") == address]
    return replace(logged, index=places[-1]) if places else None


def put(folder: Path, file: File) -> None:
    """One file of a tree."""
    (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
    (folder / file.path).write_bytes(file.content)


def key_line(seed: bytes, name: str) -> str:
    """A key that somebody else has made, as its public half is written; computed here, not by the program."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    id = hashlib.sha256(name.encode() + b"\n\x01" + public).hexdigest()[:8]
    return f"{name}+{id}+{base64.b64encode(bytes([1]) + public).decode()}"
