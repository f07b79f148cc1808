"""Files of the two builds before stay where their names change with their content; what is taken back goes at once."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from portal import LEAN, NOTICE, Change, gksite, tree
from test_write import held, put_in, times

from gksite.former import names_its_content

NOINDEX = b'<meta name="robots" content="noindex">'
MANY = "".join(
    f"      - {{number: {n}, title: 第{n}项任务, requirement: 做好第{n}项工作。, lead: [市财政局]}}\n"
    for n in range(4, 120)
)
"""Tasks enough that the search has an index."""


def version(number: int, **more: bytes) -> dict[str, bytes]:
    """A small site whose script and index have other names each time."""
    digest = f"{number:x}" * 12
    return {
        "a.html": f"{number}".encode(),
        f"assets/site.{digest[:10]}.css": b"css",
        f"pagefind/ceshi-{digest}/fragment/ceshi.0.pf_fragment": b"words",
        "pagefind/start.bin": f"{number}".encode(),
        **more,
    }


def named_by(number: int, output: Path) -> list[str]:
    """The files that stand there of those whose names came with a version."""
    return [path for path in version(number) if names_its_content(path) and (output / path).exists()]


def listed(output: Path) -> dict[str, int]:
    """What the list says of files of builds before."""
    found = json.loads((output / ".gksite.json").read_text(encoding="utf-8"))
    return dict(found.get("former", {}))


def test_they_stay_for_two_builds_and_go_with_the_third(tmp_path: Path) -> None:
    output = tmp_path / "output"
    for number in range(1, 6):
        assert put_in(version(number), output).found == []
        there = [len(named_by(each, output)) for each in range(1, number + 1)]
        assert there == [0, 0, *[2] * 3][-number:] if number > 3 else [2] * number
        assert (output / "pagefind/start.bin").read_bytes() == b"%d" % number
    assert set(listed(output).values()) == {1, 2}
    held(output)


def test_a_build_that_changes_nothing_does_not_count(tmp_path: Path) -> None:
    output = tmp_path / "output"
    put_in(version(1), output)
    put_in(version(2), output)
    before = times(output)
    for _ in range(4):
        put_in(version(2), output)
    assert times(output) == before
    assert len(named_by(1, output)) == 2


def test_what_is_wanted_again_is_of_this_build(tmp_path: Path) -> None:
    output = tmp_path / "output"
    for number in (1, 2, 1):
        put_in(version(number), output)
    assert dict.fromkeys(named_by(2, output), 1) == listed(output)
    assert named_by(1, output)


def test_a_first_build_says_nothing_of_others(tmp_path: Path) -> None:
    put_in(version(1), tmp_path / "output")
    assert listed(tmp_path / "output") == {}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"notices/x.html": b"secret"}, {}),
        ({"data/notices/x.json": b"secret"}, {}),
        ({"notices/x.html": b"secret"}, {"notices/x.html": NOINDEX}),
        ({"files/a.pdf": b"secret"}, {}),
    ],
)
def test_where_something_is_taken_back_no_index_of_before_stays(
    tmp_path: Path, before: dict[str, bytes], after: dict[str, bytes]
) -> None:
    """An index holds words of pages; the scripts and styles of before hold none."""
    output = tmp_path / "output"
    put_in(version(1, **before), output)
    put_in(version(2, **before), output)
    put_in(version(3, **after), output)
    assert [path for path in named_by(1, output) + named_by(2, output) if path.startswith("pagefind/")] == []
    assert len([path for path in named_by(1, output) + named_by(2, output) if path.startswith("assets/")]) == 2


def test_one_that_others_changed_is_never_deleted_and_is_told(tmp_path: Path) -> None:
    output = tmp_path / "output"
    put_in(version(1), output)
    put_in(version(2), output)
    (style,) = (path for path in named_by(1, output) if path.startswith("assets/"))
    (output / style).write_bytes(b"mine")
    for number in (3, 4, 5):
        told = [problem.code.id for problem in put_in(version(number), output).found]
        assert told == ["GK311"]
        assert (output / style).read_bytes() == b"mine"
        assert style not in json.loads((output / ".gksite.json").read_text(encoding="utf-8"))["files"]


def test_one_that_somebody_deleted_is_forgotten(tmp_path: Path) -> None:
    output = tmp_path / "output"
    put_in(version(1), output)
    put_in(version(2), output)
    for path in named_by(1, output):
        (output / path).unlink()
    assert put_in(version(3), output).found == []
    assert set(listed(output)) == set(named_by(2, output))


@pytest.mark.parametrize("ages", ['{"a.html": 1}', '{"../x": 1}', "[]", '{"assets/site.0123456789.css": 99}', '"x"'])
def test_ages_that_make_no_sense_do_no_harm(tmp_path: Path, ages: str) -> None:
    output = tmp_path / "output"
    put_in(version(1), output)
    whole = json.loads((output / ".gksite.json").read_text(encoding="utf-8"))
    (output / ".gksite.json").write_text(json.dumps({**whole, "former": json.loads(ages)}), encoding="utf-8")
    put_in(version(2), output)
    assert (output / "a.html").read_bytes() == b"2"
    assert put_in(version(2), output).errors() == []


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("assets/site.b5b5383ddc.js", True),
        ("pagefind/ceshi-61b6aa5fc930/fragment/ceshi.0.pf_fragment", True),
        ("pagefind/ceshi.2018-61b6aa5fc930/pagefind-entry.json", True),
        ("assets/search.js", False),
        ("pagefind/start.bin", False),
        ("pagefind/engine/wasm.unknown.pagefind", False),
        ("files/report.b5b5383ddc.pdf", False),
        ("notices/x-61b6aa5fc930/index.html", False),
    ],
)
def test_only_assets_and_indexes_are_named_by_their_content(path: str, *, named: bool) -> None:
    assert names_its_content(path) == named


def run(root: Path, *args: str) -> None:
    ran = gksite("build", "--root", root, "--today", "2026-01-01", *args)
    assert ran.code == 0, ran.err


def rewrite(root: Path, old: str, new: str) -> None:
    path = root / "content/notices/ceshi-2018.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.fixture
def indexed(portal: Callable[..., Path]) -> Path:
    """A portal whose search has an index."""
    notice = re.sub(r"(?m)^source:\n.*\n.*\n|^ +source: .*\n", "", NOTICE) + MANY
    changes: dict[str, Change] = {
        "site.yaml": f"{LEAN}search: index\n",
        "content/notices/ceshi-2018.yaml": notice,
        "content/sources/ceshi.txt": None,
    }
    return portal(changes)


def folders(root: Path) -> set[str]:
    """The indexes that stand in output/."""
    return {path.name for path in (root / "output/pagefind").iterdir() if path.is_dir()}


def test_an_index_that_a_reader_has_begun_with_stays_for_two_edits(indexed: Path) -> None:
    run(indexed)
    first = {path: digest for path, digest in tree(indexed / "output").items() if names_its_content(path)}
    names = folders(indexed)
    assert first
    for number in (5, 6):
        rewrite(indexed, f"第{number}项工作", f"第{number}项甲工作")
        run(indexed)
        after = tree(indexed / "output")
        assert {path: after[path] for path in first} == first
    rewrite(indexed, "第7项工作", "第7项甲工作")
    run(indexed)
    assert names - folders(indexed)


def test_no_cache_keeps_no_index_of_before(indexed: Path) -> None:
    run(indexed)
    rewrite(indexed, "第5项工作", "改过的工作")
    run(indexed, "--no-cache")
    rebuilt = tree(indexed / "output")
    assert listed(indexed / "output") == {}
    run(indexed, "--output", str(indexed / "other"))
    assert tree(indexed / "other") == rebuilt


def test_withdrawing_leaves_no_index_of_before(indexed: Path) -> None:
    run(indexed)
    rewrite(indexed, "第5项工作", "改过的工作")
    run(indexed)
    before = folders(indexed)
    ran = gksite("withdraw", "ceshi-2018", "--root", indexed, "--today", "2026-01-01")
    assert ran.code == 0, ran.err
    assert {name for name in before & folders(indexed) if name.startswith("ceshi-")} == set()
