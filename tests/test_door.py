"""The door: a file that is marked as not for the public gets neither in nor out; one that speaks of such files does."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import openpyxl
import pytest
from documents import Blocks, Paper, as_docx, as_html, as_pdf, as_xlsx, plain
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from portal import NOTICE_PATH, Ran, build, gksite, put, tree, write_portal
from sampling import some

from gksite.text.marking_fields import LABELS
from gksite.text.marking_words import TELLING
from gksite.text.markings import TELLS, marking_in

TITLE = "测试市2019年政务公开工作任务分解表"
HEADER = ["序号", "工作任务", "工作要求", "牵头单位"]
ROWS = [
    HEADER,
    ["1", "公开预决算", "公开财政预决算。", "市财政局"],
    ["2", "公开审计", "及时公开审计结果。", "市审计局"],
]
BLOCKS: Blocks = (TITLE, plain(ROWS))
TARGET = "content/notices/ceshi-2019.yaml"

CLOSED = """\
机密★1年
秘密★长期
绝 密
秘　　密　★　五　年
机密☆10年
機密★1年
㊙
000012　　机密★1年　　特急
工作秘密
内部
内部资料
内部资料 注意保存
内部材料　注意保存
内部文件，不得外传
内部使用
内部发行
仅供内部参考
不予公开
不公开
不宜公开
依申请公开
依申請公開
（此件依申请公开）
【不予公开】
〔内部资料〕
不得外传
请勿外传。
附件不公开
此件公开发布，附件不公开
公开方式：主动公开（附件不公开）
公开□ 依申请公开☑
公开属性：主动公开□依申请公开☑
公开属性:□主动公开 ■依申请公开 □不予公开
公 开 属 性 ： 依 申 请 公 开
公开（　）依申请公开（√）
主动公开× 依申请公开√
[ ]公开 [x]不公开
口主动公开 √依申请公开
是否公开：否
是否公开：是□ 否☒
密级：机密
平政办〔2025〕7号　不予公开
关于印发任务分解表的通知（内部资料）""".splitlines()
"""Ways in which offices mark a file that is not for the public, each a line of its own."""
OPEN_CHOICE = (
    "公开属性：□主动公开 □依申请公开 □不予公开",
    "公开属性：主动公开/依申请公开/不予公开",
    "☑主动公开 ☑依申请公开",
)
"""Forms of which nobody can tell what was chosen."""
HARMLESS = """\
机密文件管理
内部控制
秘密等级
做好依申请公开工作
《依申请公开办理办法》
（三）依申请公开
3.不予公开
坚持以公开为常态、不公开为例外。
公开属性：主动公开
公开属性：☑主动公开 □依申请公开 □不予公开
主动公开√ 依申请公开×
是否公开：是
是否涉密：否
密级：无
公开方式：政府网站、公告栏
（此件公开发布）
☑市财政局
强化内部监督管理，不得外传工作秘密
政府信息公开审查，严守国家秘密
版权所有 不得转载
（此件发至县级）
公开属性：分为主动公开、依申请公开、不予公开三类
内部审计""".splitlines()
"""Lines that hold the same words and mark nothing."""
RARER = """\
测试市人民政府办公室 2019年1月1日印发 不予公开
抄送：市委办公室。（内部资料）
涉密
定密责任人：张三
保密期限 长期
知悉范围：县处级以上领导
机·密
秘／密
附件：不公开
附件涉密，不予公开
不登报
不得登报
不得向媒体提供
仅供领导参阅
内参
内部明电
拟不公开
建议不公开
建议依申请公开
主动公开选项：否
可否公开：不可
是否可以上网公开：否
公开范围：本单位
发布范围：内网
秘级：秘密
Classification: Internal
依申请公开：是
不予公开：是
主动公开：否
公开：否
☐主动公开 🗹依申请公开
主动公开（×）
A.主动公开 B.依申请公开 选：B
特别提示：本文件仅供内部使用，严禁外传！
温馨提示：以下内容不得外传。
注：本表不对外公开
备注：不予公开
说明：本表为内部资料
声明：本文件仅限内部使用
（本件为内部文件，请勿上传互联网）
（注：此件不公开）
《内部资料》
内部资料，免费交流
内部征求意见
县政府内部资料
测试市人民政府办公室内部资料
平政办密〔2025〕3号
平府办（密）〔2025〕3号
〔2025〕密字第3号
机密〔2025〕3号
密码电报
密电
测试市任务分解表-内部
此件不予公开（政府办公室2024年3月1日）
经审查，此件不予公开。
经保密审查，本文依申请公开。
根据保密审查意见，此件不予公开
审核意见：不公开
保密审查：不予公开
公开属性——依申请公开
公开属性=不予公开
此件只发电子公文，不公开
(内部电传)
内部事项
内部管理文件
内部办公文件
内部工作方案
内部信息
内部公文
内部通知
内部资料汇编
警务工作秘密
仅供工作使用
仅供工作参考
仅限内网
仅限政务内网使用
政务内网专用
请勿截屏外发
严禁拍照上传
禁止上传互联网
不得通过互联网传递
严禁转发朋友圈
限内部人员阅读
商业秘密
商密
普密
核密
机密★壹年
机密★至2025年12月31日
机密★最长期限
机密★解密时间另行通知
机密●1年
机密◆1年
机密▲1年
机密/1年""".splitlines()
"""What is met less often, as it was collected from habits of offices; judged without a file around it."""
ONLY_SIMILAR = """\
编印学习材料（内部资料），发至各单位。
编印学习材料。（不公开）
主动公开和依申请公开
内部信息共享机制
涉密信息审查
提示：
说明：
主动公开：48件
依申请公开：2件
不予公开：0件
公开：是
主动公开：是
仅供参考
本表仅供参考
内部公文流转
声明：版权所有
商业秘密保护
禁止上传涉密文件
不得提供虚假信息
公开范围：本单位网站
公开范围：全社会
公开范围：面向社会
知悉范围
发放范围：各镇
安全等级：二级
安全级别：高
平政发〔2025〕3号
新密政〔2018〕5号
高密政办发〔2018〕5号
内部机构：办公室
（2024年3月1日）
备注：
市政府办公室内部机构设置
依申请公开：是指公民申请
内部资料管理
选A
公开审查意见：同意公开
保密审查意见：经审查，同意公开
审核意见：同意
公开属性——主动公开
公开属性=主动公开
是否涉密：不涉密
涉密：否
不予公开：否
（二）商业秘密
涉及国家秘密、商业秘密、个人隐私
密切联系群众
建议公开
公开形式：政府网站——主动公开
公开方式：网站、内网
公开方式：本单位网站
信息公开—依申请公开—受理
首页-依申请公开
政府信息公开-依申请公开
2025年政府信息公开工作年度报告-依申请公开
关于加强内部管理的通知—内部控制
公开内容：内部机构
党务公开—公开
特别提示：请勿转载
公开时间：长期
公开时限：长期公开
保密期限
密级
信息公开申请表—依申请公开
依申请公开—申请表
主动公开 2024年3月1日
主动公开（2024年3月1日）
提供给公众
请勿截屏
对外提供
附件：不动产登记
附件略
选：A""".splitlines()
"""Lines that look like them and mark nothing."""

Maker = Callable[[str], tuple[str, bytes]]
"""Makes a file with a line of its own in it: its name and bytes."""


def as_mhtml(page: bytes) -> bytes:
    """A page that a browser saved as one file."""
    head = b"MIME-Version: 1.0\nSubject: page\nContent-Type: multipart/related; boundary=b\n\n--b\n"
    return head + b"Content-Type: text/html; charset=utf-8\n\n" + page + b"\n--b--\n"


def as_text(line: str) -> bytes:
    rows = "".join("\t".join(row) + "\n" for row in ROWS)
    return f"{line}\n{TITLE}\n{rows}".encode()


def as_csv(line: str) -> bytes:
    quoted = '"' + line.replace('"', '""') + '"'
    return f"{quoted},,,\n{TITLE},,,\n{''.join(','.join(row) + chr(10) for row in ROWS)}".encode()


FORMATS: dict[str, Maker] = {
    "docx": lambda line: ("a.docx", as_docx((line, *BLOCKS))),
    "xlsx": lambda line: ("a.xlsx", as_xlsx((line, *BLOCKS))),
    "pdf": lambda line: ("a.pdf", as_pdf((line, *BLOCKS))),
    "html": lambda line: ("a.html", as_html((line, *BLOCKS))),
    "txt": lambda line: ("a.txt", as_text(line)),
    "mhtml": lambda line: ("a.mht", as_mhtml(as_html((line, *BLOCKS)))),
    "csv": lambda line: ("a.csv", as_csv(line)),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal at whose door files arrive; no test may write in it."""
    return write_portal(tmp_path_factory.mktemp("door"))


