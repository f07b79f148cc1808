"""Addresses on the web, taken apart as a browser does it: what keeps a text from being one."""

import re
from ipaddress import IPv6Address
from typing import Literal
from urllib.parse import SplitResult, urlsplit

AddressFault = Literal[
    "web_address", "address_host", "address_user", "address_port", "address_http_port", "site_address", "address_path"
]
"""Kinds of model.values.FAULTS."""
_NO_SIGN = re.compile(r"[\s\x00-\x20\x7f-\xa0\"'<>\\\u3000-\u3002\u2018-\u201d\uff01-\uff07\uff0a-\uff5e]")
"""What no address holds unless it is coded: blanks, quotes, brackets of XML, full-width signs but （ and ）."""
_LABEL = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)")
"""A part of a host's name as it is sent."""
_LONGEST_HOST = 253
"""Characters of a host's name (RFC 1035)."""
HTTP_PORT = 80
"""Where http is spoken, and https therefore is not."""
_SCHEMES = ("https", "http")
"""How a page is fetched."""
_SITE_FOLDER = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*+")
"""A folder in the path of a site: Caddy's `handle` takes no coded letters, and what begins with a dot is not sent."""
_SEGMENT = re.compile(r"(?:[A-Za-z0-9._~-]|%[89A-Fa-f][0-9A-Fa-f])+")
"""A part of the path of a page or file: plain letters, or coded ones that are not plain."""

_PLACE = re.compile(r"(?>(?:/[\w.@+,=~-]++)+)")
"""The path of a file on a server; what its configuration gives a meaning to (; { } $ quotes, blanks) is no part."""
_MAIL = re.compile(r"mailto:[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]++@[A-Za-z0-9-]++(?>(?:\.[A-Za-z0-9-]++)+)")
"""An address of e-mail as a URI (RFC 6068), without headers."""
_TELEPHONE = re.compile(r"tel:\+?[0-9-]{3,30}")
"""A telephone number as a URI (RFC 3966)."""


def address_fault(text: str) -> AddressFault | None:
    """What keeps a text from being the address of a page, None where it is one."""
    if _NO_SIGN.search(text) or not text.lower().startswith(("https://", "http://")):
        return "web_address"
    try:
        parts = urlsplit(text)
    except ValueError:
        return "address_host"
    if parts.scheme not in _SCHEMES:
        return "web_address"
    return _fault_of_host(parts)


def site_fault(text: str) -> AddressFault | None:
    """What keeps a text from being the address at which a site begins: over https, without query and fragment."""
    fault = address_fault(text)
    if fault is not None:
        return fault
    parts = urlsplit(text)
    if parts.scheme != "https" or "?" in text or "#" in text:
        return "site_address"
    if parts.port == HTTP_PORT:
        return "address_http_port"
    if not is_site_path(parts.path.rstrip("/") + "/") or parts.path.endswith("//"):
        return "address_path"
    return None


def is_site_path(path: str) -> bool:
    """Whether a path is that of a site: plain folders between single slashes, none that begins with a dot."""
    return path == "/" or all(map(_SITE_FOLDER.fullmatch, _folders(path)))


def is_page_path(path: str) -> bool:
    """Whether a path is that of a folder in a site: parts between single slashes, none of them . or .."""
    return path == "/" or all(map(_is_part, _folders(path)))


def is_host_name(text: str) -> bool:
    """Whether a text is the name of a host, without scheme, port and path."""
    return _NO_SIGN.search(text) is None and _is_host(text, bracketed=False)


def is_folder_path(text: str) -> bool:
    """Whether a text is the absolute path of a file or folder that needs no quoting in a server's configuration."""
    return _PLACE.fullmatch(text) is not None and not {".", ".."} & set(text.split("/"))


def is_contact(text: str) -> bool:
    """Whether a text is a URI to which a finding can be sent (RFC 9116): mailto, tel or https."""
    if text.startswith("https://"):
        return text.isascii() and address_fault(text) is None
    return _MAIL.fullmatch(text) is not None or _TELEPHONE.fullmatch(text) is not None


def _folders(path: str) -> list[str]:
    """The names between the slashes at both ends; an empty one where a slash is not there or stands twice."""
    if len(path) < 2 or not path.startswith("/") or not path.endswith("/"):
        return [""]
    return path[1:-1].split("/")


def _is_part(name: str) -> bool:
    return bool(name.strip(".")) and _SEGMENT.fullmatch(name) is not None


def _fault_of_host(parts: SplitResult) -> AddressFault | None:
    if "@" in parts.netloc:
        return "address_user"
    try:
        port = parts.port
    except ValueError:
        return "address_port"
    if port == 0 or parts.netloc.endswith(":"):
        return "address_port"
    if not _is_host(parts.hostname or "", bracketed="[" in parts.netloc):
        return "address_host"
    return None


def _is_host(name: str, *, bracketed: bool) -> bool:
    """Whether a name can be looked up: Chinese ones as they are coded for that (IDNA), or an address in brackets."""
    try:
        if bracketed:
            return bool(IPv6Address(name).packed)
        coded = name.encode("idna").decode()
    except ValueError:
        return False
    labels = coded.split(".")
    return len(coded) <= _LONGEST_HOST and all(map(_LABEL.fullmatch, labels))
