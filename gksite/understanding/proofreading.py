"""What looks like a slip of the original: it is kept as printed, with a doubt."""

import re
from collections import Counter
from collections.abc import Iterator

from gksite.model.draft import Doubt
from gksite.understanding import doubts

_NO_COMMA = re.compile(r"》[（(][^（）()]*号[)）]《")
"""Two titles of documents without a sign between them: …》（国发〔2016〕55号）《…."""
_BARE_NUMBER = re.compile(r"》\s*[\u3400-\u9fff]{2,8}〔\d{4}〕\d+号")
"""A document number without its brackets behind a title: …》国发〔2016〕55号."""
_SHOWN = 12
"""Characters of a place that an editor is shown."""
_TERM = re.compile(r"[\u3400-\u9fff]{4}")
"""A term of four characters, such as 政务公开."""
_LENGTH = 4
"""Characters of a term."""


def proofread(title: str | None, requirement: str | None) -> Iterator[Doubt]:
    """What looks like a slip in a task: a comma or brackets left out, a term misspelt."""
    text = requirement or ""
    if joinless := _NO_COMMA.search(text):
        yield doubts.slip(joinless.group()[-_SHOWN:])
    if number := _BARE_NUMBER.search(text):
        yield doubts.slip(number.group()[1:])
    if misspelt := _misspelt_term(title or "", text):
        yield doubts.variant(*misspelt)


def _misspelt_term(title: str, requirement: str) -> tuple[str, str] | None:
    """A term of the title that the requirement uses time and again with another character inside."""
    counts = Counter(_grams(requirement))
    holed: dict[str, str] = {}
    for gram in sorted(counts):
        if counts[gram] > 1 and gram not in title:
            holed |= dict.fromkeys(_with_holes(gram), gram)
    for gram in _grams(title):
        if gram in counts or not _TERM.fullmatch(gram):
            continue
        for hole in _with_holes(gram):
            if hole in holed:
                return gram, holed[hole]
    return None


def _grams(text: str) -> list[str]:
    """All pieces of a text as long as a term, overlapping."""
    return [text[at : at + _LENGTH] for at in range(len(text) - _LENGTH + 1)]


def _with_holes(gram: str) -> tuple[str, str]:
    """A term of four characters with its second or its third left open."""
    return f"{gram[0]}?{gram[2:]}", f"{gram[:2]}?{gram[3]}"
