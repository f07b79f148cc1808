"""`export --xlsx` and back: an untouched workbook changes nothing, an edited one exactly the cells that were edited."""

import difflib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from portal import NOTICE_PATH, REPOSITORY, gksite

from gksite.documents.shapes import Entry, shape
from gksite.documents.workbook_file import LONGEST_CELL
from gksite.documents.yaml_reader import Document, parse
from gksite.model.blocks import Reading, Table
from gksite.model.records import NoticeRecord
from gksite.problems.problem import Problems, RequestError
from gksite.read import read
from gksite.readers import read_data
from gksite.workbook.cells import WorkCell, cells
from gksite.workbook.export import workbook
from gksite.workbook.merge import kept_cells, merge, stored
from gksite.workbook.sheets import notice_of

NOTICE = """\
# 文件头的注释
id: ceshi-2018
jurisdiction: ceshi
title: 测试市2018年任务分解表  # 标题
number: "测府办〔2018〕1号"  # 文号带引号
year: 2018
disclosure: 主动公开  # 属性
source: {file: ceshi.txt, sha256: 0000000000000000000000000000000000000000000000000000000000000000}
preamble: |-
  第一段。

  第二段。
# 各部分
sections:
  - title: 一、公开  # 部分甲
    tasks:
      # 任务之前的注释
      - number: 1  # 一
        title: 公开预决算  # 题目甲
        requirement: >-
          公开财政预决算，
          细化内容。
        lead: [市财政局]  # 牵头甲
        support: [{name: 市卫计委, as: 卫计委}, 市直各委、办、局, "市审计局"]  # 责任甲
        source: {lines: [1, 1], lead: "市财政局"}  # 出处甲
      - {number: 2, title: 公开审计结果, lead: [市审计局], source: {lines: [2, 2]}}  # 一行写完
    sections:
      - title: （一）回应  # 部分乙
        tasks:
          - title: 题目在前  # 题目丙
            number: 3  # 三
            requirement: '带引号的要求：''不变'''
            lead:
              - 市财政局  # 甲
              # 两个之间的注释
              - {name: 市卫计委, as: 卫计委}  # 乙
              - 市财政局  # 丙，重复
            inherited: [lead]
            note: |  # 校注丙
              第一行
              第二行
            source: {lines: [3, 4]}  # 出处丙
closing: 测试市人民政府办公室
  # 落款之后、缩进的注释

addressees: 各单位  # 主送
cc: [市委, 市人大]  # 抄送
"""
NAMES = ("市财政局", "市审计局", "市卫计委", "市直各委、办、局", "各县（市、区）人民政府")
DOCUMENT = Document("content/notices/ceshi-2018.yaml", NOTICE)


def record_of(text: str) -> NoticeRecord:
    """The notice that a YAML text states."""
    problems = Problems()
    document = replace(DOCUMENT, text=text)
    record = shape(NoticeRecord, parse(document, problems), document, problems)
    assert problems.found == []
    assert record is not None
    return record


@cache
def exported(text: str = NOTICE) -> Reading:
    """The workbook of a notice as read back."""
    return read_back(workbook(record_of(text), NAMES))


def read_back(data: bytes) -> Reading:
    """A workbook as the reader gives it."""
    problems = Problems()
    reading = read_data(data, "edited.xlsx", problems)
    assert problems.found == []
    assert reading is not None
    return reading


def positions(reading: Reading) -> dict[str, tuple[int, int, int]]:
    """Sheet, row and column of each cell that can be edited, by the key that the export gave it."""
    found = {}
    tasks, sections, facts = (block for block in reading.blocks[:3] if isinstance(block, Table))
    for kind, sheet, table, fields in (
        ("task", 0, tasks, ("above", "title", "requirement", "lead", "support", "remark", "note", "summary", "review")),
        ("section", 1, sections, ("above", "title")),
    ):
        for cell in table.cells:
            if cell.column == 0 and cell.row:
                found |= {f"{kind}/{cell.text}/{f}": (sheet, cell.row, i) for i, f in enumerate(fields, 1)}
    found |= {f"notice/{c.text}": (2, c.row, 2) for c in facts.cells if c.column == 0 and c.row}
    return found


