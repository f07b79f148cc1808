"""Figures in the text of a report that are certainly those of its table, and which of them are others.

A figure whose subject is not certain is left alone: that of another year, of a part of the year, of a part of the
applications, of another agency, an estimate.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from gksite.model.reports import ReportRecord
from gksite.reporting.subjects import APPLICANTS, CARRIED, SUBJECTS, Subject, what_came
from gksite.text.figures import Figure, Folded, figure, folded

SENTENCE = re.compile(r"[^。!?;\n]++")
"""What is read for itself."""
_CLAUSE = re.compile(r"[,:()]|\d[)、]")
"""Where a clause of it begins."""
_PIECE = re.compile(r"[,:()、]")
"""Where one of several things in a row begins."""
_OTHER_TIME = re.compile(
    r"上半年|下半年|季度|\d月|月份|去年|前年|上年(?!度?(?:未办结)?结转|度?[没无未])|上年度(?!(?:未办结)?结转|[没无未])|同期|同比|环比|以来|近[一二两三四五\d]+年"
)
"""Words for a time that is not the whole of the year of the report."""
_WHOLE_YEAR = re.compile(
    r"截[至止](?:到)?(?:20\d\d年)?(?:12月31日|12月底|年底)|1月1日(?:起|开始)?(?:至|到|-|—|~)(?:20\d\d年)?12月31日"
)
"""Words for the whole of it that have a month in them."""
_YEAR = re.compile(r"(?<![比较与同由从至到])(?P<year>20\d\d)年")
"""A year that what follows is of."""
_PART = re.compile(
    r"其中|网上|网络|线上|信函|邮寄|来信|当面|现场|电话|传真|邮件|微信|自然人|企业|本级|名义|备案|审查|清理|起草|代拟|党内|联合"
    r"|公示|公开|上传|归集|推送|录入|公布|报送|减免|退还|预算|增加|减少|审理|审结|代理|应诉|出庭|指导"
)
"""Words for a part of what a number of the table counts, or for something else that is done."""
_OTHERS = re.compile(r"[局办委厅院镇乡县市区站所校]|政府|单位|部门|中心|街道|公司|平台|网站|系统|窗口|邮箱")
"""Words of the names of those who are not the one that reports."""
_OWN = re.compile(
    r"(?:[我本](?:[省市县区镇乡州盟旗局办委厅院站所校]|街道|中心|单位|机关|部门|政府|级政府)|[县市区镇乡省](?:人民)?政府)"
)
"""How the one that reports calls itself."""
_ALONE = re.compile(
    r"(?>(?:其中|作出了?|决定|答复为?|给予|依法|按规定|共|有|和|及|以及|的|为|对|分别|包括|从办理结果看|\s){0,6})"
)
"""What may stand before words that are strictly looked at."""
_SUBSET_OF_DONE = re.compile(r"(?:办结|办理|处理|答复)(?:了|的)?$|[和与及加]$")
"""What makes of 上年结转 those of them that were dealt with, or joins it to others."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure of a text that is another than the table's: which, as printed, where it begins, what it may be."""

    label: str
    printed: str
    start: int
    wanted: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reports: its names, and whether it speaks for a whole place."""

    names: tuple[str, ...]
    place: str
    is_government: bool


def false_claims(text: str, report: ReportRecord, reporter: Reporter) -> Iterator[Claim]:
    """The figures of a text that are certainly of a number of the table, and are not that number."""
    whole = folded(text)
    for sentence in SENTENCE.finditer(whole.text):
        told = set[int]()
        for claim, end in _claims(whole, sentence, report, reporter):
            if end not in told:
                told.add(end)
                yield claim


def _claims(
    whole: Folded, sentence: re.Match[str], report: ReportRecord, reporter: Reporter
) -> Iterator[tuple[Claim, int]]:
    """The false figures of a sentence, each with its end."""
    came = _said_what_came(sentence.group(), report, reporter)
    for subject in chain(CARRIED, SUBJECTS, APPLICANTS):
        for match in subject.words.finditer(sentence.group()):
            if subject in APPLICANTS and not _tells_who(match, came):
                continue
            if not _is_certain(subject, match, sentence.group(), report, reporter):
                continue
            wanted = _wanted(subject, match, sentence.group(), report)
            if None in wanted or not wanted or _is_one_of(match, subject, wanted):
                continue
            start = sentence.start() + match.start()
            end = sentence.start() + match.end()
            printed = whole.as_written(start, end)
            yield Claim(subject.label, printed, whole.places[start], tuple(dict.fromkeys(wanted))), match.end()


_BY_YEAR = {subject.label for subject in CARRIED}
"""What goes over from one year to the next."""


def _wanted(subject: Subject, match: re.Match[str], sentence: str, report: ReportRecord) -> tuple[object, ...]:
    """What a figure may be."""
    if subject.label in _BY_YEAR and match["year"]:
        return _of_named_year(subject, int(match["year"]), report)
    is_new = subject.label == SUBJECTS[0].label
    if is_new and _WITH_CARRIED.search(sentence[: match.start()] + "|" + sentence[match.end() :][:_NEAR]):
        return what_came(report)
    return subject.readings(report)


_NEAR = 24
"""Signs behind a figure within which it can be said that it includes others."""
_WITH_CARRIED = re.compile(r"(?:含|包括|包含|连同|加上|加|并)[^|,;。]{0,12}结转|[|][(,](?:其中)[^,;。]{0,8}结转")
"""Words that make of what came in this year what there was to be dealt with."""


def _of_named_year(subject: Subject, year: int, report: ReportRecord) -> tuple[object, ...]:
    """What goes over into or out of a named year: of the report's own year, what came over; of another, unknown."""
    into, out_of = report.year + 1, report.year - 1
    incoming, outgoing = CARRIED[0].readings(report), CARRIED[2].readings(report)
    if subject.label == CARRIED[0].label:
        return {out_of: incoming, report.year: outgoing}.get(year, ())
    return {into: outgoing, report.year: incoming}.get(year, ())


