"""Time limits read from running texts: against labels made by eye, in odd sentences, all the way to the site."""

import io
import json
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from labels import rows
from portal import NOTICE_PATH, gksite

from gksite.model.facts import Deadline
from gksite.model.records import NoticeRecord, TaskRecord
from gksite.model.walk import walk_tasks
from gksite.problems.problem import Problems
from gksite.read import read
from gksite.searching.truth import Truth
from gksite.text.running_limits import clause_around, running_limits
from gksite.text.time_words import plain, spelled
from gksite.time_limits import Texts, beside_cell, of_letter, of_task, open_year

FACTS = Path(__file__).parent / "facts"
CONTENT = Path(__file__).parents[1] / "content"
Found = tuple[str, str, str]


SENTENCES = rows(FACTS / "deadline-sentences.tsv")


def read_in(text: str, year: int | None = 2018, issued: date | None = None) -> list[Found]:
    """Each limit of a text: its words, its kind, its day."""
    found = []
    for limit in running_limits(text, year, issued):
        found.append((limit.text, limit.kind, limit.day.isoformat() if limit.day else "-"))
    return found


@pytest.mark.parametrize("row", SENTENCES, ids=range(len(SENTENCES)))
def test_a_labelled_sentence_has_the_limits_that_its_label_says(row: dict[str, str]) -> None:
    issued = None if row["issued"] == "-" else date.fromisoformat(row["issued"])
    wanted = [] if row["limits"] == "-" else [tuple(each.split("|")) for each in row["limits"].split(" ; ")]
    assert read_in(row["sentence"], int(row["year"]), issued) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("全年召开新闻发布会不少于12次。", [("全年召开新闻发布会不少于12次", "recurring", "-")]),
        ("主要负责人全年至少出席1次发布会。", [("全年至少出席1次", "recurring", "-")]),
        ("全年公开信息不少于100条。", []),
        ("元旦、春节前公布救助标准。", [("元旦、春节前", "relative", "-")]),
        ("五一国际劳动节前完成。", [("五一国际劳动节前", "relative", "-")]),
        ("春节前后开展检查。", []),
    ],
)
def test_times_in_all_a_year_and_feasts_are_limits_without_a_day(text: str, wanted: list[Found]) -> None:
    assert read_in(text) == wanted


def test_there_are_twenty_sentences_of_each_kind_and_twenty_near_misses() -> None:
    kinds: Counter[str] = Counter()
    for row in SENTENCES:
        kinds.update({each.split("|")[1] for each in row["limits"].split(" ; ") if each != "-"})
    assert all(kinds[kind] >= 20 for kind in ("fixed", "derived", "recurring", "relative", "continuing"))
    assert sum(row["limits"] == "-" for row in SENTENCES) >= 20


@pytest.fixture(scope="module")
def notices() -> tuple[NoticeRecord, ...]:
    """The notices of the repository."""
    return tuple(entry.record for entry in read(CONTENT, Problems()).notices)


def test_the_five_notices_have_the_limits_that_were_labelled_and_no_other(notices: tuple[NoticeRecord, ...]) -> None:
    """Precision and recall are 1.0 for each kind; entries of editors are another matter."""
    found: Counter[tuple[str, ...]] = Counter()
    for notice in notices:
        year, issued = open_year(notice), notice.issued
        texts = [(place, getattr(notice, place)) for place in ("preamble", "closing")]
        for step in walk_tasks(notice.sections):
            task = step.task
            texts += [(str(task.number), text) for text in (task.title, task.requirement, task.remark)]
        for place, text in texts:
            found.update((notice.id, place, *limit) for limit in read_in(text or "", year, issued))
    keys = ("notice", "place", "text", "kind", "date")
    assert found == Counter(tuple(row[key] for key in keys) for row in rows(FACTS / "deadlines.tsv"))


