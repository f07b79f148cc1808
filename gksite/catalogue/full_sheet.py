"""The full sheet 底账: its columns, and what each says of a row."""

from collections.abc import Iterable, Mapping

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
            found[key] = _numbered([getattr(basis, BASIS[key]) or "" for basis in row.basis])
        else:
            found[key] = _text(getattr(row, key))
    if row.update is not None:
        found["update"] = RHYTHMS[row.update]
    return found


def _text(value: object) -> str:
    if isinstance(value, YearDay):
        return f"{value.month}月{value.day}日"
    if isinstance(value, tuple):
        return "\n".join(map(str, value))
    return str(value or "")


def _numbered(found: list[str]) -> str:
    """One text of each document, in one cell; several are numbered, so that the cells beside say of which they are."""
    if len(found) < 2 or not any(found):
        return "".join(found)
    return "\n".join(f"【{number}】{text}" for number, text in enumerate(found, 1))


def unnumbered(text: str) -> list[str]:
    """The texts that a cell numbers; one that numbers none is one."""
    found: list[str] = []
    for line in text.split("\n"):
        sign = f"【{len(found) + 1}】"
        if line.startswith(sign):
            found.append(line.removeprefix(sign).strip())
        elif found:
            found[-1] = f"{found[-1]}\n{line}".strip()
        else:
            return [text] if text else []
    return found


def in_words(keys: Iterable[str]) -> str:
    """The headings of some columns."""
    return "、".join(COLUMNS[key] for key in keys)
