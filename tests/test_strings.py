"""Every text in two languages: Chinese in the code and the templates, English in templates/strings/en.po, no more."""

import ast
import hashlib
import re
import string
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup
from jinja2 import Environment, nodes
from portal import NOTICE_PATH, REPOSITORY, TODAY, Ran, build, gksite, put, write_portal

from gksite.cli import cli
from gksite.codes import all_codes
from gksite.exports.data_package import GUARD, LISTS
from gksite.exports.json_schemas import FORMS, every
from gksite.exports.task_table import OF_AN_AGENCY
from gksite.theming.assets import FIXED

CATALOGUE = REPOSITORY / "templates/strings/en.po"
CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")
"""Characters, and the full-width signs that only Chinese uses."""
TEXT = re.compile(f"{CHINESE.pattern}|[“”]")
"""What tells a text from other strings: Chinese, or quotation marks, as in “{key}”{reason}."""

VALUES = ("主动公开", "依申请公开", "不予公开", "无公开证据", "不再推进", "无")
"""What editors of any language write in content files, so that an English text may quote it."""
ALLOWED = {
    # The other word for disclosure that pages never show: a word of the content.
    "不予公开",
    # The kinds of official documents: words of the content.
    *("决议", "决定", "命令", "公报", "公告", "通告", "意见", "通报", "报告", "请示", "批复", "议案", "函", "纪要"),
    # The usual kind of body that a badge of the register is for: a word of the content.
    "党政机关",
    # How one agency followed another: words of the content.
    *("更名", "合并", "撤销并入"),
    # The marks of a title, and of one inside another.
    *("《》", "〈〉"),
    # A pattern: the colons that may end a list of addressees.
    "：:",
    # Behind the name of a jurisdiction or an agency, in lists for programs.
    *("的单位", "的任务"),
    # The name of an annual report, which is a document's.
    "年政府信息公开工作年度报告",
    # What search folds: blanks and square brackets.
    "[\t-\r \x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]",
    *("〔〕［］【】[]", "〔", "〕", "［", "］", "【", "】"),
    # The headings of the command line's help, which is in Chinese only; its options' help is read from click itself.
    *("用法：", "选项", "命令"),
}
"""Chinese in the code that is no text to translate."""
VOCABULARY = {
    *(f"checks/{name}.py" for name in ("essentials", "footer", "ipv6_only", "outer_links", "scripts", "stray", "tree")),
    *(f"readers/{name}.py" for name in ("docx", "html", "html_facts", "list_numbers", "text_boxes", "text_stacks")),
    *(f"readers/{name}.py" for name in ("office_margins", "pdf_margins")),
    *(f"readers/{name}.py" for name in ("pdf_blocks", "pdf_cuts", "pdf_layout", "pdf_lines")),
    *(f"readers/{name}.py" for name in ("xlsx_values", "xlsx_formats")),
    *(f"text/{name}.py" for name in ("markings", "marking_fields", "marking_signs", "marking_words")),
    *(f"text/{name}.py" for name in ("breaks", "calendar_points", "dates", "days", "deadlines", "fact_labels")),
    *(f"text/{name}.py" for name in ("calendar_limits", "counted_limits", "deeds", "running_limits")),
    "text/authors.py",
    "text/place_names.py",
    "text/delimited.py",
    "text/hosts.py",
    "text/runs.py",
    "text/contacts.py",
    *(
        "text/clearing.py",
        "text/column_types.py",
        "inspection/interpretations.py",
        "inspection/column_kinds.py",
        "comparing.py",
        "examining.py",
        "link_documents.py",
        "probing/findings.py",
        "model/headings.py",
    ),
    *(f"text/{name}.py" for name in ("citations", "document_issuers", "identifiers", "official_documents", "subjects")),
    *(
        f"text/{name}.py"
        for name in ("alternatives", "as_typed", "lists", "naming", "outline", "references", "time_words")
    ),
    *(f"documents/{name}.py" for name in ("key_names", "mending", "yaml_losses", "yaml_slips", "yaml_values")),
    *(
        "exports/calendars.py",
        "exports/atom.py",
        "exports/column_key_tables.py",
        "exports/data_package.py",
        "exports/fact_key_tables.py",
        "exports/json_schemas.py",
        "exports/key_tables.py",
        "exports/task_table.py",
        "exports/task_workbook.py",
        "exports/report_workbook.py",
        "inspection/annual_report.py",
        "inspection/report_text.py",
        "model/reports.py",
        "reporting/claims.py",
        "reporting/skeleton.py",
        "reporting/subjects.py",
        "text/figures.py",
        *(f"catalogue/{name}.py" for name in ("bases", "calendar", "channels", "forms", "heads", "rows", "words")),
        "catalogue/workbooks.py",
        "model/catalogue.py",
        "drafting/agencies.py",
        "drafting/jurisdictions.py",
        "drafting/pinyin.py",
        "ledger/record.py",
        "progress/changes.py",
        "proof/held_words.py",
        "provenance/markings.py",
        "provenance/passages.py",
        "registry/coverage.py",
        "registry/several.py",
        "provenance/wording.py",
    ),
}
"""Modules that know the words of notices: only what they say to somebody is a text."""
SAID = {"Code", "Phrase", "RequestError", "bomb", "doubt", "instead", "too_much"}
"""Whose arguments are said to somebody."""


