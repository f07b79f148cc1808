"""What editors, disks and visitors of a keyboard can do wrong: each told in one line, nothing of output/ touched."""

import hashlib
import json
import os
import re
import shutil
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from portal import (
    AGENCIES,
    AGENCIES_PATH,
    NOTICE,
    NOTICE_PATH,
    REPOSITORY,
    SOURCE,
    TODAY,
    Change,
    Ran,
    build,
    gksite,
    put,
    tree,
    waive,
    write_portal,
)
from sampling import some

from gksite import cli
from gksite.cli import explain  # its import defines every code
from gksite.codes import all_codes
from gksite.documents.shapes import UNKNOWN_KEY

OTHER_NOTICE = NOTICE.replace("id: ceshi-2018", "id: other-2019")
NO_TIME = "日期写法同成文日期，后面空一格，写两位的时、冒号、两位的分"
NO_DAY = "；要写确有的一天，四位的年、两位的月、两位的日，中间用 - 连接"
ONE_SECTION = "sections: [{title: 一, tasks: [{number: 1, title: 公开}]}]\n"


@dataclass(frozen=True)
class Case:
    """A portal made wrong in one way, and every line that must be said."""

    name: str
    changes: dict[str, Change]
    lines: list[str] = field(default_factory=list)
    """Regular expressions, one per problem, in order."""
    code: int = 1
    arrange: Callable[[Path], object] = lambda root: None
    """What files alone cannot say: links, pipes, big files."""
    search: bool = False
    """With the search, which most faults have nothing to do with."""


def exactly(text: str) -> str:
    return re.escape(text)


def notice(old: str, new: str) -> dict[str, Change]:
    return {NOTICE_PATH: (old, new)}


def agencies(old: str, new: str) -> dict[str, Change]:
    return {AGENCIES_PATH: (old, new)}


TOPICS_PATH = "content/topics.yaml"
SYNONYMS_PATH = "content/synonyms.yaml"
TOPICS = """\
topics:
  - id: money
    title: 财政
    topics: [{id: budget, title: 预决算}]
"""


def topics(text: str) -> dict[str, Change]:
    return {TOPICS_PATH: text}


def said(place: str, code: str, message: str, folder: str = NOTICE_PATH) -> list[str]:
    """One problem's line; the place is `line:column` in the notice unless another file is named."""
    return [exactly(f"{folder}{':' if place else ''}{place}: {code} {message}")]


def big(root: Path) -> None:
    with (root / NOTICE_PATH).open("r+b") as stream:
        stream.truncate(50 * 1024 * 1024)


def link(name: str, target: str) -> Callable[[Path], object]:
    def make(root: Path) -> None:
        (root / name).unlink(missing_ok=True)
        (root / name).symlink_to(target)

    return make


def pipe(name: str) -> Callable[[Path], object]:
    def make(root: Path) -> None:
        (root / name).unlink()
        os.mkfifo(root / name)

    return make


def door(name: str) -> Callable[[Path], object]:
    def make(root: Path) -> None:
        (root / name).unlink()
        here = Path.cwd()
        os.chdir((root / name).parent)  # the name of a socket is short by nature
        with socket.socket(socket.AF_UNIX) as stream:
            stream.bind(Path(name).name)
        os.chdir(here)

    return make


def theme(name: str, text: str | bytes) -> Callable[[Path], object]:
    """One file of the portal's own in the place of ours."""
    return lambda root: put(root / "templates" / name, text)


LAUGHS = "\n".join(
    [
        "a: &a [哈, 哈, 哈]",
        *(f"{x}: &{x} [{', '.join([f'*{y}'] * 9)}]" for y, x in zip("abcdefgh", "bcdefghi", strict=True)),
    ]
)
BLOCKS = "id: ceshi-2018\nsections:\n" + "".join(
    "  " * i + f"- title: 第{i}层\n" + "  " * i + "  sections:\n" for i in range(1, 61)
)

FILES_AND_YAML = [
    Case(
        "a tab where YAML wants spaces",
        notice("      - number: 3", "\t  - number: 3"),
        [rf"{NOTICE_PATH}:26:1: GK006 YAML 写法有误：这里有制表符（Tab）.*缩进只能用空格.*"],
    ),
    Case(
        "a full-width colon",
        notice("year: 2018", "year：2018"),
        [rf"{NOTICE_PATH}:\d+:\d+: GK006 YAML 写法有误：缺少冒号；冒号应是半角.*"],
    ),
    Case(
        "a quote that is never closed",
        notice("title: 公开审计结果", 'title: "公开审计结果'),
        said("21:16", "GK006", "YAML 写法有误：引号没有成对，一直到文件结尾都没有结束"),
    ),
    Case(
        "a colon inside a text",
        notice("preamble: 现将", "preamble: 说明: 现将"),
        [rf"{NOTICE_PATH}:10:\d+: GK006 YAML 写法有误：这里不应有冒号.*"],
    ),
    Case(
        "two documents in one file",
        {NOTICE_PATH: NOTICE + "---\n" + NOTICE},
        [rf"{NOTICE_PATH}:\d+:1: GK006 YAML 写法有误：一个文件里只能有一份内容.*"],
    ),
    Case(
        "a number sign that cuts a text",
        notice("title: 公开审计结果", "title: 公开 #1 号文件"),
        said(
            "21:19",
            "GK014",
            "从“#1 号文件”起会被当作注释丢掉；是注释时，# 前面空两格、后面空一格；是文字时写成 '公开 #1 号文件'",
        ),
    ),
    Case(
        "a tag that its text does not fit", notice("year: 2018", "year: !!int 年"), [r".*: GK006 .*", r".*: GK010 .*"]
    ),
    Case(
        "a key written twice",
        notice("year: 2018", "year: 2018\nyear: 2019"),
        said("5:1", "GK007", "“year”写了两次，第一次在第 4 行"),
    ),
    Case(
        "a key written twice in a task",
        notice("        title: 公开审计结果", "        title: 公开审计结果\n        title: 公开"),
        said("22:9", "GK007", "“title”写了两次，第一次在第 21 行"),
    ),
    Case(
        "a file in GBK",
        {NOTICE_PATH: NOTICE.encode("gbk")},
        said("3", "GK004", "文件不是 UTF-8 编码，看来是 GBK（“ANSI”）"),
    ),
    Case(
        "a file in UTF-16",
        {NOTICE_PATH: NOTICE.encode("utf-16")},
        said("1", "GK004", "文件不是 UTF-8 编码，而是 UTF-16（“Unicode”）"),
    ),
    Case(
        "a site.yaml in GBK",
        {"site.yaml": "# 注\nname: 测试\n".encode("gbk")},
        said("2", "GK004", "文件不是 UTF-8 编码，看来是 GBK（“ANSI”）", "site.yaml"),
    ),
    Case("an empty file", {NOTICE_PATH: ""}, said("", "GK005", "文件是空的")),
    Case("a file of blanks", {NOTICE_PATH: " \n\n"}, said("", "GK005", "文件是空的")),
    Case("a file of comments", {NOTICE_PATH: "# 以后再写\n"}, said("", "GK005", "文件是空的")),
    Case("an empty registry", {AGENCIES_PATH: ""}, said("", "GK005", "文件是空的", AGENCIES_PATH)),
    *(
        Case(f"nothing but {text!r} in {path}", {path: text}, said("", "GK005", "文件是空的", path))
        for text in ("---\n", "~\n", "null\n", "--- # 以后再写\n")
        for path in (NOTICE_PATH, AGENCIES_PATH, "site.yaml")
    ),
    Case(
        "line ends of old Macs",
        {NOTICE_PATH: NOTICE.replace("\n", "\r")},
        said("1:15", "GK006", "YAML 写法有误：换行用的是旧式的 CR；请在编辑器里把换行改成 LF（或 CRLF），另存后再试"),
    ),
    Case("an empty site.yaml", {"site.yaml": ""}, said("", "GK005", "文件是空的", "site.yaml")),
    Case("a file of 50 MB", {}, said("", "GK003", "文件有 50.0 MB，超过 5 MB 的上限"), arrange=big),
    Case("a hundred thousand brackets", {NOTICE_PATH: "[" * 100_000}, said("1:41", "GK008", "嵌套超过 40 层")),
    Case("a hundred thousand braces", {NOTICE_PATH: "{a: " * 100_000}, said("1:161", "GK008", "嵌套超过 40 层")),
    Case("a hundred thousand dashes", {NOTICE_PATH: "- " * 100_000}, said("1:81", "GK008", "嵌套超过 40 层")),
    Case("sixty levels of sections", {NOTICE_PATH: BLOCKS}, [rf"{NOTICE_PATH}:\d+:\d+: GK008 嵌套超过 40 层"]),
    Case(
        "anchors that would explode",
        {NOTICE_PATH: LAUGHS},
        [rf"{NOTICE_PATH}:1:4: GK009 不支持 YAML 的锚点引用（& 和 \*）", *([rf"{NOTICE_PATH}:\d:\d+: GK009 .*"] * 7)],
    ),
    Case(
        "an anchor inside itself",
        {NOTICE_PATH: "id: &me [*me]\n"},
        said("1:5", "GK009", "不支持 YAML 的锚点引用（& 和 *）"),
    ),
    Case(
        "a merge key",
        {NOTICE_PATH: "source: &s {file: a.txt}\nmore:\n  <<: *s\n"},
        [rf"{NOTICE_PATH}:1:9: GK009 .*"],
    ),
    Case(
        "a tag that builds Python",
        notice("year: 2018", 'year: !!python/object/apply:os.system ["true"]'),
        [rf"{NOTICE_PATH}:4:7: GK010 不支持 YAML 标签“!!python/object/apply:os\.system”"],
    ),
    Case("a tag of one's own", notice("year: 2018", "year: !年 2018"), [rf"{NOTICE_PATH}:4:\d+: GK0(06|10) .*标签.*"]),
    Case("a key that is a list", {NOTICE_PATH: "[a, b]: 1\n"}, said("1:1", "GK011", "此处的键不是文字")),
    Case(
        "a control character",
        notice("公开审计结果", "公开\x07审计结果"),
        [rf"{NOTICE_PATH}:21:\d+: GK006 YAML 写法有误：含有不可见的控制字符，请删除"],
    ),
    Case(
        "a control character behind an escape",
        notice("title: 公开审计结果", r'title: "公开\a审计结果"'),
        said("21:16", "GK103", "“title”含有看不见的字符 U+0007"),
    ),
    Case(
        "a direction override",
        notice("公开审计结果", "公开\u202e审计结果"),
        said("21:16", "GK103", "“title”含有看不见的字符 U+202E"),
    ),
    Case(
        "a pipe in place of a file",
        {},
        said("", "GK001", "无法读取此文件：不是普通文件"),
        arrange=pipe(NOTICE_PATH),
    ),
    Case(
        "a socket in place of a file",
        {},
        [rf"{NOTICE_PATH}: GK001 无法读取此文件：.+"],
        arrange=door(NOTICE_PATH),
    ),
    Case(
        "a link to itself",
        {},
        said("", "GK001", "无法读取此文件：链接指向自己，形成循环"),
        arrange=link(NOTICE_PATH, "ceshi-2018.yaml"),
    ),
    Case(
        "a link to nothing",
        {},
        said("", "GK001", "无法读取此文件：文件不存在"),
        arrange=link(NOTICE_PATH, "nowhere.yaml"),
    ),
    Case(
        "a folder that links to itself",
        {},
        [r"content/pages: GK001 无法读取此文件：链接指向自己，形成循环"],
        arrange=link("content/pages", "pages"),
    ),
    Case(
        "a link out of content",
        {"secret.yaml": NOTICE},
        said("", "GK002", "此路径指向允许的文件夹之外，不予读取"),
        arrange=link(NOTICE_PATH, "../../secret.yaml"),
    ),
    Case(
        "a source that links to another file of the machine",
        {},
        said("", "GK002", "此路径指向允许的文件夹之外，不予读取", "content/sources/ceshi.txt"),
        arrange=link("content/sources/ceshi.txt", "/etc/passwd"),
    ),
    Case(
        "a page that links to a file beside content",
        {},
        said("", "GK002", "此路径指向允许的文件夹之外，不予读取", "content/pages/about.md"),
        arrange=lambda root: (
            (root / "content/pages").mkdir(),
            (root / "content/pages/about.md").symlink_to("/etc/hosts"),
        ),
    ),
]

