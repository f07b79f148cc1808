"""The catalogue (底账): 300 rows out and in, 100 planted faults, public forms, duties, its page and its files."""

import csv
import json
import re
from collections.abc import Mapping
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import yaml
from bs4 import BeautifulSoup
from catalogue.forms import FORMS, Form, book_of
from catalogue.plain import COLUMNS, HEAD, Row, as_sheet, as_yaml, pages, rows, saved
from catalogue.planted import CHECKED, READ, Fault, faults, planted
from portal import OF_COLUMNS, TODAY, Change, Ran, build, gksite, put, write_portal

from gksite.catalogue.bases import bases
from gksite.catalogue.channels import boxes, ticks
from gksite.catalogue.due import next_due
from gksite.catalogue.words import is_no_page, level, rhythm, year_day
from gksite.model.catalogue import YearDay

CATALOGUE = "content/catalogue.yaml"
GONE = "addresses:\n" + "".join(
    f"  - {{address: /gone-{n}/, withdrawn: {{on: 2025-01-01, why: 已撤下}}}}\n" for n in range(3)
)
TINY = """\
# 底账
jurisdiction: ceshi
updated: 2025-12-01
rows:
  # 财政
  - id: budget  # 永久编号
    matter: 财政预决算
    detail: 部门预算
    origin: 预算批复
    content: |
      收支总表
      收入总表
    basis:
      - {title: 《中华人民共和国预算法》, clause: 第十四条, text: 经批复的部门预算应当公开。}  # 原文
    disclosure: 主动公开
    audience: 全社会
    time_limit: 批复后20日内
    update: yearly
    due: {month: 3, day: 31}
    owner: 预算股
    agency: 市财政局
    levels: [县级]
    channels: [政府网站, 政府公报]
    pages: [/notices/ceshi-2018/]
  # 审计
  - id: audit
    matter: 审计
    origin: 审计报告
    content: 审计结果公告
    basis: [{title: 《中华人民共和国审计法》, clause: 第四十条}]
    disclosure: 主动公开
    audience: 全社会
    time_limit: 信息形成之日起20个工作日内
    update: on change
    owner: 办公室
    agency: 市审计局
    levels: [县级, 乡级]
    channels: [政府网站]
    pages: [/about/]
# 完
"""
ABOUT = "# 审计结果\n\n内容。\n"
SITE = f"""\
name: 测试门户
columns: [{{id: gsgg, name: 公示公告, type: 政策文件, description: 公示和公告。, keywords: [公示, 公告]}}]
{OF_COLUMNS}"""


def catalogue_portal(root: Path, text: str = TINY, changes: Mapping[str, Change] | None = None) -> Path:
    """The tiny portal with a catalogue and the page that it names."""
    changed = {"site.yaml": SITE, CATALOGUE: text, "content/pages/about.md": ABOUT, **(changes or {})}
    return write_portal(root, changed)


def big_portal(root: Path, text: str, shown: list[Row]) -> Path:
    """The portal of the yardstick: a page for every row."""
    return write_portal(root, {"site.yaml": SITE, CATALOGUE: text, "content/ledger.yaml": GONE, **pages(shown)})


def check(root: Path) -> Ran:
    return gksite("check", "--root", root, "--today", TODAY)


def told(ran: Ran, file: str = CATALOGUE) -> set[int]:
    """The lines of a file that something is told of."""
    return {int(line.split(":")[1]) for line in ran.lines if line.startswith(f"{file}:")}


def edited(data: bytes, cells: Mapping[str, object]) -> bytes:
    """A workbook with other cells in its first sheet, as another program stores it."""
    book = openpyxl.load_workbook(BytesIO(data))
    for place, value in cells.items():
        book.worksheets[0][place] = value
    return saved(book)


def exported(root: Path) -> bytes:
    """The full sheet of a portal."""
    target = root / "out.xlsx"
    target.unlink(missing_ok=True)
    ran = gksite("catalogue", "export", target, "--root", root)
    assert ran.code == 0, ran.err
    return target.read_bytes()


def imported(root: Path, data: bytes, *options: str, name: str = "in.xlsx") -> Ran:
    put(root / name, data)
    return gksite("catalogue", "import", root / name, "--root", root, *options)


# Out and in


def test_300_rows_go_out_and_in_unchanged_to_the_last_byte(tmp_path: Path) -> None:
    text, _ = as_yaml(rows())
    root = write_portal(tmp_path, {CATALOGUE: text})
    ran = imported(root, exported(root))
    assert ran.code == 0, ran.err
    assert "改了 0 项，增加 0 项，删去 0 项" in ran.out
    assert (root / CATALOGUE).read_text("utf-8") == text


def test_another_programs_copy_of_300_rows_changes_nothing(tmp_path: Path) -> None:
    text, _ = as_yaml(rows())
    root = write_portal(tmp_path, {CATALOGUE: text})
    ran = imported(root, edited(exported(root), {"X1": None}))
    assert ran.code == 0, ran.err
    assert (root / CATALOGUE).read_text("utf-8") == text


def test_300_rows_of_a_sheet_make_a_catalogue_of_the_same_values(tmp_path: Path) -> None:
    root = write_portal(tmp_path)
    ran = imported(root, saved(as_sheet(rows())))
    assert ran.code == 0, ran.err
    made = yaml.safe_load((root / CATALOGUE).read_text("utf-8"))
    assert made["jurisdiction"] == "ceshi"
    for row, wanted in zip(made["rows"], rows(), strict=True):
        assert row == wanted


