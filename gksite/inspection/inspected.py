"""What the families of rules look at."""

from dataclasses import dataclass
from datetime import date, datetime

from gksite.documents.shapes import Entry
from gksite.model.settings import Config
from gksite.model.site import Site
from gksite.read import Records


@dataclass(frozen=True, slots=True)
class Inspected:
    """A portal as written and as linked, at a moment in China."""

    settings: Entry[Config]
    records: Records
    """All that is written, what waits for its time of publication too."""
    site: Site
    """What is shown."""
    now: datetime

    @property
    def today(self) -> date:
        """The day on which it is looked at."""
        return self.now.date()
