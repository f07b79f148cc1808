"""output/ changes whole or not at all: full disks, killed builds, foreign folders, two builds at once."""

import errno
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from portal import NOTICE, NOTICE_PATH, REPOSITORY, SITE, TODAY, Change, build, gksite, tree

from gksite.hold import exclusive, recover
from gksite.manifest import GENERATOR
from gksite.model.outputs import File
from gksite.problems.problem import Problems, RequestError
from gksite.workshop import in_portal
from gksite.write import write

HOME = b'<meta name="generator" content="gksite 0">'
NEXT_YEAR: dict[str, Change] = {
    NOTICE_PATH: ("        lead: [{name: 市审计局", "        remark: 年底前\n        lead: [{name: 市审计局"),
    "content/notices/ceshi-2019.yaml": NOTICE.replace("id: ceshi-2018", "id: ceshi-2019"),
    "content/pages/about.md": "# 关于\n",
    "content/ledger.yaml": "addresses: [{address: /notices/ceshi-2017/, withdrawn: {on: 2025-01-01}}]\n"
    "published: {notices: [{id: ceshi-2017, tasks: 1-3, source: true}]}\n",
}
"""A portal that differs from the standing one in changed, new and (no longer wanted) old pages."""


def files(contents: dict[str, bytes]) -> list[File]:
    return [File("index.html", HOME), *(File(path, data) for path, data in contents.items())]


def put_in(contents: dict[str, bytes], output: Path) -> Problems:
    """Write a tree as a build does."""
    problems = Problems()
    with exclusive(output, output.parent, problems) as workshop:
        write(files(contents), workshop, problems)
    return problems


def held(output: Path) -> dict[str, bytes]:
    """The files of a tree, its home page aside, which are just those that its list names."""
    found = {p.relative_to(output).as_posix(): p.read_bytes() for p in output.rglob("*") if p.is_file()}
    listed = json.loads(found.pop(".gksite.json"))["files"]
    assert listed == {path: hashlib.sha256(data).hexdigest() for path, data in found.items()}
    assert found.pop("index.html") == HOME
    return found


def own(output: Path) -> None:
    """Make a list of everything in a tree, as if gksite had written it."""
    found = [p for p in output.rglob("*") if p.is_symlink() or p.is_file()]
    paths = {p.relative_to(output).as_posix(): p for p in found if p.name != ".gksite.json"}
    digests = {path: hashlib.sha256(p.read_bytes() if p.is_file() else b"").hexdigest() for path, p in paths.items()}
    held_ = {"schema": "gksite/output/1", "portal": "测试门户", "files": digests}
    (output / ".gksite.json").write_text(json.dumps(held_), encoding="utf-8")


def test_a_failed_build_changes_nothing(portal: Callable[..., Path], standing: Callable[[Path], Path]) -> None:
    root = portal({NOTICE_PATH: ("year: 2018", "yaer: 2018")})
    output = standing(root)
    before = times(output)
    assert build(root).code == 1
    assert times(output) == before


def times(output: Path) -> dict[str, tuple[int, int]]:
    """Each file's and folder's time of change and inode."""
    return {p.as_posix(): (p.stat().st_mtime_ns, p.stat().st_ino) for p in (output, *sorted(output.rglob("*")))}


def test_a_second_build_changes_nothing(portal: Callable[..., Path]) -> None:
    root = portal()
    assert build(root).code == 0
    before = times(root / "output")
    again = build(root)
    assert again.code == 0
    assert "更新 0 个，删除 0 个" in again.out
    assert times(root / "output") == before


def test_a_build_changes_only_the_files_that_differ(portal: Callable[..., Path]) -> None:
    root = portal({"site.yaml": SITE + "exports: [json, catalog]\n"})
    assert build(root).code == 0
    before = times(root / "output")
    text = (root / NOTICE_PATH).read_text(encoding="utf-8").replace("及时回应关切。", "及时回应。")
    (root / NOTICE_PATH).write_text(text, encoding="utf-8")
    assert build(root).code == 0
    after = times(root / "output")
    changed = {p for p, time in after.items() if before.get(p) != time and Path(p).is_file()}
    assert changed
    assert {Path(p).relative_to(root / "output").as_posix() for p in changed} <= {
        *(
            "notices/ceshi-2018/index.html",
            "tasks/ceshi/index.html",
            "notices/ceshi-2018/tasks/3/index.html",
            "sitemap/index.html",
            "tasks/index.html",
        ),
        *("notices/ceshi-2018/tasks/2/index.html", "agencies/ceshi/caizhengju/index.html"),
        *("data/notices/ceshi-2018.json", "data/catalog.jsonld", "data/index.html", ".gksite.json"),
    }


