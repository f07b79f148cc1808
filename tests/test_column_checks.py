"""What the column 政府信息公开 lacks or contradicts is told by name at its place, and nothing else is."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from disclosed import DISCLOSURE, DISCLOSURE_PATH, FILES, column, item
from portal import AGENCIES_PATH, Change, build, write_portal

from gksite.build import BuildOptions, make
from gksite.checks.check_tree import check_tree
from gksite.checks.tree import CheckedTree
from gksite.model.outputs import File
from gksite.problems.problem import Problems
from gksite.text.contacts import (
    fold_contact,
    is_same_address,
    is_same_hours,
    is_same_telephone,
    is_stated,
    mails,
    says_no_fax,
)

Portal = Callable[..., Path]
OURS = re.compile(r": (GK6(?:6[5-9]|7\d)) ")
"""The codes of this column."""


def said(root: Path) -> list[str]:
    """The lines of a build with a code of the column."""
    return [line for line in build(root).lines if OURS.search(line)]


def line_of(text: str, words: str) -> int:
    """The line of the column's file on which some words stand."""
    return text[: text.index(words)].count("\n") + 1


GUIDE = {
    "classification": ("政府信息的分类", "政府信息按**主题**、体裁和发布机构分类。"),
    "arrangement": ("政府信息的编排体系", "每条政府信息有索引号、名称、内容概述、生成日期。"),
    "access": ("政府信息的获取方式", "通过[政府网站](/)、政府公报和查阅场所获取。"),
    "office": ("机构名称", "市财政局办公室"),
    "address": ("办公地址", "测试市人民路1号"),
    "hours": ("办公时间", "周一至周五 8:30—11:30，14:30—17:30（法定节假日除外）"),
    "telephone": ("联系电话", "0595-12345678"),
    "fax": ("传真号码", "0595-12345679"),
    "internet": ("互联网联系方式", "zwgk@ceshi.gov.cn"),
}
"""The nine fields of the guide, how a finding names each, and what stands there."""


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        *((key, "absent") for key in GUIDE),
        ("telephone", "blank"),
        ("address", "待补充"),
        ("fax", "——"),
        ("access", "略"),
    ],
)
def test_each_field_that_the_guide_lacks_is_named(portal: Portal, key: str, wrong: str) -> None:
    name, value = GUIDE[key]
    new = {"absent": "", "blank": f"  {key}:\n"}.get(wrong, f"  {key}: {wrong}\n")
    guide, _, rest = DISCLOSURE.partition("institutions:")
    assert guide.count(f"  {key}: {value}\n") == 1
    text = guide.replace(f"  {key}: {value}\n", new) + "institutions:" + rest
    lines = said(portal({**FILES, DISCLOSURE_PATH: text}))
    assert [line for line in lines if "GK666" in line and f"“{name}”（guide 的 {key}）" in line]
    others = [line for line in lines if f"guide 的 {key}）" not in line]
    assert [line for line in others if "GK667" not in line] == []
    at = line_of(text, "guide:") + 1 if wrong == "absent" else line_of(text, new)
    assert f"{DISCLOSURE_PATH}:{at}:" in "".join(lines)


@pytest.mark.parametrize("fax", ["无", "无传真", "本机关未设传真", "没有传真。"])
def test_an_office_may_say_that_it_has_no_fax(portal: Portal, fax: str) -> None:
    old = "fax: 0595-12345679\n  internet"
    agencies = str(FILES[AGENCIES_PATH]).replace(", fax: 0595-12345679", "")
    root = portal({**column((old, f"fax: {fax}\n  internet")), AGENCIES_PATH: agencies})
    assert said(root) == []


@pytest.mark.parametrize(
    ("right", "same"),
    [
        ("0595-12345678", "0595—12345678"),
        ("0595-12345678", "０５９５－１２３４５６７８"),
        ("0595-12345678", "0595 - 1234 5678"),
        ("0595-12345678", "0595–12345678"),
        ("0595-12345678", "0595−12345678"),
        ("0595-12345678", "0595─12345678"),
        ("周一至周五 8:30—11:30", "周一至周五　8：30——11：30"),
        ("人民路1号（县政府大院）", "人民路 １ 号(县政府大院)"),
    ],
)
def test_blanks_width_and_kinds_of_dash_make_no_difference(right: str, same: str) -> None:
    assert fold_contact(right) == fold_contact(same)


