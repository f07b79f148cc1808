"""The archive that an Office file is, as something that can be looked through and from which things can be taken."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from gksite.readers.limits import Unreadable
from gksite.readers.package import Element, Package, attribute, local, open_archive, serialised

_REFERENCES = re.compile("relationships}")
"""The namespace of attributes that name a relation: r:id, r:embed."""
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""When the members of a copy were written, so that the same file gives the same bytes."""
_PICTURES = ("drawing", "pict", "object", "pic")
"""What holds a picture as a whole."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: an element of the list beside it, kind, target, whether that lies elsewhere."""

    element: Element
    owner: str
    kind: str
    target: str
    is_outside: bool

    @property
    def id(self) -> str:
        """What elements of the part call it by."""
        return str(self.element.get("Id", ""))


@dataclass(slots=True)
class Parts:
    """The members of an archive by name, those that were looked at as trees."""

    package: Package
    members: dict[str, bytes | None]
    """Bytes that were put in place of a member's own, None where they are as they were."""
    trees: dict[str, Element] = field(default_factory=dict)

    def names(self, *beginnings: str) -> list[str]:
        """The names of the members below some folders, in order."""
        return sorted(name for name in self.members if name.startswith(beginnings))

    def bytes_of(self, name: str) -> bytes:
        """A member as it is now, but for what was changed in its tree."""
        return self.members[name] or self.package.part(name)

    def tree(self, name: str) -> Element:
        """A member as XML, in which things may be changed."""
        if name not in self.trees:
            self.trees[name] = self.package.tree(name)
        return self.trees[name]

    def relations(self) -> Iterator[Relation]:
        """All that parts refer to."""
        for name in sorted(self.members):
            folder, _, file = name.rpartition("/")
            if not file.endswith(".rels") or posixpath.basename(folder) != "_rels":
                continue
            above = posixpath.dirname(folder)
            owner = posixpath.join(above, file.removesuffix(".rels"))
            for element in list(self.tree(name).iterchildren("{*}Relationship")):
                is_outside = element.get("TargetMode") == "External"
                target = str(element.get("Target", ""))
                if not is_outside:
                    target = posixpath.normpath(posixpath.join("/", above, target)).lstrip("/")
                yield Relation(element, owner, str(element.get("Type", "")).rsplit("/", 1)[-1], target, is_outside)

    def drop(self, name: str) -> None:
        """Take a member out, with all that refers to it."""
        self.members.pop(name, None)
        self.trees.pop(name, None)
        folder, _, file = name.rpartition("/")
        rels = posixpath.join(folder, "_rels", f"{file}.rels")
        self.members.pop(rels, None)
        self.trees.pop(rels, None)
        for relation in list(self.relations()):
            if not relation.is_outside and relation.target == name:
                self.forget(relation)
        if "[Content_Types].xml" in self.members:
            for stated in list(self.tree("[Content_Types].xml").iterchildren("{*}Override")):
                if str(stated.get("PartName", "")).lstrip("/") == name:
                    remove(stated)

    def forget(self, relation: Relation) -> None:
        """Take a relation out, and what stands in the part because of it."""
        remove(relation.element)
        if not relation.owner.endswith(".xml") or relation.owner not in self.members:
            return
        for element in list(self.tree(relation.owner).iter("{*}*")):
            for key, value in list(element.attrib.items()):
                if value == relation.id and _REFERENCES.search(str(key)):
                    _unlink(element, str(key))

    def data(self) -> bytes:
        """The archive with its members in their old order."""
        stream = BytesIO()
        order = [name for name in self.package.archive.namelist() if name in self.members]
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in dict.fromkeys(order):
                content = serialised(self.trees[name]) if name in self.trees else self.bytes_of(name)
                member = zipfile.ZipInfo(name, _MOMENT)
                member.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(member, content)
        return stream.getvalue()


def open_parts(data: bytes) -> Parts:
    """The parts of an archive. Raises Unreadable where it is damaged, encrypted or a bomb."""
    package = open_archive(data)
    return Parts(package, dict.fromkeys(name for name in package.archive.namelist() if not name.endswith("/")))


def main_of(parts: Parts) -> str:
    """The part that holds the document. Raises Unreadable where there is none."""
    return parts.package.main()


def tree_or_none(parts: Parts, name: str) -> Element | None:
    """A member as XML; None where it is missing or no XML."""
    if name not in parts.members:
        return None
    try:
        return parts.tree(name)
    except Unreadable:
        return None


def _unlink(element: Element, key: str) -> None:
    """Take out what an attribute brings in: a picture as a whole, of a link only the link, else the element."""
    name = local(element)
    if name == "hyperlink" and attribute(element, "ref") is None:
        del element.attrib[key]
        return
    if name in ("blip", "imagedata"):
        if len([other for other in element.attrib if _REFERENCES.search(str(other))]) > 1:
            del element.attrib[key]
            return
        for above in element.iterancestors():
            if local(above) in _PICTURES:
                remove(above)
                return
    remove(element)


def remove(element: Element) -> None:
    """Take an element out of its tree."""
    above = element.getparent()
    if above is not None:
        above.remove(element)


def unwrap(element: Element) -> None:
    """Put the children of an element in its place."""
    above = element.getparent()
    if above is None:
        return
    at = above.index(element)
    for child in list(element):
        above.insert(at, child)
        at += 1
    above.remove(element)
