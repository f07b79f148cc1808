"""Whatever is required on a built page is missed by name when it is taken out of the finished bytes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup, Tag
from faulty_portals import LEVELS, PORTAL, ROWS, TESTS, TODAY

from gksite.build import BuildOptions, make
from gksite.checks.check_tree import check_tree
from gksite.checks.tree import CheckedTree
from gksite.model.outputs import File
from gksite.problems.problem import Problem, Problems

MUTATIONS = yaml.load((TESTS / "mutations-of-pages.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
SAMPLE = MUTATIONS[4 :: len(MUTATIONS) // 6][:6]
"""Six of them, spread over the list, for the ordinary run."""


def named(mutation: Mapping[str, Any]) -> str:
    """A label of a case."""
    return str(mutation["what"])


def remove(element: Tag, _: object) -> None:
    """Take the element out."""
    element.decompose()


def set_(element: Tag, attributes: Mapping[str, str | None]) -> None:
    """Give attributes other values; None takes one away."""
    for name, value in attributes.items():
        if value is None:
            element.attrs.pop(name, None)
        else:
            element[name] = value


def double(element: Tag, _: object) -> None:
    """The element twice."""
    element.insert_after(BeautifulSoup(str(element), "html.parser"))


def unwrap(element: Tag, _: object) -> None:
    """Only what is in the element."""
    element.unwrap()


def text(element: Tag, words: str) -> None:
    """Other words in the element."""
    element.string = words


def rename(element: Tag, name: str) -> None:
    """Another element of the same content."""
    element.name = name


def append(element: Tag, html: str) -> None:
    """HTML as the element's last."""
    element.append(BeautifulSoup(html, "html.parser"))


def erase(element: Tag, words: str) -> None:
    """The words out of every text of the element, and out of what is read aloud."""
    put(element, words, "")


def erase_all(element: Tag, words: list[str]) -> None:
    """Each of the words out."""
    for one in words:
        put(element, one, "")


def put(element: Tag, old: str, new: str) -> None:
    """Other words for some, in texts and in what is read aloud."""
    for string in list(element.find_all(string=True)):
        if old in string:
            string.replace_with(string.replace(old, new))
    for inner in element.find_all(True):
        for name in ("alt", "title", "aria-label", "content"):
            if old in str(inner.get(name, "")):
                inner[name] = str(inner[name]).replace(old, new)


def unlabel(element: Tag, label: str) -> None:
    """The term of this name with its description out of a list of terms."""
    for term in element.find_all("dt"):
        if term.get_text(strip=True) == label:
            group = term.parent if term.parent is not element else None
            term.find_next_sibling("dd").decompose()
            term.decompose()
            if group is not None and not group.find("dt"):
                group.decompose()


def reorder(element: Tag, labels: list[str]) -> None:
    """The terms of these two names change places, with their descriptions."""
    first, second = (_term(element, label) for label in labels)
    for one, other in ((first, second), (first.find_next_sibling("dd"), second.find_next_sibling("dd"))):
        mark = BeautifulSoup("<i></i>", "html.parser").i
        one.replace_with(mark)
        other.replace_with(one)
        mark.replace_with(other)


def _term(element: Tag, label: str) -> Tag:
    return next(term for term in element.find_all("dt") if term.get_text(strip=True) == label)


VERBS: Mapping[str, Callable[[Tag, Any], None]] = {
    "remove": remove,
    "set": set_,
    "double": double,
    "unwrap": unwrap,
    "text": text,
    "rename": rename,
    "append": append,
    "erase": erase,
    "erase_all": erase_all,
    "unlabel": unlabel,
    "reorder": reorder,
}
"""What can be done to an element of a page."""


def mutated(files: Mapping[str, File], mutation: Mapping[str, Any]) -> dict[str, File]:
    """The finished files with one thing taken out or spoilt."""
    changed = dict(files)
    if "file" in mutation:
        spoilt = changed.pop(mutation["file"])
        if "bytes" in mutation["do"]:
            changed[spoilt.path] = replace(spoilt, content=mutation["do"]["bytes"].encode())
        return changed
    page = changed[mutation["page"]]
    soup = BeautifulSoup(page.content, "lxml")
    _change(soup, mutation, files)
    changed[page.path] = replace(page, content=str(soup).encode())
    return changed


def _change(soup: BeautifulSoup, mutation: Mapping[str, Any], files: Mapping[str, File]) -> None:
    do = dict(mutation["do"])
    found = soup.select(mutation["pick"])
    assert found, f"{mutation['page']} has no {mutation['pick']}"
    if do.pop("first", False):
        found = found[:1]
    before = str(soup)
    if "put" in do:
        do = {"put": (do["erase"], do["put"])}
    if "copy" in do:
        other = BeautifulSoup(files[do["copy"]].content, "lxml").select_one(mutation["pick"])
        do = {"text": other.get_text()}
    for element in found:
        for verb, value in do.items():
            if element.decomposed:
                continue
            if verb == "put":
                put(element, *value)
            else:
                VERBS[verb](element, value)
    assert str(soup) != before, f"{mutation['what']}: nothing has changed"


def told(problem: Problem) -> str:
    """What a finding says to an editor."""
    return problem.text(str) + problem.code.mend


def meets(mutation: Mapping[str, Any], problem: Problem) -> bool:
    """Whether a finding is grave enough, on the page, and names what is missed."""
    if LEVELS.index(problem.code.level.value) < LEVELS.index(mutation["level"]):
        return False
    if "page" in mutation and problem.location.file != f"output/{mutation['page']}":
        return False
    return any(word in told(problem) or word in problem.location.file for word in mutation["says"])


