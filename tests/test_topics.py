"""Topics: every task in a page of its topics or listed as in none, each once; proposals that an editor has to take."""

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from portal import NOTICE, NOTICE_PATH, REPOSITORY, Change, build, gksite, write_whole

from gksite.documents.shapes import Entry, read_notice, read_optional
from gksite.documents.yaml_reader import Document
from gksite.drafting.topic_proposals import propose
from gksite.link_topics import link_topics
from gksite.model.records import NoticeFields, TaskRecord
from gksite.model.site import Task, TaskKey
from gksite.model.topics import TopicRecord, TopicsRecord
from gksite.model.walk import walk_tasks
from gksite.problems.problem import Problems
from gksite.text.names import fold_name

pytestmark = pytest.mark.exports

TOPICS = """\
topics:
  - id: money
    title: 财政
    about: 财政资金的公开。
    words: [财政]
    topics:
      - {id: budget, title: 预决算, words: [预决算]}
      - {id: audit, title: 审计, words: [审计结果]}
  - {id: response, title: 回应, words: [回应关切, 关切]}
  - {id: ipv6, title: IPv6, words: [ＩＰv6]}
"""
FIRST = (
    "        support: [市审计局, 市政府各部门]\n",
    "        support: [市审计局, 市政府各部门]\n        topics: [budget, audit]\n",
)
"""The first task of the tiny portal, in two topics."""
WITH_TOPICS: dict[str, Change] = {"content/topics.yaml": TOPICS, NOTICE_PATH: FIRST}


def page(root: Path, url: str) -> BeautifulSoup:
    return BeautifulSoup((root / "output" / url / "index.html").read_bytes(), "lxml")


