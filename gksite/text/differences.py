"""Where two texts differ."""


def first_difference(one: str, other: str) -> int:
    """How many characters two texts have in common before they begin to differ, or one of them ends."""
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))
