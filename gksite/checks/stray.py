"""Markdown and HTML that reach the reader as signs: what an editor meant as form and a page shows as text."""

import re
import unicodedata
from collections.abc import Iterator

from gksite.checks.tree import CheckedTree, Element, Page, path
from gksite.problems.problem import Code, Problem, Waivable

STRAY = Code(
    "GK524",
    "页面文字里有没有起作用的标记：“{text}”",
    why="读者看到的是一串符号；多半是把 Markdown 写进了不用 Markdown 的地方，或者从网页、WPS 粘贴时带来了标签、乱码。",
    mend="标题、工作要求等只写文字；正文的 Markdown 写对：粗体的 ** 紧挨着文字，链接写成 [文字](/notices/)，"
    "标题的 # 后面空一格，表格前面空一行；不写 HTML 标签。",
    clause="《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）",
    waivable=Waivable.REASON,
    rows=("V-1",),
)
_SUSPECT = re.compile(
    rb"\*\*|\]\(|##|#\s|\|\s*:?-{3}|```|&lt;/?[a-z]|&amp;(?:[a-z]+|#\d+);|&amp;amp;|\{\{|\{%|\xef\xbf\xbd|\xe9\x94\x9f\xe6\x96\xa4",
    re.IGNORECASE,
)
"""What a page has to hold before its texts are looked at one by one."""
_LINK = re.compile(r"!?\[[^\[\]\n]*\]\((?:https?:|mailto:|/|\.{1,2}/|#|[^\s()]*\.[A-Za-z0-9]{2,5}\))[^\n]*")
"""A link of Markdown: [文字](网址)."""
_HALF_LINK = re.compile(r"\]\s?[(（](?:https?://|/[a-z]|\.{1,2}/)[^\n]*")
"""Its second half, with brackets of either width."""
_HEADING = re.compile(r"(?:#{2,6}[ \u3000]*(?=[^\s#])|#[ \u3000]+(?=\S))[^\n]*")
"""A heading of Markdown; one # without a blank is a mark of other kinds."""
_RULE = re.compile(r"\A\|?\s*:?-{3,}:?\s*\|[^\n]*")
"""The line below the head of a table."""
_FENCE = re.compile(r"```[^\n]*|(?<!~)~{3,}+[a-z]+")
"""The fence of a code block."""
_TAG = re.compile(
    r"</?(?:a|b|br|p|div|span|strong|em|font|table|tbody|tr|td|th|img|h[1-6]|u|i|s|ul|ol|li|center|sup|sub|o:p|hr|"
    r"style|script|iframe)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
"""A tag of HTML that shows as signs."""
_ENTITY = re.compile(r"&(?:nbsp|lt|gt|amp|quot|ldquo|rdquo|middot|mdash|hellip|emsp|ensp|#\d{2,5}|#x[0-9a-f]{2,5});")
"""An entity of HTML that shows as signs."""
_VARIABLE = re.compile(r"\{\{[^{}\n]{0,80}\}\}|\{%[^%\n]{0,80}%\}")
"""What a template should have filled in."""
_GARBLED = re.compile(r"\ufffd++|锟斤拷[^\s，。]{0,9}")
"""Text that was read in another encoding (乱码)."""
_BOLD = re.compile(r"(?<![*\\])\*\*(?!\*)([^*\n]{1,200}?)(?<!\*)\*\*(?!\*)")
"""Words between two stars each."""
_STARS = re.compile(r"(?<![*\\])\*\*(?!\*)")
"""Two stars."""
_REST_OF_A_NAME = re.compile(r"\w{1,2}(?!\w)")
"""What a mask leaves of a name: **华."""
_NAMES = re.compile(r"[、，,；;和与及\s]+\S{1,2}")
"""What stands between two masked names: 张**、李**."""
_SURNAMES = frozenset(
    "某王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦"
    "申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司"
)
"""What stands before the stars of a masked name."""
_STRAY = (_LINK, _HALF_LINK, _FENCE, _TAG, _ENTITY, _VARIABLE, _GARBLED)
"""Marks that may stand anywhere in a text; the others only where a line begins."""
_AT_A_LINE = (_HEADING, _RULE)
_VERBATIM = frozenset({"code", "pre", "script", "style", "textarea", "kbd", "samp"})
_QUOTED = frozenset({"lines", "line"})
"""Classes of what is shown letter by letter as it was received."""
_MAIN = path("//main")


def check(page: Page, tree: CheckedTree) -> Iterator[Problem]:
    """The marks of a page's own text, each once."""
    file = tree.files.get(page.path)
    if file is not None and not _SUSPECT.search(file.content):
        return
    found: dict[str, None] = {}
    for main in page.find(_MAIN):
        for text in _texts(main):
            found.update(dict.fromkeys(marks(text)))
    for mark in found:
        yield Problem(STRAY, page.place, text=mark)


def _texts(element: Element) -> Iterator[str]:
    """The texts below an element that are not shown as they were received."""
    if element.text:
        yield element.text
    for below in element:
        if isinstance(below.tag, str) and not _is_verbatim(below):
            yield from _texts(below)
        if below.tail:
            yield below.tail


def _is_verbatim(element: Element) -> bool:
    return element.tag in _VERBATIM or bool(_QUOTED.intersection(element.get("class", "").split()))


def marks(text: str) -> Iterator[str]:
    """The marks of Markdown or HTML that a text shows as signs."""
    for line in text.split("\n"):
        line = line.strip()
        for pattern in _AT_A_LINE:
            if found := pattern.match(line):
                yield found[0][:40]
        for pattern in _STRAY:
            yield from (found[0][:40] for found in pattern.finditer(line))
        yield from _bold(line)
        yield from _unpaired(line)


def _bold(line: str) -> Iterator[str]:
    """What was to be bold, whether the stars hold it tight or not, and masks nobody's name."""
    for found in _BOLD.finditer(line):
        inner = found[1]
        before = line[: found.start()][-1:]
        if not inner.strip() or (before.isalnum() and _NAMES.fullmatch(inner)):
            continue
        if before in _SURNAMES and inner[-1] in _SURNAMES:
            continue
        if before.isdigit() or (_is_sign(inner[0]) and before and not _is_sign(before)):
            continue
        yield found[0][:40]


def _unpaired(line: str) -> Iterator[str]:
    """Stars that begin or end nothing: an odd pair beside words, which masks no name and no number."""
    found = list(_STARS.finditer(line))
    if len(found) % 2 == 0:
        return
    for stars in found:
        before, behind = line[: stars.start()][-1:], line[stars.end() :]
        if before in _SURNAMES or (before.isascii() and before.isalnum()) or not behind[:1].isalnum():
            continue
        if not before.isalnum() and _REST_OF_A_NAME.match(behind):
            continue
        yield (before + stars[0] + behind)[:20]


def _is_sign(character: str) -> bool:
    return character.isspace() or unicodedata.category(character)[0] in "PS"
