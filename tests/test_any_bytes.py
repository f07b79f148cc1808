"""Whatever stands in a file gives a value or a problem at its place: addresses, tags, numbers in cells, nesting."""

import errno
import hashlib
import multiprocessing
import os
import random
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from documents import as_xlsx
from hypothesis import given, settings
from hypothesis import strategies as st
from portal import (
    AGENCIES_PATH,
    NOTICE,
    NOTICE_PATH,
    REPOSITORY,
    SITE,
    SOURCE,
    TODAY,
    Ran,
    build,
    gksite,
    put,
    tree,
    write_portal,
)

from gksite import render
from gksite.build import BuildOptions, make
from gksite.documents.shapes import notice_kind, shape
from gksite.documents.yaml_reader import Document, parse
from gksite.documents.yaml_writer import notice_yaml
from gksite.drafting.transcribe import transcribe
from gksite.model.blocks import Reading
from gksite.model.extents import excesses
from gksite.model.records import RegistryRecord
from gksite.model.settings import Config
from gksite.problems.problem import Problems, RequestError
from gksite.problems.translations import translator
from gksite.readers.child import outcome
from gksite.readers.content import from_plain
from gksite.understanding.understand import understand

HOST, USER, PORT = "“url”网址里的主机名不对", "“url”网址里不能有用户名、密码和“@”", "“url”网址里的端口不对"
START, PATH, SIGNS = "“url”应是网站首页的网址", "“url”里的路径不对", "“url”网址应以 https:// 或 http:// 开头"


