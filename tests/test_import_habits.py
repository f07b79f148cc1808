"""Habits of published notices, one small text each: what is understood, what is only doubted, what is left alone."""

from dataclasses import replace

import pytest
from cited import check
from test_understand import HEADER, draft_of, kinds_of, tasks_of, walked

from gksite.documents.yaml_reader import Document
from gksite.drafting.jurisdictions import place_in
from gksite.drafting.transcribe import transcribe
from gksite.model.blocks import Reading, Table
from gksite.model.draft import Draft
from gksite.model.records import NoticeRecord
from gksite.readers import no_progress
from gksite.readers.text import read
from gksite.text.deadlines import is_limit
from gksite.understanding.agency_names import tokens
from gksite.understanding.column_fit import Column, best_fit
from gksite.understanding.labelled_facts import facts_in
from gksite.understanding.letter_lines import first_leads
from gksite.understanding.role_labels import labels, text_and_labels
from gksite.understanding.role_statements import closing_bracket
from gksite.understanding.roles import roles_of
from gksite.understanding.vocabulary import column_kind, person_like

PADDED = (
    "序号 | 任务 | 措施 | 牵头单位 | 配合单位 | 时限 |\n1 | 便利开办 | 压缩时间。 | 县市监局 | 县税务局 | 6月底 |\n"
)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("项目名称", "title"),
        ("存在问题", "title"),
        ("整治内容", "requirement"),
        ("考核指标", "requirement"),
        ("牵头组织实施单位", "lead"),
        ("整改责任单位", "duty"),
        ("责任处(室)", "duty"),
        ("协同责任单位", "support"),
        ("协办(配合)单位", "support"),
        ("分工", "both"),
        ("完成时间及要求", "deadline"),
        ("整治领域", "section"),
        ("督导单位", "other"),
        ("成果形式", "other"),
        ("清理历年规范性文件", None),
    ],
)
def test_more_words_head_columns(words: str, kind: str | None) -> None:
    assert column_kind(words) == kind


@pytest.mark.parametrize(
    "text", ["6月底前完成", "持续推进", "立行立改,2021年6月底前完成", "收到申请后20个工作日内", "每季度末", "2022.6"]
)
def test_a_text_that_says_only_by_when_is_a_limit(text: str) -> None:
    assert is_limit(text)


@pytest.mark.parametrize("text", ["各科室", "公开", "完成任务", "年底前公布清单并做好解读", "", "持续做好公开工作"])
def test_a_text_that_says_what_to_do_is_no_limit(text: str) -> None:
    assert not is_limit(text)


def test_cells_left_out_in_front_are_put_back_with_a_doubt() -> None:
    draft = draft_of(
        PADDED + "2 | 免费刻章。 | 县审批局 | 县财政局 | 9月底 | |\n3 | 接电 | 压减时间。 | 县发改局 | | 长期 |\n"
    )
    found = [(s[-1], t.requirement, t.lead.names, t.support.names, t.deadline) for s, t in walked(draft.sections)]
    assert found == [
        ("便利开办", "压缩时间。", ("县市监局",), ("县税务局",), "6月底"),
        ("便利开办", "免费刻章。", ("县审批局",), ("县财政局",), "9月底"),
        ("接电", "压减时间。", ("县发改局",), (), "长期"),
    ]
    assert "slipped" in {doubt.kind for doubt in draft.doubts}


def test_a_cell_that_is_really_blank_stays_blank() -> None:
    draft = draft_of(PADDED + "2 | 刻章 | 免费刻章。 | 县审批局 | 县财政局 | |\n")
    assert [task.deadline for _, task in walked(draft.sections)] == ["6月底", None]
    assert "slipped" not in {doubt.kind for doubt in draft.doubts}


def test_of_equal_places_a_text_takes_the_left_one() -> None:
    columns = (Column("number"), Column("requirement"), Column("lead"), Column("support"))
    assert best_fit(["1", "公开预算。", "县财政局"], columns).columns == (0, 1, 2)


def test_a_row_may_go_on_over_several_lines_of_pipes() -> None:
    (_, task) = tasks_of(
        "序号 | 任务 | 责任单位 |\n1 | 公开预算。 | 县财政局 |\n2 | 公开决算，\n说明名词。 | 县财政局 |\n"
    )
    assert (task.requirement, task.spot.lines) == ("公开决算，说明名词。", (3, 4))


def test_pipes_on_lines_of_their_own_without_a_header_are_text() -> None:
    blocks = read("甲\n|\n乙\n|\n丙\n|\n丁\n|\n戊\n|\n".encode(), lambda done, total: None).blocks
    assert [block.width for block in blocks if isinstance(block, Table)] == [1]
    assert draft_of("甲\n|\n乙\n|\n丙\n|\n丁\n|\n戊\n|\n").sections == ()


def test_rows_of_a_drawn_table_that_share_a_cell_share_their_section() -> None:
    draft = draft_of(
        "┌──┬──┬───┐\n│类别│任务│责任单位│\n├──┼──┼───┤\n│一、│甲事。│县局甲局│\n│公开├──┼───┤\n"
        "│    │乙事。│县局乙局│\n└──┴──┴───┘\n"
    )
    assert [(titles, task.requirement) for titles, task in walked(draft.sections)] == [
        (("一、公开",), "甲事。"),
        (("一、公开",), "乙事。"),
    ]


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("• 发文字号：甲政〔2020〕1号", [("发文字号", "甲政〔2020〕1号")]),
        ("【发布单位】甲市政府", [("发布单位", "甲市政府")]),
        ("索 引 号:01-2 主题分类：综合", [("索引号", "01-2"), ("主题分类", "综合")]),
        ("请于月底前报送文号：略", []),
    ],
)
def test_lines_of_labels_are_facts(line: str, facts: list[tuple[str, str]]) -> None:
    assert facts_in(line) == facts