@pytest.mark.parametrize(
    ("is_same", "right", "same"),
    [
        (is_same_telephone, "0595-12345678", "（0595）12345678"),
        (is_same_telephone, "0595-12345678", "0595 12345678"),
        (is_same_telephone, "0595-12345678、0595-22345678", "12345678"),
        (is_same_telephone, "无", "无"),
        (is_same_hours, "工作日8:30至12:00、14:30至17:30", "工作日 08：30—12：00，14：30—17：30"),
        (is_same_address, "示例县人民路1号", "福建省示例市示例县人民路 1 号"),
    ],
)
def test_habits_of_writing_make_no_difference(is_same: Callable[[str, str], bool], right: str, same: str) -> None:
    assert is_same(same, right)


@pytest.mark.parametrize(
    ("is_same", "right", "other"),
    [
        (is_same_telephone, "0595-12345678", "0596-12345678"),
        (is_same_telephone, "0595-12345678", "0595-12345687"),
        (is_same_telephone, "0595-12345678", "0595-12345678、0595-22345678"),
        (is_same_telephone, "0595-12345678", "12345"),
        (is_same_telephone, "0595-12345678", "无"),
        (is_same_hours, "工作日8:30至12:00", "工作日9:00至12:00"),
        (is_same_address, "示例县人民路1号", "示例县人民路11号"),
        (is_same_address, "示例县城关镇人民路1号", "示例县人民路1号"),
    ],
)
def test_another_number_hour_or_house_does(is_same: Callable[[str, str], bool], right: str, other: str) -> None:
    assert not is_same(other, right)


@pytest.mark.parametrize(
    ("right", "other"),
    [("0595-12345678", "0595-12345687"), ("0595-12345678", "0595-12345678转8001"), ("人民路1号", "人民路11号")],
)
def test_anything_else_does(right: str, other: str) -> None:
    assert fold_contact(right) != fold_contact(other)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("0595-12345678", True),
        ("https://www.ceshi.gov.cn/xxgk/", True),
        ("zfxxgk@ceshi.gov.cn", True),
        ("**主题**分类", True),
        ("A座3层", True),
        ("（无障碍通道在东侧）", True),
        ("待定路5号", True),
        (None, False),
        ("/", False),
        ("……", False),
        ("－－", False),
        ("（待补充）", False),
        ("待 填写", False),
        ("0595-XXXXXXX", False),
        ("0595-ＸＸＸＸ", False),
        ("××县××路", False),
        ("XX县XX路X号", False),
        ("某某县政府", False),
        ("暂无", False),
        ("N/A", False),
    ],
)
def test_what_only_keeps_the_place_of_a_fact_states_none(text: str | None, stated: bool) -> None:
    assert is_stated(text) is stated


def test_that_there_is_no_fax_is_told_from_a_number() -> None:
    assert says_no_fax("无。")
    assert not says_no_fax("0595-12345679")
    assert not says_no_fax("无锡路传真亭 0595-1")


def test_addresses_of_e_mail_are_found_whatever_stands_around_them() -> None:
    assert mails("邮箱：ZWGK@Ceshi.gov.cn；网址 https://www.ceshi.gov.cn/") == ["zwgk@ceshi.gov.cn"]
    assert mails("ｚｗｇｋ＠ceshi.gov.cn") == ["zwgk@ceshi.gov.cn"]
    assert mails("https://www.ceshi.gov.cn/") == []


TEL, FAX, MAIL, STREET, HOURS = (
    "0595-12345678",
    "0595-12345679",
    "zwgk@ceshi.gov.cn",
    "测试市人民路1号",
    "周一至周五 8:30",
)
DIFFERING = [
    ("guide", "address", STREET, "测试市人民路2号", "办公地址"),
    ("guide", "telephone", TEL, "0595-12345687", "联系电话"),
    ("guide", "fax", FAX, "0595-12345677", "传真号码"),
    ("guide", "internet", MAIL, "邮箱 zw@ceshi.gov.cn", "电子邮件"),
    ("application", "telephone", TEL, "0595-12345670", "联系电话"),
    ("application", "hours", HOURS, "周一至周五 9:30", "办公时间"),
    ("application", "email", MAIL, "zwgk@ceshi.com", "电子邮件"),
]


@pytest.mark.parametrize(("part", "key", "known", "written", "name"), DIFFERING)
def test_a_contact_other_than_the_registrys_is_told_with_both(
    portal: Portal, part: str, key: str, known: str, written: str, name: str
) -> None:
    before, head, rest = DISCLOSURE.partition(f"\n{part}:\n")
    text = before + head + rest.replace(f"{key}: {known}", f"{key}: {written}", 1)
    (line,) = said(portal({**FILES, DISCLOSURE_PATH: text}))
    assert line.startswith(f"{DISCLOSURE_PATH}:{line_of(text, f'{key}: {written}')}:")
    assert re.search(rf"GK667 {name}写的是“{written}.*单位登记表里市财政局的是“{known}", line)


