"""The ledger written anew: what is published now added, what this build withdrew told, an editor's words kept."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from gksite.documents.shapes import Entry, reads_as
from gksite.documents.yaml_scalar import scalar
from gksite.ledger.fates import FILE, topmost
from gksite.ledger.updates import entries
from gksite.model.ledger import (
    AddressRecord,
    LedgerRecord,
    OuterLink,
    Published,
    PublishedAgencies,
    PublishedItem,
    PublishedNotice,
    Withdrawal,
)
from gksite.model.site import Site

WIDTH = 110
"""Characters of a line of ids."""
HEAD = """\
# 公布过的网址。published 和 outer_links 由 gksite build --record 写入，不用改。
# 网址变了、内容撤下了，在 addresses 里写明，例如：
#   - {address: /notices/old-2018/, moved: /notices/new-2018/}
#   - {address: /notices/bad-2018/, withdrawn: {on: 2026-01-01, why: 内容有误}}
"""
_KEY = re.compile(r"(?m)^(?=(?:addresses|published|outer_links)[ ]*:)")
"""Where a part of the ledger begins."""


def updated(
    entry: Entry[LedgerRecord] | None, site: Site, *, record: bool, today: date, hosts: Iterable[str] = ()
) -> str | None:
    """The text of the ledger after this build, which leads to `hosts` of others; None where it stays as it is."""
    before = entry.record if entry else LedgerRecord()
    withdrawn = topmost([gone.url for gone in site.departed if gone.new])
    if not record and not withdrawn:
        return None
    fates = [AddressRecord(address=f"/{url}", withdrawn=Withdrawal(on=today)) for url in withdrawn]
    after = before
    if record:
        after = LedgerRecord(published=_merged(before.published, site), outer_links=_linked(before, hosts, today))
    if entry and not fates and (after.published, after.outer_links) == (before.published, before.outer_links):
        return None
    return _written(entry, fates, after)


def _linked(before: LedgerRecord, hosts: Iterable[str], today: date) -> tuple[OuterLink, ...]:
    """The hosts of others that pages lead to now, each with the day from which they do."""
    known = {link.host: link for link in before.outer_links}
    return tuple(known.get(host, OuterLink(host=host, since=today)) for host in sorted(hosts))


def with_withdrawal(entry: Entry[LedgerRecord] | None, address: str, today: date, why: str | None) -> str:
    """The text of the ledger with an address withdrawn; as it is where it says so already."""
    before = entry.record if entry else LedgerRecord()
    if entry and any(fate.address == address for fate in before.addresses):
        return entry.document.text
    fate = AddressRecord(address=address, withdrawn=Withdrawal(on=today, why=why))
    return _written(entry, [fate], before)


def _written(entry: Entry[LedgerRecord] | None, fates: list[AddressRecord], state: LedgerRecord) -> str:
    """The ledger with more fates and the lists of `state`: the editor's text kept where that can be."""
    before = entry.record if entry else LedgerRecord()
    after = LedgerRecord(
        addresses=(*before.addresses, *fates), published=state.published, outer_links=state.outer_links
    )
    text = _spliced(entry.document.text, fates, state) if entry else ""
    if reads_as(FILE, text, after):
        return text
    return HEAD + _addresses(after.addresses) + _published(after.published) + _outer_links(after.outer_links)


def _merged(before: Published, site: Site) -> Published:
    """What was published before, with what is now."""
    notices = {notice.id: notice for notice in before.notices}
    for notice in site.notices.values():
        old = notices.get(notice.id, PublishedNotice(id=notice.id))
        codes = [notice.record.index_code] if notice.record.index_code else []
        notices[notice.id] = PublishedNotice(
            id=notice.id,
            tasks=tuple(sorted({*old.tasks, *(task.record.number for task in notice.tasks)})),
            source=old.source or notice.source is not None,
            index_codes=tuple(dict.fromkeys([*old.index_codes, *codes])),
            updates=tuple(entries(notice)),
        )
    items = {item.id: item for item in before.items}
    for item in site.items.values():
        known = items.get(item.id, PublishedItem(id=item.id)).index_codes
        code = site.index_codes.get(item.id) or item.record.index_code
        codes = [code] if code else []
        items[item.id] = PublishedItem(id=item.id, index_codes=tuple(dict.fromkeys([*known, *codes])))
    places = {place.jurisdiction: set(place.ids) for place in before.agencies}
    for place in site.jurisdictions.values():
        places.setdefault(place.id, set()).update(key.id for key in place.agencies)
    return Published(
        notices=tuple(notices[id] for id in sorted(notices)),
        items=tuple(items[id] for id in sorted(items)),
        agencies=tuple(PublishedAgencies(jurisdiction=id, ids=tuple(sorted(places[id]))) for id in sorted(places)),
    )


