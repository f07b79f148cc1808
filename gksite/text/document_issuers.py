"""The word for an issuer in a document's number (发文机关代字: 国办发, 厦府办便函) cut from the words in front of it.

It goes by form, for no list holds all offices: such a word is short and stands last; words of the sentence and names of
offices in front of it end where it begins.
"""

import re

SHORTEST, LONGEST = 2, 8
"""Characters of such a word."""

_WORDS = re.compile(
    "根据|依据|依照|按照|遵照|参照|对照|比照|落实|贯彻|执行|实施|印发|转发|下发|颁发|颁布|制发|发布|公布|出台|制定|制订|"
    "修订|修改|废止|关于|以及|结合|围绕|通过|抓好|做好|继续|严格|认真|全面|切实|深入|学习|传达|宣传|加强|推进|深化|完善|"
    "健全|符合|违反|遵守|遵循|引用|参见|详见|附件|文号|编号|文件|精神|要求|规定|通知|意见|方案|办法|细则|条例|公告|通告|"
    "公报|现将|同时|其中|包括|例如|属于|对于|有关|相关|上述|下列|所附|连同|此前|其他|批复|复函|来函|发文|字号|查阅|查看|"
    "公开(?![办函])|组织|开展|配合|协助|执照|收到|提出|依托|坚持|按期|自觉|统一|参考|援引|具体|分别|仍按|改为|代替|取代|衔接|"
    "推广|推行|报送|报告|上报|部署|安排|抄送|主送|答复|回应|明确|提到|所称|规范|简称|沿用|适用|纳入|列入|参加|完成|"
    "[的按据以与及见由在是了等把被各该至到](?!然)"
)
"""Words of a sentence after which an issuer's word may begin, and single ones that stand in none."""
_FRONT = re.compile(
    r"依(?!法)|照|附|即|为|对(?!外)|向|此|其|因|从|于|含|和|将|原|自(?!然)|并|且|经(?![信发开济贸管])|应(?!急)|现|请|须|另|又|也|或"
)
"""Single words that are also names of places or parts of other words, cut only at the very front."""
_OF_A_PLACE = "政府委办人党行"
"""What follows a place in an issuer's word: 和政办 is of 和政县, and no 和."""
_OFFICES = re.compile(
    r"国务院|(?:人民)?政府(?:办公厅|办公室|办(?![发函]))?|办公[厅室]|(?:发展和?改革|发改)委|委员会|管委会|常委会|"
    r"领导小组|总局|总署|中心|公司|集团|大学|学院|医院|法院|检察院|党组|党委|[省市县区州]委(?:办公[厅室]|办(?![发函])|编办|宣传部|组织部)?|监会|协会|联合会"
)
"""Ends of the full names of offices, after which their word may begin."""
_NAMED = re.compile(
    r"[\u3400-\u9fff]{2,12}?(?:[局厅部]|(?<=[\u3400-\u9fff]{2})委|(?<=[省市县区州][\u3400-\u9fff]{2})办|"
    r"(?<=[省市县区州][\u3400-\u9fff]{3})办)(?!发(?!改)|[函规办明文电令字便综联])"
)
"""Names that end in one character which may also stand in an issuer's word: 市财政局, 财政部, 市审改办."""
_PLACE = re.compile(r"[\u3400-\u9fff]{2,6}?[省市县区州](?![监场政容民商府委局级直办财公人教卫发函])")
"""Names of places: 江门市江府办."""
_STATE_COUNCIL = re.compile(r"国(?:办|办秘|办公开|办公开办)?(?:发|函|字|发明电|明电)$|中办发$")
"""The words of the State Council and of the centre, which begin a number wherever they stand."""
_PROVINCE = re.compile(r"[京津沪渝冀豫辽黑湘皖鲁苏浙赣鄂桂晋蒙陕闽贵粤青藏琼黔滇陇秦](?=[政府委办财教人])")
"""The sign of a province with what follows it in an issuer's word."""
_SIGNS = frozenset("发函办文政综字令委府党财税教人社卫健计农林水建交管审商信工科民公安司法审环资电规便秘")
"""What issuers' words are made of behind the sign of a place."""
_OTHER = re.compile(
    r"(?:提案|建议|专栏|附表|项目|标段|合同|判决|裁定|民初|行初|刑初|民终|行终|[一二三四五六七八九十]期|[表图注初终申])$"
)
"""Ends of what is numbered and is no issuer."""


def issuer_in(words: str) -> str | None:
    """The issuer's word at the end of some Chinese words; None where it cannot be told."""
    rest = words
    for pattern in (_WORDS, _OFFICES, _NAMED, _PLACE):
        rest = _after_front(_after_last(pattern, rest))
    rest = _by_its_sign(rest)
    if len(rest) > LONGEST:
        rest = _short_form(rest)
    if len(rest) < SHORTEST or _OTHER.search(rest):
        return None
    return rest


def _after_last(pattern: re.Pattern[str], words: str) -> str:
    """What stands behind the last match that leaves enough; behind a sentence's word nothing may be left."""
    ends = [match.end() for match in pattern.finditer(words)]
    for end in reversed(ends):
        rest = words[end:]
        if pattern is _WORDS or len(rest) >= SHORTEST:
            return rest
    return words


def _after_front(words: str) -> str:
    """The words without single ones at the front, unless they are the place that the rest needs."""
    while (match := _FRONT.match(words)) is not None:
        rest = words[match.end() :]
        if len(rest) < SHORTEST or rest[0] in _OF_A_PLACE:
            return words
        words = rest
    return words


def _by_its_sign(words: str) -> str:
    """The words from the sign of the State Council on, or from that of a province behind at least three others."""
    state = _STATE_COUNCIL.search(words)
    if state is not None:
        return state[0]
    starts = [match.start() for match in _PROVINCE.finditer(words) if match.start() >= 3]
    return words[max(starts, default=0) :]


def _short_form(words: str) -> str:
    """The characters at the end that issuers' words are made of, with the one in front of them."""
    at = len(words)
    while at > 0 and words[at - 1] in _SIGNS:
        at -= 1
    if at == len(words):
        return ""
    return words[max(at - 1, 0) :]
