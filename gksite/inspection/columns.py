"""The columns of site.yaml: of a known kind, never blank, brought up to date as their kind or their own duty asks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from gksite.inspection.inspected import Inspected
from gksite.model.settings import Column, Limits, Rhythm
from gksite.model.site import Item, PortalColumn
from gksite.pages.home import latest
from gksite.problems.problem import Code, Level, Location, Phrase, Problem, Waivable, did_you_mean
from gksite.text.column_types import OTHER_NAMES, TYPES, folded_type, freshness, is_type
from gksite.text.names import near

_COLUMNS = "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）单项否决“栏目不更新”"
"""The clause that most rules about columns rest on."""
_HOME = "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）单项否决“首页不更新”"
"""The one about the home page."""

BLANK = Code(
    "GK653",
    "栏目“{name}”里一条内容也没有",
    why="空白栏目是检查通报里点名的问题，达到 5 个就单项否决。",
    mend="放进内容，或者从 site.yaml 的 columns 里去掉这个栏目；内容在别的栏目里的，改那些条目的 column。",
    clause=_COLUMNS,
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("W-21", "V-4", "D-4"),
)
STALE = Code(
    "GK654",
    "栏目“{name}”{since}，应在 {limit} 天内更新",
    why="长期不更新的栏目，读者无法判断其中的内容是否仍然有效；没有注明发布日期的内容视为没有更新。",
    mend="公布新的内容，并写上 published；确实不再更新的，把内容移到别的栏目，去掉这个栏目。"
    "更新周期写得不对的，改 site.yaml 里这个栏目的 update。",
    clause=_COLUMNS,
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("V-4", "D-1", "D-3"),
)
STALE_SOON = Code(
    "GK655",
    "栏目“{name}”最近一次更新是 {last}，再过 {left} 天就超过 {limit} 天的期限",
    why="到期才发现，往往来不及准备内容。",
    mend="在期限以前公布新的内容。",
    clause=_COLUMNS,
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("V-4",),
)
STALE_HOME = Code(
    "GK656",
    "首页最近一条内容的发布日期是 {last}，首页应在 {limit} 天内更新",
    why="首页超过两周没有更新，检查时单项否决。",
    mend="公布新的内容，写上 published；首页列出各栏目最新的 10 条。",
    clause=_HOME,
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("V-3",),
)
HOME_SOON = Code(
    "GK657",
    "首页最近一条内容的发布日期是 {last}，再过 {left} 天就超过 {limit} 天的期限",
    why="首页超过两周没有更新，检查时单项否决。",
    mend="在期限以前公布新的内容。",
    clause=_HOME,
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("V-3",),
)
TOO_MANY = Code(
    "GK658",
    "{what}有 {count} 个，达到单项否决的 {limit} 个：{names}",
    why="达到这个数，整个网站就判为不合格，其他各项做得再好也没有用。",
    mend="先解决这里列出的栏目；它们各有一行说明。",
    clause=_COLUMNS,
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("V-4",),
)
UNKNOWN_TYPE = Code(
    "GK659",
    "栏目类别“{type}”不是规定的名称{hint}",
    why="ColumnType 标签用规定的名称，检查的程序和搜索引擎才认得这是什么栏目。",
    mend="改成规定的名称，例如 工作动态、政策文件、政策解读、通知公告、回应关切。"
    "规定的名称都不合适时，照实写并豁免这一条。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）附件《网页设计规范》栏目标签",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("W-05",),
)

RHYTHMS: MappingProxyType[Rhythm, int] = MappingProxyType(
    {"fortnightly": 14, "monthly": 31, "quarterly": 92, "half-yearly": 183, "yearly": 366}
)
"""Days within which a column is brought up to date by its own duty; `on change` has none."""
_UNDATED = Phrase("的内容都没有写发布日期")
"""What is said of the last change where no entry has a time of publication."""


@dataclass(frozen=True, slots=True)
class _State:
    """A column that has to be brought up to date: where it stands in site.yaml, by when, and when it was last."""

    place: Location
    column: PortalColumn
    limit: int
    last: datetime | None
    of_kind: bool
    """Whether its kind asks for it, and not a duty of its own alone."""

    def days(self, today: date) -> int | None:
        """The days since then; None where nobody stated a day."""
        return (today - self.last.date()).days if self.last else None

    def is_stale(self, today: date) -> bool:
        """Whether it is out of date."""
        days = self.days(today)
        return days is None or days > self.limit


def check(inspected: Inspected) -> Iterator[Problem]:
    """What is wrong with the columns that site.yaml declares."""
    columns = list(inspected.site.columns.values())
    if not columns:
        return
    document, limits = inspected.settings.document, inspected.settings.record.limits
    places = [document.location(("columns", i)) for i in range(len(columns))]
    for i, column in enumerate(columns):
        yield from _kind(column.record, document.location(("columns", i, "type")))
    blank = []
    for column, place in zip(columns, places, strict=True):
        if not column.entries:
            blank.append(column.record.name)
            yield Problem(BLANK, place, name=column.record.name)
    states = list(_states(columns, places, limits))
    for state in states:
        yield from _freshness(state, inspected.today, limits)
    here = document.location(("columns",), key=True)
    yield from _counts(blank, states, inspected.today, limits, here)
    yield from _home(inspected, here)


def _kind(column: Column, place: Location) -> Iterator[Problem]:
    """A note on a kind of column that has no known name; a portal's home page is none of its columns."""
    if column.type in TYPES:
        return
    folded = folded_type(column.type)
    names = near(folded, TYPES, most=1)
    if folded in OTHER_NAMES:
        names = [OTHER_NAMES[folded]]
    yield Problem(UNKNOWN_TYPE, place, type=column.type, hint=did_you_mean(names))


