"""What a place for releases can do, on this machine or over SSH, and the two things that are asked of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from gksite.problems.problem import Phrase, RequestError, Whole
from gksite.publishing.continuing import Papers, check_continues, floor_of
from gksite.publishing.released import BESIDE, Release, shown
from gksite.publishing.shelf import LINK, Floor, Shelf, names_for, number_of, outdated, wanted

Progress = Callable[[str], None]


class Place(Protocol):
    """A folder with `releases/` and `current`, held so that nobody else publishes there meanwhile.

    Every method raises RequestError or OSError where the place does not do what it is asked.
    """

    def look(self) -> Shelf:
        """What stands there."""

    def paper(self, folder: str, path: str) -> bytes | None:
        """What a note in a folder holds, or as much as shows that it is too large; None where there is none."""

    def clear(self, rests: tuple[str, ...]) -> None:
        """Remove folders that a publish has left half made."""

    def fill(self, release: Release, name: str, base: str | None, progress: Progress) -> int:
        """Make the folder of a release: whole, checked and on the disk, or not there. How many files were copied.

        What `base`, a release that stands there, has already is not copied again.
        """

    def faults(self, release: Release, name: str) -> list[str]:
        """Which files of a release that stands there are not as in this one."""

    def damage(self, name: str) -> list[str]:
        """Which files of a release that stands there are not as its own list says."""

    def point(self, name: str) -> None:
        """Let the link `current` lead to a release, from one moment to the next."""

    def bar(self, floor: Floor) -> None:
        """Keep a floor, so that nobody goes back to a release below it."""

    def remove(self, name: str) -> None:
        """Remove a release."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a publish has done, and what it found."""

    name: str
    copied: int
    is_new: bool
    is_signed: bool
    removed: tuple[str, ...]
    withdrawn: tuple[str, ...]
    """Releases that went for what they held: it was withdrawn later."""
    damaged: tuple[tuple[str, tuple[str, ...]], ...]
    foreign: tuple[str, ...]


def publish(place: Place, release: Release, papers: Papers | None, keep: int, progress: Progress) -> Published:
    """Publish a release, without papers one that nobody has signed.

    Raises RequestError where an older one than the current is asked for, or one that does not continue what is
    published, or the place refuses.
    """
    held = place.look()
    _check(place, held, release, papers)
    damaged: list[tuple[str, tuple[str, ...]]] = []
    name = _name(place, held, release, damaged)
    place.clear(tuple(rest for rest in held.rests if rest != f".{name}.partial"))
    copied = 0
    if name not in held.releases:
        copied = place.fill(release, name, held.current or next(reversed(held.releases), None), progress)
    floor = held.floor.raised(floor_of(held, release, papers))
    if floor != held.floor:
        place.bar(floor)  # before the link moves: whatever ends this publish, nobody goes back
    if held.current != name:
        progress("正在切换")
        place.point(name)
    after = place.look()
    removed = outdated(after, held.current, keep)
    for old in (*after.barred, *removed):
        place.remove(old)
    return Published(
        name,
        copied,
        held.current != name,
        papers is not None,
        removed,
        after.barred,
        tuple(damaged),
        after.foreign,
    )


def _check(place: Place, held: Shelf, release: Release, papers: Papers | None) -> None:
    """Raises RequestError where what is published is newer, or goes on in another way."""
    if held.current is not None and number_of(held.current) > release.number:
        raise RequestError(
            "现在公布的是第 {current} 次发布，比要公布的第 {number} 次新，没有改动；要退回请用 --rollback",
            current=number_of(held.current),
            number=release.number,
        )
    floor = held.floor if papers is not None else Floor(held.floor.number)  # one withdrawal may follow another
    if floor.bars(release.id):
        raise RequestError(
            "第 {number} 次发布里可能有后来撤下的内容，没有公布；请从现在的 content/ 重新发布", number=release.number
        )
    if papers is not None:
        check_continues(held, release, papers, place.paper)


def _name(place: Place, held: Shelf, release: Release, damaged: list[tuple[str, tuple[str, ...]]]) -> str:
    """The name under which a release stands whole, or will; copies that are damaged are noted.

    A copy with another log is not: a witness may have signed the log since.
    """
    for name in names_for(release.id):
        if name not in (*held.releases, *held.foreign):
            return name
        faults = [name]
        if name in held.releases:
            faults = place.faults(release, name)
        if not faults:
            return name
        if not all(path.startswith(BESIDE) for path in faults):
            damaged.append((name, tuple(faults)))
    raise RequestError("{name} 已经有 99 份，各不相同；请先查明原因", name=release.id)


def roll_back(place: Place, asked: str) -> tuple[str | None, str]:
    """Go back to a release that stands there: which one was current, which is now.

    Raises RequestError where there is none, or where it is damaged.
    """
    held = place.look()
    name = wanted(held, asked)
    faults = place.damage(name)
    if faults:
        raise RequestError("{name} 已经不完整（{files}），没有退回", name=name, files=shown(faults))
    if name != held.current:
        place.point(name)
    return held.current, name


def told(done: Published, where: str) -> Iterator[Phrase]:
    """What a publish has done, for whoever asked."""
    for name, files in done.damaged:
        said = "{name} 与发布清单不符（{files}），没有用它，另做了一份；请查明是谁改的"
        yield Phrase(said, name=name, files=shown(files))
    values = {"number": number_of(done.name), "where": Whole(f"{where}/{LINK}"), "name": f"releases/{done.name}"}
    if done.is_new:
        yield Phrase("已公布第 {number} 次发布：{where} → {name}，传送 {count} 个文件。", count=done.copied, **values)
    else:
        yield Phrase("公布的已经是第 {number} 次发布：{where} → {name}，没有改动。", **values)
    if done.withdrawn:
        said = "以前的 {names} 里有后来撤下的内容，已删去。"
        if not done.is_signed:
            said = "以前的 {names} 里可能有撤下的内容，已删去。"
        yield Phrase(said, names=shown(done.withdrawn))
    if done.removed:
        yield Phrase("删去了以前的：{names}", names=shown(done.removed))
    if done.foreign:
        yield Phrase("{folder} 里有不是 gksite 公布的，没有动：{names}", folder="releases/", names=shown(done.foreign))
