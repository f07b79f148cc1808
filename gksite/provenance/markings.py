"""The markings of a source, wherever they stand in its file: which line, box, cell or field says what."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath

from gksite.model.blocks import Cell, Margin, Paragraph, Reading, Spot, Table
from gksite.problems.problem import Phrase
from gksite.provenance.units import spot_in_words
from gksite.text.markings import Marking, is_disclosure_label, is_menu, is_request, is_weak, marking_across, marking_in

_SUBJECT = re.compile("任务|工作|类别|项目|事项|分类|领域|主题|栏目|部分|重点|要点|指标|标题|名称|题目|目录|序号")
"""The header of a column that names parts of the work, of which 依申请公开 is one."""
_PIECES = re.compile(r"[()（）\[\]【】〔〕\s_—-]+")
"""What divides the name of a file."""
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
"""A tag that was pasted with a text: <p>."""
_DIVIDED = re.compile(r"\t|\s\|\s|^\|")
"""What divides the cells of a line of text."""
_CELLS = re.compile(r"[\t|]")
"""The same, between two cells."""
_ENDED = re.compile(r"[。！？!?；;：:)）】\]]\s*$|(?:通知|意见|方案|表|清单|公告|通报|报告|要点|计划|办法|文件|稿)\s*$")
"""How a line ends that does not go on in the next: a sentence, or the name of a document."""
_IN_SENTENCE = re.compile("[，。；,;]")
"""A sign that a line of a sentence holds and a title does not."""
_STOPPED = re.compile(r"[。；，、,;]\s*$")
"""How the last line of a sentence ends."""
_LONG = 10
"""Characters of a line that is no piece of a word broken over a narrow cell."""
_NARROW = 12
"""Characters of a cell that holds an option or its box."""


@dataclass(frozen=True, slots=True)
class FoundMarking:
    """A marking and where it stands, as people say it."""

    where: Phrase
    marking: Marking


def markings_of(reading: Reading) -> tuple[FoundMarking, ...]:
    """The markings of a file as read: in its text, in what it says of itself, and in what stands outside both."""
    found = [*_in_blocks(reading.blocks), *_in_facts(reading.facts)]
    for margin in reading.margins:
        found += _in_margin(margin)
    return _each_once(found)


def markings_of_name(name: str) -> tuple[FoundMarking, ...]:
    """The marking that the name of a file is: 机密-任务分解表.docx."""
    stem = PurePosixPath(name).stem
    for piece in (stem, *_PIECES.split(stem)):
        marking = marking_in(piece)
        if marking and not is_request(piece):
            return (FoundMarking(Phrase("文件名"), Marking(stem, marking.meaning)),)
    return ()


def markings_of_lines(lines: Sequence[str]) -> tuple[FoundMarking, ...]:
    """The markings of a text by its lines."""
    return _each_once(_in_blocks(tuple(_blocks_of(lines))))


def _each_once(found: Iterable[FoundMarking]) -> tuple[FoundMarking, ...]:
    return tuple(dict.fromkeys(found))


def _blocks_of(lines: Sequence[str]) -> Iterator[Paragraph | Table]:
    """The paragraphs of a text, and its lines with cells as tables."""
    rows: list[Cell] = []
    top = 0
    for number, line in enumerate(lines, 1):
        text, spot = _TAG.sub("", line), Spot(lines=(number, number))
        if _DIVIDED.search(text.strip(" \r\n")):
            cells = enumerate(_CELLS.split(text))
            rows += [Cell(cell.strip(), top, column, spot) for column, cell in cells]
            top += 1
            continue
        if rows:
            yield _table(rows, top)
            rows, top = [], 0
        if text.strip():
            yield Paragraph(text, spot)
    if rows:
        yield _table(rows, top)


def _table(cells: list[Cell], height: int) -> Table:
    width = max(cell.column for cell in cells) + 1
    return Table(tuple(cells), height, width, cells[0].spot)


def _in_blocks(blocks: Sequence[Paragraph | Table]) -> Iterator[FoundMarking]:
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            yield from _in_table(block)
            continue
        if block.outside:
            continue
        marking = marking_in(block.text)
        if marking is None or _is_entry_of_menu(blocks, at) or _ends_sentence(blocks, at):
            continue
        yield FoundMarking(spot_in_words(block.spot), marking)


def _is_entry_of_menu(blocks: Sequence[Paragraph | Table], at: int) -> bool:
    """Whether a paragraph is 依申请公开 as a column of a site: a link, or a line beside other columns."""
    block = blocks[at]
    if not isinstance(block, Paragraph) or not is_request(block.text):
        return False
    beside = (*blocks[max(0, at - 1) : at], *blocks[at + 1 : at + 2])
    return block.linked or any(isinstance(other, Paragraph) and is_menu(other.text) for other in beside)


def _ends_sentence(blocks: Sequence[Paragraph | Table], at: int) -> bool:
    """Whether a line of text holds the last words of a sentence that was broken at the width of a page."""
    block, before = blocks[at], blocks[at - 1] if at else None
    if not isinstance(block, Paragraph) or not isinstance(before, Paragraph):
        return False
    if not block.spot.lines or not before.spot.lines or before.spot.lines[1] + 1 != block.spot.lines[0]:
        return False
    goes_on = _IN_SENTENCE.search(before.text) is not None and not _ENDED.search(before.text)
    return goes_on and is_weak(block.text) and _STOPPED.search(block.text) is not None


def _in_table(table: Table) -> Iterator[FoundMarking]:
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.text.strip():
            by_row.setdefault(cell.row, []).append(cell)
    columns = _Columns(table)
    for row in by_row.values():
        found = [(cell, marking) for cell in row for marking in _in_cell(cell, row, columns)]
        if not found:
            found = [(row[0], marking) for marking in _across(row)]
        for cell, marking in found:
            yield FoundMarking(spot_in_words(cell.spot), marking)


class _Columns:
    """What stands above the cells of a table in their columns."""

    def __init__(self, table: Table) -> None:
        self.headers: dict[int, list[tuple[int, str]]] = {}
        """The labels and names of subjects in each column, with their rows."""
        for cell in table.cells:
            text = cell.text.strip()
            if cell.columns == table.width > 1 or len(text) > _NARROW:
                continue
            if is_disclosure_label(text) or _SUBJECT.search(text):
                for column in range(cell.column, cell.column + cell.columns):
                    self.headers.setdefault(column, []).append((cell.row, text))

    def above(self, cell: Cell) -> str:
        """The nearest header above a cell, empty where there is none."""
        rows = [(row, text) for row, text in self.headers.get(cell.column, ()) if row < cell.row]
        return max(rows, default=(0, ""))[1]


def _in_cell(cell: Cell, row: Sequence[Cell], columns: _Columns) -> Iterator[Marking]:
    """The markings of a cell: by itself, by one of its lines, or below the label of its column."""
    header = columns.above(cell)
    if marking := marking_in(cell.text):
        is_part_of_work = is_request(cell.text) and _SUBJECT.search(header) is not None and len(row) > 1
        if not is_part_of_work:
            yield marking
        return
    lines = list(filter(str.strip, cell.text.split("\n")))
    for at, line in enumerate(lines):
        marking = marking_in(line) if len(lines) > 1 else None
        if marking is not None and not (is_weak(line) and _is_piece(lines, at)):
            yield marking
    if is_disclosure_label(header) and (below := marking_in(f"{header}：{cell.text}")):
        yield below


def _is_piece(lines: Sequence[str], at: int) -> bool:
    """Whether a line of a cell is a piece of a text broken over its width."""
    if at > 0 and not _ENDED.search(lines[at - 1]):
        return True
    after = lines[at + 1] if at + 1 < len(lines) else ""
    return bool(after) and at == 0 and len(after.strip()) < _LONG


def _across(row: Sequence[Cell]) -> Iterator[Marking]:
    """The marking that the cells of a row make together: a label and its value, options and their boxes."""
    texts = [cell.text.strip() for cell in row]
    for label, value in pairwise(texts):
        if is_disclosure_label(label) and (marking := marking_in(f"{label}：{value}")):
            yield marking
            return
    if len(texts) > 1 and all(len(text) <= _NARROW for text in texts):
        marking = marking_across(texts)
        if marking is not None:
            yield marking


def _in_facts(facts: Iterable[tuple[str, str]]) -> Iterator[FoundMarking]:
    """The markings among the labels and values that a file states of itself."""
    for label, value in facts:
        marking = marking_in(f"{label}：{value}") if is_disclosure_label(label) else marking_in(value)
        if marking is not None and (is_disclosure_label(label) or not is_request(value)):
            yield FoundMarking(Phrase("信息栏“{label}”", label=label), marking)


def _in_margin(margin: Margin) -> Iterator[FoundMarking]:
    """The markings of what stands outside the text, with the line where it has several."""
    lines = margin.text.split("\n")
    if len(lines) == 1 and not _DIVIDED.search(margin.text):
        marking = marking_in(margin.text)
        if marking is not None:
            yield FoundMarking(margin.where, marking)
        return
    for found in _in_blocks(tuple(_blocks_of(lines))):
        place = Phrase("{where}{line}", where=margin.where, line=found.where)
        yield FoundMarking(place, found.marking)
