"""All that leaves: what files carry, and what their texts and those of the content say."""

from collections.abc import Iterator, Sequence

from gksite.documents.shapes import Entry
from gksite.model.settings import Config
from gksite.model.site import Attachment
from gksite.problems.problem import Problem
from gksite.provenance.disclosure import check_attachments, read_attachment
from gksite.provenance.marked_content import check_marked
from gksite.provenance.personal import check_personal, public_contacts
from gksite.provenance.pieces import (
    ReadAttachments,
    pieces_of_attachments,
    pieces_of_content,
    pieces_of_names,
    pieces_of_sources,
)
from gksite.provenance.slips import check_maps, check_words
from gksite.provenance.unfit import check_attachment, check_sources, offices_of
from gksite.read import Records
from gksite.readers.apart import ReadingProcess
from gksite.readers.fitness import look_at


def check_leaving(
    settings: Entry[Config] | None, records: Records, files: Sequence[Attachment], seconds: int
) -> Iterator[Problem]:
    """What must not leave, and what a person must look at before it does; a file is read within so many seconds.

    Raises RequestError where a library of the readers is not installed.
    """
    opened, offices = [], offices_of(records)
    with ReadingProcess(seconds) as process, ReadingProcess(seconds) as other:
        unfit = list(check_sources(records, other))
        for file in files:
            look = look_at(file.data, other)  # takes as long as reading it: each has a process of its own
            opened.append((file, read_attachment(file, process)))
            unfit += check_attachment(file, look, offices)
    yield from check_attachments(opened)
    yield from unfit
    if settings is not None:  # whose numbers are an office's own is stated there
        yield from _check_texts(settings, records, opened)


def check_files(files: Sequence[Attachment], seconds: int) -> Iterator[Problem]:
    """The markings of files alone. Raises as `check_leaving` does."""
    with ReadingProcess(seconds) as process:
        yield from check_attachments([(file, read_attachment(file, process)) for file in files])


def _check_texts(settings: Entry[Config], records: Records, opened: ReadAttachments) -> Iterator[Problem]:
    """What texts say that leave: personal data, markings, wording."""
    content = tuple(pieces_of_content(settings, records))
    received = (*pieces_of_sources(records), *pieces_of_attachments(opened))
    names = tuple(pieces_of_names(records, opened))
    public = public_contacts(settings.record, records.registries)
    yield from check_personal((*content, *received, *names), public, settings.record.privacy.mask)
    yield from check_marked(records)
    yield from check_words((*content, *received, *names), records.column.words)
    yield from check_maps(records, opened)
