"""A window in which nothing may go wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page


@contextmanager
def watched(context: BrowserContext, host: str) -> Iterator[Page]:
    """A page on which nothing may go wrong: no error on the console, no request to another host, none that fails."""
    page, faults = context.new_page(), []
    page.on("console", lambda m: faults.append(f"console: {m.text}") if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("request", lambda r: faults.append(f"elsewhere: {r.url}") if urlsplit(r.url).netloc != host else None)
    page.on("response", lambda r: faults.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
    yield page
    assert faults == []
