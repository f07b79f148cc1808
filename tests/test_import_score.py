"""The five notices, understood anew from their sources, say what their reviewed transcriptions say.

The truth is read with yaml itself; blanks and the width of characters do not count, nothing else is forgiven.
"""

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml

from gksite.model.blocks import Reading
from gksite.model.draft import Draft, DraftSection, DraftTask
from gksite.readers.text import read
from gksite.readers.text_markup import plain
from gksite.text.dates import printed_date
from gksite.understanding.understand import understand

CONTENT = Path(__file__).parent.parent / "content"
NOTICES = sorted(path.stem for path in (CONTENT / "notices").glob("*.yaml"))
FACTS = (
    *("title", "number", "issuer", "issued", "printed", "disclosure"),
    *("addressees", "preamble", "table_title", "closing", "cc"),
)
UNSEEN = {("quanzhou-2018", 17): "a character that only the sense of the sentence misses"}
"""Rows with a note on something that no rule can see."""

every_notice = pytest.mark.parametrize("name", NOTICES)


class _Dates(yaml.SafeLoader):
    """YAML in which a date stays text."""


_Dates.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if not tag.endswith("timestamp")]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def truth_of(name: str) -> dict[str, Any]:
    """The reviewed notice."""
    truth: dict[str, Any] = yaml.load((CONTENT / "notices" / f"{name}.yaml").read_text("utf-8"), _Dates)
    return truth


def source_of(name: str) -> Path:
    """The file that it was transcribed from."""
    path: Path = CONTENT / "sources" / truth_of(name)["source"]["file"]
    return path


def understood(data: bytes) -> Draft:
    """The draft of a text."""
    content = read(data, lambda done, total: None)
    return understand(Reading("notice.txt", "", content.blocks, content.facts, content.remarks))


@pytest.fixture(scope="module")
def drafts() -> dict[str, Draft]:
    """All five as understood."""
    return {name: understood(source_of(name).read_bytes()) for name in NOTICES}


def bare(text: object) -> str:
    """A text without blanks."""
    return re.sub(r"\s", "", str(text)) if text is not None else ""


def folded(name: str) -> str:
    """A name as the registry compares it."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name))


def tasks_of(sections: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Every reviewed task with its headings."""
    for section in sections:
        titles = (*above, section["title"])
        yield from ((titles, task) for task in section.get("tasks", ()))
        yield from tasks_of(section.get("sections", ()), titles)


def drafted(
    sections: tuple[DraftSection, ...], above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], DraftTask]]:
    """Every task of a draft with its headings."""
    for section in sections:
        titles = (*above, section.title)
        yield from ((titles, task) for task in section.tasks)
        yield from drafted(section.sections, titles)


def pairs(name: str, draft: Draft) -> list[tuple[Any, Any, Any, DraftTask]]:
    """(headings, task) as reviewed beside (headings, task) as understood, by number."""
    found = {task.number: (titles, task) for titles, task in drafted(draft.sections)}
    truth = list(tasks_of(truth_of(name)["sections"]))
    assert [task["number"] for _, task in truth] == list(found)
    return [(titles, task, *found[task["number"]]) for titles, task in truth]


def printed(entry: Any) -> str:
    """An agency entry as printed."""
    return folded(entry if isinstance(entry, str) else entry["as"])


def test_titles_and_requirements_are_those_of_the_transcription(drafts: dict[str, Draft]) -> None:
    same = [
        bare(task.get(field)) == bare(getattr(ours, field))
        for name in NOTICES
        for _, task, _, ours in pairs(name, drafts[name])
        for field in ("title", "requirement")
        if task.get(field) or getattr(ours, field)
    ]
    assert sum(same) / len(same) >= 0.99


def test_sections_are_those_of_the_transcription(drafts: dict[str, Draft]) -> None:
    wrong = [
        (name, task["number"], titles, theirs)
        for name in NOTICES
        for titles, task, theirs, _ in pairs(name, drafts[name])
        if list(map(bare, titles)) != list(map(bare, theirs))
    ]
    assert wrong == []


@pytest.mark.parametrize("role", ["lead", "support"])
def test_agencies_are_those_of_the_transcription(role: str, drafts: dict[str, Draft]) -> None:
    """As written; which agency a name means is decided against the registry."""
    right = ours = theirs = 0
    for name in NOTICES:
        for _, task, _, draft in pairs(name, drafts[name]):
            if "doubts" not in task:
                wanted = Counter(map(printed, task.get(role, ())))
                found = Counter(map(folded, getattr(draft, role).names))
                right, ours, theirs = right + (wanted & found).total(), ours + found.total(), theirs + wanted.total()
    assert 2 * right / (ours + theirs) >= 0.98


@every_notice
def test_inherited_cells_labels_and_places_are_those_of_the_transcription(name: str, drafts: dict[str, Draft]) -> None:
    wrong = [
        task["number"]
        for _, task, _, ours in pairs(name, drafts[name])
        if list(ours.inherited) != task.get("inherited", [])
        or ours.label != task.get("label")
        or list(ours.spot.lines or ()) != task["source"]["lines"]
    ]
    assert wrong == []


