"""Text as pasted, exported or recognised comes back as the paragraphs and tables that a person sees in it."""

import pytest

from gksite.model.blocks import Paragraph, Table
from gksite.readers.limits import Unreadable
from gksite.readers.text import read


def blocks_of(text: str | bytes) -> tuple[Paragraph | Table, ...]:
    """The blocks of a text."""
    return read(text if isinstance(text, bytes) else text.encode(), lambda done, total: None).blocks


def table_of(text: str) -> Table:
    """The only table of a text."""
    (table,) = (block for block in blocks_of(text) if isinstance(block, Table))
    return table


def rows_of(table: Table) -> list[list[str]]:
    """The texts of a table, row by row."""
    rows: list[list[str]] = [[] for _ in range(table.height)]
    for cell in table.cells:
        rows[cell.row].append(cell.text)
    return rows


@pytest.mark.parametrize(
    "data",
    [
        "县政府办\n".encode(),
        b"\xef\xbb\xbf" + "县政府办\n".encode(),
        "县政府办\n".encode("gb18030"),
        "\ufeff县政府办".encode("utf-16-le"),
    ],
    ids=["utf-8", "with its mark", "gb18030", "utf-16"],
)
def test_every_usual_encoding_is_read(data: bytes) -> None:
    (paragraph,) = blocks_of(data)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "县政府办"
    assert paragraph.spot.lines == (1, 1)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        blocks_of(b"\xff\x80\x80" + "县".encode() + b"\xa1")
    assert refusal.value.code.id == "GK044"


def test_a_row_to_a_line_is_a_table_with_short_rows_filled_up() -> None:
    table = table_of("甲\t乙\t丙\n1\t2\n\n3\t4\t5\n")
    assert rows_of(table) == [["甲", "乙", "丙"], ["1", "2", ""], ["3", "4", "5"]]
    assert [cell.spot.lines for cell in table.cells if cell.column == 0] == [(1, 1), (2, 2), (4, 4)]


def test_a_quoted_cell_may_hold_line_breaks() -> None:
    assert rows_of(table_of('任务\t单位\n公开\t"市财政局\n市""税""局"\n')) == [
        ["任务", "单位"],
        ["公开", '市财政局\n市"税"局'],
    ]


def test_a_quotation_mark_that_is_never_closed_is_only_a_mark() -> None:
    assert rows_of(table_of('任务\t单位\n"公开\t甲局\n')) == [["任务", "单位"], ['"公开', "甲局"]]


def test_a_row_that_a_break_cut_in_two_is_one_again() -> None:
    assert rows_of(table_of("序号\t任务\t单位\n1\t公开权责\n清单\t县委编办\n2\t公开预算\t县财政局\n"))[1:] == [
        ["1", "公开权责\n清单", "县委编办"],
        ["2", "公开预算", "县财政局"],
    ]


def test_a_header_printed_again_begins_a_new_table() -> None:
    tables = [
        block for block in blocks_of("序号\t任务\n1\t甲\n\n序号\t任务\t\n2\t乙\t丙\n") if isinstance(block, Table)
    ]
    assert [table.width for table in tables] == [2, 3]


def test_a_cell_to_a_line_is_a_table_cut_by_blank_lines() -> None:
    table = table_of("\t工作任务\n\t牵头单位\n\n\t1.公开\n\t市市场\n\n监督管理局\n\n\t2.解读\n\t\n")
    assert rows_of(table) == [["工作任务", "牵头单位"], ["1.公开", "市市场\n监督管理局"], ["2.解读", ""]]
    assert [cell.spot.lines for cell in table.cells if cell.column == 1] == [(2, 2), (5, 7), (10, 10)]


def test_a_cell_to_a_line_that_a_blank_line_parted_is_still_one_row() -> None:
    rows = rows_of(table_of("\t甲\n\t乙\n\t丙\n\n\t1.一\n\t二\n\n\t三\n\n\t2.四\n\t五\n\t六\n"))
    assert rows[1:] == [["1.一", "二", "三"], ["2.四", "五", "六"]]


def test_a_line_with_nothing_but_wide_blanks_is_a_blank_line() -> None:
    stacked = "\t序号\n\t任务\n\t责任单位\n　\n\t1\n\t公开\n\t市财政局\n"
    assert blocks_of(stacked) == blocks_of(stacked.replace("　", ""))
    tabbed = "序号\t任务\n　\n1\t公开\n"
    assert blocks_of(tabbed) == blocks_of(tabbed.replace("　", ""))


def test_what_follows_a_table_after_a_blank_line_is_no_part_of_it() -> None:
    blocks = blocks_of(
        "\t任务\n\t单位\n\n\t公开\n\t甲局\n\n— 2 —\n\n\t任务\n\t单位\n\n\t解读\n\t乙局\n\n抄送：县委办。\n"
    )
    assert [type(block).__name__ for block in blocks] == ["Table", "Paragraph", "Table", "Paragraph"]


@pytest.mark.parametrize(
    "text",
    ["| 任务 | 单位 |\n| --- | :-: |\n| 公\\|开 | 甲局 |\n", "任务 | 单位 | \n公\\|开 | 甲局 | \n"],
    ids=["Markdown", "plain"],
)
def test_pipes_make_a_table(text: str) -> None:
    assert rows_of(table_of(text))[-1][:2] == ["公|开", "甲局"]


def test_an_html_table_inside_markdown_keeps_its_spans_and_its_lines() -> None:
    table = table_of(
        "# 题目\n<table><tr><td rowspan=2>甲</td><td>乙&amp;丙</td></tr>\n<tr><td>一<br>二</td></tr>\n</table>\n"
    )
    assert [(cell.text, cell.row, cell.column, cell.rows) for cell in table.cells] == [
        *(("甲", 0, 0, 2), ("乙&丙", 0, 1, 1), ("一\n二", 1, 1, 1)),
    ]
    assert [cell.spot.lines for cell in table.cells] == [(2, 2), (2, 2), (3, 3)]


def test_an_html_table_that_is_never_closed_is_read_as_text() -> None:
    assert all(isinstance(block, Paragraph) for block in blocks_of("<table><tr><td>甲</td>\n乙\n"))


def test_marks_of_recognition_are_taken_off() -> None:
    texts = [
        block.text
        for block in blocks_of("## 通 知\n<b>（一）公开</b>\n达到 $100\\%$ 以上\n**甲** &amp; 乙\n")
        if isinstance(block, Paragraph)
    ]
    assert texts == ["通 知", "（一）公开", "达到 100% 以上", "甲 & 乙"]
    assert blocks_of("## 通 知")[0] == Paragraph("通 知", blocks_of("x")[0].spot, 2)


def test_too_long_a_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gksite.readers.text.CHARACTERS", 5)
    with pytest.raises(Unreadable) as refusal:
        blocks_of("一二三四五六")
    assert refusal.value.code.id == "GK040"


def test_too_wide_a_table_is_refused() -> None:
    with pytest.raises(Unreadable):
        blocks_of("\t".join("字" * 300) + "\n")


def test_a_numbered_item_of_a_markdown_list_is_a_numbered_paragraph() -> None:
    texts = [
        block.text for block in blocks_of("- 1.公开\n* （二）解读\n- 配合\n- 3 -\n") if isinstance(block, Paragraph)
    ]
    assert texts == ["1.公开", "（二）解读", "- 配合", "- 3 -"]
