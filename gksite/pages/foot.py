"""Head and foot of every page: who runs the portal, its identifiers and where they can be looked up, its pictures."""

from datetime import date

from gksite.model.look import Look
from gksite.model.outputs import Picture
from gksite.model.settings import Identity
from gksite.model.tags import FootMark
from gksite.text.identifiers import figures

ICP_REGISTER = "https://beian.miit.gov.cn/"
POLICE_REGISTER = "https://beian.mps.gov.cn/#/query/webSearch?code={code}"
"""The record of a filing, by its 14 figures."""
FAULTS = "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code={code}"
"""Where people tell the State Council's office what is wrong with a site (我为政府网站找错)."""
BADGE_REGISTER = "https://bszs.conac.cn/sitename?method=show&id={id}"
"""The record of a badge."""


def foot_marks(identity: Identity) -> tuple[FootMark, ...]:
    """The lines that the rules ask for, in their order; the site map stands among the links above them."""
    return (
        FootMark("主办单位", identity.organizer),
        FootMark("联系方式", identity.contact),
        FootMark("网站标识码", identity.site_code),
        _linked("ICP备案号", identity.icp, ICP_REGISTER),
        _linked("公安备案号", identity.police, POLICE_REGISTER.format(code=figures(identity.police or ""))),
        _badge(identity),
        FootMark("我为政府网站找错", outside=FAULTS.format(code=identity.site_code)),
    )


def ipv6_mark(day: date) -> FootMark:
    """That the site supports IPv6, with the day of the probe that showed it."""
    return FootMark("本网站支持IPv6，检测日期", day.isoformat())


def _linked(label: str, text: str | None, address: str) -> FootMark:
    if text is None:
        return FootMark(label)
    return FootMark(label, text, address)


def _badge(identity: Identity) -> FootMark:
    if identity.badge is None:
        return FootMark("党政机关网站标识")
    label = "事业单位网站标识" if identity.badge.kind == "事业单位" else "党政机关网站标识"
    return FootMark(label, outside=BADGE_REGISTER.format(id=identity.badge.id), external=True)


def emblem_address(identity: Identity | None) -> str | None:
    """Where the national emblem stands on the site."""
    if identity is None or identity.emblem is None:
        return None
    return f"files/{identity.emblem.file}"


def logo(look: Look) -> Picture | None:
    """The portal's picture beside its name."""
    if look.logo is None:
        return None
    return Picture(f"files/{look.logo.file}", look.logo.alt or "")