def test_stale_files_go_and_dot_files_at_the_top_stay(
    portal: Callable[..., Path], standing: Callable[[Path], Path]
) -> None:
    root = portal()
    output = standing(root)
    clean = tree(output)
    (output / ".well-known").mkdir()
    (output / ".well-known/change-password").write_text("x")
    (output / ".htaccess").write_text("x")
    (output / "old/deep").mkdir(parents=True)
    (output / "old/deep/page.html").write_text("x")
    (output / "notices/old.html").write_text("x")
    (output / "notices/.hidden").write_text("x")
    (output / "link").symlink_to("notices")
    own(output)
    ran = build(root)
    assert ran.code == 0
    assert "删除 4 个" in ran.out
    kept = [".htaccess", ".well-known/", ".well-known/change-password"]
    after = tree(output)
    assert {k: v for k, v in after.items() if k not in kept} == clean
    assert set(kept) <= set(after)


@pytest.mark.parametrize("foreign", ["index.html", "notes/a.txt", "link"])
def test_a_folder_of_somebody_else_is_refused_and_left_alone(portal: Callable[..., Path], foreign: str) -> None:
    root = portal()
    output = root / "output"
    output.mkdir()
    if foreign == "link":
        (output / foreign).symlink_to("/etc")
    else:
        (output / foreign).parent.mkdir(exist_ok=True)
        (output / foreign).write_text("<html>我的主页</html>", encoding="utf-8")
    before = times(root)
    ran = build(root)
    assert ran.code == 2
    assert "不是 gksite 生成的" in ran.err
    assert times(root) == before


def test_an_empty_folder_and_one_with_dot_files_are_used(portal: Callable[..., Path], tiny_output: Path) -> None:
    root = portal()
    (root / "output").mkdir()
    (root / "output/.git").write_text("gitdir: ../x\n")
    assert build(root).code == 0
    found = tree(root / "output")
    assert found.pop(".git")
    assert found == tree(tiny_output)


def test_a_second_build_at_the_same_time_is_refused(
    portal: Callable[..., Path], standing: Callable[[Path], Path]
) -> None:
    root = portal(NEXT_YEAR)
    output = standing(root)
    before = times(output)
    with exclusive(output, output.parent, Problems()):
        ran = build(root)
    assert ran.code == 2
    assert ran.lines == [f"另一个 gksite 命令正在更新 {output}，请等它结束"]
    assert times(output) == before
    assert build(root).code == 0


def test_a_check_leaves_a_build_at_work_alone(portal: Callable[..., Path], standing: Callable[[Path], Path]) -> None:
    root = portal()
    output = standing(root)
    with exclusive(output, output.parent, Problems()):
        assert gksite("check", "--root", root, "--today", TODAY).code == 0
        (root / ".gksite/output/staging").mkdir()
        busy = gksite("check", "--root", root, "--today", TODAY)
        assert busy.code == 2
        assert "另一个 gksite 命令正在更新" in busy.err
        assert (root / ".gksite/output/staging").exists()


def _fail(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, at: int, number: int) -> None:
    """Make the `at`-th call of a function fail as the system does."""
    call, count = getattr(owner, name), 0

    def failing(*args: object, **how: object) -> object:
        nonlocal count
        count += 1
        if count >= at:
            raise OSError(number, os.strerror(number))
        return call(*args, **how)

    monkeypatch.setattr(owner, name, failing)


OLD = {"a.html": b"1", "b/c.html": b"2", "gone/d.html": b"3"}
NEW = {"a.html": b"one", "b/c.html": b"2", "new/e.html": b"5", "new/f/g.html": b"6", "b/h.html": b"7"}


