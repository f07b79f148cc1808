"""Cards: pages of a task or an agency that stand inside pages of others; where they are, and how to tell them."""

import re

CARDS = r"(?:notices/[^/]+/tasks/[0-9]+|agencies/[^/]+/[^/]+)/card/"
"""An expression for the addresses of cards, from the site's root, in the language of every server too."""
_CARD = re.compile(CARDS)
"""The address of a card."""


def card_of(url: str) -> str:
    """The address of the card of a task or an agency, by that of its page."""
    return f"{url}card/"


def is_card(url: str) -> bool:
    """Whether an address is that of a card."""
    return _CARD.fullmatch(url) is not None