def test_a_contact_as_the_registry_has_it_in_other_signs_is_no_finding(portal: Portal) -> None:
    text = DISCLOSURE.replace("0595-12345678", "0595－1234 5678").replace("internet: zwgk@", "internet: 邮箱 ZWGK@")
    assert said(portal({**FILES, DISCLOSURE_PATH: text})) == []


def test_where_the_registry_says_nothing_there_is_nothing_to_differ_from(portal: Portal) -> None:
    agencies = re.sub(r", contact: \{.*?\}", "", str(FILES[AGENCIES_PATH]))
    assert said(portal({**FILES, AGENCIES_PATH: agencies})) == []


@pytest.mark.parametrize(
    ("updated", "reason"),
    [
        ("2024-12-01", "已经超过 366 天"),
        ("2026-03-01", "晚于今天"),
        ("2025-01-01", None),
        ("2025-06-01", None),
    ],
)
def test_a_guide_that_is_old_is_to_be_looked_through(portal: Portal, updated: str, reason: str | None) -> None:
    lines = said(portal(column(("updated: 2025-11-03", f"updated: {updated}"))))
    assert lines == (
        [] if reason is None else [f"{DISCLOSURE_PATH}:3:12: GK668 提醒：指南的更新日期是 {updated}，{reason}"]
    )


def test_how_old_a_guide_may_be_is_a_setting(portal: Portal) -> None:
    site = str(FILES["site.yaml"]) + "limits: {guide_days: 30}\n"
    (line,) = said(portal({**FILES, "site.yaml": site}))
    assert "GK668 提醒：指南的更新日期是 2025-11-03，已经超过 30 天" in line


@pytest.mark.parametrize(("changed", "told"), [("2025-11-10", True), ("2025-11-03", False), ("2026-02-01", False)])
def test_a_guide_older_than_the_newest_change_of_an_agency_is_told(portal: Portal, changed: str, told: bool) -> None:
    agencies = str(FILES[AGENCIES_PATH]).replace("aliases: [审计机关]", f"aliases: [审计机关], changed: {changed}")
    lines = said(portal({**FILES, AGENCIES_PATH: agencies}))
    wanted = [f"{DISCLOSURE_PATH}:3:12: GK668 提醒：指南的更新日期是 2025-11-03，早于市审计局的变动（{changed}）"]
    assert lines == (wanted if told else [])


PARTS = {
    "guide": ("政府信息公开指南", r"guide:\n(?:  .*\n)+"),
    "institutions": ("政府信息公开制度", r"institutions: .*\n"),
    "statutory": ("法定主动公开内容", r"statutory:\n(?:  .*\n)+"),
    "application": ("依申请公开", r"application:\n(?:  .*\n)+"),
}


@pytest.mark.parametrize("key", PARTS)
def test_each_part_that_is_missing_is_named(portal: Portal, key: str) -> None:
    name, pattern = PARTS[key]
    text = re.sub(rf"(?m)^{pattern}", "", DISCLOSURE)
    assert said(portal({**FILES, DISCLOSURE_PATH: text})) == [
        f"{DISCLOSURE_PATH}:1:1: GK665 发布前：政府信息公开专栏缺少“{name}”（{key}）"
    ]


def test_a_part_that_is_not_there_yet_may_say_why(portal: Portal) -> None:
    edits = ("institutions: [zhidu]\n", ""), ("absent: {reports", "absent: {institutions: 制度正在制定。, reports")
    root = portal(column(*edits, **{"content/items/zhidu.yaml": item("zhidu", "announcement", "公告", "00003")}))
    assert said(root) == []
    assert "制度正在制定。" in (root / "output/disclosure/institutions/index.html").read_text(encoding="utf-8")


CLASS_14 = "  - {class: 14, not_applicable: 本机关没有第14项的职责。}\n"


def test_a_class_that_is_not_listed_is_named(portal: Portal) -> None:
    text = DISCLOSURE.replace(CLASS_14, "")
    (line,) = said(portal({**FILES, DISCLOSURE_PATH: text}))
    place = f"{DISCLOSURE_PATH}:{line_of(text, 'statutory:')}:1"
    assert line == (
        f"{place}: GK669 发布前：法定主动公开内容里没有第（十四）项“公务员招考的职位、名额、报考条件等事项以及录用结果”"
    )


