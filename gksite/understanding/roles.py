"""Who leads and who supports: by the column of a cell, and by the words in it, which go before its column."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from gksite.model.draft import Agencies, Doubt
from gksite.text.breaks import bare, mended
from gksite.text.outline import mark_of
from gksite.understanding import doubts
from gksite.understanding.agency_names import Token, tokens, without_other_name
from gksite.understanding.vocabulary import agency_like, first_verb, person_like

Hint = Literal["lead", "support", "duty", "both", "first"]
"""What the column says: `duty` is 责任单位 as the only agency column, `first` that the first name leads."""

_LABEL = re.compile(
    r"(总?牵头|主办|主责|责任|配合|协办|承办|协助|参与|参加|落实|负责)(?:责任|落实)?"
    r"(?:(?:单位|部门|科室|处室|股室|机构|主体)?\s*[:：]|(?:单位|部门|科室|处室|股室|机构|主体)\s*[为是][:：]?)\s*"
)
_DUTIES = (
    r"(?:按照?|根据|依据|结合|依)(?:照)?(?:各自|自身|本单位)?(?:的)?(?:工作)?"
    r"(?:职责|职能|职权|分工)(?:和)?(?:任务)?(?:分工)?(?:分别|具体)?"
)
_ROLE = re.compile(
    rf"^(?P<name>.*?)(?:{_DUTIES})?(?:分别|共同|联合|具体|各自|分头|予以|积极)?"
    r"(?P<role>牵头负责|牵头|主办|负责落实|负责|承办|贯彻落实|落实|配合|协办|协助|参与|参加|组织实施)"
    r"(?:落实|做好|抓好|推进|实施|完成)?[。；]?$"
)
_ONLY_DUTIES = re.compile(rf"^(?P<name>.*?){_DUTIES}$")
_NOTED = re.compile(r"^(?P<name>.+?)[（(](?P<role>总?牵头|主办|配合|协办|责任|负责)(?:单位|部门)?[）)]$")
_STARRED = re.compile(r"^[★☆*＊▲△](?P<name>.+)$")
_ETC = re.compile(
    r"^(?P<name>.+?)等(?:有关|相关|各|行业|主管|责任|职能|成员|市直|县直|区直|\d+个|[一二三四五六七八九十]+个|多个)*"
    r"(?:部门|单位|科室|处室|股室|镇街)*(?:[（(](?:单位|部门|科室)[)）])?$"
)
_TOGETHER = re.compile(r"会同|会商|联合(?!会|国|体|社|工|党|征信)|商(?=[省市县区])")
_LEAD = ("牵头", "总牵头", "主办", "主责", "牵头负责")
_SUPPORT = ("配合", "协办", "协助", "参与", "参加")
_AMBIGUOUS = re.compile(r"市政(?!府|协|务|法|研)")
_BLANKS = (" ", "\u3000", "\t", "\n")
_LEVEL = re.compile("[省市县区州旗镇乡各]")


@dataclass(slots=True)
class _Group:
    """Names up to a word for their role; `word` is None where none follows."""

    names: list[str] = field(default_factory=list)
    word: str | None = None
    divided: int | None = None


@dataclass(frozen=True, slots=True)
class Roles:
    """Both roles of a task."""

    lead: Agencies
    support: Agencies
    doubts: tuple[Doubt, ...] = ()


def roles_of(cells: list[tuple[Hint, str]]) -> Roles:
    """The agencies that some cells of one task state, each with what its column says."""
    lead: list[str] = []
    support: list[str] = []
    printed: dict[str, str | None] = {"lead": None, "support": None}
    found: list[Doubt] = []
    alone = not any(hint in ("lead", "both") for hint, _ in cells)
    for hint, cell in cells:
        if not bare(cell):
            continue
        first, second, more = _one_cell(cell, hint, alone=alone)
        lead += first
        support += second
        found += more
        place = "support" if hint == "support" or (hint == "duty" and not first) else "lead"
        printed[place] = "\n".join(filter(None, (printed[place], *map(mended, cell.split("\n\n")))))
    return Roles(Agencies(_unique(lead), printed["lead"]), Agencies(_unique(support), printed["support"]), tuple(found))


def _unique(names: list[str]) -> tuple[str, ...]:
    """The names as they stand; one that a sentence repeats is dropped, one that a list repeats stays."""
    return tuple(names)


def _one_cell(cell: str, hint: Hint, *, alone: bool) -> tuple[list[str], list[str], list[Doubt]]:
    pieces = tokens(cell)
    if any(_is_sentence(piece.text) for piece in pieces):
        return _sentences(cell, hint)
    groups, found = _groups(pieces)
    words = {group.word for group in groups if group.word}
    lead: list[str] = []
    support: list[str] = []
    leads_stated = any(word in _LEAD for word in words)
    for number, group in enumerate(groups):
        if group.divided is not None:
            found.append(doubts.TOGETHER)
            (support if hint == "support" else lead).extend(group.names[: group.divided])
            support.extend(group.names[group.divided :])
        elif group.word in _LEAD:
            lead += group.names
        elif group.word in _SUPPORT:
            support += group.names
        elif hint == "first" and group.word in ("责任", "落实", "负责") and not leads_stated:
            lead += group.names[: 0 if lead else 1]
            support += group.names[1:] if lead == group.names[:1] else group.names
        elif group.word in ("责任", "落实单位"):
            (lead if words & set(_SUPPORT) and not leads_stated else support).extend(group.names)
        elif group.word:
            (support if leads_stated or (hint == "support") else lead).extend(group.names)
        else:
            target, unsure = _by_column(hint, number, leads=leads_stated, stated=bool(words), alone=alone)
            if target == "first":
                lead += group.names[:1]
                support += group.names[1:]
            else:
                (lead if target == "lead" else support).extend(group.names)
            found += [doubts.UNCLEAR] if unsure else []
    if _could_be_elided(lead + support):
        found.append(doubts.ELIDED)
    found += [doubts.twice(name) for name, count in sorted(Counter(lead + support).items()) if count > 1]
    found += [doubts.doubled(name) for name in dict.fromkeys(lead + support) if _doubled(name)]
    return lead, support, found


def _by_column(hint: Hint, number: int, *, leads: bool, stated: bool, alone: bool) -> tuple[str, bool]:
    """The role of names without a word of their own, and whether it is unclear."""
    if hint == "first":
        return ("first" if number == 0 else "support"), False
    if hint == "both":
        return ("support" if leads else "lead"), not leads
    if hint == "duty":
        return "support", stated and not leads
    return hint, False


def _groups(pieces: list[Token]) -> tuple[list[_Group], list[Doubt]]:
    groups = [_Group()]
    label: str | None = None
    found: list[Doubt] = []
    for piece in pieces:
        text = piece.text
        if mark := mark_of(text):
            text = mark.rest
        if labelled := _LABEL.match(text):
            label, text = labelled[1], text[labelled.end() :]
            groups.append(_Group(word=label))
        text, word, own = _without_role(text, found)
        if own:
            groups.insert(len(groups) - 1, _Group([text], word))
            continue
        if piece.cut in _BLANKS and groups[-1].names and not word and person_like(text):
            found.append(doubts.person(text))
            continue
        if together := _TOGETHER.search(text[2:]):
            first, text = text[: together.start() + 2], text[together.end() + 2 :]
            groups[-1].names.append(without_other_name(first))
            groups[-1].divided = len(groups[-1].names)
        if text:
            groups[-1].names.append(without_other_name(text))
        if word:
            groups[-1].word = word
            groups.append(_Group(word=label))
    return [group for group in groups if group.names], found


def _without_role(text: str, found: list[Doubt]) -> tuple[str, str | None, bool]:
    """A name without the words around it, its role, and whether the role in brackets is its alone."""
    text = text.rstrip("。；").removeprefix("由")
    if starred := _STARRED.match(text):
        found.append(doubts.STARRED)
        return starred["name"], "牵头", True
    if noted := _NOTED.match(text):
        return noted["name"], noted["role"], True
    word = None
    if role := _ROLE.match(text):
        text, word = role["name"], role["role"]
    elif duties := _ONLY_DUTIES.match(text):
        text, word = duties["name"], "负责"
    if etc := _ETC.match(text):
        text = etc["name"]
        found.append(doubts.AND_OTHERS)
    return text.strip(), word, False


def _is_sentence(text: str) -> bool:
    """Whether a piece says what somebody does, beyond a name and a role."""
    if mark := mark_of(text):
        text = mark.rest
    name = _without_role(_LABEL.sub("", text), [])[0]
    return bool(name) and not agency_like(name) and (first_verb(name) > 1 or len(name) > 30)


def _sentences(cell: str, hint: Hint) -> tuple[list[str], list[str], list[Doubt]]:
    """Who acts in each sentence of a cell."""
    lead: list[str] = []
    support: list[str] = []
    for clause in re.split(r"[；;。\n]", cell):
        text = clause.strip()
        if mark := mark_of(text):
            text = mark.rest
        verb = first_verb(text)
        subject = text[:verb] if verb > 1 else text
        names = [without_other_name(re.sub("[要应须]$", "", _without_role(t.text, [])[0])) for t in tokens(subject)]
        leads = "牵头" in text[: verb + 4] if verb > 1 else hint == "lead"
        role = lead if leads or (hint in ("lead", "both") and "配合" not in text) else support
        role += [name for name in names if agency_like(name) and name not in role]
    return lead, support, [doubts.SENTENCE, *([doubts.ELIDED] if _could_be_elided(lead + support) else [])]


def _could_be_elided(names: list[str]) -> bool:
    """Whether 市政园林局 may be 市园林局 … or an office whose 市 was left out like its neighbours'."""
    return any(_AMBIGUOUS.match(name) for name in names) and any(not _LEVEL.match(name) for name in names)


def _doubled(name: str) -> bool:
    """Whether a name repeats a part of itself at once: 市科工商务局局, 市社会保障和社会保障局."""
    return re.search(r"([\u3400-\u9fff]{2,})[和与及]?\1|(局|委|办|厅)\2$", name) is not None
