"""Pages lead to what belongs to them: a policy to its interpretations and back, a column to each of its entries."""

from collections.abc import Iterable, Iterator, Mapping

from gksite.checks.tree import CheckedTree, PageFacts
from gksite.problems.problem import Code, Phrase, Problem, Waivable

NO_LINK_TO = Code(
    "GK529",
    "页面上没有{what}：/{address}",
    why="文件与解读要互相链接，栏目里的每一条都要列出；检查时逐页抽查。",
    mend="自己改过主题的，照 templates/pages/ 里的 item.html、column.html 改回；没有改过的，重新生成网站。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）",
    waivable=Waivable.REASON,
    rows=("D-12", "W-21", "S-07"),
)


def check_all(tree: CheckedTree, facts: Mapping[str, PageFacts]) -> Iterator[Problem]:
    """The first of what each page does not lead to."""
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
            yield Problem(NO_LINK_TO, page.place, what=Phrase(what), address=other)
            return
