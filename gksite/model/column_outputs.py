"""What templates may see of the statutory column."""

from dataclasses import dataclass
from datetime import date

from gksite.model.listings import EntryCard
from gksite.model.outputs import Link


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """A line of the tree of a column: where it leads, whether the page shown is it or stands below it, its parts."""

    text: str
    url: str
    current: bool = False
    below: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class ContentView:
    """A class of what has to be public: where it stands, in words, or why there is nothing.

    `text` and `not_applicable` are HTML; all blank where nobody has said.
    """

    id: str
    title: str
    published: tuple[EntryCard, ...] = ()
    columns: tuple[Link, ...] = ()
    links: tuple[Link, ...] = ()
    text: str | None = None
    not_applicable: str | None = None


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A line of the catalogue of what is public (第十二条): 索引号, 名称, 内容概述, 生成日期."""

    index_code: str | None
    title: str
    url: str
    summary: str | None
    day: date | None
