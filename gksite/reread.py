"""Sources that are not text, read again by a program, so that their words can stand beside ours."""

from dataclasses import replace

from gksite.model.blocks import Reading
from gksite.model.records import SectionRecord
from gksite.model.site import SourceFile
from gksite.problems import Level, Phrase, Place, Problems, RequestError, define
from gksite.read import Records
from gksite.readers import read_data

NOT_COMPARED = define(
    "GK226",
    "来源读不出文字，未能与通知核对：{reason}",
    why="扫描件和老格式的文件，程序读不出其中的文字；录入是否准确只能由人核对，任务页上只写出处，没有原文。",
    mend="有带文字的版本（.docx、.xlsx、.pdf、.html、.txt）时改用它；没有时请人工核对。",
    level=Level.WARNING,
)


def reread(records: Records, problems: Problems, *, every: bool) -> Records:
    """The records with their sources read that are not text: those that a task cites, or `every` one.

    One that cannot be read is noted. Raises RequestError where `every` is asked for and a library is not installed.
    """
    sources = dict(records.sources)
    tried = set()
    for entry in records.notices:
        named = entry.record.source
        source = sources.get(named.file) if named else None
        if source is None or source.lines is not None or source.name in tried:
            continue
        if every or any(map(_cites, entry.record.sections)):
            tried.add(source.name)
            reading = _reading(source, entry.document.place(("source", "file")), problems, needed=every)
            sources[source.name] = replace(source, reading=reading)
    return replace(records, sources=sources)


def _cites(section: SectionRecord) -> bool:
    return any(task.source for task in section.tasks) or any(map(_cites, section.sections))


def _reading(source: SourceFile, place: Place, problems: Problems, *, needed: bool) -> Reading | None:
    refused = Problems()
    try:
        reading = read_data(source.data, source.name, refused)
    except RequestError as missing:
        if needed:
            raise
        problems.add(NOT_COMPARED, place, reason=missing.phrase)
        return None
    for problem in refused.found:
        problems.add(NOT_COMPARED, place, reason=Phrase(problem.code.message, problem.arguments))
    return reading
