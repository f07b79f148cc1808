"""What stands outside the lines of a PDF: properties, annotations, fields of forms, words aslant as watermarks."""

import re
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Any

from pdfminer.layout import LTChar, LTFigure, LTItem
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1

from gksite.model.blocks import Margin
from gksite.problems.problem import Phrase
from gksite.readers.pdf_lines import PLAIN
from gksite.text.markings import listed_words

_NAMES = MappingProxyType({"Title": "标题", "Subject": "主题", "Keywords": "关键词", "Author": "作者"})
"""What programs call the properties of a PDF; others go by their own names."""
_TECHNICAL = frozenset(("Creator", "Producer", "CreationDate", "ModDate", "Trapped"))
"""Properties that programs write, not people."""
_LEAF = re.compile(r">([^<>]{1,200})<")
"""A text in the metadata, which are XML."""
_LEANS = 0.1
"""How far a line rises, of its length, that does not run across its page."""


def document_margins(document: PDFDocument) -> Iterator[Margin]:
    """The properties of a PDF and its metadata."""
    for properties in document.info:
        for key, value in properties.items():
            if key not in _TECHNICAL:
                yield from _property(_NAMES.get(key, key), text_of_string(value))
    metadata = resolve1(document.catalog.get("Metadata"))
    if isinstance(metadata, PDFStream):
        text = metadata.get_data().decode("utf-8", "replace")
        yield from (Margin(Phrase("文件属性（XMP）"), leaf) for leaf in _LEAF.findall(text) if leaf.strip())


def _property(name: str, value: str) -> Iterator[Margin]:
    """A property, and the keywords that it lists."""
    where = Phrase("文件属性“{name}”", name=name)
    if value:
        yield from (Margin(where, text) for text in (value, *listed_words(value)))


def text_of_string(value: Any) -> str:
    """A string of a PDF: in UTF-16 with its mark, else in what most Chinese programs write."""
    data = resolve1(value)
    if isinstance(data, str):
        return data.strip()
    if not isinstance(data, bytes):
        return ""
    if data.startswith((b"\xfe\xff", b"\xff\xfe")):
        return data.decode("utf-16", "replace").strip()
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding).strip()
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1").strip()


def page_margins(page: PDFPage, number: int) -> Iterator[Margin]:
    """The comments, stamps and fields of a form that lie on a page."""
    where = Phrase("第 {page} 页的批注或表单", page=number)
    for reference in resolve1(page.annots) or ():
        annotation = resolve1(reference)
        if not isinstance(annotation, dict):
            continue
        for key in ("Contents", "V", "Subj"):
            for line in text_of_string(annotation.get(key)).splitlines():
                yield Margin(where, line)


def aslant_margins(layout: Iterable[LTItem], number: int) -> Iterator[Margin]:
    """The words of a page that do not run across it, as those of a watermark."""
    where = Phrase("第 {page} 页的水印或斜排文字", page=number)
    for words in _aslant(layout):
        yield Margin(where, words)


def _aslant(container: Iterable[LTItem]) -> Iterator[str]:
    """The runs of characters that do not run across the page."""
    run = ""
    for item in container:
        if isinstance(item, LTChar) and _is_aslant(item):
            run += item.get_text().translate(PLAIN)
            continue
        if run.strip():
            yield run
        run = ""
        if isinstance(item, LTFigure):
            yield from _aslant(item)
    if run.strip():
        yield run


def _is_aslant(char: LTChar) -> bool:
    """Whether a character leans or lies on its side."""
    across, up = char.matrix[:2]
    return abs(up) > _LEANS * abs(across)
