"""What is looked at: lines of a text and cells of a table, with the labels and the person that belong to each."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gksite.model.blocks import Cell, Paragraph, Spot, Table
from gksite.privacy.divided import divided_numbers, is_of_number, joined_paragraphs
from gksite.privacy.finding import Stretch
from gksite.privacy.folding import fold
from gksite.privacy.names import is_name

_LABEL = re.compile(
    "姓名|户主|申请人|当事人|联系人|负责人|身份证|身份号|证件|手机|电话|联系方式|微信|卡号|账号|帐号|账户|户名|"
    "收款人|住址|地址|户籍|居住|出生|生日|年龄|班级|学校|学生|儿童|"
    "监护人|护照|证号|通行证|台胞证|[军士]官证|学科|任教|职称|车牌|号牌|邮箱|邮件|诊断|病种|疾病|残疾|住院|病历|金额|编号|代码|编码|序号|备注|性别|民族|电量|"
    "投资|产值|[预决]算|总额|合计|总计|收入|支出|资金|造价|^年级$|指标|数量|人数|人口|单位|名称|开户|补助|职务|一卡通|社保卡|用电|[(（].{1,8}[)）]$"
)
"""What the header of a column or the label of a field holds."""
_LONGEST_LABEL = 24
"""Characters of a label."""
_NAME_LABEL = re.compile("姓名|户主|申请人|当事人|联系人|户名|收款人|负责人|学生|儿童|患者|业主")
"""The label of a name."""
_DIVIDED = re.compile(r"\t|(?<=\S) ?\| ?|^\|")
"""What divides the cells of a line."""
_MANY_DIGITS = re.compile(r"\d{5}")
"""What no label has."""
_AGE = re.compile("年龄|周岁|岁数")
"""The header of a column of ages."""
_YOUNG = re.compile(r" ?(?:1[0-3]|\d) ?(?:周?岁)? ?")
"""An age under 14."""
_GRADE = re.compile("年级|班级")
"""The header of a column of classes."""
_SMALL = re.compile(
    r" ?(?:[\u4e00-\u9fff]{0,10}小学)?(?:[一二三四五六1-6]年级|初[一1])[^师]{0,10}|"
    r" ?(?:幼儿园)?[大中小托][一二三四0-9]?班 ?"
)
"""A class of children under 14."""
_TEACHERS = re.compile("教师|老师|班主任|任教|学科|职称|职务|岗位|指导")
"""The header of a table of those who teach them."""
_CHILD = "儿童姓名"
"""What the name in a row of such an age is."""
_RULE = re.compile(r"[ |:+-]{3,500}")
"""The line below the header of a table in Markdown."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A stretch with where it begins: an index into a text, or the spot of a block."""

    stretch: Stretch
    at: int = 0
    spot: Spot | None = None
    cell: tuple[int, int] | None = None
    """Row and column of a cell."""


def stretches_of_text(text: str) -> Iterator[Placed]:
    """The stretches of a text: its prose, and the cells of those lines that are divided."""
    start, prose = 0, 0
    rows: list[list[tuple[int, str]]] = []
    for line in text.split("\n"):
        if _is_divided(line):
            if prose < start:
                yield Placed(Stretch(text[prose:start]), prose)
            rows.append(_pieces(line, start))
            prose = start + len(line) + 1
        elif rows:
            yield from _of_rows(rows)
            rows = []
        start += len(line) + 1
    yield from _of_rows(rows)
    if prose < len(text):
        yield Placed(Stretch(text[prose:]), prose)


def _is_divided(line: str) -> bool:
    return ("\t" in line or "|" in line) and _DIVIDED.search(line.strip(" ")) is not None


def _pieces(line: str, start: int) -> list[tuple[int, str]]:
    """The cells of a line with where they begin."""
    found, at = [], start
    for piece in re.split(r"([\t|])", line):
        if piece not in ("\t", "|"):
            found.append((at, piece))
        at += len(piece)
    return found


def _of_rows(rows: Sequence[Sequence[tuple[int, str]]]) -> Iterator[Placed]:
    grid = []
    for row in rows:
        if not all(_RULE.fullmatch(piece) or not piece.strip() for _, piece in row):
            grid.append([piece for _, piece in row])
        else:
            grid.append([])
    for at, column, stretch in stretches_of_grid(grid):
        yield Placed(stretch, rows[at][column][0])


