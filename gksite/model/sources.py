"""Notices as received."""

from dataclasses import dataclass

from gksite.model.blocks import Reading
from gksite.model.draft import Draft


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A notice as received: its bytes, its lines where it is text, its blocks where it is not and was read.

    `published` is the cleaned copy that leaves in its place, where there is one; then it never leaves itself.
    """

    name: str
    sha256: str
    data: bytes
    lines: tuple[str, ...] | None
    reading: Reading | None = None
    draft: Draft | None = None
    """What the reading means, where the notice is to be held against it."""
    published: "SourceFile | None" = None

    @property
    def leaving(self) -> "SourceFile":
        """The file that is published."""
        return self.published or self
