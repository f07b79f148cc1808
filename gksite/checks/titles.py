"""Whoever searches for the title of a page finds it among the first ten: asked of what the search was built from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from posixpath import dirname

from gksite.checks.tree import CheckedTree, PageFacts
from gksite.model.outputs import File, SearchRecord
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
    asked = {url: record.title for url, record in tree.records.items() if record.title and url in texts}
    found = matches(texts, dict.fromkeys(asked.values()))
    for url, title in asked.items():
        if url not in found[title] or not _holds(tree.records[url], title):
            yield Problem(NOT_FOUND, _place(url), title=title, reason=Phrase("找不到这一页"))
        elif tree.records[url].kind in _PUBLISHED and (before := _before(url, found[title], tree.records)) >= FIRST:
            yield Problem(NOT_FOUND, _place(url), title=title, reason=Phrase("前面还有 {count} 条别的", count=before))


def _place(url: str) -> Location:
    return Location(f"output/{url}index.html")


def _title(records: Mapping[str, SearchRecord], url: str) -> str:
    return records[url].heading if url in records else url


def _holds(record: SearchRecord, title: str) -> bool:
    """Whether what the search was built from holds every term of a title, each in one of its fields."""
    fields = [folded(text) for text in (record.title or "", *record.fields)]
    return all(any(term in field for field in fields) for term in terms(title))


def _before(url: str, found: Iterable[str], records: Mapping[str, SearchRecord]) -> int:
    """How many results with another title stand before a page: the agency that is asked for, title hits, the newest."""
    own = records[url]
    if own.agency is not None:
        return 0
    wanted = terms(own.title or "")
    count = 0
    for other in found:
        record = records.get(other)
        if record is None or folded(record.title or "") == folded(own.title or ""):
            continue
        if any(term in folded(record.title or "") for term in wanted) and record.day >= own.day:
            count += 1
    return count


def matches(texts: Mapping[str, str], queries: Iterable[str]) -> dict[str, set[str]]:
    """The pages that hold every term of each query, found in one walk over each text."""
    wanted = {query: terms(query) for query in queries}
    holding: dict[str, set[str]] = {}
    for asked in wanted.values():
        holding.update((term, set[str]()) for term in asked)
    anchors: dict[str, list[str]] = {}
    for term in holding:
        anchors.setdefault(term[:_ANCHOR], []).append(term)
    short = [term for term in holding if len(term) < _ANCHOR]
    for url, text in texts.items():
        for term in short:
            if term in text:
                holding[term].add(url)
        for at in range(len(text) - _ANCHOR + 1):
            for term in anchors.get(text[at : at + _ANCHOR], ()):
                if text.startswith(term, at):
                    holding[term].add(url)
    found = {}
    for query, asked in wanted.items():
        found[query] = set.intersection(*(holding[term] for term in asked)) if asked else set[str]()
    return found
