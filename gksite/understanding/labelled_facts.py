"""The facts that a file labels itself: 文号：…, 【发文字号】…, a list or a table of them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from gksite.model.blocks import Paragraph
from gksite.text.breaks import bare
from gksite.text.dates import printed_date
from gksite.text.fact_labels import FIELDS, LABELS, LabelledFact
from gksite.text.references import document_number, normalised
from gksite.understanding import letter_lines
from gksite.understanding.notice_facts import NoticeFacts
from gksite.understanding.row_slots import TableRow
from gksite.understanding.text_kinds import texts_of

_SPACED = "|".join(r"[\s\u3000]*".join(name) for name in sorted(LABELS, key=len, reverse=True))
"""Any label of a fact, the longest first, with blanks between its characters: 索 引 号."""
_LABEL = re.compile(rf"(?<![\u3400-\u9fff])(?:({_SPACED})[\s\u3000]*[：:]|[【\[]({_SPACED})[】\]][：:]?)[\s\u3000]*")
"""A label in front of its value: 索 引 号：, 【发文字号】."""
_LONGEST = 8
"""Characters of a label in a table of facts."""
_FEWEST = 2
"""Facts that a table holds that is no other table."""
_NEXT = re.compile(r"(?<!\s)\s++[\u3400-\u9fff]{2,6}\s*+[：:]")
"""Where the next label of a line begins, be it known or not: behind 综合 in 主题分类：综合 签发人：张某."""
_BULLET = re.compile(r"^[\s•·●◆■▪*|-]+")
"""What stands in front of an item of a list or between cells: • in • 发文字号：…."""


def _field_of(label: str) -> str | None:
    """The field of a notice that a label names."""
    return FIELDS.get(bare(label).strip("：:"))


def facts_in(text: str) -> list[LabelledFact]:
    """The labels and values of a line that begins with a label and holds nothing else."""
    line = _BULLET.sub("", text)
    matches = list(_LABEL.finditer(line))
    if not matches or matches[0].start() > 0:
        return []
    facts = []
    ends = [*(match.start() for match in matches[1:]), len(line)]
    for match, end in zip(matches, ends, strict=True):
        value = _NEXT.split(" " + line[match.end() : end])[0]
        facts.append((bare(match[1] or match[2]), value.strip(" \u3000\t|;；")))
    return facts


def facts_in_table(rows: Sequence[TableRow]) -> list[Paragraph]:
    """The facts of a table that holds labels and their values, each as a line; none for any other table."""
    lines: list[Paragraph] = []
    for row in rows:
        label = ""
        for column in row.stated:
            text, spot = " ".join(row.text_at(column).split()), row.slots[column].spot
            own = bare(text).strip("：:【】")
            if own in LABELS or (len(own) <= _LONGEST and text.endswith(("：", ":"))):
                lines.append(Paragraph(f"{own}：", spot))
                label = own
            elif label:
                lines[-1] = Paragraph(f"{label}：{text}", spot)
                label = ""
            elif facts_in(text):
                lines.append(Paragraph(text, spot))
            else:
                return []
    count = sum(map(len, map(facts_in, texts_of(lines))))
    if count < _FEWEST:
        return []
    return lines


def with_labelled_facts(facts: NoticeFacts, labelled: Iterable[LabelledFact]) -> NoticeFacts:
    """The facts, those that the text does not state as the file itself labels them."""
    for label, value in labelled:
        field, text = _field_of(label), value.strip()
        if field and text:
            facts = _with_field(facts, field, text)
    return facts


def _with_field(facts: NoticeFacts, field: str, text: str) -> NoticeFacts:
    """The facts with a field as a label states it, where it is not known."""
    if getattr(facts, field):
        return facts
    value: Any = text
    if field in ("issued", "printed"):
        value = printed_date(text)
    elif field == "disclosure":
        value = letter_lines.disclosure("公开方式：" + text)
    elif field == "number":
        value = document_number(text)
    known: dict[str, Any] = {field: value}
    return replace(facts, **known)


def hold_all(facts: NoticeFacts, labelled: Iterable[LabelledFact]) -> bool:
    """Whether the facts hold all that a line of labels says."""
    return all(_states(facts, label, value) for label, value in labelled)


def _states(facts: NoticeFacts, label: str, value: str) -> bool:
    """Whether the facts hold what a label says, if it says anything."""
    field = _field_of(label)
    if not value:
        return True
    if field is None:
        return False
    held = getattr(facts, field)
    if isinstance(held, date):
        return held == printed_date(value)
    return bool(held) and held in (value, normalised(value))
