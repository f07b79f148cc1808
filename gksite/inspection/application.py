"""依申请公开: who takes applications, where, and in which ways (条例 第二十九条)."""

from collections.abc import Iterator

from gksite.documents.shapes import Entry
from gksite.inspection.contact import differing
from gksite.inspection.inspected import Inspected
from gksite.model.disclosure import Application, DisclosureRecord
from gksite.problems.problem import Code, Level, Phrase, Problem, Waivable
from gksite.text.contacts import is_stated, says_no_fax

APPLICATION_LACKS = Code(
    "GK674",
    "依申请公开没有写明“{name}”（application 的 {key}）",
    why="申请人要知道向谁、在哪里、什么时候、用什么方式提出申请；申请可以用信件，也可以用数据电文。",
    mend="在 content/disclosure.yaml 的 application 下补上；“待补充”“XX”不算写明。",
    clause="《中华人民共和国政府信息公开条例》第二十九条",
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("G-11",),
)
_FIELDS = (("address", "办公地址"), ("hours", "办公时间"), ("telephone", "联系电话"))
"""What has to be stated, by its key."""
_ELECTRONIC = ("fax", "email", "online")
"""The ways of 数据电文, one of which has to be stated."""


def check(inspected: Inspected) -> Iterator[Problem]:
    """The findings on who takes applications, where somebody is named."""
    entry, column = inspected.records.column.disclosure, inspected.site.disclosure
    if entry is None or column is None or entry.record.application is None:
        return
    application = entry.record.application
    yield from _lacking(application, entry)
    yield from differing(application, column.recipient, inspected.site, entry.document, ("application",), "email")


def _lacking(application: Application, entry: Entry[DisclosureRecord]) -> Iterator[Problem]:
    for key, name in _FIELDS:
        if not is_stated(getattr(application, key)):
            place = entry.document.location(("application", key))
            yield Problem(APPLICATION_LACKS, place, name=Phrase(name), key=key)
    if not any(_is_way(getattr(application, key)) for key in _ELECTRONIC):
        place = entry.document.location(("application",))
        ways = Phrase("接收数据电文的方式：传真、电子邮件或者网上提交")
        yield Problem(APPLICATION_LACKS, place, name=ways, key="fax, email, online")


def _is_way(text: str | None) -> bool:
    return text is not None and is_stated(text) and not says_no_fax(text)
