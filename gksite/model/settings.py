"""site.yaml: one portal, who runs it, its columns, and the numbers of those rules that are settings."""

from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Field, Strict, model_validator

from gksite.model.look import Look
from gksite.model.positions import Record
from gksite.model.records import Lines, NamedFile
from gksite.model.values import (
    ContactAddress,
    Day,
    EmbeddingHost,
    HostName,
    Id,
    OneLine,
    PageAddress,
    ServerPath,
    SiteAddress,
    SitePath,
    WebAddress,
    fault,
    none_to_empty,
)

Rhythm = Literal["fortnightly", "monthly", "quarterly", "half-yearly", "yearly", "on change"]
"""How often something has to be brought up to date."""
Days = Annotated[int, Strict(), Field(ge=1, le=3660)]
Size = Annotated[int, Strict(), Field(ge=1, le=1_000_000)]
Seconds = Annotated[int, Strict(), Field(ge=0, le=315_360_000)]
"""Up to ten years."""


class Badge(Record):
    """The record of a portal at the register of party and government sites (党政机关网站标识)."""

    id: OneLine
    kind: Literal["党政机关", "事业单位"] = "党政机关"


class Emblem(NamedFile):
    """The national emblem as a file of content/files/; `required` of bodies named in 国徽法 第六条、第七条."""

    required: Annotated[bool, Strict()] = False


class Identity(Record):
    """Who runs the portal; while it is absent every page says that this is a sample."""

    organizer: OneLine
    site_code: Annotated[str, Strict(), Field(pattern=r"^(bm\d{8}|\d{10})$")]
    contact: OneLine
    icp: OneLine | None = None
    police: OneLine | None = None
    badge: Badge | None = None
    emblem: Emblem | None = None


class Column(Record):
    """A column of the portal (栏目): its tags, how often it is brought up to date, and whether notices stand in it."""

    id: Id
    name: OneLine
    type: OneLine
    description: OneLine | None = None
    keywords: Lines = ()
    update: Rhythm | None = None
    notices: Annotated[bool, Strict()] = False


class IndexCodes(Record):
    """How an office writes its 索引号, and how those are made that the portal itself gives out."""

    pattern: OneLine | None = None
    issue: OneLine | None = None
    """For example `kysrmzf/{year}-{serial:05}`."""
    issuers: Lines = ()
    """The issuers beside the organizer whose information the portal numbers."""


class MenuEntry(Record):
    """An entry of the main menu: what it says, and an address of the portal from its root, or a whole one elsewhere."""

    label: OneLine
    to: PageAddress


class Privacy(Record):
    """How personal data is masked, and which numbers are an office's own."""

    mask: Literal["strict", "common"] = "strict"
    public_contacts: Lines = ()


class OpenData(Record):
    """What the body in charge of public data has decided of the portal's: 共享属性, 开放属性, 更新周期."""

    sharing: OneLine | None = None
    openness: OneLine | None = None
    update: Rhythm | None = None


class Limits(Record):
    """The numbers of those rules that no national text fixes, or that offices fix otherwise."""

    home_days: Days = 14
    news_days: Days = 14
    document_days: Days = 183
    guide_days: Days = 366
    working_days: Days = 20
    warn_days: Days = 4
    """Days before one of these is over on which a warning says so."""
    ipv6_days: Days = 183
    """Days for which a probe over IPv6 lets the site say that it supports it."""
    blank_columns: Size = 5
    kind_columns: Size = 5
    stale_columns: Size = 10
    summary_characters: Size = 100
    address_characters: Size = 120
    click_depth: Size = 3
    page_kilobytes: Size = 500
    hues: Size = 3


class Security(Record):
    """Where a weakness of the site is reported, and until when that holds (security.txt, RFC 9116)."""

    contact: ContactAddress
    expires: Day
    policy: WebAddress | None = None


class Hosting(Record):
    """How the web server serves the site, where it is not the usual way."""

    names: Annotated[tuple[HostName, ...], BeforeValidator(none_to_empty)] = ()
    """The names of the host beside that of `url`, to which they lead."""
    only_names: Annotated[bool, Strict()] = False
    """The server refuses every other name; nothing else may be served by it at these ports."""
    root: ServerPath | None = None
    certificate: ServerPath | None = None
    key: ServerPath | None = None
    validation: ServerPath | None = None
    """The folder where files are put that those who give out certificates look for."""
    hsts: Seconds | None = None
    """Seconds for which browsers come over https alone; off where not stated."""
    hsts_subdomains: Annotated[bool, Strict()] = False
    hsts_preload: Annotated[bool, Strict()] = False
    page_seconds: Seconds = 0
    """Seconds for which pages count as fresh; 0: asked for at each visit."""
    embed: Annotated[tuple[EmbeddingHost, ...], BeforeValidator(none_to_empty)] = ()
    """The names of other hosts whose pages may hold cards of tasks and agencies; the site's own always may."""
    brotli: Annotated[bool, Strict()] = False
    """nginx sends .br files too, for which it needs a module of its own."""
    security: Security | None = None


Export = Literal[
    "json",
    "items",
    "agencies",
    "pages",
    "disclosure",
    "reports",
    "documents",
    "comparisons",
    "catalog",
    "sitemap",
    "topics",
    "csv",
    "xlsx",
    "corpus",
    "datapackage",
    "index",
    "schema",
    "opensearch",
    "cards",
    "records",
    "feeds",
    "progress",
    "deadlines",
    "calendars",
]
"""What is made beside the pages of notices, tasks and agencies; `plan.EXPORTS` makes it."""


class Config(Record):
    """site.yaml"""

    name: OneLine
    description: OneLine | None = None
    url: SiteAddress | None = None
    base_path: SitePath = "/"
    lang: Literal["zh", "en"] = "zh"
    licence: OneLine | None = None
    open_data: OpenData = OpenData()
    identity: Identity | None = None
    columns: Annotated[tuple[Column, ...], BeforeValidator(none_to_empty)] = ()
    nav: Annotated[tuple[MenuEntry, ...], BeforeValidator(none_to_empty)] = ()
    """The main menu, where it is not the usual one."""
    theme: Look = Look()
    labels: Literal["gov", "local"] = "gov"
    index_codes: IndexCodes = IndexCodes()
    holidays: Annotated[tuple[Day, ...], BeforeValidator(none_to_empty)] = ()
    workdays: Annotated[tuple[Day, ...], BeforeValidator(none_to_empty)] = ()
    privacy: Privacy = Privacy()
    limits: Limits = Limits()
    allowed_hosts: Lines = ()
    exports: tuple[Export, ...] = get_args(Export)
    progress: Annotated[bool, Strict()] = False
    """The portal keeps track of its tasks: one of which nothing is known says so."""
    search: Literal["auto", "index", "scan"] = "auto"
    """What search reads: an index, or a file with all texts; `auto`: the file where the texts are short."""
    hosting: Hosting = Hosting()
    reading_seconds: Annotated[int, Strict(), Field(ge=5, le=600)] = 30

    @property
    def base(self) -> str:
        """What stands before an address to make it whole; empty where the portal's own is not known."""
        return f"{self.url.rstrip('/')}/" if self.url else ""

    @model_validator(mode="after")
    def _named(self) -> "Config":
        if self.hosting.only_names and self.url is None and not self.hosting.names:
            raise fault("nameless")
        return self
