"""The yardstick of personal data is what its generator writes, and has what it promises."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

YARDSTICK = Path(__file__).parent / "privacy"
CASES = [json.loads(line) for line in (YARDSTICK / "cases.jsonl").read_text(encoding="utf-8").splitlines()]


def test_the_cases_are_what_the_generator_writes() -> None:
    script = "import make, sys; sys.stdout.buffer.write(make.written().encode())"
    made = subprocess.run([sys.executable, "-c", script], cwd=YARDSTICK, capture_output=True, check=True)
    assert made.stdout == (YARDSTICK / "cases.jsonl").read_bytes()


def test_there_are_three_hundred_of_both_a_third_in_attachments() -> None:
    counts = Counter(case["label"] for case in CASES)
    attached = Counter(case["label"] for case in CASES if case["form"] not in ("text", "table"))
    for label in ("hit", "near"):
        assert counts[label] >= 300
        assert 3 * attached[label] >= counts[label] - 3


def test_the_generator_shares_no_code_with_the_package() -> None:
    for path in YARDSTICK.glob("*.py"):
        assert "gksite" not in path.read_text(encoding="utf-8")
