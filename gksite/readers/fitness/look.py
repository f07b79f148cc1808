"""Any file → what makes it unfit to publish, and on request a copy without that; the format is told by the bytes."""

import base64
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes

from gksite.model.blocks import Margin, Paragraph, Spot
from gksite.problems.problem import Phrase
from gksite.readers.content import Content, Progress
from gksite.readers.fitness import pictures
from gksite.readers.fitness.excel import strip_excel
from gksite.readers.fitness.html_page import look_at_page, look_at_saved_page
from gksite.readers.fitness.kinds import is_closed, is_drawing, is_page, is_pdf, is_saved_page
from gksite.readers.fitness.office import strip_shared
from gksite.readers.fitness.old_office import look_at_old
from gksite.readers.fitness.others import look_at_ofd, look_at_open_document, look_at_rtf
from gksite.readers.fitness.parts import Parts, open_parts
from gksite.readers.fitness.slides import strip_slides
from gksite.readers.fitness.traces import CLEANED, Looked, Trace, spoken
from gksite.readers.fitness.word import strip_word
from gksite.readers.kinds import COMPOUND
from gksite.readers.limits import ENCRYPTED, Unreadable

_DEEPEST = 3
"""Archives inside archives."""
_MOST = 2000
"""Traces that are told of one file."""


def read(data: bytes, progress: Progress) -> Content:
    """What a file carries, on its way out of the process that looks at it, without a copy. Raises Unreadable."""
    looked = look(data)
    return as_content(Looked(looked.form, looked.traces))


def as_content(looked: Looked) -> Content:
    """What was found, in the form in which every reader answers: the places as margins, the kinds as facts."""
    facts = [("form", looked.form)]
    if looked.copy is not None:
        facts.append(("copy", base64.b85encode(looked.copy).decode()))
    margins = []
    for trace in looked.traces[:_MOST]:
        facts.append(("kind", trace.kind))
        margins.append(Margin(trace.where, trace.text))
    return Content((Paragraph(looked.form or "?", Spot()),), tuple(facts), (), tuple(margins))


def cleaned(data: bytes) -> Looked:
    """What a file carries, with a copy that carries none of it, where one can be made. Raises Unreadable."""
    looked = look(data)
    if looked.copy is None or looked.form not in CLEANED or look(looked.copy).traces:
        return Looked(looked.form, looked.traces)
    return looked


def look(data: bytes, depth: int = 0) -> Looked:
    """What a file carries. Raises Unreadable where it is damaged, a bomb or too deep."""
    if is_pdf(data):
        from gksite.readers.fitness.pdf import look_at_pdf

        return look_at_pdf(data)
    if data.startswith(COMPOUND):
        return look_at_old(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _look_at_archive(data, depth)
    if data.startswith(b"{\\rtf"):
        return look_at_rtf(data)
    if pictures.form_of(data):
        return pictures.look(data)
    if is_closed(data):
        return Looked("")
    if is_drawing(data):
        return Looked("svg", tuple(pictures.notes_of_drawing(data)))
    if is_saved_page(data):
        return look_at_saved_page(_pages(data))
    if is_page(data):
        return look_at_page(data)
    return Looked("plain")


def _pages(data: bytes) -> Iterator[bytes]:
    """The pages of one that was saved as one file."""
    for part in message_from_bytes(data).walk():
        page = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(page, bytes):
            yield page


def _look_at_archive(data: bytes, depth: int) -> Looked:
    """A document of the kinds that are archives, or an archive of files."""
    try:
        parts = open_parts(data)
    except Unreadable as refusal:
        if refusal.code is ENCRYPTED:
            return Looked("password", (Trace("password", Phrase("整个文件")),))
        raise
    names = set(parts.members)
    looked = _look_at_members(parts, names, depth)
    return replace(looked, traces=(*_beside_members(parts), *looked.traces))


def _beside_members(parts: Parts) -> Iterator[Trace]:
    """What an archive carries beside the members that a program opens: those that another of the same name covers."""
    seen: set[str] = set()
    for name in parts.package.archive.namelist():
        if name in seen:
            yield Trace("hidden", Phrase("压缩包里被同名文件盖住的 {name}", name=_readable(name)))
        seen.add(name)
    yield from spoken("hidden", Phrase("压缩包的附注"), [parts.package.archive.comment.decode("utf-8", "replace")])


def _look_at_members(parts: Parts, names: set[str], depth: int) -> Looked:
    """What the members carry, by the kind of document that they make."""
    if "[Content_Types].xml" in names:
        return _look_at_office(parts)
    if "mimetype" in names and parts.bytes_of("mimetype").startswith(b"application/vnd.oasis.opendocument."):
        return look_at_open_document(parts)
    if "OFD.xml" in names:
        return look_at_ofd(parts)
    return _look_inside(parts, depth)


def _look_at_office(parts: Parts) -> Looked:
    """A document of Office since 2007, and a copy of it."""
    traces = list(strip_shared(parts))
    if parts.names("word/"):
        form, own = "docx", strip_word(parts)
    elif parts.names("xl/"):
        form, own = "xlsx", strip_excel(parts)
    elif parts.names("ppt/"):
        form, own = "pptx", strip_slides(parts)
    else:
        return Looked("", tuple(traces))
    traces += own
    return Looked(form, tuple(traces), parts.data())


def _look_inside(parts: Parts, depth: int) -> Looked:
    """The files of an archive, each as if it stood alone."""
    traces = []
    for name in parts.names(""):
        if depth >= _DEEPEST:
            traces.append(Trace("embedded", Phrase("压缩包里的 {name}", name=_readable(name))))
            continue
        for trace in look(parts.bytes_of(name), depth + 1).traces:
            where = Phrase("压缩包里的 {name}：{where}", name=_readable(name), where=trace.where)
            traces.append(Trace(trace.kind, where, trace.text))
    return Looked("zip", tuple(traces))


def _readable(name: str) -> str:
    """The name of a member; programs in China write it in their own encoding and do not say so."""
    try:
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name
