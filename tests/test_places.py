"""Lists of one place and of one of its years, and the switch by which a reader keeps to one."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Page, expect
from portal import AGENCIES, LIMITED, NOTICE, NOTICE_PATH, gksite, write_whole

OTHER = AGENCIES.replace("ceshi", "linshi").replace("测试市", "邻市")
OF_OTHER = LIMITED.replace("ceshi-2018", "linshi-2018").replace("jurisdiction: ceshi", "jurisdiction: linshi")
NEWER = NOTICE.replace("ceshi-2018", "ceshi-2019").replace("year: 2018", "year: 2019")
TWO = {"content/agencies/linshi.yaml": OTHER, "content/notices/linshi-2018.yaml": OF_OTHER}
YEARS = {"content/notices/ceshi-2019.yaml": NEWER}
Visit = Callable[..., Page]


def built(root: Path) -> Path:
    ran = gksite("build", "--root", root, "--no-search", "--today", "2026-01-01")
    assert ran.code == 0, ran.err
    return root / "output"


def page(output: Path, url: str) -> BeautifulSoup:
    return BeautifulSoup((output / url / "index.html").read_bytes(), "lxml")


def offered(found: BeautifulSoup) -> list[tuple[str, str]]:
    """What the switch of a page offers, with where each leads."""
    return [(a.get_text(), str(a["href"])) for a in found.select("[data-place-switch] a")]


def said(element: Tag | None) -> str:
    assert element is not None
    return "".join(element.get_text().split())


# The lists


def test_the_page_of_a_place_has_its_notices_tasks_limits_and_agencies_with_their_numbers(tmp_path: Path) -> None:
    output = built(write_whole(tmp_path, {NOTICE_PATH: LIMITED, **TWO, **YEARS}))
    main = page(output, "agencies/ceshi").main
    assert main is not None
    assert [said(h) for h in main.select("h2")] == ["文件2份", "任务6项", "单位3个"]
    assert [said(li) for li in main.select("h2#tasks + ul li")] == [
        "全部任务6项",
        "2019年的任务3项",
        "2018年的任务3项",
        "写明的时限3个",
    ]


def test_the_limits_of_a_place_are_its_own_and_lead_to_those_of_the_others(tmp_path: Path) -> None:
    fewer = OF_OTHER.replace("          - {text: 每季度一次, kind: recurring}\n", "")
    output = built(write_whole(tmp_path, {NOTICE_PATH: LIMITED, **TWO, "content/notices/linshi-2018.yaml": fewer}))
    of_all, of_other = page(output, "deadlines"), page(output, "deadlines/linshi")
    chosen = of_other.select_one("main .jump [aria-current]")
    assert said(chosen) == "邻市"
    assert sorted(said(li) for li in of_all.select("main .jump li")) == ["全部5个", "测试市3个", "邻市2个"]
    assert said(of_other.h1) == "邻市的时限"
    assert {said(small) for small in of_other.select("main tbody th small a")} == {"邻市2018年"}
    assert len(of_all.select("main tbody tr")) == 5
    assert len(of_other.select("main tbody tr")) == 2


def test_a_place_without_a_notice_has_no_lists_of_tasks(tmp_path: Path) -> None:
    output = built(write_whole(tmp_path, {"content/agencies/linshi.yaml": OTHER}))
    assert said(page(output, "agencies/linshi").main).startswith("邻市的文件、任务和单位")
    assert not page(output, "agencies/linshi").select("main #tasks")
    assert not (output / "tasks/linshi").exists()
    assert offered(page(output, "")) == []


# What the switch offers


def test_several_places_are_offered_each_and_the_years_of_those_that_have_several(tmp_path: Path) -> None:
    output = built(write_whole(tmp_path, {**TWO, **YEARS}))
    assert sorted(offered(page(output, ""))) == [
        ("测试市", "agencies/ceshi/"),
        ("测试市 2018 年", "tasks/ceshi/2018/"),
        ("测试市 2019 年", "tasks/ceshi/2019/"),
        ("邻市", "agencies/linshi/"),
    ]


def test_one_place_with_several_years_offers_the_years(tmp_path: Path) -> None:
    found = page(built(write_whole(tmp_path, YEARS)), "tasks")
    assert offered(found) == [("测试市 2019 年", "ceshi/2019/"), ("测试市 2018 年", "ceshi/2018/")]
    assert said(found.select_one("[data-place-switch] summary")) == "年份"


def test_one_place_and_one_year_leave_nothing_to_choose(tmp_path: Path) -> None:
    assert not page(built(write_whole(tmp_path)), "").select("[data-place-switch]")


def test_every_list_that_the_menu_could_lead_to_for_a_place_is_there(real_site: Path) -> None:
    menu = page(real_site, "").select(".site-nav a[data-of-place]")
    places = [
        json.loads(path.read_bytes())["jurisdiction"]["id"] for path in (real_site / "data/agencies").glob("*.json")
    ]
    assert len(menu) == 5
    assert len(places) == 5
    for link in menu:
        for place in places:
            address, _, anchor = str(link["data-of-place"]).format(place=place).partition("#")
            assert not anchor or page(real_site, address).find(id=anchor), (address, anchor)
            assert (real_site / address / "index.html").is_file()


# What a reader's choice does


def choose(page: Page, name: str) -> None:
    page.locator("[data-place-switch] summary").click()
    page.locator("[data-place-switch] a", has_text=name).click()


def test_a_place_that_was_chosen_stays_while_the_reader_goes_through_the_menu(at_root: str, visit: Visit) -> None:
    page = visit(f"{at_root}tasks/")
    choose(page, "泉州市")
    expect(page.locator("h1")).to_have_text("泉州市的任务")
    for entry, heading in (("时限", "泉州市的时限"), ("单位", "泉州市的文件、任务和单位"), ("任务", "泉州市的任务")):
        page.locator(".site-nav a", has_text=entry).click()
        expect(page.locator("h1")).to_have_text(heading)
        expect(page.locator("[data-place-switch] summary")).to_have_text("只看：泉州市")
    page.goto(f"{at_root}notices/quanzhou-2018/tasks/26/")
    page.locator(".site-nav a", has_text="主题").click()
    page.wait_for_url(f"{at_root}agencies/quanzhou/#topics")


def test_the_switch_leads_to_the_list_that_the_reader_has_before_him(at_root: str, visit: Visit) -> None:
    page = visit(f"{at_root}deadlines/")
    choose(page, "开平市")
    page.wait_for_url(f"{at_root}deadlines/kaiping/")
    choose(page, "厦门火炬高新区")
    page.wait_for_url(f"{at_root}deadlines/xiamen-huoju/")


def test_all_places_come_back_by_the_switch_or_by_a_list_of_all(at_root: str, visit: Visit) -> None:
    page = visit(f"{at_root}tasks/quanzhou/")
    choose(page, "全部")
    page.wait_for_url(f"{at_root}tasks/")
    expect(page.locator("[data-place-switch] summary")).to_have_text("地区")
    page.goto(f"{at_root}tasks/quanzhou/")
    page.goto(at_root)
    expect(page.locator("[data-place-switch] summary")).to_have_text("只看：泉州市")
    page.locator("main a", has_text="全部任务").first.click()
    expect(page.locator("[data-place-switch] summary")).to_have_text("地区")
    assert page.locator(".site-nav a", has_text="时限").get_attribute("href") == "../deadlines/"


def test_a_search_is_of_the_place_that_was_chosen_and_says_so(at_root: str, visit: Visit) -> None:
    page = visit(f"{at_root}tasks/quanzhou/")
    page.goto(f"{at_root}agencies/quanzhou/caizhengju/")
    box = page.locator("header input[name=q]")
    box.fill("预决算")
    box.press("Enter")
    page.wait_for_url(f"{at_root}search/?q=*&jurisdiction=quanzhou")
    expect(page.locator("[data-search-count]")).to_be_visible()
    assert page.locator("[data-search-hit]").count() > 0
    assert all("泉州市" in text for text in page.locator("[data-search-hit]").all_inner_texts())


@pytest.mark.parametrize("way", ["Escape", "outside"])
def test_the_switch_closes_when_it_is_left(at_root: str, visit: Visit, way: str) -> None:
    page = visit(f"{at_root}tasks/")
    switch = page.locator("[data-place-switch]")
    switch.locator("summary").click()
    expect(switch.locator("ul")).to_be_visible()
    if way == "Escape":
        page.keyboard.press("Escape")
        expect(switch.locator("summary")).to_be_focused()
    else:
        page.locator("h1").click()
    expect(switch.locator("ul")).to_be_hidden()


def test_without_scripts_the_switch_leads_to_the_pages_of_places(at_root: str, visit: Visit) -> None:
    page = visit(f"{at_root}tasks/", java_script_enabled=False)
    choose(page, "泉州市")
    page.wait_for_url(f"{at_root}agencies/quanzhou/")
    expect(page.locator("h1")).to_have_text("泉州市的文件、任务和单位")


def test_a_place_that_the_portal_no_longer_has_is_forgotten(at_root: str, visit: Visit) -> None:
    page = visit(at_root, script="sessionStorage.setItem('gksite-place', 'nowhere/')")
    expect(page.locator("[data-place-switch] summary")).to_have_text("地区")
    assert page.locator(".site-nav a", has_text="任务").get_attribute("href") == "tasks/"
