"""Tables as offices make them: headers of several rows, numbers of columns, what is struck out, dittos, two annexes."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from itertools import product
from typing import Any

import openpyxl
import pytest
from documents import Blocks, Grid, archive, as_docx, as_html, as_xlsx, p, plain, raw_docx, tbl, tc, tr
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from gksite.model.blocks import Reading
from gksite.model.draft import Draft, DraftSection, DraftTask
from gksite.problems.problem import Phrase
from gksite.readers import docx, html, text, xlsx
from gksite.readers.content import Content, from_plain, to_plain
from gksite.readers.xlsx_values import has_lost_figures, shown_value
from gksite.understanding.understand import understand

HEAD = ["序号", "工作任务", "工作要求", "牵头单位", "责任单位"]
FIRST = ["1", "公开预算", "公开部门预算。", "县财政局", "县教育局"]
SECOND = ["2", "公开决算", "公开部门决算。", "县司法局", "县民政局"]
TITLE = "平山县2025年政务公开分工表"


def quiet(done: int, total: int) -> None:
    """Progress that nobody watches."""


def understood(content: Content) -> Draft:
    """A file as understood, after the pipe from the process that reads."""
    read = from_plain(to_plain(content))
    return understand(Reading("x", "", read.blocks, read.facts, read.remarks, questions=read.questions))


def walked(sections: tuple[DraftSection, ...], above: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], DraftTask]]:
    """Every task with its headings."""
    found: list[tuple[tuple[str, ...], DraftTask]] = []
    for section in sections:
        titles = (*above, section.title) if section.title else above
        found += [(titles, task) for task in section.tasks]
        found += walked(section.sections, titles)
    return found


def tasks(draft: Draft) -> list[DraftTask]:
    """Every task in order."""
    return [task for _, task in walked(draft.sections)]


def told(task: DraftTask) -> tuple[str | None, str | None, tuple[str, ...], tuple[str, ...]]:
    """Title, requirement and agencies of a task."""
    return task.title, task.requirement, task.lead.names, task.support.names


def said(draft: Draft) -> list[str]:
    """The doubts of the notice, in Chinese."""
    return [doubt.reason.text(str) for doubt in draft.doubts]


def in_text(rows: Blocks) -> bytes:
    """The same as a text with pipes."""
    lines = []
    for block in rows:
        if isinstance(block, str):
            lines.append(block)
            continue
        width = max(c + w for _, c, _, w, _ in block)
        cells: dict[int, list[str]] = {}
        for r, c, _, _, words in block:
            cells.setdefault(r, [""] * width)[c] = words
        lines += ["| " + " | ".join(row).replace("\n", "<br>") + " |" for row in cells.values()]
    return "\n".join(lines).encode()


FORMS: dict[str, Callable[[Blocks], Draft]] = {
    "docx": lambda blocks: understood(docx.read(as_docx(blocks), quiet)),
    "html": lambda blocks: understood(html.read(as_html(blocks), quiet)),
    "xlsx": lambda blocks: understood(xlsx.read(as_xlsx(blocks), quiet)),
    "pipes": lambda blocks: understood(text.read(in_text(blocks), quiet)),
}
EXPECTED = [
    ("公开预算", "公开部门预算。", ("县财政局",), ("县教育局",)),
    ("公开决算", "公开部门决算。", ("县司法局",), ("县民政局",)),
]
every_form = pytest.mark.parametrize("form", FORMS)

# R38: numbers of columns


NUMBER_ROWS = [
    ["(1)", "(2)", "(3)", "(4)", "(5)"],
    ["（1）", "（2）", "（3）", "（4）", "（5）"],
    ["1", "2", "3", "4", "5"],
    ["１", "２", "３", "４", "５"],
    ["①", "②", "③", "④", "⑤"],
    ["一", "二", "三", "四", "五"],
    ["（一）", "（二）", "（三）", "（四）", "（五）"],
    ["A", "B", "C", "D", "E"],
    ["甲", "乙", "1", "2", "3"],
    ["甲", "乙", "丙", "丁", "戊"],
    ["栏次", "1", "2", "3", "4"],
    ["栏 次", "甲", "乙", "1", "2"],
    ["1", "2", "3", "4", "5=3+4"],
    ["", "1", "2", "3", "4"],
    ["【1】", "【2】", "【3】", "【4】", "【5】"],
]


@every_form
@pytest.mark.parametrize("numbers", NUMBER_ROWS, ids=" ".join)
def test_a_row_that_counts_the_columns_is_no_task(form: str, numbers: list[str]) -> None:
    draft = FORMS[form]([TITLE, plain([HEAD, numbers, FIRST, SECOND])])
    assert [told(task) for task in tasks(draft)] == EXPECTED


def test_a_row_that_counts_the_columns_is_no_task_with_a_cell_to_a_line() -> None:
    lines = [TITLE, *HEAD, *NUMBER_ROWS[0], *FIRST, *SECOND]
    draft = understood(text.read("\n".join(lines).encode(), quiet))
    assert [told(task) for task in tasks(draft)] == EXPECTED


@every_form
def test_a_first_task_with_the_number_one_is_a_task(form: str) -> None:
    draft = FORMS[form]([TITLE, plain([HEAD, FIRST, SECOND])])
    assert [(task.number, told(task)) for task in tasks(draft)] == [(1, EXPECTED[0]), (2, EXPECTED[1])]


# R37: headers of several rows


def header(rows: list[list[str]], *merged: tuple[int, int, int, int]) -> Grid:
    """A header of some rows with two tasks below; of merged ranges only the first cell holds text."""
    covered = {(r + i, c + j): (r, c) for r, c, h, w in merged for i in range(h) for j in range(w)}
    spans = {(r, c): (h, w) for r, c, h, w in merged}
    grid = []
    for r, row in enumerate([*rows, FIRST, SECOND]):
        for c, words in enumerate(row):
            if covered.get((r, c), (r, c)) == (r, c):
                grid.append((r, c, *spans.get((r, c), (1, 1)), words))
    return grid


TOP = ["序号", "工作任务", "工作要求", "责任分工", ""]
DOWN = tuple((0, c, 3, 1) for c in range(3))
HEADERS: dict[str, tuple[list[list[str]], tuple[tuple[int, int, int, int], ...]]] = {
    "names at the bottom": (
        [TOP, ["", "", "", "单位", ""], ["", "", "", "牵头单位", "责任单位"]],
        (*DOWN, (0, 3, 1, 2), (1, 3, 1, 2)),
    ),
    "roles in the middle": ([TOP, ["", "", "", "牵头", "配合"], ["", "", "", "单位", "单位"]], (*DOWN, (0, 3, 1, 2))),
    "names of the units": (
        [TOP, ["", "", "", "牵头单位", "配合单位"], ["", "", "", "名称", "名称"]],
        (*DOWN, (0, 3, 1, 2)),
    ),
    "two rows": (
        [TOP, ["", "", "", "牵头", "配合"]],
        (*((0, c, 2, 1) for c in range(3)), (0, 3, 1, 2)),
    ),
    "groups above": (
        [["基本情况", "", "", "责任分工", ""], ["序号", "工作任务", "工作要求", "牵头单位", "责任单位"]],
        ((0, 0, 1, 3), (0, 3, 1, 2)),
    ),
    "four rows and numbers of columns": (
        [TOP, ["", "", "", "单位", ""], ["", "", "", "牵头", "配合"], ["(1)", "(2)", "(3)", "(4)", "(5)"]],
        (*DOWN, (0, 3, 1, 2), (1, 3, 1, 2)),
    ),
    "a blank row between": (
        [TOP, ["", "", "", "", ""], ["", "", "", "牵头单位", "责任单位"]],
        ((0, 3, 1, 2),),
    ),
    "spread words": (
        [["序　号", "工 作 任 务", "工作\n要求", "责 任 分 工", ""], ["", "", "", "牵 头", "配 合"]],
        (*((0, c, 2, 1) for c in range(3)), (0, 3, 1, 2)),
    ),
}


@pytest.mark.parametrize(("form", "name"), list(product(FORMS, HEADERS)))
@pytest.mark.parametrize("is_merged", [True, False], ids=["merged", "blank"])
def test_a_header_of_several_rows_loses_no_task_and_is_none(form: str, name: str, is_merged: bool) -> None:
    rows, merged = HEADERS[name]
    draft = FORMS[form]([TITLE, header(rows, *merged) if is_merged else plain([*rows, FIRST, SECOND])])
    assert [told(task) for task in tasks(draft)] == EXPECTED


def test_the_title_over_all_columns_is_the_section_of_no_task() -> None:
    section = ["一、决策公开", "", "", "", ""]
    rows = [[TITLE, "", "", "", ""], *HEADERS["roles in the middle"][0], section, FIRST, SECOND]
    draft = FORMS["docx"]([[cell for cell in plain(rows) if cell[0] or not cell[1]][:1], plain(rows[1:])])
    assert [titles for titles, _ in walked(draft.sections)] == [("一、决策公开",), ("一、决策公开",)]


def test_a_heading_in_a_column_without_a_name_is_no_row_of_the_header() -> None:
    rows = [["", *HEAD], ["重点任务", "", "", "", "", ""], ["", *FIRST], ["", *SECOND]]
    draft = FORMS["html"]([TITLE, plain(rows)])
    assert [(titles, told(task)) for titles, task in walked(draft.sections)] == [(("重点任务",), e) for e in EXPECTED]


def test_a_task_whose_office_alone_is_stated_is_no_row_of_the_header() -> None:
    rows = [HEAD, FIRST, ["", "", "", "", "县档案馆"], SECOND]
    draft = FORMS["html"]([TITLE, plain(rows)])
    assert [task.title for task in tasks(draft)] == ["公开预算", "公开决算"]


# R39: struck out, hidden, deleted


def word(*rows: list[str]) -> Draft:
    """A table of Word whose cells are XML, or plain words."""
    return understood(docx.read(raw_docx(p(TITLE) + tbl(*(tr(*map(tc, row)) for row in rows))), quiet))


def run(words: str, properties: str) -> str:
    """A paragraph with one run of some properties."""
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r></w:p>"


@pytest.mark.parametrize("properties", ["<w:strike/>", "<w:dstrike/>", '<w:strike w:val="true"/>', "<w:vanish/>"])
def test_words_that_word_strikes_out_or_hides_are_left_out_and_told(properties: str) -> None:
    gone = [SECOND[0], run(SECOND[1], properties), *SECOND[2:]]
    draft = word(HEAD, FIRST, gone, ["3", "公开名录", "公开名录。", "县民政局", "县住建局"])
    assert [task.title for task in tasks(draft)] == ["公开预算", None, "公开名录"]
    kind = "隐藏" if "vanish" in properties else "划掉"
    assert f"第 1 个表格第 3 行{kind}的文字没有录入，请核对：公开决算" in said(draft)


def test_words_that_are_not_struck_out_stay() -> None:
    draft = word(HEAD, [FIRST[0], run(FIRST[1], '<w:strike w:val="0"/><w:vanish w:val="false"/>'), *FIRST[2:]])
    assert tasks(draft)[0].title == FIRST[1]
    assert not any("划掉" in doubt or "隐藏" in doubt for doubt in said(draft))


def test_words_that_a_style_of_word_strikes_out_are_left_out() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="gone"><w:rPr><w:strike/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="unseen"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    struck = '<w:p><w:r><w:rPr><w:rStyle w:val="gone"/></w:rPr><w:t>甲</w:t></w:r><w:r><w:t>乙</w:t></w:r></w:p>'
    hidden = '<w:p><w:pPr><w:pStyle w:val="unseen"/></w:pPr><w:r><w:t>丙</w:t></w:r></w:p>'
    read = docx.read(raw_docx(struck + hidden + p("丁"), styles=styles), quiet)
    assert [block.text for block in read.blocks] == ["乙", "丁"]  # type: ignore[union-attr]
    assert len(read.questions) == 2


CHANGES = [
    ("ins", "县民政局", "县民政局、县档案局"),
    ("moveTo", "县民政局", "县民政局、县档案局"),
    ("del", "县民政局", "县民政局"),
    ("moveFrom", "县民政局", "县民政局"),
]


@pytest.mark.parametrize(("tag", "stays", "whole"), CHANGES)
def test_changes_that_nobody_accepted_are_read_as_accepted_and_told(tag: str, stays: str, whole: str) -> None:
    name = "delText" if tag == "del" else "t"
    changed = f'<w:{tag} w:author="甲"><w:r><w:{name}>、县档案局</w:{name}></w:r></w:{tag}>'
    cell = f"<w:p><w:r><w:t>{stays}</w:t></w:r>{changed}</w:p>"
    draft = word(HEAD, FIRST, [*SECOND[:4], cell])
    assert tasks(draft)[1].support.names == tuple(whole.split("、"))
    assert any("1 处没有接受的修订" in doubt for doubt in said(draft))
    assert any("县档案局" in doubt for doubt in said(draft)) == (stays == whole)


@pytest.mark.parametrize(("mark", "kind"), [('<w:del w:author="甲"/>', "修订中删去"), ("<w:hidden/>", "隐藏")])
def test_a_row_that_word_deletes_or_hides_is_no_task(mark: str, kind: str) -> None:
    gone = f"<w:tr><w:trPr>{mark}</w:trPr>" + "".join(map(tc, SECOND)) + "</w:tr>"
    rows = [tr(*map(tc, HEAD)), gone, tr(*map(tc, FIRST))]
    draft = understood(docx.read(raw_docx(p(TITLE) + tbl(*rows)), quiet))
    assert [(task.title, task.spot.rows) for task in tasks(draft)] == [("公开预算", (3, 3))]
    assert any(f"第 1 个表格第 2 行{kind}的文字没有录入" in doubt for doubt in said(draft))


def sheet(change: Callable[[Any], object], *rows: list[Any]) -> Draft:
    """A workbook of a title and some rows, changed by a person, as understood."""
    return understood(workbook(change, *rows))


NOTHING = 99
"""A height or width that is written as 0, which openpyxl does not write."""


def workbook(change: Callable[[Any], object], *rows: list[Any]) -> Content:
    """The same as read."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "任务"
    page.append([TITLE])
    for row in [HEAD, *(rows or (FIRST, SECOND))]:
        page.append(row)
    change(page)
    stream = BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b'"%d"' % NOTHING, b'"0"')
    return xlsx.read(archive(parts), quiet)


