"""Tables are grids whose every cell stands under a header."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from gksite.checks.structure import ACCESS
from gksite.checks.tree import CheckedTree, Element, Page, says_something, words
from gksite.problems.problem import Code, Phrase, Problem, Waivable

OVERLAP = Code(
    "GK514",
    "表格“{name}”第 {row} 行的格子与上面合并下来的格子重叠",
    why="格子重叠时，读屏软件和浏览器读出的内容会错位。",
    mend="检查合并的行数和列数；正文里的表格不要合并单元格。",
    clause=ACCESS,
    waivable=Waivable.REASON,
    rows=("A-10",),
)
NO_HEADER = Code(
    "GK515",
    "表格“{name}”第 {row} 行第 {column} 列的格子没有表头",
    why="听表格的读者，靠表头知道每一格是什么。",
    mend="表格第一行写上每一列的名称；主题里的表格用 th 和 scope。",
    clause=ACCESS,
    waivable=Waivable.REASON,
    rows=("A-10", "A-08"),
)
BAD_HEADER = Code(
    "GK516",
    "表格“{name}”的表头写错了：{reason}",
    why="读屏软件按 scope 和 headers 把格子与表头对上，写错就对不上。",
    mend="scope 只写 col、row、colgroup、rowgroup；headers 写本页表头的 id。不要用表格排版。",
    clause=ACCESS,
    waivable=Waivable.REASON,
    rows=("A-10", "A-08"),
)
NO_CAPTION = Code(
    "GK517",
    "有一个表格没有名称（caption）",
    why="一页有几个表格时，读屏软件按名称列出它们。",
    mend="在表格里写 caption，或者用 aria-label、aria-labelledby 写明名称；正文里的表格不需要。",
    clause=ACCESS,
    waivable=Waivable.REASON,
    rows=("A-08", "A-10"),
)
_SCOPES = frozenset({"", "col", "row", "colgroup", "rowgroup", "auto"})
_MOST = 1000
"""Columns and rows that one cell may span in HTML."""


@dataclass(slots=True)
class _Grid:
    """What stands above the row that is read: until which row columns are taken, by what, and which are headed."""

    taken: dict[int, int] = field(default_factory=dict)
    heading: dict[int, bool] = field(default_factory=dict)
    """Whether what takes a column is a header of its rows."""
    headed: set[int] = field(default_factory=set)


def check(page: Page, tree: CheckedTree) -> Iterator[Problem]:
    """What is wrong with the tables of a page; one finding of a kind per table."""
    for table in page.tagged("table"):
        name = words(next(table.iterchildren("caption"), table))[:20]
        if table.get("role") in ("presentation", "none"):
            yield Problem(BAD_HEADER, page.place, name=name, reason=Phrase("表格用来排版"))
            continue
        if not _is_named(table):
            yield Problem(NO_CAPTION, page.place)
        yield from _first_of_each(_faults(table, page, name))


def _first_of_each(problems: Iterator[Problem]) -> Iterator[Problem]:
    seen = set()
    for problem in problems:
        if problem.code.id not in seen:
            seen.add(problem.code.id)
            yield problem


def _is_named(table: Element) -> bool:
    """Whether a table has a name; those that editors write have no place for one."""
    if any(says_something(caption) for caption in table.iterchildren("caption")):
        return True
    if table.get("aria-label") or table.get("aria-labelledby"):
        return True
    return any("prose" in above.get("class", "").split() for above in table.iterancestors())


def _faults(table: Element, page: Page, name: str) -> Iterator[Problem]:
    grid = _Grid()
    y = 0
    for group in _groups(table):
        grouped = False
        for row in group:
            y += 1
            cells = list(row.iterchildren("td", "th"))
            grouped = grouped or any(_is_group_header(cell) for cell in cells)
            yield from _row_faults(cells, grid, y, page, name, grouped=grouped)
        grid.taken.clear()


def _groups(table: Element) -> Iterator[list[Element]]:
    """The rows of a table by their groups, the head first and the foot last."""
    for tag in ("thead", "tbody", "tfoot"):
        for group in table.iterchildren(tag):
            yield list(group.iterchildren("tr"))
    yield list(table.iterchildren("tr"))


def _is_group_header(cell: Element) -> bool:
    return cell.tag == "th" and cell.get("scope") == "rowgroup" and says_something(cell)


def _row_faults(
    cells: list[Element], grid: _Grid, y: int, page: Page, name: str, *, grouped: bool
) -> Iterator[Problem]:
    all_headers = all(cell.tag == "th" for cell in cells)
    beside = grouped
    x = 0
    for cell in cells:
        while grid.taken.get(x, 0) >= y:
            beside = beside or grid.heading[x]
            x += 1
        columns = range(x, x + _span(cell, "colspan"))
        if any(grid.taken.get(column, 0) >= y for column in columns):
            yield Problem(OVERLAP, page.place, name=name, row=y)
        for column in columns:
            grid.taken[column] = y + _span(cell, "rowspan") - 1
            grid.heading[column] = cell.tag == "th" and says_something(cell)
        yield from _cell_faults(cell, page, name)
        scope = cell.get("scope", "")
        if cell.tag == "th" and says_something(cell):
            if scope in ("col", "colgroup") or (scope in ("", "auto") and all_headers):
                grid.headed.update(columns)
            else:
                beside = True
        elif cell.tag == "td" and not beside and not _is_headed(cell, columns, grid, page) and says_something(cell):
            yield Problem(NO_HEADER, page.place, name=name, row=y, column=x + 1)
        x = columns.stop


def _is_headed(cell: Element, columns: range, grid: _Grid, page: Page) -> bool:
    named = cell.get("headers", "").split()
    return any(column in grid.headed for column in columns) or any(page.ids.get(id) is not None for id in named)


def _cell_faults(cell: Element, page: Page, name: str) -> Iterator[Problem]:
    scope = cell.get("scope", "").lower()
    if scope not in _SCOPES:
        reason = Phrase("scope 写成了“{scope}”", scope=scope)
        yield Problem(BAD_HEADER, page.place, name=name, reason=reason)
    for id in cell.get("headers", "").split():
        if id not in page.ids:
            yield Problem(BAD_HEADER, page.place, name=name, reason=Phrase("没有 id 是“{id}”的表头", id=id))


def _span(cell: Element, name: str) -> int:
    written = cell.get(name, "1").strip()
    return min(max(int(written), 1), _MOST) if written.isdecimal() else 1
