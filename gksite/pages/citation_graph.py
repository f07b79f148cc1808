"""Pictures of who cites whom: what cites a document at the left, its tasks or what it cites itself at the right."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from gksite.model.document_views import CitationGraph, GraphArrow, GraphText
from gksite.model.documents import Document
from gksite.model.site import Notice, TaskKey
from gksite.pages.views import Views
from gksite.text.wrap import wrapped

MOST = 12
"""Tasks or documents in a picture; the list below it names all."""
_LINE, _ROW, _GAP = 1.4, 0.4, 1.0
"""Heights in em: of a line of text, between two texts, between two rows."""
_LEFT, _RIGHT, _BOX = 25.0, 74.0, (34.0, 32.0)
"""Per cent across: where texts at the left end and those at the right begin, and the box in the middle."""
_RIGHT_ALONE, _BOX_ALONE = 48.0, (1.0, 34.0)
"""The same where nothing stands at the left."""
_NARROW, _WIDE = 5, 15
"""Characters of a line at a side, and where there is only one side."""

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A text at the left, and those at the right that belong beside it."""

    left: Lines
    right: tuple[Lines, ...]

    @property
    def height(self) -> float:
        """The height that it takes, in em."""
        return max(len(self.left) * _LINE, sum(map(_height, self.right))) + _GAP


@dataclass(frozen=True, slots=True)
class _Picture:
    """What is drawn; `outward` where the arrows at the right lead away from the middle."""

    rows: tuple[_Row, ...]
    middle: Lines
    outward: bool

    @property
    def height(self) -> float:
        """The height of all, in em."""
        return max(sum(row.height for row in self.rows), len(self.middle) * _LINE + _GAP * 2)

    @property
    def box(self) -> tuple[float, float]:
        """Where the box begins and how wide it is, in per cent."""
        if any(row.left for row in self.rows):
            return _BOX
        return _BOX_ALONE

    @property
    def right(self) -> float:
        """Where texts at the right begin, in per cent."""
        if any(row.left for row in self.rows):
            return _RIGHT
        return _RIGHT_ALONE


def document_graph(document: Document, views: Views) -> CitationGraph:
    """A document with the notices that cite it and their tasks; what it leaves out is said beside it."""
    tr, rows = views.tr, _citing(document, views)
    shown = sum(len(row.right) for row in rows)
    said = tr("{number}在中间；左边 {notices} 份通知引用它，右边是其中引用它的 {tasks} 项任务。")
    return _drawn(
        _Picture(rows, _number(document.number, 6), outward=False),
        tr("谁引用了{number}").format(number=document.number),
        said.format(number=document.number, notices=len(rows), tasks=shown),
        _rest(len(document.notices) - len(rows), len(document.tasks) - shown, views),
    )


def notice_graph(notice: Notice, numbers: Iterable[str], citing: Iterable[str], views: Views) -> CitationGraph | None:
    """A notice with the documents that it cites by their numbers, and the notices by id that cite it."""
    cited, by = tuple(dict.fromkeys(numbers)), tuple(dict.fromkeys(citing))
    if not cited and not by:
        return None
    tr, title, width = views.tr, views.tr("这份通知引用的文件"), _WIDE
    shown, left = cited[:MOST], by[:MOST]
    if left:
        title, width = tr("这份通知引用了什么，谁引用了它"), _NARROW
    names = [(_notice(id, views),) for id in left]
    numbered = [(_number(number, width),) for number in shown]
    rows = []
    for name, number in zip_longest(names, numbered, fillvalue=()):
        rows.append(_Row(*name or ((),), number))
    said = tr("这份通知在中间；左边 {notices} 份通知引用它，右边是它引用的 {documents} 份文件。")
    left_out, rest = len(cited) - len(shown) + len(by) - len(left), ""
    if left_out:
        rest = tr("另有 {n} 份，见下面的列表。").format(n=left_out)
    return _drawn(
        _Picture(tuple(rows), _notice(notice.id, views), outward=True),
        title,
        said.format(notices=len(left), documents=len(shown)),
        rest,
    )