def hide_row(page: Any) -> None:
    page.row_dimensions[4].hidden = True


def flatten_row(page: Any) -> None:
    page.row_dimensions[4].height = NOTHING


def filter_rows(page: Any) -> None:
    page.auto_filter.ref = "A2:E4"
    page.auto_filter.add_filter_column(3, ["县财政局"])
    page.row_dimensions[4].hidden = True


@pytest.mark.parametrize("change", [hide_row, flatten_row, filter_rows], ids=lambda change: change.__name__)
def test_a_row_out_of_sight_is_no_task_and_told(change: Callable[[Any], object]) -> None:
    draft = sheet(change)
    assert [told(task) for task in tasks(draft)] == EXPECTED[:1]
    assert "工作表“任务”有 1 行是隐藏的（也可能是筛选所致），没有录入，请核对：第 4 行" in said(draft)


def hide_column(page: Any) -> None:
    page.insert_cols(4)
    page["D2"], page["D3"], page["D4"] = "责任领导", "王小明", "李小红"
    page.column_dimensions["D"].hidden = True


def narrow_column(page: Any) -> None:
    hide_column(page)
    page.column_dimensions["D"].hidden = False
    page.column_dimensions["D"].width = NOTHING


@pytest.mark.parametrize("change", [hide_column, narrow_column], ids=lambda change: change.__name__)
def test_a_column_out_of_sight_is_in_no_task_and_told(change: Callable[[Any], object]) -> None:
    draft = sheet(change)
    assert [(told(task), task.remark) for task in tasks(draft)] == [(task, None) for task in EXPECTED]
    assert "工作表“任务”有 1 列是隐藏的，没有录入，请核对：D 列" in said(draft)


