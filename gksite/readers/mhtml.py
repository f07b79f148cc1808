"""A web page that a browser, Word or WPS saved as one file (.mht): its page; pictures and styles are left."""

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message

from gksite.model.blocks import Margin, Paragraph
from gksite.problems.problem import Phrase
from gksite.readers import html
from gksite.readers.content import Content, Progress
from gksite.readers.grid import texts_by_row
from gksite.readers.limits import NOTHING, Unreadable


def read(data: bytes, progress: Progress) -> Content:
    """The blocks and facts of the page. Raises Unreadable where there is none, or as `html.read` does."""
    message = message_from_bytes(data)
    pages = list(_pages(message))
    if not pages:
        raise Unreadable(NOTHING)
    content = html.read(pages[0], progress)
    margins = [Margin(Phrase("网页标题"), _subject(message)), *content.margins]
    for page in pages[1:]:
        margins += _of_other_page(html.read(page, progress))
    return replace(content, margins=tuple(margins))


def _pages(message: Message) -> Iterator[bytes]:
    """The pages of the file: the one that it shows, then those that Word keeps headers and footers in."""
    for part in message.walk():
        page = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(page, bytes):
            yield page


def _subject(message: Message) -> str:
    """The title that the file states beside the page's own."""
    return str(make_header(decode_header(str(message.get("Subject", ""))))).strip()


def _of_other_page(content: Content) -> Iterator[Margin]:
    """All words of a page that is kept beside the first."""
    where = Phrase("页眉、页脚或附带的网页")
    for block in content.blocks:
        if isinstance(block, Paragraph):
            if not block.linked:
                yield Margin(where, block.text)
            continue
        yield from (Margin(where, "\t".join(row)) for row in texts_by_row(block))
    yield from content.margins
