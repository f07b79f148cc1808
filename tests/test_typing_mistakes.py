"""What an office worker types wrong in YAML: told at its own line, and mended from what was typed, nothing lost.

Each row of the table is a mistake in the tiny portal, and the message's own words are what mends it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from portal import AGENCIES_PATH, NOTICE, NOTICE_PATH, Ran, build, put
from sampling import some

LEAD = "lead: [市财政局]\n        support"
TITLE = "title: 公开审计结果"


@dataclass(frozen=True)
class Mistake:
    """One mistake: what should stand there, what was typed, what is said where, and what mends it."""

    right: str
    wrong: str
    place: str
    """Line and column."""
    code: str
    words: str
    """A piece of the message."""
    typed: str = ""
    """What the message tells to replace."""
    mended: str = ""
    """What it tells to write there; empty where only the editor can know."""
    after: int = 0
    """How a build of the mended file ends: 1 where another question follows, such as an agency nobody registered."""
    is_text: bool = True
    """A text, of which no character may be lost; a number or a day keeps its meaning instead."""

    def __str__(self) -> str:
        return self.wrong.replace("\n", "↵").replace("\u3000", "□").replace("\xa0", "□").replace("\t", "→")


def colon(wrong: str, typed: str = "") -> Mistake:
    return Mistake("year: 2018", wrong, "4:1", "GK006", "冒号应是半角", typed or wrong, "year: 2018")


def indent(right: str, wrong: str, place: str, blank: str) -> Mistake:
    return Mistake(right, wrong, place, "GK006", blank)


def task_key(wrong: str, key: str) -> Mistake:
    typed = wrong.partition(":")[0]
    return Mistake(TITLE, wrong, "21:9", "GK101", f"不认识的键“{typed}”", typed, key, is_text=False)


def key(wrong: str) -> Mistake:
    return Mistake("year: 2018", f"{wrong}: 2018", "4:1", "GK101", "不认识的键", wrong, "year", is_text=False)


def dash(wrong: str) -> Mistake:
    return Mistake("- number: 3", wrong, "26:7", "GK006", "以半角的“-”开头", wrong, "- number: 3")


def names(value: str, mended: str, after: int = 0) -> Mistake:
    wrong = LEAD.replace("[市财政局]", f"[{value}]")
    return Mistake(LEAD, wrong, "17:16", "GK201", "如果是几个单位，应写成", f"[{value}]", mended, after)


def no_list(value: str, mended: str) -> Mistake:
    return Mistake(LEAD, LEAD.replace("[市财政局]", value), "17:15", "GK103", "“lead”应是列表", value, mended)


def quote(value: str, code: str = "GK006", words: str = "引号") -> Mistake:
    return Mistake(TITLE, f"title: {value}", "21:16", code, words, value, f"'{value}'")


def cut(value: str, column: int) -> Mistake:
    return Mistake(TITLE, f"title: {value}", f"21:{column}", "GK014", "会被当作注释丢掉", value, f"'{value}'")


def day(typed: str, mended: str = "2018-06-12") -> Mistake:
    wrong = f"issued: {typed}"
    return Mistake("issued: 2018-06-12", wrong, "5:9", "GK103", "不是有效日期", typed, mended, is_text=False)


def no_day(typed: str) -> Mistake:
    return Mistake("issued: 2018-06-12", f"issued: {typed}", "5:9", "GK103", "不是有效日期；要写确有的一天")


def moment(typed: str, mended: str) -> Mistake:
    wrong = f"year: 2018\npublished: {typed}"
    return Mistake(
        "year: 2018", wrong, "5:12", "GK103", "不是有效的日期和时间", typed if mended else "", mended, is_text=False
    )


def number(typed: str, mended: str = "3") -> Mistake:
    wrong = f"- number: {typed}"
    return Mistake("- number: 3", wrong, "26:17", "GK103", "“number”应是整数", typed, mended, is_text=False)


def year(typed: str, mended: str = "2018") -> Mistake:
    return Mistake("year: 2018", f"year: {typed}", "4:7", "GK103", "“year”应是整数", typed, mended, is_text=False)


def lines(typed: str, mended: str = "[3, 4]") -> Mistake:
    wrong = f"lines: {typed}"
    return Mistake("lines: [3, 4]", wrong, "29:25", "GK103", "起止两个整数", typed, mended, is_text=False)


def braces(right: str, wrong: str, place: str, typed: str, mended: str) -> Mistake:
    return Mistake(right, wrong, place, "GK006", "应是半角", typed, mended)


COLONS = [
    *(colon(wrong) for wrong in ("year：2018", "year： 2018", "year:2018", "year :2018", "year︰2018", "year﹕2018")),
    *(colon(wrong) for wrong in ("year:\u30002018", "year\u3000: 2018", "year：\u30002018", "year\xa0: 2018")),
    # What encloses or begins a list in place of square brackets and dashes.
    *(
        replace(no_list(value, "[市财政局, 市审计局]"), is_text=False)
        for value in ("{市财政局, 市审计局}", "(市财政局, 市审计局)", "（市财政局、市审计局）", "-- 市财政局、市审计局")
    ),
    Mistake(LEAD, LEAD.replace("[市财政局]", "\n          -"), "18:12", "GK103", "“lead”是空的；请填写，或删去这一行"),
    Mistake("year: 2018", "<<<<<<< HEAD\nyear: 2018", "4:1", "GK006", "这是合并冲突的标记"),
    Mistake("{lines: [3, 4]}", "{lines: [3, 4］}", "29:17", "GK006", "没有成对", "{lines: [3, 4］}", "{lines: [3, 4]}"),
    Mistake(TITLE, "title:: 公开审计结果", "21:9", "GK006", "冒号", "title:: 公开审计结果", "title: 公开审计结果"),
    Mistake(LEAD, LEAD.replace("[市财政局]", "[“市财政局”]"), "17:16", "GK201", "是否为“市财政局”"),
    Mistake(TITLE, "title：公开审计结果", "21:9", "GK006", "冒号", "title：公开审计结果", "title: 公开审计结果"),
    Mistake(TITLE, "title：*公开审计结果", "21:9", "GK006", "冒号", "title：*公开审计结果", "title: '*公开审计结果'"),
    Mistake("- number: 3", "- number：3", "26:9", "GK006", "冒号", "number：3", "number: 3"),
    Mistake("year: 2018", "年份：2018", "4:1", "GK006", "冒号", "年份：2018", "年份: 2018", after=1),
    Mistake("year: 2018", "year = 2018", "4:1", "GK006", "缺少冒号"),
    Mistake("year: 2018", "year 2018", "4:1", "GK006", "缺少冒号"),
    Mistake(
        TITLE,
        f"{TITLE}\n          remark：每年一次",
        "22:11",
        "GK006",
        "冒号",
        "  remark：每年一次",
        "remark: 每年一次",
    ),
]
"""Full-width colons, and colons without a blank behind them."""

BLANKS = [
    indent("  file: ceshi.txt", "\tfile: ceshi.txt", "8:1", "制表符（Tab）"),
    indent("  file: ceshi.txt", "  \tfile: ceshi.txt", "8:3", "制表符（Tab）"),
    indent("  file: ceshi.txt", "\u3000\u3000file: ceshi.txt", "8:1", "全角空格"),
    indent("  file: ceshi.txt", "\u3000file: ceshi.txt", "8:1", "全角空格"),
    indent("  file: ceshi.txt", "\xa0\xa0file: ceshi.txt", "8:1", "不间断空格"),
    indent(f"        {TITLE}", f"\t\t{TITLE}", "21:1", "制表符（Tab）"),
    indent(f"        {TITLE}", f"\u3000\u3000\u3000\u3000{TITLE}", "21:1", "全角空格"),
    indent(f"        {TITLE}", f"    \u3000\u3000{TITLE}", "21:5", "全角空格"),
    indent("year: 2018", "\u3000year: 2018", "4:1", "全角空格"),
    indent("year: 2018", "\xa0year: 2018", "4:1", "不间断空格"),
    indent("year: 2018", "year: 2018\n\u3000\u3000", "5:1", "这一行只有全角空格"),
    indent("year: 2018", "\t\nyear: 2018", "4:1", "这一行只有制表符（Tab）"),
    indent(f"        {TITLE}", f"         {TITLE}", "21:10", "这一行前面空 9 格，上一行空 8 格"),
    indent(f"        {TITLE}", f"       {TITLE}", "21:8", "缩进与上面的列表不齐"),
    indent("  file: ceshi.txt", " file: ceshi.txt", "9:3", "这一行前面空 2 格，上一行空 1 格"),
]
"""Tabs, full-width and no-break blanks, lines that do not stand below each other."""

KEYS = [
    *map(key, ("Year", "YEAR", "years", "yaer", "year_", "ｙｅａｒ", "年份", "年度")),
    task_key("标题: 公开审计结果", "title"),
    task_key("工作任务: 公开审计结果", "title"),
    task_key("工作要求: 公开审计结果", "requirement"),
    Mistake(LEAD, LEAD.replace("lead", "leads"), "17:9", "GK101", "“leads”", "leads", "lead", is_text=False),
    Mistake(LEAD, LEAD.replace("lead", "lead_"), "17:9", "GK101", "“lead_”", "lead_", "lead"),
    Mistake(LEAD, LEAD.replace("lead", "牵头单位"), "17:9", "GK101", "“牵头单位”", "牵头单位", "lead", is_text=False),
    Mistake("id: ceshi-2018", "ID: ceshi-2018", "1:1", "GK101", "“ID”", "ID", "id"),
    Mistake("year: 2018", "year: 2018\nindex-code: A-1", "5:1", "GK101", "“index-code”", "index-code", "index_code"),
    Mistake("year: 2018", "year: 2018\n文号: 第1号", "5:1", "GK101", "“文号”", "文号", "number", is_text=False),
    Mistake("year: 2018", "year: 2018\nyear: 2019", "5:1", "GK007", "第一次在第 4 行"),
]
"""Keys in Chinese, in another case, nearly right or twice."""

DASHES = [
    dash("-number: 3"),
    dash("－ number: 3"),
    dash("— number: 3"),
    dash("– number: 3"),
    dash("-\u3000number: 3"),
    dash("• number: 3"),
    dash("· number: 3"),
    Mistake(
        LEAD,
        "lead:\n          - 市财政局\n          -市审计局\n        support",
        *("19:11", "GK006", "以半角的“-”开头", "-市审计局", "- 市审计局"),
    ),
    Mistake(
        LEAD,
        "lead:\n          - 市财政局\n            －市审计局\n        support",
        *("19:13", "GK006", "以半角的“-”开头", "  －市审计局", "- 市审计局"),
    ),
    Mistake(
        LEAD,
        "lead:\n          -市财政局\n        support",
        *("18:11", "GK006", "以半角的“-”开头", "-市财政局", "- 市财政局"),
    ),
    Mistake(
        LEAD,
        "lead:\n        - 市财政局\n         - 市审计局\n        support",
        "19:10",
        "GK006",
        "缩进与上面的列表不齐",
    ),
]
"""Items of lists with another dash, or without a blank."""

LISTS = [
    names("市财政局、市审计局", "[市财政局, 市审计局]"),
    names("市财政局，市审计局", "[市财政局, 市审计局]"),
    names("市财政局；市审计局", "[市财政局, 市审计局]"),
    names("市财政局 市审计局", "[市财政局, 市审计局]"),
    names("市财政局\u3000市审计局", "[市财政局, 市审计局]"),
    names("市财政局/市审计局", "[市财政局, 市审计局]"),
    names("市财政局、各乡镇人民政府", "[市财政局, 各乡镇人民政府]", after=1),
    names("市财政局、各县（市、区）人民政府", "[市财政局, 各县（市、区）人民政府]", after=1),
    names("市财政局、审计机关, 市政府各部门", "[市财政局, 审计机关, 市政府各部门]"),
    no_list("市财政局", "[市财政局]"),
    no_list("'市财政局'", "[市财政局]"),
    no_list("市财政局、市审计局", "[市财政局, 市审计局]"),
    no_list("市财政局，市审计局", "[市财政局, 市审计局]"),
    no_list("市财政局, 市审计局", "[市财政局, 市审计局]"),
    no_list("【市财政局、市审计局】", "[市财政局, 市审计局]"),
    no_list("［市财政局，市审计局］", "[市财政局, 市审计局]"),
    no_list("市财政局]", "[市财政局]"),
    no_list("{name: 市财政局, as: 财政局}", "[{name: 市财政局, as: 财政局}]"),
    Mistake(LEAD, LEAD.replace("]", "］"), "17:15", "GK006", "括号应是半角", "[市财政局］", "[市财政局]"),
    Mistake(LEAD, LEAD.replace("]", ""), "17:15", "GK006", "方括号没有成对", "[市财政局", "[市财政局]"),
    Mistake(
        "year: 2018",
        "year: 2018\nkeywords: 政务公开、任务分解",
        *("5:11", "GK103", "“keywords”应是列表", "政务公开、任务分解", "[政务公开, 任务分解]"),
    ),
    Mistake(
        "year: 2018",
        "year: 2018\ncc: 市委，市人大: 各处",
        *("5:5", "GK006", "半角冒号", "市委，市人大: 各处", "'市委，市人大: 各处'"),
        after=1,
    ),
    braces(
        LEAD,
        LEAD.replace("[市财政局]", "[{name：市财政局，as：财政局}]"),
        *("17:16", "{name：市财政局，as：财政局}", "{name: 市财政局, as: 财政局}"),
    ),
    braces(
        LEAD,
        LEAD.replace("[市财政局]", "[{name: 市财政局，as: 财政局}]"),
        *("17:16", "{name: 市财政局，as: 财政局}", "{name: 市财政局, as: 财政局}"),
    ),
    braces("{lines: [3, 4]}", "{lines:[3, 4]}", "29:17", "{lines:[3, 4]}", "{lines: [3, 4]}"),
    braces("{lines: [3, 4]}", "{lines：[3, 4]}", "29:17", "{lines：[3, 4]}", "{lines: [3, 4]}"),
    braces("{lines: [3, 4]}", "｛lines: [3, 4]｝", "29:17", "｛lines: [3, 4]｝", "{lines: [3, 4]}"),
    Mistake("{lines: [3, 4]}", "lines: [3, 4]", "29:17", "GK006", "写在花括号里", "lines: [3, 4]", "{lines: [3, 4]}"),
]
"""Several agencies as one, lists without brackets, full-width brackets and commas."""

QUOTES = [
    quote("[2018]51号"),
    quote("{测试}二"),
    quote("*公开审计"),
    quote("&公开 审计"),
    quote("&a 审计"),
    quote("!重要 通知"),
    quote("! 通知"),
    quote("%5 以上"),
    quote("@市政府"),
    quote("`公开`"),
    quote("> 公开"),
    quote("| 公开"),
    quote("- 公开"),
    quote("? 公开"),
    quote('"公开"审计结果'),
    quote("公开: 审计结果", words="半角冒号"),
    quote("公开审计结果:", words="半角冒号"),
    *(quote(value, "GK103", "应是文字") for value in ("[通知]", "{测试}", "12345", "000218", "1.10", "1e3", "true")),
    *(quote(value, "GK103", "应是文字") for value in ("0x1F", "-5", ".5", "1.0", "False")),
    Mistake(TITLE, "title: 'it's 公开'", "21:16", "GK006", "同样的引号", "'it's 公开'", "'it''s 公开'"),
    Mistake(TITLE, f"{TITLE} requirement: 结果", "21:16", "GK006", "是两项时分成两行写"),
    Mistake(TITLE, f"{TITLE}\n        remark: |\n        每年一次", "23:9", "GK006", "要缩进得更多"),
    Mistake(
        "as: 审计局}",
        "as: 审计局 #1}",
        *("22:15", "GK006", "空格后面的 #", "[{name: 市审计局, as: 审计局 #1}]", "[{name: 市审计局, as: '审计局 #1'}]"),
    ),
    cut("公开 #1 号文件", 19),
    cut("公开 # 1 号文件", 19),
    cut("公开  #1 号文件", 20),
    cut("#1 号文件", 16),
    cut("C #语言", 18),
    Mistake(TITLE, f"{TITLE}\n        remark: # 待核", "22:17", "GK014", "注释", "# 待核", "'# 待核'"),
    Mistake(TITLE, f"{TITLE}\n        remark: #待核\n          二", "22:17", "GK014", "会被当作注释丢掉"),
    Mistake(
        "year: 2018",
        "year: 2018\ncc: [市委 #1, 市人大]",
        *("5:5", "GK006", "空格后面的 #", "[市委 #1, 市人大]", "['市委 #1', 市人大]"),
    ),
    Mistake("year: 2018", "year: 2018\n＃ 注", "5:1", "GK006", "注释以半角的 # 开头", "＃ 注", "# 注"),
    Mistake(TITLE, 'title: "公开审计结果', "21:16", "GK006", "引号没有成对"),
    Mistake(
        TITLE,
        "title: '公开审计结果\n        remark: '每年一次'",
        *("21:16", "GK006", "引号没有成对，到第 22 行才结束", "'公开审计结果", "'公开审计结果'"),
    ),
    Mistake(
        TITLE,
        "title: '公开审计结果\n        remark: 每年一次'",
        *("21:16", "GK006", "引号没有成对，到第 22 行才结束", "'公开审计结果", "'公开审计结果'"),
    ),
    Mistake("year: 2018", "year: 2018\nindex_code: 000218", "5:13", "GK103", "应是文字", "000218", "'000218'"),
    Mistake("year: 2018", "year: 2018\nindex_code: [2018]3", "5:13", "GK006", "引号", "[2018]3", "'[2018]3'"),
    Mistake(TITLE, "title: 公开\u2028审计结果", "21:18", "GK006", "不可见的换行符 U+2028"),
    Mistake("year: 2018", "year: 2018\n---", "5:1", "GK006", "---"),
]
"""Texts that begin with a sign of YAML's own, hold one, or look like a number."""