def helps(command: click.Command) -> Iterator[str]:
    """The help texts of a command's options and of the commands below it: the command line's help is Chinese only."""
    yield from (param.help for param in command.params if isinstance(param, click.Option) and param.help)
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from helps(below)


def python_texts(source: str) -> set[str]:
    """Every string constant that is a text, parts of f-strings too; those that stand alone are docstrings."""
    tree = ast.parse(source)
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in alone)
    return {node.value for node in found if isinstance(node.value, str) and TEXT.search(node.value)}


def said_texts(source: str) -> set[str]:
    """Every string constant that is a text among what a module of words says to somebody."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    said = (call for call in calls if isinstance(call.func, ast.Name) and call.func.id in SAID)
    return {text for call in said for text in python_texts(f"_ = {ast.unparse(call)}")}


def template_texts(source: str) -> set[str]:
    """Every literal in `_()`, every other constant that is a text, and text that stands bare in the HTML."""
    tree = Environment().parse(source)
    calls = [c for c in tree.find_all(nodes.Call) if isinstance(c.node, nodes.Name) and c.node.name == "_"]
    translated = {arg.value for call in calls for arg in call.args if isinstance(arg, nodes.Const)}
    constants = {const.value for const in tree.find_all(nodes.Const) if isinstance(const.value, str)}
    bare = {data.data.strip() for data in tree.find_all(nodes.TemplateData)}
    return translated | {text for text in constants | bare if TEXT.search(text)}


def collected() -> set[str]:
    """All texts of the program and its theme."""
    found: set[str] = set()
    package = REPOSITORY / "gksite"
    for path in package.rglob("*.py"):
        name = path.relative_to(package).as_posix()
        collect = said_texts if name in VOCABULARY or name.startswith(("understanding/", "privacy/")) else python_texts
        found |= collect(path.read_text(encoding="utf-8"))
    for path in (REPOSITORY / "templates").rglob("*.html"):
        found |= template_texts(path.read_text(encoding="utf-8"))
    for path in (REPOSITORY / "templates").rglob("*.py"):
        found |= python_texts(path.read_text(encoding="utf-8"))
    return found


def meanings() -> set[str]:
    """What the page of keys says of columns, files and keys."""
    found = {GUARD, LISTS}
    for column in OF_AN_AGENCY:
        found |= {column.title, column.meaning}
    for form in FORMS:
        found |= {form.title, form.files, *(key.meaning for key in every(form.table))}
    return {text for text in found if TEXT.search(text)}


def texts() -> set[str]:
    """Those of them that need English."""
    return (collected() - ALLOWED - set(helps(cli))) | meanings()


def entries() -> dict[str, str]:
    """The catalogue as translators read it: Chinese to English."""
    with CATALOGUE.open("rb") as stream:
        catalogue = read_po(stream, abort_invalid=True)
    assert not [m.id for m in catalogue if m.fuzzy and m.id]
    assert not catalogue.obsolete
    return {str(m.id): str(m.string) for m in catalogue if m.id}


def placeholders(text: str) -> list[str]:
    """The names in braces, as often as they stand."""
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def faults(wanted: Iterable[str], catalogue: Mapping[str, str]) -> list[str]:
    """What keeps a catalogue from saying every wanted text."""
    found = []
    for text in sorted(wanted):
        english = catalogue.get(text, "")
        if not english.strip():
            found.append(f"no English: {text}")
        elif placeholders(text) != placeholders(english):
            found.append(f"other placeholders: {text}")
    return found


def test_every_text_has_english_with_the_same_placeholders() -> None:
    assert faults(texts(), entries()) == []


def test_no_entry_is_left_that_nothing_uses() -> None:
    assert sorted(set(entries()) - texts()) == []


def test_no_entry_stands_twice() -> None:
    lines = CATALOGUE.read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith("msgid ") for line in lines) == len(entries()) + 1  # the header


def test_english_texts_hold_no_chinese_but_values() -> None:
    said = {chinese: re.sub("|".join(VALUES), "", english) for chinese, english in entries().items()}
    assert {chinese: english for chinese, english in said.items() if CHINESE.search(english)} == {}


def test_every_allowance_is_needed() -> None:
    assert sorted(ALLOWED - collected()) == []
    package = REPOSITORY / "gksite"
    silent = {name for name in VOCABULARY if not TEXT.search((package / name).read_text(encoding="utf-8"))}
    assert silent == set()


def test_scripts_take_their_texts_from_the_page() -> None:
    """But for two that others call: search.js knows Chinese stops, pagefind.js names filters in Chinese."""
    for path in sorted(p for p in (REPOSITORY / "templates/assets").glob("*.js") if p.name not in FIXED):
        assert not CHINESE.search(path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize(
    ("collect", "source", "expected"),
    [
        (python_texts, 'say("没有翻译的话")', {"没有翻译的话"}),
        (python_texts, 'say("没有" "翻译的话")', {"没有翻译的话"}),
        (python_texts, 'say(f"第 {n} 项")', {"第 ", " 项"}),
        (python_texts, 'title = f"{a}（{b}）"', {"（", "）"}),
        (python_texts, 'say("“{key}”{reason}")', {"“{key}”{reason}"}),
        (python_texts, 'KINDS = {"a": ("甲", "b")}', {"甲"}),
        (python_texts, '"""文档。"""\n\n\ndef f():\n    """说明。"""\n\n\nX = 1\n"""又一句。"""', set()),
        (python_texts, "# 注释\nx = 'latin'", set()),
        (said_texts, 'WORDS = ("市", "区")\nraise RequestError("没有{name}", name="市")', {"没有{name}", "市"}),
        (template_texts, '<p>{{ _("没有翻译的话") }}</p>', {"没有翻译的话"}),
        (template_texts, "<p title=\"{{ _('甲 {n}').format(n=1) }}\">", {"甲 {n}"}),
        (template_texts, "{{ _('SHA-256') }}", {"SHA-256"}),
        (template_texts, "<p>漏掉的话</p>", {"<p>漏掉的话</p>"}),
        (template_texts, "{{ names | join('、') }}", {"、"}),
        (template_texts, "{# 注释 #}{{ 'latin' }}", set()),
    ],
)
def test_the_collector_finds_texts(collect: Callable[[str], set[str]], source: str, expected: set[str]) -> None:
    assert collect(source) == expected


def test_a_missing_or_ill_fitting_text_is_reported() -> None:
    wanted = python_texts('say("没有翻译的话"); say("空的"); say("有 {n} 个"); say("好")')
    catalogue = {"空的": " ", "有 {n} 个": "{m} of them", "好": "good"}
    assert faults(wanted, catalogue) == [
        "other placeholders: 有 {n} 个",
        "no English: 没有翻译的话",
        "no English: 空的",
    ]


ENGLISH_SOURCE = "1 Publish the budget. Finance Bureau\n\n2 Publish the audit. Audit\n"
ENGLISH = {
    "site.yaml": "name: Test portal\ndescription: Tasks of one city\nlicence: CC0\nlang: en\n"
    "url: https://a.example/\nprogress: true\n",
    "content/agencies/city.yaml": """\
