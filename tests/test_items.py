"""Items: read, linked and published as notices are, and hidden as they are."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from columns import CLEARED, DOCUMENT, DOCUMENT_PATH, INTERPRETATION, JIEDU_PATH, NEWS_PATH, SITE, TODAY, column_portal
from portal import NOTICE_PATH, Change, Ran, gksite

from gksite.searching.truth import Truth

SECRET = (
    DOCUMENT.replace("banfa", "mimi")
    .replace("测试市预算公开办法", "甲乙丙丁办法")
    .replace("fubiao.txt", "mi.txt")
    .replace("00001", "00009")
)
SECRET_FILES: Mapping[str, Change] = {"content/items/mimi.yaml": SECRET, "content/files/mi.txt": "甲乙丙丁\n"}


def build(root: Path, *args: str) -> Ran:
    return gksite("build", "--root", root, "--no-search", "--today", TODAY, *args)


def page(root: Path, address: str) -> BeautifulSoup:
    return BeautifulSoup((root / "output" / address / "index.html").read_bytes(), "lxml")


def traces(root: Path) -> list[str]:
    """The files of a site that show something of the secret item."""
    found = []
    for path in sorted((root / "output").rglob("*")):
        shown = path.read_bytes() if path.is_file() else b""
        name = path.relative_to(root / "output").as_posix()
        if "甲乙丙丁".encode() in shown or b"mimi" in shown or name.endswith("mi.txt"):
            found.append(name)
    return found


def test_an_item_has_a_page_a_place_in_its_column_and_data(tmp_path: Path) -> None:
    root = column_portal(tmp_path)
    ran = build(root)
    assert (ran.code, ran.err) == (0, "")
    item = page(root, "items/banfa")
    assert item.h1 is not None
    assert item.h1.get_text() == "测试市人民政府关于印发测试市预算公开办法的通知"
    assert "预算自批复之日起二十日内公开" in item.get_text()
    crumbs = [link.get_text() for link in item.select('nav[aria-label="当前位置"] a')]
    assert crumbs == ["首页", "栏目", "政策文件"]
    download = item.select_one("#attachments + ul a")
    assert download is not None
    assert (download.get_text(), download["href"]) == ("附表", "../../files/fubiao.txt")
    assert "TXT，10 B" in item.get_text()
    row = page(root, "columns/zcwj").select_one(".entries li")
    assert row is not None
    assert row.time is not None
    assert (row.a and row.a["href"], row.time["datetime"]) == ("../../items/banfa/", "2026-03-05T09:00")
    data = json.loads((root / "output/data/items/banfa.json").read_text(encoding="utf-8"))
    assert (data["schema"], data["published"], data["number"]) == (
        "gksite/item/1",
        "2026-03-05 09:00",
        "测政发〔2026〕3号",
    )
    assert data["agency"]["id"] == "zhengfu"
    assert [(a["title"], a["url"], a["size"]) for a in data["attachments"]] == [("附表", "files/fubiao.txt", 10)]
    assert data["text"] == "预算自批复之日起二十日内公开，见附表。"


def test_a_document_and_its_interpretation_lead_to_each_other_though_one_of_them_says_it(tmp_path: Path) -> None:
    also = INTERPRETATION.replace("id: jiedu", "id: tujie").replace("《测试市", "一图读懂《测试市")
    changes = {"content/items/tujie.yaml": also.replace("[banfa]", "[banfa, ceshi-2018]")}
    root = column_portal(tmp_path, changes)
    assert build(root).code == 0
    links = [a["href"] for a in page(root, "items/banfa").select("#interpretations + ul a")]
    assert links == ["../jiedu/", "../tujie/"]
    assert [a["href"] for a in page(root, "items/tujie").select("#interprets + ul a")] == [
        "../banfa/",
        "../../notices/ceshi-2018/",
    ]
    links = [a["href"] for a in page(root, "notices/ceshi-2018").select("#interpretations + ul a")]
    assert links == ["../../items/tujie/"]
    data = json.loads((root / "output/data/items/banfa.json").read_text(encoding="utf-8"))
    assert [found["url"] for found in data["interpreted_by"]] == ["items/jiedu/", "items/tujie/"]


def test_nobody_sees_who_examined_an_item(tmp_path: Path) -> None:
    root = column_portal(tmp_path, {DOCUMENT_PATH: DOCUMENT.replace("张三", "审查员某")})
    assert build(root).code == 0
    for path in (root / "output").rglob("*"):
        assert not path.is_file() or "审查员某".encode() not in path.read_bytes(), path


def test_corrections_stand_on_the_page_with_their_days_and_in_the_data(tmp_path: Path) -> None:
    fault = "corrections:\n  - {date: 2026-03-20, text: 第二条原作“三十日”。}\n"
    changes: dict[str, Change] = {
        DOCUMENT_PATH: DOCUMENT + fault,
        NOTICE_PATH: ("sections:", f"{fault}sections:"),
    }
    root = column_portal(tmp_path, changes)
    assert build(root).code == 0
    for address, data in (("items/banfa", "items/banfa"), ("notices/ceshi-2018", "notices/ceshi-2018")):
        told = page(root, address).select_one("#corrections + ol li")
        assert told is not None
        assert told.time is not None
        assert (told.time["datetime"], "三十日" in told.get_text()) == ("2026-03-20", True)
        known = json.loads((root / f"output/data/{data}.json").read_text(encoding="utf-8"))
        assert known["corrections"] == [{"date": "2026-03-20", "text": "第二条原作“三十日”。"}]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("disclosure: 主动公开", "disclosure: 依申请公开", "mimi.yaml:6:13: GK701 提醒："),
        ("id: mimi", "draft: true\nid: mimi", "mimi.yaml:1:1: GK702 提醒："),
        ("published: 2026-03-05 09:00", "published: 2026-06-16 00:00", "mimi.yaml:10:12: GK331 提醒："),
        ("published: 2026-03-05 09:00", "publish_at: 2026-06-16 08:00", "mimi.yaml:10:13: GK331 提醒："),
    ],
    ids=["closed", "draft", "published later", "opens later"],
)
def test_nothing_of_a_hidden_item_is_published_nor_of_its_files(tmp_path: Path, old: str, new: str, line: str) -> None:
    root = column_portal(tmp_path, {**SECRET_FILES, "content/items/mimi.yaml": SECRET.replace(old, new)})
    ran = gksite("build", "--root", root, "--today", TODAY)
    assert ran.code == 0, ran.err
    assert any(said.startswith(f"content/items/{line}") for said in ran.lines), ran.err
    assert traces(root) == []


def test_a_file_that_something_public_names_too_is_published(tmp_path: Path) -> None:
    closed = SECRET.replace("主动公开", "不予公开")
    public = DOCUMENT.replace("/files/fubiao.txt", "/files/mi.txt")
    root = column_portal(tmp_path, {**SECRET_FILES, "content/items/mimi.yaml": closed, DOCUMENT_PATH: public})
    assert build(root).code == 0
    assert (root / "output/files/mi.txt").is_file()


def test_an_item_whose_time_has_come_is_opened_by_the_next_build_and_shows_that_time(tmp_path: Path) -> None:
    opening = SECRET.replace("published: 2026-03-05 09:00", "publish_at: 2026-06-16 08:00")
    root = column_portal(tmp_path, {**SECRET_FILES, "content/items/mimi.yaml": opening})
    assert "另有 1 条信息尚未到公布日期，没有公布。" in build(root).out
    assert build(root, "--today", "2026-06-16").code == 0
    time = page(root, "items/mimi").select_one("dl.meta time[datetime='2026-06-16T08:00']")
    assert time is not None
    assert time.get_text() == "2026-06-16 08:00"


def test_a_notice_opens_at_its_time_too(tmp_path: Path) -> None:
    root = column_portal(tmp_path, {NOTICE_PATH: ("year: 2018\n", "year: 2018\npublish_at: 2026-06-20 09:00\n")})
    assert build(root).code == 0
    assert not (root / "output/notices/ceshi-2018").exists()
    assert build(root, "--today", "2026-06-20").code == 0
    data = json.loads((root / "output/data/notices/ceshi-2018.json").read_text(encoding="utf-8"))
    assert data["published"] == "2026-06-20 09:00"


def test_what_an_item_names_must_be_there(tmp_path: Path) -> None:
    bad = DOCUMENT.replace("column: zcwj", "column: zcwi").replace("id: banfa", "id: banfa2")
    changes = {
        "content/items/banfa2.yaml": bad,
        JIEDU_PATH: INTERPRETATION.replace("[banfa]", "[banfo, jiedu]") + "superseded_by: nobody-knows\n",
        NEWS_PATH: ("body: 会议", "attachments: [{file: files/fubiao.txt, title: 附表}]\nbody: 会议"),
    }
    ran = build(column_portal(tmp_path, changes))
    assert ran.code == 1
    assert [line for line in ran.lines if ": GK65" in line] == [
        "content/items/banfa2.yaml:3:9: GK650 site.yaml 的 columns 里没有编号为“zcwi”的栏目；是否为“zcwj”？",
        f"{NEWS_PATH}:10:22: GK651 content/files/ 中没有附件 files/fubiao.txt；是否为“fubiao.txt”？",
        f"{JIEDU_PATH}:9:14: GK652 没有编号为“banfo”的信息或通知；是否为“banfa”？",
        f"{JIEDU_PATH}:9:21: GK652 没有编号为“jiedu”的信息或通知（这是它自己的编号）",
        f"{JIEDU_PATH}:12:16: GK652 没有编号为“nobody-knows”的信息或通知",
    ]


def test_an_unknown_word_for_disclosure_is_an_error_with_what_was_meant(tmp_path: Path) -> None:
    ran = build(column_portal(tmp_path, {DOCUMENT_PATH: ("disclosure: 主动公开", "disclosure: 公开")}))
    assert ran.code == 1
    assert any(f"{DOCUMENT_PATH}:6:13: GK708" in line for line in ran.lines), ran.err


def test_what_is_not_in_force_any_more_says_so_and_leads_to_its_successor(tmp_path: Path) -> None:
    old = DOCUMENT.replace("id: banfa", "id: jiuban").replace("status: 有效", "status: 废止\nsuperseded_by: banfa")
    old = old.replace("测试市预算公开办法", "测试市预算公开暂行办法").replace("00001", "00002")
    root = column_portal(tmp_path, {"content/items/jiuban.yaml": old})
    assert build(root).code == 0
    banner = page(root, "items/jiuban").select_one(".status")
    assert banner is not None
    assert "本文件已废止" in banner.get_text()
    assert banner.a is not None
    assert banner.a["href"] == "../banfa/"


def test_a_reprint_says_where_it_was_taken_from(tmp_path: Path) -> None:
    taken = ("content_source: 测试市人民政府办公室", "content_source: 测试日报\nurl: https://www.example.cn/1.html")
    root = column_portal(tmp_path, {NEWS_PATH: taken})
    assert build(root).code == 0
    box = page(root, "items/huiyi").select_one("dl.meta")
    assert box is not None
    assert "测试日报" in box.get_text()
    assert box.select("a[rel~=external][href='https://www.example.cn/1.html']")


def test_an_item_is_measured_and_its_text_is_bounded(tmp_path: Path) -> None:
    changes = {
        DOCUMENT_PATH: DOCUMENT.replace("title: 测试市", "title: " + "长" * 2001 + "测试市"),
        NEWS_PATH: ("body: 会议部署了预算公开工作。", "body: 见[这里](/items/nowhere/)。"),
    }
    ran = build(column_portal(tmp_path, changes))
    assert any(line.startswith(f"{DOCUMENT_PATH}:5:8: GK356") for line in ran.lines), ran.err
    root = column_portal(
        tmp_path / "2", {NEWS_PATH: ("body: 会议部署了预算公开工作。", "body: 见[这里](/items/nowhere/)。")}
    )
    assert any(line.startswith(f"{NEWS_PATH}:10: GK302") for line in build(root).lines)


def test_an_item_that_is_closed_or_gone_leaves_an_address_that_says_so(tmp_path: Path) -> None:
    root = column_portal(tmp_path)
    assert build(root, "--record").code == 0
    assert "- {id: banfa, index_codes: [ceshi/2026-00001]}" in (root / "content/ledger.yaml").read_text(
        encoding="utf-8"
    )
    (root / NEWS_PATH).write_text(
        (root / NEWS_PATH).read_text(encoding="utf-8").replace("主动公开", "不予公开"), encoding="utf-8"
    )
    (root / "site.yaml").write_text(SITE.replace("工作动态}", "工作动态, notices: true}"), encoding="utf-8")
    assert build(root).code == 0
    assert "内容已撤下" in page(root, "items/huiyi").get_text()
    (root / DOCUMENT_PATH).unlink()
    ran = build(root)
    assert ran.code == 1
    assert any("GK652" in line for line in ran.lines)
    (root / JIEDU_PATH).unlink()
    assert any("GK316 网址 /items/banfa/" in line for line in build(root).lines)


def test_withdraw_takes_an_item_and_its_files_away_at_once(tmp_path: Path) -> None:
    root = column_portal(tmp_path, {JIEDU_PATH: (CLEARED, CLEARED + "note: 解读的说明。\n")})
    assert build(root).code == 0
    ran = gksite("withdraw", "banfa", "--root", root, "--reason", "内容有误", "--today", TODAY)
    assert ran.code == 0, ran.err
    assert "content/items/banfa.yaml" in ran.out
    assert "原因：内容有误" in page(root, "items/banfa").get_text()
    assert not (root / "output/files/fubiao.txt").exists()
    assert not (root / "output/data/items/banfa.json").exists()
    assert page(root, "items/jiedu").select("#interprets") == []
    assert "address: /items/banfa/, withdrawn" in (root / "content/ledger.yaml").read_text(encoding="utf-8")


def test_withdraw_asks_where_a_notice_and_an_item_have_one_id(tmp_path: Path) -> None:
    twin = DOCUMENT.replace("id: banfa", "id: ceshi-2018").replace("00001", "00002")
    root = column_portal(tmp_path, {"content/items/ceshi-2018.yaml": twin})
    assert build(root).code == 0
    ran = gksite("withdraw", "ceshi-2018", "--root", root)
    assert (ran.code, ran.err.strip()) == (
        2,
        "通知和信息里都有“ceshi-2018”；请写成 notices/ceshi-2018 或 items/ceshi-2018",
    )
    assert gksite("withdraw", "items/ceshi-2018", "--root", root, "--today", TODAY).code == 0
    assert (root / "output/data/notices/ceshi-2018.json").is_file()


def test_search_knows_items_by_all_that_their_data_says(tmp_path: Path) -> None:
    root = column_portal(tmp_path)
    assert gksite("build", "--root", root, "--today", TODAY).code == 0
    truth = Truth(root / "output/data")
    for query in ("预算公开办法", "测政发(2026)3号", "ceshi/2026-00001", "二十日内公开", "附表"):
        assert "items/banfa/" in truth.find(query), query
    text = (root / "output/pagefind/text.js").read_text(encoding="utf-8")
    assert (
        '"url":"items/banfa/","meta":{"title":"测试市人民政府关于印发测试市预算公开办法的通知","kind":"item"}' in text
    )
