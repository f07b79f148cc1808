"""`gksite check` holds every notice against its source: one character that differs is named with its field and line."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from random import Random

import openpyxl
import pytest
from cited import check_records
from hypothesis import given, settings
from hypothesis import strategies as st
from portal import NOTICE_PATH, REPOSITORY, SOURCE, Ran

from gksite.documents.shapes import Entry, shape
from gksite.documents.yaml_reader import Document, parse
from gksite.model.blocks import Reading
from gksite.model.records import NoticeRecord, SectionRecord, TaskRecord
from gksite.model.site import SourceFile
from gksite.problems.problem import Problem, Problems
from gksite.provenance.read_sources import read_sources
from gksite.read import Records
from gksite.readers import no_progress
from gksite.readers.text import read as plain_text

NOTICES = sorted(path.stem for path in (REPOSITORY / "content" / "notices").glob("*.yaml"))
every_notice = pytest.mark.parametrize("name", NOTICES)

_OWN_WORDS = re.compile(r" *(?:- )?(?:note|kind|text|other|settled|field|reason|by|on): ")
"""The lines of a notice that hold words of an editor, not of the source."""
# Lines of a notice's YAML that hold words of its source: a task's texts, its cells and headings.
_TRANSCRIBED = re.compile(
    r"^\s*(?:- )?(?:title|requirement|lead|support|number|addressees|table_title): (.+)$|^\s+- (.+)$"
)


def text_source(name: str, sha256: str, text: str) -> SourceFile:
    """A source that is text, read in this process."""
    data = text.encode()
    return SourceFile(
        name, sha256, data, tuple(text.split("\n")), Reading(name, sha256, plain_text(data, no_progress).blocks)
    )


def entry_of(records: Records, name: str) -> Entry[NoticeRecord]:
    """One notice."""
    return next(entry for entry in records.notices if entry.record.id == name)


def told(records: Records, entry: Entry[NoticeRecord], source: SourceFile | None = None) -> list[Problem]:
    """What is said of one notice, with its own source or another."""
    assert entry.record.received is not None
    sources = {**records.sources, **({entry.record.received.file: source} if source else {})}
    return list(check_records(Records((entry,), (), (), (), sources)))


def rewritten(entry: Entry[NoticeRecord], text: str) -> Entry[NoticeRecord] | None:
    """The notice with another YAML text, or None where that is no notice."""
    problems = Problems()
    document = Document(entry.document.path, text)
    data = parse(document, problems)
    record = shape(NoticeRecord, data, document, problems) if data is not None else None
    return Entry(document, record) if record else None


def transcribed(text: str) -> Iterator[tuple[int, int]]:
    """Line and column, from 0, of each Chinese character of a YAML text that its source must hold."""
    for number, line in enumerate(text.split("\n")):
        match = _TRANSCRIBED.match(line)
        if match is None or "as:" in line or _OWN_WORDS.match(line):
            continue
        start = match.start(match.lastindex or 0)
        yield from ((number, i) for i in range(start, len(line)) if "\u4e00" <= line[i] <= "\u9fff")


def changed(text: str, line: int, column: int) -> str:
    """A text with one of its characters replaced by one that no source holds."""
    lines = text.split("\n")
    lines[line] = lines[line][:column] + "龘" + lines[line][column + 1 :]
    return "\n".join(lines)


def unnoticed(records: Records, name: str, spots: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The changes of one character that are not told at their line."""
    entry = entry_of(records, name)
    missed = []
    for line, column in spots:
        other = rewritten(entry, changed(entry.document.text, line, column))
        assert other is not None
        if line + 1 not in {problem.location.line for problem in told(records, other)}:
            missed.append((line + 1, column))
    return missed


@every_notice
def test_a_reviewed_notice_says_what_its_source_says(records: Records, name: str) -> None:
    assert told(records, entry_of(records, name)) == []


@every_notice
def test_one_changed_character_in_a_notice_is_named_with_its_line(records: Records, name: str) -> None:
    spots = list(transcribed(entry_of(records, name).document.text))
    assert len(spots) > 1000
    assert unnoticed(records, name, Random(5).sample(spots, 8)) == []


@pytest.mark.proof
@every_notice
def test_a_changed_character_in_any_text_of_a_notice_is_named_with_its_line(records: Records, name: str) -> None:
    """Two characters of each line that holds words of the source."""
    by_line: dict[int, list[int]] = {}
    for line, column in transcribed(entry_of(records, name).document.text):
        by_line.setdefault(line, []).append(column)
    assert len(by_line) > 100
    chosen = Random(7)
    spots = [(line, column) for line, columns in by_line.items() for column in chosen.choices(columns, k=2)]
    assert unnoticed(records, name, spots) == []


