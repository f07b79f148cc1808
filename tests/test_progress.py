"""What became of tasks: updates rest on evidence, follow each other, and last once they are published."""

import hashlib
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from portal import AGENCIES, LEAN, NOTICE, NOTICE_PATH, SITE, Change, Ran, build, gksite, put, tree, waive
from tracked import BEGUN, DONE, LIMIT, PAGE, changes, notice

from gksite.model.facts import Deadline
from gksite.model.progress import STATUSES, TIMES, TaskUpdate, Update
from gksite.progress.changes import named_items
from gksite.progress.timeliness import one_day, standing, timeliness

pytestmark = pytest.mark.exports

Portal = Callable[..., Path]
FILE = "          - date: 2018-08-20\n            status: 已完成\n            text: 全部公开。\n            evidence:\n"
IN_FILE = f"{FILE}              - {{title: 表, date: 2018-08-19, quote: 合计, file: biao.csv}}\n"
NO_WORD = """\
          - date: 2018-09-10
            status: 有限进展
            text: 公开了一半。
            evidence:
""" + PAGE.format(day="2018-09-09")
LATE = NO_WORD + "            reason: 要先审计。\n            remedy: 九月底前公开。\n"
DROPPED = NO_WORD.replace("2018-09", "2018-08").replace("有限进展", "不再推进")


def page(root: Path, address: str) -> BeautifulSoup:
    """A page of a site."""
    return BeautifulSoup((root / "output" / address / "index.html").read_bytes(), "lxml")


def words(root: Path, address: str) -> str:
    """What a page says, without line breaks."""
    return re.sub(r"\s+", " ", page(root, address).get_text(" "))


def task(root: Path, number: int = 1) -> dict[str, Any]:
    """A task of the tiny notice in the published data."""
    data = json.loads((root / "output/data/notices/ceshi-2018.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = data["tasks"][number - 1]
    return found


# What an update must say


@pytest.mark.parametrize(
    ("code", "updates", "said"),
    [
        ("GK260", [BEGUN.partition("            evidence")[0]], "2018-07-02 的“有限进展”没有证据"),
        ("GK261", [DROPPED], "2018-08-10 的“不再推进”没有写原因"),
        (
            "GK262",
            [NO_WORD],
            "2018-09-10 的“有限进展”已过时限 2018-08-31，没有写原因（reason）和补救措施（remedy）",
        ),
        ("GK262", [LATE.partition("            remedy")[0]], "没有写补救措施（remedy）"),
        ("GK262", [DONE.replace("2018-08-20", "2018-09-01")], "2018-09-01 的“已完成”已过时限 2018-08-31"),
        (
            "GK263",
            [BEGUN, DONE.replace("date: 2018-08-20", "date: 2026-01-02")],
            "updates 2026-01-02 晚于今天",
        ),
        ("GK263", [BEGUN.replace("date: 2018-07-01", "date: 2026-01-02")], "evidence 2026-01-02 晚于今天"),
        ("GK264", [BEGUN.replace("date: 2018-07-02", "date: 2018-06-11")], "早于通知的日期 2018-06-12"),
        ("GK265", [DONE, BEGUN], "2018-07-02 不晚于上面一条的 2018-08-20"),
        ("GK265", [DONE, DONE], "2018-08-20 不晚于上面一条的 2018-08-20"),
        (
            "GK266",
            [BEGUN, f"{DONE}            corrects: 2018-07-03\n"],
            "corrects 写着 2018-07-03，上面没有这一天的一条；是否为“2018-07-02”？",
        ),
        ("GK267", [IN_FILE.replace("biao", "biap")], "没有证据文件 biap.csv；是否为“biao.csv”？"),
        ("GK268", [IN_FILE.replace("file:", f"sha256: '{'0' * 64}', file:")], "证据文件 biao.csv 的 SHA-256"),
    ],
)
def test_each_rule_is_told_with_its_line_and_how_to_mend(
    portal: Portal, code: str, updates: list[str], said: str
) -> None:
    root = portal(changes(*updates, **{"content/files/biao.csv": "合计,1\n"}))
    ran = build(root)
    lines = [line for line in ran.lines if f" {code} " in line]
    assert ran.code == 1
    assert len(lines) == 1, ran.err
    assert re.match(rf"{NOTICE_PATH}:\d+:\d+: {code} ", lines[0])
    assert said in lines[0]
    line, column = re.match(r"[^:]+:(\d+):(\d+)", lines[0]).groups()
    key = (root / NOTICE_PATH).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    wanted = {"GK260": "status", "GK261": "status", "GK262": "status", "GK266": "corrects", "GK267": "file"}
    assert wanted.get(code, "sha256" if code == "GK268" else "date") + ":" in key[: int(column)]
    assert not (root / "output").exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("status: 有限进展", "status: 进行中", "status"),
        ("            text: 公开了一半。\n", "", "GK102 缺少必填项“text”"),
        ("                quote: 现予公布。\n", "", "GK102 缺少必填项“quote”"),
        (
            "                sha256: 0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0\n",
            "",
            "url 和 sha256",
        ),
        ("https://czj", "javascript:alert(1)//czj", "GK103"),
        ("https://czj", "https://a@czj", "用户名"),
        ("            evidence:", "            证据:", "是否为“evidence”"),
    ],
)
def test_a_wrong_shape_is_one_clear_message(portal: Portal, old: str, new: str, said: str) -> None:
    ran = build(portal(changes(BEGUN.replace(old, new))))
    assert ran.code == 1
    assert said in ran.err


