"""gksite doctor says in plain lines what holds on this machine, and fails only where a build would."""

import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from portal import gksite, write_portal

import gksite as package
from gksite.readers import apart
from gksite.surroundings import surroundings


def said(root: Path, seconds: int = 30) -> list[tuple[str, bool]]:
    """Every line in Chinese, and whether a build cannot do without it."""
    return [(finding.said.text(str), finding.missing) for finding in surroundings(root, seconds)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_says_what_holds_here_and_exits_with_0(tmp_path: Path, lang: str) -> None:
    root = write_portal(tmp_path, {})
    ran = gksite("doctor", "--root", root, "--lang", lang)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0].startswith(f"gksite {package.__version__}")
    assert any("Pagefind" in line for line in lines)
    assert any(str(root) in line for line in lines)
    assert any("/dev/shm" in line for line in lines)
    assert len(lines) == len(set(lines)) >= 11


def test_the_clock_is_that_of_the_portal(tmp_path: Path) -> None:
    root = write_portal(tmp_path, {})
    with (root / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("reading_seconds: 77\n")
    assert "读一个来源的限度：77 秒，内存 400 MB" in gksite("doctor", "--root", root).out


def test_what_the_system_cannot_forbid_is_said_in_one_line_and_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "program/gksite"
    shutil.copytree(Path(package.__file__).parent, copy)
    (copy / "readers/confinement.py").write_text("def confine():\n    pass\n", encoding="utf-8")
    monkeypatch.setattr(apart, "_HOME", copy.parent)
    lines = dict(said(tmp_path))
    assert lines["读来源时打开其他文件：这个系统禁止不了（要有 Landlock 的 Linux）；其他限度照旧"] is False
    assert lines["读来源时使用网络：这个系统禁止不了（要有 seccomp 的 Linux）；其他限度照旧"] is False


def test_a_search_program_that_is_not_there_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gksite.searching.pagefind", None)
    (line,) = [text for text, missing in said(tmp_path) if missing]
    assert line.startswith("搜索程序 Pagefind：不能运行（")


def test_a_folder_that_cannot_be_written_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    assert [text for text, missing in said(tmp_path) if missing] == [
        f"临时文件夹：{tmp_path / 'none'} 不能写（文件不存在）"
    ]


def test_a_process_that_cannot_read_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_HOME", tmp_path)
    (tmp_path / "gksite").mkdir()
    (tmp_path / "gksite/__init__.py").touch()
    assert any(missing and text.startswith("读来源的程序不能运行：") for text, missing in said(tmp_path))
