"""A release as one file is read as it was written, to the last byte, or not at all."""

import gzip
import hashlib
import io
import random
import struct
import tarfile
import zlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from portal import gksite, put
from publishing import DAY, write_release

from gksite.model.outputs import File
from gksite.releasing.archive import BadArchive, LargeArchive, archived, unpacked

MOST = 10_000_000
LONG = f"files/{'很长的名字' * 12}.pdf"
Members = list[tuple[tarfile.TarInfo, bytes]]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[File]:
    """A made-up release, with names of every kind."""
    folder = tmp_path_factory.mktemp("released")
    write_release(folder / "output", 2)
    put(folder / "output" / LONG, b"%PDF")
    paths = sorted(path for path in (folder / "output").rglob("*") if path.is_file())
    return [File(path.relative_to(folder / "output").as_posix(), path.read_bytes()) for path in paths]


@pytest.fixture(scope="module")
def archive(files: list[File]) -> bytes:
    return archived(files, DAY, 2)


def wrapped(whole: bytes, level: int = 6) -> bytes:
    """A tar as it is packed for a release, made here by another program."""
    packing = zlib.compressobj(level, zlib.DEFLATED, -15)
    packed = packing.compress(whole) + packing.flush()
    head = b"\x1f\x8b\x08\x10" + bytes(5) + b"\xff" + hashlib.sha256(packed).hexdigest().encode() + b"\0"
    return head + packed + struct.pack("<II", zlib.crc32(whole), len(whole))


def is_told(data: bytes) -> bool:
    try:
        unpacked(data, MOST)
    except BadArchive:
        return True
    return False


def test_an_archive_gives_back_its_files_and_any_program_reads_it(files: list[File], archive: bytes) -> None:
    held = {path: bytes(content) for path, content in unpacked(archive, MOST).items()}
    assert held == {file.path: file.content for file in files}
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as other:
        assert {member.name for member in other.getmembers()} == set(held)


def test_an_archive_that_another_version_has_packed_is_read(archive: bytes) -> None:
    """What is packed differs between versions of a library; what comes out does not."""
    for level in (0, 1, 9):
        other = wrapped(gzip.decompress(archive), level)
        assert other != archive
        assert unpacked(other, MOST) == unpacked(archive, MOST)


def test_any_flipped_byte_is_told(archive: bytes) -> None:
    """At the beginning, at the end, and at three hundred places between."""
    chance = random.Random(7)
    places = {*range(100), *range(len(archive) - 40, len(archive)), *chance.sample(range(len(archive)), 300)}
    for place in sorted(places):
        for flip in (1 << chance.randrange(8), 0xFF):
            spoilt = bytearray(archive)
            spoilt[place] ^= flip
            assert is_told(bytes(spoilt)), (place, flip)


def test_bytes_of_which_the_same_comes_out_are_told(archive: bytes) -> None:
    """Some flipped bytes change neither what comes out nor its checksum."""
    other = wrapped(gzip.decompress(archive), 9)
    spoilt = archive[:75] + other[75:]
    assert gzip.decompress(spoilt) == gzip.decompress(archive)
    assert is_told(spoilt)


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda data: b"",
    "a byte behind it": lambda data: data + b"x",
    "zeros behind it": lambda data: data + bytes(512),
    "garbage behind it": lambda data: data + random.Random(3).randbytes(2000),
    "itself behind it": lambda data: data + data,
    "another archive behind it": lambda data: data + gzip.compress(b"x"),
    "nothing packed behind it": lambda data: data + gzip.compress(b""),
    "garbage before its end": lambda data: data[:-8] + b"garbage" + data[-8:],
    "a checksum of zeros": lambda data: data[:-8] + bytes(4) + data[-4:],
    "another size": lambda data: data[:-1] + b"\1",
    "a time in its head": lambda data: data[:4] + b"\1" + data[5:],
    "half of it": lambda data: data[: len(data) // 2],
    "without its last byte": lambda data: data[:-1],
    "packed by hand": lambda data: gzip.compress(gzip.decompress(data)),
    "no tar": lambda data: wrapped(b"no tar" * 1000),
    "bytes behind the end mark": lambda data: wrapped(gzip.decompress(data) + b"x" * 10240),
    "zeros behind the end mark": lambda data: wrapped(gzip.decompress(data) + bytes(10240)),
    "no end mark": lambda data: wrapped(gzip.decompress(data).rstrip(b"\0")),
}


