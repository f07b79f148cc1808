"""Which notices have been held against their sources, and since when: content/verified.yaml, written by `check`."""

import hashlib
import os
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import Path

from gksite.documents.folders import VERIFIED
from gksite.documents.shapes import Entry, read_entry
from gksite.documents.yaml_scalar import scalar
from gksite.model.records import NoticeRecord
from gksite.model.verified import VerifiedNotice, VerifiedRecord
from gksite.problems.problem import Phrase, Problems
from gksite.read import Records
from gksite.registry.agencies import Registry

_HEAD = (
    Phrase("# gksite check 写的：哪些通知哪一天已与来源逐字核对，differs 是对什么签的，以及当时各文件的 SHA-256。"),
    Phrase("# 请不要手改；通知、来源或单位登记改动以后，页面上的“已逐字核对”就不再显示，直到再次核对。"),
)
"""What the file says of itself."""


def read_verified(records: Records, content: Path, problems: Problems) -> Records:
    """The records with what was held against its source; as they are before `gksite check` ever did."""
    path = content / VERIFIED
    if not os.path.lexists(path):
        return records
    entry = read_entry(VerifiedRecord, path, content.parent, problems, within=content)
    return replace(records, verified=entry.record) if entry else records


def days_verified(records: Records) -> dict[str, date]:
    """The day since when each notice and its source, as they are now, are known to agree."""
    noted = {notice.id: notice for notice in records.verified.notices}
    agencies = _Names(records)
    found = {}
    for entry in records.notices:
        before = noted.get(entry.record.id)
        if before and before == _as_now(entry, records, agencies, before.on):
            found[before.id] = before.on
    return found


def note_verified(records: Records, proved: Collection[str], today: date) -> tuple[VerifiedNotice, ...]:
    """The notices that are proved today, those that have not changed with the day on which they were first."""
    days, agencies = days_verified(records), _Names(records)
    noted = []
    for entry in sorted(records.notices, key=lambda entry: entry.record.id):
        id = entry.record.id
        now = _as_now(entry, records, agencies, days.get(id, today))
        if id in proved and now is not None:
            noted.append(now)
    return tuple(noted)


def _as_now(entry: Entry[NoticeRecord], records: Records, agencies: "_Names", day: date) -> VerifiedNotice | None:
    """A notice with the digests that it and its source have now; None where it has no source."""
    source = records.source_of(entry.record)
    if source is None:
        return None
    return VerifiedNotice(
        id=entry.record.id,
        on=day,
        yaml=entry.document.sha256,
        source=source.sha256,
        agencies=agencies.digest(entry.record.jurisdiction),
    )


class _Names:
    """The registries of some records, by their digests."""

    def __init__(self, records: Records) -> None:
        self.registry = Registry(records.registries)
        self.digests = {entry.record.jurisdiction: entry.document.sha256 for entry in records.registries}

    def digest(self, jurisdiction: str) -> str:
        """That of the registries in which the names of a jurisdiction are looked up."""
        chain = self.registry.chain(jurisdiction)
        return hashlib.sha256("\n".join(self.digests[at] for at in chain).encode()).hexdigest()


def verified_yaml(verified: VerifiedRecord) -> str:
    """The text of content/verified.yaml."""
    lines = [line.text(str) for line in _HEAD]
    lines.append("notices:" if verified.notices else "notices: []")
    for notice in verified.notices:
        lines += [f"  - id: {notice.id}", f"    on: {notice.on}"]
        lines += [f"    yaml: '{notice.yaml}'", f"    source: '{notice.source}'", f"    agencies: '{notice.agencies}'"]
    if verified.signed:
        lines.append("signed:")
    for signed in verified.signed:
        lines += [f"  - notice: {signed.notice}", f"    field: {scalar(signed.field)}"]
        if signed.task is not None:
            lines.append(f"    task: {signed.task}")
        lines += [f"    by: {scalar(signed.by)}", f"    on: {signed.on}", f"    sha256: '{signed.sha256}'"]
    return "\n".join(lines) + "\n"
