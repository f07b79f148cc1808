"""A theme that is changed without a copy of it: single files in the place of ours, and what site.yaml says of it."""

import hashlib
import json
import re
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from portal import LEAN, REPOSITORY, SITE, TODAY, Ran, build, gksite, put, tree, write_portal

from gksite import __version__
from gksite.documents.config import read_settings
from gksite.problems.problem import Problems
from gksite.problems.translations import translator
from gksite.text.styles import rules
from gksite.theming.accessibility import theme_digest
from gksite.theming.assets import PROGRAMS, assets, search_assets, verifying_programs
from gksite.theming.colours import contrast
from gksite.theming.theme import Theme, theme
from gksite.theming.tokens import MODES, ORDER, PAIRS, dressed, failing, made, shade_for, tokens_of

OURS = REPOSITORY / "templates"
FOOT = '<footer class="site-footer"><p>我们的页脚</p></footer>'
HEAD = "{% macro footer(links, sample=true, marks=(), licence=none, verifying=none, lines=()) %}"
FOOTER = f"{HEAD}{FOOT}{{% endmacro %}}"
FOOTER_PATH = "templates/components/footer/template.html"
RECORD = {
    "standard": "WCAG 2.2 AA",
    "tools": [{"name": "axe-core", "version": "4.11.0"}],
    "date": "2026-11-21",
    "pages": ["home"],
    "widths": [320],
    "modes": ["light"],
    "runs": 1,
    "violations": 0,
    "markup_pages": 1,
}
Portal = Callable[..., Path]


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """Write the tiny portal with some changes, each time in a folder of its own."""
    numbers = count()
    return lambda changes=None: write_portal(tmp_path / f"portal{next(numbers)}", changes)


def page(root: Path, name: str = "index.html") -> str:
    return (root / "output" / name).read_text(encoding="utf-8")


# ---- files in the place of ours


def test_one_file_changes_one_thing_and_nothing_is_copied(portal: Portal) -> None:
    root = portal()
    assert build(root).code == 0
    before = page(root, "notices/index.html")
    put(root / FOOTER_PATH, FOOTER)
    assert build(root).code == 0
    after = page(root, "notices/index.html")
    assert FOOT in after
    assert re.sub("<footer.*?</footer>", "", after, flags=re.DOTALL) == re.sub(
        "<footer.*?</footer>\n", "", before, flags=re.DOTALL
    )
    assert [name for name in tree(root / "templates") if not name.endswith("/")] == ["components/footer/template.html"]


def test_without_files_of_its_own_a_portal_gets_no_folder_for_them(portal: Portal) -> None:
    root = portal()
    assert build(root).code == 0
    assert not (root / "templates").exists()


def test_an_empty_folder_changes_nothing(portal: Portal) -> None:
    root = portal()
    assert build(root).code == 0
    before = tree(root / "output")
    (root / "templates/components").mkdir(parents=True)
    assert build(root).code == 0
    assert tree(root / "output") == before


def test_a_whole_copy_of_our_theme_builds_the_same_site(portal: Portal) -> None:
    root = portal()
    assert build(root).code == 0
    before = tree(root / "output")
    for path in OURS.rglob("*"):
        if path.is_file():
            put(root / "templates" / path.relative_to(OURS), path.read_bytes())
    assert build(root).code == 0
    assert tree(root / "output") == before


def test_a_block_is_changed_by_a_template_that_extends_ours(portal: Portal) -> None:
    own = '{% extends "gksite/base.html" %}{% block top %}<p>通知公告</p>{{ super() }}{% endblock %}'
    root = portal({"templates/base.html": own})
    assert build(root).code == 0
    main = BeautifulSoup(page(root, "accessibility/index.html"), "lxml").main
    assert main is not None
    assert [child.get_text() for child in main.find_all(["p", "h1"])][:2] == ["通知公告", "无障碍声明"]


def test_a_component_and_an_asset_of_the_portals_own_are_added(portal: Portal) -> None:
    root = portal(
        {
            "templates/components/hello/template.html": "{% macro hello(name) %}<b>你好，{{ name }}</b>{% endmacro %}",
            "templates/assets/own.css": "b { color: inherit; }\n",
            "templates/base.html": '{% extends "gksite/base.html" %}\n'
            '{% from "components/hello/template.html" import hello with context %}\n'
            '{% block head %}<link rel="stylesheet" href="{{ asset(\'own.css\') }}">{% endblock %}\n'
            "{% block heading %}{{ hello(site.name) }}{{ super() }}{% endblock %}\n",
            "templates/pages/404.html": '{% extends "base.html" %}',
        }
    )
    assert build(root).code == 0
    html = page(root, "404.html")
    assert "<b>你好，" in html
    (sheet,) = (root / "output/assets").glob("own.*.css")
    assert f"assets/{sheet.name}" in html
    assert sheet.read_text() == "b { color: inherit; }\n"


