"""A time limit has a date only where year, month and day follow from its words and the notice."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from labels import rows
from portal import write_portal

from gksite.drafting.transcribe import Transcript, transcribe
from gksite.drafting.years import limit_year, stated_year
from gksite.model.blocks import Reading, Spot
from gksite.model.draft import Agencies, Draft, DraftSection, DraftTask
from gksite.problems.problem import Problems
from gksite.read import read_registries
from gksite.text.calendar_points import points
from gksite.text.days import Setting, StatedDay, stated_day
from gksite.text.deadlines import is_limit, limits
from gksite.text.time_words import plain
from gksite.understanding.role_statements import closing_bracket

ROWS = rows(Path(__file__).parent / "time-limits.tsv")
NOTICE = Draft(sections=(), title="甲县2023年政务公开工作任务分解表")


def days(text: str, year: int | None = 2023, issued: date | None = None) -> list[str | None]:
    """The day of each limit of a cell."""
    return [limit.day and limit.day.isoformat() for limit in limits(text, year, issued)]


@pytest.mark.parametrize("row", ROWS, ids=[row["words"] for row in ROWS])
def test_the_words_of_the_table_state_the_day_that_they_mean_and_no_other(row: dict[str, str]) -> None:
    year = int(row["year"]) if row["year"] != "-" else None
    issued = date.fromisoformat(row["issued"]) if row["issued"] != "-" else None
    (limit,) = limits(row["words"], year, issued)
    day = limit.day.isoformat() if limit.day else "-"
    assert (limit.text, limit.kind, day) == (row["words"], row["kind"], row["date"])


def test_the_table_has_more_than_sixty_cases_and_half_of_them_traps() -> None:
    traps = [row for row in ROWS if row["trap"] == "trap"]
    assert len(ROWS) >= 60
    assert len(traps) * 2 >= len(ROWS)
    assert len({(row["words"], row["year"], row["issued"]) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("2018年11月30日前", "fixed", "2018-11-30"),
        ("2017 年 3 月 1 日", "fixed", "2017-03-01"),
        ("11月底前", "fixed", "2018-11-30"),
        ("2月末", "fixed", "2018-02-28"),
        ("年底前完成", "derived", "2018-12-31"),
        ("持续推进，12月底前完成", "fixed", "2018-12-31"),
        ("第二季度", "derived", "2018-06-30"),
        ("2月30日前", "fixed", None),
        ("11月15日、12月15日前", "fixed", None),
        ("每季度", "recurring", None),
        ("每年1月31日前", "recurring", None),
        ("定期", "recurring", None),
        ("收到留言后5个工作日内", "relative", None),
        ("信息形成之日起20个工作日内", "relative", None),
        ("长期坚持", "continuing", None),
        ("全年", "continuing", None),
        ("按上级要求", "relative", None),
        ("2018年", "derived", None),
    ],
)
def test_a_time_limit_has_its_kind_and_its_day_by_its_words(text: str, kind: str, day: str | None) -> None:
    (limit,) = limits(text, 2018)
    assert (limit.text, limit.kind, limit.day and limit.day.isoformat()) == (text, kind, day)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6月底完成招标\n11月底建成投用", ["2023-06-30", "2023-11-30"]),
        ("6月底前；12月底前", ["2023-06-30", "2023-12-31"]),
        ("6月底前;次年6月底前", ["2023-06-30", "2024-06-30"]),
        # The year that stands in front may hold for the next as well.
        ("2024年6月底前；12月底前", ["2024-06-30", None]),
        ("次年6月底前；12月底前", ["2024-06-30", None]),
        ("2023年6月底前；12月底前", ["2023-06-30", "2023-12-31"]),
        # A day before the one in front of it may be in the next year.
        ("12月底；1月底前", ["2023-12-31", None]),
        ("2023年12月20日；1月10日前", ["2023-12-20", None]),
        ("—", []),
        ("/", []),
    ],
)
def test_a_cell_may_have_several_limits(text: str, expected: Sequence[str | None]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2024年\n6月底前",
        "2024年6月\n底前",
        "2024年6\n月底前",
        "2024\n年6月底\n前",
        "2024年6月\n30日前",
        "２０２４年\n６月底前",
    ],
)
def test_a_line_break_in_a_narrow_cell_does_not_cut_the_year_from_its_month(text: str) -> None:
    assert days(text) == ["2024-06-30"]


@pytest.mark.parametrize(
    "text",
    [
        "次年1月31日前",
        "翌年1月31日前",
        "次年度一月三十一日前",
        "於次年 1 月 31 日前",
        "明年1月底",
        "最迟次年1月31日24时前",
    ],
)
def test_a_word_for_the_next_year_is_read_however_it_is_written(text: str) -> None:
    assert days(text) == ["2024-01-31"]


@pytest.mark.parametrize(
    "text",
    [
        "６月３０日前",
        "六月三十日前",
        "6月30號前",
        "6月30日（周五）17时前",
        "6 月 30 日 之 前",
        "截至6月30日",
        "不迟于6月30日",
        "①6月30日前",
        "6月30日前（县级）",
        "六月底以前",
        "6月月底前",
        "第2季度末",
        "2023-6-30 00:00:00",
        "2023/06/30 24:00前",
        "2023 . 6 . 30.",
        "6月\u200b底前",
    ],
)
def test_one_day_is_found_in_the_many_ways_of_writing_it(text: str) -> None:
    assert days(text) == ["2023-06-30"]


@pytest.mark.parametrize(
    "text",
    [
        "前年底",
        "后年1月底前",
        "隔年3月底",
        "同年6月底前",
        "近年年底",
        "2023年底前完成设计，2024年建成",
        "三年行动（2023—2025年）6月底前",
        "6、12月底前",
        "二、四季度末",
        "3月、9月",
        "11至3月底",
        "6月底至7月初",
        "约6月底",
        "6月底左右",
        "6月底召开会议前",
        "对6月30日前印发的文件进行清理",
        "“七一”前",
        "99年底",
        "25日前",
        "第Ⅱ季度",
        "2023年l2月底",
        "2023年、2024年底前",
        "2023、2024年底前",
        "2023年和2024年底",
        "贰零贰叁年陆月底",
        "2023年13月1日前",
    ],
)
def test_no_day_is_guessed(text: str) -> None:
    assert days(text) == [None]


def test_a_day_has_no_date_where_no_year_is_stated() -> None:
    (limit,) = limits("11月30日前", None)
    assert (limit.kind, limit.day, limit.lack) == ("fixed", None, "year")


PIECES = (
    *(
        "2023年",
        "2024年",
        "次年",
        "去年",
        "今年",
        "每",
        "6月",
        "六月",
        "13月",
        "30日",
        "31号",
        "底",
        "末",
        "前",
        "后",
        "至",
        "、",
    ),
    *(
        "，",
        "；",
        "\n",
        "上半年",
        "二季度",
        "Q3",
        "年底",
        "年内",
        "3日内",
        "起",
        "完成",
        "报告",
        "自",
        "（",
        "）",
        "6.30",
        "长期",
    ),
)
"""What limits are made of."""


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map("".join))
def test_every_text_keeps_its_words_and_a_date_never_leaves_the_years_that_it_names(text: str) -> None:
    found = limits(text, 2023)
    kept = "".join(limit.text for limit in found)
    assert set("6三上二年内长") & set(kept) == set("6三上二年内长") & set(text)
    for limit in found:
        if limit.day:
            assert limit.kind in {"fixed", "derived"}
            assert limit.day.year in {2022, 2023, 2024, 2025}
            assert limit.lack is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("２０２３ 年 六月 三十 日", "2023年6月30日"),
        ("二○二三年十二月卅一日", "2023年12月31日"),
        ("2023.6.30", "2023年6月30日"),
        ("2023-06", "2023年06月"),
        ("2023-2025年", "2023-2025年"),
        ("6.3", "6.3"),
        ("十四五", "十四五"),
        ("党的二十大", "党的二十大"),
        ("一季度", "1季度"),
        ("長期", "长期"),
    ],
)
def test_words_of_time_are_spelled_one_way(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_a_point_knows_what_its_words_name() -> None:
    (first, second) = points("2023年6月至次年3月底")
    assert first.year is not None
    assert (first.year.stated, first.month, first.states_day) == (2023, 6, False)
    assert second.year is not None
    assert (second.year.shift, second.month, second.states_day) == (1, 3, True)


def test_a_day_says_where_its_year_comes_from() -> None:
    found = stated_day("次年上半年", Setting(2023))
    assert found == StatedDay(date(2024, 6, 30), "next", 2023, "half")


@pytest.mark.parametrize(
    ("text", "lack"),
    [
        ("6月", "day"),
        ("6月底、12月底", "several"),
        ("13月底", "unreal"),
        ("1月31日前", "past"),
        ("2024年完成一期,6月底前完成设计", "year"),
    ],
)
def test_where_there_is_no_day_the_reason_is_told(text: str, lack: str) -> None:
    assert stated_day(text, Setting(2023, date(2023, 6, 12))) == lack


@pytest.mark.parametrize(
    "text",
    [
        "次年1月31日前",
        "翌年三月底前",
        "二〇二三年六月三十日前",
        "Q1",
        "下一年度1月底前",
        "2023．6．30前",
        "年内",
        "年终前完成",
    ],
)
def test_such_words_are_known_as_a_limit_and_nothing_else(text: str) -> None:
    assert is_limit(text)


@pytest.mark.parametrize("text", ["公开上年度报告", "次年计划", "年度考核", "第二年级", "上半年总结"])
def test_words_that_name_something_else_are_no_limit(text: str) -> None:
    assert not is_limit(text)


@pytest.mark.parametrize(
    ("bracket", "deadline"),
    [
        ("县财政局牵头，次年1月31日前完成", "次年1月31日前完成"),
        ("县财政局负责，翌年三月底前完成", "翌年三月底前完成"),
        # A year that stands alone in front of a comma belongs to the limit, or it would be another year.
        ("县财政局牵头，2024年，6月底前完成", "2024年，6月底前完成"),
        ("县财政局牵头，6月底前取得阶段性成效，12月底前完成", "6月底前取得阶段性成效，12月底前完成"),
        ("县财政局牵头；6月底前；12月底前完成", "6月底前；12月底前完成"),
        ("二〇二四年一月底前完成，县财政局负责", "二〇二四年一月底前完成"),
    ],
)
def test_what_a_bracket_says_of_the_time_is_the_limit_whole(bracket: str, deadline: str) -> None:
    found = closing_bracket(f"公开清单。（{bracket}）")
    assert found is not None
    assert (found[0], found[1].deadline, "县财政局" in found[1].agencies) == ("公开清单。", deadline, True)


def test_a_bracket_without_a_time_has_no_limit() -> None:
    found = closing_bracket("公开清单。（县财政局牵头，县教育局配合）")
    assert found is not None
    assert (found[1].agencies, found[1].deadline) == ("县财政局牵头，县教育局配合", None)


@pytest.mark.parametrize(
    ("title", "issued", "year", "of_limits"),
    [
        ("甲县2023年政务公开工作要点", None, 2023, 2023),
        ("甲县２０２３年政务公开工作要点", None, 2023, 2023),
        ("甲县二〇二三年政务公开工作要点", None, 2023, 2023),
        ("甲县2022年总结和2023年要点", date(2023, 2, 1), 2023, 2023),
        ("甲县2022年总结和2023年要点", None, 2022, None),
        ("甲县三年行动计划（2021—2023年）", date(2021, 3, 1), 2023, None),
        ("甲县政务公开工作要点", date(2023, 2, 1), 2023, 2023),
        ("甲县政务公开工作要点", None, None, None),
    ],
)
def test_the_year_of_the_limits_is_that_of_the_notice_unless_its_titles_leave_it_open(
    title: str, issued: date | None, year: int | None, of_limits: int | None
) -> None:
    draft = Draft(sections=(), title=title, issued=issued)
    assert (stated_year(draft), limit_year(draft)) == (year, of_limits)


@pytest.fixture
def transcript(tmp_path: Path) -> "Transcripts":
    """A function that makes the transcript of a notice with one task and its limit."""
    return Transcripts(write_portal(tmp_path / "portal"))


class Transcripts:
    """Transcripts in a tiny portal."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __call__(self, cell: str, draft: Draft = NOTICE) -> Transcript:
        task = DraftTask(1, Spot(lines=(3, 3)), requirement="公开。", lead=Agencies(("市财政局",)), deadline=cell)
        whole = replace(draft, sections=(DraftSection("一、公开", (task,)),))
        registries = read_registries(self.root / "content", Problems())
        return transcribe(whole, Reading("jia.txt", "0" * 64, ()), registries, "ceshi")


