"""In the version for the elderly everything is large on every kind of page: words, links, what is pressed."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page
from sampling import some
from test_axe import LAST, Address, View, opened, sites

__all__ = ["sites"]

LINK, CONTROL = 44, 60
"""Heights in CSS pixels of a link and of what is pressed."""
LOW = """([link, control]) => {
  const found = [];
  for (const each of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {
    const { width, height } = each.getBoundingClientRect();
    if (!width || !each.checkVisibility({ visibilityProperty: true })) continue;
    if (each.closest('.hidden, .skip') || each.matches('[type=radio], [type=checkbox]')) continue;
    if (height >= (each.matches('a') ? link : control) - 0.1) continue;
    found.push(`${Math.round(height)}: ${each.outerHTML.replace(/\\s+/g, ' ').slice(0, 90)}`);
  }
  return found;
}"""
"""What is lower than that; of a choice its label is pressed."""
PAGES = [view for view in LAST if view.kind not in ("moved", "card")]
"""One page of each kind; a card has no script, and what leads away is not stayed on."""


def low(page: Page, address: str) -> list[str]:
    """What is too low on a page in the version for the elderly, folded parts opened."""
    page.goto(address)
    assert page.evaluate("document.documentElement.dataset.text") == "large"
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    found: list[str] = page.evaluate(LOW, [LINK, CONTROL])
    return found


@contextmanager
def elder(browser: Browser) -> Iterator[Page]:
    """A phone whose owner has chosen the version for the elderly."""
    with opened(browser, "large") as page:
        page.set_viewport_size({"width": 360, "height": 780})
        yield page


def test_what_is_too_low_is_found(browser: Browser, at_root: str) -> None:
    with elder(browser) as page:
        assert low(page, at_root) == []
        page.locator(".doors a").first.evaluate("e => { e.style.cssText = 'height: 43px; min-height: 0'; }")
        page.locator("main button").first.evaluate("e => { e.style.cssText = 'height: 59px; min-height: 0'; }")
        assert [each[:4] for each in page.evaluate(LOW, [LINK, CONTROL])] == ["59: ", "43: "]


@pytest.mark.parametrize("view", some(PAGES, 8), ids=[view.kind for view in PAGES])
def test_links_and_controls_of_every_kind_of_page_are_large(browser: Browser, sites: Address, view: View) -> None:
    with elder(browser) as page:
        found = low(page, sites(view))
        assert found == [], "\n".join(found)