def test_the_same_catalogue_gives_the_same_bytes(tmp_path: Path) -> None:
    root = catalogue_portal(tmp_path)
    assert exported(root) == exported(root)


def test_a_sheet_holds_texts_and_no_formula(tmp_path: Path) -> None:
    text, _ = as_yaml(rows())
    root = write_portal(tmp_path, {CATALOGUE: text})
    with ZipFile(BytesIO(exported(root))) as package:
        sheets = [package.read(name).decode() for name in package.namelist() if "worksheets/sheet" in name]
    assert "<f>" not in "".join(sheets)
    book = openpyxl.load_workbook(BytesIO(exported(root)))
    assert [cell.value for cell in book.worksheets[0][1]] == list(HEAD)
    assert {cell.data_type for line in book.worksheets[0].iter_rows() for cell in line if cell.value} == {"s"}


# Planted faults


def _sheet_faults(when: str) -> list[Fault]:
    return [fault for fault in faults() if fault.in_sheet == when]


def _yaml_faults(when: str) -> list[Fault]:
    return [fault for fault in faults() if fault.in_yaml == when]


def test_each_fault_that_a_sheet_cannot_hold_is_told_by_its_cell_and_nothing_else_is(tmp_path: Path) -> None:
    chosen = _sheet_faults(READ)
    text, _ = as_yaml(rows())
    root = write_portal(tmp_path, {CATALOGUE: text})
    ran = imported(root, saved(as_sheet(planted(chosen))))
    assert ran.code == 1
    places = {f"“底账”第 {row} 行 {column} 列" for row, column in (fault.cell for fault in chosen)}
    cells = [line.split("GK691 ")[1].split("：")[0] for line in ran.lines[:-1]]
    assert set(cells) == places
    assert (root / CATALOGUE).read_text("utf-8") == text


def test_each_fault_that_a_sheet_brings_in_is_told_by_check_at_its_line(tmp_path: Path) -> None:
    chosen = [fault for fault in faults() if (fault.in_sheet, fault.in_yaml) == (CHECKED, CHECKED)]
    text, _ = as_yaml(rows())
    shown = planted(chosen)
    root = big_portal(tmp_path, text, rows())
    ran = imported(root, saved(as_sheet(shown)))
    assert ran.code == 0, ran.err
    assert yaml.safe_load((root / CATALOGUE).read_text("utf-8"))["rows"] == shown
    assert {line.partition(" ")[2].split("“")[1].split("”")[0] for line in _findings(check(root))} == {
        f"{shown[fault.row]['matter']}—{shown[fault.row]['detail']}"
        if fault.kind != "unknown agency"
        else shown[fault.row]["agency"]
        for fault in chosen
    }


def _findings(ran: Ran) -> list[str]:
    return [line for line in ran.lines if line.startswith(f"{CATALOGUE}:")]


def test_each_fault_of_the_file_that_check_meets_is_told_at_its_line_and_nothing_else_is(tmp_path: Path) -> None:
    chosen = _yaml_faults(CHECKED)
    shown = planted(chosen)
    text, places = as_yaml(shown)
    ran = check(big_portal(tmp_path, text, rows()))
    wanted = {places[fault.row, fault.at] for fault in chosen}
    assert told(ran) == wanted, sorted(told(ran) ^ wanted)
    assert ran.code == 1


def test_each_fault_of_the_file_that_cannot_be_read_is_told_at_its_line_and_nothing_else_is(tmp_path: Path) -> None:
    chosen = _yaml_faults(READ)
    text, places = as_yaml(planted(chosen))
    ran = build(big_portal(tmp_path, text, rows()))
    assert told(ran) == {places[fault.row, fault.at] for fault in chosen}
    assert ran.code == 1


@pytest.mark.proof
def test_nothing_is_told_of_the_right_300_rows(tmp_path: Path) -> None:
    text, _ = as_yaml(rows())
    ran = check(big_portal(tmp_path, text, rows()))
    assert _findings(ran) == []


def test_there_are_100_faults_of_26_kinds() -> None:
    assert len(faults()) == 100
    assert len({fault.kind for fault in faults()}) == 26
    assert len({fault.row for fault in faults()}) == 100


# What offices do to a workbook


def test_one_cell_changes_one_value_and_leaves_every_comment(tmp_path: Path) -> None:
    root = catalogue_portal(tmp_path)
    ran = imported(root, edited(exported(root), {"K3": "当日公开"}))
    assert ran.code == 0, ran.err
    assert "改：审计 的公开时限，“信息形成之日起20个工作日内” → “当日公开”" in ran.out
    assert (root / CATALOGUE).read_text("utf-8") == TINY.replace("信息形成之日起20个工作日内", "当日公开")


