"""Writes the yardstick of annual reports: `python tests/make_reports.py`.

Made-up offices with two years each, right in every sum and in every figure of their text, and errors planted in them
one at a time, each labelled with the line where it has to be told and the words that have to be said. It shares no
code with the package; the reports and the labels are in tests/reports/, and five more right reports by hand.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent / "reports"
YEARS = (2024, 2025)
COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
RESULTS: dict[str, tuple[str, ...]] = {
    "disclosed": (),
    "partly": (),
    "refused": ("secret", "forbidden", "safety", "third_party", "internal", "process", "enforcement", "query"),
    "unavailable": ("not_held", "to_be_made", "unclear"),
    "not_processed": ("petition", "repeated", "publication", "excessive", "reissue"),
    "other": ("overdue", "unpaid", "other"),
}
LABELS = {
    "new": "本年新收",
    "carried_in": "上年结转",
    "carried_over": "结转下年度",
    "disclosed": "予以公开",
    "partly": "部分公开",
    "secret": "国家秘密",
    "forbidden": "法律",
    "safety": "三安全",
    "third_party": "第三方",
    "internal": "内部事务",
    "process": "过程性",
    "enforcement": "执法案卷",
    "query": "行政查询",
    "not_held": "不掌握",
    "to_be_made": "另行制作",
    "unclear": "不明确",
    "petition": "信访",
    "repeated": "重复申请",
    "publication": "公开出版物",
    "excessive": "大量反复",
    "reissue": "重新出具",
    "overdue": "逾期不补正",
    "unpaid": "收费通知",
    "total": "总计",
}
REVIEWS = {"reconsideration": "行政复议", "direct_suit": "未经复议", "suit_after": "复议后"}
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
CHINESE = "零一二三四五六七八九"


@dataclass(frozen=True)
class Office:
    """Who reports: what it calls itself, which rank it has, how many applications it gets, how it writes figures."""

    id: str
    name: str
    own: str
    level: str
    most: int
    style: str
    telephone: str
    address: str
    deals: tuple[int, int, int, str]
    """Licences, penalties, measures of force, fees in 万元."""
    noise: tuple[str, ...] = ()


OFFICES = (
    Office(
        "yunling", "云岭县人民政府", "县政府", "county", 60, "plain", "0870-1234567", "云岭县文昌路1号",
        (5210, 380, 12, "812.35"),
        ("全年召开新闻发布会3场，通过县政府门户网站主动公开信息2345条，政务新媒体发布信息1560条。",
         "清理行政规范性文件30件，其中继续有效20件、修改4件、废止6件的意见已上报。"),
    ),
    Office(
        "jiaoyuju", "云岭县教育局", "我局", "department", 8, "chinese", "0870-1234501", "云岭县学府路12号",
        (36, 0, 0, "0"),
        ("其中通过网络提交的申请3件、信函2件，其余当面提交。", "举办培训2次，参加人员120人次。"),
    ),
    Office(
        "gonganju", "云岭县公安局", "我局", "department", 30, "commas", "0870-1234502", "云岭县平安路8号",
        (12480, 3655, 1204, "1260.5"),
        ("办理行政许可事项86项，公示行政处罚信息3,655条。", "全年接处警12,345起。"),
    ),
    Office(
        "qinghe", "青禾市人民政府", "市政府", "county", 4000, "commas", "0871-7654321", "青禾市人民大道100号",
        (125600, 45210, 3306, "98765.43"),
        ("较上年增加1,025件，同比增长38.6%。", "市政府常务会议听取政务公开工作汇报2次。"),
    ),
    Office(
        "ziranziyuanju", "青禾市自然资源局", "本机关", "department", 300, "full", "0871-7654301", "青禾市国土路5号",
        (890, 45, 2, "3200"),
        ("上半年收到申请较多，主要涉及征地批复。", "2023年收到申请201件，申请量逐年变化。"),
    ),
    Office(
        "longquanzhen", "云岭县龙泉镇人民政府", "我镇", "department", 3, "words", "0870-1234510",
        "云岭县龙泉镇龙泉街2号",
        (15, 1, 0, "0"),
        ("各村（社区）公开栏更新560次。", "下一年，我镇将新增公开栏3处。"),
    ),
    Office(
        "sifaju", "云岭县司法局", "我局", "department", 12, "plain", "0870-1234503", "云岭县法治路3号",
        (4, 0, 0, "0"),
        ("县政府行政复议机构全年共办理行政复议案件35件，代理县政府出庭应诉行政诉讼案件18件。",
         "审查以县政府名义制发的规范性文件9件。"),
    ),
    Office(
        "shichangju", "青禾市市场监督管理局", "我局", "department", 120, "reversed", "0871-7654302", "青禾市质量街9号",
        (23870, 1902, 86, "15.6"),
        ("公开“双随机”抽查结果4520条、行政处罚决定书1800份。", "办理消费投诉举报6,210件，办结率100%。"),
    ),
    Office(
        "tongjiju", "云岭县统计局", "我局", "department", 0, "none", "0870-1234504", "云岭县政府大院3号楼",
        (0, 0, 0, "0"),
        ("发布统计信息48条。", "与上年相比没有变化。"),
    ),
    Office(
        "zhujianju", "青禾市住房和城乡建设局", "我局", "department", 90, "parts", "0871-7654303", "青禾市建设路18号",
        (1560, 212, 31, "450.75"),
        ("答复前均经法制机构审核。", "全年受理物业投诉800余件。"),
    ),
)  # fmt: skip


@dataclass
class Report:
    """One report: the texts as written, the table as numbers by dotted key."""

    office: Office
    year: int
    published: str
    rows: dict[str, list[int]] = field(default_factory=dict)
    normative: tuple[int, int, int] = (0, 0, 0)
    reviews: dict[str, list[int]] = field(default_factory=dict)
    overview: str = ""

    @property
    def path(self) -> str:
        return f"{self.office.id}/{self.year}.yaml"


def chinese(number: int) -> str:
    """A number up to 9999 as it is read aloud."""
    if number < 10:
        return CHINESE[number]
    text, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += (CHINESE[0] if zero and text else "") + CHINESE[digit] + name
            zero = False
        else:
            zero = bool(text)
    return text.removeprefix("一") if text.startswith("一十") else text


def written(number: int, style: str) -> str:
    """A number as an office of that style writes it."""
    match style:
        case "commas":
            return f"{number:,}"
        case "full":
            return str(number).translate({ord(str(i)): chr(0xFF10 + i) for i in range(10)})
        case "chinese" | "words":
            return chinese(number)
        case "parts":
            return f" {number} "
    return str(number)


def summed(rows: list[list[int]]) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)] if rows else [0] * 7


def spread(count: int, dice: random.Random) -> list[int]:
    """So many applications by who made them, and their sum."""
    row = [0] * 6
    for _ in range(count):
        row[dice.choices(range(6), weights=(60, 18, 2, 3, 8, 9))[0]] += 1
    return [*row, count]


def table(office: Office, carried_in: list[int], dice: random.Random) -> dict[str, list[int]]:
    """A right table: what came in is dealt out among the results, some is left for the next year."""
    new = spread(dice.randint(office.most * 2 // 3, office.most), dice)
    rows = {"new": new, "carried_in": carried_in}
    keys = [f"results.{a}" if not bs else f"results.{a}.{b}" for a, bs in RESULTS.items() for b in bs or ("",)]
    found = {key: [0] * 7 for key in keys}
    weights = [30, 12, *(1, 1, 1, 4, 5, 5, 3, 3), *(18, 5, 2), *(4, 2, 1, 1, 1), *(2, 1, 3)]
    over = [0] * 7
    for column in range(6):
        for _ in range(new[column] + carried_in[column]):
            left = office.most > 4 and dice.random() < 0.08
            row = over if left else found[dice.choices(keys, weights=weights)[0]]
            row[column] += 1
            row[6] += 1
    rows |= found
    rows["results.total"] = summed(list(found.values()))
    rows["carried_over"] = over
    return rows


def group(report: Report, name: str) -> int:
    """The 总计 of one kind of result."""
    return sum(row[6] for key, row in report.rows.items() if key.split(".")[1:2] == [name])


def reviews(office: Office, dice: random.Random) -> dict[str, list[int]]:
    rows = {}
    for key, share in (("reconsideration", 12), ("direct_suit", 25), ("suit_after", 40)):
        row = [dice.randint(0, max(1, office.most // share)) if office.most > 9 else 0 for _ in range(4)]
        rows[key] = [*row, sum(row)]
    return rows


def overview(report: Report) -> str:
    """一、总体情况, each office in its own words; every figure is the table's."""
    office, year, rows = report.office, report.year, report.rows
    own = office.own

    def n(number: int) -> str:
        return written(number, office.style)

    new, came, done, over = (rows[k][6] for k in ("new", "carried_in", "results.total", "carried_over"))
    disclosed, partly = rows["results.disclosed"][6], rows["results.partly"][6]
    refused, unavailable = group(report, "refused"), group(report, "unavailable")
    dropped, other = group(report, "not_processed"), group(report, "other")
    made, repealed, in_force = report.normative
    licences, penalties, force, fees = office.deals
    review = report.reviews["reconsideration"][4]
    suits = report.reviews["direct_suit"][4] + report.reviews["suit_after"][4]
    match office.style:
        case "plain":
            lines = [
                (
                    f"{year}年，{own}制发行政规范性文件{n(made)}件，废止规范性文件{n(repealed)}件，"
                    f"现行有效行政规范性文件{n(in_force)}件。"
                ),
                (
                    f"全年共收到政府信息公开申请{n(new)}件，上年结转{n(came)}件，办结{n(done)}件，"
                    f"其中予以公开{n(disclosed)}件、部分公开{n(partly)}件、不予公开{n(refused)}件、无法提供{n(unavailable)}件、"
                    f"不予处理{n(dropped)}件、其他处理{n(other)}件，结转下年度继续办理{n(over)}件。"
                ),
                f"因政府信息公开引起的行政复议{n(review)}件、行政诉讼{n(suits)}件。",
            ]
        case "chinese":
            lines = [
                f"{year}年度，{own}共收到政府信息公开申请{n(new)}件，办结{n(done)}件，不予公开{n(refused)}件。",
                f"作出行政许可决定{n(licences)}件。政府信息公开行政复议{n(review)}件。",
            ]
        case "commas":
            lines = [
                (
                    f"（一）主动公开。作出行政许可决定{n(licences)}件，行政处罚决定{n(penalties)}件，实施行政强制{n(force)}件，"
                    f"收取行政事业性收费{fees}万元。"
                ),
                (
                    f"（二）依申请公开。{year}年新收政府信息公开申请{n(new)}件，结转下年度{n(over)}件。"
                    f"全年被申请行政复议{n(review)}件，被提起行政诉讼{n(suits)}件。"
                ),
            ]
        case "full":
            lines = [
                (
                    f"{own}受理依申请公开{n(new)}件，加上上年结转的{n(came)}件，共办理{n(new + came)}件。"
                    f"已办结{n(done)}件，结转下一年度{n(over)}件。"
                ),
                f"作出予以公开答复{n(disclosed)}件，部分公开{n(partly)}件，不予公开{n(refused)}件。",
            ]
        case "words":
            lines = [
                f"本年度共收到依申请公开申请{n(new)}件，均已按期答复，无结转下年度办理的申请。",
                "全年未发生因政府信息公开引发的行政复议、行政诉讼。",
            ]
        case "reversed":
            lines = [
                (
                    f"{own}共收到{n(new)}件政府信息公开申请，其中自然人{n(rows['new'][0])}件，"
                    f"法人或其他组织{n(sum(rows['new'][1:6]))}件。上年度结转{n(came)}件，转入下年度办理{n(over)}件。"
                ),
                f"全年作出行政处罚{n(penalties)}件，作出行政许可决定{n(licences)}件，作出行政强制决定{n(force)}件。",
            ]
        case "none":
            lines = [
                f"{year}年，{own}未收到政府信息公开申请，未发生政府信息公开行政复议和行政诉讼。",
                "未制发行政规范性文件。",
            ]
        case _:
            lines = [
                f"新收政府信息公开申请：{n(new)}件；上年结转：{n(came)}件；结转下年度继续办理：{n(over)}件。",
                (
                    f"从办理结果看，予以公开的{n(disclosed)}件，部分公开的{n(partly)}件，不予公开的{n(refused)}件，"
                    f"无法提供的{n(unavailable)}件。新制定行政规范性文件{n(made)}件，全年废止行政规范性文件{n(repealed)}件。"
                ),
            ]
    return "\n\n".join([*lines, *office.noise])


