"""Whether a picture or a page does nothing but show itself: no script, no request to another host, no way elsewhere."""

import re
from xml.etree import ElementTree

_SHAPES = {
    *("svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "style", "switch", "marker", "view"),
    *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath", "image"),
    *("linearGradient", "radialGradient", "stop", "pattern", "clipPath", "mask", "filter"),
}
"""What a drawing is made of; a filter's parts begin with fe."""
_SVG = "{http://www.w3.org/2000/svg}"
_INSIDE = re.compile(r"#[\w.:-]+$|data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+$")
"""What a drawing may refer to: a part of itself, a picture that it holds."""
_OUTWARD = re.compile(r"@import|expression\s*\(|\\|url\(\s*+['\"]?+(?!#)|(?:java|vb)script:", re.IGNORECASE)
"""What leads out of a style sheet or an attribute."""
_PLAIN_TAG = re.compile(
    r"<!doctype html[^<>\[\]]*>|</?(?:html|head|body|title|p|h1|div|br|b|pre)\s*/?>|"
    r"<meta\s+charset=[\"']?[\w-]+[\"']?\s*/?>|<html\s+lang=[\"']?[\w-]+[\"']?\s*>|"
    r"<meta\s+name=[\"'][\w.:-]+[\"']\s+content=[\"'][\w\s.:/=+-]*[\"']\s*/?>|"
    r"<meta\s+http-equiv=[\"']content-type[\"']\s+content=[\"']text/html;\s*charset=[\w-]+[\"']\s*/?>",
    re.IGNORECASE,
)
"""The tags that the verification files of search engines have."""


def is_still(data: bytes, suffix: str) -> bool:
    """Whether a file of this kind (svg, xml, html, htm) does nothing; one that cannot be understood counts as doing."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if suffix in ("html", "htm"):
        return "<" not in _PLAIN_TAG.sub("", text)
    if "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper() or "<?xml-stylesheet" in text:
        return False
    try:
        root = ElementTree.fromstring(text.encode())  # noqa: S314  nothing is declared that could be expanded
    except (ElementTree.ParseError, ValueError, LookupError):
        return False
    if suffix == "svg":
        return root.tag == f"{_SVG}svg" and all(map(_is_shape, root.iter()))
    return "xmlns" not in text


def _is_shape(element: ElementTree.Element) -> bool:
    """Whether an element of a drawing only draws; what other programs note in it does nothing."""
    if element.tag.startswith("{") and not element.tag.startswith(_SVG):
        return "xhtml" not in element.tag
    name = element.tag.removeprefix(_SVG)
    if name not in _SHAPES and not name.startswith("fe"):
        return False
    if name == "style" and _OUTWARD.search("".join(element.itertext())):
        return False
    return all(_is_quiet(key, value) for key, value in element.attrib.items())


def _is_quiet(key: str, value: str) -> bool:
    """Whether an attribute neither runs anything nor leads out of the drawing."""
    name = key.rpartition("}")[2].lower()
    if name.startswith("on"):
        return False
    if name in ("href", "src"):
        return _INSIDE.match(value) is not None
    return _OUTWARD.search(value) is None
