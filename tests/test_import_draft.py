"""A draft becomes YAML as an editor would write it, with its doubts, and is compared with what editors made of it."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from portal import REPOSITORY, put, write_portal

from gksite.documents.shapes import shape
from gksite.documents.yaml_reader import Document, parse
from gksite.documents.yaml_writer import agencies_yaml, notice_yaml
from gksite.drafting.agencies import Directory
from gksite.drafting.draft_json import draft_json
from gksite.drafting.summary import blanks, comments, summary
from gksite.drafting.three_way import Change, Verdict, compare_drafts
from gksite.drafting.transcribe import Transcript, transcribe
from gksite.model.blocks import Reading, Spot
from gksite.model.draft import Agencies, Doubt, Draft, DraftSection, DraftTask
from gksite.model.positions import Position, TaskSource
from gksite.model.records import AgencyRecord, Mention, NoticeFields, SectionFields, TaskRecord
from gksite.model.signatures import DoubtRecord
from gksite.problems.problem import Phrase, Problems
from gksite.read import read, read_registries
from gksite.text.hidden import hidden

SHA = "0" * 64
READING = Reading("ceshi.txt", SHA, ())
FIRST = DraftTask(
    1,
    Spot(lines=(3, 4)),
    title="公开预决算",
    requirement="1. 公开预算。\n2. 公开决算。",
    lead=Agencies(("市财政局",), "市财政局"),
    support=Agencies(("市审计局", "市政府各部门"), "市审计局、市政府各部门负责"),
    deadline="6月底前；每季度",
    remark="每年一次",
)
SECOND = DraftTask(2, Spot(lines=(5, 5)), title="公开审计结果", lead=Agencies(("审计局",), "审计局"))
DRAFT = Draft(
    sections=(DraftSection("一、公开", (FIRST,), (DraftSection("（一）审计", (SECOND,)),)),),
    title="测试市2018年政务公开工作任务分解表",
    number="测政办〔2018〕5号",
    issued=date(2018, 6, 12),
    disclosure="主动公开",
    addressees="各区人民政府",
    preamble="第一段。\n\n第二段。",
    cc=("市委办公室",),
)
TEXT = """\
# 测试市2018年政务公开工作任务分解表，据 content/sources/ceshi.txt 导入，请对照来源核对。
# 这是草稿，不会公开；全部核对过以后，删去 draft: true 这一行。
# 拿不准的 1 处写在 doubts 里；逐处核对后删去，或写上 settled: {by: 姓名, on: 日期}。
id: ceshi-2018
jurisdiction: ceshi
draft: true
title: 测试市2018年政务公开工作任务分解表
number: 测政办〔2018〕5号
year: 2018
issued: 2018-06-12
disclosure: 主动公开
source:
  file: ceshi.txt
  sha256: '0000000000000000000000000000000000000000000000000000000000000000'
addressees: 各区人民政府
preamble: |-
  第一段。

  第二段。
sections:
  - title: 一、公开
    tasks:
      - number: 1
        title: 公开预决算
        requirement: |-
          1. 公开预算。
          2. 公开决算。
        lead: [市财政局]
        support: [市审计局, 市政府各部门]
        remark: 每年一次
        deadlines:
          - text: 6月底前
            kind: fixed
            date: 2018-06-30
            basis: 年份取自通知（2018年）；时间写到月底或月内，取当月最后一天
          - text: 每季度
            kind: recurring
          - text: 每年一次
            kind: recurring
        source: {lines: [3, 4], support: "市审计局、市政府各部门负责"}
    sections:
      - title: （一）审计
        tasks:
          - number: 2
            title: 公开审计结果
            lead: [{name: 市审计局, as: 审计局}]
            source: {lines: [5, 5]}
            doubts:
              - kind: agency
                text: “审计局”按省略“市”字理解
                place: {lines: [5, 5]}
cc: [市委办公室]
"""


@pytest.fixture
def made(tmp_path: Path) -> "Made":
    """A function that makes the transcript of a draft in the tiny portal."""
    return Made(write_portal(tmp_path / "portal"))


class Made:
    """Transcripts in a portal."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __call__(self, draft: Draft, jurisdiction: str | None = None) -> Transcript:
        return transcribe(draft, READING, read_registries(self.root / "content", Problems()), jurisdiction)


def one(**fields: object) -> Draft:
    """The draft with only its first task, changed as asked."""
    task = replace(FIRST, deadline=None, **fields)  # type: ignore[arg-type]
    return replace(DRAFT, sections=(DraftSection("一、公开", (task,)),))


