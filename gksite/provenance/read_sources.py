"""The sources of notices read by a program, so that their words can stand beside ours and be held against them."""

from contextlib import suppress
from dataclasses import replace

from gksite.model.records import NoticeRecord
from gksite.model.site import SourceFile
from gksite.model.walk import walk_tasks
from gksite.problems.problem import Code, Level, Location, Phrase, Problems, RequestError
from gksite.read import Records
from gksite.readers import read_data
from gksite.readers.apart import ReadingProcess
from gksite.readers.limits import HUNGRY, SECONDS, SLOW
from gksite.readings import Read
from gksite.understanding.apart import understand_data, understanding_process

NOT_COMPARED = Code(
    "GK226",
    "来源读不出文字，未能与通知核对：{reason}",
    why="扫描件和老格式的文件，程序读不出其中的文字；录入是否准确只能由人核对，任务页上只写出处，没有原文。",
    mend="有带文字的版本（.docx、.xlsx、.pdf、.html、.txt）时改用它；没有时请人工核对。",
    level=Level.WARNING,
)
NOT_FINISHED = Code(
    "GK355",
    "来源没有读完，未能与通知核对：{reason}",
    why="读来源的时间和内存有限度；没有读完就不知道通知与它是否一致，不能当作已经核对。",
    mend="确认来源文件可靠；内容确实很多时，在 site.yaml 里写上更多的秒数，例如 reading_seconds: 120，"
    "再运行 gksite check。",
)


def read_sources(
    records: Records, problems: Problems, *, every: bool, seconds: int = SECONDS, read: Read = read_data
) -> Records:
    """The records with their sources read: `every` one and understood, to check, or those that only a reader shows.

    A text's lines are known as they are, so a build reads those sources that are not text: to show what tasks cite, and
    to find the markings of those that nobody cites. `read` may give what was read before, but never to check it. One
    that cannot be read is noted where its words are wanted.
    Raises RequestError where `every` is asked for and a library is not installed.
    """
    sources = dict(records.sources)
    tried = set()
    with understanding_process(seconds) if every else ReadingProcess(seconds) as process:
        for entry in records.notices:
            named = entry.record.received
            source = sources.get(named.file) if named else None
            if source is None or source.name in tried:
                continue
            if every or source.lines is None:
                tried.add(source.name)
                told = problems if every or _is_cited(entry.record) else Problems()
                place = entry.document.location(("source", "file"))
                has_copy = named is not None and named.published is not None
                sources[source.name] = _read(source, place, told, process, None if every else read, has_copy=has_copy)
            copy = sources.get(named.published.file) if named and named.published else None
            if copy is not None and copy.name not in tried:
                tried.add(copy.name)
                with suppress(RequestError):  # a library of the readers is not installed
                    sources[copy.name] = replace(copy, reading=read(copy.data, copy.name, Problems(), process=process))
    return replace(records, sources=sources)


def _is_cited(record: NoticeRecord) -> bool:
    return any(step.task.source for step in walk_tasks(record.sections))


def _read(
    source: SourceFile,
    location: Location,
    problems: Problems,
    process: ReadingProcess,
    read: Read | None,
    *,
    has_copy: bool,
) -> SourceFile:
    """A source as `read` reads it, or read and understood without that; what cannot be read is noted."""
    refused = Problems()
    try:
        if read is None:
            known = understand_data(source.data, source.name, refused, process, has_copy=has_copy)
            reading, draft = known or (None, None)
            source = replace(source, reading=reading, draft=draft)
        else:
            reading = read(source.data, source.name, refused, process=process, has_copy=has_copy)
            source = replace(source, reading=reading)
    except RequestError as missing:
        if read is None:
            raise
        problems.add(NOT_COMPARED, location, reason=missing.phrase)
        return source
    for problem in refused.found:
        reason = Phrase(problem.code.message, **dict(problem.arguments))
        bounded = read is None and problem.code in (SLOW, HUNGRY)
        problems.add(NOT_FINISHED if bounded else NOT_COMPARED, location, reason=reason)
    return source