SHAPES = [
    Case(
        "an unknown key",
        notice("year: 2018", "yaer: 2018\nyear: 2018"),
        said("4:1", "GK101", "不认识的键“yaer”；是否为“year”？"),
    ),
    Case(
        "an unknown key deep inside",
        notice("        requirement: 及时", "        requirment: 及时"),
        said("27:9", "GK101", "不认识的键“requirment”；是否为“requirement”？"),
    ),
    Case(
        "an unknown key in an agency's entry",
        notice("as: 审计局", "nmae: 审计局"),
        said("22:29", "GK101", "不认识的键“nmae”；是否为“name”？"),
    ),
    Case(
        "a key like no other",
        notice("year: 2018", "year: 2018\nbgcolor: red"),
        said("5:1", "GK101", "不认识的键“bgcolor”"),
    ),
    Case(
        "an unknown setting",
        {"site.yaml": "name: 测试\nbase_paht: /a/\n"},
        said("2:1", "GK101", "不认识的键“base_paht”；是否为“base_path”？", "site.yaml"),
    ),
    Case("no disclosure", notice("disclosure: 主动公开\n", ""), said("1:1", "GK102", "缺少必填项“disclosure”")),
    Case(
        "no number on a task",
        notice("      - number: 3\n        ", "      - "),
        said("26:9", "GK102", "缺少必填项“number”"),
    ),
    Case("no name of the site", {"site.yaml": "lang: zh\n"}, said("1:1", "GK102", "缺少必填项“name”", "site.yaml")),
    *(
        Case(
            f"the date {text}",
            notice("issued: 2018-06-12", f"issued: {text}"),
            said("5:9", "GK103", f"“issued”“{text}”不是有效日期{hint}"),
        )
        for text, hint in (
            *((text, NO_DAY) for text in ("2018-02-30", "2018-13-01", "today")),
            ("2018-6-1", "，应写成 2018-06-01"),
            ("2018年6月12日", "，应写成 2018-06-12"),
            ("20180612", "，应写成 2018-06-12"),
        )
    ),
    Case(
        "a time without a day",
        notice("year: 2018", "year: 2018\npublished: 09:00"),
        said("5:12", "GK103", f"“published”“09:00”不是有效的日期和时间；{NO_TIME}"),
    ),
    Case("a number in words", notice("number: 3", "number: 三"), said("26:17", "GK103", "“number”应是整数；应写成 3")),
    Case("a number of zero", notice("number: 3", "number: 0"), said("26:17", "GK103", "“number”超出范围")),
    Case(
        "a number beyond all numbers",
        notice("number: 3", f"number: {'9' * 5000}"),
        [rf"{NOTICE_PATH}:26:17: GK103 “number”.+"],
    ),
    Case(
        "an agency's name in place of a list",
        notice("lead: [市财政局]\n        support", "lead: 市财政局\n        support"),
        said("17:15", "GK103", "“lead”应是列表：每项另起一行，以“- ”开头，或写在方括号里；应写成 [市财政局]"),
    ),
    Case(
        "a key without its value",
        notice("title: 测试市2018年政务公开工作任务分解表", "title:"),
        said("3:7", "GK103", "“title”是空的；请填写，或删去这一行"),
    ),
    Case("a blank title", notice("title: 公开审计结果", "title: ' '"), said("21:16", "GK103", "“title”不能为空")),
    Case(
        "a task that says nothing",
        notice("        requirement: 及时回应关切。\n", ""),
        said("26:9", "GK103", "“tasks”的 title 和 requirement 至少写一项"),
    ),
    Case(
        "inherited without an agency",
        notice("        title: 公开审计结果", "        title: 公开审计结果\n        inherited: [support]"),
        said("20:9", "GK103", "“tasks”写了 support 是合并单元格，但这项任务没有 support"),
    ),
    Case(
        "no year at all",
        notice("year: 2018\nissued: 2018-06-12\n", ""),
        [rf"{NOTICE_PATH}:1:1: GK103 .*必须写年份（year）"],
    ),
    Case(
        "a status nobody knows",
        notice("year: 2018", "year: 2018\nstatus: 作废"),
        said("5:9", "GK103", "“status”只能是 有效, 已修改, 失效, 废止"),
    ),
    Case(
        "no sections",
        {NOTICE_PATH: NOTICE.partition("sections:")[0] + "sections: []\n"},
        [rf"{NOTICE_PATH}:11:11: GK103 “sections”.+"],
    ),
    Case("a list in place of a notice", {NOTICE_PATH: "- 一\n- 二\n"}, [rf"{NOTICE_PATH}:1:1: GK103 .+"]),
    Case("a word in place of a notice", {NOTICE_PATH: "通知\n"}, [rf"{NOTICE_PATH}:1:1: GK103 .+"]),
    Case(
        "lines in the wrong order",
        notice("lines: [3, 4]", "lines: [4, 3]"),
        said("29:25", "GK103", "“lines”起始数不能大于结束数"),
    ),
    Case(
        "three numbers for lines",
        notice("lines: [3, 4]", "lines: [3, 4, 5]"),
        [rf"{NOTICE_PATH}:29:\d+: GK103 “lines”.+"],
    ),
    Case(
        "two kinds of place at once",
        notice("{lines: [3, 4]}", "{lines: [3, 4], table: 1}"),
        said("29:17", "GK103", "“source”出处应写 lines，或 table 和 rows，或 pages 和 rows，或 paragraphs"),
    ),
    Case(
        "two dots in a source's name",
        notice("file: ceshi.txt", "file: ../notices/ceshi-2018.yaml"),
        said("8:9", "GK103", "“file”只写文件名，不写路径"),
    ),
    Case(
        "an absolute source",
        notice("file: ceshi.txt", "file: /etc/passwd"),
        said("8:9", "GK103", "“file”只写文件名，不写路径"),
    ),
    Case(
        "a source called ..", notice("file: ceshi.txt", "file: .."), said("8:9", "GK103", "“file”只写文件名，不写路径")
    ),
    Case(
        "a checksum cut short",
        notice("sha256: ", "sha256: 'x' # "),
        said("9:11", "GK103", "“sha256”应是 64 位小写的 SHA-256 校验值"),
    ),
    Case(
        "a web address that runs a script",
        notice("year: 2018", "year: 2018\nurl: javascript:alert(1)"),
        [rf"{NOTICE_PATH}:5:6: GK103 “url”网址应以 https:// 或 http:// 开头.*"],
    ),
    Case(
        "a base path without slashes",
        {"site.yaml": "name: 测试\nbase_path: zwgk\n"},
        said("2:12", "GK103", "“base_path”应以 / 开头并以 / 结尾，例如 /zwgk/", "site.yaml"),
    ),
    Case(
        "an id that differs from the file's name",
        notice("id: ceshi-2018", "id: ceshi-2019"),
        said("1:5", "GK104", "id 是“ceshi-2019”，与文件名“ceshi-2018”不同"),
    ),
    Case(
        "a registry that differs from its file's name",
        {"content/agencies/ceshi2.yaml": "jurisdiction: ceshi3\nname: 测试三市\n"},
        said("1:15", "GK104", "jurisdiction 是“ceshi3”，与文件名“ceshi2”不同", "content/agencies/ceshi2.yaml"),
    ),
    Case(
        "an id in Chinese",
        notice("id: ceshi-2018", "id: 测试-2018"),
        said("1:5", "GK103", "“id”只能用小写英文字母、数字和单个连字符"),
    ),
    Case(
        "a file's name in Chinese",
        {"content/notices/测试.yaml": OTHER_NOTICE},
        said("", "GK105", "文件名“测试”不能作网址", "content/notices/测试.yaml"),
    ),
    Case(
        "a wrong suffix",
        {"content/notices/ceshi-2019.yml": OTHER_NOTICE},
        said("", "GK109", "扩展名应是 .yaml", "content/notices/ceshi-2019.yml"),
    ),
    Case(
        "a direction override in a page",
        {"content/pages/about.md": "# 关于\n\n正文\u202e文正\n"},
        [r"content/pages/about\.md:3(:\d+)?: GK108 含有看不见的字符 U\+202E"],
    ),
    Case(
        "a page without a heading",
        {"content/pages/about.md": "关于本站\n"},
        said("1", "GK107", "页面没有标题", "content/pages/about.md"),
    ),
    Case(
        "a page that is empty",
        {"content/pages/about.md": ""},
        said("1", "GK107", "页面没有标题", "content/pages/about.md"),
    ),
]

