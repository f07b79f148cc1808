"""How notices and their tasks are cited, in data and on pages."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gksite.model.settings import Config
from gksite.model.site import Notice, Task
from gksite.text.citation import Cited, Say, citation
from gksite.text.dates import chinese_date


@dataclass(frozen=True, slots=True)
class Language:
    """How a citation is worded: its patterns, and its days."""

    say: Say = str
    show: Callable[[date], str] = chinese_date


CHINESE = Language()
"""The language of data, whatever that of the pages."""


def of_notice(notice: Notice, language: Language = CHINESE) -> str:
    """The citation of a notice, without an address."""
    return citation(_cited(notice), language.say, language.show)


def of_tasks(notice: Notice, language: Language = CHINESE) -> dict[int, str]:
    """The citation of each task of a notice by its number, without an address."""
    printed = Counter(_item(task) for task in notice.tasks)
    found = {}
    for task in notice.tasks:
        item = _item(task)
        section = task.sections[-1] if printed[item] > 1 else None
        found[task.record.number] = citation(_cited(notice, item, section), language.say, language.show)
    return found


def with_address(text: str, url: str, config: Config) -> str:
    """A citation with the address of what it cites, where the portal states its own."""
    if config.url is None:
        return text
    return f"{text}{config.base}{url}"


def _item(task: Task) -> str:
    """What a task's number is printed as, else its number."""
    return task.record.label or str(task.record.number)


def _cited(notice: Notice, item: str | None = None, section: str | None = None) -> Cited:
    record = notice.record
    return Cited(
        title=record.title,
        year=notice.year,
        issuer=record.issuer,
        number=record.number,
        issued=record.issued,
        in_annex=_sends_out_its_table(notice),
        section=section,
        item=item,
    )


def _sends_out_its_table(notice: Notice) -> bool:
    """Whether the table is an annex: the notice is a letter, and the table has a title of its own."""
    record = notice.record
    has_own_title = record.table_title is not None and record.table_title != record.title
    return bool(record.preamble) and has_own_title
