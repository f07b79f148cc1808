"""What each reader makes of a file: the grid, the text, the facts and the remarks; files are written in the tests."""

import csv
import os
import random
import shutil
import stat
import zipfile
from base64 import b64encode
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from documents import (
    Blocks,
    Paper,
    Placed,
    archive,
    as_docx,
    as_html,
    as_pdf,
    as_xlsx,
    html_table,
    p,
    pdf,
    plain,
    raw_docx,
    tbl,
    tc,
    tr,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from playwright.sync_api import Browser

from gksite.model.blocks import Paragraph, Reading, Spot, Table
from gksite.problems.problem import Problems
from gksite.readers import docx, html, read_data, xlsx
from gksite.readers import pdf as pdf_reader
from gksite.readers.content import Content, from_plain, to_plain
from gksite.readers.limits import SECONDS
from gksite.readers.list_numbers import chinese_number, number_in_form
from gksite.readers.package import number

Read = Callable[[bytes, Callable[[int, int], None]], Content]


def quiet(done: int, total: int) -> None:
    """Progress that nobody watches."""


def table(content: Content | Reading | None) -> Table:
    """The only table of a reading."""
    assert content is not None
    (found,) = (block for block in content.blocks if isinstance(block, Table))
    return found


def grid(content: Content | Reading | None) -> list[Placed]:
    """Its cells."""
    return [(c.row, c.column, c.rows, c.columns, c.text) for c in table(content).cells]


def paragraphs(content: Content | Reading) -> list[str]:
    """Its texts outside tables."""
    return [block.text for block in content.blocks if isinstance(block, Paragraph)]


def remarks(content: Content | Reading) -> list[str]:
    """What it tells the editor, in Chinese."""
    return [remark.text(str) for remark in content.remarks]


def questions(content: Content | Reading) -> list[str]:
    """What a person must look at, in Chinese."""
    return [question.text(str) for question in content.questions]


def page(body: str, head: str = "") -> Content:
    """A web page as read."""
    return html.read(f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode(), quiet)


def word(body: str, **parts: str) -> Content:
    """A Word file as read."""
    return docx.read(raw_docx(body, **parts), quiet)


GRID: list[Placed] = [
    *((0, 0, 1, 1, "序号"), (0, 1, 1, 1, "工作任务"), (0, 2, 1, 2, "责任单位"), (1, 0, 1, 4, "一、加强公开")),
    *((2, 0, 1, 1, "1"), (2, 1, 1, 1, "推进全市各级各部门预决算公开工作并于六月底前完成")),
    *((2, 2, 2, 1, "市财政局\n市审计局"), (2, 3, 1, 1, "市政府各部门"), (3, 0, 1, 1, "2"), (3, 1, 1, 1, "重大项目")),
    (3, 3, 1, 1, "市发展改革委员会和各有关单位"),
]
NOTICE: Blocks = [
    " 关于印发任务分解表的通知",
    "为贯彻落实《国务院办公厅关于印发2018年政务公开工作要点的通知》，经市政府同意，现将任务分解表印发给你们，请认真组织实施。",
    GRID,
    "（此件主动公开）",
]
FORMS = {"a.docx": as_docx, "a.html": as_html, "a.pdf": as_pdf}


@pytest.mark.parametrize("name", FORMS)
def test_a_notice_reads_the_same_from_every_form(name: str) -> None:
    problems = Problems()
    reading = read_data(FORMS[name](NOTICE), name, problems)
    assert problems.found == []
    assert reading is not None
    assert [block.text if isinstance(block, Paragraph) else "" for block in reading.blocks] == [
        NOTICE[0].strip(),
        NOTICE[1],
        "",
        NOTICE[3],
    ]
    assert [b.centred for b in reading.blocks if isinstance(b, Paragraph)] == [True, False, False]
    assert grid(reading) == GRID


def test_a_workbook_holds_its_notice_in_one_table() -> None:
    read = grid(xlsx.read(as_xlsx(NOTICE), quiet))
    assert read[:2] == [(0, 0, 1, 4, NOTICE[0].strip()), (1, 0, 1, 4, NOTICE[1])]
    assert [(r - 2, c, h, w, text) for r, c, h, w, text in read[2:-1]] == GRID


def test_the_content_tells_the_kind_where_the_name_does_not() -> None:
    for name, form in {**FORMS, "a.xlsx": as_xlsx}.items():
        problems = Problems()
        reading = read_data(form(NOTICE), f"{name}.txt", problems)
        assert problems.found == []
        assert reading is not None
        assert reading.file == f"{name}.txt"
        assert len(reading.sha256) == 64
        assert table(reading).width == 4


def test_places_are_told_as_the_source_counts_them() -> None:
    blocks: Blocks = ["甲", plain([["一", "二"], ["三", "四"]]), "乙", [*plain([["五", "六"]]), (1, 0, 1, 2, "七")]]
    for read, form in ((docx.read, as_docx), (html.read, as_html)):
        found = read(form(blocks), quiet).blocks
        assert [b.spot for b in found if isinstance(b, Paragraph)] == [Spot(paragraphs=(n, n)) for n in (1, 2)]
        assert [b.spot for b in found if isinstance(b, Table)] == [
            Spot(table=1, rows=(1, 2)),
            Spot(table=2, rows=(1, 2)),
        ]
        last = found[-1]
        assert isinstance(last, Table)
        assert [cell.spot.rows for cell in last.cells] == [(1, 1), (1, 1), (2, 2)]
    found = pdf_reader.read(as_pdf(blocks), quiet).blocks
    assert [b.spot for b in found] == [
        Spot(pages=(1, 1), paragraphs=(1, 1)),
        Spot(pages=(1, 1), rows=(1, 2)),
        Spot(pages=(1, 1), paragraphs=(2, 2)),
        Spot(pages=(1, 1), rows=(3, 4)),
    ]


def test_a_reading_survives_the_pipe() -> None:
    content = html.read(as_html(NOTICE, '<meta name="ArticleTitle" content="通知">'), quiet)
    assert content.facts
    assert from_plain(to_plain(content)) == content


def test_progress_is_told() -> None:
    heard: list[tuple[int, int]] = []
    read_data(as_docx(NOTICE), "a.docx", Problems(), lambda done, total: heard.append((done, total)))
    assert heard[0][0] == 1
    assert heard[-1][0] == heard[-1][1] > 3


# Random tables


@st.composite
def grids(draw: st.DrawFn) -> list[Placed]:
    """A table of at least 2 × 2 cells with random merges, in every row and column of which a cell begins."""
    rows, columns = draw(st.integers(2, 7)), draw(st.integers(2, 6))
    dice = random.Random(draw(st.integers(0, 2**32)))
    taken: set[tuple[int, int]] = set()
    cells: list[Placed] = []
    for r in range(rows):
        for c in range(columns):
            if (r, c) in taken:
                continue
            h, w = dice.choice((1, 1, 1, 2, 3)), dice.choice((1, 1, 1, 2, 4))
            w = next((n for n in range(1, w) if c + n >= columns or (r, c + n) in taken), w)
            h = min(h, rows - r)
            taken |= {(r + i, c + j) for i in range(h) for j in range(w)}
            cells.append((r, c, h, w, f"{dice.choice('甲乙丙丁')}{r}x{c}" + dice.choice(("", "\n公开", "、 A b"))))
    used_rows, used_columns = sorted({c[0] for c in cells}), sorted({c[1] for c in cells})
    return [
        (
            used_rows.index(r),
            used_columns.index(c),
            sum(r <= x < r + h for x in used_rows),
            sum(c <= x < c + w for x in used_columns),
            text,
        )
        for r, c, h, w, text in cells
    ]


def comes_back(cells: list[Placed], read: Read, form: Callable[[Blocks], bytes]) -> bool:
    """Whether a table is read as it was written; one row or one cell is no table of data on a page."""
    rows, columns = (len({cell[i] for cell in cells}) for i in (0, 1))
    return rows < 2 or columns < 2 or len(cells) < 3 or grid(read(form([cells]), quiet)) == sorted(cells)


FORMATS: list[tuple[Read, Callable[[Blocks], bytes]]] = [
    (docx.read, as_docx),
    (xlsx.read, as_xlsx),
    (html.read, as_html),
    (pdf_reader.read, as_pdf),
]
QUICK = settings(max_examples=12, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize(("read", "form"), FORMATS, ids=["docx", "xlsx", "html", "pdf"])
@QUICK
@given(cells=grids())
def test_a_random_table_comes_back_as_it_was_written(
    read: Read, form: Callable[[Blocks], bytes], cells: list[Placed]
) -> None:
    assert comes_back(cells, read, form)


@pytest.mark.proof
@pytest.mark.parametrize(("read", "form"), FORMATS, ids=["docx", "xlsx", "html", "pdf"])
@settings(QUICK, max_examples=500)
@given(cells=grids())
def test_many_random_tables_come_back_as_they_were_written(
    read: Read, form: Callable[[Blocks], bytes], cells: list[Placed]
) -> None:
    assert comes_back(cells, read, form)


@QUICK
@given(st.data())
def test_spans_that_lie_still_make_a_whole_grid(data: st.DataObject) -> None:
    """Cells never overlap, never leave the table, and cover it."""
    span = st.sampled_from(["", "0", "-1", "2", "3", "9", "1000", "65535", "abc", "2.5", "99999999999"])
    rows = [
        "".join(
            f'<td rowspan="{data.draw(span)}" colspan="{data.draw(span)}">x{r}{c}</td>'
            for c in range(data.draw(st.integers(0, 4)))
        )
        for r in range(data.draw(st.integers(2, 5)))
    ]
    for block in page("<table><caption>表</caption>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>").blocks:
        if isinstance(block, Table):
            covered = [
                (r, c)
                for cell in block.cells
                for r in range(cell.row, cell.row + cell.rows)
                for c in range(cell.column, cell.column + cell.columns)
            ]
            assert sorted(covered) == [(r, c) for r in range(block.height) for c in range(block.width)]


# Web pages


def test_a_span_of_zero_rows_reaches_to_the_end_of_its_group() -> None:
    rows = "<tr><td rowspan=0>全</td><td>1</td></tr><tr><td>2</td></tr>"
    read = page(f"<table><tbody>{rows}</tbody><tbody><tr><td>次</td><td>3</td></tr></tbody></table>")
    assert grid(read) == [
        (0, 0, 2, 1, "全"),
        (0, 1, 1, 1, "1"),
        (1, 1, 1, 1, "2"),
        (2, 0, 1, 1, "次"),
        (2, 1, 1, 1, "3"),
    ]


def test_a_span_of_a_thousand_columns_means_the_whole_width() -> None:
    read = page("<table><tr><td colspan=1000>一、公开</td></tr><tr><td>1</td><td>财政</td></tr></table>")
    assert grid(read)[0] == (0, 0, 1, 2, "一、公开")


def test_a_table_that_only_lays_out_is_unwrapped() -> None:
    inner = html_table(GRID)
    read = page(
        f"<table><tr><td>首页</td><td>通知</td></tr><tr><td>栏目</td><td><h1>标题</h1>{inner}</td></tr></table>"
    )
    assert grid(read) == GRID
    assert paragraphs(read) == ["首页", "通知", "栏目", "标题"]


def test_a_small_table_inside_a_cell_becomes_its_text_and_is_told() -> None:
    inner = html_table(plain([["a", "b"], ["c", "d"]]))
    rows = f"<tr><td>{'长' * 40}</td><td>{inner}</td></tr><tr><td>二</td><td>三</td></tr>"
    read = page(f"<table>{rows}</table>")
    assert grid(read)[1] == (0, 1, 1, 1, "a\tb\nc\td")
    assert remarks(read) == ["1 个套在单元格里的表读成了文字"]


def test_word_and_editor_markup_leaves_only_the_text() -> None:
    read = page(
        "<!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]--><div class=TRS_Editor><style>.a{}</style>"
        "<script>alert(1)</script><p class=MsoNormal><span lang=EN-US>1.<o:p></o:p></span><b>推进</b>"
        "<st1:place>预</st1:place>决\n  算公开"
        "<![if !supportLists]>&nbsp;&nbsp;<![endif]></p><p>&nbsp;<o:p></o:p></p><P>第二段<br>第三段</div>"
    )
    assert paragraphs(read) == ["1.推进预决算公开", "第二段", "第三段"]


def test_unclosed_tags_are_closed_as_a_browser_does() -> None:
    read = page("<table><tr><td>序号<td>任务<tr><td>1<td><p>公开<p>解读</table><p>完")
    assert grid(read) == plain([["序号", "任务"], ["1", "公开\n解读"]])
    assert paragraphs(read) == ["完"]


def test_what_a_page_hides_is_left_out_and_told() -> None:
    read = page("<p>看得见</p><p style='display: none'>看不见</p><div hidden>也看不见</div><p hidden></p>")
    assert paragraphs(read) == ["看得见"]
    assert remarks(read) == ["2 处隐藏的内容没有读入"]


def test_headings_and_numbered_lists_keep_what_a_browser_shows() -> None:
    read = page("<h2>要求</h2><ol start=3><li>公开<li value=7>解读<li>回应</ol><center>印章</center>")
    assert paragraphs(read) == ["要求", "3. 公开", "7. 解读", "8. 回应", "印章"]
    first, *_, last = (block for block in read.blocks if isinstance(block, Paragraph))
    assert (first.level, last.centred) == (2, True)


def test_the_number_of_an_item_stands_before_its_text_wherever_that_is() -> None:
    items = "<ol><li>\n<p>公开</p><p>解读</p></li><li><ol type=a><li>回应</li></ol></li><li></li></ol><p>完</p>"
    assert paragraphs(page(items)) == ["1. 公开", "解读", "a. 回应", "完"]


def test_the_numbers_that_word_saves_into_a_page_lose_their_indent_and_bullets_go() -> None:
    mark = "<span style='mso-list:Ignore'>{}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span>"
    numbers = (
        f"<p><![if !supportLists]><span>{mark.format('一、')}</span><![endif]>公开</p><p>{mark.format('1.')}解读</p>"
    )
    bullet = f"<p><span style='font-family:Wingdings;mso-bidi-font-family:Wingdings'>{mark.format('l')}</span>回应</p>"
    assert paragraphs(page(numbers + bullet)) == ["一、公开", "1. 解读", "回应"]


def test_page_tags_become_facts() -> None:
    head = (
        "<meta name='ArticleTitle' content='关于印发的通知'><META NAME=pubdate CONTENT='2018-06-13 09:00'>"
        "<meta name=ContentSource content=泉州市人民政府办公室><meta name=viewport content=x>"
        "<meta name=Author content=''>"
    )
    assert page("<p>文</p>", head).facts == (
        ("ArticleTitle", "关于印发的通知"),
        ("PubDate", "2018-06-13 09:00"),
        ("ContentSource", "泉州市人民政府办公室"),
    )


BOXES = [
    (
        "<table><tr><td>索 引 号：</td><td>QZ00101</td><td>发文字号</td><td>泉政办〔2018〕51号</td></tr>"
        "<tr><td>成文日期</td><td>2018-06-12</td><td>主题分类</td><td></td></tr></table>"
    ),
    (
        "<table><tr><td>索引号：QZ00101</td><td>发文字号：泉政办〔2018〕51号</td></tr>"
        "<tr><td>成文日期：2018-06-12</td><td></td></tr></table>"
    ),
    (
        "<ul><li><b>索引号：</b><span>QZ00101</span></li><li>【发文字号】：泉政办〔2018〕51号</li>"
        "<li>成文日期：2018-06-12</li></ul>"
    ),
    (
        "<dl><dt>索引号：</dt><dd>QZ00101</dd><dt>发文字号：</dt><dd>泉政办〔2018〕51号</dd><dt>成文日期：</dt>"
        "<dd>2018-06-12</dd></dl>"
    ),
]


@pytest.mark.parametrize("box", BOXES)
def test_a_metadata_box_becomes_facts(box: str) -> None:
    read = page(f"{box}<p>正文</p>")
    assert read.facts == (("索引号", "QZ00101"), ("发文字号", "泉政办〔2018〕51号"), ("成文日期", "2018-06-12"))
    assert paragraphs(read) == ["正文"]


def test_a_metadata_box_may_hold_labels_that_no_list_names() -> None:
    rows = [
        ["索引号", "QZ1", "信息门类", "综合"],
        ["发布机构", "办公室", "生成日期", "2018-06-12"],
        ["文号", "", "名称", "关于x"],
    ]
    facts = [
        ("索引号", "QZ1"),
        ("信息门类", "综合"),
        ("发布机构", "办公室"),
        ("生成日期", "2018-06-12"),
        ("名称", "关于x"),
    ]
    assert list(page(html_table(plain(rows))).facts) == facts


def test_a_table_of_tasks_is_no_metadata_box() -> None:
    cells = plain([["名称", "来源"], ["预决算", "财政局"], ["标题", "办公室"], ["解读", "x"]])
    assert grid(page(html_table([*cells, (4, 0, 1, 2, "合计")]))) == [*cells, (4, 0, 1, 2, "合计")]


@pytest.mark.parametrize(
    ("coded", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "gb2312"),
        ("gb18030", "gb2312"),
        ("gb18030", "utf-8"),
        ("gb18030", ""),
        ("utf-8", ""),
        ("utf-8-sig", "gbk"),
        ("utf-16", "utf-8"),
    ],
)
def test_the_encoding_of_a_page_is_found_even_where_it_lies(coded: str, declared: str) -> None:
    text = f"<html><meta charset={declared or 'x'}><p>全面推进政务公开工作，㐀𠮷</p></html>"
    assert paragraphs(html.read(text.encode(coded), quiet)) == ["全面推进政务公开工作，㐀𠮷"]


def test_a_page_from_before_unicode_is_read_as_it_declares_where_that_is_not_ours() -> None:
    text = "<html><meta charset=big5><p>全面推進政務公開，及時回應社會關切</p></html>"
    assert paragraphs(html.read(text.encode("big5"), quiet)) == ["全面推進政務公開，及時回應社會關切"]


SAVED = (
    "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; type="text/html"; boundary="----=_b"\r\n\r\n------=_b\r\n'
    "Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n{page}\r\n------=_b\r\n"
    "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------=_b--\r\n"
)


@pytest.mark.parametrize("name", ["a.mht", "a.html", "a.doc"])
def test_a_page_saved_as_one_file_is_read(name: str) -> None:
    problems = Problems()
    saved = SAVED.format(page=b64encode(as_html(NOTICE)).decode()).encode()
    assert grid(read_data(saved, name, problems)) == GRID
    assert problems.found == []


@pytest.mark.parametrize("name", ["a.xls", "a.doc"])
def test_a_page_that_a_program_exports_under_an_office_name_is_read(name: str) -> None:
    problems = Problems()
    assert grid(read_data(html_table(GRID).replace("<br>", "<br/>").encode("gb18030"), name, problems)) == GRID
    assert problems.found == []


# Lists as .csv


@pytest.mark.parametrize("coded", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_a_list_saved_as_csv_is_one_table(coded: str, between: str) -> None:
    rows = [
        ["序号", "工作任务", "责任单位"],
        ["1", '公开，"解读"\n回应', "市财政局,市审计局"],
        ["2", "", "市审计局;x"],
        ["3"],
    ]
    stream = StringIO()
    csv.writer(stream, delimiter=between).writerows([*rows, ["", "", ""], []])
    problems = Problems()
    reading = read_data(stream.getvalue().encode(coded), "a.csv", problems)
    assert problems.found == []
    assert grid(reading) == plain([*rows[:3], ["3", "", ""]])
    assert {cell.row + 1: cell.spot for cell in table(reading).cells}[2] == Spot(table=1, rows=(2, 2))


# Word


def list_level(ilvl: int, form: str, text: str, more: str = "") -> str:
    inner = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{ilvl}">{inner}</w:lvl>'


def numbered(ilvl: int, num: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{num}"/></w:numPr>'


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + list_level(0, "chineseCountingThousand", "%1、", '<w:pStyle w:val="H1"/>')
    + list_level(1, "chineseCounting", "（%2）")
    + list_level(2, "decimal", "%3.")
    + list_level(3, "bullet", "\uf06c")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
    "</w:lvlOverride></w:num>"
)


def test_automatic_numbers_come_through_as_text() -> None:
    levels = [(0, "公开"), (1, "决策"), (2, "预算"), (2, "决算"), (3, "项目"), (1, "执行"), (2, "进度"), (0, "解读")]
    body = "".join(p(text, numbered(ilvl)) for ilvl, text in levels) + p("回应", numbered(0, 2))
    assert paragraphs(word(body, numbering=NUMBERING)) == [
        *("一、公开", "（一）决策", "1. 预算", "2. 决算", "项目", "（二）执行", "1. 进度", "二、解读", "五、回应"),
    ]


def test_numbers_of_styles_and_of_empty_cells_come_through_too() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="T"><w:basedOn w:val="H1"/></w:style>'
    )
    cell = tc(p("", numbered(2)))
    body = p("公开", '<w:pStyle w:val="T"/>') + tbl(tr(cell, tc("甲")), tr(cell, tc("乙")))
    read = word(body, styles=styles, numbering=NUMBERING)
    assert paragraphs(read) == ["一、公开"]
    assert read.blocks[0].level == 1
    assert grid(read) == plain([["1.", "甲"], ["2.", "乙"]])


def test_only_the_six_names_of_heading_styles_mean_a_level() -> None:
    """A name such as "heading 23" is somebody's own: the level of the style below it holds."""
    own = '<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/>{below}</w:style>'
    styles = own.format(id="H2", name="heading 2", below="") + own.format(
        id="Own", name="heading 23", below='<w:basedOn w:val="H2"/>'
    )
    body = p("公开", '<w:pStyle w:val="H2"/>') + p("决策", '<w:pStyle w:val="Own"/>')
    assert [block.level for block in word(body, styles=styles).blocks] == [2, 2]


@pytest.mark.parametrize(("text", "value"), [("12", 12), ("-3", -3), ("+-5", 0), ("1,000", 0), ("²", 0), (None, 0)])
def test_what_is_no_whole_number_counts_as_none(text: str | None, value: int) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("form", "value", "text"),
    [
        *(("decimal", 12, "12"), ("chineseCounting", 10, "十"), ("chineseCounting", 21, "二十一")),
        *(("chineseCountingThousand", 105, "一百零五"), ("chineseCountingThousand", 110, "一百一十")),
        *(
            ("ideographDigital", 10, "一〇"),
            ("chineseLegalSimplified", 12, "壹拾贰"),
            ("ideographTraditional", 2, "乙"),
        ),
        *(("lowerLetter", 28, "bb"), ("upperRoman", 14, "XIV"), ("lowerRoman", 9, "ix"), ("decimalZero", 3, "03")),
        *(("decimalEnclosedCircle", 3, "③"), ("decimalEnclosedCircle", 99, "99"), ("decimalFullWidth", 10, "１０")),
        *(("unheardOf", 4, "4"), ("none", 4, "")),
    ],
)
def test_counters_are_shown_in_words_number_forms(form: str, value: int, text: str) -> None:
    assert number_in_form(value, form) == text