jurisdiction: city
name: Test City
agencies:
  - {id: finance, name: Finance Bureau, full_name: Finance Bureau of Test City, aliases: [Treasury, Purse]}
  - {id: audit, name: Audit Bureau, succeeded_by: Audit Office}
  - {id: office, name: Audit Office, kind: institution}
  - {id: hall, name: City Office}
  - {id: port, name: Port District, kind: district}
  - {id: bank, name: City Bank, kind: enterprise}
  - {id: both, name: Both Bureaus, kind: group, members: [Finance Bureau, Audit Bureau]}
  - {id: all, name: All Departments, kind: group}
  - {id: some, name: Some Departments, kind: group}
""",
    "content/agencies/empty.yaml": "jurisdiction: empty\nname: Empty Town\n",
    "content/notices/city-2018.yaml": f"""\
id: city-2018
jurisdiction: city
title: Tasks of 2018
number: No. 3 of 2018
issuer: City Office
issued: 2018-06-12
printed: 2018-06-13
published: 2018-06-13 09:00
disclosure: 主动公开
status: 已修改
superseded_by: city-2019
subject: Openness
index_code: A-1
url: https://city.example/2018.html
summary: What to do in 2018.
keywords: [openness, audit]
source: {{file: city.txt, sha256: {hashlib.sha256(ENGLISH_SOURCE.encode()).hexdigest()}}}
addressees: All bureaus
preamble: Do this.
note: The year is in doubt.
corrections: [{{date: 2018-07-01, text: A wrong number}}]
closing: The end.
cc: [City Council, City Court]
sections:
  - title: Publish
    tasks:
      - number: 1
        title: Budget
        requirement: Publish the budget.
        lead: [Finance Bureau]
        support: [{{name: Audit Bureau, as: Audit}}, All Departments]
        remark: Every year
        inherited: [lead]
        note: Two readings.
        deadlines: [{{text: by July, kind: fixed, date: 2018-07-01, basis: the preamble}}]
        documents: [{{number: No. 1, title: Rules, text: the Rules}}]
        updates:
          - date: 2018-06-20
            status: 有限进展
            text: Half of it is there.
            evidence: [{{title: News, date: 2018-06-19, quote: half, url: "https://b.example/", sha256: {"0" * 64}}}]
          - date: 2018-07-20
            status: 已完成
            text: All of it is there, and was when half was said to be.
            evidence: [{{title: News, date: 2018-07-19, quote: all, url: "https://b.example/", sha256: {"1" * 64}}}]
            reason: It took long.
            remedy: Next year sooner.
            corrects: 2018-06-20
        source: {{lines: [1, 1], lead: Finance, support: Audit}}
      - number: 2
        title: Audit
        source: {{lines: [1, 3]}}
    sections:
      - title: Deeper
        tasks:
          - {{number: 3, requirement: Answer., lead: [Both Bureaus, Some Departments], label: 3a}}
