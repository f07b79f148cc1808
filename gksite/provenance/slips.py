"""Wording in all that leaves: known slips, what the office has listed, Hong Kong, Macao and Taiwan, maps."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from gksite.documents.shapes import Entry
from gksite.documents.yaml_reader import Document
from gksite.model.items import ItemRecord
from gksite.model.site import Attachment
from gksite.model.words import WordsRecord
from gksite.privacy.words import SLIPS, FoundWord, WordList, is_approved, names_map, regions_in
from gksite.problems.problem import Code, Level, Location, Problem, Waivable, instead, mark_of
from gksite.provenance.pieces import Piece, ReadAttachments
from gksite.read import Records

_DECIDE = (
    "照提示改正；来源文件里的，请发文机关确认后另作更正。确认没有写错的，"
    "由决定的人在 content/words.yaml 里写明：decided: [{place: 文件, mark: 记号, by: 姓名, on: 日期, reason: 理由}]。"
)
SLIP = Code(
    "GK745",
    "{where}写着“{wrong}”，像是写错的字{instead}（记号 {mark}）",
    why="国家、机关、重要活动的名称写错，是政府网站检查里的严重表述错误，可以单项否决。",
    mend=_DECIDE,
    clause="《政府网站与政务新媒体检查指标》单项否决指标“严重表述错误”",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("P-09", "V-1"),
)
LISTED = Code(
    "GK746",
    "{where}写着“{wrong}”，content/words.yaml 要求核对{instead}（记号 {mark}）",
    why="这是本单位自己列出、要求核对的写法。",
    mend=_DECIDE,
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("P-10",),
)
REGION = Code(
    "GK747",
    "{where}写着“{wrong}”，涉港澳台的表述请核对，一般写作：{right}（记号 {mark}）",
    why="涉及香港、澳门、台湾的表述关系国家主权，写法有严格规定。",
    mend=_DECIDE,
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("P-11",),
)
MAP = Code(
    "GK748",
    "“{title}”像是地图，没有看到审图号（记号 {mark}）",
    why="向社会公开的地图要经过审核，并注明审图号；没有审图号的地图可能画错国界、行政区域界线。",
    mend="在图上或者说明里注明审图号；改用标准地图服务系统的地图；不是地图的，"
    "由核对的人在 content/waivers.yaml 里写明记号和理由。",
    clause="《地图管理条例》第十五条、第三十七条",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("P-11",),
)
_PICTURE = re.compile(r"!\[(?P<title>[^\]\n]{1,200})\]\(")
"""A picture in Markdown, with the text that stands for it."""
_DRAWN = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".pdf", ".bmp", ".tif", ".tiff"))
"""How files end that may be maps."""
_SHIPPED = WordList(SLIPS)
"""The slips that everybody knows."""


def check_words(pieces: Iterable[Piece], words: Entry[WordsRecord] | None) -> Iterator[Problem]:
    """The wording that a person has to look at and has not decided yet."""
    own, decided = _own(words)
    for piece in pieces:
        text = piece.stretch.text
        for code, found in _found_in(text, own):
            place, mark = piece.at(found.start, found.end), mark_of("word", "".join(found.printed.split()))
            if (found.printed, place.file, "") in decided or (found.printed, place.file, mark) in decided:
                continue
            told = {"where": piece.where, "wrong": found.printed, "mark": mark}
            if code is REGION:
                yield Problem(code, place, **told, right=found.instead)
            else:
                yield Problem(code, place, **told, instead=instead(found.instead or None))


def _found_in(text: str, own: WordList) -> Iterator[tuple[Code, FoundWord]]:
    for found in _SHIPPED.found_in(text):
        yield SLIP, found
    for found in own.found_in(text):
        yield LISTED, found
    for found in regions_in(text):
        yield REGION, found


def _own(words: Entry[WordsRecord] | None) -> tuple[WordList, frozenset[tuple[str, str, str]]]:
    """The words of an office, and what was decided: a word, a file, and a mark or none for all of the file."""
    listed: list[tuple[str, str]] = []
    decided = set()
    shipped = {wrong for wrong, _ in SLIPS}
    for word in words.record.words if words else ():
        if word.wrong not in shipped:
            listed.append((word.wrong, word.right or ""))
        for decision in word.decided:
            decided.add((word.wrong, decision.place, decision.mark or ""))
    return WordList(listed), frozenset(decided)


def check_maps(records: Records, opened: ReadAttachments) -> Iterator[Problem]:
    """The maps that do not state the number under which they were approved."""
    told = set()
    for entry in records.column.items:
        told |= {f"content/files/{attachment.file}" for attachment in entry.record.attachments}
        yield from _maps_of_item(entry)
    for page in records.pages:
        yield from _pictures(Document(page.file, f"# {page.title}\n{page.markdown}"))
    for attachment, reading in opened:
        words = " ".join(getattr(block, "text", "") for block in reading.blocks) if reading else ""
        if attachment.file not in told and _is_map(attachment) and not is_approved(words):
            yield _map(Location(attachment.file), PurePosixPath(attachment.file).name)


def _is_map(attachment: Attachment) -> bool:
    path = PurePosixPath(attachment.file)
    return path.suffix.lower() in _DRAWN and names_map(path.stem)


def _maps_of_item(entry: Entry[ItemRecord]) -> Iterator[Problem]:
    """The attachments of an item that are called maps, and the maps in its body."""
    record = entry.record
    titles = [attachment.title for attachment in record.attachments]
    text = "\n".join([record.title, record.summary or "", record.body or "", *titles])
    if is_approved(text):
        return
    for place, attachment in enumerate(record.attachments):
        is_drawn = PurePosixPath(attachment.file).suffix.lower() in _DRAWN
        if is_drawn and names_map(attachment.title):
            yield _map(entry.document.location(("attachments", place, "title")), attachment.title)
    for match in _PICTURE.finditer(record.body or ""):
        if names_map(match["title"]):
            yield _map(entry.document.location(("body",)), match["title"])


def _pictures(document: Document) -> Iterator[Problem]:
    """The maps in a page."""
    if is_approved(document.text):
        return
    for match in _PICTURE.finditer(document.text):
        if names_map(match["title"]):
            yield _map(document.at(match.start("title")), match["title"])


def _map(place: Location, title: str) -> Problem:
    return Problem(MAP, place, title=title, mark=mark_of("map", title))