REFERENCES = [
    Case(
        "an unknown agency",
        notice("lead: [市财政局]\n        support", "lead: [市财政句]\n        support"),
        said("17:16", "GK201", "单位“市财政句”不在 content/agencies/ceshi.yaml 中；是否为“市财政局”“测试市财政局”？"),
    ),
    Case(
        "an unknown agency with the words printed",
        notice("{name: 市审计局, as: 审计局}", "{name: 市审计句, as: 审计句}"),
        said("22:16", "GK201", "单位“市审计句”不在 content/agencies/ceshi.yaml 中；是否为“市审计局”？"),
    ),
    Case(
        "an agency like no other",
        notice("[市审计局, 市政府各部门]", "[市审计局, 海关]"),
        said("18:25", "GK201", "单位“海关”不在 content/agencies/ceshi.yaml 中"),
    ),
    Case(
        "an unknown member of a group",
        agencies("kind: group}", "kind: group, members: [市财政居]}"),
        said(
            "6:57",
            "GK201",
            "单位“市财政居”不在 content/agencies/ceshi.yaml 中；是否为“市财政局”“测试市财政局”？",
            AGENCIES_PATH,
        ),
    ),
    Case(
        "an unknown successor",
        agencies("aliases: [审计机关]", "succeeded_by: 监察局"),
        [rf"{AGENCIES_PATH}:5:\d+: GK201 单位“监察局”不在 content/agencies/ceshi\.yaml 中"],
    ),
    Case(
        "an agency twice in a role",
        notice("[市审计局, 市政府各部门]", "[市审计局, 市政府各部门, 审计机关]"),
        said("18:33", "GK213", f"单位“审计机关”在 support 里已经列过（{NOTICE_PATH}:18:19）"),
    ),
    Case(
        "a group of one word",
        {SYNONYMS_PATH: "synonyms:\n  - [社保, 社会保险]\n  - [低保]\n"},
        said("3:5", "GK240", "这一组同义词只有 1 个词", SYNONYMS_PATH),
    ),
    Case(
        "a word in two groups",
        {SYNONYMS_PATH: "synonyms:\n  - [社保, 社会保险]\n  - [养老, 社保]\n"},
        said("3:10", "GK241", "同义词“社保”已经写过（content/synonyms.yaml:2:6）", SYNONYMS_PATH),
    ),
    Case(
        "no word, but a sentence or somebody's number",
        {SYNONYMS_PATH: "synonyms:\n  - [社保, 怎么办 社保, '13800001234', '12345']\n"},
        [
            *said("2:10", "GK242", "同义词“怎么办 社保”不是一个词", SYNONYMS_PATH),
            *said("2:18", "GK242", "同义词“13800001234”不是一个词", SYNONYMS_PATH),
        ],
    ),
    Case(
        "an unknown topic",
        {
            **topics(TOPICS),
            **notice(
                "        lead: [市财政局]\n        support",
                "        lead: [市财政局]\n        topics: [budgte]\n        support",
            ),
        },
        said("18:18", "GK250", "没有编号为“budgte”的主题；是否为“budget”？"),
    ),
    Case(
        "two topics of one id",
        topics(TOPICS + "  - {id: budget, title: 预算}\n"),
        said("5:10", "GK251", "主题的编号“budget”已经用过（content/topics.yaml:4:19）", TOPICS_PATH),
    ),
    Case(
        "topics inside each other without end",
        topics(
            "topics: [{id: a, title: 甲, topics: [{id: b, title: 乙, "
            "topics: [{id: c, title: 丙, "
            "topics: [{id: d, title: 丁}]}]}]}]\n"
        ),
        said("1:96", "GK252", "主题“丁”在第 4 级，主题最多 3 级", TOPICS_PATH),
    ),
    Case(
        "a topic beside one that it holds",
        {
            **topics(TOPICS),
            **notice(
                "        lead: [市财政局]\n        support",
                "        lead: [市财政局]\n        topics: [money, budget, budget]\n        support",
            ),
        },
        [
            *said("18:18", "GK253", "提醒：任务的主题“money”是多余的：同时写了它的下级“budget”"),
            *said("18:33", "GK253", "提醒：任务的主题“budget”是多余的：前面已经写过"),
        ],
        code=0,
    ),
    Case(
        "topics of tasks without any topics",
        notice(
            "        lead: [市财政局]\n        support",
            "        lead: [市财政局]\n        topics: [budget]\n        support",
        ),
        said("18:17", "GK254", "这份通知有 1 项任务写了主题（topics），而 content/topics.yaml 里没有主题"),
    ),
    Case(
        "a date for an agency",
        agencies("[审计机关]", "[审计机关, 6月底前]"),
        said("5:48", "GK214", "“6月底前”不像单位的名称：其中有时间“6月”", AGENCIES_PATH),
    ),
    Case(
        "an agency that covers others and is no group",
        agencies("aliases: [审计机关]", "covers: [towns]"),
        said("5:32", "GK215", "“市审计局”不是统称（kind: group），不能写 covers", AGENCIES_PATH),
    ),
    Case(
        "an unknown jurisdiction",
        notice("jurisdiction: ceshi", "jurisdiction: cesih"),
        said("2:15", "GK202", "没有地区“cesih”的登记表 content/agencies/cesih.yaml；是否为“ceshi”？"),
    ),
    Case(
        "an unknown parent",
        agencies("name: 测试市\n", "name: 测试市\nparent: fujian\n"),
        said("3:9", "GK202", "没有地区“fujian”的登记表 content/agencies/fujian.yaml", AGENCIES_PATH),
    ),
    Case(
        "two notices with one id",
        {"content/notices/other.yaml": NOTICE},
        [
            exactly("content/notices/other.yaml:1:5: GK104 id 是“ceshi-2018”，与文件名“other”不同"),
        ],
    ),
    Case(
        "two agencies with one id",
        agencies("{id: shenjiju,", "{id: caizhengju,"),
        said("5:10", "GK203", f"编号“caizhengju”已在 {AGENCIES_PATH}:4:10 使用", AGENCIES_PATH),
    ),
    Case(
        "two agencies with one name",
        agencies("aliases: [审计机关]", "aliases: [市财政局]"),
        said("5:5", "GK204", "“市财政局”已是单位“市财政局”的名称或别名", AGENCIES_PATH),
    ),
    Case(
        "no source file",
        {"content/sources/ceshi.txt": None, "content/sources/ceshi2.txt": SOURCE},
        said("8:9", "GK205", "content/sources/ 中没有来源文件 ceshi.txt；是否为“ceshi2.txt”？"),
    ),
    Case(
        "a source that was edited",
        {"content/sources/ceshi.txt": SOURCE + "\n"},
        [rf"{NOTICE_PATH}:9:11: GK206 来源文件 ceshi\.txt 的 SHA-256 与此处记录的不同，.+；现在是 [0-9a-f]{{64}}"],
    ),
    Case(
        "a number used twice",
        notice("number: 3", "number: 1"),
        said("26:17", "GK207", "任务序号 1 在这份通知里已经用过"),
    ),
    Case(
        "lines beyond the source",
        notice("lines: [3, 4]", "lines: [3, 5]"),
        said("29:25", "GK208", "出处写到第 5 行，但来源文件只有 4 行"),
    ),
    Case(
        "a successor nobody knows",
        notice("year: 2018", "year: 2018\nsuperseded_by: ceshi-2019"),
        said("5:16", "GK209", "没有编号为“ceshi-2019”的通知；是否为“ceshi-2018”？"),
    ),
    Case(
        "a notice that replaces itself",
        notice("year: 2018", "year: 2018\nsuperseded_by: ceshi-2018"),
        said("5:16", "GK210", "superseded_by绕了一圈：ceshi-2018 → ceshi-2018"),
    ),
    Case(
        "two notices that replace each other",
        {
            NOTICE_PATH: ("year: 2018", "year: 2018\nsuperseded_by: other-2019"),
            "content/notices/other-2019.yaml": OTHER_NOTICE.replace(
                "year: 2018", "year: 2018\nsuperseded_by: ceshi-2018"
            ),
        },
        [
            exactly(f"{NOTICE_PATH}:5:16: GK210 superseded_by绕了一圈：ceshi-2018 → other-2019 → ceshi-2018"),
            exactly(
                "content/notices/other-2019.yaml:5:16: "
                "GK210 superseded_by绕了一圈：other-2019 → ceshi-2018 → other-2019"
            ),
        ],
    ),
    Case(
        "a group that is its own member",
        agencies("kind: group}", "kind: group, members: [市政府各部门]}"),
        said("6:56", "GK210", "members绕了一圈：市政府各部门 → 市政府各部门", AGENCIES_PATH),
    ),
    Case(
        "an agency that succeeds itself",
        agencies("aliases: [审计机关]", "succeeded_by: 市审计局"),
        [rf"{AGENCIES_PATH}:5:\d+: GK257 “市审计局”的承接单位就是它自己"],
    ),
    Case(
        "two agencies that succeed each other",
        {
            AGENCIES_PATH: AGENCIES.replace(
                "aliases: [审计机关]", "succeeded_by: {name: 市财政局, on: 2018-12}"
            ).replace("full_name: 测试市财政局", "succeeded_by: 市审计局")
        },
        [
            rf"{AGENCIES_PATH}:4:\d+: GK210 succeeded_by绕了一圈：市财政局 → 市审计局 → 市财政局",
            rf"{AGENCIES_PATH}:5:\d+: GK210 succeeded_by绕了一圈：市审计局 → 市财政局 → 市审计局",
        ],
    ),
    Case(
        "an agency that is succeeded on a day to come",
        agencies("aliases: [审计机关]", "succeeded_by: {name: 市财政局, on: 2030-01-01, kind: 更名}"),
        [rf"{AGENCIES_PATH}:5:\d+: GK255 “市审计局”的承接写在 2030-01-01，晚于今天"],
    ),
    Case(
        "the address of a basis that nobody names",
        agencies("aliases: [审计机关]", "succeeded_by: {name: 市财政局, url: 'https://a.example/'}"),
        [rf"{AGENCIES_PATH}:5:\d+: GK256 “市审计局”的 succeeded_by 写了 url，没有写 source"],
    ),
    Case(
        "a succession in a year alone",
        agencies("aliases: [审计机关]", "succeeded_by: {name: 市财政局, on: 2018}"),
        [rf"{AGENCIES_PATH}:5:\d+: GK103 “on”“2018”不是有效日期：写到日，例如 2018-12-01，只知道月份的，.*"],
    ),
    Case(
        "a succession on a day that is written otherwise",
        agencies("aliases: [审计机关]", "succeeded_by: {name: 市财政局, on: 2018年12月1日}"),
        [rf"{AGENCIES_PATH}:5:\d+: GK103 “on”“2018年12月1日”不是有效日期，应写成 2018-12-01"],
    ),
    Case(
        "a succession of an unknown kind",
        agencies("aliases: [审计机关]", "succeeded_by: {name: 市财政局, kind: 改名}"),
        [rf"{AGENCIES_PATH}:5:\d+: GK103 “kind”只能是 更名, 合并, 撤销并入, 职责划入.*"],
    ),
    Case(
        "a successor that is a list",
        agencies("aliases: [审计机关]", "succeeded_by: [市财政局]"),
        [rf"{AGENCIES_PATH}:5:\d+: GK103 “succeeded_by”下面应是一行一项的“键: 值”"],
    ),
    Case(
        "words that a notice does not have",
        agencies(
            "kind: group}", "kind: group, covers: [departments], covers_source: {notice: ceshi-2018, text: 没有的话}}"
        ),
        [rf"{AGENCIES_PATH}:6:\d+: GK259 “市政府各部门”的 covers_source 站不住：通知里没有“没有的话”这句话"],
    ),
    Case(
        "words of a notice that there is not",
        agencies("kind: group}", "kind: group, members: [市财政局], members_source: {notice: ceshi-2019, text: 话}}"),
        [rf"{AGENCIES_PATH}:6:\d+: GK259 .* members_source 站不住：没有编号为“ceshi-2019”的通知；是否为.*"],
    ),
    Case(
        "words of a task that there is not",
        agencies(
            "kind: group}",
            "kind: group, covers: [departments], covers_source: {notice: ceshi-2018, task: 9, text: 话}}",
        ),
        [rf"{AGENCIES_PATH}:6:\d+: GK259 “市政府各部门”的 covers_source 站不住：通知 ceshi-2018 没有第 9 项任务"],
    ),
    Case(
        "a source of nothing",
        agencies("kind: group}", "kind: group, covers_source: {by: 甲, on: 2018-07-01, reason: 名称}}"),
        [rf"{AGENCIES_PATH}:6:\d+: GK259 “市政府各部门”的 covers_source 站不住：没有写 covers，说明不了什么"],
    ),
    Case(
        "a source that is half of each kind",
        agencies("kind: group}", "kind: group, covers: [departments], covers_source: {notice: ceshi-2018, by: 甲}}"),
        [rf"{AGENCIES_PATH}:6:\d+: GK103 “covers_source”要么写 notice 和 text.*"],
    ),
    Case(
        "a jurisdiction above itself",
        agencies("name: 测试市\n", "name: 测试市\nparent: ceshi\n"),
        said("3:9", "GK210", "parent绕了一圈：ceshi → ceshi", AGENCIES_PATH),
    ),
    Case(
        "two jurisdictions above each other",
        {
            AGENCIES_PATH: ("name: 测试市\n", "name: 测试市\nparent: sheng\n"),
            "content/agencies/sheng.yaml": "jurisdiction: sheng\nname: 测试省\nparent: ceshi\n",
        },
        [
            exactly(f"{AGENCIES_PATH}:3:9: GK210 parent绕了一圈：ceshi → sheng → ceshi"),
            exactly("content/agencies/sheng.yaml:3:9: GK210 parent绕了一圈：sheng → ceshi → sheng"),
        ],
    ),
]

PLANS_AND_TEMPLATES = [
    Case(
        "two pages at one address",
        {"content/pages/notices.md": "# 通知\n"},
        [r"content/pages/notices\.md: GK301 网址 /notices/ 有两个来源：.*content/pages/notices\.md.*"],
    ),
    Case(
        "a dead link in a page",
        {"content/pages/about.md": "# 关于\n\n看[通知](/notices/ceshi-2019/)。\n"},
        said(
            "3",
            "GK302",
            "链接指向的 /notices/ceshi-2019/ 不存在；是否为“/notices/ceshi-2018/”？",
            "content/pages/about.md",
        ),
    ),
    Case(
        "a paragraph of too many lines in a page",
        {"content/pages/about.md": "# 关于\n\n第一段\n\n" + "第一行\n" * 1001},
        [r"content/pages/about\.md:5: GK060 这段文字太多或太复杂，不能排版：一段超过 1000 行"],
    ),
    Case(
        "a relative link in a preamble",
        notice("preamble: 现将", "preamble: '[看](other)现将"),
        [rf"{NOTICE_PATH}(:\d+)*: GK006 .+"],
    ),
    Case(
        "a dead link in a preamble",
        notice("现将任务分解表印发给你们。", "现将[任务分解表](/nowhere/)印发给你们。"),
        [rf"{NOTICE_PATH}(:\d+)*: GK302 链接指向的 /nowhere/ 不存在.*"],
    ),
    Case(
        "a missing template",
        {},
        said("1", "GK401", "缺少模板 gksite/none.html", "templates/pages/404.html"),
        arrange=theme("pages/404.html", "{% extends 'gksite/none.html' %}"),
    ),
    Case(
        "a missing component",
        {},
        said("2", "GK401", "缺少模板 components/none/template.html", "templates/pages/404.html"),
        arrange=theme("pages/404.html", "\n{% from 'components/none/template.html' import missing %}"),
    ),
    Case(
        "a template that does not parse",
        {"content/pages/about.md": "# 关于\n"},
        [r"templates/pages/page\.html:2: GK402 模板有误：TemplateSyntaxError: .+"],
        arrange=theme("pages/page.html", "{% extends 'base.html' %}\n{% if %}\n"),
    ),
    Case(
        "a template that asks for what there is not",
        {},
        [r"templates/pages/404\.html:3: GK402 模板有误：UndefinedError: 'nobody' is undefined"],
        arrange=theme(
            "pages/404.html", "{% extends 'base.html' %}\n{% block main %}\n<h1>{{ nobody }}</h1>\n{% endblock %}\n"
        ),
    ),
    Case(
        "a component that asks for what there is not",
        {},
        [r"templates/components/footer/template\.html:2: GK402 模板有误：UndefinedError: .+"],
        arrange=theme("components/footer/template.html", "<footer>\n{{ site.owner }}</footer>\n"),
    ),
    Case(
        "a template that divides by zero",
        {},
        [r"templates/pages/404\.html:1: GK402 模板有误：ZeroDivisionError: .+"],
        arrange=theme("pages/404.html", "{{ 1 / 0 }}"),
    ),
    Case(
        "a template that includes itself",
        {},
        [r"templates/pages/404\.html:1: GK402 模板有误：RecursionError: .+"],
        arrange=theme("pages/404.html", "{% include 'pages/404.html' %}"),
    ),
    Case(
        "a missing stylesheet",
        {},
        said("1", "GK401", "缺少模板 assets/own.css", "templates/pages/404.html"),
        arrange=theme("pages/404.html", "{{ asset('own.css') }}"),
    ),
    Case(
        "a template in GBK",
        {},
        [r"templates/pages/404\.html.*: GK402 模板有误：.+"],
        arrange=theme("pages/404.html", "{# 找不到 #}".encode("gbk")),
    ),
]

