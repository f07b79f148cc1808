"""From a grid to meaning: sections, tasks, roles and facts of notices in layouts of every kind, and their doubts."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from types import FrameType

import pytest

from gksite.model.blocks import Cell, Paragraph, Reading, Spot, Table
from gksite.model.draft import Draft, DraftSection, DraftTask
from gksite.readers.text import read
from gksite.text.breaks import mended
from gksite.text.dates import is_date, printed_date
from gksite.text.outline import mark_of, plain_number
from gksite.text.references import document_number, normalised
from gksite.understanding.agency_names import tokens
from gksite.understanding.numbers import numbers_of
from gksite.understanding.roles import Hint, roles_of
from gksite.understanding.understand import understand
from gksite.understanding.vocabulary import column_kind

HEADER = "序号\t工作任务\t工作要求\t牵头单位\t责任单位\n"


def draft_of(text: str, facts: Sequence[tuple[str, str]] = ()) -> Draft:
    """A text as understood."""
    content = read(text.encode(), lambda done, total: None)
    return understand(Reading("notice.txt", "", content.blocks, tuple(facts)))


def walked(
    sections: tuple[DraftSection, ...], above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], DraftTask]]:
    """Every task with its headings."""
    for section in sections:
        titles = (*above, section.title)
        yield from ((titles, task) for task in section.tasks)
        yield from walked(section.sections, titles)


def tasks_of(text: str) -> list[DraftTask]:
    """The tasks of a text."""
    return [task for _, task in walked(draft_of(text).sections)]


def kinds_of(task: DraftTask) -> set[str]:
    """What a task's doubts are about."""
    return {doubt.kind for doubt in task.doubts}


def names_of(hint: Hint, cell: str) -> tuple[tuple[str, ...], tuple[str, ...], set[str]]:
    """Lead, support and kinds of doubt of one agency cell."""
    roles = roles_of([(hint, cell)])
    return roles.lead.names, roles.support.names, {doubt.kind for doubt in roles.doubts}


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("序 号", "number"),
        ("工  作  任  务", "title"),
        ("重点任务", "title"),
        ("公开事项", "title"),
        ("工作要求", "requirement"),
        ("具体举措", "requirement"),
        ("主要内容", "requirement"),
        ("任务及要求", "requirement"),
        ("牵头单位", "lead"),
        ("牵头部门（单位）", "lead"),
        ("主办单位", "lead"),
        ("第一责任单位", "lead"),
        ("责任科室", "duty"),
        ("责任部门", "duty"),
        ("承办单位", "host"),
        ("协办单位", "support"),
        ("配合/责任单位", "support"),
        ("责任单位及责任人", "duty"),
        ("参与单位", "support"),
        ("牵头及责任单位", "both"),
        ("牵头单位和配合单位", "both"),
        ("责任分工", "both"),
        ("牵头（责任）单位", "both"),
        ("责任单位（排第一的为牵头单位）", "first"),
        ("完成时限", "deadline"),
        ("时间节点", "deadline"),
        ("进度安排", "deadline"),
        ("备  注", "remark"),
        ("责任领导", "other"),
        ("类别", "section"),
        ("一级指标", "section"),
        ("市财政局", None),
        ("推进预算公开。", None),
        ("", None),
    ],
)
def test_a_column_is_known_by_its_words(words: str, kind: str | None) -> None:
    assert column_kind(words) == kind


@pytest.mark.parametrize(
    ("text", "rank", "value", "rest"),
    [
        ("第一部分　总则", 0, 1, "总则"),
        ("十二、保障", 1, 12, "保障"),
        ("（二十一）公开", 2, 21, "公开"),
        ("(三) 解读", 2, 3, "解读"),
        ("7．公开", 3, 7, "公开"),
        ("20. 研究", 3, 20, "研究"),
        ("2.1 规范", 3, 1, "规范"),
        ("1999.规范", 3, 1999, "规范"),
        ("2018、规范", 3, 2018, "规范"),
        ("（4）公布", 4, 4, "公布"),
        ("③公布", 5, 3, "公布"),
    ],
)
def test_numbers_in_front_of_a_text_are_read(text: str, rank: int, value: int, rest: str) -> None:
    mark = mark_of(text)
    assert mark is not None
    assert (mark.rank, mark.value, mark.rest) == (rank, value, rest)


