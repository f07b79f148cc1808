"""What is recorded beside output/ once it is up to date: the ledger, and the redirects for a server."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from gksite.checks.outer_links import linked_hosts
from gksite.documents.files import content_of
from gksite.documents.shapes import Entry
from gksite.ledger.fates import FILE
from gksite.ledger.record import redirects, updated
from gksite.model.ledger import LedgerRecord
from gksite.model.outputs import File
from gksite.model.site import Site
from gksite.problems.problem import Problems
from gksite.workshop import Workshop, clear
from gksite.write import save


def remember(
    site: Site,
    files: Iterable[File],
    ledger: Entry[LedgerRecord] | None,
    root: Path,
    workshop: Workshop,
    problems: Problems,
    *,
    record: bool,
    today: date,
) -> None:
    """Bring the ledger and the list of redirects to what output/ is; `record`: what is published now goes into it.

    Raises Stop where the disk refuses.
    """
    hosts = linked_hosts(files, site.config) if record else ()
    text = updated(ledger, site, record=record, today=today, hosts=hosts)
    if text is not None:
        save(root / FILE, text.encode(), problems)
    lines = redirects(site)
    path = workshop.folder / "redirects.txt"
    if not lines:
        clear(path)
    elif content_of(workshop.folder, path.name) != lines.encode():
        save(path, lines.encode(), problems)
    problems.gate()