def doubts_of(record: NoticeFields | TaskRecord) -> list[str]:
    """The words of the doubts of a notice or task."""
    return [doubt.text for doubt in record.doubts]


def doubts(transcript: Transcript) -> list[list[str]]:
    """The doubts of the tasks directly under the first section."""
    return [doubts_of(task) for task in transcript.notice.sections[0].tasks]


def read_back(text: str) -> NoticeFields:
    problems = Problems()
    document = Document("draft.yaml", text)
    record = shape(NoticeFields, parse(document, problems), document, problems)
    assert record is not None, problems.found
    return record


def test_a_draft_is_written_as_an_editor_would(made: Made) -> None:
    transcript = made(DRAFT)
    assert notice_yaml(transcript.notice, comments(transcript), blanks(transcript)) == TEXT
    assert read_back(TEXT).sections[0].tasks[0].lead[0].name == "市财政局"


def test_the_reviewed_notices_keep_every_value_when_written() -> None:
    for entry in read(REPOSITORY / "content", Problems()).notices:
        assert read_back(notice_yaml(entry.record)).model_dump() == entry.record.model_dump()


def usable(text: str) -> bool:
    return bool(text.strip()) and not hidden(text)


LINES = st.text(max_size=30).map(lambda t: " ".join(t.split())).filter(usable)
TEXTS = st.lists(LINES, min_size=1, max_size=4).map("\n".join).filter(usable)
TRICKY = st.sampled_from(
    [
        *("no", "1_0", "12:30", "0x1f", "1e5", "~", "'a", '"', "@a", "2018-06-12", "[a", "null", "a:", "%a", "|", ">-"),
        *("&a", "*a", "!a", "---", "...", "=", "<<", ".5", "1.", "+1", "\\n", "{a}", "`a`", "- a", "a: b", "a #b"),
        *("a, b", "? a", ":a", "-a", "?a", "a:b"),
    ]
)


def survives(title: str, text: str, names: list[str], cell: str) -> None:
    mentions = tuple(Mention(name=name, **{"as": title} if i % 2 else {}) for i, name in enumerate(names))  # type: ignore[arg-type]
    source = TaskSource(lines=(1, 2), lead=cell)
    task = TaskRecord(number=1, title=title, requirement=text, lead=mentions, source=source)
    section = SectionFields(title=title, tasks=(task,))
    notice = NoticeFields(
        id="a",
        jurisdiction="a",
        title=title,
        year=2018,
        disclosure=title,
        preamble=text,
        cc=tuple(names),
        sections=(section,),
    )
    assert read_back(notice_yaml(notice)) == notice


ANY = given(LINES | TRICKY, TEXTS | TRICKY, st.lists(LINES | TRICKY, max_size=7), TEXTS | TRICKY)


def test_any_text_survives_being_written() -> None:
    settings(max_examples=300)(ANY(survives))()


@pytest.mark.proof
def test_twenty_thousand_texts_survive_being_notice_yaml() -> None:
    settings(max_examples=20_000)(ANY(survives))()


def test_what_the_source_does_not_state_is_left_blank_with_the_reason(made: Made) -> None:
    transcript = made(replace(DRAFT, title="任务分解表", number=None, issued=None))
    lines = notice_yaml(transcript.notice, (), blanks(transcript)).splitlines()
    assert lines[:5] == [
        "id:  # 与文件名相同，例如 quanzhou-2018",
        "jurisdiction:  # 来源没有写明地区，请填写地区编号",
        "draft: true",
        "title: 任务分解表",
        "year:  # 来源没有写明年份，请填写",
    ]


def test_a_missing_disclosure_stays_empty_and_is_asked_for(made: Made) -> None:
    transcript = made(replace(DRAFT, disclosure=None))
    assert transcript.notice.disclosure is None
    assert doubts_of(transcript.notice) == ["来源未印公开属性，没有录入，请核实后填写"]
    text = notice_yaml(transcript.notice, (), blanks(transcript))
    assert "\ndisclosure:  # 来源没有印公开属性，请核实后填写：主动公开、依申请公开或不予公开\n" in text
    assert made(replace(DRAFT, disclosure="依申请公开")).notice.disclosure == "依申请公开"