@pytest.mark.parametrize(
    ("cell", "text", "key", "value"),
    [
        ("L3", "每 月", "update", "monthly"),
        ("L3", "按季度更新", "update", "quarterly"),
        ("M2", "每年４月３０日前", "due", {"month": 4, "day": 30}),
        ("M2", date(2026, 6, 30), "due", {"month": 6, "day": 30}),
        ("P3", "镇（街）级", "levels", ["乡级"]),
        ("P3", "县级、乡级、村级", "levels", ["县级", "乡级", "村级"]),
        ("Q3", "■政府网站 □政府公报 ■两微一端", "channels", ["政府网站", "两微一端"]),
        ("Q3", "政府网站、政务服务中心、其他：村广播", "channels", ["政府网站", "政务服务中心", "其他：村广播"]),
        ("I3", "依申请", "disclosure", "依申请公开"),
        ("R3", "/about/\nhttps://www.example.gov.cn/a", "pages", ["/about/", "https://www.example.gov.cn/a"]),
        ("G3", "第四十一条", "basis", [{"title": "《中华人民共和国审计法》", "clause": "第四十一条"}]),
        (
            "F3",
            "【1】《甲法》\n【2】《乙法》",
            "basis",
            [{"title": "《甲法》", "clause": "第四十条"}, {"title": "《乙法》"}],
        ),
        ("N3", None, "owner", None),
        ("N3", "0012", "owner", "0012"),
        ("N3", 12, "owner", "12"),
        ("E3", "=1+1 开头的文字", "content", "=1+1 开头的文字"),
    ],
)
def test_a_cell_is_read_as_offices_write_it(tmp_path: Path, cell: str, text: object, key: str, value: object) -> None:
    root = catalogue_portal(tmp_path)
    book = openpyxl.load_workbook(BytesIO(exported(root)))
    book.worksheets[0][cell] = text
    if isinstance(text, str):
        book.worksheets[0][cell].data_type = "s"
    ran = imported(root, saved(book))
    assert ran.code == 0, ran.err
    row = yaml.safe_load((root / CATALOGUE).read_text("utf-8"))["rows"][int(cell[1:]) - 2]
    assert row.get(key) == value


def test_a_new_row_gets_an_id_and_stands_behind_the_row_above_it(tmp_path: Path) -> None:
    root = catalogue_portal(tmp_path)
    book = openpyxl.load_workbook(BytesIO(exported(root)))
    sheet = book.worksheets[0]
    sheet.insert_rows(3)
    for place, text in {"B3": "财政预决算", "C3": "部门决算", "I3": "主动公开", "L3": "每年"}.items():
        sheet[place] = text
    ran = imported(root, saved(book))
    assert ran.code == 0, ran.err
    text = (root / CATALOGUE).read_text("utf-8")
    made = yaml.safe_load(text)["rows"]
    assert [row["id"] for row in made] == ["budget", made[1]["id"], "audit"]
    assert made[1] == {
        "id": made[1]["id"],
        "matter": "财政预决算",
        "detail": "部门决算",
        "disclosure": "主动公开",
        "update": "yearly",
    }
    assert f"增：财政预决算—部门决算（{made[1]['id']}）" in ran.out
    before, _, behind = text.partition(f"  - id: {made[1]['id']}\n")
    assert before + "  # 审计\n" + behind.partition("  # 审计\n")[2] == TINY


def test_a_row_that_would_vanish_is_named_and_goes_only_when_asked(tmp_path: Path) -> None:
    root = catalogue_portal(tmp_path)
    book = openpyxl.load_workbook(BytesIO(exported(root)))
    book.worksheets[0].delete_rows(2)
    ran = imported(root, saved(book))
    assert ran.code == 1
    assert "GK693 工作簿里没有“财政预决算—部门预算”（budget）" in ran.err
    assert (root / CATALOGUE).read_text("utf-8") == TINY
    ran = imported(root, saved(book), "--remove")
    assert ran.code == 0, ran.err
    assert "删：财政预决算—部门预算（budget）" in ran.out
    assert [row["id"] for row in yaml.safe_load((root / CATALOGUE).read_text("utf-8"))["rows"]] == ["audit"]


def _swapped(book: openpyxl.Workbook) -> None:
    sheet = book.worksheets[0]
    for row in range(1, sheet.max_row + 1):
        a, b = sheet.cell(row, 3), sheet.cell(row, 14)
        a.value, b.value = b.value, a.value


def _hidden(book: openpyxl.Workbook) -> None:
    sheet = book.worksheets[0]
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["E"].hidden = True


def _titled(book: openpyxl.Workbook) -> None:
    sheet = book.worksheets[0]
    sheet.insert_rows(1)
    sheet["A1"] = "测试市政务公开信息底账"
    sheet.merge_cells("A1:R1")


def _wrapped(book: openpyxl.Workbook) -> None:
    sheet = book.worksheets[0]
    sheet["E1"] = " 公开内容\n(要素) "
    sheet["K1"] = "公开 时限"
    sheet["F1"] = "公開依據"
    sheet["A2"] = " budget "


def _blank_rows(book: openpyxl.Workbook) -> None:
    book.worksheets[0].insert_rows(3, 2)


def _sorted_otherwise(book: openpyxl.Workbook) -> None:
    sheet = book.worksheets[0]
    for column in range(1, 19):
        a, b = sheet.cell(2, column), sheet.cell(3, column)
        a.value, b.value = b.value, a.value


@pytest.mark.parametrize("change", [_swapped, _hidden, _titled, _wrapped, _blank_rows, _sorted_otherwise])
def test_what_offices_do_to_a_sheet_changes_nothing(tmp_path: Path, change: object) -> None:
    root = catalogue_portal(tmp_path)
    book = openpyxl.load_workbook(BytesIO(exported(root)))
    assert callable(change)
    change(book)
    ran = imported(root, saved(book))
    assert ran.code == 0, ran.err
    assert (root / CATALOGUE).read_text("utf-8") == TINY


