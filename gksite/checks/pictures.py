"""Pictures say in words what they show, and what is in a PDF can be read on a page."""

from collections.abc import Iterator

from gksite.checks.structure import ACCESS
from gksite.checks.tree import CheckedTree, Element, Page, path, says_something, words
from gksite.problems.problem import Code, Level, Problem, Waivable
from gksite.text.alternatives import says_nothing

NO_ALTERNATIVE = Code(
    "GK513",
    "图片 {target} 没有替代文字",
    why="看不见图的读者，只能靠替代文字知道图上有什么；网速慢时图出不来，也要靠它。",
    mend="正文里写成 ![图上有什么](/files/图片.png)；替代文字不要只写“图片”或文件名。"
    '主题里纯装饰的图加上 role="presentation"。',
    clause=ACCESS,
    waivable=Waivable.REASON,
    rows=("A-08", "D-6"),
)
ONLY_PDF = Code(
    "GK523",
    "{target} 只有 PDF，页面上没有可以直接阅读的文字",
    why="手机上打开 PDF 不便；扫描成图片的 PDF，读屏软件读不出，也搜不到。",
    mend="把文件的正文写在页面上，或者另附一份同名的 docx、txt；确实只能提供 PDF 的，写进 content/waivers.yaml。",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("A-11",),
)
_PICTURES = path("//img | //input[@type='image'] | //area[@href] | //*[@role='img']")
_DRAWINGS = path("//svg[not(@aria-hidden='true') and not(@role='img') and not(ancestor::*[@aria-hidden='true'])]")
_ORNAMENT = ("presentation", "none")
"""Roles of pictures that only adorn."""
_TEXT = path("//main//*[contains(concat(' ', normalize-space(@class), ' '), ' prose ')] | //main//table")
ENOUGH = 100
"""Characters on a page beside which a PDF is a copy of what can be read there."""
_READABLE = (".docx", ".doc", ".wps", ".txt", ".html", ".htm", ".odt", ".rtf", ".xlsx", ".et", ".csv")
"""Endings of files that hold text."""


def check(page: Page, tree: CheckedTree) -> Iterator[Problem]:
    """Pictures of a page without words, and its PDFs without a text."""
    for element in page.find(_PICTURES, b"<img", b"image", b"<area", b'"img"'):
        if not _is_ornament(element) and not _has_words(element, page):
            yield Problem(NO_ALTERNATIVE, page.place, target=_name(element))
    for element in page.find(_DRAWINGS, b"<svg"):
        yield Problem(NO_ALTERNATIVE, page.place, target=_name(element))
    yield from _check_documents(page)


def _is_ornament(element: Element) -> bool:
    return element.get("role") in _ORNAMENT or element.get("aria-hidden") == "true"


def _has_words(element: Element, page: Page) -> bool:
    if any(page.ids.get(name) is not None for name in element.get("aria-labelledby", "").split()):
        return True
    said = element.get("aria-label") or element.get("alt") or ""
    if not said and element.tag == "svg":
        return any(says_something(title) for title in element.iterchildren("title"))
    return not says_nothing(said, element.get("src", ""))


def _name(element: Element) -> str:
    return element.get("src") or element.get("id") or str(element.tag)


def _check_documents(page: Page) -> Iterator[Problem]:
    """The PDFs that a page leads to, where neither the page nor a file beside them holds the text."""
    if page.kind == "source":  # its text is the notice, word by word
        return
    found, readable = {}, set()
    for element in page.tagged("a"):
        address = element.get("href", "").partition("#")[0]
        stem, dot, ending = address.rpartition(".")
        if dot and f".{ending.lower()}" in _READABLE:
            readable.add(stem)
        elif dot and ending.lower() == "pdf" and "://" not in address:
            found[stem] = address
    if not found or sum(len(words(element)) for element in page.find(_TEXT)) >= ENOUGH:
        return
    for stem, address in found.items():
        if stem not in readable:
            yield Problem(ONLY_PDF, page.place, target=address.rpartition("/")[2])