@pytest.mark.parametrize(
    "updates", [[], [BEGUN], [BEGUN, DONE], [LATE], [IN_FILE], [DROPPED + "            reason: 并入他项。\n"]]
)
def test_what_keeps_the_rules_passes(portal: Portal, updates: list[str]) -> None:
    ran = build(portal(changes(*updates, **{"content/files/biao.csv": "合计,1\n"})))
    assert (ran.code, ran.err) == (0, "")


# Early, on time, late


def updates_of(*said: tuple[str, str]) -> list[TaskUpdate]:
    """Linked updates by their days and statuses."""
    return [
        TaskUpdate(Update.model_validate({"date": day, "status": status, "text": "甲"}), date.fromisoformat(day))
        for day, status in said
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([("2018-08-30", "已完成")], "提前"),
        ([("2018-08-31", "已完成")], "按时"),
        ([("2018-09-01", "已完成")], "逾期"),
        ([("2018-08-31", "实质进展")], None),
        ([("2018-09-01", "实质进展")], "逾期"),
        ([("2018-09-01", "不再推进")], "逾期"),
        ([("2018-09-01", "无公开证据")], None),
        ([("2018-08-30", "已完成"), ("2018-09-30", "已完成")], "提前"),
        ([("2018-08-30", "已完成"), ("2018-09-05", "有限进展"), ("2018-09-30", "已完成")], "逾期"),
    ],
)
def test_timeliness_follows_from_the_one_day(said: list[tuple[str, str]], expected: str | None) -> None:
    *before, last = updates_of(*said)
    assert timeliness(last, before, date(2018, 8, 31)) == expected
    assert timeliness(last, before, None) is None


def test_only_one_fixed_or_derived_day_is_a_day_to_be_late_for() -> None:
    def limit(kind: str, day: str | None) -> Deadline:
        return Deadline.model_validate({"text": "甲", "kind": kind, **({"date": day} if day else {})})

    assert one_day([limit("fixed", "2018-08-31")]) == date(2018, 8, 31)
    assert one_day([limit("derived", "2018-12-31"), limit("recurring", None)]) == date(2018, 12, 31)
    assert one_day([]) is None
    assert one_day([limit("relative", "2018-08-31")]) is None
    assert one_day([limit("fixed", "2018-08-31"), limit("fixed", "2018-12-31")]) is None


def test_a_correction_stands_on_the_day_of_what_it_corrects(portal: Portal) -> None:
    """It comes later and speaks of that day: what was said of days between holds."""
    fixed = BEGUN.replace("date: 2018-07-02", "date: 2018-12-01").replace("有限进展", "未启动")
    root = portal(changes(BEGUN, DONE, f"{fixed}            corrects: 2018-07-02\n"))
    assert build(root).code == 0
    assert [update["timeliness"] for update in task(root)["updates"]] == [None, "提前", None]
    said = words(root, "notices/ceshi-2018/tasks/1")
    assert "目前： 已完成 提前" in said
    assert "这一条已由 2018年12月1日 的一条更正。" in said
    assert "更正 2018年7月2日 的一条。" in said


