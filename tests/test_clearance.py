"""Nothing is published that nobody has examined; and who examined it is written down by a command."""

import json
from datetime import date
from pathlib import Path

import pytest
from columns import CLEARED, DOCUMENT, DOCUMENT_PATH, JIEDU_PATH, NEWS_PATH, TODAY, column_portal, digest
from portal import NOTICE, NOTICE_PATH, WAIVERS_PATH, Change, gksite

from gksite.text.clearing import says_no

PAGE, PAGE_PATH = "# 关于本站\n\n说明。\n", "content/pages/about.md"
CLEARANCES = "content/clearances.yaml"


def findings(root: Path) -> list[tuple[str, str, int, str]]:
    """What check says of examinations and times: code, file, line and level."""
    ran = gksite("check", "--root", root, "--today", TODAY, "--format", "json")
    found = [json.loads(line) for line in ran.lines if line.startswith("{")]
    return [(p["code"], p["file"], p["line"], p["level"]) for p in found if p["code"].startswith("GK75")]


def entry(file: str, content: str, on: str = "2026-03-03", result: str = "可以公开") -> str:
    return f"  - {{file: {file}, sha256: '{digest(content)}', by: 李四, on: {on}, result: {result}}}\n"


def test_everything_that_is_published_has_been_examined(tmp_path: Path) -> None:
    """A notice, an item, its attachment, a page and any other file; an attachment may stand among the files."""
    changes: dict[str, Change] = {
        WAIVERS_PATH: None,
        NEWS_PATH: (CLEARED, ""),
        DOCUMENT_PATH: (", cleared: {by: 张三, on: 2026-03-03, result: 可以公开}}\ncleared", "}\ncleared"),
        PAGE_PATH: PAGE,
        "content/files/other.txt": "另一份\n",
        "content/files/root/verify.txt": "abc\n",
    }
    root = column_portal(tmp_path, changes)
    missing = [
        ("GK750", "content/files/other.txt", None, "obstacle"),
        ("GK750", NEWS_PATH, 1, "obstacle"),
        ("GK750", DOCUMENT_PATH, 18, "obstacle"),
        ("GK750", NOTICE_PATH, 1, "obstacle"),
        ("GK750", PAGE_PATH, None, "obstacle"),
    ]
    assert sorted(findings(root), key=str) == sorted(missing, key=str)
    rows = entry("files/fubiao.txt", "附表一\n") + entry("files/other.txt", "另一份\n") + entry("pages/about.md", PAGE)
    (root / CLEARANCES).write_text("clearances:\n" + rows, encoding="utf-8")
    assert {file for _, file, _, _ in findings(root)} == {NEWS_PATH, NOTICE_PATH}


def test_a_preview_is_built_without_examinations(tmp_path: Path) -> None:
    root = column_portal(tmp_path, {NEWS_PATH: (CLEARED, "")})
    ran = gksite("build", "--root", root, "--no-search", "--today", TODAY)
    assert ran.code == 0
    assert f"{NEWS_PATH}:1:1: GK750 发布前：这条信息没有公开前审查的记录" in ran.lines


def test_an_examination_comes_before_publication_and_says_yes(tmp_path: Path) -> None:
    late = "cleared: {by: 张三, on: 2026-06-11, result: 可以公开}\n"
    changes: dict[str, Change] = {
        NEWS_PATH: (CLEARED, late),
        JIEDU_PATH: (CLEARED, "cleared: {by: 张三, on: 2026-03-03, result: 不予公开}\n"),
        DOCUMENT_PATH: ("附表, cleared: {by: 张三, on: 2026-03-03", "附表, cleared: {by: 张三, on: 2026-07-01"),
        NOTICE_PATH: NOTICE + "cleared: {by: 张三, on: 2026-06-16, result: 同意}\n",
    }
    assert findings(column_portal(tmp_path, changes)) == [
        ("GK751", DOCUMENT_PATH, 18, "error"),
        ("GK751", NEWS_PATH, 9, "error"),
        ("GK752", JIEDU_PATH, 10, "error"),
        ("GK751", NOTICE_PATH, NOTICE.count("\n") + 1, "error"),
    ]