@pytest.mark.parametrize(("entry", "code"), [("", "GK669"), ("  - {class: 14}\n", "GK670")])
def test_an_item_that_names_a_class_does_not_stand_for_the_list(portal: Portal, entry: str, code: str) -> None:
    exam = item("zhaokao", "announcement", "2026年度考试录用公务员公告", "00009", "art20: [14]\n")
    root = portal(column((CLASS_14, entry), **{"content/items/zhaokao.yaml": exam}))
    (line,) = said(root)
    assert code in line
    assert "考试录用公务员公告" in (root / "output/disclosure/statutory/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("  - {class: 14, not_applicable: 待补充}\n", "GK670"),
        ("  - {class: 14, items: [], links: []}\n", "GK670"),
        ("  - {class: 14, columns: [kong]}\n", "GK670"),
        ("  - {class: 14, not_applicable: 没有, text: 见人事考试网。}\n", "GK672"),
        ("  - {class: 14, not_applicable: 没有, items: [yusuan]}\n", "GK672"),
        ("  - {class: 14, not_applicable: 没有, columns: [zcwj]}\n", "GK672"),
        ('  - {class: 14, not_applicable: 没有, links: [{title: 网, url: "https://a.gov.cn/"}]}\n', "GK672"),
        ("  - {class: 14, text: 见人事考试网。}\n", ""),
    ],
)
def test_a_class_has_content_or_a_reason_and_not_both(portal: Portal, new: str, code: str) -> None:
    site = str(FILES["site.yaml"]) + "  - {id: kong, name: 空栏目, type: 通知公告}\n"
    text = DISCLOSURE.replace(CLASS_14, new)
    lines = said(portal({**FILES, DISCLOSURE_PATH: text, "site.yaml": site}))
    assert [OURS.findall(line) for line in lines] == ([[code]] if code else [])
    assert all(line.startswith(f"{DISCLOSURE_PATH}:{line_of(text, new)}:") for line in lines)


def test_a_class_without_content_or_reason_is_told(portal: Portal) -> None:
    (line,) = said(portal(column((CLASS_14, "  - {class: 14}\n"))))
    assert "GK670 发布前：第（十四）项“公务员招考" in line
    assert line.endswith("”没有内容，也没有写不适用的理由")


def test_an_item_that_names_a_class_which_does_not_apply_contradicts_it(portal: Portal) -> None:
    exam = item("zhaokao", "announcement", "公告", "00009", "art20: [14]\n")
    (line,) = said(portal({**FILES, "content/items/zhaokao.yaml": exam}))
    assert "GK672 第（十四）项“公务员招考" in line
    assert "既有内容（items），又写了不适用" in line


def test_a_class_that_stands_twice_is_told_with_the_first(portal: Portal) -> None:
    text = DISCLOSURE.replace(CLASS_14, CLASS_14 + "  - {class: 7, text: 又一处。}\n")
    (line,) = said(portal({**FILES, DISCLOSURE_PATH: text}))
    first = f"{DISCLOSURE_PATH}:{line_of(text, 'class: 7, items')}:13"
    assert f"GK671 第（七）项“财政预算、决算信息”已经在 {first} 列过" in line
    assert line.startswith(f"{DISCLOSURE_PATH}:{line_of(text, 'class: 7, text')}:")


@pytest.mark.parametrize("new", ["{title: 市政建设}", "{title: 市政建设, text: 有。, not_applicable: 没有。}"])
def test_what_article_21_adds_is_held_to_the_same(portal: Portal, new: str) -> None:
    (line,) = said(portal(column(("{title: 市政建设, text: 见有关部门的栏目。}", new))))
    assert re.search("GK67[02] .*“市政建设”", line)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("institutions: [zhidu]", "institutions: [zhidu, zhid]", "条目“zhid”不存在；是否为“zhidu”？"),
        ("items: [yusuan]", "items: [yusuan, yusuan-2024]", "条目“yusuan-2024”不存在；是否为“yusuan”？"),
        ("columns: [zcwj]", "columns: [zcwj, zwgg]", "栏目“zwgg”不存在"),
        ("text: 见有关部门的栏目。", "text: 见, items: [meiyou]", "条目“meiyou”不存在"),
    ],
)
def test_ids_that_lead_nowhere_are_told(portal: Portal, old: str, new: str, message: str) -> None:
    (line,) = said(portal(column((old, new))))
    assert f"GK673 {message}" in line


