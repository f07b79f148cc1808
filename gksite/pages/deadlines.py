"""All time limits of the portal: those with a day by year and month, then those without one by their kind.

A state is that of the day as of which the site is made; of what became of a task it says nothing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from gksite.exports.calendars import ALL
from gksite.model.listings import Facet, LimitGroup, LimitRow, MonthMark, YearLine
from gksite.model.outputs import Link, Output, PageInfo
from gksite.model.site import Site
from gksite.model.time_limits import KINDS, TimeLimit, shows_deadlines, time_limits
from gksite.pages.paging import ListPage, paged
from gksite.pages.places import Scope, deadlines_url, limits_of
from gksite.pages.tagging import TASK_LISTS, list_tags
from gksite.pages.views import DEADLINES, HOME, Views
from gksite.problems.problem import Phrase
from gksite.text.due_states import due_state

_NO_DAY = "写了时间，但没有写明到哪一天"
UNDATED = {
    **{kind: KINDS[kind] for kind in ("recurring", "relative", "continuing")},
    "fixed": _NO_DAY,
    "derived": _NO_DAY,
}
"""The headings of limits without a day, in their order."""
LEVELS = 4
"""Heights of a month's mark."""
Month = tuple[int, int]
Head = tuple[int, int, str]
"""Year, month and kind; the years of what has no day are 0."""
LimitPage = ListPage[Head, LimitRow]


def pages(views: Views) -> Iterator[Output]:
    """The list of all limits, and one of each place; none where nothing is limited."""
    if not shows_deadlines(views.site):
        return
    counts = limits_of(views.site)
    yield from _list(Scope(), counts, views)
    for place in counts:
        yield from _list(Scope(place), counts, views)


def _list(scope: Scope, of_places: Mapping[str, int], views: Views) -> Iterator[Output]:
    """One page, or as many as the limits need, the first with the line of each year."""
    site, link, groups = views.site, _link(scope, views), _groups(scope, views)
    above = (HOME, DEADLINES) if scope.place else (HOME,)
    cut, counts = paged(link, groups, above=above), {head: len(rows) for head, rows in groups}
    states = Counter(row.state for _, rows in groups for row in rows)
    lines, tags = _lines(cut, site), list_tags(link, TASK_LISTS, site, views.tr)
    places = tuple(_places(scope, of_places, views))
    for page in cut:
        info = PageInfo("deadlines", page.title(views.tr), page.url, crumbs=page.crumbs, column=tags)
        data = {
            "today": site.today,
            "count": sum(counts.values()),
            "dated": sum(count for head, count in counts.items() if head[0]),
            "states": {"soon": states["soon"], "past": states["past"]},
            "years": lines,
            "groups": tuple(_shown(page, counts)),
            "places": places,
            "calendar": None if scope.place else views.calendar(ALL),
            "tracked": any(task.updates for task in site.tasks.values()),
            "numbers": page.numbers,
            "number": page.number,
        }
        origin = Phrase("时限列表 /{url}", url=page.url)
        yield Output(f"{page.url}index.html", "pages/deadlines.html", info, data, origin=origin)


def _link(scope: Scope, views: Views) -> Link:
    if scope.place is None:
        return DEADLINES
    title = views.tr("{place}的时限").format(place=views.site.jurisdictions[scope.place].name)
    return Link(title, deadlines_url(scope.place))


def _places(scope: Scope, counts: Mapping[str, int], views: Views) -> Iterator[Facet]:
    """The lists of all limits and of each place, with how many there are; none where there is one place."""
    if len(counts) < 2:
        return
    yield Facet("全部", DEADLINES.url, sum(counts.values()), scope.place is None)
    for place, count in counts.items():
        name = views.site.jurisdictions[place].name
        yield Facet(name, deadlines_url(place), count, scope.place == place)


def _groups(scope: Scope, views: Views) -> list[tuple[Head, list[LimitRow]]]:
    """The limits under their headings: the newest year first, its months in their order; then kinds without a day."""
    dated: dict[Head, list[LimitRow]] = {}
    undated: dict[Head, list[LimitRow]] = {(0, 0, words): [] for words in UNDATED.values()}
    for notice in filter(scope.holds, views.site.notices.values()):
        for limit in time_limits(notice):
            day, row = limit.deadline.date, _row(limit, views)
            if day is None:
                undated[0, 0, UNDATED[limit.deadline.kind]].append(row)
            else:
                state = due_state(day, views.site.today)
                dated.setdefault((day.year, day.month, ""), []).append(replace(row, day=day, state=state))
    for rows in dated.values():
        rows.sort(key=lambda row: row.day or date.min)
    months = sorted(dated.items(), key=lambda item: (-item[0][0], item[0][1]))
    return [*months, *((head, rows) for head, rows in undated.items() if rows)]


def _row(limit: TimeLimit, views: Views) -> LimitRow:
    """A limit without its day."""
    deadline, card = limit.deadline, views.cards[limit.notice.id]
    row = LimitRow(deadline.text, KINDS[deadline.kind], deadline.basis, card, limit.url)
    if limit.task is None:
        return row
    return replace(row, task=views.rows[limit.task.key])


def _anchor(head: Head) -> str:
    year, month, kind = head
    if year:
        return f"m-{year}-{month:02}"
    return f"kind-{list(dict.fromkeys(UNDATED.values())).index(kind) + 1}"


def _shown(page: LimitPage, counts: dict[Head, int]) -> Iterator[LimitGroup]:
    """What one page shows of the groups."""
    above: int | None = None
    for part in page.parts:
        year, month, kind = part.head
        count, first = counts[part.head], year != above
        yield LimitGroup(_anchor(part.head), year or None, month or None, kind, count, part.rows, first, part.begun)
        above = year


def _lines(cut: list[LimitPage], site: Site) -> tuple[YearLine, ...]:
    """A line for each year, the newest first; a month leads to where its limits begin."""
    urls: dict[Month, str] = {}
    counts: Counter[Month] = Counter()
    for page in cut:
        for part in page.parts:
            month = part.head[:2]
            urls.setdefault(month, f"{page.url}#{_anchor(part.head)}")
            counts[month] += len(part.rows)
    years = sorted({year for year, _ in counts if year}, reverse=True)
    most = max((counts[month] for month in counts if month[0]), default=0)
    return tuple(_line(year, counts, urls, most, site) for year in years)


def _line(year: int, counts: Counter[Month], urls: Mapping[Month, str], most: int, site: Site) -> YearLine:
    marks = []
    for month in range(1, 13):
        count, current = counts[year, month], (site.today.year, site.today.month) == (year, month)
        marks.append(MonthMark(month, count, -(-count * LEVELS // most), urls.get((year, month)), current))
    return YearLine(year, sum(mark.count for mark in marks), tuple(marks))