VALUES = [
    *map(day, ("2018年6月12日", "2018 年 6 月 12 日", "2018年6月12号", "2018/6/12", "2018.6.12", "20180612")),
    *map(day, ("2018-6-12", "２０１８-06-12", "2018—06—12", "2018-06-12。", "“2018-06-12”", "二〇一八年六月十二日")),
    *map(day, ("2018-06-12 00:00:00", "2018-06-12T00:00", "'2018-6-12'")),
    day("28/2/2018", "2018-02-28"),
    day("2/28/2018", "2018-02-28"),
    *map(no_day, ("2018-02-30", "2018-13-01", "2018年6月", "18-06-12", "02/03/2018", "43263", "today", "六月十二日")),
    moment("2018/6/13 9:00", "2018-06-13 09:00"),
    moment("2018年6月13日9时", "2018-06-13 09:00"),
    moment("2018年6月13日下午3点30分", "2018-06-13 15:30"),
    moment("2018-06-13T09:00:00", "2018-06-13 09:00"),
    moment("2018-06-13　09：00", "2018-06-13 09:00"),
    moment("2018-06-13", ""),
    moment("9:00", ""),
    *map(number, ("第3项", "3.", "3、", "三", "（3）", "（三）", "③", "３", "'3'", "No.3", "3项")),
    *(number(typed, "") for typed in ("1.0", "'1,000'", "3-4", "三a", "2.1")),
    *map(year, ("2018年", "2018年度", "二〇一八年", "二○一八", "'2018'", "２０１８")),
    *map(
        lines, ("3-4", "3～4", "3至4", "第3-4行", "[3-4]", "[3，4]", "3、4", "['3', '4']", "[第3行, 第4行]", "[三, 四]")
    ),
    lines("3", "[3, 3]"),
    lines("[3]", "[3, 3]"),
    lines("4-3", ""),
    lines("[3, 4, 5]", ""),
    *(
        Mistake("id: ceshi-2018", f"id: {typed}", "1:5", "GK103", "小写英文字母", typed, "ceshi-2018", is_text=False)
        for typed in ("Ceshi-2018", "ceshi_2018", "ceshi–2018", "ｃｅｓｈｉ-2018")
    ),
    Mistake("id: ceshi-2018", "id: 测试-2018", "1:5", "GK103", "小写英文字母"),
    Mistake(
        "file: ceshi.txt",
        "file: content/sources/ceshi.txt",
        *("8:9", "GK103", "只写文件名", "content/sources/ceshi.txt", "ceshi.txt"),
        is_text=False,
    ),
    Mistake("file: ceshi.txt", "file: “ceshi.txt”", "8:9", "GK205", "是否为", "“ceshi.txt”", "ceshi.txt"),
    Mistake("year: 2018", "year: 2018\nurl: www.ceshi.gov.cn", "5:6", "GK103", "https:// 或 http:// 开头"),
    Mistake(
        "year: 2018",
        "year: 2018\nurl: https：//www.ceshi.gov.cn/",
        *("5:6", "GK103", "https://", "https：//www.ceshi.gov.cn/", "https://www.ceshi.gov.cn/"),
    ),
    Mistake("year: 2018", "year: 2018\nstatus: 有效。", "5:9", "GK103", "只能是", "有效。", "有效"),
]
"""Days, numbers, places and other values in the form of another program, or of print."""

