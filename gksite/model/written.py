"""What editors write or put into content/ that is published as it is: pages, texts, files."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ContentPage:
    """A page that editors write in Markdown."""

    id: str
    title: str
    markdown: str
    file: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is copied to the site as it is: its address there, its bytes, where an editor put it."""

    path: str
    data: bytes
    file: str


@dataclass(frozen=True, slots=True)
class WrittenText:
    """A Markdown text of an editor's: its file, and the line on which it begins."""

    file: str
    line: int
    markdown: str
