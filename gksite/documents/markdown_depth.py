"""How deep the lists and quotations of a Markdown text go: beyond measure the converter would run out of stack."""

import re

from gksite.documents.markdown import to_html
from gksite.documents.yaml_reader import DEEPEST, TOO_DEEP
from gksite.problems.problem import Location, Problems

_NESTING = re.compile(r"<(/?)(?:ul|ol|blockquote)\b")
"""Where a list or a quotation begins or ends."""


def note_depth(text: str, place: Location, problems: Problems, *, top: int = 1) -> None:
    """Note a Markdown text that is nested beyond measure."""
    if _is_too_deep(text, top):
        problems.add(TOO_DEEP, place, limit=DEEPEST)


def _is_too_deep(text: str, top: int) -> bool:
    try:
        html = to_html(text, top=top)
    except RecursionError:
        return True
    depth = 0
    for tag in _NESTING.finditer(html):
        depth += 1 - 2 * len(tag[1])
        if depth > DEEPEST:
            return True
    return False
