"""Atom feeds (RFC 4287): all that changed, and what changed for each agency; only where the portal's address is known.

The address of a page is the id of its entry, for addresses last; of what stands on a page, with a fragment.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from xml.sax.saxutils import escape, quoteattr

from gksite.model.headings import heading
from gksite.model.names import responsible, whole_name
from gksite.model.open_files import ATOM, FEED
from gksite.model.outputs import Output
from gksite.model.site import AgencyKey, Notice, Site
from gksite.problems.problem import Phrase
from gksite.progress.changes import Change, changes, of_agencies
from gksite.text.dates import CHINA

ALL = f"updates/{FEED}"
"""The feed of the whole site."""
MOST = 50
"""Entries of a feed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: what it is known by for ever, where it leads, when it came, and its words."""

    id: str
    url: str
    updated: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: where it stands, the page that it belongs to, its title and entries, newest first."""

    path: str
    page: str
    title: str
    entries: tuple[Entry, ...]


def feed_path(key: AgencyKey) -> str:
    """Where the feed of an agency stands."""
    return f"{key.url}{FEED}"


def exports(site: Site) -> Iterator[Output]:
    """The feed of the site, then one per agency; none without an entry, for its day would have to be made up."""
    if site.config.url is None:
        return
    for feed in _feeds(site):
        if feed.entries:
            origin = Phrase("订阅 {title}", title=feed.title)
            yield Output(feed.path, content=_written(feed, site).encode(), origin=origin)


def _feeds(site: Site) -> Iterator[Feed]:
    yield Feed(ALL, "", f"{site.config.name}：更新", _newest(changes(site), _entry))
    own = of_agencies(site)
    for key in site.agencies:
        entries = _newest(own.get(key, ()), partial(_entry_of, key, site))
        yield Feed(feed_path(key), key.url, f"{whole_name(key, site)}：任务和更新", entries)


def _newest(found: Iterable[Change], entry: Callable[[Change], Entry]) -> tuple[Entry, ...]:
    """The entries of some changes, newest first, no more than a feed has."""
    entries = sorted(map(entry, found), key=lambda each: each.updated, reverse=True)
    return tuple(entries[:MOST])


def _entry(change: Change) -> Entry:
    """A change as an entry of the whole site's feed."""
    title = change.notice.record.title
    if change.task is not None and change.update is not None:
        words = f"{change.update.record.status}：{heading(change.task)}（{title}）"
        return Entry(change.url, change.url, _updated(change), words, change.text)
    if change.kind == "correction":
        id = f"{change.notice.url}#correction-{change.day.isoformat()}-{change.number}"
        return Entry(id, change.url, _updated(change), f"勘误：{title}", change.text)
    text = change.notice.record.summary or f"共 {len(change.notice.tasks)} 项任务。"
    return Entry(change.url, change.url, _updated(change), title, text)


def _entry_of(key: AgencyKey, site: Site, change: Change) -> Entry:
    """The same for an agency: of a notice, how many of its tasks are whose."""
    if change.kind != "notice":
        return _entry(change)
    lead, support = _counts(key, change.notice, site)
    said = []
    if lead:
        said.append(f"牵头 {lead} 项")
    if support:
        said.append(f"责任 {support} 项")
    title = f"{whole_name(key, site)}：{change.notice.record.title}里{'、'.join(said)}"
    return Entry(f"{key.url}#notice-{change.notice.id}", change.url, _updated(change), title, title)


def _counts(key: AgencyKey, notice: Notice, site: Site) -> tuple[int, int]:
    """How many tasks of a notice an agency leads, and how many it supports."""
    duties = site.duties[key]
    lead = sum(task.notice == notice.id for task in duties.lead)
    return lead, sum(task.notice == notice.id for task in duties.support)


def _updated(change: Change) -> str:
    """When something came: its time where one is stated, else the beginning of its day; never the clock."""
    at = change.moment or datetime.combine(change.day, time.min)
    return f"{at.isoformat(timespec='seconds')}{CHINA}"


def _written(feed: Feed, site: Site) -> str:
    config, base = site.config, site.config.base
    language = "zh-CN" if config.lang == "zh" else config.lang
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">',
        f"<id>{escape(base + feed.path)}</id>",
        f"<title>{escape(feed.title)}</title>",
        f"<updated>{feed.entries[0].updated}</updated>",
        f"<author><name>{escape(responsible(config))}</name></author>",
        f'<link rel="self" type="{ATOM}" href={quoteattr(base + feed.path)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(base + feed.page)}/>',
    ]
    if config.licence:
        lines.append(f"<rights>{escape(config.licence)}</rights>")
    for entry in feed.entries:
        lines += _lines(entry, base)
    return "\n".join([*lines, "</feed>"]) + "\n"


def _lines(entry: Entry, base: str) -> list[str]:
    return [
        "<entry>",
        f"<id>{escape(base + entry.id)}</id>",
        f"<title>{escape(entry.title)}</title>",
        f"<updated>{entry.updated}</updated>",
        f'<link rel="alternate" type="text/html" href={quoteattr(base + entry.url)}/>',
        f"<summary>{escape(entry.text)}</summary>",
        "</entry>",
    ]