CHECKSUM = re.search(r"[0-9a-f]{64}", NOTICE)[0]  # type: ignore[index]
CHECKSUMS = [
    Mistake(CHECKSUM, typed, "9:11", "GK103", "64 位小写", typed, CHECKSUM, is_text=False)
    for typed in (CHECKSUM.upper(), re.sub("(..)(?!$)", r"\1 ", CHECKSUM))
]
"""As other programs print it."""

MISTAKES = [*COLONS, *BLANKS, *KEYS, *DASHES, *LISTS, *QUOTES, *VALUES, *CHECKSUMS]

RIGHT = [
    ("year: 2018", "year: 2018  # 年份"),
    ("year: 2018", "year: 2018 # 年份"),
    ("year: 2018", "# 年份\nyear: 2018\n  # 缩进的注释"),
    ("sections:", "sections:  # 各部分"),
    ("sections:", "sections: # 各部分"),
    (TITLE, f"{TITLE}  # 待核"),
    (TITLE, f"{TITLE}\n        remark:  # 待填"),
    (TITLE, "title: 公开#1号文件"),
    (TITLE, "title: 公开:审计结果"),
    (TITLE, "title: 说明：公开审计结果"),
    (TITLE, "title: “公开”审计结果"),
    (TITLE, "title: '公开 #1 号文件'"),
    (TITLE, "title: 公开审计结果   "),
    (TITLE, "title: 公开审计结果\u3000"),
    (TITLE, "title:\t公开审计结果"),
    (TITLE, "title: no"),
    (TITLE, "title: 公开\n          审计结果"),
    (
        TITLE,
        f"{TITLE}\n        requirement: |-\n          year：2018\n          -公开 #1\n          \u3000\u3000title: 甲",
    ),
    (TITLE, f"{TITLE}\n        remark: 备注\n          电话：0500\n          ——另见附件"),
    (TITLE, f"{TITLE}\n        remark: '备注\n          说明: 甲'"),
    (LEAD, LEAD.replace("[市财政局]", "[市财政局,市审计局]")),
    (LEAD, LEAD.replace("[市财政局]", "[\n          市财政局,\n          市审计局]")),
    (LEAD, LEAD.replace("[市财政局]", "[{name: 市审计局, as: 审计局}]  # 牵头")),
]
"""What is right though it looks like some of these mistakes."""


