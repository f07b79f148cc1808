"""The same item published twice in one column (同稿多发): title and text alike, or one inside the other."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gksite.documents.shapes import Entry
from gksite.inspection.inspected import Inspected
from gksite.model.items import ItemRecord
from gksite.model.records import NoticeRecord
from gksite.model.walk import walk_tasks
from gksite.problems.problem import Code, Level, Location, Problem, Waivable

PUBLISHED_TWICE = Code(
    "GK369",
    "“{title}”与 {other} 是同一篇稿件，在同一个栏目里发布了两次",
    why="同稿多发是检查通报里常见的问题；读者也会以为是两件事。",
    mend="留一篇；另一篇的网址公布过的，在 content/ledger.yaml 的 addresses 里写明移到哪里。"
    "确是两件事的，在标题和正文里写出区别。",
    clause="《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("W-31",),
)
LEAST = 40
"""Characters of a text that stands inside another, found by its first; a shorter one (见附件) has to be the whole."""
_SHORT = 4
"""Characters of a title that stands inside another: 公告 stands in most."""


@dataclass(frozen=True, slots=True)
class Published:
    """What is compared of an item: its column, title and text without blanks and signs, and its files."""

    place: Location
    written: str
    column: str
    title: str
    text: str
    files: frozenset[str]

    def is_same(self, other: "Published") -> bool:
        """Whether two items of one column say the same, or one of them all that the other says."""
        if self.column != other.column or not _alike(self.title, other.title, _SHORT):
            return False
        if self.files != other.files and self.files and other.files:
            return False
        if not self.text and not other.text:
            return self.title == other.title and self.files == other.files and bool(self.files)
        return _alike(self.text, other.text, LEAST)


def check(inspected: Inspected) -> Iterator[Problem]:
    """The items of a column that say what an earlier one says, and the notices where a column is declared for them."""
    published = list(_items(inspected.records.column.items))
    if any(column.notices for column in inspected.settings.record.columns):
        published += _notices(inspected.records.notices)
    told = set()
    for one, other in _candidates(published):
        if other in told or not published[one].is_same(published[other]):
            continue
        told.add(other)
        first, second = published[one], published[other]
        yield Problem(PUBLISHED_TWICE, second.place, title=second.written, other=first.place.file)


def _notices(entries: Iterable[Entry[NoticeRecord]]) -> Iterator[Published]:
    for entry in entries:
        record = entry.record
        texts = [record.preamble or ""]
        for step in walk_tasks(record.sections):
            texts += [step.task.title or "", step.task.requirement or ""]
        place = entry.document.location(("title",))
        yield Published(place, record.title, "", _bare(record.title), _bare("".join(texts)), frozenset())


def _items(entries: Iterable[Entry[ItemRecord]]) -> Iterator[Published]:
    for entry in entries:
        record = entry.record
        files = frozenset(attachment.file for attachment in record.attachments)
        place = entry.document.location(("title",))
        yield Published(place, record.title, record.column, _bare(record.title), _bare(record.body or ""), files)


def _bare(text: str) -> str:
    """A text as it is compared: one width, lower case, letters and figures alone."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).lower()))


def _alike(one: str, other: str, least: int) -> bool:
    """Whether two texts are equal, or one that is not too short stands inside the other."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= least and short in long)


def _candidates(published: list[Published]) -> Iterator[tuple[int, int]]:
    """Pairs that may be the same, the earlier first: by equal titles, or where one's text begins inside another's."""
    titles: dict[tuple[str, str], int] = {}
    anchors: dict[str, list[int]] = {}
    for i, item in enumerate(published):
        first = titles.setdefault((item.column, item.title), i)
        if first != i:
            yield first, i
        if len(item.text) >= LEAST:
            anchors.setdefault(item.text[:LEAST], []).append(i)
    for i, item in enumerate(published):
        for at in range(len(item.text) - LEAST + 1):
            for other in anchors.get(item.text[at : at + LEAST], ()):
                if other != i:
                    yield min(i, other), max(i, other)
