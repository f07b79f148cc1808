"""Numbers of official documents (发文字号): in their form, and of the year of the document."""

from collections.abc import Iterator

from gksite.inspection.entries import is_document, place, published
from gksite.inspection.inspected import Inspected
from gksite.problems.problem import Code, Level, Problem, Waivable, instead
from gksite.text.references import is_document_number, mended_number, number_year

BAD_NUMBER = Code(
    "GK632",
    "发文字号“{number}”的写法不对{hint}",
    why="发文字号由机关代字、年份、顺序号组成：年份用四位数字和六角括号〔〕，"
    "顺序号前不加“第”、不编虚位（1 不写作 01），后面有“号”。",
    mend="照提示改正；文件上印的就是这样的，也照标准写法录入，来源核对时括号和空格不计。",
    clause="GB/T 9704—2012《党政机关公文格式》",
    waivable=Waivable.REASON,
    rows=("M-08",),
)
OTHER_YEAR = Code(
    "GK633",
    "发文字号是 {number_year} 年的，而成文日期在 {issued_year} 年",
    why="文号的年份通常就是成文的年份；不同多半是有一处写错了。",
    mend="核对 number 和 issued；年末编号、年初成文等确实如此的不用改。",
    clause="GB/T 9704—2012《党政机关公文格式》",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("M-10",),
)


SAME_NUMBER = Code(
    "GK695",
    "发文字号“{number}”与 {other} 的相同",
    why="一个发文字号只属于一份文件；两份的相同，多半是有一份抄错了，或者同一份文件发布了两次。",
    mend="核对两份文件上的发文字号，改正录错的一份；是同一份文件的，只留一份。",
    clause="GB/T 9704—2012《党政机关公文格式》",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("M-08",),
)


def check(inspected: Inspected) -> Iterator[Problem]:
    """What is wrong with the number of each notice and item; what is not in Chinese has numbers of its own form."""
    if inspected.settings.record.lang != "zh":
        return
    yield from _doubles(inspected)
    for entry in published(inspected):
        number, issued = entry.record.number, entry.record.issued
        if number is None:
            continue
        if not is_document_number(number):
            hint = instead(mended_number(number))
            yield Problem(BAD_NUMBER, place(entry, "number"), number=number, hint=hint)
            continue
        year = number_year(number)
        if year is not None and issued is not None and year != issued.year:
            yield Problem(OTHER_YEAR, place(entry, "number"), number_year=year, issued_year=issued.year)


def _doubles(inspected: Inspected) -> Iterator[Problem]:
    """The documents whose number an earlier one has; what is only about a document may state its number."""
    first: dict[str, str] = {}
    for entry in published(inspected):
        number = entry.record.number
        if number is None or not is_document(entry.record):
            continue
        key = "".join((mended_number(number) or number).split())
        other = first.setdefault(key, entry.document.path)
        if other != entry.document.path:
            yield Problem(SAME_NUMBER, place(entry, "number"), number=number, other=other)
