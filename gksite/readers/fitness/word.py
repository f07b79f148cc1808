"""A .docx: comments, changes that nobody accepted, hidden and struck-out words, words that a merged cell covers."""

import re
from collections.abc import Iterator

from gksite.problems.problem import Phrase
from gksite.readers.docx_elements import children_named
from gksite.readers.docx_styles import Styles, read_styles
from gksite.readers.docx_tables import is_covered, merges_of, place_cells, why_gone
from gksite.readers.fitness.office import words_in
from gksite.readers.fitness.parts import Parts, main_of, remove, tree_or_none, unwrap
from gksite.readers.fitness.traces import Trace, TraceKind, shortened
from gksite.readers.package import Element, attribute, is_on, local

_COMMENTS = re.compile(r"^word/comments[A-Za-z0-9]{0,20}\.xml$")
"""The parts that hold comments, and what programs add about them."""
_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef")
"""Where a comment belongs in the text."""
_ADDED, _GONE = ("ins", "moveTo"), ("del", "moveFrom")
"""Changes whose words stand in the text, and those whose words do not."""
_NOTES_OF_CHANGES = re.compile(
    r"(?:[a-zA-Z]{1,20}Change|cell(?:Ins|Del|Merge)|(?:moveFrom|moveTo|customXml[A-Za-z]{1,20})Range(?:Start|End))$"
)
"""Elements that only tell of a change: of a property, a cell, a place."""
_FIELDS = re.compile(r"^\s*(?:INCLUDETEXT|INCLUDEPICTURE|LINK|DDE(?:AUTO)?|IMPORT|DATABASE)\s", re.IGNORECASE)
"""The code of a field that loads something."""
_OWN_SETTINGS = ("docVars", "mailMerge", "attachedTemplate", "trackRevisions", "saveThroughXslt")
"""Settings that say something of an office's work, or of files beside this one."""
_PARTS = (
    ("word/document", "正文"),
    ("word/header", "页眉"),
    ("word/footer", "页脚"),
    ("word/footnotes", "脚注"),
    ("word/endnotes", "尾注"),
    ("word/glossary/", "构建基块"),
)
"""The parts that hold text, and what people call them."""


def strip_word(parts: Parts) -> Iterator[Trace]:
    """Take out what no reader is meant to get, and tell it."""
    yield from drop_comments(parts)
    related = dict(parts.package.related(main_of(parts)).values())
    styles = read_styles(parts.package, related)
    labels = _labels(parts)
    for name in parts.names("word/"):
        where = labels.get(name) or _called(name)
        tree = tree_or_none(parts, name) if name.endswith(".xml") else None
        if tree is None or where is None:
            continue
        places = _Places(tree, where)
        yield from _changes(tree, places)
        yield from _unseen_rows(tree, places)
        yield from _letters(tree, styles, places)
        yield from _fields(tree, places)
    settings = tree_or_none(parts, "word/settings.xml")
    if settings is not None:
        yield from _settings(settings)


def _labels(parts: Parts) -> dict[str, Phrase]:
    """The parts with text, whatever they are called, by the kind of relation that brings them in."""
    found = {}
    for relation in parts.relations():
        for beginning, called in _PARTS:
            if not relation.is_outside and beginning.endswith(f"/{relation.kind}"):
                found[relation.target] = Phrase(called)
    return found


def _called(name: str) -> Phrase | None:
    """What people call a part; None for one that holds no text of its own."""
    for beginning, called in _PARTS:
        if name.startswith(beginning):
            return Phrase(called)
    return None


class _Places:
    """Where the paragraphs and rows of a part stand, as people count them."""

    def __init__(self, tree: Element, part: Phrase) -> None:
        self.part = part
        self.is_text = local(tree) == "document"
        self.known: dict[Element, Phrase] = {}
        paragraphs = tables = 0
        for element in tree.iter("{*}p", "{*}tbl"):
            if any(local(above) == "tbl" for above in element.iterancestors()):
                continue
            if local(element) == "p":
                paragraphs += 1
                self.known[element] = Phrase("第 {paragraph} 段", paragraph=paragraphs)
                continue
            tables += 1
            for number, row in enumerate(children_named(element, "tr"), 1):
                self.known[row] = Phrase("第 {table} 个表格第 {row} 行", table=tables, row=number)

    def of(self, element: Element) -> Phrase:
        """Where an element stands."""
        if self.is_text:
            for above in (element, *element.iterancestors()):
                if above in self.known:
                    return self.known[above]
        return self.part