def test_merged_cells_say_the_same_of_every_row(tmp_path: Path) -> None:
    root = catalogue_portal(tmp_path)
    book = openpyxl.load_workbook(BytesIO(exported(root)))
    book.worksheets[0].merge_cells("N2:N3")
    ran = imported(root, saved(book))
    assert ran.code == 0, ran.err
    made = yaml.safe_load((root / CATALOGUE).read_text("utf-8"))["rows"]
    assert [row["owner"] for row in made] == ["预算股", "预算股"]


@pytest.mark.parametrize("name", ["编号2", "发布途径", ""])
@pytest.mark.parametrize("key", ["channels", "owner", "basis"])
def test_a_missing_or_unknown_head_is_told_by_name_and_nothing_is_lost(tmp_path: Path, key: str, name: str) -> None:
    root = catalogue_portal(tmp_path)
    ran = imported(root, edited(exported(root), {f"{COLUMNS[key]}1": name or None}))
    assert ran.code == 1
    assert "GK692" in ran.err
    assert HEAD[ord(COLUMNS[key]) - ord("A")] in ran.err
    assert (root / CATALOGUE).read_text("utf-8") == TINY


@pytest.mark.parametrize(
    ("cell", "value", "words"),
    [
        ("Q3", "■政府网站 □政府网站", "看不出选了没有"),
        ("Q3", "■政府网站 政府公报", "看不出选了没有"),
        ("Q3", "政府网战", "是否为“政府网站”"),
        ("K3", "=CONCATENATE(1,2)", "是公式，没有算好的值"),
        ("T3", "另写的一句", "在各栏之外有文字"),
        ("H3", "【1】甲\n【2】乙", "条款内容比公开依据多"),
        ("M2", "4月31日", "不是一年里有的日子"),
        ("N3", "预算\u200b股", "看不见的字符 U+200B"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_by_sheet_row_and_column(
    tmp_path: Path, cell: str, value: str, words: str
) -> None:
    root = catalogue_portal(tmp_path)
    ran = imported(root, edited(exported(root), {cell: value}))
    assert ran.code == 1
    assert f"GK691 “底账”第 {cell[1:]} 行 {cell[0]} 列：" in ran.err
    assert words in ran.err
    assert (root / CATALOGUE).read_text("utf-8") == TINY


def test_a_file_that_is_no_catalogue_is_refused(tmp_path: Path) -> None:
    root = catalogue_portal(tmp_path)
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["姓名", "电话"])
    ran = imported(root, saved(book))
    assert ran.code == 1
    assert "GK692 没有找到底账的表" in ran.err


# Public forms


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_public_form_as_offices_publish_it_becomes_rows(tmp_path: Path, form: Form) -> None:
    root = write_portal(tmp_path)
    ran = imported(root, book_of(form))
    assert ran.code == 0, ran.err
    made = yaml.safe_load((root / CATALOGUE).read_text("utf-8"))["rows"]
    assert len(made) == len(form.rows)
    for row, wanted in zip(made, form.rows, strict=True):
        assert {key: row.get(key) for key in wanted} == wanted


def test_several_fields_in_one_workbook_are_read_together_and_again_changes_nothing(tmp_path: Path) -> None:
    root = write_portal(tmp_path)
    assert imported(root, book_of(*FORMS)).code == 0
    text = (root / CATALOGUE).read_text("utf-8")
    assert len(yaml.safe_load(text)["rows"]) == sum(len(form.rows) for form in FORMS)
    ran = imported(root, book_of(*FORMS))
    assert "改了 0 项，增加 0 项，删去 0 项" in ran.out
    assert (root / CATALOGUE).read_text("utf-8") == text


@pytest.mark.parametrize("name", ["catalogue-standard", "catalogue-items"])
def test_our_own_public_forms_come_in_again_without_a_change(tmp_path: Path, name: str) -> None:
    root = catalogue_portal(tmp_path)
    assert build(root).code == 0
    ran = imported(root, (root / f"output/data/{name}.xlsx").read_bytes())
    assert ran.code == 0, ran.err
    assert (root / CATALOGUE).read_text("utf-8") == TINY, ran.out


def test_whole_addresses_of_the_portal_come_in_as_its_pages(tmp_path: Path) -> None:
    root = catalogue_portal(tmp_path, changes={"site.yaml": SITE + "url: https://www.ceshi.gov.cn/zwgk/\n"})
    assert build(root).code == 0
    ran = imported(root, (root / "output/data/catalogue-items.xlsx").read_bytes())
    assert "改了 0 项，增加 0 项，删去 0 项" in ran.out
    assert (root / CATALOGUE).read_text("utf-8") == TINY


def test_a_public_form_of_one_field_leaves_all_others_alone(tmp_path: Path) -> None:
    root = catalogue_portal(tmp_path)
    ran = imported(root, book_of(FORMS[0]))
    assert ran.code == 0, ran.err
    assert "工作簿里没有的 2 项保持原样" in ran.out
    ids = [row["id"] for row in yaml.safe_load((root / CATALOGUE).read_text("utf-8"))["rows"]]
    assert len(ids) == 2 + len(FORMS[0].rows)
    assert {"budget", "audit"} < set(ids)


@pytest.mark.parametrize(
    ("text", "channels", "unknown"),
    [
        ("■政府网站□政府公报", ["政府网站"], []),
        ("□政府网站 ☑两微一端", ["两微一端"], []),
        ("√政府网站  √公开查阅点", ["政府网站", "公开查阅点"], []),
        ("■政 府 网 站\n■社区/企事业单位/村公示栏", ["政府网站", "社区/企事业单位/村公示栏"], []),
        ("政府网站/两微一端", ["政府网站", "两微一端"], []),
        ("■發布會/聽證會", ["发布会/听证会"], []),
        ("■发布会 ■入户、现场", ["发布会/听证会", "入户/现场"], []),
        ("■政府网站 ■项目监管平台", ["政府网站"], ["项目监管平台"]),
        ("■其他（项目监管平台）", ["其他：项目监管平台"], []),
        ("□政府网站", [], []),
        ("政府网站、村公示栏", ["政府网站", "社区/企事业单位/村公示栏"], []),
        ("", [], []),
    ],
)
def test_boxes_are_read_however_they_are_drawn(text: str, channels: list[str], unknown: list[str]) -> None:
    found = ticks(text)
    assert (list(found.channels), list(found.unknown), found.unclear) == (channels, unknown, ())


@pytest.mark.parametrize("line", ["", "无", "暂无", "—", "/"])
def test_a_form_may_say_that_a_matter_has_no_page(line: str) -> None:
    assert is_no_page(line)


@pytest.mark.parametrize("line", ["/items/budget/", "无锡", "https://www.gov.cn/"])
def test_an_address_or_any_other_word_is_not_that(line: str) -> None:
    assert not is_no_page(line)


def test_boxes_that_we_draw_are_the_thirteen() -> None:
    shown = boxes(("政府网站", "其他：甲平台"))
    assert shown.count("■") == 2
    assert shown.count("□") == 11
    assert shown.startswith("■政府网站 □政府公报 ")
    assert shown.endswith(" ■其他：甲平台")
    assert ticks(shown).channels == ("政府网站", "其他：甲平台")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("《甲法》第二条", [("《甲法》", "第二条", None)]),
        ("《甲法》、《乙条例》（国令第1号）", [("《甲法》", None, None), ("《乙条例》（国令第1号）", None, None)]),
        ("《甲法》第六条至第九条：应当公开《乙》。", [("《甲法》", "第六条至第九条", "应当公开《乙》。")]),
        ("1.《甲法》第一条\n2.《乙法》", [("《甲法》", "第一条", None), ("《乙法》", None, None)]),
        ("《关于印发〈甲〉的\n通知》", [("《关于印发〈甲〉的通知》", None, None)]),
        (
            "《甲法》第二十条第（七）项：\n（七）预算\n（八）收费",
            [("《甲法》", "第二十条第（七）项", "（七）预算\n（八）收费")],
        ),
        ("《甲法》和《乙法》", [("《甲法》", None, None), ("《乙法》", None, None)]),
        ("【法律】《甲法》【规章】《乙》", [("【法律】《甲法》", None, None), ("【规章】《乙》", None, None)]),
        ("预算法", [("预算法", None, None)]),
        ("", []),
    ],
)
def test_bases_are_taken_apart_and_lose_no_word(text: str, wanted: list[tuple[str, str | None, str | None]]) -> None:
    assert [(basis.title, basis.clause, basis.text) for basis in bases(text)] == wanted