@pytest.mark.parametrize(
    ("cell", "day", "basis"),
    [
        ("2023年6月30日前", "2023-06-30", None),
        ("2023年6月底前", "2023-06-30", "时间写到月底或月内，取当月最后一天"),
        ("二〇二三年六月底前", "2023-06-30", "时间写到月底或月内，取当月最后一天"),
        ("6月30日前", "2023-06-30", "年份取自通知（2023年）"),
        ("6月底前", "2023-06-30", "年份取自通知（2023年）；时间写到月底或月内，取当月最后一天"),
        ("10月前", "2023-09-30", "年份取自通知（2023年）；时间写到某月之前，取上个月最后一天"),
        ("今年底前", "2023-12-31", "年份取自通知（2023年）；时间写到年底或年内，取12月31日"),
        ("次年1月31日前", "2024-01-31", "年份是2023年的下一年"),
        ("2024年12月1日至次年1月31日", "2025-01-31", "年份是2024年的下一年"),
        ("去年底前", "2022-12-31", "年份是2023年的上一年；时间写到年底或年内，取12月31日"),
        ("23年6月底", "2023-06-30", "年份按两位数字理解为2023年；时间写到月底或月内，取当月最后一天"),
        ("2023年上半年", "2023-06-30", "时间写到半年，取最后一天"),
        ("二季度", "2023-06-30", "年份取自通知（2023年）；时间写到季度，取最后一天"),
    ],
)
def test_a_day_that_is_not_printed_in_full_says_how_it_follows(
    transcript: Transcripts, cell: str, day: str, basis: str | None
) -> None:
    made = transcript(cell)
    (deadline,) = made.notice.sections[0].tasks[0].deadlines
    assert (deadline.text, str(deadline.date), deadline.basis) == (cell, day, basis)
    assert not [doubt for number, doubt in made.doubts if number and "完成时限" in doubt.reason.text(str)]


