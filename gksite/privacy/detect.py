"""The one door: what personal data a stretch holds."""

import re
from functools import lru_cache

from gksite.privacy.finding import NOTHING_PUBLIC, Finding, Public, Stretch
from gksite.privacy.folding import Folded, fold
from gksite.privacy.homes import heads_homes, homes_in
from gksite.privacy.names import names_in
from gksite.privacy.numbers import numbers_in
from gksite.privacy.papers import papers_in
from gksite.privacy.people import people_in, says_more
from gksite.privacy.plates import PROVINCES

_CUE = re.compile(
    rf"\d\D{{0,3}}\d\D{{0,3}}\d\D{{0,3}}\d|[@＠#＃]|艾特|\bat\b|[{PROVINCES}] ?[A-ZＡ-Ｚ]|"
    r"[住户址生儿患残婴感病诊岁班级孤未被困留学保村院童癌炎症]",
    re.IGNORECASE,
)
"""Something without which no stretch holds any."""
_COUNT = re.compile(r"\d{0,6}")
"""A number that is too short for one of a person."""
_BESIDE = 16
"""Characters from a number within which a name stands beside it."""


def detect(stretch: Stretch, public: Public = NOTHING_PUBLIC) -> list[Finding]:
    """The personal data of a stretch in order; of two that overlap the one that is certain, else the longer."""
    header = _header(stretch.labels)
    has_cue = _CUE.search(stretch.text) is not None and _COUNT.fullmatch(stretch.text) is None
    if not has_cue and not says_more(header) and not heads_homes(header):
        return []
    folded = fold(stretch.text)
    found = []
    for number in numbers_in(folded.text, header, stretch.person, public):
        found.append(_finding(folded, stretch, number.kind, number.start, number.end, number.is_certain))
    for kind, start, end in papers_in(folded.text, header, public):
        found.append(_finding(folded, stretch, kind, start, end))
    for start, end in homes_in(folded.text, header):
        found.append(_finding(folded, stretch, "address", start, end, True))
    for kind, start, end in people_in(folded.text, header, stretch.person):
        found.append(_finding(folded, stretch, kind, start, end))
    if len(found) < 2:
        return found
    return _apart(found)


@lru_cache(maxsize=4096)
def _header(labels: tuple[str, ...]) -> str:
    """The labels of a cell, folded."""
    return " ".join(fold(label).text for label in labels)


def _finding(folded: Folded, stretch: Stretch, kind: object, start: int, end: int, is_certain: bool = False) -> Finding:
    """A finding at its place in the text as printed."""
    first, last = folded.span(start, end)
    named = bool(stretch.person) or _has_name_beside(folded.text, start, end)
    return Finding(kind, first, last, stretch.text[first:last], is_certain, named)  # type: ignore[arg-type]


def _has_name_beside(text: str, start: int, end: int) -> bool:
    begin = max(0, start - _BESIDE)
    return bool(names_in(text[begin:start] + "\n")) or bool(names_in(text[end : end + _BESIDE]))


def _apart(found: list[Finding]) -> list[Finding]:
    """The findings of which none covers a part of another."""
    kept: list[Finding] = []
    for finding in sorted(found, key=lambda one: (not one.is_certain, one.start - one.end, one.start)):
        if all(finding.end <= other.start or other.end <= finding.start for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda one: one.start)
