"""The year that a draft states: for the notice, and for its time limits."""

from gksite.model.draft import Draft
from gksite.model.values import FIRST_YEAR, LAST_YEAR
from gksite.text.deadlines import year_in, years_in
from gksite.time_limits import leaves_year_open


def stated_year(draft: Draft) -> int | None:
    """The year that a notice states: in its titles (that of its date, if they print several), date or number."""
    titled, dated = _titled(draft), _dated(draft)
    years: list[int | None] = [year for year in dated if year in titled]
    years += [year_in(draft.title), year_in(draft.table_title), *dated, year_in(draft.number)]
    return next((year for year in years if year and FIRST_YEAR <= year <= LAST_YEAR), None)


def limit_year(draft: Draft) -> int | None:
    """The year of the limits that print none; None where the titles print a span of years, or several open ones."""
    if leaves_year_open((draft.title, draft.table_title), (draft.issued, draft.printed)):
        return None
    return stated_year(draft)


def _titled(draft: Draft) -> set[int]:
    """The years that the titles print."""
    return {*years_in(draft.title), *years_in(draft.table_title)}


def _dated(draft: Draft) -> list[int]:
    """The years of the days that the notice states."""
    return [day.year for day in (draft.issued, draft.printed) if day]