def test_nothing_stands_where_nothing_was_said() -> None:
    assert standing([]) is None


# What was published lasts

FORGERIES: dict[str, tuple[str, list[str]]] = {
    "a status without evidence": ("GK260", [BEGUN, DONE.partition("            evidence")[0]]),
    "a back-dated update": ("GK271", [BEGUN, DONE.replace("2018-08-20", "2018-08-01"), DONE]),
    "one before all others": ("GK271", [BEGUN.replace("2018-07-02", "2018-06-20"), BEGUN, DONE]),
    "a removed event": ("GK269", [BEGUN]),
    "the first removed": ("GK269", [DONE]),
    "all removed": ("GK269", []),
    "a changed text": ("GK270", [BEGUN, DONE.replace("全部公开", "几乎全部公开")]),
    "a changed status": ("GK270", [BEGUN.replace("有限进展", "实质进展"), DONE]),
    "another quotation": ("GK270", [BEGUN.replace("现予公布", "均已公布"), DONE]),
    "another archived copy": ("GK270", [BEGUN.replace("0f1e2d3c", "1f1e2d3c"), DONE]),
    "another day": ("GK269", [BEGUN, DONE.replace("date: 2018-08-20", "date: 2018-08-21")]),
}


@pytest.mark.parametrize("name", FORGERIES)
@pytest.mark.parametrize("memory", ["output", "ledger"])
def test_a_forged_history_fails_check_and_build(portal: Portal, tmp_path: Path, name: str, memory: str) -> None:
    """By what stands in output/, or by the ledger where nothing does."""
    code, updates = FORGERIES[name]
    root = portal(changes(BEGUN, DONE, **{"site.yaml": LEAN}))
    assert build(root, *(["--record"] if memory == "ledger" else [])).code == 0
    output = root / "output"
    if memory == "ledger":
        output = output.rename(tmp_path / "elsewhere")
    before = tree(output)
    put(root / NOTICE_PATH, notice(*updates))
    for command in ("check", "build"):
        ran = gksite(command, "--root", root, "--today", "2026-01-01")
        assert ran.code == 1
        assert re.search(rf"(?m)^{NOTICE_PATH}:\d+:\d+: {code} ", ran.err), ran.err
    assert tree(output) == before


@pytest.mark.parametrize("kept", ["json", "records"])
def test_the_data_or_the_records_remember(portal: Portal, kept: str) -> None:
    root = portal(changes(BEGUN, DONE, **{"site.yaml": f"{SITE}exports: [{kept}]\n"}))
    assert build(root).code == 0
    put(root / NOTICE_PATH, notice(BEGUN))
    assert "GK269 第 1 项 2018-08-20 的进展公布过" in build(root).err


def test_a_file_of_evidence_that_is_exchanged_is_a_changed_update(portal: Portal) -> None:
    root = portal(changes(IN_FILE, **{"content/files/biao.csv": "合计,1\n"}))
    assert build(root).code == 0
    put(root / "content/files/biao.csv", "合计,2\n")
    assert f"{NOTICE_PATH}:22:19: GK270 第 1 项 2018-08-20 的进展公布以后改动过" in build(root).err


def test_an_update_put_in_before_others_is_told_with_both_days(portal: Portal) -> None:
    root = portal(changes(DONE))
    assert build(root).code == 0
    put(root / NOTICE_PATH, notice(BEGUN, DONE))
    assert "GK271 第 1 项 2018-07-02 的进展插在已经公布的 2018-08-20 之前" in build(root).err


def test_an_update_may_be_added_and_corrected_openly(portal: Portal) -> None:
    root = portal(changes(BEGUN))
    assert build(root, "--record").code == 0
    put(root / NOTICE_PATH, notice(BEGUN, DONE))
    assert build(root, "--record").code == 0
    fixed = DONE.replace("date: 2018-08-20", "date: 2018-12-01") + "            corrects: 2018-08-20\n"
    put(root / NOTICE_PATH, notice(BEGUN, DONE, fixed))
    assert build(root, "--record").code == 0
    assert gksite("check", "--root", root, "--today", "2026-01-01").code == 0
    assert [update["corrects"] for update in task(root)["updates"]] == [None, None, "2018-08-20"]
    ledger = (root / "content/ledger.yaml").read_text(encoding="utf-8")
    assert [entry.split()[:2] for entry in re.findall(r"1 2018-[-\d]+ [0-9a-f]{16}", ledger)] == [
        ["1", "2018-07-02"],
        ["1", "2018-08-20"],
        ["1", "2018-12-01"],
    ]


