"""The column 政府信息公开: its pages in order, what stands on each, its data, its form; none where none is declared."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup, Tag
from disclosed import DISCLOSURE_PATH, FILES, column, item
from playwright.sync_api import Page
from portal import TODAY, build, gksite, put, write_portal
from serving import serving
from test_strings import CHINESE, english_portal

from gksite.searching.truth import Truth

PARTS = [
    ("政府信息公开指南", "disclosure/guide/"),
    ("政府信息公开制度", "disclosure/institutions/"),
    ("法定主动公开内容", "disclosure/statutory/"),
    ("政府信息公开年报", "disclosure/reports/"),
    ("依申请公开", "disclosure/application/"),
    ("主动公开目录", "disclosure/catalogue/"),
]
OTHERS = ["clarifications", "publishers", "places", "correcting", "assistance", "proposals"]
CLASSES = [
    *("规范性文件", "负责人姓名", "区域规划", "统计信息", "行政许可", "行政处罚", "财政预算", "行政事业性收费"),
    *("政府集中采购", "重大建设项目", "促进就业", "应急预案", "食品药品", "公务员招考", "其他政府信息"),
]
Portal = Callable[..., Path]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of the portal with a whole column."""
    root = write_portal(tmp_path_factory.mktemp("column"), dict(FILES))
    ran = build(root)
    assert ran.code == 0, ran.err
    return root / "output"


def page(output: Path, url: str) -> Tag:
    found = BeautifulSoup((output / url / "index.html").read_bytes(), "lxml")
    assert isinstance(found, Tag)
    return found


def words(output: Path, url: str) -> str:
    main = page(output, url).main
    assert main is not None
    return "".join(main.get_text().split())


def test_a_portal_that_declares_no_column_has_nothing_of_it(portal: Portal) -> None:
    root = portal()
    assert build(root).code == 0
    assert not (root / "output/disclosure").exists()
    assert not (root / "output/data/disclosure.json").exists()
    assert not [p for p in (root / "output").rglob("*.html") if "政府信息公开" in p.read_text(encoding="utf-8")]


def test_the_column_stands_in_the_menu_behind_the_home_page_and_on_the_home_page(whole: Path) -> None:
    home = page(whole, "")
    menu = [a.get_text() for a in home.select(".site-nav a")]
    assert menu[:2] == ["政府信息公开", "栏目"]
    links = {a["href"] for a in home.select("main a")}
    assert {url for _, url in PARTS} <= links
    assert "disclosure/" in links


def test_its_first_page_is_headed_by_the_agency_and_the_name_of_the_column(whole: Path) -> None:
    head = page(whole, "disclosure/").select_one(".column-head")
    assert head is not None
    assert [said.get_text() for said in head.select("p:not([role]):not(.print-url):not(.small), h1")] == [
        "测试市人民政府财政局",
        "政府信息公开",
    ]
    assert [h.get_text() for h in head.select("h1")] == ["政府信息公开"]


@pytest.mark.parametrize("url", ["disclosure/", *(url for _, url in PARTS), *(f"disclosure/{o}/" for o in OTHERS)])
def test_every_page_has_the_tree_of_the_parts_in_their_order(whole: Path, url: str) -> None:
    tree = page(whole, url).select("nav.side > details > ul > li > a")
    shown = [(a.get_text(strip=True), urljoin(url, str(a["href"]))) for a in tree]
    assert shown[: len(PARTS)] == PARTS
    assert [u for _, u in shown[len(PARTS) :]] == [f"disclosure/{other}/" for other in OTHERS]
    current = [a for a in tree if a.get("aria-current") == "page"]
    assert [urljoin(url, str(a["href"])) for a in current] == ([] if url == "disclosure/" else [url])


def test_the_guide_has_the_nine_fields_of_article_12(whole: Path) -> None:
    text = words(whole, "disclosure/guide/")
    for said in (
        "政府信息的分类",
        "政府信息按主题、体裁和发布机构分类。",
        "政府信息的编排体系",
        "政府信息的获取方式",
        "机构名称市财政局办公室",
        "办公地址测试市人民路1号",
        "办公时间周一至周五8:30",
        "联系电话0595-12345678",
        "传真号码0595-12345679",
        "互联网联系方式zwgk@ceshi.gov.cn",
        "更新日期2025年11月3日",
    ):
        assert said in text
    assert page(whole, "disclosure/guide/").select_one(".prose a[href='../../']")


