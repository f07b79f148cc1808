"""Brackets of every kind in a text, and which one opens where another closes."""

OPEN, CLOSED = "（(〔［[【", "）)〕］]】"
"""Brackets that may hold who is responsible: 【责任单位：市财政局】."""


def opening_of(text: str, end: int) -> int | None:
    """Where the bracket opens that closes at an index."""
    depth = 0
    for at in reversed(range(end + 1)):
        depth += (text[at] in CLOSED) - (text[at] in OPEN)
        if depth == 0:
            return at
    return None


def is_open_at_end(text: str) -> bool:
    """Whether a text opens a bracket that it does not close."""
    return sum(map(text.count, OPEN)) > sum(map(text.count, CLOSED))
