"""Nothing unmasked is published: personal data, markings and slips are told at their place, with how to mend."""

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from documents import as_docx, as_html, as_pdf, plain
from portal import AGENCIES_PATH, NOTICE_PATH, REPOSITORY, SITE, SOURCE, TODAY, Change, Ran, build, gksite

ID, ID_BY_COMMON, ID_BY_STRICT = "53999919600504739", "539999********7394", "53*************394"
NUMBER = f"{ID}4"
MOBILE, MASKED = "13800000529", "138****0529"
PAGE = "content/pages/about.md"
CHECK = ("--today", TODAY)


def told(ran: Ran) -> list[tuple[str, str]]:
    """Place and code of the problems of this room."""
    found = re.findall(r"^(\S+): (GK7[2-4]\d) ", ran.err, re.MULTILINE)
    return [(place, code) for place, code in found]


def page(text: str) -> dict[str, Change]:
    return {PAGE: f"# 说明\n\n{text}\n"}


def item(**more: str) -> str:
    """An item of a portal."""
    lines = [f"{key}: {value}" for key, value in more.items()]
    head = "id: xinxi\nkind: document\ncolumn: zcwj\njurisdiction: ceshi\ntitle: 关于补贴的公示\ndisclosure: 主动公开\n"
    return head + "\n".join(lines) + "\n"


def test_a_number_in_a_notice_stops_the_build_with_line_column_and_the_mask_to_write(
    portal: Callable[..., Path],
) -> None:
    root = portal({NOTICE_PATH: ("requirement: 公开财政预决算。", f"requirement: 公开财政预决算，张三 {NUMBER}。")})
    ran = build(root)
    assert ran.code == 1
    [line] = [line for line in ran.lines if ": GK720 " in line]
    assert line.startswith(
        f"{NOTICE_PATH}:16:33: GK720 写有未遮盖的身份证号码（旁边有姓名），请遮盖成 {ID_BY_STRICT}（记号 "
    )
    assert NUMBER not in ran.err + ran.out
    assert not (root / "output/index.html").exists()


def test_the_mask_is_the_one_that_the_settings_choose(portal: Callable[..., Path]) -> None:
    root = portal({**page(NUMBER), "site.yaml": f"{SITE}privacy: {{mask: common}}\n"})
    assert f"请遮盖成 {ID_BY_COMMON}（" in build(root).err


def test_what_is_certain_stops_a_build(portal: Callable[..., Path]) -> None:
    cases = [
        (f"身份证号：{NUMBER}", "GK720", ID_BY_STRICT),
        ("联系人：138-0000-0529", "GK721", "138-****-0529"),
        ("银行卡号：6228480002521129888", "GK722", "62**************888"),
        ("家庭住址：云岭县太平镇向阳路12号", "GK723", "云岭县太平镇****"),
    ]
    for text, code, shown in cases:
        ran = build(portal(page(text), name=code))
        assert (ran.code, [found for _, found in told(ran)]) == (1, [code])
        assert f"{shown}（记号 " in ran.err


def test_what_is_suspected_is_a_warning(portal: Callable[..., Path]) -> None:
    cases = [
        (f"身份证号：{ID}5", "GK724", "53*************395"),
        ("卡片 6228480002521129888", "GK725", "62**************888"),
        ("护照号码：E12345678", "GK726", "E*****678"),
        ("车牌号：云A·8X123", "GK727", "云A·***23"),
        ("邮箱：zhang@163.com", "GK728", "z****@163.com"),
        ("张三，男，1968年3月5日出生", "GK729", "1968年*月*日"),
        ("病历号：12345678", "GK730", "*****678"),
        ("李小明，男，8岁", "GK731", "李**"),
        ("户名：张三 账号：53066514098539587", "GK732", "53************587"),
    ]
    for text, code, shown in cases:
        ran = build(portal(page(text), name=code))
        assert (ran.code, [found for _, found in told(ran)]) == (0, [code])
        assert f"{shown}（记号 " in ran.err


