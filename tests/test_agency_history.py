"""Agencies that were renamed or merged, and groups: who succeeded whom, since when, and who says so."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from portal import AGENCIES_PATH, NOTICE, NOTICE_PATH, build, gksite, put, write_whole

from gksite.documents.yaml_reader import Document, parse
from gksite.documents.yaml_writer import agencies_yaml
from gksite.model.agency_facts import Succession
from gksite.model.records import AgencyRecord, RegistryRecord
from gksite.model.site import Agency, AgencyKey
from gksite.problems.problem import Problems
from gksite.registry.successions import with_predecessors
from gksite.text.dates import shown_day_or_month, span_of

pytestmark = pytest.mark.exports

REGISTRY = """\
jurisdiction: ceshi
name: 测试市
agencies:
  - {id: caizhengju, name: 市财政局, full_name: 测试市财政局}
  - {id: shenjiju, name: 市审计局, aliases: [审计机关]}
  - {id: ge-bumen, name: 市政府各部门, kind: group}
  - id: gongshang
    name: 市工商局
    succeeded_by:
      name: 市市场监督管理局
      on: 2018-12-01
      kind: 合并
      source: 《测试市机构改革方案》（测委发〔2018〕20号）
      url: https://www.example.cn/20.html
  - id: zhijian
    name: 市质监局
    succeeded_by: {name: 市市场监督管理局, on: 2018-12, kind: 撤销并入}
  - id: shichang
    name: 市市场监督管理局
    succeeded_by: {name: 市市场监管和知识产权局, on: 2024-05-06, kind: 更名, source: 测委编〔2024〕3号}
  - {id: zhishi, name: 市市场监管和知识产权局}
  - {id: wujia, name: 市物价局, succeeded_by: 市财政局}
"""
"""市工商局 and 市质监局 were merged; what they became was renamed. Nobody says when or why 市物价局 went."""
TASKS = """\
sections:
  - title: 一、公开
    tasks:
      - {number: 1, title: 甲, lead: [市工商局], support: [市质监局, 市审计局]}
      - {number: 2, title: 乙, lead: [市工商局], support: [市物价局]}
      - {number: 3, title: 丙, lead: [市财政局]}
"""
FILES = {AGENCIES_PATH: REGISTRY, NOTICE_PATH: NOTICE.partition("sections:")[0] + TASKS}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal of a place that does not exist, built."""
    root = write_whole(tmp_path_factory.mktemp("history"), FILES)
    ran = build(root)
    assert (ran.code, ran.err) == (0, "")
    return root / "output"


def page(output: Path, id: str) -> BeautifulSoup:
    return BeautifulSoup((output / f"agencies/ceshi/{id}/index.html").read_bytes(), "lxml")


def particular(output: Path, id: str, label: str) -> list[str]:
    """The lines beside a label of an agency's box, without blanks."""
    for row in page(output, id).select("dl.meta > div"):
        if row.dt and row.dt.get_text() == label:
            return ["".join(item.get_text().split()) for item in row.select("li")]
    return []


def agencies(output: Path) -> dict[str, dict[str, Any]]:
    data = json.loads((output / "data/agencies/ceshi.json").read_bytes())
    return {agency["id"]: agency for agency in data["agencies"]}


# What pages and data say


def test_an_old_agencys_page_tells_the_whole_chain_of_those_that_followed(output: Path) -> None:
    assert particular(output, "gongshang", "后来") == [
        "2018年12月1日合并为市市场监督管理局（依据：《测试市机构改革方案》（测委发〔2018〕20号）（外部链接））",
        "市市场监督管理局，2024年5月6日更名为市市场监管和知识产权局（依据：测委编〔2024〕3号）",
    ]
    links = [a["href"] for a in page(output, "gongshang").select(".succession a")]
    assert links == ["../shichang/", "https://www.example.cn/20.html", "../shichang/", "../zhishi/"]


def test_a_new_agencys_page_names_all_that_it_came_from(output: Path) -> None:
    assert particular(output, "zhishi", "前身") == [
        "市市场监督管理局，2024年5月6日更名为本单位（依据：测委编〔2024〕3号）",
        "市工商局，2018年12月1日合并为市市场监督管理局（依据：《测试市机构改革方案》（测委发〔2018〕20号）（外部链接））",
        "市质监局，2018年12月撤销，并入市市场监督管理局（依据未注明）",
    ]
    assert particular(output, "zhishi", "后来") == []


