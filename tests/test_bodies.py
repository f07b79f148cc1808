"""What is said of a body is true of it: the names of agencies, each once per role, and what groups could hold them."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup, Tag
from portal import AGENCIES_PATH, NOTICE, NOTICE_PATH, REPOSITORY, Ran, build, gksite, put

from gksite.model.records import AgencyRecord
from gksite.registry.coverage import covered_as
from gksite.text.naming import suspect

pytestmark = pytest.mark.exports

# Names


REAL_NAMES = """
市委全面依法治市委员会办公室 厦门火炬高技术产业开发区管理委员会 省政府投资项目评审中心
中共厦门市委机构编制委员会办公室 12345便民服务平台 市12345热线 １２３４５政务服务便民热线 110指挥中心 120急救中心
市公安局110报警服务台 第一医院 市第2医院 910医院 市48中 国道324线改造指挥部 地铁2号线建设指挥部 5G产业办
G20峰会筹备办 市直各部门、各直属机构 市直各委、办、局 各乡镇党委、政府 各县（市、区）人民政府 各县(市,区)政府
各县、市、区政府 各责任单位 区级规划编制牵头部门 涉及权责清单的业务处室 负有安全监管职责的部门 市委组织部 市委宣传部
市推进职能转变协调小组办公室 市督查落实办 矛盾纠纷排查调处中心 信息报送中心 中西医结合医院 市可持续发展局 高等教育处
市中级人民法院 市高等学校 会同县人民政府 五家渠市政府 三家店街道 五一广场街道 九三学社市委 市经协办 市双拥办
长期护理保险中心 每日新报社 《求是》杂志社 市“放管服”改革办公室 党建办公室（宣传） 建设单位 监督管理部门 市场主体
厦门海关 中国移动 团市委 市残联 各縣（市、區）人民政府 市發展改革委 國家稅務總局廈門市稅務局
"""
NO_NAMES = {
    "ditto": """
        同上 同前 同左 上同 仝上 同上述 同上栏 同第3项 〃 ″ ” — － / 无 略 …
    """,
    "date": """
        6月底前 2018年12月 市财政局（6月底前） 十二月底前完成 十月份 五月三日 二〇二三年底 次年1月 每年更新 每季度
        Q3 一季度 第2季度 上半年 3个工作日内 三日内 2018-06 长期 持续推进 按时完成 年内 ２０１８年
    """,
    "percent": """
        100% 达到100％ 百分之九十 8成以上
    """,
    "figure": """
        15个部门 十五家企业 若干单位 全市80家单位 5000万元 1、市财政局 （一）市财政局 ①市财政局 一、市财政局
        第3项 12345 多个部门
    """,
    "role": """
        由市财政局 市财政局负责 市財政局負責 市财政局牵头 各镇（街）落实 市财政局牵头，各镇配合 牵头单位：市财政局
        责任单位 牵头单位 负责人 （配合）市财政局 市财政局（牵头） ★市财政局 市财政局会同市审计局
        各镇（街）按职责分工负责 各单位分别负责
    """,
    "rest": """
        市财政局等 市财政局等部门 市財政局等部門 市财政局等3个部门 市财政局等有关单位 市财政局及其他
    """,
    "sentence": """
        市财政局。 市财政局；市审计局 市财政局，市审计局 备注：市财政局 《政府信息公开条例》
    """,
    "verb": """
        做好公开工作 及时公开部门预算 按要求公开 推进政务公开 加快建设数字政府 督促各单位 组织各镇（街）
        公开部门预决算信息 加强政策解读 建立信息发布制度 回应社会关切 涉及群众利益的事项
    """,
    "long": """
        中国人民政治协商会议福建省厦门市思明区委员会 市城市管理和综合行政执法局直属第一执法大队办公室
    """,
}


@pytest.mark.parametrize("name", REAL_NAMES.split())
def test_a_name_of_an_agency_is_not_suspected(name: str) -> None:
    assert suspect(name) is None


@pytest.mark.parametrize(("fault", "name"), [(fault, name) for fault in NO_NAMES for name in NO_NAMES[fault].split()])
def test_words_that_are_no_name_are_suspected_with_the_reason(fault: str, name: str) -> None:
    found = suspect(name)
    assert found is not None
    assert found.fault == fault


def test_the_words_that_tell_are_shown_as_they_are_written() -> None:
    assert suspect("市財政局負責") == ("role", "負責")
    assert suspect("市财政局 等 部门") == ("rest", "等部门")


def test_twenty_characters_are_a_name_and_one_more_is_long_unless_it_is_the_official_one() -> None:
    assert suspect("市" * 19 + "局") is None
    assert suspect("市" * 20 + "局") == ("long", "21")
    assert suspect("市" * 20 + "局", official=True) is None
    assert suspect("市" * 20 + "局2018年", official=True) == ("date", "2018年")


def test_no_name_in_the_registries_and_the_labelled_layouts_is_suspected() -> None:
    names: set[str] = set()
    for path in (REPOSITORY / "tests/layouts").glob("*.expected.json"):
        names |= set(listed(json.loads(path.read_text(encoding="utf-8"))))
    for path in (REPOSITORY / "content/agencies").glob("*.yaml"):
        for agency in yaml.safe_load(path.read_text(encoding="utf-8"))["agencies"]:
            names |= {agency["name"], agency.get("full_name", agency["name"]), *agency.get("aliases", ())}
    assert len(names) > 600
    assert [name for name in sorted(names) if suspect(name)] == []


def listed(value: Any) -> list[str]:
    """Every name in a `lead` or `support` anywhere in some JSON."""
    if isinstance(value, list):
        return [name for each in value for name in listed(each)]
    if not isinstance(value, dict):
        return []
    found = [name for role in ("lead", "support") for name in value.get(role) or () if isinstance(name, str)]
    return found + listed(list(value.values()))


# The registry


def agency(text: str) -> dict[str, Any]:
    """The tiny portal's registry with one more agency."""
    return {AGENCIES_PATH: ("agencies:\n", f"agencies:\n  - {{id: xin, {text}}}\n")}


