"""Numbers of persons among the digits of a text: identity numbers, mobile numbers, bank cards, accounts."""

import re
from collections.abc import Iterator

from gksite.privacy import labels
from gksite.privacy.cards import as_card
from gksite.privacy.check_digits import has_right_check, is_credit_code, looks_like_id
from gksite.privacy.digits import BEFORE, LABEL, FoundNumber, Number, counts, is_part
from gksite.privacy.finding import Kind, Public

_RUN = re.compile(r"\d++(?>(?:(?: ?- ?|-?\n|[ .·\t])\d++)*)(?:[ \t]?[Xx×](?![A-Za-z0-9×]))?")
"""Digits with what is typed between them, and the X behind them."""
_ID_APART = re.compile(
    r"(?<![0-9A-Za-z])(?:[GgLJ](?=\d{17}))?(?P<id>\d{6}[ /·_,，.()、:-]{0,3}(?:19|"
    r"20)\d\d(?:[01]\d[0-3]\d)[ /·_,，.()、:-]{0,3}\d{3}[\dXx×])(?![0-9A-Za-z])"
)
"""An identity number in its three parts, or behind the G of a 学籍号."""
_MOBILE_APART = re.compile(r"(?<!\d)1[3-9]\d[ /·_]{1,3}\d{4}[ /·_]{1,3}\d{4}(?!\d)")
"""A mobile number in its three parts."""
_SIGNS = re.compile(r"[/·_,，()、:]|  ")
"""What no run of digits holds."""
_SIGNS_AND_BLANKS = re.compile(r"[^0-9Xx×]")
"""What is left out between the parts."""
_ENOUGH = re.compile(r"\d(?:\D{0,3}\d){10}")
"""As many digits as a number of a person has, with little between them."""
_GROUP = re.compile(r"\d++|[Xx×]")
"""Digits without anything between."""
_ELSEWHERE = re.compile(r"(?:https?://|www\.)[^\s\u4e00-\u9fff，。、；）]++", re.IGNORECASE)
"""Addresses of pages, whose digits are none of a person."""
_MOBILE = re.compile(r"(?:(?:0{0,2}86)|0)?1[3-9]\d{9}")
"""A mobile number with what is dialled in front of it."""
_MOBILE_GROUPS = frozenset(((11,), (3, 4, 4), (3, 8), (7, 4), (4, 3, 4), (3, 3, 5), (5, 6), (4, 4, 3)))
"""How the eleven digits of a mobile number are grouped."""
_PAGE = re.compile(r"\.(?:s?html?|aspx?|jsp|php)\b", re.IGNORECASE)
"""How the name of a page ends, whose digits are none of a person."""
_LETTER = re.compile("[A-Za-z]")
"""A letter right behind digits, which are then no number of a person."""
_ONE_LETTER = re.compile("[A-Za-z](?![A-Za-z0-9])")
"""A letter that is a word of its own: A类."""
_LISTED = re.compile(r"(?<![0-9.-])[1-9]\d?\.$")
"""The number of an item in front of what it lists."""
_IN_ADDRESS = re.compile(
    r"(?<![0-9A-Za-z])(?:(?P<id>\d{17}[0-9Xx])|(?:mobile|phone|tel)=(?P<mobile>1[3-9]\d{9}))(?![0-9A-Za-z])"
)
"""A number of a person in the address of a page."""
_SHORTENED = re.compile(r"(?<![0-9.])[1-9]\.\d{4,16}[Ee]\+?1[47](?![0-9])")
"""An identity number that a workbook shows as a power of ten."""
_PAPER = re.compile(r"\b10\.\d{4,9}/$")
"""How the DOI of a paper begins, whose digits follow."""
_ID, _LONGEST = 18, 20
"""Digits of an identity number, and of the longest number of a person."""


def numbers_in(text: str, header: str, person: str, public: Public) -> Iterator[FoundNumber]:
    """The numbers of persons in a folded text, none inside another."""
    if "E" in text.upper():
        for match in _SHORTENED.finditer(text):
            if labels.ID.search(text[max(0, match.start() - LABEL) : match.start()] + header):
                yield FoundNumber("id", *match.span(), is_certain=False)
    if not _ENOUGH.search(text):
        return
    hidden = _without_addresses(text)
    if hidden is not text:
        yield from _in_addresses(text)
    for run in _RUN.finditer(hidden):
        yield from _in_run(text, run, header, person, public)
    yield from _typed_apart(hidden, header)


