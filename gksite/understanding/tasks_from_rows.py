"""Tasks from rows: numbers settled, blank agency cells filled from above where they are merged, roles found."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gksite.model.blocks import Spot
from gksite.model.draft import Agencies, Doubt, DraftTask, Role
from gksite.text.outline import mark_of
from gksite.understanding import doubts
from gksite.understanding.items import Heading, Item, Task
from gksite.understanding.numbers import Number, numbers_of
from gksite.understanding.roles import Roles, roles_of
from gksite.understanding.row_slots import joined
from gksite.understanding.sections import Outline


@dataclass(slots=True)
class _Above:
    """What the rows above say: the last that states agencies, its number, what stood in between."""

    roles: Roles | None = None
    number: int = 0
    required: bool = False
    crossed: bool = False
    leads: int = 0
    title: str | None = None
    titled: Spot | None = None
    """Where that title stands."""


def numbered(items: Sequence[Item], rank: int | None) -> list[Item]:
    """Items whose tasks have their number apart from their text."""
    return [_numbered(item, rank) if isinstance(item, Task) else item for item in items]


def _numbered(task: Task, rank: int | None) -> Task:
    if rank is None or task.printed:
        return task
    where = "title" if task.title else "requirement"
    mark = mark_of(getattr(task, where) or "")
    if mark is None or mark.rank != rank or not mark.rest:
        return task
    rest = mark.rest
    return (
        replace(task, printed=mark.printed, title=rest)
        if where == "title"
        else replace(task, printed=mark.printed, requirement=rest)
    )


def outlined(items: Sequence[Item], *, titled: bool) -> Outline:
    """The tree of sections with all tasks, and its headings; `titled`: the table has a column for titles."""
    outline = Outline()
    tasks = [item for item in items if isinstance(item, Task)]
    numbers = iter(numbers_of([task.printed for task in tasks], _above_each(items)))
    merged = any(_inherits(task) or (titled and _lacks_title(task)) for task in tasks)
    above = _Above()
    for item in items:
        if isinstance(item, Heading):
            outline.enter(item)
            above.crossed = above.crossed or item.level is None
            above.leads = 0
            continue
        for heading in item.headings:
            outline.enter(heading)
        above.leads = 0 if item.headings else above.leads
        outline.leave(item.printed)
        outline.take(_drafted(item, next(numbers), above, merged=merged, titled=titled))
    return outline


def _above_each(items: Sequence[Item]) -> list[list[str]]:
    """For each task the numbers of the headings between it and the task before."""
    found: list[list[str]] = []
    above: list[str] = []
    for item in items:
        headings = [item] if isinstance(item, Heading) else item.headings
        above += [mark.printed for heading in headings if (mark := mark_of(heading.text))]
        if isinstance(item, Task):
            found.append(above)
            above = []
    return found


def _inherits(task: Task) -> bool:
    return not task.cells and bool(task.blank) and not task.merges


def _lacks_title(task: Task) -> bool:
    """Whether a row of a table with titles has none, and nothing tells that its texts have moved."""
    return not task.title and bool(task.requirement) and not {doubts.JOINED, doubts.SLIPPED} & {*task.doubts}


def _drafted(task: Task, number: Number, above: _Above, *, merged: bool, titled: bool) -> DraftTask:
    found = [*task.doubts, *number.doubts]
    roles, inherited = _roles(task, above, found)
    if inherited and not task.given and not task.requirement and task.title and above.required:
        found.append(doubts.BLANK_REQUIREMENT)
    if (
        merged
        and not roles.lead.names
        and roles.support.names
        and not inherited
        and "lead" in task.blank
        and above.leads
    ):
        found.append(doubts.blank_lead(above.leads))
    title, spot = task.title, task.spot
    if titled and above.title and _lacks_title(task):
        title = above.title
        found.append(doubts.BLANK_TITLE)
        spot = joined([above.titled, spot]) if above.titled else spot
    above.title, above.titled = title, above.titled if task.title is None else task.spot
    above.required = bool(task.requirement) or (above.required and bool(inherited))
    above.leads = number.number if roles.lead.names and not inherited else above.leads
    return DraftTask(
        number.number,
        spot,
        number.label,
        title,
        task.requirement,
        roles.lead,
        roles.support,
        inherited,
        task.deadline,
        task.remark,
        tuple(dict.fromkeys([*found, *roles.doubts, *proofread(title, task.requirement)])),
    )


def _roles(task: Task, above: _Above, found: list[Doubt]) -> tuple[Roles, tuple[Role, ...]]:
    """The agencies of a task, and the roles that it shares with a row above or with what is said above."""
    if task.given:
        return _shared(task, above, found)
    if task.cells:
        roles = roles_of(list(task.cells))
        above.roles, above.crossed, above.required = roles, False, False
        shared = {"lead": roles.lead.names, "support": roles.support.names}
        return roles, tuple(role for role in task.above if shared[role])
    nothing = Roles(Agencies(), Agencies())
    if not task.blank:
        return nothing, ()
    if task.merges or above.roles is None:
        found.append(doubts.NO_AGENCY)
        return nothing, ()
    if above.crossed:
        found.append(doubts.ACROSS)
        return nothing, ()
    lead, support = above.roles.lead.names, above.roles.support.names
    both: tuple[Role, Role] = ("lead", "support")
    inherited = tuple(role for role, names in zip(both, (lead, support), strict=True) if names)
    return Roles(Agencies(lead), Agencies(support)), inherited


def _shared(task: Task, above: _Above, found: list[Doubt]) -> tuple[Roles, tuple[Role, ...]]:
    """The agencies of a task, for a role without any of its own those named above for several tasks."""
    own, given = roles_of(list(task.cells)), roles_of(list(task.given))
    above.roles, above.crossed = (own, False) if task.cells else (above.roles, True)
    lead, support = own.lead if own.lead.names else given.lead, own.support if own.support.names else given.support
    taken: tuple[tuple[Role, bool], ...] = (
        ("lead", bool(lead.names) and not own.lead.names),
        ("support", bool(support.names) and not own.support.names),
    )
    inherited = tuple(role for role, shared in taken if shared)
    known = {*lead.names, *support.names}
    left = [name for name in (*given.lead.names, *given.support.names) if name not in known]
    found += [doubts.from_above(inherited)] if inherited else []
    found += [doubts.not_from_above(left)] if left else []
    return Roles(lead, support, (*own.doubts, *(given.doubts if inherited else ()))), inherited


_TERM = re.compile(r"[\u3400-\u9fff]{4}")
_BARE_NUMBER = re.compile(r"》\s*[\u3400-\u9fff]{2,8}〔\d{4}〕\d+号")


def proofread(title: str | None, requirement: str | None) -> list[Doubt]:
    """What looks like a slip of the original: a comma or brackets left out, a term misspelt."""
    text = requirement or ""
    found = []
    if joinless := re.search(r"》[（(][^（）()]*号[)）]《", text):
        found.append(doubts.slip(joinless.group()[-12:]))
    if number := _BARE_NUMBER.search(text):
        found.append(doubts.slip(number.group()[1:]))
    if title and requirement and (pair := _misspelt(title, requirement)):
        found.append(doubts.variant(*pair))
    return found


def _misspelt(title: str, requirement: str) -> tuple[str, str] | None:
    """A term of the title that the requirement uses time and again with another character inside."""
    counts = Counter(requirement[i : i + 4] for i in range(len(requirement) - 3))
    holed = {hole: gram for gram in sorted(counts) if counts[gram] > 1 and gram not in title for hole in _holes(gram)}
    for gram in (title[i : i + 4] for i in range(len(title) - 3)):
        if gram not in counts and _TERM.fullmatch(gram):
            for hole in _holes(gram):
                if hole in holed:
                    return gram, holed[hole]
    return None


def _holes(gram: str) -> tuple[str, str]:
    """A term of four characters with its second or its third left open."""
    return f"{gram[0]}?{gram[2:]}", f"{gram[:2]}?{gram[3]}"