def drop_comments(parts: Parts) -> Iterator[Trace]:
    """Comments with their words, and the marks where they belong; these are told where nothing else is left."""
    told = False
    named = {relation.target for relation in parts.relations() if relation.kind.lower().startswith("comments")}
    for name in parts.names("word/"):
        if name not in parts.members or not (name in named or _COMMENTS.match(name)):
            continue
        tree = tree_or_none(parts, name)
        if tree is not None:
            for comment in tree.iter("{*}comment"):
                told = True
                yield Trace("comments", Phrase("批注"), shortened(words_in(comment)))
        parts.drop(name)
    for name in parts.names("word/"):
        tree = tree_or_none(parts, name) if _called(name) else None
        if tree is None:
            continue
        for mark in list(tree.iter(*(f"{{*}}{tag}" for tag in _MARKS))):
            if local(mark) == "commentReference" and not told:
                yield Trace("comments", Phrase("批注的位置"))
            remove(mark)


def _changes(tree: Element, places: _Places) -> Iterator[Trace]:
    """Changes as if they were accepted: added words stay, deleted ones go; a deleted row or cell stays, empty."""
    for cell in list(tree.iter("{*}tc")):
        row = cell.getparent()
        if row is not None and why_gone(row, cell) == "deleted":
            yield from _emptied(cell, "changes", places)
    for element in list(tree.iter("{*}*")):
        name = local(element)
        if name in _GONE:
            yield Trace("changes", places.of(element), shortened(words_in(element)))
            remove(element)
        elif name in _ADDED:
            yield Trace("changes", places.of(element), shortened(words_in(element)))
            unwrap(element)
        elif _NOTES_OF_CHANGES.match(name):
            yield Trace("changes", places.of(element))
            remove(element)


def _emptied(cell: Element, kind: TraceKind, places: _Places) -> Iterator[Trace]:
    """A cell without its words, told where it had any."""
    words = words_in(cell)
    if words.strip():
        yield Trace(kind, places.of(cell), shortened(words))
    for run in list(cell.iter("{*}r")):
        remove(run)


def _unseen_rows(tree: Element, places: _Places) -> Iterator[Trace]:
    """Rows that are hidden, and cells that a merged one above covers."""
    for table in tree.iter("{*}tbl"):
        rows = children_named(table, "tr")
        placed = list(map(place_cells, rows))
        merges = list(map(merges_of, placed))
        for number, cells in enumerate(placed):
            is_hidden = is_on(rows[number].find("{*}trPr/{*}hidden"))
            for place in cells:
                if is_hidden or is_covered(place, number, merges):
                    yield from _emptied(place.element, "hidden", places)


def _letters(tree: Element, styles: Styles, places: _Places) -> Iterator[Trace]:
    """Words that Word does not show, and those that it strikes out."""
    for paragraph in tree.iter("{*}p"):
        around = styles.of(paragraph)[0]
        for run in list(paragraph.iter("{*}r")):
            nearest = next(run.iterancestors("{*}p"), None)
            if nearest is not paragraph:
                continue
            letters = styles.letters_of(run, around)
            kind: TraceKind = "struck" if letters.struck else "hidden"
            if not (letters.struck or letters.hidden or _is_hidden_by_itself(run)):
                continue
            if words_in(run).strip():
                yield Trace(kind, places.of(run), shortened(words_in(run)))
            remove(run)


def _is_hidden_by_itself(run: Element) -> bool:
    return any(is_on(run.find(f"{{*}}rPr/{{*}}{name}")) for name in ("vanish", "webHidden", "specVanish"))


def _fields(tree: Element, places: _Places) -> Iterator[Trace]:
    """Fields that load something; what they show stays."""
    for code in list(tree.iter("{*}instrText", "{*}fldSimple")):
        text = code.text or attribute(code, "instr") or ""
        if not _FIELDS.match(text):
            continue
        yield Trace("external", places.of(code), shortened(text))
        if local(code) == "fldSimple":
            unwrap(code)
        else:
            code.text = ""


def _settings(settings: Element) -> Iterator[Trace]:
    """Variables of a document, and files that it is bound to."""
    for element in list(settings):
        name = local(element)
        if name not in _OWN_SETTINGS:
            continue
        if name == "docVars":
            for variable in element:
                yield Trace("hidden", Phrase("文档变量"), shortened(attribute(variable, "val") or ""))
        elif name == "mailMerge":
            yield Trace("external", Phrase("邮件合并的数据源"))
        remove(element)
