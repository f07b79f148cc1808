"""`gksite check --format html`: what an inspector reads of a check."""

import re
from pathlib import Path

import pytest
from lxml.html import HtmlElement, document_fromstring
from portal import NOTICE_PATH, TODAY, gksite, put, write_portal

from gksite.inspection.rows import ROWS

WAIVERS = """\
waivers:
  - code: GK509
    place: output/about/index.html
    reason: 来自上级的原文，照录
    by: 张三
    on: 2025-12-01
    expires: 2026-06-30
"""
ABOUT = "# 关于本站\n\n#### 联系\n\n见[别处](https://www.example.com/)。\n"


def reported(root: Path, *args: str | Path) -> tuple[HtmlElement, str]:
    """The report on standard output as a document, and what was said beside it."""
    ran = gksite("check", "--root", root, "--today", TODAY, "--format", "html", *args)
    assert ran.out.startswith("<!doctype html>")
    return document_fromstring(ran.out), ran.err


def table(document: HtmlElement, caption: str) -> list[list[str]]:
    """The rows of the table with a caption."""
    (found,) = [each for each in document.iter("table") if each.findtext("caption") == caption]
    return [[cell.text_content() for cell in row] for row in found.find("tbody")]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A portal with a finding that somebody answers for, and one that stands in nobody's way."""
    return write_portal(tmp_path / "portal", {"content/pages/about.md": ABOUT, "content/waivers.yaml": WAIVERS})


def test_the_report_says_what_was_found_and_how_to_mend_it(root: Path) -> None:
    document, err = reported(root)
    rows = table(document, "发现的问题，重的在前")
    (row,) = [row for row in rows if row[5] == "GK368"]
    assert row[:3] == ["output/about/index.html", "提醒", "外部网站 www.example.com 还没有登记；1 个页面链接到它"]
    assert "gksite build --record" in row[3]
    assert "国办发〔2017〕47号" in row[4]
    assert not any(line.startswith("output/") for line in err.splitlines())


def test_the_report_says_who_answers_for_what_until_when(root: Path) -> None:
    document, _ = reported(root)
    rows = [row for row in table(document, "有人负责、可以不改的问题") if row[5] == "GK509"]
    assert [row[2:5] for row in rows] == [["来自上级的原文，照录", "张三 2025-12-01", "2026-06-30"]]


def test_the_report_counts_what_was_found_by_requirement(root: Path) -> None:
    document, _ = reported(root)
    rows = {row[0]: row for row in table(document, "《政府网站发展指引》和网页设计规范")}
    assert rows["W-18"][3] == "1"
    assert rows["W-11"][2:] == ["GK501 GK502", "0"]


def test_the_report_lists_outer_sites_and_what_nobody_has_checked(root: Path) -> None:
    document, _ = reported(root)
    outer = table(document, "请逐个打开看一遍：域名到期以后，可能已经是别的内容")
    assert outer == [["www.example.com", "还没有登记", "", "1"]]
    left = {row[0] for row in table(document, "要上线以后去试、要由人判断，或者这里不检查的")}
    assert left == {row.id for row in ROWS if row.why}
    assert {"V-2", "I-01", "W-27"} <= left


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_report_is_one_accessible_page_that_gives_no_verdict(root: Path, lang: str) -> None:
    document, _ = reported(root, "--lang", lang)
    assert document.get("lang") == {"zh": "zh-CN", "en": "en"}[lang]
    assert not re.search("合格|符合要求|达标|qualified|compliant", document.text_content())
    assert [each.tag for each in document.iter("script", "img", "link", "iframe")] == []
    assert len(list(document.iter("h1"))) == 1
    for each in document.iter("table"):
        assert each.findtext("caption")
        assert all(cell.get("scope") == "col" for cell in each.find("thead").iter("th"))
        assert all(row[0].tag == "th" and row[0].get("scope") == "row" for row in each.find("tbody"))


def test_the_report_of_a_portal_with_errors_says_that_its_pages_were_not_looked_at(root: Path) -> None:
    put(root / NOTICE_PATH, (root / NOTICE_PATH).read_text(encoding="utf-8").replace("year: 2018", "yaer: 2018"))
    ran = gksite("check", "--root", root, "--today", TODAY, "--format", "html")
    assert ran.code == 1
    assert "网页没有生成，与网页有关的各项这次没有检查" in ran.out
    assert "<td>GK101</td>" in ran.out


def test_the_report_is_bound_to_the_content(root: Path) -> None:
    def digest() -> str:
        document, _ = reported(root)
        return document.xpath("//dt[.='内容的 SHA-256']/following-sibling::dd[1]")[0].text_content()

    first = digest()
    assert re.fullmatch("[0-9a-f]{64}", first)
    assert digest() == first
    put(root / "content/pages/about.md", ABOUT + "又一句。\n")
    assert digest() != first


def test_words_of_the_content_never_become_markup(root: Path) -> None:
    put(root / "site.yaml", "name: <b>甲</b>&乙\n")
    ran = gksite("check", "--root", root, "--today", TODAY, "--format", "html")
    assert "<b>" not in ran.out
    assert "&lt;b&gt;甲&lt;/b&gt;&amp;乙" in ran.out


def test_the_report_goes_to_a_file_but_never_among_what_is_published(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    ran = gksite("check", "--root", root, "--today", TODAY, "--report", file)
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert any("GK368" in line for line in ran.lines)
    refused = gksite("check", "--root", root, "--today", TODAY, "--report", root / "output/report.html")
    assert refused.code == 2
    assert "检查报告不能放在 output 里" in refused.err