def with_site(root: Path, key: str, value: str) -> Ran:
    return build(write_portal(root, {"site.yaml": f'{SITE}{key}: "{value}"\n'}))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        *(
            (url, HOST)
            for url in ("https://", "https:///a/", "https://[", "https://[::1", "https://[x]/", "https://.cn/")
        ),
        *((url, HOST) for url in ("https://a..cn/", "https://-a.cn/", "https://a_b.cn/", "https://?a", "https://#a")),
        *((f"https://{'a' * 64}.cn/", HOST), ("https://℀.cn/", HOST), (f"https://{'a.' * 150}cn/", HOST)),
        *((url, USER) for url in ("https://u:p@x.gov.cn/", "https://@x.gov.cn/", "https://x.gov.cn@evil.com/")),
        *((f"https://x.gov.cn:{port}/", PORT) for port in ("0", "65536", "99999999999", "a", "-1", "", "²", "٣")),
        *(
            (url, START)
            for url in ("http://x.gov.cn/", "https://x.gov.cn/?a=1", "https://x.gov.cn/?", "https://x.cn/#")
        ),
        *((f"https://x.gov.cn/{path}", PATH) for path in ("/evil.com/", "a//b/", "a/../b/", "..", "./", "a/.", "a//")),
        *((f"https://x.gov.cn/{path}", PATH) for path in ("%2e%2e/", "a%2Fb/", "a%", "a;b/", "政务/", "a:b/", "a@b/")),
        *((f"https://x.gov.cn/{path}", PATH) for path in ("%E6%94%BF/", "a/%e6%94%bf", "a%41/")),
        *((f"https://x.gov.cn/{path}", PATH) for path in (".zwgk/", ".well-known", "a/.b/", ".../")),
        *((url, SIGNS) for url in ("http:/x.cn", "https：//x.cn/", "https://x．cn/", "https://x／y", "ｈttps://x.cn/")),
        *((url, SIGNS) for url in ("//x.cn/", "ftp://x.cn/", "javascript:alert(1)", "x.cn", "https://x.cn/a b/")),
        *(
            (f"https://x.cn/{sign}/", SIGNS)
            for sign in ("\u3000", "\u00a0", "\\\\", "\\t", "<", ">", "'", "，", "？", "。")
        ),
    ],
)
def test_an_address_of_a_site_that_is_none_is_one_problem(tmp_path: Path, url: str, said: str) -> None:
    ran = with_site(tmp_path, "url", url)
    assert ran.code == 1
    assert len(ran.lines) == 2
    assert ran.lines[0].startswith(f"site.yaml:2:6: GK103 {said}")
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://x.gov.cn", "/"),
        ("https://x.gov.cn/", "/"),
        ("HTTPS://X.gov.cn:8443/a", "/a/"),
        ("https://x.gov.cn/zwgk/2018/", "/zwgk/2018/"),
        ("https://政务.cn/", "/"),
        ("https://xn--zfr164b.cn/", "/"),
        ("https://[::1]:8080/", "/"),
        ("https://10.1.2.3/a.b~c_d-e/", "/a.b~c_d-e/"),
        ("https://x.gov.cn/-a/~b/_c./", "/-a/~b/_c./"),
    ],
)
def test_an_address_of_a_site_leads_to_the_page_for_what_is_missing(tmp_path: Path, url: str, base: str) -> None:
    assert with_site(tmp_path, "url", url).code == 0
    assert f'src="{base}assets/' in (tmp_path / "output/404.html").read_text(encoding="utf-8")
    assert f"Sitemap: {url.rstrip('/')}/sitemap.xml" in (tmp_path / "output/robots.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ["zwgk", "/a", "a/", ""])
def test_a_base_path_without_its_slashes_is_one_problem(tmp_path: Path, path: str) -> None:
    ran = with_site(tmp_path, "base_path", path)
    assert ran.code == 1
    assert ran.lines[0] == "site.yaml:2:12: GK103 “base_path”应以 / 开头并以 / 结尾，例如 /zwgk/"
    assert len(ran.lines) == 2


@pytest.mark.parametrize(
    "path",
    [
        *("//", "//x.cn/", "/../", "/./", "/a//b/", "/ａ/", "/a b/", "/a\\\\n/", "/…/", "/%2e/", "/a?/"),
        *("/%E6%94%BF/", "/%41/", "/.zwgk/", "/.well-known/", "/a/.b/"),
    ],
)
def test_a_base_path_that_a_server_would_not_serve_is_one_problem(tmp_path: Path, path: str) -> None:
    ran = with_site(tmp_path, "base_path", path)
    assert ran.code == 1
    assert ran.lines[0] == (
        "site.yaml:2:12: GK103 “base_path”里的路径不对："
        "只用半角字母、数字和 - . _ ~，文件夹之间一个“/”，名字不以“.”开头"
    )
    assert len(ran.lines) == 2


@pytest.mark.parametrize(
    "url", ["http://x.gov.cn/a?b=1#c", "https://x.gov.cn/政务/通知（一）.html", "https://x.cn:8080"]
)
def test_a_notice_may_name_any_page_that_it_was_published_at(tmp_path: Path, url: str) -> None:
    root = write_portal(tmp_path, {NOTICE_PATH: ("year: 2018", f"year: 2018\nurl: {url}")})
    assert build(root).code == 0


PLAIN = (
    "int",
    "float",
    "bool",
    "null",
    "str",
    "binary",
    "timestamp",
    "seq",
    "map",
    "set",
    "omap",
    "pairs",
    "merge",
    "value",
)
TAGS = (
    *(f"!!{name}" for name in PLAIN),
    *("!", "!a", "!!python/object/apply:os.system", "!!python/name:os.system", "!<tag:yaml.org,2002:int>", "!%E4"),
    *("&a", "*a", "&a !!int", "!!str &a", "!!int !!str", ""),
)
TEXTS = (
    *(
        "abc",
        '""',
        "''",
        "0b11",
        "0o8",
        "0x",
        "1e400",
        "-0",
        ".nan",
        ".inf",
        "-.inf",
        "1_000",
        "1:30",
        "~",
        "null",
        "true",
    ),
    *(
        "①",
        "〇",
        "²",
        "٣",
        "Ⅷ",
        "１２",
        "9" * 5000,
        "2018-13-45",
        "2018-06-12T00:00:00Z",
        "=",
        "<<",
        "[]",
        "{}",
        "[1, a]",
    ),
    *("{a: 1}", "{<<: {a: 1}}", "? a", "- a", "|", ">", "'\\'", '"\\ud800"', '"\\0"', '"\\u202e"', "", "@", "%", "`"),
)
PLACES = (
    *(("year: 2018", NOTICE), ("number: 1", NOTICE), ("issued: 2018-06-12", NOTICE), ("id: ceshi-2018", NOTICE)),
    *(("lead: [市财政局]", NOTICE), ("lines: [1, 1]", NOTICE), ("title: 一、公开", NOTICE), ("name: 测试门户", SITE)),
)


def record_of(text: str, kind: type[Config] | type[RegistryRecord] | None = None) -> tuple[object, Problems]:
    """What a file of the portal comes to."""
    problems = Problems()
    document = Document("x.yaml", text)
    found = parse(document, problems)
    if found is None:
        return None, problems
    return shape(kind or notice_kind(found), found, document, problems), problems


@settings(max_examples=400)
@given(st.sampled_from(PLACES), st.sampled_from(TAGS), st.sampled_from(TEXTS))
def test_a_value_with_any_tag_is_a_record_or_a_problem(place: tuple[str, str], tag: str, text: str) -> None:
    written, whole = place
    key = written.split(":")[0]
    changed = whole.replace(written, f"{key}: {tag} {text}", 1)
    record, problems = record_of(changed, Config if whole is SITE else None)
    assert (record is None) == bool(problems.found)
    for problem in problems.found:
        assert problem.location.line <= changed.count("\n") + 1
        assert problem.text(str)


@settings(max_examples=300)
@given(st.text(max_size=60), st.sampled_from((SITE, NOTICE)), st.integers(0, 300))
def test_any_text_put_anywhere_into_a_file_is_a_record_or_a_problem(text: str, whole: str, at: int) -> None:
    record, problems = record_of(whole[:at] + text + whole[at:], Config if whole is SITE else None)
    assert (record is None) == bool(problems.found)


@pytest.mark.parametrize(
    "year",
    ["!!int abc", "!!float abc", '!!int ""', "!!int 0b11", "!!binary 2018", "!!timestamp 2018", "!!python/name:a 1"],
)
def test_a_tag_that_is_no_kind_of_ours_is_named_at_its_place(tmp_path: Path, year: str) -> None:
    ran = build(write_portal(tmp_path, {NOTICE_PATH: ("year: 2018", f"year: {year}")}))
    assert ran.code == 1
    assert ran.lines[0].startswith(f"{NOTICE_PATH}:4:7: GK0")


CELLS = (
    *(
        "",
        "1",
        "2",
        "3",
        "①",
        "②",
        "〇",
        "²",
        "٣",
        "Ⅷ",
        "１",
        "1e400",
        "-0",
        "NaN",
        "9" * 30,
        "9" * 5000,
        "㈠",
        "⑴",
        "⒈",
        "❶",
    ),
    *(
        "\u202e",
        "\u200b",
        "\u2028",
        "\ufeff",
        "\x01",
        "\x85",
        "&#x202e;",
        "&#0;",
        "\ufffe",
        "\U0001f600",
        "e\u0301" * 20,
    ),
    *(
        "（一）",
        "一、",
        "第〇",
        "十十十",
        "百",
        "亿亿",
        "1.",
        "1.2",
        "合计",
        "—",
        "〃",
        "同上",
        "同第9项",
        "同第③项",
        "同第٣项",
    ),
    *(
        "市财政局",
        "市财政局、市审计局",
        "牵头",
        "负责",
        "由牵头",
        "每",
        "每²个月",
        "٣个工作日",
        "2018年13月",
        "第²季度",
        "Q٣",
    ),
    *(
        "附件²",
        "附件1",
        "一是",
        "一、公开",
        "1.公开预算",
        "（牵头单位：市财政局）",
        "责任单位：",
        "二〇一八年",
        "同第" + "9" * 41 + "项",
    ),
)
HEADS = ("序号", "工作任务", "内容", "牵头单位", "责任单位", "完成时限", "备注", "单位")


def scattered(seed: int) -> str:
    """A text with a table in which such cells stand anywhere."""
    dice = random.Random(seed)
    width = dice.randint(1, 5)
    rows = []
    if dice.random() < 0.6:
        rows.append(dice.choices(HEADS, k=width))
    for _ in range(dice.randint(1, 7)):
        rows.append(dice.choices(CELLS, k=dice.randint(1, width)))
    sign = dice.choice(("\t", "\t", "\n", "|", "，", " "))
    return "\n".join(map(sign.join, rows))


def drafted(text: str) -> str | None:
    """The YAML that import makes of a text, None where it refuses it."""
    answer = outcome("text", text.encode(), lambda done, total: None)
    if "code" in answer:
        return None
    read = from_plain(answer["content"])
    reading = Reading("x.txt", "0" * 64, read.blocks, read.facts, tuple(read.remarks), read.margins, read.questions)
    notice = transcribe(understand(reading), reading, ()).notice
    if any(True for _ in excesses(notice)):  # such as a heading of 5,000 characters
        return None
    return notice_yaml(notice)


def check_drafts(seeds: range) -> None:
    for seed in seeds:
        made = drafted(scattered(seed))
        if made is None:
            continue
        record, problems = record_of(made)
        assert record is not None, (seed, problems.found)


@pytest.mark.parametrize("number", ["1000000", "1000001", "9" * 30, "9" * 5000, "九千万", "007", "000000000001"])
def test_a_number_beyond_any_task_is_no_number(number: str) -> None:
    made = drafted(f"序号\t工作任务\t责任单位\n{number}\t公开预算\t市财政局\n2\t公开决算\t市财政局\n")
    assert made is None or record_of(made)[0] is not None


def test_any_cells_are_a_draft_that_can_be_read_again() -> None:
    check_drafts(range(250))


@pytest.mark.proof
def test_twenty_thousand_grids_of_such_cells_are_drafts_that_can_be_read_again() -> None:
    check_drafts(range(250, 20_250))


@pytest.mark.parametrize(
    "text",
    [
        "完成时限\t任务内容\n负责\t负责\n",
        "内容\t每\t\t单位\n\t&#x202e\ta\t\t9\n",
        "序号\t工作任务\t责任单位\n1\t\u202e\t市财政局\n2\t公开\t市财政局\n",
        "工作任务|单位\n附件1|（一）\n附件2||十\n公开|市财政局\n",
    ],
)
def test_such_cells_are_no_traceback_of_import(tmp_path: Path, text: str) -> None:
    put(tmp_path / "received.txt", text)
    ran = gksite("import", tmp_path / "received.txt", "--root", write_portal(tmp_path / "portal"))
    assert ran.code in (0, 1)


FIGURES = ["①②③", "⒈⒉⒊", "²³¹", "〡〢〣"]
MORE_FIGURES = ["⑴⑵⑶", "٣٤٥", "１２３", "ⅠⅡⅢ", "❶❷❸"]


@pytest.mark.parametrize("digits", [*FIGURES, *(pytest.param(more, marks=pytest.mark.proof) for more in MORE_FIGURES)])
def test_numbers_in_any_figures_are_no_traceback_of_import(tmp_path: Path, digits: str) -> None:
    rows = [[(0, 0, 1, 1, "工作任务"), (0, 1, 1, 1, "责任单位")]]
    for at, digit in enumerate(digits, 1):
        rows[0] += [(at, 0, 1, 1, f"公开{digit}"), (at, 1, 1, 1, "市财政局"), (at, 2, 1, 1, digit)]
    put(tmp_path / "received.xlsx", as_xlsx(rows))
    ran = gksite("import", tmp_path / "received.xlsx", "--root", write_portal(tmp_path / "portal"))
    assert ran.code == 0, ran.err
    assert "市财政局" in ran.out


NESTED = {
    "marks on one line": "* " * 300 + "甲",
    "lists in lists": "\n".join("    " * level + "- 甲" for level in range(300)),
    "numbers": "1. " * 700 + "甲",
    "quotations": "> " * 60 + "甲",
    "quotations with lists": "> - " * 60 + "甲",
}


@pytest.mark.parametrize("text", NESTED.values(), ids=NESTED.keys())
def test_a_text_nested_beyond_measure_is_one_problem(tmp_path: Path, text: str) -> None:
    ran = build(write_portal(tmp_path, {"content/pages/about.md": f"# 关于\n\n{text}\n"}))
    assert re.match(r"content/pages/about\.md:\d+: GK060 .*(超过 20 层|套得太深|一段超过)", ran.lines[0]), ran.err
    assert ran.code == 1


def test_an_introduction_nested_beyond_measure_is_told_at_its_place(tmp_path: Path) -> None:
    text = "> " * 60 + "现将任务分解表印发给你们。"
    root = write_portal(tmp_path, {NOTICE_PATH: ("preamble: 现将任务分解表印发给你们。", f"preamble: '{text}'")})
    assert re.match(rf"{NOTICE_PATH}:10: GK060 .*超过 20 层", build(root).lines[0])


@pytest.mark.parametrize(
    "text", ["> " * 20 + "甲", "*" * 500 + "甲", "[" * 500, "![" * 300 + "](a)" * 300, "`" * 999, "|" * 500]
)
def test_many_marks_without_nesting_are_a_page(tmp_path: Path, text: str) -> None:
    ran = build(write_portal(tmp_path, {"content/pages/about.md": f"# 关于\n\n{text}\n"}))
    assert "GK060" not in ran.err
    assert ran.code in (0, 1)


CATALOGUE = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "共 {count} 项"\nmsgstr "{count} in all"\n'
)