def test_a_sheet_out_of_sight_is_no_table_of_the_notice() -> None:
    def add_sheet(page: Any) -> None:
        other = page.parent.create_sheet("旧表")
        for row in [HEAD, ["1", "旧任务", "旧要求。", "县水利局", "县林业局"]]:
            other.append(row)
        other.sheet_state = "hidden"

    draft = sheet(add_sheet)
    assert [told(task) for task in tasks(draft)] == EXPECTED
    assert "工作表“旧表”是隐藏的，没有录入，请核对" in said(draft)


def test_a_merged_cell_whose_first_row_is_hidden_is_seen_below() -> None:
    def merge_and_hide(page: Any) -> None:
        page.merge_cells("D3:D5")
        page.row_dimensions[3].hidden = True

    draft = sheet(merge_and_hide, FIRST, [*SECOND[:3], None, "县民政局"], ["3", "公开", "公开。", None, "县住建局"])
    assert [(task.number, task.lead.names) for task in tasks(draft)] == [(2, ("县财政局",)), (3, ("县财政局",))]


def test_letters_struck_out_in_a_sheet_are_left_out_and_told() -> None:
    def strike(page: Any) -> None:
        page["B4"] = CellRichText("公开", TextBlock(InlineFont(strike=True), "预"), "决算")
        page["E3"].font = Font(strike=True)
        page["D4"] = CellRichText(TextBlock(InlineFont(strike=True), "县水利局、"), TextBlock(InlineFont(), "县司法局"))

    draft = sheet(strike)
    assert [told(task) for task in tasks(draft)] == [(*EXPECTED[0][:3], ()), EXPECTED[1]]
    assert [doubt for doubt in said(draft) if "划掉" in doubt] == [
        "工作表“任务”E3 格划掉的文字没有录入，请核对：县教育局",
        "工作表“任务”B4 格划掉的文字没有录入，请核对：预",
        "工作表“任务”D4 格划掉的文字没有录入，请核对：县水利局、",
    ]


