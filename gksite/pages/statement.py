"""The accessibility statement: what the theme aims at, how it was tested, where it falls short, whom to tell."""

from collections.abc import Iterator

from gksite.model.outputs import Link, Output, PageInfo
from gksite.pages.views import HOME, Views
from gksite.problems.problem import Phrase

STATEMENT = Link("无障碍声明", "accessibility/")
KINDS = {
    "home": "首页",
    "notices": "通知列表",
    "notice": "通知",
    "task": "任务",
    "source": "来源原文",
    "agencies": "单位列表",
    "jurisdiction": "地区",
    "agency": "单位",
    "search": "搜索",
    "sitemap": "站点地图",
    "data": "数据",
    "page": "页面",
    "accessibility": "无障碍声明",
    "404": "找不到这个页面",
}
MODES = {"light": "浅色", "dark": "深色", "contrast": "高对比度", "large": "大字版"}


def pages(views: Views) -> Iterator[Output]:
    """One page, from the theme's test record."""
    info = PageInfo("accessibility", STATEMENT.text, STATEMENT.url, crumbs=(HOME,))
    record = views.accessibility.record
    data = {
        "record": record,
        "fits": views.accessibility.fits,
        "kinds": tuple(KINDS.get(kind, kind) for kind in record.pages) if record else (),
        "modes": tuple(MODES.get(mode, mode) for mode in record.modes) if record else (),
    }
    yield Output("accessibility/index.html", "pages/accessibility.html", info, data, origin=Phrase("无障碍声明"))