def test_a_deadline_may_be_corrected_later(portal: Portal) -> None:
    """Whether an update is late follows, and is no part of what may not change."""
    root = portal(changes(BEGUN, DONE))
    assert build(root).code == 0
    put(root / NOTICE_PATH, notice(BEGUN, DONE, limit=LIMIT.replace("2018-08-31", "2018-08-20")))
    assert build(root).code == 0
    assert task(root)["updates"][1]["timeliness"] == "按时"


def test_what_must_go_by_law_goes_when_somebody_says_so(portal: Portal) -> None:
    root = portal(changes(BEGUN, DONE))
    assert build(root, "--record").code == 0
    put(root / NOTICE_PATH, notice(BEGUN))
    assert build(root).code == 1
    assert build(root, "--remove", "--record").code == 0
    assert gksite("check", "--root", root, "--today", "2026-01-01").code == 0


# Nothing hidden leaves

SECRET = {"content/files/mi.csv": "机密乙丙,1\n"}
HIDDEN = notice(IN_FILE.replace("biao", "mi").replace("全部公开", "机密乙丙")).replace("ceshi-2018", "hidden-2018")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("disclosure: 主动公开", "draft: true"),
        ("disclosure: 主动公开", "disclosure: 依申请公开"),
        ("disclosure: 主动公开", "published: 2027-01-01 09:00\ndisclosure: 主动公开"),
    ],
    ids=["draft", "closed", "waiting"],
)
def test_nothing_of_a_hidden_notice_is_anywhere_nor_is_its_evidence(portal: Portal, old: str, new: str) -> None:
    site = f"{SITE}url: https://a.example/\nprogress: true\n"
    root = portal(
        changes(BEGUN, **SECRET, **{"site.yaml": site, "content/notices/hidden-2018.yaml": HIDDEN.replace(old, new)})
    )
    ran = build(root, "--record")
    assert ran.code == 0, ran.err
    for path in [*(root / "output").rglob("*"), root / "content/ledger.yaml"]:
        text = path.read_bytes() if path.is_file() else b""
        assert "机密乙丙".encode() not in text, path
        assert b"hidden-2018" not in text, path
    assert not (root / "output/files/mi.csv").exists()


def test_a_file_that_something_public_names_too_is_published(portal: Portal) -> None:
    hidden = HIDDEN.replace("disclosure: 主动公开", "draft: true")
    public = IN_FILE.replace("biao", "mi")
    root = portal(changes(public, **SECRET, **{"content/notices/hidden-2018.yaml": hidden}))
    assert build(root).code == 0
    assert (root / "output/files/mi.csv").is_file()
    assert task(root)["updates"][0]["evidence"][0]["file"] == "files/mi.csv"


def test_evidence_that_only_a_draft_may_use_cannot_be_cited(portal: Portal) -> None:
    """What stays behind cannot be cited: a notice that cites it is public, so that it does not stay behind."""
    text = "preamble: 见[表](/files/mi.csv)。\n"
    hidden = NOTICE.replace("ceshi-2018", "hidden-2018").replace("disclosure: 主动公开", "draft: true")
    hidden = hidden.replace("preamble: 现将任务分解表印发给你们。\n", text)
    root = portal({**SECRET, "content/notices/hidden-2018.yaml": hidden})
    assert build(root).code == 0
    assert not (root / "output/files/mi.csv").exists()


def test_a_withdrawn_notice_takes_its_evidence_with_it(portal: Portal) -> None:
    other = HIDDEN.replace("hidden-2018", "other-2018")
    root = portal(changes(BEGUN, **SECRET, **{"content/notices/other-2018.yaml": other}))
    waive(root)
    assert build(root, "--record").code == 0
    assert (root / "output/files/mi.csv").is_file()
    ran = gksite("withdraw", "other-2018", "--root", root, "--today", "2026-01-02")
    assert ran.code == 0, ran.err
    assert not (root / "output/files/mi.csv").exists()
    for path in (root / "output").rglob("*"):
        assert not path.is_file() or "机密乙丙".encode() not in path.read_bytes(), path


