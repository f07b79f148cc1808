"""content/waivers.yaml: what somebody answers for that it stands as it is."""

from typing import Annotated

from pydantic import BeforeValidator, Strict

from gksite.model.positions import Record
from gksite.model.signatures import ReasonedSignature
from gksite.model.values import Day, Mark, OneLine, Text, none_to_empty


class Waiver(ReasonedSignature):
    """One finding, or all of a code in a file, that need not be mended: until when, or for good of an archive.

    `basis` and `assessment` are the legal basis and the impact assessment that let personal data be published
    (个人信息保护法 第十三条、第五十五条).
    """

    code: OneLine
    place: OneLine
    mark: Mark | None = None
    expires: Day | None = None
    archive: Annotated[bool, Strict()] = False
    basis: Text | None = None
    assessment: Text | None = None


class WaiversRecord(Record):
    """content/waivers.yaml"""

    waivers: Annotated[tuple[Waiver, ...], BeforeValidator(none_to_empty)] = ()
