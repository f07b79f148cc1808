"""Who is meant: an agency with its place, whoever answers for the portal."""

from gksite.model.keys import AgencyKey
from gksite.model.settings import Config
from gksite.model.site import Site


def whole_name(key: AgencyKey, site: Site) -> str:
    """An agency's full name, else its name with that of its place in front: 市财政局 of 厦门市 is 厦门市财政局."""
    record, place = site.agencies[key].record, site.jurisdictions[key.jurisdiction].name
    if record.full_name:
        return record.full_name
    if record.name.startswith(place):
        return record.name
    return place + record.name.removeprefix(place[-1:])


def responsible(config: Config) -> str:
    """Who answers for what a portal itself says: its organizer, else the portal."""
    if config.identity is None:
        return config.name
    return config.identity.organizer