def test_a_telephone_number_in_an_update_is_found(portal: Portal) -> None:
    ran = build(portal(changes(BEGUN.replace("公开了一半。", "联系人手机13812345678。"))))
    assert ran.code == 1
    assert re.search(rf"{NOTICE_PATH}:24:\d+: GK72\d ", ran.err), ran.err


def test_words_of_an_update_are_words(portal: Portal) -> None:
    root = portal(
        changes(
            BEGUN.replace("公开了一半。", "'<script>alert(1)</script>&amp;'"),
            **{"site.yaml": f"{SITE}url: https://a.example/\n"},
        )
    )
    assert build(root).code == 0
    html = (root / "output/notices/ceshi-2018/tasks/1/index.html").read_text(encoding="utf-8")
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;" in html


# What is made, and what is not


def test_without_a_tracker_a_task_says_that_nothing_is_published(portal: Portal) -> None:
    root = portal()
    assert build(root).code == 0
    assert "尚无公开的落实情况。" in words(root, "notices/ceshi-2018/tasks/1")
    assert "最近变化" not in words(root, "")
    assert not (root / "output/progress").exists()
    assert task(root)["updates"] == []
    assert task(root)["record"] == "notices/ceshi-2018/tasks/1/record.json"


def test_with_a_tracker_it_says_that_there_is_no_evidence(portal: Portal) -> None:
    root = portal({"site.yaml": f"{SITE}progress: true\n"})
    assert build(root).code == 0
    assert "目前： 无公开证据" in words(root, "notices/ceshi-2018/tasks/1")
    assert "由测试门户依据公开证据登记。" in words(root, "notices/ceshi-2018/tasks/1")
    row = page(root, "progress").select("tbody tr")[0]
    assert [cell.get_text() for cell in row.select("td")] == ["2", "2", "0", "0", "0", "0", "0", "0", "0", "0"]


def test_an_organizer_answers_for_what_it_notes(portal: Portal) -> None:
    identity = "identity: {organizer: 测试市人民政府办公室, site_code: '3505000000', contact: 0000-0000000}\n"
    site = {"site.yaml": f"{SITE}url: https://www.ceshi.gov.cn/\nprogress: true\n{identity}"}
    root = portal(
        {**site, "content/agencies/ceshi.yaml": f"{AGENCIES}  - {{id: bangongshi, name: 测试市人民政府办公室}}\n"}
    )
    ran = build(root)
    assert ran.code == 0, ran.err
    assert "由测试市人民政府办公室依据公开证据登记。" in words(root, "notices/ceshi-2018/tasks/1")


def test_json_and_sitemap_alone_make_neither_records_nor_feeds_nor_tables(portal: Portal) -> None:
    more = "url: https://a.example/\nprogress: true\nexports: [json, sitemap]\n"
    root = portal(changes(BEGUN, **{"site.yaml": SITE + more}))
    assert build(root).code == 0
    output = root / "output"
    assert [*output.rglob("record.json"), *output.rglob("feed.xml"), *output.rglob("progress/**")] == []
    assert task(root)["record"] is None
    assert len(task(root)["updates"]) == 1
    for path in output.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "atom" not in text
        assert "record.json" not in text
        assert "progress/" not in text, path
    assert "目前： 有限进展" in words(root, "notices/ceshi-2018/tasks/1")


@pytest.mark.parametrize("name", ["records", "feeds", "progress"])
def test_each_name_makes_its_own_and_no_other(portal: Portal, name: str) -> None:
    more = f"url: https://a.example/\nexports: [{name}]\n"
    root = portal(changes(BEGUN, **{"site.yaml": SITE + more}))
    assert build(root).code == 0
    output = root / "output"
    made = {
        "records": bool([*output.rglob("record.json")]),
        "feeds": (output / "updates/feed.xml").exists(),
        "progress": (output / "progress/index.html").exists(),
    }
    assert made == {each: each == name for each in made}
    assert gksite("check", "--root", root, "--today", "2026-01-01").code == 0


