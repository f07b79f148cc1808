"""Limits of running texts that the calendar alone does not tell: what comes again, is counted, or never ends.

Each function takes plain words (`time_words`) and gives stretches of them: where one begins and ends.
"""

import re
from collections.abc import Iterator

from gksite.text.deadlines import NUMBER, UNIT
from gksite.text.deeds import DEED, HOW

Stretch = tuple[int, int]

_TIMES = r"(?:\d{1,2}[至到-])?(?:\d{1,3}|[一两二三四五六七八九十])(?:次(?!性)|期(?!限|间)|场|轮|遍|回|批)(?:以上)?"
"""How many times: 一次, 2期."""
_LEAST = r"(?:至少|不少于|不得少于|不低于|最少|原则上){0,2}"
"""How a frequency says that it is the least."""
_SHORT_VERB = r"(?:(?![对向由将把于在的和与及或各按每底末初终前首月旬\d])[\u4e00-\u9fff]){1,4}?"
"""What is done so many times, where it stands inside the frequency: 通报 in 每半年通报一次."""
_FREQUENCY = rf"{_LEAST}(?:{_SHORT_VERB}{_LEAST})?{_TIMES}"
"""How often: 至少1次, 通报一次."""
_PERIOD = (
    r"(?:工作日|学期|季(?!节)度?|年(?![级龄轻货鉴])度?|月(?![饼票台])份?|周(?![边围期转长密全到])|星期|旬|日(?![常程志均])|"
    r"天(?![然气赋])|小时|分钟)"
)
"""A period that comes again: 季度 in 每季度, and no 年级."""
_WITHIN = (
    r"(?:的?(?:第?\d季度|[上下]半年|首月|(?:第|最后)\d?个?月|\d{1,2}月份?(?:[、和及]\d{1,2}月份?){0,9}|年(?=[底末初终中])|月(?=[底末初]))?"
    r"(?:(?:\d{1,2}[日号]?[至到-])?\d{1,2}[日号]|[底末初终](?!端|级)|[上中下]旬|第?\d个(?:工作日|周))?(?:之?前|以前|之?内)?)"
)
"""The time within such a period: 1月31日前 in 每年1月31日前, 首月10日前, 末."""
_WEEKDAY = r"[一二三四五六日1-6](?:[、和][一二三四五六日1-6]){0,6}(?![次期场轮个遍回批\d])"
"""A day of the week, and no count of times."""
_AFTER_PERIOD = rf"(?:结束|终了|届满)后的?第?{NUMBER}{UNIT}(?:之?内|以内)?"
"""Days counted from the end of each period: 每季度结束后10日内."""
_EVERY = (
    rf"每(?:间?隔?(?:\d{{1,3}}|[半两几])个?|个)?{_PERIOD}"
    rf"(?:{_AFTER_PERIOD}|(?<=周){_WEEKDAY}|{_FREQUENCY}|{_WITHIN})"
)
"""每年至少1次, 每月5日前, 每周一."""
_BY_PERIOD = (
    r"按(?:半年|年度?|季度?|月度?|周|旬|日|学期)(?![程期龄限级份节常内前底末边计])"
    r"(?!(?:工作)?(?:计划|要求|安排|目标|任务|标准|顺序))"
)
"""按月, and no 按月份."""
_EACH_IN_TURN = r"逐(?:年|季度?|月|周|日)(?!提[高升]|增[加长]|递[增减]|减少|下降|降低|上升|扩大|改善|好转|加大)"
"""逐月, and no growth: 逐年提高."""
_ONCE_IN = (
    r"(?<![\d第每上下])(?:\d{1,2}(?:年|季度?|个月|周|旬|天|日)|[半两]年|[两双]周|[一两][季月]|1月)(?:至少|不少于)?"
    r"(?:\d{1,2}|[一两二三四])(?:次(?!性)|期|轮|遍|回|场|评|报|考|查|更新|通报|调度)"
)
"""半年一次, 一季一评."""
_REGULARLY = (
    r"(?<![不固约规法限指特鉴评决稳确审判认既设制活])定期(?![限间满存储寿])"
    r"(?!检[验定测](?:机构|单位|人员|报告|证|合格|周期))"
)
"""定期, where it is no part of a name: 定期存款, 固定期限."""
_EACH_END = r"(?:各(?:季度?|月|年度?)|(?<![\d第本当上下前季])季度)[底末](?:之?前|以前)?"
"""各季度末."""
_IN_ALL = r"全年(?:[\u4e00-\u9fff]{1,12}?)?(?:至少|不少于|不得少于|不低于|最少)(?:[\u4e00-\u9fff]{1,6}?)?" + _TIMES
"""全年不少于4次; no 全年落实情况."""
_RECURRING = re.compile("|".join((_EVERY, _BY_PERIOD, _EACH_IN_TURN, _ONCE_IN, _REGULARLY, _EACH_END, _IN_ALL)))
"""All that comes again."""