def said(ran: Ran) -> list[str]:
    return [line for line in ran.lines if re.search(r": GK\d{3} ", line)]


def suggestion(line: str) -> str:
    """What a message tells to write; empty where it tells nothing."""
    match = re.search(r"写成 (?P<whole>.+)$|是否为“(?P<near>[^”]+)”？$", line)
    return (match["whole"] or match["near"]) if match else ""


def letters(text: str) -> Counter[str]:
    """Its letters, figures and characters, in one width and case."""
    return Counter(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())


@pytest.mark.parametrize("mistake", some(MISTAKES, 3), ids=str)
def test_a_mistake_is_told_at_its_line_with_what_mends_it(mistake: Mistake, portal: Callable[..., Path]) -> None:
    root = portal({NOTICE_PATH: (mistake.right, mistake.wrong)})
    ran = build(root)
    assert ran.code == 1
    place = f"{NOTICE_PATH}:{mistake.place}: {mistake.code} "
    [line] = [line for line in said(ran) if line.startswith(place)] or [ran.err]
    assert mistake.words in line
    assert len(said(ran)) == 1, ran.err
    assert suggestion(line) == mistake.mended
    if mistake.mended:
        apply_suggestion(root, mistake, suggestion(line))
        again = build(root)
        assert not [text for text in said(again) if text.startswith(place)], again.err
        assert again.code == mistake.after, again.err