def test_a_bracket_states_agencies_and_a_limit_apart() -> None:
    found = closing_bracket("公开清单。(县司法局牵头,各镇(街道)配合,6月底前完成)")
    assert found is not None
    body, said = found
    assert (body, said.agencies, said.deadline) == ("公开清单。", "县司法局牵头,各镇(街道)配合", "6月底前完成")
    assert closing_bracket("公开清单（不少于三种）") is None


def test_names_alone_in_brackets_are_tasks_only_in_a_list() -> None:
    tasks = tasks_of("1.公开预算。（财政局）\n2.公开规划。（发改局）\n3.公开招生。（教育局）\n")
    assert [task.lead.names for task in tasks] == [("财政局",), ("发改局",), ("教育局",)]
    assert all("role" in kinds_of(task) for task in tasks)
    assert tasks_of("1.报送材料。（财政局）\n2.做好解读。\n") == []


def test_a_bracket_that_is_part_of_a_name_states_nothing() -> None:
    tasks = tasks_of(
        "1.恢复秩序。\n责任单位：市财政局，各县政府（管委会）\n2.落实政策。\n责任单位：各县政府（管委会）\n"
    )
    assert [task.support.names[-1] for task in tasks] == ["各县政府（管委会）"] * 2


def test_brackets_inside_a_paragraph_stay_in_its_text_and_are_doubted() -> None:
    (task,) = tasks_of("1.编清单。先编制清单。（县司法局牵头）再公布。（各部门负责）\n")
    assert (task.requirement, task.lead.names, task.support.names) == (
        "先编制清单。（县司法局牵头）再公布。",
        ("县司法局",),
        ("各部门",),
    )
    assert "role" in kinds_of(task)


def test_labels_behind_the_text_of_a_line_are_read() -> None:
    assert text_and_labels("新增车位300个。 牵头领导:林某 责任单位:市公安局") == (
        "新增车位300个。",
        "牵头领导:林某 责任单位:市公安局",
    )
    assert text_and_labels("按分工落实。完成时限：6月") == ("按分工落实。完成时限：6月", "")
    assert labels("（牵头单位：甲局 配合单位：乙局）") == [("牵头单位", "甲局"), ("配合单位", "乙局")]


def test_a_paragraph_over_tasks_with_agencies_of_their_own_heads_them() -> None:
    draft = draft_of(
        "一、公开\n（一）抓环境。集中公开政策。（发改局负责）\n（二）抓民生。\n1.公开招生。（教育局负责）\n2.公开医保。（医保局负责）\n"
    )
    assert [(titles[-1], task.label, task.title) for titles, task in walked(draft.sections)] == [
        ("一、公开", "（一）", "抓环境。"),
        ("（二）抓民生。", "1", "公开招生。"),
        ("（二）抓民生。", "2", "公开医保。"),
    ]


def test_a_last_task_for_which_nobody_is_responsible_is_kept_with_a_doubt() -> None:
    tasks = tasks_of("1.公开预算。\n责任单位：财政局\n2.公开规划。\n责任单位：发改局\n3.其他各项不低于平均水平。\n")
    assert [(task.title, kinds_of(task)) for task in tasks][2:] == [("其他各项不低于平均水平。", {"merged"})]


@pytest.mark.parametrize(
    "text", ["列第一位的为牵头单位", "排在首位的部门为牵头部门", "排名第一的责任单位为牵头单位", "第一单位为牵头单位"]
)
def test_a_sentence_says_that_the_first_agency_leads(text: str) -> None:
    assert first_leads(text)


@pytest.mark.parametrize("text", ["第一责任人为主要领导", "各牵头单位要列出清单", "列入年度考核"])
def test_other_sentences_do_not(text: str) -> None:
    assert not first_leads(text)


def test_marks_before_names_lead_and_persons_behind_them_are_none() -> None:
    starred = roles_of([("duty", "★县司法局、县政府各部门")])
    assert (starred.lead.names, starred.support.names) == (("县司法局",), ("县政府各部门",))
    named = roles_of([("duty", "应急办 张某、派出所 李小明")])
    assert named.support.names == ("应急办", "派出所")
    assert {doubt.kind for doubt in named.doubts} == {"agency"}
    assert not person_like("安监站")


def test_a_place_does_not_begin_with_a_verb() -> None:
    assert place_in("石桥县贯彻落实省环境保护督察反馈意见整改清单") == "石桥县"


def test_a_notice_without_a_title_borrows_one_with_a_doubt() -> None:
    draft = draft_of(
        "甲政〔2020〕1号\n各镇：\n《要点》已经同意，现印发给你们。\n甲县人民政府\n2020年1月2日\n2020年政务公开工作要点\n"
        "1.公开预算。（财政局负责）\n"
    )
    assert draft.title == "2020年政务公开工作要点"
    assert "fact" in {d.kind for d in draft.doubts if "暂用" in d.reason.message}


