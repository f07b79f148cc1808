"""The rows of a sheet as texts: merges filled, 同上 resolved, contents on lines of their own put together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from gksite.catalogue.heads import Head, head, shown
from gksite.catalogue.words import DITTO, folded, tidy
from gksite.model.blocks import Cell, Table
from gksite.problems.problem import Phrase
from gksite.readers.xlsx_places import column_letters

_LINES = ("content", "basis", "text", "clause")
"""What may stand on rows of its own where the rest of a row is merged."""
_WIDE = 0.6
"""How much of a sheet's width a cell covers that is a heading or a note, and no row."""
_NOTHING = ("未注明", "—", "——", "-", "/", "／")
"""What published forms write in a cell that states nothing."""
_FEW = 3
"""Cells of a row that is a heading or a note, at most one of them with a text."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a workbook."""

    sheet: str
    row: int
    column: int

    @property
    def letters(self) -> str:
        """The column's letters."""
        return column_letters(self.column + 1)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet: its texts by key, the levels that it ticks, the cells that hold what cannot be read."""

    sheet: str
    row: int
    texts: Mapping[str, str]
    columns: Mapping[str, int]
    levels: tuple[str, ...] = ()
    uncounted: tuple[int, ...] = ()
    """Columns with a formula of which no value is stored."""
    outside: tuple[int, ...] = ()
    """Columns beyond the head that hold something."""

    def place(self, key: str) -> Place:
        """The cell of a key."""
        return Place(self.sheet, self.row, self.columns.get(key, 0))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that is one of ours, with its rows, and what of it was not read."""

    name: str
    head: Head
    rows: tuple[SheetRow, ...]
    left_out: tuple[Phrase, ...]


def sheet(table: Table, number: int) -> Sheet | None:
    """A table as one of our sheets, None where its head is none."""
    found = head(table)
    if found is None:
        return None
    name = table.name or str(number)
    notes = [_unknown(name, column, text) for column, text in found.unknown.items()]
    return Sheet(name, found, tuple(_Rows(table, found, name, notes).rows()), tuple(notes))


def _unknown(name: str, column: int, text: str) -> Phrase:
    where = column_letters(column + 1)
    return Phrase("“{sheet}”{column} 列“{name}”不是底账的栏目，没有读入", sheet=name, column=where, name=text)


class _Rows:
    """One pass over the rows below a head."""

    def __init__(self, table: Table, head_: Head, name: str, notes: list[Phrase]) -> None:
        self.table, self.head, self.name, self.notes = table, head_, name, notes
        self.cells: dict[int, dict[int, Cell]] = {}
        for cell in table.cells:
            for row in range(max(cell.row, head_.first), cell.row + cell.rows):
                for column in range(cell.column, cell.column + cell.columns):
                    self.cells.setdefault(row, {})[column] = cell

    def rows(self) -> Iterator[SheetRow]:
        held: SheetRow | None = None
        for number in sorted(self.cells):
            row = self.row(number, held)
            if row is None:
                continue
            if held is not None and self.goes_on(number, row):
                held = _joined(held, row)
                continue
            if held is not None:
                yield held
            held = row
        if held is not None:
            yield held

    def row(self, number: int, above: SheetRow | None) -> SheetRow | None:
        """A row with its texts; None for one that is blank, a heading, a note, or the head printed again."""
        cells = self.cells[number]
        said = {column: tidy(shown(cell)) for column, cell in cells.items()}
        if not any(said.values()) and not any(cell.blank == "uncounted" for cell in cells.values()):
            return None
        if self.is_heading(number):
            self.notes.append(self.unread(number))
            return None
        texts = {key: said.get(column, "") for key, column in self.head.columns.items()}
        if _is_head_again(texts):
            return None
        known = {*self.head.columns.values(), *self.head.levels, *self.head.unknown}
        uncounted = tuple(column for column, cell in sorted(cells.items()) if cell.blank == "uncounted")
        outside = tuple(column for column, text in sorted(said.items()) if text and column not in known)
        ticked: list[str] = []
        for column, names in self.head.levels.items():
            if said.get(column):
                ticked += names
        row = SheetRow(self.name, number + 1, texts, self.head.columns, tuple(ticked), uncounted, outside)
        if self.head.is_full:
            return row
        row = replace(row, texts={key: _stated(text) for key, text in texts.items()})
        return _with_dittos(row, above) if above is not None else row

    def is_heading(self, number: int) -> bool:
        """Whether a row holds one text over most columns, or a note alone."""
        own = [cell for cell in self.own(number) if shown(cell).strip()]
        if len(own) != 1 or len(set(map(id, self.cells[number].values()))) > _FEW:
            return False
        text = folded(shown(own[0]))
        return own[0].columns >= self.table.width * _WIDE or text.startswith(("注:", "备注:", "说明:"))

    def own(self, number: int) -> list[Cell]:
        """The cells that begin in a row."""
        return [cell for cell in self.cells[number].values() if cell.row == number]

    def unread(self, number: int) -> Phrase:
        text = next(shown(cell) for cell in self.own(number) if shown(cell).strip())
        return Phrase("“{sheet}”第 {row} 行没有读入：{text}", sheet=self.name, row=number + 1, text=text)

    def goes_on(self, number: int, row: SheetRow) -> bool:
        """Whether a row of a published form only adds lines to the one above it."""
        if self.head.is_full:
            return False
        lines = {self.head.columns[key] for key in _LINES if key in self.head.columns}
        own = {cell.column for cell in self.own(number) if shown(cell).strip()}
        above = any(cell.row < number for cell in self.cells[number].values())
        leading = [row.texts[key] for key in ("serial", "detail") if key in row.texts]
        return bool(own) and own <= lines and (above or not any(leading))


def _stated(text: str) -> str:
    """What a cell of a published form states: nothing where it says that nothing is."""
    return "" if text.strip() in _NOTHING else text


def _is_head_again(texts: Mapping[str, str]) -> bool:
    """Whether a row repeats the head, as on each page that is printed."""
    return folded(texts.get("content", "")).startswith("公开内容") and folded(texts.get("basis", "公开依据")) in (
        "公开依据",
        "",
    )


def _with_dittos(row: SheetRow, above: SheetRow) -> SheetRow:
    """A row in which 同上, and a blank in the first column of matters, say what stands above."""
    texts = dict(row.texts)
    for key, text in texts.items():
        if DITTO.fullmatch(folded(text)):
            texts[key] = above.texts.get(key, "")
    if not texts.get("matter", "x"):
        texts["matter"] = above.texts["matter"]
    return replace(row, texts=texts)


def _joined(row: SheetRow, more: SheetRow) -> SheetRow:
    """A row with the lines of the one below it."""
    texts = dict(row.texts)
    for key in _LINES:
        text = more.texts.get(key, "")
        if text and text != texts[key]:
            texts[key] = f"{texts[key]}\n{text}".strip()
    return replace(row, texts=texts)