def cited_characters(entry: Entry[NoticeRecord], source: SourceFile) -> list[tuple[int, int]]:
    """Line and column, from 0, of each Chinese character on the lines that tasks cite.

    A heading that the source prints again on a later page is transcribed once, so its characters are left out.
    """
    assert source.lines is not None
    tasks = [task for section in entry.record.sections for task in tasks_under(section)]
    ranges = [task.source.lines for task in tasks if task.source]
    held = sorted({n for lines in ranges if lines for n in range(lines[0] - 1, lines[1])})
    whole = "\n".join(source.lines)
    again = [title for title in headings(entry.record.sections) if whole.count(title) > 1]
    found = []
    for n in held:
        line = source.lines[n]
        for title in again:
            line = line.replace(title, " " * len(title))
        found += [(n, i) for i, c in enumerate(line) if "\u4e00" <= c <= "\u9fff"]
    return found


def headings(sections: tuple[SectionRecord, ...]) -> list[str]:
    """The headings of a notice."""
    return [title for section in sections for title in (section.title, *headings(section.sections))]


def tasks_under(section: SectionRecord) -> list[TaskRecord]:
    """The tasks of a section and of those below it."""
    return [*section.tasks, *(task for below in section.sections for task in tasks_under(below))]


@every_notice
def test_one_changed_character_of_a_source_is_told_where_it_was_transcribed(records: Records, name: str) -> None:
    """A changed character of a title, a requirement or an agency is told with its line."""
    entry = entry_of(records, name)
    assert entry.record.received is not None
    source = records.sources[entry.record.received.file]
    assert source.lines is not None
    spots = Random(6).sample(cited_characters(entry, source), 8)
    assert unseen(records, entry, source, spots) == []


@pytest.mark.proof
@every_notice
def test_any_changed_character_of_a_source_is_told_where_it_was_transcribed(records: Records, name: str) -> None:
    """Every ninth character of the lines that tasks cite."""
    entry = entry_of(records, name)
    assert entry.record.received is not None
    source = records.sources[entry.record.received.file]
    assert unseen(records, entry, source, cited_characters(entry, source)[::9]) == []


