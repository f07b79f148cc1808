"""Files from outside → `Reading`: each read in a process of its own with limits, because nobody can vouch for them."""

import hashlib
import json
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
from gksite.readers.content import Tell, from_plain, phrase
from gksite.readers.kinds import kind_of
from gksite.readers.limits import DAMAGED, HUNGRY, LONGEST_ANSWER, MEMORY, REFUSALS, SECONDS, SLOW, Unreadable
from gksite.readers.office import MODERN, convert

_HOME = Path(__file__).parent.parent.parent
"""Where the process finds this package, installed or not."""


def quiet(done: int, total: int) -> None:
    """Hear of progress and say nothing."""


def read_file(path: Path, root: Path, problems: Problems, *, within: Path, tell: Tell = quiet) -> Reading | None:
    """The blocks of a file, or None with a problem noted.

    `path` must lie in `within`; problems name it relative to `root`. `tell(done, total)` hears of pages or parts.
    """
    data = read_bytes(path, root, problems, within=within, limit=LARGEST_SOURCE)
    return None if data is None else read_data(data, relative(path, root), problems, tell)


def read_data(data: bytes, file: str, problems: Problems, tell: Tell = quiet) -> Reading | None:
    """The blocks of a file whose bytes are known; its name decides where its first bytes do not."""
    try:
        kind = kind_of(data, file)
        if kind in MODERN:
            answer = _read_elsewhere(MODERN[kind], convert(data, kind), tell)
        else:
            answer = _read_elsewhere(kind, data, tell)
    except Unreadable as refusal:
        problems.add(refusal.code, Location(file), **refusal.arguments)
        return None
    if "code" in answer:
        problems.found.append(_problem(answer, file))
        return None
    content = from_plain(answer["content"])
    converted = (Phrase("这是 .{kind} 文件，由 LibreOffice 转换后读取", kind=kind),) if kind in MODERN else ()
    return Reading(
        file, hashlib.sha256(data).hexdigest(), content.blocks, content.facts, (*converted, *content.remarks)
    )


def _problem(answer: dict[str, Any], file: str) -> Problem:
    """The refusal that the other process has sent by its number."""
    values = {}
    for name, value in answer["arguments"].items():
        values[name] = phrase((value[0], value[1])) if isinstance(value, list) else value
    code = next(code for code in REFUSALS if code.id == answer["code"])
    return Problem(code, Location(file), **values)


def _read_elsewhere(kind: str, data: bytes, tell: Tell) -> dict[str, Any]:
    """The last line of the process that reads. Raises Unreadable where it ends without one."""
    late = Event()
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as said:
        source.write(kind.encode() + b"\n" + data)
        source.seek(0)
        command = [sys.executable, "-m", "gksite.readers.child"]
        with subprocess.Popen(command, stdin=source, stdout=subprocess.PIPE, stderr=said, cwd=_HOME) as process:
            timer = Timer(SECONDS, _end, (process, late))
            timer.start()
            try:
                assert process.stdout is not None  # noqa: S101  it is a pipe
                answer = _listen(process.stdout, tell)
                process.wait()
            finally:
                timer.cancel()
                process.kill()
        if answer is None:
            raise _died(process.returncode, said, late=late.is_set())
        return answer


def _end(process: subprocess.Popen[bytes], late: Event) -> None:
    late.set()
    process.kill()


def _listen(stream: IO[bytes], tell: Tell) -> dict[str, Any] | None:
    while (line := stream.readline(LONGEST_ANSWER)).endswith(b"\n"):
        said = json.loads(line)
        if isinstance(said, dict):
            return said
        tell(*said)
    return None


def _died(status: int, said: IO[bytes], *, late: bool) -> Unreadable:
    """Why a process ended without an answer: its time, its memory, or a file that its library cannot bear.

    Raises RequestError where a library is not installed.
    """
    said.seek(0)
    last = said.read().decode("utf-8", "replace").strip().rpartition("\n")[2]
    if last.startswith("ModuleNotFoundError"):
        library = last.rpartition(" ")[2].strip("'")
        raise RequestError("读取这种文件要用 {library}；请运行 pip install 'gksite[import]' 安装", library=library)
    if late or status == -signal.SIGXCPU:
        return Unreadable(SLOW, limit=SECONDS)
    if "MemoryError" in last:
        return Unreadable(HUNGRY, limit=MEMORY // 1048576)
    return Unreadable(DAMAGED, detail=last or Phrase("读取程序中途停止（{status}）", status=status))
