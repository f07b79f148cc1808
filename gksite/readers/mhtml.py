"""A web page that a browser, Word or WPS saved as one file (.mht): its page; pictures and styles are left."""

from email import message_from_bytes

from gksite.readers import html
from gksite.readers.content import Content, Progress
from gksite.readers.limits import NOTHING, Unreadable


def read(data: bytes, progress: Progress) -> Content:
    """The blocks and facts of the page. Raises Unreadable where there is none, or as `html.read` does."""
    for part in message_from_bytes(data).walk():
        page = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(page, bytes):
            return html.read(page, progress)
    raise Unreadable(NOTHING)
