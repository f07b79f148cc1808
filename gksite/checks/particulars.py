"""The box of particulars of an article has its labels, in their order; what is not in force any more says so."""

from collections.abc import Iterator

from gksite.checks.articles import article_at
from gksite.checks.elements import classed
from gksite.checks.tags import NOT_SHOWN
from gksite.checks.tree import CheckedTree, Page, words
from gksite.model.items import ItemRecord
from gksite.model.records import NoticeRecord
from gksite.pages.metadata import LABELS
from gksite.problems.problem import Location, Phrase, Problem
from gksite.text.official_documents import word_of_status

_DOCUMENT = ("索引号", "主题分类", "发文机关", "成文日期", "标题", "发文字号", "发布日期")
"""The labels of an official document, in the order of the State Council's portal."""
_OTHER = ("标题", "发布日期")
"""Those of whatever is none."""


def check(page: Page, tree: CheckedTree) -> Iterator[Problem]:
    """What the box of an article lacks, of a portal that says who runs it; English ones have labels of their own."""
    config, article = tree.site.config, article_at(page.path, tree.site)
    if config.identity is None or config.lang != "zh" or article is None or article.record is None:
        return
    place = Location(f"output/{page.path}")
    names = LABELS[config.labels]
    wanted = [names.get(label, label) for label in _labels(article.record)]
    stated = _stated(page)
    for label in wanted:
        if label not in stated:
            yield Problem(NOT_SHOWN, place, where=Phrase("信息栏"), reason=Phrase("没有“{label}”一项", label=label))
    order = [names.get(label, label) for label in (*_DOCUMENT, "主题词")]
    shown = [label for label in stated if label in order]
    if shown != sorted(shown, key=order.index):
        reason = Phrase("的次序不对，应是：{labels}", labels="、".join(order))
        yield Problem(NOT_SHOWN, place, where=Phrase("信息栏"), reason=reason)
    said = _bare_main(page) if article.record.corrections else ""
    for correction in article.record.corrections:
        if _bare(correction.text) not in said:
            reason = Phrase("没有“{text}”", text=correction.text)
            yield Problem(NOT_SHOWN, place, where=Phrase("勘误"), reason=reason)
    status = article.record.status
    if status not in (None, "有效") and not _says(page, str(status)):
        reason = Phrase("没有写明“{status}”", status=status)
        yield Problem(NOT_SHOWN, place, where=Phrase("标题下面"), reason=reason)


def _labels(record: NoticeRecord | ItemRecord) -> Iterator[str]:
    """The labels that the box of a record must have."""
    is_document = isinstance(record, NoticeRecord) or record.kind == "document"
    yield from _DOCUMENT if is_document else _OTHER
    if record.keywords:
        yield "主题词"
    if record.status is not None:
        yield "有效性"


def _stated(page: Page) -> list[str]:
    """The labels of the first box of particulars, without those beside which nothing stands."""
    found = []
    for box in classed(page, "dl", "meta"):
        for term in box.iter("dt"):
            beside = term.getnext()
            if beside is not None and words(beside):
                found.append(words(term))
        break
    return found


def _bare_main(page: Page) -> str:
    """What stands in the middle of a page, without blanks."""
    return _bare("".join(map(words, page.in_order("main"))))


def _bare(text: str) -> str:
    """A text without blanks."""
    return "".join(text.split())


def _says(page: Page, status: str) -> bool:
    """Whether a banner says that something was amended, has lapsed or was repealed."""
    word = word_of_status(status)
    for main in page.in_order("main"):
        for element in main.iter("div"):
            if "status" in element.get("class", "").split() and word in words(element):
                return True
    return False
