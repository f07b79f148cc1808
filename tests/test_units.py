"""The small parts: names, dates, YAML, the registry of agencies, duties, paths and links."""

import difflib
import posixpath
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from portal import AGENCIES, NOTICE, NOTICE_PATH, Change

from gksite.documents.config import read_config
from gksite.documents.markdown import link_targets, to_html
from gksite.documents.shapes import Entry, shape
from gksite.documents.yaml_reader import Document, parse
from gksite.link import link
from gksite.model.outputs import Output
from gksite.model.records import NoticeRecord, RegistryRecord
from gksite.model.site import AgencyKey, Site, TaskKey
from gksite.plan import plan
from gksite.problems.problem import LONGEST_ARGUMENT, Location, Problems, Stop, printable
from gksite.read import read
from gksite.registry.agencies import Registry
from gksite.render import climb
from gksite.searching import fold as searching
from gksite.searching import index as search_index
from gksite.searching import pagefind, tokens
from gksite.text.dates import chinese_date, parse_date, parse_moment
from gksite.text.names import fold_name, is_id, near


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("各县(市、区)人民政府", "各县（市、区）人民政府"),
        ("市委编办 (市审改办)", "市委编办（市审改办）"),
        ("市 财 政 局", "市财政局"),
        ("市财政局\u3000", "市财政局"),
        ("ＰＰＰ中心", "PPP中心"),
    ],
)
def test_names_that_differ_in_width_and_blanks_are_one(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


def test_names_that_differ_in_a_character_are_two() -> None:
    assert fold_name("市财政局") != fold_name("市财政句")


def test_a_near_name_is_suggested_and_a_far_one_is_not() -> None:
    assert near("市财政句", ["市财政局", "市审计局", "海关"])[0] == "市财政局"
    assert near("海关", ["市财政局"]) == []
    assert len(near("市财政句", ["市财政局", "区财政局", "县财政局"])) <= 2


BUREAUS = [f"{'市县区'[n % 3]}{chr(0x4E00 + n // 3)}{chr(0x5E00 + n % 71)}管理局" for n in range(5000)]


@pytest.mark.parametrize("place", [0, 2500, 4999])
@pytest.mark.parametrize("slip", [lambda name: name[:-1], lambda name: name + "局", lambda name: name[:3] + name[4:]])
def test_among_thousands_the_name_that_was_meant_is_found(place: int, slip: Callable[[str], str]) -> None:
    assert near(slip(BUREAUS[place]), BUREAUS, most=1) == [BUREAUS[place]]


@pytest.mark.parametrize("word", ["市某某管理局", "管理局" * 60, "管" * 300, "", "—", "市" * 199])
def test_thousands_of_known_names_are_not_all_compared(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    """A few dozen at most, whatever is typed; for a text that is no name none."""
    compared: list[str] = []
    real = difflib.SequenceMatcher.quick_ratio

    def ratio(matcher: difflib.SequenceMatcher[str]) -> float:
        compared.append(str(matcher.a))
        return real(matcher)

    monkeypatch.setattr(difflib.SequenceMatcher, "quick_ratio", ratio)
    near(word, BUREAUS)
    assert len(compared) <= 24


@pytest.mark.parametrize("text", ["a", "quanzhou-2018", "0", "a-b-c", "a" * 80])
def test_an_id_is_lower_case_letters_digits_and_single_hyphens(text: str) -> None:
    assert is_id(text)


@pytest.mark.parametrize("text", ["", "A", "a_b", "-a", "a-", "a--b", "泉州", "a b", "a.b", "..", "a\n", "a" * 81, "²"])
def test_anything_else_is_no_id(text: str) -> None:
    assert not is_id(text)


def test_a_date_has_one_form() -> None:
    assert parse_date("2018-06-12") == date(2018, 6, 12)
    assert parse_moment("2018-06-13 09:00") == datetime(2018, 6, 13, 9, 0)


@pytest.mark.parametrize(
    "text", ["2018-6-12", "2018-02-30", "2018/06/12", "2018-06-12 ", "２０１８-06-12", "2018-06-12\n", "", "18-06-12"]
)
def test_any_other_form_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_date(text)


@pytest.mark.parametrize("text", ["2018-06-12", "2018-06-12T09:00", "2018-06-12 24:00", "2018-06-12 9:00"])
def test_any_other_form_is_no_moment(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_moment(text)


def test_a_date_is_printed_as_official_documents_do() -> None:
    assert chinese_date(date(2018, 6, 2)) == "2018年6月2日"


def test_a_printed_value_is_short_and_harmless() -> None:
    assert printable("a\x1b[31m\u202eb\ud800") == r"a\u001b[31m\u202eb\ud800"
    assert printable("\U000e0001") == r"\udb40\udc01"
    assert len(printable("长" * 1000)) == LONGEST_ARGUMENT + 1
    assert str(Location("a\x1b.yaml", 3, 4)) == r"a\u001b.yaml:3:4"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("yes", "yes"),
        ("Off", "Off"),
        ("2018-06-12", "2018-06-12"),
        ("2018-06-13 09:00", "2018-06-13 09:00"),
        ("09:30", "09:30"),
        ("1_000", "1_000"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("012", 12),
        ("0o14", 12),
        ("0x1F", 31),
        ("-3", -3),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("=", "="),
        ("'3'", "3"),
        ("3505000000", 3505000000),
        ("9" * 30, "9" * 30),
    ],
)
def test_scalars_follow_the_core_schema_of_yaml_1_2(text: str, value: object) -> None:
    problems = Problems()
    data = parse(Document("a.yaml", f"key: {text}\n"), problems)
    assert problems.found == []
    assert data == {"key": value}
    assert type(data["key"]) is type(value)


def test_a_value_is_found_at_its_line_and_column() -> None:
    document = Document("a.yaml", "一: 1\ntasks:\n  - title: 甲\n    lead: [乙, 丙]\n")
    assert document.location(("tasks", 0, "lead", 1)) == Location("a.yaml", 4, 15)
    assert document.location(("tasks", 0, "title"), key=True) == Location("a.yaml", 3, 5)
    assert document.location(("tasks", 0, "absent", 7)) == Location("a.yaml", 3, 5)
    assert document.location(("tasks", 9)) == Location("a.yaml", 3, 3)


@settings(max_examples=300)
@given(
    at=st.integers(0, len(NOTICE)),
    cut=st.integers(0, 30),
    put=st.one_of(
        st.text(max_size=5), st.sampled_from([*"\t:-[]{}&*!|>%@`'\"#?,\n", "\n  ", "\n- ", ": [", "---\n", "<<: *a"])
    ),
)
def test_any_damage_to_a_notice_is_told_and_never_a_crash(at: int, cut: int, put: str) -> None:
    document = Document("a.yaml", NOTICE[:at] + put + NOTICE[at + cut :])
    problems = Problems()
    data = parse(document, problems)
    record = shape(NoticeRecord, data, document, problems) if data is not None else None
    assert (record is None) == bool(problems.errors())
    for problem in problems.sorted():
        assert problem.text(str)
        assert problem.location.line <= document.text.count("\n") + 1


REGISTRIES = {
    "sheng": """\
jurisdiction: sheng
name: 省
agencies:
  - {id: caizheng, name: 省财政厅}
  - {id: ju, name: 共用局}
""",
    "shi": """\
jurisdiction: shi
name: 市
parent: sheng
agencies:
  - {id: caizheng, name: 市财政局, full_name: 某市财政局, aliases: [财政（金融）局]}
  - {id: ju, name: 共用局}
""",
    "lin": """\
jurisdiction: lin
name: 邻市
agencies:
  - {id: shenji, name: 市审计局}
  - {id: caizheng, name: 市财政局}
""",
}


def registry(texts: dict[str, str] = REGISTRIES) -> Registry:
    entries = []
    for name, text in texts.items():
        document, problems = Document(f"content/agencies/{name}.yaml", text), Problems()
        record = shape(RegistryRecord, parse(document, problems), document, problems)
        assert record is not None
        entries.append(Entry(document, record))
    return Registry(entries)


@pytest.mark.parametrize(
    ("jurisdiction", "name", "found"),
    [
        ("shi", "市财政局", AgencyKey("shi", "caizheng")),
        ("lin", "市财政局", AgencyKey("lin", "caizheng")),
        ("shi", "某市财政局", AgencyKey("shi", "caizheng")),
        ("shi", "财政(金融) 局", AgencyKey("shi", "caizheng")),
        ("shi", "省财政厅", AgencyKey("sheng", "caizheng")),
        ("shi", "共用局", AgencyKey("shi", "ju")),
        ("sheng", "共用局", AgencyKey("sheng", "ju")),
        ("sheng", "市财政局", None),
        ("shi", "市审计局", None),
        ("lin", "省财政厅", None),
        ("shi", "财政局", None),
        ("nowhere", "市财政局", None),
    ],
)
def test_a_name_means_one_agency_of_its_jurisdiction_or_a_parent_or_none(
    jurisdiction: str, name: str, found: AgencyKey | None
) -> None:
    assert registry().resolve(jurisdiction, name) == found


def test_near_names_come_from_the_same_jurisdiction_and_its_parents() -> None:
    assert registry().near("shi", "省财政亭") == ["省财政厅"]
    assert "市审计局" not in registry().near("shi", "市审计句")


def linked(root: Path) -> tuple[Site, Problems]:
    problems = Problems()
    config = read_config(root / "site.yaml", problems)
    records = read(root / "content", problems)
    assert config is not None
    return link(config, records, date(2026, 1, 1), problems), problems


GROUPS = """\
jurisdiction: ceshi
name: 测试市
agencies:
  - {id: caizhengju, name: 市财政局}
  - {id: shenjiju, name: 市审计局}
  - {id: haiguan, name: 海关}
  - {id: neibu, name: 小组, kind: group, members: [市财政局]}
  - {id: dazu, name: 大组, kind: group, members: [小组, 市审计局]}
  - {id: ge-bumen, name: 市政府各部门, kind: group, covers: [departments]}
  - {id: ge-danwei, name: 各有关单位, kind: group}
  - {id: ge-zhen, name: 各镇, kind: group, covers: [towns]}
  - {id: xianzhi, name: 闲置单位, kind: group, covers: [departments]}
"""
TASKS = """\
sections:
  - title: 一
    tasks:
      - {number: 1, title: 甲, lead: [市财政局], support: [市财政局, 市政府各部门]}
      - {number: 2, title: 乙, lead: [市政府各部门], support: [各有关单位]}
      - {number: 3, title: 丙, lead: [大组]}
      - {number: 4, title: 丁, lead: [小组], support: [市政府各部门]}
      - {number: 5, title: 戊, support: [市审计局, 大组]}
      - {number: 6, title: 己, lead: [市政府各部门]}
      - {number: 7, title: 庚, lead: [各镇]}
"""


@pytest.fixture
def grouped(portal: Callable[..., Path]) -> Site:
    head = NOTICE.partition("sections:")[0]
    site, problems = linked(portal({"content/agencies/ceshi.yaml": GROUPS, NOTICE_PATH: head + TASKS}))
    assert problems.found == []
    return site


def numbers(keys: tuple[TaskKey, ...]) -> list[int]:
    return [key.number for key in keys]


def test_an_agency_leads_and_supports_what_names_it_and_each_task_once(grouped: Site) -> None:
    finance = grouped.duties[AgencyKey("ceshi", "caizhengju")]
    assert numbers(finance.lead) == [1]
    assert numbers(finance.support) == [1]
    assert numbers(grouped.duties[AgencyKey("ceshi", "shenjiju")].support) == [5]


def test_an_agency_is_part_of_what_its_groups_do_also_of_groups_within_groups(grouped: Site) -> None:
    through = {group.id: numbers(tasks) for group, tasks in grouped.duties[AgencyKey("ceshi", "caizhengju")].through}
    assert through == {"neibu": [4], "dazu": [3, 5]}
    through = {group.id: numbers(tasks) for group, tasks in grouped.duties[AgencyKey("ceshi", "shenjiju")].through}
    assert through == {"dazu": [3, 5]}
    inner = grouped.duties[AgencyKey("ceshi", "neibu")]
    assert {group.id: numbers(tasks) for group, tasks in inner.through} == {"dazu": [3, 5]}


def test_tasks_of_collectives_without_members_are_counted_apart_and_never_twice(grouped: Site) -> None:
    finance = grouped.duties[AgencyKey("ceshi", "caizhengju")]
    assert numbers(finance.possible) == [2, 6]  # 1 and 4 it has already
    assert [key.id for key in finance.possible_groups] == ["ge-bumen"]
    assert [key.id for key in finance.unclear_groups] == ["ge-danwei"]
    customs = grouped.duties[AgencyKey("ceshi", "haiguan")]
    assert numbers(customs.possible) == [1, 2, 4, 6]
    assert customs.lead == customs.support == customs.through == ()


def test_collectives_do_not_share_each_others_tasks(grouped: Site) -> None:
    everybody = grouped.duties[AgencyKey("ceshi", "ge-bumen")]
    assert numbers(everybody.lead) == [2, 6]
    assert numbers(everybody.support) == [1, 4]
    assert everybody.possible == everybody.possible_groups == everybody.unclear_groups == ()


def test_collectives_of_another_jurisdiction_are_not_counted(portal: Callable[..., Path]) -> None:
    other: dict[str, Change] = {"content/agencies/lin.yaml": AGENCIES.replace("ceshi", "lin")}
    site, _ = linked(portal(other))
    assert site.duties[AgencyKey("lin", "shenjiju")].possible_groups == ()
    assert site.duties[AgencyKey("ceshi", "shenjiju")].possible_groups == ()  # task 1 names it
    assert site.duties[AgencyKey("ceshi", "caizhengju")].possible_groups == ()


def test_two_notices_with_one_id_are_told(portal: Callable[..., Path]) -> None:
    """GK203; on a disk one id is one file, so two can only come from a rename that GK104 has told first."""
    root = portal({"content/notices/other.yaml": NOTICE})
    problems = Problems()
    config, records = read_config(root / "site.yaml", problems), read(root / "content", problems)
    assert [p.code.id for p in problems.found] == ["GK104"]
    assert config is not None
    link(config, records, date(2026, 1, 1), problems)
    last = problems.found[-1]
    assert last.code.id == "GK203"
    assert str(last.location) == "content/notices/other.yaml:1:5"
    assert last.text(str) == f"编号“ceshi-2018”已在 {NOTICE_PATH}:1:5 使用"


def test_a_name_cannot_be_a_file_and_a_folder(portal: Callable[..., Path]) -> None:
    """GK303, from a theme's asset that stands where pages want a folder."""
    site, problems = linked(portal({"content/pages/about.md": "# 关于\n"}))
    plan(site, (Output("about", content=b"x", origin="templates/assets/about"),), str, problems)
    (problem,) = problems.found
    assert problem.code.id == "GK303"
    assert str(problem.location) == "content/pages/about.md"
    assert problem.text(str) == "templates/assets/about 占用了 about 这个名字，content/pages/about.md 无法放在它下面"
    with pytest.raises(Stop):
        problems.gate()


@pytest.mark.parametrize("program", ["/bin/false", "/bin/true", "/nowhere/pagefind", "/bin/echo"])
def test_a_search_engine_that_fails_stops_the_build(
    portal: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    """GK304, whether it is missing, says nothing, ends badly or talks nonsense."""
    monkeypatch.setattr(pagefind, "get_executable", lambda: program)
    site, problems = linked(portal())
    outputs = plan(site, (), str, problems)
    assert search_index.index(site, outputs, 1, None, problems) == []
    assert [p.code.id for p in problems.errors()] == ["GK304"]
    assert problems.errors()[0].text(str)


def test_every_substring_of_a_text_is_a_phrase_of_its_words() -> None:
    """And nothing that crosses from one field to the next, or from a character to a piece of another's letters."""
    title, fields = "预决算（PPP）", ["ａ市、县2018年", "ꀂꀃ㐀😀 한"]
    words = tokens.words(title, fields).split(" ")
    for text in (title, *fields):
        folded = searching.fold_for_search(text)
        for start in range(len(folded)):
            for end in range(start + 2, len(folded) + 1):
                phrase = tokens.pairs(folded[start:end])
                assert any(words[i : i + len(phrase)] == phrase for i in range(len(words)))
    crossing = tokens.pairs(searching.fold_for_search(fields[0])[-1] + searching.fold_for_search(fields[1])[0])
    assert crossing[0] not in words


def test_markdown_is_what_a_text_needs_and_nothing_else() -> None:
    text = "## 大\n\n### 小\n\n**重** <b>粗</b> &copy; [本](/a/) [外](https://x.cn/) [毒](javascript:x) `<i>`\n\n- 一\n"
    html = to_html(text)
    assert "<h2>大</h2>" in html
    assert "<h3>小</h3>" in html
    assert "<strong>重</strong>" in html
    assert "&lt;b&gt;粗&lt;/b&gt; &amp;copy;" in html
    assert '<a href="/a/">' in html
    assert "<code>&lt;i&gt;</code>" in html
    assert "<li>一</li>" in html
    assert "javascript" not in html
    assert to_html("# 大") == "<h2>大</h2>"
    assert to_html("# 大", top=3) == "<h3>大</h3>"


def test_an_ampersand_in_markdown_is_one() -> None:
    assert to_html("A & B&lt; `&amp; &`") == "<p>A &amp; B&amp;lt; <code>&amp;amp; &amp;</code></p>"
    html = to_html("[&lt;](https://x.cn/?a=1&copy=2)")
    assert html == '<p><a href="https://x.cn/?a=1&amp;copy=2">&amp;lt;</a></p>'


def test_links_of_a_text_are_found() -> None:
    assert link_targets("[甲](/a/) [乙](https://b.cn/ '题') [丙](javascript:1) [丁][d]\n\n[d]: /d/#x\n") == [
        *("/a/", "https://b.cn/", "/d/#x"),
    ]


FOLDERS = st.lists(st.sampled_from("abc"), max_size=4).map("/".join)


@given(FOLDERS, FOLDERS)
def test_a_relative_link_is_the_shortest_way(folder: str, target: str) -> None:
    assert climb(folder, target) == posixpath.relpath(target or ".", folder or ".")
