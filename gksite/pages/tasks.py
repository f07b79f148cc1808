"""A page per task."""

from collections.abc import Iterator

from gksite.model.outputs import Link, Output, PageInfo, SearchRecord
from gksite.model.site import Mentioned, Notice, Section, Task
from gksite.model.walk import walk_tasks
from gksite.pages.sources import source_line
from gksite.pages.tagging import article_tags
from gksite.pages.views import HOME, NOTICES, Views
from gksite.problems.problem import Phrase
from gksite.provenance.units import Unit, cited_numbers, shown_units


def pages(views: Views) -> Iterator[Output]:
    """Every task of every notice, with links to its neighbours in the table."""
    for notice in views.site.notices.values():
        units = shown_units(notice.source) if notice.source else ()
        tasks = [None, *notice.tasks, None]
        for step, before, after in zip(walk_tasks(notice.sections), tasks, tasks[2:], strict=False):
            source = _source(step.task, notice, units)
            yield _task(step.task, notice, step.under.path, source, before, after, views)


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
        "sections": tuple(Link(section.title, f"{url}#s{section.number}") for section in sections),
        "previous": _neighbour(before, views),
        "next": _neighbour(after, views),
        "table_row": f"{url}#{row.anchor}",
        "source": source,
        "verified": notice.verified,
        "deadlines": task.deadlines,
        "documents": task.documents,
        "card": views.card(row.url),
    }
    title = views.tr("{name}（{place}）").format(name=f"{row.number}. {row.heading}", place=notice.record.title)
    crumbs, tags = (HOME, NOTICES, parent), article_tags(notice.record, title)
    info = PageInfo("task", title, row.url, row.heading, crumbs, article=tags)
    search = _search(task, notice, views)
    origin = Phrase("任务 {id}", id=f"{task.key.notice}/{row.number}")
    return Output(f"{row.url}index.html", "pages/task.html", info, data, search=search, origin=origin)


def _neighbour(task: Task | None, views: Views) -> Link | None:
    if task is None:
        return None
    row = views.rows[task.key]
    return Link(f"{row.number}. {row.heading}", row.url)


def _source(task: Task, notice: Notice, units: tuple[Unit, ...]) -> dict[str, object] | None:
    """The words of the source that a task was transcribed from: lines, rows or paragraphs with their numbers."""
    source = task.record.source
    if source is None:
        return None
    page = f"{notice.url}source/" if notice.source else None
    held = cited_numbers(units, source)
    return {
        "lines": tuple(source_line(number, units[i]) for i, number in held.items()),
        "range": source.lines,
        "table": source.table,
        "pages": source.pages,
        "rows": source.rows,
        "paragraphs": source.paragraphs,
        "lead": source.lead,
        "support": source.support,
        "page": page,
        "anchor": f"{page}#L{min(held) + 1}" if page and held else None,
    }


def _search(task: Task, notice: Notice, views: Views) -> SearchRecord:
    record = task.record
    agencies: list[str] = []
    for mentioned in (*task.lead, *task.support):
        agencies += _names(mentioned, views)
    above = (*task.sections, notice.record.number, notice.record.title)  # last, so that excerpts come from the task
    return SearchRecord(
        "task",
        views.rows[task.key].heading,
        record.title,
        tuple(filter(None, (record.requirement, record.remark, *agencies, *above))),
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
    return tuple(dict.fromkeys((name, mentioned.as_written)))