def test_a_notice_printed_as_published_is_public_and_that_is_said(made: Made) -> None:
    notice = made(replace(DRAFT, disclosure="公开发布")).notice
    assert notice.disclosure == "主动公开"
    assert doubts_of(notice) == ["公开属性一处，来源印的是“公开发布”，录为主动公开"]


def test_every_doubt_stands_in_the_draft_once_with_its_place_and_what_else_it_could_be(made: Made) -> None:
    blank = Doubt("merged", Phrase("单位一格空白"), Phrase("与上面的行合并"))
    (task,) = made(one(doubts=(blank, Doubt("joined", Phrase("两行接合。")), blank))).notice.sections[0].tasks
    place = Position(lines=(3, 4))
    assert task.doubts == (
        DoubtRecord(kind="merged", text="单位一格空白", place=place, other="与上面的行合并"),
        DoubtRecord(kind="joined", text="两行接合。", place=place),
    )


def test_what_no_field_holds_is_listed_in_the_draft_by_runs_of_lines(made: Made) -> None:
    unused = ((Spot(lines=(1, 1)), "首页"), (Spot(lines=(2, 2)), "政务公开"), (Spot(lines=(9, 9)), "打印"))
    found = made(replace(DRAFT, unused=unused)).notice.omitted
    assert [(omission.lines, omission.text, omission.reason) for omission in found] == [
        ((1, 2), "首页 政务公开", None),
        ((9, 9), "打印", None),
    ]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("市财政居",), "“市财政居”不在单位登记表中，照来源录入；是否为“市财政局”“测试市财政局”？"),
        (("市税务所甲乙丙",), "“市税务所甲乙丙”不在单位登记表中，照来源录入"),
        (("市财政局", "审计局"), "“审计局”按省略“市”字理解"),
        (("市政府各部门", "市财政局"), None),
        (("审计机关",), None),
    ],
)
def test_an_uncertain_name_is_a_doubt(made: Made, names: tuple[str, ...], said: str | None) -> None:
    transcript = made(one(lead=Agencies(), support=Agencies(names, "、".join(names))))
    assert doubts(transcript) == [[said] if said else []]


@pytest.mark.parametrize(
    ("printed", "name", "as_"),
    [
        ("审计机关", "市审计局", "审计机关"),
        ("测试市财政局", "市财政局", "测试市财政局"),
        ("市 财政局", "市 财政局", None),
        ("某某办", "某某办", None),
    ],
)
def test_a_name_that_is_not_the_registrys_keeps_what_is_printed(
    made: Made, printed: str, name: str, as_: str | None
) -> None:
    (task,) = made(one(lead=Agencies((printed,), None))).notice.sections[0].tasks
    assert [(mention.name, mention.as_) for mention in task.lead] == [(name, as_)]


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("市审计局、市财政局", None),
        ("市审计局，市财政局", None),
        ("市审计局\n市财政局", None),
        ("市审计局 市财政局", None),
        ("市审计局、市财政局负责", "市审计局、市财政局负责"),
        ("市审计局牵头，市财政局配合", "市审计局牵头，市财政局配合"),
        (None, None),
    ],
)
def test_a_cell_is_kept_where_it_says_more_than_its_names(made: Made, cell: str | None, kept: str | None) -> None:
    source = made(one(lead=Agencies(("市审计局", "市财政局"), cell))).notice.sections[0].tasks[0].source
    assert source is not None
    assert source.lead == kept


def test_a_jurisdiction_without_registry_is_one_doubt_not_one_per_name(made: Made) -> None:
    (made.root / "content/agencies/ceshi.yaml").unlink()
    transcript = made(DRAFT)
    assert (transcript.notice.jurisdiction, transcript.jurisdiction_name) == ("ceshi", "测试市")
    assert doubts_of(transcript.notice) == ["这个地区还没有单位登记表，单位名称都照来源录入"]
    assert doubts(transcript) == [[]]
    assert [agency.name for agency in transcript.proposals] == ["市财政局", "市审计局", "市政府各部门", "审计局"]


def test_the_jurisdiction_is_the_innermost_that_the_notice_names(made: Made) -> None:
    put(made.root / "content/agencies/neiqu.yaml", "jurisdiction: neiqu\nname: 内区\nparent: ceshi\nagencies: []\n")
    assert made(replace(DRAFT, issuer="测试市内区人民政府")).notice.jurisdiction == "neiqu"
    assert made(replace(DRAFT, issuer="测试市人民政府")).notice.jurisdiction == "ceshi"
    assert made(DRAFT, "neiqu").notice.jurisdiction == "neiqu"


