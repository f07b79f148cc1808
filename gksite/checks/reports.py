"""The pages of annual reports as built: their six headings, in the order of the form."""

from collections.abc import Iterator

from gksite.checks.tree import CheckedTree, Page
from gksite.problems.problem import Code, Location, Problem
from gksite.reporting.form import PARTS

NO_HEADING = Code(
    "GK775",
    "年报的页面上没有按次序出现标题“{heading}”",
    why="年报的六个部分和它们的次序是统一规定的。",
    mend="标题由模板生成：改过 templates/ 的，把这一处改回来；没有改过的，是程序的问题，请附上这一行反馈。",
    clause="国办公开办函〔2021〕30号；《中华人民共和国政府信息公开条例》第五十条",
    rows=("G-14",),
)


def check(page: Page, tree: CheckedTree) -> Iterator[Problem]:
    """Each heading that is missing or comes too early; the words are looked for on pages in Chinese alone."""
    pages = {f"{report.url}index.html" for report in tree.site.reports}
    if page.path not in pages or page.root is None or tree.site.config.lang != "zh":
        return
    headings = ["".join(heading.itertext()).strip() for heading in page.root.iter("h2")]
    for heading in PARTS.values():
        if heading not in headings:
            yield Problem(NO_HEADING, Location(f"output/{page.path}"), heading=heading)
            continue
        headings = headings[headings.index(heading) + 1 :]
