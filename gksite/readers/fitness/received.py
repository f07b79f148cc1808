"""A Word file or workbook as received, read although it has comments or macros: what a cleaned copy was made from.

Only these are put aside first, for the readers refuse them; what is hidden, struck out or deleted they leave out by
themselves, so that a notice is proved by the original and not by what cleaning made of it.
"""

from gksite.readers import docx, xlsx
from gksite.readers.content import Content, Progress
from gksite.readers.fitness.office import drop_macros
from gksite.readers.fitness.parts import open_parts
from gksite.readers.fitness.word import drop_comments


def read(data: bytes, progress: Progress) -> Content:
    """The blocks of a .docx or .xlsx. Raises Unreadable."""
    parts = open_parts(data)
    for _ in drop_macros(parts):
        pass
    if not parts.names("word/"):
        return xlsx.read(parts.data(), progress)
    for _ in drop_comments(parts):
        pass
    return docx.read(parts.data(), progress)