def test_many_struck_out_cells_are_counted() -> None:
    rows = [[str(n), f"任务{n}", f"要求{n}。", "县财政局", "县教育局"] for n in range(1, 21)]

    def strike(page: Any) -> None:
        for n in range(1, 13):
            page.cell(n + 2, 5).font = Font(strike=True)

    struck = [doubt for doubt in said(sheet(strike, *rows)) if "划掉" in doubt]
    assert len(struck) == 9
    assert struck[-1] == "划掉而没有录入的文字共有 12 处，只列出前 8 处"


PAGES = {
    "s": "<td><s>公开决算</s></td>",
    "del": "<td><p><del>公开决算</del></p></td>",
    "strike": "<td><strike>公开决算</strike></td>",
    "style": '<td><span style="color:red;text-decoration: line-through">公开决算</span></td>',
    "cell": '<td style="TEXT-DECORATION: underline line-through">公开决算</td>',
    "line": '<td><span style="text-decoration-line:line-through">公开决算</span></td>',
    "class": "<td class=xl70>公开决算</td>",
    "hidden": '<td><span style="display:none">公开决算</span></td>',
    "attribute": "<td><span hidden>公开决算</span></td>",
}


@pytest.mark.parametrize("name", PAGES)
def test_words_that_a_page_strikes_out_or_hides_in_a_table_are_left_out_and_told(name: str) -> None:
    rows = [HEAD, FIRST]
    body = "".join("<tr>" + "".join(f"<td>{words}</td>" for words in row) + "</tr>" for row in rows)
    last = "<tr><td>2</td>" + PAGES[name] + "".join(f"<td>{words}</td>" for words in SECOND[2:]) + "</tr>"
    sheet = "<style><!-- .xl70 {mso-style-parent:style0; text-decoration:line-through;} --></style>"
    draft = understood(html.read(f"{sheet}<p>{TITLE}</p><table>{body}{last}</table>".encode(), quiet))
    assert [task.title for task in tasks(draft)] == ["公开预算", None]
    assert any("第 1 个表格第 3 行" in doubt and doubt.endswith("公开决算") for doubt in said(draft))


