"""A task as its paragraphs write it: begun with one, it grows with those below."""

import re
from dataclasses import replace

from gksite.model.blocks import Paragraph
from gksite.text.breaks import bare, ends, glued
from gksite.text.outline import mark_of
from gksite.understanding import doubts
from gksite.understanding.items import Task
from gksite.understanding.role_paragraphs import BULLETS, LINE
from gksite.understanding.role_statements import closing_bracket, inner_brackets
from gksite.understanding.roles import Hint
from gksite.understanding.row_slots import NONE, joined
from gksite.understanding.vocabulary import column_kind

_SENTENCE = re.compile(r"^([^。]*。)\s*(.+)$", re.DOTALL)
_FIELD = re.compile(r"(?P<label>[\u3400-\u9fff]{2,8})[：:]\s*(?=\S)")


def begun(paragraph: Paragraph) -> Task:
    """The task that a paragraph begins."""
    return _with_bracket(Task(paragraph.spot), paragraph.text)


def _with_bracket(task: Task, text: str) -> Task:
    """A task that goes on with a paragraph: its text, and in the brackets agencies, a deadline, or a note."""
    body, last = closing_bracket(text) or (text.strip(), None)
    inner = list(inner_brackets(body))
    said = [*inner, *([last] if last else [])]
    held = "\n\n".join(statement.agencies for statement in said)
    hint: Hint = "both" if said and all(statement.bare for statement in said) else "duty"
    cells: tuple[tuple[Hint, str], ...] = ((hint, held),) if held else ()
    task = replace(
        task,
        requirement=_continued(task.requirement, body),
        cells=(*task.cells, *cells),
        deadline=next((s.deadline for s in reversed(said) if s.deadline), task.deadline),
        remark="；".join(filter(None, (task.remark, *(s.note for s in said)))) or None,
    )
    return task.doubting(doubts.SEVERAL_BRACKETS) if inner else task


def _continued(before: str | None, text: str) -> str:
    """A text and the next paragraph; a line that breaks off in a sentence goes on in the next."""
    if not before or not text:
        return before or text
    wrapped = not ends(before) and text[0] not in BULLETS and ("\n" in before or "。" in before or len(before) > LINE)
    return glued(before, text) if wrapped else f"{before}\n{text}"


def with_label(task: Task, label: tuple[str, str], paragraph: Paragraph) -> Task:
    """A task with what a label of a paragraph says of it: agencies, a deadline, else a remark."""
    kind, value = column_kind(label[0]), label[1].rstrip("；;，,。")
    task = replace(task, spot=joined([task.spot, paragraph.spot]))
    if bare(value) in ("", *NONE):
        return task
    if kind == "deadline":
        return replace(task, deadline=value)
    if kind == "other":
        return replace(task, remark="\n".join(filter(None, (task.remark, f"{label[0]}：{value}"))))
    hint: Hint = kind if kind in ("lead", "support", "both", "first") else "duty"
    hint = "support" if hint == "duty" and any(held == "lead" for held, _ in task.cells) else hint
    return replace(task, cells=(*task.cells, (hint, value)))


def with_text(task: Task, paragraph: Paragraph) -> Task:
    """A task that goes on with a paragraph."""
    return replace(_with_bracket(task, paragraph.text), spot=joined([task.spot, paragraph.spot]))


def titled(task: Task) -> Task:
    """The first line or sentence of a numbered task is its title."""
    hints = {hint for hint, _ in task.cells}
    if "support" in hints and not hints & {"lead", "both", "first"}:
        task = replace(task, cells=tuple(("lead" if hint == "duty" else hint, cell) for hint, cell in task.cells))
    text = task.requirement or ""
    if not mark_of(text):
        return task if task.cells else task.doubting(doubts.NO_AGENCY)
    line, _, below = text.partition("\n")
    if below:
        match = _SENTENCE.match(line)
        rest = f"{match[2]}\n{below}" if match else below
        task = replace(task, title=(match[1] if match else line).strip(), requirement=rest)
    elif match := _SENTENCE.match(text):
        task = replace(task, title=match[1], requirement=match[2])
    else:
        task = replace(task, title=text, requirement=None)
    if mark := mark_of(task.title or ""):
        task = replace(task, printed=mark.printed, title=mark.rest)
    task = _unlabelled(task)
    return task if task.cells else task.doubting(doubts.NO_AGENCY)


def _unlabelled(task: Task) -> Task:
    """A task whose title, and the one text below it, are labelled as such: 事项名称：…, 工作内容：…."""
    title = _FIELD.match(task.title or "")
    if title is None or column_kind(title["label"]) != "title":
        return task
    said = [match for line in (task.requirement or "").split("\n") if (match := _FIELD.match(line))]
    one = len(said) == 1 and (task.requirement or "").startswith(said[0].group()) and column_kind(said[0]["label"])
    below = (task.requirement or "")[said[0].end() :] if one == "requirement" else task.requirement
    return replace(task, title=(task.title or "")[title.end() :], requirement=below)
