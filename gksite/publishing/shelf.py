"""What stands where releases are published, and what that means: which is current, which go, which are not ours."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from gksite.problems.problem import RequestError

_NAME = r"\d{4,9}-[0-9a-f]{12}(?:-(?:[2-9]|[1-9]\d))?"
_RELEASE = re.compile(_NAME)
"""The folder of a release: its number, the first digits of its list's SHA-256, and which copy of it."""
_REST = re.compile(rf"\.({_NAME})\.(?:partial|arriving|going)")
"""What a publish that was ended leaves: a folder half filled, one for files on their way, one half removed."""
_FLOOR = re.compile(r"(\d{1,9})(?:-([0-9a-f]{12}))?\n?")
"""The only line of the file that keeps a floor."""
LOCK = ".lock"
FLOOR, NEXT_FLOOR = ".floor", ".floor.new"
"""Where a floor is kept in `releases/`, and where it is written first, beside the link."""
PARTIAL, ARRIVING, GOING = (".{name}.partial", ".{name}.arriving", ".{name}.going")
"""The names of such folders."""
LINK, NEXT_LINK = "current", ".current.new"
FOLDER = "releases"


@dataclass(frozen=True, slots=True)
class Floor:
    """The first release without anything that was withdrawn later: nobody goes back to one below it.

    With a digest, the first digits of its list's SHA-256, no other release of the same number may be served either:
    that one was withdrawn from without a signature.
    """

    number: int = 0
    digest: str | None = None

    @property
    def text(self) -> str:
        """The floor as it is kept: `3` or `0003-1a2b3c4d5e6f`."""
        return str(self.number) if self.digest is None else f"{self.number:04d}-{self.digest}"

    def raised(self, to: "Floor") -> "Floor":
        """The higher of two; a later one without a signature counts as higher."""
        return to if (to.number, to.digest is not None) >= (self.number, self.digest is not None) else self

    def bars(self, name: str) -> bool:
        """Whether the release of that name may hold what was withdrawn later."""
        number, digest = name.split("-")[:2]
        return int(number) < self.number or (int(number) == self.number and self.digest not in (None, digest))


def read_floor(content: str | None) -> Floor:
    """A floor as it is kept, none where nothing is. Raises RequestError."""
    if content is None:
        return Floor()
    found = _FLOOR.fullmatch(content)
    if found is None:
        raise RequestError("{file} 读不懂，没有改动；请删去它，再公布一次", file=f"{FOLDER}/{FLOOR}")
    return Floor(int(found[1]), found[2])


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in `releases/`: its name, whether it is a folder, and how the digest of its list begins."""

    name: str
    is_folder: bool
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The releases that stand there, oldest first; the current one; rests of ours; what is not ours, all by name.

    Below `floor` they may hold what was withdrawn later.
    """

    releases: tuple[str, ...]
    current: str | None
    rests: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    floor: Floor = Floor()

    @property
    def barred(self) -> tuple[str, ...]:
        """The releases that may hold what was withdrawn later, the current one left out."""
        return tuple(name for name in self.releases if name != self.current and self.floor.bars(name))


def number_of(name: str) -> int:
    """The number of a release, from the name of its folder."""
    return int(name.split("-")[0])


def folder_of(name: str) -> str:
    """Where a release stands, from the folder that is published to."""
    return f"{FOLDER}/{name}"


def is_release(name: str) -> bool:
    """Whether a name is one that a release may have."""
    return _RELEASE.fullmatch(name) is not None


def shelf(entries: Iterable[Entry], leads_to: str | None, floor: str | None) -> Shelf:
    """What some entries are. Raises RequestError where `current` leads out of `releases/`, or the floor is unreadable.

    A folder is ours if its name says so *and* the list in it has the digest that the name states.
    """
    releases, rests, foreign = [], [], []
    for entry in entries:
        if entry.is_folder and is_release(entry.name) and entry.mark == entry.name.split("-")[1]:
            releases.append(entry.name)
        elif entry.is_folder and _REST.fullmatch(entry.name):
            rests.append(entry.name)
        elif entry.name not in (LOCK, FLOOR):
            foreign.append(entry.name)
    current = _current(leads_to)
    if current not in releases:
        current = None
    ordered = tuple(sorted(releases, key=_age))
    return Shelf(ordered, current, tuple(sorted(rests)), tuple(sorted(foreign)), read_floor(floor))


def _age(name: str) -> tuple[int, str, int]:
    """What orders releases: their numbers, the lists of one number by digest, copies of one by theirs."""
    number, digest, *copy = name.split("-")
    return int(number), digest, int(*copy)


def _current(leads_to: str | None) -> str | None:
    """The release to which the link leads. Raises RequestError where it leads anywhere else."""
    if leads_to is None:
        return None
    name = leads_to.removeprefix(f"{FOLDER}/")
    if name == leads_to or not is_release(name):
        raise RequestError("{link} 指向 {target}，不是 gksite 做的链接；请先移走它", link=LINK, target=leads_to)
    return name


def names_for(id_: str) -> Iterator[str]:
    """The names that a release may take: the next one where another copy of it stands under the one before.

    Its log may have changed since, by the signature of a witness, or somebody has damaged what stands there.
    """
    yield id_
    for copy in range(2, 100):
        yield f"{id_}-{copy}"


def former(held: Shelf) -> str | None:
    """The release before the current one."""
    if held.current is None:
        return None
    older = [name for name in held.releases if _age(name) < _age(held.current)]
    return older[-1] if older else None


def outdated(held: Shelf, before: str | None, keep: int) -> tuple[str, ...]:
    """The releases that go: all but the `keep` newest, the current, the one below it, and the one before.

    Those that are barred go anyway, and count as gone.
    """
    barred = held.barred
    rest = replace(held, releases=tuple(name for name in held.releases if name not in barred))
    kept = {*rest.releases[-keep:], held.current, former(rest), before}
    return tuple(name for name in rest.releases if name not in kept)


def wanted(held: Shelf, asked: str) -> str:
    """The release to go back to, by its name or number; the one before the current where none is asked for.

    Raises RequestError where there is none, or where what it holds was withdrawn later.
    """
    name = _asked(held, asked)
    if name in held.barred:
        raise RequestError("{name} 里可能有后来撤下的内容，没有退回；下一次公布时会删去它", name=name)
    return name


def _asked(held: Shelf, asked: str) -> str:
    if not asked:
        found = former(held)
        if found is None:
            raise RequestError("没有更早的一次可以退回；--list 列出有哪些")
        return found
    fitting = [name for name in held.releases if asked == name or (asked.isdecimal() and number_of(name) == int(asked))]
    if not fitting:
        raise RequestError("没有 {name} 这一次；--list 列出有哪些", name=asked)
    return fitting[-1]
