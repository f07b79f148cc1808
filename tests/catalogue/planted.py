"""100 faults in the 300 rows: each changes one value of one row, and says where that stands."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass

from catalogue.plain import COLUMNS, Row, rows

Edit = Callable[[Row], object]
SHEET, YAML, BOTH = "sheet", "yaml", "both"
READ, CHECKED = "read", "checked"
"""When a fault is found: as the file is read, or as the catalogue is checked."""


@dataclass(frozen=True)
class Fault:
    """A fault: its kind, the number of its row from 0, its key, what it changes, and when it is met in each file."""

    kind: str
    row: int
    key: str
    edit: Edit
    in_sheet: str
    in_yaml: str
    at: str = ""
    """The key at whose place YAML tells it, where it is not the changed one: "row" for one that is missing."""

    @property
    def cell(self) -> tuple[int, str]:
        """Row and column of the sheet."""
        return self.row + 2, COLUMNS[self.key]


def _without(key: str) -> Edit:
    return lambda row: row.pop(key)


def _with(key: str, value: object) -> Edit:
    return lambda row: row.update({key: value})


def _added(key: str, value: str) -> Edit:
    return lambda row: row[key].append(value)


def _no_clause(row: Row) -> None:
    row["basis"][0].pop("clause")


def _yearly_until(month: int, day: int) -> Edit:
    return lambda row: row.update(update="yearly", due={"month": month, "day": day})


_KINDS: list[tuple[str, str, list[Edit], str, str, str]] = [
    ("no basis", "basis", [_without("basis")] * 4, CHECKED, CHECKED, "row"),
    ("no clause", "clause", [_no_clause] * 5, CHECKED, CHECKED, "basis"),
    ("no owner", "owner", [_without("owner")] * 5, CHECKED, CHECKED, "row"),
    ("no agency", "agency", [_without("agency")] * 4, CHECKED, CHECKED, "row"),
    ("no time limit", "time_limit", [_without("time_limit")] * 4, CHECKED, CHECKED, "row"),
    ("no content", "content", [_without("content")] * 3, CHECKED, CHECKED, "row"),
    ("no channel", "channels", [_without("channels")] * 3, CHECKED, CHECKED, "row"),
    ("no rhythm", "update", [_without("update")] * 3, CHECKED, CHECKED, "row"),
    ("no level", "levels", [_without("levels")] * 2, CHECKED, CHECKED, "row"),
    ("no step", "origin", [_without("origin")] * 2, CHECKED, CHECKED, "row"),
    ("no page", "pages", [_without("pages")] * 4, CHECKED, CHECKED, "row"),
    (
        "unknown agency",
        "agency",
        [_with("agency", name) for name in ("市财政居", "县财政局", "省审计厅", "财务科", "市财政局、市审计局")],
        CHECKED,
        CHECKED,
        "",
    ),
    (
        "page that does not exist",
        "pages",
        [_with("pages", [page]) for page in ("/m-999/", "/items/nothing/", "/files/x.pdf", "/m-001/x/")]
        + [_added("pages", "/nowhere/")],
        CHECKED,
        CHECKED,
        "",
    ),
    ("page withdrawn", "pages", [_with("pages", [f"/gone-{n}/"]) for n in range(3)], CHECKED, CHECKED, ""),
    (
        "closed with a page",
        "disclosure",
        [_with("disclosure", word) for word in ("依申请公开", "不予公开", "依申请公开")],
        CHECKED,
        CHECKED,
        "",
    ),
    (
        "overdue",
        "pages",
        [
            lambda row: row.update(update="monthly", pages=["/notices/ceshi-2018/"]),
            lambda row: row.update(update="quarterly", pages=["/notices/ceshi-2018/"]),
            lambda row: row.update(update="yearly", pages=["/notices/ceshi-2018/"]),
            lambda row: row.update(update="half-yearly", pages=["/notices/ceshi-2018/"]),
        ],
        CHECKED,
        CHECKED,
        "row",
    ),
    (
        "unknown channel",
        "channels",
        [_added("channels", name) for name in ("政府网战", "微信小程序", "村务公开栏", "网站、公报", "政府广播")],
        READ,
        CHECKED,
        "",
    ),
    (
        "unknown level",
        "levels",
        [_with("levels", [name]) for name in ("省部级", "县及", "上级", "全国")],
        READ,
        CHECKED,
        "",
    ),
    (
        "unknown attribute",
        "disclosure",
        [_with("disclosure", word) for word in ("公开", "主动", "依法公开", "部分公开")],
        READ,
        CHECKED,
        "",
    ),
    (
        "bad rhythm",
        "update",
        [_with("update", word) for word in ("偶尔", "每10年", "按规定", "daily?", "20个工作日")],
        READ,
        READ,
        "",
    ),
    (
        "day that no year has",
        "due",
        [_yearly_until(4, 31), _yearly_until(2, 30), _yearly_until(13, 1), _yearly_until(6, 0), _yearly_until(11, 31)],
        READ,
        READ,
        "",
    ),
    (
        "id that is none",
        "id",
        [_with("id", text) for text in ("部门预算", "Row 1", "a--b", "row_7")],
        READ,
        READ,
        "",
    ),
    ("no matter", "matter", [_without("matter")] * 3, READ, READ, "row"),
    (
        "no address",
        "pages",
        [_with("pages", [text]) for text in ("预算公开栏", "m-001", "www.example.gov.cn/x", "/m-001 /")],
        READ,
        READ,
        "",
    ),
    ("doubled id", "id", [_with("id", f"row-{n:03}") for n in (1, 2, 3)], READ, CHECKED, ""),
    ("doubled matter", "matter", [], CHECKED, CHECKED, "matter"),
]
_FIRST = 10
"""The first row that may have a fault; those before it are what others are doubles of."""


def _free(row: int) -> bool:
    """Whether a row has all that a fault may take from it."""
    return row % 25 != 9 and row % 7 != 3 and row % 10 != 4


def faults() -> list[Fault]:
    """The 100, each in a row of its own."""
    found, row = [], _FIRST
    for kind, key, edits, in_sheet, in_yaml, at in _KINDS:
        for edit in edits:
            while not _free(row):
                row += 1
            found.append(Fault(kind, row, key, edit, in_sheet, in_yaml, at or key))
            row += 1
    number = 0
    while len(found) < 100:
        while not _free(row):
            row += 1
        found.append(Fault("doubled matter", row, "matter", _double_of(number), CHECKED, CHECKED, "matter"))
        number, row = number + 1, row + 1
    return found


def _double_of(number: int) -> Edit:
    def edit(row: Row) -> None:
        other = rows()[number]
        row.update({key: other[key] for key in ("matter", "detail", "content", "agency", "levels")})

    return edit


def planted(chosen: list[Fault]) -> list[Row]:
    """The catalogue with some of the faults in it."""
    catalogue = deepcopy(rows())
    for fault in chosen:
        fault.edit(catalogue[fault.row])
    return catalogue
