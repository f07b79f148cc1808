"""RTF, OpenDocument and OFD files: found, never cleaned; they must be exported anew."""

import re
from collections.abc import Iterator

from gksite.problems.problem import Phrase
from gksite.readers.fitness.parts import Parts, tree_or_none
from gksite.readers.fitness.traces import Looked, Trace, TraceKind, shortened, spoken
from gksite.readers.package import Element, attribute, local

_RTF: tuple[tuple[TraceKind, str, str], ...] = (
    ("comments", r"\\(?:annotation|atnid)\b", "批注"),
    ("changes", r"\\(?:deleted|revised|revauth\d)", "修订"),
    ("embedded", r"\\obj(?:data|emb|link|ocx|html)\b", "嵌入的对象"),
    ("hidden", r"\\v(?:1)?(?![a-z0-9])", "隐藏的文字"),
    ("struck", r"\\strike[d]?(?:1)?(?![a-z0-9])", "划掉的文字"),
    ("external", r"(?:INCLUDETEXT|INCLUDEPICTURE|DDEAUTO|\\\*\\template\b)", "引用别处的域"),
    ("password", r"\\(?:passwordhash|password)\b", "密码"),
)
"""Words of RTF, and what they are."""
_RTF_PEOPLE = re.compile(rb"\{\\(author|operator|manager|company)\s([^{}]{1,400})\}")
"""The properties of an RTF that name people."""
_RTF_CODE = re.compile(rb"\\'([0-9a-f]{2})|\\u(-?\d{1,6})\s?\??")
"""How RTF writes characters beyond ASCII."""
_OPEN: dict[str, tuple[TraceKind, str]] = {
    "annotation": ("comments", "批注"),
    "changed-region": ("changes", "修订"),
    "hidden-text": ("hidden", "隐藏的文字"),
    "hidden-paragraph": ("hidden", "隐藏的文字"),
    "event-listener": ("macros", "宏"),
    "scenario": ("hidden", "方案"),
    "object-ole": ("embedded", "嵌入的对象"),
    "dde-source": ("external", "引用别处的数据"),
}
"""Elements of OpenDocument, and what they are."""
_OPEN_PEOPLE = ("creator", "initial-creator", "printed-by")
"""Its properties that name people."""
_OPEN_PROGRAMS = re.compile(r"^(?:Basic|Scripts|Object \d{1,4})/")
"""The folders in which it keeps programs and objects."""
_OFD = re.compile(r"(?:Annot|Attach|Script)", re.IGNORECASE)
"""The names of parts in which OFD keeps what lies over the pages or beside them."""


def look_at_rtf(data: bytes) -> Looked:
    """What an RTF carries."""
    text = data.decode("latin-1")
    traces = []
    for kind, pattern, where in _RTF:
        if re.search(pattern, text):
            traces.append(Trace(kind, Phrase(where)))
    for match in _RTF_PEOPLE.finditer(data):
        traces += spoken("author", Phrase("文件属性“{name}”", name=match[1].decode()), [_rtf_text(match[2])])
    return Looked("rtf", tuple(traces))


def _rtf_text(data: bytes) -> str:
    """The words of a property as they are read."""
    said = _RTF_CODE.sub(lambda code: _rtf_character(code), data)
    return said.decode("gb18030", "replace")


def _rtf_character(code: re.Match[bytes]) -> bytes:
    if code[1]:
        return bytes([int(code[1], 16)])
    return chr(int(code[2]) % 65536).encode("gb18030", "replace")


def look_at_open_document(parts: Parts) -> Looked:
    """What an .odt, .ods or .odp carries."""
    traces = []
    manifest = tree_or_none(parts, "META-INF/manifest.xml")
    if manifest is not None and manifest.find(".//{*}encryption-data") is not None:
        return Looked("password", (Trace("password", Phrase("整个文件")),))
    for name in parts.names(""):
        if _OPEN_PROGRAMS.match(name):
            kind: TraceKind = "embedded" if name.startswith("Object") else "macros"
            traces.append(Trace(kind, Phrase("压缩包里的 {name}", name=name)))
    for name in ("content.xml", "styles.xml", "meta.xml"):
        tree = tree_or_none(parts, name)
        if tree is not None:
            for element in tree.iter("{*}*"):
                traces += _open_element(element)
    return Looked("open", tuple(traces))


def _open_element(element: Element) -> Iterator[Trace]:
    """What an element of OpenDocument is."""
    name, words = local(element), "".join(map(str, element.itertext()))
    if name in _OPEN:
        kind, where = _OPEN[name]
        yield Trace(kind, Phrase(where), shortened(words))
    elif name in _OPEN_PEOPLE:
        yield from spoken("author", Phrase("文件属性“{name}”", name=name), [words])
    elif name == "notes" and words.strip() and element.getparent() is not None and "presentation" in str(element.tag):
        yield Trace("notes", Phrase("演讲者备注"), shortened(words))
    elif attribute(element, "visibility") in ("collapse", "filter", "hidden"):
        yield Trace("hidden", Phrase("隐藏的行或列"), shortened(words))
    elif attribute(element, "display") in ("none", "false") and name in ("text-properties", "table-properties"):
        yield Trace("hidden", Phrase("隐藏的文字或工作表"))
    elif attribute(element, "text-line-through-style") not in (None, "none"):
        yield Trace("struck", Phrase("划掉的文字"))
    elif name in ("image", "plugin", "object", "floating-frame") and "//" in (attribute(element, "href") or ""):
        yield Trace("external", Phrase("链接（{kind}）", kind=name), shortened(attribute(element, "href") or ""))


def look_at_ofd(parts: Parts) -> Looked:
    """What an OFD carries beside its pages."""
    traces = []
    for name in parts.names(""):
        if _OFD.search(name):
            traces.append(Trace("embedded", Phrase("压缩包里的 {name}", name=name)))
    tree = tree_or_none(parts, "OFD.xml")
    for element in tree.iter("{*}Author") if tree is not None else ():
        traces += spoken("author", Phrase("文件属性“{name}”", name=Phrase("作者")), [element.text or ""])
    return Looked("ofd", tuple(traces))
