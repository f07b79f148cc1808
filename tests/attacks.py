"""Strings made to keep an expression busy, and the expressions of the package that they keep busy too long.

An attack is a beginning, a piece again and again, and an end that does not match. Pieces come from the expression's own
parse: what each of its repeats takes, what leads to it, and every character that it tells apart.
"""

import dataclasses
import importlib
import pkgutil
import re
import sys
import time
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from re import _constants as said  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import gksite

ENDS = ("", "☃", "\n☃")
SIZES = (8, 16, 20, 24, 28, 32, 256, 4096)
"""Lengths of the repeated part: what doubles with each step is found at the small ones, before it takes for ever."""
FLOOR = 0.005
"""Processor seconds below which nothing is said: linear matching of 4,000 characters takes a hundredth of that."""
GROWTH = 2.8
"""How many times longer twice the length may take: 2 is linear, 4 is quadratic."""
NARROW = 600
"""Attacks on one expression where not all are tried; only a list of some hundred labels has more."""
CATEGORIES = {
    said.CATEGORY_DIGIT: "1",
    said.CATEGORY_NOT_DIGIT: "x",
    said.CATEGORY_SPACE: " ",
    said.CATEGORY_NOT_SPACE: "x",
    said.CATEGORY_WORD: "文",
    said.CATEGORY_NOT_WORD: ".",
}
LETTERS = (" ", "\u3000", "\n", "1", "x", "文", "、", "（")
"""Characters that any expression is tried with."""


WAYS = ("search", "finditer", "sub", "split", "findall", "match", "fullmatch")
"""The ways in which an expression is used; those like `sub` go on behind what they find."""


@dataclasses.dataclass(frozen=True)
class Found:
    """An expression of the package: where it is, and the ways in which it is used."""

    name: str
    pattern: re.Pattern[str]
    ways: frozenset[str]