def edited(reading: Reading, texts: dict[str, str]) -> Reading:
    """The workbook with some cells changed."""
    spots = positions(reading)
    wanted = {spots[key]: text for key, text in texts.items()}
    blocks = []
    for sheet, block in enumerate(reading.blocks):
        assert isinstance(block, Table)
        changed = tuple(replace(c, text=wanted.get((sheet, c.row, c.column), c.text)) for c in block.cells)
        blocks.append(replace(block, cells=changed))
    return replace(reading, blocks=tuple(blocks))


def merged(texts: dict[str, str], text: str = NOTICE, since: str = NOTICE) -> str:
    """The YAML after an import that meets no problem; `since` is the YAML at the time of export."""
    problems = Problems()
    found = merge(edited(exported(since), texts), replace(DOCUMENT, text=text), record_of(text), NAMES, problems)
    assert [problem.text(str) for problem in problems.found] == []
    assert found is not None
    return found


def refused(texts: dict[str, str], text: str = NOTICE) -> list[str]:
    """What is said of an import that cannot be done."""
    problems = Problems()
    found = merge(edited(exported(), texts), replace(DOCUMENT, text=text), record_of(text), NAMES, problems)
    assert found is None
    return [f"{problem.location} {problem.code.id} {problem.text(str)}" for problem in problems.sorted()]


def plain(text: str) -> Any:
    """The plain data of a YAML text."""
    return parse(replace(DOCUMENT, text=text), Problems())


def cells_by_key(text: str) -> dict[str, WorkCell]:
    """The cells of a notice."""
    return {cell.key: cell for cell in cells(record_of(text))}


# Fields by what may stand in them.
_REQUIRED = ("notice/title", "section/1/title", "section/2/title", "task/3/lead", "task/2/title")
_LINES = ("title", "summary", "number", "issuer", "table_title")
_ALPHABET = "财政公开预决算，。“” ab:#-?[]{}&*!|>'\"%@`,=~0123\\…\u3000😀"
_LINE = st.text(_ALPHABET, min_size=1, max_size=30).map(str.strip).filter(bool)
_WORDS = st.sampled_from(["null", "true", "no", "2018", "1e3", "- 甲", "a: b", "甲 # 乙", "=1+1", "~", "'", '"', "\\"])
_ONE = st.one_of(_LINE, _WORDS)
_MANY = st.lists(_ONE, min_size=1, max_size=3).map("\n".join)
_NAMES = st.lists(st.sampled_from((*NAMES, "市统计局", "a: b", "[甲]")), min_size=1, max_size=5).map("\n".join)
_DAYS = st.dates().map(lambda day: day.isoformat())


def texts_for(key: str) -> st.SearchStrategy[str]:
    """What an editor may type into a cell."""
    field = key.rpartition("/")[2]
    if field in ("issued", "printed"):
        typed = _DAYS
    elif field in ("lead", "support"):
        typed = _NAMES
    else:
        typed = _ONE if field in _LINES else _MANY
    return typed if key in _REQUIRED or field == "title" else st.one_of(st.just(""), typed)


EDITS = st.lists(st.sampled_from(sorted(cells_by_key(NOTICE))), max_size=8, unique=True).flatmap(
    lambda keys: st.fixed_dictionaries({key: texts_for(key) for key in keys})
)


@settings(max_examples=100)
@given(EDITS)
@example(
    {
        "task/3/title": "新的题目",
        "task/1/remark": "备注",
        "task/1/note": "说明",
        "task/2/review": "问过甲\n未复",
        "task/1/support": "",
    }
)
@example({"notice/addressees": "", "notice/cc": "?0"})
@example({"task/2/requirement": "要求，一", "task/2/lead": "", "task/2/remark": "多\n行"})
@example({"notice/printed": "2018-06-13", "notice/preamble": "", "notice/cc": "市委\n市政协", "notice/closing": ""})
def test_random_edits_change_exactly_those_cells(texts: dict[str, str]) -> None:
    after = merged(texts)
    before, now = cells_by_key(NOTICE), cells_by_key(after)
    assert before.keys() == now.keys()
    for key, cell in now.items():
        assert cell.text == texts.get(key, before[key].text), key
    assert without(plain(after), before, texts) == without(plain(NOTICE), before, texts)
    assert touched(NOTICE, after) <= lines_of(texts)  # comments, quotes, folds and order stay


