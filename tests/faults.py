"""Builds that meet one fault: run as a program, it forks one child per command and prints what each left behind.

`python faults.py {"root": …, "old": …, "search": true, "made": false, "faults": […]}` prints what calls a build makes
that meets none; with `made` its files are made once for all, and only the writing of them is tried.
Then for every fault output/ is set to the old tree, a build meets it, and a build without one follows.
A fault is [n, "ENOSPC"]: the n-th call that changes the disk fails; [n, "KILL"]: the process dies there as by kill -9;
[share, "TIME"]: it is killed from outside, after that share of the time that a build takes.
"""

import builtins
import errno
import io
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from portal import TODAY, tree
from warm import ready

import gksite.build
from gksite import cli
from gksite.build import BuildOptions, make
from gksite.problems.problem import Problems
from gksite.searching import index

EVENTS = {"os.rename", "os.link", "os.symlink", "os.mkdir", "os.rmdir", "os.remove", "os.chmod", "os.truncate"}
"""What Python's audit tells of before it is done."""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Door:
    """Every call that changes a disk goes by here; one of them meets the fault."""

    def __init__(self, root: Path, at: int, fault: str) -> None:
        self.root, self.at, self.fault = os.fspath(root), at, fault
        self.calls: list[str] = []

    def pass_by(self, kind: str, path: object = None) -> None:
        """Count a call, and fail or die where the fault is."""
        self.calls.append(kind)
        if len(self.calls) != self.at:
            return
        if self.fault == "KILL":
            os.kill(os.getpid(), signal.SIGKILL)
        number = getattr(errno, self.fault)
        raise OSError(number, os.strerror(number), path)

    def heard(self, event: str, args: tuple[Any, ...]) -> None:
        """An event of Python's audit."""
        if event == "open" and isinstance(args[2], int) and args[2] & WRITING and self.is_ours(args[0]):
            self.pass_by("open", args[0])
        elif event in EVENTS and self.is_ours(args[0]):
            self.pass_by(event.removeprefix("os."), args[0])

    def is_ours(self, path: object) -> bool:
        """Whether a path is of the portal; a bare name is one below a folder that is being removed."""
        return isinstance(path, str | os.PathLike) and os.fspath(path).startswith((self.root, "."))

    def stand(self) -> None:
        """Stand in the way of all that changes a disk."""
        sys.addaudithook(self.heard)
        os.sendfile = self.guard("sendfile", os.sendfile)
        for name in ("fsync", "sync"):  # the disk itself need not wait: nobody cuts its power
            setattr(os, name, self.guard(name, lambda *args: None))
        opens = io.open
        door = self

        def opened(file: Any, mode: str = "r", *args: Any, **how: Any) -> Any:
            stream = opens(file, mode, *args, **how)
            return Stream(stream, door) if set(mode) & set("wxa+") and door.is_ours(file) else stream

        io.open = builtins.open = opened  # type: ignore[assignment]

    def guard(self, name: str, call: Callable[..., object]) -> Callable[..., object]:
        """A call to the system that the audit does not tell of."""

        def guarded(*args: object) -> object:
            self.pass_by(name)
            return call(*args)

        return guarded


class Stream:
    """A file that is written: the write that meets the fault leaves half of its bytes."""

    def __init__(self, stream: Any, door: Door) -> None:
        self.stream, self.door = stream, door

    def write(self, content: Any) -> Any:
        try:
            self.door.pass_by("write", self.stream.name)
        except OSError:
            self.stream.write(content[: len(content) // 2])
            raise
        return self.stream.write(content)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def __enter__(self) -> "Stream":
        return self

    def __exit__(self, *args: object) -> None:
        self.stream.close()


def command(root: Path, search: bool, door: Door | None = None, after: float | None = None) -> tuple[int, str]:
    """The end of a build in a process of its own, and what it said; killed from outside after some seconds."""
    said = root.parent / "said"
    pid = os.fork()
    if pid == 0:
        status = 70
        descriptor = os.open(said, os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
        os.dup2(descriptor, 1)
        os.dup2(descriptor, 2)
        os.chdir(root)
        index.SMALL = 0
        os.sync = os.fsync = lambda *args: None
        sys.argv = ["gksite", "build", "--jobs", "1", "--today", TODAY, *([] if search else ["--no-search"])]
        if door is not None:
            door.stand()
        try:
            cli.main()
        except SystemExit as end:
            status = int(end.code or 0)
        sys.stdout.flush()
        if door is not None and door.fault == "COUNT":
            Path(root.parent / "calls").write_text(json.dumps(door.calls))
        os._exit(status)
    if after is not None:
        time.sleep(after)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), said.read_text(encoding="utf-8")


def make_once(root: Path, search: bool) -> None:
    """From here on every build is of the same finished files, made now: only what writes them is tried."""
    index.SMALL = 0
    options = BuildOptions(date.fromisoformat(TODAY), 1, search=search)
    tree_ = make(root, options, Problems(), lambda stage: None, published=root / "output")
    gksite.build.make = lambda *args, **how: tree_  # type: ignore[assignment]


def reset(root: Path, old: Path) -> None:
    for folder in (root / "output", root / ".gksite", root / ".output.gksite"):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(old, root / "output", symlinks=True)


def main() -> None:
    ready()
    order = json.loads(sys.argv[1])
    root, old, search = Path(order["root"]), Path(order["old"]), order["search"]
    reset(root, old)
    if order["made"]:
        make_once(root, search)
    began = time.monotonic()
    code, said = command(root, search, Door(root, 0, "COUNT"))
    took = time.monotonic() - began
    assert code == 0, said
    calls = json.loads((root.parent / "calls").read_text())
    print(json.dumps({"calls": calls, "tree": tree(root / "output")}), flush=True)
    for at, fault in order["faults"]:
        reset(root, old)
        if fault == "TIME":
            code, said = command(root, search, after=at * took)
        else:
            code, said = command(root, search, Door(root, 1 + int(at * (len(calls) - 1)), fault))
        report = {"at": at, "fault": fault, "code": code, "said": said, "after": tree(root / "output")}
        left = [root / ".gksite/output" / name for name in ("journal", "staging")]
        report["unfinished"] = any(map(os.path.lexists, left))
        code, said = command(root, search)
        report |= {"next": code, "then_said": said, "final": tree(root / "output")}
        hidden = [*root.rglob(".*.gksite"), *(root / ".gksite/output").iterdir()]
        report["rests"] = sorted(path.name for path in hidden)
        print(json.dumps(report), flush=True)


if __name__ == "__main__":
    main()
