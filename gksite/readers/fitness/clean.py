"""The reader that answers with a cleaned copy of a file."""

from gksite.readers.content import Content, Progress
from gksite.readers.fitness.look import as_content, cleaned


def read(data: bytes, progress: Progress) -> Content:
    """What a file carries, with a copy without it. Raises Unreadable."""
    return as_content(cleaned(data))
