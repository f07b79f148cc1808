"""What each file of data is: its media type, what it is about, what it is called; for every list of files."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from gksite.exports.item_json import format_of
from gksite.exports.notice_json import newest_day
from gksite.model.open_files import ATOM, FEED
from gksite.model.site import AgencyKey, Site, TaskKey
from gksite.text.dates import iso_day

MEDIA = MappingProxyType(
    {
        "JSON": "application/json",
        "JSONL": "application/jsonl",
        "JSONLD": "application/ld+json",
        "CSV": "text/csv",
        "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "ICS": "text/calendar",
        "XML": "application/xml",
    }
)
"""The media type of each format."""
_DESCRIPTIONS = frozenset(
    f"data/{name}"
    for name in ("index.json", "catalog.jsonld", "datapackage.json", "table-schema.json", "table-schema-agency.json")
)
"""Files that describe others."""
_OTHER = "application/octet-stream"
TITLES = MappingProxyType(
    {
        "tasks": "全部任务",
        "corpus": "任务和正文的语料",
        "datapackage": "数据包（Frictionless Data Package）",
        "catalog": "数据目录（DCAT）",
        "index": "全部数据文件的清单",
        "table-schema": "任务表格的各列（Table Schema）",
        "table-schema-agency": "单位任务表格的各列（Table Schema）",
        "pages": "自编页面",
        "disclosure": "政府信息公开专栏",
        "catalogue": "主动公开事项底账",
        "catalogue-standard": "基层政务公开标准目录",
        "catalogue-items": "主动公开事项目录",
        "topics": "主题",
        "documents": "引用的文件",
        "updates/feed": "更新（Atom 订阅）",
        "deadlines/deadlines": "全部时限的日历",
        "comparisons": "对比",
    }
)
"""What a file or dataset is called that has no title of its own, by the name of its files below data/."""
_PLACES = (
    ("task", re.compile(r"notices/(?P<id>[^/]++)/tasks/(?P<number>\d++)/")),
    ("notice", re.compile(r"(?:data/)?notices/(?P<id>[^/.]++)[/.]")),
    ("agency", re.compile(r"(?:data/)?agencies/(?P<place>[^/]++)/(?P<id>[^/.]++)[/.]")),
    ("jurisdiction", re.compile(r"data/agencies/(?P<id>[^/.]++)\.")),
    ("item", re.compile(r"data/items/(?P<id>[^/.]++)\.")),
)
"""What a file is about, by its address, the first that fits."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a file is about: the site, a jurisdiction, an agency, a notice, a task, an item; its id and name."""

    kind: str
    id: str | None
    name: str


def subject(path: str, site: Site) -> Subject:
    """What a file is about, by its address; the site where that says nothing else."""
    for kind, place in _PLACES:
        match = place.match(path)
        found = _named(kind, match.groupdict(), site) if match else None
        if found is not None:
            return found
    return Subject("site", None, site.config.name)


def _named(kind: str, told: Mapping[str, str], site: Site) -> Subject | None:
    """The subject that an address tells of; None where the site has none such."""
    id = told["id"]
    match kind:
        case "task" if TaskKey(id, int(told["number"])) in site.tasks:
            key = TaskKey(id, int(told["number"]))
            return Subject(kind, f"{id}/{key.number}", site.tasks[key].record.title or site.notices[id].record.title)
        case "notice" if id in site.notices:
            return Subject(kind, id, site.notices[id].record.title)
        case "agency" if AgencyKey(told["place"], id) in site.agencies:
            return Subject(kind, f"{told['place']}/{id}", site.agencies[AgencyKey(told["place"], id)].record.name)
        case "jurisdiction" if id in site.jurisdictions:
            return Subject(kind, id, site.jurisdictions[id].name)
        case "item" if id in site.items:
            return Subject(kind, id, site.items[id].record.title)
    return None


def title(path: str, form: Mapping[str, Any], about: Subject) -> str:
    """What a file is called."""
    if form.get("title"):
        return str(form["title"])
    name = path.removeprefix("data/").rpartition(".")[0]
    if name in TITLES:
        return TITLES[name]
    if about.kind == "jurisdiction":
        return f"{about.name}的单位"
    if about.kind == "agency":
        return f"{about.name}的任务"
    return about.name


def is_description(path: str) -> bool:
    """Whether a file only describes others: a list of them, or the meaning of their fields."""
    return path.startswith("data/schema/") or path in _DESCRIPTIONS


def media_type(path: str) -> str:
    """The media type of a file by its name."""
    if path.rpartition("/")[2] == FEED:
        return ATOM
    return MEDIA.get(format_of(path), _OTHER)


def updated(form: Mapping[str, Any], about: Subject, site: Site) -> str | None:
    """The newest day that what a file is about states of itself; None where nothing states one."""
    if form.get("updated"):
        return str(form["updated"])
    if about.kind == "notice" and about.id is not None:
        return iso_day(newest_day(site.notices[about.id].record))
    return newest(site) if about.kind == "site" and not form else None


def newest(site: Site) -> str | None:
    """The newest day that any notice states of itself."""
    days = (newest_day(notice.record) for notice in site.notices.values())
    return iso_day(max((day for day in days if day), default=None))
