"""Every planted fault of the fictitious portal is found where it stands, and the portal itself has none."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from faulty_portals import CORPUS, LEVELS, PORTAL, ROWS, TODAY, Fault, faults, plant
from portal import gksite

FAULTS = faults()
SAMPLE = FAULTS[5 :: len(FAULTS) // 8][:8]
"""Eight of them, spread over all files, for the ordinary run."""


def named(fault: Fault) -> str:
    """A label of a case."""
    return fault.name


def test_the_corpus_has_at_least_seventy_kinds_of_three_instances_each() -> None:
    """Kinds are counted by name; every instance has a reason and a row of the rules."""
    kinds = Counter((fault.part, fault.kind) for fault in FAULTS)
    assert len(kinds) >= 70
    assert set(kinds.values()) == {3}
    assert len({kind for _, kind in kinds}) == len(kinds)
    assert {fault.row for fault in FAULTS} <= ROWS
    assert {fault.level for fault in FAULTS} <= set(LEVELS[1:])
    assert all(fault.why.endswith("。") for fault in FAULTS)


def test_no_label_names_a_code() -> None:
    """The truth is written apart from the code that it judges."""
    for path in sorted(CORPUS.glob("*.yaml")):
        assert "GK" not in path.read_text(encoding="utf-8"), path.name


@pytest.mark.parametrize("part", sorted({fault.part for fault in FAULTS}))
def test_every_edit_applies_once_and_its_place_is_there(part: str, tmp_path: Path) -> None:
    """The words that are replaced stand in the file once, those of the place stand in the changed file, still YAML."""
    for number, fault in enumerate(fault for fault in FAULTS if fault.part == part):
        root = plant(fault, tmp_path / str(number))
        for words in fault.at:
            assert words in _text(root, fault.files), f"{fault.name}: “{words}” stands nowhere in {fault.files}"
        for edit in fault.edits:
            if edit["file"].endswith(".yaml") and (root / edit["file"]).exists():
                yaml.load((root / edit["file"]).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        assert {name.split("/")[0] for name in fault.also} <= {"site.yaml", "content"}


def test_three_instances_of_a_kind_differ_in_writing() -> None:
    """None of a kind is another's edit again."""
    seen = Counter((fault.kind, json.dumps(fault.edits, ensure_ascii=False, sort_keys=True)) for fault in FAULTS)
    assert [case for case, count in seen.items() if count > 1] == []


def test_the_portal_is_well_formed() -> None:
    """Every file of it is YAML of one mapping, named as its record is."""
    for path in sorted((PORTAL / "content" / "items").glob("*.yaml")):
        record = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert record["id"] == path.stem
        assert record["cleared"]["by"]
    for path in sorted((PORTAL / "content" / "reports").glob("*.yaml")):
        _adds_up(yaml.safe_load(path.read_text(encoding="utf-8")))


def _adds_up(report: Mapping[str, Any]) -> None:
    """Every row and column of a report, by the form's own sums."""
    requests = report["requests"]
    results = requests["results"]
    parts = [results["disclosed"], results["partly"]]
    for group in ("refused", "unavailable", "not_processed", "other"):
        parts += results[group].values()
    for row in (requests["new"], requests["carried_in"], requests["carried_over"], results["total"], *parts):
        assert len(row) == 7
        assert sum(row[:-1]) == row[-1]
    columns = [sum(column) for column in zip(*parts, strict=True)]
    assert columns == results["total"]
    for new, old, done, left in zip(
        requests["new"], requests["carried_in"], results["total"], requests["carried_over"], strict=True
    ):
        assert new + old == done + left
    for row in report["reviews"].values():
        assert sum(row[:-1]) == row[-1]


def test_what_is_left_over_in_one_year_is_what_the_next_begins_with() -> None:
    """结转下年度 of 2024 is 上年结转 of 2025."""
    first, second = (
        yaml.safe_load((PORTAL / "content" / "reports" / f"{year}.yaml").read_text(encoding="utf-8"))["requests"]
        for year in (2024, 2025)
    )
    assert first["carried_over"] == second["carried_in"]


def _text(root: Path, files: tuple[str, ...]) -> str:
    """The text of the files in which a finding may stand."""
    texts = []
    for name in files:
        if (root / name).is_file() and name.endswith((".yaml", ".md", ".txt")):
            texts.append((root / name).read_text(encoding="utf-8"))
    return "\n".join(texts)


def findings(root: Path, today: str) -> list[dict[str, Any]]:
    """What `gksite check` says of a portal, notes left out."""
    ran = gksite("check", "--root", root, "--today", today, "--format", "json")
    found = [json.loads(line) for line in ran.lines if line.startswith("{")]
    return [problem for problem in found if problem["level"] != "note"]


def within(file: str, places: tuple[str, ...]) -> bool:
    """Whether a file is one of the places, or below one."""
    return any(file == place or (place.endswith("/") and file.startswith(place)) for place in places)


def meets(fault: Fault, problem: Mapping[str, Any], root: Path) -> bool:
    """Whether a finding is the one that a fault deserves: grave enough, and in its place."""
    if LEVELS.index(problem["level"]) < LEVELS.index(fault.level) or not within(problem["file"], fault.files):
        return False
    if not fault.at or problem["file"].startswith("output/"):
        return True
    if not problem["line"]:
        return False
    line = (root / problem["file"]).read_text(encoding="utf-8").splitlines()[problem["line"] - 1]
    return any(words.strip("\n") in line for words in fault.at)


def judge(fault: Fault, folder: Path) -> None:
    """The fault is found in its place, and nothing else is found wanting elsewhere."""
    root = plant(fault, folder / "portal")
    found = findings(root, fault.today)
    said = [f"{p['file']}:{p['line']}: {p['code']} {p['level']} {p['message']}" for p in found]
    assert any(meets(fault, problem, root) for problem in found), said
    touched = (*fault.files, *fault.also, *(edit["file"] for edit in fault.edits), "output/")
    assert [line for problem, line in zip(found, said, strict=True) if not within(problem["file"], touched)] == []


def test_the_portal_itself_deserves_no_finding(tmp_path: Path) -> None:
    """A complete portal, on its day, without a waiver."""
    root = tmp_path / "portal"
    nothing = Fault("", "", "", "", "", "warning", (), (), (), frozenset(), False, TODAY)
    assert findings(plant(nothing, root), TODAY) == []
    assert not (PORTAL / "content" / "waivers.yaml").exists()


@pytest.mark.parametrize("fault", SAMPLE, ids=named)
def test_a_planted_fault_is_found_in_its_place(fault: Fault, tmp_path: Path) -> None:
    """Eight of all, with nothing false beside them."""
    judge(fault, tmp_path)


@pytest.mark.proof
@pytest.mark.parametrize("fault", FAULTS, ids=named)
def test_every_planted_fault_is_found_in_its_place(fault: Fault, tmp_path: Path) -> None:
    """Recall is one, and no finding is false."""
    judge(fault, tmp_path)
