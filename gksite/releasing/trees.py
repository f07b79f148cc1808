"""A released site wherever it stands: a folder, an archive, or a server that is asked file by file."""

import http.client
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote, urlsplit

from gksite import __version__
from gksite.documents.files import content_of, names_below, reason
from gksite.manifest import NAME
from gksite.problems.problem import Phrase, RequestError
from gksite.releasing.archive import BadArchive, LargeArchive, unpacked
from gksite.releasing.places import address_of

_MB = 1024 * 1024
LARGEST_FILE, LARGEST_ARCHIVE = 512 * _MB, 1024 * _MB
"""Bytes of one file, and of all files of an archive, that anybody reads."""
_PART = 64 * 1024
"""Bytes that are read at once."""
_LONGEST = 300
"""Seconds in which a file has to arrive."""
_SECONDS = 30
"""How long a server may say nothing."""
_HEADERS = {"Accept-Encoding": "identity", "User-Agent": f"gksite/{__version__}"}


@dataclass(frozen=True, slots=True)
class Tree:
    """A released site: how a file is read, and which files stand there; None where a server does not tell."""

    name: str
    source: Callable[[str, int], bytes | None]
    paths: frozenset[str] | None

    def read(self, path: str, most: int = LARGEST_FILE) -> bytes | None:
        """The bytes of a file by its path; None where there is none. Raises OSError, RequestError.

        Of a file with more than `most`, which no release writes, that many and one more.
        """
        data = self.source(path, most)
        return None if data is None else data[: most + 1]


Clock = Callable[[], float]
"""Seconds that only go forward."""


def tree_at(target: str, clock: Clock, ca: Path | None = None) -> Tree:
    """A released site by its folder, archive or address. Raises RequestError where it is none of them.

    `ca` is a file of more certificates to believe, for a server that no public authority vouches for.
    """
    if target.lower().startswith(("http://", "https://")):
        return _served(target, clock, ca)
    path = Path(target)
    if path.is_dir():
        return folder_tree(path)
    if path.is_file():
        return _archived(path)
    raise RequestError("没有 {target}；请写网站所在的文件夹、归档文件或网址", target=target)


def folder_tree(folder: Path) -> Tree:
    """A site in a folder; a link counts as a file that cannot be read. Raises OSError where it cannot be listed."""
    paths = frozenset(path for path, _ in names_below(folder)) - {NAME}
    return Tree(str(folder), lambda path, most: content_of(folder, path), paths)


def _archived(path: Path) -> Tree:
    """A site in an archive, which is read once: a damaged one is told before anything is said of it."""
    try:
        if path.stat().st_size > LARGEST_ARCHIVE:
            raise LargeArchive
        held = unpacked(path.read_bytes(), LARGEST_ARCHIVE)
    except LargeArchive as error:
        raise RequestError("{file} 展开以后超过 {limit} MB，没有读", file=path, limit=LARGEST_ARCHIVE // _MB) from error
    except (BadArchive, OSError) as error:
        raise RequestError(
            "{file} 不是发布的归档文件（tar.gz），或者已经损坏；自己打的压缩包请展开成文件夹再核对", file=path
        ) from error

    def read(name: str, most: int) -> bytes | None:
        return bytes(held[name]) if name in held else None

    return Tree(str(path), read, frozenset(held) - {NAME})


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A file that is elsewhere is not there: what is verified is what stands at its address."""

    def redirect_request(self, *_: object) -> None:
        return None


def _served(address: str, clock: Clock, ca: Path | None) -> Tree:
    base = address if address.endswith("/") else address + "/"
    if not _is_address(base):
        raise RequestError("网址 {address} 写得不对", address=address)
    opener = urllib.request.build_opener(_NoRedirects, urllib.request.HTTPSHandler(context=_trusting(ca)))

    def read(path: str, most: int) -> bytes | None:
        url = base + quote(address_of(path).removeprefix("/"))
        request = urllib.request.Request(url, headers=_HEADERS)  # noqa: S310  http(s) alone
        try:
            with opener.open(request, timeout=_SECONDS) as answer:
                return _body(answer, most, clock, url)
        except urllib.error.HTTPError as error:
            with error:
                return _body(error, most, clock, url) if _is_file(error, path, url) else None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise _unreachable(url, error) from error

    return Tree(address, read, None)


def _trusting(ca: Path | None) -> ssl.SSLContext:
    """What is believed of a server over https: the authorities of this machine, and those of a file."""
    context = ssl.create_default_context()
    try:
        if ca is not None:
            context.load_verify_locations(ca)
    except (OSError, ssl.SSLError) as error:
        raise RequestError("{file} 不是证书文件（PEM）", file=ca) from error
    return context


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        return bool(host.encode("idna")) and parts.port != 0
    except ValueError:
        return False


def _body(answer: IO[bytes] | http.client.HTTPResponse, most: int, clock: Clock, url: str) -> bytes:
    """What a server sends, and one byte more than `most` at most. Raises RequestError where it takes for ever."""
    begun, parts, left = clock(), list[bytes](), most + 1
    while left > 0 and (part := answer.read(min(left, _PART))):
        parts.append(part)
        left -= len(part)
        if clock() - begun > _LONGEST:
            raise RequestError("{address} 太慢，{seconds} 秒还没有传完", address=url, seconds=_LONGEST)
    return b"".join(parts)


def _is_file(error: urllib.error.HTTPError, path: str, url: str) -> bool:
    """Whether another status than 200 brings a file: the error page, or what says that a page was withdrawn.

    Raises RequestError where a server says neither that a file is there nor that it is not.
    """
    if path == "404.html" or error.code == 410:
        return True
    if error.code == 404:
        return False
    if location := error.headers.get("Location"):
        raise RequestError("{address} 转到了 {location}；请写网站最终的网址", address=url, location=location)
    raise RequestError("打不开 {address}：服务器答 {status}", address=url, status=error.code)


def _unreachable(address: str, error: Exception) -> RequestError:
    detail: object = error
    if isinstance(error, urllib.error.URLError):
        detail = error.reason
    if isinstance(detail, OSError) and detail.errno is not None:
        detail = reason(detail)
    elif not isinstance(detail, Exception):
        detail = Phrase("连接中断，或者答得不合规矩")
    return RequestError("打不开 {address}：{detail}", address=address, detail=detail)