def test_what_an_office_publishes_itself_is_none(portal: Callable[..., Path]) -> None:
    contacts = "privacy: {public_contacts: ['13800000529', 0870-1234567, office@163.com]}\n"
    contact = "kind: group, contact: {telephone: '13900000529'}}"
    root = portal(
        {
            **page("值班电话：138 0000 0529，13900000529，邮箱 office@163.com，zwgk@yunling.gov.cn"),
            "site.yaml": SITE + contacts,
            AGENCIES_PATH: ("kind: group}", contact),
        }
    )
    assert told(build(root)) == []


def test_sources_attachments_and_their_names_are_looked_at(portal: Callable[..., Path]) -> None:
    source = SOURCE + f"联系人：张三，{MOBILE}\n"
    document = docx.Document()
    document.add_paragraph("附件")
    document.sections[0].header.paragraphs[0].text = f"联系人 {MOBILE}"
    stream = BytesIO()
    document.core_properties.author = ""
    document.save(stream)
    root = portal(
        {
            "content/sources/ceshi.txt": source,
            NOTICE_PATH: (hashlib.sha256(SOURCE.encode()).hexdigest(), hashlib.sha256(source.encode()).hexdigest()),
            "content/files/名单.csv": f"姓名,身份证号\n张三,{NUMBER}\n",
            "content/files/名单.pdf": as_pdf([plain([["姓名", "身份证号"], ["张三", NUMBER]])]),
            "content/files/表头.docx": stream.getvalue(),
            f"content/files/张三-{MOBILE}.txt": "附件",
        }
    )
    ran = build(root)
    assert sorted(told(ran)) == [
        ("content/files/名单.csv", "GK720"),
        ("content/files/名单.pdf", "GK720"),
        (f"content/files/张三-{MOBILE}.txt", "GK721"),
        ("content/files/表头.docx", "GK721"),
        ("content/sources/ceshi.txt:5:8", "GK721"),
    ]
    assert "第 1 个表格第 2 行写有未遮盖的身份证号码" in ran.err
    assert not [line for line in ran.lines if MOBILE in line.partition(": GK")[2] and ": GK72" in line]


def test_a_list_of_many_is_told_once_and_its_mark_changes_with_each_of_them(portal: Callable[..., Path]) -> None:
    rows = [["姓名", "手机"], *(["张三", f"1380000{number:04}"] for number in range(100, 130))]
    root = portal({"content/files/a.csv": "\n".join(",".join(row) for row in rows)})
    first = build(root).err
    assert first.count("GK721 ") == 1
    assert "连同它共 30 处" in first
    rows[-1][1] = "13800009999"
    (root / "content/files/a.csv").write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    marks = [re.findall(r"记号 ([0-9a-f]{10})", text) for text in (first, build(root).err)]
    assert marks[0] != marks[1]


def test_only_a_waiver_with_a_legal_basis_lets_a_number_through(portal: Callable[..., Path]) -> None:
    root = portal(page(f"失信被执行人张三，{NUMBER}"))
    [mark] = re.findall(r"记号 ([0-9a-f]{10})", build(root).err)
    signed = (
        f"code: GK720, place: {PAGE}, mark: {mark}, expires: 2026-12-31, reason: 惩戒公示, by: 李四, on: 2025-12-30"
    )
    waivers = root / "content/waivers.yaml"
    waivers.write_text(f"waivers: [{{{signed}}}]\n", encoding="utf-8")
    assert build(root).code == 1
    signed += ", basis: 个人信息保护法第十三条第一款第三项, assessment: 已评估，只公布法定内容"
    waivers.write_text(f"waivers: [{{{signed.replace('，只', '只')}}}]\n", encoding="utf-8")
    assert build(root).code == 0
    ran = gksite("check", "--root", root, *CHECK)
    assert told(ran) == []


def test_two_masks_of_one_number_beside_one_name_are_told(portal: Callable[..., Path]) -> None:
    ran = build(portal(page("张三，电话138****0529。\n\n张三，电话1380000****。\n\n李四，电话138****9999。")))
    assert told(ran) == [(f"{PAGE}:5:6", "GK733")]
    assert "写的 1380000**** 与 content/pages/about.md:3:6 写的 138****0529 像是同一个人的" in ran.err