# Duties


@pytest.mark.parametrize(
    ("rhythm_", "last", "yearly", "due"),
    [
        ("fortnightly", "2026-02-20", None, "2026-03-06"),
        ("monthly", "2026-01-31", None, "2026-02-28"),
        ("monthly", "2024-01-01", None, "2024-02-29"),
        ("monthly", "2025-12-31", None, "2026-01-31"),
        ("quarterly", "2026-03-31", None, "2026-06-30"),
        ("quarterly", "2026-04-01", None, "2026-09-30"),
        ("quarterly", "2025-12-01", None, "2026-03-31"),
        ("half-yearly", "2026-06-30", None, "2026-12-31"),
        ("half-yearly", "2026-07-01", None, "2027-06-30"),
        ("yearly", "2025-01-01", None, "2026-01-01"),
        ("yearly", "2024-02-29", None, "2025-02-28"),
        ("yearly", "2025-03-05", (3, 31), "2026-03-31"),
        ("yearly", "2026-04-15", (3, 31), "2027-03-31"),
        ("yearly", "2023-03-01", (2, 29), "2024-02-29"),
        ("yearly", "2024-02-29", (2, 29), "2025-02-28"),
        ("on change", "2018-01-01", None, None),
        (None, "2018-01-01", None, None),
    ],
)
def test_the_next_day_follows_from_rhythm_and_last_day(
    rhythm_: str | None, last: str, yearly: tuple[int, int] | None, due: str | None
) -> None:
    day = YearDay(month=yearly[0], day=yearly[1]) if yearly else None
    found = next_due(rhythm_, date.fromisoformat(last), day)  # type: ignore[arg-type]
    assert (found.isoformat() if found else None) == due


DUE = {CATALOGUE: TINY.replace("pages: [/about/]", "pages: [/items/shenji/]").replace("on change", "quarterly")}
ITEM = """\
id: shenji
kind: announcement
column: gsgg
jurisdiction: ceshi
title: 审计结果公告
disclosure: 主动公开
published: 2025-10-20 09:00
"""


def due(root: Path, today: str, *options: str | Path) -> Ran:
    return gksite("catalogue", "due", "--root", root, "--today", today, *options)