def _drawn(picture: _Picture, title: str, summary: str, rest: str) -> CitationGraph:
    height, middle = picture.height, picture.height / 2
    texts, arrows = [], []
    at = (height - sum(row.height for row in picture.rows)) / 2
    for row in picture.rows:
        texts += list(_texts(row, at, picture))
        arrows += list(_arrows(row, at, picture))
        at += row.height
    left, width = picture.box
    texts += list(_column(picture.middle, left + width / 2, "middle", middle))
    tall = len(picture.middle) * _LINE + _GAP
    box = (left, width, round(middle - tall / 2, 2), round(tall, 2))
    return CitationGraph("citations", title, summary, round(height, 2), tuple(texts), tuple(arrows), box, rest)


def _rest(notices: int, tasks: int, views: Views) -> str:
    if notices and tasks:
        return views.tr("另有 {notices} 份通知、{n} 项任务，见下面的列表。").format(notices=notices, n=tasks)
    if notices:
        return views.tr("另有 {n} 份通知，见下面的列表。").format(n=notices)
    if tasks:
        return views.tr("另有 {n} 项任务，见下面的列表。").format(n=tasks)
    return ""


def _citing(document: Document, views: Views) -> tuple[_Row, ...]:
    """The notices that cite a document with their tasks, as many as a picture holds."""
    found: list[_Row] = []
    room = MOST
    for id in document.notices:
        if room <= 0:
            break
        tasks = [key for key in document.tasks if key.notice == id][:room]
        found.append(_Row(_notice(id, views), tuple(_task(key, views) for key in tasks)))
        room -= max(len(tasks), 1)
    return tuple(found)


def _notice(id: str, views: Views) -> Lines:
    """A notice by its place and year."""
    card = views.cards[id]
    return (*wrapped(card.jurisdiction.text, _NARROW), views.tr("{year} 年").format(year=card.year))


def _task(key: TaskKey, views: Views) -> Lines:
    row = views.rows[key]
    return wrapped(views.tr("第 {n} 项").format(n=row.label or row.number), _NARROW + 1)


def _number(number: str, width: int) -> Lines:
    """A number in one line where it fits, else its issuer above, its year and its count below."""
    issuer, bracket, year = number.rpartition("〔")
    if not issuer or width >= len(number):
        return wrapped(number, width)
    if width > _NARROW:
        return (*wrapped(issuer, width), bracket + year)
    year, closing, count = year.partition("〕")
    return (*wrapped(issuer, width), bracket + year + closing, count)


def _height(lines: Lines) -> float:
    return len(lines) * _LINE + _ROW


def _middles(row: _Row, at: float) -> Iterator[float]:
    """The middle of each text at the right of a row that begins at a height."""
    top = at + row.height / 2 - sum(map(_height, row.right)) / 2
    for lines in row.right:
        yield round(top + _height(lines) / 2, 2)
        top += _height(lines)


def _texts(row: _Row, at: float, picture: _Picture) -> Iterator[GraphText]:
    yield from _column(row.left, _LEFT, "end", at + row.height / 2)
    for lines, middle in zip(row.right, _middles(row, at), strict=True):
        yield from _column(lines, picture.right, "start", middle)


def _column(lines: Lines, x: float, anchor: str, middle: float) -> Iterator[GraphText]:
    """Lines of text one below the other around a height."""
    top = middle - len(lines) * _LINE / 2
    for i, line in enumerate(lines):
        yield GraphText(x, round(top + i * _LINE + 1.05, 2), anchor, line)


def _arrows(row: _Row, at: float, picture: _Picture) -> Iterator[GraphArrow]:
    """From what cites to what is cited."""
    left, width = picture.box
    middle = round(picture.height / 2, 2)
    if row.left:
        yield GraphArrow(_LEFT + 1, round(at + row.height / 2, 2), left, middle)
    for height in _middles(row, at):
        ends = ((left + width, middle), (picture.right - 1, height))
        start, end = sorted(ends, reverse=not picture.outward)
        yield GraphArrow(*start, *end)
