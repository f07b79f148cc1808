"""What an editor calls a task without title: marked wherever it is shown, and never in place of a title."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from portal import NOTICE_PATH, TODAY, gksite

MARKED = "回应关切（编者概括）"


@pytest.fixture
def output(portal: Callable[..., Path]) -> Path:
    """The tiny portal with every export, its untitled task summarized."""
    root = portal(
        {NOTICE_PATH: ("requirement: 及时回应关切。", "summary: 回应关切\n        requirement: 及时回应关切。")}
    )
    ran = gksite("build", "--root", root, "--today", TODAY)
    assert ran.code == 0, ran.err
    return root / "output"


def page(path: Path) -> BeautifulSoup:
    """A page of the site."""
    return BeautifulSoup(path.read_bytes(), "lxml")


@pytest.mark.exports
def test_a_summary_names_its_task_and_says_whose_word_it_is(output: Path) -> None:
    """In the heading, the title, every link of that task, and in no official field."""
    task = page(output / "notices/ceshi-2018/tasks/3/index.html")
    assert task.h1.get_text() == MARKED
    assert MARKED in task.title.get_text()
    assert "摘自原文" not in task.get_text()
    for list_ in ("notices/ceshi-2018", "tasks", "agencies/ceshi/caizhengju", "sitemap"):
        text = page(output / list_ / "index.html").get_text()
        assert text.count("回应关切（") == text.count(MARKED) > 0, list_


@pytest.mark.exports
def test_the_data_keep_a_summary_apart_from_the_title(output: Path) -> None:
    first, _, third = json.loads((output / "data/notices/ceshi-2018.json").read_text(encoding="utf-8"))["tasks"]
    assert (third["title"], third["summary"]) == (None, "回应关切")
    assert (first["title"], first["summary"]) == ("公开预决算", None)
    with (output / "data/tasks.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["title"], row["summary"]) for row in rows] == [
        ("公开预决算", ""),
        ("公开审计结果", ""),
        ("", "回应关切"),
    ]


def test_without_a_summary_the_heading_is_said_to_be_cut_from_the_text(portal: Callable[..., Path]) -> None:
    root = portal()
    assert gksite("build", "--root", root, "--today", TODAY).code == 0
    said = page(root / "output/notices/ceshi-2018/tasks/3/index.html").select_one(".kicker").get_text()
    assert "标题摘自原文" in said
    titled = page(root / "output/notices/ceshi-2018/tasks/1/index.html").select_one(".kicker").get_text()
    assert "摘自原文" not in titled
