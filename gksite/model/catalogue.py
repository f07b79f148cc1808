"""content/catalogue.yaml: the catalogue of matters to be disclosed (政务公开信息底账)."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Strict, model_validator

from gksite.model.positions import Record
from gksite.model.records import Lines
from gksite.model.settings import Rhythm
from gksite.model.values import Day, Id, OneLine, PageAddress, Text, fault, none_to_empty
from gksite.problems.problem import Location

CHANNELS = (
    "政府网站",
    "政府公报",
    "两微一端",
    "发布会/听证会",
    "广播电视",
    "纸质媒体",
    "公开查阅点",
    "政务服务中心",
    "便民服务站",
    "入户/现场",
    "社区/企事业单位/村公示栏",
    "精准推送",
    "其他",
)
"""公开渠道和载体 of 基层政务公开标准目录; the last may say which: 其他：某平台."""
NOTICE_BOARD = "社区/企事业单位/村公示栏（电子屏）"
"""How forms print the last but two of these; either may be written."""
OTHER_CHANNEL = "其他："
"""What begins a channel that the list does not name."""
LEVELS = ("县级", "乡级", "村级")
"""公开层级; the forms that were laid out for the trial fields have the first two."""
DISCLOSURES = ("主动公开", "依申请公开", "不予公开")
"""公开属性; what is 不予公开 is kept in the catalogue and published nowhere."""
EVERYBODY = "全社会"
"""公开对象 where it is no group."""
RHYTHMS: Mapping[Rhythm, str] = {
    "fortnightly": "每两周",
    "monthly": "每月",
    "quarterly": "每季度",
    "half-yearly": "每半年",
    "yearly": "每年",
    "on change": "变更时",
}
"""更新周期 in words."""
_LEAP_YEAR = 2000
"""A year that has every day which a year may have."""
_MONTHS = 12


class Basis(Record):
    """What a matter is disclosed by: a law or document, which clause of it, and the words of the clause."""

    title: OneLine
    clause: OneLine | None = None
    text: Text | None = None


class YearDay(Record):
    """A day of every year; 29 February is the last of February in other years."""

    month: Annotated[int, Strict()]
    day: Annotated[int, Strict()]

    @model_validator(mode="after")
    def _exists(self) -> "YearDay":
        if not is_year_day(self.month, self.day):
            raise fault("year_day", month=str(self.month), day=str(self.day))
        return self

    def in_year(self, year: int) -> date:
        """The day in a year."""
        return date(year, self.month, min(self.day, monthrange(year, self.month)[1]))


def is_year_day(month: int, day: int) -> bool:
    """Whether a year may have a day."""
    return 1 <= month <= _MONTHS and 1 <= day <= monthrange(_LEAP_YEAR, month)[1]


class CatalogueRow(Record):
    """One matter; `id` is permanent, the anchor of its row."""

    id: Id
    matter: OneLine
    detail: OneLine | None = None
    origin: Text | None = None
    content: Text | None = None
    basis: Annotated[tuple[Basis, ...], BeforeValidator(none_to_empty)] = ()
    disclosure: OneLine
    audience: OneLine | None = None
    time_limit: Text | None = None
    update: Rhythm | None = None
    due: YearDay | None = None
    owner: OneLine | None = None
    agency: OneLine | None = None
    levels: Lines = ()
    channels: Lines = ()
    pages: Annotated[tuple[PageAddress, ...], BeforeValidator(none_to_empty)] = ()

    @model_validator(mode="after")
    def _yearly(self) -> "CatalogueRow":
        if self.due is not None and self.update != "yearly":
            raise fault("due_yearly")
        return self

    @property
    def name(self) -> str:
        """What a row is called: its matters from top to leaf."""
        if self.detail is None or self.detail == self.matter:
            return self.matter
        return f"{self.matter}—{self.detail}"

    @property
    def is_open(self) -> bool:
        """Whether what it names is published without being asked for."""
        return self.disclosure == DISCLOSURES[0]

    @property
    def is_listed(self) -> bool:
        """Whether the row itself may be published."""
        return self.disclosure in DISCLOSURES[:2]


class CatalogueRecord(Record):
    """content/catalogue.yaml; its presence declares the catalogue."""

    jurisdiction: Id
    updated: Day | None = None
    rows: Annotated[tuple[CatalogueRow, ...], BeforeValidator(none_to_empty)] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The catalogue as linked: its rows, and the newest day of each address of the portal that has one."""

    record: CatalogueRecord
    dates: Mapping[str, date] = field(default_factory=dict)
    alive: frozenset[str] = frozenset()
    """The addresses that the portal has, once its pages are planned."""
    hidden: frozenset[str] = frozenset()
    """The addresses of what is not public, or not yet."""
    written: frozenset[str] = frozenset()
    """The addresses of items and reports as written, linked or not."""
    places: tuple[tuple[Location, ...], ...] = ()
    """Where the pages of each row stand in the file."""

    def last(self, row: CatalogueRow) -> date | None:
        """The newest day of what fulfils a row, None where no page of it has one."""
        days = []
        for page in row.pages:
            path, _, _ = page.partition("#")
            day = self.dates.get(path.rstrip("/") + "/")
            if day is not None:
                days.append(day)
        return max(days, default=None)
