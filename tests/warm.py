"""A process that has gksite loaded and a portal built, and forks one child per command: without the wait.

The process that reads is forked from there too; test_reading_apart.py tries it as it is started for everybody else.
"""

import gc
import json
import os
import signal
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout, suppress
from datetime import date
from io import StringIO
from pathlib import Path

import click
from portal import SITE, SOURCE, TODAY, write_portal

from gksite import cli
from gksite.build import BuildOptions, make
from gksite.problems.problem import Problems
from gksite.readers import apart
from gksite.readers.child import outcome, reader, serve
from gksite.understanding.child import drafted


class Forked:
    """The process that reads, as `subprocess.Popen` gives it."""

    def __init__(self, program: str) -> None:
        asked, self._asking = os.pipe()
        self._hearing, answers = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            self._serve(program, asked, answers)
        os.close(asked)
        os.close(answers)
        self.stdin, self.stdout = os.fdopen(self._asking, "wb"), os.fdopen(self._hearing, "rb")
        self._status: int | None = None

    @staticmethod
    def _serve(program: str, asked: int, answers: int) -> None:
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor, place in ((asked, 0), (answers, 1), (null, 2)):
            os.dup2(descriptor, place)
        os.closerange(3, 1024)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        with open(0, "rb", closefd=False) as stdin, open(1, "wb", closefd=False) as stdout:
            serve(stdin, stdout, drafted if program == "gksite.understanding.child" else None)
        os._exit(0)

    def kill(self) -> None:
        """End it."""
        if self._status is None:
            os.kill(self._pid, signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> int:
        """Its status, when it has ended; a process without an answer is about to."""
        if self._status is None:
            self._status = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])
        return self._status


def run(order: dict[str, object], out: int, err: int) -> None:
    """Be gksite, in this process, to its end; a bug of ours ends it by gksite's own hook."""
    os.chdir(str(order["cwd"]))
    os.environ |= order["env"]  # type: ignore[operator]
    null = os.open(os.devnull, os.O_RDONLY)
    for descriptor, place in ((null, 0), (out, 1), (err, 2)):
        os.dup2(descriptor, place)
    sys.argv = ["gksite", *order["args"]]  # type: ignore[misc]
    try:
        cli.main()
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(int(end.code or 0))


def ready() -> None:
    """Load every command and compile every template, for all processes that are forked from here."""
    for name in cli.COMMANDS:
        cli.cli.get_command(click.Context(cli.cli), name)
    for kind in ("docx", "xlsx", "html", "pdf", "text"):
        reader(kind)
    outcome("text", SOURCE.encode(), lambda done, total: None, drafted)
    apart._start = Forked  # type: ignore[assignment]
    with tempfile.TemporaryDirectory(prefix="gksite-tests-") as folder:
        root = write_portal(Path(folder), {"site.yaml": SITE})
        make(root, BuildOptions(date(2026, 1, 1), jobs=1, components=True), Problems(), lambda stage: None)
        with suppress(SystemExit), redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            cli.cli.main(["check", "--root", folder, "--today", TODAY])
    gc.collect()
    gc.freeze()  # a fork that collects garbage would copy all that was loaded


def main() -> None:
    ready()
    answers = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        order = json.loads(line)
        out, err = (os.open(order[name], os.O_CREAT | os.O_WRONLY | os.O_TRUNC) for name in ("out", "err"))
        pid = os.fork()
        if pid == 0:
            run(order, out, err)
        os.close(out)
        os.close(err)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), file=answers, flush=True)


if __name__ == "__main__":
    main()