def recurring(words: str) -> Iterator[Stretch]:
    """What comes again: 每季度, 每年至少1次, 每月5日前, 按月, 半年一次, 定期."""
    for match in _RECURRING.finditer(words):
        yield match.span()


_COUNT = re.compile(rf"(?:(?<![\d月年第上下])\d{{1,3}}[至到-])?{NUMBER}{UNIT}")
"""A number of days, hours, months, or from how many to how many."""
_INSIDE = re.compile(r"(?:之|以)?内(?![容部外涝涵控设的])")
"""What makes a count a limit, and no attribute: 3年内的文件."""
_BARE_AFTER = re.compile(r"(?![\d的前后以至到内之个])")
"""What may follow a count without 内."""
_SHORT_UNIT = re.compile(r"(?:工作日|自然日|[日天]|小时)$")
"""A unit so short that what is counted in it behind an event is a limit without 内 as well."""
_AHEAD_OF = re.compile(r"(?<![日号底末月年])前$|提前$")
"""What is counted back from: 会议召开前5个工作日."""
_AHEAD = re.compile(r"(?:之|以)?前")
"""What makes a count one back from an event: 5个工作日前."""
_LESSENED = re.compile(
    r"(?:(?:压[缩减]|缩[短减]|控制|减少?|降低?|限定)(?:为|至|到|在)?|近|过去|以往|期限?(?:为|是)?|[×xX*])(?:约|不超过)?$"
)
"""What stands in front of a span that says how long something takes or took: 压缩至3个工作日内, 近3年内."""
_EVENT_END = re.compile(r"(?:之?后|以后|(?:之日|日|之时|时)?起)的?$")
"""What stands behind the event from which is counted."""
_EVENT_AT_ONCE = re.compile(
    r"(?:上岗|到岗|入职|任职|到任|离任|报到|收到|接到|受理|签[订收]|立案|结案|公[布示]|发布|印发|出台|生效|成立|开业|投产|竣工|完工|验收|"
    r"变更|批准|送达)$"
)
"""An event without 后: 上岗3个月内."""
_EVENT_START = re.compile(
    r"(?:(?<![关由对位属至终])于|(?<![存正所现潜])在|(?<![主重纲摘纪必需])要|(?<![回相供响对反适])应(?!急|对|用)|(?<![申邀])请|须|将(?!来)|"
    r"(?<![合兼])并)(?=[^于在]{2})|(?=(?<![未已])经(?![济营费常验历办理纪]))|"
    r"(?=(?:收[到悉]|接[到报]|完成|[作做]出|取得|获得|签订|提交|发[布生]|公布|印发)(?!之|以|[日时后起])[^,]{2,20}(?:后|起))"
)
"""Where the words of an event begin, behind what says who and that he has to: 应于｜文件公开后, ｜收到申请后."""
_SINCE = re.compile(r"(?<![来私各独])自(?![然愿行主查身])[^自]*起的?$")
"""The same where a word says from when: 自印发之日起."""
_PART_START = re.compile(r"[,;:。!?()、■]")
"""A sign that parts clauses, or quoted words."""
_FARTHEST = 24
"""Characters in front of a count among which its event is looked for."""
_OF_OTHER_MONTH = re.compile(
    r"(?<![每相历])(?:[次下本翌]|(?<![\u4e00-\u9fff])当|(?<=[于在至])当)月(?:\d{1,2}[日号]|[底末初]|[上中下]旬)?(?:之?前|以前|之?内)"
    r"|当[日天](?:之?内)"
)
"""A day of a month that is counted from another: 次月10日前."""
_FEAST = r"(?:元旦|春节|清明节?|(?:五一)?(?:国际)?劳动节|五一|端午节?|中秋节?|国庆节?|重阳节)"
_BEFORE_FEAST = re.compile(rf"{_FEAST}(?:[、和及]{_FEAST})?(?:假期|长假)?(?:之前|以前|前(?![后夕沿]))")
"""A feast by which something is to be done, whose day a text does not say: 春节前."""