def test_markings_in_items_and_pages_are_told(portal: Callable[..., Path]) -> None:
    root = portal(
        {
            **page("工作秘密\n\n下面是正文。"),
            "content/items/xinxi.yaml": item(body="|\n  内部资料 注意保存\n\n  正文。"),
        }
    )
    assert [(place, code) for place, code in told(build(root)) if code == "GK735"] == [
        ("content/items/xinxi.yaml:8:3", "GK735"),
        (f"{PAGE}:3", "GK735"),
    ]


def test_the_words_of_ordinary_texts_are_no_markings(portal: Callable[..., Path]) -> None:
    root = portal(
        {
            "content/items/xinxi.yaml": item(
                body="|\n  加强保密工作，做好依申请公开。\n  严格内部管理，防止泄露工作秘密。"
            )
        }
    )
    assert told(build(root)) == []


def test_slips_and_wording_are_told_with_what_to_write(portal: Callable[..., Path]) -> None:
    cases = [
        ("县人民攻府", "GK745", "应写成 政府"),
        ("成立领 导 小 姐", "GK745", "应写成 领导小组"),
        ("开展扫黑险恶专项斗争", "GK745", "应写成 扫黑除恶"),
        ("中共人民共和国", "GK745", "应写成 中华人民共和国"),
        ("来自美国、台湾的客商", "GK747", "在后面写上“地区”"),
    ]
    for text, code, shown in cases:
        ran = build(portal(page(text), name=text))
        assert (ran.code, [found for _, found in told(ran)]) == (0, [code])
        assert shown in ran.err


@pytest.mark.parametrize(
    "text",
    [
        "中华人民共和国",
        "各级人民政府领导小组",
        "扫黑除恶",
        "台湾地区、香港特别行政区",
        "香港、澳门等国家和地区",
        "大陆和台湾",
        "网站地图",
    ],
)
def test_right_wording_is_silent(portal: Callable[..., Path], text: str) -> None:
    assert told(build(portal(page(text)))) == []


def test_an_office_lists_its_own_words_and_decides(portal: Callable[..., Path]) -> None:
    words = "words:\n  - {wrong: 云玲县, right: 云岭县}\n"
    root = portal({**page("云玲县财政局"), "content/words.yaml": words})
    ran = build(root)
    assert told(ran) == [(f"{PAGE}:3:1", "GK746")]
    assert "应写成 云岭县" in ran.err
    decided = f"    decided: [{{place: {PAGE}, by: 李四, on: 2025-12-30, reason: 古称}}]\n"
    words = f"words:\n  - wrong: 云玲县\n{decided}"
    (root / "content/words.yaml").write_text(words, encoding="utf-8")
    assert told(build(root)) == []


def test_a_map_without_its_number_is_told(portal: Callable[..., Path]) -> None:
    text = "![测试市行政区划图](https://example.gov.cn/a.png)"
    assert [code for _, code in told(build(portal(page(text))))] == ["GK748"]
    assert told(build(portal(page(f"{text}\n\n审图号：云S(2024)012号"), name="approved"))) == []


def test_the_five_real_notices_give_no_finding(tmp_path: Path) -> None:
    ran = gksite("build", "--root", REPOSITORY, "--output", tmp_path / "output", "--no-search", *CHECK)
    assert (ran.code, told(ran)) == (0, [])


def test_a_text_of_the_theme_is_told_at_the_page(portal: Callable[..., Path]) -> None:
    root = portal()
    shutil.copytree(REPOSITORY / "templates", root / "templates")
    home = root / "templates/pages/home.html"
    text = home.read_text(encoding="utf-8")
    home.write_text(
        re.sub(r"(\{% block content %\}|\{% block main %\})", rf"\1<p>张三 {MOBILE}</p>", text), encoding="utf-8"
    )
    assert MOBILE in home.read_text(encoding="utf-8")
    ran = gksite("check", "--root", root, *CHECK)
    assert [(place.partition("/")[0], code) for place, code in told(ran)][:1] == [("output", "GK721")]


def masked(folder: Path, name: str, data: bytes | str) -> tuple[Ran, Path]:
    """What cleaning with --mask says of a file, and where the copy is."""
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return gksite("clean", file, "--mask"), file.with_name(f"{file.stem}.masked{file.suffix}")