def apply_suggestion(root: Path, mistake: Mistake, mended: str) -> None:
    """Write what a message tells to write in place of what was typed at its line, and nothing else."""
    text = (root / NOTICE_PATH).read_text(encoding="utf-8")
    lines = text.split("\n")
    at = int(mistake.place.partition(":")[0]) - 1
    assert lines[at].count(mistake.typed) == 1
    if mistake.is_text:
        assert letters(mistake.typed) == letters(mended), "something would be lost, or invented"
    lines[at] = lines[at].replace(mistake.typed, mended)
    put(root / NOTICE_PATH, "\n".join(lines))


def test_items_on_lines_of_their_own_are_told_as_such(portal: Callable[..., Path]) -> None:
    root = portal({NOTICE_PATH: (LEAD, "lead:\n          - 市财政局、市审计局\n        support")})
    [line] = said(build(root))
    assert line.startswith(f"{NOTICE_PATH}:18:13: GK201 ")
    items = re.findall(r"“(- [^”]+)”", line)
    assert items == ["- 市财政局", "- 市审计局"]
    text = (root / NOTICE_PATH).read_text(encoding="utf-8")
    put(root / NOTICE_PATH, text.replace("- 市财政局、市审计局", f"\n{' ' * 10}".join(items)))
    assert build(root).code == 0