def _typed_apart(text: str, header: str) -> Iterator[FoundNumber]:
    """Numbers whose parts stand apart by other signs than blanks and hyphens: 539999/19800101/1234."""
    if not _SIGNS.search(text) and "G" not in text.upper():
        return
    for match in _ID_APART.finditer(text):
        if "G" not in match[0] and _SIGNS.search(match[0]) is None:
            continue
        digits = _SIGNS_AND_BLANKS.sub("", match["id"]).upper().replace("×", "X")
        if looks_like_id(digits) and has_right_check(digits):
            yield FoundNumber("id", match.start("id"), match.end("id"), is_certain=True)
    for match in _MOBILE_APART.finditer(text):
        label = text[max(0, match.start() - LABEL) : match.start()] + header
        if _SIGNS.search(match[0]) and labels.PERSONAL.search(label):
            yield FoundNumber("mobile", match.start(), match.end(), is_certain=True)


def _without_addresses(text: str) -> str:
    """A text with blanks in the place of addresses of pages."""
    if "." not in text:
        return text
    return _ELSEWHERE.sub(lambda match: "\0" * len(match[0]), text)


def _in_addresses(text: str) -> Iterator[FoundNumber]:
    """Numbers of persons that an address of a page asks for: ?sfzh=…"""
    for address in _ELSEWHERE.finditer(text):
        for match in _IN_ADDRESS.finditer(text, *address.span()):
            kind: Kind = "mobile"
            if match["id"]:
                kind = "id"
            if kind == "mobile" or (looks_like_id(match["id"]) and has_right_check(match["id"])):
                yield FoundNumber(kind, *match.span(kind), is_certain=True)


def _in_run(text: str, run: re.Match[str], header: str, person: str, public: Public) -> Iterator[FoundNumber]:
    """What is found in digits that stand together, from the left, the longest first."""
    groups = _groups(run)
    at = 0
    while at < len(groups):
        found = None
        for behind in _ends(groups, at):
            found = _judged(_number(text, groups, at, behind, header), person, public)
            if found is not None:
                yield found
                at = behind
                break
        at += found is None


def _ends(groups: list[tuple[int, int]], at: int) -> list[int]:
    """Behind which groups a number may end that begins with one, the longest first: it has 11 to 20 digits."""
    found, digits = [], 0
    for behind in range(at, len(groups)):
        digits += groups[behind][1] - groups[behind][0]
        if digits > _LONGEST:
            break
        if digits >= 11:
            found.append(behind + 1)
    return found[::-1]


def _groups(run: re.Match[str]) -> list[tuple[int, int]]:
    """Where the groups of a run begin and end; a number written onto an identity number is a group of its own."""
    found = []
    for match in _GROUP.finditer(run[0]):
        start, end = match.start() + run.start(), match.end() + run.start()
        if end - start > _LONGEST and looks_like_id(match[0][:_ID]) and has_right_check(match[0][:_ID]):
            found.append((start, start + _ID))
            start += _ID
        found.append((start, end))
    return found


def _number(text: str, groups: list[tuple[int, int]], at: int, behind: int, header: str) -> Number:
    """Some groups of digits as one number."""
    start, end = groups[at][0], groups[behind - 1][1]
    digits = "".join(text[a:b] for a, b in groups[at:behind]).upper().replace("×", "X")
    before = labels.MARKS_BEFORE.sub("", text[max(0, start - BEFORE) : start])
    after = text[end : end + 24]
    marks = labels.MARKS_BEHIND.match(after)
    if marks is not None:
        after = after[marks.end() :]
    lengths = tuple(b - a for a, b in groups[at:behind])
    inner = _GROUP.sub("", text[start:end])
    joins = ["", ""]
    if at:
        joins[0] = text[groups[at - 1][1] : start]
    if behind < len(groups):
        joins[1] = text[end : groups[behind][0]]
    return Number(start, end, digits, before, after, header, lengths, inner, (joins[0], joins[1]))


