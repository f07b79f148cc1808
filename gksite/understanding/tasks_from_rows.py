"""Tasks from rows: numbers settled, blank agency cells filled from above where they are merged, roles found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gksite.model.blocks import Spot
from gksite.model.draft import Agencies, Doubt, DraftTask, Role
from gksite.text.outline import mark_of
from gksite.understanding import doubts
from gksite.understanding.items import HeadingItem, Item, TaskItem, change_tasks, tasks_among
from gksite.understanding.numbers import TaskNumber, numbers_of
from gksite.understanding.proofreading import proofread
from gksite.understanding.roles import Roles, roles_of
from gksite.understanding.row_slots import enclosing_spot
from gksite.understanding.sections import Outline
from gksite.understanding.text_kinds import texts_of


@dataclass(frozen=True, slots=True)
class _Habits:
    """What a table does: leave cells blank that are merged with those above, have a column for titles."""

    merges: bool
    titles: bool


@dataclass(frozen=True, slots=True)
class _Above:
    """What the rows above a task say."""

    roles: Roles | None = None
    """Those of the last row that states agencies."""
    crossed: bool = False
    """Whether a heading stands below that row, or agencies named for several tasks."""
    leads: int = 0
    """The number of the last task below the same heading that states its lead, 0 for none."""
    required: bool = False
    """Whether one of the rows that have these agencies has a requirement."""
    title: str | None = None
    title_spot: Spot | None = None
    """Where that title stands."""


@dataclass(frozen=True, slots=True)
class _Responsible:
    """The agencies of a task, and the roles that it shares with a row above or with what is said above."""

    roles: Roles
    inherited: tuple[Role, ...] = ()
    doubts: tuple[Doubt, ...] = ()


_BOTH: tuple[Role, Role] = ("lead", "support")
"""The roles in the order in which they are told."""
_NOBODY = Roles(Agencies(), Agencies())
"""The roles of a task for which nobody is named."""


def split_off_numbers(items: Sequence[Item], rank: int | None) -> list[Item]:
    """Items whose tasks have their number apart from their text, with its dot left out (R1)."""
    return change_tasks(items, lambda task: _with_number_apart(task, rank))


def _with_number_apart(task: TaskItem, rank: int | None) -> TaskItem:
    """A task without the number in front of its first text, where that is of the rank of the tasks' own."""
    if rank is None or task.printed:
        return task
    mark = mark_of(task.title or task.requirement or "")
    if mark is None or mark.rank != rank or not mark.rest:
        return task
    if task.title:
        return replace(task, printed=mark.printed, title=mark.rest)
    return replace(task, printed=mark.printed, requirement=mark.rest)


def build_outline(items: Sequence[Item], *, titled: bool) -> Outline:
    """The tree of sections with all tasks, and its headings; `titled`: the table has a column for titles."""
    outline = Outline()
    tasks = tasks_among(items)
    numbers = iter(numbers_of([task.printed for task in tasks], _headings_above_each(items)))
    merges = any(_lacks_agencies(task) or (titled and _lacks_title(task)) for task in tasks)
    habits = _Habits(merges, titled)
    above = _Above()
    for item in items:
        if isinstance(item, HeadingItem):
            outline.enter(item)
            above = replace(above, crossed=above.crossed or item.level is None, leads=0)
            continue
        for heading in item.headings:
            outline.enter(heading)
            above = replace(above, leads=0)
        outline.leave(item.printed)
        task, above = _draft_task(item, next(numbers), above, habits)
        outline.take(task)
    return outline


def _headings_above_each(items: Sequence[Item]) -> list[list[str]]:
    """For each task the numbers of the headings between it and the task before."""
    above_each: list[list[str]] = []
    above: list[str] = []
    for item in items:
        above += _numbers_of_headings(item)
        if isinstance(item, TaskItem):
            above_each.append(above)
            above = []
    return above_each


def _numbers_of_headings(item: Item) -> Iterator[str]:
    """The number of a heading, or those of the headings that begin with a row."""
    headings = (item,) if isinstance(item, HeadingItem) else item.headings
    for mark in map(mark_of, texts_of(headings)):
        if mark:
            yield mark.printed


def _lacks_agencies(task: TaskItem) -> bool:
    """Whether a row leaves all cells of agencies blank in a table that does not state its merges."""
    return not task.cells and bool(task.blank) and not task.merges


def _lacks_title(task: TaskItem) -> bool:
    """Whether a row of a table with titles has none, and nothing tells that its texts have moved."""
    has_moved = doubts.JOINED in task.doubts or doubts.SLIPPED in task.doubts
    return not task.title and not task.untitled and bool(task.requirement) and not has_moved


