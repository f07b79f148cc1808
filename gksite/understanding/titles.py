"""The title among the lines above the tasks: one to four lines, with the offices that issue it right above them."""

from collections.abc import Iterable, Iterator, Sequence

from gksite.model.blocks import Paragraph
from gksite.text.breaks import bare, glued, unspaced
from gksite.text.dates import is_date
from gksite.understanding import letter_lines


def title_at(before: Sequence[Paragraph]) -> range | None:
    """The lines of the first title with 关于, or of its second print where that alone has the office in front."""
    found = list(_titles(before))
    if not found:
        return None
    short = bare(whole(before[found[0].start : found[0].stop]))
    return next((at for at in found if _with_office(before[at.start : at.stop], short)), found[0])


def _titles(before: Sequence[Paragraph]) -> Iterator[range]:
    """The lines that make a title with 关于, with the offices right above them."""
    for last, paragraph in enumerate(before):
        if not letter_lines.ends_title(paragraph.text):
            continue
        first = last
        while (
            first > 0 and last - first < 3 and "关于" not in whole(before[first : last + 1]) and part(before[first - 1])
        ):
            first -= 1
        title = whole(before[first : last + 1])
        if "关于" not in title:
            continue
        offices: set[str] = set()
        while (
            title.startswith("关于") and first > 0 and letter_lines.is_office(office := before[first - 1].text.strip())
        ):
            if office in offices:
                break
            offices.add(office)
            first -= 1
        yield range(first, last + 1)


def _with_office(paragraphs: Sequence[Paragraph], short: str) -> bool:
    """Whether lines print a title that begins with 关于 once more, its office in front."""
    title = bare(whole(paragraphs))
    return short.startswith("关于") and title.endswith(short) and letter_lines.is_office(title.removesuffix(short))


def part(paragraph: Paragraph) -> bool:
    """Whether a line may be part of a title."""
    return letter_lines.is_heading_like(paragraph.text) and not is_date(paragraph.text)


def whole(paragraphs: Iterable[Paragraph]) -> str:
    """Some lines as one text."""
    text = ""
    for paragraph in paragraphs:
        text = glued(text, unspaced(paragraph.text))
    return text
