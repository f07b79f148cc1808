"""Tables of labels, made by hand: cells parted by tabs, lines that begin with # say how."""

import csv
from collections.abc import Sequence
from pathlib import Path


def rows(path: Path, columns: Sequence[str] | None = None) -> list[dict[str, str]]:
    """The rows of a table by its columns, which its first line names where they are not given."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, columns, delimiter="\t", quoting=csv.QUOTE_NONE))
