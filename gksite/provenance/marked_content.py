"""Markings of secrecy in what editors write: items, reports and pages, line by line."""

from collections.abc import Iterator

from gksite.documents.shapes import Entry
from gksite.documents.yaml_reader import Document
from gksite.model.items import ItemRecord
from gksite.problems.problem import Code, Location, Problem, Waivable, mark_of
from gksite.provenance.markings import markings_of_lines
from gksite.read import Records
from gksite.text.markings import marking_in

MARKED_TEXT = Code(
    "GK735",
    "这里写着“{marking}”：标有密级、工作秘密、内部的内容不能公开（记号 {mark}）",
    why="条目和页面的正文会原样公开；从内部文件里复制来的文字，常常连密级、份号一起带了进来。",
    mend="核对这一份能不能公开：不能的，把公开属性改为“不予公开”或者移出；能公开的，删去标记，"
    "由负责审查的人在 content/waivers.yaml 里写明记号、依据和评估。",
    clause="《中华人民共和国保守国家秘密法》第十四条、第六十四条，《中华人民共和国政府信息公开条例》第十四条至第十七条",
    waivable=Waivable.BASIS,
    rows=("P-08", "V-1"),
)


def check_marked(records: Records) -> Iterator[Problem]:
    """The markings in items and pages."""
    for entry in records.column.items:
        if entry.record.disclosure == "主动公开" and not entry.record.draft:
            yield from _in_item(entry)
    for page in records.pages:
        document = Document(page.file, f"# {page.title}\n{page.markdown}")
        for found in markings_of_lines(document.text.split("\n")):
            line = dict(found.where.arguments).get("line", 0)
            place = Location(page.file, int(str(line)))
            yield _problem(place, found.marking.text)


def _in_item(entry: Entry[ItemRecord]) -> Iterator[Problem]:
    """The markings in the title, the summary and the body of an item."""
    for key in ("title", "summary", "body"):
        text = getattr(entry.record, key)
        if text is None:
            continue
        if "\n" not in text and (marking := marking_in(text)) is not None:
            yield _problem(entry.document.location((key,)), marking.text)
            continue
        for found in markings_of_lines(text.split("\n")):
            yield _problem(_line_of(entry.document, key, found.marking.text), found.marking.text)


def _line_of(document: Document, key: str, marking: str) -> Location:
    """Where a marking is typed in a value; the value itself where it is typed otherwise."""
    start, end = document.span((key,))
    at = document.text.find(marking, start, end)
    if at < 0:
        return document.location((key,))
    return document.at(at)


def _problem(place: Location, marking: str) -> Problem:
    return Problem(MARKED_TEXT, place, marking=marking, mark=mark_of("marking", marking))
