"""The process that reads, as seen from here: asked for one file after another, ended when nobody asks any more."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import IO, Any, Self

from gksite.problems.problem import Phrase, RequestError
from gksite.readers.content import Progress, phrase_from_plain
from gksite.readers.limits import DAMAGED, HUNGRY, LONGEST_ANSWER, MEMORY, REFUSALS, SECONDS, SLOW, Unreadable

_HOME = Path(__file__).parent.parent.parent
"""Where the process finds this package, installed or not."""
_MOMENT = 2
"""Seconds that a process has to end which has closed its output."""
_GRACE = 20
"""Seconds that the process has beyond its clock to start and to say that a file was late, before it is ended too."""


class UnderstandingFault(Exception):
    """What was to be done with a file that was read has a fault of ours; the message is the traceback from there."""


class ReadingProcess:
    """A process that reads files within a number of seconds each; started when first asked, ended with its block."""

    def __init__(self, seconds: int = SECONDS, program: str = "gksite.readers.child") -> None:
        self.seconds = seconds
        self._program = program
        self._running: subprocess.Popen[bytes] | None = None
        self._late = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def ask(self, kind: str, data: bytes, progress: Progress) -> dict[str, Any]:
        """What came of a file of a kind; progress is passed on as it comes. Raises as `answer` does."""
        self.begin(kind, data)
        return self.answer(progress)

    def begin(self, kind: str, data: bytes) -> None:
        """Ask for a file and do not wait; its answer has to be heard before the next is asked for."""
        stdin = self._asking()
        with suppress(BrokenPipeError):  # it has ended, which its answer tells
            stdin.write(f"{kind} {self.seconds} {len(data)}\n".encode() + data)
            stdin.flush()

    def answer(self, progress: Progress) -> dict[str, Any]:
        """What came of the file that was asked for; progress is passed on as it comes.

        Raises Unreadable where it is refused or nothing came, RequestError where a library is not installed,
        UnderstandingFault.
        """
        timer = Timer(self.seconds + _GRACE, self._kill)
        timer.start()
        try:
            answer = self._heard(progress)
        finally:
            timer.cancel()
        if "bug" in answer:
            raise UnderstandingFault(answer["bug"])
        if "code" in answer:
            raise _refusal(answer)
        if "content" not in answer:
            raise _why_it_ended(answer, self.seconds)
        return answer

    def _heard(self, progress: Progress) -> dict[str, Any]:
        assert self._running is not None  # noqa: S101  it was asked
        stdout = _pipe(self._running.stdout)
        while (line := stdout.readline(LONGEST_ANSWER + 1)).endswith(b"\n"):
            message = json.loads(line)
            if isinstance(message, dict):
                return message
            progress(*message)
        return self._ended()

    def _asking(self) -> IO[bytes]:
        """What the process listens to; it is started where it does not run."""
        if self._running is None:
            self._running = _start(self._program)
            _pipe(self._running.stdin).write(f"{os.getpid()}\n".encode())
        return _pipe(self._running.stdin)

    def _kill(self) -> None:
        if self._running is not None:
            self._late = True
            self._running.kill()

    def _ended(self) -> dict[str, Any]:
        """How a process ended that says no more; the next file starts another."""
        if self._running is not None:
            with suppress(subprocess.TimeoutExpired):
                self._running.wait(_MOMENT)
        status, late = self._end(), self._late
        self._late = False
        return {"ended": status, "late": late}

    def _end(self) -> int:
        """End the process where there is one; its status."""
        running, self._running = self._running, None
        if running is None:
            return 0
        running.kill()
        with suppress(BrokenPipeError):
            _pipe(running.stdin).close()
        _pipe(running.stdout).close()
        return running.wait()


def _start(program: str) -> subprocess.Popen[bytes]:
    command, pipe = [sys.executable, "-m", program], subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, cwd=_HOME)


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None  # noqa: S101  it was asked for
    return stream


def _refusal(answer: dict[str, Any]) -> Unreadable:
    """The refusal that the process has sent by its number."""
    values = {}
    for name, value in answer["arguments"].items():
        values[name] = phrase_from_plain((value[0], value[1])) if isinstance(value, list) else value
    return Unreadable(next(code for code in REFUSALS if code.id == answer["code"]), **values)


def _why_it_ended(answer: dict[str, Any], seconds: int) -> Unreadable:
    """Why a file brought no answer: its time, its memory, or a library that cannot bear it.

    Raises RequestError where a library is not installed.
    """
    if "missing" in answer:
        message = "读取这种文件要用 {library}；请运行 pip install 'gksite[import]' 安装"
        raise RequestError(message, library=answer["missing"])
    if answer.get("late"):
        return Unreadable(SLOW, limit=seconds)
    died = answer.get("died")
    if died is not None and died.startswith("MemoryError"):
        return Unreadable(HUNGRY, limit=MEMORY // 1048576)
    return Unreadable(DAMAGED, detail=died or Phrase("读取程序中途停止（{status}）", status=answer.get("ended", 0)))
