"""A copy of a file in which personal data is masked: of a text, a list, a web page, a Word file, a workbook.

It is asked with one line of JSON in front of the file: how to mask, and what an office publishes itself.
"""

import base64
import importlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from gksite.model.blocks import Paragraph, Spot
from gksite.privacy.detect import detect
from gksite.privacy.finding import Finding, Public
from gksite.privacy.masking import masked
from gksite.privacy.stretches import Placed, stretches_of_blocks, stretches_of_text
from gksite.readers.content import Content, Progress
from gksite.readers.encodings import decode
from gksite.readers.fitness.parts import Parts, open_parts
from gksite.readers.limits import Unreadable
from gksite.readers.package import Element, local

KINDS = ("text", "csv", "html", "docx", "xlsx")
"""The kinds of files of which a masked copy can be made."""
_SHORTEST = 4
"""Characters of a piece of a number that was broken over lines, so short that nothing else is meant by it."""
_WHOLE = 9
"""Characters of a number as a whole, which is masked in names, links and formulas too."""
_PIECES = re.compile(r"[\n\t]+")
"""Where a reader joins what stands apart in a file."""


def request(kind: str, data: bytes, policy: str, public: Public) -> bytes:
    """What to send for a file."""
    asked = {
        "kind": kind,
        "policy": policy,
        "numbers": sorted(public.numbers),
        "mails": sorted(public.mails),
    }
    return json.dumps(asked).encode() + b"\n" + data


def read(data: bytes, progress: Progress) -> Content:
    """The copy, how many places were masked, and how many could not be. Raises Unreadable."""
    head, _, body = data.partition(b"\n")
    asked = json.loads(head)
    kind, public = asked["kind"], Public(frozenset(asked["numbers"]), frozenset(asked["mails"]))
    found = _found_in(kind, body, public, progress)
    stars = _stars(found, asked["policy"])
    copy = body
    if stars:
        copy = _copied(kind, body, stars)
    left = 0
    if stars:
        left = len(_found_in(kind, copy, public, progress))
    facts = (("copy", base64.b85encode(copy).decode()), ("count", str(len(found))), ("left", str(left)))
    return Content((Paragraph(kind, Spot()),), facts)


def _found_in(kind: str, data: bytes, public: Public, progress: Progress) -> list[Finding]:
    """What is to be masked in a file."""
    content: Content = importlib.import_module(f"gksite.readers.{kind}").read(data, progress)
    found = []
    for placed in _stretches(content):
        for finding in detect(placed.stretch, public):
            if finding.is_certain or any(map(str.isdigit, finding.printed)) or finding.kind == "email":
                found.append(finding)
    return found


def _stretches(content: Content) -> Iterator[Placed]:
    yield from stretches_of_blocks(content.blocks)
    for margin in content.margins:
        yield from stretches_of_text(margin.text)


def _stars(found: list[Finding], policy: Any) -> dict[str, str]:
    """What to write for what is printed; a number that was broken over lines in its pieces."""
    stars = {}
    for finding in found:
        hidden = masked(finding.kind, finding.printed, policy)
        at = 0
        for piece in _PIECES.split(finding.printed):
            at = finding.printed.index(piece, at)
            if len(piece) >= _SHORTEST:
                stars[piece] = hidden[at : at + len(piece)]
            at += len(piece)
    return stars


def _copied(kind: str, data: bytes, stars: Mapping[str, str]) -> bytes:
    if kind in ("docx", "xlsx"):
        return _in_parts(open_parts(data), stars)
    text = _replaced(decode(data), stars)
    if kind == "html":
        text = re.sub(r"(charset\s{0,4}=\s{0,4}[\"']?)[\w-]{1,20}", r"\1utf-8", text, count=1, flags=re.IGNORECASE)
    return (b"\xef\xbb\xbf" if kind == "csv" else b"") + text.encode()


def _replaced(text: str, stars: Mapping[str, str]) -> str:
    """A text with every one of the printed pieces masked, the longest first."""
    pattern = "|".join(map(re.escape, sorted(stars, key=len, reverse=True)))
    return re.sub(pattern, lambda match: stars[match[0]], text)


def _in_parts(parts: Parts, stars: Mapping[str, str]) -> bytes:
    """An Office file whose texts are masked in all of its parts, copies of them in charts and caches too."""
    for name in parts.names("word/", "xl/", "docProps/"):
        if not name.endswith(".xml"):
            continue
        try:
            tree = parts.tree(name)
        except Unreadable:
            continue
        for group in _texts_of(tree):
            _mask_texts(group, stars)
        for cell in list(tree.iter("{*}c")):
            _as_text(cell)
        if name.startswith("xl/pivotCache"):
            _mask_kept(tree, stars)
        _mask_names(tree, stars)
    for relation in parts.relations():
        if relation.is_outside:
            relation.element.set("Target", _replaced(relation.target, stars))
    return parts.data()


def _unshown(stars: Mapping[str, str]) -> dict[str, str]:
    """What to write in names and formulas, in which no star may stand; only for what is a number as a whole."""
    return {printed: hidden.replace("*", "x") for printed, hidden in stars.items() if len(printed) >= _WHOLE}


def _mask_names(tree: Element, stars: Mapping[str, str]) -> None:
    """Mask what else an element states: attributes, and texts that are shown nowhere or stand in formulas."""
    names = _unshown(stars)
    if not names:
        return
    for element in tree.iter("{*}*"):
        for key, value in element.attrib.items():
            hidden = _replaced(str(value), names)
            if hidden != value:
                element.set(key, hidden)
        if len(element) == 0 and element.text:
            element.text = _replaced(element.text, names)


def _texts_of(tree: Element) -> Iterator[list[Element]]:
    """The elements that hold the text of one paragraph, one string or one value."""
    seen: set[Element] = set()
    for holder in tree.iter("{*}p", "{*}si", "{*}is"):
        inside = [element for element in holder.iter("{*}t") if element not in seen]
        seen.update(inside)
        yield inside
    for element in tree.iter(
        "{*}t", "{*}v", "{*}s", "{*}lpwstr", "{*}title", "{*}subject", "{*}keywords", "{*}description"
    ):
        if element not in seen and len(element) == 0:
            yield [element]


def _mask_texts(elements: list[Element], stars: Mapping[str, str]) -> None:
    """Mask what stands in some elements together, each character where it was."""
    whole = "".join(element.text or "" for element in elements)
    hidden = _replaced(whole, stars)
    if hidden == whole:
        return
    at = 0
    for element in elements:
        length = len(element.text or "")
        element.text = hidden[at : at + length]
        at += length


def _mask_kept(tree: Element, stars: Mapping[str, str]) -> None:
    """Mask what a pivot table keeps of the cells that it counts."""
    for element in tree.iter("{*}s", "{*}n"):
        value = element.get("v")
        if value is not None:
            element.set("v", _replaced(value, stars))


def _as_text(cell: Element) -> None:
    """Make a text of a cell of a workbook whose number was masked."""
    value = cell.find("{*}v")
    if value is None or cell.get("t") in ("s", "inlineStr", "str") or "*" not in (value.text or ""):
        return
    namespace = str(value.tag).removesuffix(local(value))
    hidden = value.text
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    inner = cell.makeelement(f"{namespace}is", {})
    text = inner.makeelement(f"{namespace}t", {})
    text.text = hidden
    inner.append(text)
    cell.append(inner)