@pytest.mark.parametrize("row", ['<tr style="display:none">', "<tr hidden>", '<tr style="visibility:collapse">'])
def test_a_row_that_a_page_hides_is_no_task_and_told(row: str) -> None:
    rows = ["<tr>" + "".join(f"<td>{words}</td>" for words in cells) + "</tr>" for cells in (HEAD, SECOND, FIRST)]
    rows[1] = rows[1].replace("<tr>", row)
    draft = understood(html.read(f"<p>{TITLE}</p><table>{''.join(rows)}</table>".encode(), quiet))
    assert [task.title for task in tasks(draft)] == ["公开预算"]
    assert any(doubt.startswith("第 1 个表格隐藏的文字没有录入") for doubt in said(draft))


def test_a_class_that_hides_for_a_printer_hides_nothing_on_the_screen() -> None:
    rows = "".join("<tr>" + "".join(f"<td class=x>{words}</td>" for words in row) + "</tr>" for row in (HEAD, FIRST))
    page = f"<style>@media print {{ .x {{display:none}} }} .y{{display:none}}</style><table>{rows}</table>"
    assert [told(task) for task in tasks(understood(html.read(page.encode(), quiet)))] == EXPECTED[:1]


@pytest.mark.parametrize("struck", ["~~公开决算~~", "<del>公开决算</del>", "<s>公开决算</s>"])
def test_words_that_a_text_strikes_out_are_left_out_and_told(struck: str) -> None:
    rows = [HEAD, FIRST, [SECOND[0], struck, *SECOND[2:]]]
    draft = understood(text.read("\n".join(f"| {' | '.join(row)} |" for row in rows).encode(), quiet))
    assert [task.title for task in tasks(draft)] == ["公开预算", None]
    assert "第 3 行划掉的文字没有录入，请核对：公开决算" in said(draft)