def _judged(number: Number, person: str, public: Public) -> FoundNumber | None:
    """What a number is of a person, None where it is nothing of the kind."""
    length = len(number.digits)
    if not 11 <= length <= 20 or not labels.may_follow(number.before) or _PAPER.search(number.before):
        return None
    if _PAGE.match(number.after) or _goes_on(number):
        return None
    if length in (15, 18):
        found = _as_id(number, person)
        if found is not None:
            return found
    if "X" in number.digits:
        return None
    if length <= 15 and (found := _as_mobile(number, public)) is not None:
        return found
    if length == 20 and has_disability_form(number.digits):
        return FoundNumber("id", number.start, number.end, is_certain=True)
    return as_card(number, person, public)


def _goes_on(number: Number) -> bool:
    """Whether letters behind digits make them a code, unless they are labelled, or surely an identity number."""
    if not _LETTER.match(number.after) or labels.PERSONAL.search(number.label):
        return False
    is_id = len(number.digits) == _ID and looks_like_id(number.digits) and has_right_check(number.digits)
    return not (is_id and _ONE_LETTER.match(number.after))


def has_disability_form(digits: str) -> bool:
    """Whether twenty digits are those of a 残疾人证: an identity number, the kind, the degree."""
    number = digits[:18]
    return looks_like_id(number) and has_right_check(number) and digits[18] in "1234567" and digits[19] in "1234"


def _as_id(number: Number, person: str) -> FoundNumber | None:
    """An identity number: certain where its check character is right, or its label says so."""
    digits, label = number.digits, number.label
    if "X" in digits[:-1] or not looks_like_id(digits) or (is_part(number) and not _is_listed(number)):
        return None
    is_labelled = labels.ID.search(label) is not None
    if len(digits) == 18 and has_right_check(digits):
        if labels.CREDIT.search(label) and is_credit_code(digits):
            return None
        return FoundNumber("id", number.start, number.end, is_certain=True)
    if "\n" in number.joined or len(number.groups) > 5:
        return None
    if labels.THING.search(label) and not is_labelled:
        return None
    if counts(number) or (len(number.groups) > 1 and not is_labelled):
        return None
    is_certain = len(digits) == 15 and (is_labelled or bool(person))
    return FoundNumber("id", number.start, number.end, is_certain)


def _is_listed(number: Number) -> bool:
    """Whether all that it is joined to is the number of an item in front of it, and its check character is right."""
    if number.joined != (".", "") or len(number.digits) != _ID or not has_right_check(number.digits):
        return False
    return _LISTED.search(number.before) is not None


def _as_mobile(number: Number, public: Public) -> FoundNumber | None:
    """A mobile number that is not the office's own."""
    if _MOBILE.fullmatch(number.digits) is None or "\n" in number.joined:
        return None
    length = len(number.digits)
    if (length > 11 and not _is_dialled(number)) or (set(number.inner) == {"."} and number.groups != (3, 4, 4)):
        return None
    if length == 11 and number.groups not in _MOBILE_GROUPS and len(number.groups) != 11:
        return None
    if _is_joined(number) or counts(number) or _is_numbered(number):
        return None
    if labels.THING.search(number.label) and not labels.PERSONAL.search(number.label):
        return None
    if number.digits in public.numbers or number.digits[-11:] in public.numbers:
        return None
    return FoundNumber("mobile", number.start, number.end, is_certain=True)


def _is_dialled(number: Number) -> bool:
    """Whether what stands before the eleven digits is a prefix: its own group, or written together with them."""
    more = len(number.digits) - 11
    return number.groups[0] in (more, len(number.digits), more + 3) or (
        number.groups[0] == more and number.groups[1:] in _MOBILE_GROUPS
    )


def _is_joined(number: Number) -> bool:
    """Whether other digits belong to it: 2018-13800001234, 0.13800001234, but not 1.13800001234 in a list."""
    front, behind = number.joined
    if "-" in behind or behind.startswith("."):
        return True
    if front.endswith("."):
        item = number.before[:-1]
        return not (item[-2:].isdigit() or item[-1:].isdigit()) or len(number.before) > 3 or item.strip() == "0"
    return "-" in front


def _is_numbered(number: Number) -> bool:
    """Whether it is the number of a document: 第13800001234号, 〔2021〕13800001234号."""
    before = number.before.rstrip(" ")
    return before.endswith(("第", "〕", "]", "】", "′", "°")) and number.after.lstrip(" ")[:1] in ("号", "期", "″")