@every_notice
def test_the_facts_of_the_header_are_those_of_the_transcription(name: str, drafts: dict[str, Draft]) -> None:
    """Where a source states no disclosure the transcription is signed, the draft in a doubt."""
    truth, draft = truth_of(name), drafts[name]
    wanted = {fact: bare(truth.get(fact)) for fact in FACTS if fact != "cc"}
    found = {fact: bare(getattr(draft, fact)) for fact in FACTS if fact != "cc"}
    if "没有印公开属性" in str(truth.get("differs")):
        assert draft.disclosure is None
        assert "fact" in {doubt.kind for doubt in draft.doubts}
        wanted["disclosure"] = ""
    assert found == wanted
    assert list(draft.cc) == truth.get("cc", [])


@every_notice
def test_rows_that_a_person_must_see_are_doubted(name: str, drafts: dict[str, Draft]) -> None:
    missed = [
        task["number"]
        for _, task, _, ours in pairs(name, drafts[name])
        if "doubts" in task and not ours.doubts and (name, task["number"]) not in UNSEEN
    ]
    assert missed == []
    assert ("doubts" in truth_of(name)) <= bool(drafts[name].doubts)


@every_notice
def test_no_row_is_doubted_that_a_person_need_not_see(name: str, drafts: dict[str, Draft]) -> None:
    """Doubtful are the rows with a doubt of their own, and those that a doubt of the whole notice names."""
    path = CONTENT / "notices" / f"{name}.yaml"
    head = "".join(line for line in path.read_text("utf-8").splitlines() if line.startswith("#"))
    named = rows_named("".join(doubt["text"] for doubt in truth_of(name).get("doubts", ())) + head)
    needless = [
        task["number"]
        for _, task, _, ours in pairs(name, drafts[name])
        if ours.doubts and "doubts" not in task and task["number"] not in named
    ]
    assert needless == []


def rows_named(note: str) -> set[int]:
    """The numbers in 第42至45项 and 第 18、35、40 项."""
    found: set[int] = set()
    for listed in re.findall(r"第([\d至、\s第项]+)项", note):
        for part in re.split("、", re.sub(r"[\s第项]", "", listed)):
            first, _, last = part.partition("至")
            found |= set(range(int(first), int(last or first) + 1))
    return found


def test_notes_name_rows_in_words() -> None:
    assert rows_named("第42至45项、第58项；第 18、35 项") == {42, 43, 44, 45, 58, 18, 35}


def lost(data: bytes) -> list[tuple[int, str]]:
    """The lines that stand neither in a task, nor in a fact or heading of the draft, nor among what was not used."""
    draft = understood(data)
    spots = [*(task.spot for _, task in drafted(draft.sections)), *(spot for spot, _ in draft.unused)]
    held = {n for spot in spots if spot.lines for n in range(spot.lines[0], spot.lines[1] + 1)}
    texts = [getattr(draft, fact) for fact in FACTS if isinstance(getattr(draft, fact), str)]
    said = folded("\n".join(chain(texts, headings(draft.sections), draft.cc)))
    days = {draft.issued, draft.printed}
    return [
        (n, line)
        for n, line in enumerate(data.decode().split("\n"), 1)
        if n not in held and not stated(folded(re.sub("^#+ ", "", plain(line))), said, days, draft)
    ]


def headings(sections: tuple[DraftSection, ...]) -> Iterator[str]:
    """Every heading of a draft."""
    for section in sections:
        yield section.title
        yield from headings(section.sections)


def stated(line: str, said: str, days: set[Any], draft: Draft) -> bool:
    """Whether a line is in the draft as a whole, piece by piece, or as the date or the masthead that it is."""
    pieces = [piece for piece in re.split("[,、;。:|]|抄送:|公开方式:", line) if piece.strip("-")]
    dated = printed_date(line)
    return (
        all(piece in said for piece in pieces)
        or (dated is not None and dated in days)
        or (len(line) < 20 and bool(draft.disclosure) and folded(draft.disclosure or "") in line)
        or (bool(draft.issuer) and line == folded(draft.issuer or "") + "文件")
    )


@every_notice
def test_no_line_vanishes(name: str) -> None:
    assert lost(source_of(name).read_bytes()) == []


@every_notice
def test_no_line_vanishes_from_a_source_with_lines_torn_out(name: str) -> None:
    chance = random.Random(name)
    lines = source_of(name).read_text("utf-8").split("\n")
    for _ in range(6):
        torn = [line for line in lines if chance.random() > 0.08]
        assert lost("\n".join(torn).encode()) == []


@pytest.mark.proof
@every_notice
def test_no_line_vanishes_from_many_damaged_sources(name: str) -> None:
    chance = random.Random(f"{name} again")
    lines = source_of(name).read_text("utf-8").split("\n")
    for _ in range(200):
        torn = [line for line in lines if chance.random() > 0.05]
        at = chance.randrange(len(torn))
        torn[at] = torn[at][: len(torn[at]) // 2]
        torn.insert(at, torn[chance.randrange(len(torn))])
        assert lost("\n".join(torn).encode()) == []
