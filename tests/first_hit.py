"""How long the first hit of a search takes on a slow line: `python tests/first_hit.py OUTPUT`, or `make bench`."""

import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from browsers import chromium
from playwright.sync_api import Browser, sync_playwright
from serving import POLICY, serving

QUERIES = ("舆情", "预决算")
LINE = {"latency": 562.5, "downloadThroughput": 1_474_560 / 8, "uploadThroughput": 675_000 / 8}
"""Milliseconds there and back, and bytes a second: Fast 3G as Chromium's own tools have it."""
SLOWER = 4
"""How many times the processor of a phone is slower."""
_DRAWN = """() => {
  new MutationObserver((_, watching) => {
    if (!document.querySelector('[data-search-hit]')) return;
    watching.disconnect();
    requestAnimationFrame(() => { globalThis.firstHit = performance.now(); });
  }).observe(document, { childList: true, subtree: true });
}"""


@dataclass(frozen=True, slots=True)
class FirstHit:
    """What a cold browser needed for it: seconds since the address was opened, requests, bytes."""

    seconds: float
    requests: int
    bytes: int

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s, {self.requests} requests, {self.bytes / 1000:.0f} kB"


def first_hit(browser: Browser, site: Path, query: str) -> FirstHit:
    """Open the address of a search with nothing kept, and wait for its first hit."""
    sent: dict[str, int] = {}
    requests: list[str] = []
    with serving(site, headers={"Content-Security-Policy": POLICY}, packed=True, sent=sent) as base:
        context = browser.new_context(viewport={"width": 360, "height": 780}, locale="zh-CN")
        page = context.new_page()
        page.add_init_script(f"({_DRAWN})()")
        page.on("request", lambda request: requests.append(request.url))
        control = context.new_cdp_session(page)
        control.send("Network.enable")
        control.send("Network.emulateNetworkConditions", {"offline": False, **LINE})
        control.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(f"{base}search/?q={quote(query)}")
        seconds = page.wait_for_function("() => globalThis.firstHit", timeout=60_000).json_value() / 1000
        found = FirstHit(seconds, len(requests), sum(sent.values()))
        context.close()
    return found


def main(site: Path) -> None:
    """Print it for each query."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        for query in QUERIES:
            print(f"{f'first hit on a slow line, {query}':<40} {first_hit(browser, site, query)}", flush=True)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
