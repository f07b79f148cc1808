"""Addresses last: what was published answers, leads on, or says that it was withdrawn."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from gksite.documents.shapes import Entry
from gksite.model.ledger import AddressRecord, LedgerRecord
from gksite.model.site import AgencyKey, Departed, Site, TaskKey
from gksite.model.statute import ALL_PAGES
from gksite.model.time_limits import shows_deadlines
from gksite.problems.problem import Code, Level, Location, Phrase, Problems, did_you_mean
from gksite.progress.completion import addresses
from gksite.text.names import near

FILE = "content/ledger.yaml"
FIXED = ("", "notices/", "tasks/", "agencies/", "search/", "sitemap/", "data/", "accessibility/")
"""The pages that every site has."""

VANISHED = Code(
    "GK316",
    "网址 {address} {below}公布过，这一次没有它的页面了",
    why="公布过的网址印在文件里、存在收藏夹和搜索引擎里；悄悄消失，读者只看到“找不到页面”。",
    mend="改了编号的，在 content/ledger.yaml 的 addresses 里写明新网址：- {address: 旧网址, moved: 新网址}；"
    "撤下的写：- {address: 网址, withdrawn: {on: 日期, why: 原因}}。误删的请恢复。"
    "确实只要删去，用 gksite build --remove。",
)
BAD_MOVE = Code(
    "GK317",
    "{address} 移到 {target}，{reason}",
    why="旧网址要把读者带到现有的页面。",
    mend="改成现有页面的网址；那个页面也没有了，就写 withdrawn。",
)
STILL_THERE = Code(
    "GK319",
    "{address} 在这里写着已经移走或撤下，而它的内容还在 content/ 里，照常公布",
    why="内容在，网址就有效；只在这里写明，不会撤下任何内容。",
    mend="要撤下的，把内容移出 content/，或者改它的公开属性。内容已经恢复的，可以删去这一条。",
    level=Level.WARNING,
)
STILL_PUBLIC = Code(
    "GK333",
    "{address} 在这里写着已于 {on} 撤下，而它的内容还在 content/ 里，公开属性没有改",
    why="撤下多半有紧要的原因；不先定下来，下一次生成就会把它重新公布。",
    mend="确实撤下的，把它的 disclosure 改为“不予公开”或写上 draft: true，或者把文件移出 content/。"
    "决定恢复公布的，删去这一条。",
)


@dataclass(frozen=True, slots=True)
class Closing:
    """What a build knows of addresses besides the ledger."""

    shown: frozenset[str] = frozenset()
    """Those of the site that stands in output/."""
    closed: frozenset[str] = frozenset()
    """Addresses whose content is there but not public: whoever closes one is never asked to sign."""
    remove: bool = False
    signed_on: date | None = None
    """The day from which what this build withdraws counts as withdrawn, where the ledger will say so."""


def live_addresses(site: Site) -> set[str]:
    """Those of all pages that the content makes."""
    found = {*FIXED, *(f"{page.id}/" for page in site.pages)}
    if site.disclosure is not None:
        found |= {part.url for part in ALL_PAGES}
    for notice in site.notices.values():
        found |= {notice.url, *(task.key.url for task in notice.tasks)}
        if notice.source:
            found.add(f"{notice.url}source/")
    found |= {place.url for place in site.jurisdictions.values()}
    found |= {item.url for item in site.items.values()}
    if site.shown_documents:
        found |= {"documents/", *(document.url for document in site.shown_documents.values())}
    if shows_deadlines(site):
        found.add("deadlines/")
    if site.columns:
        found |= {"columns/", *(column.url for column in site.columns.values())}
    if site.shown_topics:
        found |= {"topics/", *(topic.url for topic in site.shown_topics.values())}
    if site.comparisons.by_id:
        found |= {"compare/", *(comparison.url for comparison in site.comparisons.by_id.values())}
    found |= addresses(site)
    return found | {key.url for key in site.agencies}


def recorded_addresses(ledger: LedgerRecord) -> set[str]:
    """Those that the ledger lists as published."""
    found = set()
    for notice in ledger.published.notices:
        found |= {f"notices/{notice.id}/", *(TaskKey(notice.id, number).url for number in notice.tasks)}
        if notice.source:
            found.add(f"notices/{notice.id}/source/")
    found |= {f"items/{item.id}/" for item in ledger.published.items}
    for place in ledger.published.agencies:
        found |= {f"agencies/{place.jurisdiction}/", *(AgencyKey(place.jurisdiction, id).url for id in place.ids)}
    return found


@dataclass(frozen=True, slots=True)
class _Fates:
    """What the ledger says of addresses that are not live; what it says of one holds for all below it."""

    entries: Mapping[str, AddressRecord]
    live: Collection[str]
    known: Collection[str]

    def of(self, url: str) -> tuple[str, AddressRecord] | None:
        """The entry that rules over an address, with the address that it states."""
        for above in _upwards(url):
            if above in self.live:
                return None
            if above in self.entries:
                return above, self.entries[above]
        return None

    def end(self, url: str) -> str | None:
        """Where moves lead in the end; None where they go round in a circle."""
        seen = {url}
        while (found := self.of(url)) is not None:
            stated, entry = found
            if entry.moved is None:
                break
            target = entry.moved.removeprefix("/")
            step = target + url.removeprefix(stated)
            url = step if step in self.known else target
            if url in seen:
                return None
            seen.add(url)
        return url


def depart(site: Site, entry: Entry[LedgerRecord] | None, closing: Closing, problems: Problems) -> Site:
    """The site with a page for every address that was published and is no more; what nobody accounts for is noted."""
    ledger = entry.record if entry else LedgerRecord()
    live, recorded = live_addresses(site), recorded_addresses(ledger)
    entries = {fate.address.removeprefix("/"): fate for fate in ledger.addresses}
    ever = recorded | closing.shown | set(entries)
    fates = _Fates(entries, live, live | recorded | set(entries))
    if entry is not None:
        _check_entries(entry, fates, problems)
    departed, vanished = [], []
    for url in sorted(ever - live):
        gone = _fate(url, fates) or _closed(url, closing)
        if gone is None and closing.remove:
            gone = Departed(url, on=closing.signed_on, new=True) if url in recorded else None
        elif gone is None:
            vanished.append(url)
        if gone is not None:
            departed.append(gone)
    _note_vanished(vanished, problems)
    return replace(site, departed=tuple(departed))


def _upwards(url: str) -> Iterator[str]:
    """An address and those above it, the site's root apart."""
    parts = url.rstrip("/").split("/")
    for length in range(len(parts), 0, -1):
        yield "/".join(parts[:length]) + "/"


