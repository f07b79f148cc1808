"""The texts of an annual report: figures against the table, headings, the year and the telephone that they name."""

import re
from collections.abc import Iterator

from gksite.documents.shapes import Entry
from gksite.inspection.report_codes import CONTACT, FIGURE, HEADING, OTHER_YEAR
from gksite.model.reports import ReportRecord
from gksite.problems.problem import Location, Phrase, Problem
from gksite.reporting.claims import SENTENCE, Reporter, false_claims
from gksite.reporting.form import FIGURES, PARTS, WRITTEN
from gksite.text.contacts import digits
from gksite.text.figures import Folded, figure, folded

_TITLES = {
    "overview": "总体情况",
    "disclosed": "主动公开政府信息情况",
    "requests": "收到和处理政府信息公开申请",
    "reviews": "行政复议",
    "problems": "存在的主要问题",
    "other": "其他需要报告的事项",
}
"""The words by which the heading of each part is known, with small differences."""
_HEADING = re.compile(r"[#*\s]*[一二三四五六](?:、|\.)\s?(?P<title>[^,。;:\n]{4,40}?)[*\s:]*")
"""A line that is nothing but a numbered heading."""
_NUMBERED = re.compile(r"(?m)^[#*>\s]{0,8}\((?P<number>[一二三四五六七八九十]{1,3})\)")
"""A numbered paragraph or heading of the second level."""
_PERIOD = re.compile(
    r"(?:统计|数据|期限|本报告|报告期)[^。;\n]{0,24}?(?P<first>20\d\d)年1月1日(?:起|开始)?(?:至|到|-|—|~)"
    r"(?:(?P<last>20\d\d)年)?12月31日"
)
"""The time of which a report says that its figures are."""
_NAMED = re.compile(
    r"(?P<first>20\d\d)年(?:度)?(?:政府)?信息公开(?:工作)?(?:年度)?(?:工作)?(?:年度)?(?:报告|年报)(?P<last>(?!.))?"
)
"""The name of an annual report, with its year."""
_THIS_REPORT = re.compile(r"现公布|现将|报告如下|公布如下|^[^,。]{0,20}?本报告[是为]")
"""Words that say that a name is the one of the report itself."""
_BEGINNING = re.compile(r"[#*\s]{0,9}(?P<year>20\d\d)年度?,[^。!?;\n]{0,80}")
"""The first words of a report that begins with the year: 2025年，某县人民政府……"""
_TELEPHONE = re.compile(r"(?:电话|联系方式)(?:号码)?[:是为]?\s?(?P<number>\(?\d{3,4}\)?[-—–\s]?\d{7,8}|\d{7,11})(?!\d)")
"""A telephone number that a sentence gives."""
_ABOUT_THE_REPORT = re.compile(r"本报告|本年报|年度报告|年报")
"""What a sentence is about that says whom to ask about the report."""


def check_texts(entry: Entry[ReportRecord], reporter: Reporter, telephones: tuple[str, ...]) -> Iterator[Problem]:
    """The findings in all texts of a report."""
    for key in WRITTEN:
        text = getattr(entry.record, key)
        if text is None:
            continue
        for claim in false_claims(text, entry.record, reporter):
            place = place_of(entry, key, claim.printed, text[: claim.start].count(claim.printed))
            wanted = Phrase("{first} 或 {second}", first=claim.wanted[0], second=claim.wanted[-1])
            if len(claim.wanted) == 1:
                wanted = Phrase("{wanted}", wanted=claim.wanted[0])
            yield Problem(FIGURE, place, printed=claim.printed, label=Phrase(FIGURES[claim.label]), wanted=wanted)
        whole = folded(text)
        yield from _headings(entry, key, whole)
        yield from _out_of_order(entry, key, whole)
        yield from _years(entry, key, whole)
        yield from _first_year(entry, key, whole, reporter)
        yield from _telephones(entry, key, whole, telephones)


