"""The sources of notices read by a program, so that their words can stand beside ours and be held against them."""

from dataclasses import replace

from gksite.model.blocks import Reading
from gksite.model.records import NoticeRecord
from gksite.model.site import SourceFile
from gksite.model.walk import walk_tasks
from gksite.problems.problem import Code, Level, Location, Phrase, Problems, RequestError
from gksite.read import Records
from gksite.readers import read_data

NOT_COMPARED = Code(
    "GK226",
    "来源读不出文字，未能与通知核对：{reason}",
    why="扫描件和老格式的文件，程序读不出其中的文字；录入是否准确只能由人核对，任务页上只写出处，没有原文。",
    mend="有带文字的版本（.docx、.xlsx、.pdf、.html、.txt）时改用它；没有时请人工核对。",
    level=Level.WARNING,
)


def read_sources(records: Records, problems: Problems, *, every: bool) -> Records:
    """The records with their sources read: `every` one, to check them, or those whose words only a reader can show.

    A text's lines are known as they are, so a build reads those sources that are not text: to show what tasks cite, and
    to find the markings of those that nobody cites. One that cannot be read is noted where its words are wanted.
    Raises RequestError where `every` is asked for and a library is not installed.
    """
    sources = dict(records.sources)
    tried = set()
    for entry in records.notices:
        named = entry.record.received
        source = sources.get(named.file) if named else None
        if source is None or source.name in tried:
            continue
        if every or source.lines is None:
            tried.add(source.name)
            told = problems if every or _is_cited(entry.record) else Problems()
            reading = _reading(source, entry.document.location(("source", "file")), told, needed=every)
            sources[source.name] = replace(source, reading=reading)
    return replace(records, sources=sources)


def _is_cited(record: NoticeRecord) -> bool:
    return any(step.task.source for step in walk_tasks(record.sections))


def _reading(source: SourceFile, location: Location, problems: Problems, *, needed: bool) -> Reading | None:
    refused = Problems()
    try:
        reading = read_data(source.data, source.name, refused)
    except RequestError as missing:
        if needed:
            raise
        problems.add(NOT_COMPARED, location, reason=missing.phrase)
        return None
    for problem in refused.found:
        problems.add(NOT_COMPARED, location, reason=Phrase(problem.code.message, **dict(problem.arguments)))
    return reading