def received(root: Path, name: str, data: bytes, *args: str) -> Ran:
    """The import of a file into the portal."""
    put(root.parent / "received" / name, data)
    return gksite("import", root.parent / "received" / name, "--root", root, *args)


def refused(ran: Ran) -> list[str]:
    """The problems of an import that was refused, without the file's name."""
    assert ran.code == 1
    assert ran.out == ""
    return [line.partition(": ")[2] for line in ran.lines[:-1]]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("line", some(CLOSED[:: len(CLOSED) // 4], 2))
def test_a_marked_file_is_refused_with_its_place_and_nothing_is_written(root: Path, kind: str, line: str) -> None:
    before = tree(root)
    said = refused(received(root, *FORMATS[kind](line), "-o", str(root / TARGET)))
    assert len(said) == 1
    assert said[0].startswith(("GK057 第 1 ", "GK058 第 1 ") if kind == "pdf" else "GK057 第 1 ")
    assert tree(root) == before


@pytest.mark.proof
@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("line", CLOSED)
def test_no_way_of_marking_a_file_gets_past_import(root: Path, kind: str, line: str) -> None:
    if kind == "pdf" and line == "㊙":
        pytest.skip("the font of these PDF has no such sign")
    codes = {text[:5] for text in refused(received(root, *FORMATS[kind](line)))}
    assert codes <= ({"GK057", "GK058"} if kind == "pdf" else {"GK057"})  # nor has it ticks


def test_each_way_of_marking_is_seen_in_a_text(root: Path) -> None:
    """The lines of one file, parted by lines that are none."""
    said = refused(received(root, *FORMATS["txt"]("\n\n".join(CLOSED))))
    expected = []
    for i, line in enumerate(CLOSED):
        shown = " ".join(line.split())
        expected.append(f"GK057 第 {2 * i + 1} 行印有“{shown}”：这样的文件不能上网，没有导入")
    assert sorted(said) == sorted(expected)


def test_the_rarer_ways_of_marking_are_told_from_what_only_looks_like_them() -> None:
    assert [line for line in RARER if marking_in(line) is None] == []
    assert [line for line in ONLY_SIMILAR if marking_in(line) is not None] == []


@pytest.mark.parametrize("name", ["机密-任务表", "任务分解表（内部资料）", "（不公开）任务分解表", "附件2_内部资料"])
def test_the_name_of_a_file_marks_it_too(root: Path, tmp_path: Path, name: str) -> None:
    name += ".txt"
    said = refused(received(root, name, as_text("")))
    assert [text.partition("印有")[0] for text in said] == ["GK057 文件名"]
    portal = published(tmp_path, name, as_text(""))
    put(portal / "content/files" / name, b"x")
    assert "GK715 文件名印有" in build(portal).err


@pytest.mark.parametrize("line", OPEN_CHOICE)
def test_a_form_that_leaves_the_choice_open_is_refused(root: Path, line: str) -> None:
    assert [text[:10] for text in refused(received(root, *FORMATS["docx"](line)))] == ["GK058 第 1 "]


def test_a_file_that_only_speaks_of_secrets_gets_in(root: Path) -> None:
    assert received(root, *FORMATS["txt"]("\n\n".join(HARMLESS))).code == 0


@pytest.mark.parametrize("kind", FORMATS)
def test_all_that_is_harmless_is_harmless_in_every_format(root: Path, kind: str) -> None:
    name, data = FORMATS[kind](HARMLESS[0])
    if kind == "docx":
        data = as_docx((*HARMLESS, *BLOCKS))
    elif kind == "html":
        data = as_html((*HARMLESS, *BLOCKS))
    assert received(root, name, data).code == 0


# Beside the text


def document(change: Callable[[docx.document.Document], object]) -> bytes:
    """The tasks as a .docx with something more in it."""
    made = docx.Document(BytesIO(as_docx(BLOCKS)))
    change(made)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def with_part(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """An archive with one member changed."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for member in old.namelist():
            text = old.read(member)
            new.writestr(member, change(text.decode()).encode() if member == name else text)
    return stream.getvalue()


def in_body(xml: str) -> bytes:
    """The tasks as a .docx with more XML in front."""
    return with_part(as_docx(BLOCKS), "word/document.xml", lambda text: text.replace("<w:body>", f"<w:body>{xml}", 1))


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{escape(text)}</w:t></w:r></w:p>"


def box(text: str, tag: str = "w:pict") -> str:
    inside = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        f'<w:p><w:r><{tag}><v:textbox xmlns:v="urn:schemas-microsoft-com:vml">{inside}</v:textbox></{tag}></w:r></w:p>'
    )


def art(text: str) -> str:
    return f'<w:p><w:r><w:pict><v:shape xmlns:v="urn:v"><v:textpath string="{text}"/></v:shape></w:pict></w:r></w:p>'


def alternative(text: str) -> str:
    """A text box for programs of before 2010 alone."""
    return (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice><w:drawing/></mc:Choice>'
        f"<mc:Fallback>{box(text)}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def first_header(made: docx.document.Document) -> None:
    made.sections[0].different_first_page_header_footer = True
    made.sections[0].first_page_header.paragraphs[0].text = "内部资料"


def even_footer(made: docx.document.Document) -> None:
    made.sections[0].even_page_footer.paragraphs[0].text = "内部资料"


def table_in_header(made: docx.document.Document) -> None:
    table = made.sections[0].header.add_table(1, 2, 1000000)
    table.cell(0, 0).text, table.cell(0, 1).text = "是否公开", "否"


def later_header(made: docx.document.Document) -> None:
    section = made.add_section()
    section.header.is_linked_to_previous = False
    section.header.paragraphs[0].text = "机密★1年"


def keywords(words: str) -> Callable[[docx.document.Document], object]:
    def write(made: docx.document.Document) -> None:
        made.core_properties.keywords = words

    return write


def category(made: docx.document.Document) -> None:
    made.core_properties.category = "依申请公开"


def cell(text: str) -> Callable[[docx.document.Document], object]:
    def write(made: docx.document.Document) -> None:
        made.tables[0].cell(2, 2).text = text

    return write


def more_rows(*rows: tuple[str, ...]) -> Callable[[docx.document.Document], object]:
    def write(made: docx.document.Document) -> None:
        table = made.add_table(len(rows), len(rows[0]))
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(at, column).text = text

    return write


IN_DOCX: dict[str, tuple[bytes, str]] = {
    "header": (document(first_header), "页眉"),
    "footer": (document(even_footer), "页脚"),
    "header of a later section": (document(later_header), "页眉"),
    "table in the header": (document(table_in_header), "页眉第 1 行"),
    "keywords": (document(keywords("机密")), "文件属性“关键词”"),
    "one keyword of several": (document(keywords("政务公开; 内部资料")), "文件属性“关键词”"),
    "category": (document(category), "文件属性“类别”"),
    "text box": (in_body(box("内部资料")), "文本框"),
    "text box of a drawing": (in_body(box("不予公开", "w:drawing")), "文本框"),
    "text box for old programs": (in_body(alternative("不予公开")), "文本框"),
    "text art": (in_body(art("机密")), "图片或艺术字"),
    "hidden words": (in_body(p("不予公开", "<w:vanish/>")), "隐藏的文字"),
    "a cell": (document(cell("不予公开")), "第 1 个表格第 3 行"),
    "a line of a cell": (document(cell("及时公开审计结果。\n内部资料")), "第 1 个表格第 3 行"),
    "a label and its cell": (document(more_rows(("文号", "无"), ("是否公开", "否"))), "第 2 个表格第 2 行"),
    "a column of answers": (document(more_rows(("名称", "是否公开"), ("附件一", "否"))), "第 2 个表格第 2 行"),
    "options in cells": (document(more_rows(("公开", "□", "依申请公开", "☑"))), "第 2 个表格第 1 行"),
    "a star of a font": (
        in_body(
            '<w:p><w:r><w:t>机密</w:t><w:sym w:font="Wingdings" w:char="F0AB"/><w:t>1年</w:t></w:r></w:p>',
        ),
        "第 1 段",
    ),
    "a ticked box of an old form": (
        in_body(
            "<w:p><w:r><w:t>主动公开</w:t>"
            '<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox/></w:ffData></w:fldChar>'
            '<w:t>依申请公开</w:t><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox>'
            "</w:ffData></w:fldChar></w:r></w:p>"
        ),
        "第 1 段",
    ),
    "a ticked box of a font": (
        in_body(
            '<w:p><w:r><w:sym w:font="Wingdings 2" w:char="F0A3"/><w:t>主动公开</w:t>'
            '<w:sym w:font="Wingdings 2" w:char="F052"/><w:t>依申请公开</w:t></w:r></w:p>'
        ),
        "第 1 段",
    ),
}


@pytest.mark.parametrize("where", IN_DOCX)
def test_a_marking_anywhere_in_a_word_file_is_refused_with_its_place(root: Path, where: str) -> None:
    data, place = IN_DOCX[where]
    said = refused(received(root, "a.docx", data))
    assert [text.partition("印有")[0] for text in said] == [f"GK057 {place}"]


def book(change: Callable[[openpyxl.Workbook], object]) -> bytes:
    """The tasks as a workbook with something more in it."""
    made = openpyxl.load_workbook(BytesIO(as_xlsx(BLOCKS)))
    change(made)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def page_header(made: openpyxl.Workbook) -> None:
    made.active.oddHeader.center.text = "机密★1年"


def page_footer(made: openpyxl.Workbook) -> None:
    made.active.evenFooter.right.text = "内部资料 注意保存"


def comment(made: openpyxl.Workbook) -> None:
    made.active["A1"].comment = Comment("不予公开", "李")


def sheet_name(made: openpyxl.Workbook) -> None:
    made.active.title = "内部资料"


def subject(made: openpyxl.Workbook) -> None:
    made.properties.subject = "工作秘密"


def covered(made: openpyxl.Workbook) -> None:
    sheet = made.active
    sheet.unmerge_cells("A1:D1")
    sheet["C1"] = "机密"


IN_XLSX: dict[str, tuple[bytes, str]] = {
    "page header": (book(page_header), "工作表“Sheet”的页眉"),
    "page footer": (book(page_footer), "工作表“Sheet”的页脚"),
    "comment": (book(comment), "工作表“Sheet”的批注"),
    "name of a sheet": (book(sheet_name), "工作表的名字"),
    "property": (book(subject), "文件属性“主题”"),
    "a cell beside the title": (book(covered), "第 1 个表格第 1 行"),
}


@pytest.mark.parametrize("where", IN_XLSX)
def test_a_marking_anywhere_in_a_workbook_is_refused_with_its_place(root: Path, where: str) -> None:
    data, place = IN_XLSX[where]
    said = refused(received(root, "a.xlsx", data))
    assert [text.partition("印有")[0] for text in said] == [f"GK057 {place}"]


def hidden_sheet(made: openpyxl.Workbook) -> None:
    sheet = made.create_sheet("x")
    sheet["A3"] = "绝密"
    sheet.sheet_state = "veryHidden"


def hidden_row(made: openpyxl.Workbook) -> None:
    made.active.append(["不予公开"])
    made.active.row_dimensions[made.active.max_row].hidden = True


@pytest.mark.parametrize(
    ("data", "place"),
    [(book(hidden_sheet), "隐藏的工作表“x”第 3 行"), (book(hidden_row), "工作表“Sheet”隐藏的第 5 行")],
)
def test_a_marking_in_a_hidden_sheet_or_row_is_named_there(root: Path, data: bytes, place: str) -> None:
    assert f"GK057 {place}" in [text.partition("印有")[0] for text in refused(received(root, "a.xlsx", data))]


def page(head: str = "", body: str = "") -> bytes:
    return as_html(BLOCKS, head).replace(b"<body>", f"<body>{body}".encode())


IN_HTML = {
    "网页标题": page("<title>机密★1年</title>"),
    "网页属性“gkfs”": page('<meta name="gkfs" content="不予公开">'),
    "网页的注释": page("", "<!-- <o:Keywords>内部资料</o:Keywords> -->"),
    "网页里隐藏的文字": page("", '<div style="display:none"><p>不予公开</p></div>'),
    "图片说明": page("", '<img src="a.png" alt="机密">'),
    "网页的表单": page("", "<select><option>公开<option selected>不予公开</select>"),
    "第 1 段": page("", "<p><input type=checkbox>主动公开 <input type=radio checked>依申请公开</p>"),
    "信息栏“公开方式”": page("", "<table><tr><td>索引号<td>A1<td>公开方式<td>依申请公开</table>"),
}


@pytest.mark.parametrize("place", IN_HTML)
def test_a_marking_anywhere_in_a_page_is_refused_with_its_place(root: Path, place: str) -> None:
    said = refused(received(root, "a.html", IN_HTML[place]))
    assert [text.partition("印有")[0] for text in said] == [f"GK057 {place}"]


def test_the_menu_of_a_site_is_no_marking(root: Path) -> None:
    menu = "<ul><li><a href=a>政府信息公开指南</a><li><a href=b>依申请公开</a></ul><!-- 依申请公开 -->"
    assert received(root, "a.html", page("", menu)).code == 0
    assert (
        received(root, "a.txt", b"\xef\xbb\xbf" + f"政府信息公开指南\n依申请公开\n{as_text('').decode()}".encode()).code
        == 0
    )


def test_the_header_that_word_keeps_beside_a_saved_page_is_read(root: Path) -> None:
    data = as_mhtml(as_html(BLOCKS)).removesuffix(b"--b--\n")
    data += b"--b\nContent-Type: text/html; charset=utf-8\n\n<div>" + "内部资料".encode() + b"</div>\n--b--\n"
    said = refused(received(root, "a.mht", data))
    assert said == ["GK057 页眉、页脚或附带的网页印有“内部资料”：这样的文件不能上网，没有导入"]


def test_a_column_of_work_may_be_called_what_else_is_a_marking(root: Path) -> None:
    rows = [HEADER, ["1", "依申请公开", "及时答复。", "市财政局"], ["2", "公开审计", "及时公开审计结果。", "市审计局"]]
    assert received(root, "a.docx", as_docx((TITLE, plain(rows)))).code == 0


def test_a_sentence_broken_over_lines_is_no_marking(root: Path) -> None:
    text = (
        f"{TITLE}\n一、公开\n1.健全机制。完善接收、登记、办理、答复等流程，规范\n依申请公开。（牵头单位：市财政局）\n"
    )
    assert received(root, "a.txt", text.encode()).code == 0
    broken = f"各单位要认真学习条例，健全答复机制，规范做好\n依申请公开。\n{as_text('').decode()}"
    assert received(root, "a.txt", broken.encode()).code == 0


def watermark() -> bytes:
    paper = Paper()
    for at, text in enumerate(
        (TITLE, "1.公开预决算。（牵头单位：市财政局）", "2.公开审计结果。（牵头单位：市审计局）")
    ):
        paper.write(60, 100 + 30 * at, text)
    coded = "内部资料".encode("utf-16-be").hex()
    paper.pages[-1].append(f"BT /F1 40 Tf 0.7 0.7 -0.7 0.7 200 300 Tm <{coded}> Tj ET")
    return paper.file()


def with_keywords() -> bytes:
    coded = b"\xfe\xff" + "机密★1年".encode("utf-16-be")
    data = as_pdf(BLOCKS)
    return data.replace(b"trailer<<", b"trailer<</Info <</Keywords <" + coded.hex().encode() + b">>>", 1)


def test_the_watermark_and_the_properties_of_a_pdf_are_read(root: Path) -> None:
    assert refused(received(root, "a.pdf", watermark()))[0].startswith("GK057 第 1 页的水印或斜排文字印有“内部资料”")
    assert refused(received(root, "a.pdf", with_keywords()))[0].startswith("GK057 文件属性“关键词”印有“机密★1年”")


def test_words_in_a_text_box_are_never_the_title(root: Path) -> None:
    ran = received(root, "a.docx", in_body(box("测试市人民政府关于内部编号的通知")), "--json")
    assert ran.code == 0
    assert json.loads(ran.out)["title"] == TITLE


# Out of the door


def published(tmp_path: Path, name: str, data: bytes, *more: str) -> Path:
    """A portal whose one notice was transcribed from a file, with some more keys."""
    digest = hashlib.sha256(data).hexdigest()
    keys = "".join(f"{line}\n" for line in more)
    text = (
        f"id: ceshi-2018\njurisdiction: ceshi\ntitle: {TITLE}\nyear: 2018\ndisclosure: 主动公开\n{keys}"
        f"source: {{file: {name}, sha256: {digest}}}\n"
        "sections:\n  - {title: 公开, tasks: [{number: 1, title: 公开预决算}]}\n"
    )
    changes = {NOTICE_PATH: text, "content/sources/ceshi.txt": None, f"content/sources/{name}": data}
    return write_portal(tmp_path, changes)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_planted_marking_stops_build_and_check(tmp_path: Path, kind: str) -> None:
    name, data = FORMATS[kind]("内部资料 注意保存")
    portal = published(tmp_path, name, data)
    for ran in (build(portal), gksite("check", "--root", portal)):
        assert ran.code == 1
        assert [line.split()[1] for line in ran.lines if ": GK707 " in line] == ["GK707"]
    assert not (portal / "output").exists()


def test_a_marking_in_a_header_that_no_task_cites_stops_a_build(tmp_path: Path) -> None:
    ran = build(published(tmp_path, "a.docx", IN_DOCX["header"][0]))
    assert ran.code == 1
    place = f"{NOTICE_PATH}:5:13: GK707 公开属性写的是“主动公开”，而来源 a.docx 页眉印有“内部资料”"
    assert place in ran.err


def test_a_marking_that_a_person_answers_for_stops_nothing(tmp_path: Path) -> None:
    signed = "differs: [{field: disclosure, reason: 2020年已解密, by: 李某, on: 2020-01-01}]"
    assert build(published(tmp_path / "signed", "a.txt", as_text("机密★1年"), signed)).code == 0
    other = signed.replace("field: disclosure", "field: title")
    assert build(published(tmp_path / "other", "a.txt", as_text("机密★1年"), other)).code == 1


def test_a_word_for_disclosure_is_checked_in_a_draft_too_and_may_be_absent_there(tmp_path: Path) -> None:
    portal = published(tmp_path, "a.txt", as_text(""), "draft: true")
    text = (portal / NOTICE_PATH).read_text(encoding="utf-8")
    put(portal / NOTICE_PATH, text.replace("disclosure: 主动公开", "disclosure: 公开"))
    assert "GK708 公开属性“公开”不是规定的三种之一" in build(portal).err
    put(portal / NOTICE_PATH, text.replace("disclosure: 主动公开\n", ""))
    assert build(portal).code == 0


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("（此件公开发布）", "主动公开"),
        ("公开属性：☑主动公开 □依申请公开", "主动公开"),
        ("公开属性：公开", "主动公开"),
        ("是否公开：是", "主动公开"),
        ("是否公开：是☑ 否□", "主动公开"),
        ("公开形式：公开栏", None),
        ("公开方式：政府网站", None),
        ("", None),
    ],
)
def test_a_draft_states_a_disclosure_only_where_its_source_prints_one(
    root: Path, line: str, expected: str | None
) -> None:
    ran = received(root, "a.txt", as_text(line), "--json")
    assert ran.code == 0
    assert json.loads(ran.out)["disclosure"] == expected


def test_a_closed_notice_is_never_held_against_its_source(tmp_path: Path) -> None:
    portal = published(tmp_path, "a.txt", as_text("机密★1年"))
    text = (portal / NOTICE_PATH).read_text(encoding="utf-8")
    put(portal / NOTICE_PATH, text.replace("disclosure: 主动公开", "disclosure: 不予公开"))
    assert build(portal).code == 0
    assert "机密" not in "".join(path.read_text("utf-8", "replace") for path in (portal / "output").rglob("*.*"))


@pytest.mark.parametrize("words", [*TELLING, *(label for _, label in LABELS)])
@settings(max_examples=25)
@given(data=st.data())
def test_no_text_is_passed_over_that_holds_a_word_or_label_of_disclosure(words: str, data: st.DataObject) -> None:
    assert TELLS.search(data.draw(st.from_regex(words, fullmatch=True)))
