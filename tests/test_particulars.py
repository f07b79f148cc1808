"""The particulars of notices and items: what is asked of them, how they may be written, which codes are given out."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from portal import NOTICE, NOTICE_PATH, Change, Ran, gksite

SITE = """\
name: 云岭县政务公开
columns:
  - {id: zcwj, name: 政策文件, type: 政策文件, description: 文件, keywords: [文件]}
"""
REGISTRY = """\
jurisdiction: ceshi
name: 云岭县
agencies:
  - {id: zhengfu, name: 县政府, full_name: 云岭县人民政府}
  - {id: caizhengju, name: 市财政局, full_name: 云岭县财政局, aliases: [财政部门]}
  - {id: shenjiju, name: 市审计局, aliases: [审计机关]}
  - {id: ge-bumen, name: 市政府各部门, kind: group}
"""
ITEM = """\
id: yusuan
kind: document
column: zcwj
jurisdiction: ceshi
title: 云岭县财政局关于公开预算的通知
issuer: 云岭县财政局
number: 云财〔2025〕3号
issued: 2025-12-01
published: 2025-12-03 10:30
content_source: 云岭县财政局办公室
disclosure: 主动公开
status: 有效
subject: 财政、金融、审计\\财政
document_type: 通知
index_code: yunling/2025-00001
summary: 部署预算公开。
art20: [1]
cleared: {by: 甲, on: 2025-12-02, result: 同意公开}
body: 请认真执行。
"""
ITEM_PATH = "content/items/yusuan.yaml"
FILES: dict[str, Change] = {
    "site.yaml": SITE,
    "content/agencies/ceshi.yaml": REGISTRY,
    ITEM_PATH: ITEM,
    "content/waivers.yaml": "waivers: []\n",
}
OURS = re.compile(r"(\S+): (GK(?:211|6(?:2[5-9]|3\d|4[0-8]|9[5-7]))) (.*)")
TODAY = "2026-01-01"


def ran(root: Path, *options: str) -> Ran:
    return gksite("build", "--root", root, "--no-search", "--today", TODAY, *options)


def found(root: Path, file: str = ITEM_PATH) -> list[str]:
    """What a build says of the particulars in a file: line, column, code and words."""
    lines = [line for line in ran(root).lines if OURS.fullmatch(line)]
    return [line.removeprefix(f"{file}:") for line in lines if line.startswith(file)]


@pytest.fixture
def item(portal: Callable[..., Path]) -> Callable[..., list[str]]:
    """What is said of the item after a change of its text, and of other files."""

    def said(old: str, new: str, files: Mapping[str, Change] | None = None) -> list[str]:
        assert ITEM.count(old) == 1, old
        changes = {**FILES, ITEM_PATH: ITEM.replace(old, new), **(files or {})}
        del changes["content/waivers.yaml"]
        return found(portal(changes))

    return said


def test_an_item_that_states_everything_is_found_nothing_against(item: Callable[..., list[str]]) -> None:
    assert item("部署预算公开。", "部署公开预算。") == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("published: 2025-12-03 10:30\n", "GK625 发布前：没有写发布日期（published）"),
        ("issued: 2025-12-01\n", "GK626 发布前：没有写成文日期（issued）"),
        ("issuer: 云岭县财政局\n", "GK627 发布前：没有写发文机关（issuer）"),
        ("number: 云财〔2025〕3号\n", "GK628 发布前：没有写发文字号（number）"),
        ("index_code: yunling/2025-00001\n", "GK629 发布前：没有写索引号（index_code）"),
        ("subject: 财政、金融、审计\\财政\n", "GK630 发布前：没有写主题分类（subject）"),
        ("content_source: 云岭县财政局办公室\n", "GK648 发布前：没有写信息来源（content_source）"),
        ("status: 有效\n", "GK631 发布前：规范性文件没有写有效性（status）"),
        ("body: 请认真执行。\n", "GK697 发布前：只有标题，没有正文（body），也没有附件（attachments）"),
    ],
)
def test_a_fact_that_is_missing_stops_a_release_and_not_a_preview(
    item: Callable[..., list[str]], portal: Callable[..., Path], line: str, said: str
) -> None:
    """GK625, GK626, GK627, GK628, GK629, GK630, GK631, GK648, GK697."""
    lines = item(line, "")
    assert len(lines) == 1
    assert lines[0].startswith(f"1:1: {said}")
    assert ran(portal({**FILES, ITEM_PATH: ITEM.replace(line, ""), "content/waivers.yaml": "waivers: []\n"})).code == 0


def test_what_a_notice_lacks_is_told_and_shown_as_not_stated(portal: Callable[..., Path]) -> None:
    root = portal({"content/waivers.yaml": "waivers: []\n"})
    codes = [line.split()[1] for line in found(root, NOTICE_PATH)]
    assert codes == ["GK625", "GK627", "GK628", "GK629", "GK630"]
    box = BeautifulSoup((root / "output/notices/ceshi-2018/index.html").read_bytes(), "lxml").find("dl", class_="meta")
    rows = {dt.get_text(): dt.find_next("dd").get_text() for dt in box.find_all("dt")}
    assert list(rows)[:7] == ["索引号", "主题分类", "发文机关", "成文日期", "标题", "发文字号", "发布日期"]
    assert {label for label, text in rows.items() if text == "未注明"} == {
        *("索引号", "主题分类", "发文机关", "发文字号", "发布日期")
    }
    assert gksite("check", "--root", root, "--today", TODAY).code == 0, "a preview may lack what a release needs"


@pytest.mark.parametrize("kind", ["interpretation", "announcement", "answer", "institution"])
def test_what_is_no_official_document_needs_its_source_and_no_number(
    item: Callable[..., list[str]], portal: Callable[..., Path], kind: str
) -> None:
    text = f"kind: {kind}\ncontent_source: 云岭日报\n"
    for key in ("issuer", "number", "issued", "status", "subject", "document_type", "index_code", "art20"):
        assert re.search(rf"(?m)^{key}: .*\n", ITEM)
    bare = re.sub(
        r"(?m)^(content_source|issuer|number|issued|status|subject|document_type|index_code|art20): .*\n", "", ITEM
    )
    files = {**FILES, "content/waivers.yaml": "waivers: []\n"}
    root = portal({**files, ITEM_PATH: bare.replace("kind: document\n", text)}, "with")
    assert found(root) == []
    root = portal({**files, ITEM_PATH: bare.replace("kind: document\n", f"kind: {kind}\n")}, "without")
    (line,) = found(root)
    assert line == "1:1: GK648 发布前：没有写信息来源（content_source）"


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        *(
            (form, "云财〔2025〕3号")
            for form in ("云财[2025]3号", "云财（2025）3号", "云财(2025)3号", "云财【2025】3号")
        ),
        *((form, "云财〔2025〕3号") for form in ("云财［2025］3号", "云财〔2025〕第3号", "云财〔2025〕03号")),
        *((form, "云财〔2025〕3号") for form in ("云财〔２０２５〕３号", "云财〔2025〕3號", "云财〔2025〕 3号")),
        *(
            (form, "云财〔2025〕3号")
            for form in ("云财 〔2025〕3号", "云财〔2025〕3", "云财2025年3号", "云财﹝2025﹞3号")
        ),
        ("云财(办)〔2025〕3号", "云财（办）〔2025〕3号"),
        ("云财〔25〕3号", None),
        ("云财〔2025〕三号", None),
        ("云财发3号", None),
    ],
)
def test_a_number_in_another_form_is_told_with_what_to_write(
    item: Callable[..., list[str]], written: str, mended: str | None
) -> None:
    hint = f"；应写成 {mended}" if mended else ""
    assert item("云财〔2025〕3号", f"'{written}'") == [f"7:9: GK632 发文字号“{written}”的写法不对{hint}"]


@pytest.mark.parametrize(
    "number",
    ["云财办〔2025〕101号", "云岭县人民政府令第3号", "2025年第12号", "云政办（通）〔2025〕1号", "云财公告〔2025〕1号"],
)
def test_numbers_as_offices_rightly_write_them_are_left_alone(item: Callable[..., list[str]], number: str) -> None:
    assert item("云财〔2025〕3号", number) == []


def test_the_years_of_number_and_document_agree(item: Callable[..., list[str]]) -> None:
    assert item("云财〔2025〕3号", "云财〔2024〕3号") == ["7:9: GK633 提醒：发文字号是 2024 年的，而成文日期在 2025 年"]


def test_nothing_is_published_before_it_is_issued(item: Callable[..., list[str]]) -> None:
    assert item("2025-12-03 10:30", "2025-11-30 10:30") == ["9:12: GK634 发布日期 2025-11-30 早于成文日期 2025-12-01"]
    assert item("2025-12-03 10:30", "2025-12-01 00:00") == []


def test_a_day_of_issue_that_has_not_come_is_told(item: Callable[..., list[str]]) -> None:
    lines = item("issued: 2025-12-01\npublished: 2025-12-03 10:30\n", "issued: 2026-12-01\n")
    assert "8:9: GK211 提醒：issued 是 2026-12-01，晚于今天" in lines


@pytest.mark.parametrize(
    ("published", "site", "count"),
    [
        ("2025-12-29", "", None),  # twenty working days after the first of December, a Monday
        ("2025-12-30", "", 21),
        ("2025-12-30", "holidays: [2025-12-10]\n", None),
        ("2025-12-29", "workdays: [2025-12-06]\n", 21),
        ("2025-12-05", "limits: {working_days: 3}\n", 4),
    ],
)
def test_working_days_are_counted_with_holidays_and_shifted_days(
    item: Callable[..., list[str]], published: str, site: str, count: int | None
) -> None:
    lines = item("2025-12-03 10:30", f"{published} 10:30", {"site.yaml": SITE + site})
    most = 3 if "limits" in site else 20
    wanted = [f"9:12: GK636 提醒：成文 {count} 个工作日后才发布，超过 {most} 个工作日"] if count else []
    assert lines == wanted


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        *((form, "；是否为“财政、金融、审计\\财政”？") for form in ("财政、金融、审计/财政", "财政、金融、审计＼财政")),
        *(
            (form, "；是否为“财政、金融、审计\\财政”？")
            for form in ("财政金融审计\\财政", "财政、金融、审计 > 财政", "财政")
        ),
        ("综合政务\\财政", "；是否为“财政、金融、审计\\财政”？"),
        ("财政、金融、审计\\货币(含外汇)", "；是否为“财政、金融、审计\\货币（含外汇）”？"),
        ("综合政务", "；是否为“综合政务\\政务公开”“综合政务\\政务督查”？"),
        ("天文地理", ""),
    ],
)
def test_a_subject_that_is_no_class_is_told_with_the_one_that_is_meant(
    item: Callable[..., list[str]], written: str, hint: str
) -> None:
    lines = item("subject: 财政、金融、审计\\财政", f"subject: '{written}'")
    assert lines == [f"13:10: GK637 主题分类“{written}”不在规定的分类里{hint}"]


@pytest.mark.parametrize("subject", ["其他", "综合政务\\其他", "国务院组织机构\\国务院办公厅", "国防\\国防动员"])
def test_every_class_of_the_list_is_one(item: Callable[..., list[str]], subject: str) -> None:
    assert item("subject: 财政、金融、审计\\财政", f"subject: {subject}") == []


@pytest.mark.parametrize(
    ("title", "kind", "told"),
    [
        ("云岭县财政局关于公开预算的通知", "通报", True),
        ("云岭县财政局公开预算实施方案", "通知", True),
        ("云岭县财政局关于公开预算的通知（试行）", "通知", False),
        ("云岭县财政局关于公开预算的实施意见", "意见", False),
        ("云岭县人民政府令（第3号）", "命令", False),
        ("关于印发《预算办法》的通知。", "通知", False),
        ("云岭县财政局公告（2025年第1号）", "公告", False),
    ],
)
def test_a_title_ends_with_the_kind_of_document(
    item: Callable[..., list[str]], title: str, kind: str, told: bool
) -> None:
    old = "document_type: 通知"
    wanted = [f"14:16: GK638 提醒：公文种类是“{kind}”，而标题不是以它结尾的"] if told else []
    text = ITEM.replace("title: 云岭县财政局关于公开预算的通知", f"title: {title}")
    assert item("kind: document", "kind: document", {ITEM_PATH: text.replace(old, f"document_type: {kind}")}) == wanted


def test_what_was_repealed_says_by_what_or_since_when(item: Callable[..., list[str]]) -> None:
    told = "12:9: GK639 写了“废止”，而没有写由哪一份代替（superseded_by），也没有写废止的日期（repealed）"
    assert item("status: 有效", "status: 废止") == [told]
    assert item("status: 有效", "status: 废止\nrepealed: 2025-12-20") == []
    assert item("status: 有效", "status: 废止\nsuperseded_by: ceshi-2018") == []
    assert item("status: 有效", "status: 失效") == []


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (
            "status: 废止\nrepealed: 2025-11-30",
            "13:11: GK696 有效性写的是“废止”，废止的日期 2025-11-30 却早于成文日期 2025-12-01",
        ),
        ("status: 失效\nrepealed: 2026-02-01", "13:11: GK696 有效性写的是“失效”，废止的日期 2026-02-01 却还没有到"),
        ("status: 有效\nrepealed: 2025-12-20", "12:9: GK696 有效性写的是“有效”，2025-12-20 却已经废止"),
        ("status: 有效\nsuperseded_by: ceshi-2018", "12:9: GK696 有效性写的是“有效”，却写了由 ceshi-2018 代替"),
        ("status: 有效\nrepealed: 2026-02-01\nsuperseded_by: ceshi-2018", None),
        ("status: 已修改\nsuperseded_by: ceshi-2018", None),
    ],
)  # fmt: skip
def test_validity_and_its_end_say_the_same(item: Callable[..., list[str]], after: str, told: str | None) -> None:
    assert item("status: 有效", after) == ([told] if told else [])


def test_a_number_stands_on_one_document(item: Callable[..., list[str]]) -> None:
    other = ITEM.replace("id: yusuan", "id: another").replace("2025-00001", "2025-00002").replace("〔2025〕", "[2025]")
    path = "content/items/another.yaml"
    (line,) = item("kind: document", "kind: document", {path: other.replace("[2025]", "〔2025〕")})
    assert line == f"7:9: GK695 提醒：发文字号“云财〔2025〕3号”与 {path} 的相同"
    about = other.replace("kind: document", "kind: announcement").replace("[2025]", "〔2025〕")
    assert item("kind: document", "kind: document", {path: about}) == []


def test_a_number_of_rules_asks_for_validity(item: Callable[..., list[str]]) -> None:
    text = ITEM.replace("art20: [1]\n", "").replace("status: 有效\n", "")
    assert item("kind: document", "kind: document", {ITEM_PATH: text}) == []
    (line,) = item(
        "kind: document", "kind: document", {ITEM_PATH: text.replace("云财〔2025〕3号", "云财规〔2025〕3号")}
    )
    assert line == "1:1: GK631 发布前：规范性文件没有写有效性（status）"


def test_a_summary_is_short_and_says_more_than_the_title(item: Callable[..., list[str]]) -> None:
    said = "16:10: GK640 提醒：内容概述"
    assert item("部署预算公开。", "云岭县财政局关于公开预算的通知。") == [f"{said}与标题相同"]
    assert item("部署预算公开。", "字" * 101) == [f"{said}有 101 个字，超过 100 个"]
    assert item("部署预算公开。", "字" * 101, {"site.yaml": SITE + "limits: {summary_characters: 300}\n"}) == []


@pytest.mark.parametrize(
    ("issuer", "said"),
    [
        ("云岭县财政居", "GK641 发文机关“云岭县财政居”不在单位登记表里；是否为“云岭县财政局”？"),
        ("某某单位", "GK641 发文机关“某某单位”不在单位登记表里"),
        ("市财政局", "GK642 发文机关“市财政局”不是全称；应写成 云岭县财政局"),
        ("财政部门", "GK642 发文机关“财政部门”不是全称；应写成 云岭县财政局"),
        ("审计机关", "GK642 发文机关“审计机关”不是全称；应写成 市审计局"),
        ("云岭县财政局、县政府", "GK642 发文机关“县政府”不是全称；应写成 云岭县人民政府"),
    ],
)
def test_an_issuer_is_registered_and_named_in_full(item: Callable[..., list[str]], issuer: str, said: str) -> None:
    """GK641, GK642."""
    assert item("issuer: 云岭县财政局", f"issuer: {issuer}") == [f"6:9: {said}"]


@pytest.mark.parametrize("issuer", ["云岭县人民政府", "云岭县财政局、市审计局", "云岭县财政局 市审计局"])
def test_issuers_in_full_alone_and_jointly_are_left_alone(item: Callable[..., list[str]], issuer: str) -> None:
    assert item("issuer: 云岭县财政局", f"issuer: {issuer}") == []


@pytest.mark.parametrize("line", ["二〇二五年十二月一日", "2025年12月01日", "2025-12-1", "2025 年 12 月 1 日"])
def test_a_date_below_a_text_is_printed_as_documents_print_it(item: Callable[..., list[str]], line: str) -> None:
    body = f"body: |\n  请认真执行。\n\n  云岭县财政局\n\n  {line}\n"
    assert item("body: 请认真执行。\n", body) == [
        f"24:0: GK647 提醒：正文里的成文日期写作“{line}”；应写成 2025年12月1日".replace(":0", "")
    ]
    assert item("body: 请认真执行。\n", body.replace(line, "2025年12月1日")) == []


# Index codes


def test_a_code_of_another_form_or_used_twice_is_told(item: Callable[..., list[str]]) -> None:
    site = {"site.yaml": SITE + "index_codes: {pattern: 'yunling/\\d{4}-\\d{5}'}\n"}
    said = "15:13: GK643 提醒：索引号“{}”不是 site.yaml 里规定的写法 yunling/\\d{{4}}-\\d{{5}}"
    assert item("yunling/2025-00001", "YL-1", site) == [said.format("YL-1")]
    full = "yunling/２０２５-00001"
    assert item("yunling/2025-00001", full, site) == [f"{said.format(full)}；应写成 yunling/2025-00001"]
    other = ITEM.replace("id: yusuan", "id: juesuan").replace("公开预算", "公开决算").replace("3号", "4号")
    lines = item("yunling/2025-00001", "yunling/2025-00001", {"content/items/juesuan.yaml": other})
    assert lines == ["15:13: GK644 索引号“yunling/2025-00001”已经用在 content/items/juesuan.yaml:15:13"]


@pytest.mark.parametrize(
    "codes",
    [
        "pattern: 'yunling/(\\d{4}'",
        "issue: 'yunling/{serial}'",
        "issue: 'yunling/{year}-{number}'",
        "issue: 'yunling/{year}-{serial:5x}'",
        "pattern: 'yunling/\\d{4}-\\d{5}', issue: 'yunling/{year}-{serial}'",
    ],
)
def test_settings_of_which_no_code_can_be_made_are_told(portal: Callable[..., Path], codes: str) -> None:
    root = portal({"site.yaml": f"name: 测试\nindex_codes: {{{codes}}}\n"})
    (line,) = [line for line in ran(root).lines if ": GK646 " in line]
    assert re.match(r"site\.yaml:2:\d+: GK646 index_codes 的 (pattern|issue) 用不了：yunling/", line)


ISSUING = (
    SITE
    + "index_codes: {issue: 'yunling/{year}-{serial:05}', issuers: [云岭县财政局]}\n"
    + "identity: {organizer: 县政府, site_code: '5399990001', contact: 办公室}\n"
)
UNNUMBERED = ITEM.replace("index_code: yunling/2025-00001\n", "")


def shown_code(root: Path, id: str) -> str:
    page = BeautifulSoup((root / f"output/items/{id}/index.html").read_bytes(), "lxml")
    return str(page.find("dt", string="索引号").find_next("dd").get_text())


def codes_of(root: Path) -> dict[str, list[str]]:
    held = yaml.safe_load((root / "content/ledger.yaml").read_text(encoding="utf-8"))
    return {item["id"]: item.get("index_codes", []) for item in held["published"]["items"]}


def test_the_portal_gives_out_the_next_code_of_the_year_and_keeps_it(portal: Callable[..., Path]) -> None:
    first = UNNUMBERED.replace("id: yusuan", "id: juesuan").replace("公开预算", "公开决算").replace("12-01", "11-28")
    changes = {**FILES, "site.yaml": ISSUING, ITEM_PATH: UNNUMBERED, "content/items/juesuan.yaml": first}
    del changes["content/waivers.yaml"]
    changes["content/items/qita.yaml"] = ITEM.replace("id: yusuan", "id: qita").replace("00001", "00007")
    root = portal(changes)
    preview = ran(root)
    assert preview.code == 0
    assert "GK629" not in preview.err
    assert shown_code(root, "yusuan") == "登记后编号"
    assert not (root / "content/ledger.yaml").exists()
    assert ran(root, "--record").code == 0
    assert codes_of(root) == {
        "juesuan": ["yunling/2025-00008"],
        "qita": ["yunling/2025-00007"],
        "yusuan": ["yunling/2025-00009"],
    }
    assert shown_code(root, "yusuan") == "yunling/2025-00009"
    assert '"index_code": "yunling/2025-00009"' in (root / "output/data/items/yusuan.json").read_text(encoding="utf-8")
    (root / "content/items/juesuan.yaml").unlink()
    third = UNNUMBERED.replace("id: yusuan", "id: sanhao").replace("云岭县财政局", "云岭县人民政府")
    (root / "content/items/sanhao.yaml").write_text(third.replace("2025-12-0", "2025-12-1"), encoding="utf-8")
    assert ran(root, "--record", "--remove").code == 0
    assert codes_of(root)["sanhao"] == ["yunling/2025-00010"]  # that of what is gone is not given out again
    assert codes_of(root)["yusuan"] == ["yunling/2025-00009"]


def test_others_documents_are_not_numbered_here(portal: Callable[..., Path]) -> None:
    changes = {**FILES, "site.yaml": ISSUING, ITEM_PATH: UNNUMBERED.replace("issuer: 云岭县财政局", "issuer: 市审计局")}
    changes["content/waivers.yaml"] = "waivers: []\n"
    root = portal(changes)
    assert any(line.startswith("1:1: GK629 ") for line in found(root))
    assert shown_code(root, "yusuan") == "未注明"


def test_a_code_that_was_published_never_changes(portal: Callable[..., Path]) -> None:
    changes = dict(FILES)
    changes["content/waivers.yaml"] = "waivers: []\n"
    coded = NOTICE.replace("year: 2018\n", "year: 2018\nindex_code: A-1\n")
    root = portal({**changes, NOTICE_PATH: coded})
    assert ran(root, "--record").code == 0
    (root / ITEM_PATH).write_text(ITEM.replace("00001", "00002"), encoding="utf-8")
    (root / NOTICE_PATH).write_text(coded.replace("A-1", "A-2"), encoding="utf-8")
    assert found(root) == ["15:13: GK645 公布过的索引号是“yunling/2025-00001”，现在是“yunling/2025-00002”"]
    assert any("GK645 公布过的索引号是“A-1”，现在是“A-2”" in line for line in found(root, NOTICE_PATH))
    (root / ITEM_PATH).write_text(ITEM.replace("yunling/2025-00001", "A-1"), encoding="utf-8")
    (root / NOTICE_PATH).write_text("draft: true\n" + coded, encoding="utf-8")
    assert any("GK644 索引号“A-1”已经用在 content/ledger.yaml" in line for line in found(root))


@pytest.mark.parametrize(
    ("labels", "wanted"),
    [
        ("gov", ["索引号", "主题分类", "发文机关", "成文日期", "标题", "发文字号", "发布日期"]),
        ("local", ["索引号", "分类", "发布机构", "成文日期", "名称", "文号", "发布日期"]),
    ],
)
def test_the_box_has_the_labels_of_its_profile_in_order(
    portal: Callable[..., Path], labels: str, wanted: list[str]
) -> None:
    changes = {**FILES, "site.yaml": f"{SITE}labels: {labels}\n"}
    del changes["content/waivers.yaml"]
    root = portal(changes)
    assert ran(root).code == 0
    for path in ("items/yusuan", "notices/ceshi-2018"):
        page = BeautifulSoup((root / f"output/{path}/index.html").read_bytes(), "lxml")
        assert [dt.get_text() for dt in page.find("dl", class_="meta").find_all("dt")][:7] == wanted


def test_a_portal_in_another_language_has_numbers_and_subjects_of_its_own(portal: Callable[..., Path]) -> None:
    changes = {**FILES, "site.yaml": SITE + "lang: en\n"}
    del changes["content/waivers.yaml"]
    changes[ITEM_PATH] = ITEM.replace("云财〔2025〕3号", "No. 3").replace("财政、金融、审计\\财政", "Finance")
    assert found(portal(changes)) == []