@pytest.mark.parametrize(
    "text", ["2018年底前完成", "2018、2019年计划", "2024.6 完成", "12345热线", "1.5万元", "一方面", "（省级）"]
)
def test_figures_that_count_something_are_no_numbers(text: str) -> None:
    assert mark_of(text) is None


def test_a_cell_with_a_number_alone_is_told_from_a_text() -> None:
    assert [plain_number(text) for text in ("12", "3.", "（一）", "①", "1.公开")] == ["12", "3", "（一）", "①", None]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇一八年六月十五日", date(2018, 6, 15)),
        ("二○二〇年十二月三十一日", date(2020, 12, 31)),
        ("2018 年 06 月 15 日", date(2018, 6, 15)),
        ("２０１８年６月１５日", date(2018, 6, 15)),
        ("２０１８．６．１５", date(2018, 6, 15)),
        ("2018-6-5", date(2018, 6, 5)),
        ("2019年9月13日印发", date(2019, 9, 13)),
        ("2018年2月30日", None),
        ("六月十五日", None),
    ],
)
def test_printed_dates_are_read(text: str, day: date | None) -> None:
    assert printed_date(text) == day
    assert is_date(text) == (day is not None and not text.endswith("印发"))


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("厦府办〔2018〕88号", "厦府办〔2018〕88号"),
        ("青政办【2017】 25 号", "青政办〔2017〕25号"),
        ("龙政办函[2024]7号", "龙政办函〔2024〕7号"),
        ("泉政办（2018）第51号", "泉政办〔2018〕51号"),
        ("文号：开府办﹝2018﹞26号    签发人：某某", "开府办〔2018〕26号"),
        ("根据国办发〔2018〕23号文件", None),
    ],
)
def test_document_numbers_get_their_own_brackets(line: str, number: str | None) -> None:
    assert document_number(line) == number


def test_a_document_number_inside_a_text_is_normalised_too() -> None:
    assert normalised("见国办发[2018]23号和国发（2016） 55号") == "见国办发〔2018〕23号和国发〔2016〕55号"


def test_broken_lines_are_mended_and_sub_items_keep_theirs() -> None:
    assert mended("公开\n财政\n预算。\n1. 上网；\n2. 归档") == "公开财政预算。\n1. 上网；\n2. 归档"
    assert mended("支持 IPv6\nDNS") == "支持 IPv6 DNS"


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("市财政局、市税务局，市发改委", ["市财政局", "市税务局", "市发改委"]),
        ("各县（市、区）人民政府,市直各委、办、局", ["各县（市、区）人民政府", "市直各委、办、局"]),
        ("各县、市、区人民政府", ["各县、市、区人民政府"]),
        ("市市场\n监督管理局\n市财政局", ["市市场监督管理局", "市财政局"]),
        ("市应急办\n市政府\n新闻办", ["市应急办", "市政府新闻办"]),
        ("市教育局和市卫生和计划生育局", ["市教育局", "市卫生和计划生育局"]),
        ("市工商局 市委编办 (市审改办)", ["市工商局", "市委编办(市审改办)"]),
        ("新闻中心\n软管处", ["新闻中心", "软管处"]),
    ],
)
def test_a_cell_is_cut_into_the_names_that_it_prints(cell: str, names: list[str]) -> None:
    assert [token.text for token in tokens(cell)] == names


