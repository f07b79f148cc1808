"""What can be pressed or filled in has a name, and what points to another part of the page points to one."""

from collections import Counter
from collections.abc import Iterator

from gksite.checks.structure import ACCESS
from gksite.checks.tree import CheckedTree, Element, Page, path, says_something
from gksite.problems.problem import Code, Problem, Waivable

NO_LABEL = Code(
    "GK518",
    "输入框“{name}”没有标签",
    why="读屏软件的读者靠标签知道这里要填什么。",
    mend="用 label 的 for 写输入框的 id，或者用 aria-label 写明。",
    clause=ACCESS,
    waivable=Waivable.REASON,
    rows=("A-08",),
)
NO_NAME = Code(
    "GK519",
    "链接或按钮没有文字：{target}",
    why="读屏软件只能读出一串网址，读者不知道按下去会怎样。",
    mend="正文里写成 [链接的文字](/notices/)；主题里的图标按钮用 aria-label 写明。",
    clause=ACCESS,
    waivable=Waivable.REASON,
    rows=("A-08",),
)
SAME_ID = Code(
    "GK520",
    "id“{id}”在页面上有 {count} 个",
    why="链接、标签和表头靠 id 找到它们指的地方，重复的只能找到第一个。",
    mend="自己改过主题或模板的，给其中一个换一个 id。",
    clause=ACCESS,
    waivable=Waivable.REASON,
    rows=("A-08",),
)
NO_SUCH_ID = Code(
    "GK521",
    "{attribute} 指向的 id“{id}”在页面上没有",
    why="标签、说明和名称指向不存在的地方，读屏软件就什么也读不出。",
    mend="自己改过主题或模板的，改正 id。",
    clause=ACCESS,
    waivable=Waivable.REASON,
    rows=("A-08",),
)
_NO_FIELDS = frozenset({"hidden", "submit", "reset", "button", "image"})
"""Inputs that need no label: unseen, or with words of their own."""
_REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")
"""Attributes that name ids of the page."""
_REFERRING = path("//*[@for or @aria-labelledby or @aria-describedby or @aria-controls or @aria-owns]")


def check(page: Page, tree: CheckedTree) -> Iterator[Problem]:
    """Names that are missing, ids that stand twice or nowhere."""
    labelled = {label.get("for") for label in page.tagged("label") if says_something(label)}
    for field in page.tagged("input", "select", "textarea"):
        if field.get("type", "text").lower() not in _NO_FIELDS and not _is_labelled(field, labelled):
            yield Problem(NO_LABEL, page.place, name=field.get("name") or field.get("id") or str(field.tag))
    for element in page.tagged("a", "button", "summary"):
        if "name" not in element.attrib and not says_something(element) and not _is_named(element, page):
            yield Problem(NO_NAME, page.place, target=element.get("href") or str(element.tag))
    for id, count in Counter(element.attrib["id"] for element in page.identified).items():
        if count > 1:
            yield Problem(SAME_ID, page.place, id=id, count=count)
    for element in page.find(_REFERRING):
        yield from _check_references(element, page)


def _is_labelled(field: Element, labelled: set[str | None]) -> bool:
    if field.get("aria-label") or field.get("aria-labelledby") or field.get("title"):
        return True
    if field.get("id") in labelled:
        return True
    return any(label.tag == "label" and says_something(label) for label in field.iterancestors("label"))


def _is_named(element: Element, page: Page) -> bool:
    """Whether something without words has a name: of its own, or by the picture in it."""
    if element.get("aria-label") or element.get("title"):
        return True
    if any(page.ids.get(id) is not None for id in element.get("aria-labelledby", "").split()):
        return True
    return any(inner.get("alt") or inner.get("aria-label") for inner in element.iter("img", "svg"))


def _check_references(element: Element, page: Page) -> Iterator[Problem]:
    for attribute in _REFERENCES:
        for id in element.get(attribute, "").split():
            if id not in page.ids:
                yield Problem(NO_SUCH_ID, page.place, attribute=attribute, id=id)
