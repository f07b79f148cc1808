"""What a changed source and an editor have each done to a notice since it was drafted, field by field."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from gksite.model.records import Deadline, Mention, NoticeRecord, NoticeSource, SectionRecord, TaskSource
from gksite.problems import Phrase
from gksite.text.names import fold


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
"""What is compared, and its name; `review` is the importer's word to the editor, who may drop it."""

_Fields = dict[str, str | None]


def compare(base: NoticeRecord | None, edited: NoticeRecord, source: NoticeRecord) -> tuple[Change, ...]:
    """Each field in which the edited notice and the draft of the source as it is now are not alike.

    `base` is the draft of the source that was edited; without it nobody can tell who changed a field.
    """
    facts = _of(base, FIELDS) if base else None
    changes = list(_fields(None, FIELDS, facts, _of(edited, FIELDS), _of(source, FIELDS)))
    ours, theirs = _tasks(edited), _tasks(source)
    before = _tasks(base) if base else None
    if before is None:
        for own, new in _pairs(ours, theirs):
            changes += _task(None, own, new, known=False)
        return tuple(changes)
    to_own = {id(old): own for old, own in _pairs(before, ours) if old is not None}
    known = {id(own) for own in to_own.values()}
    for old, new in _pairs(before, theirs):
        changes += _task(old, to_own.get(id(old)) if old is not None else None, new, known=True)
    for own in ours:
        if id(own) not in known:
            changes += _task(None, own, None, known=True)
    return tuple(changes)


def _task(base: _Fields | None, edited: _Fields | None, source: _Fields | None, *, known: bool) -> Iterator[Change]:
    """The changes of one task; one that somebody added or removed is one change, shown by its title."""
    given = edited or base or source or {}
    number = int(given["number"] or 0)
    if edited is not None and source is not None and (base is not None or not known):
        yield from _fields(number, TASK_FIELDS, base, edited, source)
        return
    texts = [_title(fields) for fields in (base, edited, source)]
    verdict = _verdict(texts[0], texts[1], texts[2]) if known else Verdict.DIFFERS
    if verdict is not None:
        yield Change(number, Phrase("整项"), verdict, *texts)


def _fields(
    task: int | None, names: dict[str, str], base: _Fields | None, edited: _Fields, source: _Fields
) -> Iterator[Change]:
    for key, name in names.items():
        ours, theirs = edited[key], source[key]
        if base is None:
            verdict = None if _same(ours, theirs) else Verdict.DIFFERS
        else:
            verdict = _verdict(base[key], ours, theirs)
        if verdict is not None:
            yield Change(task, Phrase(name), verdict, base[key] if base else None, ours, theirs)


def _verdict(base: str | None, edited: str | None, source: str | None) -> Verdict | None:
    if _same(edited, source):
        return None
    if _same(base, source):
        return Verdict.EDITED
    return Verdict.SOURCE if _same(base, edited) else Verdict.CONFLICT


def _same(one: str | None, other: str | None) -> bool:
    return fold(one or "") == fold(other or "")


def _title(fields: _Fields | None) -> str | None:
    return (fields["title"] or fields["requirement"]) if fields else None


def _of(record: Any, names: dict[str, str]) -> _Fields:
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
            given = {name: getattr(value, name) for name in type(value).model_fields}
            return "，".join(f"{name} {_place(item)}" for name, item in given.items() if item is not None)
    return str(value)


def _place(item: Any) -> str:
    return f"{item[0]}–{item[1]}" if isinstance(item, tuple) else str(item)


def _tasks(record: NoticeRecord) -> list[_Fields]:
    return [fields for section in record.sections for fields in _section(section, ())]


def _section(section: SectionRecord, above: tuple[str, ...]) -> Iterator[_Fields]:
    path = (*above, section.title)
    for task in section.tasks:
        yield {**_of(task, {key: "" for key in TASK_FIELDS if key != "section"}), "section": " › ".join(path)}
    for inner in section.sections:
        yield from _section(inner, path)


def _pairs(before: Sequence[_Fields], after: Sequence[_Fields]) -> Iterator[tuple[_Fields | None, _Fields | None]]:
    """The tasks of two records side by side: those that say the same, then within a gap those of one number."""
    one, other = ([fold(f"{task['title']}\n{task['requirement']}") for task in tasks] for tasks in (before, after))
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(before[a:b], after[c:d], strict=True)
            continue
        left = {task["number"]: task for task in after[c:d]}
        for task in before[a:b]:
            yield task, left.pop(task["number"], None)
        yield from ((None, task) for task in left.values())
