"""Files from outside → `Reading`: each read in a process of its own with limits, because nobody can vouch for them."""

import hashlib
from typing import Any

from gksite.model.blocks import Reading
from gksite.problems.problem import Location, Phrase, Problems
from gksite.readers.apart import ReadingProcess
from gksite.readers.content import Progress, from_plain
from gksite.readers.kinds import kind_of
from gksite.readers.limits import COMMENTED, MACROS, Unreadable
from gksite.readers.office import MODERN, convert

Answer = tuple[Reading, dict[str, Any]]
"""What was read, and all that the process has sent of it."""


def no_progress(done: int, total: int) -> None:
    """Hear of progress and say nothing."""


def read_data(
    data: bytes,
    file: str,
    problems: Problems,
    progress: Progress = no_progress,
    *,
    process: ReadingProcess | None = None,
    has_copy: bool = False,
) -> Reading | None:
    """The blocks of a file whose bytes are known, or None with a problem noted.

    Its name decides where its first bytes do not. Whoever reads several files hands in the process for all.
    """
    if process is None:
        with ReadingProcess() as own:
            return read_data(data, file, problems, progress, process=own, has_copy=has_copy)
    answer = asked(data, file, problems, process, progress, has_copy=has_copy)
    if answer is None:
        return None
    return answer[0]


def asked(
    data: bytes,
    file: str,
    problems: Problems,
    process: ReadingProcess,
    progress: Progress = no_progress,
    *,
    has_copy: bool = False,
) -> Answer | None:
    """A file as a process reads it, with what else that has sent; None with a problem noted.

    One that `has_copy` which is published in its place is read though it has comments or macros, to prove by it.
    """
    remarks: list[Phrase] = []
    try:
        kind = kind_of(data, file)
        given = data
        if kind in MODERN:
            remarks.append(Phrase("这是 .{kind} 文件，由 LibreOffice 转换后读取", kind=kind))
            given, kind = convert(data, kind, process.seconds), MODERN[kind]
        answer = _ask(process, kind, given, progress, has_copy=has_copy)
    except Unreadable as refusal:
        problems.add(refusal.code, Location(file), **refusal.arguments)
        return None
    content = from_plain(answer["content"])
    remarks += content.remarks
    sha256 = hashlib.sha256(data).hexdigest()
    told = (tuple(remarks), content.margins, content.questions)
    return Reading(file, sha256, content.blocks, content.facts, *told), answer


def _ask(process: ReadingProcess, kind: str, data: bytes, progress: Progress, *, has_copy: bool) -> dict[str, Any]:
    """What came of a file; one with comments or macros is read all the same where a cleaned copy of it is published.

    Raises Unreadable, RequestError.
    """
    try:
        return process.ask(kind, data, progress)
    except Unreadable as refusal:
        if not has_copy or refusal.code not in (COMMENTED, MACROS):
            raise
    return process.ask("fitness.received", data, progress)