def test_one_style_sheet_is_exchanged_and_the_others_are_ours(portal: Portal) -> None:
    root = portal({"templates/assets/print.css": "@media print { a { color: inherit; } }\n"})
    assert build(root).code == 0
    (sheet,) = (root / "output/assets").glob("site.*.css")
    text = sheet.read_text(encoding="utf-8")
    assert text.startswith((OURS / "assets/tokens.css").read_text(encoding="utf-8"))
    assert text.endswith("\n@media print { a { color: inherit; } }\n")


def test_a_catalogue_of_the_portals_own_adds_to_ours(tmp_path: Path) -> None:
    put(tmp_path / "strings/en.po", 'msgid "你好"\nmsgstr "Hello"\n\nmsgid "首页"\nmsgstr "Front page"\n')
    say = translator("en", tmp_path, OURS)
    assert [say(text) for text in ("你好", "首页", "通知")] == ["Hello", "Front page", translator("en", OURS)("通知")]
    assert say("通知") != "通知"


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("components/footer/template.html", FOOTER.replace("我们", "\n{{ nobody }}"), f"{FOOTER_PATH}:2: GK402"),
        ("base.html", '{% extends "gksite/base.html" %}\n{% block top %}\n', "templates/base.html:2: GK402"),
        ("base.html", '{% extends "base.html" %}', "templates/base.html:1: GK402"),
        ("base.html", '\n{% extends "gksite/bose.html" %}', "templates/base.html:2: GK401"),
        ("base.html", '{% extends "gksite/../../../etc/passwd" %}', "templates/base.html:1: GK401"),
    ],
    ids=["a name that is none", "a block that does not end", "itself", "none of ours", "a way out"],
)
def test_an_error_in_a_file_of_the_portals_own_names_its_line(portal: Portal, name: str, text: str, place: str) -> None:
    ran = build(portal({f"templates/{name}": text}))
    assert ran.code == 1
    assert ran.lines[0].startswith(place), ran.err


def test_an_error_that_ours_makes_of_it_names_ours(portal: Portal) -> None:
    ran = build(portal({"templates/components/footer/template.html": "{% macro footer() %}{% endmacro %}"}))
    assert ran.code == 1
    assert re.match(rf"{re.escape(str(OURS))}/base\.html:\d+: GK402 .*footer", ran.lines[0]), ran.err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("base.html/x", "templates/base.html: GK001 无法读取此文件：这是文件夹"),
        ("components", "templates/components: GK001 无法读取此文件：这里是一个文件，不是文件夹"),
    ],
)
def test_what_can_take_no_place_of_ours_is_told(portal: Portal, name: str, said: str) -> None:
    ran = build(portal({f"templates/{name}": "x"}))
    assert (ran.code, ran.lines[0]) == (1, said)


def test_a_link_out_of_the_folder_is_told(portal: Portal, tmp_path: Path) -> None:
    put(tmp_path / "far.html", "x")
    root = portal()
    (root / "templates").mkdir()
    (root / "templates/base.html").symlink_to(tmp_path / "far.html")
    ran = build(root)
    assert ran.code == 1
    assert ran.lines[0].startswith("templates/base.html: GK002 ")


def test_our_own_folder_is_no_portals(tmp_path: Path) -> None:
    assert theme(REPOSITORY, Problems()) == Theme(OURS)
    assert theme(tmp_path, Problems()) == Theme(OURS)
    (tmp_path / "templates").mkdir()
    assert theme(tmp_path, Problems()) == Theme(OURS, tmp_path / "templates")


def test_a_part_that_our_own_theme_lacks_is_told(tmp_path: Path) -> None:
    put(tmp_path / "assets/search/text.js", "x")
    problems = Problems()
    assets(Theme(tmp_path), tmp_path, problems, search=True, verify=True)
    search_assets(Theme(tmp_path), tmp_path, problems, scan=True)
    told = {(p.location.file, p.code.id) for p in problems.found}
    assert ("assets/search/error.js", "GK403") in told
    assert ("assets/search/text.js", "GK403") not in told
    assert ("assets/verify/tree.js", "GK831") in told
    problems = Problems()
    verifying_programs(Theme(tmp_path), tmp_path, problems, str)
    assert [p.code.id for p in problems.found] == ["GK831"] * len(PROGRAMS)


