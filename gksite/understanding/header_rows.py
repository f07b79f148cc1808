"""The rows that name the columns of a table: one or several, merged or with blanks, a row of column numbers below."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from gksite.text.breaks import bare
from gksite.text.outline import value_of
from gksite.understanding.columns import Columns, own_texts
from gksite.understanding.row_slots import Slot, TableRow
from gksite.understanding.text_kinds import on_one_line, texts_of
from gksite.understanding.vocabulary import HOLDERS, TASKS, ColumnKind, column_kind, kinds_of

_ENOUGH = 0.6
"""Share of a header row's cells whose words must be known."""
_MOST_ROWS = 6
"""Rows of a header."""
_LONGEST = 24
"""Characters of a heading; the first task below a header may say more."""
_GENERIC = re.compile(r"(?:单位|部门|科室|处室|股室|机构|责任)?(?:名称|全称)?")
"""Headings that say nothing of the role, which the one above them says: 单位 below 牵头, 名称 below 牵头单位 (R37)."""
_GROUP_SIGNS = re.compile("[：:。；;，,0-9０-９]")
"""Signs that no heading over a group of columns holds, but a line on who filled the table in does."""
_NUMBERED = re.compile(r"(?:[栏列项]\s*(?:次|号|目)|序\s*号|行次)")
"""What stands in front of the numbers of columns: 栏次 (R38)."""
_COUNTED = re.compile(
    r"[\[（(【〔]?(?P<sign>\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z]|[甲乙丙丁戊己庚辛壬癸])[\]）)】〕]?[.、]?"
)
"""The number of a column: 3, (3), 三, C, 丙."""
_SUM = re.compile(r"[=＝].*")
"""How a column is counted from others: 5=3+4."""
_STEMS = "甲乙丙丁戊己庚辛壬癸"
"""The signs of columns that are not counted: 甲 乙 1 2 3."""
_FEWEST_NUMBERS = 3
"""Numbers of columns that make a row of them."""


def is_header(row: TableRow) -> bool:
    """Whether a row names columns: two words at least, most of them known."""
    known = list(filter(None, map(column_kind, row.shown_texts(row.stated))))
    return len(set(known)) > 1 and len(known) >= _ENOUGH * len(row.stated)


def header_height(rows: Sequence[TableRow], at: int) -> int:
    """How many rows the header that begins at a row has, 0 where none does (R37)."""
    top = at
    while top - at < 2 and top + 1 < len(rows) and not is_header(rows[top]) and _groups(rows[top], rows[top + 1]):
        top += 1
    if not is_header(rows[top]):
        return 0
    end = top + 1
    while end - at < _MOST_ROWS and (more := _rows_of_header(rows, at, end)):
        end += more
    return end - at


def _rows_of_header(rows: Sequence[TableRow], at: int, end: int) -> int:
    """How many more rows belong to a header so far, blank ones in front of them too; 0 for none."""
    blank = end
    while blank < len(rows) and not rows[blank].stated and not any(map(_reaches_in, rows[blank].slots)):
        blank += 1
    if blank >= len(rows) or blank - end > 1:
        return 0
    header, row = rows[at:end], rows[blank]
    goes_on = blank == end and _hangs(rows[end - 1], row) and end - at == 1
    if goes_on or _divides(header, row) or is_count_of_columns(row, rows[at:end]):
        return blank - end + 1
    return 0


def _groups(row: TableRow, below: TableRow) -> bool:
    """Whether a row names groups of the columns that the row below names: 基本情况 and 责任分工, each over several."""
    texts = texts_of(row.slots_at(row.stated))
    if len(texts) < 2 or row.full or any(map(_GROUP_SIGNS.search, texts)) or max(map(len, texts)) > _LONGEST:
        return False
    widens = any(slot.state == "left" for slot in row.slots)
    is_known = any(map(column_kind, texts))
    return is_header(below) and (widens or is_known) and len(below.stated) > len(row.stated)


def _divides(header: Sequence[TableRow], row: TableRow) -> bool:
    """Whether a row goes on with a header: under merged headings, or as words of columns where nothing is named yet.

    So it does where a heading of tasks is merged downward into it, for no row of tasks begins there.
    """
    if not row.stated or row.full:
        return False
    texts = texts_of(row.slots_at(row.stated))
    if max(len(bare(text)) for text in texts) > _LONGEST or any(map(_GROUP_SIGNS.search, texts)):
        return False
    if any(row.slots[column].state == "above" for column in _named(header, TASKS)):
        return True
    kinds = list(map(column_kind, texts))
    if None in kinds or (len(kinds) == 1 and kinds[0] not in HOLDERS):
        return False
    over = [_text_above(header, column) for column in row.stated]
    return "" in over or _are_parts(over, kinds)


def _named(header: Sequence[TableRow], kinds: Sequence[ColumnKind]) -> Iterator[int]:
    """The columns that a header names as some kinds."""
    for column in range(len(header[0].slots)):
        if any(column_kind(text) in kinds for text in own_texts(column, header)):
            yield column


def _reaches_in(slot: Slot) -> bool:
    """Whether a cell from above reaches in."""
    return slot.state == "above"