ODD = (
    (
        "各单位于每月25日前报送，每季度最后一个月20日前报送小结。",
        "每月25日前|recurring ; 每季度最后一个月20日前|recurring",
    ),
    ("2019年1月31日前公布2018年度政府信息公开年度报告。", "2019年1月31日前|fixed|2019-01-31"),
    ("2018年8月底前编制2019年度部门预算公开方案。", "2018年8月底前|fixed|2018-08-31"),
    ("截至2018年底，全市共公开信息3万条。", ""),
    ("自查阶段（2018年7月1日至7月31日）。", ""),
    ("7月上旬完成动员，8月中旬前完成自查，9月完成整改。", "7月上旬|fixed ; 8月中旬前|fixed ; 9月|fixed"),
    ("9月完成的整改情况要公开。", ""),
    ("网上公示期不少于7个工作日。", ""),
    ("在事件发生后的24小时内举行发布会，5小时内发声。", "事件发生后的24小时内|relative ; 5小时内|relative"),
    ("健全完善政务新媒体常态化监测和通报机制。", ""),
    ("6月、9月、12月底前分别报送进展情况。", "6月、9月、12月底前|fixed"),
    ("市政府办公室将于年底对落实情况进行考核。", "年底|derived|2018-12-31"),
    ("2018年12月31日前废止或失效的文件要标注。", ""),
    ("对2018年6月30日前未按期整改的单位进行约谈。", ""),
    ("请于6月18日17：00前报名。", "6月18日17：00前|fixed|2018-06-18"),
    ("请于6月18日（周一）前报名。", "6月18日（周一）前|fixed|2018-06-18"),
    ("财政预决算经本级人大批准后20日内公开。", "经本级人大批准后20日内|relative"),
    ("各部门收到申请后5个工作日内答复。", "收到申请后5个工作日内|relative"),
    ("企业开办时间压缩至3个工作日内。", ""),
    ("公开近三年内的行政处罚信息。", ""),
    ("12345热线实行7×24小时服务。", ""),
    ("2021年上半年、下半年各开展一次检查。", "2021年上半年|derived|2021-06-30 ; 下半年|derived|2021-12-31"),
    ("一季度目标：完成招投标", "一季度|derived|2018-03-31"),
    ("到2020年，政务公开工作总体迈上新台阶。", "到2020年|derived"),
    ("2020年前建成统一平台。", "2020年前|derived"),
    ("推动经济社会持续健康发展，实现服务质量持续提升。", ""),
    ("12月20日前完成，1月10日前公布。", "12月20日前|fixed|2018-12-20 ; 1月10日前|fixed"),
    ("2017年底前已建成的平台要接入。", ""),
    ("约定期限届满前签订不定期合同，逐年提高标准。", ""),
    ("于次月10日前公布。", "次月10日前|relative"),
    ("投诉由12345热线转办，一般问题3—5个工作日内答复。", "3—5个工作日内|relative"),
    ("2018年6—9月开展督查，10到11月通报结果。", ""),
    ("提前3个工作日公告。", "提前3个工作日|relative"),
    ("《年底前完成事项清单》和“每季度一次”的说法。", ""),
    ("１０月前完成。\n十月底前公布。", "１０月前|fixed|2018-09-30 ; 十月底前|fixed|2018-10-31"),
)
"""Sentences without source, read by eye, of a notice of 2018."""


@pytest.mark.parametrize(("text", "wanted"), ODD)
def test_an_odd_sentence_has_the_limits_that_it_states(text: str, wanted: str) -> None:
    expected = []
    for each in filter(None, wanted.split(" ; ")):
        words, kind, day = (*each.split("|"), "-")[:3]
        expected.append((words, kind, day))
    assert read_in(text) == expected


def test_a_day_of_a_year_that_the_notice_leaves_open_is_not_dated() -> None:
    assert read_in("6月底前完成。", None) == [("6月底前", "fixed", "-")]
    assert read_in("2019年6月底前完成。", None) == [("2019年6月底前", "fixed", "2019-06-30")]


def test_a_limit_says_where_it_stands_and_in_which_part_of_its_sentence() -> None:
    text = "公开目录。\n要在8月底前完成编制，年底前，各区公布。"
    first, second = running_limits(text, 2018)
    assert (first.start, first.clause) == (text.index("8月"), "要在8月底前完成编制")
    assert (second.start, second.clause) == (text.index("年底"), "年底前，各区公布")
    assert clause_around(text, first.start, first.start + 4) == first.clause


WORDS = "公开目录要求单位政府信息，。；、：（）\n进行实办法领域安全"
"""Signs without any word of time."""


@given(st.text(WORDS, max_size=80))
def test_a_text_without_figures_and_words_of_time_has_no_limit(text: str) -> None:
    assert running_limits(text, 2018) == ()