def problems(ran: Ran) -> list[str]:
    """The findings of a command, without its last line."""
    return [line for line in ran.lines if line.startswith("content/")]


SIGNED = "signed: {by: 甲, on: 2024-03-01, reason: 批准的名称就有年份}"


@pytest.mark.parametrize(
    ("entry", "column", "reason"),
    [
        ("name: 2018年底前", 21, "其中有时间“2018年”"),
        ("name: 市财政局负责", 21, "其中有表示分工的话“负责”"),
        ("name: 新局, full_name: 做好公开工作", 36, "其中有动词，像是一句话“做好”"),
        ("name: 新局, aliases: [新办, 同上]", 39, "是“同上”一类的话或记号“同上”"),
        (f"name: {'市' * 20}局", 21, "有 21 个字，超过 20 个"),
        (f"name: 新局, aliases: [{'市' * 20}局]", 35, "有 21 个字，超过 20 个"),
    ],
)
def test_a_name_that_is_none_is_told_at_its_place(
    portal: Callable[..., Path], entry: str, column: int, reason: str
) -> None:
    ran = build(portal(agency(entry)))
    assert ran.code == 1
    (line,) = problems(ran)
    assert line.startswith(f"{AGENCIES_PATH}:4:{column}: GK214 “")
    assert line.endswith(f"”不像单位的名称：{reason}")


def test_a_long_official_name_is_no_fault_beside_a_short_one(portal: Callable[..., Path]) -> None:
    ran = build(portal(agency("name: 区政协, full_name: 中国人民政治协商会议福建省厦门市思明区委员会")))
    assert (ran.code, ran.err) == (0, "")


def test_a_signed_name_may_look_like_none(portal: Callable[..., Path]) -> None:
    ran = build(portal(agency(f"name: 2022年冬奥会筹办组, {SIGNED}")))
    assert (ran.code, ran.err) == (0, "")


def test_a_signature_without_need_is_told(portal: Callable[..., Path]) -> None:
    ran = build(portal(agency(f"name: 新局, {SIGNED}")))
    assert ran.code == 0
    assert problems(ran) == [f"{AGENCIES_PATH}:4:33: GK216 提醒：“新局”的各个名称没有可疑之处，用不着 signed"]


def test_a_signature_says_who_when_and_why(portal: Callable[..., Path]) -> None:
    ran = build(portal(agency("name: 2022年筹办组, signed: {by: 甲}")))
    assert sorted(line.split(": ", 1)[1] for line in problems(ran)) == [
        "GK102 缺少必填项“on”",
        "GK102 缺少必填项“reason”",
    ]