def patterns() -> list[Found]:
    """Every compiled expression that a module of the package holds, also in tuples, tables and values, once."""
    found: dict[tuple[str, int], Found] = {}
    for module in pkgutil.walk_packages(gksite.__path__, "gksite."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for pattern in _within(value, 4):
                key = (pattern.pattern, pattern.flags)
                ways = _ways(module.name, name, alone=value is pattern)
                before = found.get(key)
                found[key] = Found(f"{module.name}.{name}", pattern, ways | (before.ways if before else frozenset()))
    return list(found.values())


def _within(value: Any, depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
        return
    if depth == 0 or isinstance(value, str | bytes | type):
        return
    if dataclasses.is_dataclass(value):
        value = [getattr(value, field.name) for field in dataclasses.fields(value)]
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    if isinstance(value, tuple | list | set | frozenset):
        for item in value:
            yield from _within(item, depth - 1)


def _ways(module: str, name: str, *, alone: bool) -> frozenset[str]:
    """The ways in which an expression of this name is used, all that its module has where it is passed on."""
    text = _source(module)
    if not name.startswith("_"):
        text = "\n".join(source for source in _sources() if name in source)
    if alone:
        is_passed_on = re.search(rf"[(,] ?{name}\b(?!\.)", text) is not None
        named = r"\.(\w+)\(" if is_passed_on else rf"\b{name}\.(\w+)"
    else:
        variables = re.findall(r"\w+", " ".join(re.findall(rf"for ([\w, ()]+) in (?:enumerate\()?{name}\b", text)))
        named = rf"\b(?:{'|'.join(variables) or name})\.(\w+)\("
    return frozenset(re.findall(named, text)) & frozenset(WAYS) or frozenset({"search", "fullmatch"})


def _source(module: str) -> str:
    return Path(sys.modules[module].__file__ or "").read_text(encoding="utf-8")


@cache
def _sources() -> list[str]:
    folder = Path(gksite.__file__).parent
    return [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py"))]


def attacks(pattern: re.Pattern[str], *, widely: bool) -> Iterator[tuple[str, str, str]]:
    """Beginning, piece and end of each attack on an expression."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    letters = sorted({*LETTERS, *_spread(sorted(_letters(tree)))}) if widely else list(LETTERS)
    seen = set()
    for before, pieces in [("", letters), *_repeats(tree, [""])]:
        for piece in dict.fromkeys([*pieces, before, *(letters if before else ())]):
            for end in ENDS if widely else ENDS[1:]:
                if piece and (before, piece, end) not in seen:
                    seen.add((before, piece, end))
                    yield before, piece, end


def _spread(letters: list[str]) -> list[str]:
    return letters if len(letters) <= 40 else letters[:: len(letters) // 40 + 1]


def _letters(tree: Any) -> set[str]:
    """A character for everything that a parse tells apart."""
    found: set[str] = set()
    for what, value in tree:
        if what in (said.LITERAL, said.NOT_LITERAL):
            found.add(chr(value))
        elif what is said.RANGE:
            found |= {chr(value[0]), chr(value[1])}
        elif what is said.CATEGORY:
            found.add(CATEGORIES.get(value, "x"))
        elif what is said.IN:
            found |= _letters(value)
        else:
            for part in _parts(what, value):
                found |= _letters(part)
    return found


def _parts(what: Any, value: Any) -> list[Any]:
    """The parses inside a node."""
    if what in (said.MAX_REPEAT, said.MIN_REPEAT, said.POSSESSIVE_REPEAT):
        return [value[2]]
    if what is said.BRANCH:
        return list(value[1])
    if what is said.SUBPATTERN:
        return [value[3]]
    if what is said.ATOMIC_GROUP:
        return [value]
    if what in (said.ASSERT, said.ASSERT_NOT):
        return [value[1]]
    if what is said.GROUPREF_EXISTS:
        return [part for part in value[1:] if part]
    return []


def repeats_a_group_possessively(pattern: re.Pattern[str]) -> bool:
    """Whether an expression has a possessive repeat of more than one character."""
    return _has_possessive_group(parser.parse(pattern.pattern, pattern.flags))


def _has_possessive_group(tree: Any) -> bool:
    for what, value in tree:
        if what is said.POSSESSIVE_REPEAT and (len(value[2]) != 1 or value[2][0][0] not in _SINGLE):
            return True
        if any(map(_has_possessive_group, _parts(what, value))):
            return True
    return False


_SINGLE = (said.LITERAL, said.NOT_LITERAL, said.IN, said.ANY)
"""What matches one character."""


def _repeats(tree: Any, before: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Each long repeat of a parse: texts that lead to it, and texts that it takes."""
    for what, value in tree:
        if what in (said.MAX_REPEAT, said.MIN_REPEAT, said.POSSESSIVE_REPEAT) and value[1] > 8:
            pieces = [*dict.fromkeys(_texts(value[2], turn) for turn in range(6))]
            for text in dict.fromkeys(before[:2]):
                yield text, pieces
        for part in _parts(what, value):
            yield from _repeats(part, before)
        added = [_texts([(what, value)], turn) for turn in range(2)]
        before = [text + more for text, more in zip((before * 2)[:2], added, strict=True)]


def _texts(tree: Any, turn: int) -> str:
    """A text that a parse takes, another for another turn."""
    return "".join(_text(what, value, turn) for what, value in tree)


def _text(what: Any, value: Any, turn: int) -> str:
    if what is said.LITERAL:
        return chr(value)
    if what is said.NOT_LITERAL:
        return "文" if value != ord("文") else "x"
    if what is said.ANY:
        return "文"
    if what is said.IN:
        return _member(value, turn)
    if what in (said.MAX_REPEAT, said.MIN_REPEAT, said.POSSESSIVE_REPEAT):
        return _texts(value[2], turn) * max(value[0], min(turn % 3, value[1]))
    if what is said.ASSERT_NOT or what is said.ASSERT:
        return ""
    parts = _parts(what, value)
    return _texts(parts[turn % len(parts)], turn) if parts else ""


def _member(members: list[Any], turn: int) -> str:
    if members[0][0] is said.NEGATE:
        avoided = re.compile("[" + re.escape("".join(_letters(members[1:]))) + "]")
        return next(letter for letter in "文x1 .☃\n字y2" if not avoided.match(letter))
    return sorted(_letters(members))[turn % len(_letters(members))]


def seconds(found: Found, text: str, tries: int = 1) -> float:
    """Processor seconds that the use of an expression takes on a text, the best of some tries."""
    best = float("inf")
    for _ in range(tries):
        begun = time.process_time()
        for way in found.ways:
            _use(found.pattern, way, text)
        best = min(best, time.process_time() - begun)
    return best


def _use(pattern: re.Pattern[str], way: str, text: str) -> None:
    if way in ("search", "match", "fullmatch"):
        getattr(pattern, way)(text)
        return
    for _ in pattern.finditer(text):
        pass


def slow(found: Found, *, widely: bool = True) -> str:
    """The attack on an expression that takes more than linear time, in words; nothing where there is none."""
    for before, piece, end in islice(attacks(found.pattern, widely=widely), None if widely else NARROW):
        for size in SIZES:
            count = max(1, size // len(piece)) if size > 32 else size
            if _is_slow(found, before, piece * count, end):
                return f"{before!r} + {piece!r} * {count} + {end!r}"
    return ""


def _is_slow(found: Found, before: str, middle: str, end: str) -> bool:
    text = before + middle + end
    if seconds(found, text) < FLOOR or seconds(found, text, 2) < FLOOR:
        return False
    return len(middle) <= 100 or _grows(found, text, before + middle * 2 + end)


def _grows(found: Found, once: str, twice: str) -> bool:
    """Whether twice the length takes more than linear time, measured again: a busy machine is no attack."""
    return all(seconds(found, twice) > GROWTH * seconds(found, once, 2) for _ in range(3))


if __name__ == "__main__":
    every = [found for found in patterns() if not sys.argv[1:] or sys.argv[1] in found.name]
    for one in every:
        if told := slow(one):
            print(one.name, *sorted(one.ways), told, "\n     ", one.pattern.pattern[:600], flush=True)
