"""What the settings for the web server say that holds no more, or soon will not."""

from collections.abc import Iterator
from datetime import timedelta

from gksite.inspection.inspected import Inspected
from gksite.problems.problem import Code, Level, Phrase, Problem

SOON = timedelta(days=30)
"""How long before its last day a security.txt is told."""

EXPIRES = Code(
    "GK800",
    "安全联系方式（security.txt）{reason}",
    why="过了期的联系方式，发现漏洞的人不会再用（RFC 9116），漏洞就到不了单位手里。",
    mend="核对 hosting.security 里的 contact 还有没有人看，再把 expires 改到一年以内的一天。",
    clause="RFC 9116《A File Format to Aid in Security Vulnerability Disclosure》第 2.5.5 节",
    level=Level.WARNING,
)


def check(inspected: Inspected) -> Iterator[Problem]:
    """A security.txt whose last day has passed or is near."""
    security = inspected.settings.record.hosting.security
    if security is None or security.expires - inspected.today > SOON:
        return
    reason = Phrase("到 {day} 就过期了", day=security.expires)
    if security.expires < inspected.today:
        reason = Phrase("已经在 {day} 过期", day=security.expires)
    place = inspected.settings.document.location(("hosting", "security", "expires"))
    yield Problem(EXPIRES, place, reason=reason)
