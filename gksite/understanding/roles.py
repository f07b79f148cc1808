"""Who leads and who supports: by the column of a cell, and by the words in it, which go before its column (R5)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from gksite.model.draft import Agencies, Doubt
from gksite.text.breaks import bare, mended
from gksite.understanding import doubts
from gksite.understanding.agency_names import Token, tokens, without_other_name
from gksite.understanding.ditto_words import ditto_in
from gksite.understanding.named_roles import named_role
from gksite.understanding.text_kinds import texts_of, without_number
from gksite.understanding.vocabulary import agency_like, first_verb, person_like

Hint = Literal["lead", "support", "duty", "both", "first"]
"""What the column says: `duty` is 责任单位 as the only agency column, `first` that the first name leads."""

_LABEL = re.compile(
    r"(总?牵头|主办|主责|责任|配合|协办|承办|协助|参与|参加|落实|负责)(?:责任|落实)?"
    r"(?:(?:单位|部门|科室|处室|股室|机构|主体)?\s*[:：]|(?:单位|部门|科室|处室|股室|机构|主体)\s*[为是][:：]?)\s*"
)
"""A role in front of the names that have it: 牵头单位： in 牵头单位：市税务局."""
_TOGETHER = re.compile(r"会同|会商|联合(?!会|国|体|社|工|党|征信)|商(?=[省市县区])")
"""What stands between the one who leads and those who act with it: 会同 in 市政府督查室会同市发改委负责 (R5)."""
_LEAD = ("牵头", "总牵头", "主办", "主责", "牵头负责")
"""Words for the one who leads (R5)."""
_SUPPORT = ("配合", "协办", "协助", "参与", "参加")
"""Words for those who support (R5, R21)."""
_DUTY = "责任"
"""The word for those who support, but for the one who leads where others are said to support (R16)."""
_IN_FRONT = {"落实": _DUTY}
"""Words that say something else in front of names: 落实单位：各县 is 责任单位 (R29), 各县落实 who leads (R5)."""
_EACH_ITS_OWN = ("责任", "落实", "负责")
"""Words under which the first of several names leads, where the column says so (R15)."""
_AMBIGUOUS = re.compile(r"市政(?!府|协|务|法|研)")
"""The beginning of a name that may be 市 and 政…, or 市政: 市政园林局, but not 市政府办."""
_BLANKS = (" ", "\u3000", "\t", "\n")
"""Signs between a name and the person behind it: the blank in 应急办 张某."""
_LEVEL = re.compile("[省市县区州旗镇乡各]")
"""The level that a name begins with: 市 in 市财政局."""
_CLAUSE_ENDS = re.compile(r"[；;。\n]")
"""What parts the sentences of a cell that tells who does what."""
_MUST = re.compile("[要应须]$")
"""The word between who acts and what is done: 要 in 各单位要按要求公开."""
_TWICE = re.compile(r"([\u3400-\u9fff]{2,20})[和与及]?\1|(局|委|办|厅)\2$")
"""A name that repeats a part of itself at once: 市科工商务局局, 市社会保障和社会保障局."""
_ROLE_BEHIND = 4
"""Characters behind the verb in which 牵头 says that the subject leads: 负责牵头."""
_LONGEST_NAME = 30
"""Characters of a name that is not known as one; what is longer is a sentence."""


@dataclass(slots=True)
class _NameGroup:
    """Names up to a word for their role; `word` is None where none follows."""

    names: list[str] = field(default_factory=list)
    word: str | None = None
    divided: int | None = None
    """How many names stand in front of 会同, where it joins them to the others."""


@dataclass(frozen=True, slots=True)
class _StatedRoles:
    """Which roles the words in a cell state."""

    leads: bool
    supports: bool
    any: bool


@dataclass(slots=True)
class _CellRoles:
    """Those who lead and those who support by some cells, while they are read, and what is doubtful about them."""

    lead: list[str] = field(default_factory=list)
    support: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def add(self, names: Iterable[str], *, leads: bool) -> None:
        """Add some names to those who lead, or to those who support."""
        self.of(leads=leads).extend(names)

    def of(self, *, leads: bool) -> list[str]:
        """Those who lead, or those who support."""
        return self.lead if leads else self.support

    @property
    def names(self) -> list[str]:
        """All names, those of the lead first."""
        return self.lead + self.support


@dataclass(frozen=True, slots=True)
class Roles:
    """Both roles of a task."""

    lead: Agencies
    support: Agencies
    doubts: tuple[Doubt, ...] = ()


def with_hints(cells: Sequence[tuple[Hint, str]], changed: Mapping[Hint, Hint]) -> tuple[tuple[Hint, str], ...]:
    """Some cells, where what their columns say is changed by what else the notice says."""
    return tuple((changed.get(hint, hint), cell) for hint, cell in cells)


def roles_of(cells: Sequence[tuple[Hint, str]]) -> Roles:
    """The agencies that some cells of one task state, each with what its column says."""
    whole = _CellRoles()
    printed = _CellRoles()
    for hint, cell in cells:
        if not bare(cell):
            continue
        roles = _roles_in_cell(cell, hint)
        whole.lead += roles.lead
        whole.support += roles.support
        whole.doubts += roles.doubts
        supports = hint == "support" or (hint == "duty" and not roles.lead)
        printed.add(filter(None, map(mended, cell.split("\n\n"))), leads=not supports)
    return Roles(
        Agencies(tuple(whole.lead), "\n".join(printed.lead) or None),
        Agencies(tuple(whole.support), "\n".join(printed.support) or None),
        tuple(whole.doubts),
    )


def _roles_in_cell(cell: str, hint: Hint) -> _CellRoles:
    """Who leads and who supports by the words in a cell, and by its column where they do not tell."""
    pieces = tokens(cell)
    if any(map(_is_sentence, texts_of(pieces))):
        return _roles_in_sentences(cell, hint)
    groups, unsure = _group_names(pieces)
    stated = _stated_roles(groups)
    roles = _CellRoles(doubts=unsure)
    for number, group in enumerate(groups):
        if group.divided is not None:
            _add_together(roles, group.names, group.divided, hint)
        elif group.word is None:
            _add_by_column(roles, group.names, hint, stated, is_first=number == 0)
        elif hint == "first" and group.word in _EACH_ITS_OWN and not stated.leads:
            _add_first_leading(roles, group.names)
        else:
            roles.add(group.names, leads=_leads_by_word(group.word, hint, stated))
    roles.doubts += _doubts_of_names(roles.names)
    return roles


def _stated_roles(groups: Sequence[_NameGroup]) -> _StatedRoles:
    """Which roles the words of some groups state."""
    words = {group.word for group in groups if group.word}
    return _StatedRoles(not words.isdisjoint(_LEAD), not words.isdisjoint(_SUPPORT), bool(words))


def _add_together(roles: _CellRoles, names: Sequence[str], divided: int, hint: Hint) -> None:
    """Names on both sides of 会同: the first lead, where another column does not, and the others support (R5)."""
    roles.doubts.append(doubts.TOGETHER)
    roles.add(names[:divided], leads=hint != "support")
    roles.add(names[divided:], leads=False)


def _add_first_leading(roles: _CellRoles, names: Sequence[str]) -> None:
    """Names of which the first of the whole cell leads (R15)."""
    if not roles.lead:
        roles.add(names[:1], leads=True)
    if roles.lead == list(names[:1]):
        names = names[1:]
    roles.add(names, leads=False)


def _leads_by_word(word: str, hint: Hint, stated: _StatedRoles) -> bool:
    """Whether a word behind or in front of names says that they lead, and not that they support (R5, R16)."""
    if word in _LEAD or word in _SUPPORT:
        return word in _LEAD
    if word == _DUTY:
        return stated.supports and not stated.leads
    return hint != "support" and not stated.leads


def _add_by_column(
    roles: _CellRoles, names: Sequence[str], hint: Hint, stated: _StatedRoles, *, is_first: bool
) -> None:
    """Names without a word of their own have the role of their column, with a doubt where that leaves it open."""
    if hint == "first":
        leading = int(is_first)
        roles.add(names[:leading], leads=True)
        roles.add(names[leading:], leads=False)
    elif hint == "both":
        roles.add(names, leads=not stated.leads)
    else:
        roles.add(names, leads=hint == "lead")
    is_open = hint == "both" or (hint == "duty" and stated.any)
    if is_open and not stated.leads:
        roles.doubts.append(doubts.UNCLEAR)


def _doubts_of_names(names: Sequence[str]) -> Iterator[Doubt]:
    """What is doubtful about the names of a cell: short for others, listed twice, or with a part doubled."""
    if _could_be_elided(names):
        yield doubts.ELIDED
    for name, count in sorted(Counter(names).items()):
        if count > 1:
            yield doubts.name_twice(name)
    for name in filter(_TWICE.search, dict.fromkeys(names)):
        yield doubts.name_doubled(name)


def _group_names(pieces: Sequence[Token]) -> tuple[list[_NameGroup], list[Doubt]]:
    """The names of a cell by the words for their roles, which may stand in front of them or behind them."""
    groups = [_NameGroup()]
    label: str | None = None
    unsure: list[Doubt] = []
    for piece in pieces:
        text = without_number(piece.text)
        if labelled := _LABEL.match(text):
            label, text = _IN_FRONT.get(labelled[1], labelled[1]), text[labelled.end() :]
            groups.append(_NameGroup(word=label))
        part = named_role(text)
        unsure += part.doubts
        if ditto_in(part.name):
            unsure.append(doubts.ditto_name(part.name))
            continue
        if part.alone:
            groups.insert(len(groups) - 1, _NameGroup([part.name], part.word))
            continue
        behind_name = piece.cut in _BLANKS and groups[-1].names
        if behind_name and not part.word and person_like(part.name):  # a person is no agency (R13)
            unsure.append(doubts.person_named(part.name))
            continue
        _add_name(groups[-1], part.name)
        if part.word:
            groups[-1].word = part.word
            groups.append(_NameGroup(word=label))
    return [group for group in groups if group.names], unsure


def _add_name(group: _NameGroup, text: str) -> None:
    """Put a name into a group, or both that 会同 joins."""
    if together := _TOGETHER.search(text[2:]):
        group.names.append(without_other_name(text[: together.start() + 2]))
        group.divided = len(group.names)
        text = text[together.end() + 2 :]
    if text:
        group.names.append(without_other_name(text))


def _is_sentence(text: str) -> bool:
    """Whether a piece says what somebody does, beyond a name and a role."""
    name = named_role(_LABEL.sub("", without_number(text))).name
    return bool(name) and not agency_like(name) and (first_verb(name) > 1 or len(name) > _LONGEST_NAME)


def _roles_in_sentences(cell: str, hint: Hint) -> _CellRoles:
    """Who acts in each sentence of a cell."""
    roles = _CellRoles(doubts=[doubts.SENTENCE])
    for clause in _CLAUSE_ENDS.split(cell):
        text = without_number(clause.strip())
        verb = first_verb(text)
        subject, leads = text, hint == "lead"
        if verb > 1:
            subject, leads = text[:verb], "牵头" in text[: verb + _ROLE_BEHIND]
        leads = leads or (hint in ("lead", "both") and "配合" not in text)
        known = roles.of(leads=leads)
        roles.add([name for name in _names_in(subject) if name not in known], leads=leads)
    if _could_be_elided(roles.names):
        roles.doubts.append(doubts.ELIDED)
    return roles


def _names_in(subject: str) -> list[str]:
    """The agencies that the subject of a sentence lists: 区科信局 of 区科信局要."""
    names = []
    for text in texts_of(tokens(subject)):
        name = without_other_name(_MUST.sub("", named_role(text).name))
        if agency_like(name):
            names.append(name)
    return names


def _could_be_elided(names: Sequence[str]) -> bool:
    """Whether 市政园林局 may be 市园林局 … or an office whose 市 was left out like its neighbours'."""
    return any(map(_AMBIGUOUS.match, names)) and not all(map(_LEVEL.match, names))
