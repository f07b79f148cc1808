"""The head of a sheet: which column holds what, under the names that the full sheet and published forms have."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gksite.catalogue.full_sheet import COLUMNS
from gksite.catalogue.words import folded, levels
from gksite.model.blocks import Cell, Table

_WITHIN = 20
"""Rows from the top of a sheet among which its head is looked for."""
_FEWEST = 4
"""Known columns by which a head is recognised."""
_WORDS = {
    "serial": "序号|编?号|目录序号",
    "matter": "一级事项|一级目录|一级|公开事项|事项类别|公开类别|事项分类|类别|一级事项名称|公开类目|一级分类",
    "detail": "二级事项|二级目录|二级|事项名称|公开事项名称|二级事项名称|事项|二级分类",
    "third": "三级事项|三级目录|三级|三级分类",
    "origin": "产生环节|信息产生环节|形成环节",
    "content": "公开内容|内容要素|公开内容要素|公开要素|公开内容及要求|内容标准|公开内容和要求|内容",
    "basis": "公开依据|依据|设定依据|法律依据|公开依据名称|政策依据",
    "clause": "条款|依据条款|条款号|公开依据条款",
    "text": "条款内容|依据内容|条款原文|依据条款内容",
    "disclosure": "公开属性|公开方式|公开类型",
    "audience": "公开对象|公开范围",
    "time_limit": "公开时限|时限|公开期限|公开时间|公开时限要求",
    "update": "更新周期|更新频率|更新频次|更新时限",
    "due": "截止日期|每年截止日期|截止时间|完成时限",
    "owner": "责任科室|责任股室|责任处室|责任部门|公开责任|承办科室|科室|责任人?科室|负责科室|责任内设机构",
    "agency": "公开主体|责任主体|公开单位|责任单位|发布主体",
    "levels": "公开层级|层级",
    "channels": "公开渠道和载体|公开渠道|公开载体|渠道和载体|公开渠道及载体|公开渠道载体|发布渠道|公开渠道或载体",
    "pages": "对应页面|链接地址|链接|网址|公开链接|网页链接|公开网址|页面地址|网站链接",
}
"""The names of the columns, folded and without what is in brackets."""
_BELOW = {
    "all": "全社会?|社会公众|面向社会",
    "group": "特定群[体众]|特定对象|特定人群|申请人",
    "active": "主动|主动公开",
    "request": "依申请|依申请公开|依法申请公开",
}
"""The names of columns below 公开对象 and 公开方式."""
_GROUPS = ("matter", "audience", "disclosure", "levels")
"""The headings that stand over several columns."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where the columns of a sheet are, its first row below them, and the columns that are none of ours by name."""

    columns: Mapping[str, int]
    levels: Mapping[int, tuple[str, ...]]
    """Columns below 公开层级, with the levels that each is for."""
    first: int
    unknown: Mapping[int, str]

    @property
    def is_full(self) -> bool:
        """Whether it is the head of the full sheet: its rows have ids."""
        return "id" in self.columns

    @property
    def lacking(self) -> tuple[str, ...]:
        """The columns that a full sheet should have and has not."""
        return tuple(key for key in COLUMNS if self.is_full and key not in self.columns)


def shown(cell: Cell) -> str:
    """What stands in a cell, also in a row or column that a filter or an editor has put out of sight."""
    return cell.text or cell.unseen


def head(table: Table) -> Head | None:
    """The head of a sheet that is one of ours, wherever its columns were moved to; None for any other."""
    rows = _rows(table)
    for top in sorted(rows):
        names = rows[top]
        known = {key for text in names.values() if (key := _key(text))}
        if len(known - {"serial"}) >= _FEWEST:
            return _head(rows, top)
    return None


def _rows(table: Table) -> dict[int, dict[int, str]]:
    """The texts of the first rows by column, a merged one in each column that it covers."""
    rows: dict[int, dict[int, str]] = {}
    for cell in table.cells:
        if cell.row < _WITHIN and shown(cell).strip():
            for column in range(cell.column, cell.column + cell.columns):
                rows.setdefault(cell.row, {})[column] = shown(cell)
    return rows


def _bare(text: str) -> str:
    """A heading in simplified characters without blanks, brackets and what they hold."""
    return re.sub(r"\(.*?\)|[*:：]", "", folded(text))


def _key(text: str) -> str | None:
    """The key of a column by its heading."""
    said = _bare(text)
    if folded(text) == COLUMNS["id"]:
        return "id"
    return next((key for key, words in _WORDS.items() if re.fullmatch(words, said)), None)


def _below(text: str) -> str | None:
    """The key of a column by a heading that stands below another."""
    said = _bare(text)
    return next((key for key, words in _BELOW.items() if re.fullmatch(words, said)), None)


def _is_lower(texts: Iterable[str]) -> bool:
    """Whether a row goes on with the head above it."""
    names = list(texts)
    lower = [text for text in names if _below(text) or (levels(text)[0] and not levels(text)[1])]
    upper = [text for text in names if _key(text) in ("matter", "detail", "third")]
    return len(lower) + len(upper) > 1 and len(lower) + len(upper) >= len(names) - 1


def _head(rows: Mapping[int, Mapping[int, str]], top: int) -> Head:
    """The head that begins in a row."""
    last = top
    while last + 1 in rows and _is_lower(rows[last + 1].values()):
        last += 1
    columns: dict[str, int] = {}
    of_levels: dict[int, tuple[str, ...]] = {}
    unknown: dict[int, str] = {}
    for column in sorted({column for row in range(top, last + 1) for column in rows.get(row, ())}):
        above, name = _names(rows, top, last, column)
        key = _meaning(above, name)
        if key == "level":
            of_levels[column] = levels(name)[0]
        elif key is None or key in columns:
            unknown[column] = name
        else:
            columns[key] = column
    if "id" in columns and not {"origin", "update", "due"} & columns.keys():
        columns["serial"] = columns.pop("id")  # 编号 of a published form is no id
    return Head(columns, of_levels, last + 1, unknown)


def _names(rows: Mapping[int, Mapping[int, str]], top: int, last: int, column: int) -> tuple[str, str]:
    """The heading over a column and its own, which is the lowest; a heading without a merge goes on to the right."""
    name = next(text for row in range(last, top - 1, -1) if (text := rows.get(row, {}).get(column)))
    if last == top:
        return "", name
    left = [text for at, text in sorted(rows[top].items()) if at <= column]
    return left[-1] if left else "", name


def _meaning(above: str, name: str) -> str | None:
    """The key of a column: of a lower one by what stands over it too."""
    group = _key(above) if above != name else None
    if group == "levels" and levels(name)[0] and not levels(name)[1]:
        return "level"
    lower = _below(name)
    if lower is not None and (group in _GROUPS or not above):
        return lower
    return _key(name)
