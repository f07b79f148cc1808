"""What a browser prints, sheet by sheet."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from unicodedata import normalize

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTComponent, LTContainer, LTPage
from playwright.sync_api import Page

MARGIN = 15 / 25.4 * 72
"""Blank at the top and at the bottom of a sheet, in points: `@page` of print.css."""
logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it wants of fonts what a browser does not write


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its words without the blanks between them, and how much of its height they reach, from 0 to 1."""

    text: str
    filled: float


def sheets(page: Page) -> list[Sheet]:
    """A page as it is printed."""
    pdf = BytesIO(page.pdf(prefer_css_page_size=True))
    return [_sheet(each) for each in extract_pages(pdf, laparams=LAParams(all_texts=True))]


def _sheet(page: LTPage) -> Sheet:
    letters = [each for each in _letters(page) if each.get_text().strip()]
    top = page.height - MARGIN
    lowest = min((letter.y0 for letter in letters), default=top)
    # A font gives one shape for a sign and for the radical that looks like it
    text = normalize("NFKC", "".join(letter.get_text() for letter in letters))
    return Sheet(text, (top - lowest) / (top - MARGIN))


def _letters(parts: Iterable[LTComponent]) -> Iterable[LTChar]:
    for part in parts:
        if isinstance(part, LTChar):
            yield part
        elif isinstance(part, LTContainer):
            yield from _letters(part)
