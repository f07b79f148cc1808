"""Builds killed at a chosen call: run as a program, it forks one child per command and prints what each left behind.

`python killing.py {"root": …, "old": …, "spread": n | null, "then": [command, …]}` prints how many calls a build makes
that nobody kills. Then for every call, or n spread over the build and its last three, output/ is set to the old tree,
a build is killed at that call, one command follows, and a build ends it.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from portal import TODAY, tree
from warm import ready

from gksite import cli

CALLS = ("replace", "unlink", "rmdir", "mkdir", "fsync", "sync")


class Fuse:
    """Counts calls to the system and ends the process, as a power cut does, at one of them."""

    def __init__(self, at: int) -> None:
        self.at, self.count = at, 0

    def burn(self) -> bool:
        self.count += 1
        return self.count == self.at

    def guard(self, call: Callable[..., object]) -> Callable[..., object]:
        def guarded(*args: object, **how: object) -> object:
            if self.burn():
                os._exit(137)
            return call(*args, **how)

        return guarded

    def write_bytes(self, write: Callable[[Path, bytes], int]) -> Callable[[Path, bytes], int]:
        """The file that is being written when the power fails holds half of its bytes."""

        def guarded(path: Path, data: bytes) -> int:
            if self.burn():
                write(path, data[: len(data) // 2])
                os._exit(137)
            return write(path, data)

        return guarded

    def lay(self) -> None:
        """Put the fuse in the way of everything that changes a disk."""
        for name in CALLS:
            setattr(os, name, self.guard(getattr(os, name)))
        Path.write_bytes = self.write_bytes(Path.write_bytes)  # type: ignore[method-assign,assignment]


def child(act: Callable[[], object]) -> int:
    """The exit status of an act in a process of its own."""
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 1)
        try:
            act()
            os._exit(0)
        except SystemExit as end:
            os._exit(int(end.code or 0))
        finally:
            os._exit(70)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def command(root: Path, name: str) -> int:
    """Run one gksite command on a portal."""
    return child(lambda: command_in_place(root, name))


def killed(root: Path, at: int, name: str = "build") -> int:
    """Run one gksite command that dies at its `at`-th call."""

    def act() -> None:
        Fuse(at).lay()
        command_in_place(root, name)

    return child(act)


def command_in_place(root: Path, name: str) -> None:
    os.chdir(root)
    search = ["--no-search"] if name == "build" else []
    sys.argv = ["gksite", name, "--jobs", "1", "--today", TODAY, *search]
    cli.main()


def reset(root: Path, old: Path) -> None:
    for folder in (root / "output", root / ".gksite"):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(old, root / "output", symlinks=True)


def calls(root: Path, old: Path) -> int:
    """How many calls a whole build makes."""
    reset(root, old)
    note = root / "count"

    def act() -> None:
        fuse = Fuse(0)
        write = Path.write_bytes
        fuse.lay()
        try:
            command_in_place(root, "build")
        finally:
            write(note, str(fuse.count).encode())

    assert child(act) == 0
    count = int(note.read_text())
    note.unlink()
    return count


def main() -> None:
    ready()
    order = json.loads(sys.argv[1])
    root, old = Path(order["root"]), Path(order["old"])
    count, spread = calls(root, old), order["spread"]
    print(count, flush=True)
    points = set(range(1, count + 1))
    if spread is not None:
        points = {1 + i * (count - 1) // spread for i in range(spread)} | {count - 2, count - 1, count}
    for turn, point in enumerate(sorted(points), 1):  # a check after the first kill finds nothing to look at
        reset(root, old)
        died = killed(root, point)
        again = order.get("again")
        died_again = killed(root, again, "check") if again else None
        then = order["then"][turn % len(order["then"])]
        status = command(root, then)
        after = tree(root / "output")
        workshop = root / ".gksite/output"  # a build killed at its first call has made none
        rests = sorted(p.name for p in workshop.iterdir()) if workshop.is_dir() else []
        built = command(root, "build") if then != "build" else status
        report = {"point": point, "died": died, "died_again": died_again, "then": then, "status": status}
        report |= {"after": after, "rests": rests, "built": built, "final": tree(root / "output")}
        print(json.dumps(report), flush=True)


if __name__ == "__main__":
    main()
