"""A task as its paragraphs write it: begun with one, it grows with those below."""

import re
from dataclasses import replace

from gksite.model.blocks import Paragraph
from gksite.text.breaks import bare, ends, glued
from gksite.text.outline import mark_of
from gksite.understanding import doubts
from gksite.understanding.items import TaskItem
from gksite.understanding.role_paragraphs import BULLETS, LINE
from gksite.understanding.role_statements import Statement, closing_bracket, inner_brackets
from gksite.understanding.roles import Hint, with_hints
from gksite.understanding.row_slots import NONE, enclosing_spot
from gksite.understanding.vocabulary import column_kind

_SENTENCE = re.compile(r"^([^。]*。)\s*(.+)$", re.DOTALL)
"""The first sentence of a text and what follows it."""
_FIELD = re.compile(r"(?P<label>[\u3400-\u9fff]{2,8})[：:]\s*(?=\S)")
"""The label of a field at the beginning of a line: 事项名称： (R33)."""


def begin_task(paragraph: Paragraph) -> TaskItem:
    """The task that a paragraph begins."""
    return _with_bracket(TaskItem(paragraph.spot), paragraph.text)


def _with_bracket(task: TaskItem, text: str) -> TaskItem:
    """A task that goes on with a paragraph: its text, and in the brackets agencies, a deadline, or a note.

    A bracket inside the paragraph stays in its text; its agencies count as those of the last do (R17).
    """
    body, last = closing_bracket(text) or (text.strip(), None)
    inner = list(inner_brackets(body))
    statements = list(filter(None, (*inner, last)))
    for statement in statements:
        task = _with_statement(task, statement)
    task = replace(task, requirement=_add_text(task.requirement, body), cells=(*task.cells, *_cells_of(statements)))
    return task.doubting(doubts.SEVERAL_BRACKETS) if inner else task


def _with_statement(task: TaskItem, statement: Statement) -> TaskItem:
    """A task with the deadline and the note of a bracket."""
    notes = filter(None, (task.remark, statement.note))
    return replace(task, deadline=statement.deadline or task.deadline, remark="；".join(notes) or None)


def _cells_of(statements: list[Statement]) -> tuple[tuple[Hint, str], ...]:
    """The agencies of some brackets as one cell; names without a word for their role are in doubt (R21)."""
    agencies = "\n\n".join(statement.agencies for statement in statements)
    if not agencies:
        return ()
    only_names = all(statement.bare for statement in statements)
    hint: Hint = "both" if only_names else "duty"
    return ((hint, agencies),)


def _add_text(before: str | None, text: str) -> str:
    """A text and the next paragraph on a line of its own (R19), or on one with it where its sentence breaks off."""
    if not before or not text:
        return before or text
    is_paragraph = "\n" in before or "。" in before or len(before) > LINE
    if is_paragraph and not ends(before) and text[0] not in BULLETS:
        return glued(before, text)
    return f"{before}\n{text}"


def with_label(task: TaskItem, label: str, value: str, paragraph: Paragraph) -> TaskItem:
    """A task with what a label of a paragraph says of it: agencies, a deadline, else a remark."""
    kind, value = column_kind(label), value.rstrip("；;，,。")
    task = replace(task, spot=enclosing_spot([task.spot, paragraph.spot]))
    if bare(value) in ("", *NONE):
        return task
    if kind == "deadline":
        return replace(task, deadline=value)
    if kind == "other":
        return replace(task, remark="\n".join(filter(None, (task.remark, f"{label}：{value}"))))
    hint: Hint = kind if kind in ("lead", "support", "both", "first") else "duty"
    if hint == "duty" and "lead" in _hints(task):
        hint = "support"
    return replace(task, cells=(*task.cells, (hint, value)))


def _hints(task: TaskItem) -> set[Hint]:
    """What the labels or columns of the agencies of a task say."""
    return {hint for hint, _ in task.cells}


def with_text(task: TaskItem, paragraph: Paragraph) -> TaskItem:
    """A task that goes on with a paragraph."""
    return replace(_with_bracket(task, paragraph.text), spot=enclosing_spot([task.spot, paragraph.spot]))


def finish_task(task: TaskItem) -> TaskItem:
    """A task with all its paragraphs: if numbered, with its title apart, and in doubt if nobody is responsible."""
    task = _with_lead(task)
    if mark_of(task.requirement or ""):
        task = _without_labels(_with_title(task, task.requirement or ""))
    return task if task.cells else task.doubting(doubts.NO_AGENCY)


def _with_lead(task: TaskItem) -> TaskItem:
    """A task on which 责任单位 leads, beside 配合单位 and without 牵头单位 (R16)."""
    hints = _hints(task)
    if "support" not in hints or not hints.isdisjoint(("lead", "both", "first")):
        return task
    return replace(task, cells=with_hints(task.cells, {"duty": "lead"}))


def _with_title(task: TaskItem, text: str) -> TaskItem:
    """A numbered task whose title is its first line or sentence, its requirement what stands below (R4, R19)."""
    line, _, below = text.partition("\n")
    title, rest = _first_sentence(line)
    requirement = "\n".join(filter(None, (rest, below))) or None
    mark = mark_of(title)
    if mark is None:
        return replace(task, title=title.strip(), requirement=requirement)
    return replace(task, printed=mark.printed, title=mark.rest, requirement=requirement)


def _first_sentence(line: str) -> tuple[str, str]:
    """The first sentence of a line and what follows it, "" where nothing does."""
    match = _SENTENCE.match(line)
    return (match[1], match[2]) if match else (line, "")


def _without_labels(task: TaskItem) -> TaskItem:
    """A task whose title, and the one text below it, are labelled as such: 事项名称：…, 工作内容：… (R33)."""
    label = _FIELD.match(task.title or "")
    if label is None or column_kind(label["label"]) != "title":
        return task
    title, requirement = (task.title or "")[label.end() :], task.requirement or ""
    fields = list(filter(None, map(_FIELD.match, requirement.split("\n"))))
    is_one_text = len(fields) == 1 and requirement.startswith(fields[0].group())
    if is_one_text and column_kind(fields[0]["label"]) == "requirement":
        return replace(task, title=title, requirement=requirement[fields[0].end() :])
    return replace(task, title=title)