def reports() -> Iterator[Report]:
    """All reports: 2024 of every office, then 2025 with what was left."""
    for seed, office in enumerate(OFFICES):
        dice = random.Random(1900 + seed)
        left = spread(office.most // 12, dice)
        kept = dice.randint(2, 30) if office.most else 0
        for year in YEARS:
            month = "03-24" if office.level == "county" else "01-21"
            report = Report(office, year, f"{year + 1}-{month} 09:30")
            report.rows = table(office, left, dice)
            left = report.rows["carried_over"]
            made = dice.randint(0, 3) if office.most else 0
            kept += made
            report.normative = (made, min(1, kept - made), kept - min(1, kept - made))
            kept = report.normative[2]
            report.reviews = reviews(office, dice)
            report.overview = overview(report)
            yield report


def text(report: Report) -> str:
    """The file in content/reports/."""
    office, rows = report.office, report.rows
    lines = [
        f"year: {report.year}",
        f"jurisdiction: {'yunling' if '云岭' in office.name else 'qinghe'}",
        f"agency: {office.name}",
        f"level: {office.level}",
        "disclosure: 主动公开",
        f"published: {report.published}",
        "cleared: {by: 李四, on: " + report.published[:10] + ", result: 可以公开}",
        f"telephone: {office.telephone}",
        f"address: {office.address}",
        "overview: |",
        *(f"  {line}" if line else "" for line in report.overview.split("\n")),
        "disclosed:",
        "  rules: {made: 0, repealed: 0, in_force: 0}",
        "  normative: {{made: {}, repealed: {}, in_force: {}}}".format(*report.normative),
        *(
            f"  {key}: {value}"
            for key, value in zip(("licences", "penalties", "coercion", "fees"), office.deals, strict=True)
        ),
        "requests:",
        f"  new: {rows['new']}",
        f"  carried_in: {rows['carried_in']}",
        "  results:",
    ]
    for name, below in RESULTS.items():
        if not below:
            lines.append(f"    {name}: {rows[f'results.{name}']}")
            continue
        lines.append(f"    {name}:")
        lines += [f"      {key}: {rows[f'results.{name}.{key}']}" for key in below]
    lines += [f"    total: {rows['results.total']}", f"  carried_over: {rows['carried_over']}", "reviews:"]
    lines += [f"  {key}: {row}" for key, row in report.reviews.items()]
    problems = f"{office.own}的政府信息公开工作还存在更新不够及时的问题。\n\n"
    problems += f"下一步，将加强培训，力争{report.year + 1}年全面改进。"
    lines += ["problems: |", *(f"  {line}" if line else "" for line in problems.split("\n"))]
    lines += ["other: |", "  按照规定，本年度没有收取政府信息公开信息处理费。", ""]
    return "\n".join(lines)


def registries() -> dict[str, str]:
    """The registry of each place."""
    found = {}
    for id, place in (("yunling", "云岭县"), ("qinghe", "青禾市")):
        lines = [f"jurisdiction: {id}", f"name: {place}", "agencies:"]
        for office in OFFICES:
            if office.name.startswith(place):
                short = office.name.removeprefix(place) if office.level == "department" else office.name
                contact = f"{{address: {office.address}, telephone: {office.telephone}}}"
                lines.append(
                    f"  - {{id: {office.id}, name: {short}, full_name: {office.name}, aliases: [{place}{short[:2]}办],"
                    f" contact: {contact}}}"
                )
        found[id] = "\n".join(lines) + "\n"
    return found


@dataclass(frozen=True)
class Plant:
    """One error: what is changed in which report, the line on which it has to be told, and the words to be said."""

    kind: str
    report: Report
    find: str
    put: str
    key: str
    """How the line begins that has to be named, in the changed text."""
    says: tuple[str, ...]
    line_in: int | None = None
    """The year of the report in which it is told, where that is another."""


Planter = Callable[[dict[str, Report], random.Random], Iterator[Plant]]


def row_line(key: str, row: list[int], indent: str = "") -> str:
    """The line of a row as the file has it."""
    return f"{indent}{key.rsplit('.', 1)[-1]}: {row}"


def indent_of(key: str) -> str:
    return "  " * (key.count(".") + 1)


def changed(row: list[int], at: int, by: int) -> list[int]:
    return [value + by * (i == at) for i, value in enumerate(row)]


def row_plant(kind: str, report: Report, key: str, at: int, by: int, told: str, says: tuple[str, ...]) -> Plant:
    """A number of section 3 that is another."""
    row, indent = report.rows[key], indent_of(key)
    find = section_of(report, key, row_line(key, row, indent))
    put = find.replace(row_line(key, row, indent), row_line(key, changed(row, at, by), indent))
    return Plant(kind, report, find, put, told, says)


def section_of(report: Report, key: str, line: str) -> str:
    """A piece of the file that stands there once and ends with the line: from the head of its part on."""
    whole = text(report)
    if whole.count(line + "\n") == 1:
        return line + "\n"
    before = whole[: whole.index("requests:")].count("\n")
    lines = whole.split("\n")
    head = indent_of(key)[2:] + key.split(".")[-2] + ":" if key.count(".") > 1 else "  results:"
    start = next(i for i, each in enumerate(lines) if i >= before and each == head)
    end = next(i for i in range(start, len(lines)) if lines[i] == line)
    return "\n".join(lines[start : end + 1]) + "\n"


def row_sums(made: dict[str, Report], dice: random.Random) -> Iterator[Plant]:
    """总计 of a row is not the sum of its six columns: of every kind of row."""
    keys = [
        "new",
        "carried_in",
        *(k for k in made["qinghe/2025.yaml"].rows if k.startswith("results.")),
        "carried_over",
    ]
    offices = ["qinghe", "ziranziyuanju", "shichangju"]
    for i, key in enumerate(keys):
        report = made[f"{offices[i % 3]}/{YEARS[i % 2]}.yaml"]
        by = dice.choice((1, 2, 10))
        right = report.rows[key][6]
        short = key.rsplit(".", 1)[-1]
        yield row_plant(
            "行合计：" + short, report, key, 6, by, f"{indent_of(key)}{short}:", (str(right), str(right + by))
        )


def cells(made: dict[str, Report], dice: random.Random) -> Iterator[Plant]:
    """One number inside a row, of every column: told at the row's own sum."""
    for column, name in enumerate(COLUMNS[:6]):
        report = made["qinghe/2024.yaml" if column % 2 else "shichangju/2025.yaml"]
        key = dice.choice(["results.disclosed", "results.unavailable.not_held", "results.partly"])
        right = report.rows[key][6]
        told = f"{indent_of(key)}{key.rsplit('.', 1)[-1]}:"
        yield row_plant(f"行内的数：{name}", report, key, column, 3, told, (str(right + 3), str(right)))


def column_sums(made: dict[str, Report], dice: random.Random) -> Iterator[Plant]:
    """（七）总计 is not the sum of its column, in each of the seven."""
    for column, name in enumerate(COLUMNS):
        report = made[f"{OFFICES[(3, 4, 7, 9)[column % 4]].id}/{YEARS[column % 2]}.yaml"]
        right = report.rows["results.total"][column]
        says = (name, str(right), str(right + 2))
        yield row_plant(f"（七）总计的一列：{name}", report, "results.total", column, 2, "    total:", says)


def balances(made: dict[str, Report], dice: random.Random) -> Iterator[Plant]:
    """一 + 二 is not 三（七） + 四 of a column, where all other sums are right."""
    for column, name in enumerate(COLUMNS[:6]):
        report = made[f"{OFFICES[(3, 4, 7, 9)[column % 4]].id}/{YEARS[(column + 1) % 2]}.yaml"]
        row = report.rows["carried_over"]
        put = changed(changed(row, column, 4), 6, 4)
        find = row_line("carried_over", row, "  ") + "\n"
        yield Plant(
            f"一加二不等于三（七）加四：{name}", report, find, row_line("carried_over", put, "  ") + "\n",
            "  carried_over:", (name, str(row[column]), str(row[column] + 4)),
        )  # fmt: skip


def years(made: dict[str, Report], dice: random.Random) -> Iterator[Plant]:
    """上年结转 is not what the year before has left."""
    for column, office in (
        (0, "qinghe"),
        (1, "qinghe"),
        (0, "ziranziyuanju"),
        (6, "zhujianju"),
        (0, "jiaoyuju"),
        (0, "sifaju"),
    ):
        report = made[f"{office}/2025.yaml"]
        row = report.rows["carried_in"]
        put = changed(row, column, 1) if column == 6 else changed(changed(row, column, 1), 6, 1)
        find = row_line("carried_in", row, "  ") + "\n"
        yield Plant(
            f"与上年的结转不同：{COLUMNS[column]}", report, find, row_line("carried_in", put, "  ") + "\n",
            "  carried_in:", ("2024", str(row[column]), str(row[column] + 1)),
        )  # fmt: skip


def review_totals(made: dict[str, Report], dice: random.Random) -> Iterator[Plant]:
    """总计 of 复议 and of both kinds of 诉讼."""
    for i, key in enumerate([*REVIEWS, *REVIEWS]):
        report = made[f"{('qinghe', 'ziranziyuanju')[i // 3]}/{YEARS[i % 2]}.yaml"]
        row = report.reviews[key]
        find = row_line(key, row, "  ") + "\n"
        put = row_line(key, changed(row, 4, 1), "  ") + "\n"
        yield Plant(
            f"复议诉讼合计：{key}", report, find, put, f"  {key}:", (REVIEWS[key], str(row[4]), str(row[4] + 1))
        )


def figures(made: dict[str, Report], dice: random.Random) -> Iterator[Plant]:
    """A figure of the text that is another than the table's."""
    wanted = [
        # (office, year, words before, words behind, kind)
        ("yunling", 2024, "共收到政府信息公开申请", "件", "新收"),
        ("yunling", 2025, "上年结转", "件", "上年结转"),
        ("yunling", 2024, "，办结", "件", "办结"),
        ("yunling", 2025, "予以公开", "件", "予以公开"),
        ("yunling", 2024, "部分公开", "件", "部分公开"),
        ("yunling", 2025, "不予公开", "件", "不予公开"),
        ("yunling", 2024, "无法提供", "件", "无法提供"),
        ("yunling", 2025, "不予处理", "件", "不予处理"),
        ("yunling", 2025, "结转下年度继续办理", "件", "结转下年度"),
        ("yunling", 2024, "引起的行政复议", "件", "行政复议"),
        ("yunling", 2025, "行政诉讼", "件。", "行政诉讼"),
        ("yunling", 2024, "制发行政规范性文件", "件", "规范性文件"),
        ("yunling", 2025, "废止规范性文件", "件", "规范性文件"),
        ("yunling", 2024, "现行有效行政规范性文件", "件", "规范性文件"),
        ("sifaju", 2025, "共收到政府信息公开申请", "件", "新收"),
        ("sifaju", 2024, "引起的行政复议", "件", "行政复议"),
        ("jiaoyuju", 2024, "共收到政府信息公开申请", "件", "新收（中文数字）"),
        ("jiaoyuju", 2025, "办结", "件", "办结（中文数字）"),
        ("jiaoyuju", 2025, "作出行政许可决定", "件", "许可（中文数字）"),
        ("gonganju", 2024, "作出行政许可决定", "件", "许可（千分位）"),
        ("gonganju", 2025, "行政处罚决定", "件", "处罚（千分位）"),
        ("gonganju", 2024, "实施行政强制", "件", "强制"),
        ("gonganju", 2025, "新收政府信息公开申请", "件", "新收"),
        ("qinghe", 2024, "新收政府信息公开申请", "件", "新收（千分位）"),
        ("qinghe", 2025, "结转下年度", "件", "结转下年度"),
        ("qinghe", 2024, "被提起行政诉讼", "件", "行政诉讼"),
        ("ziranziyuanju", 2024, "受理依申请公开", "件", "新收（全角数字）"),
        ("ziranziyuanju", 2025, "已办结", "件", "办结（全角数字）"),
        ("ziranziyuanju", 2025, "作出予以公开答复", "件", "予以公开（全角数字）"),
        ("shichangju", 2024, "共收到", "件政府信息公开申请", "新收（倒装）"),
        ("shichangju", 2025, "作出行政处罚", "件", "处罚"),
        ("shichangju", 2025, "其中自然人", "件", "自然人"),
        ("shichangju", 2024, "转入下年度办理", "件", "结转下年度"),
        ("zhujianju", 2025, "予以公开的", "件", "予以公开"),
        ("zhujianju", 2024, "新收政府信息公开申请：", "件", "新收"),
        ("longquanzhen", 2025, "共收到依申请公开申请", "件", "新收（中文数字）"),
    ]  # fmt: skip
    for office, year, before, behind, kind in wanted:
        report = made[f"{office}/{year}.yaml"]
        style = report.office.style
        at = report.overview.index(before) + len(before)
        end = report.overview.index(behind, at)
        stands = report.overview[at:end]
        right = read_back(stands, style)
        other = written(right + dice.choice((1, 3, 20)), style)
        line = next(line for line in report.overview.split("\n") if before + stands + behind in line)
        put = line.replace(before + stands + behind, before + other + behind, 1)
        yield Plant(f"正文与表不同：{kind}", report, line, put, "  " + put[:6], (str(right), other.strip()))


def read_back(stands: str, style: str) -> int:
    """The number that was written in a style."""
    for number in range(200_000):
        if written(number, style) == stands:
            return number
        if number > 9998 and style in ("chinese", "words"):
            break
    raise ValueError(stands)


def money(made: dict[str, Report], dice: random.Random) -> Iterator[Plant]:
    for office, year, put in (("gonganju", 2025, "1620.5"), ("qinghe", 2024, "98765.34")):
        report = made[f"{office}/{year}.yaml"]
        fees = report.office.deals[3]
        old = f"收取行政事业性收费{fees}万元"
        line = next(line for line in report.overview.split("\n") if old in line)
        new = line.replace(old, f"收取行政事业性收费{put}万元")
        yield Plant("正文与表不同：收费", report, line, new, "  " + line[:6], (fees, put))


def shapes(made: dict[str, Report], dice: random.Random) -> Iterator[Plant]:
    """Numbers that no count can be, rows that are gone or too short."""
    report = made["zhujianju/2025.yaml"]
    row = report.rows["results.partly"]
    line = row_line("partly", row, "    ") + "\n"
    yield Plant("负数", report, line, line.replace(f"[{row[0]},", f"[-{row[0] or 1},"), "    partly:", ("partly",))
    yield Plant("小数", report, line, line.replace(f"[{row[0]},", f"[{row[0]}.5,"), "    partly:", ("partly",))
    short = row_line("partly", row[:6], "    ") + "\n"
    yield Plant("少一个数", report, line, short, "    partly:", ("partly", "7", "6"))
    thousands = line.replace(f", {row[6]}]", ", 1,024]")
    yield Plant("半角逗号的千分位", report, line, thousands, "    partly:", ("partly", "7", "8"))
    yield Plant("不是数", report, line, line.replace(f"[{row[0]},", "[约3,"), "    partly:", ("partly",))
    yield Plant("收费是负数", report, "  fees: 450.75\n", "  fees: -450.75\n", "  fees:", ("fees",))
    yield Plant("许可不是整数", report, "  licences: 1560\n", "  licences: 1560.5\n", "  licences:", ("licences",))
    query = made["qinghe/2024.yaml"]
    gone = row_line("query", query.rows["results.refused.query"], "      ") + "\n"
    yield Plant("少一行：行政查询", query, gone, "", "    refused:", ("行政查询",))
    suit = made["shichangju/2024.yaml"]
    gone = row_line("suit_after", suit.reviews["suit_after"], "  ") + "\n"
    yield Plant("少一行：复议后起诉", suit, gone, "", "reviews:", ("复议后起诉",))
    yield Plant("少一行：行政强制", suit, "  coercion: 86\n", "", "disclosed:", ("行政强制",))
    gone = "  normative: {{made: {}, repealed: {}, in_force: {}}}\n".format(*suit.normative)
    yield Plant("少一行：规范性文件", suit, gone, "", "disclosed:", ("行政规范性文件",))


def headings(made: dict[str, Report], dice: random.Random) -> Iterator[Plant]:
    """One of the six parts is absent, or its heading stands inside another."""
    report = made["jiaoyuju/2025.yaml"]
    gone = "other: |\n  按照规定，本年度没有收取政府信息公开信息处理费。\n"
    yield Plant("少一部分：六", report, gone, "", "year:", ("其他需要报告的事项",))
    whole = text(report)
    gone = whole[whole.index("problems: |") : whole.index("other: |")]
    yield Plant("少一部分：五", report, gone, "", "year:", ("存在的主要问题及改进情况",))
    gone = whole[whole.index("reviews:") : whole.index("problems: |")]
    yield Plant("少一部分：四", report, gone, "", "year:", ("行政复议",))
    put = "problems: |\n  六、其他需要报告的事项\n\n  没有。\n"
    yield Plant("标题写在别的部分里", report, "problems: |\n", put, "  六、", ("其他需要报告的事项",))
    police = made["gonganju/2025.yaml"]
    yield Plant(
        "小标题的次序不对", police, "（二）依申请公开。", "（三）依申请公开。", "  （三）", ("（三）", "（二）")
    )


def dates(made: dict[str, Report], dice: random.Random) -> Iterator[Plant]:
    """Published too late or too early; another year."""
    town, county = made["longquanzhen/2025.yaml"], made["yunling/2025.yaml"]
    old = "published: 2026-01-21 09:30"
    yield Plant("公布太晚（1月31日）", town, old, "published: 2026-02-01 08:00", "published:", ("1 月 31 日",))
    bureau = made["tongjiju/2024.yaml"]
    old = "published: 2025-01-21 09:30"
    yield Plant("公布太晚（1月31日）", bureau, old, "published: 2025-03-30 08:00", "published:", ("1 月 31 日",))
    old = "published: 2026-03-24 09:30"
    yield Plant("公布太晚（3月31日）", county, old, "published: 2026-04-01 00:00", "published:", ("3 月 31 日",))
    yield Plant("公布在年度结束以前", county, old, "published: 2025-03-24 09:30", "published:", ("2025",))
    yield Plant("年度与文件名不同", county, "year: 2025\n", "year: 2023\n", "year:", ("2023", "2025"))
    begins = "  2025年，县政府制发"
    span = "  本报告所列数据的统计期限为2024年1月1日至2024年12月31日。\n\n"
    yield Plant("统计期限是别的年度", county, begins, span + begins, "  本报告", ("2024", "2025"))
    named = "  现公布2024年度政府信息公开工作年度报告。\n\n"
    yield Plant("正文写的是别的年度", county, begins, named + begins, "  现公布", ("2024", "2025"))


def registered(made: dict[str, Report], dice: random.Random) -> Iterator[Plant]:
    """Agency, telephone and address other than the registry has them."""
    for office, digit in (("shichangju", "0871-7654320"), ("jiaoyuju", "0870-1234510")):
        report = made[f"{office}/2025.yaml"]
        old = report.office.telephone
        yield Plant("电话与登记的不同", report, f"telephone: {old}", f"telephone: {digit}", "telephone:", (old, digit))
    report = made["sifaju/2025.yaml"]
    old, new = report.office.address, "云岭县法治路30号"
    yield Plant("地址与登记的不同", report, f"address: {old}", f"address: {new}", "address:", (old, new))
    yield Plant("不是登记的单位", report, "agency: 云岭县司法局", "agency: 云岭县司法句", "agency:", ("云岭县司法句",))
    end = "other: |\n"
    put = end + "  如对本报告有疑问，请与我局办公室联系（电话：0870-1234500）。\n\n"
    yield Plant("正文里的电话与登记的不同", report, end, put, "  如对", ("0870-1234500", report.office.telephone))


PLANTERS: tuple[Planter, ...] = (
    row_sums, cells, column_sums, balances, years, review_totals, figures, money, shapes, headings, dates, registered,
)  # fmt: skip


def planted() -> Iterator[Plant]:
    made = {report.path: report for report in reports()}
    dice = random.Random(77)
    for planter in PLANTERS:
        yield from planter(made, dice)


def line_of(plant: Plant) -> int:
    """The line in the changed file that has to be named."""
    whole = text(plant.report)
    assert whole.count(plant.find) == 1, (plant.kind, plant.find, whole.count(plant.find))
    start = whole.index(plant.find)
    lines = whole.replace(plant.find, plant.put).split("\n")
    first = whole.count("\n", 0, start)
    held = [i for i, line in enumerate(lines, 1) if line.startswith(plant.key)]
    behind = [i for i in held if first < i <= first + plant.put.count("\n") + 1]
    return (behind or held)[-1]


def escaped(words: str) -> str:
    return words.replace("\n", "\\n")


def main() -> None:
    """Write everything."""
    for report in reports():
        path = HERE / report.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(report), encoding="utf-8")
    for id, registry in registries().items():
        (HERE / f"{id}.yaml").write_text(registry, encoding="utf-8")
    rows = ["kind\treport\tline\tsays\tfind\tput"]
    for plant in planted():
        cells = (plant.kind, plant.report.path, str(line_of(plant)), "|".join(plant.says), plant.find, plant.put)
        rows.append("\t".join(map(escaped, cells)))
    (HERE / "planted.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