def unseen(
    records: Records, entry: Entry[NoticeRecord], source: SourceFile, spots: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The changes of one character of a source that are not told with its line."""
    assert source.lines is not None
    missed = []
    for line, column in spots:
        text = changed("\n".join(source.lines), line, column)
        other = text_source(source.name, source.sha256, text)
        said = " ".join(problem.text(str) for problem in told(records, entry, other))
        if f"第 {line + 1} 行" not in said:
            missed.append((line + 1, column + 1))
    return missed


@settings(max_examples=60)
@given(st.data())
def test_blanks_and_line_breaks_are_no_difference(data: st.DataObject) -> None:
    """A source that breaks its lines elsewhere inside a cell holds the same words."""
    words = "公开财政预决算，细化公开内容。"
    cut = data.draw(st.integers(1, len(words) - 1))
    blank = data.draw(st.sampled_from(["\n", " ", "\u3000", "\n\n", "\n\t "]))
    source = f"1 标题{words[:cut]}{blank}{words[cut:]} 市财政局\n"
    assert problems_of(source, words) == []


def problems_of(text: str, requirement: str, **more: object) -> list[str]:
    """What is said of a notice with one task that cites the whole of a text."""
    lines = tuple(text.split("\n"))
    document = Document("content/notices/x.yaml", "id: x\n")
    task = {"number": 1, "requirement": requirement, "lead": ["市财政局"], "source": {"lines": [1, len(lines)]}, **more}
    record = NoticeRecord.model_validate(
        {"id": "x", "jurisdiction": "x", "title": "标题", "year": 2018, "disclosure": "主动公开"}
        | {"sections": [{"title": "标题", "tasks": [task]}], "source": {"file": "x.txt", "sha256": "0" * 64}}
    )
    source = text_source("x.txt", "0" * 64, text)
    return [
        f"{p.code.id} {p.text(str)}"
        for p in check_records(Records((Entry(document, record),), (), (), (), {"x.txt": source}))
    ]


def test_a_text_that_differs_is_shown_beside_the_source() -> None:
    """Both wordings around the first difference, and the line of the source."""
    said = problems_of("标题\n1 按时公开部门预算。 市财政局", "按时公布部门预算。")
    assert said == ["GK220 工作要求与来源第 2 行不符：这里是“按时公布部门预算。”，来源是“标题1按时公开部门预算。”"]


@pytest.mark.parametrize("left_out", ["、县财政局", "，县财政局", ""])
def test_an_agency_left_out_of_a_cell_is_told(left_out: str) -> None:
    said = problems_of(f"标题\n1 公开预算。 市财政局{left_out}", "公开预算。")
    assert [line[:5] for line in said] == (["GK220"] if left_out else [])


def test_an_agency_that_the_cell_does_not_name_is_told() -> None:
    said = problems_of("标题\n1 公开预算。 市财政局", "公开预算。", lead=["市财政局", "市审计局"])
    assert said == ["GK221 单位“市审计局”不在来源第 2 行的单位一格里"]


def test_an_agency_is_looked_for_in_the_cell_that_was_kept_whole() -> None:
    cell = {"lines": [1, 2], "lead": "市财政局牵头，市审计局配合"}
    text = "标题\n1 公开预算。 市财政局牵头，市审计局配合"
    assert problems_of(text, "公开预算。", source=cell, support=["市审计局"]) == []
    said = problems_of(text, "公开预算。", source=cell, support=["市税务局"])
    assert [line[:5] for line in said] == ["GK221"]


def test_only_a_bracket_in_a_requirement_stands_for_a_cell() -> None:
    """（市财政局负责） states an agency; a sentence that mentions one does not."""
    sentence = "公开预算，市财政局要汇总。"
    assert [line[:5] for line in problems_of(f"标题\n1 {sentence} 市财正局", sentence)] == ["GK221"]
    bracket = "公开预算（市财政局负责），及时汇总。"
    assert problems_of(f"标题\n1 {bracket}", bracket) == []


def test_a_requirement_broken_over_a_page_stands_in_its_column() -> None:
    head = "工作任务\t工作要求\t牵头单位"
    text = f"标题\n{head}\n1.网站\t统一安全防\t市财政局\n— 2 —\n{head}\n\t护、统一监管。\t\n"
    assert problems_of(text, "统一安全防护、统一监管。") == []
    assert [line[:5] for line in problems_of(text, "统一安全防、统一监管。")] == ["GK220"]


def test_words_used_once_do_not_stand_for_two_texts() -> None:
    """A title that stands only inside the requirement is not the title that the source prints."""
    said = problems_of("标题\n1 公开预决 公开预算。 市财政局", "公开预算。", title="公开预算")
    assert [line[:5] for line in said] == ["GK220"]


def test_a_merged_cell_names_what_the_row_above_names() -> None:
    lines = ("标题", "1 公开预算。 市财政局", "2 公开决算。")
    tasks = [
        {"number": 1, "requirement": "公开预算。", "lead": ["市财政局"], "source": {"lines": [2, 2]}},
        {"number": 2, "requirement": "公开决算。", "inherited": ["lead"], "source": {"lines": [3, 3]}},
    ]
    for lead, codes in (("市财政局", []), ("市审计局", ["GK221"])):
        notice = {"sections": [{"title": "标题", "tasks": [tasks[0], tasks[1] | {"lead": [lead]}]}]}
        assert [line[:5] for line in told_of(lines, notice)] == codes


def told_of(lines: tuple[str, ...], notice: dict[str, object]) -> list[str]:
    """What is said of a notice whose source has these lines."""
    given = {"id": "x", "jurisdiction": "x", "title": "标题", "year": 2018, "disclosure": "主动公开"}
    record = NoticeRecord.model_validate(given | {"source": {"file": "x.txt", "sha256": "0" * 64}} | notice)
    source = text_source("x.txt", "0" * 64, "\n".join(lines))
    entry = Entry(Document("content/notices/x.yaml", "id: x\n"), record)
    return [f"{p.code.id} {p.text(str)}" for p in check_records(Records((entry,), (), (), (), {"x.txt": source}))]


def test_the_facts_of_the_header_stand_in_the_source() -> None:
    """Texts are errors; an issuer and dates that the source does not print are reminders (GK222, GK223)."""
    sections = {"sections": [{"title": "标题", "tasks": [{"number": 1, "title": "公开", "source": {"lines": [1, 1]}}]}]}
    lines = ("标题 1 公开", "测府办[2018]3号", "测试市政府办", "二○一八年十月二十日", "抄送：市委。")
    facts: dict[str, object] = {
        "number": "测府办〔2018〕3号",
        "issuer": "测试市政府办",
        "issued": "2018-10-20",
        "cc": ["市委"],
    }
    assert told_of(lines, sections | facts) == []
    wrong = {"number": "测府办〔2018〕4号", "issuer": "测试县政府办", "issued": "2018-10-21", "cc": ["市人大"]}
    said = [told_of(lines, sections | facts | {key: value}) for key, value in wrong.items()]
    assert [[line[:5] for line in found] for found in said] == [["GK222"], ["GK223"], ["GK223"], ["GK222"]]


def test_a_place_that_the_source_lacks_is_told() -> None:
    """A row of a table where the source is text (GK224), and a task that cites nothing (GK225)."""
    assert problems_of("标题 公开预算。 市财政局", "公开预算。", source={"table": 1, "rows": [2, 2]}) == [
        "GK224 来源里没有所写的位置"
    ]
    assert problems_of("标题 公开预算。 市财政局", "公开预算。", source=None) == [
        "GK225 任务没有写出处，未能与来源核对"
    ]


def test_a_source_without_words_cannot_be_compared() -> None:
    """A reminder (GK226), because a scan is a source too."""
    record = NoticeRecord.model_validate(
        {"id": "x", "jurisdiction": "x", "title": "标题", "year": 2018, "disclosure": "主动公开"}
        | {"sections": [{"title": "标题"}], "source": {"file": "x.pdf", "sha256": "0" * 64}}
    )
    entry = Entry(Document("content/notices/x.yaml", "id: x\n"), record)
    source = SourceFile("x.pdf", "0" * 64, b"%PDF-1.4\nnothing", None)
    problems = Problems()
    records = read_sources(Records((entry,), (), (), (), {"x.pdf": source}), problems, every=True)
    (problem,) = problems.found
    assert (problem.code.id, problem.code.level) == ("GK226", "warning")
    assert list(check_records(records)) == []


def test_check_names_the_field_and_both_lines(portal: Callable[..., Path], run: Callable[..., Ran]) -> None:
    """In the notice and in the source."""
    ran = run(portal({NOTICE_PATH: ("requirement: 公开财政预决算。", "requirement: 公开财政预决箅。")}), "check")
    assert ran.code == 1
    assert ran.lines[0].startswith(f"{NOTICE_PATH}:16:22: GK220 工作要求与来源第 1 行不符：这里是“")


def test_check_names_the_field_of_a_changed_source(portal: Callable[..., Path], run: Callable[..., Ran]) -> None:
    """Beside the digest that differs."""
    changes = {"content/sources/ceshi.txt": SOURCE.replace("审计结果", "审计结呆")}
    ran = run(portal(changes), "check")
    assert ran.code == 1
    assert [line.split()[1] for line in ran.lines[:2]] == ["GK206", "GK220"]
    assert "标题与来源第 2 行不符" in ran.lines[1]


ROWS = (
    ("一、公开", "", ""),
    ("1.公开预算", "及时公开预算。", "市财政局"),
    ("2.公开决算", "及时公开决算。", "市审计局"),
)


def html_source() -> bytes:
    """The rows as a page, the heading over the whole width."""
    rows = [f"<tr><td colspan=3>{ROWS[0][0]}</td></tr>"]
    rows += [f"<tr>{''.join(f'<td><p>{text}</p></td>' for text in row)}</tr>" for row in ROWS[1:]]
    head = "<meta charset=utf-8><p>标题</p>"
    return f"<html>{head}<table><tr><td>任务<td>要求<td>单位</tr>{''.join(rows)}</table></html>".encode()


def xlsx_source() -> bytes:
    """The rows as a workbook, the heading merged."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("任务", "要求", "单位（标题）"), *ROWS):
        sheet.append(row)
    sheet.merge_cells("A2:C2")
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(("name", "data"), [("x.html", html_source()), ("x.xlsx", xlsx_source())])
def test_a_source_with_tables_is_read_anew(name: str, data: bytes) -> None:
    """A task that cites its row is held against the cells of that row."""
    source = SourceFile(name, "0" * 64, data, None)
    for wanted, row in ((["GK220"], 3), ([], 4)):
        task = {"number": 1, "title": "公开决算", "requirement": "及时公开决算。", "lead": ["市审计局"]}
        notice = {"sections": [{"title": "一、公开", "tasks": [task | {"source": {"table": 1, "rows": [row, row]}}]}]}
        given = {"id": "x", "jurisdiction": "x", "title": "标题", "year": 2018, "disclosure": "主动公开"}
        record = NoticeRecord.model_validate(given | {"source": {"file": name, "sha256": "0" * 64}} | notice)
        entry = Entry(Document("content/notices/x.yaml", "id: x\n"), record)
        problems = Problems()
        found = list(check_records(read_sources(Records((entry,), (), (), (), {name: source}), problems, every=True)))
        assert problems.found == []
        assert {p.code.id for p in found if p.code.id == "GK220"} == set(wanted)
        assert all("第 1 个表格第 3 行" in p.text(str) for p in found if p.code.id == "GK220")
        assert {p.code.id for p in found} <= {"GK220", "GK221"}
