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
from gksite.releasing.events import read_entry
from gksite.releasing.history import History, published_files, statement_of
from gksite.releasing.kept_log import read_history
from gksite.releasing.keys import PortalKey, key_file, read_key
from gksite.releasing.listing import list_of, read_listing
from gksite.releasing.places import address_of, is_logged
from gksite.releasing.standing import Standing
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
    name = read_verifier((root / "content/release-key.pub").read_text().strip()).name
    return read_key(_key_file(root, name))


def portal_key_of(root: Path) -> PortalKey:
    """The same with the file that it is kept in."""
    signer = key_of(root)
    return PortalKey(signer, _key_file(root, signer.name))


def _key_file(root: Path, name: str) -> Path:
    return key_file(root.parent / "config/gksite/keys", name)


def checkpoint_of(output: Path) -> str:
    """The line that a reader keeps."""
    return " ".join((output / "log/checkpoint").read_text().split()[:3])


def history_of(root: Path) -> History:
    """The log of a portal as it keeps it."""
    return read_history(root, key_of(root).verifier)


def log_of(root: Path) -> list[bytes]:
    """Its entries as they are written."""
    return [entry.encoded for entry in history_of(root).entries]


def forged(root: Path, target: Path, entries: Sequence[bytes], *, last: Mapping[str, object] | None = None) -> Path:
    """The released tree of a portal with another log, made whole again and signed by whoever holds its key.

    The last entry must be that of a release; `last` is put into it, and into all that is signed.
    """
    signer = key_of(root)
    shutil.copytree(root / "output", target)
    shutil.rmtree(target / "log")
    held = read_listing((target / "release/manifest.json").read_bytes())
    stated = {**json.loads(entries[-1]), **(last or {})}
    day = date.fromisoformat(stated["day"])
    listing = list_of(signer.seed, held.origin, stated["release"], day, held.files)
    log = list(map(read_entry, entries[:-1]))
    known = {entry.address for entry in log}
    told = [file for file in listing.files if is_logged(file.path) and address_of(file.path) in known]
    stands = Standing.of(log, [address_of(file.path) for file in told])
    stated = {**stated, **stands.facts, "manifest": listing.digest}
    log.append(read_entry(canonical(stated)))
    root_ = root_of([leaf_hash(entry.encoded) for entry in log])
    note = signed(Checkpoint(signer.name, len(log), root_).text, signer)
    new = History(signer.name, tuple(log), note)
    text = statement_of(new, listing).text
    put(target, File("release/manifest.json", listing.encoded))
    put(target, File("release/SHA256SUMS", listing.sums))
    put(target, File("release/release.txt", signed(text, signer).encoded))
    for file in published_files(new, replace(listing, files=tuple(told)), signer):
        put(target, file)
    return target


def canonical(entry: Mapping[str, object]) -> bytes:
    """An entry as the log has it."""
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


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
