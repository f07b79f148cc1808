"""A process that has gksite loaded and a portal built, and forks one child per command: without the wait."""

import json
import os
import sys
import tempfile
from datetime import date
from pathlib import Path

import click
from portal import write_portal

from gksite import cli
from gksite.build import BuildOptions, make
from gksite.problems.problem import Problems


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
    with tempfile.TemporaryDirectory(prefix="gksite-tests-") as folder:
        wanted = BuildOptions(date(2026, 1, 1), jobs=1, components=True)
        make(write_portal(Path(folder)), wanted, Problems(), lambda stage: None)


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