def test_agencies_and_the_jurisdiction_are_those_of_the_registry(portal: Portal) -> None:
    ran = build(portal(column(("updated: 2025-11-03\n  agency: 市财政局", "updated: 2025-11-03\n  agency: 市财政居"))))
    assert ran.lines[0].startswith(f"{DISCLOSURE_PATH}:4:11: GK201 单位“市财政居”不在")
    ran = build(portal(column(("jurisdiction: ceshi", "jurisdiction: ceshii"))))
    assert any("GK202" in line for line in ran.lines)


@pytest.mark.parametrize(
    ("old", "name"),
    [
        ("  address: 测试市人民路1号\n", "“办公地址”（application 的 address）"),
        ("  hours: 周一至周五 8:30—11:30，14:30—17:30（法定节假日除外）\n", "“办公时间”（application 的 hours）"),
        ("  telephone: 0595-12345678\n", "“联系电话”（application 的 telephone）"),
        ("fax+email", "“接收数据电文的方式：传真、电子邮件或者网上提交”"),
    ],
)
def test_each_field_that_the_application_lacks_is_named(portal: Portal, old: str, name: str) -> None:
    before, key, rest = DISCLOSURE.partition("\napplication:\n")
    if old == "fax+email":
        rest = rest.replace("  fax: 0595-12345679\n", "").replace("  email: zwgk@ceshi.gov.cn\n", "")
    else:
        assert old in rest
        rest = rest.replace(old, "", 1)
    (line,) = said(portal({**FILES, DISCLOSURE_PATH: before + key + rest}))
    assert f"GK674 发布前：依申请公开没有写明{name}" in line


def test_an_online_page_is_a_way_of_its_own(portal: Portal) -> None:
    before, key, rest = DISCLOSURE.partition("\napplication:\n")
    rest = rest.replace("  fax: 0595-12345679\n", "").replace(
        "email: zwgk@ceshi.gov.cn", "online: https://www.ceshi.gov.cn/ysq/"
    )
    assert said(portal({**FILES, DISCLOSURE_PATH: before + key + rest})) == []


ARTICLES = {
    "publishers": ("公开主体", "第十条"),
    "reading_places": ("政府信息查阅场所", "第二十五条"),
    "correcting": ("更正政府信息", "第四十一条"),
    "assistance": ("为申请人提供帮助", "第四十三条"),
    "proposals": ("建议纳入主动公开", "第四十四条"),
}


@pytest.mark.parametrize("key", ARTICLES)
def test_each_page_of_an_article_that_the_office_left_blank_is_named(portal: Portal, key: str) -> None:
    name, article = ARTICLES[key]
    text = re.sub(rf"(?m)^{key}:.*\n(?:  .*\n)*", "", DISCLOSURE)
    (line,) = said(portal({**FILES, DISCLOSURE_PATH: text}))
    assert line == f"{DISCLOSURE_PATH}:1:1: GK675 发布前：没有写“{name}”（{key}，条例{article}）"


@pytest.mark.parametrize(
    ("reviewed", "reason"),
    [("2024-12-30", "已经超过一年"), ("2026-01-02", "晚于今天"), ("2025-01-01", None), ("2026-01-01", None)],
)
def test_what_is_withheld_is_reviewed_every_year(portal: Portal, reviewed: str, reason: str | None) -> None:
    lines = said(portal(column(("reviewed: 2025-06-01", f"reviewed: {reviewed}"))))
    assert len(lines) == (reason is not None)
    assert all(f"GK676 发布前：不予公开的信息上次评估审查是 {reviewed}，{reason}" in line for line in lines)
    assert not any("秘而不宣" in line for line in lines)


@pytest.mark.parametrize("disclosure", ["主动公开", "公开", "不公开"])
def test_what_is_withheld_has_one_of_the_two_words(portal: Portal, disclosure: str) -> None:
    (line,) = said(portal(column(("disclosure: 不予公开", f"disclosure: {disclosure}"))))
    assert f"GK677 withheld 里的公开属性写的是“{disclosure}”" in line


def test_a_column_without_a_way_to_the_messages_of_its_website_is_told(portal: Portal) -> None:
    (line,) = said(portal(column(("parent_messages: https://www.ceshi.gov.cn/liuyan/\n", ""))))
    assert line == f"{DISCLOSURE_PATH}:1:1: GK678 提醒：没有写上级网站的咨询留言入口（parent_messages）"