def test_every_line_of_a_list_with_the_wrong_dashes_is_told(portal: Callable[..., Path]) -> None:
    wrong = "lead:\n          －市财政局\n          －市审计局\n        support"
    ran = build(portal({NOTICE_PATH: (LEAD, wrong)}))
    assert [line.split()[0] for line in said(ran)] == [f"{NOTICE_PATH}:18:11:", f"{NOTICE_PATH}:19:11:"]


def test_a_whole_file_in_full_width_colons_is_told_line_by_line(portal: Callable[..., Path]) -> None:
    ran = build(portal({NOTICE_PATH: "id：ceshi-2018\njurisdiction：ceshi\ntitle：甲\n"}))
    assert [line.split()[0] for line in said(ran)] == [f"{NOTICE_PATH}:{n}:1:" for n in (1, 2, 3)]


def test_a_registered_name_with_a_separator_is_one_agency(portal: Callable[..., Path]) -> None:
    """市直各委、办、局 is registered as one name: it resolves, and it is not cut beside another."""
    agencies = (AGENCIES_PATH, ("kind: group}", "kind: group}\n  - {id: ge-ju, name: 市直各委、办、局, kind: group}"))
    one = LEAD.replace("市财政局", "市直各委、办、局")
    assert build(portal(dict([agencies, (NOTICE_PATH, (LEAD, one))]), "one")).code == 0
    two = LEAD.replace("市财政局", "市直各委、办、局、市财政局")
    [line] = said(build(portal(dict([agencies, (NOTICE_PATH, (LEAD, two))]), "two")))
    assert suggestion(line) == "[市直各委、办、局, 市财政局]"


