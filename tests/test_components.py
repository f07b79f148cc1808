"""The theme's components: each has examples, each example renders, and no text in one becomes markup."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from lxml.html import document_fromstring
from portal import REPOSITORY, build, put, tree
from sampling import some

from gksite.model.outputs import Output, PageInfo, SiteInfo
from gksite.pages.components import examples, gallery
from gksite.problems.problem import Problems
from gksite.render import render
from gksite.text.wrap import wrapped
from gksite.theming.accessibility import UNTESTED, read_accessibility, theme_digest
from gksite.theming.theme import Theme

THEME = REPOSITORY / "templates"
FOLDERS = sorted(path.name for path in (THEME / "components").iterdir())
EXAMPLES = examples(Theme(THEME), REPOSITORY, Problems())
HOSTILE = "<script>\"'&"
SITE = SiteInfo(
    name="测试",
    description="",
    lang="zh",
    identity=None,
    licence=None,
    url=None,
    base_path="/",
    navigation=(),
    places=(),
    footer=(),
    assets={name: f"assets/{name}" for name in ("icon.svg", "mode.js", "site.css", "site.js")},
    offline=False,
    search=False,
    version="0",
)


def rendered(components: Mapping[str, Mapping[str, Any]]) -> str:
    """/components/ with these examples only."""
    problems = Problems()
    page = replace(gallery(Theme(THEME), REPOSITORY, problems), data={"components": components})
    files = render([page], Theme(THEME), REPOSITORY, SITE, 1, problems)
    assert [str(p) for p in problems.found] == []
    return files[0].content.decode()


def shown(name: str, example: str, arguments: Mapping[str, Any]) -> Tag:
    """What one example looks like."""
    box = BeautifulSoup(rendered({name: {example: arguments}}), "lxml").find(class_="example")
    assert isinstance(box, Tag)
    return box


@pytest.mark.parametrize("name", FOLDERS)
def test_every_component_has_a_template_and_examples_beside_it(name: str) -> None:
    assert {p.name for p in (THEME / "components" / name).iterdir()} == {"template.html", "examples.yaml"}
    assert re.search(rf"macro {name}\(", (THEME / "components" / name / "template.html").read_text(encoding="utf-8"))
    assert EXAMPLES[name]


@pytest.mark.parametrize("name", FOLDERS)
def test_every_component_is_used_on_a_page(name: str) -> None:
    """By a page, or by a component that a page uses."""
    used, waiting = set(), [*(THEME / "pages").glob("*.html"), THEME / "base.html"]
    while waiting:
        text = waiting.pop().read_text(encoding="utf-8")
        for found in set(re.findall(r"components/(\w+)/template\.html", text)) - used:
            used.add(found)
            waiting.append(THEME / "components" / found / "template.html")
    assert name in used


@pytest.mark.parametrize(("name", "example"), [(name, each) for name in FOLDERS for each in EXAMPLES[name]])
def test_every_example_renders(name: str, example: str) -> None:
    box = shown(name, example, EXAMPLES[name][example])
    assert bool(box.find(True)) == (example != "有效，不显示")


def test_an_example_that_lacks_an_argument_is_an_error() -> None:
    page = replace(gallery(Theme(THEME), REPOSITORY, Problems()), data={"components": {"note": {"空": {}}}})
    problems = Problems()
    render([page], Theme(THEME), REPOSITORY, SITE, 1, problems)
    (problem,) = problems.found
    assert problem.code.id == "GK402"
    assert "components/note/template.html" in str(problem.location)


def paths(value: Any, here: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Where strings stand in an example, the items of a list being one place."""
    if isinstance(value, str):
        yield here
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from paths(each, (*here, key))
    elif isinstance(value, list):
        for each in value:
            yield from paths(each, (*here, "*"))


def hostile(value: Any, path: tuple[str, ...]) -> Any:
    """The same with hostile text at a place."""
    if not path:
        return HOSTILE if isinstance(value, str) else value
    if isinstance(value, dict):
        return {key: hostile(each, path[1:]) if key == path[0] else each for key, each in value.items()}
    if isinstance(value, list) and path[0] == "*":
        return [hostile(each, path[1:]) for each in value]
    return value


ALL = BeautifulSoup(rendered(EXAMPLES), "lxml")
"""Every component with every example, as a theme maker sees it."""


def marks(html: str) -> set[tuple[str, str]]:
    """The kinds of elements of a page, and of attributes on each."""
    elements = [tag for tag in document_fromstring(html).iter() if isinstance(tag.tag, str)]
    return {(tag.tag, name) for tag in elements for name in ("", *tag.attrib)}


MARKS = marks(rendered(EXAMPLES))


