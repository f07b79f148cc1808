"""Names as printed find their agency in the registry, or stay as printed and are proposed; none is guessed."""

from pathlib import Path

import pytest
from portal import REPOSITORY, put

from gksite.drafting.agencies import Directory, kind_of, propose_agencies
from gksite.drafting.jurisdictions import place_in
from gksite.drafting.pinyin import agency_id, place_id
from gksite.model.records import SectionRecord, TaskRecord
from gksite.problems.problem import Problems
from gksite.read import read, read_registries

CITY = """\
jurisdiction: xian
name: 西安市
agencies:
  - {id: caizhengju, name: 市财政局, full_name: 西安市财政局}
  - {id: jiaoyuju, name: 市教育局}
  - {id: weijianwei, name: 市卫健委, aliases: [市卫计委]}
  - {id: bianban, name: 市委编办, aliases: [市审改办]}
  - {id: zhengfuban, name: 市政府办公室}
  - {id: ge-bumen, name: 市政府各部门, kind: group}
  - {id: ge-jigou, name: 市政府各直属机构, kind: group}
  - {id: gaoxin, name: 西安高新区管委会, kind: district}
  - {id: qujiang, name: 曲江新区管委会, kind: district}
  - {id: jianguanju, name: 市市场监管局}
"""
DISTRICT = """\
jurisdiction: yanta
name: 雁塔区
parent: xian
agencies:
  - {id: jiaoyuju, name: 区教育局}
  - {id: kexinju, name: 区科信局}
  - {id: wenlvju, name: 区文旅局}
  - {id: fenju, name: 雁塔生态环境分局}
"""


def directory(tmp_path: Path, jurisdiction: str) -> Directory:
    put(tmp_path / "content/agencies/xian.yaml", CITY)
    put(tmp_path / "content/agencies/yanta.yaml", DISTRICT)
    problems = Problems()
    registries = read_registries(tmp_path / "content", problems)
    assert problems.found == []
    return Directory(registries, jurisdiction)


def meant(where: Directory, *printed: str) -> list[str | None]:
    """The jurisdiction and id of the agency behind each name of a cell; None where it has none."""
    return [found.agency and "/".join(found.agency) for found in where.match_cell(printed)]


@pytest.mark.parametrize(
    ("printed", "agency"),
    [
        ("市财政局", "caizhengju"),
        ("西安市财政局", "caizhengju"),
        ("西安市教育局", "jiaoyuju"),
        ("西安教育局", "jiaoyuju"),
        ("市 教育局", "jiaoyuju"),
        ("市卫计委", "weijianwei"),
        ("市委编办（市审改办）", "bianban"),
        ("市人民政府办公室", "zhengfuban"),
        ("西安市人民政府办公室", "zhengfuban"),
        ("市政府办", "zhengfuban"),
        ("曲江新区管理委员会", "qujiang"),
        ("市教育局等部门", "jiaoyuju"),
        ("教育局", "jiaoyuju"),
    ],
)
def test_a_name_is_found_by_name_alias_place_and_common_words(tmp_path: Path, printed: str, agency: str) -> None:
    assert meant(directory(tmp_path, "xian"), printed) == [f"xian/{agency}"]


@pytest.mark.parametrize("printed", ["市税务局", "市财政居", "财政", "局", "区教育局", "市教育局财政局", "西安", "市"])
def test_a_name_that_is_not_registered_finds_nothing(tmp_path: Path, printed: str) -> None:
    (found,) = directory(tmp_path, "xian").match_cell([printed])
    assert (found.agency, found.name) == (None, printed)


def test_what_a_mistyped_name_looks_like_is_named_but_not_taken(tmp_path: Path) -> None:
    (found,) = directory(tmp_path, "xian").match_cell(["市财政居"])
    assert found.near[0] == "市财政局"


def test_a_district_finds_its_own_agencies_then_the_citys(tmp_path: Path) -> None:
    where = directory(tmp_path, "yanta")
    names = ["区教育局", "雁塔区教育局", "西安市雁塔区教育局", "市教育局", "西安市教育局", "雁塔生态环境分局"]
    assert meant(where, *names) == [*["yanta/jiaoyuju"] * 3, *["xian/jiaoyuju"] * 2, "yanta/fenju"]


def test_words_that_a_cell_prints_once_hold_for_the_names_behind(tmp_path: Path) -> None:
    where = directory(tmp_path, "yanta")
    found = where.match_cell(["区科信局", "文旅局", "教育局", "雁塔生态环境分局"])
    assert [f.name for f in found] == ["区科信局", "区文旅局", "区教育局", "雁塔生态环境分局"]
    assert [f.elided for f in found] == ["", "区", "区", ""]
    assert meant(directory(tmp_path, "xian"), "市政府各部门", "各直属机构") == ["xian/ge-bumen", "xian/ge-jigou"]


def test_words_that_a_cell_prints_last_hold_for_the_names_in_front(tmp_path: Path) -> None:
    found = directory(tmp_path, "xian").match_cell(["西安高新区", "曲江新区管委会"])
    assert [f.name for f in found] == ["西安高新区管委会", "曲江新区管委会"]


def test_a_name_that_two_neighbours_complete_differently_is_not_resolved(tmp_path: Path) -> None:
    found = directory(tmp_path, "yanta").match_cell(["区科信局", "市财政局", "教育局"])[-1]
    assert (found.agency, found.near) == (None, ("区教育局", "市教育局"))