WARNINGS = [
    Case("a byte order mark", {NOTICE_PATH: b"\xef\xbb\xbf" + NOTICE.encode()}, [], 0),
    Case("lines that end as on Windows", {NOTICE_PATH: NOTICE.replace("\n", "\r\n")}, [], 0),
    Case(
        "a file that is no part of the site",
        {"content/notices/草稿.docx": "x"},
        said("", "GK106", "提醒：此文件不会被使用", "content/notices/草稿.docx"),
        0,
    ),
    Case(
        "a folder that is no part of the site",
        {"content/照片/1.jpg": b"x"},
        said("", "GK106", "提醒：此文件不会被使用", "content/照片"),
        0,
    ),
    Case(
        "a copy that an editor's program keeps",
        {f"{NOTICE_PATH}.bak": NOTICE},
        said("", "GK106", "提醒：此文件不会被使用", f"{NOTICE_PATH}.bak"),
        0,
    ),
    Case(
        "a date after today",
        notice("issued: 2018-06-12", "issued: 2081-06-12"),
        said("5:9", "GK211", "提醒：issued 是 2081-06-12，晚于今天"),
        0,
    ),
    Case(
        "a section without tasks",
        notice("  - title: 二、回应\n", "  - title: 空\n  - title: 二、回应\n"),
        said("24:12", "GK212", "提醒：部分“空”下面没有任务"),
        0,
    ),
    Case(
        "a signature for a name that needs none",
        agencies("aliases: [审计机关]", "signed: {by: 甲, on: 2025-01-01, reason: 核对过}"),
        said("5:40", "GK216", "提醒：“市审计局”的各个名称没有可疑之处，用不着 signed", AGENCIES_PATH),
        0,
    ),
    Case(
        "a notice that is not public",
        notice("disclosure: 主动公开", "disclosure: 依申请公开"),
        said("6:13", "GK701", "提醒：公开属性是“依申请公开”，不是“主动公开”，这一份不会出现在网站的任何地方"),
        0,
    ),
    Case(
        "a draft with an open doubt",
        notice("disclosure: 主动公开", "draft: true\ndoubts: [{kind: fact, text: 属性不明}]"),
        said("6:1", "GK702", "提醒：草稿，没有发布；还有 1 处待定"),
        0,
    ),
    Case(
        "a draft whose doubts are settled",
        notice(
            "disclosure: 主动公开",
            "disclosure: 主动公开\ndraft: true\ndoubts: [{kind: fact, text: 甲, settled: {by: 乙, on: 2018-07-01}}]",
        ),
        said("7:1", "GK702", "提醒：草稿，没有发布；没有待定的了"),
        0,
    ),
    Case(
        "an open doubt in a notice that is no draft",
        notice("disclosure: 主动公开", "disclosure: 主动公开\ndoubts: [{kind: fact, text: 属性不明}]"),
        said("7:10", "GK703", "这份通知不是草稿，却还有 1 处待定"),
    ),
]

MARKED = SOURCE + "内部资料\n"
"""The source, with a line that marks it."""


def misplaced(path: str, wanted: str) -> Case:
    """A content file where nobody reads it."""
    place = path.partition("/sub")[0] if "/sub/" in path else path
    place = f"{place}/sub" if "/sub/" in path else place
    return Case(
        f"content as {path}",
        {path: NOTICE},
        said("", "GK709", f"放在这里不会被读取；应直接放在 {wanted} 里", place),
    )


def wrong_suffix(path: str) -> Case:
    """A notice under a name that nobody reads."""
    return Case(f"a notice as {path}", {path: NOTICE}, said("", "GK109", "扩展名应是 .yaml", path))


def wrong_folder(name: str, hint: str = "") -> Case:
    """A notice in a folder whose name is wrong."""
    message = f"content/ 里没有叫“{name}”的文件夹，里面的内容不会被读取{hint}"
    return Case(
        f"a notice in content/{name}", {f"content/{name}/a.yaml": NOTICE}, said("", "GK710", message, f"content/{name}")
    )


def disclosure(word: str, meant: str) -> Case:
    """A word for disclosure that is none of the three."""
    hint = f"；是否为“{meant}”？" if meant else ""
    message = f"公开属性“{word}”不是规定的三种之一（主动公开、依申请公开、不予公开）{hint}"
    return Case(
        f"the disclosure {word}", notice("disclosure: 主动公开", f"disclosure: {word}"), said("6:13", "GK708", message)
    )


DOOR = [
    *(disclosure(word, "主动公开") for word in ("主动 公开", "主动公開", "公开", "全文公开", "公开发布", "主动公示")),
    *(disclosure(word, "依申请公开") for word in ("依申请", "申请公开", "依申請公開", "依申请公布")),
    *(disclosure(word, "不予公开") for word in ("不公开", "不宜公开", "内部资料", "机密★1年")),
    disclosure("待定", ""),
    *(wrong_suffix(f"content/notices/a.{end}") for end in ("yaml.txt", "yml", "YAML", "yaml.docx", "yaml (1)", "ymal")),
    wrong_suffix("content/notices/a．yaml"),
    wrong_suffix("content/agencies/a.yaml.txt"),
    misplaced("content/notices/sub/a.yaml", "content/notices/"),
    misplaced("content/notices/sub/2018/a.yml", "content/notices/"),
    misplaced("content/a.yaml", "content/notices/"),
    misplaced("content/a.md", "content/pages/"),
    misplaced("content/sources/a.yaml", "content/notices/"),
    wrong_folder("notice", "；是否为“notices”？"),
    wrong_folder("Notices", "；是否为“notices”？"),
    wrong_folder("通知"),
    Case(
        "a folder with a name like one that is read, and without content",
        {"content/source/a.docx": "x"},
        said(
            "", "GK710", "content/ 里没有叫“source”的文件夹，里面的内容不会被读取；是否为“sources”？", "content/source"
        ),
    ),
    Case(
        "content/ emptied behind a build",
        {NOTICE_PATH: None},
        said(
            "",
            "GK712",
            "content/notices/ 里一份通知也没有，而 output/ 里有上次生成的 1 份",
            "content/notices",
        ),
    ),
    Case(
        "content/notices/ gone",
        {},
        said("", "GK330", "文件夹 content/notices/ 不存在，读不到里面的内容", "content/notices"),
        arrange=lambda root: shutil.rmtree(root / "content/notices"),
    ),
    Case(
        "a file where content/notices/ should be",
        {},
        said("", "GK330", "文件夹 content/notices/ 不是文件夹，读不到里面的内容", "content/notices"),
        arrange=lambda root: (shutil.rmtree(root / "content/notices"), (root / "content/notices").touch()),
    ),
    Case(
        "content/notices/ a link to what is gone",
        {},
        said("", "GK330", "文件夹 content/notices/ 是一个链接，指向的地方不存在，读不到里面的内容", "content/notices"),
        arrange=lambda root: (
            (root / "content/notices").rename(root / "away") and (root / "content/notices").symlink_to(root / "gone")
        ),
    ),
    Case(
        "a source with a marking",
        {
            "content/sources/ceshi.txt": MARKED,
            NOTICE_PATH: (hashlib.sha256(SOURCE.encode()).hexdigest(), hashlib.sha256(MARKED.encode()).hexdigest()),
        },
        said("6:13", "GK707", "公开属性写的是“主动公开”，而来源 ceshi.txt 第 5 行印有“内部资料”"),
    ),
]

COMPARISONS = "content/comparisons.yaml"


def compared(tasks: str, more: str = "reviewed: {by: 甲, on: 2025-12-01}") -> dict[str, Change]:
    """A second notice, and a comparison."""
    line = f"  - {{id: duty, title: 公开, tasks: [{tasks}], {more}}}"
    return {"content/notices/other-2019.yaml": OTHER_NOTICE, COMPARISONS: f"comparisons:\n{line}\n"}


COMPARED = [
    Case(
        "a comparison of a task that does not exist",
        compared("ceshi-2018/1, other-2019/9, ohter-2019/1, 甲"),
        [
            exactly(f"{COMPARISONS}:2:49: GK280 没有任务“other-2019/9”；是否为“other-2019/3”？"),
            exactly(f"{COMPARISONS}:2:63: GK280 没有任务“ohter-2019/1”；是否为“other-2019/1”？"),
            exactly(f"{COMPARISONS}:2:77: GK280 没有任务“甲”"),
        ],
    ),
    Case(
        "a comparison of a task that is not published",
        compared("ceshi-2018/1, other-2019/1")
        | {"content/notices/other-2019.yaml": OTHER_NOTICE.replace("disclosure: 主动公开", "disclosure: 不予公开")},
        [
            exactly(f"{COMPARISONS}:2:49: GK281 说明：任务“other-2019/1”所在的通知没有公布，对比里先不列"),
            r"content/notices/other-2019.yaml:6:13: GK701 .*",
        ],
        0,
    ),
    Case(
        "a summary of a task that is as long as a text",
        {NOTICE_PATH: ("requirement: 及时回应关切。", f"summary: {'公' * 41}\n        requirement: 及时回应关切。")},
        said("27:18", "GK287", "任务的 summary 有 41 字，最多 40 字"),
    ),
    Case(
        "a summary of a task that has a title",
        {NOTICE_PATH: ("title: 公开审计结果", "title: 公开审计结果\n        summary: 公开结果")},
        said("22:18", "GK288", "提醒：任务有题目，summary 不会显示"),
        0,
    ),
    Case(
        "a task that is compared with itself",
        compared("ceshi-2018/1, ceshi-2018/1, other-2019/1"),
        said("2:49", "GK282", "任务“ceshi-2018/1”在这一组里已经列过", COMPARISONS),
    ),
    Case(
        "a comparison within one notice",
        compared("ceshi-2018/1, ceshi-2018/2"),
        said("2:27", "GK283", "这一组的任务不是出自两份以上的通知，无法对比", COMPARISONS),
    ),
    Case(
        "a comparison in a topic nobody knows",
        compared("ceshi-2018/1, other-2019/1", "topic: moeny, reviewed: {by: 甲, on: 2025-12-01}")
        | {"content/topics.yaml": "topics: [{id: money, title: 财政}]\n"},
        said("2:71", "GK284", "没有主题“moeny”；是否为“money”？", COMPARISONS),
    ),
    Case(
        "a comparison that nobody has reviewed",
        compared("ceshi-2018/1, other-2019/1", "draft: true"),
        said("1:1", "GK285", "说明：有 1 组对比没有人复核，没有发布", COMPARISONS),
        0,
    ),
    Case(
        "two comparisons of one id",
        compared("ceshi-2018/1, other-2019/1")
        | {
            COMPARISONS: "comparisons:\n"
            + "  - {id: duty, title: 公开, tasks: [ceshi-2018/1, other-2019/1], reviewed: {by: 甲, on: 2025-12-01}}\n"
            * 2
        },
        [exactly(f"{COMPARISONS}:3:10: GK203 编号“duty”已在 {COMPARISONS}:2:10 使用")],
    ),
    Case(
        "a comparison of nothing",
        compared(""),
        said("2:34", "GK103", "“tasks”不能是空的", COMPARISONS),
    ),
]

CASES = [*FILES_AND_YAML, *SHAPES, *REFERENCES, *PLANS_AND_TEMPLATES, *WARNINGS, *DOOR, *COMPARED]


def problems(ran: Ran) -> list[str]:
    """The lines that name a problem, the closing one left out."""
    return [line for line in ran.lines if re.search(r": GK\d{3} ", line)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_fault_is_told_at_its_place_and_nothing_is_touched(
    case: Case, portal: Callable[..., Path], standing: Callable[[Path], Path]
) -> None:
    root = portal(case.changes)
    case.arrange(root)
    output = standing(root)
    before = tree(output)
    ran = gksite("build", "--root", root, "--today", TODAY) if case.search else build(root)
    assert ran.code == case.code, ran
    found = problems(ran)
    assert len(found) == len(case.lines), ran.err
    for pattern, line in zip(case.lines, found, strict=True):
        assert re.fullmatch(pattern, line), f"expected {pattern}\n     got {line}"
    if case.code:
        assert tree(output) == before
        assert not (root / ".gksite/output/staging").exists()
        code = re.search(r"GK\d{3}", found[0])
        assert code is not None
        assert re.fullmatch(
            rf"\d+ 个文件中有 \d+ 处错误；output 保持原样。“gksite explain {code[0]}”有说明。", ran.lines[-1]
        )
        assert ran.out == ""


@dataclass(frozen=True)
class Request:
    """A command that cannot be met, and the one line that must be said."""

    name: str
    args: list[str]
    line: str
    changes: dict[str, Change] = field(default_factory=dict)
    arrange: Callable[[Path], object] = lambda root: None


REQUESTS = [
    Request("an option nobody knows", ["build", "--ouptut", "x"], r"没有选项 --ouptut；是否为“--output”？"),
    Request("a command nobody knows", ["biuld"], r"没有命令 biuld；是否为“build”？"),
    Request("no processes", ["build", "--root", ".", "--jobs", "0"], r"选项 --jobs 的值不对；.*"),
    Request("a number of processes in words", ["build", "--root", ".", "--jobs", "many"], r"选项 --jobs 的值不对；.*"),
    Request(
        "a day that is none",
        ["build", "--root", ".", "--today", "2018-02-30"],
        r"--today 应写成 2018-06-12，而不是“2018-02-30”",
    ),
    Request("today as a word", ["check", "--root", ".", "--today", "昨天"], r"--today 应写成 2018-06-12，而不是“昨天”"),
    Request("a root that is not there", ["build", "--root", "nowhere"], r"没有文件夹 nowhere"),
    Request("a root that is a file", ["check", "--root", "site.yaml"], r"没有文件夹 site\.yaml"),
    Request("a format nobody knows", ["build", "--format", "xml"], r"选项 --format 的值不对；.*"),
    Request("a language nobody speaks", ["build", "--lang", "fr"], r"选项 --lang 的值不对；.*"),
    Request("a code that was never given", ["explain", "GK999"], r"没有编号“GK999”.*"),
    Request(
        "no site.yaml",
        ["build"],
        r"在 .+ 中没有找到 site\.yaml；请在门户所在的文件夹里运行，或用 --root 指明它",
        {"site.yaml": None},
    ),
    Request(
        "no content",
        ["build"],
        r"没有找到内容文件夹 .+/content；.*content/notices/",
        arrange=lambda root: shutil.rmtree(root / "content"),
    ),
    Request(
        "a file where output/ should be",
        ["build", "--output", "site.yaml"],
        r".+ 是一个文件，不是文件夹；请换一个输出位置.*",
    ),
    Request(
        "a file where output/'s folder should be",
        ["build", "--output", "site.yaml/output"],
        r"无法在 .+ 中写入：.+",
    ),
    Request("an output that no folder can hold", ["build", "--output", "/proc/output"], r"无法在 /proc 中写入：.+"),
    Request(
        "an output that is somebody's own folder",
        ["build", "--output", "content"],
        r".+/content 里有别的文件，不是 gksite 生成的；请换一个空文件夹，或先移走它们",
    ),
    Request("a name too long for any disk", ["build", "--output", "长" * 300], r".*文件名过长"),
]


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: request.name)
def test_a_wrong_request_is_refused_in_one_line(
    request_: Request, portal: Callable[..., Path], standing: Callable[[Path], Path]
) -> None:
    root = portal(request_.changes)
    request_.arrange(root)
    standing(root)
    before = tree(root)
    ran = gksite(*request_.args, cwd=root)
    assert ran.code == 2, ran
    assert re.fullmatch(request_.line, ran.err.rstrip("\n")), ran.err
    assert ran.out == ""
    after = {name: digest for name, digest in tree(root).items() if ".gksite/" not in name}
    assert after == before


