"""The full sheet 底账: its columns, and what each says of a row."""

from collections.abc import Mapping

from gksite.catalogue.bases import numbered
from gksite.catalogue.words import shown_year_day
from gksite.model.catalogue import RHYTHMS, CatalogueRow, YearDay

SHEET = "底账"
"""What the sheet is called."""
COLUMNS: Mapping[str, str] = {
    "id": "编号",
    "matter": "一级事项",
    "detail": "二级事项",
    "origin": "产生环节",
    "content": "公开内容（要素）",
    "basis": "公开依据",
    "clause": "条款",
    "text": "条款内容",
    "disclosure": "公开属性",
    "audience": "公开对象",
    "time_limit": "公开时限",
    "update": "更新周期",
    "due": "截止日期",
    "owner": "责任科室",
    "agency": "公开主体",
    "levels": "公开层级",
    "channels": "公开渠道",
    "pages": "对应页面",
}
"""The keys of a row, `basis` in three columns, and the heading of each in the order of the sheet."""
BASIS = {"basis": "title", "clause": "clause", "text": "text"}
"""The columns that hold what a row is disclosed by, and the key of each there."""


def texts(row: CatalogueRow) -> dict[str, str]:
    """What each cell of a row says, by its key."""
    found = {}
    for key in COLUMNS:
        if key in BASIS:
            found[key] = numbered([getattr(basis, BASIS[key]) or "" for basis in row.basis])
        else:
            found[key] = _text(getattr(row, key))
    if row.update is not None:
        found["update"] = RHYTHMS[row.update]
    return found


def _text(value: object) -> str:
    if isinstance(value, YearDay):
        return shown_year_day(value.month, value.day)
    if isinstance(value, tuple):
        return "\n".join(map(str, value))
    return str(value or "")