def test_a_name_cut_short_lends_no_words(tmp_path: Path) -> None:
    """市场监管局 is cut short itself: its 市 is no 市 of 市教育局."""
    text = DISTRICT + "  - {id: jianguanju, name: 区市场监管局}\n"
    where = directory(tmp_path, "yanta")
    put(tmp_path / "content/agencies/yanta.yaml", text)
    where = Directory(read_registries(tmp_path / "content", Problems()), "yanta")
    assert meant(where, "区科信局", "市场监管局", "教育局")[1:] == ["yanta/jianguanju", "yanta/jiaoyuju"]


def test_an_aside_that_names_another_agency_is_not_resolved(tmp_path: Path) -> None:
    (found,) = directory(tmp_path, "xian").match_cell(["市委编办（市财政局）"])
    assert (found.agency, found.near) == (None, ("市委编办", "市财政局"))


def test_a_jurisdiction_without_a_registry_finds_nothing(tmp_path: Path) -> None:
    where = directory(tmp_path, "beijing")
    assert where.empty
    assert meant(where, "市财政局") == [None]


def tasks(section: SectionRecord) -> list[TaskRecord]:
    return [*section.tasks, *(task for inner in section.sections for task in tasks(inner))]


def test_the_reviewed_notices_names_are_found_as_their_reviewers_found_them() -> None:
    """Each of the names printed in the five notices, with its neighbours; the four misprints stay unresolved."""
    records = read(REPOSITORY / "content", Problems())
    wrong, count = [], 0
    for entry in records.notices:
        where = Directory(records.registries, entry.record.jurisdiction)
        for task in (task for section in entry.record.sections for task in tasks(section)):
            for cell in (task.lead, task.support):
                found = where.match_cell([mention.as_ or mention.name for mention in cell])
                count += len(cell)
                wrong += [f.printed for f, m in zip(found, cell, strict=True) if f.agency != where.key(m.name)]
    assert count > 900
    assert sorted(wrong) == ["市人力资源和社会保障和社会保障局", *["市科工商务局局"] * 3]


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("市财政局", "caizhengju"),
        ("市住房和城乡建设局", "zhufang-he-chengxiang-jiansheju"),
        ("市政府办公室", "zhengfu-bangongshi"),
        ("市委编办", "shiwei-bianban"),
        ("各县（市、区）人民政府", "ge-xian-shi-qu-renmin-zhengfu"),
        ("市行政服务中心管委会", "xingzheng-fuwu-zhongxin-guanweihui"),
        ("区文旅局", "wenlvju"),
        ("重庆银行", "chongqingyinhang"),
        ("六安市水务局", "luanshi-shuiwuju"),
        ("长春市行政审批局", "changchunshi-xingzheng-shenpiju"),
        ("12345热线中心", "12345rexian-zhongxin"),
    ],
)
def test_a_new_agency_has_a_pinyin_id(name: str, id: str) -> None:
    assert agency_id(name, ()) == id


def test_an_id_that_is_taken_gets_a_number() -> None:
    assert agency_id("市财政局", {"caizhengju", "caizhengju-2"}) == "caizhengju-3"


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("厦门市", "xiamen"),
        ("重庆市", "chongqing"),
        ("六安市", "luan"),
        ("蚌埠市", "bengbu"),
        ("东阿县", "donge"),
        ("台州市", "taizhou"),
        ("长治市", "changzhi"),
        ("乐清市", "yueqing"),
        ("长宁县", "changning"),
        ("长子县", "zhangzi"),
        ("天长市", "tianchang"),
        ("单县", "shanxian"),
        ("开平市", "kaiping"),
    ],
)
def test_places_are_spelt_as_their_people_say_them(name: str, id: str) -> None:
    assert place_id(name) == id


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("开平市人民政府办公室", "开平市"),
        ("厦门市思明区人民政府办公室关于印发分工的通知", "思明区"),
        ("2021年思明区政务公开工作主要任务分解表", "思明区"),
        ("中共六安市委办公室", "六安市"),
        ("清源市财政局关于印发清单的通知", "清源市"),
        ("内蒙古自治区巴彦淖尔市卫生健康委员会", "巴彦淖尔市"),
        ("安平镇2021年政务公开重点任务清单", "安平镇"),
        ("城市管理局任务清单", None),
        ("全市政务公开任务清单", None),
        ("关于印发市政务公开要点的通知", None),
        ("政务公开工作要点", None),
    ],
)
def test_the_place_of_a_notice_is_read_from_its_beginning(text: str, place: str | None) -> None:
    assert place_in(text) == place


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("各区人民政府", "group"),
        ("市直有关单位", "group"),
        ("城关镇人民政府", "district"),
        ("开元街道", "district"),
        ("曲江新区管委会", "district"),
        ("市行政服务中心管委会", "department"),
        ("市图书馆", "institution"),
        ("市大数据中心", "institution"),
        ("市水务集团", "enterprise"),
        ("市财政局", "department"),
        ("市工商联", None),
    ],
)
def test_a_kind_is_stated_where_the_words_leave_no_doubt(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind


def test_unknown_names_are_proposed_once_with_their_full_name(tmp_path: Path) -> None:
    where = directory(tmp_path, "xian")
    made = propose_agencies(["西安市税务局", "市税务局", "市工商联", "各区县政府"], where)
    assert [(a.id, a.name, a.full_name) for a in made] == [
        ("shuiwuju", "市税务局", "西安市税务局"),
        ("gongshanglian", "市工商联", None),
        ("ge-quxian-zhengfu", "各区县政府", None),
    ]


def test_a_proposed_id_is_not_one_that_the_registry_has(tmp_path: Path) -> None:
    (made,) = propose_agencies(["市教育委"], directory(tmp_path, "xian"))
    assert made.id == "jiaoyuwei"
    (made,) = propose_agencies(["县财政局"], directory(tmp_path, "xian"))
    assert made.id == "caizhengju-2"