def test_traditional_characters_are_understood_and_kept() -> None:
    text = "1.公開預決算。(牽頭單位:縣財政局;責任單位:各縣直部門、各鄉鎮)\n2.公開規劃。(責任單位:縣發展改革局)\n"
    assert [(task.title, task.lead.names, task.support.names) for task in tasks_of(text)] == [
        ("公開預決算。", ("縣財政局",), ("各縣直部門", "各鄉鎮")),
        ("公開規劃。", (), ("縣發展改革局",)),
    ]


def reading_of(text: str) -> Reading:
    """A text as read."""
    return Reading("x.txt", "0" * 64, read(text.encode(), no_progress).blocks)


def complaints(text: str, draft: Draft) -> list[str]:
    """What `gksite check` says of a draft of a text."""
    reading = reading_of(text)
    notice = transcribe(draft, reading, (), None, None).notice
    return [problem.code.id for problem in check(Document("x.yaml", "id: x\n"), notice, reading)]


def test_a_name_before_another_label_is_whole_and_one_left_out_is_told() -> None:
    text = "1.公开预算。\n(牵头单位:财政局;配合单位:审计局、发改局)\n"
    draft = draft_of(text)
    assert complaints(text, draft) == []
    (section,) = draft.sections
    (task,) = section.tasks
    short = replace(task, support=replace(task.support, names=("审计局",), cell="审计局"))
    assert complaints(text, replace(draft, sections=(replace(section, tasks=(short,)),))) != []


@pytest.mark.parametrize(("behind", "told"), [(",每月10日前", False), ("、全市各部门", True), (";各镇", True)])
def test_names_are_whole_before_a_limit_and_not_before_another_name(behind: str, told: bool) -> None:
    listed = "1.甲。（财政局）\n2.乙。（发改局）\n3.丙。（教育局）\n"
    draft = draft_of(listed)
    assert bool(complaints(listed.replace("财政局）", f"财政局{behind}）"), draft)) is told


@pytest.mark.parametrize(
    "text",
    ["公开清单。由县司法局牵头，各镇（街道）配合。", "公开清单。县司法局牵头，各镇（街道）配合。按月通报进展。"],
)
def test_a_sentence_that_says_who_leads_is_a_statement_and_stays_in_the_text(text: str) -> None:
    found = closing_bracket(text)
    assert found is not None
    assert (found[0], found[1].agencies.removeprefix("由")) == (text, "县司法局牵头，各镇（街道）配合")


@pytest.mark.parametrize(
    "text", ["本方案由县司法局负责解释。", "由分管负责人牵头抓总，落实责任。", "各部门要密切配合。"]
)
def test_a_sentence_of_the_letter_states_nobody(text: str) -> None:
    assert closing_bracket(text) is None


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("各区住房和城乡建设局", ("各区住房和城乡建设局",)),
        ("各乡镇和县直单位", ("各乡镇", "县直单位")),
        ("各县、自治县、区人民政府、市水利局", ("各县、自治县、区人民政府", "市水利局")),
        ("县司法局、各乡镇党委、政府", ("县司法局", "各乡镇党委、政府")),
        ("各乡镇党委、政府办公室", ("各乡镇党委", "政府办公室")),
    ],
)
def test_a_name_that_holds_a_sign_or_an_and_is_one(cell: str, names: tuple[str, ...]) -> None:
    assert tuple(token.text for token in tokens(cell)) == names


def test_a_number_in_the_page_s_metadata_is_held_against_it() -> None:
    notice = NoticeRecord.model_validate(
        {"id": "x", "jurisdiction": "x", "title": "标题", "year": 2021, "disclosure": "主动公开"}
        | {"number": "兰政办〔2021〕15号", "source": {"file": "x.html", "sha256": "0" * 64}}
        | {"sections": [{"title": "标题", "tasks": [{"number": 1, "title": "标题", "source": {"lines": [1, 1]}}]}]}
    )
    page = reading_of("标题")
    document = Document("x.yaml", "id: x\n")
    said = [
        list(check(document, notice, replace(page, facts=(("发文字号", number),))))
        for number in ("兰政办〔2021〕15号", "兰政办〔2021〕16号")
    ]
    assert [len(found) for found in said] == [0, 1]


HEADED = (
    "2021年重点任务分工\n一、推进改革（牵头单位：县发改局）\n1.推行一窗受理。（责任单位：县司法局）\n2.压缩审批时限。\n"
    "二、招商引资（牵头单位：县商务局）\n3.签约项目20个。（责任单位：县工信局）\n4.外出招商10次。（牵头单位：县发改局）\n"
)


def test_a_heading_that_names_agencies_stays_one_and_its_agencies_hold_where_a_task_has_none() -> None:
    draft = draft_of(HEADED)
    found = [(s[-1][:6], t.title, t.lead.names, t.support.names, kinds_of(t)) for s, t in walked(draft.sections)]
    assert found == [
        ("一、推进改革", "推行一窗受理。", ("县发改局",), ("县司法局",), {"role"}),
        ("一、推进改革", "压缩审批时限。", ("县发改局",), (), {"role"}),
        ("二、招商引资", "签约项目20个。", ("县商务局",), ("县工信局",), {"role"}),
        ("二、招商引资", "外出招商10次。", ("县发改局",), (), {"role"}),
    ]
    *inherited, last = [task for _, task in walked(draft.sections)]
    assert [task.inherited for task in inherited] == [("lead",)] * 3
    assert "县商务局" in " ".join(doubt.reason.text(str) for doubt in last.doubts)
    assert complaints(HEADED, draft) == []


