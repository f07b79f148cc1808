"""data/pages.json: the pages that editors write, as text, a stable contract ("gksite/pages/1")."""

from collections.abc import Iterator

from gksite.documents.markdown import to_text
from gksite.exports.json_file import json_file
from gksite.model.outputs import Output
from gksite.model.site import Site
from gksite.problems.problem import Phrase

SCHEMA = "gksite/pages/1"
PATH = "data/pages.json"


def exports(site: Site) -> Iterator[Output]:
    """One JSON file of all pages; `text` is what search finds on them."""
    pages = [{"id": p.id, "title": p.title, "text": to_text(p.markdown), "url": f"{p.id}/"} for p in site.pages]
    form = {"schema": SCHEMA, "licence": site.config.licence, "pages": pages}
    yield json_file(PATH, form, Phrase("页面数据"))
