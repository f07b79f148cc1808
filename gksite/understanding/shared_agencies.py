"""Agencies named once for several tasks: in a heading, by a heading that is their name, or on a line above them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from gksite.model.blocks import Paragraph, Spot
from gksite.text.breaks import bare
from gksite.text.outline import mark_of
from gksite.understanding import doubts
from gksite.understanding.items import Group, Heading, Item, Task
from gksite.understanding.prose_tasks import begun, titled, with_label, with_text
from gksite.understanding.role_paragraphs import LINE, is_short
from gksite.understanding.role_statements import closing_bracket, labels, names_agencies
from gksite.understanding.roles import roles_of
from gksite.understanding.row_slots import joined
from gksite.understanding.text_kinds import agencies
from gksite.understanding.vocabulary import first_verb

_COUNT = re.compile(r"\s*[（(][^（）()]{0,8}\d{1,4}\s*[项条件个][^（）()]{0,12}[)）]$")
_TASKS = re.compile("的?(?:主要|重点|年度|工作)*(?:任务|事项|任务清单|任务分解)$")
_LED = re.compile(
    r"由?(?P<names>.+?)(?P<role>牵头|主办|负责|承办|配合)(?:的|负责|承担|落实|完成|办理)*(?:重点)?"
    r"(?:(?:工作|任务|事项|项目)(?:[（(][^（）()]*[)）])?[：:]?|[：:])$"
)
_DEED = re.compile(
    "优化|壮大|做[强大优实细活]|培育|扶持|健全|强化|提升|扩大|打造|打响|夯实|延伸|整治|深化|加快|支持|鼓励|增强|改善|搭建|丰富|"
    "巩固|压实|严格|营造|畅通|用好|建好|管好|补齐|激发|拓展|构建|依托"
)
"""What headings on deeds begin with and no name of an agency does."""
_INNERMOST = 9
"""The rank of lines above a table, below that of every heading."""


def name_of(text: str) -> str | None:
    """The agencies that are all that a heading says: （一）市财政局, 市财政局：, 市财政局工作任务（3项）."""
    mark = mark_of(text)
    name = _TASKS.sub("", _COUNT.sub("", mark.rest if mark else text.strip()).rstrip("：:"))
    plain = len(bare(name)) <= LINE and not re.search("[：:。]", name)
    return name if plain and agencies(name) and first_verb(name) < 0 and not _DEED.match(name) else None


def stated_by(text: str, spot: Spot) -> tuple[str, Task] | None:
    """A heading that says who is responsible, and that: 一、改革（牵头单位：发改局）, 一、财政局牵头任务（3项）."""
    found = closing_bracket(text)
    if found and not found[1].bare and found[0] != text.strip() and is_short(found[0]):
        return found[0], titled(begun(Paragraph(text, spot)))
    mark = mark_of(text)
    led = _LED.match(mark.rest if mark else text.strip())
    if led and agencies(led["names"]) and first_verb(led["names"]) < 0:
        return text.strip(), Task(spot, cells=(("duty", led["names"] + led["role"]),))
    return None


def named_by(text: str, spot: Spot) -> Task | None:
    """What a heading says that is a name, or without a number names who leads: 由市财政局牵头的任务：."""
    if name := name_of(text):
        return Task(spot, cells=(("lead", name),))
    found = None if mark_of(text) else stated_by(text, spot)
    return found[1] if found and found[0] == text.strip() else None


def labelled(lines: Sequence[Paragraph]) -> Task:
    """What some lines say of those who are responsible, as a task holds it."""
    task = Task(lines[0].spot)
    for paragraph in lines:
        said = labels(paragraph.text)
        for label in said:
            task = with_label(task, label, paragraph)
        task = task if said else with_text(task, paragraph)
    return titled(task)


def above_table(waiting: Sequence[Paragraph]) -> tuple[Sequence[Paragraph], list[Group]]:
    """What stands in front of a table, and what the lines right above it say for all its tasks: 责任单位：…."""
    lines = list(takewhile(lambda paragraph: labels(paragraph.text), reversed(waiting)))[::-1]
    if not any(names_agencies(paragraph.text) for paragraph in lines):
        return waiting, []
    return waiting[: len(waiting) - len(lines)], [Group(labelled(lines), _INNERMOST)]


def shared(items: Iterable[Item | Group], *, named: bool) -> Iterator[Item | Group]:
    """The items of tables, with what their headings say of the tasks below; `named`: so do names alone."""
    for item in items:
        if not isinstance(item, Heading) or item.level is not None:
            yield item
            continue
        if names_agencies(item.text):
            yield Group(labelled([Paragraph(item.text, item.spot)]), _INNERMOST)
            continue
        mark = mark_of(item.text)
        rank = mark.rank if mark else 0
        name = name_of(item.text) if named else None
        found = stated_by(item.text, item.spot) or (name and (item.text, Task(item.spot, cells=(("lead", name),))))
        yield replace(item, text=found[0]) if found else item
        if found:
            yield Group(found[1], rank)


def spread(items: Iterable[Item | Group]) -> list[Item]:
    """The headings and tasks, those without agencies with the ones that were named for them above."""
    given: list[Item] = []
    above: list[Group] = []
    for item in items:
        if isinstance(item, Task):
            given.append(_given(item, above) if above else item)
            continue
        mark = mark_of(item.text) if isinstance(item, Heading) else None
        rank = item.rank if isinstance(item, Group) else mark.rank if mark else 0
        above = [group for group in above if group.rank < rank]
        if isinstance(item, Group):
            above.append(item)
        else:
            given.append(item)
    return given


def _given(task: Task, above: Sequence[Group]) -> Task:
    """A task with what is said above it, of a role that several groups name by the innermost."""
    *outer, inner = [group.said for group in above]
    cells = inner.cells
    left: list[str] = []
    for said in reversed(outer):
        have, more = roles_of(list(cells)), roles_of(list(said.cells))
        twice = (have.lead.names and more.lead.names) or (have.support.names and more.support.names)
        cells = cells if twice else (*cells, *said.cells)
        left += (*more.lead.names, *more.support.names) if twice else ()
    task = replace(
        task,
        spot=joined([task.spot, *(said.spot for said in (*outer, inner))]),
        given=cells,
        deadline=task.deadline or inner.deadline,
        remark="\n".join(filter(None, (task.remark, inner.remark))) or None,
        doubts=tuple(found for found in task.doubts if found != doubts.NO_AGENCY),
    )
    return task.doubting(doubts.not_from_above(left)) if left else task
