"""Whoever stops a command, by Ctrl+C or a signal, is told how the site stands; what has begun is finished."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from portal import NOTICE, NOTICE_PATH, REPOSITORY, TODAY, build, tree

AS_FROM_A_TERMINAL = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
"""
"""What whoever starts the tests may have told to be ignored, as nohup does."""
SENDING = f"""{AS_FROM_A_TERMINAL}
import os, sys
owner, name, number, place = sys.argv[1:5]
module = __import__(owner, fromlist=["x"])
call, count = getattr(module, name), [0]
def sending(*args, **how):
    count[0] += 1
    if count[0] == int(place):
        os.kill(os.getpid(), int(number))
    return call(*args, **how)
setattr(module, name, sending)
sys.argv = ["gksite", *sys.argv[5:]]
from gksite.cli import main
main()
"""
"""gksite, to which a signal comes at a certain call of a certain function."""


def stopped(root: Path, call: str, number: int, place: int = 1, *args: str) -> tuple[int, list[str]]:
    """How a build ends to which a signal comes, and what it says."""
    owner, _, name = call.rpartition(".")
    words = [sys.executable, "-c", SENDING, owner, name, str(int(number)), str(place)]
    words += ["build", "--root", str(root), "--today", TODAY, "--no-search", *args]
    done = subprocess.run(words, capture_output=True, check=False, cwd=REPOSITORY)
    return done.returncode, done.stderr.decode().splitlines()


@pytest.fixture
def edited(portal: Callable[..., Path]) -> tuple[Path, dict[str, str], dict[str, str]]:
    """A portal with an edit that is not yet built; its site before, and as it will be."""
    root = portal()
    assert build(root).code == 0
    before = tree(root / "output")
    (root / NOTICE_PATH).write_text(NOTICE.replace("及时回应关切", "立即回应关切"), encoding="utf-8")
    assert build(root, "--output", root / "other").code == 0
    return root, before, tree(root / "other")


@pytest.mark.parametrize(
    ("call", "number"),
    [
        pytest.param("gksite.build.read", signal.SIGTERM, marks=pytest.mark.proof),
        ("gksite.build.render", signal.SIGINT),
        ("gksite.write.stage", signal.SIGHUP),
        pytest.param("os.sync", signal.SIGTERM, marks=pytest.mark.proof),
    ],
)
def test_before_the_moves_output_is_as_it_was(
    edited: tuple[Path, dict[str, str], dict[str, str]], call: str, number: signal.Signals
) -> None:
    root, before, after = edited
    code, said = stopped(root, call, number)
    assert (code, said) == (128 + number, ["已停下：output 没有变。"])
    assert tree(root / "output") == before
    assert sorted(path.name for path in (root / ".gksite/output").iterdir()) == ["last", "lock"]
    again = build(root)
    assert (again.code, again.err) == (0, "")
    assert tree(root / "output") == after


@pytest.mark.parametrize(
    ("place", "number"), [(2, signal.SIGINT), pytest.param(4, signal.SIGTERM, marks=pytest.mark.proof)]
)
def test_moves_that_have_begun_are_finished(
    edited: tuple[Path, dict[str, str], dict[str, str]], place: int, number: signal.Signals
) -> None:
    root, _, after = edited
    code, said = stopped(root, "os.replace", number, place)
    assert (code, said) == (128 + number, ["已停下：output 已经更新完；台账等还没有写，请再运行一次。"])
    assert tree(root / "output") == after
    again = build(root)
    assert (again.code, again.err) == (0, "")
    assert tree(root / "output") == after


def test_a_signal_between_the_journal_and_the_moves_finishes_them(
    edited: tuple[Path, dict[str, str], dict[str, str]],
) -> None:
    root, _, after = edited
    code, said = stopped(root, "gksite.write.apply", signal.SIGTERM)
    assert (code, len(said)) == (143, 1)
    assert tree(root / "output") == after


def test_a_build_in_several_processes_stops_without_a_trace(portal: Callable[..., Path]) -> None:
    """Ctrl+C on a terminal goes to all of them at once."""
    more = {f"content/pages/p{n}.md": f"# 第{n}页\n" for n in range(120)}
    root = portal(more)
    words = [sys.executable, "-c", IN_A_GROUP, "build", "--root", str(root), "--jobs", "2", "--no-search"]
    done = subprocess.run(words, capture_output=True, check=False, cwd=REPOSITORY, start_new_session=True)
    assert done.returncode == 130, done.stderr.decode()
    assert done.stderr.decode().splitlines() == ["已停下：output 没有变。"]
    assert not (root / "output").exists()


IN_A_GROUP = f"""{AS_FROM_A_TERMINAL}
import os, signal, sys, threading
import gksite.render as render
work = render._in_process
def slow(*args):
    if os.getpid() != owner:
        import time; time.sleep(1)
    return work(*args)
owner = os.getpid()
render._in_process = slow
render.WORTH_A_PROCESS = 1
pooled = render._in_processes
def begin(*args):
    threading.Timer(0.5, os.killpg, (0, signal.SIGINT)).start()
    return pooled(*args)
render._in_processes = begin
from gksite.cli import main
main()
"""
"""gksite, with a Ctrl+C for its whole group while its other processes are at work."""