def test_an_agency_is_never_said_to_be_a_part_of_what_was_typed(portal: Callable[..., Path]) -> None:
    ran = build(portal({NOTICE_PATH: (LEAD, LEAD.replace("市财政局", "市财政局国库科"))}))
    assert [line.rpartition(" ")[2] for line in said(ran)] == ["中"]


def test_a_text_too_long_to_show_is_not_told_in_part(portal: Callable[..., Path]) -> None:
    ran = build(portal({NOTICE_PATH: (TITLE, f"title: 公开: {'长' * 500}")}))
    [line] = said(ran)
    assert "长" not in line
    assert suggestion(line) == ""


@pytest.mark.parametrize(("right", "wrong"), RIGHT)
def test_what_is_right_is_no_mistake(right: str, wrong: str, portal: Callable[..., Path]) -> None:
    ran = build(portal({NOTICE_PATH: (right, wrong)}))
    assert (ran.code, ran.err) == (0, "")


def test_a_span_in_round_brackets_is_not_mended_to_its_first_number(portal: Callable[..., Path]) -> None:
    """Between braces its second number is a key of its own, which the hint would lose."""
    ran = build(portal({NOTICE_PATH: ("{lines: [3, 4]}", "{lines: (3, 4)}")}))
    assert f"{NOTICE_PATH}:29:25: GK103 “lines”应是方括号里的起止两个整数，用半角逗号隔开\n" in ran.err
