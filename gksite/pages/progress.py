"""How far the agencies have come: a table for each place, and behind every number the list of its tasks."""

from collections.abc import Iterable, Iterator

from gksite.exports.atom import ALL
from gksite.model.outputs import Link, Output, PageInfo
from gksite.model.progress import STATUSES, TIMES
from gksite.model.progress_views import CompletionRow, Figure
from gksite.model.site import TaskKey
from gksite.pages.views import HOME, Views
from gksite.problems.problem import Phrase
from gksite.progress.completion import PROGRESS as ADDRESS
from gksite.progress.completion import Completion, completions, has_pages, status_of
from gksite.progress.timeliness import standing

PROGRESS = Link("落实情况", ADDRESS)


def pages(views: Views) -> Iterator[Output]:
    """The table, and a page per agency that leads a task; nothing where nobody keeps track."""
    if not has_pages(views.site):
        return
    found = completions(views.site)
    info = PageInfo("progress", PROGRESS.text, PROGRESS.url, crumbs=(HOME,), feed=views.feed(ALL))
    places = []
    for place in views.site.jurisdictions.values():
        rows = tuple(_row(each, views) for each in found if each.agency.jurisdiction == place.id)
        if rows:
            places.append({"name": place.name, "url": place.url, "rows": rows})
    data = {
        "places": places,
        "others": tuple(_task(key, views) for key, task in views.site.tasks.items() if not task.lead),
        "statuses": STATUSES,
        "times": TIMES,
        "responsible": views.responsible,
    }
    yield Output(f"{PROGRESS.url}index.html", "pages/progress.html", info, data, origin=Phrase("落实情况"))
    for each in found:
        yield _agency(each, views)


def _row(completion: Completion, views: Views) -> CompletionRow:
    """The line of an agency; each number leads to its part of the agency's list."""
    url = completion.url
    statuses, times = [], []
    for number, status in enumerate(STATUSES, 1):
        statuses.append(Figure(status, len(completion.by_status[status]), f"{url}#s{number}"))
    for number, time in enumerate(TIMES, 1):
        times.append(Figure(time, len(completion.by_time[time]), f"{url}#t{number}"))
    total = Figure("牵头", len(completion.tasks), url)
    name = views.site.agencies[completion.agency].record.name
    return CompletionRow(name, completion.agency.url, total, tuple(statuses), tuple(times))


def _agency(completion: Completion, views: Views) -> Output:
    key = completion.agency
    name, place = views.site.agencies[key].record.name, views.site.jurisdictions[key.jurisdiction].name
    title = views.tr("{name}（{place}）牵头任务的落实情况").format(name=name, place=place)
    parts = [
        *_parts("s", STATUSES, completion.by_status.values(), views),
        *_parts("t", TIMES, completion.by_time.values(), views),
    ]
    data = {
        "agency": Link(name, key.url),
        "place": place,
        "count": len(completion.tasks),
        "parts": parts,
        "responsible": views.responsible,
    }
    info = PageInfo("agency-progress", title, completion.url, crumbs=(HOME, PROGRESS))
    origin = Phrase("单位 {id} 的落实情况", id=key.written)
    return Output(f"{completion.url}index.html", "pages/agency_progress.html", info, data, origin=origin)


def _parts(
    mark: str, words: Iterable[str], tasks: Iterable[tuple[TaskKey, ...]], views: Views
) -> Iterator[dict[str, object]]:
    """The tasks under each word that has some."""
    for number, (word, keys) in enumerate(zip(words, tasks, strict=True), 1):
        if keys:
            yield {"anchor": f"{mark}{number}", "label": word, "tasks": tuple(_task(key, views) for key in keys)}


def _task(key: TaskKey, views: Views) -> dict[str, object]:
    task = views.site.tasks[key]
    update = standing(task.updates)
    day = update.record.date if update else None
    return {"row": views.rows[key], "notice": views.cards[key.notice], "status": status_of(task), "day": day}
