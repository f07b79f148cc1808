"""Files of the builds before that stay for a while: pages that a browser has kept still find what they name.

Only files whose names change with their content: any other name has one content, that of the last build.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from gksite.documents.files import content_of
from gksite.ledger.shrinking import EMPTY
from gksite.manifest import Manifest, altered

STAY = 2
"""Builds with other content for which such a file stays when nothing wants it any more."""
_FOLDERS = ("assets/", "pagefind/")
"""Where such files stand."""
_DIGEST = re.compile(r"[-.][0-9a-f]{10,64}(?:\.|$)")
"""What tells that a folder or file is named by its content."""
INDEXES = "pagefind/"
"""The indexes among them, which hold words of pages."""


def names_its_content(path: str) -> bool:
    """Whether a file, or a folder above it, has another name when its content is another."""
    return path.startswith(_FOLDERS) and any(_DIGEST.search(part) for part in path.split("/"))


def ages(held: Manifest, wanted: Mapping[str, str]) -> dict[str, int]:
    """How many builds ago each file that stays was last wanted; a build that changes nothing does not count."""
    before = {path: digest for path, digest in held.files.items() if digest and path not in held.former}
    step = int(before != wanted)
    found = {}
    for path, digest in held.files.items():
        age = held.former.get(path, 0) + step
        if path not in wanted and digest and names_its_content(path) and 0 < age <= STAY:
            found[path] = age
    return found


def spoiled(held: Manifest, wanted: Mapping[str, str], output: Path) -> Iterator[str]:
    """Files named by their content that nothing wants and that hold another one: somebody has put it there."""
    unwanted = [path for path in held.files if path not in wanted and names_its_content(path)]
    for path, _ in altered(unwanted, output, held):
        yield path


def takes_back(removed: list[str], changed: Mapping[str, bytes], output: Path) -> bool:
    """Whether a build makes something private again that is public: then no index of before may hold its words."""
    if any(not names_its_content(path) for path in removed):
        return True
    for path, content in changed.items():
        if path.endswith(".html") and EMPTY in content and EMPTY not in (content_of(output, path) or EMPTY):
            return True
    return False
