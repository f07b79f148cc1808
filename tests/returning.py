"""A site that is edited and built again under a web server, and readers who come back to it with what they kept."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from browsers import chromium
from playwright.sync_api import BrowserContext, BrowserType, Page, expect
from portal import LEAN, TODAY, gksite, put

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
MONTH = 30 * 86400
"""A file of that age is taken as fresh for three days by a browser that is told nothing."""
_ages = count(1)
_NGINX = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
  types {{ text/html html; text/css css; text/javascript js; image/svg+xml svg; text/plain txt; }}
  default_type application/octet-stream;
  charset utf-8;
  access_log {folder}/access.log;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{ listen 127.0.0.1:{port}; root {root}; error_page 404 /404.html; }}
}}
"""
"""nginx as Debian has it where nobody has thought of caching."""


def edited(root: Path, word: str, form: str = "index") -> None:
    """Let a page say this word, and build with a form of search; every file that this changes is a month old.

    So it is with a portal that is edited now and then: what a reader has kept counts as fresh for days.
    """
    shutil.rmtree(root / "content/pages", ignore_errors=True)
    put(root / "content/pages/edited.md", f"# 新消息\n\n{word}\n")
    put(root / "site.yaml", f"{LEAN}search: {form}\n")
    before = time.time()
    ran = gksite("build", "--root", root, "--today", TODAY, "--remove")
    assert ran.code == 0, ran.err
    age = before - MONTH + 3600 * next(_ages)
    for path in (root / "output").rglob("*"):
        if path.is_file() and path.stat().st_mtime >= before - 1:
            os.utime(path, (age, age))


@contextmanager
def nginx(output: Path, folder: Path) -> Iterator[str]:
    """The address of a folder that nginx serves on this machine alone, without a rule for caching."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    folder.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = folder / "nginx.conf"
    config.write_text(_NGINX.format(folder=folder, port=port, root=output), encoding="utf-8")
    with subprocess.Popen([program, "-p", folder, "-c", config], stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(port, server)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait(10)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert server.poll() is None, "nginx did not start"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx does not answer")


@contextmanager
def reader(browsers: BrowserType, profile: Path) -> Iterator[BrowserContext]:
    """A browser with all that it kept at the last visit."""
    context = browsers.launch_persistent_context(profile, executable_path=chromium(), args=QUIET)
    yield context
    context.close()


def ask(page: Page, word: str) -> None:
    """Type a word into the box of the search page, as it stands, and send it."""
    box = page.locator("main input[name=q]")
    box.fill(word)
    box.press("Enter")


def total(page: Page, word: str) -> int:
    """How many results the page tells for a word, once it has them."""
    expect(page.locator("[data-search-results]")).to_have_count(1)
    page.wait_for_function(
        """(word) => document.title.startsWith(word) && !document.querySelector('main').classList.contains('waiting')
            && document.querySelector('[data-search-count]')""",
        arg=word,
    )
    return int(page.locator("[data-search-count]").inner_text())