def catalogue(folder: Path, data: bytes) -> Path:
    put(folder / "strings/en.po", data)
    return folder


def test_a_catalogue_translates(tmp_path: Path) -> None:
    assert translator("en", catalogue(tmp_path, CATALOGUE.encode()))("共 {count} 项") == "{count} in all"


@pytest.mark.parametrize("form", ["{other} in all", "{count!r}", "{count.x}", "{count:>9999999}", "{0}", "{", "{count"])
def test_a_translation_with_values_that_the_text_has_not_is_none(tmp_path: Path, form: str) -> None:
    text = CATALOGUE.replace("{count} in all", form)
    assert translator("en", catalogue(tmp_path, text.encode()))("共 {count} 项") == "共 {count} 项"


def test_a_catalogue_of_any_bytes_translates_or_is_told(tmp_path: Path) -> None:
    pieces = (
        b"msgid ",
        b"msgstr[9]",
        b'"',
        b"\n",
        b"\\",
        b"\xff",
        b"\0",
        b'msgid_plural "x"\n',
        b"#~ ",
        b"charset=foo",
    )
    dice = random.Random(3)
    for number in range(200):
        at = dice.randrange(len(CATALOGUE.encode()))
        data = CATALOGUE.encode()[:at] + dice.choice(pieces) + CATALOGUE.encode()[at + dice.choice((0, 0, 30, 999)) :]
        try:
            assert translator("en", catalogue(tmp_path / str(number), data))("共 {count} 项").format(count=1)
        except RequestError as error:
            told = error.text(str)
            assert "en.po" in told


