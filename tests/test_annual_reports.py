"""Annual reports: right ones give no finding, every planted error is told at its line, pages show what is written."""

import csv
import re
from datetime import date, datetime, time
from pathlib import Path

import make_reports
import pytest
from portal import put

from gksite.documents.config import read_settings
from gksite.inspection.inspect import inspect
from gksite.inspection.inspected import Inspected
from gksite.link import link
from gksite.problems.problem import Problem, Problems
from gksite.read import read

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


def office(root: Path, name: str, changes: dict[str, str] | None = None, site: str = "name: 测试门户\n") -> Path:
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


@pytest.mark.parametrize("row", PLANTED, ids=lambda row: f"{row['report']} {row['kind']}")
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
