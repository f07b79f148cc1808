"""What a draft holds nothing of, as places that an editor explains or transcribes."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from gksite.model.blocks import Spot
from gksite.model.positions import POSITIONS
from gksite.model.signatures import Omission
from gksite.text.hidden import without_hidden

_SHOWN = 60
"""Characters of an omitted text by which an editor knows it again."""
_COUNTED = ("lines", "rows", "paragraphs")
"""The keys of a position that count on, so that neighbours make one range."""


def place_of(spot: Spot) -> dict[str, Any]:
    """A spot in the form of a record's position that fits."""
    form = next(form for form in POSITIONS if all(getattr(spot, key) is not None for key in form))
    return {key: getattr(spot, key) for key in form}


def omissions(unused: Sequence[tuple[Spot, str]]) -> tuple[Omission, ...]:
    """One entry for each run of neighbouring pieces that are in no field; why they are not, an editor says."""
    pieces = [(place_of(spot), text) for spot, text in unused]
    return tuple(_omission(run) for run in _runs(pieces))


def _runs(pieces: Sequence[tuple[dict[str, Any], str]]) -> Iterator[list[tuple[dict[str, Any], str]]]:
    """Pieces that stand one directly behind the other, in order."""
    run = list(pieces[:1])
    for (before, _), piece in pairwise(pieces):
        if not _follows(before, piece[0]):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _follows(before: dict[str, Any], place: dict[str, Any]) -> bool:
    """Whether a place begins where the one before it ends, or in the same row."""
    counted = _counted(place)
    if before.keys() != place.keys() or any(before[key] != place[key] for key in place if key != counted):
        return False
    end, start = int(before[counted][1]), int(place[counted][0])
    return 0 <= start - end <= 1


def _counted(place: dict[str, Any]) -> str:
    return next(key for key in _COUNTED if key in place)


def _omission(run: Sequence[tuple[dict[str, Any], str]]) -> Omission:
    place, _ = run[0]
    counted = _counted(place)
    ends = [piece[counted][1] for piece, _ in run]
    words = " ".join(without_hidden(" ".join(text for _, text in run)).split())
    shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
    return Omission(**{**place, counted: (place[counted][0], max(ends))}, text=shown or None)
