"""All tasks and all time limits: the lists, what a day means as of another, and calendars that others can read."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from portal import LIMITED, NOTICE, NOTICE_PATH, Change, build, gksite, put, write_whole

from gksite.calendar_file import WholeDay, calendar_file, event_bytes
from gksite.exports.calendars import uid
from gksite.model.facts import Deadline
from gksite.model.keys import TaskKey
from gksite.model.outputs import Link
from gksite.model.records import NoticeRecord, TaskRecord
from gksite.model.settings import Export
from gksite.model.site import Notice, Task
from gksite.model.time_limits import time_limits
from gksite.pages.paging import ListPage, paged
from gksite.text.due_states import DueState, due_state

pytestmark = pytest.mark.exports

Portal = Callable[..., Path]
ADDRESSED = "name: 测试门户\nurl: https://gk.example.gov.cn/zwgk/\n"
SAID = re.compile(r"\s+")
"""Blanks, which templates put where they like."""


def built(root: Path, today: str = "2026-01-01") -> Path:
    ran = gksite("build", "--root", root, "--no-search", "--today", today)
    assert ran.code == 0, ran.err
    return root / "output"


def page(output: Path, url: str) -> BeautifulSoup:
    return BeautifulSoup((output / url / "index.html").read_bytes(), "lxml")


def said(element: BeautifulSoup | Tag | None) -> str:
    assert element is not None
    return SAID.sub("", element.get_text())


def limited(*entries: str, to: str = NOTICE) -> str:
    """A notice whose last task states time limits."""
    return f"{to.rstrip()}\n        deadlines:\n" + "".join(f"          - {{{entry}}}\n" for entry in entries)


def calendar(path: Path) -> Calendar:
    """A calendar as a parser of others reads it."""
    return IcsCalendarStream.calendar_from_ics(path.read_bytes().decode())


def calendars(output: Path) -> list[str]:
    return sorted(path.relative_to(output).as_posix() for path in output.rglob("*.ics"))


# What a day means as of another


@pytest.mark.parametrize(
    ("day", "today", "state"),
    [
        ("2026-06-15", "2026-06-15", "soon"),
        ("2026-07-15", "2026-06-15", "soon"),
        ("2026-07-16", "2026-06-15", "later"),
        ("2026-06-14", "2026-06-15", "past"),
        ("2026-01-01", "2026-12-31", "past"),
        ("2026-12-31", "2026-12-31", "soon"),
        ("2026-12-31", "2027-01-01", "history"),
        ("2027-01-30", "2026-12-31", "soon"),
        ("2027-01-31", "2026-12-31", "later"),
        ("2018-08-31", "2026-06-15", "history"),
        ("9999-12-31", "9999-12-31", "soon"),
        ("9999-12-31", "0001-01-01", "later"),
    ],
)
def test_a_state_changes_on_the_day_that_it_says(day: str, today: str, state: DueState) -> None:
    assert due_state(date.fromisoformat(day), date.fromisoformat(today)) == state


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2025-12-20", "2026年1月20日"),
        ("2025-12-21", "2026年1月20日30天内到期截至2025年12月21日"),
        ("2026-01-20", "2026年1月20日30天内到期截至2026年1月20日"),
        ("2026-01-21", "2026年1月20日已过截至2026年1月21日"),
        ("2026-12-31", "2026年1月20日已过截至2026年12月31日"),
        ("2027-01-01", "2026年1月20日（已过去）"),
    ],
)
def test_the_page_says_each_state_beside_its_day(portal: Portal, today: str, words: str) -> None:
    output = built(portal({NOTICE_PATH: LIMITED}), today)
    rows = page(output, "deadlines").select("#m-2026-01 + table tbody tr")
    assert [said(row.td) for row in rows] == [words]


def test_the_page_counts_what_is_soon_up_and_past_and_does_not_say_that_anything_was_done(portal: Portal) -> None:
    text = said(page(built(portal({NOTICE_PATH: LIMITED}), "2026-01-21"), "deadlines").main)
    assert "共3个，其中有日期的2个" in text
    assert "截至2026年1月21日：30天内到期0个，今年已过1个。" in text
    assert "尚无公开的落实情况" in text


# The page of time limits


def test_years_are_lines_of_twelve_months_that_lead_to_their_limits(portal: Portal) -> None:
    main = page(built(portal({NOTICE_PATH: LIMITED})), "deadlines").main
    assert main is not None
    lines = main.select("ol.months")
    assert [len(line.select("li")) for line in lines] == [12, 12]
    assert [a["href"] for line in lines for a in line.select("a")] == ["#m-2026-01", "#m-2018-12"]
    assert [said(line.select("li")[0]) for line in lines] == ["1月1个", "1月没有"]
    assert [li.get("aria-current") for li in lines[0].select("li")] == ["date", *[None] * 11]
    assert main.select_one("#m-2018-12 + table tbody tr") is not None


def test_a_limit_shows_its_words_its_task_its_place_and_who_leads(portal: Portal) -> None:
    row = page(built(portal({NOTICE_PATH: LIMITED})), "deadlines").select_one("#m-2018-12 + table tbody tr")
    assert row is not None
    cells = [said(cell) for cell in row.select("td, th")]
    assert cells == [
        "2018年12月31日（已过去）",
        "2018年底前按惯例推定的日期；依据：年底前即12月31日",
        "第3项及时回应关切。测试市2018年",
        "市财政局",
    ]
    assert [a["href"] for a in row.select("a")] == [
        "../notices/ceshi-2018/tasks/3/",
        "../notices/ceshi-2018/",
        "../agencies/ceshi/caizhengju/",
    ]


def test_limits_without_a_day_stand_by_their_kind_and_get_no_day(portal: Portal) -> None:
    kinds = ("recurring", "relative", "continuing", "fixed")
    notice = limited(*(f"text: {kind} 的, kind: {kind}" for kind in kinds))
    output = built(portal({NOTICE_PATH: notice}))
    main = page(output, "deadlines").main
    assert main is not None
    assert [said(h) for h in main.select("h2, h3")] == [
        "没有日期的时限",
        *("定期重复1个", "从某件事算起1个", "长期、持续1个", "写了时间，但没有写明到哪一天1个"),
    ]
    assert main.select("table time, ol.months") == []
    assert calendars(output) == []


def test_a_portal_without_time_limits_has_no_page_of_them_and_no_link_to_one(portal: Portal) -> None:
    output = built(portal())
    assert not (output / "deadlines").exists()
    for file in output.rglob("*.html"):
        if "schema" not in file.parts:  # which explains the keys of data, that one too
            assert "deadlines" not in file.read_text(encoding="utf-8"), file


def test_the_menu_leads_to_tasks_always_and_to_time_limits_where_there_are_some(portal: Portal) -> None:
    def menu(output: Path) -> list[str]:
        return [said(a) for a in page(output, ".").select("header nav a")]

    assert menu(built(portal())) == ["任务", "单位", "文件", "数据"]
    assert menu(built(portal({NOTICE_PATH: LIMITED}, "limited"))) == ["任务", "单位", "时限", "文件", "数据"]


def test_words_of_a_limit_are_text_on_every_page(portal: Portal) -> None:
    notice = limited("text: '<b>月底</b>前', kind: fixed, date: 2018-08-31, basis: '<i>'")
    output = built(portal({NOTICE_PATH: notice}))
    for url in ("deadlines", "tasks"):
        source = (output / url / "index.html").read_text(encoding="utf-8")
        assert "&lt;b&gt;月底&lt;/b&gt;前" in source
        assert "<b>月底" not in source


# The list of tasks


def test_all_tasks_are_listed_the_newest_notice_first(portal: Portal) -> None:
    newer = NOTICE.replace("ceshi-2018", "ceshi-2019").replace("2018", "2019").replace("2019-06-12", "2019-05-01")
    root = portal({NOTICE_PATH: LIMITED, "content/notices/ceshi-2019.yaml": newer})
    main = page(built(root), "tasks").main
    assert main is not None
    assert [said(h) for h in main.select("h2[id]")] == ["测试市2019年3项", "测试市2018年3项"]
    tables = main.select("table")
    assert [said(head) for head in tables[0].select("thead th")] == ["工作任务", "牵头单位"]
    assert [said(head) for head in tables[1].select("thead th")] == ["工作任务", "牵头单位", "时限"]
    last = tables[1].select("tbody tr")[-1]
    assert [said(cell) for cell in last.select("th, td")] == [
        "第3项及时回应关切。",
        "市财政局",
        "2026年1月20日2026年1月20日前2018年12月31日2018年底前每季度一次",
    ]
    assert [a["href"] for a in main.select("nav.page-toc a")] == ["#notice-ceshi-2019", "#notice-ceshi-2018"]


def test_an_empty_portal_has_an_empty_list(portal: Portal) -> None:
    output = built(portal({NOTICE_PATH: None}))
    assert "还没有任务。" in said(page(output, "tasks").main)


def test_the_home_page_leads_to_the_list(portal: Portal) -> None:
    doors = page(built(portal()), ".").select(".doors a")
    assert [a["href"] for a in doors] == ["tasks/", "agencies/", "notices/"]


def big(number: int) -> str:
    """A notice with many tasks."""
    head = NOTICE[: NOTICE.index("sections:")]
    tasks = "".join(
        f"      - number: {n}\n        requirement: 第{n}件事。\n        source: {{lines: [1, 1]}}\n"
        f"        deadlines: [{{text: 月底前, kind: fixed, date: 2018-{n % 12 + 1:02}-28}}]\n"
        for n in range(1, number + 1)
    )
    return f"{head}sections:\n  - title: 一、公开\n    tasks:\n{tasks}"


def test_a_long_list_is_cut_into_pages_that_lead_to_each_other(portal: Portal) -> None:
    for name, number, most in (("tasks", 101, 50), ("deadlines", 401, 200)):
        output = built(portal({NOTICE_PATH: big(number)}, name))
        rows = [len(page(output, url).select("main tbody tr")) for url in (name, f"{name}/2", f"{name}/3")]
        assert sum(rows) == number
        assert max(rows) <= most
        assert not (output / name / "4").exists()
        second = page(output, f"{name}/2")
        assert [a["href"] for a in second.select("nav.paging a")] == ["../", "./", "../3/"]
        assert [a.get("aria-current") for a in second.select("nav.paging a")] == [None, "page", None]
        titles = {page(output, url).title for url in (name, f"{name}/2", f"{name}/3")}
        assert len(titles) == 3
        ran = gksite("check", "--root", output.parent, "--today", "2026-01-01")
        assert not re.search(r"GK3(0[56]|7[0-3])", ran.err), ran.err
    assert [said(h) for h in page(output.parent.parent / "tasks/output", "tasks/3").select("h2[id]")] == [
        "测试市2018年（续）101项"
    ]
    months = page(output, "deadlines").select("ol.months a")
    assert {str(a["href"]).partition("#")[0] for a in months} == {"", "2/", "3/"}


@given(st.lists(st.integers(0, 30), max_size=12), st.integers(1, 10))
def test_pages_hold_every_row_once_in_order_and_no_page_is_too_long(sizes: list[int], most: int) -> None:
    groups = [(name, [(name, i) for i in range(size)]) for name, size in enumerate(sizes)]
    pages: list[ListPage[int, tuple[int, int]]] = paged(Link("列表", "list/"), groups, most)
    rows = [row for page in pages for part in page.parts for row in part.rows]
    assert rows == [row for _, held in groups for row in held]
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    assert all(sum(len(part.rows) for part in page.parts) <= most for page in pages)
    assert len(pages) == 1 or all(page.parts for page in pages)
    assert len({page.url for page in pages}) == len(pages)
    for page in pages:
        assert all(part.begun == (part.rows[0][1] > 0) for part in page.parts)


# Calendars


def test_there_is_a_calendar_of_all_of_each_notice_and_of_each_agency_that_is_named(portal: Portal) -> None:
    notice = LIMITED.replace(
        "lead: [市财政局]\n        source: {lines: [3, 4]}",
        "lead: [市财政局]\n        support: [市政府各部门]\n        source: {lines: [3, 4]}",
    )
    output = built(portal({NOTICE_PATH: notice}))
    assert calendars(output) == [
        "agencies/ceshi/caizhengju/deadlines.ics",
        "agencies/ceshi/ge-bumen/deadlines.ics",
        "deadlines/deadlines.ics",
        "notices/ceshi-2018/deadlines.ics",
    ]
    for url in ("deadlines", "notices/ceshi-2018", "agencies/ceshi/caizhengju"):
        (link,) = page(output, url).select("a[href$='.ics']")
        assert link["href"] == "deadlines.ics"
    assert page(output, "agencies/ceshi/shenjiju").select("a[href$='.ics']") == []


def test_a_parser_of_others_reads_every_calendar_back_as_the_content_says(portal: Portal) -> None:
    words = "8月底前,完成; 报\\n送：" + "很长的话" * 30
    notice = limited(
        f"text: '{words}', kind: fixed, date: 2018-08-31, basis: '一；二,三'", "text: 每年, kind: recurring"
    )
    output = built(portal({NOTICE_PATH: notice, "site.yaml": ADDRESSED}))
    for path in calendars(output):
        data = (output / path).read_bytes()
        assert b"\n" not in data.replace(b"\r\n", b"")
        assert max(map(len, data.split(b"\r\n"))) <= 75
        (event,) = calendar(output / path).events
        assert (event.dtstart, event.dtend) == (date(2018, 8, 31), date(2018, 9, 1))
        assert event.dtstamp.isoformat() == "2018-06-12T00:00:00+00:00"
        assert event.summary == "截止：及时回应关切（测试市）"
        assert str(event.url) == "https://gk.example.gov.cn/zwgk/notices/ceshi-2018/tasks/3/"
        assert (event.description or "").split("\n") == [
            f"时限原文：{words}",
            "类别：原文写明的时间",
            "依据：一；二,三",
            "牵头：市财政局",
            "出处：测试市2018年政务公开工作任务分解表，第 3 项",
        ]


def test_every_calendar_of_the_sample_is_read_back_with_the_days_of_its_data(real_site: Path) -> None:
    """Once the texts of its notices are read for time limits; the days are those of the published JSON."""
    days: dict[str, set[str]] = {}
    for file in (real_site / "data/notices").glob("*.json"):
        notice = json.loads(file.read_text(encoding="utf-8"))
        stated = [*notice["deadlines"], *(each for task in notice["tasks"] for each in task["deadlines"])]
        held = {f"{each['date']} {each['text']}" for each in stated if each["date"]}
        if held:
            days[f"notices/{notice['id']}/deadlines.ics"] = held
    assert {path for path in calendars(real_site) if path.startswith("notices/")} == set(days)
    for path, held in days.items():
        assert set(told(real_site / path)) == held
    everything = set().union(*days.values()) if days else set()
    for path in calendars(real_site):
        assert set(told(real_site / path)) <= everything


def told(path: Path) -> Iterator[str]:
    """Each event's day with the words of its limit."""
    for event in calendar(path).events:
        yield f"{event.dtstart} {(event.description or '').partition('时限原文：')[2].partition(chr(10))[0]}"


TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=120)


@given(TEXTS, TEXTS, st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_any_words_and_any_day_come_back_as_they_were(summary: str, description: str, day: date) -> None:
    event = WholeDay("a-1@gksite", day, date(2018, 6, 12), summary, description)
    data = calendar_file("deadlines", "时限", [event_bytes(event)])
    assert max(map(len, data.split(b"\r\n"))) <= 75
    (found,) = IcsCalendarStream.calendar_from_ics(data.decode()).events
    assert (found.summary, found.description, found.dtstart) == (summary, description, day)


def test_without_an_address_of_the_portal_an_event_has_none(portal: Portal) -> None:
    output = built(portal({NOTICE_PATH: LIMITED}))
    assert [event.url for event in calendar(output / "deadlines/deadlines.ics").events] == [None, None]
    assert "订阅" not in said(page(output, "deadlines").main)


def uids(path: Path) -> list[str]:
    return [str(event.uid) for event in calendar(path).events]


def test_what_tells_an_event_stays_over_builds_and_corrections_of_others(tmp_path: Path) -> None:
    """Over another day of building, another address of the portal, a corrected day, and a changed task beside it."""
    first = uids(built(write_whole(tmp_path / "a", {NOTICE_PATH: LIMITED})) / "deadlines/deadlines.ics")
    assert len(set(first)) == 2
    others: list[tuple[dict[str, Change], str]] = [
        ({NOTICE_PATH: LIMITED}, "2031-12-31"),
        ({NOTICE_PATH: LIMITED, "site.yaml": ADDRESSED}, "2026-01-01"),
        ({NOTICE_PATH: LIMITED.replace("date: 2026-01-20", "date: 2026-01-21")}, "2026-01-01"),
        ({NOTICE_PATH: LIMITED.replace("title: 公开预决算\n", "title: 公开预算和决算\n")}, "2026-01-01"),
    ]
    for i, (changes, today) in enumerate(others):
        output = built(write_whole(tmp_path / f"b{i}", changes), today)
        assert uids(output / "deadlines/deadlines.ics") == first
    output = built(write_whole(tmp_path / "c", {NOTICE_PATH: LIMITED.replace("text: 2018年底前", "text: 2018年内")}))
    assert len({*first, *uids(output / "deadlines/deadlines.ics")}) == 3


def test_equal_words_in_one_task_are_two_events(portal: Portal) -> None:
    notice = limited(*(f"text: 月底前, kind: fixed, date: 2018-0{month}-30" for month in (8, 9)))
    assert len(set(uids(built(portal({NOTICE_PATH: notice})) / "deadlines/deadlines.ics"))) == 2


@given(st.lists(st.tuples(st.sampled_from(["月底前", "年底前", "8月底前"]), st.integers(1, 28)), max_size=6))
def test_an_event_is_told_by_its_words_alone(limits: list[tuple[str, int]]) -> None:
    """Whatever stands beside it, and in whatever order other words stand."""

    def found(stated: list[tuple[str, int]]) -> list[tuple[str, str]]:
        deadlines = tuple(Deadline(text=text, kind="fixed", date=date(2018, 8, day)) for text, day in stated)
        record = NoticeRecord.model_construct(id="ceshi-2018")
        task = Task(TaskKey("ceshi-2018", 3), TaskRecord.model_construct(number=3), (), (), (), deadlines)
        notice = Notice(record, 2018, (), (task,), None)
        return [(limit.deadline.text, uid(limit)) for limit in time_limits(notice)]

    told = found(limits)
    assert len({own for _, own in told}) == len(limits)
    later = [(text, 29 - day) for text, day in limits]
    assert found(later) == told
    for words in {text for text, _ in limits}:
        alone = [(text, day) for text, day in limits if text == words]
        assert found(alone) == [(text, own) for text, own in told if text == words]


# What is not chosen, and what is not public


def everything_but(*names: str) -> str:
    return f"name: 测试门户\nexports: [{', '.join(name for name in get_args(Export) if name not in names)}]\n"


@pytest.mark.parametrize("left_out", [("deadlines",), ("calendars",), ("deadlines", "calendars")])
def test_what_is_not_chosen_is_not_made_and_nothing_leads_to_it(portal: Portal, left_out: tuple[str, ...]) -> None:
    root = portal({NOTICE_PATH: LIMITED, "site.yaml": everything_but(*left_out)})
    output = built(root)
    assert (output / "deadlines/index.html").exists() == ("deadlines" not in left_out)
    assert bool(calendars(output)) == ("calendars" not in left_out)
    ran = gksite("check", "--root", root, "--today", "2026-01-01")
    assert not re.search(r"GK30[256]", ran.err), ran.err


HIDDEN = {
    "a draft": ("disclosure: 主动公开\n", "draft: true\n"),
    "closed": ("disclosure: 主动公开\n", "disclosure: 依申请公开\n"),
    "waiting": ("disclosure: 主动公开\n", "disclosure: 主动公开\npublished: 2026-03-01 09:00\n"),
}


@pytest.mark.parametrize("how", HIDDEN)
def test_what_is_hidden_is_in_no_list_and_no_calendar(portal: Portal, how: str) -> None:
    other = limited("text: 秘密的期限, kind: fixed, date: 2026-01-15", to=NOTICE.replace("ceshi-2018", "yincang-2018"))
    root = portal({NOTICE_PATH: LIMITED, "content/notices/yincang-2018.yaml": other.replace(*HIDDEN[how])})
    ran = build(root)
    assert ran.code == 0, ran.err
    shown = portal({NOTICE_PATH: LIMITED}, "without")
    assert build(shown).code == 0
    for path in ("tasks/index.html", "deadlines/index.html", "deadlines/deadlines.ics", "index.html"):
        assert (root / "output" / path).read_bytes() == (shown / "output" / path).read_bytes(), path


def test_the_page_of_a_vanished_limit_goes_without_a_word(portal: Portal) -> None:
    """Addresses of lists are no addresses of content: nobody is asked what became of them."""
    root = portal({NOTICE_PATH: LIMITED})
    built(root)
    put(root / NOTICE_PATH, NOTICE)
    assert not (built(root) / "deadlines").exists()


def test_a_written_page_of_the_same_name_is_told(portal: Portal) -> None:
    ran = build(portal({"content/pages/tasks.md": "# 任务\n\n一\n"}))
    assert ran.code == 1
    assert "GK301" in ran.err


def test_days_around_the_end_of_the_calendar_are_no_fault(portal: Portal) -> None:
    notice = limited("text: 永远, kind: fixed, date: 9999-12-31", "text: 从前, kind: fixed, date: 1900-01-01")
    root = portal({NOTICE_PATH: notice})
    for today in ("9999-12-31", "1900-01-01"):
        assert gksite("build", "--root", root, "--no-search", "--today", today).code in (0, 1)
    output = built(root)
    days = [event.dtstart for event in calendar(output / "deadlines/deadlines.ics").events]
    assert days == [date.max, date(1900, 1, 1)]


def test_later_pages_of_a_list_that_gets_shorter_are_no_loss(portal: Portal) -> None:
    """Forty pages of a list go with the tasks that were on them, which are what is counted."""
    root = portal({NOTICE_PATH: big(401)})
    built(root)
    put(root / NOTICE_PATH, big(300))
    ran = build(root)
    assert "GK332" not in ran.err
    assert set(re.findall(r"GK\d{3}(?= 网址)", ran.err)) == {"GK316"}
