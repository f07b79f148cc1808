"""The accessibility statement: what the theme aims at, how it was tested, where it falls short, whom to tell."""

from collections.abc import Iterable, Iterator, Mapping

from gksite.model.outputs import Link, Output, PageInfo
from gksite.model.site import Site
from gksite.model.time_limits import shows_deadlines
from gksite.pages.views import HOME, Views
from gksite.problems.problem import Phrase
from gksite.progress.completion import has_pages

STATEMENT = Link("无障碍声明", "accessibility/")
KINDS = {
    "home": "首页",
    "columns": "栏目列表",
    "column": "栏目",
    "item": "信息",
    "notices": "文件列表",
    "notice": "文件",
    "task": "任务",
    "tasks": "任务列表",
    "deadlines": "时限",
    "source": "来源原文",
    "agencies": "单位列表",
    "jurisdiction": "地区",
    "agency": "单位",
    "topics": "主题列表",
    "topic": "主题",
    "comparisons": "对比列表",
    "comparison": "对比",
    "progress": "落实情况",
    "agency-progress": "单位的落实情况",
    "search": "搜索",
    "documents": "引用文件列表",
    "document": "引用文件",
    "sitemap": "站点地图",
    "data": "数据",
    "schema": "字段说明",
    "card": "嵌入其他网页的卡片",
    "page": "页面",
    "accessibility": "无障碍声明",
    "verify": "核对页面",
    "moved": "网址已变更",
    "withdrawn": "内容已撤下",
    "404": "找不到这个页面",
}
OF_THE_COLUMN = {
    "catalogue": "主动公开目录",
    "disclosure": "政府信息公开",
    "disclosure-guide": "政府信息公开指南",
    "disclosure-list": "专栏中的列表",
    "disclosure-statutory": "法定主动公开内容",
    "disclosure-catalogue": "主动公开目录",
    "reports": "年报列表",
    "report": "年报",
    "disclosure-text": "专栏中的说明",
    "disclosure-places": "政府信息查阅场所",
    "application": "依申请公开",
    "application-form": "政府信息公开申请表",
}
"""The kinds of pages of the statutory column, which not every portal declares."""
VERIFY = "verify"
"""The kind of page that only a portal with a key for releases has."""
OF_PROGRESS = ("progress", "agency-progress")
"""Those that only a portal has that keeps track of its tasks."""
OF_DOCUMENTS = ("documents", "document")
"""The kinds of pages of cited documents."""
MODES = {"light": "浅色", "dark": "深色", "contrast": "高对比度", "large": "大字版"}


def _named(names: Mapping[str, str], words: Iterable[str]) -> tuple[str, ...]:
    """The words of a test record as a page says them; one that is not known stays as it is."""
    return tuple(names.get(word, word) for word in words)


def _kinds(site: Site, tested: Iterable[str]) -> tuple[str, ...]:
    """The names of the kinds of pages that were tested, without those that a portal does not have."""
    kinds = [kind for kind in tested if site.disclosure is not None or kind not in OF_THE_COLUMN]
    absent = []
    if site.release_key is None:
        absent.append(VERIFY)
    if not shows_deadlines(site):
        absent.append("deadlines")
    kinds = [kind for kind in kinds if kind not in absent]
    if not has_pages(site):
        kinds = [kind for kind in kinds if kind not in OF_PROGRESS]
    if not site.shown_documents:
        kinds = [kind for kind in kinds if kind not in OF_DOCUMENTS]
    return _named(KINDS | OF_THE_COLUMN, kinds)


def pages(views: Views) -> Iterator[Output]:
    """One page, from the theme's test record."""
    info = PageInfo("accessibility", STATEMENT.text, STATEMENT.url, crumbs=(HOME,))
    record = views.accessibility.record
    data = {
        "record": record,
        "fits": views.accessibility.fits,
        "kinds": _kinds(views.site, record.pages if record else ()),
        "modes": _named(MODES, record.modes if record else ()),
    }
    yield Output("accessibility/index.html", "pages/accessibility.html", info, data, origin=Phrase("无障碍声明"))