@pytest.mark.parametrize(
    ("spot", "place"),
    [
        (Spot(table=2, rows=(3, 4)), "{table: 2, rows: [3, 4]}"),
        (Spot(pages=(1, 2), rows=(3, 4)), "{pages: [1, 2], rows: [3, 4]}"),
        (Spot(paragraphs=(3, 4)), "{paragraphs: [3, 4]}"),
        (Spot(pages=(1, 1), paragraphs=(3, 4)), "{paragraphs: [3, 4]}"),
    ],
)
def test_the_place_of_a_task_is_written_in_its_form(made: Made, spot: Spot, place: str) -> None:
    text = notice_yaml(made(one(spot=spot, support=Agencies())).notice)
    assert f"source: {place}\n" in text


def test_invisible_characters_and_stray_breaks_do_not_reach_the_yaml(made: Made) -> None:
    draft = one(title="公开\u202e预\n决算\x0c", requirement="甲 \r\n乙\x00\t丙  ")
    task = read_back(notice_yaml(made(draft).notice)).sections[0].tasks[0]
    assert (task.title, task.requirement) == ("公开预决算", "甲\n乙 丙")


def test_the_json_is_the_published_form(made: Made) -> None:
    transcript = made(one(lead=Agencies(("市财政局", "某某办"), None)))
    data = json.loads(draft_json(transcript.notice, transcript.jurisdiction_name, transcript.directory))
    assert (data["schema"], data["id"], data["url"], data["licence"]) == ("gksite/notice/2", "ceshi-2018", None, None)
    assert data["jurisdiction"] == {"id": "ceshi", "name": "测试市"}
    (task,) = data["tasks"]
    assert (task["id"], task["url"], task["sections"]) == ("ceshi-2018/1", None, ["一、公开"])
    assert task["lead"] == [
        {"id": "caizhengju", "jurisdiction": "ceshi", "name": "市财政局", "as_written": "市财政局"},
        {"id": None, "jurisdiction": None, "name": "某某办", "as_written": "某某办"},
    ]
    assert task["source"] == {"lines": [3, 4], "lead": None, "support": "市审计局、市政府各部门负责"}


def test_the_json_of_a_notice_is_the_one_that_its_site_publishes(made: Made, tiny_output: Path) -> None:
    """All but its addresses, its citation and record, which only a site has, and its doubts, which no site has."""
    registries = read(made.root / "content", Problems())
    (entry,) = registries.notices
    where = Directory(registries.registries, "ceshi")
    site = json.loads((tiny_output / "data/notices/ceshi-2018.json").read_text(encoding="utf-8"))
    alone = {"url": None, "citation": None}
    tasks = [task | alone | {"record": None, "doubts": []} for task in site["tasks"]]
    site |= alone | {"doubts": [], "tasks": tasks}
    assert json.loads(draft_json(entry.record, where.jurisdiction_name, where)) == site


def test_what_the_json_does_not_know_is_null(made: Made) -> None:
    transcript = made(replace(one(), title=None, number=None, issued=None))
    data = json.loads(draft_json(transcript.notice, transcript.jurisdiction_name, transcript.directory))
    assert [data[key] for key in ("id", "title", "year")] == [None] * 3
    assert data["jurisdiction"] == {"id": None, "name": None}
    assert data["tasks"][0]["id"] is None


def test_proposed_entries_are_yaml_for_a_registry() -> None:
    agencies = [
        AgencyRecord(id="a", name="甲: 乙"),
        AgencyRecord(id="b", name="市税务局", full_name="丙", kind="department"),
    ]
    data = yaml.safe_load("agencies:\n" + agencies_yaml(agencies))
    assert data["agencies"] == [
        {"id": "a", "name": "甲: 乙"},
        {"id": "b", "name": "市税务局", "full_name": "丙", "kind": "department"},
    ]


def test_the_summary_counts_doubts_by_kind_and_lists_what_was_not_used(made: Made) -> None:
    draft = replace(
        one(doubts=(Doubt("merged", Phrase("空白")),)), disclosure=None, unused=((Spot(lines=(9, 9)), "页脚\x1b[2J"),)
    )
    lines = [phrase.text(str) for phrase in summary(made(draft))]
    assert lines[0] == "ceshi.txt：1 个部分、1 项任务、3 个单位"
    assert "  空白或合并的单元格 1 处：第 1 项" in lines
    assert "  文件头的各项和时限 1 处：整份通知" in lines
    assert lines[-2:] == ["来源中有 1 处文字没有录入：", "  第 9 行：页脚\\u001b[2J"]


