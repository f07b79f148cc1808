"""A page per task."""

from collections.abc import Iterator

from gksite.exports.atom import ALL
from gksite.model.outputs import Link, Output, PageInfo, SearchRecord
from gksite.model.site import Mentioned, Notice, Section, Task
from gksite.model.walk import walk_tasks
from gksite.pages.changes import update_view
from gksite.pages.citation import citation_view
from gksite.pages.citing import cited_links
from gksite.pages.comparisons import compared_with
from gksite.pages.requirements import required
from gksite.pages.sources import source_line
from gksite.pages.tagging import article_tags
from gksite.pages.topic_links import topic_links
from gksite.pages.views import HOME, NOTICES, Views
from gksite.problems.problem import Phrase
from gksite.progress.changes import of_notice
from gksite.progress.completion import status_of, time_of
from gksite.progress.forms import record_path
from gksite.provenance.units import Unit, cited_numbers, shown_units


def pages(views: Views) -> Iterator[Output]:
    """Every task of every notice, with links to its neighbours in the table."""
    for notice in views.site.notices.values():
        units = shown_units(notice.source) if notice.source else ()
        tasks = [None, *notice.tasks, None]
        for step, before, after in zip(walk_tasks(notice.sections), tasks, tasks[2:], strict=False):
            source = source_view(step.task, notice, units)
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
    parent = Link(views.short_names[notice.id], url)
    data = {
        "task": row,
        "required": required(task, views),
        "notice": views.cards[notice.id],
        "sections": tuple(Link(section.title, f"{url}#s{section.number}") for section in sections),
        "previous": _neighbour(before, views),
        "next": _neighbour(after, views),
        "table_row": f"{url}#{row.anchor}",
        "source": source,
        "verified": notice.verified,
        "deadlines": task.deadlines,
        "documents": cited_links(task.documents, views),
        "topics": topic_links(task.record.topics, views.site),
        "compared": compared_with(task.key, views),
        "card": views.card(row.url),
        **_progress(task, notice, views),
        "citation": citation_view(views.task_citations[task.key], row.url, views),
    }
    title = views.tr("{name}（{place}）").format(name=f"{row.number}. {row.heading}", place=notice.record.title)
    crumbs, tags = (HOME, NOTICES, parent), article_tags(notice.record, title)
    info = PageInfo("task", title, row.url, row.heading, crumbs, article=tags, feed=views.feed(ALL))
    search = _search(task, notice, views)
    origin = Phrase("任务 {id}", id=task.key.written)
    return Output(f"{row.url}index.html", "pages/task.html", info, data, search=search, origin=origin)


def _progress(task: Task, notice: Notice, views: Views) -> dict[str, object]:
    """What became of a task, and what changed last."""
    changed = [change for change in of_notice(notice, [task]) if change.kind != "notice"]
    return {
        "updates": tuple(map(update_view, task.updates)),
        "status": status_of(task),
        "timeliness": time_of(task),
        "tracked": views.site.config.progress,
        "responsible": views.responsible,
        "changed": max(changed, key=lambda change: change.day, default=None),
        "record": views.downloads(record_path(task.key)),
    }


def _neighbour(task: Task | None, views: Views) -> Link | None:
    if task is None:
        return None
    row = views.rows[task.key]
    return Link(f"{row.number}. {row.heading}", row.url)


def source_view(task: Task, notice: Notice, units: tuple[Unit, ...]) -> dict[str, object] | None:
    """The words of the source that a task was transcribed from: lines, rows or paragraphs with their numbers."""
    source = task.record.source
    if source is None:
        return None
    page = f"{notice.url}source/" if notice.source else None
    held = cited_numbers(units, source)
    return {
        "lines": tuple(source_line(number, units[i]) for i, number in held.items() if units[i].bare),
        "words": tuple("".join(word.split()) for word in _words(task)),
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


def _words(task: Task) -> Iterator[str]:
    """The texts of a task that were taken from its source."""
    record = task.record
    texts = (record.label or str(record.number), record.title, record.requirement, record.remark)
    yield from filter(None, texts)
    yield from (limit.text for limit in task.deadlines)
    yield from (mentioned.as_written for mentioned in (*task.lead, *task.support))


def _search(task: Task, notice: Notice, views: Views) -> SearchRecord:
    record = task.record
    agencies: list[str] = []
    for mentioned in (*task.lead, *task.support):
        agencies += _names(mentioned, views)
    return SearchRecord(
        "task",
        views.rows[task.key].heading,
        record.title,
        tuple(filter(None, (record.summary, record.requirement, record.remark, *_other_limits(task), *agencies))),
        notice.record.jurisdiction,
        notice.id,
        notice.year,
        notice.day.isoformat(),
        task.sections[0],
        task=record.number,
        lead=tuple(dict.fromkeys(m.agency for m in task.lead)),
        support=tuple(dict.fromkeys(m.agency for m in task.support)),
        above=task.sections,
        around=tuple(filter(None, (notice.record.number, notice.record.title))),
    )


def _other_limits(task: Task) -> Iterator[str]:
    """The words of the time limits that stand in no other field of a task, as those of a column for them."""
    held = [text for text in (task.record.title, task.record.requirement, task.record.remark) if text]
    for deadline in task.deadlines:
        if not any(deadline.text in text for text in held):
            yield deadline.text


def _names(mentioned: Mentioned, views: Views) -> tuple[str, ...]:
    name = views.site.agencies[mentioned.agency].record.name
    return tuple(dict.fromkeys((name, mentioned.as_written)))