def stretches_of_blocks(blocks: Iterable[Paragraph | Table]) -> Iterator[Placed]:
    """The stretches of a file as read; what is out of sight too."""
    for block in joined_paragraphs(blocks):
        if isinstance(block, Paragraph):
            for placed in stretches_of_text(block.text):
                yield Placed(placed.stretch, placed.at, block.spot)
            continue
        yield from _of_table(block)


def _of_table(table: Table) -> Iterator[Placed]:
    grid: list[list[str]] = [[""] * table.width for _ in range(table.height)]
    cells: dict[tuple[int, int], Cell] = {}
    for cell in table.cells:
        grid[cell.row][cell.column] = cell.text or cell.unseen
        cells[cell.row, cell.column] = cell
    for row, column, stretch in stretches_of_grid(grid):
        yield Placed(stretch, 0, cells[row, column].spot, (row, column))


def stretches_of_grid(grid: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, Stretch]]:
    """The cells that hold something, with the header above, the label at the left, and the person of the row."""
    headers: dict[int, str] = {}
    ages: dict[int, str] = {}
    whose = ""
    for at, row in enumerate(grid):
        labels = list(map(is_label, row))
        if any(labels) and sum(labels) * 2 >= sum(map(bool, map(str.strip, row))):
            headers |= {column: cell for column, cell in enumerate(row) if labels[column]}
            ages = _columns_of_age(headers)
        person, is_field = _person(row, headers)
        if is_field:
            whose = person
        is_child = bool(ages) and bool(person) and _has_young_age(row, ages, headers)
        for column, cell in enumerate(row):
            if not cell.strip():
                continue
            told = _labels(row, column, labels, headers)
            if is_child and cell.strip() == person:
                told = (*told, _CHILD)
            yield at, column, Stretch(cell, told, person or whose)
        for column, cells in divided_numbers(row):
            told = _labels(row, column, labels, headers)
            if is_of_number(told) and not any(headers.get(column + more) for more in range(1, len(cells))):
                yield at, column, Stretch("\t".join(map(str.strip, cells)), told, person or whose)


def _columns_of_age(headers: dict[int, str]) -> dict[int, str]:
    """The columns that say how old somebody is, or in which class, with their headers folded."""
    found = {}
    for column, header in headers.items():
        folded = fold(header).text
        if _AGE.search(folded) or _GRADE.search(folded):
            found[column] = folded
    return found


def _has_young_age(row: Sequence[str], ages: dict[int, str], headers: dict[int, str]) -> bool:
    """Whether a row states an age under 14, or the class of a child."""
    heads = [fold(header).text for column, header in headers.items() if column < len(row)]
    is_of_teachers = any(map(_TEACHERS.search, (*heads, *row)))
    for column, header in ages.items():
        if column >= len(row):
            continue
        cell = fold(row[column]).text
        if _AGE.search(header) and _YOUNG.fullmatch(cell):
            return True
        if _GRADE.search(header) and _SMALL.fullmatch(cell) and not is_of_teachers:
            return True
    return False


def _labels(row: Sequence[str], column: int, is_label_at: Sequence[bool], headers: dict[int, str]) -> tuple[str, ...]:
    """The labels of a cell, none of a cell that is a label itself."""
    if is_label_at[column]:
        return ()
    found = []
    if column in headers:
        found.append(headers[column])
    for left in (column - 1, 0):
        if 0 <= left < column and is_label_at[left] and row[left] not in found:
            found.append(row[left])
    return tuple(found)


def _person(row: Sequence[str], headers: dict[int, str]) -> tuple[str, bool]:
    """The name in a row, in a column of names or beside a label, and whether it stands beside a label."""
    for column, cell in enumerate(row):
        if not 2 <= len(cell.strip()) <= 12 or not is_name(fold(cell.strip()).text):
            continue
        left = ""
        if column:
            left = row[column - 1]
        if is_label(left) and _NAME_LABEL.search(fold(left).text):
            return cell.strip(), True
        header = headers.get(column, "")
        if not header or _NAME_LABEL.search(fold(header).text):
            return cell.strip(), False
    return "", False


def is_label(text: str) -> bool:
    """Whether a cell is the header of a column or the label of a field."""
    stripped = text.strip()
    if not stripped or len(stripped) > _LONGEST_LABEL or _MANY_DIGITS.search(stripped):
        return False
    return _LABEL.search(fold(stripped).text) is not None