def test_the_fifteen_classes_stand_in_order_each_with_what_it_has(whole: Path) -> None:
    shown = page(whole, "disclosure/statutory/")
    headings = [h.get_text(strip=True) for h in shown.select("main h2[id^=c]")]
    assert len(headings) == 15
    assert all(word in heading for word, heading in zip(CLASSES, headings, strict=True))
    text = words(whole, "disclosure/statutory/")
    seventh = text.rpartition("（七）")[2].partition("（八）")[0]
    assert "2025年部门预算" in seventh
    assert "2024年部门决算" in seventh  # it names the class itself
    assert "未注明" not in text
    assert "不适用：本机关没有第8项的职责。" in text
    assert "省政府采购网" in text
    assert shown.select_one("a[href='../../columns/zcwj/']")
    assert "市政建设见有关部门的栏目。" in text


def test_a_class_that_nobody_filled_in_says_so(portal: Portal) -> None:
    root = portal(column(("  - {class: 14, not_applicable: 本机关没有第14项的职责。}\n", "")))
    assert build(root).code == 0
    text = words(root / "output", "disclosure/statutory/")
    assert "录用结果未注明" in text


def test_the_application_page_has_the_terms_the_replies_and_the_fees(whole: Path) -> None:
    text = words(whole, "disclosure/application/")
    for said in (
        "受理机构市财政局",
        "告知补正7个工作日",
        "答复20个工作日",
        "延长答复期限20个工作日",
        "第三方提出意见15个工作日",
        "第三十条",
        "第三十三条",
        "告知申请人该政府信息不存在",
        "告知申请人不予重复处理",
        "不收取费用",
        "邮政编码362000",
        "以双方确认之日为收到申请之日",
    ):
        assert said in text
    assert len(page(whole, "disclosure/application/").select("main ol li")) == 3 + 3 + 7


def test_the_form_has_the_three_groups_of_article_29_and_sends_nothing(whole: Path) -> None:
    form = page(whole, "disclosure/application/form/")
    captions = [c.get_text() for c in form.select("main table caption")]
    assert [c[0] for c in captions] == ["一", "二", "三"]
    for caption, word in zip(captions, ("身份证明", "文号", "获取信息的方式"), strict=True):
        assert word in caption
    assert form.select("main form, main input:not(#share-address)") == []
    assert len(form.select("main td:empty")) >= 12  # room to write
    assert "用途" not in form.get_text()  # which the 条例 of 2019 no longer asks
    for cell in form.select("main td"):
        assert cell.parent is not None
        assert cell.parent.find("th") is not None


@pytest.mark.parametrize("text", ["plain", "large"])
def test_the_form_prints_on_one_sheet(visit: Callable[..., Page], whole: Path, text: str) -> None:
    with serving(whole, "/") as address:
        shown = visit(address + "disclosure/application/form/")
        shown.evaluate("text => { document.documentElement.dataset.text = text; }", text)
        pdf = shown.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


def test_the_pages_of_single_articles_say_their_words_and_the_offices(whole: Path) -> None:
    for url, article, said in (
        ("clarifications", "第六条", "关于停水传言的澄清"),
        ("publishers", "第十条", "联合发文由牵头的机关公开"),
        ("places", "第二十五条", "测试市档案馆地址测试市文化路2号"),
        ("correcting", "第四十一条", "并附证据"),
        ("assistance", "第四十三条", "由工作人员代为填写"),
        ("proposals", "第四十四条", "关于公开公交线路调整方案的采纳情况"),
    ):
        text = words(whole, f"disclosure/{url}/")
        assert f"《中华人民共和国政府信息公开条例》{article}：" in text
        assert said in text


def test_a_part_without_content_says_why_or_that_nobody_has_said(portal: Portal, whole: Path) -> None:
    assert "第一份年报将于2027年1月公开" in words(whole, "disclosure/reports/")
    root = portal(column(("institutions: [zhidu]\n", ""), ("correcting: 向受理机构提出书面申请，并附证据。\n", "")))
    (root / "content/items/zhidu.yaml").unlink()
    (root / "content/items/chengqing.yaml").unlink()
    assert build(root).code == 0
    assert words(root / "output", "disclosure/institutions/").endswith("未注明")
    assert "目前没有发布澄清信息" in words(root / "output", "disclosure/clarifications/")
    assert "未注明" in words(root / "output", "disclosure/correcting/")


