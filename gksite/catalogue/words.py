"""What the cells of a catalogue say: rhythm, day of the year, level, attribute, and texts of several lines."""

import re
from collections.abc import Callable, Iterable
from unicodedata import normalize

from gksite.model.catalogue import DISCLOSURES, LEVELS, RHYTHMS, is_year_day
from gksite.model.settings import Rhythm
from gksite.text.lists import SEPARATORS, pieces
from gksite.text.names import fold_name
from gksite.text.traditional import simple

_RHYTHM_WORDS: dict[Rhythm, str] = {
    "fortnightly": "每两周|每半个?月|两周|半月|双周",
    "monthly": "(?:每|按|逐|1|一)?个?月(?:度|更新|公开|一次|1次|发布)*",
    "quarterly": "(?:每|按|逐|1|一)?个?季度?(?:更新|公开|一次|1次|发布)*",
    "half-yearly": "(?:每|按)?半年(?:度|更新|公开|一次|1次|发布)*|6个月|六个月",
    "yearly": "(?:每|按|逐|1|一)?年(?:度|更新|公开|一次|1次|发布)*",
    "on change": "(?:信息|内容)?(?:形成|产生|发生)?(?:或者?|及)?(?:变更|变动|变化)(?:时|后|之日|即时|及时|更新|公开)*"
    "|实时(?:更新|公开)?|动态(?:更新|公开|调整)?|及时(?:更新|公开)?|随时(?:更新)?|即时(?:更新|公开)?|适时(?:更新)?"
    "|按需(?:更新)?|不定期(?:更新)?|长期(?:公开)?",
}
"""How offices write each rhythm, whole."""
_YEAR_DAY = (
    re.compile(r"(?:每年|次年|当年|\d{4}年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号](?:前|之前|以前)?"),
    re.compile(r"(?:\d{4}[-/.])?(?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:\s+0{1,2}:00(?::00)?)?"),
)
"""How offices write a day of the year."""
_LEVEL_WORDS = {
    "县级": "县级|区级|旗级|县区级|县(?:市、区|、区)级|县市区级|县\\(市、?区\\)级|区县级|区\\(县\\)级",
    "乡级": "乡级|镇级|乡镇级|镇街级|镇\\(街\\)级|镇街乡|街道|街道级|乡镇街道级?|乡\\(镇\\)级|街镇级"
    "|乡镇\\(街道\\)级?|镇\\(街道\\)级?",
    "村级": "村级|村|村居级?|村\\(社区\\)级?|社区级?",
}
"""How published forms head the columns of 公开层级."""
_OWN_LEVEL = re.compile("[^省]{2,8}[县区旗]级")
"""A level under the name of its place: 云岭县级."""
_TWO_LEVELS = re.compile("([^级級])[、/](.)[级級]")
"""Two levels in the head of one column: 乡、村级."""
_ATTRIBUTES = {
    DISCLOSURES[0]: "主动公开",
    DISCLOSURES[1]: "依申请公开|依申请|依法申请公开",
    DISCLOSURES[2]: "不予公开|不公开",
}
"""公开属性 in other words that can mean nothing else; 主动 alone is one only below 公开方式."""
DITTO = re.compile(r"同上|同前|〃|″|々|\"")
"""A cell that means the one above it."""
_TICK = re.compile(r"[√✓✔☑■●◆Vv∨是有þR]")
"""A cell that says yes."""


def folded(text: str) -> str:
    """A text in simplified characters, without blanks, breaks and width differences."""
    return simple(fold_name(text))


def rhythm(text: str) -> Rhythm | None:
    """The rhythm that a cell names, None for any other words."""
    said = folded(text)
    for known in RHYTHMS:
        if re.fullmatch(_RHYTHM_WORDS[known], said) or said == known.replace(" ", ""):
            return known
    return None


def year_day(text: str) -> tuple[int, int] | None:
    """Month and day of a day of every year that a cell names, None for no such day."""
    said = normalize("NFKC", text).strip()
    for pattern in _YEAR_DAY:
        match = pattern.fullmatch(said.replace(" ", "") if pattern is _YEAR_DAY[0] else said)
        if match is None:
            continue
        month, day = int(match["month"]), int(match["day"])
        return (month, day) if is_year_day(month, day) else None
    return None


def shown_year_day(month: int, day: int) -> str:
    """A day of every year as we write it."""
    return f"{month}月{day}日"


def level(text: str) -> str | None:
    """The level that a name means."""
    said = folded(text)
    for known in LEVELS:
        if re.fullmatch(_LEVEL_WORDS[known], said):
            return known
    return "县级" if _OWN_LEVEL.fullmatch(said) else None


def levels(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The levels that a cell lists, and what is none."""
    found, unknown = dict[str, None](), []
    for line in text.split("\n"):
        names = [line] if level(line) else pieces(_TWO_LEVELS.sub(r"\1级、\2级", line))
        for name in filter(None, (piece.strip().strip(SEPARATORS) for piece in names)):
            known = level(name)
            if known is None:
                unknown.append(name)
            else:
                found[known] = None
    return tuple(sorted(found, key=LEVELS.index)), tuple(unknown)


def attribute(text: str) -> str | None:
    """The 公开属性 that a cell names."""
    said = folded(text)
    for known, words in _ATTRIBUTES.items():
        if re.fullmatch(words, said):
            return known
    return None


def is_ticked(text: str) -> bool:
    """Whether a cell below 主动 or 全社会 says yes."""
    return _TICK.fullmatch(normalize("NFKC", text).strip()) is not None


def tidy(text: str) -> str:
    """A text without what a spreadsheet may add: blanks at the ends of lines, breaks of another system."""
    lines = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def one_line(text: str) -> str:
    """A text in which breaks are only those of a narrow column."""
    return re.sub(r"(?<=[^\x00-\x7f])\s*\n\s*|\s*\n\s*(?=[^\x00-\x7f])", "", tidy(text)).replace("\n", " ")


def named_first(known: Iterable[str]) -> Callable[[str], tuple[str, str] | None]:
    """What finds a known name at the beginning of a text, with the rest of it."""
    names = sorted(known, key=len, reverse=True)

    def find(text: str) -> tuple[str, str] | None:
        for name in names:
            if text.startswith(name):
                return name, text.removeprefix(name).strip("（）()：: ")
        return None

    return find


_NO_PAGE = re.compile(r"(?:暂?无|[—/／-])?")
"""What a form has for the address of a matter without a page."""


def is_no_page(line: str) -> bool:
    """Whether a line of a cell of addresses names none."""
    return _NO_PAGE.fullmatch(line) is not None
