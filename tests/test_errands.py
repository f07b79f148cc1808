"""Eleven things that citizens come for, each from the home page in three steps or fewer.

A step is a click, or words typed with Enter; where a list of suggestions is used, the typing and the click are two.
"""

import re
from collections.abc import Callable, Iterator
from csv import DictReader
from io import BytesIO
from itertools import count
from urllib.parse import urljoin

import feedparser
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Download, Locator, Page, expect
from sheets import sheets

from gksite.theming.qr_code import MASK

Visit = Callable[..., Page]
STEPS = 3
TASK_26 = "泉州市人民政府办公室：泉政办〔2018〕51号附件第26项，2018年6月12日。"
PRINTING = "globalThis.print = () => { globalThis.printed = (globalThis.printed || 0) + 1; };"


class Citizen:
    """Somebody who came to the home page, and whose steps are counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.steps = 0

    def _step(self) -> None:
        self.steps += 1
        assert self.steps <= STEPS, f"step {self.steps}, at {self.page.url}"

    def asks(self, words: str) -> None:
        """Type words into the search box, then press Enter; the answer is there when this returns."""
        self._step()
        box = self.page.get_by_role("searchbox").locator("visible=true").first
        box.fill(words)
        box.press("Enter")
        expect(self.page.get_by_role("heading", name="搜索结果")).to_be_visible()

    def begins(self, words: str) -> None:
        """Type words into the search box to look at its suggestions."""
        self._step()
        self.page.get_by_role("searchbox").locator("visible=true").first.press_sequentially(words)

    def presses(self, what: Locator) -> None:
        """Click."""
        self._step()
        what.click()

    def follows(self, name: str, within: str = "") -> None:
        """Click the first link of these words, in an entry that has the words `within` where several are alike."""
        links = self.page.get_by_role("link", name=name)
        if within:
            links = self.page.get_by_role("listitem").filter(has_text=within).get_by_role("link", name=name)
        self.presses(links.locator("visible=true").first)

    def downloads(self, name: str) -> Download:
        """Click a link that gives a file."""
        with self.page.expect_download() as waiting:
            self.follows(name)
        return waiting.value

    def reads(self, *words: str) -> None:
        """See these words in the page's main part, one after another."""
        main = re.escape(words[0]) + "".join(rf"[\s\S]*?{re.escape(word)}" for word in words[1:])
        expect(self.page.locator("main")).to_have_text(re.compile(main), use_inner_text=True)


@pytest.fixture
def citizen(visit: Visit, at_root: str) -> Citizen:
    """Somebody at the home page of the real site."""
    page = visit(at_root, script=PRINTING, permissions=["clipboard-read", "clipboard-write"])
    return Citizen(page)


def test_a_fourth_step_is_one_too_many(citizen: Citizen) -> None:
    for name in ("任务", "单位", "主题"):
        citizen.follows(name)
    with pytest.raises(AssertionError, match="step 4"):
        citizen.follows("文件")


@pytest.mark.parametrize("words", ["预决算公开", "预决算公开 泉州", "泉州预决算", "泉州 预决算"])
def test_who_leads_the_publishing_of_budgets_in_quanzhou(citizen: Citizen, words: str) -> None:
    citizen.asks(words)
    citizen.reads("深入推进预决算公开", "泉州市 · 2018 年", "牵头：市财政局")


def test_a_question_leads_to_the_matter_and_to_the_office_that_answers_for_it(citizen: Citizen) -> None:
    citizen.asks("谁负责公开预算")
    citizen.reads("没有找到“谁负责公开预算”", "最接近")
    citizen.follows("预决算", within="公开政府和部门的预算")
    citizen.reads("公开政府和部门的预算、决算", "泉州市 2018 年", "深入推进预决算公开", "牵头：市财政局")


def test_all_tasks_of_an_agency_by_a_suggestion(citizen: Citizen) -> None:
    citizen.begins("厦门市财政局")
    citizen.follows("市财政局 单位 · 厦门市")
    citizen.reads("厦门市财政局", "在 1 份文件中牵头 8 项", "牵头 8 项", "第 14 项", "第 46 项")


def test_all_tasks_of_an_agency_by_the_results(citizen: Citizen) -> None:
    citizen.asks("厦门市财政局")
    citizen.follows("市财政局（厦门市）")
    citizen.reads("厦门市财政局", "牵头 8 项", "第 14 项", "第 46 项")


def test_what_is_due_in_august_2018(citizen: Citizen) -> None:
    citizen.follows("按时限查")
    citizen.presses(citizen.page.get_by_role("list", name="2018 年").get_by_role("link", name="8 月"))
    month = citizen.page.get_by_role("table", name="2018 年 8 月")
    expect(month).to_be_in_viewport()
    expect(month).to_contain_text("2018年8月底前")
    expect(month).to_contain_text("编制完成《厦门市重点领域政务公开清单》")
    expect(month).to_contain_text("公开办")
    expect(month.get_by_role("row")).to_have_count(2)


@pytest.mark.parametrize("words", ["国发〔2016〕55号", "国办发〔2016〕55号"])
def test_what_a_document_is_and_who_cites_it(citizen: Citizen, words: str) -> None:
    citizen.asks(words)
    citizen.follows("全面推广“互联网+政务服务”")
    citizen.follows("国发〔2016〕55号")
    citizen.reads(
        "国务院关于加快推进“互联网+政务服务”工作的指导意见",
        "2 份通知、2 项任务引用",
        "哪些通知和任务引用这份文件",
        "开平市人民政府办公室关于印发开平市2018年政务公开工作要点分工方案的通知",
        "厦门火炬高新区管委会关于印发2018年政务公开工作主要任务分解表的通知",
    )


