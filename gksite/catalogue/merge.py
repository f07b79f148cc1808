"""The rows of a workbook back into content/catalogue.yaml: what changed, row by row, and nothing else."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gksite.catalogue.bases import printed
from gksite.catalogue.full_sheet import BASIS, COLUMNS, texts
from gksite.catalogue.rows import Sheet, SheetRow, sheet
from gksite.catalogue.values import Names, RowValues, read_values
from gksite.catalogue.words import tidy
from gksite.model.blocks import Reading, Table
from gksite.model.catalogue import CatalogueRecord, CatalogueRow
from gksite.problems.problem import Code, Location, Phrase, Problems, Whole
from gksite.text.names import fold_name

UNREADABLE = Code(
    "GK691",
    "“{sheet}”第 {row} 行 {column} 列：{fault}",
    why="认不出的格子不猜测；有一格认不出，整份工作簿都不写入，免得底账只改了一半。",
    mend="照提示在工作簿里改好这一格，保存，再导入一次。",
    rows=("G-19",),
)
NO_FORM = Code(
    "GK692",
    "没有找到底账的表{fault}",
    why="程序靠表头认出每一栏：全表是 gksite catalogue export 导出的“底账”，"
    "公开用的是基层政务公开标准目录和主动公开事项目录。",
    mend="表头放在前二十行里，写全栏目的名称；全表的栏目一个也不能少，可以先导出一份，照着填。",
    rows=("G-19",),
)
WOULD_VANISH = Code(
    "GK693",
    "工作簿里没有“{name}”（{id}），导入后这一项会从底账里消失",
    why="少了的行可能是误删，也可能是筛选、复制时漏了；底账里的事项不能悄悄消失。",
    mend="在工作簿里补回这一行；确实要删去的，加上 --remove 再导入一次。",
    rows=("G-19",),
)
_TEXTS = ("matter", "detail", "origin", "content", "audience", "time_limit", "owner", "agency")
"""The keys whose values are texts, compared without blanks where a published form says them."""


@dataclass(frozen=True, slots=True)
class Change:
    """A value of a row that a workbook has otherwise: the row, its place among all, the key, and what it shall be."""

    row: CatalogueRow
    index: int
    key: str
    value: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """What a workbook comes to: changed values, new rows by the id of the row before them, rows that it has not."""

    changes: tuple[Change, ...] = ()
    added: tuple[tuple[str | None, CatalogueRow], ...] = ()
    missing: tuple[CatalogueRow, ...] = ()
    remarks: tuple[Phrase, ...] = ()
    is_full: bool = True


def sheets_of(reading: Reading, problems: Problems) -> tuple[Sheet, ...]:
    """The sheets of a workbook that are ours; noted where there is none, or one lacks columns of the full sheet."""
    tables = [block for block in reading.blocks if isinstance(block, Table)]
    found = tuple(one for number, table in enumerate(tables, 1) if (one := sheet(table, number)) is not None)
    if any(one.head.is_full for one in found):
        found = tuple(one for one in found if one.head.is_full)
    if not found:
        problems.add(NO_FORM, Location(reading.file), fault=Phrase(""))
    for one in found:
        if one.head.lacking:
            names = "、".join(COLUMNS[key] for key in one.head.lacking)
            fault = Phrase("：“{sheet}”缺少 {names} 栏", sheet=one.name, names=names)
            problems.add(NO_FORM, Location(reading.file), fault=fault)
    return found


@dataclass(slots=True)
class _Merge:
    """One pass over the rows of a workbook beside those of the catalogue."""

    rows: tuple[CatalogueRow, ...]
    names: Names
    new_id: Callable[[str, Collection[str]], str]
    base: str
    met: dict[int, SheetRow] = field(default_factory=dict)
    ids: dict[str, SheetRow] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    added: list[tuple[str | None, CatalogueRow]] = field(default_factory=list)
    faults: list[tuple[Any, Phrase]] = field(default_factory=list)
    last: str | None = None

    def take(self, one: Sheet) -> None:
        """Take in a sheet."""
        for row in one.rows:
            self.take_row(row, is_full=one.head.is_full)

    def take_row(self, row: SheetRow, *, is_full: bool) -> None:
        index = self.known(row) if is_full else self.alike(row)
        wanted = dict(row.texts)
        if index is not None and is_full:
            wanted = dict(_changed(texts(self.rows[index]), wanted))
        found = read_values(row, wanted, self.names)
        if pages := found.said.get("pages"):
            found.said["pages"] = tuple(_own(page, self.base) for page in pages)
        if is_full and self.is_doubled(row, found):
            return
        self.faults += found.faults
        if index is None:
            self.add(found)
            return
        self.met[index] = row
        self.last = self.rows[index].id
        self.changes += _changes(self.rows[index], index, found.said, is_full=is_full)

    def known(self, row: SheetRow) -> int | None:
        """The row of the catalogue that has the id of a row of the full sheet."""
        id = row.texts.get("id", "").strip()
        return next((index for index, other in enumerate(self.rows) if other.id == id), None)

    def is_doubled(self, row: SheetRow, found: RowValues) -> bool:
        """Whether the id of a row stands in another one too, which is noted."""
        id = row.texts.get("id", "").strip()
        if not id:
            return False
        first = self.ids.setdefault(id, row)
        if first is row:
            return False
        found.fault("id", "编号“{id}”已在第 {row} 行用过", id=id, row=first.row)
        self.faults += found.faults
        return True

    def alike(self, row: SheetRow) -> int | None:
        """The first row of the catalogue that a row of a published form names and that none above it did."""
        said = read_values(row, {key: row.texts[key] for key in _MATTERS if key in row.texts}, self.names).said
        wanted = _matters(said.get("matter"), said.get("detail"))
        for index, other in enumerate(self.rows):
            if index not in self.met and _matters(other.matter, other.detail) == wanted:
                return index
        return None

    def add(self, found: RowValues) -> None:
        """A row that the catalogue has not."""
        if found.faults:
            return
        said = {key: value for key, value in found.said.items() if value not in (None, ())}
        if said.get("id") is None:
            taken = {row.id for row in self.rows} | self.ids.keys() | {row.id for _, row in self.added}
            said["id"] = self.new_id(said.get("detail") or said["matter"], taken)
        row = CatalogueRow(**said)
        self.added.append((self.last, row))
        self.last = row.id


_MATTERS = ("matter", "detail", "third")
"""The columns by which a row of a published form is known."""


def _matters(matter: str | None, detail: str | None) -> tuple[str, str]:
    top = fold_name(matter or "")
    return top, fold_name(detail or "") or top


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The texts that are not as they were; of the three columns of a basis all where one is not."""
    other = {key for key, text in now.items() if key in before and tidy(before[key]) != text}
    if other & BASIS.keys():
        other |= BASIS.keys()
    for key, text in now.items():
        if key in other or key not in before:
            yield key, text