@pytest.mark.parametrize("name", some(FOLDERS, 3))
def test_no_text_becomes_markup(name: str) -> None:
    """Every string of every example once as `<script>"'&`: no element and no attribute that is not there without it."""
    for arguments in EXAMPLES[name].values():
        for path in sorted(set(paths(arguments))):
            html = rendered({name: {"例": hostile(arguments, path)}})
            assert HOSTILE not in html, path
            assert marks(html) <= MARKS, path
            assert html.count("<script") == 2, path  # mode.js and site.js


def test_the_page_of_all_examples_is_itself_in_order() -> None:
    ids = [tag["id"] for tag in ALL.find_all(id=True)]
    assert len(set(ids)) == len(ids)
    labels = [nav["aria-label"] for nav in ALL.find_all("nav")]
    assert len(set(labels)) == len(labels)
    levels = [int(h.name[1]) for h in ALL.find_all(re.compile(r"^h[1-6]$"))]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for field in ALL.find_all(["input", "select"]):
        assert ALL.find("label", attrs={"for": field["id"]}), field


def test_examples_are_built_only_when_asked_for_and_are_in_no_list(portal: Callable[..., Path]) -> None:
    root = portal({"site.yaml": "name: 测试\nurl: https://a.example/\n"})
    assert build(root).code == 0
    plain = tree(root / "output")
    assert not [name for name in plain if name.startswith("components")]
    assert build(root, "--components").code == 0
    more = tree(root / "output")
    assert plain.pop(".gksite.json") != more.pop(".gksite.json")  # the list of what was written
    added = {"components/", "components/index.html"}
    assert {name: digest for name, digest in more.items() if name not in added} == plain
    assert added <= more.keys()
    page = BeautifulSoup((root / "output/components/index.html").read_bytes(), "lxml")
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert len(page.select("main h2")) == len(FOLDERS)


def test_a_bad_file_of_examples_is_told(portal: Callable[..., Path]) -> None:
    root = portal({"templates/components/note/examples.yaml": "甲: {text: 乙\n"})
    assert build(root).code == 0
    ran = build(root, "--components")
    assert ran.code == 1
    assert ran.lines[0].startswith("templates/components/note/examples.yaml:")
    assert "GK006" in ran.lines[0]


@pytest.mark.parametrize(
    ("role", "words"), [("lead", "牵头"), ("support", "责任"), ("assist", "协办"), ("cooperate", "配合")]
)
def test_a_role_is_told_by_words_and_a_shape_of_its_own(role: str, words: str) -> None:
    badge = shown("role_badge", "例", {"role": role})
    assert badge.get_text().strip() == words
    shapes = {
        str(shown("role_badge", "例", {"role": other}).svg) for other in ("lead", "support", "assist", "cooperate")
    }
    assert len(shapes) == 4
    assert badge.svg["aria-hidden"] == "true"


def bars(*counts: tuple[int, ...]) -> dict[str, Any]:
    """A chart of bars named by their place."""
    listed = [{"label": f"第{i}个单位", "url": f"agencies/a/b{i}/", "counts": list(n)} for i, n in enumerate(counts, 1)]
    roles = ["lead", "support"] if len(counts[0]) == 2 else []
    return {"id": "c", "title": "题", "summary": "话", "head": "单位", "roles": roles, "bars": listed, "rest": ""}


def test_a_figure_draws_each_count_to_scale_and_says_it_in_a_table() -> None:
    box = shown("figure", "例", {"chart": bars((10, 30), (5, 0), (0, 0))})
    drawn = [(bar["class"], float(bar["width"].rstrip("%"))) for bar in box.select("svg.bars rect")]
    assert drawn == [(["bar-1"], 16.0), (["bar-2"], 48.0), (["bar-1"], 8.0)]
    assert [t.get_text() for t in box.find_all("text", class_="bar-count")] == ["10 + 30", "5", "0"]
    rows = [[c.get_text() for c in row.find_all(["th", "td"])] for row in box.select("table tr")]
    assert rows == [
        ["单位", "牵头", "责任"],
        ["第1个单位", "10", "30"],
        ["第2个单位", "5", "0"],
        ["第3个单位", "0", "0"],
    ]


def test_a_figure_has_a_name_a_description_and_no_style_of_its_own() -> None:
    box = shown("figure", "例", {"chart": bars((3,), (1,))})
    picture = box.find("svg", class_="bars")
    assert picture["role"] == "img"
    said = [box.find(id=each).get_text() for each in picture["aria-labelledby"].split()]
    assert said == ["题", "话"]
    assert [tag.name for tag in box.find_all(True) if "style" in tag.attrs or tag.name in ("style", "script")] == []
    assert picture.find("title").get_text() == "题"


