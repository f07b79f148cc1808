"""What stands around the tasks: title, number, offices, dates, addressees, preamble, copies."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from gksite.text.breaks import bare, ends, glued
from gksite.text.dates import is_date, printed_date
from gksite.text.fact_labels import LabelledFact
from gksite.text.outline import mark_of
from gksite.text.references import document_number, normalised
from gksite.understanding import letter_lines
from gksite.understanding.labelled_facts import facts_in, hold_all, with_labelled_facts
from gksite.understanding.notice_facts import LetterLine, NoticeFacts, places_of
from gksite.understanding.signatures import take_lines_behind, take_signature
from gksite.understanding.table_titles import table_title_at
from gksite.understanding.text_kinds import texts_of
from gksite.understanding.titles import title_at, whole

_COLUMN_NAME = re.compile(r"^【[^【】]{2,20}】(?=.)")
"""The name of the page's column in front of a title: 【通知公告】."""
_GOES_ON = ("、", "，", ",")
"""What a line of addressees ends with that goes on in the next."""
_ADDRESSED = 12
"""Lines among which the addressees stand, behind number, title and signature."""
_OWN_LINES = ("附", "特此")
"""What a line begins with that no other goes on with: 附件：1.任务表, 特此通知."""


def facts_around_tasks(
    before: Sequence[LetterLine], after: Sequence[LetterLine], labelled: Sequence[LabelledFact]
) -> NoticeFacts:
    """The facts of a notice from what stands before and after its tasks, and from the file's own labels (R11)."""
    stating, others = _split_off_labels(before)
    facts, rest = _take_single_lines(NoticeFacts(), others)
    rest = [line for line in rest if not line.outside]
    facts, rest, above = _take_title(facts, rest)
    facts, rest, signed = take_signature(facts, rest)
    below = places_of(rest[signed:]) if signed else frozenset()
    facts, rest = _take_table_title(facts, rest, signed)
    facts = _take_letter(facts, [line for line in rest[above:] if _is_of_letter(line, facts, below)])
    facts = take_lines_behind(facts, after)
    facts = with_labelled_facts(facts, labelled)
    for line in stating:
        facts = with_labelled_facts(facts, facts_in(line.text))
    facts = _complete(facts)
    return facts.using(*(line for line in stating if hold_all(facts, facts_in(line.text))))


def _split_off_labels(lines: Iterable[LetterLine]) -> tuple[list[LetterLine], list[LetterLine]]:
    """The lines that hold labelled facts and nothing else, and the others."""
    stating: list[LetterLine] = []
    others: list[LetterLine] = []
    for line in lines:
        if facts_in(line.text):
            stating.append(line)
        else:
            others.append(line)
    return stating, others


def _take_single_lines(facts: NoticeFacts, lines: Iterable[LetterLine]) -> tuple[NoticeFacts, list[LetterLine]]:
    """Take the lines that say one thing wherever they stand; what is left."""
    rest = []
    for line in lines:
        if number := document_number(line.text):
            facts = replace(facts, number=facts.number or number).using(line)
        elif how := letter_lines.disclosure(line.text):
            facts = replace(facts, disclosure=facts.disclosure or how).using(line)
        elif office := letter_lines.masthead(line.text):
            facts = replace(facts, issuer=facts.issuer or office, masthead=line).using(line)
        elif not letter_lines.is_attachment_mark(line.text):
            rest.append(line)
    return facts, rest


def _take_title(facts: NoticeFacts, lines: Sequence[LetterLine]) -> tuple[NoticeFacts, list[LetterLine], int]:
    """Take the title, one to four lines with 关于 that end as titles do, else a line above the addressees.

    Return what is left, and how much of it stands above.
    """
    about = title_at(texts_of(lines))
    at = about or _title_above_addressees(lines)
    if at is None:
        return facts, list(lines), 0
    own = lines[at.start : at.stop]
    title = printed = whole(texts_of(own))
    if about:
        title = _COLUMN_NAME.sub("", printed)
    facts = replace(facts, title=title)
    if title == printed:
        facts = facts.using(*own)
    return facts, [*lines[: at.start], *lines[at.stop :]], at.start