PIECES = (
    "6月底前",
    "完成",
    "年底",
    "前",
    "每季度",
    "《",
    "》",
    "，",
    "。",
    "2个工作日内",
    "持续",
    "推进",
    "2019年",
    "报告",
    "的",
)
"""What sentences with limits are made of."""


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_every_limit_is_a_stretch_of_its_text_and_none_shares_a_sign_with_another(text: str) -> None:
    end = 0
    for limit in running_limits(text, 2018):
        assert limit.start >= end
        end = limit.start + len(limit.text)
        assert text[limit.start : end] == limit.text
        assert limit.text in (limit.clause or "")
        assert limit.day is None or limit.kind in {"fixed", "derived"}


@pytest.mark.parametrize("row", SENTENCES[::4], ids=range(len(SENTENCES[::4])))
def test_a_sentence_in_front_changes_nothing(row: dict[str, str]) -> None:
    text, year = row["sentence"], int(row["year"])
    assert read_in("各单位要高度重视。" + text, year) == read_in(text, year)
    assert read_in("各单位要高度重视。\n" + text, year) == read_in(text, year)


@given(st.text(max_size=60))
def test_each_sign_of_a_spelling_stands_for_a_stretch_of_its_text(text: str) -> None:
    found = spelled(text)
    assert found.words == plain(text)
    assert len(found.words) == len(found.stretches)
    assert all(0 <= start < end <= len(text) for start, end in found.stretches)
    assert list(found.stretches) == sorted(found.stretches)


@pytest.mark.parametrize(
    "piece", ["6月底前", "每", "持续", "9", "，6月", "《", "2019年，", "后3个", "长期的", "年底、"]
)
def test_reading_takes_time_that_grows_with_the_text_alone(piece: str) -> None:
    """Counted are the steps of Python, which no other load of the machine changes."""
    few, many = (steps(piece * count) for count in (200, 800))
    assert many < 6 * few + 2_000


def steps(text: str) -> int:
    """How many lines of Python reading a text takes."""
    count = 0

    def trace(*_: object) -> object:
        nonlocal count
        count += 1
        return trace

    sys.settrace(trace)
    try:
        running_limits(text, 2018)
    finally:
        sys.settrace(None)
    return count


def task(**fields: object) -> TaskRecord:
    """A task of a notice, as read from YAML."""
    return TaskRecord.model_validate({"number": 1, **fields})


def test_a_task_without_entries_has_the_limits_of_its_texts_with_their_places() -> None:
    read_out = of_task(task(title="年底前公开", requirement="年底前公开，8月底前编制。", remark="每年一次"), 2018, None)
    assert [(each.text, each.place) for each in read_out] == [
        ("年底前", "requirement"),
        ("8月底前", "requirement"),
        ("每年一次", "remark"),
    ]
    assert read_out[1].basis == "年份取自通知（2018年）；时间写到月底或月内，取当月最后一天"


def test_an_entry_of_an_editor_wins_and_an_empty_list_says_that_there_is_none() -> None:
    entry = {"text": "8月底前", "kind": "fixed", "date": "2018-08-20", "basis": "补充通知"}
    (found,) = of_task(task(requirement="8月底前编制，年底前公开。", deadlines=[entry]), 2018, None)
    assert (found.date, found.basis, found.place) == (date(2018, 8, 20), "补充通知", "entry")
    assert found.clause == "8月底前编制"
    assert of_task(task(requirement="8月底前编制。", deadlines=[]), 2018, None) == ()


def test_a_limit_without_a_day_says_why() -> None:
    (past,) = of_task(task(requirement="3月底前编制。"), 2018, date(2018, 6, 12))
    assert (past.date, past.basis) == (None, "没有写年份，按通知的年份早于成文日期")
    (counted,) = of_task(task(requirement="3日内答复。"), 2018, None)
    assert (counted.date, counted.basis) == (None, None)


def test_a_plan_of_several_years_dates_no_day_that_names_none(notices: tuple[NoticeRecord, ...]) -> None:
    plan = notices[0].model_copy(update={"title": "三年行动计划（2018—2020年）", "preamble": "6月底前报送。"})
    (limit,) = of_letter(plan)
    assert (limit.date, limit.place) == (None, "preamble")


