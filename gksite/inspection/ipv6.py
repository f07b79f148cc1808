"""What was measured of the site over IPv6 is not older than it may be, of this site, and good enough to be said."""

from collections.abc import Iterator
from datetime import timedelta

from gksite.inspection.inspected import Inspected
from gksite.model.ipv6 import INDICATORS, same_site
from gksite.problems.problem import Code, Level, Phrase, Problem, Waivable

NOT_SAID = Code(
    "GK811",
    "IPv6 检测记录{reason}，页脚不写“本网站支持IPv6”",
    why="“本网站支持IPv6”只在测过、各项通过、没有过期时才属实。",
    mend="照记录里不通过的指标改正服务器或域名的设置，再运行 gksite probe --record；不打算写这一句的，删去这个文件。",
    clause="《关于加快推进互联网协议第六版（IPv6）规模部署和应用工作的通知》",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("I-07",),
)


def check(inspected: Inspected) -> Iterator[Problem]:
    """Why a record of a probe does not let the site say that it supports IPv6; nothing without a record."""
    entry, config = inspected.records.ipv6, inspected.settings.record
    if entry is None:
        return
    record, document = entry.record, entry.document
    if not same_site(record.url, config.url):
        yield Problem(NOT_SAID, document.location(("url",)), reason=Phrase("不是本网站的"))
    for i, measured in enumerate(record.indicators):
        if not measured.passes:
            name, verdict = Phrase(INDICATORS[measured.id].label), Phrase(measured.verdict)
            reason = Phrase("里“{name}”{verdict}", name=name, verdict=verdict)
            yield Problem(NOT_SAID, document.location(("indicators", i)), reason=reason)
    if record.on > inspected.today:
        yield Problem(NOT_SAID, document.location(("on",)), reason=Phrase("的日期还没有到"))
    elif record.on + timedelta(days=config.limits.ipv6_days) < inspected.today:
        reason = Phrase("是 {on} 的，已经超过 {days} 天", on=record.on, days=config.limits.ipv6_days)
        yield Problem(NOT_SAID, document.location(("on",)), reason=reason)
