"""What editors wrote for one another beside what they publish: told by every check, and never published."""

from collections.abc import Iterator

from gksite.inspection.entries import Published
from gksite.model.texts import walk_texts
from gksite.problems.problem import Code, Level, Problem
from gksite.read import Records

REVIEW = Code(
    "GK286",
    "审校备注：“{review}”",
    why="review 只给编辑看，从不公开；不在检查时列出来，就没有人再看到它。",
    mend="事情办完的，删去 review；读者应当知道的，改写成一句话放进 note。",
    level=Level.NOTE,
)


def reviews(records: Records) -> Iterator[Problem]:
    """Each `review` of what is public; no family of rules, for a build need not repeat them."""
    entries: tuple[Published, ...] = (*records.notices, *records.column.items)
    for entry in entries:
        for key_path, text in walk_texts(entry.record):
            if key_path[-1] == "review":
                yield Problem(REVIEW, entry.document.location(key_path), review=text)