@pytest.mark.proof
@settings(max_examples=2000)
@given(EDITS)
def test_many_random_edits_change_exactly_those_cells(texts: dict[str, str]) -> None:
    test_random_edits_change_exactly_those_cells.hypothesis.inner_test(texts)  # type: ignore[attr-defined]


def without(data: Any, places: dict[str, WorkCell], keys: dict[str, str]) -> Any:
    """Plain data without the values of some cells."""
    for key in keys:
        *above, last = places[key].key_path
        target = data
        for step in above:
            target = target[step]
        target.pop(last, None)
    return data


def touched(old: str, new: str) -> set[int]:
    """The lines of the old text that are not in the new one."""
    codes = difflib.SequenceMatcher(None, old.split("\n"), new.split("\n"), autojunk=False).get_opcodes()
    return {n + 1 for kind, a, b, _, _ in codes if kind != "equal" for n in range(a, b)}


def lines_of(texts: dict[str, str]) -> set[int]:
    """The lines on which the values of some cells stand, their keys included."""
    before = cells_by_key(NOTICE)
    found = set()
    for key in texts:
        key_path = before[key].key_path
        first = DOCUMENT.location(key_path, key=True).line
        values = NOTICE.split("\n")
        last = first
        indent = len(values[first - 1]) - len(values[first - 1].lstrip(" -"))
        while last < len(values) and (
            len(values[last]) - len(values[last].lstrip(" ")) > indent or not values[last].strip()
        ):
            last += 1
        found |= set(range(first, last + 1))
    return found


def deeper(line: str, indent: int) -> bool:
    """Whether a line stands further in."""
    return len(line) - len(line.lstrip(" ")) > indent


def test_comments_stay_beside_values_that_change() -> None:
    """Behind a value, behind the sign of a block, between the items of a list, and indented below a value."""
    texts = {
        "task/3/note": "一行",
        "task/1/title": "新",
        "task/3/lead": "市审计局\n市卫计委",
        "task/3/remark": "一\n二",
    }
    after = merged({**texts, "notice/closing": "一\n二", "notice/addressees": "甲\n乙"})
    kept = {"# 校注丙", "# 题目甲", "# 两个之间的注释", "# 乙", "# 落款之后、缩进的注释", "# 主送"}
    assert {comment for comment in kept if comment not in after} == set()
    assert '\naddressees: "甲\\n乙"  # 主送\n' in after
    assert cells_by_key(after)["task/3/remark"].text == "一\n二"


@pytest.mark.parametrize("entry", ["kaiping-2018", "quanzhou-2018", "siming-2021", "xiamen-2016", "xiamen-huoju-2018"])
def test_an_untouched_export_changes_nothing(entry: str, real_notices: dict[str, Entry[NoticeRecord]]) -> None:
    found = real_notices[entry]
    data = workbook(found.record, NAMES)
    assert data == workbook(found.record, NAMES)
    problems = Problems()
    reading = read_back(data)
    assert notice_of(reading) == entry
    assert merge(reading, found.document, found.record, NAMES, problems) == found.document.text
    assert problems.found == []


@pytest.fixture(scope="module")
def real_notices() -> Iterator[dict[str, Entry[NoticeRecord]]]:
    """The repository's own notices."""
    problems = Problems()
    yield {entry.record.id: entry for entry in read(REPOSITORY / "content", problems).notices}
    assert problems.found == []


