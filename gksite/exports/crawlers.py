"""robots.txt, and sitemap.xml where the portal's own address is known."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from gksite.model.outputs import Output
from gksite.model.settings import Config

LARGEST = 50_000
"""Addresses in one sitemap file (sitemaps.org protocol)."""


def exports(config: Config, pages: Iterable[Output]) -> list[Output]:
    """robots.txt always; sitemap files of every page for search engines only where site.yaml states `url`."""
    base = config.base
    if not base or "sitemap" not in config.exports:
        return [_robots([])]
    addresses = sorted(base + p.page.url for p in pages if p.page and p.page.robots)
    parts = [addresses[i : i + LARGEST] for i in range(0, len(addresses), LARGEST)]
    if len(parts) == 1:
        return [_robots([f"{base}sitemap.xml"]), _file("sitemap.xml", _set("urlset", "url", parts[0]))]
    names = [f"sitemap-{i}.xml" for i in range(1, len(parts) + 1)]
    files = [_file(name, _set("urlset", "url", part)) for name, part in zip(names, parts, strict=True)]
    index = _file("sitemap.xml", _set("sitemapindex", "sitemap", [base + name for name in names]))
    return [_robots([f"{base}sitemap.xml"]), index, *files]


def _robots(sitemaps: list[str]) -> Output:
    return _file("robots.txt", "".join(["User-agent: *\nAllow: /\n", *(f"Sitemap: {s}\n" for s in sitemaps)]))


def _set(outer: str, inner: str, addresses: Iterable[str]) -> str:
    rows = "".join(f"<{inner}><loc>{escape(a)}</loc></{inner}>\n" for a in addresses)
    start = f'<?xml version="1.0" encoding="UTF-8"?>\n<{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{start}{rows}</{outer}>\n"


def _file(path: str, text: str) -> Output:
    return Output(path, content=text.encode(), origin=path)
