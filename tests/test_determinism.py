"""Same input, same bytes: whatever the number of jobs, the time zone, the hash seed, the locale or the folder."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from portal import REPOSITORY, TODAY, gksite, tree
from sampling import some


def built(root: Path, output: Path, *args: str, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> Path:
    ran = gksite("build", "--root", root, "--output", output, "--today", TODAY, *args, env=env, cwd=cwd)
    assert ran.code == 0, ran.err
    return output


WEST = {"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "2", "LC_ALL": "POSIX", "PYTHONUTF8": "0"}
EAST = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"}


@pytest.mark.parametrize(
    ("args", "env"),
    some([(["--jobs", "4"], WEST), (["--jobs", "1"], EAST)], 2),
    ids=["four jobs, in the west, no locale", "one job, east of everybody"],
)
def test_the_real_site_is_the_same_bytes_everywhere(
    real_site: Path, tmp_path: Path, args: list[str], env: dict[str, str]
) -> None:
    """Every file, the search bundle included."""
    output = built(REPOSITORY, tmp_path / "output", *args, env=env)
    assert tree(output) == tree(real_site)


def test_the_real_site_is_the_same_bytes_from_another_folder(real_site: Path, tmp_path: Path) -> None:
    root = tmp_path / "门户 副本"
    for name in ("content", "templates"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "site.yaml", root)
    output = built(Path(), root / "output", cwd=root)
    assert tree(output) == tree(real_site)


def test_building_twice_gives_the_same_tree(offline_site: Path, tmp_path: Path) -> None:
    assert tree(built(REPOSITORY, tmp_path / "output", "--offline")) == tree(offline_site)


def test_today_changes_no_page_but_that_of_time_limits(offline_site: Path, tmp_path: Path) -> None:
    """A page says what the content says; the day of building is in none that does not say 截至 beside it."""
    output = tmp_path / "output"
    ran = gksite("build", "--root", REPOSITORY, "--output", output, "--offline", "--today", "2031-12-31")
    assert ran.code == 0
    first, second = tree(offline_site), tree(output)
    assert first.keys() == second.keys()
    changed = [path for path in first if first[path] != second[path]]
    assert [
        path for path in changed if not re.fullmatch(r"deadlines/([a-z0-9-]+/)*index\.html|\.gksite\.json", path)
    ] == []


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(10))
def test_many_seeds_and_jobs_give_the_same_tree(real_site: Path, tmp_path: Path, seed: int) -> None:
    env = {"PYTHONHASHSEED": str(seed), "TZ": f"Etc/GMT{seed - 5:+d}"}
    output = built(REPOSITORY, tmp_path / "output", "--jobs", str(seed % 5 + 1), env=env)
    assert tree(output) == tree(real_site)
