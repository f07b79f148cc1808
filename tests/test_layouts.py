"""Notices in layouts that the importer was not made for are understood as tests/layouts/README.md says."""

import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cited import check
from sampling import some

from gksite.documents.yaml_reader import Document
from gksite.drafting.transcribe import transcribe
from gksite.model.blocks import Reading
from gksite.model.draft import Draft, DraftSection, DraftTask
from gksite.readers import no_progress
from gksite.readers.child import reader
from gksite.readers.kinds import kind_of
from gksite.understanding.understand import understand

LAYOUTS = Path(__file__).parent / "layouts"
EXPECTED = sorted(LAYOUTS.glob("*.expected.json"), key=lambda path: int(path.name.split("-")[0]))
NAMES = [path.name.removesuffix(".expected.json") for path in EXPECTED]

FACTS = ("title", "number", "issuer", "issued", "printed", "disclosure", "addressees", "cc")
MORE_FACTS = ("table_title", "preamble", "index_code")
"""Compared where the truth states them."""
FIELDS = ("number", "label", "sections", "title", "requirement", "lead", "support", "inherited", "deadline", "remark")

every_layout = pytest.mark.parametrize("name", NAMES)


def bare(value: Any) -> Any:
    """A value without any blank in its texts."""
    if isinstance(value, str):
        return re.sub(r"\s", "", value)
    return [bare(item) for item in value] if isinstance(value, (list, tuple)) else value


def truth_of(name: str) -> dict[str, Any]:
    """What a careful editor would record."""
    truth: dict[str, Any] = json.loads((LAYOUTS / f"{name}.expected.json").read_text("utf-8"))
    return truth


def file_of(name: str) -> Path:
    """The notice as received."""
    (found,) = (path for path in LAYOUTS.glob(f"{name}.*") if path.suffix != ".json")
    return found


@pytest.fixture(scope="module")
def drafts() -> dict[str, Draft]:
    """Every layout as understood."""
    return {name: understand(reading_of(file_of(name))) for name in NAMES}


@cache
def reading_of(path: Path) -> Reading:
    """A layout as read; the process that reads files from outside is tried elsewhere."""
    data = path.read_bytes()
    content = reader(kind_of(data, path.name))(data, no_progress)
    return Reading(path.name, hashlib.sha256(data).hexdigest(), content.blocks, content.facts, content.remarks)


def walk(sections: tuple[DraftSection, ...], above: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], DraftTask]]:
    """Each task with its headings from top to leaf, in printed order."""
    found = []
    for section in sections:
        titles = (*above, section.title) if section.title else above
        found += [(titles, task) for task in section.tasks] + walk(section.sections, titles)
    return found


def plain(titles: tuple[str, ...], task: DraftTask) -> dict[str, Any]:
    """A task of a draft in the form of the truth."""
    shown = {field: getattr(task, field, None) for field in FIELDS}
    shown |= {"sections": titles, "lead": task.lead.names, "support": task.support.names}
    return {field: bare(value) for field, value in shown.items()}


def differences(expected: dict[str, Any], actual: dict[str, Any], where: str) -> list[str]:
    """One line per field that differs: where, field, expected, actual."""
    return [
        f"{where} {key}: expected {bare(expected[key])!r}, got {actual[key]!r}"
        for key in actual
        if bare(expected[key]) != actual[key]
    ]


def fact(draft: Draft, key: str) -> Any:
    """A fact of the header in the form of the truth."""
    value = getattr(draft, key)
    return bare(value.isoformat() if hasattr(value, "isoformat") else value)


def doubts_amiss(truth: list[dict[str, Any]], drawn: list[tuple[tuple[str, ...], DraftTask]]) -> list[str]:
    """Tasks without the doubt that they deserve, and with one that they do not."""
    wrong = {"must": lambda doubts: not doubts, "no": bool, "may": lambda doubts: False}
    return [
        f"task {expected['number']}: doubt {expected['doubt']}, got {[d.reason.message for d in task.doubts]}"
        for expected, (_, task) in zip(truth, drawn, strict=False)
        if wrong[expected["doubt"]](task.doubts)
    ]


@every_layout
def test_the_facts_of_the_header_are_found(name: str, drafts: dict[str, Draft]) -> None:
    truth = truth_of(name)
    keys = FACTS + tuple(key for key in MORE_FACTS if key in truth)
    assert differences(truth, {key: fact(drafts[name], key) for key in keys}, name) == []


@every_layout
def test_every_task_is_understood(name: str, drafts: dict[str, Draft]) -> None:
    truth, drawn = truth_of(name)["tasks"], walk(drafts[name].sections)
    amiss = [
        line
        for expected, (titles, task) in zip(truth, drawn, strict=False)
        for line in differences(expected, plain(titles, task), f"{name} task {expected['number']}")
    ]
    assert amiss == []
    assert len(drawn) == len(truth)


@every_layout
def test_doubts_stand_where_they_are_deserved_and_nowhere_else(name: str, drafts: dict[str, Draft]) -> None:
    assert doubts_amiss(truth_of(name)["tasks"], walk(drafts[name].sections)) == []


@pytest.mark.parametrize("name", some(NAMES, 3))
def test_a_draft_says_what_its_file_says(name: str) -> None:
    """What `gksite check` would say of the draft, untouched."""
    path = file_of(name)
    reading = reading_of(path)
    notice = transcribe(understand(reading), reading, (), None, None).notice
    assert notice.sections
    assert [problem.text(str) for problem in check(Document("x.yaml", "id: x\n"), notice, reading)] == []


def test_a_wrong_draft_is_noticed() -> None:
    """One changed field, one missing doubt and one doubt too many are each told."""
    truth = truth_of("06-merged-downward")["tasks"]
    task = DraftTask(number=5, spot=None, title="公开涉企收费", requirement="动态更新收费目录")  # type: ignore[arg-type]
    assert [line.split(" ")[2] for line in differences(truth[4], plain(("一、稳步推进主动公开",), task), "task 5")] == [
        "requirement:",
        "support:",
    ]
    assert len(doubts_amiss([truth[4]], [((), task)])) == 1


def test_every_layout_has_its_truth_and_its_line_in_the_readme() -> None:
    """No file is left out of the comparison."""
    numbers = re.findall(r"^\| (\d{2,3}) \|", (LAYOUTS / "README.md").read_text("utf-8"), re.MULTILINE)
    files = [path.stem for path in LAYOUTS.iterdir() if path.suffix in (".txt", ".tsv", ".html")]
    assert sorted(files) == sorted(NAMES)
    assert [name.split("-")[0] for name in NAMES] == numbers