def test_what_is_overdue_and_soon_due_is_listed_by_office(tmp_path: Path) -> None:
    root = write_portal(tmp_path, {"site.yaml": SITE, **DUE, "content/items/shenji.yaml": ITEM})
    ran = due(root, "2026-03-10")
    assert ran.code == 0, ran.err
    assert ran.out.splitlines() == [
        "到 2026-03-10：1 项已过期，1 项在 30 天内到期。",
        "市审计局 办公室",
        "  2026-03-31 审计：还有 21 天，最近一次 2025-10-20",
        "市财政局 预算股",
        "  2019-03-31 财政预决算—部门预算：已过期 2536 天，最近一次 2018-06-12",
    ]


@pytest.mark.parametrize(
    ("today", "late", "soon"),
    [("2026-02-28", 1, 0), ("2026-03-01", 1, 1), ("2026-03-31", 1, 1), ("2026-04-01", 2, 0)],
)
def test_thirty_days_and_the_day_itself_are_counted_in(tmp_path: Path, today: str, late: int, soon: int) -> None:
    root = write_portal(tmp_path, {"site.yaml": SITE, **DUE, "content/items/shenji.yaml": ITEM})
    assert due(root, today).out.startswith(f"到 {today}：{late} 项已过期，{soon} 项在 30 天内到期。")


def test_a_draft_does_not_fulfil_a_matter(tmp_path: Path) -> None:
    root = write_portal(tmp_path, {"site.yaml": SITE, **DUE, "content/items/shenji.yaml": ITEM + "draft: true\n"})
    assert "另有 1 项写了更新周期，页面却没有日期，算不出何时到期：审计" in due(root, "2026-03-10").out


def test_the_calendar_is_one_that_other_programs_read_and_the_same_twice(tmp_path: Path) -> None:
    root = write_portal(tmp_path, {"site.yaml": SITE, **DUE, "content/items/shenji.yaml": ITEM})
    for name in ("a.ics", "b.ics"):
        assert due(root, "2026-03-10", "--ics", root / name).code == 0
    data = (root / "a.ics").read_bytes()
    assert data == (root / "b.ics").read_bytes()
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    lines = data.decode().replace("\r\n ", "").split("\r\n")
    assert "UID:audit-20260331@ceshi.invalid" in lines
    assert "DTSTART;VALUE=DATE:20260331" in lines
    assert "DTEND;VALUE=DATE:20260401" in lines
    assert lines.count("BEGIN:VEVENT") == 2
    assert max(len(line) for line in data.split(b"\r\n")) <= 75


def test_the_page_for_the_office_is_whole_and_never_published(tmp_path: Path) -> None:
    root = write_portal(tmp_path, {"site.yaml": SITE, **DUE, "content/items/shenji.yaml": ITEM})
    assert due(root, "2026-03-10", "--html", root / "due.html").code == 0
    page = BeautifulSoup((root / "due.html").read_bytes(), "lxml")
    assert [caption.get_text() for caption in page.select("caption")] == ["市审计局 办公室", "市财政局 预算股"]
    assert page.select("script, link, img") == []
    (root / "output").mkdir(exist_ok=True)
    ran = due(root, "2026-03-10", "--html", root / "output/due.html")
    assert ran.code == 2
    assert "会被公开" in ran.err


# The page and its files


def built(root: Path) -> Path:
    ran = build(root)
    assert ran.code == 0, ran.err
    return root / "output"


def test_the_page_shows_both_forms_with_boxes_and_merged_matters(tmp_path: Path) -> None:
    text = TINY.replace("matter: 审计\n", "matter: 财政预决算\n    detail: 审计\n")
    page = BeautifulSoup(
        (built(catalogue_portal(tmp_path, text)) / "disclosure/catalogue/index.html").read_bytes(), "lxml"
    )
    listed, standard, items = page.select("table")
    assert "政府信息公开目录" in str(listed.caption)
    assert [cell.get_text() for cell in standard.select("thead th")] == [
        "一级事项",
        "二级事项",
        "公开内容（要素）",
        "公开依据",
        "公开时限",
        "公开主体",
        "公开渠道和载体",
        "公开对象",
        "公开方式",
        "公开层级",
    ]
    (merged,) = standard.select("th[rowspan]")
    assert (merged.get_text(), merged["rowspan"]) == ("财政预决算", "2")
    assert [row.get("id") for row in standard.select("tbody tr")] == ["budget", "audit"]
    cell = standard.select("tbody tr")[0].select("td")[4].get_text().split()
    assert len(cell) == 13
    assert cell[:3] == ["■政府网站", "■政府公报", "□两微一端"]
    assert [cell.get_text() for cell in items.select("thead th")] == [
        "事项名称",
        "事项类别",
        "公开内容",
        "公开依据",
        "条款内容",
        "公开渠道",
        "公开时限",
        "公开责任",
        "链接地址",
    ]
    assert [a["href"] for a in items.select("td a")] == ["../../notices/ceshi-2018/", "../../about/"]


def test_what_nobody_entered_is_shown_as_such(tmp_path: Path) -> None:
    text = "jurisdiction: ceshi\nrows:\n  - {id: a, matter: 甲, disclosure: 主动公开}\n"
    output = built(catalogue_portal(tmp_path, text))
    page = BeautifulSoup((output / "disclosure/catalogue/index.html").read_bytes(), "lxml")
    assert "更新日期" not in page.get_text()
    for cell in page.select("table.tasks td"):
        assert cell.get_text().strip() in ("未注明", "主动公开", "甲")


