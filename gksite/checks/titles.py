"""Whoever searches for the title of a page finds it among the first ten: asked of what the search was built from."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from posixpath import dirname

from gksite.checks.tree import CheckedTree, PageFacts
from gksite.model.outputs import File, SearchRecord
from gksite.model.statute import COLUMN
from gksite.problems.problem import Code, Location, Phrase, Problem, Waivable
from gksite.searching.truth import Truth, folded, terms

NOT_FOUND = Code(
    "GK379",
    "搜索标题“{title}”，{reason}",
    why="检查政府网站时，要抽查几条信息的标题，搜索结果的第一页找不到的逐条扣分。",
    mend="程序漏了页面的，重新生成网站；被别的标题挡住的，给这一页起一个更具体的标题。",
    clause="《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）",
    waivable=Waivable.REASON,
    rows=("D-10", "S-08", "G-03"),
)
FIRST = 10
"""Results on the first page."""
_PUBLISHED = frozenset({"notice", "item", "page"})
"""Kinds whose titles somebody gave to be found by; names of agencies stand in most titles, those of tasks in many."""


_OF_PAGES = "data/pages.json"
"""Where the texts of an editor's own pages are published, which every site has."""
_ANCHOR = 4
"""Characters by which a term is looked for in a text; shorter ones are looked for one by one."""


@dataclass(frozen=True, slots=True, order=True)
class _Folder:
    """A folder or file of a tree in memory, as far as the truth asks for one."""

    path: str
    files: Mapping[str, File]

    def __truediv__(self, name: str) -> "_Folder":
        return _Folder(f"{self.path}/{name}", self.files)

    def glob(self, pattern: str) -> Iterator["_Folder"]:
        """Its files with an ending, `*.json`."""
        ending = pattern.removeprefix("*")
        for path in self.files:
            if dirname(path) == self.path and path.endswith(ending):
                yield _Folder(path, self.files)

    def is_file(self) -> bool:
        """Whether it is there."""
        return self.path in self.files

    def read_text(self, encoding: str) -> str:
        """The text of a file."""
        return self.files[self.path].content.decode(encoding)


def check_all(tree: CheckedTree, facts: Mapping[str, PageFacts]) -> Iterator[Problem]:
    """The pages whose title does not find them, and those of which data and search know apart."""
    if not tree.records or _OF_PAGES not in tree.files:  # whose absence is a broken link
        return
    texts = {page.url: page.folded() for page in Truth(_Folder("data", tree.files)).pages}
    for url in sorted({*texts, *tree.records}):
        if url in texts and url in tree.records:
            continue
        missing = "搜索" if url in texts else "公布的数据"
        reason = Phrase("{missing}里没有这一页", missing=Phrase(missing))
        yield Problem(NOT_FOUND, _place(url), title=_title(tree.records, url), reason=reason)
    asked: dict[str, list[str]] = {}
    for url, record in tree.records.items():
        if record.title and url in texts:
            asked.setdefault(record.title, []).append(url)
    found = matches(texts, asked)
    for title, urls in asked.items():
        yield from _unfound(title, urls, found[title], tree.records)


def _unfound(title: str, urls: list[str], found: set[str], records: Mapping[str, SearchRecord]) -> Iterator[Problem]:
    """The pages of one title that are not found by it, or only behind too many others."""
    published = {url for url in urls if _is_named(url, records[url])}
    days = _others(title, found, records) if published else []
    for url in urls:
        before = len(days) - bisect_left(days, records[url].day) if url in published else 0
        if url not in found or not _holds(records[url], title):
            yield Problem(NOT_FOUND, _place(url), title=title, reason=Phrase("找不到这一页"))
        elif before >= FIRST:
            yield Problem(NOT_FOUND, _place(url), title=title, reason=Phrase("前面还有 {count} 条别的", count=before))


def _is_named(url: str, record: SearchRecord) -> bool:
    """Whether somebody gave a page its title and can give it another; those of the statutory column are prescribed."""
    return record.kind in _PUBLISHED and record.agency is None and not url.startswith(COLUMN.url)


def _place(url: str) -> Location:
    return Location(f"output/{url}index.html")


def _title(records: Mapping[str, SearchRecord], url: str) -> str:
    return records[url].heading if url in records else url


def _holds(record: SearchRecord, title: str) -> bool:
    """Whether what the search was built from holds every term of a title, each in one of its fields."""
    fields = [folded(text) for text in (record.title or "", *record.texts)]
    return all(any(term in field for field in fields) for term in terms(title))


def _others(title: str, found: Iterable[str], records: Mapping[str, SearchRecord]) -> list[str]:
    """The days of the results with another title that a title finds by theirs: those stand before what is older."""
    wanted, own = terms(title), folded(title)
    days = []
    for url in found:
        other = folded(records[url].title or "") if url in records else own
        if other != own and any(term in other for term in wanted):
            days.append(records[url].day)
    return sorted(days)


def matches(texts: Mapping[str, str], queries: Iterable[str]) -> dict[str, set[str]]:
    """The pages that hold every term of each query, found in one walk over each text."""
    wanted = {query: terms(query) for query in queries}
    holding: dict[str, set[str]] = {}
    for asked in wanted.values():
        holding.update((term, set[str]()) for term in asked)
    lengths: dict[str, set[int]] = {}
    for term in holding:
        lengths.setdefault(term[:_ANCHOR], set()).add(len(term))
    short = [term for term in holding if len(term) < _ANCHOR]
    for url, text in texts.items():
        for term in short:
            if term in text:
                holding[term].add(url)
        for at in range(len(text) - _ANCHOR + 1):
            for length in lengths.get(text[at : at + _ANCHOR], ()):
                if (term := text[at : at + length]) in holding:
                    holding[term].add(url)
    found = {}
    for query, asked in wanted.items():
        found[query] = set.intersection(*(holding[term] for term in asked)) if asked else set[str]()
    return found