@pytest.mark.parametrize(
    ("hint", "cell", "lead", "support", "doubts"),
    [
        ("both", "市编办牵头，市法制局配合", ("市编办",), ("市法制局",), set()),
        ("both", "市编办牵头，各单位负责", ("市编办",), ("各单位",), set()),
        ("both", "市教育局、市民政局分别负责", ("市教育局", "市民政局"), (), set()),
        ("both", "市教育局负责，各县配合", ("市教育局",), ("各县",), set()),
        ("both", "市教育局、市民政局", ("市教育局", "市民政局"), (), {"role"}),
        ("both", "市政府督查室会同市发改委负责", ("市政府督查室",), ("市发改委",), {"role"}),
        ("both", "市发改委（牵头）、市财政局", ("市发改委",), ("市财政局",), set()),
        ("both", "牵头单位：市税务局；配合单位：各县（区）政府", ("市税务局",), ("各县（区）政府",), set()),
        ("duty", "责任单位：市税务局、市财政局", (), ("市税务局", "市财政局"), set()),
        ("duty", "市税务局牵头，市直各单位按职责分工负责", ("市税务局",), ("市直各单位",), set()),
        ("first", "县政府办、县司法局", ("县政府办",), ("县司法局",), set()),
        ("support", "市公安局会同市人社局等部门", (), ("市公安局", "市人社局"), {"role", "agency"}),
        ("support", "市司法局按职责分工负责", (), ("市司法局",), set()),
        ("support", "1. 区信息中心负责开设专栏；\n2. 区科信局按要求公开。", (), ("区信息中心", "区科信局"), {"role"}),
        ("support", "涉及规划编制的单位要按要求发布规划。", (), ("涉及规划编制的单位",), {"role"}),
        ("lead", "市编办\n（市审改办）", ("市编办",), (), set()),
        ("lead", "市财政局、市税务局、市财政局", ("市财政局", "市税务局", "市财政局"), (), {"agency"}),
        ("lead", "市科工商务局局", ("市科工商务局局",), (), {"agency"}),
        ("support", "市卫健委、建设局、市政园林局", (), ("市卫健委", "建设局", "市政园林局"), {"agency"}),
    ],
)  # fmt: skip
def test_roles_are_those_of_the_words_then_of_the_column(
    hint: Hint, cell: str, lead: tuple[str, ...], support: tuple[str, ...], doubts: set[str]
) -> None:
    assert names_of(hint, cell) == (lead, support, doubts)


def test_the_cell_as_printed_is_kept() -> None:
    roles = roles_of([("lead", "市编办\n（市审改办）"), ("support", "各区，各部门等")])
    assert (roles.lead.cell, roles.support.cell) == ("市编办（市审改办）", "各区，各部门等")


@pytest.mark.parametrize(
    ("printed", "numbers", "labels"),
    [
        (["1", "2", "3"], [1, 2, 3], [None, None, None]),
        (["1", "2", "4"], [1, 2, 4], [None, None, None]),
        (["1", "2", "2"], [1, 2, 3], [None, None, "2"]),
        (["1", None, "2"], [1, 2, 3], [None, None, "2"]),
        (["1", "2", "1"], [1, 2, 3], [None, None, "1"]),
        (["（一）", "（二）"], [1, 2], ["（一）", "（二）"]),
        ([None, None], [1, 2], [None, None]),
    ],
)
def test_numbers_are_the_printed_ones_where_they_are_sound(
    printed: list[str | None], numbers: list[int], labels: list[str | None]
) -> None:
    found = numbers_of(printed)
    assert [number.number for number in found] == numbers
    assert [number.label for number in found] == labels


def test_wrong_numbers_are_doubted_where_they_are_wrong() -> None:
    tasks = tasks_of(
        HEADER + "1\t甲\t一。\t县局\t各镇\n1\t乙\t二。\t县局\t各镇\n\t丙\t三。\t县局\t各镇\n5\t丁\t四。\t县局\t各镇\n"
    )
    assert [task.number for task in tasks] == [1, 2, 3, 4]
    assert ["number" in kinds_of(task) for task in tasks] == [False, True, True, True]


def test_blank_cells_of_all_agency_columns_continue_the_row_above() -> None:
    first, second, third = tasks_of(HEADER + "1\t甲\t一。\t县财政局\t各镇\n2\t乙\t\t\t\n3\t丙\t三。\t\t各局\n")
    assert (second.lead.names, second.support.names) == (first.lead.names, first.support.names)
    assert second.inherited == ("lead", "support")
    assert "merged" in kinds_of(second)  # the requirement may be merged too
    assert third.lead.names == ()
    assert "merged" in kinds_of(third)


def test_a_heading_in_between_ends_what_blank_cells_continue() -> None:
    tasks = tasks_of(HEADER + "1\t甲\t一。\t县财政局\t各镇\n二、解读\t\t\t\t\n2\t乙\t二。\t\t\n")
    assert tasks[1].lead.names == ()
    assert kinds_of(tasks[1]) == {"merged"}


def test_a_blank_lead_is_no_doubt_where_the_table_merges_nothing() -> None:
    tasks = tasks_of(HEADER + "1\t甲\t一。\t县财政局\t各镇\n2\t乙\t二。\t\t各局\n")
    assert tasks[1].doubts == ()


