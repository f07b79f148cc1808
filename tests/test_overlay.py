"""A theme that is changed without a copy of it: single files in the place of ours, and what site.yaml says of it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from portal import REPOSITORY, build, put, tree

from gksite.problems.problem import Problems
from gksite.problems.translations import translator
from gksite.theming.assets import PROGRAMS, assets, verifying_programs
from gksite.theming.theme import Theme, theme

OURS = REPOSITORY / "templates"
FOOT = '<footer class="site-footer"><p>我们的页脚</p></footer>'
FOOTER = f"{{% macro footer(links, sample=true, marks=(), licence=none, verifying=none) %}}{FOOT}{{% endmacro %}}"
FOOTER_PATH = "templates/components/footer/template.html"
Portal = Callable[..., Path]


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
    assets(Theme(tmp_path), tmp_path, problems, search=True, scan=True, verify=True)
    told = {(p.location.file, p.code.id) for p in problems.found}
    assert ("assets/search/error.js", "GK403") in told
    assert ("assets/search/text.js", "GK403") not in told
    assert ("assets/verify/tree.js", "GK831") in told
    problems = Problems()
    verifying_programs(Theme(tmp_path), tmp_path, problems, str)
    assert [p.code.id for p in problems.found] == ["GK831"] * len(PROGRAMS)