def test_a_tracker_may_end_and_its_pages_are_not_missed(portal: Portal) -> None:
    root = portal({"site.yaml": f"{SITE}progress: true\n"})
    assert build(root, "--record").code == 0
    put(root / "site.yaml", SITE)
    ran = build(root)
    assert (ran.code, ran.err) == (0, "")
    assert not (root / "output/progress/index.html").exists()


# What changed last

CORRECTED = "corrections: [{date: 2018-07-20, text: 第1项的牵头单位原误录为市审计局。}]\n"


def test_home_notice_agency_and_task_say_what_changed_last(portal: Portal) -> None:
    root = portal(changes(BEGUN, more=CORRECTED))
    assert build(root).code == 0
    for address in ("", "notices/ceshi-2018", "agencies/ceshi/caizhengju"):
        lists = page(root, address).select("ol.timeline")
        days = [time["datetime"] for time in lists[-1].select("li > time")]
        assert days == ["2018-07-20", "2018-07-02", "2018-06-12"]
    assert "最近变化： 2018年7月20日 ， 勘误" in words(root, "notices/ceshi-2018/tasks/1")
    assert "最近变化" not in words(root, "notices/ceshi-2018/tasks/2")
    assert page(root, "agencies/ceshi/shenjiju").select("ol.timeline") != []  # it supports the first task


def test_a_correction_of_other_tasks_is_none_of_an_agency(portal: Portal) -> None:
    root = portal(changes(more=CORRECTED.replace("第1项", "第2项")))
    assert build(root).code == 0
    assert "最近变化" in words(root, "agencies/ceshi/shenjiju")
    assert "最近变化" not in words(root, "agencies/ceshi/caizhengju")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("第3项的责任单位原误录为市教育局。", {3}),
        ("第1、3项和第 5 项", {1, 3, 5}),
        ("第5至8项的时限", {5, 6, 7, 8}),
        ("第2-4项、第9项", {2, 3, 4, 9}),
        ("第三项", set()),
        ("标题中的错字", set()),
        ("共3项任务", set()),
        ("第1至99999999项", set()),
    ],
)
def test_a_correction_names_tasks_as_readers_do(text: str, numbers: set[int]) -> None:
    assert named_items(text) == numbers


# A whole portal that keeps track

TRACKED = Path(__file__).parent / "sites/jichuan"


def tasks_of(output: Path) -> list[dict[str, Any]]:
    """Every task in the published data."""
    found = []
    for path in sorted((output / "data/notices").glob("*.json")):
        found += json.loads(path.read_text(encoding="utf-8"))["tasks"]
    return found


def stands(task: dict[str, Any]) -> tuple[str, str | None]:
    """How a task stands by its published updates: what a reader of the data would find."""
    spoken: dict[str, dict[str, Any]] = {}
    for update in task["updates"]:
        day = next((day for day, u in spoken.items() if u["date"] == update["corrects"]), update["date"])
        spoken[day] = update
    if not spoken:
        return "无公开证据", None
    last = spoken[max(spoken)]
    return last["status"], last["timeliness"]


def test_the_tracked_portal_passes_its_check_and_shows_every_status(tracked_site: Path) -> None:
    ran = gksite("check", "--root", tracked_site.parent, "--today", "2026-06-15")
    assert (ran.code, ran.err) == (0, "")
    tasks = tasks_of(tracked_site)
    said = [update for task in tasks for update in task["updates"]]
    assert len(tasks) == 12
    assert {update["status"] for update in said} == set(STATUSES)
    assert {update["timeliness"] for update in said} == {None, *TIMES}
    evidence = [each for update in said for each in update["evidence"]]
    assert {(each["url"] is None, each["file"] is None) for each in evidence} == {
        (True, False),
        (False, False),
        (False, True),
    }
    for each in evidence:
        if each["file"]:
            data = (tracked_site / each["file"]).read_bytes()
            assert hashlib.sha256(data).hexdigest() == each["sha256"]