def test_a_folder_that_may_not_be_written_is_told(portal: Callable[..., Path]) -> None:
    root = portal()
    root.chmod(0o555)
    try:
        ran = build(root, bound=True)
    finally:
        root.chmod(0o755)
    assert ran.code == 2
    assert re.fullmatch(r"无法在 .+ 中写入：没有权限", ran.err.strip())
    assert not (root / "output").exists()


def test_an_output_that_may_not_be_written_keeps_what_it_has(
    portal: Callable[..., Path], standing: Callable[[Path], Path]
) -> None:
    root = portal(notice("公开审计结果", "公布审计结果"))
    output = standing(root)
    before = tree(output)
    folders = [p for p in (output, *output.rglob("*")) if p.is_dir()]
    for folder in folders:
        folder.chmod(0o555)
    try:
        ran = build(root, bound=True)
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert ran.code == 1
    assert ran.lines[0] == "output: GK012 无法写入：没有权限。output 保持原样"
    assert tree(output) == before


def test_a_file_that_may_not_be_read_is_told(portal: Callable[..., Path]) -> None:
    root = portal()
    (root / NOTICE_PATH).chmod(0)
    ran = build(root, bound=True)
    assert ran.code == 1
    assert ran.lines[0] == f"{NOTICE_PATH}: GK001 无法读取此文件：没有权限"


@pytest.mark.parametrize("folder", ["content", "content/notices"])
@pytest.mark.parametrize("mode", some([0o000, 0o644, 0o311], 3))
def test_a_folder_that_may_not_be_read_or_entered_is_told_and_never_taken_for_empty(
    portal: Callable[..., Path], folder: str, mode: int
) -> None:
    root = portal()
    assert build(root).code == 0
    before = tree(root / "output")
    (root / folder).chmod(mode)
    try:
        ran = build(root, "--remove", bound=True)
    finally:
        (root / folder).chmod(0o755)
    assert ran.code == 1
    assert ran.lines[0] == f"{folder}: GK330 文件夹 {folder}/ 没有权限，读不到里面的内容"
    assert tree(root / "output") == before


def test_a_new_portal_without_notices_has_a_home_page_that_says_so(portal: Callable[..., Path]) -> None:
    root = portal({NOTICE_PATH: None})
    ran = gksite("build", "--root", root, "--today", TODAY)
    assert (ran.code, problems(ran)) == (0, [])
    page = BeautifulSoup((root / "output/index.html").read_bytes(), "lxml")
    assert page.main is not None
    assert "本站还没有公布文件" in page.main.get_text()
    assert not page.main.select("dl, form")


def test_a_template_that_may_not_be_read_is_told(portal: Callable[..., Path]) -> None:
    root = portal()
    shutil.copytree(REPOSITORY / "templates", root / "templates")
    (root / "templates/pages/home.html").chmod(0)
    ran = build(root, bound=True)
    assert ran.code in (1, 2)
    assert "home.html" in ran.err
    assert "没有权限" in ran.err


def test_all_faults_of_a_stage_are_told_at_once_in_order(portal: Callable[..., Path]) -> None:
    root = portal()
    text = (
        NOTICE.replace("number: 3", "number: 三").replace("year: 2018", "yaer: 2018").replace("2018-06-12", "2018-6-12")
    )
    (root / NOTICE_PATH).write_text(text, encoding="utf-8")
    (root / AGENCIES_PATH).write_text("jurisdiction: ceshi\n", encoding="utf-8")
    ran = build(root)
    assert ran.code == 1
    assert ran.lines == [
        f"{AGENCIES_PATH}:1:1: GK102 缺少必填项“name”",
        f"{NOTICE_PATH}:4:1: GK101 不认识的键“yaer”；是否为“year”？",
        f"{NOTICE_PATH}:5:9: GK103 “issued”“2018-6-12”不是有效日期，应写成 2018-06-12",
        f"{NOTICE_PATH}:26:17: GK103 “number”应是整数；应写成 3",
        "2 个文件中有 4 处错误；output 保持原样。“gksite explain GK102”有说明。",
    ]


def test_every_command_tells_the_same_faults(portal: Callable[..., Path]) -> None:
    root = portal(notice("year: 2018", "yaer: 2018"))
    checked = gksite("check", "--root", root, "--today", TODAY)
    assert checked.code == 1
    assert problems(checked) == problems(build(root))
    assert not (root / "output").exists()


def test_faults_can_be_read_by_programs(portal: Callable[..., Path]) -> None:
    root = portal(notice("year: 2018", "year: 2018\nyaer: 100%"))
    said_json = json.loads(build(root, "--format", "json").lines[0])
    assert said_json == {
        "code": "GK101",
        "level": "error",
        "file": NOTICE_PATH,
        "line": 5,
        "column": 1,
        "message": "不认识的键“yaer”；是否为“year”？",
        "mend": UNKNOWN_KEY.mend,
    }
    line = build(root, "--format", "github").lines[0]
    assert line == f"::error file={NOTICE_PATH},line=5,col=1,title=GK101::不认识的键“yaer”；是否为“year”？"


def test_terminal_escapes_in_content_never_reach_the_terminal(portal: Callable[..., Path]) -> None:
    evil = "\x1b[31m红\x1b]0;题\x07\u202e"
    root = portal(
        {
            NOTICE_PATH: ("lead: [市财政局]\n        support", r'lead: ["\e[31m市"]' + "\n        support"),
            "content/notices/ceshi-2019.yaml": OTHER_NOTICE.replace("year: 2018", r'"\e]0;x\a": 2018'),
            f"content/notices/{evil}.yaml": NOTICE,
            "site.yaml": 'name: 测试\n"\\e[2J\\u202e": 1\n',
        }
    )
    for style in ("text", "github", "json"):
        ran = build(root, "--format", style)
        assert ran.code == 1
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", ran.err), repr(ran.err)
    assert r"\u001b" in build(root).err
    shown = gksite("build", "--root", root, "--today", "\x1b[31m", "--output", "\x1b[31m").err
    assert "\x1b" not in shown


def test_a_long_value_is_cut_in_the_message(portal: Callable[..., Path]) -> None:
    ran = build(portal(notice("lead: [市财政局]\n        support", f"lead: [{'长' * 5000}]\n        support")))
    assert ran.code == 1
    assert len(ran.lines[0]) < 250


SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg onload=alert(1)>&lt;b&gt;{{ 7*7 }}{% x %}"
MARKDOWN = SCRIPT + " [点](javascript:alert(1)) <javascript:alert(2)> [数据](data:text/html,x)"


def test_a_script_in_every_field_is_shown_as_text(tmp_path: Path) -> None:
    q = json.dumps(SCRIPT, ensure_ascii=False)
    md = json.dumps(SCRIPT + " [点](javascript:alert(1)) [数据](data:text/html,x)", ensure_ascii=False)

    def filled(text: str) -> str:
        return text.replace("@q", q).replace("@md", md)

    notice_text = filled("""\
id: ceshi-2018
jurisdiction: ceshi
title: @q
number: @q
issuer: @q
year: 2018
published: 2018-06-13 09:00
disclosure: 主动公开
status: 失效
subject: @q
index_code: @q
summary: @q
keywords: [@q]
source: {file: "<script>alert(1)<.txt", sha256: SHA}
addressees: @q
preamble: @md
closing: @md
table_title: @q
note: @q
corrections: [{date: 2018-07-01, text: @q}]
cleared: {by: @q, on: 2018-07-01, result: @q}
cc: [@q]
sections:
  - title: @q
    tasks:
      - number: 1
        label: @q
        title: @q
        requirement: @q
        lead: [{name: @q, as: '<script>市'}]
        support: [{name: @q, as: '<script>局'}]
        remark: @q
        note: @q
        inherited: [lead]
        deadlines: [{text: @q, kind: fixed, date: 2018-07-01, basis: @q}]
        documents: [{number: @q, title: @q, text: @q}]
        source: {lines: [1, 1], lead: @q, support: @q}
      - number: 2
        requirement: @q
""")
    agencies_text = filled("""\
jurisdiction: ceshi
name: @q
agencies:
  - id: a
    name: @q
    full_name: '全<script>'
    aliases: ['别<script>']
    members: ['乙<script>']
    members_source: {by: @q, on: 2018-07-01, reason: @q}
    kind: group
    signed: {by: @q, on: 2018-07-01, reason: @q}
  - {id: b, name: '乙<script>', succeeded_by: {name: '丙<script>', source: @q, url: 'https://a.example/'}}
  - {id: c, name: '丙<script>'}
  - {id: d, name: '丁<script>', kind: group, covers: [units], covers_source: {by: @q, on: 2018-07-01, reason: @q}}
""")
    root = write_portal(
        tmp_path,
        {
            "site.yaml": filled(
                "name: @q\ndescription: @q\nlicence: @q\nurl: https://a.example/\n"
                "identity: {organizer: @q, site_code: '3505000000', contact: @q}\n"
            ),
            AGENCIES_PATH: agencies_text,
            NOTICE_PATH: notice_text.replace("SHA", hashlib.sha256(SCRIPT.encode()).hexdigest()),
            "content/sources/ceshi.txt": None,
            "content/sources/<script>alert(1)<.txt": SCRIPT,
            "content/pages/about.md": f"# {SCRIPT}\n\n{MARKDOWN}\n\n`{SCRIPT}`\n\n"
            f"## {SCRIPT}\n\n| {SCRIPT} |\n|---|\n| {SCRIPT} |\n\n    {SCRIPT}\n\n[x]: javascript:alert(1)\n[x]\n",
        },
    )
    waive(
        root, *((code, NOTICE_PATH) for code in ("GK632", "GK637", "GK641", "GK642", "GK751")), ("GK617", "site.yaml")
    )
    ran = build(root)
    assert ran.code == 0, ran.err
    pages = sorted((root / "output").rglob("*.html"))
    assert len(pages) > 15
    shown = 0
    for path in pages:
        soup = BeautifulSoup(path.read_bytes(), "html.parser")
        assert [s for s in soup.find_all("script") if not s.get("src", "").endswith(".js") or s.string] == [], path
        assert soup.find_all(["img", "iframe", "object", "style"]) == [], path
        drawn = {svg.get("class", [""])[0] for svg in soup.find_all("svg")}
        assert drawn <= {"shape", "bars", "icon", "qr-code"}, "the theme's own"
        for tag in soup.find_all(True):
            assert [a for a in tag.attrs if a.startswith("on") or a in ("style", "srcdoc")] == [], (path, tag)
            for attribute in ("href", "src", "action"):
                assert not re.match(r"\s*(javascript|data|vbscript):", tag.get(attribute, ""), re.IGNORECASE), (
                    path,
                    tag,
                )
        shown += soup.get_text().count("<script>alert(1)</script>")
        assert "49" not in soup.get_text(), path
    assert shown > 100
    text = BeautifulSoup((root / "output/about/index.html").read_bytes(), "html.parser").main.get_text()
    assert text.count("<script>alert(1)</script>") >= 6
    assert "<script" not in (root / "output/sitemap.xml").read_text(encoding="utf-8")
    data = json.loads((root / "output/data/notices/ceshi-2018.json").read_text(encoding="utf-8"))
    assert data["title"] == SCRIPT


