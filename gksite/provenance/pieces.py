"""All texts that leave, in pieces that know where they stand: records, pages, sources, attachments, names of files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import PurePosixPath
from typing import Any

from gksite.documents.shapes import Entry
from gksite.documents.yaml_reader import Document
from gksite.model.blocks import Reading, Spot
from gksite.model.records import CLOSED
from gksite.model.settings import Config
from gksite.model.site import Attachment, SourceFile
from gksite.model.texts import walk_texts
from gksite.model.walk import KeyPath
from gksite.privacy.finding import Stretch
from gksite.privacy.stretches import Placed, stretches_of_blocks, stretches_of_text
from gksite.problems.problem import Location, Phrase
from gksite.provenance.units import spot_in_words
from gksite.read import Records

_NUMBERS_OF_THINGS = frozenset({"sha256", "index_code", "site_code", "id", "file"})
"""Keys whose values are numbers of things, or names of files, which are looked at by themselves."""
_PUBLIC_KEYS = frozenset({"contact", "public_contacts"})
"""Keys below which an office says how it can be reached."""

_OF_THE_OFFICE = frozenset({"clearances", "words"})
"""What editors write for themselves, of which nothing is published."""

ReadAttachments = Iterable[tuple[Attachment, Reading | None]]
"""The files that are copied as they are, with what was read of each."""


NOWHERE = Phrase("")
"""Of what stands at a line and column."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch, and where it stands: in a text, in a value of a record, or in a file, as people say it."""

    stretch: Stretch
    offset: int
    document: Document | None = None
    key_path: KeyPath | None = None
    value: str = ""
    """All of the value of a record that the stretch is a part of."""
    file: str = ""
    named: Phrase = NOWHERE
    """Where it stands in words, where it is neither a line nor a cell."""
    spot: Spot | None = None

    @property
    def where(self) -> Phrase:
        """Where it stands in its file in words; nothing where lines are counted."""
        if self.spot is None:
            return self.named
        return spot_in_words(self.spot)

    def at(self, start: int, end: int) -> Location:
        """Where something in the stretch stands."""
        if self.document is None:
            return Location(self.file)
        if self.key_path is None:
            return self.document.at(self.offset + start)
        printed = self.stretch.text[start:end]
        nth = self.value.count(printed, 0, self.offset + start)
        return _typed_at(self.document, self.key_path, printed, nth)


def _typed_at(document: Document, key_path: KeyPath, printed: str, nth: int) -> Location:
    """Where something is typed in a value, after so many of the same; the value itself where it is typed otherwise."""
    start, end = document.span(key_path)
    at = start - 1
    for _ in range(nth + 1):
        at = document.text.find(printed, at + 1, end)
        if at < 0:
            return document.location(key_path)
    return document.at(at)


def pieces_of_content(settings: Entry[Config], records: Records) -> Iterator[Piece]:
    """The texts that editors write."""
    for entry in _entries(settings, records):
        for key_path, text in walk_texts(entry.record):
            if key_path[-1] in _NUMBERS_OF_THINGS or _PUBLIC_KEYS.intersection(key_path):
                continue
            for placed in stretches_of_text(text):
                yield Piece(placed.stretch, placed.at, entry.document, key_path, text)
    for page in records.pages:
        yield from _of_document(Document(page.file, f"# {page.title}\n{page.markdown}"))


def _entries(settings: Entry[Config], records: Records) -> Iterator[Entry[Any]]:
    """The records of a portal that may be published."""
    yield settings
    yield from records.notices
    yield from records.registries
    if records.documents is not None:
        yield records.documents
    if records.topics is not None:
        yield records.topics
    if records.comparisons is not None:
        yield records.comparisons
    for field in fields(records.column):
        if field.name in _OF_THE_OFFICE:
            continue
        value = getattr(records.column, field.name)
        several = value if isinstance(value, tuple) else (value,)
        for entry in several:
            if isinstance(entry, Entry) and not _is_closed(entry.record):
                yield entry


def _is_closed(record: object) -> bool:
    """Whether a record is a draft, or says that it is not for the public."""
    return getattr(record, "draft", False) is True or getattr(record, "disclosure", None) in CLOSED


def _of_document(document: Document) -> Iterator[Piece]:
    for placed in stretches_of_text(document.text):
        yield Piece(placed.stretch, placed.at, document)


def pieces_of_sources(records: Records) -> Iterator[Piece]:
    """What stands in the files that leave for notices."""
    seen = set()
    for entry in records.notices:
        source = records.source_of(entry.record)
        if source is not None and source.leaving.name not in seen:
            seen.add(source.leaving.name)
            yield from _of_source(source.leaving)


def _of_source(source: SourceFile) -> Iterator[Piece]:
    """A text by its lines, any other file as read."""
    file = f"content/sources/{source.name}"
    if source.lines is not None:
        yield from _of_document(Document(file, "\n".join(source.lines)))
    elif source.reading is not None:
        yield from _of_reading(file, source.reading)


def pieces_of_attachments(read: ReadAttachments) -> Iterator[Piece]:
    """What stands in the files that are copied as they are."""
    for attachment, reading in read:
        if reading is not None:
            yield from _of_reading(attachment.file, reading)


def _of_reading(file: str, reading: Reading) -> Iterator[Piece]:
    """A file as read: its text, what it says of itself, and what stands outside both."""
    for placed in stretches_of_blocks(reading.blocks):
        yield Piece(placed.stretch, placed.at, file=file, spot=placed.spot)
    for margin in reading.margins:
        for placed in stretches_of_text(margin.text):
            yield _in_words(file, placed, margin.where)
    for label, value in reading.facts:
        for placed in stretches_of_text(value):
            yield _in_words(file, placed, Phrase("信息栏“{label}”", label=label))


def _in_words(file: str, placed: Placed, where: Phrase) -> Piece:
    return Piece(placed.stretch, placed.at, file=file, named=where)


def pieces_of_names(records: Records, read: ReadAttachments) -> Iterator[Piece]:
    """The names of the files that leave."""
    names = []
    for entry in records.notices:
        source = records.source_of(entry.record)
        if source is not None:
            names.append(f"content/sources/{source.leaving.name}")
    names += [attachment.file for attachment, _ in read]
    for name in dict.fromkeys(names):
        yield Piece(Stretch(PurePosixPath(name).stem), 0, file=name, named=Phrase("文件名"))
