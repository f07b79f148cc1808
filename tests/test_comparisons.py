"""Comparisons: what is the same and what is not, who has reviewed it, where it stands, and what is proposed."""

import json
import random
import re
import unicodedata
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from portal import NOTICE, REPOSITORY, TODAY, Change, Ran, build, gksite, write_whole

from gksite.text.likeness import Writing, groups_alike
from gksite.text.runs import runs

pytestmark = pytest.mark.exports

OTHER_PATH, COMPARED = "content/notices/ceshi-2019.yaml", "content/comparisons.yaml"
OTHER = (
    NOTICE.replace("ceshi-2018", "ceshi-2019")
    .replace("2018年", "2019年")
    .replace("year: 2018", "year: 2019")
    .replace("issued: 2018", "issued: 2019")
    .replace("requirement: 公开财政预决算。", "requirement: 年底前公开财政预决算，并作说明。")
    .replace("title: 公开审计结果\n", "title: 公开审计结果\n        requirement: 依法公开审计结果。\n")
)
OTHER = re.sub(r"(?m)^source:\n(?:  .*\n)+|^        source: .*\n", "", OTHER)
BUDGET = (
    "  - {id: budget, title: 预决算公开, tasks: [ceshi-2018/1, ceshi-2019/1], reviewed: {by: 甲, on: 2025-12-01}}\n"
)
DRAFT = "  - {id: secret, title: 秘而不宣, tasks: [ceshi-2018/2, ceshi-2019/2], draft: true}\n"
TOPICS = "topics:\n  - {id: money, title: 财政, topics: [{id: audit, title: 审计}]}\n"
WORDS = st.text(alphabet="公开预决算，、。,（( \n12ab”", max_size=40)


def portal(root: Path, comparisons: str = BUDGET, changes: dict[str, Change] | None = None) -> Path:
    """A portal with two notices, and some comparisons."""
    return write_whole(root, {OTHER_PATH: OTHER, COMPARED: f"comparisons:\n{comparisons}", **(changes or {})})


def built(root: Path) -> Path:
    """The site of a portal, which builds without an error."""
    ran = build(root)
    assert ran.code == 0, ran.err
    return root / "output"


def page(output: Path, address: str) -> BeautifulSoup:
    """A page of a site."""
    return BeautifulSoup((output / address / "index.html").read_text(encoding="utf-8"), "lxml")


def told(ran: Ran) -> list[str]:
    """What a command says of comparisons, by its codes."""
    return re.findall(r"GK28\d", ran.err)


# Two texts


@settings(max_examples=400)
@given(WORDS, WORDS)
def test_the_runs_of_a_side_together_are_its_text(base: str, other: str) -> None:
    found = runs(base, other)
    assert "".join(run.base for run in found) == base
    assert "".join(run.other for run in found) == other
    for run in found:
        assert (bool(run.base), bool(run.other)) == (run.kind != "new", run.kind != "gone")


@settings(max_examples=400)
@given(WORDS, WORDS)
def test_taking_out_what_is_gone_and_putting_in_what_is_new_gives_the_other_text(base: str, other: str) -> None:
    """What both have is the same but for width and blanks."""
    found = runs(base, other)
    left = "".join(run.base if run.kind == "same" else run.other for run in found if run.kind != "gone")
    assert plain(left) == plain(other)