def test_agencies_of_a_heading_are_held_against_it() -> None:
    text = HEADED + "三、财源建设（牵头单位：县财政局）\n5.增收节支。（责任单位：各镇）\n"
    draft = draft_of(text)
    assert complaints(text, draft) == []
    assert complaints(text.replace("县财政局", "县税务局"), draft) == ["GK221"]


def test_tasks_that_are_numbered_on_under_headings_with_agencies_are_tasks_and_measures_are_not() -> None:
    text = "一、改革（牵头单位：发改局）\n1.甲事。\n2.乙事。\n二、招商（牵头单位：商务局）\n{}.丙事。\n{}.丁事。\n"
    assert [task.title for task in tasks_of(text.format(3, 4))] == ["甲事。", "乙事。", "丙事。", "丁事。"]
    assert [(task.title, task.requirement) for task in tasks_of(text.format(1, 2))] == [
        ("改革", "1.甲事。\n2.乙事。"),
        ("招商", "1.丙事。\n2.丁事。"),
    ]
    assert all("role" in kinds_of(task) for task in tasks_of(text.format(1, 2)))


@pytest.mark.parametrize(
    ("heads", "sections"),
    [
        (("", ""), [(), (), ()]),
        (("一、财政信息\n", "二、审计信息\n"), [("一、财政信息",), ("一、财政信息",), ("二、审计信息",)]),
        (("财政信息\n", "审计信息\n"), [("财政信息",), ("财政信息",), ("审计信息",)]),
    ],
)
def test_a_line_of_agencies_above_its_tasks_holds_for_them_with_a_doubt(
    heads: tuple[str, str], sections: list[tuple[str, ...]]
) -> None:
    text = (
        f"{heads[0]}责任单位：财政局\n1.公开预算。\n按时公开。\n2.公开决算。\n"
        f"{heads[1]}牵头单位：审计局\n配合单位：各镇\n3.公开结果。\n"
    )
    draft = draft_of(text)
    found = [(s, t.title, t.lead.names, t.support.names) for s, t in walked(draft.sections)]
    assert found == [
        (sections[0] or ("",), "公开预算。", (), ("财政局",)),
        (sections[1] or ("",), "公开决算。", (), ("财政局",)),
        (sections[2] or ("",), "公开结果。", ("审计局",), ("各镇",)),
    ]
    assert all("role" in kinds_of(t) for _, t in walked(draft.sections))
    assert complaints(text, draft) == []


@pytest.mark.parametrize(
    "heads", [("（一）财政局", "（二）审计局"), ("财政局：", "审计局："), ("财政局（2项）", "审计局（1项）")]
)
def test_headings_that_are_names_lead_the_tasks_below_with_a_doubt(heads: tuple[str, str]) -> None:
    text = f"关于公开的通知\n{heads[0]}\n1.公开预算。\n2.公开决算。\n{heads[1]}\n1.公开结果。\n三、要求\n加强领导。\n"
    draft = draft_of(text)
    assert [(s[-1], t.title, t.lead.names) for s, t in walked(draft.sections)] == [
        (heads[0], "公开预算。", ("财政局",)),
        (heads[0], "公开决算。", ("财政局",)),
        (heads[1], "公开结果。", ("审计局",)),
    ]
    assert all("role" in kinds_of(t) for _, t in walked(draft.sections))
    assert complaints(text, draft) == []


def test_one_heading_that_is_a_name_leads_nothing() -> None:
    assert tasks_of("关于公开的通知\n市政府各部门：\n1.公开预算。\n2.公开决算。\n") == []


@pytest.mark.parametrize(
    ("below", "lead", "support"),
    [
        ("牵头单位为市财政局，配合单位为市审计局、各县区。", ("市财政局",), ("市审计局", "各县区")),
        ("牵头单位是市财政局；配合单位是市审计局。", ("市财政局",), ("市审计局",)),
        ("由市财政局负责。", ("市财政局",), ()),
        ("本项工作由市财政局牵头，市审计局配合。", ("市财政局",), ("市审计局",)),
        ("市财政局负责，市审计局配合。", ("市财政局",), ("市审计局",)),
        ("责任部门为：市财政局。", (), ("市财政局",)),
    ],
)
def test_a_sentence_says_which_role_an_agency_has(below: str, lead: tuple[str, ...], support: tuple[str, ...]) -> None:
    other = "2.公开规划。按时公开。\n牵头单位为市发改委。\n"
    own, _ = tasks_of(f"1.公开预算。按时公开。\n{below}\n{other}")
    assert (own.requirement, own.lead.names, own.support.names, kinds_of(own)) == ("按时公开。", lead, support, set())


def test_such_a_sentence_at_the_end_of_a_paragraph_stays_in_its_text() -> None:
    text = "1.公开预算。按时公开。牵头单位为市财政局，配合单位为市审计局。\n2.公开规划。按时公开。由市发改委负责。\n"
    one, two = tasks_of(text)
    assert (one.requirement, one.lead.names, one.support.names) == (
        "按时公开。牵头单位为市财政局，配合单位为市审计局。",
        ("市财政局",),
        ("市审计局",),
    )
    assert (two.requirement, two.lead.names) == ("按时公开。由市发改委负责。", ("市发改委",))
    assert complaints(text, draft_of(text)) == []


