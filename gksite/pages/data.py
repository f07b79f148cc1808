"""The page of all data: what can be taken away as a whole, by notice, by agency, and the lists for programs."""

from collections.abc import Iterable

from gksite.exports import agencies_json, item_json
from gksite.exports.about import subject, title
from gksite.exports.tables import ALL, of_notice
from gksite.model.outputs import Download, Link, Output, PageInfo
from gksite.pages.tagging import list_tags
from gksite.pages.views import HOME, Views
from gksite.problems.problem import Phrase
from gksite.text.dates import shown_moment

DATA = Link("数据", "data/")
_WHOLE = (f"{ALL}.csv", f"{ALL}.xlsx", "data/corpus.jsonl")
"""The files that hold all tasks."""
_LISTS = (
    "data/index.json",
    "data/catalog.jsonld",
    "data/datapackage.json",
    "data/table-schema.json",
    "data/table-schema-agency.json",
)
"""The files that tell programs of others."""
_SCHEMA = "data/schema/"
"""The page that explains columns and keys, where it is made, and the schemas beside it."""


def page(views: Views, files: Iterable[Output]) -> Output:
    """The page, planned when all files of data are known: it names those that exist, and no others."""
    site = views.site
    files = list(files)
    notices, items, places, shown = [], [], [], {*_WHOLE, *_LISTS}
    for id, card in views.cards.items():
        paths = [f"{of_notice(id)}.{kind}" for kind in ("csv", "xlsx", "json")]
        shown.update(paths)
        notices.append((card, views.downloads(*paths)))
    for item in site.items.values():
        file = item_json.path(item.id)
        shown.add(file)
        moment = shown_moment(item.record.appeared)
        items.append((views.titles[item.url], views.downloads(file), moment))
    for place in views.jurisdictions:
        registry = agencies_json.path(place.id)
        shown.add(registry)
        inside = [each for each in files if each.path.startswith(f"data/agencies/{place.id}/")]
        size = sum(len(each.content) for each in inside)
        places.append((place, views.downloads(registry), len(inside), size))
    others = [each for each in files if each.path not in shown and _stands_alone(each.path, views)]
    data = {
        "whole": _titled(views.downloads(*_WHOLE), views),
        "notices": tuple(notice for notice in notices if notice[1]),
        "items": tuple(item for item in items if item[1]),
        "places": tuple(place for place in places if place[1] or place[2]),
        "lists": _titled(views.downloads(*_LISTS), views),
        "others": _titled(views.downloads(*(each.path for each in others)), views, others),
        "schema": _SCHEMA if "schema" in site.config.exports else None,
    }
    tags = list_tags(DATA, "数据开放", site, views.tr)
    info = PageInfo("data", "数据", DATA.url, crumbs=(HOME,), column=tags)
    return Output("data/index.html", "pages/data.html", info, data, origin=Phrase("数据页"))


def _stands_alone(path: str, views: Views) -> bool:
    """Whether a file is about the site as a whole, so that no other page offers it."""
    return subject(path, views.site).kind == "site" and not path.startswith(_SCHEMA)


def _titled(
    downloads: Iterable[Download], views: Views, files: Iterable[Output] = ()
) -> tuple[tuple[str, Download], ...]:
    """Each file with what it is called."""
    forms = {file.path: file.data for file in files}
    found = []
    for download in downloads:
        about = subject(download.url, views.site)
        found.append((views.tr(title(download.url, forms.get(download.url, {}), about)), download))
    return tuple(found)