def test_ranges_with_waves_are_not_struck_out() -> None:
    read = text.read("每年3~~5月、9~~10月公开。".encode(), quiet)
    assert [block.text for block in read.blocks] == ["每年3~~5月、9~~10月公开。"]  # type: ignore[union-attr]
    assert read.questions == ()


# R40: dittos


DITTOS = [
    *(
        "〃",
        "″",
        '"',
        "＂",
        "々",
        "”",
        "''",
        "同上",
        "同 上",
        "同　上",
        "（同上）",
        "同上。",
        "同前",
        "上同",
        "同上一项",
    ),
    *(
        "同上项",
        "同上行",
        "与上同",
        "與上同",
        "与上项相同",
        "同上单位",
        "同上责任单位",
        "如上",
        "同第1项",
        "同第一项",
        "同1项",
    ),
    *("与第1项相同", "（同第1项）", "同序号1"),
]


@pytest.mark.parametrize(
    ("form", "words"), [*product(["xlsx"], DITTOS), *product(["docx", "html", "pipes"], ["〃", "同上", "同第1项"])]
)
def test_a_ditto_in_a_cell_of_agencies_means_those_above(form: str, words: str) -> None:
    draft = FORMS[form]([TITLE, plain([HEAD, FIRST, [*SECOND[:4], words]])])
    first, second = tasks(draft)
    assert (first.support.names, first.inherited) == (("县教育局",), ())
    assert (second.lead.names, second.support.names, second.inherited) == (("县司法局",), ("县教育局",), ("support",))


def test_a_ditto_of_a_ditto_means_the_same_agencies() -> None:
    draft = FORMS["docx"](
        [TITLE, plain([HEAD, FIRST, ["2", "甲", "乙。", "同上", "〃"], ["3", "丙", "丁。", "〃", "同上"]])]
    )
    assert [(task.lead.names, task.support.names) for task in tasks(draft)] == [(("县财政局",), ("县教育局",))] * 3
    assert [task.inherited for task in tasks(draft)] == [(), ("lead", "support"), ("lead", "support")]


def test_a_task_may_name_those_of_any_task_above() -> None:
    third = ["3", "公开名录", "公开名录。", "县民政局", "同第1项"]
    draft = FORMS["xlsx"]([TITLE, plain([HEAD, FIRST, SECOND, third])])
    assert tasks(draft)[2].support.names == ("县教育局",)


def test_a_cell_may_add_names_to_those_above() -> None:
    draft = FORMS["xlsx"]([TITLE, plain([HEAD, FIRST, [*SECOND[:4], "同上、县档案局"]])])
    assert tasks(draft)[1].support.names == ("县教育局", "县档案局")
    assert tasks(draft)[1].inherited == ("support",)


def test_a_ditto_may_mean_the_cell_at_the_left() -> None:
    draft = FORMS["xlsx"]([TITLE, plain([HEAD, FIRST, [*SECOND[:4], "同左"]])])
    assert told(tasks(draft)[1])[2:] == (("县司法局",), ("县司法局",))


@pytest.mark.parametrize("words", ["同上", "〃", "同第9项"])
def test_a_ditto_that_means_nobody_is_no_agency_and_told(words: str) -> None:
    draft = FORMS["xlsx"]([TITLE, plain([HEAD, [*FIRST[:4], words], SECOND])])
    first = tasks(draft)[0]
    assert first.support.names == ()
    assert any("所指的单位没有找到" in doubt.reason.text(str) for doubt in first.doubts)


