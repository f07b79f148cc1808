"""content/documents.yaml, and the documents that notices cite as they are linked."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator

from gksite.model.keys import TaskKey
from gksite.model.positions import Record
from gksite.model.values import Id, OneLine, WebAddress, none_to_empty

Place = Literal["title", "requirement", "remark", "preamble", "closing", "documents"]
"""The key of the text that cites a document; `documents` where only an editor has entered it."""


class DocumentRecord(Record):
    """What is known of a cited document: its title as the notice `printed_in` prints it, its address by a source."""

    number: OneLine
    id: Id | None = None
    title: OneLine | None = None
    printed_in: Id | None = None
    url: WebAddress | None = None
    source: OneLine | None = None


class DocumentsRecord(Record):
    """content/documents.yaml"""

    documents: Annotated[tuple[DocumentRecord, ...], BeforeValidator(none_to_empty)] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """One place that cites a document: the sentence before the reference, the reference as printed, and the rest.

    `task` is None where the letter of the notice cites it; `title` is what the place prints in 《》 beside it.
    """

    notice: str
    task: TaskKey | None
    place: Place
    before: str
    printed: str
    after: str
    title: str | None = None

    @property
    def text(self) -> str:
        """The citing words as they stand there."""
        return self.before + self.printed + self.after


@dataclass(frozen=True, slots=True)
class Document:
    """A document by its number, with all that cites it, newest notices first.

    `notice` is the id of the notice of this portal that it is; `address` never stands without `source`.
    """

    number: str
    id: str
    year: int | None
    title: str | None
    citations: tuple[Citation, ...]
    notice: str | None = None
    address: str | None = None
    source: str | None = None

    @property
    def url(self) -> str:
        """The address of the document's page."""
        return f"documents/{self.id}/"

    @property
    def titles(self) -> dict[str, tuple[Citation, ...]]:
        """Each title that is printed beside the number, with the places that print it."""
        found: dict[str, tuple[Citation, ...]] = {}
        for citation in self.citations:
            if citation.title is not None:
                found[citation.title] = (*found.get(citation.title, ()), citation)
        return found

    @property
    def notices(self) -> tuple[str, ...]:
        """The ids of the notices that cite it, each once."""
        return tuple(dict.fromkeys(citation.notice for citation in self.citations))

    @property
    def tasks(self) -> tuple[TaskKey, ...]:
        """The tasks that cite it, each once."""
        return tuple(dict.fromkeys(citation.task for citation in self.citations if citation.task is not None))