@pytest.mark.parametrize("name", SPOILT)
def test_whatever_else_stands_in_the_file_is_told(archive: bytes, name: str) -> None:
    assert is_told(SPOILT[name](archive))


def repacked(archive: bytes, change: Callable[[Members], object]) -> bytes:
    """The same files with something changed of how they stand there, and packed as a release does."""
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as held:
        members = [(member, held.extractfile(member).read()) for member in held.getmembers()]  # type: ignore[union-attr]
    change(members)
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as other:
        for member, content in members:
            member.pax_headers.pop("path", None)
            other.addfile(member, io.BytesIO(content))
    return wrapped(stream.getvalue())


def set_first(name: str, value: object) -> Callable[[Members], object]:
    return lambda members: setattr(members[0][0], name, value)


def add(name: str, kind: bytes = tarfile.REGTYPE, at: int = 0) -> Callable[[Members], object]:
    def added(members: Members) -> None:
        member = tarfile.TarInfo(name)
        member.mode, member.mtime, member.type = 0o644, members[0][0].mtime, kind
        if kind in (tarfile.SYMTYPE, tarfile.LNKTYPE):
            member.linkname = "index.html"
        members.insert(at, (member, b""))

    return added


def twice(members: Members) -> None:
    members.insert(0, members[0])


def in_another_order(members: Members) -> None:
    members[0], members[1] = members[1], members[0]


def at_another_time(members: Members) -> None:
    for member, _ in members:
        member.mtime += 1


REPACKED: dict[str, Callable[[Members], object]] = {
    "a file twice": twice,
    "another order": in_another_order,
    "another mode": set_first("mode", 0o755),
    "an owner": set_first("uid", 1000),
    "the name of an owner": set_first("uname", "root"),
    "another time of one": set_first("mtime", 1),
    "another time of all": at_another_time,
    "a folder": add(".a", tarfile.DIRTYPE),
    "a link": add(".a", tarfile.SYMTYPE),
    "a second name": add(".a", tarfile.LNKTYPE),
    "a pipe": add(".a", tarfile.FIFOTYPE),
    "a name from the root": add("/a"),
    "a name that leads out": add("../a"),
    "a name that goes nowhere": add("./a"),
    "no list": lambda members: members.remove(next(m for m in members if m[0].name == "release/manifest.json")),
}


@pytest.mark.parametrize("name", REPACKED)
def test_files_that_stand_there_otherwise_are_told(archive: bytes, name: str) -> None:
    assert not is_told(repacked(archive, lambda members: None))
    assert is_told(repacked(archive, REPACKED[name]))


def test_an_archive_that_says_another_day_than_its_list_is_told(files: list[File]) -> None:
    assert is_told(archived(files, DAY + timedelta(days=1), 2))
    assert is_told(archived(files, DAY, 3))


def test_an_archive_that_grows_too_large_is_not_read(archive: bytes) -> None:
    size = len(gzip.decompress(archive))
    assert unpacked(archive, size)
    with pytest.raises(LargeArchive):
        unpacked(archive, size - 1)


def test_verify_reads_an_archive_and_tells_a_damaged_one_in_one_line(archive: bytes, tmp_path: Path) -> None:
    put(tmp_path / "whole.tgz", archive)
    assert "归档文件" not in gksite("verify", tmp_path / "whole.tgz", cwd=tmp_path).err
    put(tmp_path / "damaged.tgz", archive + b"x")
    ran = gksite("verify", tmp_path / "damaged.tgz", cwd=tmp_path)
    assert (ran.code, len(ran.lines)) == (2, 1)
    assert "damaged.tgz 不是发布的归档文件（tar.gz），或者已经损坏" in ran.err


def test_a_changed_file_in_an_archive_that_is_whole_is_told_by_its_name(files: list[File], tmp_path: Path) -> None:
    changed = [File(file.path, b"x" if file.path == "index.html" else file.content) for file in files]
    put(tmp_path / "changed.tgz", archived(changed, DAY, 2))
    ran = gksite("verify", tmp_path / "changed.tgz", cwd=tmp_path)
    assert "index.html: GK843" in ran.err