def test_one_cell_of_a_real_notice_is_one_line(real_notices: dict[str, Entry[NoticeRecord]]) -> None:
    """Edited and saved by another program."""
    found = real_notices["kaiping-2018"]
    book = openpyxl.load_workbook(BytesIO(workbook(found.record, NAMES)))
    row = next(row for row in book["任务"].iter_rows() if row[0].value == "12")
    row[4].value = "市财政局\n市审计局"
    stream = BytesIO()
    book.save(stream)
    after = merge(read_back(stream.getvalue()), found.document, found.record, NAMES, problems := Problems())
    assert problems.found == []
    old, new = found.document.text.split("\n"), (after or "").split("\n")
    assert [(a, b) for a, b in zip(old, new, strict=True) if a != b] == [
        ("            lead: [市财政局]", "            lead: [市财政局, 市审计局]")
    ]


def test_words_of_the_source_stay_with_their_agency() -> None:
    """Where the cell is changed around it, and where it is moved."""
    text = merged({"task/1/support": "市审计局、市直各委、办、局，市卫计委"})
    assert '        support: ["市审计局", 市直各委、办、局, {name: 市卫计委, as: 卫计委}]  # 责任甲\n' in text
    text = merged({"task/3/lead": "市财政局\n市统计局\n市卫计委"})
    assert "              - {name: 市卫计委, as: 卫计委}  # 乙\n" in text


def test_names_are_cut_outside_brackets_and_known_ones_are_kept_whole() -> None:
    text = merged({"task/2/lead": "各县（市、区）人民政府、市直各委、办、局，甲局；乙（丙、丁）局"})
    assert "lead: [各县（市、区）人民政府, 市直各委、办、局, 甲局, 乙（丙、丁）局]" in text


