"""What every server does for the site, whatever its language: names, files, headers, addresses that are no more.

Headers and what they mean: Content Security Policy Level 3, Fetch (CORP), HTML (COOP), RFC 9111 (caching). TLS is that
of Mozilla's guideline "Server Side TLS", version 5.7, profile intermediate.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum
from urllib.parse import quote, urlsplit

from gksite.model.open_files import ATOM
from gksite.model.settings import Config, Hosting
from gksite.model.site import Departed

GUIDELINE = "5.7"
"""The version of Mozilla's guideline that the lists below are of."""
CIPHERS = (
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-CHACHA20-POLY1305",
    "ECDHE-RSA-CHACHA20-POLY1305",
    "DHE-RSA-AES128-GCM-SHA256",
    "DHE-RSA-AES256-GCM-SHA384",
    "DHE-RSA-CHACHA20-POLY1305",
)
"""For TLS 1.2, in OpenSSL's names; those of TLS 1.3 are the server's own."""
HTTPS_PORT = 443
PLACEHOLDER = "gksite"
"""What folders and files of a portal without `url` are named after."""
VALIDATION = ("/.well-known/acme-challenge/", "/.well-known/pki-validation/")
"""Where those who give out certificates look for a file that they named: RFC 8555, and the CA/Browser Forum's Baseline
Requirements, 3.2.2.4.18."""
VALIDATED = "/var/www/letsencrypt"
"""The folder where such files are put."""
REST = "(?:[A-Za-z0-9_~-][A-Za-z0-9._~/-]*)?"
"""An expression for what may follow a moved address: no second slash, which would name another host."""

_CLOSED = "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
_PAGE = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What pages need: `'wasm-unsafe-eval'` and `connect-src` are for the search, whose suggestions every page has."""
_CARD = "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
"""What cards need, which pages of the same host may hold, and those of the hosts that the portal names."""
_MEDIA = f"{_CLOSED}; media-src 'self'"
"""A film that is opened by itself is, to a browser, a page that loads it."""
_UNUSED = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone")
_ASKED = "no-cache"
"""May be kept, and is asked for at each visit: 304 where nothing has changed."""
_FOR_EVER = "public, max-age=31536000, immutable"

TYPES = (
    ("text/html", ("html", "htm")),
    ("text/css", ("css",)),
    ("text/javascript", ("js", "mjs")),
    ("text/plain", ("txt", "tlog-proof", "pub", "py")),
    ("text/csv", ("csv",)),
    ("text/calendar", ("ics",)),
    ("application/xml", ("xml",)),
    ("application/json", ("json",)),
    ("application/jsonl", ("jsonl",)),
    ("application/ld+json", ("jsonld",)),
    ("application/wasm", ("wasm",)),
    ("image/svg+xml", ("svg",)),
    ("image/png", ("png",)),
    ("image/jpeg", ("jpg", "jpeg")),
    ("image/gif", ("gif",)),
    ("image/webp", ("webp",)),
    ("image/x-icon", ("ico",)),
    ("font/woff2", ("woff2",)),
    ("audio/mpeg", ("mp3",)),
    ("video/mp4", ("mp4",)),
    ("application/pdf", ("pdf",)),
    ("application/ofd", ("ofd",)),
    ("application/msword", ("doc",)),
    ("application/vnd.ms-excel", ("xls",)),
    ("application/vnd.ms-powerpoint", ("ppt",)),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",)),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx",)),
    ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ("pptx",)),
    ("application/vnd.oasis.opendocument.text", ("odt",)),
    ("application/vnd.oasis.opendocument.spreadsheet", ("ods",)),
    ("application/rtf", ("rtf",)),
    ("application/zip", ("zip",)),
    ("application/gzip", ("gz",)),
    ("application/octet-stream", ("br", "rar", "7z", "wps", "et", "dps", "pf_meta", "pf_index", "pf_fragment")),
)
"""The types of files by what their names end in. Below `release/` and `log/` other files are texts, tiles apart;
anywhere else they are sent as bytes (octet-stream)."""
IN_UTF_8 = ("text/css", "text/javascript", "text/plain", "text/csv", "text/calendar", "application/xml", ATOM)
"""The types beside text/html that say their encoding."""


class Kind(Enum):
    """A class of responses with headers of its own."""

    PAGE = "page"
    CARD = "card"
    """Tasks and agencies in short, the one class that pages of others may hold."""
    ASSET = "asset"
    """The theme's files whose names change with their content."""
    DATA = "data"
    """Open data, that beside pages too, releases and the log, which programs of others fetch."""
    TILE = "tile"
    """Tiles of the log, which never change (C2SP tlog-tiles)."""
    MEDIA = "media"
    """Sound and film, which a browser plays on a page of its own making."""
    OTHER = "other"
    HTTP = "http"
    """What is sent without TLS: HSTS has no place there (RFC 6797, 7.2)."""