def _draft_task(task: TaskItem, number: TaskNumber, above: _Above, habits: _Habits) -> tuple[DraftTask, _Above]:
    """A task, and what the rows above the next one say."""
    own = roles_of(task.cells)
    who = _responsible(task, own, above)
    title, spot = task.title, task.spot
    blank_title = []
    if habits.titles and above.title and _lacks_title(task):
        title = above.title
        spot = enclosing_spot(filter(None, (above.title_spot, task.spot)))
        blank_title = [doubts.BLANK_TITLE]
    unsure = [
        *task.doubts,
        *number.doubts,
        *who.doubts,
        *_doubts_of_blanks(task, who, above, habits),
        *blank_title,
        *who.roles.doubts,
        *proofread(title, task.requirement),
    ]
    draft = DraftTask(
        number.number,
        spot,
        number.label,
        title,
        task.requirement,
        who.roles.lead,
        who.roles.support,
        who.inherited,
        task.deadline,
        task.remark,
        tuple(dict.fromkeys(unsure)),
    )
    return draft, _above_next(task, draft, own, above)


def _doubts_of_blanks(task: TaskItem, who: _Responsible, above: _Above, habits: _Habits) -> Iterator[Doubt]:
    """The doubts of a blank requirement beside blank agencies, and of a blank lead (R7, R10)."""
    took_over = bool(who.inherited) and not task.given and not task.cells
    lacks_requirement = bool(task.title) and not task.requirement
    if took_over and above.required and lacks_requirement:
        yield doubts.BLANK_REQUIREMENT
    supports_alone = bool(who.roles.support.names) and not who.roles.lead.names and not who.inherited
    may_be_merged = habits.merges and "lead" in task.blank and above.leads > 0
    if supports_alone and may_be_merged:
        yield doubts.blank_lead(above.leads)


def _above_next(task: TaskItem, draft: DraftTask, own: Roles, above: _Above) -> _Above:
    """What the rows above the task behind one say, `own` being the roles that this one states itself."""
    states_anew = bool(task.cells) and not task.given
    goes_on = above.required and not states_anew and bool(draft.inherited)
    above = replace(above, required=bool(task.requirement) or goes_on, title=draft.title)
    if task.title is not None:
        above = replace(above, title_spot=task.spot)
    if draft.lead.names and not draft.inherited:
        above = replace(above, leads=draft.number)
    if task.cells:
        return replace(above, roles=own, crossed=False)
    return replace(above, crossed=above.crossed or bool(task.given))


def _responsible(task: TaskItem, own: Roles, above: _Above) -> _Responsible:
    """Who is responsible for a task: those in its cells, else those said above, else those of the row above (R7)."""
    if task.given:
        return _with_given(own, roles_of(task.given))
    if task.cells:
        return _Responsible(own, _with_names(own, task.above))
    if not task.blank:
        return _Responsible(_NOBODY)
    if task.merges or above.roles is None:
        return _Responsible(_NOBODY, doubts=(doubts.NO_AGENCY,))
    if above.crossed:
        return _Responsible(_NOBODY, doubts=(doubts.ACROSS,))
    lead, support = above.roles.lead.names, above.roles.support.names
    return _Responsible(Roles(Agencies(lead), Agencies(support)), _with_names(above.roles, _BOTH))


def _names(roles: Roles, role: Role) -> tuple[str, ...]:
    """Those who have a role."""
    return roles.lead.names if role == "lead" else roles.support.names


def _with_names(roles: Roles, among: Sequence[Role]) -> tuple[Role, ...]:
    """Those among some roles that somebody has."""
    return tuple(role for role in among if _names(roles, role))


def _with_given(own: Roles, given: Roles) -> _Responsible:
    """The agencies of a task, for a role without any of its own those named above for several tasks (R26)."""
    lead = _own_or_given(own.lead, given.lead)
    support = _own_or_given(own.support, given.support)
    inherited = tuple(role for role in _with_names(given, _BOTH) if not _names(own, role))
    known = {*lead.names, *support.names}
    left_out = [name for name in (*given.lead.names, *given.support.names) if name not in known]
    unsure: list[Doubt] = []
    if inherited:
        unsure.append(doubts.from_above(inherited))
    if left_out:
        unsure.append(doubts.not_from_above(left_out))
    if not inherited:
        return _Responsible(Roles(lead, support, own.doubts), inherited, tuple(unsure))
    return _Responsible(Roles(lead, support, (*own.doubts, *given.doubts)), inherited, tuple(unsure))


def _own_or_given(own: Agencies, given: Agencies) -> Agencies:
    """Those whom a task names for a role, else those named above."""
    return own if own.names else given
