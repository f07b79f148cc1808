"""The picture of who cites a document: notices at the left, the document in the middle, their tasks at the right."""

from collections.abc import Iterator
from dataclasses import dataclass

from gksite.model.document_views import CitationGraph, GraphArrow, GraphText
from gksite.model.documents import Document
from gksite.model.site import TaskKey
from gksite.pages.views import Views
from gksite.text.wrap import wrapped

MOST = 12
"""Tasks in a picture; the list below it names all."""
_LINE, _ROW, _GAP = 1.4, 1.7, 1.0
"""Heights in em: of a line of text, of a task, between notices."""
_LEFT, _RIGHT, _BOX = 26.0, 74.0, (34.0, 32.0)
"""Per cent across: where the names of notices end and those of tasks begin, and the box in the middle."""
_NARROW = 5
"""Characters of a place's name in a line."""


@dataclass(frozen=True, slots=True)
class _Citing:
    """A notice that cites the document with those of its tasks that are drawn."""

    lines: tuple[str, ...]
    tasks: tuple[str, ...]

    @property
    def height(self) -> float:
        """The height that it takes, in em."""
        return max(len(self.lines) * _LINE, len(self.tasks) * _ROW) + _GAP


def citation_graph(document: Document, views: Views) -> CitationGraph:
    """The picture of a document; what it leaves out is said beside it."""
    tr = views.tr
    drawn = _drawn(document, views)
    middle = _middle(document.number)
    height = max(sum(one.height for one in drawn), len(middle) * _LINE + _GAP * 2)
    shown = sum(len(one.tasks) for one in drawn)
    texts, arrows = [], []
    at = (height - sum(one.height for one in drawn)) / 2
    for one in drawn:
        texts += list(_texts(one, at))
        arrows += list(_arrows(one, at, height / 2))
        at += one.height
    tall = len(middle) * _LINE + _GAP
    texts += list(_column(middle, 50.0, "middle", height / 2))
    said = tr("{number}在中间；左边 {notices} 份通知引用它，右边是其中引用它的 {tasks} 项任务。")
    left_out = (len(document.notices) - len(drawn), len(document.tasks) - shown)
    return CitationGraph(
        id="citations",
        title=tr("谁引用了{number}").format(number=document.number),
        summary=said.format(number=document.number, notices=len(drawn), tasks=shown),
        height=round(height, 2),
        texts=tuple(texts),
        arrows=tuple(arrows),
        box=(*_BOX, round(height / 2 - tall / 2, 2), round(tall, 2)),
        rest=_rest(left_out, views),
    )


def _rest(left_out: tuple[int, int], views: Views) -> str:
    notices, tasks = left_out
    if notices:
        return views.tr("另有 {notices} 份通知、{n} 项任务，见下面的列表。").format(notices=notices, n=tasks)
    return views.tr("另有 {n} 项任务，见下面的列表。").format(n=tasks) if tasks else ""


def _drawn(document: Document, views: Views) -> tuple[_Citing, ...]:
    """The notices that cite a document with their tasks, as many as a picture holds."""
    found: list[_Citing] = []
    room = MOST
    for id in document.notices:
        tasks = [key for key in document.tasks if key.notice == id][: max(room, 0)]
        if room <= 0:
            break
        card = views.cards[id]
        year = views.tr("{year} 年").format(year=card.year)
        lines = (*wrapped(card.jurisdiction.text, _NARROW), year)
        found.append(_Citing(lines, tuple(_ordinal(key, views) for key in tasks)))
        room -= max(len(tasks), 1)
    return tuple(found)


def _ordinal(key: TaskKey, views: Views) -> str:
    row = views.rows[key]
    return views.tr("第 {n} 项").format(n=row.label or row.number)


def _middle(number: str) -> tuple[str, ...]:
    """A number in two lines, its issuer above."""
    issuer, bracket, rest = number.rpartition("〔")
    if not issuer:
        return tuple(wrapped(number, 6))
    return (*wrapped(issuer, 6), bracket + rest)


def _texts(one: _Citing, at: float) -> Iterator[GraphText]:
    yield from _column(one.lines, 0.0, "start", at + one.height / 2)
    for i, task in enumerate(one.tasks):
        yield GraphText(_RIGHT, round(_task_height(one, at, i) + 0.35, 2), "start", task)


def _column(lines: tuple[str, ...], x: float, anchor: str, middle: float) -> Iterator[GraphText]:
    """Lines of text one below the other around a height."""
    top = middle - len(lines) * _LINE / 2
    for i, line in enumerate(lines):
        yield GraphText(x, round(top + i * _LINE + 1.05, 2), anchor, line)


def _arrows(one: _Citing, at: float, middle: float) -> Iterator[GraphArrow]:
    """From the notice to the document, and from each of its tasks."""
    left, width = _BOX
    yield GraphArrow(_LEFT, round(at + one.height / 2, 2), left, round(middle, 2))
    for i in range(len(one.tasks)):
        yield GraphArrow(_RIGHT - 1, round(_task_height(one, at, i), 2), left + width, round(middle, 2))


def _task_height(one: _Citing, at: float, i: int) -> float:
    """The middle of a task's line."""
    top = at + one.height / 2 - len(one.tasks) * _ROW / 2
    return top + (i + 0.5) * _ROW
