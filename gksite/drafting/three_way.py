"""What a changed source and an editor have each done to a notice since it was drafted, field by field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from gksite.model.facts import Deadline
from gksite.model.positions import TaskSource
from gksite.model.records import Mention, NoticeFields, NoticeSource
from gksite.model.walk import walk_tasks
from gksite.problems.problem import Phrase
from gksite.text.names import fold_name


class Verdict(StrEnum):
    """Who changed a field: the editor, the source, or both in different ways; `DIFFERS` where no draft is known."""

    EDITED = "edited"
    SOURCE = "source"
    CONFLICT = "conflict"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Change:
    """One field of the notice (task None) or of a task that is not the same in all records; None where absent."""

    task: int | None
    field: Phrase
    verdict: Verdict
    base: str | None
    edited: str | None
    source: str | None


FIELDS = {
    "title": "标题",
    "number": "发文字号",
    "issuer": "发文机关",
    "year": "年份",
    "issued": "成文日期",
    "printed": "印发日期",
    "disclosure": "公开属性",
    "subject": "主题分类",
    "index_code": "索引号",
    "source": "来源文件",
    "addressees": "主送",
    "preamble": "正文",
    "table_title": "表名",
    "closing": "落款",
    "cc": "抄送",
}
TASK_FIELDS = {
    "number": "序号",
    "label": "原印序号",
    "section": "所属部分",
    "title": "标题",
    "requirement": "工作要求",
    "lead": "牵头单位",
    "support": "责任单位",
    "remark": "备注",
    "inherited": "合并的单元格",
    "deadlines": "时限",
    "source": "出处",
}
"""What is compared, and its name; doubts are the importer's words to the editor, who drops them."""

Texts = Mapping[str, str | None]
"""The fields of a notice or of a task as texts."""


def compare_drafts(base: NoticeFields | None, edited: NoticeFields, source: NoticeFields) -> tuple[Change, ...]:
    """Each field in which the edited notice and the draft of the source as it is now are not alike.

    `base` is the draft of the source that was edited; without it nobody can tell who changed a field.
    """
    if base is None:
        return tuple(_two_way(edited, source))
    return tuple(_three_way(base, edited, source))


def _two_way(edited: NoticeFields, source: NoticeFields) -> Iterator[Change]:
    yield from _fields(None, FIELDS, None, _texts(edited, FIELDS), _texts(source, FIELDS))
    ours, theirs = _tasks(edited), _tasks(source)
    for j, k in _pairs(ours, theirs):
        yield from _task(None, _at(ours, j), _at(theirs, k), known=False)


def _three_way(base: NoticeFields, edited: NoticeFields, source: NoticeFields) -> Iterator[Change]:
    yield from _fields(None, FIELDS, _texts(base, FIELDS), _texts(edited, FIELDS), _texts(source, FIELDS))
    before, ours, theirs = _tasks(base), _tasks(edited), _tasks(source)
    own_of = dict(_pairs(before, ours))
    own_of[None] = None
    for i, k in _pairs(before, theirs):
        yield from _task(_at(before, i), _at(ours, own_of[i]), _at(theirs, k), known=True)
    for j, task in enumerate(ours):
        if j not in own_of.values():
            yield from _task(None, task, None, known=True)


def _at(tasks: Sequence[Texts], index: int | None) -> Texts | None:
    if index is None:
        return None
    return tasks[index]


def _task(base: Texts | None, edited: Texts | None, source: Texts | None, *, known: bool) -> Iterator[Change]:
    """The changes of one task; one that somebody added or removed is one change, shown by its title."""
    given = edited or base or source or {}
    number = int(given["number"] or 0)
    if edited is not None and source is not None and (base is not None or not known):
        yield from _fields(number, TASK_FIELDS, base, edited, source)
    else:
        yield from _change(number, "整项", _title(base), _title(edited), _title(source), known=known)


def _fields(
    task: int | None, names: Mapping[str, str], base: Texts | None, edited: Texts, source: Texts
) -> Iterator[Change]:
    before = base or dict.fromkeys(names)
    for key, name in names.items():
        yield from _change(task, name, before[key], edited[key], source[key], known=base is not None)


def _change(
    task: int | None, field: str, base: str | None, edited: str | None, source: str | None, *, known: bool
) -> Iterator[Change]:
    """The change of one text, none where edited and source say the same; without a known base nobody made it."""
    if _same(edited, source):
        return
    verdict = Verdict.CONFLICT
    if not known:
        verdict = Verdict.DIFFERS
    elif _same(base, source):
        verdict = Verdict.EDITED
    elif _same(base, edited):
        verdict = Verdict.SOURCE
    yield Change(task, Phrase(field), verdict, base, edited, source)


def _same(one: str | None, other: str | None) -> bool:
    return fold_name(one or "") == fold_name(other or "")


def _title(texts: Texts | None) -> str | None:
    if texts is None:
        return None
    return texts["title"] or texts["requirement"]


def _texts(record: Any, names: Mapping[str, str]) -> dict[str, str | None]:
    return {name: _shown(getattr(record, name)) for name in names}


def _shown(value: Any) -> str | None:
    """A value as one text."""
    match value:
        case None | () | "":
            return None
        case tuple():
            return "、".join(_shown(item) or "" for item in value)
        case Mention(name=name, as_=None):
            return name
        case Mention():
            return f"{value.name} ({value.as_})"
        case Deadline():
            return " ".join(str(part) for part in (value.text, value.kind, value.date) if part)
        case NoticeSource():
            return f"{value.file} {value.sha256}"
        case TaskSource():
            return "，".join(_shown_position(value))
    return str(value)


def _shown_position(source: TaskSource) -> Iterator[str]:
    """What a place in a source states, each with its key."""
    for name in type(source).model_fields:
        value = getattr(source, name)
        if isinstance(value, tuple):
            yield f"{name} {value[0]}–{value[1]}"
        elif value is not None:
            yield f"{name} {value}"


def _tasks(record: NoticeFields) -> list[Texts]:
    plain = {key: name for key, name in TASK_FIELDS.items() if key != "section"}
    return [
        {**_texts(step.task, plain), "section": " › ".join(step.under.headings)} for step in walk_tasks(record.sections)
    ]


def _pairs(before: Sequence[Texts], after: Sequence[Texts]) -> Iterator[tuple[int | None, int | None]]:
    """Which task of one record is which of another: those that say the same, then within a gap those of one number."""
    one, other = [_words(task) for task in before], [_words(task) for task in after]
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from zip(range(a, b), range(c, d), strict=True)
            continue
        left = {after[j]["number"]: j for j in range(c, d)}
        for i in range(a, b):
            yield i, left.pop(before[i]["number"], None)
        for j in left.values():
            yield None, j


def _words(task: Texts) -> str:
    return fold_name(f"{task['title']}\n{task['requirement']}")