def test_merges_that_the_file_states_hold_without_a_doubt() -> None:
    texts = ["工作任务", "工作要求", "牵头单位", "1.甲", "一。", "县局", "2.乙", "二。"]
    places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (2, 0), (2, 1)]
    cells = tuple(
        Cell(
            text,
            row,
            column,
            Spot(table=1, rows=(row + 1, row + (2 if text == "县局" else 1))),
            2 if text == "县局" else 1,
        )
        for text, (row, column) in zip(texts, places, strict=True)
    )
    table = Table(cells, 3, 3, Spot(table=1, rows=(1, 3)))
    tasks = [task for _, task in walked(understand(Reading("n.docx", "", (table,))).sections)]
    assert [(task.lead.names, task.inherited, task.doubts) for task in tasks] == [
        (("县局",), (), ()),
        (("县局",), ("lead",), ()),
    ]
    assert [task.spot.rows for task in tasks] == [(2, 2), (3, 3)]


def test_a_row_that_goes_on_over_a_page_is_one_task() -> None:
    (task,) = tasks_of(HEADER + "1\t甲\t公开财政\t县财\t各镇\n\n" + HEADER + "\t\t预算。\t政局\t\n")
    assert (task.requirement, task.lead.names, task.spot.lines) == ("公开财政预算。", ("县财政局",), (2, 5))
    assert kinds_of(task) == {"joined"}


def test_two_columns_of_one_role_both_count_over_a_page_too() -> None:
    header = "序号\t任务\t要求\t牵头单位\t协办单位\t参与单位\n"
    (task,) = tasks_of(header + "1\t甲\t公开\t县局\t县科局\t县水\n\n" + header + "\t\t预算。\t\t\t利局\n")
    assert task.support.names == ("县科局", "县水利局")
    assert kinds_of(task) == {"joined"}


def test_rows_that_name_no_task_are_not_used_but_listed() -> None:
    draft = draft_of(HEADER + "\t\t\t县局\t各镇\n1\t甲\t一。\t县局\t各镇\n")
    assert [task.number for _, task in walked(draft.sections)] == [1]
    assert "县局 各镇" in [text for _, text in draft.unused]


def test_rows_that_run_together_are_divided_by_what_they_hold() -> None:
    text = (
        "\t工作任务\n\t工作要求\n\t牵头单位\n\n\t1.甲\n\t一。\n\t县局\n\n"
        "\t2.乙\n\t二。\n\t又一项要做的事情，长长的一句。\n\t县教育局\n\t4.丁\n\t四。\n"
    )
    tasks = tasks_of(text)
    assert [(task.number, task.title, task.lead.names) for task in tasks] == [
        *((1, "甲", ("县局",)), (2, "乙", ()), (3, None, ("县教育局",)), (4, "丁", ())),
    ]
    assert [bool(task.doubts) for task in tasks] == [False, True, True, True]


def test_a_requirement_column_that_slid_down_is_brought_back() -> None:
    header = "序号\t工作任务\t具体要求\t责任单位\n"
    text = header + (
        "1\t推进办事公开\t\t县局\n2\t\t公开办事指南，做到线上线下同源管理。\t\n"
        "3\t\t及时公开办理结果，接受社会各方面监督。\t\n\t\t完善网民留言办理机制，按时答复群众。\t\n"
    )
    tasks = tasks_of(text)
    assert [(task.number, (task.requirement or "")[:4], task.spot.lines) for task in tasks] == [
        *((1, "公开办事", (2, 3)), (2, "及时公开", (3, 4)), (3, "完善网民", (4, 5))),
    ]
    assert all("slipped" in kinds_of(task) for task in tasks)


def test_cells_beside_their_columns_are_placed_by_what_they_hold() -> None:
    header = "序号\t工作任务\t具体要求\t责任单位"
    text = (
        f"{header}\n1\t政务公开\t全面公开权责清单，动态调整。\t县委编办\n"
        f"2\t\t公开随机抽查事项清单，公布查处情况。\t县司法局\n\n"
        f"{header}\t\n"
        f"3\t政策解读\t落实解读制度。\t及时发布解读材料，做到同步组织、同步审签、同步部署，扩大知晓面。\t县教育局\n"
        f""
        "4\t\t\t丰富解读形式，运用图表、图像、视频等多种形式，把政策讲清楚。\t县司法局\n"
    )
    found = list(walked(draft_of(text).sections))
    assert [titles for titles, _ in found] == [("政务公开",)] * 2 + [("政策解读", "落实解读制度。")] * 2
    assert [task.support.names for _, task in found] == [("县委编办",), ("县司法局",), ("县教育局",), ("县司法局",)]
    assert [kinds_of(task) for _, task in found] == [{"section"}, set(), {"slipped"}, {"slipped"}]