def test_what_is_not_to_be_disclosed_is_in_no_byte_of_the_site(tmp_path: Path) -> None:
    text = TINY.replace("# 完", "  - {id: closed, matter: 绝不公开的事项, disclosure: 不予公开}")
    output = built(catalogue_portal(tmp_path, text))
    for path in output.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            if path.suffix == ".xlsx":
                with ZipFile(path) as package:
                    data = b"".join(map(package.read, package.namelist()))
            assert "绝不公开".encode() not in data, path


def test_tables_and_data_say_what_the_catalogue_says(tmp_path: Path) -> None:
    data = built(catalogue_portal(tmp_path)) / "data"
    published = json.loads((data / "catalogue.json").read_text("utf-8"))
    assert published["schema"] == "gksite/catalogue/1"
    assert [row["id"] for row in published["rows"]] == ["budget", "audit"]
    assert published["rows"][0]["due"] == {"month": 3, "day": 31}
    assert published["rows"][0]["last"] == "2018-06-12"
    assert published["rows"][1]["pages"] == ["about/"]
    text = (data / "catalogue-standard.csv").read_text("utf-8-sig")
    lines = list(csv.reader(StringIO(text)))
    assert lines[0][:3] == ["一级事项", "二级事项", "公开内容（要素）"]
    assert lines[1][:2] == ["财政预决算", "部门预算"]
    book = openpyxl.load_workbook(data / "catalogue-standard.xlsx")
    sheet = book.worksheets[0]
    assert sheet["A1"].value == "基层政务公开标准目录"
    assert [sheet.cell(3, column).value for column in (2, 3, 9, 10, 11, 12, 13, 14)] == [
        "一级事项",
        "二级事项",
        "全社会",
        "特定群体",
        "主动",
        "依申请",
        "县级",
        "乡级",
    ]


def test_a_text_that_a_spreadsheet_would_run_is_kept_from_it(tmp_path: Path) -> None:
    text = TINY.replace("detail: 部门预算", "detail: '=HYPERLINK(\"http://x\")'")
    data = built(catalogue_portal(tmp_path, text)) / "data"
    assert "\"'=HYPERLINK(" in (data / "catalogue.csv").read_text("utf-8-sig")
    with ZipFile(data / "catalogue-items.xlsx") as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


def test_a_portal_without_a_catalogue_has_neither_page_nor_files(tmp_path: Path) -> None:
    output = built(write_portal(tmp_path))
    assert not (output / "disclosure").exists()
    assert list(output.rglob("catalogue*")) == []


def test_two_builds_write_the_same_bytes(tmp_path: Path) -> None:
    first = built(catalogue_portal(tmp_path / "a"))
    second = built(catalogue_portal(tmp_path / "b"))
    for path in sorted(first.rglob("catalogue*")):
        if path.is_file():
            assert path.read_bytes() == (second / path.relative_to(first)).read_bytes()


# Both directions


def test_an_item_of_the_statutory_column_without_a_row_is_found_by_name(tmp_path: Path) -> None:
    item = ITEM + "art20: [13]\nindex_code: a/1\nsummary: 概述\n"
    ran = check(catalogue_portal(tmp_path, changes={"content/items/shenji.yaml": item}))
    (line,) = [line for line in ran.lines if "GK686" in line]
    assert line.startswith("content/items/shenji.yaml:1:5: GK686 发布前：“审计结果公告”在法定主动公开内容里")


@pytest.mark.parametrize("page", ["/items/shenji/", "/columns/gsgg/", "/items/shenji"])
def test_an_item_is_covered_by_its_own_address_or_its_columns(tmp_path: Path, page: str) -> None:
    item = ITEM + "art20: [13]\nindex_code: a/1\nsummary: 概述\n"
    text = TINY.replace("pages: [/about/]", f"pages: [/about/, {page}]")
    ran = check(catalogue_portal(tmp_path, text, {"content/items/shenji.yaml": item}))
    assert "GK686" not in ran.err


def test_an_item_that_is_in_no_statutory_column_needs_no_row(tmp_path: Path) -> None:
    ran = check(catalogue_portal(tmp_path, changes={"content/items/shenji.yaml": ITEM}))
    assert "GK686" not in ran.err
    assert "GK690" not in ran.err