def place_of(entry: Entry[ReportRecord], key: str, printed: str, before: int = 0) -> Location:
    """Where words of a text stand in its file; `before`: how many times they stand in the text before that."""
    document = entry.document
    start, end = document.span((key,))
    at = document.text.find(printed, start, end)
    for _ in range(before):
        at = document.text.find(printed, at + 1, end)
    if at < 0:
        return document.location((key,))
    return document.at(at)


def _headings(entry: Entry[ReportRecord], key: str, whole: Folded) -> Iterator[Problem]:
    """Headings of the six parts that are written out in a text."""
    start = 0
    for line in whole.text.split("\n"):
        match = _HEADING.fullmatch(line)
        for part, words in _TITLES.items():
            if match is None or words not in match["title"]:
                continue
            printed = whole.as_written(start, start + len(line)).strip()
            reason = Phrase("写在了“{other}”里", other=Phrase(PARTS[key]))
            if part == key:
                reason = Phrase("由程序排好，不必再写")
            yield Problem(HEADING, place_of(entry, key, printed), heading=printed, reason=reason)
            break
        start += len(line) + 1


def _out_of_order(entry: Entry[ReportRecord], key: str, whole: Folded) -> Iterator[Problem]:
    """Numbers of the second level that do not follow the one before."""
    last = 0
    for match in _NUMBERED.finditer(whole.text):
        said = figure(match["number"])
        number = int(said.value) if said else last + 1
        if number not in (1, last + 1):
            printed = whole.as_written(match.start("number") - 1, match.end())
            reason = Phrase("前面应是（{wanted}）", wanted=_NUMERALS[min(number, len(_NUMERALS)) - 2])
            yield Problem(HEADING, place_of(entry, key, printed), heading=printed, reason=reason)
        last = number


_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")


def _years(entry: Entry[ReportRecord], key: str, whole: Folded) -> Iterator[Problem]:
    """Where a text says that the report, or its figures, are of another year."""
    for sentence in SENTENCE.finditer(whole.text):
        matches = list(_PERIOD.finditer(sentence.group()))
        if _THIS_REPORT.search(sentence.group()):
            matches += _NAMED.finditer(sentence.group())
        for match in matches:
            years = {int(year) for year in (match["first"], match["last"]) if year}
            if years == {entry.record.year}:
                continue
            start = sentence.start() + match.start()
            printed = whole.as_written(start, sentence.start() + match.end())
            place = place_of(entry, key, printed, whole.written[: whole.places[start]].count(printed))
            said = {"what": Phrase("正文写的"), "stands": printed, "year": entry.record.year}
            yield Problem(OTHER_YEAR, place, **said, hint=Phrase(""))


def _first_year(entry: Entry[ReportRecord], key: str, whole: Folded, reporter: Reporter) -> Iterator[Problem]:
    """Where a report begins with another year than its own: what was left of the report before."""
    match = _BEGINNING.match(whole.text)
    if key != WRITTEN[0] or match is None or int(match["year"]) == entry.record.year:
        return
    if not any(name in match.group() for name in reporter.names):
        return
    printed = whole.as_written(match.start("year"), match.end("year"))
    said = {"what": Phrase("正文写的"), "stands": printed, "year": entry.record.year}
    yield Problem(OTHER_YEAR, place_of(entry, key, printed), **said, hint=Phrase(""))


def _telephones(entry: Entry[ReportRecord], key: str, whole: Folded, telephones: tuple[str, ...]) -> Iterator[Problem]:
    """Where a text says to ask about the report at another number than those that are registered."""
    known = {digits(number) for number in telephones}
    for sentence in SENTENCE.finditer(whole.text):
        if not known or not _ABOUT_THE_REPORT.search(sentence.group()):
            continue
        for match in _TELEPHONE.finditer(sentence.group()):
            said = digits(match["number"])
            if any(number.endswith(said) for number in known):
                continue
            start = sentence.start() + match.start("number")
            printed = whole.as_written(start, sentence.start() + match.end("number"))
            place = place_of(entry, key, printed)
            yield Problem(CONTACT, place, what=Phrase("正文里的电话"), stands=printed, wanted=telephones[0])
