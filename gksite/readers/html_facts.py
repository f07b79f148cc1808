"""What a government web page says about itself: its <meta> tags and its metadata box, as (label, value)."""

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from bs4 import BeautifulSoup

from gksite.model.blocks import Paragraph, Table

META = (
    *("SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"),
    *("ArticleTitle", "PubDate", "ContentSource", "Keywords", "Author", "Description", "Image", "Url"),
)
"""The page tags that the standard for government sites names."""
LABELS = frozenset(
    (
        *(
            "索引号",
            "信息索引",
            "索引编号",
            "发文字号",
            "文号",
            "文件编号",
            "发布机构",
            "发文机关",
            "制发机关",
            "发文单位",
        ),
        *("信息来源", "来源", "成文日期", "发文日期", "生成日期", "发布日期", "公开日期", "印发日期", "发布时间"),
        *(
            "主题分类",
            "主题词",
            "关键词",
            "体裁分类",
            "组配分类",
            "服务对象分类",
            "公文种类",
            "信息类别",
            "名称",
            "标题",
        ),
        *("有效性", "时效性", "是否有效", "废止日期", "失效日期", "实施日期", "内容概述", "公开方式", "公开形式"),
    )
)
"""What the rows of a metadata box are called."""
_TALLEST = 30
_LONGEST = 8
"""Rows of a metadata box, and characters of a label, at most."""
_PAIR = re.compile(r"([^：:]{2,8}?)\s*[：:]\s*(.*)", re.DOTALL)
_BLANKS = re.compile(r"[\s\u3000]+")

Fact = tuple[str, str]


def meta(soup: BeautifulSoup) -> list[Fact]:
    """The page tags that have a value, by their standard names."""
    known = {name.lower(): name for name in META}
    found = []
    for tag in soup.find_all("meta"):
        name = known.get(str(tag.get("name", "")).strip().lower())
        value = str(tag.get("content", "")).strip()
        if name and value:
            found.append((name, value))
    return found


def box(table: Table) -> list[Fact] | None:
    """The pairs of a metadata box; None for any other table."""
    return listed([cell.text for cell in table.cells]) or _columns(table)


def _columns(table: Table) -> list[Fact] | None:
    """The pairs of a box whose every other cell is a label, most of them known."""
    rows = [[cell.text for cell in table.cells if cell.row == row] for row in range(table.height)]
    if table.height > _TALLEST or any(len(row) % 2 for row in rows):
        return None
    found = [
        (_BLANKS.sub("", row[i]).strip("：:【】[]"), row[i + 1].strip()) for row in rows for i in range(0, len(row), 2)
    ]
    known = sum(label in LABELS for label, _ in found)
    if known < 2 or 2 * known <= len(found) or any(len(label) > _LONGEST for label, _ in found):
        return None
    return [(label, value) for label, value in found if label and value]


def lines(blocks: Sequence[Paragraph | Table]) -> tuple[list[Fact], list[Paragraph | Table]]:
    """The pairs of metadata boxes that are made of lines, and the other blocks; one line alone is no box."""
    found: list[Fact] = []
    rest: list[Paragraph | Table] = []
    skip = False
    for block, after in zip_longest(blocks, blocks[1:]):
        if skip:
            skip = False
        elif isinstance(block, Paragraph) and (fact := _fact(block.text)) is not None:
            if not fact[1] and isinstance(after, Paragraph) and _fact(after.text) is None:
                fact, skip = (fact[0], after.text), True
            found.append(fact)
        else:
            rest.append(block)
    return ([fact for fact in found if fact[1]], rest) if len(found) > 1 else ([], list(blocks))


def listed(texts: Iterable[str]) -> list[Fact] | None:
    """The pairs of texts that are labels and their values by turns; None for any others."""
    found: list[Fact] = []
    label = ""
    for text in texts:
        if label:
            found.append((label, text.strip()))
            label = ""
        elif (fact := _fact(text)) is not None and fact[1]:
            found.append(fact)
        elif fact is not None or _label(text) is not None:
            label = _label(text.rstrip("：: ")) or ""
        elif text.strip():
            return None
    return [fact for fact in found if fact[1]] if len(found) > 1 else None


def _label(text: str) -> str | None:
    said = _BLANKS.sub("", text).strip("：:【】[]")
    return said if said in LABELS else None


def _fact(text: str) -> Fact | None:
    """The label and value of 「索引号：XM00101」."""
    match = _PAIR.fullmatch(text.strip())
    label = _label(match[1]) if match else None
    return (label, match[2].strip()) if match and label else None
