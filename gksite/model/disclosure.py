"""content/disclosure.yaml: the column 政府信息公开 with its parts (国办公开办函〔2019〕61号)."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from gksite.model.items import Ids, OutsideLink, StatutoryClass
from gksite.model.positions import Record
from gksite.model.records import Clearance
from gksite.model.values import Day, Id, OneLine, Text, WebAddress, none_to_empty


class Guide(Record):
    """政府信息公开指南 (政府信息公开条例 第十二条)."""

    updated: Day
    agency: OneLine
    classification: Text | None = None
    arrangement: Text | None = None
    access: Text | None = None
    office: OneLine | None = None
    address: OneLine | None = None
    hours: OneLine | None = None
    telephone: OneLine | None = None
    fax: OneLine | None = None
    internet: OneLine | None = None
    cleared: Clearance | None = None


class StatutoryContent(Record):
    """One of the classes of 第二十条: where its content stands, or why there is none."""

    class_: Annotated[StatutoryClass, Field(alias="class")]
    items: Ids = ()
    columns: Ids = ()
    links: Annotated[tuple[OutsideLink, ...], BeforeValidator(none_to_empty)] = ()
    text: Text | None = None
    not_applicable: Text | None = None


class LocalContent(Record):
    """What 第二十一条 asks of this level of government beside that."""

    title: OneLine
    items: Ids = ()
    columns: Ids = ()
    text: Text | None = None
    not_applicable: Text | None = None


class Application(Record):
    """依申请公开 (第二十九条至第三十六条): who takes applications, and how."""

    agency: OneLine
    address: OneLine | None = None
    hours: OneLine | None = None
    telephone: OneLine | None = None
    fax: OneLine | None = None
    post: OneLine | None = None
    email: OneLine | None = None
    online: WebAddress | None = None
    text: Text | None = None
    fees: Text | None = None


class ReadingPlace(Record):
    """A place where government information can be read (第二十五条)."""

    name: OneLine
    address: OneLine
    hours: OneLine | None = None
    telephone: OneLine | None = None


class Withheld(Record):
    """A class of information that is not public, and when that was last reviewed (第十八条); never published itself."""

    title: OneLine
    disclosure: OneLine
    basis: Text
    reviewed: Day


class Absent(Record):
    """Why a part of the column has nothing yet, which its page says to readers."""

    institutions: Text | None = None
    reports: Text | None = None


class DisclosureRecord(Record):
    """content/disclosure.yaml; its presence declares the column."""

    jurisdiction: Id
    guide: Guide | None = None
    institutions: Ids = ()
    statutory: Annotated[tuple[StatutoryContent, ...], BeforeValidator(none_to_empty)] = ()
    local: Annotated[tuple[LocalContent, ...], BeforeValidator(none_to_empty)] = ()
    application: Application | None = None
    publishers: Text | None = None
    """第十条."""
    reading_places: Annotated[tuple[ReadingPlace, ...], BeforeValidator(none_to_empty)] = ()
    correcting: Text | None = None
    """第四十一条."""
    assistance: Text | None = None
    """第四十三条."""
    proposals: Text | None = None
    """第四十四条; what came of them are items of kind proposal."""
    withheld: Annotated[tuple[Withheld, ...], BeforeValidator(none_to_empty)] = ()
    absent: Absent = Absent()
    parent_messages: WebAddress | None = None
    """Where people write to the portal that this column is part of."""