def data(root: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((root / "output/data/topics.json").read_text(encoding="utf-8"))
    return loaded


def tasks_on(shown: BeautifulSoup) -> list[str]:
    """The tasks that a page leads to, as data names them, in its order."""
    found = re.findall(r"notices/([a-z0-9-]+)/tasks/(\d+)/", " ".join(a["href"] for a in shown.select("main a[href]")))
    return [f"{notice}/{number}" for notice, number in found]


# ---- pages and data


def test_a_parent_shows_the_tasks_of_those_below_it_each_once(tmp_path: Path) -> None:
    root = write_whole(tmp_path, WITH_TOPICS)
    ran = build(root)
    assert (ran.code, ran.err) == (0, "")
    tree = {topic["id"]: topic for topic in data(root)["topics"]}
    assert list(tree) == ["money", "budget", "audit", "response", "ipv6"]
    assert [tree[id]["parent"] for id in tree] == [None, "money", "money", None, None]
    for id in ("money", "budget", "audit"):
        assert tree[id]["tasks"] == tasks_on(page(root, f"topics/{id}")) == ["ceshi-2018/1"]
    assert "共 1 项任务，来自 1 份文件" in page(root, "topics/money").get_text()
    assert "牵头：市财政局" in page(root, "topics/money").get_text()
    crumbs = page(root, "topics/audit").select("nav.crumbs li")
    assert [crumb.get_text() for crumb in crumbs] == ["首页", "主题", "财政", "审计"]


def test_tasks_in_no_topic_are_listed_as_such(tmp_path: Path) -> None:
    root = write_whole(tmp_path, WITH_TOPICS)
    assert build(root).code == 0
    shown = page(root, "topics")
    assert data(root)["none"] == tasks_on(shown) == ["ceshi-2018/2", "ceshi-2018/3"]
    assert "未归入主题 2 项" in [heading.get_text() for heading in shown.select("h2")]
    assert "财政 1 项任务，1 份文件" in " ".join(shown.get_text(" ").split())


def test_a_topic_without_tasks_has_a_page_and_stands_apart(tmp_path: Path) -> None:
    root = write_whole(tmp_path, WITH_TOPICS)
    assert build(root).code == 0
    apart = page(root, "topics").find("h2", string="还没有任务的主题").find_next("ul")
    assert [a.get_text() for a in apart.select("a")] == ["回应", "IPv6"]
    assert "这个主题下还没有任务" in page(root, "topics/ipv6").get_text()
    assert gksite("check", "--root", root, "--today", "2026-01-01").code == 0


def test_tasks_and_agencies_lead_to_their_topics(tmp_path: Path) -> None:
    root = write_whole(tmp_path, WITH_TOPICS)
    assert build(root).code == 0
    task = page(root, "notices/ceshi-2018/tasks/1")
    assert [a.get_text() for a in task.select("dd a[href*='topics/']")] == ["预决算", "审计"]
    assert not page(root, "notices/ceshi-2018/tasks/2").select("main a[href*='topics/']")
    assert "；主要涉及预决算（1 项）、审计（1 项）。" in page(root, "agencies/ceshi/caizhengju").get_text()
    assert [a.get_text() for a in page(root, "").select("nav a")][:5] == ["任务", "单位", "主题", "文件", "数据"]


def test_a_portal_without_topics_has_none(tmp_path: Path) -> None:
    root = write_whole(tmp_path)
    assert build(root).code == 0
    assert not (root / "output/topics").exists()
    assert not (root / "output/data/topics.json").exists()
    assert "topics/" not in (root / "output/index.html").read_text(encoding="utf-8")


def test_topics_that_are_not_chosen_are_nowhere(tmp_path: Path) -> None:
    """Neither pages nor data, and no link to them."""
    changes = {**WITH_TOPICS, "site.yaml": "name: 测试门户\nexports: [json, sitemap]\n"}
    root = write_whole(tmp_path, changes)
    ran = build(root)
    assert (ran.code, ran.err) == (0, "")
    names = {path.relative_to(root / "output").as_posix() for path in (root / "output").rglob("*")}
    assert not [name for name in names if "topic" in name]
    for path in (root / "output").rglob("*.html"):
        assert "topics" not in path.read_text(encoding="utf-8"), path


@pytest.mark.parametrize(
    "hidden",
    [
        "draft: true\ndisclosure: 主动公开",
        "disclosure: 依申请公开",
        "published: 2030-01-01 09:00\ndisclosure: 主动公开",
    ],
)
def test_what_is_not_public_is_in_no_topic(tmp_path: Path, hidden: str) -> None:
    """A notice that is a draft, closed or waiting is not shown, not linked, not counted."""
    text = NOTICE.replace("id: ceshi-2018", "id: other-2019").replace("公开预决算", "秘而不宣之事")
    text = text.replace("disclosure: 主动公开", hidden).replace(*FIRST)
    root = write_whole(tmp_path, {**WITH_TOPICS, "content/notices/other-2019.yaml": text})
    assert build(root).code == 0
    alone = write_whole(tmp_path / "alone", WITH_TOPICS)
    assert build(alone).code == 0
    assert data(root) == data(alone)
    for path in sorted((root / "output/topics").rglob("*.html")):
        name = path.relative_to(root / "output")
        assert path.read_bytes() == (alone / "output" / name).read_bytes(), name


def test_every_task_of_the_five_notices_is_in_a_topic_or_listed(real_site: Path) -> None:
    """Read from pages and data of a real build: none is lost, none stands twice, and the counts are theirs."""
    known = []
    for file in sorted((real_site / "data/notices").glob("*.json")):
        known += [task["id"] for task in json.loads(file.read_text(encoding="utf-8"))["tasks"]]
    published = json.loads((real_site / "data/topics.json").read_text(encoding="utf-8"))
    held = {task for topic in published["topics"] for task in topic["tasks"]}
    assert len(known) == 245
    assert held | set(published["none"]) == set(known)
    assert held.isdisjoint(published["none"])
    tree = BeautifulSoup((real_site / "topics/index.html").read_bytes(), "lxml")
    for topic in published["topics"]:
        shown = BeautifulSoup((real_site / topic["url"] / "index.html").read_bytes(), "lxml")
        assert tasks_on(shown) == topic["tasks"], topic["id"]
        assert len(set(topic["tasks"])) == len(topic["tasks"])
        notices = len({task.split("/")[0] for task in topic["tasks"]})
        told = tree.select_one(f"main a[href$='{topic['id']}/']").find_next("span")
        assert told.get_text() == f"{len(topic['tasks'])} 项任务，{notices} 份文件"


# ---- the law of the tree


def some_tree(dice: random.Random, ids: Iterator[int], level: int = 1) -> tuple[TopicRecord, ...]:
    topics = []
    for _ in range(dice.randint(1, 3)):
        name = f"t{next(ids)}"
        below = some_tree(dice, ids, level + 1) if level < 3 and dice.random() < 0.6 else ()
        topics.append(TopicRecord(id=name, title=name, topics=below))
    return tuple(topics)


def every(topics: Sequence[TopicRecord]) -> Iterator[TopicRecord]:
    for topic in topics:
        yield topic
        yield from every(topic.topics)


@pytest.mark.parametrize("seed", range(20))
def test_the_tasks_of_a_topic_are_the_union_of_its_own_and_those_below(seed: int) -> None:
    dice = random.Random(seed)
    record = TopicsRecord(topics=some_tree(dice, iter(range(1000))))
    ids = [topic.id for topic in every(record.topics)]
    tasks = []
    for number in range(1, 41):
        mine = tuple(dice.sample(ids, min(len(ids), dice.randint(0, 3))))
        tasks.append(Task(TaskKey("n", number), TaskRecord(number=number, title="甲", topics=mine), (), (), ()))
    problems = Problems()
    linked = link_topics(Entry(Document("content/topics.yaml", ""), record), (), tasks, problems)
    assert problems.found == []
    assert list(linked.topics) == ids
    for topic in every(record.topics):
        wanted = {each.id for each in every([topic])}
        keys = [task.key for task in tasks if wanted.intersection(task.record.topics)]
        assert list(linked.topics[topic.id].tasks) == keys
    assert list(linked.without) == [task.key for task in tasks if not task.record.topics]


# ---- addresses last


def test_a_topic_that_goes_has_to_say_where(tmp_path: Path) -> None:
    root = write_whole(tmp_path, WITH_TOPICS)
    assert build(root).code == 0
    path = root / "content/topics.yaml"
    path.write_text(TOPICS.replace("  - {id: ipv6, title: IPv6, words: [ＩＰv6]}\n", ""), encoding="utf-8")
    ran = build(root)
    assert ran.code == 1
    assert "GK316 网址 /topics/ipv6/ 公布过" in ran.err
    ledger = "addresses:\n  - {address: /topics/ipv6/, moved: /topics/response/}\n"
    (root / "content/ledger.yaml").write_text(ledger, encoding="utf-8")
    assert build(root).code == 0
    assert "../response/" in (root / "output/topics/ipv6/index.html").read_text(encoding="utf-8")


def test_a_withdrawn_notice_leaves_its_topics_standing(tmp_path: Path) -> None:
    other = NOTICE.replace("id: ceshi-2018", "id: other-2019").replace(*FIRST)
    root = write_whole(tmp_path, {"content/topics.yaml": TOPICS, "content/notices/other-2019.yaml": other})
    assert build(root).code == 0
    assert [topic["tasks"] for topic in data(root)["topics"]][:3] == [["other-2019/1"]] * 3
    assert gksite("withdraw", "other-2019", "--root", root, "--today", "2026-01-01").code == 0
    assert [topic["tasks"] for topic in data(root)["topics"]] == [[]] * 5
    assert "这个主题下还没有任务" in page(root, "topics/budget").get_text()


# ---- proposals


def topics_of(text: str, tmp_path: Path) -> tuple[TopicRecord, ...]:
    path = tmp_path / "content/topics.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    entry = read_optional(TopicsRecord, path, Problems())
    assert entry
    return entry.record.topics


@pytest.mark.parametrize(
    ("title", "requirement", "headings", "wanted"),
    [
        ("公开预决算", None, (), ["budget"]),
        ("公开预 决算", "及时回应关切", (), ["budget", "response"]),
        ("及时公开", "公开预决算，回应关切", (), ["response", "budget"]),  # two words of one
        ("支持ｉｐｖ6和IPv6", None, (), ["ipv6"]),
        ("及时公开", None, ("一、回应关切", "（一）预决算"), ["response", "budget"]),
        ("公开审计结果", None, ("一、预决算",), ["audit"]),  # a heading is silent where the task speaks
        ("公开财政资金", None, (), ["money"]),
        ("公开财政预决算", None, (), ["budget"]),  # the topic above is silent where one below is meant
        ("公开财政资金", None, ("一、回应关切",), ["money"]),
        ("及时公开", "按时公开", ("一、公开",), []),
    ],
)
def test_words_propose_topics(
    tmp_path: Path, title: str, requirement: str | None, headings: tuple[str, ...], wanted: list[str]
) -> None:
    task = TaskRecord(number=1, title=title, requirement=requirement)
    assert [proposal.id for proposal in propose(task, headings, topics_of(TOPICS, tmp_path))] == wanted


def test_a_word_never_spans_two_fields_and_is_no_pattern(tmp_path: Path) -> None:
    topics = topics_of("topics: [{id: a, title: 甲, words: [甲乙, '.']}]\n", tmp_path)
    assert propose(TaskRecord(number=1, title="甲", requirement="乙"), ("丙甲", "乙"), topics) == ()


def test_at_most_three_topics_are_proposed(tmp_path: Path) -> None:
    many = "".join(f"  - {{id: t{n}, title: 主题{n}, words: [公开]}}\n" for n in range(6))
    topics = topics_of(f"topics:\n{many}", tmp_path)
    assert [proposal.id for proposal in propose(TaskRecord(number=1, title="公开"), (), topics)] == ["t0", "t1", "t2"]


Notices = dict[str, NoticeFields]


@pytest.fixture(scope="module")
def notices() -> Notices:
    """The five notices by their ids."""
    found = {}
    for path in sorted((REPOSITORY / "content/notices").glob("*.yaml")):
        entry = read_notice(path, REPOSITORY, Problems(), within=REPOSITORY / "content")
        assert entry
        found[path.stem] = entry.record
    return found


def labelled() -> dict[str, list[str]]:
    """The topics of each task as they were read."""
    found = {}
    for line in (REPOSITORY / "tests/facts/topics.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith(("#", "notice\t")):
            notice, number, ids, _ = line.split("\t")
            found[f"{notice}/{number}"] = ids.split(",")
    return found


def test_the_notices_state_the_topics_that_were_read(notices: Notices) -> None:
    stated = {}
    for id, record in notices.items():
        for step in walk_tasks(record.sections):
            stated[f"{id}/{step.task.number}"] = list(step.task.topics)
    assert stated == labelled()


def measured(notices: Notices, topics_for: Callable[[str], Sequence[TopicRecord]]) -> tuple[float, float]:
    """Precision and recall of the ids that are proposed for the tasks of each notice."""
    wanted, right, proposed, held = labelled(), 0, 0, 0
    for id, record in notices.items():
        topics = topics_for(id)
        for step in walk_tasks(record.sections):
            ids = {proposal.id for proposal in propose(step.task, step.under.headings, topics)}
            own = set(wanted[f"{id}/{step.task.number}"])
            right, proposed, held = right + len(ids & own), proposed + len(ids), held + len(own)
    return right / proposed, right / held


def all_topics() -> tuple[TopicRecord, ...]:
    entry = read_optional(TopicsRecord, REPOSITORY / "content/topics.yaml", Problems())
    assert entry
    return entry.record.topics


def test_proposals_are_as_good_as_they_were(notices: Notices) -> None:
    """Of the five notices, whose reader wrote the words too: tests/facts/README.md has the first run."""
    precision, recall = measured(notices, lambda id: all_topics())
    assert precision >= 0.88
    assert recall >= 0.99


def without_words(topics: Sequence[TopicRecord], texts: Sequence[str]) -> tuple[TopicRecord, ...]:
    """A tree with only the words that stand in some texts."""
    left = []
    for topic in topics:
        words = tuple(word for word in topic.words if any(fold_name(word) in text for text in texts))
        left.append(topic.model_copy(update={"words": words, "topics": without_words(topic.topics, texts)}))
    return tuple(left)


def test_proposals_for_a_notice_whose_words_nobody_read(notices: Notices) -> None:
    """Each notice by those words alone that stand in the other four."""
    texts: Mapping[str, str] = {
        id: "\n".join(
            fold_name("\n".join([*step.under.headings, step.task.title or "", step.task.requirement or ""]))
            for step in walk_tasks(record.sections)
        )
        for id, record in notices.items()
    }

    def of_others(id: str) -> tuple[TopicRecord, ...]:
        return without_words(all_topics(), [text for other, text in texts.items() if other != id])

    precision, recall = measured(notices, of_others)
    assert precision >= 0.81
    assert recall >= 0.77


# ---- the command


def proposing(root: Path, *args: str) -> tuple[int, str, str]:
    ran = gksite("topics", "ceshi-2018", "--root", root, *args)
    return ran.code, ran.out, ran.err


def test_proposals_for_a_published_notice_are_only_shown(tmp_path: Path) -> None:
    root = write_whole(tmp_path, WITH_TOPICS)
    before = (root / NOTICE_PATH).read_bytes()
    code, out, err = proposing(root)
    assert (code, err) == (0, "")
    assert out.splitlines()[:-1] == [
        "第 2 项 公开审计结果",
        "  audit 审计：题目有“审计结果”",
        "  topics: [audit]",
        "第 3 项 及时回应关切。",
        "  response 回应：工作要求有“回应关切”，工作要求有“关切”",
        "  topics: [response]",
    ]
    code, out, err = proposing(root, "--write")
    assert (code, out) == (2, "")
    assert err.startswith(f"{NOTICE_PATH} 不是草稿；--write 只写草稿")
    assert (root / NOTICE_PATH).read_bytes() == before


@pytest.mark.parametrize(
    "doubts",
    [
        "",
        "doubts: []\n",
        "doubts: [{kind: other, text: 另一处, place: {lines: [1, 1]}}]\n",
        "doubts:\n  - kind: other # 注\n    text: 另一处\n    place: {lines: [1, 1]}\n",
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_proposals_are_written_into_a_draft_with_a_doubt(tmp_path: Path, doubts: str, line_end: str) -> None:
    """Nothing but the topics and one doubt changes, and the draft cannot be published before that is settled."""
    root = write_whole(tmp_path, WITH_TOPICS)
    path = root / NOTICE_PATH
    text = f"# 录入人的注\n{path.read_text(encoding='utf-8')}"
    text = text.replace("disclosure: ", f"draft: true\n{doubts}disclosure: ").replace("\n", line_end)
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    code, out, err = proposing(root, "--write")
    assert (code, err) == (0, "")
    assert out.splitlines()[-1].endswith(f"{NOTICE_PATH}：写了 2 项任务的主题和一处待定")
    after = path.read_bytes().decode("utf-8-sig")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert (line_end == "\n") == ("\r" not in after)
    assert after.count(line_end) == after.count("\n")
    new = [line for line in after.split(line_end) if line not in text.split(line_end)]
    assert [line.strip() for line in new if "topics:" in line] == ["topics: [audit]", "topics: [response]"]
    assert len(new) == 3
    assert "第2项至第3项中 2 项的主题是 gksite topics 按字面提示的" in "".join(new)
    assert proposing(root, "--write")[1].splitlines()[0] == "各项任务都已写明主题。"
    assert path.read_bytes().decode("utf-8-sig") == after
    path.write_text(after.replace(f"draft: true{line_end}", ""), encoding="utf-8")
    assert "GK703" in build(root).err


def test_a_request_that_cannot_be_met_is_told(tmp_path: Path) -> None:
    root = write_whole(tmp_path)
    assert proposing(root) == (2, "", "没有主题可以提示；先写好 content/topics.yaml\n")
    (root / "content/topics.yaml").write_text(TOPICS, encoding="utf-8")
    ran = gksite("topics", "ceshi-2019", "--root", root)
    assert (ran.code, ran.err) == (2, "没有编号为“ceshi-2019”的通知；是否为“ceshi-2018”？\n")
    (root / "content/topics.yaml").write_text("topics: [{id: a, titel: 甲}]\n", encoding="utf-8")
    assert "GK101" in proposing(root)[2]


def test_personal_data_in_a_topic_is_told(tmp_path: Path) -> None:
    """What leaves goes through one door."""
    text = TOPICS.replace("财政资金的公开。", "联系人张三，身份证号11010519491231002X。")
    ran = build(write_whole(tmp_path, {**WITH_TOPICS, "content/topics.yaml": text}))
    assert ran.code == 1
    assert "content/topics.yaml:4:" in ran.err
