"""Records → site: names resolved, sections numbered, every reverse index made once."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from gksite.catalogue.linking import link_catalogue
from gksite.documents.markdown_limits import TOO_MUCH, excess
from gksite.documents.shapes import Entry
from gksite.documents.yaml_reader import Document
from gksite.link_comparisons import link_comparisons
from gksite.link_disclosure import Linking, disclosure_texts, link_disclosure
from gksite.link_documents import link_documents
from gksite.link_items import interpretations, link_items, portal_columns
from gksite.link_notices import AFTER_TODAY, link_notices
from gksite.link_reports import link_reports
from gksite.link_synonyms import link_synonyms
from gksite.link_topics import link_topics
from gksite.model.comparisons import NONE_COMPARED
from gksite.model.ipv6 import supported_as_of
from gksite.model.ledger import LedgerRecord
from gksite.model.records import PUBLIC
from gksite.model.settings import Config
from gksite.model.site import (
    Notice,
    Site,
    Task,
    TaskKey,
    WrittenText,
)
from gksite.model.walk import KeyPath
from gksite.problems.problem import Location, Problems
from gksite.read import Records
from gksite.registry.agencies import (
    Registry,
    jurisdictions,
    link_agencies,
)
from gksite.registry.duties import duties
from gksite.registry.scopes import Known, with_sources
from gksite.registry.successions import check_successions, with_predecessors
from gksite.reporting.form import WRITTEN


def link(config: Config, records: Records, today: date, problems: Problems) -> Site:
    """The site that records describe; what does not resolve is noted and left out."""
    registry = Registry(records.registries)
    agencies = link_agencies(records.registries, registry, problems)
    notices = link_notices(records, registry, today, problems)
    if records.ledger is not None:
        _check_withdrawals(records.ledger, today, problems)
    ordered = {n.id: n for n in sorted(notices, key=_newest_first)}
    agencies = with_predecessors(agencies)
    check_successions(records.registries, agencies, notices, today, problems)
    agencies = with_sources(agencies, records.registries, Known(ordered, records.hidden), problems)
    tasks: dict[TaskKey, Task] = {}
    for notice in ordered.values():
        tasks |= {task.key: task for task in notice.tasks}
    items = link_items(config, records, registry, ordered, problems)
    texts = tuple(_texts(records))
    _check_texts(texts, problems)
    places = jurisdictions(records.registries)
    written = records.column.hidden | {entry.record.id for entry in records.column.items}
    topics = link_topics(records.topics, records.notices, tasks.values(), problems)
    unseen = _unseen(records, ordered)
    comparisons = link_comparisons(records.comparisons, ordered, unseen, topics.topics or None, problems)
    linking = Linking(registry, places, config, items, written)
    return Site(
        config=config,
        jurisdictions=places,
        agencies=agencies,
        notices=ordered,
        tasks=tasks,
        duties=duties(agencies, tasks.values()),
        pages=records.pages,
        today=today,
        texts=texts,
        attachments=records.attachments,
        reports=link_reports(records.column, items, registry, problems),
        items=items,
        columns=portal_columns(config, items, ordered),
        documents=link_documents(records, ordered.values(), problems),
        interpretations=interpretations(items.values()),
        disclosure=link_disclosure(records.column.disclosure, linking, problems),
        catalogue=link_catalogue(records),
        release_key=records.release_key,
        ipv6=supported_as_of(records.ipv6.record if records.ipv6 else None, config, today),
        topics=topics.topics,
        without_topic=topics.without,
        synonyms=link_synonyms(records.synonyms, problems),
        comparisons=comparisons if "comparisons" in config.exports else NONE_COMPARED,
    )


def _unseen(records: Records, shown: Mapping[str, Notice]) -> frozenset[str]:
    """The notices that are there and not shown: hidden, or left out for their faults."""
    return records.hidden | {entry.record.id for entry in records.notices} - set(shown)


def _texts(records: Records) -> Iterator[WrittenText]:
    """The Markdown of pages, whose heading is their first line, of public notices, items and the statutory column."""
    for page in records.pages:
        yield WrittenText(page.file, 2, page.markdown)
    for entry in records.notices:
        document = entry.document
        for key in ("preamble", "closing"):
            text = getattr(entry.record, key)
            if text:
                yield WrittenText(document.path, first_line(document, (key,)), text)
    for item in records.column.items:
        if item.record.body:
            yield WrittenText(item.document.path, first_line(item.document, ("body",)), item.record.body)
    disclosure = records.column.disclosure
    if disclosure is not None:
        for key_path, text in disclosure_texts(disclosure.record):
            yield WrittenText(disclosure.document.path, first_line(disclosure.document, key_path), text)
    for report in records.column.reports:
        for key in WRITTEN:
            text = getattr(report.record, key)
            if text and report.record.disclosure == PUBLIC:
                yield WrittenText(report.document.path, first_line(report.document, (key,)), text)


def _check_texts(texts: Iterable[WrittenText], problems: Problems) -> None:
    """Note the texts that cannot be shown in bounded time, and stop there: nothing may try to show them."""
    is_bounded = True
    for text in texts:
        found = excess(text.markdown)
        if found is not None:
            is_bounded = False
            problems.add(TOO_MUCH, Location(text.file, text.line + found[0]), what=found[1])
    if not is_bounded:
        problems.gate()


def first_line(document: Document, key_path: KeyPath) -> int:
    """The line on which a text begins: that of its key, or the next where it is written as a block."""
    line = document.location(key_path).line
    written = document.text.split("\n")[line - 1].rstrip()
    return line + 1 if _BLOCK.search(written) else line


_BLOCK = re.compile(r":\s*[|>][-+\d]*(?:\s+(?s:#.*))?$")
"""The key of a text that is written as a block below it."""


def _newest_first(notice: Notice) -> tuple[int, str]:
    return (-notice.day.toordinal(), notice.id)


def _check_withdrawals(entry: Entry[LedgerRecord], today: date, problems: Problems) -> None:
    for i, fate in enumerate(entry.record.addresses):
        if fate.withdrawn and fate.withdrawn.on > today:
            place = entry.document.location(("addresses", i, "withdrawn", "on"))
            problems.add(AFTER_TODAY, place, key="withdrawn.on", date=fate.withdrawn.on)