def test_chinese_numbers_count_up_to_ten_thousand() -> None:
    assert [chinese_number(n) for n in (1, 11, 20, 100, 1001, 2010, 9999, 10000)] == [
        *("一", "十一", "二十", "一百", "一千零一", "二千零一十", "九千九百九十九", "10000"),
    ]


def test_lists_that_share_a_style_and_lists_with_numbers_of_their_own_are_counted_as_word_does() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{list_level(0, "decimal", "第%1项、")}</w:lvlOverride>'
    read = word(
        "".join(p(f"{num}", numbered(0, num)) for num in (1, 1, 2, 2)),
        numbering='<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="L"/>{list_level(0, "chineseCounting", "%1、")}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="1"/>{own}</w:num>',
    )
    assert paragraphs(read) == ["一、1", "二、1", "第1项、2", "第2项、2"]


def test_signs_of_forms_and_characters_with_their_sound_come_through() -> None:
    def sign(font: str, char: str) -> str:
        return f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'

    def run(text: str) -> str:
        return f"<w:r><w:t>{text}</w:t></w:r>"

    ruby = f"<w:r><w:ruby><w:rt>{run('gong')}</w:rt><w:rubyBase>{run('公')}</w:rubyBase></w:ruby></w:r>"
    box = f"<w:p>{sign('Wingdings 2', 'F052')}{run('主动')}{sign('Wingdings', 'F0A8')}{ruby}{run('开')}</w:p>"
    read = word(box + f"<w:p>{sign('Webdings', 'F041')}{run('甲')}</w:p>")
    assert paragraphs(read) == ["☑主动☐公开", "□甲"]
    assert remarks(read) == ["1 个字在文件里没有编码，读成了“□”"]


