"""What a government web page says about itself: its <meta> tags and its metadata box, as (label, value)."""

import re
from collections.abc import Iterable, Sequence

from bs4 import BeautifulSoup

from gksite.model.blocks import Paragraph, Table
from gksite.readers.grid import texts_by_row

META = (
    *("SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"),
    *("ArticleTitle", "PubDate", "ContentSource", "Keywords", "Author", "Description", "Image", "Url"),
)
"""The page tags that the standard for government sites names."""
LABELS = frozenset(
    (
        *("索引号", "信息索引", "索引编号", "发文字号", "文号", "文件编号"),
        *("发布机构", "发文机关", "制发机关", "发文单位", "信息来源", "来源"),
        *("成文日期", "发文日期", "生成日期", "发布日期", "公开日期", "印发日期", "发布时间"),
        *("主题分类", "主题词", "关键词", "体裁分类", "组配分类", "服务对象分类", "公文种类", "信息类别"),
        *("名称", "标题", "内容概述", "公开方式", "公开形式"),
        *("有效性", "时效性", "是否有效", "废止日期", "失效日期", "实施日期"),
    )
)
"""What the rows of a metadata box are called."""
_TALLEST = 30
"""Rows of a metadata box at most."""
_LONGEST = 8
"""Characters of a label at most."""
_PAIR = re.compile(r"([^：:]{2,8}?)\s*[：:]\s*(.*)", re.DOTALL)
"""A label and its value: 「索引号：XM00101」."""
_BLANKS = re.compile(r"[\s\u3000]+")
"""Blanks that spread a label over its cell: 「文　号」."""
_AROUND_LABEL = "：:【】[]"
"""Marks that may stand around a label: 「【索引号】」."""

Fact = tuple[str, str]
"""A label and its value."""


def meta_facts(soup: BeautifulSoup) -> list[Fact]:
    """The page tags that have a value, by their standard names."""
    known = {name.lower(): name for name in META}
    facts = []
    for tag in soup.find_all("meta"):
        name = known.get(str(tag.get("name", "")).strip().lower())
        value = str(tag.get("content", "")).strip()
        if name and value:
            facts.append((name, value))
    return facts


def box_facts(table: Table) -> list[Fact] | None:
    """The pairs of a metadata box; None for any other table."""
    return facts_by_turns([cell.text for cell in table.cells]) or _facts_in_columns(table)


def _facts_in_columns(table: Table) -> list[Fact] | None:
    """The pairs of a box whose every other cell is a label, most of them known."""
    rows = texts_by_row(table)
    if table.height > _TALLEST or any(len(row) % 2 for row in rows):
        return None
    pairs: list[Fact] = []
    for row in rows:
        for label, value in zip(row[::2], row[1::2], strict=True):
            pairs.append((_bare_label(label), value.strip()))
    if not _have_labels(pairs):
        return None
    return _complete(pairs)


def _have_labels(pairs: Sequence[Fact]) -> bool:
    """Whether the first texts of some pairs are short, and two and most of them are known labels."""
    known = 0
    for label, _ in pairs:
        if len(label) > _LONGEST:
            return False
        known += label in LABELS
    return known >= 2 and 2 * known > len(pairs)


def line_facts(blocks: Sequence[Paragraph | Table]) -> tuple[list[Fact], list[Paragraph | Table]]:
    """The pairs of metadata boxes that are made of lines, and the other blocks; one line alone is no box."""
    pairs: list[Fact] = []
    rest: list[Paragraph | Table] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        pair = _fact_in_block(block)
        at += 1
        if pair is None:
            rest.append(block)
            continue
        label, value = pair
        after = blocks[at] if at < len(blocks) else None
        if not value and isinstance(after, Paragraph) and _fact_in(after.text) is None:
            value = after.text
            at += 1
        pairs.append((label, value))
    if len(pairs) < 2:
        return [], list(blocks)
    return _complete(pairs), rest


def facts_by_turns(texts: Iterable[str]) -> list[Fact] | None:
    """The pairs of texts that are labels and their values by turns; None for any others."""
    pairs: list[Fact] = []
    label = ""
    for text in texts:
        pair = _fact_in(text)
        if label:
            pairs.append((label, text.strip()))
            label = ""
        elif pair is not None and pair[1]:
            pairs.append(pair)
        elif pair is not None or _known_label(text) is not None:
            label = _known_label(text.rstrip("：: ")) or ""
        elif text.strip():
            return None
    if len(pairs) < 2:
        return None
    return _complete(pairs)


def _complete(pairs: Sequence[Fact]) -> list[Fact]:
    """The pairs that have both a label and a value."""
    return [(label, value) for label, value in pairs if label and value]


def _bare_label(text: str) -> str:
    return _BLANKS.sub("", text).strip(_AROUND_LABEL)


def _known_label(text: str) -> str | None:
    label = _bare_label(text)
    return label if label in LABELS else None


def _fact_in_block(block: Paragraph | Table) -> Fact | None:
    return _fact_in(block.text) if isinstance(block, Paragraph) else None


def _fact_in(text: str) -> Fact | None:
    """The label and value of 「索引号：XM00101」."""
    match = _PAIR.fullmatch(text.strip())
    if match is None:
        return None
    label = _known_label(match[1])
    if label is None:
        return None
    return label, match[2].strip()