def test_a_ditto_below_a_heading_is_told() -> None:
    heading = [(0, 0, 1, 5, "二、服务公开")]
    rows = [*plain([HEAD, FIRST]), *[(2, c, h, w, words) for _, c, h, w, words in heading]]
    rows += [(3, c, 1, 1, words) for c, words in enumerate([*SECOND[:4], "同上"])]
    second = tasks(FORMS["docx"]([TITLE, rows]))[1]
    assert second.support.names == ("县教育局",)
    assert any("隔着标题" in doubt.reason.text(str) for doubt in second.doubts)


def test_a_ditto_in_a_cell_of_text_takes_the_text_above_with_a_doubt() -> None:
    head = [*HEAD, "完成时限"]
    rows = [head, [*FIRST, "6月底前"], ["2", "公开决算", "同上", "县司法局", "县民政局", "〃"]]
    second = tasks(FORMS["xlsx"]([TITLE, plain(rows)]))[1]
    assert (second.requirement, second.deadline) == ("公开部门预算。", "6月底前")
    assert second.spot.rows == (3, 4), "the place holds the text"
    assert [doubt.reason.text(str) for doubt in second.doubts] == [
        "“工作要求”一格印的是“同上”，按所指的一格录入，请核对",
        "“完成时限”一格印的是“〃”，按所指的一格录入，请核对",
    ]


def test_a_ditto_in_prose_means_those_of_the_task_before() -> None:
    lines = [
        "1.公开预算。公开部门预算。（责任单位：县财政局、县教育局）",
        "2.公开决算。公开部门决算。（责任单位：同上）",
    ]
    first, second = tasks(understood(text.read("\n".join([TITLE, *lines]).encode(), quiet)))
    assert first.support.names == second.support.names == ("县财政局", "县教育局")
    assert second.inherited == ("support",)


# numbers of spreadsheets


NUMBERS = [
    ("218", "000000", "000218"),
    ("0.125", "0.0%", "12.5%"),
    ("0.125", "0%", "13%"),
    ("1234567.891", "#,##0.00", "1,234,567.89"),
    ("43263", "m月d日", "6月12日"),
    ("43263", 'm"月"d"日"', "6月12日"),
    ("43263", "yyyy/m/d;@", "2018/6/12"),
    ("43263", "yyyy\\-mm\\-dd", "2018-06-12"),
    ("43263", "[$-F800]yyyy", "2018"),
    ("5", '"第"0"号"', "第5号"),
    ("5", '[Red]G/通用格式"项"', "5项"),
    ("-5", "0_);(0)", "(5)"),
    ("0", '0;-0;"—"', "—"),
    ("13012345678", "000-0000-0000", "130-1234-5678"),
    ("12345", "0!.0,", "1.2"),
    ("130131000112345678", "General", "130131000112345678"),
    ("1.301310001123457e+17", "", "130131000112345700"),
    ("0.30000000000000004", "", "0.3"),
    ("没有", "0", "没有"),
    ("1e999", "0", "1e999"),
]


@pytest.mark.parametrize(("value", "form", "shown"), NUMBERS)
def test_a_number_is_written_as_its_sheet_shows_it(value: str, form: str, shown: str) -> None:
    assert shown_value(value, form, since_1904=False) == shown


@pytest.mark.parametrize(
    ("value", "lost"),
    [
        ("1.301310001123457e+17", True),
        ("130131000112345000", True),
        ("130131000112345678", False),
        ("123456789012345", False),
        ("0.1234567890123456789", False),
    ],
)
def test_a_number_longer_than_a_sheet_holds_is_doubted(value: str, lost: bool) -> None:
    assert has_lost_figures(value) is lost


def test_long_numbers_and_formulas_without_a_value_are_told_with_their_cells() -> None:
    def fill(page: Any) -> None:
        page["C3"] = 1.301310001123457e17
        page["C4"] = "=B4"
        page["B3"] = "000218"

    draft = sheet(fill)
    assert [told(task)[:2] for task in tasks(draft)] == [("000218", "130131000112345700"), ("公开决算", None)]
    assert "工作表“任务”有 1 个数超过 15 位，表格存不下后面的数字，请与原件核对：C3" in said(draft)
    assert "工作表“任务”有 1 个公式没有算好的值，读成了空白，请核对：C4" in said(draft)


