"""What stands around the tasks: title, number, offices, dates, addressees, preamble, copies."""

import re
from collections.abc import Iterable, Sequence

from gksite.model.blocks import Paragraph
from gksite.text.breaks import bare, ends, glued, unspaced
from gksite.text.dates import is_date, printed_date
from gksite.text.outline import mark_of
from gksite.text.references import document_number, normalised
from gksite.understanding import letter_lines
from gksite.understanding.labelled_facts import Header, facts_in, labelled, states
from gksite.understanding.titles import part, title_at, whole

_ADDRESS = re.compile(r"^[^。；]{2,300}[：:]$")
_COLUMN_NAME = re.compile(r"^【[^【】]{2,20}】(?=.)")
"""The name of the page's column in front of a title."""
_GOES_ON = ("、", "，", ",")
_BESIDE = re.compile(
    r"^[（(]?(?:填[报表]|制表|报送|编制|责任|计量)?(?:单位|部门|日期|时间|人)(?:[（(][^）)]*[)）])?[：:]\S{0,30}[)）]?$"
)
_GAP = re.compile(r"\s{2,}|\t")
_WHOLE_NAME = 6
"""Characters from which a name is no 办公室 or 县人民政府 of the words in front of it."""


def header_of(before: Sequence[Paragraph], after: Sequence[Paragraph], facts: Iterable[tuple[str, str]]) -> Header:
    """The facts of a notice from what stands before and after its tasks, and from the file's own labels."""
    header = Header()
    stated = {id(p): found for p in before if (found := facts_in(p.text))}
    rest = _single_lines([p for p in before if id(p) not in stated], header)
    rest, above = _title(rest, header)
    rest, signed = _signature(rest, header)
    left = _table_title(rest, signed, header)
    below = {id(p) for p in rest[signed:]} if signed else set()
    _letter([p for p in left[above:] if not _aside(p.text, header) and (id(p) not in below or ends(p.text))], header)
    _after(after, header)
    labelled([*facts, *(fact for found in stated.values() for fact in found)], header)
    _settle(header)
    header.used |= {place for place, found in stated.items() if states(header, found)}
    return header


def _single_lines(before: Sequence[Paragraph], header: Header) -> list[Paragraph]:
    """Take the lines that say one thing wherever they stand."""
    rest = []
    for paragraph in before:
        text = paragraph.text
        if number := document_number(text):
            header.number = header.number or number
        elif how := letter_lines.disclosure(text):
            header.disclosure = header.disclosure or how
        elif office := letter_lines.masthead(text):
            header.issuer, header.head = header.issuer or office, paragraph
        elif not letter_lines.is_attachment_mark(text):
            rest.append(paragraph)
            continue
        else:
            continue
        header.use(paragraph)
    return rest


def _title(before: list[Paragraph], header: Header) -> tuple[list[Paragraph], int]:
    """Take the title, one to four lines with 关于 that end as titles do, else such a line above the addressees.

    Return what is left, and how much of it stands above.
    """
    if at := title_at(before):
        title = whole(before[at.start : at.stop])
        header.title = _COLUMN_NAME.sub("", title)
        for used in before[at.start : at.stop] if header.title == title else ():
            header.use(used)
        return before[: at.start] + before[at.stop :], at.start
    below = next((i for i, paragraph in enumerate(before) if _ADDRESS.match(paragraph.text.strip())), 0)
    for i, paragraph in enumerate(before[:below]):
        if letter_lines.ends_title(paragraph.text) and not mark_of(paragraph.text):
            header.title = whole([paragraph])
            header.use(paragraph)
            return before[:i] + before[i + 1 :], i
    return before, 0


def _aside(text: str, header: Header) -> bool:
    """Whether a line is none of the letter: a note of the page, or a fact that is printed once more."""
    words = bare(normalised(text)).removeprefix(bare(header.number or ""))
    again = is_date(text) and printed_date(text) == header.issued
    return (
        again or words in ("", bare(header.title or ""), bare(header.issuer or "")) or letter_lines.is_page_note(text)
    )


def _table_title(before: list[Paragraph], signed: int, header: Header) -> list[Paragraph]:
    """The lines right above the table or the first heading, or those that open what is attached below the signature."""
    named = "".join(bare(paragraph.text) for paragraph in before)
    for i, paragraph in enumerate(before):
        if not signed and f"《{bare(paragraph.text)}》" in named and letter_lines.ends_title(paragraph.text):
            header.table_title = whole([paragraph])
            header.use(paragraph)
            return before[:i] + before[i + 1 :]
    for i in range(signed, len(before)) if signed else ():
        if letter_lines.ends_title(before[i].text) and not mark_of(before[i].text):
            first = i
            while first > signed and first > i - 2 and _titles_table(before[first - 1], before[first:]):
                first -= 1
            header.table_title = whole(before[first : i + 1])
            for paragraph in before[first : i + 1]:
                header.use(paragraph)
            return before[:first] + before[i + 1 :]
    last = len(before)
    while last > signed and _beside_table(before[last - 1].text):
        last -= 1
    last = last if last > signed and _titles_table(before[last - 1], ()) else len(before)
    first = last
    while first > 0 and last - first < 3 and _titles_table(before[first - 1], before[first:last]):
        first -= 1
    if first < last:
        header.table_title = whole(before[first:last])
        for paragraph in before[first:last]:
            header.use(paragraph)
    return before[:first] + before[last:]


def _beside_table(text: str) -> bool:
    """Whether a line between a table and its title says who filled it in and when, or in which unit it counts."""
    return _BESIDE.match(text.strip()) is not None or is_date(text.strip().strip("（）()"))