_POLICIES = {Kind.PAGE: _PAGE, Kind.MEDIA: _MEDIA}
"""The policies that are not closed."""


@dataclass(frozen=True, slots=True)
class Gone:
    """An address that leads on or was withdrawn, and all `below` it; a path from the site's root, without slash."""

    address: str
    to: str | None = None
    below: bool = True


@dataclass(frozen=True, slots=True)
class Policy:
    """How one site is served. Paths are as the disk has them, names of hosts as DNS does."""

    root: str
    """The folder of the files, without a slash at its end."""
    certificate: str
    key: str
    names: tuple[str, ...] = ()
    """That of the site's address first; empty where the portal does not say it: the server then answers to any."""
    only_names: bool = False
    """Whether other names are refused, for which nothing else may serve at these ports."""
    port: int = HTTPS_PORT
    base: str = "/"
    """The path below which the site lives, decoded; `/` at both ends."""
    hsts: str | None = None
    page_seconds: int = 0
    embed: tuple[str, ...] = ()
    """The names of other hosts whose pages may hold cards."""
    brotli: bool = False
    security: bool = False
    """Whether there is a security.txt."""
    validation: str = VALIDATED
    """The folder of the files that those who give out certificates look for."""
    gone: tuple[Gone, ...] = ()

    def headers(self, kind: Kind) -> tuple[tuple[str, str], ...]:
        """The headers of a class of responses, by name."""
        found = [("Content-Security-Policy", self._content_policy(kind)), ("X-Content-Type-Options", "nosniff")]
        if kind is not Kind.CARD:
            found.append(("X-Frame-Options", "DENY"))
        elif not self.embed:  # which knows no list of hosts; browsers obey frame-ancestors before it
            found.append(("X-Frame-Options", "SAMEORIGIN"))
        found += [
            ("Referrer-Policy", "same-origin"),
            ("Permissions-Policy", ", ".join(f"{feature}=()" for feature in _UNUSED)),
            ("Cross-Origin-Opener-Policy", "same-origin"),
        ]
        if kind is Kind.CARD and self.embed:
            found.append(("Cross-Origin-Resource-Policy", "cross-origin"))
        elif kind in (Kind.DATA, Kind.TILE):
            found += [("Cross-Origin-Resource-Policy", "cross-origin"), ("Access-Control-Allow-Origin", "*")]
        else:
            found.append(("Cross-Origin-Resource-Policy", "same-origin"))
        if self.hsts is not None and kind is not Kind.HTTP:
            found.append(("Strict-Transport-Security", self.hsts))
        return (*found, ("Cache-Control", self._caching(kind)), ("Vary", "Accept-Encoding"))

    def _content_policy(self, kind: Kind) -> str:
        if kind is Kind.CARD:
            return " ".join([_CARD, *(f"https://{name}" for name in self.embed)])
        return _POLICIES.get(kind, _CLOSED)

    def _caching(self, kind: Kind) -> str:
        if kind in (Kind.ASSET, Kind.TILE):
            return _FOR_EVER
        if kind in (Kind.PAGE, Kind.CARD) and self.page_seconds:
            return f"max-age={self.page_seconds}"
        return _ASKED

    @property
    def authority(self) -> str:
        """The port as it stands in an address, where it is not the usual one."""
        return "" if self.port == HTTPS_PORT else f":{self.port}"

    @property
    def label(self) -> str:
        """What folders and files of the server's are named after."""
        return _label(self.names)

    @property
    def withdrawn(self) -> tuple[Gone, ...]:
        """The addresses that lead nowhere."""
        return tuple(gone for gone in self.gone if gone.to is None)

    @property
    def moved(self) -> tuple[tuple[Gone, str], ...]:
        """The addresses that lead on, each with where it leads."""
        return tuple((gone, gone.to) for gone in self.gone if gone.to is not None)


