"""Lines that label what they say of a task: 牵头单位：区政府办。完成时限：6月底."""

import re

from gksite.text.breaks import bare
from gksite.understanding.brackets import CLOSED, is_open_at_end, opening_of
from gksite.understanding.vocabulary import HOLDERS, column_kind

_LABELLED = re.compile(
    r"^\s*+(?:[【\[（(]\s*+(?P<boxed>[\u3400-\u9fff/／、]{2,12}?)\s*+[】\])）]\s*+[：:]?"
    r"|(?P<plain>[\u3400-\u9fff/／、]{2,12}?)为?\s*+[：:])\s*+(?P<value>(?:.*\S)?)\s*+$",
    re.DOTALL,
)
"""A label and its value: 牵头单位：区政府办, 【责任单位】区政府办."""
_KIND = r"(?:单位|部门|科室|处室|领导|责任人|负责人|时限|时间|期限)"
"""What the labels end with that may follow others in one line."""
_NEXT_LABEL = re.compile(rf"(?:(?<=[；;。，,])\s*+|(?<!\s)\s++)(?=[\u3400-\u9fff]{{2,4}}{_KIND}为?\s*[：:])")
"""Where the next label of a line begins: between 区政府办。 and 完成时限：6月底."""
_HELD = (*HOLDERS, "deadline", "other")
"""What labels hold that belong to a task."""
_SHORTEST = 3
"""Characters of a label: 责任人."""
_BULLET = re.compile(r"^\s*(?:[-*+]\s|[•·▪●○■□◆◇▲△★☆➢※])")
"""What stands in front of an item of a list."""


def labels(text: str) -> list[tuple[str, str]]:
    """The labels and values of a line such as 牵头单位：区政府办。完成时限：6月底; none for any other line."""
    line = _BULLET.sub("", text).strip().rstrip("。；;")
    if line and line[-1] in CLOSED and opening_of(line, len(line) - 1) == 0:
        line = line[1:-1]
    pairs = []
    for part in _NEXT_LABEL.split(line):
        match = _LABELLED.match(part)
        if match is None:
            return []
        label = match["boxed"] or match["plain"]
        if column_kind(label) not in _HELD or len(bare(label)) < _SHORTEST:
            return []
        pairs.append((label, match["value"].rstrip("。；; ")))
    return pairs


def names_agencies(text: str) -> bool:
    """Whether a line with labels names agencies, not only leaders, limits or a contact."""
    return any(column_kind(label) in HOLDERS for label, _ in labels(text))


def text_and_labels(text: str) -> tuple[str, str]:
    """A line as its text and the labels that follow it, "" where none do: ……。牵头单位：市财政局 责任单位：各县."""
    for match in _NEXT_LABEL.finditer(text):
        before, behind = text[: match.start()], text[match.end() :]
        if before and not is_open_at_end(before) and names_agencies(behind):
            return before.rstrip(), behind
    return text, ""