@pytest.mark.parametrize("text", ["责任单位为第一责任主体，要抓好落实。", "牵头单位是关键，各部门要配合。"])
def test_a_sentence_about_those_who_lead_names_nobody(text: str) -> None:
    assert closing_bracket(text) is None


def test_a_task_before_the_first_that_names_somebody_is_kept_with_a_doubt() -> None:
    tasks = tasks_of(
        "（一）公开\n1.公开预算。\n按时公开。\n2.公开规划。\n牵头单位：市发改委\n3.公开决算。\n牵头单位：财政局\n"
    )
    assert [(task.title, task.requirement, kinds_of(task)) for task in tasks] == [
        ("公开预算。", "按时公开。", {"merged"}),
        ("公开规划。", None, set()),
        ("公开决算。", None, set()),
    ]


def test_aims_that_are_numbered_on_with_the_tasks_under_another_heading_are_none() -> None:
    aims = "一、总体要求\n（一）目标。公开。\n"
    said = "二、任务\n（二）公开规划。\n牵头单位：发改委\n（三）公开预算。\n牵头单位：财政局\n"
    assert [task.title for task in tasks_of(aims + said)] == ["公开规划。", "公开预算。"]


def test_prose_of_two_thousand_tasks_keeps_every_number() -> None:
    tasks = tasks_of("".join(f"{n}.公开第{n}项。\n牵头单位：财政局\n" for n in range(1, 2051)))
    assert [task.number for task in tasks if task.label or task.doubts] == []
    assert [task.title for task in tasks] == [f"公开第{n}项。" for n in range(1, 2051)]


LEVELS = (
    "一、公开\n（一）抓环境。公开政策。（发改局负责）\n（二）抓市场。公开政策。（商务局负责）\n"
    "（三）抓民生。\n1.公开招生。（教育局负责）\n2.公开医保。（医保局负责）\n（{}）抓农村。\n1.公开补贴。（财政局负责）\n"
    "2.公开村务。（民政局负责）\n（五）抓审计。公开结果。（审计局负责）\n"
)


def test_numbers_of_two_levels_leave_no_gap_where_headings_bear_those_between() -> None:
    assert [kinds_of(task) for task in tasks_of(LEVELS.format("四"))] == [set()] * 7


def test_a_number_that_neither_a_task_nor_a_heading_bears_is_missed() -> None:
    text = LEVELS.format("四").replace("（五）", "（六）")
    assert [task.title for task in tasks_of(text) if "number" in kinds_of(task)] == ["抓审计。"]


@pytest.mark.parametrize("sign", ["", "|\n"])
def test_one_agency_where_two_columns_want_one_is_doubted(sign: str) -> None:
    rows = ("序号 任务 牵头单位 配合单位 时限", "1 公开预算。 财政局 审计局 6月底", "2 公开规划。 发改局 9月底")
    cells = [*" ".join(rows).split(), "3", "公开招生。", "教育局", "各学校", "7月底"]
    found = [
        (task.lead.names, task.support.names, task.deadline, kinds_of(task))
        for task in tasks_of("".join(f"{cell}\n{sign}" for cell in cells))
    ]
    assert found == [
        (("财政局",), ("审计局",), "6月底", set()),
        (("发改局",), (), "9月底", {"other"}),
        (("教育局",), ("各学校",), "7月底", set()),
    ]


def test_rows_without_agencies_have_those_of_the_heading_above_and_a_name_heads_a_table_without_agencies() -> None:
    text = "序号\t任务\t责任单位\n一、改革（牵头单位：发改局）\t\t\n1\t甲事。\t\n2\t乙事。\t司法局\n3\t丙事。\t\n"
    draft = draft_of(text)
    assert [(t.lead.names, t.support.names, t.inherited) for _, t in walked(draft.sections)] == [
        (("发改局",), (), ("lead",)),
        (("发改局",), ("司法局",), ("lead",)),
        (("发改局",), (), ("lead",)),
    ]
    assert all("role" in kinds_of(task) for _, task in walked(draft.sections))
    assert complaints(text, draft) == []
    head = "序号\t任务\t时限\n"
    tables = f"财政局\n{head}1\t甲事。\t6月底\n2\t乙事。\t6月底\n审计局\n{head}1\t丙事。\t7月底\n"
    found = [(s[-1], t.lead.names, kinds_of(t)) for s, t in walked(draft_of(tables).sections)]
    assert [(s, lead) for s, lead, _ in found] == [("财政局", ("财政局",))] * 2 + [("审计局", ("审计局",))]
    assert all("role" in kinds for *_, kinds in found)
    assert complaints(tables, draft_of(tables)) == []


def test_a_sentence_of_roles_may_end_in_a_limit() -> None:
    text = (
        "1.加固水库。责任单位为县水务局、县林业局，完成时限为5月底前。\n"
        "2.整治河段。牵头单位为县水务局，完成时限为6月底前。\n"
    )
    draft = draft_of(text)
    found = [(t.lead.names, t.support.names, t.deadline) for _, t in walked(draft.sections)]
    assert found == [((), ("县水务局", "县林业局"), "5月底前"), (("县水务局",), (), "6月底前")]
    assert complaints(text, draft) == []


def test_a_heading_of_tasks_that_an_agency_leads_gives_them_their_lead() -> None:
    head = "序号\t任务\t配合单位\n一、农业局、水利局牵头任务（2项）\t\t\n"
    draft = draft_of(head + "1\t甲事。\t财政局\n2\t乙事。\t\n二、其他任务\t\t\n3\t丙事。\t财政局\n")
    found = [(t.lead.names, t.support.names, t.inherited) for _, t in walked(draft.sections)]
    assert found == [
        (("农业局", "水利局"), ("财政局",), ("lead",)),
        (("农业局", "水利局"), (), ("lead",)),
        ((), ("财政局",), ()),
    ]


