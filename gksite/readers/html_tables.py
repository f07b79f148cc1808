"""Tables of a web page: their rows and cells, how far spans reach, and whether a table holds data or only lays out."""

from collections.abc import Iterator, Sequence
from itertools import chain

from bs4.element import Tag

from gksite.readers.html_tags import stated_number

_WIDEST = 40
"""Columns that a cell may span in a real table."""


CELLS = ("td", "th")
"""Tags of cells."""


def row_groups(table: Tag) -> list[list[Tag]]:
    """The rows of a table, those of tables inside it left out, by row group: a span ends with its group."""
    groups: list[list[Tag]] = []
    loose: list[Tag] = []
    for child in table.children:
        if not isinstance(child, Tag) or child.name == "table":
            continue
        if child.name == "tr":
            loose.append(child)
        else:
            groups += [loose, list(_rows_in(child))]
            loose = []
    return list(filter(None, [*groups, loose]))


def _rows_in(tag: Tag) -> Iterator[Tag]:
    for child in tag.children:
        if not isinstance(child, Tag) or child.name in ("table", "caption"):
            continue
        if child.name == "tr":
            yield child
        else:
            yield from _rows_in(child)


def cells_of(row: Tag) -> Iterator[Tag]:
    """The cells of a row, those too that a broken page has put into a form or a tag of type."""
    for child in row.children:
        if not isinstance(child, Tag):
            continue
        if child.name in CELLS:
            yield child
        elif child.name in ("form", "font", "span"):
            yield from cells_of(child)


def last_rows(groups: Sequence[Sequence[Tag]], shown: Sequence[Sequence[Tag]]) -> list[int]:
    """For each row that is shown the number of the last row that its cells may reach, which is the last of its group.

    `shown` has the rows of each group that are shown. Where the last row of a group is hidden, the end of the table
    stands for that of the group.
    """
    total = sum(map(len, shown))
    reached: list[int] = []
    for group, rows in zip(groups, shown, strict=True):
        ends_here = bool(rows) and rows[-1] is group[-1]
        last = len(reached) + len(rows) - 1 if ends_here else total - 1
        reached += [last] * len(rows)
    return reached


def count_rows(cell: Tag, limit: int) -> int:
    """Rows that a cell spans, of so many at most: one where it states none, all where it states 0."""
    stated = stated_number(cell, "rowspan")
    if stated is None:
        return 1
    return min(stated or limit, limit)


def count_columns(cell: Tag) -> int:
    """Columns that a cell spans, however absurd."""
    return stated_number(cell, "colspan") or 1


def table_width(rows: Sequence[Tag]) -> int:
    """Columns of a table: those of its widest row."""
    return max(map(_row_width, rows), default=0)


def _row_width(row: Tag) -> int:
    """Columns of a row; a span beyond any table means the whole width, however wide that is, and counts as one."""
    width = 0
    for cell in cells_of(row):
        columns = count_columns(cell)
        if columns > _WIDEST:
            columns = 1
        width += columns
    return width


def count_header_rows(rows: Sequence[Tag]) -> int:
    """Rows in a thead, or rows of nothing but th at the top."""
    for index, row in enumerate(rows):
        if not _is_header(row):
            return index
    return len(rows)


def _is_header(row: Tag) -> bool:
    if row.parent is not None and row.parent.name == "thead":
        return True
    cells = list(cells_of(row))
    return len(cells) > 1 and all(cell.name == "th" for cell in cells)


def only_lays_out(table: Tag, rows: Sequence[Tag]) -> bool:
    """Whether a table holds no data: one row or column, or mostly tables, headings or a whole article in its cells."""
    if str(table.get("role", "")).lower() in ("presentation", "none"):
        return True
    if table.find("thead") or table.find("caption", recursive=False):
        return False
    if _is_mostly_tables(table):
        return True
    cells_by_row = [list(cells_of(row)) for row in rows]
    lengths = list(map(len, cells_by_row))
    if max(lengths, default=0) < 2 or sum(lengths) < 3:
        return True
    return any(map(_holds_article, chain.from_iterable(cells_by_row)))


def _holds_article(cell: Tag) -> bool:
    return cell.find(["h1", "h2", "h3", "article", "nav"]) is not None


def _is_mostly_tables(table: Tag) -> bool:
    """Whether most of the text of a table stands in tables inside it."""
    inside = [inner for inner in table.find_all("table") if inner.find_parent("table") is table]
    return bool(inside) and 2 * sum(map(_text_length, inside)) > _text_length(table)


def _text_length(tag: Tag) -> int:
    return len(tag.get_text(strip=True))
