"""The process that reads one file: limits first, then the reader; JSON lines on standard output, nothing else.

Standard input is one line with the kind of the file and the number of the process that asks, then its bytes.
Progress is `[done, total]`; the last line is `{"content": …}` or `{"code": …, "arguments": …}`. A process that ends
without that line has met a file that it cannot read.
"""

import ctypes
import importlib
import json
import logging
import os
import resource
import signal
import sys
import warnings
from collections.abc import Callable
from typing import IO

from gksite.problems.problem import Phrase
from gksite.readers.content import Content, Progress, phrase_to_plain, to_plain
from gksite.readers.limits import HUNGRY, MEMORY, NOTHING, SECONDS, Unreadable

_DEEPEST = 3000
"""Calls within calls: 150 levels of elements take a few each."""
_PARENT_DEATH = 1
"""PR_SET_PDEATHSIG of prctl(2)."""


def main(stdin: IO[bytes], stdout: IO[bytes]) -> None:
    """Read a file from one stream and write what came of it to the other."""
    restrict()
    kind, _, parent = stdin.readline().decode().strip().partition(" ")
    die_with_parent(int(parent or os.getppid()))
    data = stdin.read()

    def progress(done: int, total: int) -> None:
        if done == total or done * 100 // total > (done - 1) * 100 // total:  # at most one line for each percent
            _write(stdout, [done, total])

    _write(stdout, outcome(kind, data, progress))


def die_with_parent(parent: int) -> None:
    """End this process where the one that started it ends, as far as the system can; at once where it has ended."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH, signal.SIGKILL)
    if parent != os.getppid():
        signal.raise_signal(signal.SIGKILL)


def restrict() -> None:
    """Bound what this process and all that it starts may take."""
    for what, limit in ((resource.RLIMIT_DATA, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(what, (soft, hard))
    sys.setrecursionlimit(_DEEPEST)
    warnings.simplefilter("ignore")
    logging.disable()  # a bad file can make a library complain without end


def outcome(kind: str, data: bytes, progress: Progress) -> dict[str, object]:
    """What the last line says: the content, or why there is none."""
    try:
        content = reader(kind)(data, progress)
        if not content.blocks:
            raise Unreadable(NOTHING)
        return {"content": to_plain(content)}
    except Unreadable as refusal:
        return {"code": refusal.code.id, "arguments": _arguments_to_plain(refusal)}
    except MemoryError:
        return {"code": HUNGRY.id, "arguments": {"limit": MEMORY // 1048576}}


def _arguments_to_plain(refusal: Unreadable) -> dict[str, object]:
    plain: dict[str, object] = {}
    for name, value in refusal.arguments.items():
        plain[name] = phrase_to_plain(value) if isinstance(value, Phrase) else value
    return plain


def reader(kind: str) -> Callable[[bytes, Progress], Content]:
    """The reader of a kind; only its libraries are loaded."""
    read: Callable[[bytes, Progress], Content] = importlib.import_module(f"gksite.readers.{kind}").read
    return read


def _write(stdout: IO[bytes], value: object) -> None:
    stdout.write(json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode() + b"\n")
    stdout.flush()


if __name__ == "__main__":
    with open(0, "rb") as stdin, open(1, "wb") as stdout:
        main(stdin, stdout)