def test_a_text_that_looks_like_a_formula_stays_text() -> None:
    """In the workbook and back in the YAML."""
    text = merged({"task/1/title": "=cmd|'/c calc'!A1"})
    assert plain(text)["sections"][0]["tasks"][0]["title"] == "=cmd|'/c calc'!A1"
    data = workbook(record_of(text), NAMES)
    with ZipFile(BytesIO(data)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets/" in name]
    assert sheets
    assert not any(b"<f>" in sheet for sheet in sheets)
    assert openpyxl.load_workbook(BytesIO(data))["任务"]["C2"].data_type == "s"


def test_the_workbook_is_made_for_editing() -> None:
    """Head in view, text wrapped, agencies to choose from, keys locked, the originals out of sight."""
    book = openpyxl.load_workbook(BytesIO(workbook(record_of(NOTICE), NAMES)))
    assert book.sheetnames == ["任务", "部分", "通知", "单位", "说明", "gksite"]
    tasks = book["任务"]
    assert tasks.freeze_panes == "C2"
    assert tasks["D2"].alignment.wrap_text
    assert not tasks["D2"].protection.locked
    assert tasks["A2"].protection.locked
    assert tasks.protection.sheet
    assert {str(rule.sqref): rule.formula1 for rule in tasks.data_validations.dataValidation} == {
        "E2:E4": "'单位'!$A$2:$A$6",
        "F2:F4": "'单位'!$A$2:$A$6",
    }
    assert all(not rule.showErrorMessage for rule in tasks.data_validations.dataValidation)
    assert book["gksite"].sheet_state == "veryHidden"
    assert tasks["D2"].number_format == "@"


def test_the_workbook_is_made_for_reading_and_printing() -> None:
    """Rows as tall as their text in every program; A4 on its side, the head on each page."""
    long = NOTICE.replace("公开财政预决算，", "公开财政预决算，" * 60)
    book = openpyxl.load_workbook(BytesIO(workbook(record_of(long), NAMES)))
    for sheet in book.worksheets[:-1]:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    heights = [book["任务"].row_dimensions[row].height for row in (2, 3)]
    assert 15 * 480 * 2 / 56 < heights[0] < 15 * 480 * 3 / 56
    assert heights[1] < 60


def test_a_text_longer_than_a_cell_is_not_cut_in_silence() -> None:
    long = NOTICE.replace("公开财政预决算，", "长" * (LONGEST_CELL + 1))
    with pytest.raises(RequestError):
        workbook(record_of(long), NAMES)


def test_cells_changed_in_the_yaml_meanwhile_are_kept() -> None:
    """A change of another cell joins the workbook's; the same change twice is one; two different ones are told."""
    meanwhile = NOTICE.replace("title: 公开审计结果", "title: 公开审计报告")
    text = merged({"task/1/title": "公开预算"}, meanwhile)
    assert "title: 公开审计报告" in text
    assert "title: 公开预算  # 题目甲" in text
    assert merged({"task/2/title": "公开审计报告"}, meanwhile) == meanwhile
    assert refused({"task/2/title": "公开审计"}, meanwhile) == [
        f"{DOCUMENT.path}:26:28 GK227 “任务 2 的题目”在工作簿里改成了“公开审计”，这里在导出之后改成了“公开审计报告”"
    ]


def without_row(reading: Reading, sheet: int, row: int) -> Reading:
    """The workbook with a row deleted."""
    table = reading.blocks[sheet]
    assert isinstance(table, Table)
    kept = tuple(cell for cell in table.cells if cell.row != row)
    return replace(reading, blocks=(*reading.blocks[:sheet], replace(table, cells=kept), *reading.blocks[sheet + 1 :]))


def test_rows_cannot_be_added_or_taken_away() -> None:
    """GK228 names the sheet and the row, the changed key, the text beside the table."""
    reading = exported()
    table = reading.blocks[0]
    assert isinstance(table, Table)
    renumbered = tuple(replace(c, text="9") if (c.row, c.column) == (1, 0) else c for c in table.cells)
    doubled = tuple(replace(c, text="1") if (c.row, c.column) == (2, 0) else c for c in table.cells)
    beside = (*table.cells, replace(table.cells[0], text="批注", row=1, column=20))
    headless = tuple(replace(c, text="任务") if (c.row, c.column) == (0, 2) else c for c in table.cells)
    for cells_, said in (
        (without_row(reading, 0, 2).blocks[0].cells, "里没有“任务 2”"),  # type: ignore[union-attr]
        (renumbered, "里多出了“任务 9”"),
        (doubled, "第 3 行的第一格是空的，或与别的行相同"),
        (beside, "第 2 行在各栏之外有文字"),
        (headless, "不见了，或表头被改过"),
    ):
        problems = Problems()
        changed = replace(reading, blocks=(replace(table, cells=cells_), *reading.blocks[1:]))
        assert merge(changed, DOCUMENT, record_of(NOTICE), NAMES, problems) is None
        assert any(p.code.id == "GK228" and said in p.text(str) for p in problems.found), said
        assert len(problems.found) <= 3, "a row or a sheet is told once"
    assert "“任务 1 的所属部分”改过了" in refused({"task/1/above": "二、别的部分"})[0]


def test_rows_may_be_sorted() -> None:
    reading = edited(exported(), {"task/1/title": "公开预算"})
    table = reading.blocks[0]
    assert isinstance(table, Table)
    order = {0: 0, 1: 3, 2: 1, 3: 2}
    sorted_ = replace(table, cells=tuple(replace(cell, row=order[cell.row]) for cell in table.cells))
    problems = Problems()
    changed = replace(reading, blocks=(sorted_, *reading.blocks[1:]))
    text = merge(changed, DOCUMENT, record_of(NOTICE), NAMES, problems)
    assert problems.found == []
    assert text == NOTICE.replace("title: 公开预决算 ", "title: 公开预算 ")


def test_a_workbook_that_another_program_saved_again_changes_nothing() -> None:
    """The export of NOTICE as LibreOffice Calc rewrites it: tests/forms/README.md."""
    reading = read_back((Path(__file__).parent / "forms/workbook.xlsx").read_bytes())
    problems = Problems()
    assert merge(reading, DOCUMENT, record_of(NOTICE), NAMES, problems) == NOTICE
    assert problems.found == []


def numbers_as_numbers(book: Any) -> None:
    for row in book["任务"].iter_rows(min_row=2):
        row[0].value, row[0].number_format = float(row[0].value), "0.00"


def full_width_numbers(book: Any) -> None:
    for row in book["任务"].iter_rows(min_row=2):
        row[0].value = chr(ord(row[0].value) + 0xFEE0)


def other_line_breaks(book: Any) -> None:
    for row in book["任务"].iter_rows(min_row=2):
        for cell in row:
            cell.value = cell.value and f" {cell.value}\u3000\n".replace("\n", "_x000D_\n")


def other_places(book: Any) -> None:
    tasks = book["任务"]
    tasks.insert_rows(3)
    for row in tasks.iter_rows():
        row[3].value, row[4].value = row[4].value, row[3].value
    tasks.insert_cols(3)
    tasks.insert_rows(1)
    tasks["A1"] = "一个标题"
    tasks.title = "改名"
    book.move_sheet("改名", 3)
    del book["单位"], book["说明"]


def out_of_sight(book: Any) -> None:
    book["任务"].column_dimensions["B"].hidden = True
    book["任务"].row_dimensions[3].hidden = True
    book["任务"].auto_filter.add_filter_column(4, ["市财政局"])


def dates_as_dates(book: Any) -> None:
    book["通知"]["C5"] = datetime(2018, 6, 12)
    book["通知"]["C5"].number_format = "yyyy/m/d"
    book["通知"]["C6"] = "2018年6月13日"


def changed(change: Callable[[Any], None], text: str = NOTICE) -> tuple[str | None, list[str]]:
    """The YAML, and what is said, after a person or a program has changed the file of an export."""
    book = openpyxl.load_workbook(BytesIO(workbook(record_of(text), NAMES)))
    change(book)
    stream = BytesIO()
    book.save(stream)
    problems = Problems()
    document = replace(DOCUMENT, text=text)
    return merge(read_back(stream.getvalue()), document, record_of(text), NAMES, problems), [
        problem.text(str) for problem in problems.sorted()
    ]


@pytest.mark.parametrize(
    "change",
    [numbers_as_numbers, full_width_numbers, other_line_breaks, other_places, out_of_sight, dates_as_dates],
    ids=lambda change: change.__name__,
)
def test_what_programs_and_habits_change_in_a_workbook_is_no_edit(change: Callable[[Any], None]) -> None:
    dated = NOTICE.replace("year: 2018\n", "year: 2018\nissued: 2018-06-12\nprinted: 2018-06-13\n")
    assert changed(change, dated) == (dated, [])


def test_a_formula_without_a_stored_value_keeps_what_the_notice_says() -> None:
    book = openpyxl.load_workbook(BytesIO(workbook(record_of(NOTICE), NAMES)))
    tasks = book["任务"]
    tasks["C2"], tasks["D3"] = "=D2", "改过的要求"
    stream = BytesIO()
    book.save(stream)
    reading, problems = read_back(stream.getvalue()), Problems()
    text = merge(reading, DOCUMENT, record_of(NOTICE), NAMES, problems)
    assert problems.found == []
    assert text is not None
    assert record_of(text).sections[0].tasks[0].title == record_of(NOTICE).sections[0].tasks[0].title
    assert "改过的要求" in text
    assert [phrase.text(str) for phrase in kept_cells(reading)] == [
        "工作簿里“任务 1 的题目”是公式，没有算好的值，保留原来的内容"
    ]


def test_merged_cells_are_refused_as_they_hide_what_they_cover() -> None:
    """GK228: also where the cell in view is blank."""
    text, said = changed(lambda book: book["任务"].merge_cells("G2:G3"))
    assert text is None
    assert said == ["工作簿的“任务”第 2 行有合并的格子"]


def test_a_workbook_without_its_hidden_sheet_is_not_taken_for_a_new_notice() -> None:
    reading = exported()
    with pytest.raises(RequestError, match="gksite"):
        notice_of(replace(reading, blocks=reading.blocks[:-1]))


def test_a_workbook_of_old_that_lacks_a_column_leaves_it_as_it_is() -> None:
    """The file in tests/forms has 校注 for 说明, and no column for what came later."""
    reading = read_back((Path(__file__).parent / "forms/workbook.xlsx").read_bytes())
    later = NOTICE.replace(
        "            source: {lines: [3, 4]}", "            review: 问过甲\n            source: {lines: [3, 4]}"
    )
    problems = Problems()
    assert merge(reading, replace(DOCUMENT, text=later), record_of(later), NAMES, problems) == later
    assert problems.found == []


def test_a_cell_that_must_be_one_line_is_told() -> None:
    """GK229, with the cell in words."""
    assert refused({"task/1/title": "两\n行"}) == [f"{DOCUMENT.path} GK229 工作簿里“任务 1 的题目”这一格有换行"]


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [("notice/issued", "6月12日", "GK103"), ("notice/title", "", "GK102"), ("task/3/lead", "", "GK1")],
)
def test_what_no_notice_may_say_is_told_and_not_written(key: str, text: str, code: str) -> None:
    assert any(code in line for line in refused({key: text}))


