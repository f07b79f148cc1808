"""On whose word a group holds whom, in words for citizens."""

from gksite.model.agency_facts import ScopeSource
from gksite.model.agency_outputs import GroupLink, WhoseWord
from gksite.model.outputs import Link
from gksite.model.site import AgencyKey
from gksite.pages.views import Views
from gksite.text.dates import shown_date

COVERS = ("范围由{by}注明（{day}）：{reason}", "范围由本站编辑注明，原文没有列出成员。")
"""What is said of whom a group covers: an editor who signed for it, and who wrote it down where nobody did."""
MEMBERS = ("成员由{by}列出（{day}）：{reason}", "成员由本站编辑列出，没有写明依据。")
"""The same of a list of members."""


def whose_word(source: ScopeSource | None, views: Views, words: tuple[str, str]) -> WhoseWord:
    """On whose word a group holds whom: `words` are COVERS or MEMBERS."""
    return _stated(source, views, words[0]) or WhoseWord(views.tr(words[1]))


def group_link(key: AgencyKey, views: Views) -> GroupLink:
    """A link to a group that could hold an agency by what it covers."""
    agency = views.site.agencies[key]
    return GroupLink(agency.record.name, key.url, _stated(agency.covers_source, views, COVERS[0]))


def _stated(source: ScopeSource | None, views: Views, signed: str) -> WhoseWord | None:
    if source is None:
        return None
    if source.notice is not None:
        return WhoseWord(source.text or "", _document(source.notice, source.task, views))
    day = shown_date(views.site.config.lang)(source.on) if source.on else ""
    return WhoseWord(views.tr(signed).format(by=source.by, day=day, reason=source.reason))


def _document(id: str, task: int | None, views: Views) -> Link:
    """A link to a notice, or to one task of it."""
    notice = views.site.notices[id]
    name = notice.record.number or notice.record.title
    if task is None:
        return Link(name, notice.url)
    label = next(t.record.label for t in notice.tasks if t.record.number == task) or task
    item = views.tr("第 {n} 项").format(n=label)
    return Link(f"{name} {item}", f"{notice.url}tasks/{task}/")