def test_a_plain_name_is_said_to_state_neither_day_nor_basis(output: Path) -> None:
    assert particular(output, "wujia", "后来") == ["现由下列单位承接：市财政局（时间和依据未注明）"]
    assert particular(output, "caizhengju", "前身") == ["市物价局，现由下列单位承接：本单位（时间和依据未注明）"]


def test_a_predecessors_tasks_stand_apart_and_are_never_added(output: Path) -> None:
    found = page(output, "caizhengju")
    headings = [h.get_text(" ", strip=True) for h in found.select("main h2")]
    assert headings[:2] == ["牵头 1 项", "前身单位的任务"]
    for id in ("shichang", "zhishi"):
        listed = [li.get_text(" ", strip=True) for li in page(output, id).select("main > .agency-list li")]
        assert listed == ["市工商局 牵头 2 项", "市质监局 参与 1 项"]
        assert "原文没有点名由该单位承担的任务。" in page(output, id).get_text()
    assert "前身单位的任务" not in page(output, "gongshang").get_text()


def test_data_name_successor_and_predecessors_and_what_is_stated_of_them(output: Path) -> None:
    found = agencies(output)
    assert found["gongshang"]["succeeded_by"] == "ceshi/shichang"
    assert found["gongshang"]["succession"] == {
        "on": "2018-12-01",
        "kind": "合并",
        "source": "《测试市机构改革方案》（测委发〔2018〕20号）",
        "url": "https://www.example.cn/20.html",
    }
    assert found["zhijian"]["succession"] == {"on": "2018-12", "kind": "撤销并入", "source": None, "url": None}
    assert (found["wujia"]["succeeded_by"], found["wujia"]["succession"]) == ("ceshi/caizhengju", None)
    assert (found["zhishi"]["succeeded_by"], found["zhishi"]["succession"]) == (None, None)
    assert found["shichang"]["predecessors"] == ["ceshi/gongshang", "ceshi/zhijian"]
    assert found["gongshang"]["predecessors"] == []


def test_successors_and_predecessors_are_each_others_inverse_in_all_data(output: Path, real_site: Path) -> None:
    for folder in (output, real_site):
        forward, backward = set(), set()
        for path in (folder / "data/agencies").glob("*.json"):
            for agency in json.loads(path.read_bytes())["agencies"]:
                name = f"{path.stem}/{agency['id']}"
                forward |= {(name, agency["succeeded_by"])} if agency["succeeded_by"] else set()
                backward |= {(before, name) for before in agency["predecessors"]}
        assert forward == backward


@given(st.lists(st.one_of(st.none(), st.integers(0, 11)), min_size=12, max_size=12))
def test_predecessors_are_the_inverse_of_successors(successors: list[int | None]) -> None:
    keys = [AgencyKey("a", f"n{i}") for i in range(12)]
    made = {}
    for key, successor in zip(keys, successors, strict=True):
        record = AgencyRecord(id=key.id, name=key.id)
        made[key] = Agency(key, record, (), None if successor is None else keys[successor])
    found = with_predecessors(made)
    backward = {(before, key) for key, agency in found.items() for before in agency.predecessors}
    assert backward == {(key, agency.succeeded_by) for key, agency in found.items() if agency.succeeded_by}
    assert [a.succeeded_by for a in found.values()] == [a.succeeded_by for a in made.values()]


# What cannot be


def told(root: Path) -> list[str]:
    """The problems of a build."""
    return [line for line in build(root).lines if re.search(r": GK\d", line)]


def lines(portal: Callable[..., Path], old: str, new: str) -> list[str]:
    return told(portal({**FILES, AGENCIES_PATH: REGISTRY.replace(old, new)}))


def test_a_notice_that_names_an_agency_after_its_end_is_told(portal: Callable[..., Path]) -> None:
    """GK258 for the notice of 2018-06-12, which names 市工商局; not on the day itself, nor within its month."""
    where = f"{AGENCIES_PATH}:11:11: GK258 提醒：“市工商局”2018-06-11由“市市场监督管理局”承接，"
    assert lines(portal, "on: 2018-12-01", "on: 2018-06-11") == [f"{where}之后（2018-06-12）的通知 ceshi-2018 仍点名它"]
    assert lines(portal, "on: 2018-12-01", "on: 2018-06-12") == []
    assert lines(portal, "on: 2018-12-01", "on: 2018-06") == []


def test_a_succession_in_a_month_to_come_is_refused_and_one_in_this_month_is_not(portal: Callable[..., Path]) -> None:
    (line,) = lines(portal, "on: 2018-12, kind", "on: 2026-02, kind")
    assert "GK255 “市质监局”的承接写在 2026-02，晚于今天" in line
    assert lines(portal, "on: 2018-12, kind", "on: 2026-01, kind") == []