@pytest.fixture(scope="module")
def tree() -> CheckedTree:
    """The fictitious portal as built, in memory."""
    problems = Problems()
    day = date.fromisoformat(TODAY)
    made = make(PORTAL, BuildOptions(day, 1), problems, lambda stage: None)
    return CheckedTree(made.site, {file.path: file for file in made.files}, day)


def findings(tree: CheckedTree, files: Mapping[str, File]) -> Iterator[Problem]:
    """What the checks say of these files, notes left out."""
    for problem in check_tree(replace(tree, files=files)):
        if problem.code.level.value != "note":
            yield problem


def judge(tree: CheckedTree, mutation: Mapping[str, Any]) -> None:
    """What was taken out is missed by name."""
    said = list(findings(tree, mutated(tree.files, mutation)))
    shown = [f"{problem.location}: {problem.code.id} {problem.text(str)}" for problem in said]
    assert any(meets(mutation, problem) for problem in said), shown


def test_there_are_at_least_seventy_mutations_each_with_its_row() -> None:
    """Each is named once, has a verb that exists, a level and the words that must be said."""
    assert len(MUTATIONS) >= 70
    assert len({mutation["what"] for mutation in MUTATIONS}) == len(MUTATIONS)
    assert {mutation["row"] for mutation in MUTATIONS} <= ROWS
    for mutation in MUTATIONS:
        assert mutation["says"]
        assert mutation["level"] in LEVELS[1:]
        assert ("file" in mutation) != ("page" in mutation)
        assert set(mutation["do"]) <= {*VERBS, "first", "put", "copy", "delete", "bytes"}


def test_no_mutation_names_a_code() -> None:
    """The truth is written apart from the code that it judges."""
    assert "GK" not in (TESTS / "mutations-of-pages.yaml").read_text(encoding="utf-8")


PAGE = """<!doctype html><html lang="zh-CN"><head><meta name="SiteName" content="甲"><title>题</title></head><body>
<footer><p>主办单位：甲县</p></footer><main><h1>题</h1><dl><div><dt>索引号</dt><dd>1</dd></div><div><dt>标题</dt><dd>题</dd></div></dl>
</main></body></html>"""


@pytest.mark.parametrize(
    ("pick", "do", "gone", "there"),
    [
        ("meta[name=SiteName]", {"remove": True}, "SiteName", "<title>题"),
        ("meta[name=SiteName]", {"set": {"content": ""}}, '甲"', 'content=""'),
        ("html", {"set": {"lang": None}}, "zh-CN", "<html>"),
        ("footer", {"erase": "甲县"}, "甲县", "主办单位："),
        ("footer", {"erase": "甲县", "put": "乙县"}, "甲县", "乙县"),
        ("footer", {"unwrap": True}, "footer", "主办单位"),
        ("main h1", {"rename": "h2"}, "<h1>", "<h2>题</h2>"),
        ("main h1", {"text": "别"}, "<h1>题", "<h1>别</h1>"),
        ("main", {"append": "<p>&lt;b&gt;</p>"}, "<b>", "<p>&lt;b&gt;</p>"),
        ("main dl", {"unlabel": "索引号"}, "索引号", "<dl><div><dt>标题"),
        (
            "main dl",
            {"reorder": ["索引号", "标题"]},
            "<dt>索引号</dt><dd>1</dd></div><div>",
            "<dl><div><dt>标题</dt><dd>题",
        ),
    ],
)
def test_a_verb_does_what_it_says(pick: str, do: Mapping[str, Any], gone: str, there: str) -> None:
    """On a small page, so that a mutation that changes nothing is never counted as one."""
    files = {"a/index.html": File("a/index.html", PAGE.encode())}
    mutation = {"what": "", "page": "a/index.html", "pick": pick, "do": do}
    after = mutated(files, mutation)["a/index.html"].content.decode()
    assert gone not in after
    assert there in after


def test_a_mutation_of_what_is_not_there_is_refused() -> None:
    """A selector that meets nothing is a slip of the list, never a pass."""
    files = {"a/index.html": File("a/index.html", PAGE.encode())}
    with pytest.raises(AssertionError, match="has no nav"):
        mutated(files, {"what": "", "page": "a/index.html", "pick": "nav", "do": {"remove": True}})


def test_the_pages_read_and_written_again_deserve_no_finding(tree: CheckedTree) -> None:
    """What mutations do beside their change means nothing to the checks."""
    files = dict(tree.files)
    for path in {mutation["page"] for mutation in MUTATIONS if "page" in mutation}:
        files[path] = replace(files[path], content=str(BeautifulSoup(files[path].content, "lxml")).encode())
    assert [str(problem.location) for problem in findings(tree, files)] == []


@pytest.mark.parametrize("mutation", SAMPLE, ids=named)
def test_what_is_taken_out_is_missed_by_name(tree: CheckedTree, mutation: Mapping[str, Any]) -> None:
    """Six of all."""
    judge(tree, mutation)


@pytest.mark.proof
@pytest.mark.parametrize("mutation", MUTATIONS, ids=named)
def test_everything_that_is_taken_out_is_missed_by_name(tree: CheckedTree, mutation: Mapping[str, Any]) -> None:
    """All of them."""
    judge(tree, mutation)
