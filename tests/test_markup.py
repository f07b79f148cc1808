"""The Nu Html Checker finds nothing to say of the pages, style sheets and pictures that we publish."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from portal import build, put, write_portal
from test_docs import whole_files
from test_strings import IDENTITY, english_portal
from tools import Finding, nu

HEAD = '<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>页</title>'
FAULTS = {
    "faulty/page.html": f'{HEAD}<p><img src="a"></div>',
    "faulty/style.css": "p { colour: red }\n",
    "faulty/picture.svg": '<svg xmlns="http://www.w3.org/2000/svg"><p/></svg>\n',
    "faulty/warned.html": f"{HEAD}<section>页</section>",
}
UNKNOWN = {
    "CSS: “container-type”: Property “container-type” doesn't exist.": "CSS Containment 3; in browsers since 2023",
    "CSS: Unrecognized at-rule “@container”": "the same",
}
"""What the checker takes for a fault because it does not know it yet, and what it is."""
GUESSED = "This document appears to be written in "
"""The checker guesses, now so and now so, the language of a page that is little more than names of keys."""
KEYS = "data/schema/index.html"
Checked = Mapping[Path, list[Finding]]


def published(output: Path) -> list[Path]:
    """Every page, style sheet and picture of a site."""
    return [path for path in sorted(output.rglob("*")) if path.suffix in (".html", ".css", ".svg")]


def kinds(output: Path) -> list[Path]:
    """Of every folder of a site a file of each type that lies as deep: the longest (make statement takes them all)."""
    longest: dict[tuple[str, int, str], Path] = {}
    for path in published(output):
        parts = path.relative_to(output).parts
        key = (parts[0], len(parts), path.suffix)
        longest[key] = max(path, longest.get(key, path), key=lambda each: each.stat().st_size)
    return [*longest.values()]


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal in English, with what real notices rarely have."""
    root = english_portal(tmp_path_factory.mktemp("english"), IDENTITY)
    ran = build(root, "--offline")
    assert ran.code == 0, ran.err
    return root / "output"


@pytest.fixture(scope="module")
def rare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The handbook's example, which uses every key there is."""
    root = tmp_path_factory.mktemp("rare")
    for name, text in whole_files().items():
        put(root / name, text)
    ran = build(root)
    assert ran.code == 0, ran.err
    return root / "output"


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files that each have a fault."""
    return write_portal(tmp_path_factory.mktemp("faulty"), FAULTS) / "faulty"


@pytest.fixture(scope="module")
def checked(
    real_site: Path, english: Path, rare: Path, components_site: Path, tracked_site: Path, faulty: Path
) -> Checked:
    """The real site's files of each kind and all of the small sites, in one start of the checker."""
    small = (path for folder in (english, rare, components_site, tracked_site, faulty) for path in published(folder))
    return nu([*kinds(real_site), *small])


def remarks(checked: Checked, folder: Path) -> list[str]:
    """What was said of a folder's files and is not excused, as one reads it."""
    return [
        f"{path.relative_to(folder)}:{finding.where}: {finding.rule}: {finding.what}"
        for path, findings in checked.items()
        if path.is_relative_to(folder)
        for finding in findings
        if finding.what not in UNKNOWN
        if not (finding.what.startswith(GUESSED) and path.relative_to(folder).as_posix() == KEYS)
    ]


@pytest.mark.parametrize("site", ["real_site", "english", "rare", "components_site", "tracked_site"])
def test_every_kind_of_page_style_and_picture_is_valid(
    checked: Checked, site: str, request: pytest.FixtureRequest
) -> None:
    folder = request.getfixturevalue(site)
    suffixes = [path.suffix for path in checked if path.is_relative_to(folder)]
    assert {".html", ".css", ".svg"} <= set(suffixes)
    assert remarks(checked, folder) == []


def test_the_checker_still_does_not_know_what_it_is_excused_for(checked: Checked) -> None:
    assert UNKNOWN.keys() <= {finding.what for findings in checked.values() for finding in findings}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_each_kind_is_found(checked: Checked, faulty: Path, name: str) -> None:
    assert checked[faulty.parent / name] != []