def _titles_table(paragraph: Paragraph, below: Sequence[Paragraph]) -> bool:
    text = paragraph.text
    if (
        not part(paragraph)
        or "：" in text
        or letter_lines.is_office(text)
        or letter_lines.signature(text)
        or mark_of(text)
    ):
        return False
    return not below or not letter_lines.ends_title(text)


def _signature(before: list[Paragraph], header: Header) -> tuple[list[Paragraph], int]:
    """Take the offices that sign and the date under them; what is left, and how much of it stands above them."""
    for i in reversed(range(len(before))):
        text = before[i].text
        if signed := letter_lines.signature(text):
            header.issuer, header.issued = signed[0], printed_date(signed[1])
            header.use(before[i])
            return before[:i] + before[i + 1 :], i
        if not is_date(text.strip("（）() ")):
            continue
        last = i
        while last > 0 and is_date(before[last - 1].text.strip()):
            last -= 1
        first = last
        while first > 0 and letter_lines.is_office(before[first - 1].text):
            first -= 1
        letter = any(_ADDRESS.match(paragraph.text.strip()) for paragraph in before[:first])
        if first < last or header.title or header.number or letter:
            header.issued = printed_date(text)
            if first < last:
                header.issuer = "、".join(
                    unspaced(name) for p in before[first:last] for name in _offices(p.text.strip())
                )
            for paragraph in before[first : i + 1]:
                header.use(paragraph)
            return before[:first] + before[i + 1 :], first
    return before, 0


def _offices(text: str) -> list[str]:
    """The offices that sign in one line; a single blank parts only what are names by themselves."""
    parts = text.split()
    return (
        parts if all(letter_lines.is_office(part) and len(part) >= _WHOLE_NAME for part in parts) else _GAP.split(text)
    )


def _letter(rest: list[Paragraph], header: Header) -> None:
    """Addressees and the paragraphs that follow, those broken over pages whole again."""
    start = 0
    for i, paragraph in enumerate(rest[:12]):
        if _ADDRESS.match(paragraph.text.strip()) and not mark_of(paragraph.text):
            first = i
            while first > 0 and rest[first - 1].text.rstrip().endswith(_GOES_ON):
                first -= 1
            header.addressees = whole(rest[first : i + 1]).rstrip("：: ")
            for used in rest[first : i + 1]:
                header.use(used)
            start = i + 1
            break
    if header.title is None and header.addressees is None:
        rest = [p for p in rest if ends(p.text)]
        start = 0
    for paragraph in rest[start:]:
        if header.preamble and not _whole_line(header.preamble[-1]) and not mark_of(paragraph.text):
            header.preamble[-1] = glued(header.preamble[-1], paragraph.text.strip())
        else:
            header.preamble.append(paragraph.text.strip())
        header.use(paragraph)


def _whole_line(text: str) -> bool:
    return ends(text) or text.startswith(("附", "特此")) or mark_of(text) is not None


def _after(after: Sequence[Paragraph], header: Header) -> None:
    """Copies, imprint, and a signature behind the table."""
    rest: list[Paragraph] = []
    copying = False
    for paragraph in after:
        text = paragraph.text
        if (names := letter_lines.copies(text)) is not None or (copying and text.rstrip().endswith(("。", "；", "，"))):
            header.cc += _names(names if names is not None else text)
            copying = True
        elif letter_lines.is_furniture(text) or letter_lines.is_attachment_mark(text):
            copying = False
            continue
        elif how := letter_lines.disclosure(text):
            header.disclosure, copying = header.disclosure or how, False
        elif number := document_number(text):
            header.number, copying = header.number or number, False
        else:
            copying = False
            rest.append(paragraph)
            continue
        header.use(paragraph)
    _imprint(rest, header)


def _names(text: str) -> list[str]:
    outside = re.sub(r"[（(][^（）()]*[)）]", lambda match: match.group().translate(_KEPT), text)
    return [name.translate(_BACK).strip() for name in re.split("[，、；。,;]", outside) if name.strip()]


_KEPT = str.maketrans("，、；。,;", "\ue000\ue001\ue002\ue003\ue004\ue005")
_BACK = str.maketrans("\ue000\ue001\ue002\ue003\ue004\ue005", "，、；。,;")


def _imprint(rest: list[Paragraph], header: Header) -> None:
    for i, paragraph in enumerate(rest):
        text = paragraph.text.strip()
        before = rest[i - 1] if i else None
        if letter_lines.is_imprint(text):
            header.printed = printed_date(text)
            if before and id(before) not in header.used and letter_lines.is_heading_like(before.text):
                header.closing.append(before.text.strip())
                header.use(before)
            header.closing.append(re.sub(r"\s{2,}", " ", text))
        elif is_date(text) and header.issued is None and before and letter_lines.is_office(before.text):
            header.issued, header.issuer = printed_date(text), unspaced(before.text)
            header.use(before)
        elif (signed := letter_lines.signature(text)) and header.issued is None:
            header.issuer, header.issued = signed[0], printed_date(signed[1])
        elif is_date(text) and header.issued is None:
            header.issued = printed_date(text)
        else:
            continue
        header.use(paragraph)


def _settle(header: Header) -> None:
    """A table on its own gives the notice its heading; a title that names its office gives the issuer."""
    header.borrowed = header.title is None and header.addressees is not None
    header.title = header.title or header.table_title
    if header.head and letter_lines.masthead(header.head.text) != header.issuer:
        header.used.discard(id(header.head))
    office = (header.title or "").partition("关于")
    if header.issuer is None and office[1] and letter_lines.is_office(office[0]):
        header.issuer = office[0]