# ---- colours, fonts, a picture and lines in site.yaml


RED = 'theme:\n  colours:\n    brand: {light: "#8c1017", dark: "#5a0b10"}\n'


def with_theme(text: str) -> dict[str, str]:
    return {"site.yaml": f"{LEAN}{text}"}


def sheets(root: Path) -> str:
    (sheet,) = (root / "output/assets").glob("site.*.css")
    return sheet.read_text(encoding="utf-8")


def test_colours_and_fonts_stand_behind_the_themes_in_the_one_sheet(portal: Portal) -> None:
    root = portal()
    assert build(root).code == 0
    before = sheets(root)
    text = RED + "    soft: {light: '#F8F1F1', dark: '#261a1b'}\n  fonts: {sans: [方正小标宋 GBK, Noto_Sans]}\n"
    root = portal(with_theme(text))
    assert build(root).code == 0
    tokens = (OURS / "assets/tokens.css").read_text(encoding="utf-8")
    own = sheets(root).removeprefix(tokens).removesuffix(before.removeprefix(tokens))
    assert own.startswith("/* site.yaml */\n")
    found = {(rule.around, rule.selectors): rule.sets for rule in rules(own)}
    outside, calm, night = (), "@media not all and (prefers-contrast: more)", "@media (prefers-color-scheme: dark)"
    light = {"--brand": "#8c1017", "--soft": "#f8f1f1", "--softer": "#ebe5e5"}
    dark = {"--brand": "#5a0b10", "--soft": "#261a1b", "--softer": "#322728"}
    font = found.pop((outside, (":root",)))
    assert list(font) == ["--font"]
    assert font["--font"].startswith('"方正小标宋 GBK", "Noto_Sans", "PingFang SC", ')
    assert found == {
        ((calm,), (":root",)): light,
        ((calm,), (':root[data-theme="dark"]',)): dark,
        ((calm, night), (":root:not([data-theme])",)): dark,
    }


def test_cards_have_the_colours_too(portal: Portal) -> None:
    root = portal({"site.yaml": f"{SITE}{RED}"})
    assert build(root).code == 0
    (sheet,) = (root / "output/assets").glob("card.*.css")
    assert "--brand: #8c1017;" in sheet.read_text(encoding="utf-8")


def test_colours_that_cannot_be_told_apart_are_refused_with_one_that_can(portal: Portal) -> None:
    text = 'theme:\n  colours:\n    brand:\n      light: "#e0a000"\n      dark: "#5a0b10"\n'
    ran = build(portal(with_theme(text)))
    assert ran.code == 1
    line = LEAN.count("\n") + 4
    said = "GK404 页首的文字在页首的底色上的对比度是 2.28，不到 4.5（浅色）"
    assert ran.lines[0].startswith(f"site.yaml:{line}:14: {said}")
    shade = re.search(r"最接近而够格的是 (#[0-9a-f]{6})", ran.lines[0])
    assert shade is not None
    assert build(portal(with_theme(text.replace("#e0a000", shade[1])))).code == 0


def test_a_shade_is_no_further_away_than_it_has_to_be() -> None:
    tokens = tokens_of((OURS / "assets/tokens.css").read_text(encoding="utf-8"))["light"]
    shade = shade_for("brand", "#e0a000", tokens, {})
    assert shade is not None
    assert 4.5 <= contrast(shade, "#ffffff") < 4.7


COLOUR = st.tuples(*[st.integers(0, 255)] * 3).map(lambda parts: "#" + bytes(parts).hex())


@settings(deadline=None, max_examples=60)
@given(colours=st.fixed_dictionaries({key: st.tuples(COLOUR, COLOUR) for key in ORDER}))
def test_the_colours_that_are_proposed_always_pass_together(colours: dict[str, tuple[str, str]]) -> None:
    css = (OURS / "assets/tokens.css").read_text(encoding="utf-8")
    tokens = tokens_of(css)
    for i, mode in enumerate(MODES):
        chosen = {key: its[i] for key, its in colours.items()}
        waiting, now = dict(chosen), dict(tokens[mode])
        for key in ORDER:
            colour = waiting.pop(key)
            if failing(key, colour, now, waiting):
                shade = shade_for(key, colour, now, waiting)
                assert shade is not None
                colour = shade
            now |= made(key, colour, now["text"])
        for front, ground, least in PAIRS:
            assert contrast(now[front], now[ground]) >= least, (mode, front, ground)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fonts: {sans: ['a; } body { display: none']}", "“sans”只写字体的名称"),
        ("fonts: {sans: ['a\"']}", "“sans”只写字体的名称"),
        ("fonts: {paper: ['url(https://a.example/x)']}", "“paper”只写字体的名称"),
        ("fonts: {paper: ['宋\\体']}", "“paper”只写字体的名称"),
        ("colours: {brand: {light: red, dark: '#000000'}}", "“light”应是颜色"),
        ("colours: {brand: {light: '#000000;}', dark: '#000000'}}", "“light”应是颜色"),
        ("colours: {brand: {light: '#000000'}}", "缺少必填项“dark”"),
        ("logo: {file: ../x.png, sha256: " + "0" * 64 + "}", "“file”只写文件名"),
        ("logo: {file: x.pdf, sha256: " + "0" * 64 + "}", "“file”应是图片"),
    ],
)
def test_what_would_break_out_of_its_place_is_refused(portal: Portal, text: str, said: str) -> None:
    ran = build(portal(with_theme(f"theme:\n  {text}\n")))
    assert ran.code == 1
    assert f" {said}" in ran.lines[0], ran.err


PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


def logo(file: str = "logo.svg", digest: str = hashlib.sha256(PICTURE).hexdigest(), alt: str = "") -> str:
    return f"  logo: {{file: {file}, sha256: {digest}{alt}}}\n"


def test_a_picture_and_lines_stand_at_head_and_foot_of_every_page(portal: Portal) -> None:
    text = f"theme:\n{logo(alt=', alt: 城市标志')}  header: [办公室主办, 内容 & 建设]\n  footer: ['<b>建议</b>']\n"
    root = portal({**with_theme(text), "content/files/logo.svg": PICTURE})
    assert build(root).code == 0
    for name in ("index.html", "notices/ceshi-2018/index.html"):
        soup = BeautifulSoup(page(root, name), "lxml")
        (picture,) = soup.select("header .site-name a img")
        assert picture["src"].endswith("files/logo.svg")
        assert (picture["alt"], picture.get("role")) == ("城市标志", None)
        assert [line.get_text() for line in soup.select("header .site-line")] == ["办公室主办", "内容 & 建设"]
        assert soup.select("footer p")[-1].get_text() == "<b>建议</b>"


def test_a_picture_that_says_no_more_than_the_name_is_passed_over(portal: Portal) -> None:
    root = portal({**with_theme(f"theme:\n{logo()}"), "content/files/logo.svg": PICTURE})
    assert build(root).code == 0
    (picture,) = BeautifulSoup(page(root), "lxml").select("header img")
    assert (picture["alt"], picture["role"]) == ("", "presentation")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (logo(file="none.svg"), "GK405 content/files/ 里没有标志的图片 none.svg"),
        (logo(digest="0" * 64), "GK406 标志的图片 logo.svg 不是 sha256 所说的那一个；现在的是 "),
    ],
)
def test_a_picture_that_is_not_there_or_another_is_told(portal: Portal, text: str, said: str) -> None:
    ran = build(portal({**with_theme(f"theme:\n{text}"), "content/files/logo.svg": PICTURE}))
    assert ran.code == 1
    assert ran.lines[0].startswith(f"site.yaml:{LEAN.count(chr(10)) + 2}:")
    assert said in ran.lines[0], ran.err


# ---- what the statement says of it


def digest(root: Path) -> str:
    problems = Problems()
    entry = problems.settled(read_settings(root / "site.yaml", problems))
    return theme_digest(dressed(theme(root, problems), entry, problems))


def test_the_statement_says_so_where_the_theme_is_not_the_one_that_was_tested(portal: Portal) -> None:
    ours = digest(portal())
    lines = f"theme:\n{logo()}  header: [甲]\n  footer: [乙]\n"
    assert digest(portal({**with_theme(lines), "content/files/logo.svg": PICTURE})) == ours
    others = (
        with_theme(RED),
        with_theme("theme:\n  fonts: {sans: [宋体]}\n"),
        {FOOTER_PATH: FOOTER},
        {"templates/assets/own.css": "b { color: red; }\n"},
    )
    assert len({ours, *(digest(portal(changes)) for changes in others)}) == 5
    assert digest(portal({"templates/overlay.yaml": "files: []\n", "templates/accessibility.json": "{}"})) == ours


def test_a_portals_own_colours_are_told_in_its_statement(portal: Portal) -> None:
    record = {**RECORD, "theme": digest(portal())}
    said = "测试之后主题又有改动"
    root = portal({"templates/accessibility.json": json.dumps(record)})
    assert build(root).code == 0
    assert said not in page(root, "accessibility/index.html")
    root = portal({**with_theme(RED), "templates/accessibility.json": json.dumps(record)})
    assert build(root).code == 0
    assert said in page(root, "accessibility/index.html")


