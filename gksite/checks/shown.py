"""What a page of a document or a column has to show of its content is there: particulars, validity, links, entries."""

from collections.abc import Iterable, Iterator, Mapping

from gksite.checks.tree import CheckedTree, Page, PageFacts, words
from gksite.model.items import ItemRecord
from gksite.model.records import NoticeRecord
from gksite.pages.metadata import LABELS
from gksite.problems.problem import Code, Phrase, Problem, Waivable

NOT_SHOWN = Code(
    "GK529",
    "页面上没有{what}",
    why="有效性、信息要素、文件与解读的链接和栏目里的每一条，读者要在页面上看到；检查时逐页抽查。",
    mend="自己改过主题的，照 templates/pages/ 里的 notice.html、item.html 改回；没有改过的，重新生成网站。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）",
    waivable=Waivable.REASON,
    rows=("M-03", "M-04", "W-22", "D-12", "W-21", "S-07"),
)
_PARTICULARS = ("索引号", "主题分类", "发文机关", "成文日期", "标题", "发文字号", "发布日期", "主题词")
"""What the box of a document names, in this order; the last only where there is something to name."""


def check(page: Page, tree: CheckedTree) -> Iterator[Problem]:
    """What a document's page lacks of its particulars and of its validity."""
    record = _record(page.path, tree)
    if record is None or tree.site.config.lang != "zh":
        return
    if record.status not in (None, "有效") and not any(str(record.status) in text for text in _banners(page)):
        yield Problem(NOT_SHOWN, page.place, what=Phrase("有效性（{status}）的说明", status=record.status))
    yield from _check_particulars(page, record, LABELS[tree.site.config.labels])


def _check_particulars(page: Page, record: NoticeRecord | ItemRecord, names: Mapping[str, str]) -> Iterator[Problem]:
    """What the box of particulars lacks, which only official documents need whole, and what stands out of order."""
    shown = [words(term) for term in page.tagged("dt")]
    wanted = [names.get(label, label) for label in _PARTICULARS[: 7 + bool(record.keywords)]]
    if isinstance(record, NoticeRecord) or record.kind == "document":
        for label in wanted:
            if label not in shown:
                yield Problem(NOT_SHOWN, page.place, what=Phrase("信息要素“{label}”", label=label))
    found = [label for label in shown if label in wanted]
    right = [label for label in wanted if label in found]
    for label, other in zip(found, right, strict=False):
        if label != other:
            what = Phrase("按次序写的信息要素：“{label}”前面应当是“{other}”", label=label, other=other)
            yield Problem(NOT_SHOWN, page.place, what=what)
            return


def _record(path: str, tree: CheckedTree) -> NoticeRecord | ItemRecord | None:
    """The document that a page is of."""
    folder, _, name = path.removesuffix("/index.html").partition("/")
    if folder == "notices" and name in tree.site.notices:
        return tree.site.notices[name].record
    if folder == "items" and name in tree.site.items:
        return tree.site.items[name].record
    return None


def _banners(page: Page) -> Iterator[str]:
    for banner in page.tagged("div"):
        if "status" in banner.get("class", "").split():
            yield words(banner)


def check_all(tree: CheckedTree, facts: Mapping[str, PageFacts]) -> Iterator[Problem]:
    """What pages do not lead to of what belongs to them."""
    site = tree.site
    for item in site.items.values():
        yield from _lacking(item.url, item.interprets, "它所解读的文件的链接", facts)
    for url, interpretations in site.interpretations.items():
        yield from _lacking(url, interpretations, "相关解读的链接", facts)
    for column in site.columns.values():
        urls = [entry.url for entry in column.entries]
        yield from _lacking(column.url, urls, "栏目里的一条", facts)


def _lacking(url: str, wanted: Iterable[str], what: str, facts: Mapping[str, PageFacts]) -> Iterator[Problem]:
    page = facts.get(f"{url}index.html")
    if page is None:
        return
    led = {way.target for way in page.ways if way.followed}
    for other in wanted:
        if f"{other}index.html" not in led:
            said = Phrase("{what}：/{address}", what=Phrase(what), address=other)
            yield Problem(NOT_SHOWN, page.place, what=said)
            return
