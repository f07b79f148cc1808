"""Agencies named once for several tasks (R26): in a heading, by a heading that is their name, on a line above them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from gksite.model.blocks import Paragraph, Spot
from gksite.text.breaks import bare
from gksite.text.outline import mark_of
from gksite.understanding import doubts
from gksite.understanding.items import HeadingItem, Item, SharedAgencies, TaskItem
from gksite.understanding.prose_tasks import begin_task, finish_task, with_label, with_text
from gksite.understanding.role_labels import labels, names_agencies
from gksite.understanding.role_paragraphs import LINE, is_short
from gksite.understanding.role_statements import closing_bracket
from gksite.understanding.roles import Roles, roles_of
from gksite.understanding.row_slots import spot_of
from gksite.understanding.text_kinds import lists_agencies, rank_of, texts_of, without_number
from gksite.understanding.vocabulary import first_verb

_COUNT = re.compile(r"(?<!\s)\s*+[（(][^（）()]{0,8}\d{1,4}\s*[项条件个][^（）()]{0,12}[)）]$")
"""How many tasks stand below a heading: （3项） in 一、财政局牵头任务（3项）."""
_TASKS = re.compile("的?(?:主要|重点|年度|工作){0,4}(?:任务|事项|任务清单|任务分解)$")
"""What may stand behind a name in a heading: 工作任务 in 市财政局工作任务."""
_LED = re.compile(
    r"由?(?P<names>.+?)(?P<role>牵头|主办|负责|承办|配合)(?:的|负责|承担|落实|完成|办理){0,4}(?:重点)?"
    r"(?:(?:工作|任务|事项|项目)(?:[（(][^（）()]*[)）])?[：:]?|[：:])$"
)
"""A heading that says who is responsible: 财政局牵头任务（3项）, 由市财政局牵头的任务：."""
_DEED = re.compile(
    "优化|壮大|做[强大优实细活]|培育|扶持|健全|强化|提升|扩大|打造|打响|夯实|延伸|整治|深化|加快|支持|鼓励|增强|改善|搭建|丰富|"
    "巩固|压实|严格|营造|畅通|用好|建好|管好|补齐|激发|拓展|构建|依托"
)
"""What headings on deeds begin with and no name of an agency does: 优化 in 优化仓储布局, which is no 局."""
_SENTENCE_SIGNS = re.compile("[：:。]")
"""Signs that no name holds."""
_INNERMOST = 9
"""The rank of lines above a table, below that of every heading."""


def name_of(text: str) -> str | None:
    """The agencies that are all that a heading says (R28): （一）市财政局, 市财政局：, 市财政局工作任务（3项）."""
    name = _TASKS.sub("", _COUNT.sub("", without_number(text.strip())).rstrip("：:"))
    if len(bare(name)) > LINE or _SENTENCE_SIGNS.search(name) or _DEED.match(name):
        return None
    if _lists_only_agencies(name):
        return name
    return None


def _lists_only_agencies(text: str) -> bool:
    """Whether a text holds nothing but agencies, and nothing that they do."""
    return lists_agencies(text) and first_verb(text) < 0


def heading_with_roles(text: str, spot: Spot) -> tuple[str, TaskItem] | None:
    """A heading that says who is responsible, and that: 一、改革（牵头单位：发改局）, 一、财政局牵头任务（3项）.

    The bracket is no part of the heading; everything else is (R27).
    """
    title, statement = closing_bracket(text) or (text.strip(), None)
    is_apart = title != text.strip() and is_short(title)
    if statement and not statement.bare and is_apart:
        return title, finish_task(begin_task(Paragraph(text, spot)))
    led = _LED.match(without_number(text.strip()))
    if led and _lists_only_agencies(led["names"]):
        return text.strip(), TaskItem(spot, cells=(("duty", led["names"] + led["role"]),))
    return None


def agencies_of_heading(text: str, spot: Spot) -> TaskItem | None:
    """What a heading says that is a name, or without a number names who leads: 由市财政局牵头的任务：."""
    if name := name_of(text):
        return _led_by(name, spot)
    heading = heading_with_roles(text, spot)
    if heading and heading[0] == text.strip() and not mark_of(text):
        return heading[1]
    return None


def _led_by(name: str, spot: Spot) -> TaskItem:
    """What a heading that is a name says: that those named lead (R28)."""
    return TaskItem(spot, cells=(("lead", name),))


def task_of_lines(lines: Sequence[Paragraph]) -> TaskItem:
    """What some lines say of those who are responsible, as a task holds it."""
    task = TaskItem(lines[0].spot)
    for paragraph in lines:
        pairs = labels(paragraph.text)
        for label, value in pairs:
            task = with_label(task, label, value, paragraph)
        if not pairs:
            task = with_text(task, paragraph)
    return finish_task(task)


def split_off_labels(waiting: Sequence[Paragraph]) -> tuple[Sequence[Paragraph], list[SharedAgencies]]:
    """What stands in front of a table, and what the lines right above it say for all its tasks: 责任单位：…."""
    lines = list(takewhile(lambda paragraph: labels(paragraph.text), reversed(waiting)))[::-1]
    if not any(map(names_agencies, texts_of(lines))):
        return waiting, []
    return waiting[: len(waiting) - len(lines)], [SharedAgencies(task_of_lines(lines), _INNERMOST)]


def read_headings(items: Iterable[Item | SharedAgencies], *, named: bool) -> Iterator[Item | SharedAgencies]:
    """The items of tables, with what their headings say of the tasks below; `named`: so do names alone."""
    for item in items:
        if isinstance(item, HeadingItem) and item.level is None:
            yield from _read_heading(item, named=named)
        else:
            yield item


def _read_heading(item: HeadingItem, *, named: bool) -> Iterator[HeadingItem | SharedAgencies]:
    """A heading and what it says of the tasks below; a row of labels is no heading."""
    if names_agencies(item.text):
        yield SharedAgencies(task_of_lines([Paragraph(item.text, item.spot)]), _INNERMOST)
        return
    heading = heading_with_roles(item.text, item.spot)
    if named and not heading and (name := name_of(item.text)):
        heading = item.text, _led_by(name, item.spot)
    if heading is None:
        yield item
        return
    yield replace(item, text=heading[0])
    yield SharedAgencies(heading[1], rank_of(item.text) or 0)


def hand_down(items: Iterable[Item | SharedAgencies]) -> list[Item]:
    """The headings and tasks, those without agencies with the ones that were named for them above (R26)."""
    given: list[Item] = []
    above: list[SharedAgencies] = []
    for item in items:
        if isinstance(item, TaskItem):
            given.append(_give(item, above))
            continue
        rank = _rank(item)
        above = [shared for shared in above if shared.rank < rank]
        if isinstance(item, SharedAgencies):
            above.append(item)
        else:
            given.append(item)
    return given


def _rank(item: HeadingItem | SharedAgencies) -> int:
    """The rank from which on what is said above holds no longer."""
    if isinstance(item, SharedAgencies):
        return item.rank
    return rank_of(item.text) or 0


def _give(task: TaskItem, above: Sequence[SharedAgencies]) -> TaskItem:
    """A task with what is said above it, of a role that several name by the innermost."""
    if not above:
        return task
    *outer, inner = [shared.as_task for shared in above]
    cells = inner.cells
    left_out: list[str] = []
    for further in reversed(outer):
        have, more = roles_of(cells), roles_of(further.cells)
        if _share_a_role(have, more):
            left_out += (*more.lead.names, *more.support.names)
        else:
            cells = (*cells, *further.cells)
    task = replace(
        task.without_doubt(doubts.NO_AGENCY),
        spot=spot_of((task, *outer, inner)),
        given=cells,
        deadline=task.deadline or inner.deadline,
        remark="\n".join(filter(None, (task.remark, inner.remark))) or None,
    )
    if left_out:
        return task.doubting(doubts.not_from_above(left_out))
    return task


def _share_a_role(one: Roles, other: Roles) -> bool:
    """Whether both name somebody for the same role."""
    both_lead = one.lead.names and other.lead.names
    both_support = one.support.names and other.support.names
    return bool(both_lead or both_support)
