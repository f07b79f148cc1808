"""The title among the lines above the tasks: one to four lines, with the offices that issue it right above them."""

from collections.abc import Iterable, Iterator, Sequence

from gksite.text.breaks import bare, glued, unspaced
from gksite.text.dates import is_date
from gksite.understanding import letter_lines

_ABOUT = "关于"
"""What the titles of official documents hold: 某市人民政府关于印发…的通知."""
_MOST_LINES = 4
"""Lines of a title."""


def title_at(lines: Sequence[str]) -> range | None:
    """The lines of the first title with 关于, or of its second print where that alone has the office in front."""
    titles = list(_titles(lines))
    if not titles:
        return None
    short = bare(whole(lines[titles[0].start : titles[0].stop]))
    for at in titles:
        if _adds_office(lines[at.start : at.stop], short):
            return at
    return titles[0]


def _titles(lines: Sequence[str]) -> Iterator[range]:
    """The lines that make a title with 关于, with the offices right above them."""
    for last, line in enumerate(lines):
        if not letter_lines.ends_title(line):
            continue
        first = _first_of_title(lines, last)
        title = whole(lines[first : last + 1])
        if title.startswith(_ABOUT):
            first = _first_of_offices(lines, first)
        if _ABOUT in title:
            yield range(first, last + 1)


def _first_of_title(lines: Sequence[str], last: int) -> int:
    """The line with which a title begins that ends in a line: that with 关于, where it stands near enough."""
    first = last
    while first > 0 and last - first + 1 < _MOST_LINES:
        if _ABOUT in whole(lines[first : last + 1]) or not may_be_title_line(lines[first - 1]):
            break
        first -= 1
    return first


def _first_of_offices(lines: Sequence[str], first: int) -> int:
    """The line with which the offices above a title begin, or the title where none stands there."""
    offices: set[str] = set()
    while first > 0:
        office = lines[first - 1].strip()
        if office in offices or not letter_lines.is_office(office):
            break
        offices.add(office)
        first -= 1
    return first


def _adds_office(lines: Sequence[str], short: str) -> bool:
    """Whether lines print a title that begins with 关于 once more, its office in front."""
    title = bare(whole(lines))
    return short.startswith(_ABOUT) and title.endswith(short) and letter_lines.is_office(title.removesuffix(short))


def may_be_title_line(line: str) -> bool:
    """Whether a line may be part of a title."""
    return letter_lines.is_heading_like(line) and not is_date(line)


def whole(lines: Iterable[str]) -> str:
    """Some lines as one text."""
    text = ""
    for line in lines:
        text = glued(text, unspaced(line))
    return text