def _said_what_came(sentence: str, report: ReportRecord, reporter: Reporter) -> re.Match[str] | None:
    """Where a sentence says for certain how many applications came in."""
    for subject in SUBJECTS[:2]:
        for match in subject.words.finditer(sentence):
            if _is_certain(subject, match, sentence, report, reporter):
                return match
    return None


def _tells_who(match: re.Match[str], came: re.Match[str] | None) -> bool:
    """Whether a figure of one kind of applicants is a part of those that came in, and of nothing named since."""
    if came is None or match.start() < came.end():
        return False
    return not _ANOTHER.search(match.string[came.end() : match.start()])


_ANOTHER = re.compile(r"办结|办理|答复|结转|予以公开|不予|网|信函|当面")
"""Words for other figures that those of applicants may be a part of."""


def _is_certain(
    subject: Subject, match: re.Match[str], sentence: str, report: ReportRecord, reporter: Reporter
) -> bool:
    """Whether a figure is of the whole of the year and of the one that reports."""
    before = sentence[: match.start()]
    if subject.needs is not None and not subject.needs.search(sentence):
        return False
    plain = _WHOLE_YEAR.sub("", before)
    head = plain[_last(_CLAUSE, plain) :]
    if _OTHER_TIME.search(_APART.sub("", plain)) and not _is_new_time(plain, report):
        return False
    years = [int(found["year"]) for found in _YEAR.finditer(plain)]
    if years and years[-1] != report.year and subject.label not in _BY_YEAR:
        return False
    if subject.label in _BY_YEAR and _SUBSET_OF_DONE.search(before):
        return False
    if subject.strict:
        return _ALONE.fullmatch(plain[_last(_PIECE, plain) :]) is not None
    return not _is_of_others(head, reporter)


_APART = re.compile(
    r",(?:与|比|较)[^,]{0,30}+(?=,)|^(?:与|比|较)[^,]{0,30}+(?=,)|,(?:同比|环比)[^,]{0,20}+(?=,)|[(][^()]{0,40}+[)]"
)
"""A clause that compares with another time, and what stands in brackets: neither is the time of what follows."""


def _is_new_time(before: str, report: ReportRecord) -> bool:
    """Whether the year of the report is named behind the last words for another time."""
    last = max(found.end() for found in _OTHER_TIME.finditer(before))
    return bool(re.search(rf"{report.year}年|全年|本年度?|今年", before[last:]))


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where what a pattern parts begins for the last time."""
    ends = [found.end() for found in pattern.finditer(text)]
    return ends[-1] if ends else 0


def _is_of_others(head: str, reporter: Reporter) -> bool:
    """Whether a clause speaks of a part, or of another than the one that reports."""
    plain = _DISCLOSURE.sub("", head)
    if _PART.search(plain):
        return True
    return _OTHERS.search(_without_own(plain, reporter)) is not None


_DISCLOSURE = re.compile(r"(?:政府)?信息公开|依申请公开|公开申请")
"""What the report is about, which is neither a part nor another."""


def _without_own(head: str, reporter: Reporter) -> str:
    """A clause without the names of the one that reports."""
    for name in sorted(reporter.names, key=len, reverse=True):
        head = head.replace(name, "")
    whole = rf"全{reporter.place[-1:]}(?:各级(?:行政机关|政府)?)?"
    if reporter.is_government:
        head = re.sub(whole, "", head)
    return _OWN.sub("", head)


def _is_one_of(match: re.Match[str], subject: Subject, wanted: tuple[object, ...]) -> bool:
    """Whether a figure is one of those that it may be."""
    if subject.nothing:
        return 0 in wanted
    said = figure(match["figure"])
    if said is None:
        return True
    if "money" in match.re.groupindex:
        said = Figure(said.value / 10_000, said.step / 10_000)
        return any(abs(said.value - Decimal(str(each))) * 2 <= said.step for each in wanted)
    return any(said.says(Decimal(str(each))) for each in wanted)