def test_what_the_list_of_information_lacks_is_told(tmp_path: Path) -> None:
    ran = check(catalogue_portal(tmp_path, changes={"content/items/shenji.yaml": ITEM + "art20: [13]\n"}))
    assert [line.split("缺少")[1] for line in ran.lines if "GK690" in line] == ["内容概述", "索引号"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("updated: 2025-12-01", "updated: 2023-06-30"), "目录上次更新是 2023-06-30"),
        (("updated: 2025-12-01", "updated: 2024-12-01"), "目录上次更新是 2024-12-01"),
    ],
)
def test_a_fault_of_the_whole_is_told(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    assert f"GK689 提醒：{said}" in check(catalogue_portal(tmp_path, TINY.replace(*change))).err


def test_a_day_of_the_year_for_what_is_not_yearly_is_an_error_at_its_row(tmp_path: Path) -> None:
    text = TINY.replace("update: on change", "update: on change\n    due: {month: 3, day: 31}")
    assert "content/catalogue.yaml:26:5: GK103 " in check(catalogue_portal(tmp_path, text)).err


def test_what_is_hidden_or_has_gone_is_told_apart_from_what_never_was(tmp_path: Path) -> None:
    ledger = (
        "addresses: [{address: /gone/, withdrawn: {on: 2025-01-01, why: 已撤下}}, {address: /old/, moved: /about/}]\n"
    )
    text = TINY.replace("pages: [/about/]", "pages: [/gone/, /old/, /items/shenji/, /items/shenj/, /abuot/]")
    changes: dict[str, Change] = {"content/ledger.yaml": ledger, "content/items/shenji.yaml": ITEM + "draft: true\n"}
    said = [
        line.split("审计”的页面 ")[1]
        for line in check(catalogue_portal(tmp_path, text, changes)).lines
        if "审计”的页面" in line
    ]
    assert said == [
        "/gone/ 已经撤下",
        "/old/ 已经改到 /about/",
        "/items/shenji/ 还没有公布：是草稿，没有到公布的时间，或不是主动公开",
        "/items/shenj/ 在网站上没有",
        "/abuot/ 在网站上没有；是否为“/about/”？",
    ]


def test_an_unknown_jurisdiction_is_told(tmp_path: Path) -> None:
    text = TINY.replace("jurisdiction: ceshi", "jurisdiction: ceshj")
    assert "GK202 没有地区“ceshj”的登记表" in check(catalogue_portal(tmp_path, text)).err


def test_a_waiting_notice_fulfils_nothing_yet(tmp_path: Path) -> None:
    changes: dict[str, Change] = {
        "content/notices/ceshi-2018.yaml": ("issued: 2018-06-12", "issued: 2018-06-12\npublished: 2027-01-01 09:00")
    }
    ran = check(catalogue_portal(tmp_path, changes=changes))
    assert "GK694 发布前：“财政预决算—部门预算”的页面 /notices/ceshi-2018/ 还没有公布" in ran.err


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("每年", "yearly"), ("1个月", "monthly"), ("半年", "half-yearly"), ("实时", "on change"), ("三年", None)],
)
def test_a_rhythm_is_known_by_its_words(text: str, wanted: str | None) -> None:
    assert rhythm(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"), [("3月31日", (3, 31)), ("2/29", (2, 29)), ("2/30", None), ("三月", None), ("", None)]
)
def test_a_day_of_the_year_is_known_however_it_is_written(text: str, wanted: tuple[int, int] | None) -> None:
    assert year_day(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("區級", "县级"), ("云岭县级", "县级"), ("街道", "乡级"), ("省级", None), ("村", "村级"), ("市级", None)],
)
def test_a_level_is_known_under_its_local_name(text: str, wanted: str | None) -> None:
    assert level(text) == wanted


FAULTY = """\
jurisdiction: ceshi
updated: 2025-12-01
rows:
  - {id: a, matter: 没有页面, disclosure: 主动公开}
  - {id: b, matter: 渠道写错, disclosure: 主动公开, channels: [政府网战], levels: [区级], pages: [/about/]}
  - {id: c, matter: 列了两次, disclosure: 主动公开, pages: [/about/]}
  - {id: d, matter: 列了 两次, disclosure: 主动公开, pages: [/nowhere/]}
  - {id: e, matter: 不公开的, disclosure: 不予公开, pages: [/about/]}
  - {id: f, matter: 过期的, disclosure: 主动公开, update: monthly, owner: 预算股, pages: [/notices/ceshi-2018/]}
  - {id: g, matter: 快到期的, disclosure: 主动公开, update: fortnightly, pages: [/items/shenji/]}
  - {id: g, matter: 编号重复, disclosure: 公开, pages: [/about/]}
"""


def test_each_finding_says_what_is_wrong_under_its_number(tmp_path: Path) -> None:
    text = ITEM.replace("2025-10-20", "2025-12-25")
    ran = check(catalogue_portal(tmp_path, FAULTY, {"content/items/shenji.yaml": text}))
    said = re.sub(r"(\.yaml:\d+):\d+", r"\1", ran.err)
    for line in (
        "4: GK680 发布前：“没有页面”没有对应的页面",
        "4: GK682 发布前：“没有页面”没有写公开依据",
        "4: GK682 发布前：“没有页面”没有写责任科室",
        "5: GK683 公开渠道“政府网战”不是规定的写法；是否为“政府网站”？",
        "5: GK683 公开层级“区级”不是规定的写法；是否为“县级”？",
        "7: GK684 提醒：“列了 两次”已经在 content/catalogue.yaml:6 列过",
        "7: GK681 “列了 两次”的页面 /nowhere/ 在网站上没有",
        "8: GK685 发布前：“不公开的”的公开属性是“不予公开”，却写着公开的页面",
        "9: GK687 发布前：“过期的”应在 2018-07-31 前更新，最近一次是 2018-06-12（预算股）",
        "10: GK688 提醒：“快到期的”应在 2026-01-08 前更新，还有 7 天（责任科室未注明）",
        "11: GK203 编号“g”已在 ",
        "11: GK683 公开属性“公开”不是规定的写法",
    ):
        assert f"content/catalogue.yaml:{line}" in said
    assert ran.code == 1


def test_a_finding_can_be_waived_until_a_day_and_a_wrong_word_cannot(tmp_path: Path) -> None:
    waived = "waivers:\n" + "".join(
        f"  - {{code: {code}, place: {CATALOGUE}, reason: 正在整改, by: 张三, on: 2026-01-01, expires: 2026-06-30}}\n"
        for code in ("GK687", "GK683")
    )
    ran = check(catalogue_portal(tmp_path, changes={"content/waivers.yaml": waived}))
    assert "GK687" not in ran.err
    assert "GK601 GK683 不能豁免" in ran.err