@pytest.mark.parametrize("at", range(1, 5))
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_full_disk_leaves_the_output_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int, number: int
) -> None:
    output = tmp_path / "output"
    put_in(OLD, output)
    before = times(output)
    with monkeypatch.context() as patched:
        _fail(patched, Path, "write_bytes", at, number)
        problems = put_in(NEW, output)
    (problem,) = problems.found
    assert problem.code.id == "GK012"
    words = {errno.ENOSPC: "磁盘已满", errno.EDQUOT: "超出磁盘配额", errno.EIO: "磁盘读写出错"}[number]
    assert problem.text(str) == f"无法写入：{words}。output 保持原样"
    assert times(output) == before
    assert sorted(p.name for p in (tmp_path / ".gksite/output").iterdir()) == ["lock"]
    assert put_in(NEW, output).found == []
    assert held(output) == NEW


@pytest.mark.parametrize("name", ["fsync", "mkdir"])
def test_a_disk_that_fails_while_preparing_leaves_the_output_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    output = tmp_path / "output"
    put_in(OLD, output)
    with monkeypatch.context() as patched:
        _fail(patched, os, name, 2 if name == "mkdir" else 1, errno.ENOSPC)
        problems = put_in(NEW, output)
    assert [p.code.id for p in problems.found] == ["GK012"]
    assert held(output) == OLD
    assert put_in(NEW, output).found == []
    assert held(output) == NEW


