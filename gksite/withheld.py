"""Files of content/files/ that only what is hidden names: they stay behind with it."""

import unicodedata
from collections.abc import Iterable, Sequence
from urllib.parse import unquote

from gksite.documents.markdown import from_root
from gksite.model.items import ItemFields
from gksite.model.records import NoticeFields
from gksite.model.site import Attachment
from gksite.model.walk import walk_tasks


def published_path(file: str) -> str:
    """Where a file stands on the site that an item names as it lies in content/files/."""
    return unicodedata.normalize("NFC", from_root(f"files/{file}").removeprefix("/"))


def named_files(record: ItemFields | NoticeFields, attachments: Iterable[Attachment]) -> set[str]:
    """The paths of the files that an item names, as its own or in its text; a notice, as evidence or in its letter."""
    if isinstance(record, NoticeFields):
        return _of_evidence(record) | _in_texts([record.preamble or "", record.closing or ""], attachments)
    named = {published_path(attachment.file) for attachment in record.attachments}
    return named | _in_texts([record.body or ""], attachments)


def _of_evidence(notice: NoticeFields) -> set[str]:
    """The paths of the files on which the updates of a notice's tasks rest."""
    found = set()
    for step in walk_tasks(notice.sections):
        for update in step.task.updates:
            found |= {published_path(evidence.file) for evidence in update.evidence if evidence.file}
    return found


def _in_texts(texts: Iterable[str], attachments: Iterable[Attachment]) -> set[str]:
    whole = unicodedata.normalize("NFC", unquote("\n".join(texts)))
    return {file.path for file in attachments if file.path.startswith("files/") and file.path in whole}


def without_withheld(
    attachments: Sequence[Attachment],
    hidden: Iterable[ItemFields | NoticeFields],
    public: Iterable[ItemFields | NoticeFields],
    texts: Iterable[str],
) -> tuple[Attachment, ...]:
    """The files that may be published: not those of what is hidden, unless something public names them too."""
    withheld = set[str]()
    for record in hidden:
        withheld |= named_files(record, attachments)
    if not withheld:
        return tuple(attachments)
    for record in public:
        withheld -= named_files(record, attachments)
    withheld -= _in_texts(texts, attachments)
    return tuple(file for file in attachments if file.path not in withheld)