def test_words_at_the_edge_of_a_page_are_told_as_left_out_and_page_numbers_are_not() -> None:
    read = word(p("公开"), header=p("泉州市人民政府公报"), footer=p("第1页 共3页"))
    assert paragraphs(read) == ["公开"]
    assert remarks(read) == ["页眉或页脚里的“泉州市人民政府公报”没有读入"]


def test_rows_that_begin_late_or_end_early_keep_their_columns() -> None:
    read = word(
        tbl(
            tr(tc("甲"), tc("乙"), tc("丙")),
            tr(tc("丁"), tc("戊"), properties='<w:gridBefore w:val="1"/>'),
            tr(tc("己"), properties='<w:gridAfter w:val="2"/>'),
        )
    )
    assert grid(read) == plain([["甲", "乙", "丙"], ["", "丁", "戊"], ["己", "", ""]])


def test_repeated_header_rows_are_known() -> None:
    header = "<w:tblHeader/>"
    rows = [
        tr(tc("序"), tc("任务"), properties=header),
        tr(tc("号"), tc(""), properties=header),
        tr(tc("1"), tc("公开")),
    ]
    assert table(word(tbl(*rows))).header_rows == 2


def test_a_merge_that_nothing_begins_stands_for_itself() -> None:
    read = word(tbl(tr(tc("甲"), tc("乙")), tr(tc("丙", "<w:vMerge/>"), tc("丁")), tr(tc("", "<w:vMerge/>"), tc("戊"))))
    assert grid(read)[2] == (1, 0, 2, 1, "丙")


