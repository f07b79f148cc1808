"""A page is in one language, and says which."""

import re
from collections.abc import Iterator

from gksite.checks.structure import ACCESS
from gksite.checks.tree import CheckedTree, Element, Page, path, words
from gksite.problems.problem import Code, Phrase, Problem, Waivable

NO_LANGUAGE = Code(
    "GK522",
    "页面的语言（lang）{reason}",
    why="读屏软件按 lang 选用发音，写错了就读成另一种语言。",
    mend='自己改过主题的，照 templates/base.html 改回：中文网站写 <html lang="zh-CN">，英文网站写 lang="en"；'
    "个别外文的部分另写 lang。",
    clause=ACCESS,
    waivable=Waivable.REASON,
    rows=("A-08",),
)
MIXED = Code(
    "GK525",
    "页面上有另一种语言的文字，没有写明 lang：“{text}”",
    why="一个页面只用一种语言，读者才看得懂每一句话、每一个按钮，读屏软件才读得对。",
    mend="正文改用网站的语言。自己改过主题的，把按钮、标签写成网站的语言，英文写在 strings/en.po 里；"
    "确实要写另一种语言的，在那里写明 lang。",
    clause=ACCESS,
    waivable=Waivable.REASON,
    rows=("A-08",),
)
_OURS = {"zh": "zh-CN", "en": "en"}
"""How a page of a site's language says so."""
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""A tag of a language (RFC 5646)."""
_SAYING = path("//*[@lang]")
_HAN = re.compile(r"[\u3400-\u9fff]")
"""A Chinese character."""
_WORDS = re.compile(r"[A-Za-z]*+(?<=[a-z]{2})(?:[ '-]+[A-Za-z]*+(?<=[a-z]))*[.…!?]?")
"""Latin words of a sentence; abbreviations in capitals are no language."""
_SENTENCE = re.compile(r"[A-Za-z][a-z]*(?:[,;:]? [A-Za-z][A-Za-z'’-]*){7,}")
"""Eight words of a sentence in Latin letters."""


def check(page: Page, tree: CheckedTree) -> Iterator[Problem]:
    """What a page says of its language, and controls in another one."""
    wanted = _OURS[tree.site.config.lang]
    said = "" if page.root is None else page.root.get("lang", "")
    if not said:
        yield Problem(NO_LANGUAGE, page.place, reason=Phrase("没有写，应写 {lang}", lang=wanted))
    elif said.lower() != wanted.lower():
        reason = Phrase("写成了“{said}”，应写 {lang}", said=said, lang=wanted)
        yield Problem(NO_LANGUAGE, page.place, reason=reason)
    for element in page.find(_SAYING):
        if element.get("lang") and not _TAG.fullmatch(element.get("lang", "")):
            reason = Phrase("“{said}”不是语言的代号", said=element.get("lang", ""))
            yield Problem(NO_LANGUAGE, page.place, reason=reason)
    for text in dict.fromkeys(_foreign(page, tree.site.config.lang)):
        yield Problem(MIXED, page.place, text=text)


def _foreign(page: Page, lang: str) -> Iterator[str]:
    """Controls in another language that do not say so."""
    for control in page.tagged("button", "label", "legend", "summary"):
        text = words(control)
        if _is_foreign(text, lang) and not _says_language(control):
            yield text
    if lang == "zh":
        yield from _sentences(page)


def _sentences(page: Page) -> Iterator[str]:
    """Whole sentences of a foreign language in the text of a Chinese page, which does not say so."""
    for block in page.tagged("p", "li", "dd", "blockquote"):
        begun = (block.text or "").strip()[:1]
        if not (begun.isascii() and begun.isalpha()):
            continue
        text = words(block)
        if _SENTENCE.match(text) and not _HAN.search(text) and not _says_language(block) and not _is_quoted(block):
            yield text


def _is_quoted(block: Element) -> bool:
    """Whether a text is shown letter by letter as it was received."""
    return any("lines" in above.get("class", "").split() for above in block.iterancestors())


def _is_foreign(text: str, lang: str) -> bool:
    if lang == "en":
        return _HAN.search(text) is not None
    return _WORDS.fullmatch(text) is not None


def _says_language(element: Element) -> bool:
    """Whether an element, or one around it below the page itself, has a language of its own."""
    inner = any("lang" in below.attrib for below in element.iterdescendants())
    around = any(above.tag != "html" and "lang" in above.attrib for above in element.iterancestors())
    return inner or around or "lang" in element.attrib
