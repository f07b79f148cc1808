"""Every number on every page and in every export is the one that is counted again from the published data."""

import random
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from portal import REPOSITORY
from random_portals import write
from recount import differing
from recount_citizen import CITIZEN
from recount_exports import differing_exports
from recount_facts import FACTS
from recount_progress import PROGRESS
from recount_rules import RULES as OF_NOTICES
from sampling import some

from gksite.build import BuildOptions, make
from gksite.problems.problem import Problems

RULES = [*CITIZEN, *PROGRESS, *FACTS, *OF_NOTICES]

TODAY = date(2026, 12, 31)


def built(root: Path) -> dict[str, bytes]:
    """The files of a portal by path, without its search."""
    problems = Problems()
    tree = make(root, BuildOptions(TODAY, jobs=1, search=False), problems, lambda stage: None)
    return {file.path: file.content for file in tree.files}


@pytest.fixture(scope="module")
def sample() -> dict[str, bytes]:
    """The site of the five notices."""
    return built(REPOSITORY)


def test_every_number_of_the_sample_is_counted_again_from_its_data(sample: Mapping[str, bytes]) -> None:
    assert differing(sample, RULES) == []
    assert differing_exports(sample) == []


def test_every_number_of_a_portal_that_tracks_its_tasks_is_counted_again() -> None:
    files = built(REPOSITORY / "tests/sites/jichuan")
    assert differing(files, RULES) == []
    assert differing_exports(files) == []


@pytest.mark.parametrize("part", range(8))
def test_every_number_of_random_portals_is_counted_again_from_their_data(part: int, tmp_path: Path) -> None:
    _hold(range(part * 25, part * 25 + 25), tmp_path)


@pytest.mark.proof
@pytest.mark.parametrize("part", range(40))
def test_every_number_of_ten_thousand_random_portals_is_counted_again(part: int, tmp_path: Path) -> None:
    _hold(range(200 + part * 245, 200 + part * 245 + 245), tmp_path)


def _hold(seeds: range, folder: Path) -> None:
    for seed in seeds:
        files = built(write(folder / str(seed), seed))
        assert (differing(files, RULES), differing_exports(files)) == ([], []), f"seed {seed}"


def test_a_number_that_is_changed_on_a_page_is_found(tmp_path: Path) -> None:
    """Each kind of page has its numbers changed by one, one after the other."""
    files = built(write(tmp_path, 7))
    dice = random.Random(1)
    missed = []
    for path in sorted(files):
        numbers = list(
            re.finditer(r"(?<=>)(?:牵头 |责任 |共 |第 )?(\d+) ?(?:项|个|份|年)", files[path].decode("utf-8", "replace"))
        )
        if not path.endswith(".html") or path.startswith("accessibility") or not numbers:
            continue
        match = dice.choice(numbers)
        text = files[path].decode()
        changed = f"{text[: match.start(1)]}{int(match[1]) + 1}{text[match.end(1) :]}"
        if not differing({**files, path: changed.encode()}, RULES):
            missed.append((path, match[0]))
    assert missed == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    some(
        [
            ("data/tasks.csv", "quanzhou-2018,泉州市", "quanzhou-2019,泉州市"),
            ("data/notices/quanzhou-2018.csv", "2018-12-31", "2018-12-30"),
            ("data/agencies/quanzhou/caizhengju.csv", "lead,quanzhou-2018/6", "lead,quanzhou-2018/7"),
            ("data/agencies/quanzhou/caizhengju.json", '"id": "quanzhou-2018/6"', '"id": "quanzhou-2018/7"'),
            ("data/index.json", '"bytes": ', '"bytes": 1'),
            ("data/datapackage.json", '"bytes": ', '"bytes": 1'),
            ("data/catalog.jsonld", '"dcat:byteSize": ', '"dcat:byteSize": 1'),
            ("data/corpus.jsonl", "公开", "开公"),
            ("deadlines/deadlines.ics", "20181231", "20181230"),
            ("notices/quanzhou-2018/deadlines.ics", "20181231", "20181230"),
            ("agencies/quanzhou/caizhengju/feed.xml", "牵头 1 项", "牵头 2 项"),
            ("updates/feed.xml", "共 64 项任务", "共 63 项任务"),
            ("data/documents.json", '"task": 17', '"task": 18'),
            ("data/topics.json", '"quanzhou-2018/6"', '"quanzhou-2018/7"'),
            ("sitemap.xml", "<url><loc>https://gksite.example/tasks/</loc></url>", ""),
        ],
        2,
    ),
)
def test_a_number_that_is_changed_in_an_export_is_found(
    path: str, old: str, new: str, sample: Mapping[str, bytes]
) -> None:
    text = sample[path].decode()
    changed = text.replace(old, new, 1)
    assert changed != text
    assert any(found.startswith(path) for found in differing_exports({**sample, path: changed.encode()}))
