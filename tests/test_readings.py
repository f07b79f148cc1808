"""An office or PDF source that has not changed is read once, for builds alone; what was kept is verified before use."""

import hashlib
import json
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from documents import Blocks, as_docx, as_pdf, as_xlsx
from portal import NOTICE_PATH, Change, build, tree, write_portal
from portal import gksite as run
from test_read_sources import BLOCKS, GRID, PARAGRAPHS, PROSE, notice

import gksite.readings
from gksite.model.blocks import Reading
from gksite.problems.problem import Problems
from gksite.readers import read_data
from gksite.readings import Readings

DOCUMENT = as_docx(("测试市2018年政务公开工作任务分解表", "及时公开。"))
FORGED = "伪造的文字"


READ: dict[tuple[bytes, str], Reading | None] = {}
"""What readers have made of the files of these tests: once is enough."""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that readers have read."""
    names: list[str] = []

    def noted(data: bytes, file: str, problems: Problems, **given: Any) -> Reading | None:
        names.append(file)
        if READ.get((data, file)) is None:
            READ[data, file] = read_data(data, file, problems, **given)
        return READ[data, file]

    monkeypatch.setattr(gksite.readings, "read_data", noted)
    return names


def read(folder: Path, data: bytes = DOCUMENT, file: str = "a.docx") -> Reading | None:
    """The reading of a file as the next build gets it."""
    return Readings(folder).read(data, file, Problems())


def kept(folder: Path) -> Path:
    """The one file in it."""
    (path,) = folder.iterdir()
    return path


@pytest.mark.parametrize("blocks", [(*PROSE, GRID), BLOCKS], ids=["prose", "table"])
@pytest.mark.parametrize(("make", "file"), [(as_docx, "a.docx"), (as_xlsx, "a.xlsx"), (as_pdf, "a.pdf")])
def test_what_was_kept_is_what_was_read(
    tmp_path: Path, asked: list[str], make: Callable[[Blocks], bytes], file: str, blocks: Blocks
) -> None:
    data = make(blocks)
    first = read(tmp_path / "r", data, file)
    assert first == read(tmp_path / "r", data, file) == read_data(data, file, Problems())
    assert first is not None
    assert asked == [file]


def test_other_bytes_another_name_and_another_program_are_read(
    tmp_path: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, other = tmp_path / "r", as_docx(("别的文字。",))
    for _ in range(2):
        read(folder)
        read(folder, other)
        read(folder, file="b.docx")
    assert asked == ["a.docx", "a.docx", "b.docx"]
    monkeypatch.setattr(gksite.readings, "_program", lambda: "another")
    read(folder)
    assert asked[3:] == ["a.docx"]


def test_what_readers_are_made_of_is_part_of_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = gksite.readings._program.__wrapped__()
    monkeypatch.setattr(gksite.readings, "_version", lambda library: "0")
    assert gksite.readings._program.__wrapped__() != before


def test_what_cannot_be_read_is_not_kept(tmp_path: Path, asked: list[str]) -> None:
    for _ in range(2):
        problems = Problems()
        assert Readings(tmp_path / "r").read(DOCUMENT[:200], "a.docx", problems) is None
        assert [problem.code.id for problem in problems.found] == ["GK031"]
    assert asked == ["a.docx", "a.docx"]
    assert not (tmp_path / "r").exists()


def forge(path: Path) -> None:
    seal, _, body = path.read_bytes().partition(b"\n")
    changed = json.loads(body)
    changed["blocks"][0]["text"] = FORGED
    path.write_bytes(seal + b"\n" + json.dumps(changed).encode())


def forge_with_a_digest(path: Path) -> None:
    forge(path)
    body = path.read_bytes().partition(b"\n")[2]
    path.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)


def copy_the_folder(path: Path) -> None:
    """As a folder is that was received from somebody: every file the same, but another folder."""
    old = path.parent.rename(path.parent.with_name("theirs"))
    shutil.copytree(old, path.parent)


def link(path: Path) -> None:
    path.rename(path.parent.parent / "elsewhere")
    path.symlink_to(path.parent.parent / "elsewhere")


def link_the_folder(path: Path) -> None:
    path.parent.symlink_to(path.parent.rename(path.parent.with_name("theirs")))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "forged": forge,
    "forged with a digest": forge_with_a_digest,
    "copied": copy_the_folder,
    "a link": link,
    "a linked folder": link_the_folder,
    "another name elsewhere": lambda path: os.link(path, path.parent.parent / "other"),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-9]),
    "empty": lambda path: path.write_bytes(b""),
    "zeros": lambda path: path.write_bytes(b"\0" * path.stat().st_size),
    "no text": lambda path: path.write_bytes(b"\xff\n\xfe"),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "a pipe": lambda path: (path.unlink(), os.mkfifo(path)),
    "open to all": lambda path: path.parent.chmod(0o755),
    "open to the group": lambda path: path.parent.chmod(0o770),
    "a file for a folder": lambda path: (shutil.rmtree(path.parent), path.parent.write_bytes(b"")),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_not_as_it_was_kept_is_read_again_in_silence(tmp_path: Path, asked: list[str], damage: str) -> None:
    folder = tmp_path / "r"
    first = read(folder)
    DAMAGES[damage](kept(folder))
    assert read(folder) == first
    assert asked == ["a.docx", "a.docx"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to somebody else")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_somebody_else_owns_is_read_again(tmp_path: Path, asked: list[str], what: str) -> None:
    read(tmp_path / "r")
    os.chown(tmp_path / "r" if what == "folder" else kept(tmp_path / "r"), 65534, -1)
    assert read(tmp_path / "r") is not None
    assert asked == ["a.docx", "a.docx"]


def test_what_is_kept_is_for_its_user_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        read(tmp_path / "r")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "r").stat().st_mode) == 0o700
    assert stat.S_IMODE(kept(tmp_path / "r").stat().st_mode) == 0o600


def test_a_build_forgets_what_it_has_not_used(tmp_path: Path) -> None:
    read(tmp_path / "r")
    (tmp_path / "r/left.new").write_bytes(b"")
    used = Readings(tmp_path / "r")
    used.read(DOCUMENT, "b.docx", Problems())
    assert len(list((tmp_path / "r").iterdir())) == 3
    used.forget_others()
    assert Readings(tmp_path / "r").read(DOCUMENT, "b.docx", Problems()) is not None
    assert len(list((tmp_path / "r").iterdir())) == 1


def test_a_disk_that_refuses_keeps_nothing_and_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "r").write_bytes(b"")
    assert read(tmp_path / "r") is not None
    assert read(tmp_path / "nowhere/r") is not None


# ---- builds and checks


def portal_of(root: Path) -> Path:
    """The tiny portal with a notice whose source is a docx."""
    data = as_docx(PROSE)
    changes: dict[str, Change] = {
        NOTICE_PATH: None,
        "content/sources/ceshi.txt": None,
        "content/notices/a-docx.yaml": notice("a-docx", "a.docx", data, PARAGRAPHS),
        "content/sources/a.docx": data,
    }
    return write_portal(root, changes)


def readings_of(root: Path) -> list[Path]:
    """What a portal's builds have kept."""
    return sorted(root.rglob("readings/*"))


