"""What plan makes: every file that will exist, and what a template may see of the site.

All addresses (`url`) are relative to the site's root, without a leading slash; a page's ends in `/`, the home page's
is empty.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gksite.model.facts import StatedDeadline
from gksite.model.menus import MenuLink, PlaceChoice
from gksite.model.settings import Identity
from gksite.model.site import AgencyKey
from gksite.model.tags import ArticleTags, ColumnTags, FootMark
from gksite.problems.problem import Phrase


@dataclass(frozen=True, slots=True)
class Link:
    """A text and where it leads."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the site, and what it says in words; nothing where it only adorns."""

    url: str
    alt: str


@dataclass(frozen=True, slots=True)
class SiteInfo:
    """What every template sees of the portal."""

    name: str
    description: str
    lang: str
    identity: Identity | None
    licence: str | None
    url: str | None
    base_path: str
    navigation: tuple[MenuLink, ...]
    places: tuple[PlaceChoice, ...]
    footer: tuple[Link, ...]
    assets: Mapping[str, str]
    offline: bool
    search: bool
    version: str
    icon: str | None = None
    """The portal's own icon, where it has one."""
    allowed_hosts: tuple[str, ...] = ()
    """Hosts of others to which links need no mark."""
    domain: str | None = None
    marks: tuple[FootMark, ...] = ()
    """The lines at the foot of every page, of a portal that says who runs it."""
    emblem: str | None = None
    """The address of the national emblem, which the home page shows."""
    verify: str | None = None
    """The address of the page by which readers verify others, where there is one."""
    open_search: str | None = None
    """The address of the description of the search, where there is one."""
    logo: Picture | None = None
    """The portal's picture beside its name at the head of every page."""
    head_lines: tuple[str, ...] = ()
    foot_lines: tuple[str, ...] = ()
    """Lines of the portal's own at head and foot of every page."""


@dataclass(frozen=True, slots=True)
class PageInfo:
    """What every page says of itself; `crumbs` lead from the home page to its parent."""

    kind: str
    title: str
    url: str
    description: str = ""
    crumbs: tuple[Link, ...] = ()
    robots: bool = True
    column: ColumnTags | None = None
    article: ArticleTags | None = None
    feed: str | None = None
    """The address of the feed that tells what changed there."""


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """What search knows of a page: the fields that a query may match, and what results can be narrowed by.

    `heading` is what results are called; `title` is the field that counts as a title hit, where the page has one.
    `fields` are the page's own, `above` the headings over it, `around` what it has of its notice: the nearer a match
    stands to what a page is about, the sooner it is shown. A match never spans two fields. `day` (ISO) puts the newest
    first. `agency` is the one that a page is about, `task` the number of a task in its notice.
    """

    kind: str
    heading: str
    title: str | None
    fields: tuple[str, ...]
    jurisdiction: str = ""
    notice: str = ""
    year: int | None = None
    day: str = ""
    section: str = ""
    agency: AgencyKey | None = None
    task: int | None = None
    lead: tuple[AgencyKey, ...] = ()
    support: tuple[AgencyKey, ...] = ()
    above: tuple[str, ...] = ()
    around: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """All fields but the title, each once."""
        return tuple(dict.fromkeys((*self.fields, *self.above, *self.around)))


@dataclass(frozen=True, slots=True)
class Output:
    """One file that will exist: a template with its page's data, or bytes as they are."""

    path: str
    template: str = ""
    page: PageInfo | None = None
    data: Mapping[str, object] = field(default_factory=dict)
    content: bytes = b""
    search: SearchRecord | None = None
    origin: str | Phrase = ""
    """Where the file comes from, as an editor knows it: named when two outputs claim one path."""


@dataclass(frozen=True, slots=True)
class File:
    """One finished file."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class AgencyLink:
    """An agency named in a task; `as_written` only where the words printed differ from its name.

    `id` tells it apart: jurisdiction/agency.
    """

    name: str
    url: str
    as_written: str | None
    id: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as tables and lists show it; `heading` is its title, else its summary, else its requirement shortened."""

    number: int
    label: str | None
    title: str | None
    heading: str
    requirement: tuple[str, ...]
    lead: tuple[AgencyLink, ...]
    support: tuple[AgencyLink, ...]
    remark: str | None
    inherited: tuple[str, ...]
    note: str | None
    anchor: str
    url: str
    sections: tuple[str, ...]
    deadlines: tuple[StatedDeadline, ...] = ()
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class TextRun:
    """A piece of a requirement: plain, a `limit` that says by when, or a `document` that is cited, with its address."""

    text: str
    kind: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of a notice; `tasks` are those directly under it, `count` those below it in all."""

    anchor: str
    title: str
    depth: int
    count: int
    tasks: tuple[TaskRow, ...]
    sections: tuple["SectionView", ...]


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """A notice as lists show it."""

    id: str
    title: str
    url: str
    jurisdiction: Link
    year: int
    number: str | None
    issuer: str | None
    issued: date | None
    status: str | None
    count: int
    published: str | None = None
    """The moment of publication as its tag has it: 2026-03-05 09:00."""
    printed: date | None = None


@dataclass(frozen=True, slots=True)
class MetaItem:
    """One row of a metadata box; `iso` is the machine form of a date, `outside` an address on another site.

    An `unbroken` text stays on one line if it is short.
    """

    label: str
    text: str
    url: str | None = None
    iso: str | None = None
    outside: str | None = None
    unbroken: bool = False


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """Tasks of one notice in a list over several."""

    notice: NoticeCard
    tasks: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True)
class AgencyCard:
    """An agency as lists show it, with the number of tasks in each role."""

    name: str
    url: str
    lead: int
    support: int


@dataclass(frozen=True, slots=True)
class KindGroup:
    """The agencies of one kind in a jurisdiction."""

    kind: str
    label: str
    agencies: tuple[AgencyCard, ...]


@dataclass(frozen=True, slots=True)
class JurisdictionView:
    """A jurisdiction with its agencies by kind and its notices."""

    id: str
    name: str
    url: str
    agencies: int
    kinds: tuple[KindGroup, ...]
    notices: tuple[NoticeCard, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line or a paragraph of a source, or a row of its tables by its cells; the tasks that cite it first.

    `place` tells where it stands in a file whose lines are not what is counted.
    """

    number: int
    text: str
    tasks: tuple[Link, ...] = ()
    cells: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Download:
    """A file to download: its format and size in bytes are shown beside it."""

    text: str
    url: str
    format: str
    size: int