def test_a_line_of_agencies_above_a_table_holds_for_its_rows() -> None:
    head = "序号\t任务\t时限\n"
    text = f"责任单位：党政办\n{head}1\t甲事。\t6月底\n责任单位：农业中心\n{head}2\t乙事。\t长期\n"
    draft = draft_of(text)
    found = [(titles, t.support.names, t.inherited) for titles, t in walked(draft.sections)]
    assert found == [(("",), ("党政办",), ("support",)), (("",), ("农业中心",), ("support",))]
    assert draft.unused == tuple(piece for piece in draft.unused if piece[1].startswith("序号"))


BROKEN = (
    "（一）优化产业结构。完成12家铸造企业整合提升，依法淘汰\n砖瓦窑落后产能4000万块标砖。（牵头单位：市工业局；\n责任单位：市发改委）\n"
    "（二）推进清洁取暖。实施农村地区煤改气和煤改电二万六\n千户，散煤复燃问题动态清零，新建改造热网七公里，开\n— 1 —\n"
    "工建设热源厂三期工程。（牵头单位：市住房局；责任单位\n：市发改委、市农业农村局、国网供电公司）\n"
    "（三）加强扬尘治理。一万平方米以上工地全部安装在线监\n测设备。（牵头单位：市住房局；责任单位：市城市管理局\n）\n"
)


def test_lines_broken_at_the_width_of_a_page_are_paragraphs_again() -> None:
    draft = draft_of(BROKEN)
    found = [(t.title, t.requirement, t.lead.names, t.support.names) for _, t in walked(draft.sections)]
    assert found == [
        (
            "优化产业结构。",
            "完成12家铸造企业整合提升，依法淘汰砖瓦窑落后产能4000万块标砖。",
            ("市工业局",),
            ("市发改委",),
        ),
        (
            "推进清洁取暖。",
            "实施农村地区煤改气和煤改电二万六千户，散煤复燃问题动态清零，新建改造热网七公里，开工建设热源厂三期工程。",
            ("市住房局",),
            ("市发改委", "市农业农村局", "国网供电公司"),
        ),
        ("加强扬尘治理。", "一万平方米以上工地全部安装在线监测设备。", ("市住房局",), ("市城市管理局",)),
    ]
    assert "joined" in {doubt.kind for doubt in draft.doubts}
    assert complaints(BROKEN, draft) == []


def test_lines_that_each_begin_with_a_number_are_not_joined() -> None:
    text = "".join(f"{n}.公开第{n}项预算和决算以及有关的说明和名词\n责任单位：财政局\n" for n in range(1, 9))
    assert len(tasks_of(text)) == 8
    assert "joined" not in {doubt.kind for doubt in draft_of(text).doubts}


def test_a_title_of_the_full_width_is_not_joined_with_the_line_below() -> None:
    letter = "甲市政府办公室关于印发2020年环境整治工作方案的通知\n各县（区）人民政府：\n现印发给你们。\n"
    draft = draft_of(letter + BROKEN)
    assert (draft.title, draft.addressees) == (letter.split("\n")[0], "各县（区）人民政府")
    assert "joined" in {doubt.kind for doubt in draft.doubts}


def test_a_label_without_a_value_states_nobody() -> None:
    one, two = tasks_of("1.公开预算。\n牵头单位：财政局\n配合单位：—\n2.公开规划。\n牵头单位：发改局\n配合单位：无\n")
    assert (one.support.names, two.support.names, kinds_of(one)) == ((), (), set())


def test_a_sentence_on_the_tasks_below_names_the_agency_alone() -> None:
    found = closing_bracket("以下任务由财政局牵头，各镇配合。")
    assert found is not None
    assert found[1].agencies == "由财政局牵头，各镇配合"


@pytest.mark.parametrize("sign", ["—", "/", "－", "无"])
def test_a_sign_for_none_takes_nothing_over_and_is_kept_nowhere(sign: str) -> None:
    text = f"序号\t任务\t牵头单位\t配合单位\t备注\n1\t甲事。\t财政局\t各镇\t略\n2\t乙事。\t{sign}\t{sign}\t{sign}\n"
    _, task = tasks_of(text)
    assert (task.lead.names, task.support.names, task.inherited) == ((), (), ())
    assert (task.remark, kinds_of(task)) == (None, set())


def test_a_table_that_goes_on_goes_on_with_its_section() -> None:
    head = "序号\t任务\t责任单位\n"
    more = f"续表\n{head}2\t乙事。\t财政局\n二、回应\t\t\n3\t丙事。\t各镇\n"
    draft = draft_of(f"任务清单\n{head}一、公开\t\t\n1\t甲事。\t财政局\n{more}")
    assert [titles[-1] for titles, _ in walked(draft.sections)] == ["一、公开", "一、公开", "二、回应"]
    assert "续表" in [text for _, text in draft.unused]