def _fate(url: str, fates: _Fates) -> Departed | None:
    """What the ledger says of an address."""
    found = fates.of(url)
    if found is None:
        return None
    _, entry = found
    if entry.withdrawn is not None:
        return Departed(url, on=entry.withdrawn.on, why=entry.withdrawn.why)
    return Departed(url, to=fates.end(url))


def _closed(url: str, closing: Closing) -> Departed | None:
    """An address of a notice or an item that is in the content and not public any more."""
    if not any(url.startswith(address) for address in closing.closed):
        return None
    return Departed(url, on=closing.signed_on, new=closing.signed_on is not None)


def _check_entries(entry: Entry[LedgerRecord], fates: _Fates, problems: Problems) -> None:
    for i, fate in enumerate(entry.record.addresses):
        place = entry.document.location(("addresses", i, "address"))
        url = fate.address.removeprefix("/")
        if url in fates.live and fate.withdrawn is not None and _is_whole(url):
            problems.add(STILL_PUBLIC, place, address=fate.address, on=fate.withdrawn.on)
        elif url in fates.live:
            problems.add(STILL_THERE, place, address=fate.address)
        elif fate.moved is not None:
            end = fates.end(url)
            if end is None:
                reason = Phrase("又移回原处，成了循环")
            elif end not in fates.known:
                near_ones = [f"/{other}" for other in near(end.strip("/"), fates.live, most=1)]
                reason = Phrase("那里没有页面{hint}", hint=did_you_mean(near_ones))
            else:
                continue
            problems.add(BAD_MOVE, place, address=fate.address, target=fate.moved, reason=reason)


def _is_whole(url: str) -> bool:
    """Whether a notice or an item has this address; a task's or agency's may come back with new content."""
    parts = url.split("/")
    return len(parts) == 3 and parts[0] in ("notices", "items")  # the last part is empty


def _note_vanished(vanished: list[str], problems: Problems) -> None:
    """One problem for a page and all below it."""
    for url in topmost(vanished):
        count = sum(other.startswith(url) for other in vanished) - 1
        below = Phrase("连同其下 {count} 个网址", count=count) if count else Phrase("")
        problems.add(VANISHED, Location(FILE), address=f"/{url}", below=below)


def topmost(urls: Collection[str]) -> list[str]:
    """Those that are below no other of them."""
    held = set(urls)
    return [url for url in sorted(held) if not any(above in held for above in list(_upwards(url))[1:])]
