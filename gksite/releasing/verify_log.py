"""The log of a released site verified: it holds together, tells of every file, and continues what was seen before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from gksite.problems.problem import Code, Phrase
from gksite.releasing.events import BadEntry, LogEntry, newest, read_entry
from gksite.releasing.listing import Listing, Statement
from gksite.releasing.places import CHECKPOINT, LOG, STATEMENT, address_of, is_logged, path_of, proof_path
from gksite.releasing.standing import Proved, Standing, read_proof_of
from gksite.releasing.verify import CHANGED, EXTRA, MISSING, NO_RELEASE, OTHER_KEY, Verified, signed_note
from gksite.releasing.verify_order import DAMAGED, check_order
from gksite.tlog.merkle import leaf_hash, root_of
from gksite.tlog.notes import LARGEST_NOTE, BadNote, Checkpoint, Note, read_checkpoint
from gksite.tlog.tiles import (
    LARGEST_BUNDLE,
    WIDTH,
    Damaged,
    log_files,
    read_entries,
    read_hashes,
    root_before,
    tile_path,
)

REWRITTEN = Code(
    "GK849",
    "日志被改写过：前 {size} 条与{whose}不同",
    why="日志只增不改；保存过旧检查点的人，由此看出以前的记录被改动、删去或补写。",
    mend="保存好旧的检查点，请发布单位说明；不要使用这一份。",
)
TRUNCATED = Code(
    "GK850",
    "日志被截短，或换回了旧的一版：{whose}有 {size} 条，这里只有 {now} 条",
    why="发布过的记录不会变少。",
    mend="换上最新的一版；已经是最新的，请发布单位说明。",
)
FORKED = Code(
    "GK851",
    "日志分叉：同样是 {size} 条，与{whose}的根不同",
    why="给不同的人看不同的日志，只有拿两份检查点对照才看得出来；这就是证据。",
    mend="保存好两份检查点，请发布单位说明；不要使用这一份。",
)
UNLOGGED = Code(
    "GK853",
    "日志里没有记下这个文件现在的内容",
    why="发布时每个页面都记入日志；没有记下的，是绕过日志改的。",
    mend="请发布单位说明；是自己的网站，请重新发布。",
)
DROPPED = Code(
    "GK854",
    "悄悄撤下：日志里没有撤下 {address} 的记录，而清单里已经没有它",
    why="撤下和移走都要记入日志，写明日期。",
    mend="请发布单位说明；是自己的网站，请重新发布。",
)
OTHER_RELEASE = Code(
    "GK855",
    "日志记的最后一次发布，不是这里签了名的这一次",
    why="发布一次记一次；两者不符，说明其中一样被换成了另一次的。",
    mend="换上同一次发布的全部文件。",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A checkpoint that somebody has kept or cosigned, and whose it is."""

    checkpoint: Checkpoint
    whose: Phrase


@dataclass(frozen=True, slots=True)
class Log:
    """A log as read: its checkpoint, its entries and the hashes of its leaves."""

    note: Note
    checkpoint: Checkpoint
    entries: tuple[LogEntry, ...]
    hashes: tuple[bytes, ...]

    @property
    def newest(self) -> Mapping[str, int]:
        """The index of the last entry about each address."""
        return newest(self.entries)

    @property
    def moved(self) -> frozenset[str]:
        """The files of addresses that lead on."""
        return frozenset(path_of(a) for a, i in self.newest.items() if self.entries[i].event == "moved")