def test_goals_beside_measures_are_kept_in_the_remark() -> None:
    head = "序号\t任务\t工作目标\t工作措施\t责任单位\n"
    text = head + "1\t甲\t达到九成。\t公开清单。\t财政局\n2\t乙\t达到八成。\t公开结果。\t审计局\n"
    assert [(task.requirement, task.remark) for task in tasks_of(text)] == [
        ("公开清单。", "工作目标：达到九成。"),
        ("公开结果。", "工作目标：达到八成。"),
    ]
    alone = text.replace("\t工作措施", "").replace("\t公开清单。", "").replace("\t公开结果。", "")
    assert [task.requirement for task in tasks_of(alone)] == ["达到九成。", "达到八成。"]


def test_labels_of_a_name_and_of_the_one_text_are_no_part_of_them() -> None:
    one = "1.事项名称：治理积水\n工作内容：改造积水点。\n承办单位：城管局\n协办单位：水利局\n"
    two = "2.事项名称：清理账款\n工作目标：全部清零。\n工作内容：依法清偿。\n承办单位：工信局\n协办单位：审计局\n"
    text = one + two
    assert [(task.title, task.requirement, task.lead.names) for task in tasks_of(text)] == [
        ("治理积水", "改造积水点。", ("城管局",)),
        ("清理账款", "工作目标：全部清零。\n工作内容：依法清偿。", ("工信局",)),
    ]


def test_a_blank_at_the_end_moves_no_place_into_the_agencies() -> None:
    text = (
        "序号\t活动名称\t主要内容\t活动时间\t活动地点\t主办单位\t协办单位\n"
        "1\t开幕\t演出。\t9月1日\t体育场\t宣传部\t公安局\n2\t采风\t创作。\t9月上旬\t各景区\t文联\t\n3\t赛事\t竞速。\t9月2日\t码头\t文旅局\t各镇\n"
    )
    task = tasks_of(text)[1]
    assert (task.lead.names, task.support.names) == (("文联",), ())
    assert (task.deadline, task.remark) == ("9月上旬", "活动地点：各景区")


def test_quotes_doubled_in_a_cell_of_a_sheet_are_found_in_its_source() -> None:
    text = '序号\t任务\t责任单位\n1\t"建设""便民圈""6个。\n改造市场3处。"\t商务局\n'
    draft = draft_of(text)
    assert ['"便民圈"' in (task.requirement or "") for _, task in walked(draft.sections)] == [True]
    assert complaints(text, draft) == []


@pytest.mark.parametrize(
    ("heads", "lead"),
    [
        (("市财政局（牵头2项，配合1项）", "市审计局（牵头1项）"), "市财政局"),
        (("一、市财政局工作任务", "二、市审计局工作任务"), "市财政局"),
        (("由市财政局牵头落实的任务：", "由市审计局牵头落实的任务："), "市财政局"),
        (("一、预算公开\n牵头单位为市财政局，配合单位为各镇。", "二、审计公开\n牵头单位为市审计局。"), "市财政局"),
    ],
)
def test_headings_and_sentences_above_tasks_name_their_lead(heads: tuple[str, str], lead: str) -> None:
    text = f"{heads[0]}\n1.公开预算。\n2.公开决算。\n{heads[1]}\n3.公开结果。\n"
    draft = draft_of(text)
    assert [(t.title, t.lead.names) for _, t in walked(draft.sections)] == [
        ("公开预算。", (lead,)),
        ("公开决算。", (lead,)),
        ("公开结果。", ("市审计局",)),
    ]
    assert complaints(text, draft) == []


def test_rows_that_are_labels_hold_for_the_rows_below_and_are_no_headings() -> None:
    rows = "牵头单位：财政局\t\t\n1\t甲事。\t6月底\n牵头单位：审计局；配合单位：各镇\t\t\n2\t乙事。\t9月底\n"
    found = [(s, t.lead.names, t.support.names) for s, t in walked(draft_of("序号\t任务\t时限\n" + rows).sections)]
    assert found == [(("",), ("财政局",), ()), (("",), ("审计局",), ("各镇",))]


def test_headings_of_two_depths_each_give_the_role_that_they_name() -> None:
    text = (
        "一、公开（牵头单位：办公室）\n（一）规划\n1.公开规划。（责任单位：发改局）\n2.公开计划。\n"
        "（二）财政（责任单位：财政局）\n3.公开预算。\n二、解读\n（一）材料\n4.发布解读。（责任单位：各镇）\n"
    )
    draft = draft_of(text)
    assert [(s[-1], t.lead.names, t.support.names) for s, t in walked(draft.sections)] == [
        ("（一）规划", ("办公室",), ("发改局",)),
        ("（一）规划", ("办公室",), ()),
        ("（二）财政", ("办公室",), ("财政局",)),
        ("（一）材料", (), ("各镇",)),
    ]
    assert complaints(text, draft) == []


def test_numbered_lines_that_are_counted_on_from_task_to_task_are_doubted() -> None:
    first = "一、改革\n1.甲事。\n2.乙事。\n以上任务由发改局牵头，各镇配合。\n"
    text = first + "二、招商\n{}.丙事。\n以上任务由商务局牵头，各镇配合。\n"
    assert [kinds_of(task) for task in tasks_of(text.format(3))] == [{"role"}, {"role"}]
    assert [kinds_of(task) for task in tasks_of(text.format(1))] == [set(), set()]


def test_duties_of_offices_behind_the_tasks_are_no_tasks() -> None:
    duties = "二、{}\n（一）财政局\n1.落实资金。\n2.加强监督。\n（二）审计局\n1.开展审计。\n"
    text = "一、任务\n1.公开预算。（责任单位：财政局）\n2.公开规划。（责任单位：发改局）\n" + duties
    assert [task.title for task in tasks_of(text.format("职责分工"))] == ["公开预算。", "公开规划。"]
    assert len(tasks_of(text.format("专项任务"))) == 5