@pytest.mark.parametrize(
    ("text", "first", "last", "shown"),
    [
        ("2018-12-01", date(2018, 12, 1), date(2018, 12, 1), "2018年12月1日"),
        ("2018-12", date(2018, 12, 1), date(2018, 12, 31), "2018年12月"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024年2月"),
    ],
)
def test_a_month_is_all_its_days(text: str, first: date, last: date, shown: str) -> None:
    assert span_of(text) == (first, last)
    assert shown_day_or_month(text, "zh") == shown


@pytest.mark.parametrize("text", ["2018", "2018-13", "2018-00", "2018-2", "2018-02-30", "2018-12-01 ", "", "年底"])
def test_what_is_neither_a_day_nor_a_month_is_none(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever says so
        span_of(text)


def test_a_registry_that_is_written_again_says_the_same(portal: Callable[..., Path]) -> None:
    """A plain name stays one; all else of a succession and of a source stays."""
    stated = Succession(name="市财政局", on="2018-12", kind="更名", source="文: 一", url="https://a.example/")
    source = {"notice": "ceshi-2018", "task": 1, "text": "公开: 财政"}
    records = (
        AgencyRecord.model_validate({"id": "a", "name": "甲局", "kind": "department", "succeeded_by": "市财政局"}),
        AgencyRecord.model_validate({"id": "b", "name": "乙局", "kind": "department", "succeeded_by": stated}),
        AgencyRecord.model_validate(
            {"id": "c", "name": "各局", "kind": "group", "covers": ["departments"], "covers_source": source}
        ),
    )
    text = "jurisdiction: ceshi\nname: 测试市\nagencies:\n" + agencies_yaml(records) + "\n"
    assert "    succeeded_by: 市财政局\n" in text
    problems = Problems()
    data = parse(Document("a.yaml", text), problems)
    assert problems.found == []
    assert RegistryRecord.model_validate(data).agencies == records


def test_an_import_knows_the_old_agencies_and_the_new(portal: Callable[..., Path]) -> None:
    root = portal(FILES)
    rows = (
        "序号\t任务\t牵头单位\t责任单位\n"
        "1\t公开预算\t市工商局\t市市场监管和知识产权局、市新设局\n"
        "2\t公开决算\t市质监局\t市财政局\n"
    )
    put(root / "new.txt", "测试市2020年任务分解表\n" + rows)
    ran = gksite("import", root / "new.txt", "--root", root, "--jurisdiction", "ceshi", "-o", root / "draft.yaml")
    assert ran.code == 0
    assert "单位登记表中没有 1 个单位" in ran.err + ran.out
    text = (root / "draft.yaml").read_text(encoding="utf-8")
    assert re.findall(r"(?:lead|support): (\[.+\])", text) == [
        "[市工商局]",
        "[市市场监管和知识产权局, 市新设局]",
        "[市质监局]",
        "[市财政局]",
    ]


# On whose word a group holds whom

GROUPS = """\
jurisdiction: ceshi
name: 测试市
agencies:
  - {id: caizhengju, name: 市财政局}
  - {id: shenjiju, name: 市审计局}
  - {id: ge-bumen, name: 市政府各部门, kind: group, covers: [departments]}
  - id: ge-ju
    name: 市直各局
    kind: group
    covers: [departments]
    covers_source: {notice: ceshi-2018, task: 2, text: 市直各局是指 市政府各工作部门}
  - id: ge-danwei
    name: 市直各单位
    kind: group
    covers: [departments, units]
    covers_source: {by: 测试市人民政府办公室, on: 2018-07-01, reason: 名称就是各部门和事业单位}
  - {id: xiaozu, name: 公开工作小组, kind: group, members: [市财政局]}
  - id: weiyuan
    name: 各成员单位
    kind: group
    members: [市审计局]
    members_source: {notice: ceshi-2018, text: 现将任务分解表印发给你们}
"""
GROUP_TASKS = """\
sections:
  - title: 一、公开
    tasks:
      - {number: 1, title: 甲, lead: [市政府各部门, 市直各局, 市直各单位]}
      - number: 2
        label: （二）
        requirement: |-
          市直各局是指
          市政府各工作部门。
        lead: [公开工作小组, 各成员单位]
"""
GROUP_FILES = {AGENCIES_PATH: GROUPS, NOTICE_PATH: NOTICE.partition("sections:")[0] + GROUP_TASKS}
TITLE = "测试市2018年政务公开工作任务分解表"


@pytest.fixture
def groups(portal: Callable[..., Path]) -> Path:
    root = portal(GROUP_FILES)
    ran = build(root)
    assert (ran.code, ran.err) == (0, "")
    return root / "output"


def said(output: Path, id: str, selector: str) -> list[str]:
    return [" ".join(found.get_text().split()) for found in page(output, id).select(selector)]


def test_a_groups_page_says_on_whose_word_it_covers_whom(groups: Path) -> None:
    assert said(groups, "ge-bumen", "dd small") == ["范围由本站编辑注明，原文没有列出成员。"]
    assert said(groups, "ge-ju", "dd small") == [f"依据：{TITLE} 第 （二） 项“市直各局是指 市政府各工作部门”"]
    assert [a["href"] for a in page(groups, "ge-ju").select("dd small a")] == ["../../../notices/ceshi-2018/tasks/2/"]
    assert said(groups, "ge-danwei", "dd small") == [
        "范围由测试市人民政府办公室注明（2018年7月1日）：名称就是各部门和事业单位"
    ]


def test_a_groups_page_says_on_whose_word_it_has_its_members(groups: Path) -> None:
    assert said(groups, "xiaozu", "dd small") == ["成员由本站编辑列出，没有写明依据。"]
    assert said(groups, "weiyuan", "dd small") == [f"依据：{TITLE}“现将任务分解表印发给你们”"]
    assert [a["href"] for a in page(groups, "weiyuan").select("dd small a")] == ["../../../notices/ceshi-2018/"]


def test_an_agencys_page_says_of_each_group_on_whose_word_it_could_be_of_it(groups: Path) -> None:
    assert said(groups, "caizhengju", ".panel li") == [
        "市政府各部门",
        f"市直各局 依据：{TITLE} 第 （二） 项“市直各局是指 市政府各工作部门”",
        "市直各单位 范围由测试市人民政府办公室注明（2018年7月1日）：名称就是各部门和事业单位",
    ]
    assert said(groups, "caizhengju", ".panel p.small") == ["没有另写依据的，范围由本站编辑注明，原文没有列出成员。"]
    assert "成员由本站编辑列出，没有写明依据。" in page(groups, "caizhengju").get_text()


def test_data_say_on_whose_word_a_group_holds_whom(groups: Path) -> None:
    found = agencies(groups)
    blank = dict.fromkeys(("notice", "task", "text", "by", "on", "reason"))
    assert found["ge-bumen"]["covers_source"] is None
    assert found["ge-ju"]["covers_source"] == blank | {
        "notice": "ceshi-2018",
        "task": 2,
        "text": "市直各局是指 市政府各工作部门",
    }
    assert found["ge-danwei"]["covers_source"] == blank | {
        "by": "测试市人民政府办公室",
        "on": "2018-07-01",
        "reason": "名称就是各部门和事业单位",
    }
    assert found["weiyuan"]["members_source"] == blank | {"notice": "ceshi-2018", "text": "现将任务分解表印发给你们"}
    assert found["weiyuan"]["covers_source"] is None


def test_the_editors_note_of_a_notice_is_no_word_of_it(portal: Callable[..., Path]) -> None:
    text = GROUP_FILES[NOTICE_PATH].replace("preamble:", "note: 这是编辑说的\npreamble:")
    registry = GROUPS.replace("text: 现将任务分解表印发给你们", "text: 这是编辑说的")
    (line,) = told(portal({AGENCIES_PATH: registry, NOTICE_PATH: text}))
    assert "GK259 “各成员单位”的 members_source 站不住：通知里没有“这是编辑说的”这句话" in line


def test_a_notice_that_is_not_public_is_named_nowhere(portal: Callable[..., Path]) -> None:
    """What it says is left out of pages and data without a word, whether or not it says so."""
    secret = NOTICE.replace("id: ceshi-2018", "id: neibu-2018").replace("disclosure: 主动公开", "disclosure: 不予公开")
    registry = GROUPS.replace(
        "{notice: ceshi-2018, task: 2, text: 市直各局是指 市政府各工作部门}", "{notice: neibu-2018, text: 秘密的话}"
    )
    root = portal({**GROUP_FILES, AGENCIES_PATH: registry, "content/notices/neibu-2018.yaml": secret})
    ran = build(root)
    assert ran.code == 0
    assert agencies(root / "output")["ge-ju"]["covers_source"] is None
    assert said(root / "output", "ge-ju", "dd small") == ["范围由本站编辑注明，原文没有列出成员。"]
    for path in (root / "output").rglob("*.*"):
        content = path.read_bytes().decode(errors="replace")
        assert "neibu-2018" not in content, path
        assert "秘密的话" not in content, path