def test_a_signature_is_not_published(portal: Callable[..., Path]) -> None:
    root = portal(agency("name: 2022年筹办组, signed: {by: 某核对人, on: 2024-03-01, reason: 批准的名称}"))
    assert build(root).code == 0
    assert not [
        path for path in (root / "output").rglob("*") if path.is_file() and "某核对人".encode() in path.read_bytes()
    ]


# Covers


@pytest.mark.parametrize(
    ("covers", "message"),
    [
        ("[town]", "；是否为“towns”？"),
        ("[Towns]", "；是否为“towns”？"),
        ("[ｔｏｗｎｓ]", "；是否为“towns”？"),
        ("[departments, 镇街]", ""),
    ],
)
def test_an_unknown_word_of_covers_is_told_with_the_nearest(
    portal: Callable[..., Path], covers: str, message: str
) -> None:
    ran = build(portal(agency(f"name: 各新局, kind: group, covers: {covers}")))
    assert ran.code == 1
    (line,) = problems(ran)
    assert line.endswith(f"GK103 “covers”只能是 departments, districts, towns, zones, units{message}")


def test_only_a_group_covers(portal: Callable[..., Path]) -> None:
    ran = build(portal(agency("name: 新局, covers: [towns]")))
    assert ran.code == 1
    (line,) = problems(ran)
    assert line == f"{AGENCIES_PATH}:4:25: GK215 “新局”不是统称（kind: group），不能写 covers"


@pytest.mark.parametrize("covers", ["covers: []", "covers: null"])
def test_a_group_may_leave_open_what_it_covers(portal: Callable[..., Path], covers: str) -> None:
    root = portal({AGENCIES_PATH: ("kind: group}", f"kind: group, {covers}}}")})
    assert build(root).code == 0
    (group,) = [a for a in registry(root / "output", "ceshi") if a["kind"] == "group"]
    assert group["covers"] == []


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        ("department", "市财政局", ["departments"]),
        ("department", "市发展和改革委员会", ["departments"]),
        ("department", "市卫健委", ["departments"]),
        ("department", "市委网信办", ["units"]),
        ("department", "中共测试县委宣传部", ["units"]),
        ("department", "市纪委监委", ["units"]),
        ("department", "县法院", ["units"]),
        ("department", "平县人民政府", []),
        ("institution", "市图书馆", ["units"]),
        ("enterprise", "市水务集团", ["units"]),
        ("group", "各镇", []),
        ("district", "城关镇", ["towns"]),
        ("district", "城关镇人民政府", ["towns"]),
        ("district", "东山乡政府", ["towns"]),
        ("district", "长沙街道", ["towns"]),
        ("district", "长沙街道办事处", ["towns"]),
        ("district", "長沙街道辦事處", ["towns"]),
        ("district", "思明区", ["districts"]),
        ("district", "思明区人民政府", ["districts"]),
        ("district", "安溪县委", ["districts"]),
        ("district", "景德镇市", ["districts"]),
        ("district", "泉州开发区管委会", ["zones"]),
        ("district", "泉州台商投资区管委会", ["zones"]),
        ("district", "火炬高新区", ["zones"]),
        ("district", "滨海新区管理委员会", ["zones"]),
        ("district", "浦东新区", ["districts", "zones"]),
        ("district", "莲花社区", []),
        ("district", "鼓浪屿", ["districts", "towns", "zones"]),
    ],
)
def test_what_may_cover_an_agency_follows_from_its_kind_and_of_a_place_from_its_name(
    kind: str, name: str, words: list[str]
) -> None:
    record = AgencyRecord.model_validate({"id": "a", "name": name, "kind": kind})
    assert list(covered_as(record)) == words


# Once per role


def notice_with(lead: str, support: str = "[]") -> dict[str, Any]:
    head = NOTICE.partition("sections:")[0]
    task = f"      - {{number: 1, title: 公开预决算, lead: {lead}, support: {support}, source: {{lines: [1, 1]}}}}\n"
    return {NOTICE_PATH: f"{head}sections:\n  - title: 一、公开\n    tasks:\n{task}"}


