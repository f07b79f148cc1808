"""content/synonyms.yaml: words that mean the same in what citizens ask, as editors of a portal know them."""

from typing import Annotated

from pydantic import BeforeValidator

from gksite.model.positions import Record
from gksite.model.records import Lines
from gksite.model.values import none_to_empty


class SynonymsRecord(Record):
    """Groups of words; each joins those that the program knows itself."""

    synonyms: Annotated[tuple[Lines, ...], BeforeValidator(none_to_empty)] = ()
