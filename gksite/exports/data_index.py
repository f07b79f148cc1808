"""data/index.json: every file of data, for programs, a stable contract ("gksite/index/1")."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from gksite.exports.about import media_type, newest, subject, title, updated
from gksite.exports.json_file import json_file
from gksite.model.outputs import Output
from gksite.model.site import Site
from gksite.problems.problem import Phrase

SCHEMA = "gksite/index/1"
PATH = "data/index.json"


def exports(site: Site, files: Iterable[Output]) -> Iterator[Output]:
    """The list of all files of data but itself, by path."""
    identity = site.config.identity
    form = {
        "schema": SCHEMA,
        "title": site.config.name,
        "publisher": {"name": identity.organizer, "site_code": identity.site_code} if identity else None,
        "licence": site.config.licence,
        "updated": newest(site),
        "files": [_file(file, site) for file in sorted(files, key=lambda file: file.path)],
    }
    yield json_file(PATH, form, Phrase("数据文件的清单"))


def _file(file: Output, site: Site) -> dict[str, Any]:
    """One file; `path` is from the site's root, `url` whole where the site's own address is known."""
    about = subject(file.path, site)
    return {
        "path": file.path,
        "url": f"{site.config.base}{file.path}" if site.config.url else None,
        "title": title(file.path, file.data, about),
        "media_type": media_type(file.path),
        "bytes": len(file.content),
        "sha256": hashlib.sha256(file.content).hexdigest(),
        "schema": file.data.get("schema"),
        "about": {"kind": about.kind, "id": about.id, "name": about.name},
        "updated": updated(file.data, about, site),
        "licence": site.config.licence,
    }