def test_sections_of_any_depth_come_from_rows_and_from_columns() -> None:
    rows = draft_of(
        HEADER
        + "一、甲\t\t\t\t\n（一）乙\t\t\t\t\n1.丙\t\t\t\t\n1\t事\t一。\t县局\t各镇\n二、丁\t\t\t\t\n"
        + "2\t物\t二。\t县局\t各镇\n"
    )
    assert [titles for titles, _ in walked(rows.sections)] == [("一、甲", "（一）乙", "1.丙"), ("二、丁",)]
    column = draft_of("类别\t任务\t单位\n甲类\t公开一。\t县局\n\t公开二。\t县局\n乙类\t公开三。\t县局\n")
    assert [titles for titles, _ in walked(column.sections)] == [("甲类",), ("甲类",), ("乙类",)]


def test_a_heading_printed_again_on_the_next_page_goes_on() -> None:
    draft = draft_of(
        HEADER
        + "一、甲\t\t\t\t\n1\t事\t一。\t县局\t各镇\n\n"
        + HEADER
        + "一、甲（续）\t\t\t\t\n2\t物\t二。\t县局\t各镇\n"
    )
    assert [section.title for section in draft.sections] == ["一、甲"]
    assert "一、甲（续）" in [text for _, text in draft.unused]


def test_a_heading_that_almost_repeats_another_is_doubted() -> None:
    draft = draft_of(
        "类别\t任务\t单位\n提升政务服务工作实效\t公开一。\t县局\n\t公开二。\t县局\n"
        "提升政务服务工作实际\t公开三。\t县局\n"
    )
    assert [kinds_of(task) for _, task in walked(draft.sections)] == [set(), set(), {"section"}]


def test_unknown_columns_are_kept_in_the_remark_and_doubted() -> None:
    draft = draft_of("序号\t工作任务\t工作要求\t责任领导\t牵头单位\n1\t甲\t一。\t张某\t县局\n")
    (task,) = [task for _, task in walked(draft.sections)]
    assert task.remark == "责任领导：张某"
    assert "column" in {doubt.kind for doubt in draft.doubts}


def test_a_table_without_a_header_is_read_by_what_its_columns_hold() -> None:
    draft = draft_of(
        "1\t公开财政预算，细化说明。\t县财政局\n2\t公开决算。\t县财政局\n3\t公开债务信息，按季更新。\t县财政局\n"
    )
    assert [task.support.names for _, task in walked(draft.sections)] == [("县财政局",)] * 3
    assert "column" in {doubt.kind for doubt in draft.doubts}


def test_responsible_beside_supporting_agencies_lead_and_are_doubted() -> None:
    draft = draft_of("任务\t要求\t责任单位\t配合单位\n甲\t一。\t县局\t各镇\n")
    (task,) = [task for _, task in walked(draft.sections)]
    assert (task.lead.names, task.support.names) == (("县局",), ("各镇",))
    assert "role" in {doubt.kind for doubt in draft.doubts}


def test_those_who_carry_out_support_unless_no_column_or_word_says_who_leads_otherwise() -> None:
    """落实单位 alone is support (R29), the verb 落实 behind a name leads (R5)."""
    tasks = tasks_of(
        "序号\t工作任务\t责任分工\n1\t甲\t落实单位：县财政局\n2\t乙\t牵头单位：县财政局；落实单位：县审计局\n"
        "3\t丙\t县财政局落实\n4\t丁\t落实单位：县财政局；配合单位：各镇\n"
    )
    assert [(task.lead.names, task.support.names) for task in tasks] == [
        ((), ("县财政局",)),
        (("县财政局",), ("县审计局",)),
        (("县财政局",), ()),
        (("县财政局",), ("各镇",)),
    ]


def test_prose_with_brackets_and_labels_becomes_tasks() -> None:
    draft = draft_of(
        "一、公开\n（一）公开预算。按规定公开\n财政预算。（责任单位：县财政局；完成时限：6月底）\n"
        "（二）公开决算。（县财政局牵头，各镇配合）\n二、解读\n（三）解读政策。\n1.同步起草；\n"
        "2.同步发布。\n牵头单位：县政府办。完成时限：长期\n"
    )
    assert [titles for titles, _ in walked(draft.sections)] == [("一、公开",), ("一、公开",), ("二、解读",)]
    tasks = [task for _, task in walked(draft.sections)]
    assert [(task.label, task.title, task.lead.names, task.support.names, task.deadline) for task in tasks] == [
        ("（一）", "公开预算。", (), ("县财政局",), "6月底"),
        ("（二）", "公开决算。", ("县财政局",), ("各镇",), None),
        ("（三）", "解读政策。", ("县政府办",), (), "长期"),
    ]
    assert [task.requirement for task in tasks] == ["按规定公开财政预算。", None, "1.同步起草；\n2.同步发布。"]


