"""What a government web page says about itself: its <meta> tags and its metadata box, as (label, value)."""

import re
from collections.abc import Iterable, Sequence

from bs4 import BeautifulSoup

from gksite.model.blocks import Paragraph, Table
from gksite.readers.grid import texts_by_row
from gksite.text.fact_labels import LABELS, LabelledFact

META = (
    *("SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"),
    *("ArticleTitle", "PubDate", "ContentSource", "Keywords", "Author", "Description", "Image", "Url"),
)
"""The page tags that the standard for government sites names."""
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


def meta_facts(soup: BeautifulSoup) -> list[LabelledFact]:
    """The page tags that have a value, by their standard names."""
    known = {name.lower(): name for name in META}
    facts = []
    for tag in soup.find_all("meta"):
        name = known.get(str(tag.get("name", "")).strip().lower())
        value = str(tag.get("content", "")).strip()
        if name and value:
            facts.append((name, value))
    return facts


def box_facts(table: Table) -> list[LabelledFact] | None:
    """The pairs of a metadata box; None for any other table."""
    return facts_by_turns([cell.text for cell in table.cells]) or _facts_in_columns(table)


def _facts_in_columns(table: Table) -> list[LabelledFact] | None:
    """The pairs of a box whose every other cell is a label, most of them known."""
    rows = texts_by_row(table)
    if table.height > _TALLEST or any(len(row) % 2 for row in rows):
        return None
    pairs: list[LabelledFact] = []
    for row in rows:
        for label, value in zip(row[::2], row[1::2], strict=True):
            pairs.append((_bare_label(label), value.strip()))
    if not _have_labels(pairs):
        return None
    return _complete(pairs)


def _have_labels(pairs: Sequence[LabelledFact]) -> bool:
    """Whether the first texts of some pairs are short, and two and most of them are known labels."""
    known = 0
    for label, _ in pairs:
        if len(label) > _LONGEST:
            return False
        known += label in LABELS
    return known >= 2 and 2 * known > len(pairs)


def line_facts(blocks: Sequence[Paragraph | Table]) -> tuple[list[LabelledFact], list[Paragraph | Table]]:
    """The pairs of metadata boxes that are made of lines, and the other blocks; one line alone is no box."""
    pairs: list[LabelledFact] = []
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


def facts_by_turns(texts: Iterable[str]) -> list[LabelledFact] | None:
    """The pairs of texts that are labels and their values by turns; None for any others."""
    pairs: list[LabelledFact] = []
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


def _complete(pairs: Sequence[LabelledFact]) -> list[LabelledFact]:
    """The pairs that have both a label and a value."""
    return [(label, value) for label, value in pairs if label and value]


def _bare_label(text: str) -> str:
    return _BLANKS.sub("", text).strip(_AROUND_LABEL)


def _known_label(text: str) -> str | None:
    label = _bare_label(text)
    return label if label in LABELS else None


def _fact_in_block(block: Paragraph | Table) -> LabelledFact | None:
    return _fact_in(block.text) if isinstance(block, Paragraph) else None


def _fact_in(text: str) -> LabelledFact | None:
    """The label and value of 「索引号：XM00101」."""
    match = _PAIR.fullmatch(text.strip())
    if match is None:
        return None
    label = _known_label(match[1])
    if label is None:
        return None
    return label, match[2].strip()