def test_a_column_of_nothing_is_told_part_by_part_and_no_more(portal: Portal) -> None:
    files: dict[str, Change] = {**FILES, DISCLOSURE_PATH: "jurisdiction: ceshi\n"}
    assert sorted(OURS.findall("\n".join(said(portal(files))))) == ["GK665"] * 4 + ["GK675"] * 5 + ["GK678"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> CheckedTree:
    """The finished pages of the whole column in memory."""
    root = write_portal(tmp_path_factory.mktemp("column"), dict(FILES))
    tree = make(root, BuildOptions(date(2026, 1, 1), jobs=1, search=False), Problems(), lambda stage: None)
    return CheckedTree(tree.site, {file.path: file for file in tree.files}, date(2026, 1, 1))


def told(tree: CheckedTree, path: str, old: str = "", new: str = "") -> Iterator[str]:
    """What is said of the column's pages once one of them is changed, or is not there."""
    files = dict(tree.files)
    file = files.pop(path)
    if old:
        text = file.content.decode()
        assert old in text, old
        files[path] = replace(file, content=text.replace(old, new).encode())
    for problem in check_tree(replace(tree, files=files)):
        if problem.code.id == "GK679":
            yield f"{problem.location}: {problem.text(str)}"


def test_pages_as_built_deserve_no_finding(built: CheckedTree) -> None:
    assert [p for p in check_tree(built) if p.code.id == "GK679"] == []


@pytest.mark.parametrize(
    ("url", "old", "new", "words"),
    [
        ("", "<h1>政府信息公开</h1>", "<h1>信息公开</h1>", "“政府信息公开”的标题应是“政府信息公开”"),
        ("", "<p>测试市人民政府财政局</p>", "<p></p>", "的页首没有“测试市人民政府财政局”"),
        ("guide/", "传真号码", "", "里没有“传真号码”"),
        ("guide/", "0595-12345678", "", "里没有联系电话“0595-12345678”"),
        ("guide/", "测试市人民路1号", "", "里没有办公地址“测试市人民路1号”"),
        ("application/", "zwgk@ceshi.gov.cn", "", "里没有电子邮件“zwgk@ceshi.gov.cn”"),
        ("guide/", "互联网联系方式", "联系方式", "里没有“互联网联系方式”"),
        ("guide/", '<a href="../institutions/">', '<a href="../">', "的目录里没有“政府信息公开制度”"),
        ("statutory/", "财政预算、决算信息", "财政", "里没有“财政预算、决算信息”"),
        ("application/", "7个工作日", "15个工作日", "里没有“告知补正7个工作日”"),
        ("application/", "告知申请人该政府信息不存在", "", "经检索没有"),
        ("application/", "不收取费用", "收取费用", "不收取费用"),
        ("application/form/", "身份证明", "证明", "里没有“申请人的姓名或者名称、身份证明、联系方式”"),
        ("application/form/", "<table", '<form method="post"></form><table', "里有会把填写的内容发送出去的表单"),
        ("application/form/", "<table", '<form action="https://a.example/"></form><table', "发送出去的表单"),
        ("correcting/", "审核属实", "", "里没有“公民、法人或者其他组织有证据证明"),
    ],
)
def test_a_page_that_lacks_what_it_must_have_is_told(
    built: CheckedTree, url: str, old: str, new: str, words: str
) -> None:
    path = f"disclosure/{url}index.html"
    lines = list(told(built, path, old, new))
    assert lines
    assert all(line.startswith(f"output/{path}: 专栏页面") for line in lines)
    assert any(words in line for line in lines)


def test_parts_in_another_order_are_told(built: CheckedTree) -> None:
    path = "disclosure/guide/index.html"
    page = built.files[path].content.decode()
    institutions = re.search(r'<li><a href="\.\./institutions/">.*?</li>\n', page, re.DOTALL)
    assert institutions is not None
    below = '<li><a href="../application/"'
    moved = page.replace(institutions[0], "", 1).replace(below, institutions[0] + below, 1)
    files = {**built.files, path: File(path, moved.encode())}
    lines = [p.text(str) for p in check_tree(replace(built, files=files)) if p.code.id == "GK679"]
    assert "专栏页面“政府信息公开指南”的目录里“法定主动公开内容”应排在“政府信息公开制度”后面" in lines


@pytest.mark.parametrize("url", ["guide/", "statutory/", "reports/", "application/form/", "places/"])
def test_a_page_that_is_not_there_is_named(built: CheckedTree, url: str) -> None:
    assert [line for line in told(built, f"disclosure/{url}index.html") if line.endswith("没有生成")]
