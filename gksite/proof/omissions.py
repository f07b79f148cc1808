"""What a source says and no field of its notice holds, unless an editor has signed it away."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gksite.documents.yaml_reader import Document
from gksite.drafting.frames import is_frame, without_frames
from gksite.drafting.omissions import omissions, place_of
from gksite.model.blocks import Spot
from gksite.model.positions import Position
from gksite.model.records import NoticeFields
from gksite.model.signatures import Omission
from gksite.problems.problem import Code, Phrase, Problem
from gksite.proof.comparison import shown_place
from gksite.proof.deviations import opening
from gksite.proof.held_words import held_words
from gksite.proof.understood import Understood
from gksite.provenance.units import Unit, cited_numbers, spot_in_words

NOT_HELD = Code(
    "GK235",
    "来源{where}的“{text}”没有录入；确实不录的，写进 omitted：{entry}",
    why="来源里的话，录入的通知里一句也不应当少；漏掉的内容没有人会发现。",
    mend="照来源补录。网站菜单、联系人一类不必公开的，在通知的 omitted 里写明位置和理由。",
)
NO_REASON = Code(
    "GK236",
    "omitted 的这一条没有写理由",
    why="来源里有而没有录入的文字，要有人看过，说得出为什么不录。",
    mend="写上 reason，如“网站菜单”“页码”；应当录入的，录入以后删去这一条。",
)
NOTHING_OMITTED = Code(
    "GK237",
    "omitted 的这一条对不上：{fault}",
    why="位置写错或过宽的一条，会盖住真正漏录的文字。",
    mend="改正位置，只写没有录入的那几行；已经录入的，删去这一条。",
)


@dataclass(frozen=True, slots=True)
class _Source:
    """The units of a source, with what each says that no field holds, and which of them import left out."""

    units: tuple[Unit, ...]
    left: dict[int, str]
    unused: frozenset[int]


def omission_problems(
    document: Document,
    record: NoticeFields,
    units: tuple[Unit, ...],
    understood: Understood | None,
    told: frozenset[int] = frozenset(),
) -> Iterator[Problem]:
    """The words of a source that are in no field and not signed away; the signatures that are not in order.

    `told` are the units of which something is said already.
    """
    source = _source(record, units, understood)
    covered = set(told)
    for i, omission in enumerate(record.omitted):
        found = list(cited_numbers(units, omission))
        covered.update(found)
        place = document.location(("omitted", i))
        if not omission.reason:
            yield Problem(NO_REASON, place)
        if fault := _fault(omission, found, source):
            yield Problem(NOTHING_OMITTED, place, fault=fault)
    left = [(units[i].spot, text) for i, text in sorted(source.left.items()) if i not in covered]
    place = document.location(("source",), key=True)
    for omission in omissions(left):
        entry = Phrase("{{{place}, reason: 理由, by: 姓名, on: 日期}}", place=shown_place(omission))
        where = spot_in_words(Spot(**omission.position))
        yield Problem(NOT_HELD, place, where=where, text=opening(omission.text or ""), entry=entry)


def _source(record: NoticeFields, units: tuple[Unit, ...], understood: Understood | None) -> _Source:
    held = held_words(record, understood)
    left: dict[int, str] = {}
    for i, unit in enumerate(units):
        if is_frame(unit):
            continue
        if words := " ".join(filter(None, map(held.left_of, unit.cells))):
            left[i] = words
    if understood is None:
        return _Source(units, left, frozenset())
    for spot, text in without_frames(understood.unused, units):
        at = list(cited_numbers(units, Position(**place_of(spot))))
        if at and left.keys().isdisjoint(at) and not held.is_text(text):
            left[at[0]] = text
    unused: set[int] = set()
    for spot, _ in understood.unused:
        unused.update(cited_numbers(units, Position(**place_of(spot))))
    return _Source(units, left, frozenset(unused))


def _fault(omission: Omission, found: Sequence[int], source: _Source) -> Phrase | None:
    """Why an omission is none: nothing stands there, other words do, or a field holds them."""
    speaking = [i for i in found if source.units[i].bare]
    if not speaking:
        return Phrase("来源没有这个位置，或者那里没有文字")
    words = _letters("".join(source.units[i].bare for i in speaking))
    spots = {i: spot_in_words(source.units[i].spot) for i in speaking}
    for piece in (omission.text or "").removesuffix("…").split():
        if _letters(piece) not in words:
            return Phrase("来源{where}印的不是“{text}”", where=spots[speaking[0]], text=piece)
    for i in speaking:
        if i not in source.left and i not in source.unused and not is_frame(source.units[i]):
            return Phrase("来源{where}的文字已经录入", where=spots[i])
    return None


def _letters(text: str) -> str:
    """A text without blanks and signs."""
    return "".join(filter(str.isalnum, text))
