"""A released site verified: its signature, every file of its list, its log, and that nothing was taken back."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from gksite.manifest import NAME, Manifest
from gksite.problems.problem import Code, Location, Phrase, Problem, Problems
from gksite.releasing.listing import (
    BadListing,
    Listed,
    Listing,
    Statement,
    read_listing,
    read_statement,
    sm3_of,
)
from gksite.releasing.places import KEY, MANIFEST, PACKED, RELEASE, STATEMENT, SUMS, is_listed
from gksite.releasing.trees import Tree
from gksite.tlog.notes import LARGEST_NOTE, BadNote, Note, Verifier, is_signed_by, read_note, read_verifier

NO_RELEASE = Code(
    "GK840",
    "{name} 里没有发布的签名和清单，或者已经损坏，无从核对",
    why="只有运行过 gksite release 的网站才带着签名和清单；只生成（gksite build）的没有。",
    mend="先运行 gksite release。已经发布过的，说明它被删改了：请从发布的归档或备份恢复。",
)
BAD_SIGNATURE = Code(
    "GK841",
    "签名不对：不是这把钥匙签的，或者签过以后被改动",
    why="改动过的声明或检查点，签名就对不上。",
    mend="不要使用这一份；请从发布的归档恢复，并查明是谁改动的。",
)
OTHER_KEY = Code(
    "GK842",
    "钥匙被换了：这里用的是 {other}，应该是 {key}",
    why="换一把钥匙，谁都可以签出一份“完好”的网站。",
    mend="不要使用这一份；确实换过钥匙的，应由原单位在别处公布新的公钥。",
)
CHANGED = Code(
    "GK843",
    "文件被改动过：{how}",
    why="内容与发布时的清单不同。",
    mend="从发布的归档恢复这个文件，并查明是谁改动的；要改内容的，改 content/ 后重新发布。",
)
MISSING = Code(
    "GK844",
    "文件不见了",
    why="清单里有这个文件，这里没有。",
    mend="从发布的归档恢复，或者重新发布。",
)
EXTRA = Code(
    "GK845",
    "多出来的文件：发布的清单里没有",
    why="没有发布过的文件，服务器照样会送出。",
    mend="查明来历；不该有的删去，要公布的放进 content/files/ 后重新发布。",
)
RENAMED = Code(
    "GK846",
    "文件被改了名：发布时是 {path}",
    why="内容没有变，网址变了，引用它的链接就断了。",
    mend="改回原来的名字，或者重新发布。",
)
OLDER = Code(
    "GK847",
    "换回了旧的一版：这里是第 {release} 次发布，应该是第 {newest} 次",
    why="旧的一版签名完好，却可能含有已经更正或撤下的内容。",
    mend="换上最新的一版；不是自己换的，请查明是谁换的。",
)
LARGEST_LIST, LARGEST_KEY = 256 * 1024 * 1024, 1000
"""Bytes of a manifest, and of a key."""


@dataclass(slots=True)
class Verified:
    """What a verification has seen so far, and what it found."""

    tree: Tree
    problems: Problems = field(default_factory=Problems)
    statement: Statement | None = None
    listing: Listing | None = None
    key: Verifier | None = None
    """The key by which signatures are judged."""
    is_key_known: bool = False
    """Whether somebody has handed that key in; else it is only the one that stands in the tree."""
    read: int = 0
    """Files whose content was compared."""
    otherwise: list[str] = field(default_factory=list)
    """Proofs whose checkpoint has other cosignatures than the log's own."""

    def add(self, code: Code, where: str, **values: object) -> None:
        """Note one finding about a file."""
        self.problems.add(code, Location(where), **values)


def begin(tree: Tree, key: Verifier | None) -> Verified:
    """A tree with its signed statement and its list; `key` is the one that is known to be right, where one is.

    Raises OSError, RequestError where a file cannot be read.
    """
    seen = Verified(tree, key=key, is_key_known=key is not None)
    read_key(seen)
    note = signed_note(seen, STATEMENT)
    if note is None or seen.key is None:
        return seen
    if len(note.signatures) > 1:
        seen.add(CHANGED, STATEMENT, how=Phrase("多了别人的签名"))
    try:
        seen.statement = read_statement(note.text)
        listing = read_listing(tree.read(MANIFEST, LARGEST_LIST) or b"")
    except BadListing:
        seen.add(NO_RELEASE, MANIFEST, name=tree.name)
        return seen
    seen.listing = listing
    seen.problems.found += _statement_problems(seen.statement, listing, seen.key)
    return seen


Tell = Callable[[int, int], None]
"""Hears how many of how many files are read."""


