"""Search finds exactly what the published data holds in Firefox too, an engine that shares nothing with Chromium's."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from portal import REPOSITORY
from serving import POLICY, serving
from tools import MODULES, module

from gksite.searching.in_browser import SEED
from gksite.searching.truth import Answer, Truth, sample

QUERIES = 2500
BROWSERS = ("firefox-esr", "firefox")


def asked(site: Path, queries: Sequence[str]) -> Any:
    """The answers of a site's search in Firefox, and the browser's version."""
    browser = os.environ.get("GKSITE_FIREFOX") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        pytest.fail("找不到 Firefox；请用 make proof 运行，或用 GKSITE_FIREFOX=路径 指定", pytrace=False)
    module("puppeteer-core", "package.json")
    with serving(site, "/", {"Content-Security-Policy": POLICY}) as address:
        job = {"modules": str(MODULES), "executablePath": browser, "address": address, "queries": queries}
        done = subprocess.run(
            ["node", REPOSITORY / "tests/web/firefox.mjs"],
            input=json.dumps(job),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=900,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def differences(truth: Truth, queries: Sequence[str], answers: Sequence[Mapping[str, Any]]) -> list[str]:
    """Where the search and the scan disagree."""
    found = []
    for query, answer in zip(queries, answers, strict=True):
        urls = frozenset(answer["urls"])
        if len(urls) != len(answer["urls"]) or len(urls) != answer["total"]:
            found.append(f"{query}: {answer['total']} promised, {len(answer['urls'])} given, {len(urls)} different")
        if problem := truth.judge(query, Answer(urls, answer["exact"])):
            found.append(problem.text(str))
    return found


@pytest.mark.proof
def test_thousands_of_queries_find_exactly_what_holds_them_in_firefox(indexed_site: Path) -> None:
    truth = Truth(indexed_site / "data")
    queries = sample(truth.pages, QUERIES, SEED)
    assert len(queries) == QUERIES
    said = asked(indexed_site, queries)
    assert "firefox" in said["version"].lower()
    assert differences(truth, queries, said["answers"]) == []
    others = [*said["answers"][1:], said["answers"][0]]
    assert len(differences(truth, queries, others)) > QUERIES / 2, "the comparison finds everything equal"