def test_a_picture_is_as_high_as_its_lines() -> None:
    chart = bars((1,), (2,))
    chart["bars"][0]["label"] = "市" * 30
    picture = shown("figure", "例", {"chart": chart}).find("svg", class_="bars")
    assert picture["height"] == f"{(3 + 1) * 1.5 + 2 * 1.75}em"
    assert [len(t.get_text()) for t in picture.find_all("text", class_="bar-label")] == [10, 10, 10, 5]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("市财政局", ["市财政局"]),
        ("一二三四五六七八九十甲乙丙", ["一二三四五六七", "八九十甲乙丙"]),
        ("一二三四五六七八九十甲乙。丙丁", ["一二三四五六七八", "九十甲乙。丙丁"]),
        ("一二三四五六七八九十甲（乙）", ["一二三四五六七", "八九十甲（乙）"]),
        ("Finance Bureau of the City", ["Finance Bureau", "of the City"]),
        ("a" * 30, ["a" * 12, "a" * 18]),
        ("一二三四五六。七八九十甲乙", ["一二三四五六。", "七八九十甲乙"]),
        ("一二三四五六（七八九十甲乙", ["一二三四五六", "（七八九十甲乙"]),
        ("", []),
    ],
)
def test_labels_are_broken_where_a_reader_would(text: str, lines: list[str]) -> None:
    assert list(wrapped(text)) == lines


RECORD = {
    "standard": "WCAG 2.2 AA",
    "tools": [{"name": "axe-core", "version": "4.11.0"}],
    "date": "2026-11-21",
    "pages": ["home", "notice"],
    "widths": [320, 1280],
    "modes": ["light", "large"],
    "runs": 12,
    "violations": 0,
    "markup_pages": 430,
    "reviewed": [{"rule": "color-contrast", "pages": 3}],
}


def statement(root: Path, change: Mapping[str, Any]) -> str:
    """The words of the accessibility statement of a portal with a test record of its own."""
    record = {**RECORD, "theme": theme_digest(Theme(THEME)), **change}
    put(root / "templates/accessibility.json", json.dumps(record))
    ran = build(root)
    assert ran.code == 0, ran.err
    page = BeautifulSoup((root / "output/accessibility/index.html").read_bytes(), "lxml")
    return " ".join(page.main.get_text(" ").split())


def test_the_statement_says_what_the_tests_ran(portal: Callable[..., Path]) -> None:
    text = statement(portal(), {})
    for said in (
        "axe-core 4.11.0",
        "2026年11月21日",
        "首页、文件",
        "320、1280 像素",
        "浅色、大字版",
        "12 次",
        "430 个页面",
    ):
        assert said in text
    assert "发现的违规 0 处" in text
    assert "color-contrast 3 个页面" in text
    assert "主题又有改动" not in text
    assert "这是示例站点，没有设联系人" in text
    assert "下列浏览器" not in text


def test_the_statement_names_the_engines_that_a_record_names(portal: Callable[..., Path]) -> None:
    text = statement(portal(), {"engines": [{"name": "WebKitGTK", "version": "2.50.6"}]})
    assert "文字不重叠" in text
    assert "WebKitGTK 2.50.6" in text


def test_a_theme_without_a_record_claims_nothing(tmp_path: Path) -> None:
    assert read_accessibility(Theme(tmp_path), tmp_path, Problems()) == UNTESTED
    info = PageInfo("accessibility", "无障碍声明", "accessibility/")
    page = Output("accessibility/index.html", "pages/accessibility.html", info, {"record": UNTESTED.record})
    (file,) = render([page], Theme(THEME), REPOSITORY, SITE, 1, Problems())
    text = file.content.decode()
    assert "没有测试记录" in text
    assert "axe-core" not in text


def test_a_record_of_another_theme_is_told_apart(portal: Callable[..., Path]) -> None:
    text = statement(portal(), {"theme": "0" * 64})
    assert "测试之后主题又有改动" in text


def test_the_statement_names_whom_to_tell(portal: Callable[..., Path]) -> None:
    identity = "identity: {organizer: 测试市人民政府办公室, site_code: '3505000000', contact: 0595-00000000}\n"
    text = statement(portal({"site.yaml": "name: 测试\n" + identity}), {})
    assert "测试市人民政府办公室，0595-00000000" in text
    assert "示例站点" not in text


def test_a_bad_record_is_told(portal: Callable[..., Path]) -> None:
    root = portal({"templates/accessibility.json": json.dumps({**RECORD, "theme": "0", "runs": "many"})})
    ran = build(root)
    assert ran.code == 1
    assert ran.lines[0].startswith("templates/accessibility.json:")
    assert "GK103" in ran.lines[0]


def test_a_theme_is_another_when_a_file_changes_or_is_renamed(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    first = theme_digest(Theme(tmp_path))
    (tmp_path / "accessibility.json").write_text("{}")
    assert theme_digest(Theme(tmp_path)) == first
    (tmp_path / "a").rename(tmp_path / "b")
    renamed = theme_digest(Theme(tmp_path))
    (tmp_path / "b").write_text("2")
    assert len({first, renamed, theme_digest(Theme(tmp_path))}) == 3