@pytest.mark.parametrize(
    ("lead", "name", "column"),
    [
        ("[市财政局, 市审计局, 市财政局]", "市财政局", 54),
        ("[市财政局, 测试市财政局]", "测试市财政局", 48),
        ("[市审计局, 审计机关]", "审计机关", 48),
        ("[市审计局, {name: 市审计局, as: 审计局}]", "市审计局", 48),
        ("[市审计局, ' 市 审计局']", "市 审计局", 48),
    ],
)
def test_an_agency_twice_in_a_role_is_told_with_both_places(
    portal: Callable[..., Path], lead: str, name: str, column: int
) -> None:
    ran = build(portal(notice_with(lead)))
    assert ran.code == 1
    (line,) = problems(ran)
    assert line == f"{NOTICE_PATH}:14:{column}: GK213 单位“{name}”在 lead 里已经列过（{NOTICE_PATH}:14:42）"


def test_an_agency_twice_among_those_that_support_is_told(portal: Callable[..., Path]) -> None:
    ran = build(portal(notice_with("[市财政局]", "[市审计局, 审计机关]")))
    assert [line.split(" ", 1)[1][:5] for line in problems(ran)] == ["GK213"]


def test_an_agency_may_lead_and_support_one_task(portal: Callable[..., Path]) -> None:
    ran = build(portal(notice_with("[市财政局]", "[市财政局, 市审计局]")))
    assert (ran.code, ran.err) == (0, "")


# Import


def imported(root: Path, lead: str) -> dict[str, Any]:
    """What importing a table with one task makes of its agencies."""
    put(root / "tasks.csv", f"序号,工作任务,工作要求,牵头单位\n1,公开预决算,按规定公开预决算。,{lead}\n")
    ran = gksite("import", "--root", root, "--jurisdiction", "ceshi", root / "tasks.csv", "--json")
    assert ran.code == 0, ran.err
    (task,) = json.loads(ran.out)["tasks"]
    return task


def said(root: Path) -> Ran:
    """What importing the same says to an editor."""
    return gksite("import", "--root", root, "--jurisdiction", "ceshi", root / "tasks.csv", "-o", root / "draft.yaml")


def test_an_import_names_an_agency_once_and_keeps_the_cell(portal: Callable[..., Path]) -> None:
    root = portal()
    task = imported(root, "市财政局、市审计局、市财政局")
    assert [a["name"] for a in task["lead"]] == ["市财政局", "市审计局"]
    assert task["source"]["lead"] == "市财政局、市审计局、市财政局"
    assert "单位一格中“市财政局”出现不止一次，疑为重复，只录一次" in draft(root)


def test_an_import_knows_an_agency_by_its_second_name(portal: Callable[..., Path]) -> None:
    root = portal()
    task = imported(root, "市审计局、审计机关")
    assert [a["name"] for a in task["lead"]] == ["市审计局"]
    assert "“市审计局”和“审计机关”在登记表中是同一个单位，只录一次" in draft(root)


def test_an_import_doubts_words_that_are_no_name_and_does_not_propose_them(portal: Callable[..., Path]) -> None:
    root = portal()
    imported(root, "市财政局、2018年底前")
    assert "单位登记表中没有" not in said(root).err
    text = draft(root)
    assert "“2018年底前”不像单位的名称：其中有时间“2018年”" in text
    assert "不在单位登记表中" not in text


def test_an_import_proposes_a_name_that_is_unknown_or_long(portal: Callable[..., Path]) -> None:
    root = portal()
    long = "市城市管理和综合行政执法局直属第一执法大队办公室"
    imported(root, f"市水利局、{long}")
    ran = said(root)
    assert f"“{long}”不像单位的名称：有 24 个字，超过 20 个" in draft(root)
    assert "单位登记表中没有 2 个单位" in ran.err


def draft(root: Path) -> str:
    """The YAML of the draft."""
    (root / "draft.yaml").unlink(missing_ok=True)
    assert said(root).code == 0
    return (root / "draft.yaml").read_text(encoding="utf-8")


# What pages say of groups, recomputed from the data that they publish, without code of ours


POSSIBLE = re.compile(r"另有 (\d+) 项任务写明由下列统称承担或配合，原文没有列出具体单位，可能包括本单位：")
UNCLEAR = "下列统称指哪些单位，原文没有写明，是否包括本单位不明，其任务不计入本页："
Key = tuple[str, str]
Statement = tuple[int, int, int, list[str], list[str]]
"""Numbers of tasks that an agency leads, supports and may share in, and the groups that may hold it or are unclear."""


