"""The judges of our pages: axe-core inside a page, the Nu Html Checker beside it. `make test` installs both."""

import json
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from portal import REPOSITORY

MODULES = REPOSITORY / ".venv/node_modules"
UNUSED = ("deprecated", "wcag2a-obsolete", "wcag2aaa", "review-item")
"""Tags of axe-core's rules that we leave out: what it gave up, what AA does not ask, what only ever asks for a look."""
_RUN = """
async ([unused, more, selectors, over]) => {
  const cover = over && document.querySelector(over);
  const edge = cover && cover.getBoundingClientRect();
  const covered = (element) => {
    const box = element.getBoundingClientRect();
    const apart = box.right <= edge.left || box.left >= edge.right || box.bottom <= edge.top || box.top >= edge.bottom;
    return !apart && !cover.contains(element) && (!element.childElementCount || element.matches('a, button, summary'));
  };
  const exclude = cover ? [...document.body.querySelectorAll('*')].filter(covered) : [];
  const rules = axe.getRules().filter((rule) => !unused.some((tag) => rule.tags.includes(tag)));
  const values = [...rules.map((rule) => rule.ruleId), ...more];
  const options = { runOnly: { type: 'rule', values }, resultTypes: ['violations', 'incomplete'], elementRef: true };
  const { violations, incomplete, passes } = await axe.run(exclude.length ? { exclude } : document, options);
  const told = (results) => results.flatMap((result) => result.nodes.map((node) => ({
    rule: result.id,
    where: node.target.flat().join(' '),
    what: node.failureSummary.replace(/\\s+/g, ' '),
    matches: selectors.filter((selector) => node.element.matches(selector)),
  })));
  return { violations: told(violations), incomplete: told(incomplete), passed: passes.length };
}
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a judge says of one place: `where` is a selector or a line; `matches` are the selectors asked for."""

    rule: str
    where: str
    what: str
    matches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What axe-core says of a page: what is wrong, and what a person has to look at."""

    violations: tuple[Finding, ...]
    incomplete: tuple[Finding, ...]


def module(package: str, file: str) -> Path:
    """A file of an installed package; the test fails where it is missing."""
    path = MODULES / package / file
    if not path.is_file():
        pytest.fail(f"没有装好 {package}；请用 make test 运行测试", pytrace=False)
    return path


def version(package: str) -> str:
    """The version of an installed package."""
    return str(json.loads(module(package, "package.json").read_text(encoding="utf-8"))["version"])


@cache
def _axe() -> str:
    return module("axe-core", "axe.min.js").read_text(encoding="utf-8")


def axe(page: Page, more: Sequence[str] = (), selectors: Sequence[str] = (), over: str = "") -> Verdict:
    """All rules of axe-core for A and AA, its best practices and experiments, and `more`, over a page as it is.

    What lies under an open list or panel, `over` by its selector, is left out: it is for whoever closes that.
    """
    page.evaluate(_axe())
    said = page.evaluate(_RUN, [UNUSED, more, selectors, over])
    assert said["passed"] > 10, f"axe-core hardly looked at {page.url}"
    violations, incomplete = (tuple(map(_placed, said[key])) for key in ("violations", "incomplete"))
    return Verdict(violations, incomplete)


def _placed(node: dict[str, Any]) -> Finding:
    return Finding(node["rule"], node["where"], node["what"], tuple(node["matches"]))


def nu(files: Iterable[Path]) -> dict[Path, list[Finding]]:
    """What the Nu Html Checker says of HTML, CSS and SVG files, be it error, warning or note; every file is a key."""
    java = shutil.which("java")
    if java is None:
        pytest.fail("找不到 Java；请用 make test 运行测试，或装 Java 17", pytrace=False)
    names = [str(file) for file in files]
    checker = str(module("vnu-jar", "build/dist/vnu.jar"))
    how = ["--format", "json", "--stdout", "--exit-zero-always", "--also-check-css", "--also-check-svg", "--verbose"]
    done = subprocess.run(
        # The serial collector and the first compiler alone start fastest
        [java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss4m", "-jar", checker, *how, *names],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[Path, list[Finding]] = {Path(name): [] for name in names}
    assert [name for name in names if name not in done.stderr] == [], "not checked"
    for message in json.loads(done.stdout)["messages"]:
        found[Path(message["url"].removeprefix("file:"))].append(_finding(message))
    return found


def _finding(message: dict[str, Any]) -> Finding:
    where = f"{message.get('lastLine', 0)}:{message.get('lastColumn', 0)} {message.get('extract', '')}"
    return Finding(message.get("subType", message["type"]), where.strip(), message["message"])