# ---- the version of ours that a file was made of


def check(root: Path) -> list[str]:
    """What a check says of templates/."""
    ran = gksite("check", "--root", root, "--today", TODAY)
    return [line for line in ran.lines if line.startswith("templates")]


def run(root: Path, *args: str) -> Ran:
    return gksite("theme", "--root", root, *args)


def test_a_file_is_copied_with_the_version_of_ours_and_left_behind_when_ours_changes(portal: Portal) -> None:
    root = portal()
    assert run(root).out.splitlines() == [f"主题：gksite {__version__}", "没有自己的文件代替主题的。"]
    ran = run(root, "--copy", "base.html")
    assert ran.code == 0, ran.err
    assert ran.out.splitlines()[1:] == [f"templates/base.html：与主题现在的文件对过（{__version__}）"]
    assert (root / "templates/base.html").read_bytes() == (OURS / "base.html").read_bytes()
    put(root / "templates/base.html", '{% extends "gksite/base.html" %}')
    assert check(root) == []
    record = root / "templates/overlay.yaml"
    ours = hashlib.sha256((OURS / "base.html").read_bytes()).hexdigest()
    record.write_text(record.read_text(encoding="utf-8").replace(ours, "0" * 64), encoding="utf-8")
    (line,) = check(root)
    assert line.startswith(f"templates/base.html: GK407 提醒：照 gksite {__version__} 的主题改的")
    assert "主题的这个文件以后有改动" in run(root).out
    assert run(root, "--checked", "templates/base.html").code == 0
    assert check(root) == []


def test_the_record_names_every_file_that_was_copied(portal: Portal) -> None:
    root = portal()
    for name in ("pages/404.html", "assets/print.css", "base.html"):
        assert run(root, "--copy", name).code == 0
    told = re.findall(r"- file: (.+)", (root / "templates/overlay.yaml").read_text(encoding="utf-8"))
    assert told == ["assets/print.css", "base.html", "pages/404.html"]


def test_a_file_that_is_nobodys_is_told_and_one_that_others_use_is_not(portal: Portal) -> None:
    root = portal(
        {
            "templates/components/foter/template.html": FOOTER,
            "templates/components/hello/template.html": "{% macro hello() %}你好{% endmacro %}",
            "templates/components/hello/examples.yaml": "例: {}\n",
            "templates/assets/own.css": "b { color: inherit; }\n",
            "templates/pages/404.html": '{% extends "gksite/pages/404.html" %}'
            '{% from "components/hello/template.html" import hello %}'
            '{% block head %}<link rel="stylesheet" href="{{ asset(\'own.css\') }}">{% endblock %}',
            "templates/strings/en.po": 'msgid "你好"\nmsgstr "Hello"\n',
        }
    )
    unused, unknown = check(root)
    assert unused.startswith("templates/components/foter/template.html: GK408 提醒：主题里没有这个文件")
    assert unused.endswith("；是否为“components/footer/template.html”？")
    assert unknown.startswith("templates/pages/404.html: GK409 说明：没有记下")


def test_a_copy_that_nobody_has_changed_needs_no_record(portal: Portal) -> None:
    assert check(portal({"templates/base.html": (OURS / "base.html").read_bytes()})) == []


@pytest.mark.parametrize(
    ("changes", "args", "said"),
    [
        ({}, ("--copy", "bose.html"), "主题里没有 bose.html；是否为“base.html”？"),
        ({}, ("--copy", "../site.yaml"), "主题里没有 ../site.yaml"),
        ({}, ("--checked", "base.html"), "门户没有自己的 base.html"),
        ({"templates/base.html": "x"}, ("--copy", "base.html"), "templates/base.html 已经有了"),
    ],
)
def test_what_cannot_be_copied_is_refused_and_nothing_is_written(
    portal: Portal, changes: dict[str, str], args: tuple[str, ...], said: str
) -> None:
    root = portal(changes)
    before = tree(root)
    ran = run(root, *args)
    assert (ran.code, said in ran.err, tree(root) == before) == (2, True, True), ran.err


def test_a_record_that_is_broken_is_told_and_left_as_it_is(portal: Portal) -> None:
    root = portal({"templates/overlay.yaml": "files: [{file: base.html}]\n"})
    ran = run(root, "--copy", "pages/404.html")
    assert ran.code == 1
    assert ran.lines[0].startswith("templates/overlay.yaml:1:9: GK102 缺少必填项")
    assert not (root / "templates/pages/404.html").exists()