@settings(max_examples=200)
@given(WORDS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert {run.kind for run in runs(text, text)} <= {"same"}


def plain(text: str) -> str:
    """A text without width and blanks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_width_and_blanks_are_no_difference() -> None:
    (run,) = runs("在2个工作日内,处理（答复）。", "在 2 个工作日内，处理(答复)。")
    assert run.kind == "same"


def test_only_the_words_that_changed_are_marked() -> None:
    found = runs(
        "全面完成权责清单工作,推进行政机关权责清单网上公开。", "推进委机关权责清单网上公开，方便群众查询。全面完成。"
    )
    assert [(run.kind, run.base or run.other) for run in found][:4] == [
        ("gone", "全面完成权责清单工作,"),
        ("same", "推进"),
        ("gone", "行政"),
        ("new", "委"),
    ]


def test_a_long_text_is_compared_in_bounded_steps() -> None:
    """Texts without any clause in common, and one clause without end, do not take a quadratic time of their length."""
    chance = random.Random(21)
    one, other = ("".join(chance.choice("甲乙丙丁，") for _ in range(20_000)) for _ in range(2))
    assert {run.kind for run in runs(one, other)} == {"gone", "new"}
    assert [run.kind for run in runs("甲" * 20_000, "甲" * 19_999)] == ["gone", "new"]


# What is published


def test_a_comparison_has_a_page_that_its_tasks_lead_to(tmp_path: Path) -> None:
    output = built(portal(tmp_path))
    found = page(output, "compare/budget")
    assert found.h1 is not None
    assert found.h1.text == "预决算公开"
    assert [row.th.text for row in found.select("table tbody tr") if row.th] == [
        "测试市 2018 年第 1 项",
        "测试市 2019 年第 1 项",
    ]
    (contrast,) = found.select(".contrast")
    for word in contrast.select(".hidden"):
        word.extract()
    assert [new.text for new in contrast.select("ins")] == ["年底前", "，并作说明。"]
    for gone in contrast.select("del"):
        gone.extract()
    assert contrast.text == "年底前公开财政预决算，并作说明。"
    links = {link["href"] for link in page(output, "notices/ceshi-2018/tasks/1").select("main a[href]")}
    assert {"../../../../compare/budget/", "../../../ceshi-2019/tasks/1/"} <= links
    assert "其他地方怎么规定" not in (output / "notices/ceshi-2018/tasks/2/index.html").read_text(encoding="utf-8")
    (data,) = json.loads((output / "data/comparisons.json").read_text(encoding="utf-8"))["comparisons"]
    assert data == {
        "id": "budget",
        "title": "预决算公开",
        "topic": None,
        "url": "compare/budget/",
        "tasks": [
            {"id": f"ceshi-{year}/1", "jurisdiction": "ceshi", "year": year, "url": f"notices/ceshi-{year}/tasks/1/"}
            for year in (2018, 2019)
        ],
    }


def test_what_is_marked_is_also_said_in_words(tmp_path: Path) -> None:
    """Neither colour nor a line alone says what is new."""
    found = page(built(portal(tmp_path)), "compare/budget")
    assert [new.text[:4] for new in found.select(".contrast ins")] == ["（多出：", "（多出："]
    assert [gone.text[:4] for gone in found.select(".contrast del")] == ["（没有："]


@pytest.mark.parametrize(
    "hidden",
    [
        DRAFT,
        DRAFT.replace(", draft: true", ""),
        DRAFT.replace("draft: true", "draft: true, reviewed: {by: 甲, on: 2025-12-01}"),
    ],
    ids=["a draft", "nobody has reviewed it", "a draft with a review"],
)
def test_what_nobody_has_reviewed_is_nowhere(tmp_path: Path, hidden: str) -> None:
    root = portal(tmp_path, BUDGET + hidden)
    ran = build(root)
    assert (ran.code, told(ran)) == (0, ["GK285"])
    for path in (root / "output").rglob("*"):
        assert "secret" not in path.name
        if path.is_file():
            data = path.read_bytes()
            assert "秘而不宣".encode() not in data
            assert b"compare/secret" not in data
    assert "共 1 组" in (root / "output/compare/index.html").read_text(encoding="utf-8")


def test_without_a_reviewed_comparison_there_is_no_page_and_nothing_leads_to_one(tmp_path: Path) -> None:
    output = built(portal(tmp_path, DRAFT))
    assert not (output / "compare").exists()
    assert not (output / "data/comparisons.json").exists()
    assert "compare/" not in (output / "index.html").read_text(encoding="utf-8")


def test_a_portal_that_chooses_no_comparisons_makes_none_and_leads_to_none(tmp_path: Path) -> None:
    settings_ = "name: 测试门户\nexports: [json, sitemap]\n"
    output = built(portal(tmp_path, changes={"site.yaml": settings_}))
    assert not (output / "compare").exists()
    assert not list(output.rglob("comparisons*"))
    assert not [path for path in output.rglob("*.html") if "compare/" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize(
    "closed",
    [
        ("disclosure: 主动公开", "disclosure: 不予公开"),
        ("disclosure: 主动公开", "disclosure: 主动公开\npublish_at: 2030-01-01 08:00"),
        ("disclosure: 主动公开", "disclosure: 主动公开\ndraft: true"),
    ],
    ids=["closed", "waiting", "draft"],
)
def test_a_task_of_a_hidden_notice_is_in_no_comparison(tmp_path: Path, closed: tuple[str, str]) -> None:
    """With it goes a comparison of which only one notice is left, without an error and without a trace."""
    root = portal(tmp_path / "portal", changes={OTHER_PATH: OTHER.replace(*closed)})
    ran = build(root)
    assert ran.code == 0, ran.err
    assert not (root / "output/compare").exists()
    assert not [path for path in (root / "output").rglob("*.html") if b"ceshi-2019" in path.read_bytes()]


def test_a_comparison_that_was_published_may_be_closed_again(tmp_path: Path) -> None:
    """Its address then says that it was withdrawn; deleting it needs somebody's word."""
    root = portal(tmp_path)
    built(root)
    (root / COMPARED).write_text(f"comparisons:\n{BUDGET.replace('}}', '}, draft: true}')}", encoding="utf-8")
    output = built(root)
    assert "预决算公开" not in (output / "compare/budget/index.html").read_text(encoding="utf-8")
    (root / COMPARED).write_text(f"comparisons:\n{BUDGET.replace('id: budget', 'id: other')}", encoding="utf-8")
    ran = build(root)
    assert (ran.code, re.findall(r"GK316 网址 (\S+)", ran.err)) == (1, ["/compare/budget/"])


def test_a_notice_in_a_comparison_can_be_withdrawn_at_once(tmp_path: Path) -> None:
    root = portal(tmp_path)
    built(root)
    ran = gksite("withdraw", "ceshi-2019", "--root", root, "--today", TODAY)
    assert ran.code == 0, ran.err
    assert "预决算公开" not in (root / "output/compare/budget/index.html").read_text(encoding="utf-8")
    assert "compare/" not in (root / "output/notices/ceshi-2018/tasks/1/index.html").read_text(encoding="utf-8")


def test_personal_data_in_a_title_does_not_leave(tmp_path: Path) -> None:
    ran = build(portal(tmp_path, BUDGET.replace("预决算公开", "身份证号11010519491231002X")))
    assert ran.code == 1
    assert ran.err.startswith("content/comparisons.yaml:2:")


def test_the_text_of_a_comparison_is_shown_as_text(tmp_path: Path) -> None:
    root = portal(tmp_path, BUDGET.replace("title: 预决算公开", "title: '<b>预决算</b>'"))
    found = page(built(root), "compare/budget")
    assert found.h1 is not None
    assert found.h1.text == "<b>预决算</b>"


# The matrix


def numbers(output: Path) -> dict[tuple[str, str], int]:
    """What the matrix says, by topic and notice."""
    table = page(output, "compare").select_one("table.matrix")
    assert table is not None
    assert table.caption is not None
    notices = [str(link["href"]).split("/")[-2] for link in table.select("thead a")]
    found = {}
    for row in table.select("tbody tr"):
        assert row.th is not None
        assert row.th["scope"] == "row"
        for notice, cell in zip(notices, row.select("td"), strict=True):
            said = "".join(cell.find_all(string=True, recursive=True))
            found[row.th.text, notice] = 0 if said == "0没有" else int(said)
    return found


def counted(output: Path) -> dict[tuple[str, str], int]:
    """The same from data/."""
    topics = json.loads((output / "data/topics.json").read_text(encoding="utf-8"))["topics"]
    parents = {topic["id"]: topic["parent"] for topic in topics}
    titles = {topic["id"]: topic["title"] for topic in topics}
    found: Counter[tuple[str, str]] = Counter()
    notices = sorted(path.stem for path in (output / "data/notices").glob("*.json"))
    for notice in notices:
        for task in json.loads((output / f"data/notices/{notice}.json").read_text(encoding="utf-8"))["tasks"]:
            holders = set()
            for topic in task["topics"]:
                above = topic
                while above is not None:
                    holders.add(above)
                    above = parents[above]
            found.update((titles[topic], notice) for topic in holders)
    used = {title for title, _ in found}
    every = {}
    for title in used:
        every |= {(title, notice): found[title, notice] for notice in notices}
    return every


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the five notices."""
    output = tmp_path_factory.mktemp("sample") / "output"
    ran = gksite("build", "--root", REPOSITORY, "--no-search", "--output", output)
    assert ran.code == 0, ran.err
    return output


def test_every_number_of_the_matrix_is_that_of_the_published_data(sample: Path) -> None:
    """Counted again from the data of the notices and of the topics, by another way than the pages'."""
    said = numbers(sample)
    assert len(said) > 200
    assert said == counted(sample)


def test_the_matrix_leads_to_the_tasks_that_it_counts(sample: Path) -> None:
    """Each number is that of the tasks in the part of the topic's page that it leads to."""
    for link in page(sample, "compare").select("table.matrix td a"):
        address, _, anchor = str(link["href"]).partition("#")
        part = page(sample, f"compare/{address}").find(id=anchor)
        assert part is not None
        tasks = part.find_next_sibling("ul")
        assert tasks is not None
        assert len(tasks.find_all("li", recursive=False)) == int(link.text)


def test_the_matrix_names_its_rows_and_columns_and_can_be_reached_by_keyboard(sample: Path) -> None:
    found = page(sample, "compare")
    (region,) = found.select(".scroll")
    assert (region["role"], region["tabindex"]) == ("region", "0")
    assert found.find(id=region["aria-labelledby"]) is not None
    assert {head["scope"] for head in region.select("th")} == {"col", "row"}


def test_two_notices_of_one_place_and_year_are_told_apart(tmp_path: Path) -> None:
    again = OTHER.replace("id: ceshi-2019", "id: ceshi-2019-b\nnumber: 测政〔2019〕9号")
    assigned = NOTICE.replace("title: 公开预决算\n", "title: 公开预决算\n        topics: [audit]\n")
    changes: dict[str, Change] = {
        "content/notices/ceshi-2019-b.yaml": again,
        "content/notices/ceshi-2018.yaml": assigned,
        "content/topics.yaml": TOPICS,
    }
    found = page(built(portal(tmp_path, changes=changes)), "compare")
    heads = [head.text for head in found.select("table.matrix thead th")]
    assert heads == [
        "主题",
        "测试市 2019 年（测试市2019年政务公开工作任务分解表）",
        "测试市 2019 年（测政〔2019〕9号）",
        "测试市 2018 年",
    ]
    assert [row.text.split() for row in found.select("table.matrix tbody tr")] == [
        ["财政0没有0没有1"],
        ["审计0没有0没有1"],
    ]


def test_without_topics_there_is_the_list_alone(tmp_path: Path) -> None:
    found = page(built(portal(tmp_path)), "compare")
    assert not found.select("table")
    assert [link.text for link in found.select("main .links a")] == ["预决算公开"]


# What the five notices say


def test_every_comparison_of_the_five_notices_shows_all_its_tasks_by_their_texts(sample: Path) -> None:
    """Who leads and what is required stand on its page as in the data of the notices."""
    tasks = {}
    for path in (sample / "data/notices").glob("*.json"):
        for task in json.loads(path.read_text(encoding="utf-8"))["tasks"]:
            tasks[task["id"]] = task
    comparisons = json.loads((sample / "data/comparisons.json").read_text(encoding="utf-8"))["comparisons"]
    assert len(comparisons) == 55
    for comparison in comparisons:
        found = page(sample, comparison["url"].rstrip("/"))
        rows, cards = found.select("table.listing tbody tr"), found.select(".compared > li")
        for named, row, card in zip(comparison["tasks"], rows, cards, strict=True):
            task = tasks[named["id"]]
            lead = "、".join(agency["name"] for agency in task["lead"]) or "原文未列"
            assert row.select("td")[0].text == lead
            assert all(line.strip() in card.text for line in (task["requirement"] or "").split("\n"))


# Proposals


def yardstick() -> set[frozenset[str]]:
    """Every two tasks of different notices that somebody has found to be the same duty."""
    groups: dict[str, list[str]] = {}
    for line in (REPOSITORY / "tests/facts/comparisons.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            id, task = line.split("\t")
            groups.setdefault(id, []).append(task)
    return pairs(groups.values())


def pairs(groups: object) -> set[frozenset[str]]:
    """Every two tasks of different notices that stand in one group."""
    found = set()
    for group in groups:  # type: ignore[attr-defined]
        for one, other in combinations(group, 2):
            if one.partition("/")[0] != other.partition("/")[0]:
                found.add(frozenset({one, other}))
    return found


def proposed(sample: Path, *, topics: bool) -> set[frozenset[str]]:
    """What is proposed of the five notices where nothing has been compared yet."""
    writings = {}
    for path in sorted((sample / "data/notices").glob("*.json")):
        for task in json.loads(path.read_text(encoding="utf-8"))["tasks"]:
            text = "\n".join(filter(None, (task["title"], task["requirement"])))
            known = frozenset(task["topics"]) if topics else frozenset()
            writings[path.stem, task["number"]] = Writing(text, path.stem, known)
    return pairs([[f"{notice}/{number}" for notice, number in group] for group in groups_alike(writings)])


def measured(sample: Path, *, topics: bool) -> tuple[float, float]:
    """Precision and recall over the pairs that did not set the numbers: those whose first task is no third one."""
    found, wanted = (
        {pair for pair in which if int(min(pair).partition("/")[2]) % 3}
        for which in (proposed(sample, topics=topics), yardstick())
    )
    right = len(found & wanted)
    return right / len(found), right / len(wanted)


def test_the_groups_of_the_content_are_those_that_were_found_by_reading(sample: Path) -> None:
    comparisons = json.loads((sample / "data/comparisons.json").read_text(encoding="utf-8"))["comparisons"]
    assert pairs([[task["id"] for task in each["tasks"]] for each in comparisons]) == yardstick()


def test_proposals_are_as_good_as_they_were(sample: Path) -> None:
    """What tests/facts/README.md states."""
    precision, recall = measured(sample, topics=True)
    assert precision >= 0.74
    assert recall >= 0.74
    precision, recall = measured(sample, topics=False)
    assert precision >= 0.76
    assert recall >= 0.49


def test_proposals_do_not_depend_on_the_order_of_tasks(sample: Path) -> None:
    texts = {
        ("a", 1): "公开财政预决算",
        ("b", 1): "财政预决算要公开",
        ("b", 2): "办好政府公报",
        ("c", 7): "政府公报要办好",
    }
    writings = {key: Writing(text, key[0]) for key, text in texts.items()}
    for number in range(200):  # so that the pairs of characters are rare
        writings["z", number] = Writing(f"{chr(0x4E00 + 2 * number)}{chr(0x4E01 + 2 * number)}", "z")
    keys = list(writings)
    assert groups_alike(writings) == [(("a", 1), ("b", 1)), (("b", 2), ("c", 7))]
    random.Random(21).shuffle(keys)
    assert groups_alike({key: writings[key] for key in keys}) == [(("a", 1), ("b", 1)), (("b", 2), ("c", 7))]


def test_nothing_is_alike_where_there_is_nothing() -> None:
    assert groups_alike({}) == []
    assert groups_alike({("a", 1): Writing("", "a"), ("b", 1): Writing("", "b")}) == []


def test_a_proposal_becomes_a_draft_that_nobody_sees_until_it_is_reviewed(tmp_path: Path) -> None:
    root = portal(tmp_path)
    (root / COMPARED).write_text(f"# 说明\ncomparisons:\n{BUDGET}", encoding="utf-8")
    shown = gksite("compare", "--root", root)
    assert shown.code == 0
    assert shown.out == (
        "comparisons:\n"
        "  - id: ceshi-2019-2\n    title: 公开审计结果\n    tasks: [ceshi-2019/2, ceshi-2018/2]\n    draft: true\n"
        "  - id: ceshi-2019-3\n    title: 及时回应关切。\n    tasks: [ceshi-2019/3, ceshi-2018/3]\n    draft: true\n"
    )
    kept = gksite("compare", "ceshi-2019", "--root", root, "--write")
    assert kept.code == 0
    assert kept.out.startswith("提出 2 组，作为草稿")
    text = (root / COMPARED).read_text(encoding="utf-8")
    assert text.startswith(f"# 说明\ncomparisons:\n{BUDGET}  - id: ceshi-2019-2\n")
    assert gksite("compare", "--root", root).err.splitlines() == ["没有新的对比可提出。"]
    ran = build(root)
    assert (ran.code, told(ran)) == (0, ["GK285"])
    assert not (root / "output/compare/ceshi-2019-2").exists()
    (root / COMPARED).write_text(text.replace("draft: true", "reviewed: {by: 甲, on: 2025-12-01}", 1), encoding="utf-8")
    assert (built(root) / "compare/ceshi-2019-2/index.html").exists()


def test_proposals_begin_the_file_where_there_is_none(tmp_path: Path) -> None:
    root = portal(tmp_path)
    (root / COMPARED).unlink()
    assert gksite("compare", "--root", root, "--write").code == 0
    assert told(build(root)) == ["GK285"]


def test_proposals_are_not_put_behind_a_list_on_one_line(tmp_path: Path) -> None:
    text = "comparisons: [{id: budget, title: 预决算公开, tasks: [ceshi-2018/1, ceshi-2019/1], draft: true}]\n"
    root = portal(tmp_path, changes={COMPARED: text})
    ran = gksite("compare", "--root", root, "--write")
    assert (ran.code, ran.err) == (
        2,
        "content/comparisons.yaml 的写法接不上新的一组；请不用 --write，把显示的内容自己贴进去\n",
    )
    assert (root / COMPARED).read_text(encoding="utf-8") == text


def test_proposals_for_a_notice_that_is_not_published_are_refused(tmp_path: Path) -> None:
    ran = gksite("compare", "ceshi-2091", "--root", portal(tmp_path))
    assert (ran.code, ran.err) == (2, "没有已公布的通知“ceshi-2091”；是否为“ceshi-2019”？\n")
