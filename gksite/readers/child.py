"""The process that reads files, one after another: each in a fork under limits, which is gone before the next.

Standard input is a line with the number of the process that asks; then, for each file, a line with its kind, the
seconds that it has and its length, and its bytes. Standard output is JSON lines: progress `[done, total]`, and last
`{"content": …}`, `{"code": …, "arguments": …}` or why there is neither: `{"missing": …}`, `{"died": …}`,
`{"bug": …}`, or `{"ended": …, "late": …}` of a fork that ended without a word.
"""

import ctypes
import gc
import importlib
import json
import logging
import mimetypes
import os
import resource
import signal
import sys
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import IO, NoReturn

from gksite.problems.problem import Phrase
from gksite.readers.confinement import confine
from gksite.readers.content import Content, Progress, phrase_to_plain, to_plain
from gksite.readers.limits import HUNGRY, LONGEST_ANSWER, MEMORY, NOTHING, SECONDS, Unreadable

Then = Callable[[Content], dict[str, object]]
"""What else is to be done with what was read: its parts of the answer."""

_DEEPEST = 3000
"""Calls within calls: 150 levels of elements take a few each."""
_PARENT_DEATH = 1
"""PR_SET_PDEATHSIG of prctl(2)."""
_PIECE = 1 << 20
"""Bytes that are taken from a pipe at once."""


def serve(stdin: IO[bytes], stdout: IO[bytes], then: Then | None = None) -> None:
    """Read the files that one stream brings, and write what came of each to the other, until the first ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that asks hears it, and ends this process
    die_with_parent(int(stdin.readline()))
    gc.set_threshold(100_000)  # as in the program that asks
    while head := stdin.readline():
        kind, seconds, length = head.decode().split()
        _read_in_fork(kind, stdin.read(int(length)), int(seconds), stdout, then)


def _read_in_fork(kind: str, data: bytes, seconds: int, stdout: IO[bytes], then: Then | None) -> None:
    with suppress(ImportError):  # the fork says what is not installed
        reader(kind)  # its libraries are loaded once for all files
    source, sink = os.pipe()
    server = os.getpid()
    fork = os.fork()
    if fork == 0:
        os.close(source)
        _alone(sink)
        die_with_parent(server)
        _work(kind, data, seconds, then)
    os.close(sink)
    answer = _heard(source, stdout)
    os.close(source)
    os.kill(fork, signal.SIGKILL)  # nothing that it does after its answer matters
    status = os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1])
    if answer is None:
        _write(stdout, {"ended": status, "late": status in (-signal.SIGALRM, -signal.SIGXCPU)})
        return
    stdout.write(answer + b"\n")
    stdout.flush()


def _heard(source: int, stdout: IO[bytes]) -> bytes | None:
    """The answer that comes through a pipe, None where none comes; progress is passed on."""
    held = bytearray()
    while len(held) <= LONGEST_ANSWER and (piece := os.read(source, _PIECE)):
        held += piece
        if b"\n" not in piece:
            continue
        *lines, rest = bytes(held).split(b"\n")
        for line in lines:
            if not line.startswith(b"["):
                return line
            stdout.write(line + b"\n")
        stdout.flush()
        held = bytearray(rest)
    return None


def _alone(sink: int) -> None:
    """Let a fork have nothing of its server's but the pipe for its answer."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor, place in ((null, 0), (sink, 1), (null, 2)):
        os.dup2(descriptor, place)
    os.closerange(3, max(null, sink) + 1)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _work(kind: str, data: bytes, seconds: int, then: Then | None) -> NoReturn:
    """Read a file, write the answer, end; the system ends it where its clock runs out."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    restrict(seconds)
    with open(1, "wb") as stdout, _LastWord(stdout, _died):

        def progress(done: int, total: int) -> None:
            if done == total or done * 100 // total > (done - 1) * 100 // total:  # at most one line for each percent
                _write(stdout, [done, total])

        def after(content: Content) -> dict[str, object]:
            if then is None:
                return {}
            with _LastWord(stdout, _fault_of_ours):
                return then(content)

        reader(kind)
        mimetypes.init()  # it reads files of the system, which is about to be forbidden
        confine()
        _write(stdout, outcome(kind, data, progress, after))
    _end()


def _end() -> NoReturn:
    """End a fork as it stands: what its server would still do is not its business."""
    signal.raise_signal(signal.SIGKILL)
    raise AssertionError


@dataclass(frozen=True, slots=True)
class _LastWord:
    """Ends a fork in which something was raised, when its answer has said what."""

    stdout: IO[bytes]
    say: Callable[[BaseException], dict[str, object]]

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is not None:
            _write(self.stdout, self.say(error))
            _end()


def _died(error: BaseException) -> dict[str, object]:
    """What a library raised that cannot bear the file, or that one is not there."""
    if isinstance(error, ModuleNotFoundError):
        return {"missing": str(error.name)}
    return {"died": f"{type(error).__name__}: {error}"[:200]}


def _fault_of_ours(error: BaseException) -> dict[str, object]:
    """What was raised by that which is done with what was read: too little memory, else a bug."""
    if isinstance(error, MemoryError):
        return _hungry()
    return {"bug": "".join(traceback.format_exception(error))}


def _hungry() -> dict[str, object]:
    return {"code": HUNGRY.id, "arguments": {"limit": MEMORY // 1048576}}


def die_with_parent(parent: int) -> None:
    """End this process where the one that started it ends, as far as the system can; at once where it has ended."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH, signal.SIGKILL)
    if parent != os.getppid():
        signal.raise_signal(signal.SIGKILL)


def restrict(seconds: int = SECONDS) -> None:
    """Bound what this process and all that it starts may take."""
    for what, limit in ((resource.RLIMIT_DATA, MEMORY), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(what, (soft, hard))
    sys.setrecursionlimit(_DEEPEST)
    warnings.simplefilter("ignore")
    logging.disable()  # a bad file can make a library complain without end


def outcome(kind: str, data: bytes, progress: Progress, then: Then | None = None) -> dict[str, object]:
    """What the last line says: the content and what else was done with it, or why there is none."""
    try:
        content = reader(kind)(data, progress)
        if not content.blocks:
            raise Unreadable(NOTHING)
        return {"content": to_plain(content), **(then(content) if then else {})}
    except Unreadable as refusal:
        return {"code": refusal.code.id, "arguments": _arguments_to_plain(refusal)}
    except MemoryError:
        return _hungry()


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
        serve(stdin, stdout)
