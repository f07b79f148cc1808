"""The history of an agency: who succeeded it, whom it succeeded, and the tasks of those."""

from collections.abc import Iterator

from gksite.model.agency_facts import Change, Succession
from gksite.model.agency_outputs import SuccessionView
from gksite.model.outputs import AgencyCard, Link
from gksite.model.site import Agency, AgencyKey
from gksite.pages.views import Views
from gksite.text.dates import shown_day_or_month

WORDS: dict[Change | None, str] = {
    "更名": "更名为",
    "合并": "合并为",
    "撤销并入": "撤销，并入",
    "职责划入": "职责划入",
    None: "现由下列单位承接：",
}
"""What stands between an agency and its successor, by how the one followed the other."""


def later(agency: Agency, views: Views) -> Iterator[SuccessionView]:
    """The chain of successors, nearest first."""
    at = agency
    while at.succeeded_by is not None:
        yield _view(at, agency.key, views)
        at = views.site.agencies[at.succeeded_by]


def earlier(agency: Agency, views: Views) -> Iterator[SuccessionView]:
    """How each agency before it ended, those that it succeeded itself first."""
    for former in _before(agency, views):
        yield _view(former, agency.key, views)


def former_agencies(agency: Agency, views: Views) -> Iterator[AgencyCard]:
    """The agencies before it that have tasks of their own, which are never counted with those of a successor."""
    for former in _before(agency, views):
        card = views.agency_cards[former.key]
        if card.lead or card.support:
            yield card


def _before(agency: Agency, views: Views) -> Iterator[Agency]:
    waiting = list(agency.predecessors)
    for key in waiting:
        former = views.site.agencies[key]
        yield former
        waiting += former.predecessors


def _view(former: Agency, own: AgencyKey, views: Views) -> SuccessionView:
    """How an agency ended, as the page of another tells it."""
    stated = former.record.succeeded_by or Succession(name=former.record.name)
    return SuccessionView(
        before=_link(former.key, own, views),
        after=_link(former.succeeded_by, own, views),
        words=WORDS[stated.kind],
        on=shown_day_or_month(stated.on, views.site.config.lang) if stated.on else None,
        iso=stated.on,
        source=stated.source,
        url=stated.url,
        unstated=_unstated(stated),
    )


def _unstated(stated: Succession) -> str | None:
    """What of day and source nobody stated."""
    match stated.on, stated.source:
        case None, None:
            return "时间和依据未注明"
        case None, _:
            return "时间未注明"
        case _, None:
            return "依据未注明"
    return None


def _link(key: AgencyKey | None, own: AgencyKey, views: Views) -> Link | None:
    """A link to another agency; None for that whose page it is."""
    return None if key in (None, own) else views.agency_link(key)
