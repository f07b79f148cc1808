"""What a text tells of somebody by name: the day of birth, an illness or disability, that it is a child."""

import re
from collections.abc import Iterator
from functools import lru_cache

from gksite.privacy.finding import Kind
from gksite.privacy.names import is_name, name_at, names_in

_DAY = (
    r"(?:19|20)\d\d(?: ?年 ?\d{1,2} ?月(?: ?\d{1,2} ?日)?|[-./]\d{1,2}[-./]\d{1,2}"
    r"|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))"
)
"""A day, or a month, as it is typed."""
_BORN = re.compile(rf"(?P<day>{_DAY}) ?(?:出生(?![的率人])|生(?=[)）,，。；;、 ]|$))")
"""A day on which somebody was born."""
_BIRTHDAY = re.compile(
    rf"(?:出生(?:日期|年月日?|时间)?|生日)[:： ]{{1,3}}(?P<day>{_DAY}|(?:19|20)\d\d[-./](?:1[0-2]|"
    rf"0?[1-9])(?!\d))|生于 ?(?P<since>{_DAY})"
)
"""The same behind its label."""
_BIRTH_HEADER = re.compile("出生(?:日期|年月|时间)|生日")
"""The header of a column of birthdays."""
_ONLY_DAY = re.compile(rf" ?(?P<day>{_DAY}) ?")
"""A cell with a day and nothing else."""

_NUMBER_OF_PATIENT = re.compile(
    r"(?:病历|病案|住院|门诊|体检|就诊卡?|诊疗卡?|残疾人?证|残疾人证件|医保卡?|医疗保险|社会保障|社保)(?:卡)?(?:号码?|"
    r"编号)?[:： ]{0,3}(?P<number>[A-Za-z]{0,4}\d{6,20})(?![\d年])"
)
"""The number under which somebody is known to a hospital or an insurance."""
_PATIENT_HEADER = re.compile("病历号|病案号|住院号|门诊号|残疾人?证|医保.{0,3}号|就诊卡|诊疗卡")
"""The header of a column of such numbers."""
_PATIENT_NUMBER = re.compile(r" ?(?P<number>[A-Za-z]{0,4}\d{6,20}[Xx]?\d{0,2}[Bb]?\d?) ?")
"""A cell with such a number."""
_ILL = re.compile(
    r"诊断(?:结果)?[:：为是] ?(?=[\u4e00-\u9fff])|(?:因|身|罹)?患(?:有)?(?=[\u4e00-\u9fff]{1,12}(?:病|症|癌|炎|"
    r"瘤|结核|白血|中毒|障碍|肝|肺))|感染者|(?:病|症|癌|瘤|结核|障碍)患者|"
    r"[一二三四1-4]级[\u4e00-\u9fff]{0,2}残疾|(?:肢体|精神|智力|视力|听力|言语|多重)残疾|"
    r"抗[原体]阳性|检测(?:结果)?[为呈]?阳性|"
    r"残疾类别[:：] ?(?=[\u4e00-\u9fff])|确诊为?(?=[\u4e00-\u9fff]{2})|伤残等级[:：]"
)
"""What says that somebody is ill or disabled."""
_SICK = re.compile(
    "(?:患者|感染者|病人|残疾人|救助对象|申请人|当事人|低保对象|特困人员|村民|居民|姓名[:： ]?|伤者|死者) ?"
)
"""What says who it is."""
_ILLNESS_BEHIND = re.compile("[(][^()]{0,8}(?:病|症|癌|炎|瘤|障碍)[)](?!.{0,6}(?:科|专家|医))")
"""An illness in brackets right behind a name."""
_ILL_HEADER = re.compile("诊断|病种|疾病|病情|残疾(?:类[别型]|等级)|患病")
"""The header of a column of illnesses."""

