"""The headings of a notice and of its source: what is called otherwise, and which task stands elsewhere."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gksite.documents.yaml_reader import Document
from gksite.model.walk import KeyPath, TaskStep
from gksite.proof.deviations import NOTICE, Deviation, differing, section_field
from gksite.text.breaks import bare

_NAME = "部分的标题"
_UNDER = "所属部分"
_BETWEEN = " › "
"""Stands between a heading and the one below it where a message shows several."""
Steps = Sequence[TaskStep[Any, Any]]
Headings = tuple[str, ...]


def section_deviations(document: Document, ours: Steps, theirs: Steps, pairs: Mapping[int, int]) -> Iterator[Deviation]:
    """Each heading that the source prints otherwise, once; each task that the source has under another."""
    counterparts = _counterparts(ours, theirs, pairs)
    told: set[KeyPath] = set()
    for i, k in sorted(pairs.items()):
        step, printed = ours[i], theirs[k].under.headings
        own = step.under.headings
        if _bare(own) == _bare(printed):
            continue
        if _bare(printed) != counterparts[step.under.key_path]:
            shown = (_BETWEEN.join(own), _BETWEEN.join(printed))
            yield differing(document, step.key_path, step.key_path, "section", _UNDER, *shown)
            continue
        for key_path, title, other in _renamed(step.under.key_path, own, printed):
            if key_path not in told:
                told.add(key_path)
                yield differing(document, (*key_path, "title"), NOTICE, section_field(title), _NAME, title, other)


def _renamed(key_path: KeyPath, own: Headings, printed: Headings) -> Iterator[tuple[KeyPath, str, str]]:
    """The headings above a section, and its own, that are printed otherwise; as one where it has other levels."""
    if len(own) != len(printed):
        yield key_path, own[-1], _BETWEEN.join(printed)
        return
    for depth, (title, other) in enumerate(zip(own, printed, strict=True), 1):
        if bare(title) != bare(other):
            yield key_path[: 2 * depth], title, other


def _counterparts(ours: Steps, theirs: Steps, pairs: Mapping[int, int]) -> dict[KeyPath, Headings]:
    """For each section with tasks the headings that the source has above most of them, its own if above any."""
    met: dict[KeyPath, Counter[Headings]] = {}
    own: dict[KeyPath, Headings] = {}
    for i, k in sorted(pairs.items()):
        under = ours[i].under
        own[under.key_path] = _bare(under.headings)
        met.setdefault(under.key_path, Counter())[_bare(theirs[k].under.headings)] += 1
    found = {}
    for key_path, counted in met.items():
        (most, _), *_ = counted.most_common(1)
        found[key_path] = own[key_path] if own[key_path] in counted else most
    return found


def _bare(headings: Headings) -> Headings:
    return tuple(map(bare, headings))