@pytest.mark.parametrize(
    "path", ["site.yaml", NOTICE_PATH, AGENCIES_PATH, "content/pages/about.md", "content/sources/ceshi.txt"]
)
@pytest.mark.parametrize("seed", range(3))
def test_any_bytes_in_a_file_of_the_portal_are_no_traceback(tmp_path: Path, path: str, seed: int) -> None:
    root = write_portal(tmp_path)
    put(root / path, random.Random(seed).randbytes(300))
    assert build(root).code == 1


COMMANDS = ("build --no-search", "check", "explain GK006", "import content/sources/ceshi.txt", "--help", "nope", "")
CLOSED = (">&-", "2>&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-", ">/dev/full", "2>/dev/full", "| true", "2>&1 | true")


def in_shell(words: str, folder: Path, *, before: str = "true") -> subprocess.CompletedProcess[str]:
    """A command with its streams as a shell leaves them; its own exit status also in a pipe."""
    line = f'set -o pipefail; {before}; "$PY" -m gksite {words}'
    env = {**os.environ, "PY": sys.executable, "PYTHONPATH": str(REPOSITORY)}
    env.pop("PYTHONUNBUFFERED", None)  # a stream that keeps what is said fails at the very end
    return subprocess.run(
        ["bash", "-c", line], cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.mark.parametrize("closed", [">/dev/full", "2>/dev/full", "2>&1 | true"])
def test_a_request_that_nobody_hears_is_refused_all_the_same(tmp_path: Path, closed: str) -> None:
    ran = in_shell(f"nope {closed}", tmp_path)
    assert "Exception ignored" not in ran.stdout + ran.stderr
    assert ran.returncode in (1, 2), ran


@pytest.mark.proof
@pytest.mark.parametrize("closed", CLOSED)
def test_closed_streams_are_no_traceback_of_any_command(tmp_path: Path, closed: str) -> None:
    root = write_portal(tmp_path)
    for command in COMMANDS:
        ran = in_shell(f"{command} {closed}", root)
        assert "Traceback" not in ran.stdout + ran.stderr, (command, ran.stderr)
        assert ran.returncode in (0, 1, 2), (command, ran)


def test_a_build_with_all_streams_closed_is_a_build(tmp_path: Path) -> None:
    root = write_portal(tmp_path)
    ran = in_shell("build --no-search <&- >&- 2>&-", root)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert (root / "output/index.html").read_text(encoding="utf-8").startswith("<!")


@pytest.mark.parametrize("refusal", [OSError(errno.EROFS, "x"), OSError(errno.EMFILE, "x"), ImportError("sem_open")])
def test_without_shared_memory_pages_are_made_in_one_process(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, refusal: Exception
) -> None:
    def refuse(*given: object, **more: object) -> object:
        raise refusal

    root = write_portal(tmp_path)
    wanted = BuildOptions(date(2026, 1, 1), jobs=1, search=False)
    alone = make(root, wanted, Problems(), lambda stage: None)
    monkeypatch.setattr(render, "WORTH_A_PROCESS", 1)
    monkeypatch.setattr(type(multiprocessing.get_context("fork")), "Pool", refuse)
    together = make(root, replace(wanted, jobs=4), Problems(), lambda stage: None)
    assert together.files == alone.files


def test_a_reader_that_goes_away_ends_a_command_in_silence(tmp_path: Path) -> None:
    root = write_portal(tmp_path, {f"content/stray{n}.txt": "x" for n in range(2000)})  # more than a pipe holds
    for words in ("check 2>&1 | head -1", "--help | true"):
        ran = in_shell(words, root)
        assert ran.returncode in (1, 141), ran
        assert ran.stderr == ""
        assert len(ran.stdout.splitlines()) <= 1


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("export LC_ALL=C LANG=C PYTHONCOERCECLOCALE=0 PYTHONUTF8=0", marks=pytest.mark.proof),
        pytest.param("export LC_ALL=POSIX", marks=pytest.mark.proof),
        pytest.param("unset HOME USER LOGNAME", marks=pytest.mark.proof),
        pytest.param("export HOME=/nowhere XDG_CACHE_HOME=/nowhere", marks=pytest.mark.proof),
        pytest.param("unset PATH", marks=pytest.mark.proof),
        "unset HOME USER LOGNAME; export LC_ALL=POSIX; ulimit -n 32",
    ],
)
def test_a_bare_environment_makes_the_same_site(tmp_path: Path, before: str) -> None:
    root = write_portal(tmp_path / "portal")
    assert build(root).code == 0
    whole = tree(root / "output")
    shutil.rmtree(root / "output")
    python = f"PY={sys.executable}"
    ran = in_shell(f"build --no-search --jobs 1 --today {TODAY}", root, before=f"{python}; {before}")
    assert ran.returncode == 0, ran.stderr
    assert tree(root / "output") == whole
    ran = in_shell(f"check --today {TODAY}", root, before=f"{python}; {before}")
    assert "Traceback" not in ran.stderr
    assert ran.returncode == 0, ran.stderr


