"""A page per task."""

from collections.abc import Iterator

from gksite.checks.passages import Line, cited_numbers
from gksite.model.outputs import Link, Output, PageInfo, SearchRecord
from gksite.model.site import Mentioned, Notice, Section, Task
from gksite.pages.sources import source_line, words
from gksite.pages.views import HOME, NOTICES, Views
from gksite.problems import Phrase


def pages(views: Views) -> Iterator[Output]:
    """Every task of every notice, with links to its neighbours in the table."""
    for notice in views.site.notices.values():
        lines = words(notice.source) if notice.source else ()
        sections = {task.key: path for path, task in _paths(notice.sections, ())}
        for i, task in enumerate(notice.tasks):
            before = notice.tasks[i - 1] if i else None
            after = notice.tasks[i + 1] if i + 1 < len(notice.tasks) else None
            yield _task(task, notice, sections[task.key], _source(task, notice, lines), before, after, views)


def _paths(sections: tuple[Section, ...], above: tuple[Section, ...]) -> Iterator[tuple[tuple[Section, ...], Task]]:
    for section in sections:
        path = (*above, section)
        yield from ((path, task) for task in section.tasks)
        yield from _paths(section.sections, path)


def _task(
    task: Task,
    notice: Notice,
    sections: tuple[Section, ...],
    source: dict[str, object] | None,
    before: Task | None,
    after: Task | None,
    views: Views,
) -> Output:
    row, url = views.rows[task.key], notice.url
    parent = Link(notice.record.title, url)
    data = {
        "task": row,
        "notice": views.cards[notice.id],
        "sections": tuple(Link(s.title, f"{url}#s{s.number}") for s in sections),
        "previous": _neighbour(before, views),
        "next": _neighbour(after, views),
        "table_row": f"{url}#{row.anchor}",
        "source": source,
        "deadlines": task.record.deadlines,
        "documents": task.record.documents,
    }
    title = views.tr("{name}（{place}）").format(name=f"{row.number}. {row.heading}", place=notice.record.title)
    info = PageInfo("task", title, row.url, row.heading, (HOME, NOTICES, parent))
    search = _search(task, notice, views)
    return Output(
        f"{row.url}index.html",
        "pages/task.html",
        info,
        data,
        search=search,
        origin=Phrase("任务 {id}", (("id", f"{task.key.notice}/{row.number}"),)),
    )


def _neighbour(task: Task | None, views: Views) -> Link | None:
    return Link(f"{task.record.number}. {views.rows[task.key].heading}", views.rows[task.key].url) if task else None


def _source(task: Task, notice: Notice, lines: tuple[Line, ...]) -> dict[str, object] | None:
    """The words of the source that a task was transcribed from: lines, rows or paragraphs with their numbers."""
    place = task.record.source
    if place is None:
        return None
    page = f"{notice.url}source/" if notice.source else None
    held = cited_numbers(lines, place)
    return {
        "lines": tuple(source_line(number, lines[i]) for i, number in held.items()),
        "range": place.lines,
        "table": place.table,
        "pages": place.pages,
        "rows": place.rows,
        "paragraphs": place.paragraphs,
        "lead": place.lead,
        "support": place.support,
        "page": page,
        "anchor": f"{page}#L{min(held) + 1}" if page and held else None,
    }


def _search(task: Task, notice: Notice, views: Views) -> SearchRecord:
    record = task.record
    agencies = [text for m in (*task.lead, *task.support) for text in _names(m, views)]
    above = (*task.sections, notice.record.number, notice.record.title)  # last, so that excerpts come from the task
    return SearchRecord(
        "task",
        views.rows[task.key].heading,
        record.title,
        tuple(text for text in (record.requirement, record.remark, *agencies, *above) if text),
        notice.record.jurisdiction,
        notice.id,
        notice.year,
        notice.day.isoformat(),
        task.sections[0],
        lead=tuple(dict.fromkeys(m.agency for m in task.lead)),
        support=tuple(dict.fromkeys(m.agency for m in task.support)),
    )


def _names(mentioned: Mentioned, views: Views) -> tuple[str, ...]:
    name = views.site.agencies[mentioned.agency].record.name
    return (name,) if name == mentioned.as_written else (name, mentioned.as_written)