def test_a_text_without_tasks_is_not_made_into_any() -> None:
    draft = draft_of("关于放假的通知\n\n各单位：\n\n明天放假。\n\n县政府办\n2020年1月1日\n")
    assert draft.sections == ()
    assert (draft.title, draft.issued) == ("关于放假的通知", date(2020, 1, 1))


def test_the_facts_around_a_table_are_found() -> None:
    draft = draft_of(
        "青山市人民政府办公室文件\n\n青政办【2017】25号\n\n青山市人民政府办公室\n"
        "关于印发任务分解表的通知\n\n各县区人民政府：\n\n现将任务分解表印发给你们，请认真\n\n"
        "组织实施。\n\n"
        "附件：任务分解表\n\n青山市人民政府办公室\n二〇一七年五月二十三日\n（此件依申请公开）\n\n附件\n\n任务分解表\n"
        + HEADER
        + "1\t甲\t一。\t市局\t各县\n\n抄送：市委办，各民主党派（含工商联、侨联）。\n\n"
        + "青山市人民政府办公室      2017年5月24日印发\n"
    )
    assert draft.title == "青山市人民政府办公室关于印发任务分解表的通知"
    assert (draft.number, draft.issuer) == ("青政办〔2017〕25号", "青山市人民政府办公室")
    assert (draft.issued, draft.printed, draft.disclosure) == (date(2017, 5, 23), date(2017, 5, 24), "依申请公开")
    assert (draft.addressees, draft.table_title) == ("各县区人民政府", "任务分解表")
    assert draft.preamble == "现将任务分解表印发给你们，请认真组织实施。\n\n附件：任务分解表"
    assert draft.cc == ("市委办", "各民主党派（含工商联、侨联）")
    assert draft.closing == "青山市人民政府办公室 2017年5月24日印发"


def test_facts_that_the_file_labels_fill_what_the_text_leaves_open() -> None:
    facts = (
        ("索 引 号：", "X-1"),
        ("发文字号", "龙政[2020]1号"),
        ("成文日期", "2020-05-06"),
        ("公开方式", "主动公开"),
        ("标题", "别的"),
    )
    draft = draft_of("任务清单\n" + HEADER + "1\t甲\t一。\t市局\t各县\n", facts)
    assert (draft.index_code, draft.number, draft.issued) == ("X-1", "龙政〔2020〕1号", date(2020, 5, 6))
    assert (draft.disclosure, draft.table_title) == ("主动公开", "任务清单")


def test_a_line_of_labelled_facts_is_divided_at_every_label() -> None:
    draft = draft_of("文号: 盐政办发〔2019〕31号 时效: 有效\n任务清单\n" + HEADER + "1\t甲\t一。\t市局\t各县\n")
    assert draft.number == "盐政办发〔2019〕31号"


def test_who_filled_a_table_in_and_when_does_not_part_it_from_its_title() -> None:
    above = "附件1\n青山县2024年重点任务清单\n填报单位：县营商办\n填报日期：2024年3月15日\n"
    draft = draft_of(above + HEADER + "1\t甲\t一。\t县局\t各镇\n")
    assert draft.table_title == "青山县2024年重点任务清单"
    assert [text for _, text in draft.unused][1:3] == ["填报单位：县营商办", "填报日期：2024年3月15日"]


def test_a_task_numbered_as_the_heading_above_it_stands_beside_that_heading() -> None:
    sections = draft_of(
        "一、推进公开\n（一）公开规划。（责任单位：县发改局）\n（二）公开财政信息。\n1.公开预算。（责任单位：县财政局）\n"
        "2.公开债务。（责任单位：县财政局）\n（三）公开招生。（责任单位：县教育局）\n"
    ).sections
    assert [task.title for task in sections[0].tasks] == ["公开规划。", "公开招生。"]
    assert [(s.title, [task.title for task in s.tasks]) for s in sections[0].sections] == [
        ("（二）公开财政信息。", ["公开预算。", "公开债务。"])
    ]


