"""Who signs a notice and when, among the lines of the letter, and what stands behind its tasks: copies, the imprint."""

import re
from collections.abc import Sequence
from dataclasses import replace

from gksite.text.breaks import unspaced
from gksite.text.dates import is_date, printed_date
from gksite.text.references import document_number
from gksite.understanding import letter_lines
from gksite.understanding.notice_facts import LetterLine, NoticeFacts
from gksite.understanding.text_kinds import texts_of

_WHOLE_NAME = 6
"""Characters from which a name is no 办公室 or 县人民政府 of the words in front of it."""
_NOTES = re.compile(r"[（(][^（）()]*[)）]")
"""A bracket in a list of those who get a copy, inside which none is cut: （市、区）."""
_CUTS = "，、；。,;"
"""Every mark of punctuation, at which that list is cut (R11)."""
_CUT = re.compile(f"[{_CUTS}]")
"""A mark at which the list of those who get a copy is cut: 、 in 市委办、市人大办."""
_KEPT = str.maketrans(_CUTS, "\ue000\ue001\ue002\ue003\ue004\ue005")
"""What stands for the marks inside brackets while the list is cut."""
_BACK = str.maketrans("\ue000\ue001\ue002\ue003\ue004\ue005", _CUTS)
"""The marks of punctuation again, once the list is cut."""
_STOPS = ("。", "；", "，")
"""What a line of copies ends with that goes on with the one above."""
_GAP = re.compile(r"\s{2,}")
"""The gap between the office and the date of an imprint."""


def take_signature(facts: NoticeFacts, lines: Sequence[LetterLine]) -> tuple[NoticeFacts, list[LetterLine], int]:
    """Take the offices that sign and the date under them; what is left, and how much of it stands above them (R20)."""
    for at in reversed(range(len(lines))):
        if signed := letter_lines.signature(lines[at].text):
            facts = _with_signature(facts, *signed).using(lines[at])
            return facts, [*lines[:at], *lines[at + 1 :]], at
        if not is_date(lines[at].text.strip("（）() ")):
            continue
        first, offices = _offices_above(lines, at)
        is_letter = any(map(letter_lines.is_address, texts_of(lines[:first])))
        is_notice = facts.title or facts.number or is_letter
        if offices or is_notice:
            issuer = "、".join(offices) or facts.issuer
            facts = replace(facts, issuer=issuer, issued=printed_date(lines[at].text))
            return facts.using(*lines[first : at + 1]), [*lines[:first], *lines[at + 1 :]], first
    return facts, list(lines), 0


def _with_signature(facts: NoticeFacts, office: str, date: str) -> NoticeFacts:
    """The facts of a notice that an office signs on a date."""
    return replace(facts, issuer=office, issued=printed_date(date))


def _offices_above(lines: Sequence[LetterLine], at: int) -> tuple[int, list[str]]:
    """Where the signature begins that ends with a date, and the offices that sign; further dates may stand between."""
    last = at
    while last > 0 and is_date(lines[last - 1].text.strip()):
        last -= 1
    first = last
    while first > 0 and letter_lines.is_office(lines[first - 1].text):
        first -= 1
    offices: list[str] = []
    for line in lines[first:last]:
        offices += map(unspaced, _offices_in(line.text.strip()))
    return first, offices


def _offices_in(text: str) -> list[str]:
    """The offices that sign in one line; a single blank parts only what are names by themselves."""
    parts = text.split()
    if all(map(_is_whole_name, parts)):
        return parts
    return letter_lines.split_offices(text)


def _is_whole_name(text: str) -> bool:
    """Whether a text is the name of an office by itself."""
    return letter_lines.is_office(text) and len(text) >= _WHOLE_NAME


def take_lines_behind(facts: NoticeFacts, lines: Sequence[LetterLine]) -> NoticeFacts:
    """Take the copies, the note of disclosure, the number, the imprint and the signature behind the tasks."""
    rest: list[LetterLine] = []
    copying = False
    for line in lines:
        text = line.text
        names = letter_lines.copies(text)
        if names is None and copying and text.rstrip().endswith(_STOPS):
            names = text
        copying = names is not None
        if names is not None:
            facts = replace(facts, cc=(*facts.cc, *_names_in(names))).using(line)
        elif letter_lines.is_furniture(text) or letter_lines.is_attachment_mark(text):
            continue
        elif how := letter_lines.disclosure(text):
            facts = replace(facts, disclosure=facts.disclosure or how).using(line)
        elif number := document_number(text):
            facts = replace(facts, number=facts.number or number).using(line)
        else:
            rest.append(line)
    return _take_imprint(facts, rest)


def _names_in(text: str) -> list[str]:
    """Those who get a copy."""
    outside = _NOTES.sub(lambda match: match.group().translate(_KEPT), text)
    return [name.translate(_BACK).strip() for name in _CUT.split(outside) if name.strip()]


def _take_imprint(facts: NoticeFacts, lines: Sequence[LetterLine]) -> NoticeFacts:
    """Take the imprint with the office above it, and a signature where the letter has none."""
    before: LetterLine | None = None
    for line in lines:
        text = line.text.strip()
        if letter_lines.is_imprint(text):
            facts = _with_imprint(facts, before, line)
        elif facts.issued is None and is_date(text):
            facts = _with_date(facts, before, line)
        elif facts.issued is None and (signed := letter_lines.signature(text)):
            facts = _with_signature(facts, *signed).using(line)
        before = line
    return facts


def _with_imprint(facts: NoticeFacts, before: LetterLine | None, line: LetterLine) -> NoticeFacts:
    """The facts with the line that says when a notice was printed, and the line above it that may say by whom."""
    text = line.text.strip()
    if before and before.place not in facts.used and letter_lines.is_heading_like(before.text):
        facts = replace(facts, closing=(*facts.closing, before.text.strip())).using(before)
    closing = (*facts.closing, _GAP.sub(" ", text))
    return replace(facts, closing=closing, printed=printed_date(text)).using(line)


def _with_date(facts: NoticeFacts, before: LetterLine | None, line: LetterLine) -> NoticeFacts:
    """The facts with a date of issue, and with the office above it as the issuer."""
    if before and letter_lines.is_office(before.text):
        facts = replace(facts, issuer=unspaced(before.text)).using(before)
    return replace(facts, issued=printed_date(line.text.strip())).using(line)