def _changes(row: CatalogueRow, index: int, said: Mapping[str, Any], *, is_full: bool) -> Iterator[Change]:
    """What a workbook says of a row otherwise than the catalogue."""
    for key, value in said.items():
        if key == "id" or (not is_full and _says_the_same(key, getattr(row, key), value)):
            continue
        if getattr(row, key) != value:
            yield Change(row, index, key, value)


def _own(page: str, base: str) -> str:
    """The address of a page, from the root where it is of the portal, whose published form has it whole."""
    start = base.rstrip("/") + "/"
    return page.removeprefix(start[:-1]) if base and page.startswith(start) else page


def _says_the_same(key: str, held: Any, value: Any) -> bool:
    """Whether a published form says what the catalogue holds: its blanks and breaks are those of its columns."""
    if key == "basis":
        is_same = fold_name("".join(map(printed, held))) == fold_name("".join(map(printed, value)))
        words = fold_name("".join(basis.text or "" for basis in value))
        return is_same and words in ("", fold_name("".join(basis.text or "" for basis in held)))
    if key in _TEXTS:
        return fold_name(held or "") == fold_name(value or "")
    if key in ("levels", "channels"):
        return sorted(held) == sorted(value)
    return bool(held == value)


def merged(
    reading: Reading,
    record: CatalogueRecord,
    names: Names,
    new_id: Callable[[str, Collection[str]], str],
    problems: Problems,
    base: str = "",
) -> Merged | None:
    """What a workbook changes of a catalogue; None with problems noted where it cannot be read in full.

    `base` is the address of the portal, which published forms put before those of its pages.
    """
    before = len(problems.found)
    found = sheets_of(reading, problems)
    if len(problems.found) > before:
        return None
    merge = _Merge(record.rows, names, new_id, base)
    for one in found:
        merge.take(one)
    for place, fault in merge.faults:
        values = {"sheet": Whole(place.sheet), "row": place.row, "column": place.letters}
        problems.add(UNREADABLE, Location(reading.file, place.row), **values, fault=fault)
    if merge.faults:
        return None
    remarks = tuple(remark for one in found for remark in one.left_out)
    missing = tuple(row for index, row in enumerate(record.rows) if index not in merge.met)
    is_full = any(one.head.is_full for one in found)
    if not is_full:
        missing = tuple(row for row in missing if row.is_listed)
    return Merged(tuple(merge.changes), tuple(merge.added), missing, remarks, is_full)


def note_missing(rows: Iterable[CatalogueRow], file: str, problems: Problems) -> None:
    """Note the rows that would vanish."""
    for row in rows:
        problems.add(WOULD_VANISH, Location(file), name=row.name, id=row.id)


def without_removal(found: Merged) -> Merged:
    """The same with every row kept."""
    return replace(found, missing=())
