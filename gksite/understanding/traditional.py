"""A source in Traditional characters: its words are recognised in simplified ones and kept as they are printed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from gksite.model.blocks import Cell, Paragraph, Reading, Table
from gksite.model.draft import Agencies, Draft, DraftSection, DraftTask
from gksite.text.breaks import bare
from gksite.text.traditional import simple
from gksite.understanding.text_kinds import texts_of

_TELLING = re.compile("[單責務門關於發機構協縣區鄉鎮會辦領導處廳時實開報經計劃規議]")
"""Characters that no simplified text holds: 縣 in 縣財政局."""
_FEWEST = 5
"""Characters that tell a source in Traditional characters from one that holds a name in them."""
_SIGNS = re.compile(r"([\s：、；，〔〕]+)")
"""What stands between the pieces of a text that is put together from several: 、 between two offices that sign."""


def simplify(reading: Reading) -> tuple[Reading, Callable[[Draft], Draft]]:
    """A reading in the characters of our vocabulary, and what puts a draft of it back into those of the source."""
    texts = [*texts_in(reading), *(value for _, value in reading.facts)]
    if len(_TELLING.findall("".join(texts))) < _FEWEST:
        return reading, lambda draft: draft
    blocks = tuple(map(_simple_block, reading.blocks))
    facts = tuple(map(_simple_fact, reading.facts))
    printed = "\n".join(map(bare, texts))
    return replace(reading, blocks=blocks, facts=facts), _Restorer(printed).draft


def texts_in(reading: Reading) -> Iterator[str]:
    """The texts of the paragraphs and cells of a reading in order."""
    for block in reading.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from texts_of(block.cells)


def _simple_fact(fact: tuple[str, str]) -> tuple[str, str]:
    """A label and its value in simplified characters."""
    label, value = fact
    return simple(label), simple(value)


def _simple_block(block: Paragraph | Table) -> Paragraph | Table:
    """A paragraph or table in simplified characters."""
    if isinstance(block, Paragraph):
        return replace(block, text=simple(block.text))
    return replace(block, cells=tuple(map(_simple_cell, block.cells)))


def _simple_cell(cell: Cell) -> Cell:
    """A cell in simplified characters."""
    return replace(cell, text=simple(cell.text))


class _Restorer:
    """Puts the texts of a draft back into the characters that the source prints."""

    def __init__(self, printed: str) -> None:
        self.printed = printed
        self.simple = simple(printed)

    def text(self, text: str) -> str:
        """A text as printed; one put together from several is restored piece by piece."""
        words = bare(text)
        at = self.simple.find(words)
        if at >= 0:
            return _with_blanks(text, self.printed[at : at + len(words)])
        pieces = _SIGNS.split(text)
        if len(pieces) == 1:
            return text
        return "".join(map(self._piece, pieces))

    def _piece(self, piece: str) -> str:
        """A part of a text, or the signs between two parts."""
        if _SIGNS.fullmatch(piece):
            return piece
        return self.text(piece)

    def some(self, text: str | None) -> str | None:
        """A text as printed, where there is one."""
        return self.text(text) if text else text

    def agencies(self, agencies: Agencies) -> Agencies:
        """The names of one role, and their cell, as printed."""
        return Agencies(tuple(map(self.text, agencies.names)), self.some(agencies.cell))

    def task(self, task: DraftTask) -> DraftTask:
        """A task as printed."""
        return replace(
            task,
            title=self.some(task.title),
            requirement=self.some(task.requirement),
            lead=self.agencies(task.lead),
            support=self.agencies(task.support),
            deadline=self.some(task.deadline),
            remark=self.some(task.remark),
        )

    def section(self, section: DraftSection) -> DraftSection:
        """A section with all below it as printed."""
        below = tuple(map(self.section, section.sections))
        return DraftSection(self.text(section.title), tuple(map(self.task, section.tasks)), below)

    def draft(self, draft: Draft) -> Draft:
        """A draft as printed."""
        return replace(
            draft,
            title=self.some(draft.title),
            number=self.some(draft.number),
            issuer=self.some(draft.issuer),
            disclosure=self.some(draft.disclosure),
            subject=self.some(draft.subject),
            addressees=self.some(draft.addressees),
            preamble=self.some(draft.preamble),
            table_title=self.some(draft.table_title),
            closing=self.some(draft.closing),
            sections=tuple(map(self.section, draft.sections)),
            cc=tuple(map(self.text, draft.cc)),
            unused=tuple((spot, self.text(text)) for spot, text in draft.unused),
        )


def _with_blanks(text: str, printed: str) -> str:
    """The characters of the source, with the blanks that a text has between them."""
    characters = iter(printed)
    whole = ""
    for character in text:
        whole += next(characters) if bare(character) else character
    return whole
