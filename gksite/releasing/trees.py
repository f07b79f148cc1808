"""A released site wherever it stands: a folder, an archive, or a server that is asked file by file."""

import http.client
import os
import ssl
import tarfile
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote, urlsplit

from gksite import __version__
from gksite.documents.files import content_of, reason
from gksite.problems.problem import RequestError
from gksite.releasing.places import PRIVATE, address_of

LARGEST_FILE = 512 * 1024 * 1024
"""Bytes of one file that anybody reads."""
_SECONDS = 30
"""How long a server may say nothing."""
_HEADERS = {"Accept-Encoding": "identity", "User-Agent": f"gksite/{__version__}"}


@dataclass(frozen=True, slots=True)
class Tree:
    """A released site: how a file is read, and which files stand there; None where a server does not tell."""

    name: str
    read: Callable[[str], bytes | None]
    """The bytes of a file by its path; None where there is none. Raises OSError, RequestError."""
    paths: frozenset[str] | None


def tree_at(target: str, ca: Path | None = None) -> Tree:
    """A released site by its folder, archive or address. Raises RequestError where it is none of them.

    `ca` is a file of certificates that alone are believed, for a server that no public authority vouches for.
    """
    if target.startswith(("http://", "https://")):
        return _served(target, ca)
    path = Path(target)
    if path.is_dir():
        return folder_tree(path)
    if path.is_file():
        return _archived(path)
    raise RequestError("没有 {target}；请写网站所在的文件夹、归档文件或网址", target=target)


def folder_tree(folder: Path) -> Tree:
    """A site in a folder; a link in it counts as a file that cannot be read."""
    return Tree(str(folder), lambda path: content_of(folder, path), frozenset(_present(folder)))


def _present(folder: Path) -> Iterator[str]:
    for above, names, files in os.walk(folder):
        here = Path(above)
        links = [name for name in names if (here / name).is_symlink()]
        for name in (*files, *links):
            path = (here / name).relative_to(folder).as_posix()
            if path not in PRIVATE:
                yield path


def _archived(path: Path) -> Tree:
    """A site in an archive, which is read once: a damaged one is told before anything is said of it."""
    held: dict[str, bytes | None] = {}
    try:
        with tarfile.open(path, "r:gz") as archive:
            for member in archive:
                stream = archive.extractfile(member) if member.isreg() else None
                if not member.isdir():
                    held[member.name.removeprefix("./")] = _bounded(stream, member.name) if stream else None
    except (tarfile.TarError, EOFError, OSError, zlib.error) as error:
        raise RequestError("{file} 不是发布的归档文件（tar.gz），或者已经损坏", file=path) from error
    return Tree(str(path), held.get, frozenset(held) - set(PRIVATE))


def _bounded(stream: IO[bytes] | http.client.HTTPResponse, name: str) -> bytes:
    data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise RequestError("{name} 太大，超过 {limit} MB，没有读", name=name, limit=LARGEST_FILE // 1048576)
    return data


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A file that is elsewhere is not there: what is verified is what stands at its address."""

    def redirect_request(self, *_: object) -> None:
        return None


def _served(address: str, ca: Path | None) -> Tree:
    base = address if address.endswith("/") else address + "/"
    if not urlsplit(base).hostname:
        raise RequestError("网址 {address} 写得不对", address=address)
    opener = urllib.request.build_opener(_NoRedirects, urllib.request.HTTPSHandler(context=_trusting(ca)))

    def read(path: str) -> bytes | None:
        url = base + quote(address_of(path).removeprefix("/"))
        request = urllib.request.Request(url, headers=_HEADERS)  # noqa: S310  http(s) alone
        try:
            with opener.open(request, timeout=_SECONDS) as answer:
                return _bounded(answer, path)
        except urllib.error.HTTPError as error:
            with error:
                return _answered(error, path, url)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise _unreachable(url, error) from error

    return Tree(address, read, None)


def _trusting(ca: Path | None) -> ssl.SSLContext:
    """What is believed of a server over https: the authorities of this machine, or those of a file alone."""
    try:
        return ssl.create_default_context(cafile=ca)
    except (OSError, ssl.SSLError) as error:
        raise RequestError("{file} 不是证书文件（PEM）", file=ca) from error


def _answered(error: urllib.error.HTTPError, path: str, url: str) -> bytes | None:
    """What a server sends with another status: its error page, and what was withdrawn, are files too.

    Raises RequestError where it says neither that a file is there nor that it is not.
    """
    if path == "404.html" or error.code == 410:
        return _bounded(error.fp, path) if error.fp else None
    if error.code == 404:
        return None
    if location := error.headers.get("Location"):
        raise RequestError("{address} 转到了 {location}；请写网站最终的网址", address=url, location=location)
    raise RequestError("打不开 {address}：服务器答 {status}", address=url, status=error.code)


def _unreachable(address: str, error: Exception) -> RequestError:
    detail: object = error
    if isinstance(error, urllib.error.URLError):
        detail = error.reason
    if isinstance(detail, OSError) and detail.errno is not None:
        detail = reason(detail)
    return RequestError("打不开 {address}：{detail}", address=address, detail=detail)
