"""A PDF: files inside, scripts, actions, comments, words that are not shown, who wrote it.

No library here writes PDF, so there is no cleaned copy: it must be exported anew.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psparser import PSLiteral

from gksite.problems.problem import Phrase
from gksite.readers.fitness.traces import Looked, Trace, shortened, spoken
from gksite.readers.limits import DAMAGED, Unreadable
from gksite.readers.pdf_margins import text_of_string

_NAMES = (("Author", "作者"), ("Manager", "经理"), ("Company", "单位"))
"""The properties that name people."""
_XMP = re.compile(
    r"<(?P<name>dc:creator|pdf:Author|xmp:Author|pdfx:Company|pdfx:Manager)[\s>](?P<rest>.{0,400})", re.DOTALL
)
"""The same in the metadata, which are XML."""
_LEAF = re.compile(r">([^<>]{1,200})<")
"""A text there."""
_RUNS = {
    "JavaScript": "script",
    "Launch": "script",
    "ImportData": "external",
    "SubmitForm": "external",
    "GoToE": "embedded",
}
"""Actions by their names, and what they are; a link that a reader clicks on is none of them."""
_ON_PAGES = {
    **dict.fromkeys(
        ("Text", "FreeText", "Popup", "Caret", "Highlight", "Underline", "Squiggly", "Ink", "Stamp"), "comments"
    ),
    "StrikeOut": "struck",
    **dict.fromkeys(("FileAttachment", "Sound", "Movie", "Screen", "3D", "RichMedia"), "embedded"),
}
"""What may lie on a page, and what it is."""
_MOST = 500_000
"""Objects that are looked at."""


def look_at_pdf(data: bytes) -> Looked:
    """What a PDF carries. Raises Unreadable where it is damaged."""
    try:
        document = PDFDocument(PDFParser(BytesIO(data)))
    except (PDFPasswordIncorrect, PDFEncryptionError):
        return Looked("password", (Trace("password", Phrase("整个文件")),))
    traces = [*_people(document)]
    if "Encrypt" in _trailers(document):
        traces.append(Trace("password", Phrase("整个文件")))
    traces += _objects(document)
    return Looked("pdf", tuple(traces))


def _trailers(document: PDFDocument) -> set[str]:
    found: set[str] = set()
    for table in document.xrefs:
        found |= set(table.get_trailer())
    return found


def _people(document: PDFDocument) -> Iterator[Trace]:
    for stated in document.info:
        for key, name in _NAMES:
            text = text_of_string(stated.get(key)) if isinstance(stated, dict) else ""
            yield from spoken("author", Phrase("文件属性“{name}”", name=Phrase(name)), [text])
    metadata = resolve1(document.catalog.get("Metadata"))
    if isinstance(metadata, PDFStream):
        for match in _XMP.finditer(metadata.get_data().decode("utf-8", "replace")):
            words = match["rest"].partition(f"</{match['name']}")[0]
            leaves = [leaf.strip() for leaf in _LEAF.findall(f">{words}<") if leaf.strip()]
            yield from spoken("author", Phrase("文件属性（XMP）"), leaves[:1])


def _objects(document: PDFDocument) -> Iterator[Trace]:
    """Every object that the file lists, whether a page refers to it or not."""
    numbers: set[int] = set()
    for table in document.xrefs:
        numbers.update(table.get_objids())
    if len(numbers) > _MOST:
        raise Unreadable(DAMAGED, detail="xref")
    seen: set[Trace] = set()
    for number in sorted(numbers):
        for trace in _in_value(_object(document, number), 0):
            if trace not in seen:
                seen.add(trace)
                yield trace


def _object(document: PDFDocument, number: int) -> Any:
    """An object; None where the list names one that is not there."""
    return resolve1(PDFObjRef(document, number))


def _in_value(value: Any, depth: int) -> Iterator[Trace]:
    """What a value and those written inside it carry."""
    if depth > 20:
        return
    if isinstance(value, PDFStream):
        value = value.attrs
    if isinstance(value, list):
        for item in value:
            yield from _in_value(item, depth + 1)
    elif isinstance(value, dict):
        yield from _in_dictionary(value)
        for item in value.values():
            if not isinstance(item, PDFObjRef):
                yield from _in_value(item, depth + 1)


def _in_dictionary(value: dict[str, Any]) -> Iterator[Trace]:
    kind, action = _name(value.get("Subtype")), _name(value.get("S"))
    words = shortened(text_of_string(value.get("Contents")))
    if action in _RUNS:
        yield Trace(_RUNS[action], Phrase("动作 {name}", name=action))  # type: ignore[arg-type]
    elif "JS" in value and action != "Rendition":
        yield Trace("script", Phrase("动作 {name}", name="JavaScript"))
    if kind in _ON_PAGES and ("Rect" in value or "Contents" in value):
        yield Trace(_ON_PAGES[kind], Phrase("页面上的批注或附件（{name}）", name=kind), words)  # type: ignore[arg-type]
    if "EF" in value or _name(value.get("Type")) == "EmbeddedFile":
        yield Trace("embedded", Phrase("附带的文件"), shortened(text_of_string(value.get("UF") or value.get("F"))))
    if _name(value.get("Type")) == "OCG" and _is_off(value):
        yield Trace("hidden", Phrase("隐藏的图层"), shortened(text_of_string(value.get("Name"))))
    if "OCGs" in value and isinstance(value.get("D"), dict) and resolve1(value["D"].get("OFF")):
        yield Trace("hidden", Phrase("隐藏的图层"))
    if "XFA" in value:
        yield Trace("script", Phrase("XFA 表单"))


def _is_off(layer: dict[str, Any]) -> bool:
    usage = resolve1(layer.get("Usage"))
    view = resolve1(usage.get("View")) if isinstance(usage, dict) else None
    return isinstance(view, dict) and _name(view.get("ViewState")) == "OFF"


def _name(value: Any) -> str:
    value = resolve1(value)
    return str(value.name) if isinstance(value, PSLiteral) else ""