def read_log(seen: Verified) -> Log | None:
    """The log of a tree, with every problem that it has in itself noted; None where it cannot be read."""
    note = signed_note(seen, CHECKPOINT)
    if note is None or seen.key is None:
        return None
    try:
        checkpoint = read_checkpoint(note.text)
        data = read_entries(checkpoint.size, _reader(seen))
    except BadNote:
        seen.add(NO_RELEASE, CHECKPOINT, name=seen.tree.name)
        return None
    except Damaged as damaged:
        seen.add(DAMAGED, f"{LOG}{damaged}", how=Phrase("读不出条目"))
        return None
    hashes = tuple(map(leaf_hash, data))
    if root_of(hashes) != checkpoint.root or checkpoint.origin != seen.key.name:
        _tell_bundles(seen, checkpoint, hashes)
        return None
    try:
        entries = tuple(map(read_entry, data))
    except BadEntry:
        seen.add(DAMAGED, CHECKPOINT, how=Phrase("有的条目不是发布时写的"))
        return None
    check_order(seen, entries)
    return Log(note, checkpoint, entries, hashes)


def _tell_bundles(seen: Verified, checkpoint: Checkpoint, hashes: Sequence[bytes]) -> None:
    """Which bundles do not hold the entries whose hashes the tiles have; the checkpoint, where the tiles do not fit."""
    known = leaf_hashes(seen, checkpoint)
    if known is None:
        return
    wrong = {i // WIDTH for i, (entry, leaf) in enumerate(zip(hashes, known, strict=True)) if entry != leaf}
    for number in sorted(wrong):
        place = tile_path("entries", number, min(WIDTH, checkpoint.size - number * WIDTH))
        seen.add(DAMAGED, f"{LOG}{place}", how=Phrase("条目算出的根与检查点不同"))
    if not wrong:
        seen.add(DAMAGED, CHECKPOINT, how=Phrase("它是另一个日志的：{name}", name=checkpoint.origin))


def _reader(seen: Verified) -> Callable[[str], bytes]:
    """How the files of the log are read. What it returns raises Damaged where one is missing."""

    def read(place: str) -> bytes:
        data = seen.tree.read(f"{LOG}{place}", LARGEST_BUNDLE)
        if data is None:
            raise Damaged(place)
        return data

    return read


def check_newest(seen: Verified, log: Log, statement: Statement, listing: Listing) -> None:
    """The newest release of the log held against the one that is signed here, and against its list."""
    ends = [entry for entry in log.entries if entry.event == "release"]
    roots = [None, *(entry.facts["manifest"] for entry in ends)]
    stated = (statement.release, statement.day, statement.manifest, statement.files)
    if not ends or (ends[-1].release, ends[-1].day, roots[-1], ends[-1].facts.get("files")) != stated:
        seen.add(OTHER_RELEASE, CHECKPOINT)
    elif statement.previous != roots[-2]:
        seen.add(DAMAGED, STATEMENT, how=Phrase("写着的上一次发布，不是日志里的上一次"))
    listed = {file.path: file.sha256 for file in listing.files if is_logged(file.path)}
    for address, index in sorted(log.newest.items()):
        if log.entries[index].hash is not None and path_of(address) not in listed:
            seen.add(DROPPED, CHECKPOINT, address=address)
    _check_tree(seen, log, listed, statement.notes)


def standing(seen: Verified, log: Log, listing: Listing) -> Standing:
    """What the log says of the files of a list, held against what its newest release states."""
    newest = log.newest
    addresses = [address_of(file.path) for file in listing.files if is_logged(file.path)]
    stands = Standing.of(log.entries, [address for address in addresses if address in newest])
    stated = {key: log.entries[-1].facts.get(key) for key in ("logged", "state")}
    if stated != stands.facts:
        seen.add(DAMAGED, CHECKPOINT, how=Phrase("最后一次发布所记的现状与条目不符"))
    return stands


def _check_tree(seen: Verified, log: Log, listed: Mapping[str, str], notes: Mapping[str, str]) -> None:
    """All tiles hold what they should, and nothing else stands below log/ but checkpoints and the proofs of files.

    A server is asked for those of the newest release alone.
    """
    sizes = [i for i, entry in enumerate(log.entries, 1) if entry.event == "release"]
    entries = [entry.encoded for entry in log.entries]
    tiles = log_files(entries, log.hashes, sizes if seen.tree.paths is not None else ())
    for place, data in sorted(tiles.items()):
        held = seen.tree.read(f"{LOG}{place}")
        if held is None:
            seen.add(MISSING, f"{LOG}{place}")
        elif held != data:
            seen.add(CHANGED, f"{LOG}{place}", how=Phrase("与日志的条目对不上"))
    known = {*notes, *(f"{LOG}{place}" for place in tiles), *map(proof_path, listed)}
    for path in sorted(seen.tree.paths or ()):
        if path.startswith(LOG) and path not in known:
            seen.add(EXTRA, path)


def check_file(seen: Verified, path: str, content: bytes, log: Log, stands: Standing) -> None:
    """A file held against the last entry about its address, by the proof that stands beside it."""
    address = address_of(path)
    index = stands.index.get(address)
    if index is None or log.entries[index].hash is None:
        seen.add(UNLOGGED, path)
        return
    place = proof_path(path)
    data = seen.tree.read(place, LARGEST_NOTE)
    if data is None:
        seen.add(MISSING, place)
        return
    proved = read_proof_of(data)
    note = proved.proof.checkpoint if proved else None
    if proved is None or note is None or note.text != log.note.text or data != stands.proof(address, proved.salt, note):
        seen.add(CHANGED, place, how=Phrase("不是这个文件在这一次发布的证明"))
    elif not proved.holds(content):  # the entry or the salt: nobody can tell which
        seen.add(UNLOGGED, path)
        seen.add(CHANGED, place, how=Phrase("与这个文件的内容对不上"))
    elif note != log.note:
        seen.otherwise.append(place)


RootAt = Callable[[int], bytes | None]
"""The root that a log had at an earlier size; None with a problem noted where nobody can tell."""


def check_kept(seen: Verified, checkpoint: Checkpoint, root_at: RootAt, kept: Sequence[Kept]) -> None:
    """A log held against checkpoints that somebody has seen before."""
    for each in kept:
        known, whose = each.checkpoint, each.whose
        if known.origin != checkpoint.origin:
            seen.add(OTHER_KEY, CHECKPOINT, other=checkpoint.origin, key=known.origin)
        elif known.size > checkpoint.size:
            seen.add(TRUNCATED, CHECKPOINT, whose=whose, size=known.size, now=checkpoint.size)
        elif known.size == checkpoint.size:
            if known.root != checkpoint.root:
                seen.add(FORKED, CHECKPOINT, whose=whose, size=known.size)
        elif root_at(known.size) not in (known.root, None):
            seen.add(REWRITTEN, CHECKPOINT, whose=whose, size=known.size)


def by_hashes(hashes: Sequence[bytes]) -> RootAt:
    """The earlier roots of a log by the hashes of its leaves."""
    return lambda size: root_of(hashes[:size])


def by_tiles(seen: Verified, proved: Proved) -> RootAt:
    """The same by what a proof has of the log, and the few tiles that are needed besides."""

    def root_at(size: int) -> bytes | None:
        trees = proved.trees
        if trees is None:  # told as an old page
            return None
        try:
            root = root_before(size, proved.checkpoint.size, trees, _reader(seen))
        except Damaged as damaged:
            seen.add(DAMAGED, f"{LOG}{damaged}", how=Phrase("读不出条目"))
            return None
        if root is None:
            seen.add(DAMAGED, CHECKPOINT, how=Phrase("条目算出的根与检查点不同"))
        return root

    return root_at


def leaf_hashes(seen: Verified, checkpoint: Checkpoint) -> tuple[bytes, ...] | None:
    """The hashes of the leaves by the tiles alone; None with a problem noted where they are not those of the root."""
    try:
        hashes = tuple(read_hashes(checkpoint.size, _reader(seen)))
    except Damaged as damaged:
        seen.add(DAMAGED, f"{LOG}{damaged}", how=Phrase("读不出条目"))
        return None
    if root_of(hashes) != checkpoint.root:
        seen.add(DAMAGED, CHECKPOINT, how=Phrase("条目算出的根与检查点不同"))
        return None
    return hashes
