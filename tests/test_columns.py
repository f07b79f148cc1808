"""Columns: one page each with all that stands in it, brought up to date as their kind asks; nothing without columns."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from columns import DOCUMENT, DOCUMENT_PATH, INTERPRETATION, JIEDU_PATH, NEWS, SITE, TODAY, column_portal
from portal import Change, gksite, write_portal

from gksite.text.column_types import TYPES, freshness

OWN = ("GK65", "GK66")


def findings(root: Path, today: str = TODAY) -> list[tuple[str, str, int, str]]:
    """What check says of columns and items: code, file, line and level."""
    ran = gksite("check", "--root", root, "--today", today, "--format", "json")
    found = [json.loads(line) for line in ran.lines if line.startswith("{")]
    return [(p["code"], p["file"], p["line"], p["level"]) for p in found if p["code"].startswith(OWN)]


def column(id: str, type: str, more: str = "") -> str:
    return f"  - {{id: {id}, name: {type}栏, type: {type}{more}}}\n"


def news(id: str, into: str, published: str | None) -> tuple[str, Change]:
    """An item in a column, of a day or without one."""
    text = NEWS.replace("huiyi", id).replace("gzdt", into).replace("on: 2026-03-03", "on: 2019-12-01")
    line = f"published: {published}\n" if published else ""
    return f"content/items/{id}.yaml", text.replace("published: 2026-06-10 16:00\n", line)


def test_a_clean_portal_of_columns_deserves_no_finding(tmp_path: Path) -> None:
    root = column_portal(tmp_path)
    ran = gksite("check", "--root", root, "--today", TODAY)
    assert (ran.code, ran.err) == (0, "")


def test_a_column_lists_all_that_stands_in_it_newest_first_on_one_page(tmp_path: Path) -> None:
    days = [f"2026-0{1 + i // 28}-{1 + i % 28:02} 09:00" for i in range(60)]
    more = dict(news(f"x{i}", "gzdt", day) for i, day in enumerate(days))
    more |= dict([news("undated", "gzdt", None)])
    root = column_portal(tmp_path, {**more, "site.yaml": SITE.replace("工作动态}", "工作动态, notices: true}")})
    assert gksite("build", "--root", root, "--no-search", "--today", TODAY).code == 0
    page = BeautifulSoup((root / "output/columns/gzdt/index.html").read_bytes(), "lxml")
    rows = page.select(".entries > li")
    assert len(rows) == 63
    times = [row.time["datetime"] for row in rows if row.time]
    assert times == sorted(times, reverse=True)
    assert len(times) == 61
    assert "发布日期未注明" in rows[-1].get_text()
    assert "../../notices/ceshi-2018/" in {a["href"] for a in page.select(".entries a")}
    home = BeautifulSoup((root / "output/index.html").read_bytes(), "lxml")
    assert [a.get_text() for a in home.select("header nav a")] == ["栏目", "任务", "单位", "文件", "数据"]
    assert len(home.select(".entries > li")) == 10
    newest = home.select_one(".entries time")
    assert newest is not None
    assert newest["datetime"] == "2026-06-10T16:00"
    listed = BeautifulSoup((root / "output/columns/index.html").read_bytes(), "lxml")
    assert [a["href"] for a in listed.select("main .cards a")] == [
        "zcwj/",
        "zcjd/",
        "gzdt/",
    ]


def test_a_portal_without_columns_has_nothing_of_them(tmp_path: Path) -> None:
    root = write_portal(tmp_path)
    assert gksite("build", "--root", root, "--no-search", "--today", TODAY).code == 0
    assert not (root / "output/columns").exists()
    assert "栏目" not in (root / "output/index.html").read_text(encoding="utf-8")
    assert findings(root) == []


def test_a_blank_column_is_in_the_way_of_a_release(tmp_path: Path) -> None:
    root = column_portal(tmp_path, {"site.yaml": SITE + column("zjdc", "征集调查")})
    assert findings(root) == [("GK653", "site.yaml", 7, "obstacle")]


@pytest.mark.parametrize(
    ("type", "more", "day", "code"),
    [
        ("工作动态", "", "2026-06-01 09:00", "GK655"),
        ("工作动态", ", update: on change", "2026-05-31 09:00", "GK654"),
        ("工作动态", "", None, "GK654"),
        ("通知公告", "", "2025-12-17 09:00", "GK655"),
        ("通知公告", "", "2025-12-13 09:00", "GK654"),
        ("回应关切", "", "2020-01-01 09:00", None),
        ("数据发布", ", update: monthly", "2026-05-15 09:00", "GK655"),
        ("数据发布", ", update: monthly", "2026-05-14 09:00", "GK654"),
        ("数据发布", ", update: quarterly", "2026-03-14 09:00", "GK654"),
        ("数据发布", ", update: yearly", "2025-06-20 09:00", None),
        ("政策文件", ", update: yearly", "2025-12-01 09:00", "GK654"),
        ("机构职能", ", update: half-yearly", "2025-12-01 09:00", "GK654"),
    ],
)
def test_a_column_is_brought_up_to_date_by_its_kind_and_by_its_own_duty(
    tmp_path: Path, type: str, more: str, day: str | None, code: str | None
) -> None:
    """Columns of news have 14 days, of documents 183; the shorter of two limits holds, and a warning comes early."""
    changes: dict[str, Change] = dict([news("tiaomu", "lanmu", day)])
    root = column_portal(tmp_path, {"site.yaml": SITE + column("lanmu", type, more), **changes})
    found = [(said, line) for said, _, line, _ in findings(root) if said in ("GK654", "GK655")]
    assert found == ([(code, 7)] if code else [])


def test_a_column_of_which_nothing_is_dated_is_told_so(tmp_path: Path) -> None:
    changes: dict[str, Change] = dict([news("tiaomu", "lanmu", None)])
    root = column_portal(tmp_path, {"site.yaml": SITE + column("lanmu", "工作动态"), **changes})
    ran = gksite("check", "--root", root, "--today", "2026-06-15")
    assert "GK654 发布前：栏目“工作动态栏”的内容都没有写发布日期，应在 14 天内更新" in ran.err


def test_notices_of_an_archive_are_never_out_of_date_unless_the_office_says_so(tmp_path: Path) -> None:
    declared = "name: 测试门户\ncolumns:\n" + column("rwfj", "政策文件", ", notices: true")
    root = write_portal(tmp_path, {"site.yaml": declared})
    assert findings(root) == []
    own = declared.replace("notices: true", "notices: true, update: yearly")
    (root / "site.yaml").write_text(own, encoding="utf-8")
    assert [said[0] for said in findings(root)] == ["GK654"]


def test_a_home_page_without_news_is_in_the_way_of_a_release_and_warned_of_early(tmp_path: Path) -> None:
    calm = "limits: {news_days: 999}\n"
    root = column_portal(tmp_path, {"site.yaml": SITE + calm})
    assert [said[0] for said in findings(root, "2026-06-19")] == []
    assert findings(root, "2026-06-20") == [("GK657", "site.yaml", 3, "warning")]
    assert findings(root, "2026-06-24") == [("GK657", "site.yaml", 3, "warning")]
    assert findings(root, "2026-06-25") == [("GK656", "site.yaml", 3, "obstacle")]


def test_so_many_blank_or_stale_columns_fail_the_whole_site(tmp_path: Path) -> None:
    blank = "".join(column(f"kong{i}", "征集调查") for i in range(5))
    stale = "".join(column(f"jiu{i}", "通知公告") for i in range(5))
    late = "".join(column(f"wan{i}", "数据发布", ", update: monthly") for i in range(5))
    old = {}
    for i in range(5):
        old |= dict([news(f"a{i}", f"jiu{i}", "2025-01-01 09:00"), news(f"b{i}", f"wan{i}", "2025-01-01 09:00")])
    root = column_portal(tmp_path, {"site.yaml": SITE + blank + stale + late, **old})
    ran = gksite("check", "--root", root, "--today", TODAY)
    counts = [line for line in ran.lines if ": GK658" in line]
    assert len(counts) == 3
    assert any("空白栏目有 5 个，达到单项否决的 5 个" in line for line in counts)
    assert any("长期不更新的栏目有 10 个，达到单项否决的 10 个" in line for line in counts)
    assert any("没有按期更新的动态要闻、通知公告和政策文件类栏目有 5 个" in line for line in counts)
    four = SITE + "".join(blank.splitlines(keepends=True)[:4]) + "".join(stale.splitlines(keepends=True)[:4])
    few = {path: text for path, text in old.items() if path in {f"content/items/a{i}.yaml" for i in range(4)}}
    assert (
        "GK658"
        not in gksite(
            "check", "--root", column_portal(tmp_path / "2", {"site.yaml": four, **few}), "--today", TODAY
        ).err
    )


@pytest.mark.parametrize(
    ("type", "hint"),
    [
        ("政务动态", "工作动态"),
        ("概括信息", "概况信息"),
        ("依法申请公开", "依申请公开"),
        ("数据发市", "数据发布"),
        ("数据 发布", "数据发布"),
        ("公示公告", "通知公告"),
    ],
)
def test_a_kind_of_column_that_is_none_of_the_rules_is_told_with_what_was_meant(
    tmp_path: Path, type: str, hint: str
) -> None:
    changed = SITE.replace("type: 政策解读", f"type: {type}")
    ran = gksite("check", "--root", column_portal(tmp_path, {"site.yaml": changed}), "--today", TODAY)
    said = [line for line in ran.lines if "GK659" in line]
    assert said == [f"site.yaml:5:34: GK659 提醒：栏目类别“{type}”不是规定的名称；是否为“{hint}”？"]


def test_the_kinds_of_the_rules_are_known_by_whatever_width_they_are_written(tmp_path: Path) -> None:
    assert len(set(TYPES)) == len(TYPES) == 18
    assert freshness("工作 动态") == freshness("政务要闻") == freshness("新闻动态") == "news"
    assert freshness("规范性文件") == freshness("公告公示") == "documents"
    assert freshness("机构职能") is None


def test_a_policy_document_and_its_interpretation_want_each_other(tmp_path: Path) -> None:
    root = column_portal(tmp_path, {JIEDU_PATH: ("interprets: [banfa]\n", "")})
    assert findings(root) == [
        ("GK660", DOCUMENT_PATH, 1, "warning"),
        ("GK661", JIEDU_PATH, 1, "obstacle"),
    ]


def test_what_needs_no_interpretation_is_not_asked_for_one(tmp_path: Path) -> None:
    """What makes no policy, is out of force or from elsewhere; an interpretation of what stands elsewhere is one."""
    other = DOCUMENT.replace(
        "attachments:\n  - {file: fubiao.txt, title: 附表, cleared: {by: 张三, on: 2026-03-03, result: 可以公开}}\n", ""
    )
    changes: dict[str, Change] = {}
    for i, (old, new) in enumerate(
        [
            ("document_type: 通知", "document_type: 批复"),
            ("status: 有效", "status: 失效"),
            ("status: 有效", "status: 有效\nurl: https://www.example.gov.cn/1.html"),
            ("column: zcwj", "column: gzdt"),
        ]
    ):
        text = other.replace("banfa", f"qita{i}").replace("00001", f"0000{i + 2}").replace(old, new)
        changes[f"content/items/qita{i}.yaml"] = text
    outside = "interprets_outside: [{title: 省里的办法, url: 'https://www.example.gov.cn/2.html'}]"
    other = INTERPRETATION.replace("id: jiedu", "id: jiedu2").replace("interprets: [banfa]", outside)
    changes["content/items/jiedu2.yaml"] = other
    assert findings(column_portal(tmp_path, changes)) == []


def test_without_a_column_of_interpretations_no_document_is_asked_for_one(tmp_path: Path) -> None:
    changes: dict[str, Change] = {
        "site.yaml": SITE.replace("type: 政策解读", "type: 回应关切"),
        JIEDU_PATH: ("kind: interpretation", "kind: announcement"),
    }
    root = column_portal(tmp_path, changes)
    (root / JIEDU_PATH).write_text(
        (root / JIEDU_PATH).read_text(encoding="utf-8").replace("interprets: [banfa]\n", ""), encoding="utf-8"
    )
    assert findings(root) == []


def test_news_is_no_statutory_content(tmp_path: Path) -> None:
    listed = "jurisdiction: ceshi\nstatutory:\n  - {class: 1, columns: [zcwj, gzdt]}\n"
    root = column_portal(tmp_path, {"content/disclosure.yaml": listed})
    assert ("GK663", "content/disclosure.yaml", 3, "warning") in findings(root)


def test_a_portal_with_an_identity_has_the_columns_that_inspectors_look_for(tmp_path: Path) -> None:
    identity = "identity: {organizer: 测试市人民政府, site_code: '3505000000', contact: 0595-1234567}\n"
    root = column_portal(tmp_path, {"site.yaml": SITE + identity})
    ran = gksite("check", "--root", root, "--today", TODAY)
    missing = [line for line in ran.lines if ": GK662" in line]
    wanted = ("概况信息", "机构职能", "负责人信息")
    assert sorted(missing) == sorted(f"site.yaml:3:1: GK662 提醒：没有“{type}”类的栏目" for type in wanted)


def test_every_item_beside_the_statutory_column_says_its_class(tmp_path: Path) -> None:
    """News in a column of news is no statutory content."""
    changes: dict[str, Change] = {
        "content/disclosure.yaml": "jurisdiction: ceshi\nstatutory:\n  - {class: 1, columns: [zcwj]}\n",
        DOCUMENT_PATH: ("status: 有效", "status: 有效\nart20: []"),
    }
    found = findings(column_portal(tmp_path, changes))
    assert [said for said in found if said[0] == "GK664"] == [
        ("GK664", DOCUMENT_PATH, 13, "warning"),
        ("GK664", JIEDU_PATH, 1, "warning"),
    ]
