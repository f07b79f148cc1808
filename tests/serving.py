"""A static web server as plain as any: files by their names, a folder's index.html, 404.html for the rest."""

import gzip
import http.server
import posixpath
import socket
import threading
from collections.abc import Collection, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from email.utils import formatdate
from pathlib import Path
from urllib.parse import unquote, urlsplit

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; "
    "style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'"
)
"""The strictest that the site and its search work with on every page."""
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
}


@contextmanager
def serving(
    folder: Path,
    prefix: str = "/",
    headers: Mapping[str, str] | None = None,
    *,
    dated: bool = False,
    packed: bool = False,
    address: str = "127.0.0.1",
    gone: Collection[str] = (),
    sent: MutableMapping[str, int] | None = None,
) -> Iterator[str]:
    """The address of a folder served under a path on this machine, on a port of the system's choice.

    `dated`: each file with the time of its last change, from which browsers guess how long they may keep it.
    `packed`: with gzip, but for files that are packed already.
    `gone`: files that are served with 410, as those of what was withdrawn are.
    `sent`: filled with the bytes that each address was answered with, by its path.
    """

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else each answer waits for the browser's delayed acknowledgement
        wbufsize = -1

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            if not path.startswith(prefix):
                self.answer(404, b"outside the site", ".txt")
                return
            name = posixpath.normpath(path[len(prefix) :] or ".")
            file = folder / name
            if file.is_dir() and not path.endswith("/"):
                self.answer(301, b"", ".txt", Location=path + "/")
                return
            file = file / "index.html" if file.is_dir() else file
            if file.is_file() and not (path.endswith("/") and file.name != "index.html"):
                date = formatdate(file.stat().st_mtime, usegmt=True)
                extra = {"Last-Modified": date} if dated else {}
                if dated and self.headers["If-Modified-Since"] == date:
                    self.answer(304, b"", file.suffix, **extra)
                else:
                    status = 410 if file.relative_to(folder).as_posix() in gone else 200
                    self.answer(status, file.read_bytes(), file.suffix, **extra)
            else:
                missing = folder / "404.html"
                self.answer(404, missing.read_bytes() if missing.is_file() else b"", ".html")

        def answer(self, status: int, body: bytes, suffix: str, **extra: str) -> None:
            if packed and body and body[:2] != b"\x1f\x8b":
                body, extra = gzip.compress(body, mtime=0), {**extra, "Content-Encoding": "gzip"}
            if sent is not None:
                sent[self.path] = sent.get(self.path, 0) + len(body)
            self.send_response(status)
            given = {"Content-Type": TYPES.get(suffix, "application/octet-stream"), **(headers or {}), **extra}
            for name, value in {**given, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True
        address_family = socket.AF_INET6 if ":" in address else socket.AF_INET

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # a browser that goes away is no fault

    with Server((address, 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            host = f"[{address}]" if ":" in address else address
            yield f"http://{host}:{server.server_address[1]}{prefix}"
        finally:
            server.shutdown()
            thread.join()
