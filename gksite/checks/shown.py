"""Pages lead to what belongs to them: policy and interpretation, column and entry, notice and task, item and file."""

from collections.abc import Iterable, Iterator, Mapping

from gksite.checks.tree import CheckedTree, PageFacts
from gksite.model import statute
from gksite.model.catalogue import Catalogue
from gksite.pages.home import latest
from gksite.problems.problem import Code, Phrase, Problem, Waivable

NO_LINK_TO = Code(
    "GK529",
    "页面上没有{what}：/{address}",
    why="文件与解读要互相链接，栏目里的每一条、通知的每一项任务、条目的每个附件、目录的每个事项都要列出，"
    "首页要有最新的内容；检查时逐页抽查。",
    mend="自己改过主题的，照 templates/pages/ 里的同名文件改回；没有改过的，重新生成网站。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）",
    waivable=Waivable.REASON,
    rows=("D-12", "W-21", "S-07", "V-3", "G-03", "G-09"),
)


def check_all(tree: CheckedTree, facts: Mapping[str, PageFacts]) -> Iterator[Problem]:
    """The first of what each page does not lead to, or does not list."""
    site = tree.site
    for item in site.items.values():
        yield from _lacking(item.url, map(_page, item.interprets), "它所解读的文件的链接", facts)
        yield from _lacking(item.url, [file.path for file in item.files], "附件的链接", facts)
    for url, interpretations in site.interpretations.items():
        yield from _lacking(url, map(_page, interpretations), "相关解读的链接", facts)
    for column in site.columns.values():
        urls = [_page(entry.url) for entry in column.entries]
        yield from _lacking(column.url, urls, "栏目里的一条", facts)
    for notice in site.notices.values():
        urls = [_page(task.key.url) for task in notice.tasks]
        yield from _lacking(notice.url, urls, "通知里的一项任务", facts)
    yield from _lacking("", [_page(entry.url) for entry in latest(site)], "最新的一条", facts)
    if site.catalogue is not None:
        yield from _unlisted(site.catalogue, facts)


def _page(url: str) -> str:
    """The file of a page."""
    return f"{url}index.html"


def _unlisted(catalogue: Catalogue, facts: Mapping[str, PageFacts]) -> Iterator[Problem]:
    """The first matter that the page of the catalogue leaves out."""
    page = facts.get(_page(statute.CATALOGUE.url))
    for row in catalogue.record.rows:
        if page is not None and row.is_listed and row.id not in page.anchors:
            address = f"{statute.CATALOGUE.url}#{row.id}"
            yield Problem(NO_LINK_TO, page.place, what=Phrase("目录里的一个事项"), address=address)
            return


def _lacking(url: str, wanted: Iterable[str], what: str, facts: Mapping[str, PageFacts]) -> Iterator[Problem]:
    """The first of some files to which the page at an address does not lead."""
    page = facts.get(_page(url))
    if page is None:
        return
    led = {way.target for way in page.ways if way.followed}
    for other in wanted:
        if other not in led:
            yield Problem(NO_LINK_TO, page.place, what=Phrase(what), address=other.removesuffix("index.html"))
            return
