"""What the settings for the web server say that holds no more, or soon will not."""

from collections.abc import Iterator
from datetime import date, timedelta

from gksite.inspection.inspected import Inspected
from gksite.problems.problem import Code, Level, Phrase, Problem

SOON = timedelta(days=30)
"""How long before its last day a security.txt is told."""
LONGEST = timedelta(days=366)
"""How long it should hold at most: RFC 9116, 2.5.5, recommends less than a year."""

EXPIRES = Code(
    "GK800",
    "安全联系方式（security.txt）{reason}",
    why="过了期的联系方式，发现漏洞的人不会再用（RFC 9116），漏洞就到不了单位手里；写得太远，没有人再去核对。",
    mend="核对 hosting.security 里的 contact 还有没有人看，再把 expires 改到一年以内的一天。",
    clause="RFC 9116《A File Format to Aid in Security Vulnerability Disclosure》第 2.5.5 节",
    level=Level.WARNING,
)


def check(inspected: Inspected) -> Iterator[Problem]:
    """A security.txt whose last day has passed, is near, or is years away."""
    security = inspected.settings.record.hosting.security
    if security is None:
        return
    reason = _reason(security.expires, security.expires - inspected.today)
    if reason is not None:
        place = inspected.settings.document.location(("hosting", "security", "expires"))
        yield Problem(EXPIRES, place, reason=reason)


def _reason(expires: date, left: timedelta) -> Phrase | None:
    if left < timedelta():
        return Phrase("已经在 {day} 过期", day=expires)
    if left <= SOON:
        return Phrase("到 {day} 就过期了", day=expires)
    if left > LONGEST:
        return Phrase("要到 {day} 才过期，超过了一年", day=expires)
    return None