def test_an_examination_is_of_the_bytes_that_were_examined(tmp_path: Path) -> None:
    rows = (
        entry("pages/about.md", "# 别的\n") + entry("content/files/fubiao.txt", "附表一\n") + entry("pages/no.md", "x")
    )
    root = column_portal(tmp_path, {PAGE_PATH: PAGE, CLEARANCES: "clearances:\n" + rows})
    assert findings(root) == [
        ("GK754", CLEARANCES, 3, "error"),
        ("GK754", CLEARANCES, 4, "error"),
        ("GK753", PAGE_PATH, None, "obstacle"),
    ]
    ran = gksite("check", "--root", root, "--today", TODAY)
    assert "没有可以在这里记录审查的文件 content/files/fubiao.txt；是否为“files/fubiao.txt”？" in ran.err


def test_times_that_cannot_both_be_true_are_told(tmp_path: Path) -> None:
    changes: dict[str, Change] = {
        NEWS_PATH: ("published: 2026-06-10 16:00", "published: 2026-06-10 16:00\npublish_at: 2026-06-11 08:00"),
        DOCUMENT_PATH: DOCUMENT + "corrections:\n  - {date: 2026-03-04, text: 早}\n  - {date: 2026-06-16, text: 晚}\n",
    }
    assert findings(column_portal(tmp_path, changes)) == [
        ("GK756", DOCUMENT_PATH, 23, "error"),
        ("GK756", DOCUMENT_PATH, 24, "error"),
        ("GK755", NEWS_PATH, 8, "error"),
    ]


@pytest.mark.parametrize(
    "result",
    [
        *(
            "不予公开",
            "不同意",
            "不同意公开",
            "不通过",
            "未通过",
            "审查未通过",
            "不宜公开",
            "暂不公开",
            "暂缓公开",
            "不得公开",
        ),
        *(
            "不能公开",
            "不可公开",
            "不可以公开",
            "依申请公开",
            "退回修改",
            "涉密，不上网",
            "待审",
            "待审核",
            "审查中",
            "尚未审查",
        ),
        *(
            "不 予 公 开",
            "不予公開",
            "審查未通過",
            "否",
            "不",
            "属于国家秘密",
            "不应公开",
            "不公开",
            "建议不公开",
            "禁止公开",
        ),
        *("（不同意）", "不予发布。", "无意见，但不得公开"),
        *("待领导复核", "待科室负责人签发"),
    ],
)
def test_a_result_that_says_no_or_not_yet_is_understood(result: str) -> None:
    assert says_no(result)


@pytest.mark.parametrize(
    "result",
    [
        *(
            "可以公开",
            "同意",
            "同意公开",
            "同意发布",
            "通过",
            "审查通过",
            "主动公开",
            "准予公开",
            "可公开",
            "是",
            "已审查，可以公开",
        ),
        *(
            "不涉密，可以公开",
            "不涉及国家秘密，同意公开",
            "未涉及工作秘密和个人隐私，可以公开",
            "未发现不予公开的内容，同意",
        ),
        *(
            "无涉密内容，同意公开",
            "不属于不予公开的情形，可以公开",
            "没有不宜公开的内容",
            "不含个人信息，同意",
            "非涉密，可公开",
        ),
        *(
            "同意公开，不得晚于3月5日",
            "经保密审查可以公开",
            "去标识化后可以公开",
            "無意見，同意公開",
            "不存在涉密情形，同意公开",
        ),
    ],
)
def test_a_result_that_says_yes_is_no_refusal(result: str) -> None:
    assert not says_no(result)