def test_a_disk_that_fails_after_the_journal_stands_is_finished_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is said, the tree is the old one or the new one after the next command."""
    output = tmp_path / "output"
    put_in(OLD, output)
    with monkeypatch.context() as patched:
        _fail(patched, os, "fsync", 2, errno.EIO)
        problems = put_in(NEW, output)
    assert problems.errors()
    with exclusive(output, output.parent, Problems()):
        assert held(output) in (OLD, NEW)


@pytest.mark.parametrize("at", range(1, 4))
def test_a_disk_that_fails_while_moving_is_told_and_finished_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    output = tmp_path / "output"
    put_in(OLD, output)
    with monkeypatch.context() as patched:
        _fail(patched, os, "replace", at + 1, errno.EIO)  # the first puts the journal in its place
        problems = put_in(NEW, output)
    (problem,) = problems.found
    assert problem.code.id == "GK013"
    assert "磁盘读写出错" in problem.text(str)
    with exclusive(output, output.parent, Problems()):
        assert held(output) == NEW
    assert sorted(p.name for p in (tmp_path / ".gksite/output").iterdir()) == ["lock"]


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A disk of one megabyte at a folder, where this machine lets us mount one; whether it is there."""
    folder.mkdir()
    mount = shutil.which("mount")
    mounted = (
        mount is not None
        and os.geteuid() == 0
        and subprocess.run(
            [mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, check=False
        ).returncode
        == 0
    )
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(path: Path) -> None:
    """Write until the disk is full."""
    with suppress(OSError), path.open("wb", buffering=0) as stream:
        while True:
            stream.write(b"0" * 1024)


def test_a_disk_that_is_really_full_leaves_the_output_as_it_was(
    portal: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a disk of its own where one can be mounted, else by a limit on the size of files."""
    root = portal()
    with small_disk(tmp_path / "disk") as mounted:
        output = tmp_path / "disk/output"
        assert build(root, "--output", output).code == 0
        before = times(output)
        text = NOTICE.replace("及时回应关切。", "及时回应关切。" * 2000)
        (root / NOTICE_PATH).write_text(text, encoding="utf-8")
        if mounted:
            fill(tmp_path / "disk/filler")
            ran = build(root, "--output", output)
            assert ran.lines[0] == "output: GK012 无法写入：磁盘已满。output 保持原样"
        else:
            limited = [sys.executable, "-c", _LIMITED, "build", "--root", root, "--no-search", "--output", output]
            done = subprocess.run(limited, capture_output=True, check=False, cwd=REPOSITORY)
            ran = type(build(root, "--root", "nowhere"))(done.returncode, "", done.stderr.decode())
            assert "GK012" in ran.lines[0]
        assert ran.code == 1
        assert times(output) == before
        (workshop,) = (*(tmp_path / "disk").glob(".output.gksite"), *root.glob(".gksite/output-*"))
        assert (workshop.parent == tmp_path / "disk") == mounted, "in the portal but for another disk"
        assert sorted(p.name for p in workshop.iterdir()) == ["last", "lock"]
        (tmp_path / "disk/filler").unlink(missing_ok=True)
        (root / NOTICE_PATH).write_text(NOTICE.replace("及时", "立即"), encoding="utf-8")
        assert build(root, "--output", output).code == 0


_LIMITED = """
import resource, signal, sys
from gksite.cli import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))
main()
"""


def kill(order: dict[str, object]) -> list[Any]:
    """How many calls a build makes, and the reports of builds killed as ordered."""
    done = subprocess.run(
        [sys.executable, str(Path(__file__).parent / "killing.py"), json.dumps(order)],
        capture_output=True,
        check=False,
        cwd=REPOSITORY,
    )
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


def check_killed(root: Path, old: Path, spread: int | None, **more: object) -> None:
    """A killed build leaves the old tree or the new one to the next command; one more build and all is well."""
    assert build(root).code == 0
    assert gksite("check", "--root", root, "--today", TODAY).code == 0, "what it notes belongs to the content"
    assert build(root).code == 0
    new = tree(root / "output")
    old_tree = tree(old)
    count, *reports = kill({"root": str(root), "old": str(old), "then": ["check", "build"], "spread": spread, **more})
    assert count > 50
    assert len(reports) == (count if spread is None else spread + 3)
    assert [r["point"] for r in reports[-3:]] == [count - 2, count - 1, count]
    outcomes = set()
    for report in reports:
        name = f"killed at {report['point']} of {count}, then {report['then']}"
        assert report["died"] == 137, name
        assert report["status"] == 0, name
        assert report["after"] in (old_tree, new), name
        assert report["then"] == "check" or report["after"] == new, name
        rests = [rest for rest in report["rests"] if rest not in ("last", "last.new")]
        assert rests in ([], ["lock"], ["journal.draft", "lock"]), name  # killed before there was a workshop: nothing
        assert report["built"] == 0, name
        assert report["final"] == new, name
        outcomes.add((report["then"], report["after"] == new))
    assert outcomes == {("check", False), ("check", True), ("build", True)}


def next_year(portal: Callable[..., Path], tiny_output: Path, folder: Path) -> tuple[Path, Path]:
    """A portal to build, and an older tree with pages that it no longer has."""
    old = Path(shutil.copytree(tiny_output, folder / "old"))
    shutil.copytree(old / "notices/ceshi-2018", old / "notices/ceshi-2017")
    (old / "robots").mkdir()
    (old / "robots/index.html").write_text("x")
    shutil.rmtree(old / "agencies/ceshi")
    (old / "agencies/ceshi").write_text("a file where a folder will be")
    (old / "robots.txt").unlink()
    (old / "robots.txt").mkdir()
    (old / "robots.txt/a.html").write_text("a folder where a file will be")
    (old / "about").symlink_to("notices")
    own(old)
    return portal(NEXT_YEAR), old


@pytest.mark.proof
def test_a_killed_build_is_completed_or_undone(portal: Callable[..., Path], tiny_output: Path, tmp_path: Path) -> None:
    root, old = next_year(portal, tiny_output, tmp_path)
    check_killed(root, old, 2)


@pytest.mark.proof
def test_a_killed_first_build_is_completed_or_undone(portal: Callable[..., Path], tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    check_killed(portal(), tmp_path / "old", 2)


@pytest.mark.proof
def test_a_build_killed_at_every_call_is_completed_or_undone(
    portal: Callable[..., Path], tiny_output: Path, tmp_path: Path
) -> None:
    root, old = next_year(portal, tiny_output, tmp_path)
    check_killed(root, old, None)


@pytest.mark.proof
def test_a_first_build_killed_at_every_call_is_completed_or_undone(portal: Callable[..., Path], tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    check_killed(portal(), tmp_path / "old", None)


@pytest.mark.proof
@pytest.mark.parametrize("again", [1, 2, 5, 9, 20])
def test_a_recovery_that_is_killed_too_is_completed(
    portal: Callable[..., Path], tiny_output: Path, tmp_path: Path, again: int
) -> None:
    root, old = next_year(portal, tiny_output, tmp_path)
    check_killed(root, old, 30, again=again)


class Killed(BaseException):
    """The end of a process, inside this one."""


@contextmanager
def dying(monkeypatch: pytest.MonkeyPatch, at: int) -> Iterator[list[int]]:
    """Calls that change a disk end the process at the `at`-th; the list holds how many there were."""
    count = [0]

    def guard(call: Callable[..., object]) -> Callable[..., object]:
        def guarded(*args: object, **how: object) -> object:
            count[0] += 1
            if count[0] == at:
                raise Killed
            return call(*args, **how)

        return guarded

    with monkeypatch.context() as patched:
        for name in ("replace", "unlink", "rmdir", "mkdir"):
            patched.setattr(os, name, guard(getattr(os, name)))
        patched.setattr(Path, "write_bytes", guard(Path.write_bytes))
        yield count


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"a": b"1"}, {"a/b/c": b"2"}),
        ({"a/b/c": b"1", "a/d": b"1"}, {"a": b"2"}),
        ({"a/b/c": b"1", "x": b"1"}, {"a/b": b"2", "x/y": b"3", "z/y": b"4"}),
        (OLD, NEW),
        (OLD, {}),
    ],
)
def test_trees_that_trade_files_for_folders_survive_a_kill_at_every_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: dict[str, bytes], new: dict[str, bytes]
) -> None:
    for at in range(1, 100):
        output = tmp_path / str(at) / "output"
        put_in(old, output)
        with dying(monkeypatch, at) as count:
            try:
                put_in(new, output)
            except Killed:
                died = True
            else:
                died = False
        for again in range(1, 4):
            with dying(monkeypatch, again):
                try:
                    with exclusive(output, output.parent, Problems()):
                        pass
                except Killed:
                    continue
                break
        with exclusive(output, output.parent, Problems()):
            pass
        assert held(output) in (old, new), f"killed at call {at}"
        assert put_in(new, output).found == []
        assert held(output) == new
        if not died:
            assert count[0] < at
            return
    pytest.fail("a hundred calls were not enough")


NAMES = st.sampled_from(["a", "b", "c", "d.html"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
TREES = st.dictionaries(PATHS, st.binary(max_size=3), max_size=6).map(
    lambda tree: {p: data for p, data in tree.items() if not any(q != p and q.startswith(p + "/") for q in tree)}
)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(trees=st.lists(TREES, min_size=1, max_size=3))
def test_whatever_stood_there_before_the_last_tree_stands_alone(
    tmp_path_factory: pytest.TempPathFactory, trees: list[dict[str, bytes]]
) -> None:
    output = tmp_path_factory.mktemp("trees") / "output"
    for each in trees:
        assert put_in(each, output).found == []
        assert held(output) == each
        wanted = {parent.as_posix() for p in each for parent in Path(p).parents} - {"."}
        assert {p.relative_to(output).as_posix() for p in output.rglob("*") if p.is_dir()} == wanted
    shutil.rmtree(output.parent)


def test_output_may_be_a_link_to_a_folder(portal: Callable[..., Path], tmp_path: Path, tiny_output: Path) -> None:
    root = portal()
    (tmp_path / "elsewhere").mkdir()
    (root / "output").symlink_to(tmp_path / "elsewhere")
    assert build(root).code == 0
    assert tree(tmp_path / "elsewhere") == tree(tiny_output)
    assert (root / "output").is_symlink()


def test_a_lock_left_behind_by_nobody_does_not_count(portal: Callable[..., Path]) -> None:
    root = portal()
    (root / ".gksite/output").mkdir(parents=True)
    (root / ".gksite/output/lock").write_bytes(b"")
    assert build(root).code == 0


def test_the_lock_is_given_back_when_a_build_fails(tmp_path: Path) -> None:
    output = tmp_path / "output"
    with pytest.raises(RequestError), exclusive(output, output.parent, Problems()):
        raise RequestError("不行")
    held_by = tmp_path / ".gksite/output/lock"
    with exclusive(output, output.parent, Problems()), held_by.open("rb") as lock, pytest.raises(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    assert recover(in_portal(output, output.parent)) is None
    assert GENERATOR in HOME