def _spliced(text: str, fates: Iterable[AddressRecord], state: LedgerRecord) -> str:
    """The old text with entries added behind the last and its lists of what was published replaced."""
    parts = _KEY.split(text if text.endswith("\n") else text + "\n")
    added = list(fates)
    for i, part in enumerate(parts):
        if part.startswith("published"):
            parts[i] = _published(state.published)
        elif part.startswith("outer_links"):
            parts[i] = _outer_links(state.outer_links)
        elif part.startswith("addresses") and added:
            parts[i] = _with_entries(part, added)
    if not any(part.startswith("addresses") for part in parts):
        parts.insert(1, _addresses(added))
    if not any(part.startswith("published") for part in parts):
        parts.append(_published(state.published))
    if not any(part.startswith("outer_links") for part in parts):
        parts.append(_outer_links(state.outer_links))
    return "".join(parts)


def _with_entries(part: str, added: list[AddressRecord]) -> str:
    """The part of the addresses with more of them, indented as those that stand there."""
    dash = re.search(r"(?m)^( *)- ", part)
    indent = dash[1] if dash else "  "
    lines = part.rstrip("\n").split("\n")
    return "\n".join([*lines, *(f"{indent}- {_fate(fate)}" for fate in added)]) + "\n\n"


def _addresses(fates: Iterable[AddressRecord]) -> str:
    lines = [f"  - {_fate(fate)}\n" for fate in fates]
    return "".join(["addresses:\n", *lines, "\n"]) if lines else ""


def _fate(fate: AddressRecord) -> str:
    if fate.withdrawn is None:
        return f"{{address: {fate.address}, moved: {fate.moved}}}"
    why = f", why: {scalar(fate.withdrawn.why, in_flow=True)}" if fate.withdrawn.why else ""
    return f"{{address: {fate.address}, withdrawn: {{on: {fate.withdrawn.on.isoformat()}{why}}}}}"


def _outer_links(links: Iterable[OuterLink]) -> str:
    lines = [f"  - {{{_outer_link(link)}}}\n" for link in links]
    return "".join(["outer_links:\n", *lines]) if lines else ""


def _outer_link(link: OuterLink) -> str:
    looked = f", looked: {link.looked.isoformat()}" if link.looked else ""
    return f"host: {scalar(link.host, in_flow=True)}, since: {link.since.isoformat()}{looked}"


def _published(published: Published) -> str:
    if published == Published():
        return ""  # a key without a value is no ledger
    lines = ["published:"]
    if published.notices:
        lines += ["  notices:", *(f"    - {{{', '.join(_notice(notice))}}}" for notice in published.notices)]
    if published.items:
        lines += ["  items:", *(f"    - {{{', '.join(_item(item))}}}" for item in published.items)]
    if published.agencies:
        lines.append("  agencies:")
    for place in published.agencies:
        lines.append(f"    - jurisdiction: {scalar(place.jurisdiction)}")
        if place.ids:
            lines += ["      ids:", *(f"        {line}" for line in _wrapped(place.ids))]
    return "\n".join(lines) + "\n"


def _notice(notice: PublishedNotice) -> Iterator[str]:
    yield f"id: {scalar(notice.id, in_flow=True)}"
    if notice.tasks:
        yield f"tasks: '{_ranges(notice.tasks)}'"
    if notice.source:
        yield "source: true"
    yield from _codes(notice.index_codes)
    if notice.updates:
        yield f"updates: [{', '.join(scalar(update, in_flow=True) for update in notice.updates)}]"


def _item(item: PublishedItem) -> Iterator[str]:
    yield f"id: {scalar(item.id, in_flow=True)}"
    yield from _codes(item.index_codes)


def _codes(codes: Iterable[str]) -> Iterator[str]:
    written = ", ".join(scalar(code, in_flow=True) for code in codes)
    if written:
        yield f"index_codes: [{written}]"


def _ranges(numbers: Iterable[int]) -> str:
    """Numbers in order as they are written: 1-38, 41."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def _wrapped(ids: Iterable[str]) -> Iterator[str]:
    """Ids as a list over some lines."""
    line = "["
    for id in ids:
        word = scalar(id, in_flow=True)
        if len(line) + len(word) > WIDTH:
            yield line.rstrip()
            line = " "
        line += f"{word}, "
    yield line.removesuffix(", ") + "]"


def redirects(site: Site) -> str:
    """For a server's configuration: on each line an old address and the new one, both from the server's root."""
    base = site.config.base_path
    return "".join(f"{base}{gone.url} {base}{gone.to}\n" for gone in site.departed if gone.to is not None)