def test_clear_writes_examinations_of_files_and_tells_the_line_of_an_item(tmp_path: Path) -> None:
    root = column_portal(tmp_path, {PAGE_PATH: PAGE})
    said = ["--root", str(root), "--by", "张三", "--result", "不涉密，同意公开", "--on", "2026-03-03"]
    ran = gksite("clear", root / PAGE_PATH, "files/fubiao.txt", root / NEWS_PATH, *said)
    assert ran.code == 0, ran.err
    text = (root / CLEARANCES).read_text(encoding="utf-8")
    assert (
        f"  - {{file: pages/about.md, sha256: '{digest(PAGE)}', by: 张三, on: 2026-03-03, result: 不涉密，同意公开}}"
        in text
    )
    assert f"sha256: '{digest('附表一')}'" not in text
    assert digest("附表一\n") in text
    assert "cleared: {by: 张三, on: 2026-03-03, result: 不涉密，同意公开}" in ran.out
    assert (root / NEWS_PATH).read_text(encoding="utf-8") == column_portal(tmp_path / "2").joinpath(
        NEWS_PATH
    ).read_text(encoding="utf-8")
    assert findings(root) == []


def test_clear_keeps_what_an_editor_wrote_and_takes_the_place_of_an_older_examination(tmp_path: Path) -> None:
    before = (
        "# 甲科室\nclearances:\n    - {file: pages/about.md, sha256: '"
        + "0" * 64
        + "', by: 李四, on: 2020-01-01, result: 同意}\n"
    )
    root = column_portal(tmp_path, {PAGE_PATH: PAGE, CLEARANCES: before + "# 附件\n"})
    for file in (PAGE_PATH, "content/files/fubiao.txt"):
        ran = gksite("clear", root / file, "--root", root, "--by", "王: 五", "--result", "同意", "--on", "2026-03-03")
        assert ran.code == 0, ran.err
    lines = (root / CLEARANCES).read_text(encoding="utf-8").splitlines()
    assert [line.partition("sha256")[0] for line in lines] == [
        "# 甲科室",
        "clearances:",
        "    - {file: pages/about.md, ",
        "# 附件",
        "    - {file: files/fubiao.txt, ",
    ]
    assert digest(PAGE) in lines[2]
    assert lines[2].endswith('by: "王: 五", on: 2026-03-03, result: 同意}')
    assert digest("附表一\n") in lines[4]
    assert findings(root) == []


@pytest.mark.parametrize(
    ("file", "more", "said"),
    [
        (PAGE_PATH, ["--result", "不同意公开"], "结论是“不同意公开”，这样的文件不能公开"),
        (PAGE_PATH, ["--result", "同意", "--on", "2999-01-01"], "--on 2999-01-01 还没有到"),
        (PAGE_PATH, ["--result", " "], "--by 和 --result 都要写"),
        (PAGE_PATH, ["--result", "同意", "--on", "昨天"], "--on 应写成 2018-06-12，而不是“昨天”"),
        ("content/sources/ceshi.txt", ["--result", "同意"], "不是要审查的文件"),
        ("site.yaml", ["--result", "同意"], "不在门户的 content/ 里"),
        ("content/pages/nowhere.md", ["--result", "同意"], "没有文件"),
    ],
)
def test_clear_refuses_what_it_cannot_record(tmp_path: Path, file: str, more: list[str], said: str) -> None:
    root = column_portal(tmp_path, {PAGE_PATH: PAGE})
    ran = gksite("clear", root / file, "--root", root, "--by", "张三", *more)
    assert ran.code == 2
    assert said in ran.err
    assert not (root / CLEARANCES).exists()


def test_without_a_day_an_examination_is_of_today(tmp_path: Path) -> None:
    root = column_portal(tmp_path, {PAGE_PATH: PAGE})
    before = date.today()
    assert gksite("clear", root / PAGE_PATH, "--root", root, "--by", "张三", "--result", "同意").code == 0
    written = (root / CLEARANCES).read_text(encoding="utf-8").partition("on: ")[2][:10]
    assert abs((date.fromisoformat(written) - before).days) <= 1