def test_an_address_without_a_scheme_leaves_the_site_only_if_it_says_so(portal: Callable[..., Path]) -> None:
    """//evil.example/ is another host, so as a link of this site it does not exist."""
    ran = build(portal({"content/pages/about.md": "# 关于\n\n[外](//evil.example/x)\n"}))
    assert ran.code == 1
    assert problems(ran)[0].startswith("content/pages/about.md:3: GK302 链接指向的 //evil.example/x 不存在")


def test_a_source_is_never_served_as_a_page(portal: Callable[..., Path]) -> None:
    root = portal({NOTICE_PATH: ("file: ceshi.txt", "file: index.html"), "content/sources/ceshi.txt": None})
    (root / "content/sources/index.html").write_text(SOURCE, encoding="utf-8")
    assert build(root).code == 0
    folder = root / "output/notices/ceshi-2018/source"
    assert sorted(p.name for p in folder.iterdir()) == ["index.html", "index.txt"]
    assert (folder / "index.txt").read_text(encoding="utf-8") == SOURCE


def test_a_notice_that_is_not_public_is_left_out_everywhere(portal: Callable[..., Path]) -> None:
    secret = (
        NOTICE.replace("id: ceshi-2018", "id: secret-2018")
        .replace("disclosure: 主动公开", "disclosure: 不予公开")
        .replace("测试市2018年政务公开工作任务分解表", "绝密标题")
        .replace("现将", "绝密正文")
        .replace("公开审计结果", "绝密任务")
        .replace("及时回应关切。", "绝密要求")
        .replace("一、公开", "绝密部分")
        .replace("ceshi.txt", "secret.txt")
    )
    root = portal({"content/notices/secret-2018.yaml": secret, "content/sources/secret.txt": "绝密原文\n"})
    for offline in ([], ["--offline"]):
        ran = gksite("build", "--root", root, "--today", TODAY, *offline)
        assert ran.code == 0
        assert [line.split()[1] for line in problems(ran)] == ["GK701"]
        assert "绝密" not in ran.err + ran.out
        for path in (root / "output").rglob("*"):
            assert "secret" not in path.name
            if path.is_file():
                data = path.read_bytes()
                assert "绝密".encode() not in data, path
                assert b"secret-2018" not in data, path
    agency = BeautifulSoup((root / "output/agencies/ceshi/caizhengju/index.html").read_bytes(), "lxml")
    assert "牵头 2 项" in agency.get_text()


def test_nothing_that_is_a_draft_closed_or_withdrawn_is_in_any_byte_of_the_site(portal: Callable[..., Path]) -> None:
    draft = (
        NOTICE.replace("id: ceshi-2018", "id: secret-2018\ndraft: true\nnote: 绝密校注")
        .replace("测试市2018年政务公开工作任务分解表", "绝密标题")
        .replace("现将", "绝密正文")
        .replace("公开审计结果", "绝密任务")
        .replace("及时回应关切。", "绝密要求")
        .replace("一、公开", "绝密部分")
        .replace("市财政局", "绝密的局")
        .replace("ceshi.txt", "unseen.txt")
        .replace("\nsections:", "\ndoubts: [{kind: fact, text: 绝密问题, other: 绝密其他}]\nsections:")
    )
    settled = "doubts: [{kind: fact, text: 绝密问题, other: 绝密其他, settled: {by: 绝密姓名, on: 2018-07-01}}]"
    signed = "differs: [{field: number, reason: 绝密理由, by: 绝密姓名, on: 2018-07-01}]"
    left_out = "omitted: [{lines: [1, 1], reason: 绝密理由, by: 绝密姓名, on: 2018-07-01}]"
    withdrawn = draft.replace("draft: true", "").replace("secret-2018", "gone-2020").replace("绝密的局", "市财政局")
    digest = hashlib.sha256("绝密原文\n".encode()).hexdigest()
    withdrawn = re.sub("sha256: .*", f"sha256: {digest}", withdrawn).split("\ndoubts")[0] + "\nsections:\n"
    withdrawn += "  - title: 绝密部分\n    tasks: [{number: 1, requirement: 绝密要求, lead: [市财政局]}]\n"
    closed = withdrawn.replace("主动公开", "不予公开").replace("gone-2020", "secret-2019")
    root = portal(
        {
            "content/notices/gone-2020.yaml": withdrawn,
            "content/sources/unseen.txt": "绝密原文\n",
            NOTICE_PATH: ("\nsections:", f"\n{settled}\n{signed}\n{left_out}\nsections:"),
        }
    )
    assert gksite("build", "--root", root, "--today", TODAY, "--record").code == 0
    assert "绝密" in (root / "output/notices/gone-2020/index.html").read_text(encoding="utf-8")
    (root / "content/notices/gone-2020.yaml").unlink()
    (root / "content/notices/secret-2018.yaml").write_text(draft, encoding="utf-8")
    (root / "content/notices/secret-2019.yaml").write_text(closed, encoding="utf-8")
    with (root / "content/ledger.yaml").open("a", encoding="utf-8") as ledger:
        ledger.write("addresses: [{address: /notices/gone-2020/, withdrawn: {on: 2025-12-31}}]\n")
    for offline in ([], ["--offline"]):
        ran = gksite("build", "--root", root, "--today", TODAY, *offline)
        assert (ran.code, sorted(line.split()[1] for line in problems(ran))) == (0, ["GK701", "GK702"])
        for path in (root / "output").rglob("*"):
            assert "secret" not in path.name
            if path.is_file():
                data = path.read_bytes()
                assert "绝密".encode() not in data, path
                assert b"secret" not in data, path
                assert b"unseen" not in data, path


def test_a_notice_may_name_a_hidden_one_as_its_successor_which_is_not_shown(portal: Callable[..., Path]) -> None:
    root = portal(
        {
            NOTICE_PATH: ("year: 2018", "year: 2018\nsuperseded_by: other-2019"),
            "content/notices/other-2019.yaml": OTHER_NOTICE.replace("主动公开", "不予公开"),
        }
    )
    ran = build(root)
    assert ran.code == 0
    assert [line.split()[1] for line in problems(ran)] == ["GK701"]
    assert all(b"other-2019" not in path.read_bytes() for path in (root / "output").rglob("*") if path.is_file())


