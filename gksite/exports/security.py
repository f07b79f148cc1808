"""security.txt: where a weakness of the site is reported (RFC 9116), only where site.yaml says so."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from gksite.model.outputs import Output
from gksite.model.settings import Security
from gksite.model.site import Site
from gksite.text.dates import CHINA

PATH = ".well-known/security.txt"
"""Below the root of the host (RFC 9116, 3); under a sub-path the server has to lead there."""


def exports(site: Site) -> Iterator[Output]:
    """The file with its required fields, and nothing that nobody stated."""
    security = site.config.hosting.security
    if security is not None:
        yield Output(PATH, content=_text(security, site.config.url).encode(), origin="site.yaml")


def _text(security: Security, url: str | None) -> str:
    fields = [f"Contact: {security.contact}", f"Expires: {security.expires.isoformat()}T23:59:59{CHINA}"]
    if security.policy is not None:
        fields.append(f"Policy: {security.policy}")
    if url is not None:
        fields.append(f"Canonical: https://{urlsplit(url).netloc}/{PATH}")
    return "".join(f"{field}\n" for field in fields)