# Comparing


def notice(made: Made, *tasks: DraftTask, **facts: object) -> NoticeFields:
    draft = replace(DRAFT, sections=(DraftSection("一、公开", tasks),), **facts)  # type: ignore[arg-type]
    return made(draft).notice


def said(changes: tuple[Change, ...]) -> list[tuple[int | None, str, str]]:
    return [(change.task, change.field.text(str), change.verdict.value) for change in changes]


A, B, C = (DraftTask(n, Spot(lines=(n, n)), title=f"任务{n}", requirement=f"要求{n}。") for n in (1, 2, 3))


def test_records_that_are_alike_have_no_changes(made: Made) -> None:
    record = notice(made, A, B)
    assert compare_drafts(record, record, record) == ()
    assert compare_drafts(None, record, record) == ()


@pytest.mark.parametrize(
    ("base", "edited", "source", "verdict"),
    [
        ("旧", "改", "旧", Verdict.EDITED),
        ("旧", "旧", "新", Verdict.SOURCE),
        ("旧", "改", "新", Verdict.CONFLICT),
        ("旧", "新", "新", None),
        ("旧", None, "旧", Verdict.EDITED),
        ("旧", None, "新", Verdict.CONFLICT),
        (None, None, "新", Verdict.SOURCE),
    ],
)
def test_a_field_is_kept_taken_or_in_conflict(
    made: Made, base: str | None, edited: str | None, source: str | None, verdict: Verdict | None
) -> None:
    records = [notice(made, replace(A, remark=remark)) for remark in (base, edited, source)]
    found = compare_drafts(*records)
    assert said(found) == ([(1, "备注", verdict.value)] if verdict else [])
    if verdict:
        assert (found[0].base, found[0].edited, found[0].source) == (base, edited, source)


def test_facts_of_the_notice_are_compared_too(made: Made) -> None:
    old, new = notice(made, A), notice(made, A, preamble="另一段。", issued=date(2018, 6, 13))
    assert said(compare_drafts(old, old, new)) == [(None, "成文日期", "source"), (None, "正文", "source")]


def test_a_task_inserted_in_the_source_does_not_shift_the_others(made: Made) -> None:
    old = notice(made, A, B)
    new = notice(made, A, replace(C, number=2), replace(B, number=3))
    assert said(compare_drafts(old, old, new)) == [(2, "整项", "source"), (2, "序号", "source")]


@pytest.mark.parametrize(
    ("edited", "source", "expected"),
    [
        ((A,), (A, B), [(2, "整项", "edited")]),
        ((A, B), (A,), [(2, "整项", "source")]),
        ((A,), (A,), []),
        ((A, B, C), (A, B), [(3, "整项", "edited")]),
        ((A, B), (A, B, C), [(3, "整项", "source")]),
    ],
)
def test_tasks_that_somebody_added_or_removed_are_told(
    made: Made, edited: tuple[DraftTask, ...], source: tuple[DraftTask, ...], expected: list[object]
) -> None:
    base = notice(made, A, B)
    assert said(compare_drafts(base, notice(made, *edited), notice(made, *source))) == expected


def test_a_task_whose_words_were_edited_is_still_the_same_task(made: Made) -> None:
    old, edited = notice(made, A, B), notice(made, A, replace(B, requirement="要求二。"))
    new = notice(made, A, replace(B, lead=Agencies(("市财政局",), None)))
    assert said(compare_drafts(old, edited, new)) == [(2, "工作要求", "edited"), (2, "牵头单位", "source")]


def test_without_the_old_source_differences_have_no_author(made: Made) -> None:
    old, new = notice(made, A, B), notice(made, A, replace(B, remark="新"), C)
    assert said(compare_drafts(None, old, new)) == [(2, "备注", "differs"), (3, "整项", "differs")]


def test_blanks_are_no_difference(made: Made) -> None:
    old, new = notice(made, replace(A, requirement="要 求")), notice(made, replace(A, requirement="要求"))
    assert compare_drafts(old, old, new) == ()


def test_the_directory_of_a_registry_names_every_name(made: Made) -> None:
    where = Directory(read_registries(made.root / "content", Problems()), "ceshi")
    assert where.names() == ["市财政局", "测试市财政局", "市审计局", "审计机关", "市政府各部门"]
