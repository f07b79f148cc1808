"""Which cases of a long list the ordinary run tries; `make proof` tries the others too."""

from collections.abc import Iterable
from typing import Any

import pytest


def some(cases: Iterable[Any], every: int) -> list[Any]:
    """Each so many-th case, of which variations of one kind stand beside each other; the others are proofs."""
    chosen: list[Any] = []
    for at, case in enumerate(cases):
        values = case if isinstance(case, tuple) else (case,)
        marks = [pytest.mark.proof] if at % every else []
        chosen.append(pytest.param(*values, marks=marks))
    return chosen