def test_kaiping_and_ipv6(citizen: Citizen) -> None:
    citizen.asks("开平 IPv6")
    first = citizen.page.locator("main").get_by_role("listitem").filter(has_text="第六版（IPv6）").first
    expect(first).to_contain_text("任务 · 开平市 · 2018 年")
    expect(first).to_contain_text("牵头：市科工商务局")


def test_quanzhou_against_huoju_on_one_duty(citizen: Citizen) -> None:
    citizen.follows("对比各地")
    citizen.follows("预决算公开")
    citizen.reads("泉州市 2018 年第 6 项", "市财政局", "厦门火炬高新区 2018 年第 5 项", "计财处")
    citizen.reads(
        "各地原文", "完善地方预决算公开操作规程", "结合火炬实际公开财政预决算", "逐字对比", "多出 40 字，没有的 61 字"
    )


def test_all_tasks_as_a_spreadsheet(citizen: Citizen) -> None:
    citizen.follows("数据")
    book = load_workbook(BytesIO(citizen.downloads("tasks.xlsx").path().read_bytes()), read_only=True)
    _, *rows = book.worksheets[0].iter_rows(values_only=True)
    assert len(rows) == 245
    assert any("深入推进预决算公开" in row and "市财政局" in row for row in rows)
    table = citizen.downloads("tasks.csv").path().read_text(encoding="utf-8-sig").splitlines(keepends=True)
    assert len(list(DictReader(table))) == 245


def test_a_task_is_cited_by_one_button(citizen: Citizen) -> None:
    citizen.asks("规范和完善办理指南")
    citizen.follows("规范和完善办理指南")
    citizen.presses(citizen.page.get_by_role("button", name="复制引用"))
    citizen.reads("已复制")
    copied = citizen.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{TASK_26}https://gksite.example/notices/quanzhou-2018/tasks/26/（访问日期：")
    assert re.search(r"访问日期：\d{4}年\d{1,2}月\d{1,2}日）$", copied)


def test_news_of_an_agency(citizen: Citizen, at_root: str) -> None:
    citizen.begins("泉州市财政局")
    citizen.follows("市财政局 单位 · 泉州市")
    subscribe = citizen.page.get_by_role("link", name="订阅")
    expect(subscribe).to_be_visible()
    address = urljoin(citizen.page.url, subscribe.get_attribute("href"))
    read = feedparser.parse(citizen.page.request.get(address).body())
    assert not read.bozo
    assert read.feed.title == "泉州市财政局：任务和更新"
    assert "泉州市财政局" in read.entries[0].title


def test_a_notice_is_printed(citizen: Citizen) -> None:
    citizen.follows("泉州市人民政府办公室关于印发2018年政务公开工作主要任务分解表的通知")
    citizen.presses(citizen.page.get_by_role("button", name="打印"))
    assert citizen.page.evaluate("globalThis.printed") == 1
    first, *others = sheets(citizen.page)
    assert "关于印发2018年政务公开工作主要任务分解表的通知" in first.text
    assert "泉政办〔2018〕51号" in first.text
    assert any("序号工作任务工作要求" in sheet.text for sheet in (first, others[0]))
    assert len(others) <= 12


def test_a_task_is_sent_to_a_phone(citizen: Citizen) -> None:
    citizen.asks("规范和完善办理指南")
    citizen.follows("规范和完善办理指南")
    citizen.presses(citizen.page.get_by_text("二维码"))
    citizen.reads("用手机扫一扫")
    code = citizen.page.locator("svg.qr-code")
    expect(code).to_be_in_viewport()
    assert read_code(code.evaluate("e => e.outerHTML")) == "https://gksite.example/notices/quanzhou-2018/tasks/26/"


def dark_modules(svg: str) -> tuple[set[tuple[int, int]], int]:
    """The dark modules of a code as it is drawn, by row and column within its border, and its size in modules."""
    size, path = re.search(r'viewBox="0 0 (\d+) \d+"', svg)[1], re.search(r'stroke="#000" d="([^"]+)"', svg)[1]
    dark, column, row = set(), 0, 0
    for sign, x, y in re.findall(r"([Mmh])(-?\d+)(?: (-?[\d.]+))?", path):
        if sign == "h":
            dark |= {(row - 4, each - 4) for each in range(column, column + int(x))}
            column += int(x)
        else:
            column, row = column + int(x) if sign == "m" else int(x), row + int(float(y))
    return dark, int(size) - 8


def data_modules(size: int) -> Iterator[tuple[int, int]]:
    """Where a code of the versions 2 to 5 has its data, in the order of ISO/IEC 18004, 7.7.3."""
    upwards = True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for row in range(size - 1, -1, -1) if upwards else range(size):
            for column in (right, right - 1):
                corner = min(row, column) < 9 and (max(row, column) < 9 or max(row, column) >= size - 8)
                aligned = abs(row - size + 7) <= 2 and abs(column - size + 7) <= 2
                if not corner and not aligned and row != 6:
                    yield row, column
        upwards = not upwards


def read_code(svg: str) -> str:
    """What a phone reads from a code that has one block of bytes."""
    dark, size = dark_modules(svg)
    assert 25 <= size <= 37, "not one block, or without a pattern of alignment"
    assert MASK == 2
    bits = "".join(str(int(((row, column) in dark) ^ (column % 3 == 0))) for row, column in data_modules(size))
    assert bits[:4] == "0100", "no bytes"
    length = int(bits[4:12], 2)
    return bytes(int(bits[at : at + 8], 2) for at, _ in zip(count(12, 8), range(length))).decode()
