"""All that is looked for in the texts that leave: personal data, markings, wording."""

from collections.abc import Iterator

from gksite.documents.shapes import Entry
from gksite.model.settings import Config, Privacy
from gksite.problems.problem import Problem
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
from gksite.read import Records


def check_leaving(settings: Entry[Config] | None, records: Records, opened: ReadAttachments) -> Iterator[Problem]:
    """What must not leave, and what a person must look at before it does."""
    config, privacy = None, Privacy()
    if settings is not None:
        config, privacy = settings.record, settings.record.privacy
    content = tuple(pieces_of_content(settings, records))
    received = (*pieces_of_sources(records), *pieces_of_attachments(opened))
    names = tuple(pieces_of_names(records, opened))
    public = public_contacts(config, records.registries)
    yield from check_personal((*content, *received, *names), public, privacy.mask)
    yield from check_marked(records)
    yield from check_words((*content, *received, *names), records.column.words)
    yield from check_maps(records, opened)
