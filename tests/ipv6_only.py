"""Walk a built site where there is no IPv4 at all: `python tests/ipv6_only.py FOLDER PREFIX QUERY MOST`.

It is run in a network namespace of its own, whose loopback it brings up and whose IPv4 it takes away. It serves the
folder on ::1, opens the home page and up to MOST pages of the second and the third level in a browser, searches for
QUERY, and says in JSON what it saw: the pages of each level, the hosts that were asked, what went wrong, how many
results the search has, and the sockets of IPv4 that were open at the end.
"""

import json
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, urldefrag, urlsplit

from browsers import chromium
from playwright.sync_api import BrowserContext, Page, sync_playwright
from serving import serving

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def without_ipv4() -> None:
    """Bring up the loopback and take its address of IPv4 away; ends the program where one is left."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    subprocess.run(["ip", "addr", "del", "127.0.0.1/8", "dev", "lo"], check=False, capture_output=True)
    try:
        socket.create_server(("127.0.0.1", 0)).close()
    except OSError:
        return
    sys.exit("IPv4 is still there")


class Walk:
    """A browser's way through a site, with what it asked for and what went wrong."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.base = base
        self.page: Page = context.new_page()
        self.hosts: set[str] = set()
        self.faults: list[str] = []
        self.requests = 0
        self.page.on("request", lambda request: self.note(request.url))
        self.page.on("requestfailed", lambda request: self.faults.append(f"failed: {request.url}"))
        self.page.on("response", lambda r: self.faults.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))

    def note(self, url: str) -> None:
        """Count a request."""
        self.requests += 1
        self.hosts.add(urlsplit(url).hostname or "")

    def links(self, address: str) -> list[str]:
        """Open a page; the pages of the site to which it leads."""
        self.page.goto(address, wait_until="load")
        found = self.page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        pages = {urldefrag(link)[0] for link in found if link.startswith(self.base)}
        return sorted(page for page in pages if page.endswith("/"))

    def search(self, query: str) -> int:
        """How many results a search shows."""
        self.page.goto(f"{self.base}search/?q={quote(query)}")
        self.page.wait_for_selector("[data-search-results] a", timeout=20_000)
        return self.page.locator("[data-search-results] > *").count()


def sockets_of_ipv4() -> int:
    """How many there are in this namespace."""
    lines = 0
    for name in ("tcp", "udp"):
        lines += len(Path(f"/proc/net/{name}").read_text(encoding="ascii").splitlines()) - 1
    return lines


def main(folder: Path, prefix: str, query: str, most: int) -> None:
    """Walk, and print what was seen."""
    without_ipv4()
    with serving(folder, prefix, address="::1") as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        walk = Walk(browser.new_context(locale="zh-CN"), base)
        second = [link for link in walk.links(base) if link != base][:most]
        third: set[str] = set()
        for link in second:
            third.update(walk.links(link))
        opened = sorted(third - {base, *second})[:most]
        for link in opened:
            walk.links(link)
        results = walk.search(query)
        seen = {"levels": [1, len(second), len(opened)], "results": results, "requests": walk.requests}
        seen |= {"hosts": sorted(walk.hosts), "faults": walk.faults, "ipv4": sockets_of_ipv4()}
        print(json.dumps(seen, ensure_ascii=False))
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))
