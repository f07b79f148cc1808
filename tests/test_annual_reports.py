"""Annual reports: right ones give no finding, every planted error is told at its line, pages show what is written."""

import csv
import re
from datetime import date, datetime, time
from pathlib import Path

import make_reports
import pytest
from portal import put

from gksite.documents.config import read_settings
from gksite.inspection.inspect import inspect
from gksite.inspection.inspected import Inspected
from gksite.link import link
from gksite.problems.problem import Problem, Problems
from gksite.read import read

REPORTS = Path(__file__).parent / "reports"
OFFICES = sorted(path.name for path in REPORTS.iterdir() if path.is_dir())
TODAY = date(2026, 6, 30)
REGISTRIES = {path.name: path.read_text(encoding="utf-8") for path in REPORTS.glob("*.yaml")}


def planted() -> list[dict[str, str]]:
    """The planted errors, in the order of the file."""
    with (REPORTS / "planted.tsv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [{key: value.replace("\\n", "\n") for key, value in row.items()} for row in rows]


PLANTED = planted()


def office(root: Path, name: str, changes: dict[str, str] | None = None, site: str = "name: 测试门户\n") -> Path:
    """A portal with the reports of an office, some of them changed."""
    put(root / "site.yaml", site)
    (root / "content/notices").mkdir(parents=True, exist_ok=True)
    for file, registry in REGISTRIES.items():
        put(root / "content/agencies" / file, registry)
    for path in (REPORTS / name).glob("*.yaml"):
        put(root / "content/reports" / path.name, path.read_text(encoding="utf-8"))
    for file, text in (changes or {}).items():
        put(root / file, text)
    return root


def findings(root: Path, today: date = TODAY) -> list[Problem]:
    """All that is said about a portal's content, without waiting for its pages."""
    problems = Problems()
    settings = read_settings(root / "site.yaml", problems)
    assert settings is not None
    records = read(root / "content", problems)
    site = link(settings.record, records, today, problems)
    problems.found += inspect(Inspected(settings, records, site, datetime.combine(today, time.max)))
    return problems.sorted()


def said(problem: Problem) -> str:
    return f"{problem.location}: {problem.code.id} {problem.text(str)}"


def about_reports(root: Path, today: date = TODAY) -> list[str]:
    """The lines that name a report."""
    return [said(problem) for problem in findings(root, today) if "reports/" in problem.location.file]


def test_the_yardstick_is_what_its_generator_writes() -> None:
    for report in make_reports.reports():
        assert (REPORTS / report.path).read_text(encoding="utf-8") == make_reports.text(report)
    assert len(PLANTED) == len(list(make_reports.planted())) >= 100
    assert len({re.split("[：（]", row["kind"])[0] for row in PLANTED}) >= 25


@pytest.mark.parametrize("name", OFFICES)
def test_right_reports_give_no_finding(tmp_path: Path, name: str) -> None:
    assert about_reports(office(tmp_path, name)) == []


@pytest.mark.parametrize("row", PLANTED, ids=lambda row: f"{row['report']} {row['kind']}")
def test_every_planted_error_is_told_at_its_line(tmp_path: Path, row: dict[str, str]) -> None:
    name, file = row["report"].split("/")
    root = office(tmp_path, name)
    path = root / "content/reports" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(row["find"]) == 1
    put(path, text.replace(row["find"], row["put"]))
    told = [
        problem
        for problem in findings(root)
        if problem.location.file == f"content/reports/{file}" and problem.location.line == int(row["line"])
    ]
    lines = [said(problem) for problem in told]
    wanted = row["says"].split("|")
    assert [line for line in lines if all(word in line for word in wanted)], lines
    assert len(about_reports(root)) <= 4, about_reports(root)
