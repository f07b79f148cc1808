"""Atom feeds (RFC 4287): what changed, newest first, read by a parser that others wrote."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

import feedparser
import pytest
from bs4 import BeautifulSoup
from lxml import etree
from portal import NOTICE, NOTICE_PATH, REPOSITORY, SITE, build, gksite, put, waive
from tracked import BEGUN, DONE, changes, notice

pytestmark = pytest.mark.exports

ATOM = "{http://www.w3.org/2005/Atom}"
GRAMMAR = etree.RelaxNG(file=REPOSITORY / "tests/atom.rng")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00")
ADDRESSED = f"{SITE}url: https://a.example/zwgk/\n"


def feeds(output: Path) -> Iterator[Path]:
    """Every feed of a site."""
    return iter(sorted(output.rglob("feed.xml")))


def faults(path: Path, base: str, output: Path) -> list[str]:
    """What a feed lacks by RFC 4287 and by our own rules."""
    root = etree.fromstring(path.read_bytes())
    address = base + path.relative_to(output).as_posix()
    entries = root.findall(f"{ATOM}entry")
    GRAMMAR.validate(root)
    found = [f"grammar: {error.message}" for error in GRAMMAR.error_log]
    found += ["summary" for entry in entries if entry.find(f"{ATOM}summary") is None]
    for each in (root, *entries):
        kind = str(each.tag).removeprefix(ATOM)
        links = [(link.get("rel"), link.get("type"), link.get("href")) for link in each.findall(f"{ATOM}link")]
        wanted = {"feed": ["self", "alternate"], "entry": ["alternate"]}[kind]
        found += [f"{kind}: links {links}"] if [rel for rel, *_ in links] != wanted else []
        found += [f"{kind}: {href}" for *_, href in links if not str(href).startswith(base)]
        found += [f"{kind}: text" for text in each.itertext() if text != text.strip() and text.strip()]
        id, updated = each.findtext(f"{ATOM}id"), each.findtext(f"{ATOM}updated")
        found += [f"{kind}: id {id}"] if not str(id).startswith(base) else []
        found += [f"{kind}: {updated}"] if not TIME.fullmatch(str(updated)) else []
    days = [entry.findtext(f"{ATOM}updated") for entry in entries]
    found += ["order"] if days != sorted(days, reverse=True) else []
    found += ["updated"] if root.findtext(f"{ATOM}updated") != days[0] else []
    found += ["ids"] if len({entry.findtext(f"{ATOM}id") for entry in entries}) != len(entries) else []
    found += (
        ["self"] if root.findtext(f"{ATOM}id") != address or root.find(f"{ATOM}link").get("href") != address else []
    )
    return found + (["too many"] if len(entries) > 50 else [])


@pytest.mark.parametrize(
    ("site", "base"), [("tracked_site", "https://tasks.jichuan.example/"), ("real_site", "https://gksite.example/")]
)
def test_every_feed_is_valid_and_every_link_in_it_leads_to_a_page(
    request: pytest.FixtureRequest, site: str, base: str
) -> None:
    output = request.getfixturevalue(site)
    found = list(feeds(output))

    @cache
    def anchors(address: str) -> frozenset[str]:
        page = etree.HTML((output / address / "index.html").read_bytes())
        return frozenset(page.xpath("//@id"))

    assert output / "updates/feed.xml" in found
    for path in found:
        assert faults(path, base, output) == [], path
        read = feedparser.parse(path.read_bytes())
        assert not read.bozo, path
        assert read.version == "atom10"
        for entry in read.entries:
            address, _, anchor = entry.link.removeprefix(base).partition("#")
            assert not anchor or anchor in anchors(address), entry.link
            assert anchors(address), entry.link


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<updated>", "<updated>1", "grammar"),
        ("-05T00:", "-31T00:", "grammar"),
        ("<author>", "<x/><author>", "grammar"),
        ('rel="self"', 'rel="next"', "feed: links"),
        ("</title>", "</title><title>b</title>", "grammar"),
    ],
)
def test_a_feed_that_breaks_a_rule_is_found(tracked_site: Path, tmp_path: Path, old: str, new: str, fault: str) -> None:
    text = (tracked_site / "updates/feed.xml").read_text(encoding="utf-8")
    put(tmp_path / "updates/feed.xml", text.replace(old, new, 1))
    told = faults(tmp_path / "updates/feed.xml", "https://tasks.jichuan.example/", tmp_path)
    assert [each for each in told if each.startswith(fault)]


def test_the_feed_tells_updates_corrections_and_new_notices(tracked_site: Path) -> None:
    read = feedparser.parse((tracked_site / "updates/feed.xml").read_bytes())
    assert read.feed.title == "霁川市政务公开任务台账（虚构）：更新"
    assert read.feed.rights == "政府数据开放许可"
    titles = [entry.title for entry in read.entries]
    assert len(titles) == 14 + 1 + 2
    assert titles[0] == "未启动：公开学校食堂经费（霁川市人民政府办公室关于印发2026年政务公开工作任务分解表的通知）"
    assert "勘误：霁川市人民政府办公室关于印发2026年政务公开工作任务分解表的通知" in titles
    assert read.entries[0].summary == "教育局说明还没有开始公开。"
    assert read.entries[0].updated == read.feed.updated == "2026-06-05T00:00:00+08:00"


def test_an_agencys_feed_counts_its_tasks_in_each_notice_and_tells_their_updates(tracked_site: Path) -> None:
    read = feedparser.parse((tracked_site / "agencies/jichuan/caizhengju/feed.xml").read_bytes())
    titles = [entry.title for entry in read.entries]
    assert (
        "霁川市财政局：霁川市人民政府办公室关于印发2025年政务公开工作任务分解表的通知里牵头 2 项、责任 2 项" in titles
    )
    assert (
        "霁川市财政局：霁川市人民政府办公室关于印发2026年政务公开工作任务分解表的通知里牵头 1 项、责任 2 项" in titles
    )
    assert not [title for title in titles if "公开中小学招生信息" in title]  # another's
    assert [title for title in titles if "公开老旧小区改造进度" in title]  # which it supports


def test_pages_name_their_feed(tracked_site: Path) -> None:
    for page, feed in (
        ("", "updates/feed.xml"),
        ("notices/", "updates/feed.xml"),
        ("notices/jichuan-2026/tasks/1/", "updates/feed.xml"),
        ("progress/", "updates/feed.xml"),
        ("agencies/jichuan/jiaoyuju/", "agencies/jichuan/jiaoyuju/feed.xml"),
    ):
        soup = BeautifulSoup((tracked_site / page / "index.html").read_bytes(), "lxml")
        (link,) = soup.select('link[rel=alternate][type="application/atom+xml"]')
        assert urljoin(f"/{page}", str(link["href"])) == f"/{feed}"
        assert link["title"] == "更新"
    assert not (tracked_site / "agencies/jichuan/zhengfu-bangongshi/feed.xml").exists()
    nothing = (tracked_site / "agencies/jichuan/zhengfu-bangongshi/index.html").read_text(encoding="utf-8")
    assert "atom" not in nothing


def test_a_portal_without_an_address_has_no_feed(portal: Callable[..., Path]) -> None:
    root = portal(changes(BEGUN))
    assert build(root).code == 0
    assert list(feeds(root / "output")) == []
    assert "atom" not in (root / "output/index.html").read_text(encoding="utf-8")


def test_a_portal_of_which_no_day_is_known_has_no_feed(portal: Callable[..., Path]) -> None:
    root = portal({"site.yaml": ADDRESSED, NOTICE_PATH: ("issued: 2018-06-12\n", "")})
    assert build(root).code == 0
    assert list(feeds(root / "output")) == []


def test_words_are_escaped_and_ids_stay_when_more_is_added(portal: Callable[..., Path]) -> None:
    hostile = "<b>甲 & 乙 \"丙\" ]]> '丁'"
    begun = BEGUN.replace("公开了一半。", f"'{hostile.replace(chr(39), chr(39) * 2)}'")
    root = portal(changes(begun, **{"site.yaml": ADDRESSED}))
    assert build(root).code == 0
    path = root / "output/updates/feed.xml"
    read = feedparser.parse(path.read_bytes(), sanitize_html=False)
    assert not read.bozo
    before = {entry.id for entry in read.entries}
    assert etree.fromstring(path.read_bytes()).find(f"{ATOM}entry").findtext(f"{ATOM}summary") == hostile
    assert "https://a.example/zwgk/notices/ceshi-2018/tasks/1/#u2018-07-02" in before
    put(root / NOTICE_PATH, notice(begun, DONE))
    assert build(root).code == 0
    assert before < {entry.id for entry in feedparser.parse(path.read_bytes()).entries}


def test_a_feed_has_the_newest_fifty(portal: Callable[..., Path]) -> None:
    days = [f"2018-{month:02}-{day:02}" for month in (7, 8) for day in range(1, 29)]
    updates = [BEGUN.replace("date: 2018-07-02", f"date: {day}").replace("2018-07-01", "2018-06-30") for day in days]
    root = portal(changes(*updates, **{"site.yaml": ADDRESSED}))
    assert build(root).code == 0
    read = feedparser.parse((root / "output/updates/feed.xml").read_bytes())
    assert [entry.updated[:10] for entry in read.entries] == sorted(days, reverse=True)[:50]
    shown = BeautifulSoup((root / "output/index.html").read_bytes(), "lxml").select("ol.timeline > li > time")
    assert [time["datetime"] for time in shown] == sorted(days, reverse=True)[:10]


def test_nothing_of_a_draft_is_in_a_feed(portal: Callable[..., Path]) -> None:
    draft = NOTICE.replace("ceshi-2018", "draft-2018").replace("disclosure: 主动公开", "draft: true")
    root = portal({"site.yaml": ADDRESSED, "content/notices/draft-2018.yaml": draft})
    waive(root)
    assert gksite("build", "--root", root, "--no-search", "--today", "2026-01-01").code == 0
    for path in feeds(root / "output"):
        assert b"draft-2018" not in path.read_bytes()