@pytest.mark.parametrize(
    ("cell", "kind", "words"),
    [
        ("6月", "fixed", "看不出是哪一天"),
        ("13月底前", "fixed", "写的日子不存在"),
        ("6月底、12月底前", "fixed", "写了不止一个时间"),
        ("2024年完成一期，6月底前完成设计", "fixed", "看不出是哪一年"),
        ("每季度通报，12月底前总结", "recurring", "写了不止一个时间"),
        ("国庆节前", "relative", "没有写明时间"),
        ("按要求", "relative", "没有写明时间"),
    ],
)
def test_a_limit_without_a_date_keeps_its_words_and_a_doubt_says_why(
    transcript: Transcripts, cell: str, kind: str, words: str
) -> None:
    made = transcript(cell)
    (deadline,) = made.notice.sections[0].tasks[0].deadlines
    assert (deadline.text, deadline.kind, deadline.date, deadline.basis) == (cell, kind, None, None)
    said = [doubt.reason.text(str) for _, doubt in made.doubts]
    assert [text for text in said if f"“{cell}”" in text and words in text]


@pytest.mark.parametrize("cell", ["每年3月底前", "收到后3日内", "长期坚持", "立即"])
def test_a_limit_that_needs_no_date_leaves_no_doubt(transcript: Transcripts, cell: str) -> None:
    made = transcript(cell)
    (deadline,) = made.notice.sections[0].tasks[0].deadlines
    assert (deadline.text, deadline.date) == (cell, None)
    assert not [doubt for _, doubt in made.doubts if "完成时限" in doubt.reason.text(str)]


def test_a_day_of_the_notices_year_before_its_issue_is_a_doubt(transcript: Transcripts) -> None:
    """1月31日前 in a notice of June: of this year or the next."""
    made = transcript("1月31日前", replace(NOTICE, issued=date(2023, 6, 12)))
    (deadline,) = made.notice.sections[0].tasks[0].deadlines
    assert deadline.date is None
    assert [doubt for _, doubt in made.doubts if "早于成文日期" in doubt.reason.text(str)]