def relative(words: str) -> Iterator[Stretch]:
    """What is counted from an event: 2个工作日内, 文件公开后3个工作日内, 会议召开前5个工作日, 次月10日前, 春节前."""
    for expression in (_OF_OTHER_MONTH, _BEFORE_FEAST):
        for match in expression.finditer(words):
            yield match.span()
    for match in _COUNT.finditer(words):
        left = words[max(0, match.start() - _FARTHEST) : match.start()]
        if _LESSENED.search(left):
            continue
        end = _end_of_count(words, match, left)
        if end is not None:
            yield match.start() - _event_length(left), end


def _end_of_count(words: str, count: re.Match[str], left: str) -> int | None:
    """Where a count of days ends that is a limit, None for any other."""
    if inside := _INSIDE.match(words, count.end()):
        return inside.end()
    if not _SHORT_UNIT.search(count[0]):
        return None
    if "工作日" in count[0] and (ahead := _AHEAD.match(words, count.end())):
        return ahead.end()
    counted = _EVENT_END.search(left) or _AHEAD_OF.search(left)
    if counted and _BARE_AFTER.match(words, count.end()):
        return count.end()
    return None


def _event_length(left: str) -> int:
    """How many characters directly in front of a count name the event from which is counted."""
    part = _last_part(left)
    if part.endswith("提前"):
        return 2
    if at_once := _EVENT_AT_ONCE.search(part):
        return len(at_once[0])
    if not (_EVENT_END.search(part) or _AHEAD_OF.search(part)):
        return 0
    if since := _SINCE.search(part):
        return len(since[0])
    starts = [match.end() for match in _EVENT_START.finditer(part)]
    if starts:
        return len(part) - starts[-1]
    if len(part) < _FARTHEST:
        return len(part)
    return 0


def _last_part(text: str) -> str:
    """What stands in a text behind its last sign that parts clauses."""
    start = 0
    for match in _PART_START.finditer(text):
        start = match.end()
    return text[start:]


_WITHOUT_END = re.compile(r"(?<![可不])持续|(?<!中)长期|常态化")
"""The words that say that something has no end."""
_DIRECTLY = re.compile(rf"地?(?:加以)?{DEED}")
"""What is to be done, directly behind such a word."""
_LATER = re.compile(rf"地?(?:(?>{HOW}+)(?:加以)?{DEED}|[对将把向以就])")
"""Another word between, or what is to be done farther off: 持续、深入推进, 持续对…进行."""
_NAMES_THING = re.compile(rf"(?:{DEED}[和及与、]?){{1,3}}(?:工作)?(?:机制|制度|体系|模式|格局|渠道|能力|的)")
"""What names a thing: 常态化监督机制."""
_QUALIFIED = re.compile(
    r"(?:健全|完善|建[立设]|构建|形成|探索|按照|根据|适应|实现|纳入|进入|转[入为]|面对|有关|相关|的|[\u4e00-\u9fff]等)$"
)
"""What stands in front of a name: 健全常态化督查机制."""
_OBJECT = re.compile(r"(?:做好|抓[好实紧]|开展|实[行施]|组织|强化|加强|推行|落实)$")
"""What is to be done with what such a word qualifies: 做好常态化抽查."""
_RESULT = re.compile(r"(?:推动|促进|实现|确保|保障|保持|引导|带动|助推|推进)[^,]{2,}$")
"""What shall bring it about that something goes on: 促进服务质量持续提升."""


def continuing(words: str) -> Iterator[Stretch]:
    """What goes on without end: 持续推进, 长期坚持, 常态化开展; not 可持续发展, 长期护理保险."""
    for match in _WITHOUT_END.finditer(words):
        end = _end_of_continuing(words, match)
        if end is not None:
            yield match.start(), end


def _end_of_continuing(words: str, match: re.Match[str]) -> int | None:
    """Where a word of this kind ends with what is to be done, None where it governs nothing that is to be done."""
    left = words[max(0, match.start() - _FARTHEST) : match.start()]
    part = _last_part(left)
    if match[0] == "持续" and _RESULT.search(part):
        return None
    deed = _DIRECTLY.match(words, match.end())
    if deed is None and _LATER.match(words, match.end()):
        return match.end()
    if deed is None or words.startswith("的", deed.end()):
        return None
    if match[0] == "持续":
        return deed.end()
    if _QUALIFIED.search(part) or _NAMES_THING.match(words, match.end()):
        return None
    if _OBJECT.search(part):
        return match.end()
    return deed.end()