def test_footnotes_move_to_the_end_and_are_told() -> None:
    note = '<w:p><w:r><w:t>公开</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    read = word(
        note + p("完"),
        footnotes=f'<w:footnote w:id="1">{p("别的")}</w:footnote><w:footnote w:id="2">{p("见附件")}</w:footnote>',
    )
    assert paragraphs(read) == ["公开", "完", "见附件"]
    assert remarks(read) == ["1 条脚注移到了文末"]


def test_text_boxes_fields_links_and_tabs_come_through_once() -> None:
    box = f"<w:txbxContent>{p('框中')}</w:txbxContent>"
    read = word(
        "<w:p><w:r><mc:AlternateContent><mc:Choice>"
        f"<w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
        "<w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r><w:hyperlink><w:r><w:t>丁</w:t></w:r></w:hyperlink>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:sdt><w:sdtContent><w:r><w:t>戊</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert paragraphs(read) == ["甲\t乙", "丙丁戊", "框中"]
    assert [block.spot.paragraphs for block in read.blocks] == [(1, 1), (2, 2), (3, 3)]


def test_hidden_text_and_nested_tables_of_word_are_told() -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r><w:r><w:t>明</w:t></w:r></w:p>"
    inner = tbl(tr(tc("内"), tc("表")))
    read = word(hidden + tbl(tr(tc(inner), tc("长长长长")), tr(tc("甲"), tc("乙"))))
    assert paragraphs(read) == ["明"]
    assert grid(read)[0] == (0, 0, 1, 1, "内\t表")
    assert remarks(read) == ["1 个套在单元格里的表读成了文字"]
    assert questions(read) == ["第 1 段隐藏的文字没有录入，请核对：暗"]


def test_a_frame_of_one_cell_is_unwrapped() -> None:
    read = word(tbl(tr(tc(p("框") + tbl(tr(tc("甲"), tc("乙")))))))
    assert paragraphs(read) == ["框"]
    assert grid(read) == plain([["甲", "乙"]])


# Workbooks


def book(tmp_path: Path, fill: Callable[[openpyxl.Workbook], object]) -> Content:
    made = openpyxl.Workbook()
    fill(made)
    path = tmp_path / "book.xlsx"
    made.save(path)
    with zipfile.ZipFile(path) as whole:
        parts = {name: whole.read(name).replace(b"A5:B6", b"A5:XFD1048576") for name in whole.namelist()}
    return xlsx.read(archive(parts), quiet)


def test_numbers_dates_and_truths_read_as_a_sheet_shows_them(tmp_path: Path) -> None:
    values = [
        (43263, "yyyy-m-d"),
        (43263.39583, "yyyy/m/d h:mm"),
        (0.85, "0%"),
        (51, "General"),
        (0.25, "0.00"),
    ]
    values += [
        (43263, '[$-804]yyyy"年"m"月"d"日"'),
        (43252, 'yyyy"年"m"月"'),
        (0.5, "h:mm"),
        (3, '0"项"'),
        (True, "General"),
    ]

    def fill(made: openpyxl.Workbook) -> None:
        for row, (value, form) in enumerate(values, 1):
            cell = made.active.cell(row, 1, value)
            cell.number_format = form

    assert [cell.text for cell in table(book(tmp_path, fill)).cells] == [
        *("2018-6-12", "2018/6/12 9:30", "85%", "51", "0.25"),
        *("2018年6月12日", "2018年6月", "12:00", "3项", "TRUE"),
    ]


def test_what_a_workbook_hides_is_out_of_sight_and_told(tmp_path: Path) -> None:
    def fill(made: openpyxl.Workbook) -> None:
        sheet = made.active
        sheet.title = "任务"
        sheet.append(["序号", "任务", "单位"])
        sheet.append([1, "公开", "=1+1"])
        sheet["D2"] = "#REF!"
        sheet["D2"].data_type = "e"
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet["C2"].comment = openpyxl.comments.Comment("再想想", "甲")
        other = made.create_sheet("旧表")
        other["B3"] = "旧"
        other.sheet_state = "hidden"

    read = book(tmp_path, fill)
    first, second = (block for block in read.blocks if isinstance(block, Table))
    assert [cell.text for cell in first.cells] == ["序号", "", "单位", "", "", "", "", ""]
    assert [cell.unseen for cell in first.cells] == ["", "任务", "", "", "1", "公开", "", "#REF!"]
    assert (second.spot, second.cells[-1].spot) == (Spot(table=2, rows=(1, 3)), Spot(table=2, rows=(3, 3)))
    assert (first.hidden, first.hidden_columns, second.hidden) == (False, (1,), True)
    assert Reading("", "", read.blocks).shown()[0].cells[1].text == "单位"  # type: ignore[union-attr]
    assert remarks(read) == ["工作表“任务”有 1 格是错误值（如 #REF!），请核对", "工作表“任务”有批注，没有读入"]
    assert questions(read) == [
        "工作表“任务”有 1 行是隐藏的（也可能是筛选所致），没有录入，请核对：第 2 行",
        "工作表“任务”有 1 列是隐藏的，没有录入，请核对：B 列",
        "工作表“任务”有 1 个公式没有算好的值，读成了空白，请核对：C2",
        "工作表“旧表”是隐藏的，没有录入，请核对",
    ]


def test_blank_rows_and_columns_at_the_end_are_left_out(tmp_path: Path) -> None:
    def fill(made: openpyxl.Workbook) -> None:
        made.active["A1"] = "任务"
        made.active["B2"] = "公开"
        made.active["Z900"] = " "
        made.active.merge_cells("A5:B6")

    read = table(book(tmp_path, fill))
    assert (read.height, read.width) == (2, 2)


# PDF


ROWS = [["序号", "工作任务", "责任单位"]] + [
    [str(n), f"第{n}项：全面推进决策、执行、管理、服务、结果公开，及时回应社会关切", "市财政局\n市审计局"]
    for n in range(1, 61)
]


def test_a_table_over_several_pages_is_one_with_its_rows_as_printed() -> None:
    read = pdf_reader.read(as_pdf([" 标题", plain(ROWS), "完"], (1, 3, 2)), quiet)
    assert grid(read) == plain(ROWS)
    first, last = table(read).cells[0].spot, table(read).cells[-1].spot
    assert (first.pages, first.rows) == ((1, 1), (1, 1))
    assert last.pages is not None
    assert last.pages[0] > 2
    assert paragraphs(read) == ["标题", "完"]


def test_header_rows_repeated_on_each_page_are_left_out_and_told() -> None:
    read = pdf_reader.read(as_pdf([plain(ROWS)], (1, 3, 2), header=1), quiet)
    assert grid(read) == plain(ROWS)
    assert table(read).header_rows == 1
    pages = table(read).spot.pages
    assert pages is not None
    assert remarks(read) == [f"{pages[1]} 行页眉、页脚和页码没有读入", f"{pages[1] - 1} 行每页重复的表头没有读入"]
    second = next(cell for cell in table(read).cells if cell.spot.pages == (2, 2))
    assert second.spot.rows == (2, 2)


def test_tables_with_other_columns_on_the_next_page_stay_apart() -> None:
    blocks: Blocks = [plain([["甲", "乙"]] * 30), plain([["丙", "丁", "戊"]] * 30)]
    read = pdf_reader.read(as_pdf(blocks), quiet)
    assert [(b.height, b.width) for b in read.blocks if isinstance(b, Table)] == [(30, 2), (30, 3)]


def test_lines_of_a_cell_run_on_where_they_are_full_and_break_where_they_are_not() -> None:
    cells = plain(
        [
            ["单位", "要求"],
            ["市财政局\n市发展和改革委员会\n市审计局", "及时公开 annual budget reports 等信息，推动全面公开"],
        ]
    )
    assert grid(pdf_reader.read(as_pdf([cells], (1, 1)), quiet)) == cells


def test_a_long_paragraph_runs_on_over_the_page() -> None:
    blocks = [
        "各级各部门要高度重视政务公开工作，强化组织领导，配齐配强人员，加强督查评估，接受社会监督。" * 40,
        "特此通知。",
    ]
    assert paragraphs(pdf_reader.read(as_pdf(blocks), quiet)) == blocks


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pages_that_lie_on_their_side_are_turned(turn: int) -> None:
    turned = as_pdf(NOTICE).replace(b"/Type/Page/", b"/Rotate %d/Type/Page/" % turn)
    assert pdf_reader.read(turned, quiet).blocks == pdf_reader.read(as_pdf(NOTICE), quiet).blocks


def test_pages_without_text_are_told() -> None:
    with_text = b"BT /F1 10 Tf 60 700 Td <516c5f00> Tj ET"
    read = pdf_reader.read(pdf([with_text, b""]), quiet)
    assert paragraphs(read) == ["公开"]
    assert remarks(read) == ["第 2 页没有文字，可能是图片"]


def test_a_pdf_that_a_browser_prints_reads_as_its_page(browser: Browser) -> None:
    style = "<style>table{border-collapse:collapse;width:100%}td{border:1px solid;padding:4px}</style>"
    shown = browser.new_page()
    shown.set_content(as_html([NOTICE[1], GRID, "表二", plain(ROWS), "完"], style).decode())
    printed = shown.pdf(format="A4", margin=dict.fromkeys(("top", "right", "bottom", "left"), "20mm"))
    shown.close()
    read = pdf_reader.read(printed, quiet)
    first, second = (block for block in read.blocks if isinstance(block, Table))
    assert grid(Content((first,))) == GRID
    assert grid(Content((second,))) == plain(ROWS)
    assert paragraphs(read)[-1] == "完"


# Old formats


def office(folder: Path, script: str) -> None:
    """A program in LibreOffice's place."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


OOR = "{http://openoffice.org/2001/registry}"
WORDML = b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>'
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "WordDocument".encode("utf-16-le")


def test_an_old_word_file_goes_through_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a home of its own, which is gone afterwards, with bounds, without macros and without the net."""
    (tmp_path / "made.docx").write_bytes(as_docx(NOTICE))
    office(
        tmp_path,
        f"env > {tmp_path}/env; cp -r $HOME/profile {tmp_path}; ulimit -t > {tmp_path}/seconds;"
        'for a; do [ "$o" = --outdir ] && out=$a; o=$a; done; mkdir $out;'
        f"cp {tmp_path}/made.docx $out/source.docx",
    )
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setenv("XDG_CONFIG_HOME", "/mine")
    for data, name in ((OLD, "a.doc"), (OLD, "a.wps"), (b"{\\rtf1 x}", "a.rtf"), (WORDML, "a.xml")):
        shutil.rmtree(tmp_path / "profile", ignore_errors=True)
        problems = Problems()
        reading = read_data(data, name, problems)
        assert grid(reading) == GRID
        assert reading is not None
        assert "由 LibreOffice 转换后读取" in remarks(reading)[0]
        assert problems.found == []
    own = dict(line.partition("=")[::2] for line in (tmp_path / "env").read_text("utf-8").splitlines())
    assert "XDG_CONFIG_HOME" not in own
    assert not Path(own["HOME"]).exists()
    assert (tmp_path / "seconds").read_text() == f"{SECONDS}\n"
    settings = (tmp_path / "profile/user/registrymodifications.xcu").read_bytes()
    said = {item[0].get(OOR + "name"): item[0][0].text for item in etree.fromstring(settings)}
    assert said["DisableMacrosExecution"] == said["BlockUntrustedRefererLinks"] == "true"
    assert (said["ooInetProxyType"], said["ooInetHTTPSProxyName"]) == ("2", "127.0.0.1")


def test_an_old_word_file_without_libreoffice_or_with_one_that_fails_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    problems = Problems()
    office(tmp_path, "echo no; echo 'source file could not be loaded' >&2; exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/usr/bin{os.pathsep}/bin")
    assert read_data(OLD, "a.doc", problems) is None
    monkeypatch.setenv("PATH", "/nowhere")
    assert read_data(OLD, "a.doc", problems) is None
    assert [(found.code.id, found.text(str)) for found in problems.found] == [
        ("GK043", "LibreOffice 没有转换成功：source file could not be loaded"),
        ("GK042", "这是旧格式（.doc），要先用 LibreOffice 转换，而这台机器上没有它"),
    ]


def test_a_number_cut_at_the_end_of_a_line_of_a_pdf_is_one_number() -> None:
    number = "甲" * 6 + "〔2018〕5号"
    paragraph = "甲" * 44 + "2018年6月公开。"
    cells = [(0, 0, 1, 1, number), (0, 1, 1, 1, "乙")]
    read = pdf_reader.read(as_pdf([paragraph, cells], (85, 390)), quiet)
    assert [part.text for part in read.blocks if isinstance(part, Paragraph)] == [paragraph]
    assert grid(read) == cells


def test_a_mark_that_hangs_over_the_edge_of_its_cell_in_a_pdf_stays_in_it() -> None:
    paper = Paper()
    for left, right in ((60, 120), (120, 180)):
        paper.rule(left, 60, right, 110)
    paper.write(66, 65, "推进一窗受）")
    paper.write(66, 79, "理")
    paper.write(125, 65, "财政局")
    assert [cell[4] for cell in grid(pdf_reader.read(paper.file(), quiet))] == ["推进一窗受）理", "财政局"]


def test_a_title_of_large_type_runs_on_and_a_date_at_the_right_edge_of_a_pdf_stands_alone() -> None:
    paper = Paper()
    paper.write(60, 60, "甲" * 22, points=20)
    paper.write(60, 90, "的通知", points=20)
    for y, x, text in (
        (130, 60, "各单位："),
        (146, 80, "乙" * 42 + "，"),
        (162, 60, "丙。"),
        (178, 430, "2023年3月6日"),
        (194, 60, "附件1"),
    ):
        paper.write(x, y, text)
    said = paragraphs(pdf_reader.read(paper.file(), quiet))
    assert said == ["甲" * 22 + "的通知", "各单位：", "乙" * 42 + "，丙。", "2023年3月6日", "附件1"]


def test_a_numbered_paragraph_of_a_pdf_begins_anew_below_a_line_that_is_full() -> None:
    paper = Paper()
    for y, text in ((60, "3.控制费用。" + "甲" * 36 + "（市财政局负责）"), (76, "4.制定章程。"), (92, "5.完成。")):
        paper.write(60, y, text)
    assert [text[:2] for text in paragraphs(pdf_reader.read(paper.file(), quiet))] == ["3.", "4.", "5."]
