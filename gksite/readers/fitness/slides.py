"""A .pptx: comments, what the speaker notes, slides that are not shown."""

import re
from collections.abc import Iterator

from gksite.problems.problem import Phrase
from gksite.readers.fitness.office import words_in
from gksite.readers.fitness.parts import Parts, main_of, remove, tree_or_none
from gksite.readers.fitness.traces import Trace, shortened
from gksite.readers.package import Element, attribute, local

_COMMENTS = re.compile(r"^ppt/comments?/")
"""The parts that hold comments."""
_NUMBER = re.compile(r"\d{1,4}")
"""The number of a slide, which every page of notes has."""


def strip_slides(parts: Parts) -> Iterator[Trace]:
    """Take out what no reader is meant to get, and tell it."""
    for name in parts.names("ppt/comment"):
        tree = tree_or_none(parts, name) if _COMMENTS.match(name) else None
        if tree is None:
            continue
        for comment in tree.iter("{*}cm"):
            yield Trace("comments", Phrase("批注"), shortened("".join(map(str, comment.itertext()))))
        parts.drop(name)
    for name in parts.names("ppt/notesSlides/"):
        tree = tree_or_none(parts, name)
        if tree is None or name not in parts.members:
            continue
        words = words_in(tree).strip()
        if words and not _NUMBER.fullmatch(words):
            yield Trace("notes", Phrase("备注页 {name}", name=name.rpartition("/")[2]), shortened(words))
            parts.drop(name)
    yield from _hidden_slides(parts)


def _hidden_slides(parts: Parts) -> Iterator[Trace]:
    """Slides that are skipped when the others are shown."""
    for relation in list(parts.relations()):
        tree = tree_or_none(parts, relation.target) if relation.kind == "slide" else None
        if tree is None or tree.get("show") not in ("0", "false") or relation.owner != main_of(parts):
            continue
        yield Trace("hidden", Phrase("隐藏的幻灯片"), shortened(words_in(tree)))
        _forget_sections(parts.tree(relation.owner), relation.id)
        parts.drop(relation.target)


def _forget_sections(presentation: Element, id: str) -> None:
    """Take a slide out of the sections that list slides by their numbers."""
    for slide in presentation.iter("{*}sldId"):
        if attribute(slide, "id") == id or id in slide.attrib.values():
            own = slide.get("id")
            for listed in list(presentation.iter("{*}sldId")):
                if listed.get("id") == own and listed is not slide and local(listed) == "sldId":
                    remove(listed)
            return