def test_files_of_other_systems_keep_their_line_breaks() -> None:
    """A text whose last line has no break keeps none; a byte order mark and CRLF stay."""
    bare = NOTICE.removesuffix("\n").removesuffix("  # 抄送")
    text = merged({"notice/cc": "市委\n市政协", "task/1/remark": "一\n二"}, bare, bare)
    assert text.endswith("\ncc: [市委, 市政协]")
    assert stored("a\nb", b"\xef\xbb\xbfx\r\ny") == b"\xef\xbb\xbfa\r\nb"
    assert stored("a\nb", b"x\ny") == b"a\nb"


def test_other_workbooks_are_not_taken_for_ours() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "序号"
    stream = BytesIO()
    book.save(stream)
    assert notice_of(read_back(stream.getvalue())) is None


def edit(path: Path, sheet: str, cell: str, text: str) -> None:
    """Change one cell of a workbook on disk, as another program would."""
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = text
    book.save(path)


def test_a_notice_goes_out_and_comes_back(portal: Callable[..., Path], tmp_path: Path) -> None:
    """From the command line: nothing edited, one cell edited, both sides edited."""
    root, file = portal(), tmp_path / "out.xlsx"
    notice = root / NOTICE_PATH
    before = notice.read_bytes().replace(b"\n", b"\r\n")
    notice.write_bytes(before)
    assert gksite("export", "ceshi-2018", "--xlsx", file, "--root", root).code == 0
    back = ("import", file, "-o", notice, "--root", root)
    assert gksite(*back).code == 0
    assert notice.read_bytes() == before
    renamed = shutil.copy(file, file.with_suffix(".et"))
    assert gksite("import", renamed, "-o", notice, "--root", root).code == 0
    assert notice.read_bytes() == before
    edit(file, "任务", "D2", "公开财政预算。")
    assert gksite(*back).code == 0
    assert notice.read_bytes() == before.replace("公开财政预决算。".encode(), "公开财政预算。".encode())
    notice.write_bytes(notice.read_bytes().replace("公开财政预算。".encode(), "公开部门预算。".encode()))
    ran = gksite(*back)
    assert ran.code == 1
    assert ran.lines[0].startswith(f"{NOTICE_PATH}:16:22: GK227 “任务 1 的工作要求”在工作簿里改成了“公开财政预算。”")
    assert "公开部门预算。" in notice.read_text("utf-8")


def test_an_export_overwrites_nothing_and_says_what_it_cannot_do(portal: Callable[..., Path], tmp_path: Path) -> None:
    root, file = portal(), tmp_path / "out.xlsx"
    assert gksite("export", "ceshi-2018", "--xlsx", file, "--root", root).code == 0
    for arguments, said in (
        (("ceshi-2018", "--xlsx", file), "已经存在"),
        (("ceshi-2019", "--xlsx", tmp_path / "b.xlsx"), "没有编号为“ceshi-2019”的通知；是否为“ceshi-2018”？"),
        (("ceshi-2018", "--xlsx", tmp_path / "b.csv"), "应以 .xlsx 结尾"),
        (("ceshi-2018", "--xlsx", tmp_path / "none" / "b.xlsx"), "没有文件夹"),
        (("ceshi-2018",), "--xlsx"),
    ):
        ran = gksite("export", *arguments, "--root", root)
        assert ran.code == 2
        assert said in ran.err
    assert sorted(path.name for path in tmp_path.glob("*.*")) == ["out.xlsx"]