""",
    "content/notices/city-2019.yaml": """\
id: city-2019
jurisdiction: city
title: Tasks of 2019
year: 2019
disclosure: 主动公开
status: 有效
sections:
  - title: Publish
    tasks:
      - {number: 1, requirement: Publish., lead: [Port District], source: {table: 1, rows: [1, 2]}}
      - {number: 2, title: Answer, support: [Port District], source: {pages: [1, 2], rows: [1, 2]}}
""",
    "content/notices/city-2016.yaml": """\
id: city-2016
jurisdiction: city
title: Tasks of 2016
year: 2016
disclosure: 主动公开
status: 失效
source: {file: city.pdf, sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855}
sections: [{title: Publish, tasks: [{number: 1, title: Answer, lead: [Finance Bureau]}]}]
""",
    "content/notices/city-2015.yaml": """\
id: city-2015
jurisdiction: city
title: Tasks of 2015
year: 2015
disclosure: 主动公开
status: 废止
repealed: 2015-12-31
sections: [{title: Publish, tasks: [{number: 1, title: Answer, lead: [Finance Bureau]}]}]
""",
    "content/sources/city.txt": ENGLISH_SOURCE,
    "content/sources/city.pdf": "",
    "content/pages/about.md": "# About\n\nSee [the data](/data/).\n",
}
FACTS = ("GK625", "GK626", "GK627", "GK628", "GK629", "GK630", "GK750")
SIGNED = "reason: test, by: test, on: 2026-01-01"
WAIVERS = "".join(
    f"  - {{code: {code}, place: content/notices/city-{year}.yaml, archive: true, {SIGNED}}}\n"
    for year in (2015, 2016, 2018, 2019)
    for code in FACTS
) + "".join(
    f"  - {{code: {code}, place: {place}, expires: 2099-01-01, {SIGNED}}}\n"
    for place, codes in {
        "site.yaml": ("GK610", "GK612", "GK614", "GK617"),
        "content/pages/about.md": ("GK750",),
    }.items()
    for code in codes
)
IDENTITY = "identity: {organizer: City Office, site_code: '3505000000', contact: by telephone}\n"


def english_portal(root: Path, more: str = "") -> Path:
    """A portal in English with something of everything, written in Latin letters but for its fixed values."""
    for name, text in ENGLISH.items():
        put(root / name, text + more if name == "site.yaml" else text)
    put(root / "content/waivers.yaml", f"waivers:\n{WAIVERS}")
    return root


@pytest.mark.parametrize(
    ("more", "options"), [("", []), (IDENTITY, ["--offline"]), ("", ["--no-search"])], ids=["whole", "offline", "plain"]
)
def test_an_english_portal_is_in_english_throughout(tmp_path: Path, more: str, options: list[str]) -> None:
    root = english_portal(tmp_path, more)
    ran = gksite("build", "--root", root, "--today", TODAY, *options)
    assert (ran.code, ran.err) == (0, "")
    pages = sorted((root / "output").rglob("*.html"))
    assert len(pages) > 25
    for path in pages:
        text = path.read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if CHINESE.search(line)]
        assert lines == [], path.relative_to(root)
        html = BeautifulSoup(text, "lxml").html
        assert html is not None
        assert html["lang"] == "en", path.relative_to(root)


def test_the_tiny_portal_says_that_its_pages_are_in_english(portal: Callable[..., Path]) -> None:
    root = portal({"site.yaml": "name: Test\nlang: en\n"})
    assert build(root).code == 0
    home = BeautifulSoup((root / "output/index.html").read_bytes(), "lxml")
    assert home.html is not None
    assert home.html["lang"] == "en"
    assert [a.get_text() for a in home.select("nav a")] == ["Tasks", "Agencies", "Documents", "Data"]


BROKEN = {NOTICE_PATH: ("year: 2018", "yaer: 2018\nyear: 2018")}
IN_CHINESE = f"{NOTICE_PATH}:4:1: GK101 不认识的键“yaer”；是否为“year”？"
IN_ENGLISH = f"{NOTICE_PATH}:4:1: GK101 There is no key “yaer”; did you mean “year”?"


@pytest.mark.parametrize(
    ("options", "environment", "line"),
    [
        ([], {}, IN_CHINESE),
        (["--lang", "en"], {}, IN_ENGLISH),
        (["--lang=en"], {"LC_ALL": "zh_CN.UTF-8"}, IN_ENGLISH),
        ([], {"LC_MESSAGES": "en_US.UTF-8"}, IN_ENGLISH),
        ([], {"LC_ALL": "en_GB.UTF-8"}, IN_ENGLISH),
        (["--lang", "zh"], {"LC_MESSAGES": "en_US.UTF-8"}, IN_CHINESE),
        ([], {"LC_ALL": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, IN_CHINESE),
        ([], {"LC_MESSAGES": "de_DE.UTF-8"}, IN_CHINESE),
    ],
)
def test_a_broken_file_is_told_in_the_readers_language(
    tmp_path: Path, options: list[str], environment: dict[str, str], line: str
) -> None:
    ran = build(write_portal(tmp_path, BROKEN), *options, env=environment)
    assert ran.code == 1
    assert ran.lines[0] == line
    assert bool(CHINESE.search(ran.err)) == (line is IN_CHINESE)
    assert "GK101" in ran.lines[-1]


@pytest.mark.parametrize("options", [["--lang", "en"], ["--lang=en"]])
@pytest.mark.parametrize("request_", [["build", "--ouptut", "x"], ["build", "--root", "/nowhere"], ["explain", "GK1"]])
def test_a_refusal_is_told_in_the_readers_language(options: list[str], request_: list[str]) -> None:
    ran = gksite(*request_, *options)
    assert ran.code == 2
    assert not CHINESE.search(ran.err)
    assert CHINESE.search(gksite(*request_).err)


def explained(*args: str) -> Ran:
    ran = gksite("explain", *args, "--lang", "en")
    assert ran.code == 0
    return ran


def test_explanations_are_in_english() -> None:
    assert not CHINESE.search(re.sub("|".join(VALUES), "", explained().out))
    assert explained("GK101").out.startswith("GK101  There is no key “{key}”{hint}\n\nWhy: ")
    assert [line.split(": ")[0] for line in explained("GK701").out.splitlines()[2:]] == ["Why", "How to fix", "Basis"]


def test_all_that_a_code_says_is_in_english() -> None:
    english = entries()
    for code in all_codes():
        for text in filter(None, (code.message, code.why, code.mend, code.clause)):
            assert text in english, code.id


def test_two_guesses_are_told_in_english(portal: Callable[..., Path]) -> None:
    root = portal({NOTICE_PATH: ("lead: [市财政局]\n        support", "lead: [市财政句]\n        support")})
    assert build(root, "--lang", "en").lines[0].endswith("; did you mean “市财政局” or “测试市财政局”?")


def test_a_fault_of_the_whole_file_is_told_in_english(portal: Callable[..., Path]) -> None:
    ran = build(portal({NOTICE_PATH: "- a\n- b\n"}), "--lang", "en")
    assert ran.lines[0] == f"{NOTICE_PATH}:1:1: GK103 “The whole file” must hold one “key: value” on each line"


def test_a_collision_is_told_in_english(portal: Callable[..., Path]) -> None:
    ran = build(portal({"content/pages/notices.md": "# Notices\n"}), "--lang", "en")
    assert "GK301" in ran.lines[0]
    assert not CHINESE.search(ran.err)