def test_cells_of_a_table_that_only_lays_out_are_read_as_lines() -> None:
    spot = Spot(table=1, rows=(1, 1))
    head = Table((Cell("某市人民政府文件", 0, 0, spot), Cell("某政〔2020〕1号", 0, 1, spot)), 1, 2, spot)
    draft = understand(Reading("n.docx", "", (head, Paragraph("某市人民政府关于防汛的通知", Spot(paragraphs=(1, 1))))))
    assert (draft.issuer, draft.number, draft.title) == (
        "某市人民政府",
        "某政〔2020〕1号",
        "某市人民政府关于防汛的通知",
    )


def test_a_second_header_row_that_divides_no_heading_of_agencies_is_no_header() -> None:
    """Its words stay beside the table: none of the columns above is one of agencies that it could divide."""
    draft = draft_of("序号\t工作任务\t完成时限\n牵头单位\t配合单位\t\n1\t公开预算。\t6月底\n2\t公开决算。\t6月底\n")
    assert [task.number for _, task in walked(draft.sections)] == [1, 2]
    assert [text for _, text in draft.unused] == ["序号 工作任务 完成时限", "牵头单位 配合单位"]


def test_repeated_headers_and_page_numbers_are_listed_as_unused() -> None:
    draft = draft_of(HEADER + "1\t甲\t一。\t县局\t各镇\n— 2 —\n" + HEADER + "2\t乙\t二。\t县局\t各镇\n")
    assert [spot.lines for spot, _ in draft.unused] == [(1, 1), (3, 3), (4, 4)]


def test_slips_of_the_original_are_pointed_out() -> None:
    tasks = tasks_of(
        HEADER
        + "1\t规范办理指南\t完善办事指南，办事指南之外不得增加要求。\t县局\t各镇\n"
        + "2\t甲\t按照《甲通知》（某办〔2021〕1号）《乙通知》办理。\t县局\t各镇\n"
        + "3\t乙\t按照《丙通知》某财〔2021〕5号办理。\t县局\t各镇\n4\t丙\t公开财务。\t县局\t各镇\n"
    )
    assert [kinds_of(task) for task in tasks] == [{"other"}, {"other"}, {"other"}, set()]


def test_names_that_differ_in_their_ending_only_are_pointed_out() -> None:
    tasks = tasks_of(
        HEADER
        + "1\t甲\t一。\t市发展和改革委员会\t各县\n2\t乙\t二。\t市发展和改革委员会\t各县\n"
        + "3\t丙\t三。\t市发展和改革局\t各县\n"
    )
    assert [kinds_of(task) for task in tasks] == [set(), set(), {"agency"}]


def test_a_note_in_the_bracket_of_a_task_becomes_its_remark() -> None:
    (task,) = tasks_of("1．公开预算。按时公开。（各区、各部门负责；以下任务均同，不再列出）\n")
    assert (task.lead.names, task.requirement, task.remark) == (
        ("各区", "各部门"),
        "按时公开。",
        "以下任务均同，不再列出",
    )


def test_cells_one_to_a_line_without_tabs_are_a_table_cut_at_its_numbers() -> None:
    draft = draft_of(
        "某县2020年任务分工表\n序号\n工作任务\n责任单位\n时限\n一、公开\n1\n公开预算。\n县财政局\n"
        "6月\n2\n公开决算，\n做到细化。\n县财政局\n县审计局\n"
        "长期\n抄送：县委办。\n"
    )
    assert [
        (titles, task.requirement, task.support.names, task.deadline) for titles, task in walked(draft.sections)
    ] == [
        (("一、公开",), "公开预算。", ("县财政局",), "6月"),
        (("一、公开",), "公开决算，做到细化。", ("县财政局", "县审计局"), "长期"),
    ]
    assert draft.cc == ("县委办",)
    assert "column" in {doubt.kind for doubt in draft.doubts}


def test_a_column_without_a_heading_is_the_number_where_it_holds_numbers() -> None:
    tasks = tasks_of("\t任务\t要求\t单位\n1\t甲\t一。\t县局\n3\t乙\t二。\t县局\n")
    assert [(task.number, task.title) for task in tasks] == [(1, "甲"), (3, "乙")]