def check_files(
    seen: Verified, listing: Listing, moved: Collection[str], look: Callable[[str, bytes], None], tell: Tell
) -> None:
    """Every listed file compared, and what is not listed told; `look` is given each file that is there.

    A server does not show the files of `moved` addresses, precompressed ones, and those that nothing lists.
    Raises OSError, RequestError where a file cannot be read.
    """
    tree, wanted = seen.tree, listing.files
    if tree.paths is None:
        wanted = tuple(file for file in wanted if not file.path.endswith(PACKED) and file.path not in moved)
    missing = []
    for file in wanted:
        tell(seen.read, len(wanted))
        data = tree.read(file.path)
        if data is None:
            missing.append(file)
            continue
        seen.read += 1
        how = difference(file, data)
        if how is None:
            look(file.path, data)
        else:
            seen.add(CHANGED, file.path, how=how)
    known = {file.path for file in listing.files}
    _tell_moved(seen, missing, [path for path in sorted(tree.paths or ()) if is_listed(path) and path not in known])
    if tree.read(SUMS, LARGEST_LIST) != listing.sums:
        seen.add(CHANGED, SUMS, how=Phrase("与 {manifest} 对不上", manifest=MANIFEST))
    for path in sorted(tree.paths or ()):
        if path.startswith(RELEASE) and path not in (MANIFEST, SUMS, STATEMENT, KEY):
            seen.add(EXTRA, path)
    if tree.paths is not None and not seen.problems.found:
        _check_own_list(seen, tree.paths)


def _check_own_list(seen: Verified, paths: Collection[str]) -> None:
    """The list that a build keeps in its folder names what stands there; copies of a site have no such list."""
    data = seen.tree.read(NAME)
    if data is None:
        return
    with suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
        held = Manifest(json.loads(data)["portal"], {path: _digest(seen.tree.read(path) or b"") for path in paths})
        if held.file().content == data:
            return
    seen.add(CHANGED, NAME, how=Phrase("与这里的文件对不上"))


def read_key(seen: Verified) -> None:
    """Which key the tree states, and whether it is the one that is known."""
    data = seen.tree.read(KEY, LARGEST_KEY)
    if data is None:
        seen.add(NO_RELEASE if seen.key is None else MISSING, KEY, name=seen.tree.name)
        return
    try:
        own = read_verifier(data.decode("utf-8").removesuffix("\n"))
        if data != f"{own.text}\n".encode():
            raise BadNote("key")
    except (BadNote, UnicodeDecodeError):
        seen.add(NO_RELEASE if seen.key is None else CHANGED, KEY, name=seen.tree.name, how=Phrase("不是公钥"))
        return
    if seen.key is None:
        seen.key = own
    elif own != seen.key:
        seen.add(OTHER_KEY, KEY, other=own.text, key=seen.key.text)


def signed_note(seen: Verified, path: str) -> Note | None:
    """A note of the tree that the key has signed; None with a problem noted where it is not signed or no note."""
    return signed_note_of(seen, path, seen.tree.read(path, LARGEST_NOTE) or b"")


def signed_note_of(seen: Verified, path: str, data: bytes) -> Note | None:
    """The same of a note that has been read."""
    try:
        note = read_note(data)
    except BadNote:
        seen.add(NO_RELEASE, path, name=seen.tree.name)
        return None
    if seen.key is not None and not is_signed_by(note, seen.key):
        seen.add(BAD_SIGNATURE, path)
        return None
    return note


def _statement_problems(statement: Statement, listing: Listing, key: Verifier) -> Iterator[Problem]:
    """Where a signed statement is not about this list."""
    stated = (statement.origin, statement.release, statement.day, statement.files, statement.manifest)
    held = (listing.origin, listing.release, listing.day, len(listing.files), listing.digest)
    if stated != held or statement.origin != key.name:
        yield Problem(CHANGED, Location(MANIFEST), how=Phrase("与签过名的 {statement} 对不上", statement=STATEMENT))


def difference(file: Listed, data: bytes) -> Phrase | None:
    """How the content of a file is not what was listed."""
    if len(data) != file.size:
        return Phrase("应有 {size} 字节，现在是 {actual} 字节", size=file.size, actual=len(data))
    if _digest(data) != file.sha256:
        return Phrase("大小没有变，SHA-256 不同")
    if file.sm3 is not None and sm3_of(data) != file.sm3:
        return Phrase("SM3 不同")
    return None


def _tell_moved(seen: Verified, missing: Sequence[Listed], extra: Sequence[str]) -> None:
    """Files that are gone, files that came, and those that only have another name."""
    came = _digests(seen.tree, extra)
    for file in missing:
        name = came.pop(file.sha256, None)
        if name is not None:
            seen.add(RENAMED, name, path=file.path)
        else:
            seen.add(MISSING, file.path)
    renamed = {problem.location.file for problem in seen.problems.found if problem.code is RENAMED}
    for path in extra:
        if path not in renamed:
            seen.add(EXTRA, path)


def _digests(tree: Tree, paths: Sequence[str]) -> dict[str, str]:
    """Paths by the digest of what stands there."""
    found = {}
    for path in paths:
        data = tree.read(path)
        if data is not None:
            found[_digest(data)] = path
    return found


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