LETTER = ("preamble: 现将任务分解表印发给你们。", "preamble: 现将任务分解表印发给你们。请于11月30日前报送。")
REQUIREMENT = ("requirement: 公开财政预决算。", "requirement: 批准后20日内公开财政预决算，年底前总结。")


@pytest.fixture
def changed(portal: Callable[..., Path], tmp_path: Path) -> Path:
    """The tiny portal with limits in a letter, in a requirement, and in an entry whose words no text has."""
    root = portal()
    path = root / NOTICE_PATH
    text = path.read_text("utf-8")
    for old, new in (
        LETTER,
        REQUIREMENT,
        ("title: 公开审计结果", "title: 公开审计结果\n        deadlines: [{text: 每季度末, kind: recurring}]"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    return root


def test_pages_and_data_have_the_limits(changed: Path) -> None:
    assert gksite("build", "--root", changed, "--today", "2026-01-01", "--no-search").code == 0
    output = changed / "output"
    notice = json.loads((output / "data/notices/ceshi-2018.json").read_text("utf-8"))
    (letter,) = notice["deadlines"]
    assert letter == {
        "text": "11月30日前",
        "kind": "fixed",
        "date": "2018-11-30",
        "basis": "年份取自通知（2018年）",
        "clause": "请于11月30日前报送",
        "place": "preamble",
    }
    first, second, third = (each["deadlines"] for each in notice["tasks"])
    assert [(each["text"], each["kind"]) for each in first] == [("批准后20日内", "relative"), ("年底前", "derived")]
    assert [(each["text"], each["place"], each["clause"]) for each in second] == [("每季度末", "entry", None)]
    assert third == []
    page = (output / "notices/ceshi-2018/index.html").read_text("utf-8")
    assert 'class="c-deadline">时限<' in page
    assert "正文中的时限" in page
    said = (output / "notices/ceshi-2018/tasks/1/index.html").read_text("utf-8")
    assert "<mark>年底前</mark>总结" in said
    assert "从某件事算起" in said
    assert "按惯例推定的日期" in said
    assert 'datetime="2018-12-31"' in said


def test_a_table_without_limits_has_no_column_for_them(portal: Callable[..., Path]) -> None:
    root = portal()
    assert gksite("build", "--root", root, "--today", "2026-01-01", "--no-search").code == 0
    page = (root / "output/notices/ceshi-2018/index.html").read_text("utf-8")
    assert "时限" not in page


def test_search_finds_the_words_of_an_entry_that_no_text_has(changed: Path) -> None:
    assert gksite("build", "--root", changed, "--today", "2026-01-01").code == 0
    assert Truth(changed / "output/data").find("每季度末") == {"notices/ceshi-2018/tasks/2/"}
    assert "每季度末" in (changed / "output/pagefind/text.js").read_text("utf-8")


def test_the_workbook_shows_the_limits_in_a_column_that_cannot_be_edited_back(changed: Path, tmp_path: Path) -> None:
    book = tmp_path / "notice.xlsx"
    assert gksite("export", "ceshi-2018", "--root", changed, "--xlsx", book).code == 0
    opened = openpyxl.load_workbook(io.BytesIO(book.read_bytes()))
    sheet = opened["任务"]
    column = [cell.value for cell in sheet[1]].index("时限（只供查看）") + 1
    assert sheet.cell(2, column).value == "批准后20日内\n年底前 2018-12-31"
    notice = changed / NOTICE_PATH
    before = notice.read_bytes()
    assert gksite("import", book, "-o", notice, "--root", changed).code == 0
    assert notice.read_bytes() == before
    sheet.cell(2, column).value = "10月底前"
    opened.save(book)
    ran = gksite("import", book, "-o", notice, "--root", changed)
    assert ran.code == 1
    assert "任务 1 的时限”改过了，这一格只供查看" in ran.err
    assert notice.read_bytes() == before


def test_import_adds_to_a_cell_what_its_words_do_not_have() -> None:
    cell = (Deadline(text="12月底前完成", kind="fixed", date=date(2018, 12, 31)),)
    texts: Texts = (("requirement", "12月底前建成，每半年更新一次。"),)
    assert [each.text for each in beside_cell(cell, texts, 2018, None)] == ["每半年更新一次"]
