"""Names in a row, as one cell holds them."""

SEPARATORS = "、，,；;"


def pieces(line: str) -> list[str]:
    """A line cut behind every separator outside brackets, the separators kept."""
    found, depth = [""], 0
    for character in line:
        depth += (character in "（(") - (character in "）)")
        found[-1] += character
        if depth <= 0 and character in SEPARATORS:
            found.append("")
    return found