def test_a_formula_whose_value_is_an_empty_text_is_no_question() -> None:
    read = workbook(lambda page: page.__setitem__("C4", "=B4"))
    assert any("公式" in question.text(str) for question in read.questions)
    stream = BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["甲", "=B1"])
    book.save(stream)
    with zipfile.ZipFile(stream) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b'<c r="B1">', b'<c r="B1" t="str">')
    assert b't="str"' in parts[name]
    assert xlsx.read(archive(parts), quiet).questions == ()


# R41: annexes

OTHER = ["1", "清理网站", "清理网站栏目。", "县大数据局", "县委编办"]
LETTER = [
    "平山县人民政府办公室关于印发2025年政务公开工作任务的通知",
    "各乡镇人民政府，县直各部门：",
    "现将2025年政务公开工作任务印发给你们，请认真落实。",
    "附件：1.重点任务",
    "2.其他任务",
    "平山县人民政府办公室",
    "2025年3月1日",
]
MARKS = [
    (["附件1 重点任务"], ["附件2 其他任务"], "附件1 重点任务", "附件2 其他任务"),
    (["附件1：重点任务"], ["附件2：其他任务"], "附件1：重点任务", "附件2：其他任务"),
    (["附件一", "重点任务"], ["附件二", "其他任务"], "重点任务", "其他任务"),
    (["附表1", "重点任务清单", "（单位：万元）"], ["附表2", "其他任务清单"], "重点任务清单", "其他任务清单"),
    (["附件1-1 重点任务清单"], ["附件1-2 其他任务清单"], "附件1-1 重点任务清单", "附件1-2 其他任务清单"),
    (["附件1"], ["附件2"], "附件1", "附件2"),
    (["附件（1）重点任务分解表"], ["附件（2）其他任务分解表"], "附件（1）重点任务分解表", "附件（2）其他任务分解表"),
]


@pytest.mark.parametrize(("first", "second", "one", "two"), MARKS)
@pytest.mark.parametrize("form", ["docx", "html", "pipes"])
def test_each_annex_is_a_section_of_its_own_below_the_title_of_the_letter(
    form: str, first: list[str], second: list[str], one: str, two: str
) -> None:
    inner = ["一、决策公开", "", "", "", ""]
    tables = [plain([HEAD, inner, FIRST, SECOND]), plain([HEAD, OTHER])]
    draft = FORMS[form]([*LETTER, *first, tables[0], *second, tables[1]])
    assert draft.title == LETTER[0]
    assert [titles for titles, _ in walked(draft.sections)] == [(one, "一、决策公开")] * 2 + [(two,)]
    assert [task.number for task in tasks(draft)] == [1, 2, 3]


@every_form
def test_the_heading_of_an_annex_is_not_the_title_that_stands_above_it(form: str) -> None:
    blocks = [TITLE, "附件1 重点任务", plain([HEAD, FIRST]), "附件2 其他任务", plain([HEAD, OTHER])]
    draft = FORMS[form](blocks)
    assert draft.title == TITLE
    assert [section.title for section in draft.sections] == ["附件1 重点任务", "附件2 其他任务"]
    assert len(tasks(draft)) == 2


def test_each_sheet_of_a_workbook_is_an_annex() -> None:
    def add_sheet(page: Any) -> None:
        page["A1"] = "附件1 重点任务"
        other = page.parent.create_sheet("附件2")
        for row in [["附件2 其他任务"], HEAD, OTHER]:
            other.append(row)

    draft = sheet(add_sheet)
    assert [titles for titles, _ in walked(draft.sections)] == [("附件1 重点任务",)] * 2 + [("附件2 其他任务",)]


def test_the_mark_of_an_annex_on_each_page_begins_no_other() -> None:
    draft = FORMS["docx"](["附件1", TITLE, plain([HEAD, FIRST]), "附件1", plain([HEAD, SECOND])])
    assert len(tasks(draft)) == 2
    assert len(draft.sections) == 1


def test_phrases_in_phrases_pass_the_pipe() -> None:
    question = Phrase("{place}划掉的文字没有录入，请核对：{text}", place=Phrase("第 {line} 行", line=3), text="甲")
    assert from_plain(to_plain(Content((), questions=(question,)))).questions == (question,)
