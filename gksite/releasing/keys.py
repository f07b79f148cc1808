"""The key of a portal: its private half in the user's own folder, its public half in content/."""

import base64
import binascii
import hashlib
import os
import re
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from gksite.documents.files import content_of, reason, replace_file
from gksite.model.settings import Config
from gksite.problems.problem import RequestError
from gksite.tlog.notes import ED25519, BadNote, Signer, Verifier, read_verifier

PUBLIC = "content/release-key.pub"
_HEAD = "gksite-key-1"
"""What a file with a private key begins with."""
_PRIVATE, _PRIVATE_FOLDER = 0o600, 0o700
_NO_NAME = re.compile(r"[\s+]+")
"""What the name of a key cannot hold (C2SP signed-note)."""
_NO_FILE = re.compile(r"[^\w.-]+")
"""What does not go into the name of a file."""
_LONGEST = 100
"""Characters of such a name."""


@dataclass(frozen=True, slots=True)
class Made:
    """Where a key is kept, and whether it has just been made."""

    file: Path
    is_new: bool


def origin_of(config: Config) -> str:
    """The name of a portal's log: its address without the scheme, with /log; else the portal's name."""
    if config.url is None:
        return _NO_NAME.sub("-", config.name.strip())
    address = urlsplit(config.url)
    return f"{address.netloc}{address.path.rstrip('/')}/log"


@dataclass(frozen=True, slots=True)
class PortalKey:
    """The private key of a portal and the file that it is kept in."""

    signer: Signer
    file: Path

    def memory(self, root: Path) -> Path:
        """Where the checkpoint is kept that the key has signed last for the portal in a folder of this machine."""
        digest = hashlib.sha256(str(root).encode(errors="surrogateescape")).hexdigest()[:8]
        return self.file.with_suffix(f".{digest}.checkpoint")


def key_file(folder: Path, name: str) -> Path:
    """Where the private key of that name is kept below the user's folder."""
    return folder / f"{_NO_FILE.sub('-', name)[:_LONGEST]}.key"


def make_key(folder: Path, root: Path, config: Config) -> Made:
    """Make the key of a portal, or keep the one that there is. Raises RequestError, OSError."""
    public = public_key(root)
    name = public.name if public else origin_of(config)
    file = key_file(folder, name)
    if os.path.lexists(file):
        signer = read_key(file)
        if public is not None and public != signer.verifier:
            raise _mismatch(file)
        if public is None:
            replace_file(root / PUBLIC, f"{signer.verifier.text}\n".encode())
        return Made(file, is_new=False)
    if public is not None:
        raise RequestError(
            "{public} 已经有一把公钥，而这台电脑上没有它的私钥 {file}；请从保管的地方把私钥拷来。"
            "换一把新的，先前的发布就无法接续",
            public=PUBLIC,
            file=file,
        )
    signer = Signer(name, secrets.token_bytes(32))
    write_key(file, signer)
    replace_file(root / PUBLIC, f"{signer.verifier.text}\n".encode())
    return Made(file, is_new=True)


def write_key(file: Path, signer: Signer) -> None:
    """Write a private key for its owner alone, whole or not at all; one that exists stays. Raises OSError."""
    for folder in (file.parent.parent, file.parent):
        folder.mkdir(parents=True, exist_ok=True, mode=_PRIVATE_FOLDER)
    file.parent.chmod(_PRIVATE_FOLDER)
    text = f"{_HEAD} {signer.kind} {signer.name} {base64.b64encode(signer.seed).decode()}\n"
    draft = file.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, _PRIVATE), "w") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    if os.path.lexists(file):
        draft.unlink()
        raise RequestError("{file} 已经存在，没有覆盖", file=file)
    draft.rename(file)


def read_key(file: Path) -> Signer:
    """A private key that only its owner may read. Raises RequestError."""
    try:
        mode = file.stat().st_mode
        words = file.read_text(encoding="utf-8").split()
        kind, name, seed = int(words[1]), words[2], base64.b64decode(words[3], validate=True)
    except OSError as error:
        raise RequestError("读不到私钥 {file}：{reason}", file=file, reason=reason(error)) from error
    except (ValueError, IndexError, binascii.Error) as error:
        raise _no_key(file) from error
    if stat.S_IMODE(mode) & 0o077:
        raise RequestError("别人也能读私钥 {file}；请先运行 chmod 600 {file}，再想想它有没有被人拷走", file=file)
    if words[0] != _HEAD or len(seed) != 32:
        raise _no_key(file)
    return Signer(name, seed, kind)


def _no_key(file: Path) -> RequestError:
    return RequestError("{file} 不是 gksite 的私钥，或者已经损坏", file=file)


def portal_key(file: Path, root: Path) -> PortalKey:
    """The private key of a portal that has published its public half. Raises RequestError."""
    public = public_key(root)
    if public is None or not os.path.lexists(file):
        raise RequestError("还没有发布用的钥匙（{file}）；请先运行 gksite release keygen", file=file)
    signer = read_key(file)
    if signer.verifier != public:
        raise _mismatch(file)
    return PortalKey(signer, file)


def _mismatch(file: Path) -> RequestError:
    return RequestError("私钥 {file} 与 {public} 不是一对；请找回原来的私钥", file=file, public=PUBLIC)


def public_key(root: Path) -> Verifier | None:
    """The public key of a portal; None where it has none. Raises RequestError for one that is none."""
    data = content_of(root, PUBLIC)
    if data is None:
        return None
    try:
        key = read_verifier(data.decode("utf-8").strip())
    except (BadNote, UnicodeDecodeError) as error:
        raise RequestError("{file} 不是公钥，或者已经损坏；请找回原来的那一份", file=PUBLIC) from error
    if key.kind != ED25519:
        raise RequestError("{file} 不是公钥，或者已经损坏；请找回原来的那一份", file=PUBLIC)
    return key
