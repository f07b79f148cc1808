"""Where something stands in a source, as content files state it."""

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from gksite.model.values import Count, Range, Text, fault


class Record(BaseModel):
    """A frozen shape that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


POSITIONS = (("lines",), ("table", "rows"), ("pages", "rows"), ("paragraphs",))
"""The forms of a position in a source by their keys: text; docx, xlsx and HTML; pdf; paragraphs outside every table."""


class Position(Record):
    """A place in a source, in one of the forms of POSITIONS."""

    lines: Range | None = None
    table: Count | None = None
    pages: Range | None = None
    rows: Range | None = None
    paragraphs: Range | None = None

    @model_validator(mode="after")
    def _one_position(self) -> "Position":
        if tuple(self.position) not in POSITIONS:
            raise fault("position")
        return self

    @property
    def position(self) -> dict[str, Any]:
        """The keys of its form with their values: a number, or the first and the last."""
        found = {}
        for key in ("lines", "table", "pages", "rows", "paragraphs"):
            value = getattr(self, key)
            if value is not None:
                found[key] = value
        return found


class TaskSource(Position):
    """Where a task stands in its source, and its agency cells as printed where they differ from the names."""

    lead: Text | None = None
    support: Text | None = None