def _text_above(header: Sequence[TableRow], column: int) -> str:
    """The words right over a column in the lowest row of a header, "" under a merged heading or a blank."""
    return header[-1].slots[column].text.strip()  # a heading merged over several columns shows in the first alone


def _are_parts(over: Sequence[str], kinds: Sequence[ColumnKind | None]) -> bool:
    """Whether words for agencies stand below words for agencies: 牵头单位 below 责任分工."""
    above = set(map(column_kind, over))
    return above <= set(HOLDERS) and set(kinds) <= {*HOLDERS, "title", "other"}


def _hangs(upper: TableRow, lower: TableRow) -> bool:
    """Whether a row of headings of agencies divides one above, but stands at the left, where extraction put it."""
    if len(lower.stated) < 2 or lower.stated[0] > 0:
        return False
    above = [column_kind(text) for text in texts_of(upper.slots)]
    if above[0] in (None, *HOLDERS) or set(HOLDERS).isdisjoint(above):
        return False
    return set(map(column_kind, texts_of(lower.slots_at(lower.stated)))) <= set(HOLDERS)


def _texts_of_hanging(upper: TableRow, lower: TableRow) -> list[str]:
    """The words of a header of two rows, the lower put in place of the heading of agencies that it divides."""
    words = texts_of(upper.slots)
    parts = texts_of(lower.slots_at(lower.stated))
    at = next(i for i, text in enumerate(words) if column_kind(text) in HOLDERS)
    rest = words[at + 1 :]
    while rest and not rest[0].strip() and len(words) - len(rest) - at < len(parts):
        rest = rest[1:]
    whole = [*words[:at], *parts, *rest][: len(words)]
    return [*whole, *[""] * (len(words) - len(whole))]


def named_columns(header: Sequence[TableRow]) -> Columns:
    """The columns as a header of some rows names them, from the group at the top to the words right over each."""
    rows = [row for n, row in enumerate(header) if not (n and is_count_of_columns(row, header[:n]))]
    if len(rows) == 2 and _hangs(*rows):
        texts = _texts_of_hanging(*rows)
    else:
        texts = [_name_of(_words_over(rows, column)) for column in range(len(rows[0].slots))]
    names = list(map(on_one_line, texts))
    return Columns(kinds_of(names), tuple(map(bare, names)))


def _words_over(header: Sequence[TableRow], column: int) -> list[str]:
    """The words over a column, top to bottom, those of headings merged over several columns too."""
    words: list[str] = []
    for row in header:
        at = column
        while at and row.slots[at].state == "left":
            at -= 1
        slot = row.slots[at]
        if slot.stated and (at == column or row is not header[-1]):
            words.append(slot.text)
    return words


def _name_of(words: Sequence[str]) -> str:
    """What the words over a column name: the lowest, with those above where it alone says too little (R37)."""
    if not words:
        return ""
    *above, lowest = words
    kind = column_kind(lowest)
    says_enough = kind is not None and not _GENERIC.fullmatch(bare(lowest))
    if says_enough:
        return lowest
    for upper in reversed(above):
        joined = upper + lowest
        roles = {column_kind(upper), column_kind(joined)}
        if column_kind(joined) in ("lead", "support"):
            return joined
        if not roles.isdisjoint(("lead", "support")):
            return upper
    if kind is None and above and column_kind(above[-1]):
        return above[-1]
    return lowest


def is_count_of_columns(row: TableRow, header: Sequence[TableRow]) -> bool:
    """Whether a row below a header counts its columns, (1) (2) (3) or 甲 乙 1 2, and so is no task (R38)."""
    texts = [unicodedata.normalize("NFKC", bare(text)) for text in texts_of(row.slots_at(row.stated))]
    if texts and _NUMBERED.fullmatch(texts[0]):
        texts = texts[1:]
    signs = [_sign(text) for text in texts]
    while len(signs) > 1 and signs[0] == _STEMS[0]:
        signs, stems = _without_stems(signs)
        if not signs:
            return stems >= _FEWEST_NUMBERS
    places = [_place(sign) for sign in signs]
    is_run = bool(places) and all(place == places[0] + n for n, place in enumerate(places)) and places[0] in (0, 1, 2)
    named = sum(1 for column in range(len(row.slots)) if own_texts(column, header))
    return is_run and len(row.stated) >= min(_FEWEST_NUMBERS, named)


def _without_stems(signs: Sequence[str]) -> tuple[list[str], int]:
    """The signs behind 甲 乙 …, and how many of these there are."""
    count = 0
    while count < len(signs) and count < len(_STEMS) and signs[count] == _STEMS[count]:
        count += 1
    return list(signs[count:]), count


def _sign(text: str) -> str:
    """The sign of a column's number, "" for any other text."""
    if counted := _COUNTED.fullmatch(_SUM.sub("", text)):
        return counted["sign"]
    return ""


def _place(sign: str) -> int:
    """Which column a sign counts, -1 for none: 3, 三, C are 3; A is 1."""
    if not sign:
        return -1
    if sign.isascii() and sign.isalpha():
        return ord(sign.upper()) - ord("A") + 1
    return value_of(sign)
