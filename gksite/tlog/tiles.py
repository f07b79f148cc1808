"""A log as static files: tiles of hashes and bundles of entries (C2SP tlog-tiles)."""

from collections.abc import Callable, Iterator, Sequence

from gksite.tlog.merkle import Hashes, root_of, root_over

WIDTH = 256
"""Hashes of a full tile, and entries of a full bundle."""
HASH = 32
"""Bytes of a hash."""
LONGEST_ENTRY = 0xFFFF
"""Bytes of an entry: its length is written in two."""
LARGEST_TILE, LARGEST_BUNDLE = WIDTH * HASH, WIDTH * (LONGEST_ENTRY + 2)
"""Bytes of a tile and of a bundle."""
LARGEST_LOG = 2_000_000
"""Entries of a log that anybody reads: two releases a day of a thousand pages each for three years."""


class Damaged(ValueError):
    """A file of a log that is not what the format asks for; its text is the path of the file."""


def log_files(entries: Sequence[bytes], hashes: Sequence[bytes], sizes: Sequence[int] = ()) -> dict[str, bytes]:
    """The files of a log of these entries with these leaf hashes, by path, its checkpoints apart.

    `sizes` are those for which a checkpoint was made before: their partial tiles stay until the full ones are there.
    """
    bundles = [len(entry).to_bytes(2, "big") + entry for entry in entries]
    found = dict(_level("entries", bundles, sizes))
    level, row = 0, list(hashes)
    while row:
        found.update(_level(str(level), row, [size // WIDTH**level for size in sizes]))
        full = range(0, len(row) - len(row) % WIDTH, WIDTH)
        row = [root_of(row[start : start + WIDTH]) for start in full]
        level += 1
    return found


def _level(level: str, row: Sequence[bytes], counts: Sequence[int]) -> Iterator[tuple[str, bytes]]:
    """The tiles of a level: full ones, and the partial one of each number of parts that it had or has."""
    full = len(row) // WIDTH
    for number in range(full):
        yield tile_path(level, number, WIDTH), b"".join(row[number * WIDTH : (number + 1) * WIDTH])
    for count in {*counts, len(row)}:
        number, width = divmod(count, WIDTH)
        if width and number == full:
            yield tile_path(level, number, width), b"".join(row[number * WIDTH : count])


def tile_path(level: str, number: int, width: int) -> str:
    """Where a tile or, for the level `entries`, a bundle stands."""
    digits = str(number)
    digits = digits.zfill((len(digits) + 2) // 3 * 3)
    parts = [digits[i : i + 3] for i in range(0, len(digits), 3)]
    place = "/".join(["tile", level, *(f"x{part}" for part in parts[:-1]), parts[-1]])
    return place if width == WIDTH else f"{place}.p/{width}"


def read_entries(size: int, read: Callable[[str], bytes]) -> list[bytes]:
    """The entries of a log of a size, from its bundles. Raises Damaged."""
    _check_size(size)
    found: list[bytes] = []
    while len(found) < size:
        width = min(WIDTH, size - len(found))
        place = tile_path("entries", len(found) // WIDTH, width)
        bundle = list(_unbundled(place, read(place)))
        if len(bundle) != width:
            raise Damaged(place)
        found += bundle
    return found


def _check_size(size: int) -> None:
    if size > LARGEST_LOG:
        raise Damaged("checkpoint")


def _unbundled(place: str, data: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 2], "big")
        entry = data[at + 2 : at + 2 + length]
        if at + 2 > len(data) or len(entry) != length:
            raise Damaged(place)
        yield entry
        at += 2 + length


def read_hashes(size: int, read: Callable[[str], bytes]) -> list[bytes]:
    """The hashes of the leaves of a log of a size, from its lowest tiles. Raises Damaged."""
    _check_size(size)
    found: list[bytes] = []
    while len(found) < size:
        width = min(WIDTH, size - len(found))
        found += _read_tile(0, len(found) // WIDTH, width, read)
    return found


def _read_tile(level: int, number: int, width: int, read: Callable[[str], bytes]) -> list[bytes]:
    place = tile_path(str(level), number, width)
    tile = read(place)
    if len(tile) != width * HASH:
        raise Damaged(place)
    return [tile[i : i + HASH] for i in range(0, len(tile), HASH)]


def root_before(size: int, now: int, trees: Hashes, read: Callable[[str], bytes]) -> bytes | None:
    """The root that a log of `now` entries had when it had no more than `size`, by one tile a level at most.

    `trees` are the full trees that it consists of now, and are trusted: each tile is held against what stands above it.
    None where one does not fit. Raises Damaged where one cannot be read.
    """
    level = ((size ^ now).bit_length() - 1) // 8  # of the tile in which both sizes end, each at another hash
    beside = now >> 8 * (level + 1)
    shared, others = trees[: beside.bit_count()], trees[beside.bit_count() :]
    if size == beside << 8 * (level + 1):
        return root_over(shared)
    width = (now >> 8 * level) % WIDTH
    above = root_over(others[: width.bit_count()])
    rows: list[list[bytes]] = []
    for each in range(level, -1, -1):
        number, count = divmod(size >> 8 * each, WIDTH)
        tile = _read_tile(each, number, width, read)
        if root_of(tile) != above:
            return None
        rows.append(tile[:count])
        if size % WIDTH**each == 0:
            break
        above, width = tile[count], WIDTH
    root: list[bytes] = []
    for row in reversed(rows):
        root = [root_of([*row, *root])]
    return root_over([*shared, *root])