def test_a_row_numbered_otherwise_than_the_tasks_is_a_heading() -> None:
    draft = draft_of(
        "序号\t任务\t要求\t单位\n一\t决策公开\t\t\n1\t甲\t一。\t县局\n二\t执行公开\t\t\n2\t乙\t二。\t县局\n"
    )
    assert [titles for titles, _ in walked(draft.sections)] == [("一 决策公开",), ("二 执行公开",)]


def test_sub_items_are_not_taken_for_the_numbers_of_tasks() -> None:
    tasks = tasks_of("任务\t单位\n1.制定方案；2.明确专人。\t党政办\n1.公开清单；2.更新目录。\t党政办\n")
    assert [task.requirement for task in tasks] == ["1.制定方案；2.明确专人。", "1.公开清单；2.更新目录。"]
    assert [task.label for task in tasks] == [None, None]


def test_what_a_web_page_prints_around_a_notice_is_no_part_of_it() -> None:
    draft = draft_of(
        "首页 > 文件\n关于印发要点的通知\n发布时间：2019-05-06 浏览次数：9\n各区：\n现印发给你们。\n"
        "市政府办      市教育局\n2019年5月5日\n附件1\n"
        "任务清单\n填报单位：市政府办    日期：5月\n" + HEADER + "1\t甲\t一。\t县局\t各镇\n"
    )
    assert (draft.issuer, draft.preamble, draft.table_title) == ("市政府办、市教育局", "现印发给你们。", "任务清单")
    unused = [text for _, text in draft.unused]
    assert {"首页 > 文件", "发布时间：2019-05-06 浏览次数：9", "附件1", "填报单位：市政府办    日期：5月"} <= set(
        unused
    )


def calls(rows: int) -> int:
    """How often functions are called while so many tasks are understood: a measure that no busy machine changes."""
    said = "全面公开权责清单，方便群众查询和监督。" * 8
    table = "".join(
        f"{n}\t推进任务{n}\t{said}\t市财政局、市发改委\t各县（市、区）人民政府\n" for n in range(1, rows + 1)
    )
    counted = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        tasks = tasks_of(HEADER + table)
    finally:
        sys.setprofile(None)
    assert len(tasks) == rows
    return counted


def test_three_hundred_tasks_take_ten_times_the_steps_of_thirty() -> None:
    assert calls(300) < 11 * calls(30)


def test_a_table_with_blanks_between_its_cells_is_read_with_a_doubt() -> None:
    draft = draft_of(
        "某县2024年任务分解表\n序号 工作任务 工作要求 牵头单位 责任单位\n一、财政信息\n"
        "1 公开预算 按时公开，并说明名词。 县财政局 各部门\n2 公开审计 公开报告。 县审计局、财政局\n"
        "二、回应关切\n3  办理留言　5个工作日内答复。 县政府办公室 城关镇、东山乡\n"
    )
    assert [
        (titles, t.title, t.requirement, t.lead.names, t.support.names) for titles, t in walked(draft.sections)
    ] == [
        (("一、财政信息",), "公开预算", "按时公开，并说明名词。", ("县财政局",), ("各部门",)),
        (("一、财政信息",), "公开审计", "公开报告。", ("县审计局", "财政局"), ()),
        (("二、回应关切",), "办理留言", "5个工作日内答复。", ("县政府办公室",), ("城关镇", "东山乡")),
    ]
    assert draft.title == "某县2024年任务分解表"
    assert any("空白" in doubt.reason.message for doubt in draft.doubts)
    assert {t.number: kinds_of(t) for _, t in walked(draft.sections)} == {1: set(), 2: {"other"}, 3: set()}


def test_a_number_inside_a_line_begins_no_row() -> None:
    (one, two) = tasks_of(
        "序号 工作任务 工作要求 牵头单位\n1 公开预算 每年公开 2 次。 县财政局\n2 公开审计 公开报告。 县审计局\n"
    )
    assert (one.lead.names, two.title) == (("县财政局",), "公开审计")


def test_the_headings_over_several_tables_are_their_sections() -> None:
    header = "序号\t工作任务\t工作要求\t责任单位\n"
    draft = draft_of(
        f"某区2020年任务清单\n一、区直部门任务\n{header}1\t公开预算\t按时公开。\t区财政局\n"
        f"二、街道任务\n{header}1\t公开村务\t指导公开。\t各街道\n"
    )
    assert [(titles, task.title) for titles, task in walked(draft.sections)] == [
        (("一、区直部门任务",), "公开预算"),
        (("二、街道任务",), "公开村务"),
    ]
    assert draft.title == "某区2020年任务清单"