EXPLAINED_ELSEWHERE = {
    "GK404": "test_overlay.py::test_colours_that_cannot_be_told_apart_are_refused_with_one_that_can",
    "GK405": "test_overlay.py::test_a_picture_that_is_not_there_or_another_is_told",
    "GK406": "test_overlay.py::test_a_picture_that_is_not_there_or_another_is_told",
    "GK407": "test_overlay.py::test_a_file_is_copied_with_the_version_of_ours_and_left_behind_when_ours_changes",
    "GK408": "test_overlay.py::test_a_file_that_is_nobodys_is_told_and_one_that_others_use_is_not",
    "GK409": "test_overlay.py::test_a_file_that_is_nobodys_is_told_and_one_that_others_use_is_not",
    "GK403": "test_overlay.py::test_a_part_that_our_own_theme_lacks_is_told",
    "GK275": "test_open_data.py::test_a_text_that_excel_cannot_hold_is_cut_there_and_told",
    "GK276": "test_open_data.py::test_exports_that_bring_nothing_alone_are_told",
    "GK245": "test_cited_documents.py::test_an_entry_that_nobody_vouches_for_is_refused",
    "GK246": "test_cited_documents.py::test_an_entry_that_nobody_vouches_for_is_refused",
    "GK247": "test_cited_documents.py::test_an_entry_that_nobody_vouches_for_is_refused",
    "GK248": "test_cited_documents.py::test_an_entry_that_nobody_vouches_for_is_refused",
    "GK249": "test_cited_documents.py::test_an_entry_that_no_notice_cites_is_told_and_makes_no_page",
    "GK260": "test_progress.py::test_each_rule_is_told_with_its_line_and_how_to_mend",
    "GK261": "test_progress.py::test_each_rule_is_told_with_its_line_and_how_to_mend",
    "GK262": "test_progress.py::test_each_rule_is_told_with_its_line_and_how_to_mend",
    "GK263": "test_progress.py::test_each_rule_is_told_with_its_line_and_how_to_mend",
    "GK264": "test_progress.py::test_each_rule_is_told_with_its_line_and_how_to_mend",
    "GK265": "test_progress.py::test_each_rule_is_told_with_its_line_and_how_to_mend",
    "GK266": "test_progress.py::test_each_rule_is_told_with_its_line_and_how_to_mend",
    "GK267": "test_progress.py::test_each_rule_is_told_with_its_line_and_how_to_mend",
    "GK268": "test_progress.py::test_each_rule_is_told_with_its_line_and_how_to_mend",
    "GK269": "test_progress.py::test_the_data_or_the_records_remember",
    "GK270": "test_progress.py::test_a_file_of_evidence_that_is_exchanged_is_a_changed_update",
    "GK271": "test_progress.py::test_an_update_put_in_before_others_is_told_with_both_days",
    "GK830": "test_verify_page.py::test_a_key_that_is_none_is_told",
    "GK831": "test_overlay.py::test_a_part_that_our_own_theme_lacks_is_told",
    "GK258": "test_agency_history.py::test_a_notice_that_names_an_agency_after_its_end_is_told",
    "GK800": "test_hosting.py::test_a_security_txt_that_ends_soon_is_told",
    "GK057": "test_door.py::test_a_marked_file_is_refused_with_its_place_and_nothing_is_written",
    "GK058": "test_door.py::test_a_form_that_leaves_the_choice_open_is_refused",
    "GK050": "test_import_command.py::test_a_file_without_tasks_gives_no_draft",
    "GK012": "test_write.py::test_a_full_disk_leaves_the_output_as_it_was",
    "GK013": "test_write.py::test_a_disk_that_fails_while_moving_is_told_and_finished_later",
    "GK030": "test_reader_limits.py::test_a_file_that_cannot_be_read_is_one_problem_that_names_it",
    "GK031": "test_reader_limits.py::test_a_file_that_cannot_be_read_is_one_problem_that_names_it",
    "GK032": "test_reading_apart.py::test_a_file_that_ends_its_reader_is_one_problem_and_the_next_is_read",
    "GK033": "test_reading_apart.py::test_a_file_that_ends_its_reader_is_one_problem_and_the_next_is_read",
    "GK034": "test_reader_limits.py::test_an_archive_that_grows_beyond_measure_is_refused_before_it_is_unpacked",
    "GK035": "test_reader_limits.py::test_entities_are_never_expanded",
    "GK036": "test_reader_limits.py::test_a_file_that_cannot_be_read_is_one_problem_that_names_it",
    "GK038": "test_reader_limits.py::test_comments_are_refused",
    "GK039": "test_reader_limits.py::test_a_file_that_cannot_be_read_is_one_problem_that_names_it",
    "GK040": "test_reader_limits.py::test_a_sheet_of_a_million_rows_is_refused_by_their_number",
    "GK041": "test_reader_limits.py::test_a_file_that_cannot_be_read_is_one_problem_that_names_it",
    "GK042": "test_readers.py::test_an_old_word_file_without_libreoffice_or_with_one_that_fails_is_refused",
    "GK043": "test_readers.py::test_an_old_word_file_without_libreoffice_or_with_one_that_fails_is_refused",
    "GK044": "test_reader_limits.py::test_a_file_that_cannot_be_read_is_one_problem_that_names_it",
    "GK045": "test_reader_limits.py::test_elements_nested_without_end_are_refused",
    "GK046": "test_reader_limits.py::test_a_file_that_cannot_be_read_is_one_problem_that_names_it",
    "GK047": "test_reader_limits.py::test_a_table_without_lines_in_a_pdf_is_refused_and_a_text_with_gaps_is_not",
    "GK203": "test_units.py::test_two_notices_with_one_id_are_told",
    "GK220": "test_provenance.py::test_check_names_the_field_and_both_lines",
    "GK221": "test_provenance.py::test_an_agency_that_the_cell_does_not_name_is_told",
    "GK222": "test_provenance.py::test_the_facts_of_the_header_stand_in_the_source",
    "GK223": "test_provenance.py::test_the_facts_of_the_header_stand_in_the_source",
    "GK224": "test_provenance.py::test_a_place_that_the_source_lacks_is_told",
    "GK225": "test_provenance.py::test_a_place_that_the_source_lacks_is_told",
    "GK226": "test_provenance.py::test_a_source_without_words_cannot_be_compared",
    "GK227": "test_workbook.py::test_cells_changed_in_the_yaml_meanwhile_are_kept",
    "GK228": "test_workbook.py::test_rows_cannot_be_added_or_taken_away",
    "GK229": "test_workbook.py::test_a_cell_that_must_be_one_line_is_told",
    "GK310": "test_foreign_files.py::test_a_file_of_others_where_a_page_is_wanted_stops_the_build_with_its_name",
    "GK311": "test_foreign_files.py::test_what_others_put_there_stays_and_is_told_in_one_line",
    "GK312": "test_foreign_files.py::test_a_page_changed_by_hand_is_kept_beside_the_site_and_told",
    "GK313": "test_attachments.py::test_a_name_that_cannot_be_an_address_is_told",
    "GK314": "test_attachments.py::test_only_known_kinds_are_published",
    "GK315": "test_attachments.py::test_a_picture_that_readers_cannot_see_is_told_with_its_line",
    "GK316": "test_ledger.py::test_a_build_that_loses_pages_stops_with_the_list_and_changes_nothing",
    "GK317": "test_ledger.py::test_a_move_to_nowhere_is_told_with_the_nearest",
    "GK318": "test_ledger.py::test_a_renumbering_says_which_addresses_mean_something_else",
    "GK319": "test_ledger.py::test_what_comes_back_is_live_and_the_ledger_keeps_its_words",
    "GK333": "test_withdraw.py::test_what_was_withdrawn_is_not_published_again_until_somebody_says_so",
    "GK340": "test_fitness.py::test_an_unfit_source_stops_build_and_check_with_its_line_and_how_to_mend",
    "GK341": "test_fitness.py::test_a_copy_that_says_something_else_is_an_error",
    "GK342": "test_fitness.py::test_a_file_that_nobody_can_look_into_is_told",
    "GK343": "test_fitness.py::test_a_copy_that_nobody_can_read_is_told",
    "GK355": "test_reading_apart.py::test_a_source_that_is_not_read_to_its_end_is_an_error_of_check",
    "GK356": "test_extents.py::test_what_is_too_much_is_told_where_it_stands",
    "GK332": "test_ledger.py::test_a_build_that_would_lose_a_third_of_the_pages_stops_with_the_list",
    "GK331": "test_waiting.py::test_a_notice_of_a_later_day_is_nowhere_in_the_site_and_said_with_file_and_day",
    "GK715": "test_attachments.py::test_a_marked_file_is_not_published",
    "GK720": "test_privacy.py::test_what_is_certain_stops_a_build",
    "GK721": "test_privacy.py::test_what_is_certain_stops_a_build",
    "GK722": "test_privacy.py::test_what_is_certain_stops_a_build",
    "GK723": "test_privacy.py::test_what_is_certain_stops_a_build",
    "GK724": "test_privacy.py::test_what_is_suspected_is_a_warning",
    "GK725": "test_privacy.py::test_what_is_suspected_is_a_warning",
    "GK726": "test_privacy.py::test_what_is_suspected_is_a_warning",
    "GK727": "test_privacy.py::test_what_is_suspected_is_a_warning",
    "GK728": "test_privacy.py::test_what_is_suspected_is_a_warning",
    "GK729": "test_privacy.py::test_what_is_suspected_is_a_warning",
    "GK730": "test_privacy.py::test_what_is_suspected_is_a_warning",
    "GK731": "test_privacy.py::test_what_is_suspected_is_a_warning",
    "GK732": "test_privacy.py::test_what_is_suspected_is_a_warning",
    "GK733": "test_privacy.py::test_two_masks_of_one_number_beside_one_name_are_told",
    "GK735": "test_privacy.py::test_markings_in_items_and_pages_are_told",
    "GK745": "test_privacy.py::test_slips_and_wording_are_told_with_what_to_write",
    "GK746": "test_privacy.py::test_an_office_lists_its_own_words_and_decides",
    "GK747": "test_privacy.py::test_slips_and_wording_are_told_with_what_to_write",
    "GK748": "test_privacy.py::test_a_map_without_its_number_is_told",
    "GK230": "test_signatures.py::test_both_sides_are_shown_and_how_to_sign",
    "GK231": "test_signatures.py::test_a_task_that_only_one_side_has_is_signed_where_it_is_missing",
    "GK232": "test_signatures.py::test_a_task_that_only_one_side_has_is_signed_where_it_is_missing",
    "GK233": "test_signatures.py::test_a_signature_for_what_is_no_field_is_told_with_the_nearest",
    "GK234": "test_signatures.py::test_a_signature_without_a_difference_is_told",
    "GK235": "test_signatures.py::test_what_no_field_holds_is_listed_until_it_is_signed_away",
    "GK236": "test_signatures.py::test_a_word_left_out_needs_a_reason",
    "GK237": "test_signatures.py::test_an_omission_must_fit",
    "GK320": "test_workshop.py::test_a_damaged_state_is_told_once_and_the_next_build_is_whole",
    "GK350": "test_workshop.py::test_a_workshop_of_an_earlier_version_is_taken_over_and_told",
    "GK351": "test_workshop.py::test_a_disk_that_refuses_what_is_kept_is_told",
    "GK239": "test_signatures.py::test_a_signature_is_for_what_was_signed_and_for_nothing_later",
    "GK238": "test_signatures.py::test_a_notice_without_a_source_is_an_error_of_check_alone",
    "GK303": "test_units.py::test_a_name_cannot_be_a_file_and_a_folder",
    "GK665": "test_column_checks.py::test_each_part_that_is_missing_is_named",
    "GK666": "test_column_checks.py::test_each_field_that_the_guide_lacks_is_named",
    "GK667": "test_column_checks.py::test_a_contact_other_than_the_registrys_is_told_with_both",
    "GK668": "test_column_checks.py::test_a_guide_that_is_old_is_to_be_looked_through",
    "GK669": "test_column_checks.py::test_a_class_that_is_not_listed_is_named",
    "GK670": "test_column_checks.py::test_a_class_without_content_or_reason_is_told",
    "GK671": "test_column_checks.py::test_a_class_that_stands_twice_is_told_with_the_first",
    "GK672": "test_column_checks.py::test_an_item_that_names_a_class_which_does_not_apply_contradicts_it",
    "GK673": "test_column_checks.py::test_ids_that_lead_nowhere_are_told",
    "GK674": "test_column_checks.py::test_each_field_that_the_application_lacks_is_named",
    "GK675": "test_column_checks.py::test_each_page_of_an_article_that_the_office_left_blank_is_named",
    "GK676": "test_column_checks.py::test_what_is_withheld_is_reviewed_every_year",
    "GK677": "test_column_checks.py::test_what_is_withheld_has_one_of_the_two_words",
    "GK678": "test_column_checks.py::test_a_column_without_a_way_to_the_messages_of_its_website_is_told",
    "GK679": "test_column_checks.py::test_parts_in_another_order_are_told",
    "GK304": "test_units.py::test_a_search_engine_that_fails_stops_the_build",
    "GK305": "test_links.py::test_check_finds_a_link_to_nothing",
    "GK306": "test_links.py::test_check_finds_an_anchor_that_is_not_there",
    "GK307": "test_search.py::test_a_page_that_search_misses_is_reported",
    "GK360": "test_page_checks.py::test_a_fault_in_the_text_of_a_page_is_found_there",
    "GK361": "test_page_checks.py::test_a_fault_in_the_text_of_a_page_is_found_there",
    "GK362": "test_page_checks.py::test_a_fault_in_the_text_of_a_page_is_found_there",
    "GK363": "test_page_checks.py::test_a_fault_in_the_text_of_a_page_is_found_there",
    "GK364": "test_page_checks.py::test_a_fault_in_the_text_of_a_page_is_found_there",
    "GK365": "test_page_checks.py::test_a_fault_in_the_text_of_a_page_is_found_there",
    "GK366": "test_page_checks.py::test_a_hidden_link_is_found_whatever_hides_it",
    "GK367": "test_page_checks.py::test_a_fault_in_the_text_of_a_page_is_found_there",
    "GK368": "test_page_checks.py::test_every_host_of_others_is_looked_through_once_a_year",
    "GK369": "test_page_checks.py::test_an_item_published_twice_in_one_column_is_told",
    "GK370": "test_page_checks.py::test_a_page_too_heavy_too_far_or_out_of_reach_is_told",
    "GK371": "test_page_checks.py::test_a_page_too_heavy_too_far_or_out_of_reach_is_told",
    "GK372": "test_page_checks.py::test_a_fault_in_the_text_of_a_page_is_found_there",
    "GK373": "test_page_checks.py::test_a_page_too_heavy_too_far_or_out_of_reach_is_told",
    "GK374": "test_page_checks.py::test_more_than_three_hues_are_told_and_greys_do_not_count",
    "GK375": "test_page_checks.py::test_a_fault_in_the_text_of_a_page_is_found_there",
    "GK376": "test_page_checks.py::test_a_part_that_a_page_lacks_is_named",
    "GK377": "test_page_checks.py::test_the_page_for_what_is_not_found_leads_home_and_to_the_search",
    "GK378": "test_page_checks.py::test_every_host_of_others_is_looked_through_once_a_year",
    "GK379": "test_page_checks.py::test_a_title_that_does_not_find_its_page_is_told",
    "GK501": "test_page_checks.py::test_a_part_that_a_page_lacks_is_named",
    "GK502": "test_page_checks.py::test_a_part_that_a_page_lacks_is_named",
    "GK503": "test_page_checks.py::test_a_part_that_a_page_lacks_is_named",
    "GK504": "test_page_checks.py::test_a_part_that_a_page_lacks_is_named",
    "GK505": "test_page_checks.py::test_a_part_that_a_page_lacks_is_named",
    "GK506": "test_page_checks.py::test_a_part_that_a_page_lacks_is_named",
    "GK507": "test_page_checks.py::test_two_pages_of_one_title_are_both_told",
    "GK508": "test_page_checks.py::test_a_part_that_a_page_lacks_is_named",
    "GK509": "test_page_checks.py::test_a_part_that_a_page_lacks_is_named",
    "GK510": "test_page_checks.py::test_a_part_that_a_page_lacks_is_named",
    "GK511": "test_page_checks.py::test_a_part_that_a_page_lacks_is_named",
    "GK512": "test_page_checks.py::test_a_part_that_a_page_lacks_is_named",
    "GK513": "test_page_checks.py::test_a_fault_in_the_text_of_a_page_is_found_there",
    "GK514": "test_page_checks.py::test_a_fault_in_the_text_of_a_page_is_found_there",
    "GK515": "test_page_checks.py::test_a_fault_in_the_text_of_a_page_is_found_there",
    "GK516": "test_page_checks.py::test_a_fault_in_the_text_of_a_page_is_found_there",
    "GK517": "test_page_checks.py::test_a_fault_in_the_text_of_a_page_is_found_there",
    "GK518": "test_page_checks.py::test_a_fault_in_the_text_of_a_page_is_found_there",
    "GK519": "test_page_checks.py::test_a_fault_in_the_text_of_a_page_is_found_there",
    "GK520": "test_page_checks.py::test_a_fault_in_the_text_of_a_page_is_found_there",
    "GK286": "test_reviews.py::test_every_check_lists_the_reviews_and_a_build_does_not",
    "GK521": "test_page_checks.py::test_a_fault_in_the_text_of_a_page_is_found_there",
    "GK522": "test_page_checks.py::test_a_part_that_a_page_lacks_is_named",
    "GK523": "test_page_checks.py::test_a_fault_in_the_text_of_a_page_is_found_there",
    "GK524": "test_page_checks.py::test_marks_that_a_reader_sees_as_signs_are_found",
    "GK525": "test_page_checks.py::test_a_fault_in_the_text_of_a_page_is_found_there",
    "GK526": "test_page_checks.py::test_the_yearly_report_on_the_site_is_asked_of_those_who_publish_it",
    "GK527": "test_page_checks.py::test_the_home_page_leads_to_the_search_and_to_the_statutory_column",
    "GK528": "test_page_checks.py::test_a_part_that_a_page_lacks_is_named",
    "GK529": "test_page_checks.py::test_a_policy_its_interpretation_and_their_column_lead_to_each_other",
    **dict.fromkeys(
        ("GK680", "GK681", "GK682", "GK683", "GK684", "GK685", "GK687", "GK688"),
        "test_catalogue.py::test_each_finding_says_what_is_wrong_under_its_number",
    ),
    "GK686": "test_catalogue.py::test_an_item_of_the_statutory_column_without_a_row_is_found_by_name",
    "GK689": "test_catalogue.py::test_a_fault_of_the_whole_is_told",
    "GK690": "test_catalogue.py::test_what_the_list_of_information_lacks_is_told",
    "GK691": "test_catalogue.py::test_a_cell_that_cannot_be_read_is_told_by_sheet_row_and_column",
    "GK692": "test_catalogue.py::test_a_file_that_is_no_catalogue_is_refused",
    "GK693": "test_catalogue.py::test_a_row_that_would_vanish_is_named_and_goes_only_when_asked",
    "GK694": "test_catalogue.py::test_a_waiting_notice_fulfils_nothing_yet",
    "GK308": "test_search.py::test_a_search_that_does_not_answer_is_reported_and_proves_nothing",
    "GK600": "test_waivers.py::test_a_waiver_that_cannot_hold_is_told_and_lets_nothing_stand",
    "GK601": "test_waivers.py::test_what_breaks_a_site_stays_an_error_whoever_signs",
    "GK602": "test_waivers.py::test_personal_data_needs_a_mark_a_basis_and_an_assessment",
    "GK603": "test_waivers.py::test_a_waiver_that_cannot_hold_is_told_and_lets_nothing_stand",
    "GK604": "test_waivers.py::test_a_waiver_that_cannot_hold_is_told_and_lets_nothing_stand",
    "GK605": "test_waivers.py::test_a_waiver_that_cannot_hold_is_told_and_lets_nothing_stand",
    "GK606": "test_waivers.py::test_a_waiver_of_nothing_is_told",
    "GK610": "test_identity.py::test_what_is_missing_or_wrong_is_told_at_its_key",
    "GK611": "test_identity.py::test_what_is_missing_or_wrong_is_told_at_its_key",
    "GK612": "test_identity.py::test_what_is_missing_or_wrong_is_told_at_its_key",
    "GK613": "test_identity.py::test_what_is_missing_or_wrong_is_told_at_its_key",
    "GK614": "test_identity.py::test_what_is_missing_or_wrong_is_told_at_its_key",
    "GK615": "test_identity.py::test_what_is_missing_or_wrong_is_told_at_its_key",
    "GK616": "test_identity.py::test_what_is_missing_or_wrong_is_told_at_its_key",
    "GK617": "test_identity.py::test_what_is_missing_or_wrong_is_told_at_its_key",
    "GK618": "test_identity.py::test_what_is_missing_or_wrong_is_told_at_its_key",
    "GK619": "test_identity.py::test_what_is_missing_or_wrong_is_told_at_its_key",
    "GK620": "test_identity.py::test_what_is_missing_or_wrong_is_told_at_its_key",
    "GK621": "test_identity.py::test_what_is_missing_or_wrong_is_told_at_its_key",
    "GK622": "test_identity.py::test_whatever_is_taken_out_of_a_finished_page_is_told_by_name",
    "GK623": "test_identity.py::test_whatever_is_taken_out_of_a_finished_page_is_told_by_name",
    "GK624": "test_identity.py::test_whatever_is_taken_out_of_a_finished_page_is_told_by_name",
    "GK625": "test_particulars.py::test_a_fact_that_is_missing_stops_a_release_and_not_a_preview",
    "GK626": "test_particulars.py::test_a_fact_that_is_missing_stops_a_release_and_not_a_preview",
    "GK627": "test_particulars.py::test_a_fact_that_is_missing_stops_a_release_and_not_a_preview",
    "GK628": "test_particulars.py::test_a_fact_that_is_missing_stops_a_release_and_not_a_preview",
    "GK629": "test_particulars.py::test_a_fact_that_is_missing_stops_a_release_and_not_a_preview",
    "GK630": "test_particulars.py::test_a_fact_that_is_missing_stops_a_release_and_not_a_preview",
    "GK631": "test_particulars.py::test_a_fact_that_is_missing_stops_a_release_and_not_a_preview",
    "GK309": "test_page_checks.py::test_a_fault_in_the_text_of_a_page_is_found_there",
    "GK695": "test_particulars.py::test_a_number_stands_on_one_document",
    "GK696": "test_particulars.py::test_validity_and_its_end_say_the_same",
    "GK632": "test_particulars.py::test_a_number_in_another_form_is_told_with_what_to_write",
    "GK633": "test_particulars.py::test_the_years_of_number_and_document_agree",
    "GK634": "test_particulars.py::test_nothing_is_published_before_it_is_issued",
    "GK635": "test_identity.py::test_what_is_missing_or_wrong_is_told_at_its_key",
    "GK636": "test_particulars.py::test_working_days_are_counted_with_holidays_and_shifted_days",
    "GK637": "test_particulars.py::test_a_subject_that_is_no_class_is_told_with_the_one_that_is_meant",
    "GK638": "test_particulars.py::test_a_title_ends_with_the_kind_of_document",
    "GK639": "test_particulars.py::test_what_was_repealed_says_by_what_or_since_when",
    "GK640": "test_particulars.py::test_a_summary_is_short_and_says_more_than_the_title",
    "GK641": "test_particulars.py::test_an_issuer_is_registered_and_named_in_full",
    "GK642": "test_particulars.py::test_an_issuer_is_registered_and_named_in_full",
    "GK643": "test_particulars.py::test_a_code_of_another_form_or_used_twice_is_told",
    "GK644": "test_particulars.py::test_a_code_of_another_form_or_used_twice_is_told",
    "GK645": "test_particulars.py::test_a_code_that_was_published_never_changes",
    "GK646": "test_particulars.py::test_settings_of_which_no_code_can_be_made_are_told",
    "GK647": "test_particulars.py::test_a_date_below_a_text_is_printed_as_documents_print_it",
    "GK648": "test_particulars.py::test_a_fact_that_is_missing_stops_a_release_and_not_a_preview",
    "GK649": "test_identity.py::test_whatever_is_taken_out_of_a_finished_page_is_told_by_name",
    **{f"GK65{n}": "test_items.py::test_what_an_item_names_must_be_there" for n in range(3)},
    "GK653": "test_columns.py::test_a_blank_column_is_in_the_way_of_a_release",
    "GK698": "test_identity.py::test_what_is_missing_or_wrong_is_told_at_its_key",
    "GK697": "test_particulars.py::test_a_fact_that_is_missing_stops_a_release_and_not_a_preview",
    "GK654": "test_columns.py::test_a_column_is_brought_up_to_date_by_its_kind_and_by_its_own_duty",
    "GK655": "test_columns.py::test_a_column_is_brought_up_to_date_by_its_kind_and_by_its_own_duty",
    "GK656": "test_columns.py::test_a_home_page_without_news_is_in_the_way_of_a_release_and_warned_of_early",
    "GK657": "test_columns.py::test_a_home_page_without_news_is_in_the_way_of_a_release_and_warned_of_early",
    "GK658": "test_columns.py::test_so_many_blank_or_stale_columns_fail_the_whole_site",
    "GK659": "test_columns.py::test_a_kind_of_column_that_is_none_of_the_rules_is_told_with_what_was_meant",
    "GK660": "test_columns.py::test_a_policy_document_and_its_interpretation_want_each_other",
    "GK661": "test_columns.py::test_a_policy_document_and_its_interpretation_want_each_other",
    "GK662": "test_columns.py::test_a_portal_with_an_identity_has_the_columns_that_inspectors_look_for",
    "GK664": "test_columns.py::test_every_item_beside_the_statutory_column_says_its_class",
    "GK663": "test_columns.py::test_news_is_no_statutory_content",
    "GK750": "test_clearance.py::test_everything_that_is_published_has_been_examined",
    "GK751": "test_clearance.py::test_an_examination_comes_before_publication_and_says_yes",
    "GK752": "test_clearance.py::test_an_examination_comes_before_publication_and_says_yes",
    "GK753": "test_clearance.py::test_an_examination_is_of_the_bytes_that_were_examined",
    "GK754": "test_clearance.py::test_an_examination_is_of_the_bytes_that_were_examined",
    "GK755": "test_clearance.py::test_times_that_cannot_both_be_true_are_told",
    "GK756": "test_clearance.py::test_times_that_cannot_both_be_true_are_told",
    "GK760": "test_annual_reports.py::test_last_years_report_is_missed_from_its_day_on",
    "GK761": "test_annual_reports.py::test_each_fault_is_told_with_its_number",
    "GK762": "test_annual_reports.py::test_each_fault_is_told_with_its_number",
    "GK763": "test_annual_reports.py::test_each_fault_is_told_with_its_number",
    "GK764": "test_annual_reports.py::test_each_fault_is_told_with_its_number",
    "GK765": "test_annual_reports.py::test_each_fault_is_told_with_its_number",
    "GK766": "test_annual_reports.py::test_each_fault_is_told_with_its_number",
    "GK767": "test_annual_reports.py::test_what_one_year_leaves_is_what_the_next_begins_with",
    "GK768": "test_annual_reports.py::test_each_fault_is_told_with_its_number",
    "GK769": "test_annual_reports.py::test_each_fault_is_told_with_its_number",
    "GK770": "test_annual_reports.py::test_each_fault_is_told_with_its_number",
    "GK771": "test_annual_reports.py::test_each_fault_is_told_with_its_number",
    "GK772": "test_annual_reports.py::test_what_the_portal_counts_itself_is_filled_in_or_compared",
    "GK773": "test_annual_reports.py::test_a_column_of_reports_wants_the_return_of_the_website",
    "GK775": "test_annual_reports.py::test_a_page_without_one_of_the_six_headings_is_told",
    "GK774": "test_annual_reports.py::test_each_fault_is_told_with_its_number",
    "GK840": "test_verify.py::test_what_is_no_release_is_told",
    "GK841": "test_verify.py::test_a_key_that_was_swapped_is_told_even_where_all_is_signed_anew",
    "GK842": "test_verify.py::test_a_key_that_was_swapped_is_told_even_where_all_is_signed_anew",
    "GK843": "test_verify.py::test_one_flipped_bit_is_found_by_the_name_of_its_file",
    "GK844": "test_verify.py::test_a_missing_an_extra_and_a_renamed_file_are_told_apart",
    "GK845": "test_verify.py::test_a_missing_an_extra_and_a_renamed_file_are_told_apart",
    "GK846": "test_verify.py::test_a_missing_an_extra_and_a_renamed_file_are_told_apart",
    "GK847": "test_verify.py::test_an_older_release_is_told_by_its_number",
    "GK848": "test_verify.py::test_a_log_that_does_not_hold_together_is_told",
    "GK849": "test_verify.py::test_a_forgery_by_the_holder_of_the_key_is_named_by_a_reader_with_one_old_checkpoint",
    "GK850": "test_verify.py::test_a_forgery_by_the_holder_of_the_key_is_named_by_a_reader_with_one_old_checkpoint",
    "GK851": "test_verify.py::test_a_forgery_by_the_holder_of_the_key_is_named_by_a_reader_with_one_old_checkpoint",
    "GK852": "test_verify.py::test_a_forgery_by_the_holder_of_the_key_is_named_by_a_reader_with_one_old_checkpoint",
    "GK853": "test_verify.py::test_one_page_is_verified_by_two_small_files",
    "GK854": "test_verify.py::test_a_page_that_vanishes_without_a_word_is_told",
    "GK855": "test_verify.py::test_files_of_two_releases_are_told",
    "GK857": "test_verify.py::test_a_witness_who_never_signed_is_told",
    "GK858": "test_verify.py::test_an_old_page_with_a_proof_of_the_log_as_it_is_now_is_told",
    "GK856": "test_release.py::test_what_nobody_confirmed_stops_a_release",
    "GK810": "test_ipv6.py::test_a_link_to_the_site_itself_without_https_is_found",
    "GK811": "test_ipv6.py::test_a_record_that_does_not_hold_shows_no_badge_and_is_told",
    "GK812": "test_ipv6.py::test_a_badge_that_a_theme_writes_by_itself_is_found",
}


