"""Lists that are too long for one page, cut into several."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from gksite.model.outputs import Link
from gksite.pages.views import HOME
from gksite.problems.translations import Translate

MOST = 200
"""Rows of a page."""
H = TypeVar("H")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Part(Generic[H, R]):
    """What one page shows of a group of rows; `begun` where a page before shows its beginning."""

    head: H
    rows: tuple[R, ...]
    begun: bool = False


@dataclass(frozen=True, slots=True)
class ListPage(Generic[H, R]):
    """One page of a list by its number from 1, of so many; the first has the list's own address and name."""

    list: Link
    number: int
    of: int
    parts: tuple[Part[H, R], ...]
    above: tuple[Link, ...] = (HOME,)
    """What leads to the list from the home page."""

    @property
    def url(self) -> str:
        """Its address."""
        return _address(self.list, self.number)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        """What leads to it from the home page."""
        if self.number == 1:
            return self.above
        return (*self.above, self.list)

    @property
    def numbers(self) -> tuple[Link, ...]:
        """Links to all pages of the list by their numbers; none where there is one only."""
        if self.of == 1:
            return ()
        return tuple(Link(str(number), _address(self.list, number)) for number in range(1, self.of + 1))

    def title(self, tr: Translate) -> str:
        """Its title, which no other page has."""
        if self.number == 1:
            return self.list.text
        return tr("{name}（第 {n} 页）").format(name=tr(self.list.text), n=self.number)


def _address(list_: Link, number: int) -> str:
    if number == 1:
        return list_.url
    return f"{list_.url}{number}/"


def paged(
    list_: Link, groups: Iterable[tuple[H, Sequence[R]]], most: int = MOST, above: tuple[Link, ...] = (HOME,)
) -> list[ListPage[H, R]]:
    """The pages of a list of groups, at least one: groups are whole where one page can hold them."""
    pages: list[list[Part[H, R]]] = [[]]
    room = most
    for head, rows in groups:
        for part in _cut(head, rows, most):
            if (pages[-1] and len(part.rows) > room) or part.begun:
                pages.append([])
                room = most
            pages[-1].append(part)
            room -= len(part.rows)
    return [ListPage(list_, number, len(pages), tuple(parts), above) for number, parts in enumerate(pages, 1)]


def _cut(head: H, rows: Sequence[R], most: int) -> Iterator[Part[H, R]]:
    for start in range(0, len(rows), most):
        yield Part(head, tuple(rows[start : start + most]), start > 0)
