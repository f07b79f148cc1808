"""Whatever fails or dies in the middle of a build, the next one ends with the whole site, and each recovery is said."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from portal import REPOSITORY
from test_write import next_year

ERRORS = ("ENOSPC", "EACCES", "EIO", "EROFS", "EDQUOT", "EMFILE")
REASONS = {
    "ENOSPC": "磁盘已满",
    "EACCES": "没有权限",
    "EIO": "磁盘读写出错",
    "EROFS": "所在磁盘只读",
    "EDQUOT": "超出磁盘配额",
    "EMFILE": "打开的文件太多",
}


def meet(
    root: Path, old: Path, faults: Sequence[tuple[float, str]], *, search: bool = False, made: bool = False
) -> list[Any]:
    """What a build does that meets none, then what each build does that meets a fault; `made`: only its writing."""
    order = {"root": str(root), "old": str(old), "search": search, "made": made, "faults": faults}
    script = Path(__file__).parent / "faults.py"
    done = subprocess.run(
        [sys.executable, str(script), json.dumps(order)], capture_output=True, check=False, cwd=REPOSITORY
    )
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


def check(report: dict[str, Any], new: dict[str, str]) -> None:
    """One build that met a fault, and the one after it."""
    name = f"{report['fault']} at {report['at']}: {report['said']}\nthen: {report['then_said']}"
    assert "Traceback" not in report["said"] + report["then_said"], name
    if report["fault"] in REASONS:
        assert report["code"] in (0, 1, 2), name
        if report["code"]:
            assert REASONS[report["fault"]] in report["said"], name
            assert any(code in report["said"] for code in ("GK012", "GK013", "无法在")), name
    else:
        assert report["code"] in (0, -9), name
    assert report["next"] == 0, name
    assert report["final"] == new, name
    if report["unfinished"]:
        assert report["then_said"].count("GK320") == 1, name
    else:
        assert "GK320" not in report["then_said"], name
    assert set(report["rests"]) <= {"lock", "last"}, name


@pytest.fixture(params=[pytest.param("fresh", marks=pytest.mark.proof), "rebuilt"])
def portals(
    request: pytest.FixtureRequest, portal: Callable[..., Path], tiny_output: Path, tmp_path: Path
) -> tuple[Path, Path]:
    """A portal to build, and the output/ that stands before: none, or an older one."""
    root, old = next_year(portal, tiny_output, tmp_path)
    if request.param == "fresh":
        shutil.rmtree(old)
        old.mkdir()
    return root, old


def test_a_sample_of_faults(portals: tuple[Path, Path]) -> None:
    faults = [(0.02, "EACCES"), (0.2, "ENOSPC"), (0.5, "EIO"), (0.65, "EROFS"), (0.75, "EDQUOT"), (0.9, "EMFILE")]
    faults += [(0.7, "KILL")]
    first, *reports = meet(*portals, faults)
    assert len(reports) == len(faults)
    assert {"rename", "open", "write", "fsync", "mkdir", "chmod"} <= set(first["calls"])
    for report in reports:
        check(report, first["tree"])


@pytest.mark.proof
@pytest.mark.parametrize("error", ERRORS)
def test_every_call_of_a_build_fails_once(portals: tuple[Path, Path], error: str) -> None:
    first, *_ = meet(*portals, [], made=True)
    count = len(first["calls"])
    faults = [(place / max(1, count - 1) + 1e-9, error) for place in range(count)]
    _, *reports = meet(*portals, faults, made=True)
    assert len(reports) == count
    for report in reports:
        check(report, first["tree"])


@pytest.mark.proof
@pytest.mark.parametrize("search", [False, True], ids=["without search", "with search"])
@pytest.mark.parametrize("how", ["KILL", "TIME"])
def test_builds_are_killed_at_moments_spread_over_them(portals: tuple[Path, Path], how: str, *, search: bool) -> None:
    """Two hundred in all: from inside at a call, from outside at a time; fresh and again; with search and without."""
    faults = [(place / 24, how) for place in range(25)]
    first, *reports = meet(*portals, faults, search=search)
    assert len(reports) == 25
    for report in reports:
        check(report, first["tree"])