def test_a_build_from_what_was_kept_is_the_same_site(tmp_path: Path) -> None:
    root = portal_of(tmp_path / "portal")
    assert build(root).code == 0
    first, (path,) = tree(root / "output"), readings_of(root)
    before = path.stat().st_ino
    assert build(root).code == 0
    assert tree(root / "output") == first
    assert path.stat().st_ino == before  # it was not read again
    assert build(root, "--no-cache").code == 0
    assert tree(root / "output") == first


def sealed(path: Path) -> None:
    """Forge what was kept as nobody but its user can: with the right seal."""
    forge(path)
    body = path.read_bytes().partition(b"\n")[2]
    path.write_bytes(gksite.readings._seal(path.parent.stat(), path.name, body) + b"\n" + body)


def test_a_check_reads_the_source_itself(tmp_path: Path) -> None:
    """Were what is kept ever wrong, a check would find its words nowhere in the source."""
    root = portal_of(tmp_path / "portal")
    assert build(root).code == 0
    honest = gksite_check(root)
    (path,) = readings_of(root)
    sealed(path)
    assert build(root).code == 0
    page = "notices/a-docx/source/index.html"
    assert FORGED in (root / "output" / page).read_text(encoding="utf-8")  # so it did use what was kept
    assert gksite_check(root) == honest
    assert FORGED not in str(honest)


def gksite_check(root: Path) -> list[str]:
    return run("check", "--root", root, "--today", "2026-01-01").lines
