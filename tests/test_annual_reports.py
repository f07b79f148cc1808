"""Annual reports: right ones give no finding, every planted error is told at its line, pages show what is written."""

import csv
import json
import re
from datetime import date, datetime, time
from pathlib import Path

import make_reports
import openpyxl
import pytest
from bs4 import BeautifulSoup
from portal import OF_COLUMNS, gksite, put
from sampling import some

from gksite.checks.reports import check as check_reports
from gksite.checks.tree import CheckedTree, parsed
from gksite.documents.config import read_settings
from gksite.inspection.inspect import inspect
from gksite.inspection.inspected import Inspected
from gksite.link import link
from gksite.model.outputs import File
from gksite.problems.problem import Problem, Problems
from gksite.read import read
from gksite.reporting.form import PARTS

REPORTS = Path(__file__).parent / "reports"
OFFICES = sorted(path.name for path in REPORTS.iterdir() if path.is_dir())
TODAY = date(2026, 6, 30)
REGISTRIES = {path.name: path.read_text(encoding="utf-8") for path in REPORTS.glob("*.yaml")}


def planted() -> list[dict[str, str]]:
    """The planted errors, in the order of the file."""
    with (REPORTS / "planted.tsv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [{key: value.replace("\\n", "\n") for key, value in row.items()} for row in rows]


PLANTED = planted()


PLAIN = f"name: 测试门户\n{OF_COLUMNS}"


def office(root: Path, name: str, changes: dict[str, str] | None = None, site: str = PLAIN) -> Path:
    """A portal with the reports of an office, some of them changed."""
    put(root / "site.yaml", site)
    (root / "content/notices").mkdir(parents=True, exist_ok=True)
    for file, registry in REGISTRIES.items():
        put(root / "content/agencies" / file, registry)
    for path in (REPORTS / name).glob("*.yaml"):
        put(root / "content/reports" / path.name, path.read_text(encoding="utf-8"))
    for file, text in (changes or {}).items():
        put(root / file, text)
    return root


def findings(root: Path, today: date = TODAY) -> list[Problem]:
    """All that is said about a portal's content, without waiting for its pages."""
    problems = Problems()
    settings = read_settings(root / "site.yaml", problems)
    assert settings is not None
    records = read(root / "content", problems)
    site = link(settings.record, records, today, problems)
    problems.found += inspect(Inspected(settings, records, site, datetime.combine(today, time.max)))
    return problems.sorted()


def said(problem: Problem) -> str:
    return f"{problem.location}: {problem.code.id} {problem.text(str)}"


def about_reports(root: Path, today: date = TODAY) -> list[str]:
    """The lines that name a report."""
    return [said(problem) for problem in findings(root, today) if "reports/" in problem.location.file]


def test_the_yardstick_is_what_its_generator_writes() -> None:
    for report in make_reports.reports():
        assert (REPORTS / report.path).read_text(encoding="utf-8") == make_reports.text(report)
    assert len(PLANTED) == len(list(make_reports.planted())) >= 100
    assert len({re.split("[：（]", row["kind"])[0] for row in PLANTED}) >= 25


@pytest.mark.parametrize("name", OFFICES)
def test_right_reports_give_no_finding(tmp_path: Path, name: str) -> None:
    assert about_reports(office(tmp_path, name)) == []


@pytest.mark.parametrize("row", some(PLANTED, 4), ids=lambda row: f"{row['report']} {row['kind']}")
def test_every_planted_error_is_told_at_its_line(tmp_path: Path, row: dict[str, str]) -> None:
    name, file = row["report"].split("/")
    root = office(tmp_path, name)
    path = root / "content/reports" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(row["find"]) == 1
    put(path, text.replace(row["find"], row["put"]))
    told = [
        problem
        for problem in findings(root)
        if problem.location.file == f"content/reports/{file}" and problem.location.line == int(row["line"])
    ]
    lines = [said(problem) for problem in told]
    wanted = row["says"].split("|")
    assert [line for line in lines if all(word in line for word in wanted)], lines
    assert len(about_reports(root)) <= 4, about_reports(root)


Z = "[0, 0, 0, 0, 0, 0, 0]"
SMALL = f"""\
year: 2025
jurisdiction: yunling
agency: 云岭县教育局
level: department
disclosure: 主动公开
published: 2026-01-20 10:00
cleared: {{by: 李四, on: 2026-01-19, result: 可以公开}}
telephone: 0870-1234501
address: 云岭县学府路12号
overview: |
  OVERVIEW
disclosed:
  rules: {{made: 0, repealed: 0, in_force: 0}}
  normative: {{made: 3, repealed: 1, in_force: 20}}
  licences: 120
  penalties: 4
  coercion: 0
  fees: 12.50
requests:
  new: [10, 1, 0, 0, 0, 0, 11]
  carried_in: [1, 0, 0, 0, 0, 0, 1]
  results:
    disclosed: [6, 1, 0, 0, 0, 0, 7]
    partly: [1, 0, 0, 0, 0, 0, 1]
    refused: {{secret: {Z}, forbidden: {Z}, safety: {Z}, third_party: [1, 0, 0, 0, 0, 0, 1], internal: {Z}, process: {Z}, enforcement: {Z}, query: {Z}}}
    unavailable: {{not_held: [1, 0, 0, 0, 0, 0, 1], to_be_made: {Z}, unclear: {Z}}}
    not_processed: {{petition: {Z}, repeated: {Z}, publication: {Z}, excessive: {Z}, reissue: {Z}}}
    other: {{overdue: {Z}, unpaid: {Z}, other: {Z}}}
    total: [9, 1, 0, 0, 0, 0, 10]
  carried_over: [2, 0, 0, 0, 0, 0, 2]
reviews:
  reconsideration: [1, 0, 0, 1, 2]
  direct_suit: [0, 0, 0, 1, 1]
  suit_after: [0, 0, 0, 0, 0]
problems: 公开不够主动。
other: 无。
"""  # noqa: E501
RIGHT = [
    "制发行政规范性文件3件，废止1件，现行有效20件。",
    "清理行政规范性文件30件，废止5件。",
    "制定规章1件、行政规范性文件3件，废止2件。",
    "公开行政许可320条、行政处罚46件。",
    "2024年，我局收到申请8件。",
    "全年共收到政府信息公开申请11件，上年结转1件，办结10件，结转下年度继续办理2件。",
    "2025年，我局共收到依申请公开申请十一件（其中自然人10件、商业企业1件）。",
    "本机关新收政府信息公开申请１１件，较2024年增加3件，增长37.5%。",
    "县教育局收到群众提出的信息公开申请11份，去年为8份。",
    "去年收到申请8件，今年收到申请11件。",
    "2024年收到政府信息公开申请8件，2025年收到政府信息公开申请11件。",
    "上半年收到申请5件，下半年收到申请6件。",
    "第一季度收到申请3件，其余为第二季度以后收到。",
    "3月收到申请3件。",
    "自2008年以来累计收到政府信息公开申请560件。",
    "其中通过网络收到申请9件，信函收到申请2件。",
    "共收到申请12件（含上年结转1件）。",
    "新收和上年结转的政府信息公开申请共12件。",
    "办理政府信息公开申请12件。",
    "县统计局收到申请5件，转我局办理1件。",
    "所属学校收到申请4件。",
    "各乡镇中心校共收到申请14件。",
    "全县共收到政府信息公开申请230件，我局收到11件。",
    "共收到投诉申请30件，收到资助申请1,200件。",
    "收到入学申请3560份。",
    "答复申请10件，予以公开7件，部分公开1件，不予公开1件，无法提供1件，不予处理0件，其他处理0件。",
    "因涉及商业秘密不予公开0件，因保护第三方合法权益不予公开1件。",
    "予以公开和部分公开共8件。",
    "按时办结8件，延期办结2件。",
    "收到申请约10件。",
    "收到申请10余件。",
    "第11件申请已办结。",
    "收到申请较多的是第3件所涉事项。",
    "办结率100%，满意率98%。",
    "公开规范性文件15件，清理规范性文件30件，备案规范性文件2件。",
    "制定行政规范性文件3件，废止行政规范性文件1件，现行有效行政规范性文件20件。",
    "以县政府名义制发规范性文件2件。",
    "代县政府起草规范性文件1件。",
    "制发文件56件，转发文件120件。",
    "行政许可事项86项，行政处罚事项120项，公示行政许可信息95条。",
    "在信用平台公示行政许可决定95件。",
    "网上办理行政许可60件。",
    "作出行政许可决定120件，作出行政处罚4件，未实施行政强制。",
    "收取行政事业性收费125000元，即12.5万元。",
    "减免行政事业性收费3.2万元。",
    "行政复议案件2件、行政诉讼案件1件均由政府信息公开引起。",
    "因政府信息公开被申请行政复议2件，其中维持1件，尚未审结1件；被提起行政诉讼1件。",
    "涉及政府信息公开的行政复议和行政诉讼共3件。",
    "参与全县行政复议案件审理35件。",
    "受理教师申诉5件，办理行政复议答复6件。",
    "举办政府信息公开培训3次、参加150人次，主动公开政府信息2,345条。",
    "受理网民留言11条，答复12条。",
    "2026年计划公开12项，力争新收申请办结率100%。",
    "结转2026年继续办理2件，2024年结转1件。",
    "截至2025年12月31日，共收到政府信息公开申请11件。",
    "2025年1月1日至12月31日，本单位受理政府信息公开申请11件。",
    "未收到科研机构的申请。",
    "没有因申请公开被投诉。",
    "按要求编制2024年政府信息公开工作年度报告并公布。",
    "与2024年相比，收到申请11件，多了3件。",
    "平均每件申请用时12天，最长的1件用时20天。",
    "政府信息公开申请答复书11份。",
    "共收到申请11件，办结10件，其中自然人9件，商业企业1件。",
    "共收到申请11件（其中上年结转1件）。",
    "连同上年结转的1件，共收到申请12件。",
    "共收到申请11件，通过网站提交的有自然人6件。",
    "涉及政府信息公开类行政诉讼1件。",
    "收到申请11件，同比增长2倍；不予公开1件，同比减少3件。",
]  # fmt: skip
"""Texts that say nothing else than the table of SMALL, or of which nobody can be certain that they do."""
WRONG = [
    ("全年共收到政府信息公开申请12件。", "12件", "11"),
    ("本年度共收到政府信息公开申请 12 件。", "12", "11"),
    ("我局收到依申请公开政府信息申请12宗。", "12", "11"),
    ("全年我局共受理政府信息公开申请拾贰件。", "拾贰", "11"),
    ("2025年共收到政府信息公开申请1,011件。", "1,011", "11"),
    ("2025年度，县教育局共收到公民、法人和其他组织提交的政府信息公开申请１２件。", "１２", "11"),
    ("共收到12件政府信息公开申请。", "12件", "11"),
    ("收到12份依申请公开申请，全部办结。", "12份", "11"),
    ("在依申请公开方面，共收到申请21件。", "21", "11"),
    ("依申请公开情况。本年新收政府信息公开申请数量为13件。", "13", "11"),
    ("2025年，全年收到信息公开申请12件，比2024年增加4件。", "12", "11"),
    ("比上年增加3件，2025年全年收到信息公开申请12件。", "12", "11"),
    ("截至2025年12月31日，共收到政府信息公开申请10件。", "10", "11"),
    ("未收到政府信息公开申请。", "未收到", "11"),
    ("没有收到任何政府信息公开申请。", "没有收到", "11"),
    ("共收到申请11件，其中自然人9件，法人或其他组织1件。", "自然人9件", "10"),
    ("共收到申请11件，其中自然人10件，商业企业3件。", "商业企业3件", "1"),
    ("上年结转3件。", "3件", "1"),
    ("上年度结转政府信息公开申请三件。", "三件", "1"),
    ("2024年结转5件。", "5件", "1"),
    ("全年办结11件。", "11件", "10"),
    ("已办结申请11件。", "11件", "10"),
    ("结转下一年度继续办理1件。", "1件", "2"),
    ("结转2026年办理1件。", "1件", "2"),
    ("转入下年度办理的有1件。", "1件", "2"),
    ("无结转下年度办理的申请。", "无结转", "2"),
    ("其中，予以公开8件，部分公开1件。", "予以公开8件", "7"),
    ("其中：予以公开的有8件。", "8件", "7"),
    ("作出不予公开决定2件。", "2件", "1"),
    ("不予公开的2件。", "2件", "1"),
    ("部分公开3件、无法提供1件。", "部分公开3件", "1"),
    ("无法提供4件。", "4件", "1"),
    ("不予处理2件。", "2件", "0"),
    ("制发行政规范性文件5件。", "5件", "3"),
    ("出台规范性文件二件。", "二件", "3"),
    ("制定了2件行政规范性文件。", "2件", "3"),
    ("废止规范性文件3件。", "3件", "1"),
    ("现行有效规范性文件21件。", "21", "20"),
    ("没有制定行政规范性文件。", "没有制定", "3"),
    ("制发行政规范性文件3件，废止2件。", "废止2件", "1"),
    ("制定规范性文件3件，废止1件，现行有效21件。", "21件", "20"),
    ("作出行政许可决定120件，行政处罚5件。", "行政处罚5件", "4"),
    ("作出行政处罚决定4件，行政强制2件。", "行政强制2件", "0"),
    ("作出行政许可决定130件。", "130", "120"),
    ("全年办理行政许可102件。", "102", "120"),
    ("行政处罚决定3件。", "3件", "4"),
    ("作出行政处罚四十件。", "四十", "4"),
    ("作出行政强制决定2件。", "2件", "0"),
    ("行政事业性收费15.2万元。", "15.2", "12.5"),
    ("收取行政事业性收费共计152000元。", "152000", "12.5"),
    ("因政府信息公开引起的行政复议3件。", "3件", "2"),
    ("全年发生行政复议3件，行政诉讼1件。", "3件", "2"),
    ("政府信息公开类行政诉讼2件。", "2件", "1"),
    ("被提起行政诉讼5件。", "5件", "1"),
    ("涉及政府信息公开的行政复议和行政诉讼共5件。", "5件", "3"),
    ("未发生因政府信息公开引起的行政复议、行政诉讼。", "未发生", "3"),
    ("没有因政府信息公开被申请行政复议。", "没有", "2"),
]  # fmt: skip
"""Texts with a figure that certainly is another than the table of SMALL, the words to be quoted, the number."""


def small(root: Path, overview: str) -> Path:
    return office(root, "hand-zeros", {"content/reports/2025.yaml": SMALL.replace("OVERVIEW", overview)})


@pytest.mark.parametrize("text", RIGHT)
def test_a_text_that_agrees_or_is_not_certain_is_left_alone(tmp_path: Path, text: str) -> None:
    assert about_reports(small(tmp_path, text)) == []


@pytest.mark.parametrize(("text", "printed", "wanted"), WRONG)
def test_a_figure_that_is_another_than_the_tables_is_told(tmp_path: Path, text: str, printed: str, wanted: str) -> None:
    lines = about_reports(small(tmp_path, text))
    assert [line for line in lines if "GK769" in line and printed in line and line.endswith(f"是 {wanted}")], lines
    assert len(lines) == 1, lines


def changed(root: Path, *edits: tuple[str, str], site: str = PLAIN) -> Path:
    """The small report with some words in it replaced, each standing once."""
    text = SMALL.replace("OVERVIEW", "共收到政府信息公开申请11件。")
    for find, put_in in edits:
        assert text.count(find) == 1, find
        text = text.replace(find, put_in)
    return office(root, "hand-zeros", {"content/reports/2025.yaml": text}, site)


def test_each_fault_is_told_with_its_number(tmp_path: Path) -> None:
    faults = {
        "GK761": ("published: 2026-01-20 10:00", "published: 2026-02-01 00:00"),
        "GK762": ("published: 2026-01-20 10:00", "published: 2025-12-31 23:59"),
        "GK763": ("other: 无。\n", ""),
        "GK764": ("new: [10, 1, 0, 0, 0, 0, 11]", "new: [10, 1, 1, 0, 0, 0, 11]"),
        "GK765": ("total: [9, 1, 0, 0, 0, 0, 10]", "total: [9, 2, 0, 0, 0, 0, 11]"),
        "GK766": ("carried_over: [2, 0, 0, 0, 0, 0, 2]", "carried_over: [1, 1, 0, 0, 0, 0, 2]"),
        "GK768": ("reconsideration: [1, 0, 0, 1, 2]", "reconsideration: [1, 0, 1, 1, 2]"),
        "GK769": ("申请11件", "申请12件"),
        "GK770": ("problems: 公开", "problems: |\n  五、存在的主要问题及改进情况\n\n  公开"),
        "GK771": ("agency: 云岭县教育局", "agency: 云岭县教育办"),
        "GK774": ("disclosure: 主动公开", "disclosure: 依申请公开"),
    }
    for i, (code, edit) in enumerate(faults.items()):
        lines = about_reports(changed(tmp_path / str(i), edit))
        assert [line for line in lines if f" {code} " in line], (code, lines)
        assert {re.findall(r"GK\d{3}", line)[0] for line in lines} <= {code, "GK766", "GK751"}, (code, lines)


def test_a_report_that_begins_with_the_year_before_is_told(tmp_path: Path) -> None:
    told = about_reports(small(tmp_path / "a", "2024年，云岭县教育局认真执行条例。"))
    assert [line for line in told if "GK762 正文写的是“2024”" in line], told
    assert about_reports(small(tmp_path / "b", "2025年，云岭县教育局认真执行条例。")) == []
    assert about_reports(small(tmp_path / "c", "2019年，国务院修订条例，云南省作了部署。")) == []


def test_what_one_year_leaves_is_what_the_next_begins_with(tmp_path: Path) -> None:
    """GK767 names both places."""
    root = office(tmp_path, "ziranziyuanju")
    path = root / "content/reports/2025.yaml"
    text = path.read_text(encoding="utf-8")
    row = re.search(r"  carried_in: \[(\d+), (\d+), ", text)
    assert row
    natural, business = int(row[1]), int(row[2])
    put(path, text.replace(row[0], f"  carried_in: [{natural + 1}, {business - 1}, "))
    lines = [line for line in about_reports(root) if "GK767" in line]
    assert len(lines) == 2
    assert f"上年结转是 {natural + 1}，2024 年报告（content/reports/2024.yaml:" in lines[0]
    assert lines[0].endswith(f"的结转下年度继续办理是 {natural}")


@pytest.mark.parametrize(
    ("name", "today", "is_told"),
    [
        ("jiaoyuju", date(2027, 1, 31), False),
        ("jiaoyuju", date(2027, 2, 1), True),
        ("longquanzhen", date(2027, 2, 1), True),
        ("yunling", date(2027, 3, 31), False),
        ("yunling", date(2027, 4, 1), True),
    ],
)
def test_last_years_report_is_missed_from_its_day_on(tmp_path: Path, name: str, today: date, is_told: bool) -> None:
    lines = [line for line in about_reports(office(tmp_path, name), today) if "GK760" in line]
    assert lines == (["content/reports/2026.yaml: GK760 " + _MISSED[name]] if is_told else [])


_MISSED = {
    name: f"没有 2026 年的政府信息公开工作年度报告，应在 {day} 以前公布"
    for name, day in (("jiaoyuju", "1 月 31 日"), ("longquanzhen", "1 月 31 日"), ("yunling", "3 月 31 日"))
}


def test_a_portal_without_the_column_owes_no_report(tmp_path: Path) -> None:
    root = office(tmp_path, "yunling")
    for path in (root / "content/reports").iterdir():
        path.unlink()
    assert about_reports(root, date(2027, 6, 1)) == []


def test_a_column_of_reports_wants_the_return_of_the_website(tmp_path: Path) -> None:
    """GK773, after 31 January and where such a column is declared alone."""
    site = (
        "name: 测试门户\ncolumns:\n  - {id: nb, name: 年报, type: 信息公开年报, description: 年报, keywords: [年报]}\n"
    )
    root = office(tmp_path, "jiaoyuju", site=site)
    told = [said(problem) for problem in findings(root) if problem.code.id == "GK773"]
    assert told == ["site.yaml:3:5: GK773 “信息公开年报”类的栏目“年报”里没有 2025 年的政府网站工作年度报表"]
    assert not [problem for problem in findings(root, date(2026, 1, 31)) if problem.code.id == "GK773"]
    item = "id: a\nkind: announcement\ncolumn: nb\njurisdiction: yunling\ndisclosure: 主动公开\n"
    put(root / "content/items/a.yaml", item + "title: 云岭县教育局2025年政府网站工作年度报表\n")
    assert not [problem for problem in findings(root) if problem.code.id == "GK773"]


ITEM = """\
id: {id}
kind: document
column: zcwj
jurisdiction: yunling
title: 关于{id}的通知
issuer: {issuer}
issued: {issued}
published: {issued} 09:00
disclosure: 主动公开
status: {status}
art20: [1]
"""


def test_what_the_portal_counts_itself_is_filled_in_or_compared(tmp_path: Path) -> None:
    """GK772 where an editor says that the portal holds all documents; else nothing is compared."""
    column = "{id: zcwj, name: 政策文件, type: 政策文件, description: 文件, keywords: [文件]}"
    site = f"name: 测试门户\ncolumns:\n  - {column}\n"
    root = changed(tmp_path, ("disclosed:\n  rules", "disclosed:\n  counted: true\n  rules"), site=site)
    for id, issued, status, more in (
        ("one", "2025-03-01", "有效", ""),
        ("two", "2025-04-01", "失效", "repealed: 2025-12-01\n"),
        ("three", "2019-04-01", "失效", "repealed: 2026-02-01\n"),
        ("four", "2019-05-01", "有效", ""),
    ):
        text = ITEM.format(id=id, issuer="云岭县教育局", issued=issued, status=status) + more
        put(root / f"content/items/{id}.yaml", text)
    put(
        root / "content/items/other.yaml",
        ITEM.format(id="other", issuer="云岭县统计局", issued="2025-01-02", status="有效"),
    )
    lines = [line for line in about_reports(root) if "GK772" in line]
    assert [line.partition(" GK772 ")[2] for line in lines] == [
        "“本年制发件数”填的是 3，由本站统计的是 2",
        "“现行有效件数”填的是 20，由本站统计的是 3",
    ]
    path = root / "content/reports/2025.yaml"
    text = path.read_text(encoding="utf-8")
    put(path, text.replace("  normative: {made: 3, repealed: 1, in_force: 20}\n", ""))
    assert not [line for line in about_reports(root) if "GK763" in line or "GK772" in line]
    assert gksite("build", "--root", root, "--no-search", "--today", "2026-06-30").code == 0
    page = BeautifulSoup((root / "output/disclosure/reports/2025/index.html").read_bytes(), "lxml")
    row = next(row for row in page.select("tr") if "行政规范性文件" in row.get_text())
    assert [cell.get_text() for cell in row.select("td")] == ["2", "1", "3"]
    assert "由本站统计" in row.get_text()
    assert "由本站统计：本年度公布信息 2 条。" in page.get_text()


@pytest.mark.parametrize(
    "edit",
    [
        ("telephone: 0870-1234501", "telephone: （0870）1234501"),
        ("telephone: 0870-1234501", "telephone: 0870－1234501"),
        ("telephone: 0870-1234501", "telephone: '08701234501'"),
        ("telephone: 0870-1234501", "telephone: '1234501'"),
        ("address: 云岭县学府路12号", "address: 学府路１２号"),
        ("address: 云岭县学府路12号", "address: 云岭县学府路 12 号（邮编：657000）"),
        ("agency: 云岭县教育局", "agency: 教育局"),
        ("other: 无。", "other: 对本报告有疑问的，请联系我局（电话：0870-1234501）。"),
        ("other: 无。", "other: 监督电话：12345。"),
        ("secret: [0, 0, 0, 0, 0, 0, 0], forbidden", "secret: ——, forbidden"),
        ("coercion: 0", "coercion: 无"),
        ("fees: 12.50", "fees: '12.5'"),
    ],
)
def test_what_means_the_same_is_no_finding(tmp_path: Path, edit: tuple[str, str]) -> None:
    assert about_reports(changed(tmp_path, edit)) == []


def test_a_page_has_the_six_parts_in_order_and_every_number_under_its_heads(tmp_path: Path) -> None:
    root = office(tmp_path, "shichangju")
    path = root / "content/reports/2025.yaml"
    put(path, re.sub(r"(?m)^      query: .*\n", "", path.read_text(encoding="utf-8")))
    ran = gksite("build", "--root", root, "--today", "2026-06-30")
    assert ran.code == 0
    assert "GK763" in ran.err
    page = BeautifulSoup((root / "output/disclosure/reports/2025/index.html").read_bytes(), "lxml")
    assert tuple(heading.get_text() for heading in page.select("main h2"))[:6] == SIX
    table = page.select_one("table.requests")
    assert table is not None
    assert table.caption is not None
    assert [[cell.get_text() for cell in row.select("th")] for row in table.select("thead tr")] == [
        ["申请人情况", "自然人", "法人或其他组织", "总计"],
        ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
    ]
    rows = [row for row in table.select("tbody tr") if row.select("td")]
    assert len(rows) == 25
    assert all(row.th is not None and row.th["scope"] == "row" and len(row.select("td")) == 7 for row in rows)
    first = next(row for row in rows if "予以公开" in row.get_text())
    assert [cell.get_text() for cell in first.select("td")] == ["18", "2", "0", "0", "1", "4", "25"]
    gone = next(row for row in rows if "行政查询" in row.get_text())
    assert {cell.get_text() for cell in gone.select("td")} == {"未注明"}
    listed = BeautifulSoup((root / "output/disclosure/reports/index.html").read_bytes(), "lxml")
    assert [link.get_text() for link in listed.select("main h2 a")] == [
        "青禾市市场监督管理局2025年政府信息公开工作年度报告",
        "青禾市市场监督管理局2024年政府信息公开工作年度报告",
    ]


def test_the_data_and_the_workbook_say_what_the_page_says(tmp_path: Path) -> None:
    root = office(tmp_path / "one", "hand-blanks")
    again = office(tmp_path / "two", "hand-blanks")
    for each in (root, again):
        assert gksite("build", "--root", each, "--no-search", "--today", "2026-06-30").code == 0
    name = "output/data/reports/2025"
    assert (root / f"{name}.xlsx").read_bytes() == (again / f"{name}.xlsx").read_bytes()
    data = json.loads((root / f"{name}.json").read_text(encoding="utf-8"))
    assert data["schema"] == "gksite/report/1"
    assert data["requests"]["new"] == [2, 1, 0, 0, 0, 0, 3]
    assert data["requests"]["results"]["refused"]["secret"] == [0] * 7
    assert data["disclosed"]["licences"] == 36
    assert data["disclosed"]["fees"] == 0
    assert data["url"] == "disclosure/reports/2025/"
    book = openpyxl.load_workbook(root / f"{name}.xlsx", data_only=True)
    assert book.sheetnames == ["年报", "勾稽关系"]
    new = next(row for row in book["年报"].iter_rows(values_only=True) if str(row[0]).startswith("一、本年新收"))
    assert new[1:8] == (2, 1, "无", "无", "无", "无", 3)
    sums = list(book["勾稽关系"].iter_rows(min_row=2, values_only=True))
    assert len(sums) == 25 + 7 + 7 + 3
    assert {row[3] for row in sums} == {"是"}
    headed = {row[0] for row in book["年报"].iter_rows(values_only=True)}
    assert headed >= {PARTS["disclosed"], PARTS["requests"], PARTS["reviews"]}


def test_a_report_is_found_by_its_words_and_waits_for_its_day(tmp_path: Path) -> None:
    root = office(tmp_path, "sifaju")
    assert gksite("build", "--root", root, "--offline", "--today", "2026-03-01").code == 0
    found = (root / "output/pagefind/text.js").read_text(encoding="utf-8")
    assert "云岭县司法局2025年政府信息公开工作年度报告" in found
    assert "代理县政府出庭应诉" in found
    early = office(tmp_path / "early", "sifaju")
    path = early / "content/reports/2025.yaml"
    put(path, path.read_text(encoding="utf-8").replace("on: 2026-01-21", "on: 2026-01-10"))
    ran = gksite("build", "--root", early, "--offline", "--today", "2026-01-20")
    assert "GK331" in ran.err
    assert not (early / "output/disclosure/reports/2025").exists()
    assert "2025年政府信息公开工作年度报告" not in (early / "output/pagefind/text.js").read_text(encoding="utf-8")


def test_a_report_that_is_not_public_is_nowhere(tmp_path: Path) -> None:
    root = changed(tmp_path, ("disclosure: 主动公开", "disclosure: 不予公开"), ("公开不够主动。", "甲乙丙丁。"))
    assert gksite("build", "--root", root, "--no-search", "--today", "2026-06-30").code == 0
    assert not (root / "output/disclosure/reports").exists()
    assert not [path for path in root.glob("output/**/*.*") if "甲乙丙丁".encode() in path.read_bytes()]


def test_a_new_report_has_every_line_of_the_form_and_what_last_year_left(tmp_path: Path) -> None:
    root = office(tmp_path, "ziranziyuanju")
    ran = gksite("report", "2026", "--root", root)
    assert (ran.code, ran.out) == (0, "已新建 content/reports/2026.yaml；填好以后运行 gksite check。\n")
    text = (root / "content/reports/2026.yaml").read_text(encoding="utf-8")
    left = re.search(r"carried_over: (\[.*\])", (root / "content/reports/2025.yaml").read_text(encoding="utf-8"))
    assert left
    assert f"  carried_in: {left[1]}  # 二、上年结转政府信息公开申请数量；取自 2025 年的报告\n" in text
    assert "agency: 青禾市自然资源局\n" in text
    lines = about_reports(root, date(2027, 1, 5))
    assert {re.findall(r"GK\d{3}", line)[0] for line in lines} == {"GK763", "GK750"}
    assert len([line for line in lines if "GK763" in line]) == 3 + 10 + 24 + 3 + 1
    assert gksite("build", "--root", root, "--no-search", "--today", "2027-01-05").code == 0
    before = text
    ran = gksite("report", "2026", "--root", root)
    assert (ran.code, ran.err) == (2, "content/reports/2026.yaml 已经存在，没有覆盖\n")
    assert (root / "content/reports/2026.yaml").read_text(encoding="utf-8") == before


@pytest.mark.parametrize("year", ["26", "２０２６", "2007", "x", "2101"])
def test_a_year_that_is_none_is_refused(tmp_path: Path, year: str) -> None:
    root = office(tmp_path, "jiaoyuju")
    ran = gksite("report", year, "--root", root)
    assert (ran.code, ran.err) == (2, f"年度应写成四位数字，例如 2025，而不是“{year}”\n")


def test_a_wrong_sum_stops_a_build_and_a_missing_line_only_a_release(tmp_path: Path) -> None:
    root = changed(tmp_path, ("new: [10, 1, 0, 0, 0, 0, 11]", "new: [10, 1, 0, 0, 0, 0, 12]"))
    ran = gksite("check", "--root", root, "--today", "2026-06-30")
    assert ran.code == 1
    line = next(i for i, each in enumerate(_lines(root), 1) if each.startswith("  new:"))
    place = f"content/reports/2025.yaml:{line}:28"
    assert f"{place}: GK764 “一、本年新收政府信息公开申请数量”的总计是 12，前面各栏加起来是 11" in ran.lines
    assert gksite("build", "--root", root, "--no-search", "--today", "2026-06-30").code == 1
    put(root / "content/reports/2025.yaml", "\n".join(each for each in _lines(root) if not each.startswith("  new:")))
    checked = gksite("check", "--root", root, "--today", "2026-06-30")
    assert "GK763 发布前：没有填“一、本年新收政府信息公开申请数量”" in checked.err
    assert checked.code == 0, "a portal without an identity is a preview"
    assert gksite("build", "--root", root, "--no-search", "--today", "2026-06-30").code == 0


def test_a_page_without_one_of_the_six_headings_is_told(tmp_path: Path) -> None:
    """GK775"""
    root = office(tmp_path, "shichangju")
    settings, records = read_settings(root / "site.yaml", Problems()), read(root / "content", Problems())
    assert settings is not None
    site = link(settings.record, records, TODAY, Problems())
    tree = CheckedTree(site, {}, TODAY)
    path, whole = "disclosure/reports/2025/index.html", "".join(f"<h2>{heading}</h2>" for heading in SIX)
    assert list(check_reports(parsed(File(path, f"<main>{whole}</main>".encode())), tree)) == []
    for heading in SIX:
        page = parsed(File(path, f"<main>{whole.replace(heading, '')}</main>".encode()))
        assert [problem.text(str) for problem in check_reports(page, tree)] == [
            f"年报的页面上没有按次序出现标题“{heading}”"
        ]


SIX = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
"""The headings of the form (国办公开办函〔2021〕30号)."""


def _lines(root: Path) -> list[str]:
    return (root / "content/reports/2025.yaml").read_text(encoding="utf-8").splitlines()