def _take_table_title(
    facts: NoticeFacts, lines: Sequence[LetterLine], signed: int
) -> tuple[NoticeFacts, list[LetterLine]]:
    """Take the title of the table, or of what is attached; what is left."""
    at = table_title_at(texts_of(lines), signed)
    if at is None:
        return facts, list(lines)
    own = lines[at.start : at.stop]
    facts = replace(facts, table_title=whole(texts_of(own))).using(*own)
    return facts, [*lines[: at.start], *lines[at.stop :]]


def _is_of_letter(line: LetterLine, facts: NoticeFacts, below: frozenset[int]) -> bool:
    """Whether a line belongs to the letter; of those below its signature only whole sentences do."""
    return not _is_aside(line.text, facts) and (line.place not in below or ends(line.text))


def _is_aside(text: str, facts: NoticeFacts) -> bool:
    """Whether a line is none of the letter: a note of the page, or a fact that is printed once more (R20)."""
    words = bare(normalised(text)).removeprefix(bare(facts.number or ""))
    if words in ("", bare(facts.title or ""), bare(facts.issuer or "")) or letter_lines.is_page_note(text):
        return True
    return is_date(text) and printed_date(text) == facts.issued


def _take_letter(facts: NoticeFacts, lines: Sequence[LetterLine]) -> NoticeFacts:
    """Take the addressees and the paragraphs that follow, those broken over pages whole again."""
    at = _addressees_at(lines)
    if at:
        own = lines[at.start : at.stop]
        addressees = whole(texts_of(own)).rstrip("：: ")
        facts = replace(facts, addressees=addressees).using(*own)
        lines = lines[at.stop :]
    elif facts.title is None:
        lines = [line for line in lines if ends(line.text)]
    preamble: list[str] = []
    for line in lines:
        text = line.text.strip()
        if preamble and not _is_whole(preamble[-1]) and not mark_of(text):
            preamble[-1] = glued(preamble[-1], text)
        else:
            preamble.append(text)
    return replace(facts, preamble=tuple(preamble)).using(*lines)


def _addressees_at(lines: Sequence[LetterLine]) -> range | None:
    """The lines that say whom a letter is for: 各县（市、区）人民政府，⏎市直各单位：."""
    for last, line in enumerate(lines[:_ADDRESSED]):
        if letter_lines.is_address(line.text) and not mark_of(line.text):
            first = last
            while first > 0 and lines[first - 1].text.rstrip().endswith(_GOES_ON):
                first -= 1
            return range(first, last + 1)
    return None


def _title_above_addressees(lines: Sequence[LetterLine]) -> range | None:
    """The first line above the addressees that ends as titles do: 2018年政务公开工作要点."""
    title: range | None = None
    for at, line in enumerate(lines):
        if letter_lines.is_address(line.text):
            return title
        if title is None and letter_lines.ends_title(line.text) and not mark_of(line.text):
            title = range(at, at + 1)
    return None


def _is_whole(text: str) -> bool:
    """Whether a paragraph of the letter does not go on in the next line."""
    return ends(text) or text.startswith(_OWN_LINES) or mark_of(text) is not None


def _complete(facts: NoticeFacts) -> NoticeFacts:
    """The facts with what others tell: the title of a table that of the notice (R12), a title the issuer (R20)."""
    borrowed = facts.title is None and facts.addressees is not None
    facts = replace(facts, borrowed=borrowed, title=facts.title or facts.table_title)
    head = facts.masthead
    if head and letter_lines.masthead(head.text) != facts.issuer:
        facts = replace(facts, used=facts.used - {head.place})
    office, about, _ = (facts.title or "").partition("关于")
    if facts.issuer is None and about and letter_lines.is_office(office):
        facts = replace(facts, issuer=office)
    return facts
