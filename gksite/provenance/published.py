"""The finished files once more, pages and search text alike: whatever content let pass is found here."""

import re
from collections.abc import Collection, Iterable, Iterator
from html import unescape

from gksite.model.open_files import DATA_TEXTS
from gksite.model.outputs import File
from gksite.privacy.detect import detect
from gksite.privacy.finding import Public, Stretch
from gksite.privacy.masking import Policy
from gksite.problems.problem import Location, Problem
from gksite.provenance.personal_codes import Found, problems_of

_TEXTS = (".html", ".js", ".bin", *DATA_TEXTS)
"""How the names of files end that hold texts of ours."""
_DIGITS = re.compile(rb"\d(?:[ -]?\d){10}|\d{3}[ -]\d{4}[ -]\d{4}")
"""So many digits as a number of a person has, as they stand in a file."""
_AROUND = 120
"""Bytes around them in which their label stands."""
_TAG = re.compile(r"<[^<>]{0,300}>|^[^<>]{0,300}>|<[^<>]{0,300}$")
"""A tag, or a piece of one."""


def check_published(
    files: Iterable[File], found: Iterable[Problem], public: Public, policy: Policy
) -> Iterator[Problem]:
    """The certain findings in finished files that nobody has found in the content."""
    known = _marks(found)
    seen: set[bytes] = set()
    told: list[Found] = []
    for file in files:
        if not file.path.endswith(_TEXTS) or file.path.startswith(("files/", "sources/")):
            continue
        for match in _DIGITS.finditer(file.content):
            around = file.content[max(0, match.start() - _AROUND) : match.end() + _AROUND]
            if around not in seen:
                seen.add(around)
                told += _found_in(around, file.path, known, public, policy)
    yield from problems_of(told, policy)


def _marks(found: Iterable[Problem]) -> frozenset[str]:
    """The marks of what is told of the content already, or waived there."""
    marks: set[str] = set()
    for problem in found:
        marks.update(str(dict(problem.arguments).get("marks", "")).split())
    return frozenset(marks)


def _found_in(around: bytes, path: str, known: Collection[str], public: Public, policy: Policy) -> Iterator[Found]:
    text = _TAG.sub(" ", unescape(around.decode("utf-8", "ignore")))
    for finding in detect(Stretch(text), public):
        one = Found(finding, Location(f"output/{path}"))
        if finding.is_certain and one.mark(policy) not in known:
            yield one