@pytest.mark.parametrize(
    ("role", "support", "inherited"),
    [("（{}牵头）", ("市统计局",), False), ("（配合单位：{}）", (), True)],
)
def test_headings_that_end_as_names_do_are_none_where_their_tasks_say_who_leads(
    role: str, support: tuple[str, ...], inherited: bool
) -> None:
    own = role.format("市统计局")
    first = f"一、任务\n（一）市级平台\n1.甲事。年内完成。{own}\n2.乙事。年内完成。{own}\n"
    tasks = tasks_of(first + f"（二）园区\n3.丙事。年底完成。{own}\n")
    names = [("市级平台",), ("市级平台",), ("园区",)] if inherited else [support] * 3
    assert [task.lead.names for task in tasks] == names
    assert [task.inherited for task in tasks] == [("lead",) if inherited else ()] * 3
    assert [bool(task.doubts) for task in tasks] == [inherited] * 3


def test_headings_on_deeds_name_nobody() -> None:
    text = (
        "一、任务\n（一）扶持骨干企业\n1.甲事。\n责任单位：市财政局\n（二）做强服务平台\n2.乙事。\n责任单位：市统计局\n"
    )
    found = [(t.lead.names, t.support.names, t.inherited) for t in tasks_of(text)]
    assert found == [((), ("市财政局",), ()), ((), ("市统计局",), ())]


def test_a_title_printed_again_with_its_office_is_the_title() -> None:
    letter = "甲政办〔2020〕1号\n各县：\n现印发。\n甲市统计局\n2020年1月1日\n1.甲。做事。（责任单位：市财政局）\n"
    assert (
        draft_of("关于印发清单的通知\n甲市统计局\n关于印发清单的通知\n" + letter).title
        == "甲市统计局关于印发清单的通知"
    )
    assert draft_of("关于印发清单的通知\n甲市统计局关于印发名单的通知\n" + letter).title == "关于印发清单的通知"


def test_lines_broken_at_a_width_are_whole_again_below_paragraphs_that_end_in_brackets() -> None:
    task = (
        "{}.加快推进重点领域信息公开，主动公开涉及公众切身\n利益的信息，及时回应社会关切，年底以前完成目录编\n"
        "制并向社会公布，接受社会监督。（市财政局、市统计局）\n"
    )
    text = "一、任务\n" + "".join(task.format(number) for number in range(1, 6))
    assert [(t.title or "").endswith("接受社会监督。") for t in tasks_of(text)] == [True] * 5


def test_a_blank_lead_is_doubted_where_the_table_leaves_merged_titles_blank() -> None:
    rows = "1\t甲\t一。\t县财政局\t各镇\n{}二。\t县财政局\t各镇\n3\t丙\t三。\t县统计局\t各镇\n4\t丁\t四。\t\t各局\n"
    merged, plain = (tasks_of(HEADER + rows.format(cells)) for cells in ("\t\t", "2\t乙\t"))
    assert [task.lead.names for task in (merged[3], plain[3])] == [(), ()]
    assert "merged" in kinds_of(merged[3])
    assert kinds_of(plain[3]) == set()


def test_a_remark_keeps_the_order_of_the_columns() -> None:
    rows = "1\t甲事。\t县财政局\t张三\t已落实\n"
    (task,) = tasks_of("序号\t工作任务\t牵头单位\t责任领导\t备注\n" + rows)
    assert task.remark == "责任领导：张三\n已落实"


def test_a_task_below_a_heading_with_its_lead_is_doubted_for_that_role_alone() -> None:
    tasks = tasks_of(
        "某县2022年工作要点\n一、企业开办（牵头单位：县市监局）\n1．推行一窗通。时间压缩至半天。（配合单位：县税务局）\n"
        "2．免费刻制公章。（配合单位：县财政局）\n二、政务服务（牵头单位：县审批局；配合单位：各镇）\n3．设立专区。\n"
    )
    said = [[doubt.reason.text(str) for doubt in task.doubts] for task in tasks]
    lead = "本项没有写明牵头单位，按上面统一写明的录入，请核对"
    assert said == [[lead], [lead], ["本项没有写明单位，按上面统一写明的录入，请核对"]]


MARKED_UP = (
    "1. **公开**预算。细化公开到**项级**，比例达到$95\\%$。（县财政局负责）\n"
    "2. <center>公开招生</center>。公布<h3>招生</h3>计划。（县教育局负责）\n"
    "3. 公开&ldquo;三公&rdquo;经费。![图](x.png)附说明\u200b。（县财政局负责）\n"
    "- 4. 公开<br>采购。__按月__公开成交结果。（县财政局负责）\n"
)


@pytest.mark.parametrize(
    "text", [MARKED_UP, PADDED, "# 要点\n\n| 序号 | 任务 | 牵头单位 |\n|---|---|---|\n| 1 | 公开\\|预算 | **县局** |\n"]
)
def test_a_fresh_draft_says_what_its_source_says_however_that_is_marked_up(text: str) -> None:
    """The check reads a text as the import does, so that an editor's first check is clean."""
    draft = draft_of(text)
    assert len(list(walked(draft.sections))) > 0
    assert complaints(text, draft) == []
