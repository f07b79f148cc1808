"""Whatever words, grids and broken notices come, an import drafts or refuses them: nothing is raised or hangs."""

import json
import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fuzzing_meaning import KINDS

_AT_ONCE = 2000
"""Cases of one process, which bounds what a leak could hide."""


def carried(first: int, last: int, seed: int) -> Counter[str]:
    """How some cases ended; each had the seconds that a file has."""
    script = Path(__file__).parent / "fuzzing_meaning.py"
    command = [sys.executable, script, str(first), str(last), str(seed)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=3600, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    told = json.loads(ran.stdout)
    assert told["wrong"] == []
    return Counter(told["ended"])


def test_a_sample_of_all_kinds_is_drafted_or_refused() -> None:
    """Some of each kind are drafted, so that the way is gone to its end."""
    ended = carried(0, 60, 1)
    assert ended.total() == 60
    for kind in KINDS:
        assert ended[f"{kind} drafted"] > 0


@pytest.mark.proof
def test_forty_thousand_texts_grids_and_mutated_notices_are_drafted_or_refused() -> None:
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as workers:
        parts = [workers.submit(carried, at, at + _AT_ONCE, 2) for at in range(0, 40_000, _AT_ONCE)]
        ended = sum((part.result() for part in parts), Counter[str]())
    assert ended.total() == 40_000
    for kind in KINDS:
        assert ended[f"{kind} drafted"] > 1000
