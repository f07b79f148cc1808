"""The record of a task, in the manner of OCDS: every release is in it, and they merge into what it says."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from portal import SITE, build, put
from tracked import BEGUN, DONE, changes, notice

from gksite.progress.merging import compiled, versioned

pytestmark = pytest.mark.exports

SCHEMA = json.loads((Path(__file__).parent / "facts/record.schema.json").read_text(encoding="utf-8"))
Form = dict[str, Any]


def records(output: Path) -> Iterator[tuple[str, Form]]:
    """Every record of a site, with its address."""
    for path in sorted(output.rglob("record.json")):
        yield path.relative_to(output).as_posix(), json.loads(path.read_text(encoding="utf-8"))


def merged(releases: list[Form]) -> Form:
    """OCDS 1.1, "Merging": by date; null removes, objects by key, lists of objects by id, other lists as a whole."""
    out: Form = {}

    def put_in(held: Form, new: Mapping[str, Any]) -> None:
        for key, value in new.items():
            if value is None:
                held.pop(key, None)
            elif isinstance(value, dict):
                held[key] = held.get(key, {})
                put_in(held[key], value)
            elif isinstance(value, list) and value and all(isinstance(v, dict) and "id" in v for v in value):
                known = {each["id"]: each for each in held.get(key, [])}
                for each in value:
                    put_in(known.setdefault(each["id"], {}), each)
                held[key] = list(known.values())
            else:
                held[key] = value

    for release in sorted(releases, key=lambda release: release["date"] or ""):
        put_in(out, {key: value for key, value in release.items() if key not in ("id", "date", "tag")})
    return out


def newest(value: Any) -> Any:
    """A versioned form with the last value of each field alone."""
    if isinstance(value, list) and value and all(isinstance(v, dict) and "releaseID" in v for v in value):
        return value[-1]["value"]
    if isinstance(value, list):
        return [newest(each) for each in value]
    if isinstance(value, dict):
        found = {key: newest(each) for key, each in value.items()}
        return {key: each for key, each in found.items() if each is not None}
    return value


@pytest.mark.parametrize("site", ["tracked_site", "real_site"])
def test_every_record_is_one_by_its_schema_and_merges_into_what_it_says(
    request: pytest.FixtureRequest, site: str
) -> None:
    output = request.getfixturevalue(site)
    valid = Draft202012Validator(SCHEMA)
    found = dict(records(output))
    assert len(found) == {"tracked_site": 12, "real_site": 245}[site]
    ids, processes = set(), set()
    for path, package in found.items():
        valid.validate(package)
        assert package["uri"].endswith(path)
        (record,) = package["records"]
        releases, whole = record["releases"], record["compiledRelease"]
        assert [r["date"] or "" for r in releases] == sorted(r["date"] or "" for r in releases)
        assert package["publishedDate"] == whole["date"] == releases[-1]["date"]
        own = {key: whole[key] for key in ("id", "date", "tag")}
        assert {**merged(releases), **own} == whole
        assert newest(record["versionedRelease"]) == merged(releases)
        assert {release["ocid"] for release in releases} == {record["ocid"]}
        processes.add(record["ocid"])
        ids.update(release["id"] for release in releases)
    assert len(processes) == len(found)
    assert len(ids) == sum(len(package["records"][0]["releases"]) for package in found.values())


def test_a_record_tells_what_the_data_tells(tracked_site: Path) -> None:
    """A release for each update, in its words; what holds now is what stands."""
    for path in sorted((tracked_site / "data/notices").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        for task in data["tasks"]:
            (record,) = json.loads((tracked_site / task["record"]).read_text(encoding="utf-8"))["records"]
            told = [r["implementation"]["updates"] for r in record["releases"] if "implementation" in r]
            assert [{k: v for k, v in each.items() if k != "id"} for (each,) in told] == task["updates"]
            if task["updates"]:
                assert record["compiledRelease"]["implementation"]["status"] == task["updates"][-1]["status"]
            assert record["compiledRelease"]["description"] == task["requirement"]


def test_a_correction_that_concerns_a_task_is_a_release_of_its_record(tracked_site: Path) -> None:
    tags = {}
    for path, package in records(tracked_site):
        releases = package["records"][0]["releases"]
        tags[path] = [release["tag"][0] for release in releases]
    assert tags["notices/jichuan-2026/tasks/3/record.json"] == ["planning", "planningUpdate", "implementation"]
    assert tags["notices/jichuan-2026/tasks/2/record.json"] == ["planning", "implementation"]
    assert tags["notices/jichuan-2026/tasks/6/record.json"] == ["planning"]
    assert tags["notices/jichuan-2025/tasks/1/record.json"] == [
        "planning",
        "implementation",
        *["implementationUpdate"] * 2,
    ]


def test_an_update_that_is_corrected_later_is_replaced_in_what_holds_and_kept_in_the_versions(
    portal: Callable[..., Path],
) -> None:
    fixed = BEGUN.replace("date: 2018-07-02", "date: 2018-12-01").replace("有限进展", "未启动")
    root = portal(changes(BEGUN, DONE, f"{fixed}            corrects: 2018-07-02\n"))
    assert build(root).code == 0
    _, package = next(records(root / "output"))
    (record,) = package["records"]
    held = record["compiledRelease"]["implementation"]
    assert held["status"] == "已完成"
    assert [(u["id"], u["date"], u["status"]) for u in held["updates"]] == [
        ("2018-07-02", "2018-12-01", "未启动"),
        ("2018-08-20", "2018-08-20", "已完成"),
    ]
    (first, _) = record["versionedRelease"]["implementation"]["updates"]
    assert [version["value"] for version in first["status"]] == ["有限进展", "未启动"]


def test_what_was_released_is_released_again_word_for_word(portal: Callable[..., Path]) -> None:
    """A later update adds a release and changes none."""
    root = portal(changes(BEGUN, **{"site.yaml": f"{SITE}url: https://a.example/\n"}))
    assert build(root).code == 0
    _, before = next(records(root / "output"))
    put(root / "content/notices/ceshi-2018.yaml", notice(BEGUN, DONE))
    assert build(root).code == 0
    _, after = next(records(root / "output"))
    assert after["records"][0]["releases"][:-1] == before["records"][0]["releases"]
    assert before["records"][0]["ocid"] == "gksite-a.example-ceshi-2018-1"


def test_a_notice_that_states_no_day_is_released_without_one(portal: Callable[..., Path]) -> None:
    root = portal({"content/notices/ceshi-2018.yaml": ("issued: 2018-06-12\n", "")})
    assert build(root).code == 0
    _, package = next(records(root / "output"))
    Draft202012Validator(SCHEMA).validate(package)
    assert package["publishedDate"] is None
    assert package["records"][0]["releases"][0]["date"] is None


@pytest.mark.parametrize("fault", ["status", "evidence", "reason", "extra"])
def test_the_schema_notices_a_fault(tracked_site: Path, fault: str) -> None:
    package = json.loads((tracked_site / "notices/jichuan-2025/tasks/3/record.json").read_text(encoding="utf-8"))
    update = package["records"][0]["releases"][-1]["implementation"]["updates"][0]
    update |= {"status": {"status": "好"}, "evidence": {"evidence": []}, "reason": {"reason": None}, "extra": {"x": 1}}[
        fault
    ]
    with pytest.raises(ValidationError):
        Draft202012Validator(SCHEMA).validate(package)


LEAVES = st.one_of(st.none(), st.integers(0, 3), st.text("甲乙", max_size=2), st.lists(st.integers(0, 2), max_size=2))
LISTED = st.lists(
    st.fixed_dictionaries({"id": st.sampled_from("ab"), "v": LEAVES}),
    min_size=1,
    max_size=2,
    unique_by=lambda x: x["id"],
)
CONTENT = st.fixed_dictionaries(
    {}, optional={"a": LEAVES, "b": LISTED, "c": st.fixed_dictionaries({"d": LEAVES}, optional={"e": LISTED})}
)


@given(st.lists(CONTENT, min_size=1, max_size=5))
def test_releases_of_any_content_merge_by_the_published_rules(contents: list[Form]) -> None:
    """Whatever releases say, theirs is what holds; the last of all versions is the same, but for what is empty."""
    releases = [
        {"ocid": "x", "id": f"x-{n}", "date": f"2018-01-0{n}", "tag": ["planning"], **content}
        for n, content in enumerate(contents, 1)
    ]
    whole = compiled("x", releases)
    assert {key: value for key, value in whole.items() if key not in ("id", "date", "tag")} == merged(releases)
    assert newest(versioned("x", releases)) == merged(releases)