_CHILD = re.compile(
    "幼儿园[大中小托][0-9一二三四]?班(?:的)?(?:幼儿|小朋友)? ?|"
    "(?:学生|未成年人|儿童|孤儿|患儿|幼儿|婴儿|弃婴|被收养人|小学生|初中生|受助学生|事实无人抚养儿童|困境儿童|"
    "留守儿童|女童|男童|幼童|女婴|男婴|小朋友|孩子|小孩|其子|其女|儿子|女儿|子女)(?:姓名|名单)?[:： ]{0,3}|"
    "(?:[一二三四五六1-6]年级|"
    "初[一1])[(]?[0-9一二三四五六七八九十]{1,2}[)]?班(?:的)?(?:学生|同学)? ?"
)
"""A word for a child, behind which its name stands."""
_AGE = re.compile(r"[,，、(（ ]{0,2}(?:[男女][,，、 ]{1,2})?(?:年仅|现年)?(?:1[0-3]|\d)周?岁(?![以及至-])")
"""The age of somebody under 14, right behind a name."""
_CLASS = re.compile(r"[^。；;\n]{0,24}?(?:[一二三四五六1-6]年级|初[一1][(（]?|小学[\u4e00-\u9fff0-9]{0,6}班|幼儿园)")
"""The class of a child, in the sentence behind a name."""
_CHILD_HEADER = re.compile("(?:学生|儿童|幼儿|孤儿|未成年人|患儿|子女)(?:姓名|名字|名单)|^(?:学生|幼儿|孤儿)$")
"""The header of a column of children."""
_WORDS = frozenset("生姓儿患残婴感病诊岁班级伤孤未被困留保院童检症癌炎")
"""Characters without one of which none of all this can be."""
_NEAR = 24
"""Characters around an illness in which a name makes it somebody's."""
_NO_CHILD = re.compile(r" ?[^)）]{0,6}(?:某某|化名)")
"""What says that a name is none."""


@lru_cache(maxsize=4096)
def says_more(header: str) -> bool:
    """Whether the header of a column makes personal data of words that are none elsewhere."""
    return any(pattern.search(header) for pattern in (_BIRTH_HEADER, _PATIENT_HEADER, _ILL_HEADER, _CHILD_HEADER))


def people_in(text: str, header: str, person: str) -> Iterator[tuple[Kind, int, int]]:
    """What a folded text tells of persons."""
    yield from _in_cell(text, header, person)
    if _WORDS.isdisjoint(text):
        return
    for match in _BORN.finditer(text):
        yield "birth", *match.span("day")
    for match in _BIRTHDAY.finditer(text):
        yield "birth", *match.span(match.lastgroup or 0)
    for match in _NUMBER_OF_PATIENT.finditer(text):
        yield "medical", *match.span("number")
    names = names_in(text)
    yield from _patients(text, names)
    yield from _children(text, names)


def _in_cell(text: str, header: str, person: str) -> Iterator[tuple[Kind, int, int]]:
    """What a cell tells by the header of its column."""
    if not says_more(header) or not text.strip():
        return
    day = _ONLY_DAY.fullmatch(text)
    if day is not None and person and _BIRTH_HEADER.search(header):
        yield "birth", *day.span("day")
    number = _PATIENT_NUMBER.fullmatch(text)
    if number is not None and _PATIENT_HEADER.search(header):
        yield "medical", *number.span("number")
    if (
        person
        and _ILL_HEADER.search(header)
        and len(text.strip()) > 1
        and "*" not in text
        and not text.strip().isdigit()
    ):
        yield "medical", 0, len(text)
    if _CHILD_HEADER.search(header) and is_name(text):
        yield "minor", 0, len(text)


def _patients(text: str, names: list[tuple[int, int]]) -> Iterator[tuple[Kind, int, int]]:
    """The names that stand beside an illness."""
    for start, end in names:
        if _ILLNESS_BEHIND.match(text, end):
            yield "medical", start, end
    if not _ILL.search(text):
        return
    known = list(names)
    for match in _SICK.finditer(text):
        name = name_at(text, match.end())
        if name:
            known.append((match.end(), match.end() + len(name)))
    told = [match.span() for match in _ILL.finditer(text)]
    for start, end in dict.fromkeys(known):
        if any(begin - _NEAR <= start and end <= behind + _NEAR for begin, behind in told):
            yield "medical", start, end


def _children(text: str, names: list[tuple[int, int]]) -> Iterator[tuple[Kind, int, int]]:
    """The names of children."""
    found = set()
    for match in _CHILD.finditer(text):
        name = name_at(text, match.end())
        at = match.end()
        while name and not _NO_CHILD.match(text, at + len(name)):
            found.add((at, at + len(name)))
            at += len(name) + 1
            name = _next_in_list(text, at)
    for start, end in names:
        if _AGE.match(text, end) or _is_of_class(text, end):
            found.add((start, end))
    for start, end in sorted(found):
        yield "minor", start, end


def _next_in_list(text: str, at: int) -> str:
    """The name that begins at a place behind a 、, empty where none does."""
    if text[at - 1 : at] != "、":
        return ""
    return name_at(text, at)


def _is_of_class(text: str, end: int) -> bool:
    """Whether the class of a child follows a name behind a comma, and the name is no teacher's."""
    if text[end : end + 1] not in (",", "，", ":", "：", " "):
        return False
    match = _CLASS.match(text, end)
    return match is not None and "师" not in text[end : match.end() + 6] and "班主任" not in text[end : match.end() + 6]
