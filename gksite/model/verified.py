"""content/verified.yaml: what `gksite check` has held against its source, and when."""

from typing import Annotated

from pydantic import BeforeValidator

from gksite.model.positions import Record
from gksite.model.values import Count, Day, Digest, Id, OneLine, none_to_empty


class VerifiedNotice(Record):
    """A notice that `gksite check` has held against its source: the day, and the digests of what was held.

    `agencies` is of the registries that give its agencies their names: those of its jurisdiction and the ones above.
    """

    id: Id
    on: Day
    yaml: Digest
    source: Digest
    agencies: Digest


class SignedDifference(Record):
    """A signature under `differs`, and the digest of the field and the source for which it was given."""

    notice: Id
    task: Count | None = None
    field: OneLine
    by: OneLine
    on: Day
    sha256: Digest


class VerifiedRecord(Record):
    """content/verified.yaml, which `gksite check` writes"""

    notices: Annotated[tuple[VerifiedNotice, ...], BeforeValidator(none_to_empty)] = ()
    signed: Annotated[tuple[SignedDifference, ...], BeforeValidator(none_to_empty)] = ()


NOTHING = VerifiedRecord()
"""What is known before `gksite check` ever ran."""