def registry(output: Path, place: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((output / f"data/agencies/{place}.json").read_bytes())["agencies"]
    return found


def published(output: Path) -> tuple[dict[Key, dict[str, Any]], dict[str, dict[Key, set[str]]]]:
    """Every agency, and by role the tasks that name it."""
    agencies: dict[Key, dict[str, Any]] = {}
    for path in sorted((output / "data/agencies").glob("*.json")):
        agencies |= {(path.stem, a["id"]): a for a in registry(output, path.stem)}
    roles: dict[str, dict[Key, set[str]]] = {role: {key: set() for key in agencies} for role in ("lead", "support")}
    for path in (output / "data/notices").glob("*.json"):
        for task in json.loads(path.read_bytes())["tasks"]:
            for role in roles:
                for named in task[role]:
                    roles[role][named["jurisdiction"], named["id"]].add(task["id"])
    return agencies, roles


def statements(output: Path) -> dict[Key, Statement]:
    """What every agency's page has to say, from the data."""
    agencies, roles = published(output)
    either = {key: roles["lead"][key] | roles["support"][key] for key in agencies}
    found: dict[Key, Statement] = {}
    for key, agency in agencies.items():
        own = set(either[key])
        for above in groups_above(key, agencies):
            own |= either[above]
        tasks: set[str] = set()
        possible, unclear = [], []
        for group, record in agencies.items():
            if agency["kind"] == "group" or record["kind"] != "group" or group[0] != key[0] or record["members"]:
                continue
            if not either[group] - own:
                continue
            if set(record["covers"]) & set(agency["covered_as"]):
                possible.append(record["name"])
                tasks |= either[group] - own
            elif not record["covers"]:
                unclear.append(record["name"])
        found[key] = (len(roles["lead"][key]), len(roles["support"][key]), len(tasks), possible, unclear)
    return found


def groups_above(key: Key, agencies: dict[Key, dict[str, Any]]) -> set[Key]:
    """The groups that state an agency as a member, or state a group that does."""
    found: set[Key] = set()
    names = {"/".join(key)}
    while added := {k for k, a in agencies.items() if names & set(a["members"])} - found:
        found |= added
        names |= {"/".join(k) for k in added}
    return found - {key}


def stated(page: BeautifulSoup) -> Statement:
    """What an agency's page says."""
    main = page.main
    assert main is not None
    headings = " ".join(h.get_text() for h in main.find_all("h2"))
    lead, support = (re.search(rf"{words} ?(\d+) 项", headings) for words in ("牵头", "参与（责任、协办、配合）"))
    count, possible, unclear = 0, [], []
    for paragraph in main.find_all("p"):
        text = paragraph.get_text().strip()
        if found := POSSIBLE.fullmatch(text):
            count, possible = int(found[1]), linked(paragraph)
        elif text == UNCLEAR:
            unclear = linked(paragraph)
    assert (count > 0) == bool(possible) == ("可能包括本单位" in main.get_text())
    return int(lead[1] if lead else 0), int(support[1] if support else 0), count, possible, unclear


def linked(paragraph: Tag) -> list[str]:
    """The names in the list behind a paragraph, each a link to a page that exists."""
    names = paragraph.find_next_sibling("ul")
    assert isinstance(names, Tag)
    return [a.get_text() for a in names.find_all("a", href=True)]


def said_on_pages(output: Path) -> dict[Key, Statement]:
    """What the pages of all agencies say."""
    agencies, _ = published(output)
    pages = {key: (output / agency["url"] / "index.html").read_bytes() for key, agency in agencies.items()}
    return {key: stated(BeautifulSoup(page, "lxml")) for key, page in pages.items()}


def test_the_statements_of_all_agencies_follow_from_the_published_data(real_site: Path) -> None:
    wanted, found = statements(real_site), said_on_pages(real_site)
    assert len(wanted) > 140
    assert {key: found[key] for key in wanted if found[key] != wanted[key]} == {}


def test_no_department_is_told_of_towns_districts_or_zones(real_site: Path) -> None:
    agencies, _ = published(real_site)
    places = {"各镇（街）", "各管委会", "各街道", "各区人民政府", "各开发区管委会", "各县（市、区）人民政府"}
    said = said_on_pages(real_site)
    named = {key: {*said[key][3], *said[key][4]} & places for key in agencies}
    assert {key: names for key, names in named.items() if names} == {}
    assert said["xiamen", "caizhengju"][3] == ["市直各委、办、局", "市直各相关部门", "各行业主管部门"]


MADE_UP = """\
jurisdiction: ceshi
name: 测试市
agencies:
  - {id: caizhengju, name: 市财政局, full_name: 测试市财政局}
  - {id: shenjiju, name: 市审计局, aliases: [审计机关]}
  - {id: tushuguan, name: 市图书馆, kind: institution}
  - {id: shuiwu, name: 市水务集团, kind: enterprise}
  - {id: dongqu, name: 东区, kind: district}
  - {id: chengguan, name: 城关镇人民政府, kind: district}
  - {id: kaifaqu, name: 东港开发区管委会, kind: district}
  - {id: gulang, name: 鼓浪屿, kind: district}
  - {id: ge-bumen, name: 市政府各部门, kind: group, covers: [departments]}
  - {id: bumen-danwei, name: 市直各部门各单位, kind: group, covers: [departments, units]}
  - {id: ge-qu, name: 各区, kind: group, covers: [districts]}
  - {id: ge-zhen, name: 各镇（街）, kind: group, covers: [towns]}
  - {id: ge-kaifaqu, name: 各开发区, kind: group, covers: [zones]}
  - {id: ge-danwei, name: 各有关单位, kind: group}
  - {id: xianzhi, name: 闲置部门, kind: group, covers: [departments]}
  - {id: xiaozu, name: 工作小组, kind: group, covers: [departments], members: [市财政局]}
"""
MADE_UP_TASKS = """\
sections:
  - title: 一、公开
    tasks:
      - {number: 1, title: 甲, lead: [市财政局], support: [市政府各部门]}
      - {number: 2, title: 乙, lead: [市政府各部门], support: [各有关单位, 各镇（街）]}
      - {number: 3, title: 丙, support: [市直各部门各单位, 各区]}
      - {number: 4, title: 丁, lead: [各开发区, 工作小组], support: [市政府各部门]}
      - {number: 5, title: 戊, lead: [市审计局], support: [各有关单位]}
      - {number: 6, title: 己, lead: [各区, 各镇（街）]}
"""
MADE_UP_STATEMENTS: dict[str, Statement] = {
    "caizhengju": (1, 0, 2, ["市政府各部门", "市直各部门各单位"], ["各有关单位"]),
    "shenjiju": (1, 0, 4, ["市政府各部门", "市直各部门各单位"], ["各有关单位"]),
    "tushuguan": (0, 0, 1, ["市直各部门各单位"], ["各有关单位"]),
    "shuiwu": (0, 0, 1, ["市直各部门各单位"], ["各有关单位"]),
    "dongqu": (0, 0, 2, ["各区"], ["各有关单位"]),
    "chengguan": (0, 0, 2, ["各镇（街）"], ["各有关单位"]),
    "kaifaqu": (0, 0, 1, ["各开发区"], ["各有关单位"]),
    "gulang": (0, 0, 4, ["各区", "各镇（街）", "各开发区"], ["各有关单位"]),
    "ge-bumen": (1, 2, 0, [], []),
}


@pytest.fixture
def made_up(portal: Callable[..., Path]) -> Path:
    """A portal with a group of every kind."""
    head = NOTICE.partition("sections:")[0]
    root = portal({AGENCIES_PATH: MADE_UP, NOTICE_PATH: head + MADE_UP_TASKS})
    ran = build(root)
    assert (ran.code, ran.err) == (0, "")
    return root / "output"


def test_each_agency_is_told_of_the_groups_that_could_hold_it_and_of_no_other(made_up: Path) -> None:
    found = said_on_pages(made_up)
    assert found == statements(made_up)
    assert {id: found["ceshi", id] for id in MADE_UP_STATEMENTS} == MADE_UP_STATEMENTS


def test_a_groups_page_says_what_it_stands_for(made_up: Path) -> None:
    page = (made_up / "agencies/ceshi/bumen-danwei/index.html").read_text(encoding="utf-8")
    assert "<dt>范围</dt><dd>部门、企业、事业单位<p" in page
    assert "<dt>范围</dt>" not in (made_up / "agencies/ceshi/ge-danwei/index.html").read_text(encoding="utf-8")


def test_an_agency_without_any_group_is_told_of_none(portal: Callable[..., Path]) -> None:
    root = portal({AGENCIES_PATH: (", kind: group}", "}")})
    assert build(root).code == 0
    assert "统称" not in (root / "output/agencies/ceshi/caizhengju/index.html").read_text(encoding="utf-8")