def policy_of(config: Config, departed: Iterable[Departed] = (), live: Collection[str] = ()) -> Policy:
    """The policy of a portal: its settings, what became of its addresses, and those of its pages."""
    hosting, url = config.hosting, urlsplit(config.url or "")
    stated = (url.hostname, *hosting.names) if url.hostname else hosting.names
    names = tuple(dict.fromkeys(_coded(name) for name in stated))
    label = _label(names)
    return Policy(
        root=hosting.root or f"/var/www/{label}/current",
        certificate=hosting.certificate or f"/etc/ssl/certs/{label}.pem",
        key=hosting.key or f"/etc/ssl/private/{label}.key",
        names=names,
        only_names=hosting.only_names,
        port=url.port or HTTPS_PORT,
        base=config.base_path,
        hsts=_hsts(hosting),
        page_seconds=hosting.page_seconds,
        embed=tuple(map(_coded, hosting.embed)),
        brotli=hosting.brotli,
        security=hosting.security is not None,
        validation=hosting.validation or VALIDATED,
        gone=_fewest(departed, live),
    )


def address(text: str) -> str:
    """A path as it stands in an address: only letters, figures and `/ - . _ ~` are themselves."""
    return quote(text, safe="/")


def _label(names: tuple[str, ...]) -> str:
    return names[0].strip("[]").replace(":", "-") if names else PLACEHOLDER


def _coded(name: str) -> str:
    """A host's name as DNS has it (IDNA); an address of IPv6 in brackets."""
    if ":" in name:
        return f"[{name}]"
    return name.encode("idna").decode().lower()


def _hsts(hosting: Hosting) -> str | None:
    if hosting.hsts is None:
        return None
    parts = [f"max-age={hosting.hsts}"]
    if hosting.hsts_subdomains:
        parts.append("includeSubDomains")
    if hosting.hsts_preload:
        parts.append("preload")
    return "; ".join(parts)


def _fewest(departed: Iterable[Departed], live: Collection[str]) -> tuple[Gone, ...]:
    """The fewest entries that say what became of each address: one for a page and all below it where that is so."""
    above_live = {above for url in live for above in _above(url)}
    kept: dict[str, Gone] = {}
    for one in sorted(departed, key=lambda each: each.url):
        ruling = next((kept[url] for url in _above(one.url) if url in kept), None)
        if ruling is None or not _is_said_by(ruling, one):
            kept[one.url] = Gone(one.url, one.to, one.url not in above_live)
    return tuple(kept.values())


def _above(url: str) -> list[str]:
    """The addresses above one, the nearest first, the site's root apart."""
    parts = url.rstrip("/").split("/")
    return ["/".join(parts[:length]) + "/" for length in range(len(parts) - 1, 0, -1)]


def _is_said_by(ruling: Gone, one: Departed) -> bool:
    """Whether an entry above says the same of an address as is known of it."""
    if not ruling.below:
        return False
    if ruling.to is None or one.to is None:
        return ruling.to is None and one.to is None
    return one.to == ruling.to + one.url.removeprefix(ruling.address)