def test_the_catalogue_lists_all_that_is_public_by_the_four_heads(whole: Path) -> None:
    rows = [
        [c.get_text(strip=True) for c in row.select("th, td")]
        for row in page(whole, "disclosure/catalogue/").select("tr")
    ]
    assert rows[0] == ["索引号", "名称", "内容概述", "生成日期"]
    assert ["ceshi/2025-00001", "2025年部门预算", "2025年部门预算的概述", "2025年12月1日"] in rows
    assert rows[-1] == ["未注明", "测试市2018年政务公开工作任务分解表", "未注明", "2018年6月12日"]
    assert len(rows) == 1 + 5 + 1


def test_what_is_withheld_is_published_nowhere(whole: Path) -> None:
    assert not [p for p in whole.rglob("*") if p.is_file() and "秘而不宣之事".encode() in p.read_bytes()]


def test_what_waits_is_in_no_list(portal: Portal) -> None:
    later = item("yusuan", "document", "2025年部门预算", "00001").replace("published: 2025", "published: 2027")
    root = portal(column(**{"content/items/yusuan.yaml": later}))
    ran = build(root)
    assert ran.code == 0
    assert "GK673" not in ran.err
    assert not [p for p in (root / "output").rglob("*.html") if "2025年部门预算" in p.read_text(encoding="utf-8")]


def test_the_data_of_the_column_keeps_its_contract(whole: Path) -> None:
    data = json.loads((whole / "data/disclosure.json").read_text(encoding="utf-8"))
    assert list(data) == [
        *("schema", "jurisdiction", "url", "guide", "institutions", "statutory", "local", "application", "terms"),
        *("clarifications", "publishers", "reading_places", "correcting", "assistance", "proposals", "absent"),
        *("parent_messages", "pages", "licence"),
    ]
    assert data["schema"] == "gksite/disclosure/1"
    assert data["guide"]["agency"] == {"name": "市财政局", "id": "ceshi/caizhengju"}
    assert (data["guide"]["updated"], data["guide"]["fax"]) == ("2025-11-03", "0595-12345679")
    assert [c["class"] for c in data["statutory"]] == list(range(1, 16))
    assert data["statutory"][6]["items"] == ["yusuan", "juesuan"]
    assert data["statutory"][8]["links"] == [{"title": "省政府采购网", "url": "https://www.example.gov.cn/caigou/"}]
    assert [(t["matter"], t["working_days"]) for t in data["terms"]][:3] == [
        ("告知补正", 7),
        ("答复", 20),
        ("延长答复期限", 20),
    ]
    assert data["institutions"] == ["zhidu"]
    for shown in data["pages"]:
        assert (whole / shown["url"] / "index.html").is_file()


def test_search_finds_the_pages_by_the_words_of_the_data(whole: Path) -> None:
    truth = Truth(whole / "data")
    assert "disclosure/guide/" in truth.find("市财政局办公室")
    assert "disclosure/application/" in truth.find("不予重复处理")
    assert "disclosure/places/" in truth.find("测试市档案馆")
    assert truth.find("秘而不宣") == frozenset()


def test_the_column_is_built_again_over_itself(portal: Portal) -> None:
    root = portal(dict(FILES))
    assert build(root).code == 0
    ran = build(root)
    assert ran.code == 0, ran.err


def test_a_whole_column_deserves_no_finding(portal: Portal) -> None:
    root = portal(dict(FILES))
    ran = gksite("check", "--root", root, "--today", TODAY)
    assert [line for line in ran.lines if re.search(r"GK6(6[5-9]|7\d)", line)] == []


def test_an_english_portal_has_its_column_in_english(tmp_path: Path) -> None:
    root = english_portal(tmp_path)
    put(root / DISCLOSURE_PATH, ENGLISH)
    (root / "content/notices/city-2015.yaml").unlink()  # repealed without a day
    ran = build(root)
    assert ran.code == 0, ran.err
    pages = sorted((root / "output/disclosure").rglob("*.html"))
    assert len(pages) == 14
    for path in pages:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if CHINESE.search(line)]
        assert lines == [], path.relative_to(root)


ENGLISH = """\
jurisdiction: city
guide: {updated: 2025-11-03, agency: Finance Bureau, classification: By topic, office: Office, internet: a@b.example}
statutory: [{class: 1, text: See below}, {class: 2, not_applicable: None of ours}]
application: {agency: Finance Bureau, address: 1 Road, email: a@b.example, fees: None}
reading_places: [{name: Library, address: 2 Road, hours: all day}]
correcting: Write to us.
"""