@pytest.mark.proof
@pytest.mark.parametrize("room", ["0", "4k"])
def test_a_full_temporary_folder_is_one_line_or_no_matter(tmp_path: Path, room: str) -> None:
    root = write_portal(tmp_path / "portal")
    (tmp_path / "t").mkdir()
    mounted = f"mount -t tmpfs -o size=4k,nr_inodes=2 tmpfs {tmp_path}/t && export TMPDIR={tmp_path}/t"
    full = "head -c 4096 /dev/zero >$TMPDIR/full" if room == "0" else "true"
    probe = subprocess.run(["unshare", "-rm", "true"], check=False, capture_output=True)
    if probe.returncode != 0:
        pytest.skip("no namespace of mounts here")
    for words in ("build --no-search", "check", "import content/sources/ceshi.txt"):
        line = f'{mounted}; {full}; "$PY" -m gksite {words}'
        ran = subprocess.run(
            ["unshare", "-rm", "bash", "-c", line],
            cwd=root,
            env={**os.environ, "PY": sys.executable},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert "Traceback" not in ran.stderr
        assert ran.returncode in (0, 1, 2), ran
        assert len(ran.stderr.splitlines()) <= 3


@pytest.mark.parametrize(
    "closed",
    [
        pytest.param(("content",), marks=pytest.mark.proof),
        pytest.param((".",), marks=pytest.mark.proof),
        ("content", "site.yaml", "."),
    ],
)
def test_a_portal_that_cannot_be_written_is_built_or_told_in_one_line(tmp_path: Path, closed: tuple[str, ...]) -> None:
    root = write_portal(tmp_path / "portal")
    output = tmp_path / "site/output"
    output.mkdir(parents=True)
    for name in closed:
        for path in [root / name, *(root / name).rglob("*")]:
            path.chmod(path.stat().st_mode & 0o555)
    try:
        ran = build(root, "--output", output, bound=True)
        checked = gksite("check", "--root", root, "--output", output, "--today", TODAY, bound=True)
    finally:
        for path in [root, *root.rglob("*")]:
            path.chmod(path.stat().st_mode | 0o700)
    assert (ran.code, ran.lines) == (0, []), ran.err
    assert (output / "index.html").is_file()
    assert checked.code in (0, 1)
    assert len(checked.lines) <= 2, checked.err


def test_few_descriptors_are_no_traceback(tmp_path: Path) -> None:
    root = write_portal(tmp_path)
    for most in (8, 32):
        ran = in_shell("import content/sources/ceshi.txt", root, before=f"ulimit -n {most}")
        assert "Traceback" not in ran.stderr
        assert ran.returncode in (0, 1, 2), ran


UNSEEN = (
    *("\u00ad", "\u034f", "\u061c", "\u115f", "\u1160", "\u200b", "\u200e", "\u200f", "\u202a", "\u202e", "\u2060"),
    *("\u2063", "\u2066", "\u206a", "\u2800", "\u3164", "\uffa0", "\ufff9", "\ufeff", "\U000e0041", "\U0001d173"),
)


@pytest.mark.parametrize("sign", UNSEEN, ids=[f"U+{ord(sign):04X}" for sign in UNSEEN])
def test_what_cannot_be_seen_is_named_where_it_stands(tmp_path: Path, sign: str) -> None:
    for title in (f"测试{sign}门户", sign):
        ran = build(write_portal(tmp_path, {"site.yaml": f"name: '{title}'\n"}))
        assert ran.lines[0] == f"site.yaml:1:7: GK103 “name”含有看不见的字符 U+{ord(sign):04X}"
    ran = build(write_portal(tmp_path, {"content/pages/about.md": f"# 关于\n\n甲\n乙{sign}丙\n"}))
    assert ran.lines[0] == f"content/pages/about.md:4: GK108 含有看不见的字符 U+{ord(sign):04X}"


@pytest.mark.parametrize("sign", ["\u200c", "\u200d", "\u180b", "\ufe0f", "\U000e0100"])
def test_what_chooses_a_form_is_allowed_but_is_no_text_alone(tmp_path: Path, sign: str) -> None:
    ran = build(write_portal(tmp_path, {"site.yaml": f"name: '{sign} {sign}'\n"}))
    assert ran.lines[0] == "site.yaml:1:7: GK103 “name”不能为空"
    assert build(write_portal(tmp_path, {"site.yaml": f"name: '葛{sign}洲'\n"})).code == 0


def test_a_source_with_signs_that_cannot_be_seen_still_proves_the_notice(tmp_path: Path) -> None:
    source = SOURCE.replace("公开财政预决算。", "公开\u200b财政\u00ad预\u200e决算。").encode()
    digest = hashlib.sha256(source).hexdigest()
    text = NOTICE.replace(hashlib.sha256(SOURCE.encode()).hexdigest(), digest)
    ran = build(write_portal(tmp_path, {NOTICE_PATH: text, "content/sources/ceshi.txt": source}))
    assert ran.code == 0, ran.err