def test_every_update_is_on_the_page_of_its_task(tracked_site: Path) -> None:
    for each in tasks_of(tracked_site):
        soup = BeautifulSoup((tracked_site / each["url"] / "index.html").read_bytes(), "lxml")
        shown = soup.select("ol.updates > li")
        assert [li["id"] for li in shown] == [f"u{update['date']}" for update in each["updates"]]
        for li, update in zip(shown, each["updates"], strict=True):
            text = re.sub(r"\s+", "", li.get_text())
            wanted = [update["status"], update["text"], update["reason"], update["remedy"], update["timeliness"]]
            for evidence in update["evidence"]:
                wanted += [evidence["title"], evidence["quote"], evidence["sha256"][:12]]
                if evidence["url"]:
                    assert li.select(f'a[href="{evidence["url"]}"][rel=external]')
                    assert "（外部链接）" in text
            assert [word for word in wanted if word and re.sub(r"\s+", "", word) not in text] == []
        assert "由霁川市政务公开任务台账（虚构）依据公开证据登记。" in soup.get_text()


def test_every_number_of_the_table_is_counted_again_from_the_data(tracked_site: Path) -> None:
    expected: dict[str, Counter[str]] = {}
    for each in tasks_of(tracked_site):
        for agency in each["lead"]:
            status, time = stands(each)
            count = expected.setdefault(agency["name"], Counter())
            count.update(["牵头", status, *([time] if time else [])])
    soup = BeautifulSoup((tracked_site / "progress/index.html").read_bytes(), "lxml")
    (table,) = soup.select("table")
    assert table.caption is not None
    heads = [th.get_text() for th in table.select("thead th")]
    assert heads == ["单位", "牵头", *STATUSES, *TIMES]
    rows = table.select("tbody tr")
    assert [row.th.get_text() for row in rows] == ["市财政局", "市教育局", "市住房和城乡建设局", "市政务服务局"]
    for row in rows:
        counted = expected.pop(row.th.get_text())
        for head, cell in zip(heads[1:], row.select("td"), strict=True):
            assert int(cell.get_text()) == counted[head]
            if not counted[head]:
                assert cell.a is None
                continue
            address, _, anchor = cell.a["href"].partition("#")
            listed = BeautifulSoup((tracked_site / "progress" / address / "index.html").read_bytes(), "lxml")
            tasks = listed.select(f"#{anchor} + ul > li") if anchor else listed.select("[id^=s] + ul > li")
            assert len(tasks) == counted[head]
    assert expected == {}


def test_a_task_without_a_lead_is_listed_with_its_status(portal: Portal) -> None:
    files = changes(BEGUN, **{"site.yaml": f"{SITE}progress: true\n"})
    text = files[NOTICE_PATH]
    assert isinstance(text, str)
    files[NOTICE_PATH] = text.replace("        lead: [{name: 市审计局, as: 审计局}]\n", "")
    root = portal(files)
    assert build(root).code == 0
    soup = BeautifulSoup((root / "output/progress/index.html").read_bytes(), "lxml")
    assert [row.th.get_text() for row in soup.select("tbody tr")] == ["市财政局"]
    heading = soup.select_one("#others")
    assert heading is not None
    assert heading.get_text() == "没有写明牵头单位的任务 1 项"
    others = [re.sub(r"\s+", " ", li.get_text()).strip() for li in soup.select("#others ~ ul > li")]
    assert others == [
        "第 2 项 公开审计结果 无公开证据 测试市2018年政务公开工作任务分解表",
    ]


def test_the_same_input_gives_the_same_bytes(tracked_site: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(TRACKED, tmp_path / "jichuan"))
    ran = gksite("build", "--root", root, "--today", "2026-06-15", env={"PYTHONHASHSEED": "7", "TZ": "America/Lima"})
    assert ran.code == 0, ran.err
    assert tree(root / "output") == tree(tracked_site)


def test_its_ledger_notices_a_forgery_without_any_output(tmp_path: Path) -> None:
    root = Path(shutil.copytree(TRACKED, tmp_path / "jichuan"))
    path = root / "content/notices/jichuan-2025.yaml"
    text = path.read_text(encoding="utf-8")
    forged: Change = text.replace("status: 有限进展", "status: 实质进展", 1)
    put(path, forged)
    ran: Ran = gksite("check", "--root", root, "--today", "2026-06-15")
    assert ran.code == 1
    assert "GK270 第 1 项 2025-06-20 的进展公布以后改动过" in ran.err
