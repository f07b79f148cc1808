"""What a figure in the text of a report can be of: the words for each number of the table, and what it has to be."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from gksite.model.reports import ReportRecord, number
from gksite.reporting.form import CARRIED_IN, CARRIED_OVER, NEW, RESULTS, TOTAL, KeyPath
from gksite.text.figures import FIGURE

Readings = Callable[[ReportRecord], tuple[object, ...]]
"""What a figure may be in a report; a None among them says that the table lacks it, so that nothing can be said."""
_UNIT = r"\s?(?:件|宗|份|起|例|条|个|项|次|笔|案)(?!次|余|多|以上|左右|左近)"
_SAYS = (
    r"(?>(?:的|申请|案件|事项|答复|决定|情形|数量|总数|总量|件数|分别|共计|共有|共|总计|合计|计|为|是|有|达|:|\s){0,5})"
)
_FIGURE = rf"(?P<figure>{FIGURE}){_UNIT}"
_FROM = (
    r"(?:(?:群众|公众|社会公众|申请人|公民、法人(?:和|或者|或|及|以及|、)其[他它]组织)"
    r"(?:提出|提交|递交|申请)?的?)?"
)
_OF = r"(?:各类)?(?>(?:政府信息公开|信息公开|依申请公开|公开|政府信息|信息|依申请|申请|的){1,5})(?:书|表|事项|案件|件)?"
_APPLIED = r"(?:政府信息公开|信息公开|依申请公开|政府信息)(?:的)?申请"
_RECEIVED = r"(?:新收到|新收|收到|收悉|接收到|接收|接到|受理)(?>(?:了|的){0,2})"
_NORMATIVE = r"(?:行政)?规范性文件"
_INFORMATION = re.compile(r"信息公开|依申请公开|公开申请")
"""What a sentence on reviews speaks of, where they are reviews of disclosure."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Words for a number of the table; `label` is its key in form.FIGURES.

    `strict`: nothing may stand before them in their clause but words of a short list. `needs` has to stand in the
    sentence. `nothing` says by itself that there is none, so that there is no figure.
    """

    label: str
    words: re.Pattern[str]
    readings: Readings
    strict: bool = False
    needs: re.Pattern[str] | None = None
    nothing: bool = False


def _numbers(report: ReportRecord, line: KeyPath, columns: range = range(6, 7)) -> int | None:
    """The sum of some numbers of a line; None where the line is absent."""
    row = report.at(line)
    return None if row is None else sum(number(row[column]) for column in columns)


def _line(line: KeyPath, columns: range = range(6, 7)) -> Readings:
    return lambda report: (_numbers(report, line, columns),)


def what_came(report: ReportRecord) -> tuple[object, ...]:
    """What came in, or what there was to be dealt with, what was left of the year before included."""
    new, left = _numbers(report, NEW), _numbers(report, CARRIED_IN)
    if new is None or left is None:
        return (None,)
    return (new, new + left)


def _dealt_with(report: ReportRecord) -> tuple[object, ...]:
    return (*what_came(report), _numbers(report, TOTAL))


def _group(*keys: str) -> Readings:
    """The 总计 of one kind of result with all its lines."""

    def readings(report: ReportRecord) -> tuple[object, ...]:
        value = report.at((*RESULTS, *keys))
        if isinstance(value, tuple):
            return (number(value[6]),)
        total = 0
        for name in type(value).model_fields if value is not None else ("",):
            row = getattr(value, name, None)
            if row is None:
                return (None,)
            total += number(row[6])
        return (total,)

    return readings


def _fact(*keys: str) -> Readings:
    def readings(report: ReportRecord) -> tuple[object, ...]:
        value = report.at(("disclosed", *keys))
        return (0 if value == "无" else value,)

    return readings


def _review(report: ReportRecord) -> int | None:
    return _numbers(report, ("reviews", "reconsideration"), range(4, 5))


def _suits(report: ReportRecord) -> int | None:
    direct, after = (_numbers(report, ("reviews", key), range(4, 5)) for key in ("direct_suit", "suit_after"))
    return None if direct is None or after is None else direct + after


def _both(report: ReportRecord) -> tuple[object, ...]:
    reviews, suits = _review(report), _suits(report)
    return (None if reviews is None or suits is None else reviews + suits,)


def _subject(label: str, words: str, readings: Readings, **how: object) -> Subject:
    return Subject(label, re.compile(words), readings, **how)  # type: ignore[arg-type]


_NONE = r"(?:未|没有|无|未有)"
_CAUSED = (
    r"(?>(?:发生|收到|出现|产生|提起|被申请|被提起|引发|引起|涉及"
    r"|政府信息公开|信息公开|工作|申请|因|的|过|任何|被){0,8})"
)
_ALONE_SUITS = r"(?<!复议和)(?<!复议与)(?<!复议及)(?<!复议或)(?<!复议、)(?<!案件和)(?<!案件、)"
_RESULT = r"(?>(?:的|答复|决定|情形|类|申请){0,3})"
_WHOLLY = r"(?<!按时)(?<!按期)(?<!延期)(?<!提前)(?<!超期)(?<!逾期)(?<!及时)"
_MAKE = r"(?:制定|制发|出台|印发)"
_AND_SUITS = r"(?:案件)?(?:和|与|及|或|、)(?:被?提起|被)?(?:行政)?诉讼"
_MADE_RULES = re.compile(
    rf"\A(?!.{{0,300}}(?:规章|清理|备案|审查|联合|部门|政策文件)).{{0,60}}?{_MAKE}(?:了)?(?:行政)?规范性文件"
)
"""A sentence that counts the 规范性文件 that were made, so that what it says of none by name is of these."""
_DECIDED = re.compile(
    r"\A(?!.{0,300}(?:公开|公示|归集|推送|上传|公布|录入|部门|其中)).{0,60}?(?:作出|行政(?:许可|处罚)(?:处理)?决定)"
)
"""A sentence that counts decisions that were made, and not what was published of them."""
_OPEN = r"(?<!不)(?<!不予)(?<!部分)(?<!未)(?:予以公开|同意公开)"
SUBJECTS = (
    _subject("new", rf"{_RECEIVED}{_FROM}(?=[^,;:。]{{0,16}}?申请){_OF}{_SAYS}{_FIGURE}", _line(NEW)),
    _subject("new", rf"{_RECEIVED}{_FIGURE}(?:的)?{_APPLIED}", _line(NEW)),
    _subject("new", rf"(?<![\w的]){_APPLIED}{_SAYS}{_FIGURE}", what_came),
    _subject(
        "new", rf"{_NONE}(?:新)?(?:收到|接到|受理)(?>(?:过|任何){{0,2}}){_FROM}{_APPLIED}", _line(NEW), nothing=True
    ),
    _subject("dealt_with", rf"办理(?:了|的)?{_APPLIED}{_SAYS}{_FIGURE}", _dealt_with),
    _subject("done", rf"{_WHOLLY}办结(?:了)?(?:{_APPLIED}|申请)?{_SAYS}{_FIGURE}", _line(TOTAL)),
    _subject("disclosed", rf"{_OPEN}{_RESULT}{_SAYS}{_FIGURE}", _group("disclosed"), strict=True),
    _subject("partly", rf"部分公开{_RESULT}{_SAYS}{_FIGURE}", _group("partly"), strict=True),
    _subject("refused", rf"不予(?:以)?公开{_RESULT}{_SAYS}{_FIGURE}", _group("refused"), strict=True),
    _subject("unavailable", rf"无法提供{_RESULT}{_SAYS}{_FIGURE}", _group("unavailable"), strict=True),
    _subject("not_processed", rf"不予处理{_RESULT}{_SAYS}{_FIGURE}", _group("not_processed"), strict=True),
    _subject("other", rf"其他处理{_RESULT}{_SAYS}{_FIGURE}", _group("other"), strict=True),
    _subject(
        "made",
        rf"{_MAKE}(?>(?:并|了|和|出台|印发|发布|的){{0,3}}){_NORMATIVE}{_SAYS}{_FIGURE}",
        _fact("normative", "made"),
    ),
    _subject("made", rf"{_MAKE}(?:了)?{_FIGURE}(?:的)?{_NORMATIVE}", _fact("normative", "made")),
    _subject("made", rf"{_NONE}{_MAKE}(?>(?:过|任何){{0,2}}){_NORMATIVE}", _fact("normative", "made"), nothing=True),
    _subject(
        "repealed",
        rf"废止(?>(?:和|或|及|宣布|失效|了|的){{0,4}}){_NORMATIVE}{_SAYS}{_FIGURE}",
        _fact("normative", "repealed"),
    ),
    _subject(
        "repealed", rf"废止(?:了)?{_SAYS}{_FIGURE}", _fact("normative", "repealed"), strict=True, needs=_MADE_RULES
    ),
    _subject("in_force", rf"现行有效{_SAYS}{_FIGURE}", _fact("normative", "in_force"), strict=True, needs=_MADE_RULES),
    _subject("in_force", rf"现行有效(?:的)?{_NORMATIVE}{_SAYS}{_FIGURE}", _fact("normative", "in_force")),
    _subject("in_force", rf"{_NORMATIVE}现行有效{_SAYS}{_FIGURE}", _fact("normative", "in_force")),
    _subject(
        "licences",
        rf"(?:(?:作出|办理|办结|实施|审批)(?:了|的)?行政许可|行政许可(?:处理|审批)?决定)(?!事项|信息|项目){_SAYS}{_FIGURE}",
        _fact("licences"),
    ),
    _subject(
        "penalties",
        rf"(?:(?:作出|实施|办理|办结)(?:了|的)?行政处罚|行政处罚(?:处理)?决定){_SAYS}{_FIGURE}",
        _fact("penalties"),
    ),
    _subject(
        "coercion",
        rf"(?:(?:作出|实施|采取)(?:了|的)?行政强制|行政强制(?:处理)?决定)(?!措施|执行){_SAYS}{_FIGURE}",
        _fact("coercion"),
    ),
    _subject("licences", rf"行政许可{_SAYS}{_FIGURE}", _fact("licences"), strict=True, needs=_DECIDED),
    _subject("penalties", rf"行政处罚{_SAYS}{_FIGURE}", _fact("penalties"), strict=True, needs=_DECIDED),
    _subject("coercion", rf"行政强制{_SAYS}{_FIGURE}", _fact("coercion"), strict=True, needs=_DECIDED),
    _subject(
        "fees",
        rf"行政事业性收费(?>(?:收入|金额|总额|的|共计|共|合计|为|是|:|\s){{0,4}})(?P<figure>{FIGURE})\s?(?P<money>元)",
        _fact("fees"),
    ),
    _subject(
        "reconsideration",
        rf"行政复议(?!(?:决定|机构|机关|委员会)){_SAYS}{_FIGURE}",
        lambda report: (_review(report),),
        needs=_INFORMATION,
    ),
    _subject(
        "reconsideration",
        rf"(?:被申请|被提起|引发|发生|产生)行政复议{_SAYS}{_FIGURE}",
        lambda report: (_review(report),),
    ),
    _subject("suits", rf"{_ALONE_SUITS}行政诉讼{_SAYS}{_FIGURE}", lambda report: (_suits(report),), needs=_INFORMATION),
    _subject("suits", rf"(?:被提起|引发|发生|产生)行政诉讼{_SAYS}{_FIGURE}", lambda report: (_suits(report),)),
    _subject("reviews", rf"行政复议{_AND_SUITS}(?!均|都|各){_SAYS}{_FIGURE}", _both, needs=_INFORMATION),
    _subject("reviews", rf"{_NONE}{_CAUSED}行政复议{_AND_SUITS}", _both, nothing=True),
    _subject(
        "reconsideration",
        rf"{_NONE}{_CAUSED}行政复议(?!{_AND_SUITS})",
        lambda report: (_review(report),),
        nothing=True,
        needs=_INFORMATION,
    ),
    _subject("suits", rf"{_NONE}{_CAUSED}行政诉讼", lambda report: (_suits(report),), nothing=True, needs=_INFORMATION),
)
"""The words for the numbers of the table, and what a figure with them may be."""
_LAST = r"(?:上一?年度?|上年度|(?P<year>20\d\d)年度?)"
_NEXT = r"(?:下一?年度?|次年度?|明年度?|(?P<year>20\d\d)年度?)"
_OVER = r"(?:继续)?(?>(?:办理|处理|答复){0,2})"
CARRIED = (
    _subject(
        "carried_in",
        rf"{_LAST}(?:未办结)?结转(?:到|至|来|下来)?(?:本年度?|今年)?{_OVER}(?:的)?(?:{_APPLIED})?{_SAYS}{_FIGURE}",
        _line(CARRIED_IN),
    ),
    _subject("carried_in", rf"{_LAST}{_NONE}(?:申请)?结转", _line(CARRIED_IN), nothing=True),
    _subject(
        "carried_over",
        rf"(?:结转|转入|转至|转到|转)(?:至|到|入)?{_NEXT}{_OVER}(?:的)?(?:{_APPLIED})?{_SAYS}{_FIGURE}",
        _line(CARRIED_OVER),
    ),
    _subject(
        "carried_over",
        rf"{_NONE}(?>(?:申请|需要?|须){{0,2}})(?:结转|转入)(?:至|到)?{_NEXT}",
        _line(CARRIED_OVER),
        nothing=True,
    ),
)
"""The words for what goes over from year to year; a year that they name decides which it is."""
_APPLICANTS = {
    "自然人": range(1),
    r"法人(?:或者|或|和|及|、)其[他它]组织": range(1, 6),
    "商业企业": range(1, 2),
    "科研机构": range(2, 3),
    "社会公益组织": range(3, 4),
    "法律服务机构": range(4, 5),
}
_LABELS = ("persons", "bodies", "businesses", "research", "welfare", "legal")
APPLICANTS = tuple(
    _subject(label, rf"{words}(?>(?:提出|提交|递交|申请|的){{0,3}}){_SAYS}{_FIGURE}", _line(NEW, columns), strict=True)
    for label, (words, columns) in zip(_LABELS, _APPLICANTS.items(), strict=True)
)
"""Who made the applications, in the sentence that says how many came in."""
