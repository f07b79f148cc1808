"""Agencies: all, and a page for each with its tasks."""

from collections.abc import Iterator

from gksite.exports.atom import feed_path
from gksite.exports.tables import of_agency
from gksite.model.agency_outputs import WhoseWord
from gksite.model.outputs import Link, Output, PageInfo, SearchRecord
from gksite.model.site import Agency, AgencyKey
from gksite.pages import changes, charts
from gksite.pages.agency_history import earlier, former_agencies, later
from gksite.pages.citation import Cite, page_citations
from gksite.pages.scopes import COVERS, MEMBERS, group_link, whose_word
from gksite.pages.tagging import list_tags
from gksite.pages.topics import frequent
from gksite.pages.views import AGENCIES, COVERAGE_LABELS, HOME, KIND_LABELS, Views
from gksite.problems.problem import Phrase
from gksite.text.place_names import short_place

ORGANS = "机构职能"
"""The type of column that lists of agencies are."""


def pages(views: Views) -> Iterator[Output]:
    """The list of all agencies, and a page per agency."""
    tags = list_tags(AGENCIES, ORGANS, views.site, views.tr)
    info = PageInfo("agencies", "单位", AGENCIES.url, crumbs=(HOME,), column=tags)
    data = {"jurisdictions": views.jurisdictions}
    yield Output("agencies/index.html", "pages/agencies.html", info, data, origin=Phrase("单位列表"))
    cite = page_citations(views)
    for agency in views.site.agencies.values():
        yield _agency(agency, cite, views)


def _agency(agency: Agency, cite: Cite, views: Views) -> Output:
    record, key, duties = agency.record, agency.key, views.site.duties[agency.key]
    place, url = views.site.jurisdictions[key.jurisdiction], key.url
    through = tuple(
        {"group": views.agency_link(g), "tasks": views.groups(tasks), "count": len(tasks), "word": _members(g, views)}
        for g, tasks in duties.through
    )
    data = {
        "name": record.name,
        "heading": _heading(agency, views),
        "notices": len({task.notice for task in (*duties.lead, *duties.support)}),
        "full_name": record.full_name,
        "aliases": record.aliases,
        "kind": KIND_LABELS[record.kind],
        "is_group": record.kind == "group",
        "covers": tuple(COVERAGE_LABELS[word] for word in record.covers),
        "jurisdiction": Link(place.name, place.url),
        "covers_word": whose_word(agency.covers_source, views, COVERS),
        "members": tuple(views.agency_link(m) for m in agency.members),
        "members_word": _members(key, views),
        "later": tuple(later(agency, views)),
        "earlier": tuple(earlier(agency, views)),
        "former": tuple(former_agencies(agency, views)),
        "lead": views.groups(duties.lead),
        "lead_count": len(duties.lead),
        "support": views.groups(duties.support),
        "support_count": len(duties.support),
        "through": through,
        "topics": frequent(duties, views.site),
        "chart": charts.of_agency(key, views),
        "changes": changes.latest(views.changes_of_agencies.get(key, ())),
        "possible_count": len(duties.possible),
        "possible_groups": tuple(group_link(group, views) for group in duties.possible_groups),
        "calendar": views.calendar(url),
        "unclear_groups": tuple(map(views.agency_link, duties.unclear_groups)),
        "downloads": views.downloads(f"{of_agency(key)}.csv", f"{of_agency(key)}.json"),
        "card": views.card(url),
        "citation": cite(_heading(agency, views), url),
    }
    title = views.tr("{name}（{place}）").format(name=record.name, place=place.name)
    tags = list_tags(Link(title, url), ORGANS, views.site, views.tr)
    feed, crumbs = views.feed(feed_path(key)), (HOME, AGENCIES, Link(place.name, place.url))
    info = PageInfo("agency", title, url, _description(agency, views), crumbs, column=tags, feed=feed)
    names = tuple(n for n in (record.full_name, *record.aliases, *agency.names_with_place) if n)
    search = SearchRecord("agency", title, record.name, names, key.jurisdiction, agency=key)
    origin = Phrase("单位 {id}", id=key.written)
    return Output(f"{url}index.html", "pages/agency.html", info, data, search=search, origin=origin)


def _heading(agency: Agency, views: Views) -> str:
    """What an agency is called by those who do not stand in its place: 厦门市财政局."""
    record, place = agency.record, views.site.jurisdictions[agency.key.jurisdiction].name
    if record.full_name or record.name.startswith(short_place(place)):
        return record.full_name or record.name
    return next(iter(agency.names_with_place[1:]), record.name)


def _description(agency: Agency, views: Views) -> str:
    """What an agency does, for lists of others that show the page."""
    duties, said = views.site.duties[agency.key], views.tr("{name}：牵头 {lead} 项，参与 {support} 项任务。")
    return said.format(name=_heading(agency, views), lead=len(duties.lead), support=len(duties.support))


def _members(group: AgencyKey, views: Views) -> WhoseWord:
    """On whose word a group has its members."""
    return whose_word(views.site.agencies[group].members_source, views, MEMBERS)