def _states(columns: list[PortalColumn], places: list[Location], limits: Limits) -> Iterator[_State]:
    """The columns that are not blank and have a limit."""
    for column, place in zip(columns, places, strict=True):
        limit, of_kind = _limit(column.record, limits)
        if limit is None or not column.entries:
            continue
        times = [entry.record.appeared for entry in column.entries if entry.record.appeared]
        yield _State(place, column, limit, max(times, default=None), of_kind)


def _limit(column: Column, limits: Limits) -> tuple[int | None, bool]:
    """Days within which a column is brought up to date, and whether its kind asks so.

    Of notices nothing is asked but what the office itself states; of two limits the shorter one holds.
    """
    own = RHYTHMS.get(column.update) if column.update else None
    if column.notices:
        return own, False
    by_kind = {"news": limits.news_days, "documents": limits.document_days}.get(freshness(column.type) or "")
    stated = [days for days in (own, by_kind) if days is not None]
    return min(stated, default=None), by_kind is not None


def _freshness(state: _State, today: date, limits: Limits) -> Iterator[Problem]:
    name, days = state.column.record.name, state.days(today)
    if days is None:
        yield Problem(STALE, state.place, name=name, since=_UNDATED, limit=state.limit)
        return
    last = _day(state.last)
    if days > state.limit:
        since = Phrase("最近一次更新是 {last}，已过 {days} 天", last=last, days=days)
        yield Problem(STALE, state.place, name=name, since=since, limit=state.limit)
    elif days >= state.limit - _early(state.limit, limits):
        left = state.limit - days
        yield Problem(STALE_SOON, state.place, name=name, last=last, left=left, limit=state.limit)


def _early(limit: int, limits: Limits) -> int:
    """Days before the end of a limit on which a warning says so; never from the beginning on."""
    return min(limits.warn_days, limit // 3)


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else ""


def _counts(blank: list[str], states: list[_State], today: date, limits: Limits, place: Location) -> Iterator[Problem]:
    """The three counts each of which fails the whole site."""
    stale = [state for state in states if state.is_stale(today)]
    of_kind = [state.column.record.name for state in stale if state.of_kind]
    counted = (
        (Phrase("没有按期更新的动态要闻、通知公告和政策文件类栏目"), of_kind, limits.kind_columns),
        (Phrase("长期不更新的栏目"), [state.column.record.name for state in stale], limits.stale_columns),
        (Phrase("空白栏目"), blank, limits.blank_columns),
    )
    for what, names, limit in counted:
        if len(names) >= limit:
            yield Problem(TOO_MANY, place, what=what, count=len(names), limit=limit, names="、".join(names))


def _home(inspected: Inspected, place: Location) -> Iterator[Problem]:
    """The home page has something new; where only notices stand in columns, nothing is asked of it."""
    limits, entries = inspected.settings.record.limits, latest(inspected.site)
    if not any(isinstance(entry, Item) for entry in entries):
        return
    newest = entries[0].record.appeared
    if newest is None:
        yield Problem(STALE_HOME, place, last=_UNDATED, limit=limits.home_days)
        return
    left = (newest.date() + timedelta(limits.home_days) - inspected.today).days
    told = {"last": _day(newest), "limit": limits.home_days}
    if left < 0:
        yield Problem(STALE_HOME, place, **told)
    elif left <= _early(limits.home_days, limits):
        yield Problem(HOME_SOON, place, left=left, **told)


def has_kind(inspected: Inspected, kind: str) -> bool:
    """Whether the portal declares a column of a kind."""
    return any(is_type(column.record.type, kind) for column in inspected.site.columns.values())
