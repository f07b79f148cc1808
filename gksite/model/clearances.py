"""content/clearances.yaml: who examined a file before publication that has no record of its own."""

from typing import Annotated

from pydantic import BeforeValidator

from gksite.model.positions import Record
from gksite.model.records import Clearance
from gksite.model.values import Digest, OneLine, none_to_empty


class FileClearance(Clearance):
    """A file below content/, as it was when it was examined (保密法实施条例 第四十二条)."""

    file: OneLine
    sha256: Digest


class ClearancesRecord(Record):
    """content/clearances.yaml"""

    clearances: Annotated[tuple[FileClearance, ...], BeforeValidator(none_to_empty)] = ()
