"""The agencies of a role, each once: what a cell prints twice, or by two names, is one agency with a doubt."""

from collections.abc import Hashable, Iterator, Sequence

from gksite.drafting.agencies import NameMatch
from gksite.model.draft import Doubt
from gksite.problems.problem import Phrase
from gksite.text.names import fold_name
from gksite.understanding.doubts import name_twice


def each_once(found: Sequence[NameMatch]) -> tuple[NameMatch, ...]:
    """The first match of every agency; a name that no agency has stands for itself."""
    first: dict[Hashable, NameMatch] = {}
    for match in found:
        first.setdefault(_identity(match), match)
    return tuple(first.values())


def repeat_doubts(found: Sequence[NameMatch]) -> Iterator[Doubt]:
    """What to say of each agency that is named a second time."""
    first: dict[Hashable, NameMatch] = {}
    for match in found:
        before = first.setdefault(_identity(match), match)
        if before is match:
            continue
        if fold_name(before.printed) == fold_name(match.printed):
            yield name_twice(before.printed)
        else:
            phrase = "“{name}”和“{other}”在登记表中是同一个单位，只录一次"
            yield Doubt("agency", Phrase(phrase, name=before.printed, other=match.printed))


def _identity(match: NameMatch) -> Hashable:
    """What tells a match from others: its agency, or the name that no agency has."""
    return match.agency or fold_name(match.printed)
