"""The column 政府信息公开: its parts, each with content or a reason for having none, and the pages of articles."""

from collections.abc import Iterator

from gksite.inspection.inspected import Inspected
from gksite.inspection.statutory import has_statutory
from gksite.model import statute
from gksite.model.statute import Part
from gksite.model.statutory import Disclosure
from gksite.problems.problem import Code, Level, Phrase, Problem, Waivable
from gksite.text.contacts import is_stated

NO_PART = Code(
    "GK665",
    "政府信息公开专栏缺少“{name}”（{key}）",
    why="专栏要有政府信息公开指南、政府信息公开制度、法定主动公开内容、政府信息公开年报，并有依申请公开的渠道；"
    "缺一部分，专栏就不完整。",
    mend="在 content/disclosure.yaml 里补上这一部分。制度在 institutions 里列出条目的编号；"
    "还没有的，在 absent 的 institutions 里写明原因。",
    clause="国办公开办函〔2019〕61号",
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("G-02",),
)
PAGE_LACKS = Code(
    "GK675",
    "没有写“{name}”（{key}，条例{article}）",
    why="条例要求行政机关公布的事项，页面上现在显示“未注明”，读者不知道该怎么办。",
    mend="在 content/disclosure.yaml 里补上：publishers 写哪些信息由谁公开，reading_places 列查阅场所，"
    "correcting 写怎样要求更正，assistance 写怎样得到帮助，proposals 写怎样建议纳入主动公开。",
    clause="《中华人民共和国政府信息公开条例》第十条、第二十五条、第四十一条、第四十三条、第四十四条",
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("G-23", "G-24", "G-25", "G-26", "G-27"),
)
NO_MESSAGES = Code(
    "GK678",
    "没有写上级网站的咨询留言入口（parent_messages）",
    why="专栏设在政府网站里，读者要能从这里找到咨询、投诉和建议的入口。",
    mend="在 content/disclosure.yaml 里写 parent_messages: 所在政府网站的留言页面的网址。",
    clause="《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）互动回应",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("V-5",),
)
_ARTICLES = (statute.PUBLISHERS, statute.PLACES, statute.CORRECTING, statute.ASSISTANCE, statute.PROPOSALS)
"""The pages on which the office has to say something of its own."""


def check(inspected: Inspected) -> Iterator[Problem]:
    """What the column lacks, by name."""
    entry, column = inspected.records.column.disclosure, inspected.site.disclosure
    if entry is None or column is None:
        return
    document = entry.document
    for part in _missing(column):
        yield Problem(NO_PART, document.location((part.key,)), name=Phrase(part.title), key=part.key)
    for part in _ARTICLES:
        value = getattr(entry.record, part.key)
        if not (is_stated(value) if isinstance(value, str) else value):
            name, article = Phrase(part.title), Phrase(part.article)
            yield Problem(PAGE_LACKS, document.location((part.key,)), name=name, key=part.key, article=article)
    if entry.record.parent_messages is None:
        yield Problem(NO_MESSAGES, document.location(("parent_messages",)))


def _missing(column: Disclosure) -> Iterator[Part]:
    """The parts of which nothing is said; whether a report is due is a rule of its own."""
    record = column.record
    if record.guide is None:
        yield statute.GUIDE
    if not record.institutions and not is_stated(record.absent.institutions):
        yield statute.INSTITUTIONS
    if not has_statutory(column):
        yield statute.STATUTORY
    if record.application is None:
        yield statute.APPLICATION