def test_a_masked_copy_of_a_text_a_list_and_a_page_says_all_else_as_it_was(tmp_path: Path) -> None:
    _, copy = masked(tmp_path, "a.txt", f"张三 {MOBILE}\n电话 0870-1234567\n")
    assert copy.read_text(encoding="utf-8") == f"张三 {MASKED}\n电话 0870-1234567\n"
    _, copy = masked(tmp_path, "b.csv", f"姓名,身份证号\n张三,{NUMBER}\n")
    assert copy.read_text(encoding="utf-8-sig") == f"姓名,身份证号\n张三,{ID_BY_STRICT}\n"
    _, copy = masked(tmp_path, "c.html", as_html([plain([["姓名", "手机"], ["张三", MOBILE]])]))
    text = copy.read_text(encoding="utf-8")
    assert MOBILE not in text
    assert MASKED in text


def test_a_masked_copy_of_a_word_file_keeps_its_runs_and_the_original(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.author = ""
    paragraph = document.add_paragraph("张三，")
    paragraph.add_run(NUMBER[:6]).bold = True
    paragraph.add_run(NUMBER[6:])
    document.sections[0].footer.paragraphs[0].text = f"电话 {MOBILE}"
    stream = BytesIO()
    document.save(stream)
    ran, copy = masked(tmp_path, "a.docx", stream.getvalue())
    assert "遮盖了 2 处个人信息" in ran.out
    made = docx.Document(str(copy))
    assert made.paragraphs[0].text == f"张三，{ID_BY_STRICT}"
    assert [run.bold for run in made.paragraphs[0].runs] == [None, True, None]
    assert made.sections[0].footer.paragraphs[0].text == f"电话 {MASKED}"
    assert (tmp_path / "a.docx").read_bytes() == stream.getvalue()


def test_a_masked_copy_of_a_workbook_has_no_number_in_any_part(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.properties.creator = ""
    for row in (["姓名", "身份证号", "手机"], ["张三", NUMBER, int(MOBILE)], ["李四", "无", ""]):
        book.active.append(row)
    stream = BytesIO()
    book.save(stream)
    _, copy = masked(tmp_path, "a.xlsx", stream.getvalue())
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(copy).active.rows]
    assert rows == [["姓名", "身份证号", "手机"], ["张三", ID_BY_STRICT, MASKED], ["李四", "无", None]]


def test_a_pdf_is_not_masked_and_it_is_said_how_to(tmp_path: Path) -> None:
    ran, copy = masked(tmp_path, "a.pdf", as_pdf([f"张三 {MOBILE}"]))
    assert (ran.code, copy.exists()) == (2, False)
    assert "请在原来的文件里遮盖，再重新导出" in ran.err


def test_a_file_without_personal_data_is_not_copied(tmp_path: Path) -> None:
    ran, copy = masked(tmp_path, "a.docx", as_docx(["公开财政预决算。"]))
    assert (ran.code, copy.exists()) == (0, False)
    assert "没有找到要遮盖的个人信息" in ran.out


def test_the_json_of_a_masked_number_is_what_is_written(portal: Callable[..., Path]) -> None:
    root = portal({NOTICE_PATH: ("公开财政预决算。", f"公开财政预决算，电话{MASKED}。")})
    assert build(root).code == 0
    data = json.loads((root / "output/data/notices/ceshi-2018.json").read_bytes())
    assert MASKED in data["tasks"][0]["requirement"]


def test_a_masked_copy_may_be_published_in_the_place_of_a_source(portal: Callable[..., Path]) -> None:
    source = SOURCE + f"联系人：张三，{MOBILE}\n"
    copy = source.replace(MOBILE, MASKED)
    first, other = (hashlib.sha256(text.encode()).hexdigest() for text in (source, copy))
    old = f"file: ceshi.txt\n  sha256: {hashlib.sha256(SOURCE.encode()).hexdigest()}"
    new = f"file: ceshi.txt\n  sha256: {first}\n  published: {{file: ceshi.masked.txt, sha256: {other}}}"
    root = portal(
        {"content/sources/ceshi.txt": source, "content/sources/ceshi.masked.txt": copy, NOTICE_PATH: (old, new)}
    )
    ran = build(root)
    assert (ran.code, re.findall("GK341|GK7[2-4][0-9]", ran.err)) == (0, [])
    assert all(MOBILE.encode() not in path.read_bytes() for path in (root / "output").rglob("*") if path.is_file())