def test_every_code_has_a_failing_example() -> None:
    """In the table above, or in a test named here that exists."""
    assert explain
    shown = {code for case in CASES for line in case.lines for code in re.findall(r"GK\d{3}", line)}
    assert {code.id for code in all_codes()} - shown - EXPLAINED_ELSEWHERE.keys() == set()
    for code, test in EXPLAINED_ELSEWHERE.items():
        file, _, name = test.partition("::")
        text = (Path(__file__).parent / file).read_text(encoding="utf-8")
        above, _, below = text.partition(f"def {name}(")
        body = above.rpartition("\n\n\n")[2] + below.partition("\ndef ")[0]  # with what it is given
        assert code in body, f"{test} does not show {code}"


@pytest.mark.parametrize("code", [code.id for code in all_codes()])
def test_every_code_can_be_explained(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    cli.cli.main(["explain", code.lower()], prog_name="gksite", standalone_mode=False)
    said_ = capsys.readouterr().out
    first, _, rest = said_.partition("\n\n")
    assert first.startswith(f"{code}  ")
    assert re.search(r"^为什么：.{5,}$", rest, re.MULTILINE)
    assert re.search(r"^怎样改：.{5,}$", rest, re.MULTILINE)
    assert "{{" not in said_
    assert sys.modules["gksite.cli"] is cli


def test_every_code_is_listed_by_explain() -> None:
    listed = gksite("explain", env={"PYTHONHASHSEED": "0"})
    assert listed.code == 0
    program = "".join(path.read_text(encoding="utf-8") for path in (REPOSITORY / "gksite").rglob("*.py"))
    assert [line.split()[0] for line in listed.out.splitlines()] == sorted(re.findall(r'Code\(\s*"(GK\d+)"', program))
