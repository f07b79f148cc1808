"""Files from outside → `Reading`: each read in a process of its own with limits, because nobody can vouch for them."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Event, Timer
from typing import IO, Any

from gksite.documents.files import LARGEST_SOURCE, read_bytes, relative
from gksite.model.blocks import Reading
from gksite.problems.problem import Location, Phrase, Problem, Problems, RequestError
from gksite.readers.content import Progress, from_plain, phrase_from_plain
from gksite.readers.kinds import kind_of
from gksite.readers.limits import DAMAGED, HUNGRY, LONGEST_ANSWER, MEMORY, REFUSALS, SECONDS, SLOW, Unreadable
from gksite.readers.office import MODERN, convert

_HOME = Path(__file__).parent.parent.parent
"""Where the process finds this package, installed or not."""


def no_progress(done: int, total: int) -> None:
    """Hear of progress and say nothing."""


def read_file(
    path: Path, root: Path, problems: Problems, *, within: Path, progress: Progress = no_progress
) -> Reading | None:
    """The blocks of a file, or None with a problem noted.

    `path` must lie in `within`; problems name it relative to `root`.
    """
    data = read_bytes(path, root, problems, within=within, limit=LARGEST_SOURCE)
    if data is None:
        return None
    return read_data(data, relative(path, root), problems, progress)


def read_data(data: bytes, file: str, problems: Problems, progress: Progress = no_progress) -> Reading | None:
    """The blocks of a file whose bytes are known; its name decides where its first bytes do not."""
    remarks: list[Phrase] = []
    try:
        kind = kind_of(data, file)
        if kind in MODERN:
            remarks.append(Phrase("这是 .{kind} 文件，由 LibreOffice 转换后读取", kind=kind))
            answer = _read_in_child(MODERN[kind], convert(data, kind), progress)
        else:
            answer = _read_in_child(kind, data, progress)
    except Unreadable as refusal:
        problems.add(refusal.code, Location(file), **refusal.arguments)
        return None
    if "code" in answer:
        problems.found.append(_problem_of(answer, file))
        return None
    content = from_plain(answer["content"])
    remarks += content.remarks
    sha256 = hashlib.sha256(data).hexdigest()
    told = (tuple(remarks), content.margins, content.questions)
    return Reading(file, sha256, content.blocks, content.facts, *told)


def _problem_of(answer: dict[str, Any], file: str) -> Problem:
    """The refusal that the other process has sent by its number."""
    values = {}
    for name, value in answer["arguments"].items():
        values[name] = phrase_from_plain((value[0], value[1])) if isinstance(value, list) else value
    code = next(code for code in REFUSALS if code.id == answer["code"])
    return Problem(code, Location(file), **values)


def _read_in_child(kind: str, data: bytes, progress: Progress) -> dict[str, Any]:
    """The last line of the process that reads. Raises Unreadable where it ends without one."""
    late = Event()
    with tempfile.TemporaryFile() as stdin, tempfile.TemporaryFile() as stderr:
        stdin.write(f"{kind} {os.getpid()}\n".encode() + data)
        stdin.seek(0)
        command = [sys.executable, "-m", "gksite.readers.child"]
        with subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, stderr=stderr, cwd=_HOME) as child:
            timer = Timer(SECONDS, _end, (child, late))
            timer.start()
            try:
                assert child.stdout is not None  # noqa: S101  it is a pipe
                answer = _listen(child.stdout, progress)
                child.wait()
            finally:
                timer.cancel()
                child.kill()
        if answer is None:
            raise _why_it_ended(child.returncode, stderr, late=late.is_set())
        return answer


def _end(child: subprocess.Popen[bytes], late: Event) -> None:
    late.set()
    child.kill()


def _listen(stdout: IO[bytes], progress: Progress) -> dict[str, Any] | None:
    """The answer of the process that reads, None where it ends without one; progress is passed on as it comes."""
    while (line := stdout.readline(LONGEST_ANSWER)).endswith(b"\n"):
        message = json.loads(line)
        if isinstance(message, dict):
            return message
        progress(*message)
    return None


def _why_it_ended(status: int, stderr: IO[bytes], *, late: bool) -> Unreadable:
    """Why a process ended without an answer: its time, its memory, or a file that its library cannot bear.

    Raises RequestError where a library is not installed.
    """
    stderr.seek(0)
    last_line = stderr.read().decode("utf-8", "replace").strip().rpartition("\n")[2]
    if last_line.startswith("ModuleNotFoundError"):
        library = last_line.rpartition(" ")[2].strip("'")
        raise RequestError("读取这种文件要用 {library}；请运行 pip install 'gksite[import]' 安装", library=library)
    if late or status == -signal.SIGXCPU:
        return Unreadable(SLOW, limit=SECONDS)
    if "MemoryError" in last_line:
        return Unreadable(HUNGRY, limit=MEMORY // 1048576)
    return Unreadable(DAMAGED, detail=last_line or Phrase("读取程序中途停止（{status}）", status=status))
