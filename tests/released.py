"""A released site made by a test itself, by the contract of releases alone: manifest, sums, note, log, proofs."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from portal import put
from second_reader import Signer, checkpoint, leaf_hash, newest, proof, standing_in, state_hash, write_log

ORIGIN = "www.ceshi.gov.cn/log"
SIGNER = Signer(ORIGIN)
NEVER = ("assets/", "pagefind/", "404.html", "robots.txt", "sitemap.xml", "favicon", ".well-known/")


def canonical(facts: Mapping[str, object]) -> bytes:
    """An entry as it is hashed."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def salt_of(path: str) -> bytes:
    """A salt that is always the same for a file."""
    return hashlib.sha256(b"salt" + path.encode()).digest()


def address_of(path: str) -> str:
    """The address of a file as entries have it."""
    return "/" + (path[: -len("index.html")] if path == "index.html" or path.endswith("/index.html") else path)


@dataclass
class Released:
    """A finished site with its release beside it."""

    folder: Path
    signer: Signer = SIGNER
    entries: list[bytes] = field(default_factory=list)
    index: dict[str, int] = field(default_factory=dict)
    """The number of the entry of each file."""

    @property
    def checkpoint(self) -> str:
        return (self.folder / "log/checkpoint").read_text(encoding="utf-8")

    @property
    def line(self) -> str:
        """What somebody keeps of the checkpoint."""
        return " ".join(self.checkpoint.splitlines()[:3])

    def proof_of(self, path: str) -> Path:
        return self.folder / f"log/proofs/{path}.tlog-proof"

    def write_proof(self, path: str, index: int, last: Mapping[str, object] | None = None) -> None:
        """The proof of an entry, at the place of a file; `last` is what it says of the newest release."""
        last = last or newest(address_of(path), self.entries)
        put(self.proof_of(path), proof(index, salt_of(path), self.entries, self.checkpoint, last))

    def go_on(self, *facts: Mapping[str, object]) -> None:
        """A second release, which says so of some addresses; the files and the proofs are left as they were."""
        held = {"day": "2026-07-01", "release": 2}
        self.entries += [canonical({**held, **fact}) for fact in facts]
        self.entries.append(release_entry(self.entries, {**held, "files": 9, "manifest": "0" * 64}))
        write_log(self.folder / "log", self.signer, self.entries)


def release_entry(entries: Sequence[bytes], facts: Mapping[str, object]) -> bytes:
    """The entry that ends a release, after those of its files; it states what stands at the addresses then."""
    standing = standing_in(entries)
    stated = {"event": "release", "logged": len(standing), "state": state_hash(standing).hex()}
    return canonical({**facts, **stated})


def logged(folder: Path) -> list[str]:
    """The files of a site that the log has entries of."""
    files = (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file())
    apart = ("release/", "log/", ".gksite", *NEVER)
    return [name for name in files if not name.startswith(apart) and not name.endswith((".gz", ".br"))]


def release(
    folder: Path,
    before: Sequence[bytes] = (),
    facts: Mapping[str, Mapping[str, object]] | None = None,
    signer: Signer = SIGNER,
) -> Released:
    """Write a release of all files of a site into it; `facts` are those of some files that are not simply added."""
    made = Released(folder, signer, list(before))
    for path in logged(folder):
        digest = hashlib.sha256(salt_of(path) + (folder / path).read_bytes()).hexdigest()
        fact = {"address": address_of(path), "day": "2026-06-15", "event": "added", "hash": digest, "release": 1}
        made.index[path] = len(made.entries)
        made.entries.append(canonical({**fact, **(facts or {}).get(path, {})}))
    _write_release(folder, made)
    write_log(folder / "log", signer, made.entries)
    for path, index in made.index.items():
        made.write_proof(path, index)
    return made


def _write_release(folder: Path, made: Released) -> None:
    """Manifest, sums, note and key; the last entry of the log names the manifest."""
    files = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
    files = [name for name in files if not name.startswith(("release/", "log/", ".gksite"))]
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files}
    listed = [{"path": p, "size": (folder / p).stat().st_size, "sha256": digests[p]} for p in sorted(files)]
    held = {"day": "2026-06-15", "release": 1}
    head = {"schema": "gksite/release/1", "origin": ORIGIN, **held, "salt": salt_of("manifest").hex()}
    manifest = json.dumps({**head, "files": listed}, ensure_ascii=False).encode()
    digest = hashlib.sha256(manifest).hexdigest()
    put(folder / "release/manifest.json", manifest)
    sums = {**digests, "release/manifest.json": digest}
    put(folder / "release/SHA256SUMS", "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)))
    text = (
        f"gksite release\n{ORIGIN}\nrelease 1\nday 2026-06-15\nmanifest sha256 {digest}\nprevious sha256 none\n"
        f"files {len(files)}\nalgorithm Ed25519\n"
    )
    put(folder / "release/release.txt", f"{text}\n{made.signer.signature(text)}")
    put(folder / "release/release-key.pub", made.signer.public.line + "\n")
    made.entries.append(release_entry(made.entries, {**held, "files": len(files), "manifest": digest}))


def resign(made: Released, entries: Sequence[bytes], signer: Signer | None = None) -> str:
    """A checkpoint over other entries, signed."""
    return checkpoint(signer or made.signer, [leaf_hash(each) for each in entries])


def change_extra(path: Path, key: str, value: object) -> None:
    """Another value in the extra line of a proof."""
    first, extra, rest = path.read_text(encoding="utf-8").split("\n", 2)
    facts = json.loads(base64.b64decode(extra[len("extra ") :]))
    spelt = base64.b64encode(canonical({**facts, key: value})).decode()
    put(path, f"{first}\nextra {spelt}\n{rest}")
