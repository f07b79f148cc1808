"""Files of every format with a secret planted in each place where a reader does not look; built byte by byte."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO

import openpyxl
import xlsxwriter
from documents import Paper, archive, as_docx, as_html, as_xlsx, pdf, plain
from openpyxl.comments import Comment
from openpyxl.styles import Font

SECRET = "暗号七四一"
"""What must be in no byte that leaves; a word that is no marking."""
TITLE = "测试市2018年政务公开工作任务分解表"
ROWS = [
    ["序号", "工作任务", "工作要求", "牵头单位"],
    ["1", "公开预决算", "公开财政预决算。", "市财政局"],
    ["2", "公开审计", "及时公开审计结果。", "市审计局"],
]
BLOCKS = (TITLE, plain(ROWS))
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text: str = SECRET, properties: str = "", tag: str = "w:t") -> str:
    """The XML of a run of letters."""
    return f"<w:r><w:rPr>{properties}</w:rPr><{tag}>{text}</{tag}></w:r>"


def changed(data: bytes, changes: Mapping[str, Callable[[str], str]], more: Mapping[str, str | bytes]) -> bytes:
    """An archive with some members changed and others added."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name in changes:
                content = changes[name](content.decode()).encode()
            new.writestr(name, content)
        for name, text in more.items():
            new.writestr(name, text)
    return stream.getvalue()


def before(mark: str, xml: str) -> Callable[[str], str]:
    """A change that puts XML in front of a mark."""
    return lambda text: text.replace(mark, xml + mark, 1)


def related(kind: str, target: str, id: str = "rId900", outside: bool = False) -> Callable[[str], str]:
    """A change that adds a relation to a list of relations."""
    mode = ' TargetMode="External"' if outside else ""
    kind = kind if "//" in kind else f"{RELATION}/{kind}"
    return before("</Relationships>", f'<Relationship Id="{id}" Type="{kind}" Target="{target}"{mode}/>')


def word(
    xml: str = "",
    *,
    rels: Callable[[str], str] | None = None,
    more: Mapping[str, str | bytes] | None = None,
    **changes: Callable[[str], str],
) -> bytes:
    """The tasks as a .docx with XML behind its first paragraph."""
    made: dict[str, Callable[[str], str]] = {
        "word/document.xml": lambda text: text.replace("</w:p>", f"</w:p>{xml}", 1)
    }
    if rels:
        made["word/_rels/document.xml.rels"] = rels
    names = {"core": "docProps/core.xml", "app": "docProps/app.xml", "settings": "word/settings.xml"}
    return changed(as_docx(BLOCKS), made | {names[key]: change for key, change in changes.items()}, more or {})


def note(words: str = SECRET) -> str:
    """A part of comments."""
    return f'<w:comments {W}><w:comment w:id="0" w:author="x"><w:p>{run(words)}</w:p></w:comment></w:comments>'


COMMENT_MARK = '<w:p><w:r><w:commentReference w:id="0"/></w:r></w:p>'
DRAWING = 'xmlns:a="urn:a" xmlns:wp="urn:wp"'
DOCX: dict[str, tuple[str, bytes]] = {
    "a comment": (
        "批注",
        word(COMMENT_MARK, rels=related("comments", "comments.xml"), more={"word/comments.xml": note()}),
    ),
    "a comment that no mark refers to": (
        "批注",
        word(rels=related("comments", "comments.xml"), more={"word/comments.xml": note()}),
    ),
    "a comment of a strict file": (
        "批注",
        word(
            COMMENT_MARK,
            rels=related("http://purl.oclc.org/ooxml/officeDocument/relationships/comments", "comments2.xml"),
            more={"word/comments2.xml": note()},
        ),
    ),
    "a comment in a part of another name": (
        "批注",
        word(COMMENT_MARK, rels=related("comments", "pizhu.xml"), more={"word/pizhu.xml": note()}),
    ),
    "hidden letters in a header of another name": (
        "隐藏的内容",
        word(
            rels=related("header", "yemei.xml"),
            more={"word/yemei.xml": f"<w:hdr {W}><w:p>" + run(properties="<w:vanish/>") + "</w:p></w:hdr>"},
        ),
    ),
    "deleted words": (
        "没有接受的修订",
        word(f'<w:p><w:del w:id="1" w:author="x">{run(tag="w:delText")}</w:del></w:p>'),
    ),
    "words that were moved away": (
        "没有接受的修订",
        word(f'<w:p><w:moveFrom w:id="1" w:author="x">{run()}</w:moveFrom></w:p>'),
    ),
    "the author of a change": (
        "没有接受的修订",
        word(f'<w:p><w:ins w:id="1" w:author="{SECRET}">{run("新")}</w:ins></w:p>'),
    ),
    "the author of a changed format": (
        "没有接受的修订",
        word(f'<w:p><w:pPr><w:pPrChange w:id="1" w:author="{SECRET}"><w:pPr/></w:pPrChange></w:pPr></w:p>'),
    ),
    "macros": ("宏", word(rels=related("vbaProject", "vbaProject.bin"), more={"word/vbaProject.bin": SECRET})),
    "an object": (
        "嵌入的文件或程序",
        word(
            f'<w:p><w:r><w:object {R}><o:OLEObject xmlns:o="urn:o" r:id="rId900"/></w:object></w:r></w:p>',
            rels=related("oleObject", "embeddings/oleObject1.bin"),
            more={"word/embeddings/oleObject1.bin": SECRET},
        ),
    ),
    "a workbook": (
        "嵌入的文件或程序",
        word(rels=related("package", "embeddings/a.xlsx"), more={"word/embeddings/a.xlsx": SECRET}),
    ),
    "hidden letters": ("隐藏的内容", word(f"<w:p>{run(properties='<w:vanish/>')}</w:p>")),
    "hidden letters of a style": (
        "隐藏的内容",
        changed(
            word("<w:p>" + run(properties='<w:rStyle w:val="Unseen"/>') + "</w:p>"),
            {
                "word/styles.xml": before(
                    "</w:styles>",
                    '<w:style w:type="character" w:styleId="Unseen"><w:rPr><w:vanish/></w:rPr></w:style>',
                )
            },
            {},
        ),
    ),
    "letters hidden on the web": ("隐藏的内容", word(f"<w:p>{run(properties='<w:webHidden/>')}</w:p>")),
    "hidden letters in a header": (
        "隐藏的内容",
        word(
            rels=related("header", "header9.xml"),
            more={"word/header9.xml": f"<w:hdr {W}><w:p>{run(properties='<w:vanish/>')}</w:p></w:hdr>"},
        ),
    ),
    "a hidden row": (
        "隐藏的内容",
        word(
            f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p>{run()}</w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>"
        ),
    ),
    "a covered cell": (
        "隐藏的内容",
        word(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>'
            f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p>{run()}</w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>"
        ),
    ),
    "a hidden drawing": (
        "隐藏的内容",
        word(
            f'<w:p><w:r><w:drawing {DRAWING}><wp:anchor><wp:docPr id="1" name="x" hidden="1" descr="{SECRET}"/>'
            "</wp:anchor></w:drawing></w:r></w:p>"
        ),
    ),
    "words for old programs": (
        "隐藏的内容",
        word(
            '<w:p><w:r><mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice/><mc:Fallback>'
            f"<w:pict><w:txbxContent><w:p>{run()}</w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
    ),
    "a variable": (
        "隐藏的内容",
        word(settings=before("</w:settings>", f'<w:docVars><w:docVar w:name="x" w:val="{SECRET}"/></w:docVars>')),
    ),
    "what a program keeps": ("隐藏的内容", word(more={"customXml/item9.xml": f"<x>{SECRET}</x>"})),
    "struck-out letters": ("划掉的文字", word(f"<w:p>{run(properties='<w:strike/>')}</w:p>")),
    "doubly struck-out letters": ("划掉的文字", word(f"<w:p>{run(properties='<w:dstrike/>')}</w:p>")),
    "the author": ("作者信息", word(core=lambda text: text.replace(">python-docx<", f">{SECRET}<"))),
    "who changed it last": (
        "作者信息",
        word(core=before("</cp:coreProperties>", f"<cp:lastModifiedBy>{SECRET}</cp:lastModifiedBy>")),
    ),
    "a note on the file": ("隐藏的内容", word(core=lambda text: text.replace("generated by python-docx", SECRET))),
    "the manager": ("作者信息", word(app=before("</Properties>", f"<Manager>{SECRET}</Manager>"))),
    "the company": (
        "作者信息",
        word(app=before("</Properties>", f"<Company>{SECRET}</Company>")),
    ),
    "a property of its own": (
        "作者信息",
        word(
            more={
                "docProps/custom.xml": '<Properties xmlns="urn:c" xmlns:vt="urn:v"><property fmtid="D5" name="经办">'
                f"<vt:lpwstr>{SECRET}</vt:lpwstr></property></Properties>"
            }
        ),
    ),
    "a list of people": (
        "作者信息",
        word(
            more={"word/people.xml": f'<w15:people xmlns:w15="urn:p"><w15:person w15:author="{SECRET}"/></w15:people>'}
        ),
    ),
    "a template on a disk": (
        "从别处取内容的链接",
        changed(
            word(settings=before("</w:settings>", f'<w:attachedTemplate {R} r:id="rId1"/>')),
            {},
            {
                "word/_rels/settings.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                f'relationships"><Relationship Id="rId1" Type="{RELATION}/attachedTemplate" '
                f'Target="file:///C:/{SECRET}/a.dotm" TargetMode="External"/></Relationships>'
            },
        ),
    ),
    "a picture elsewhere": (
        "从别处取内容的链接",
        word(
            f'<w:p><w:r><w:drawing {DRAWING} {R}><a:blip r:link="rId900"/></w:drawing></w:r></w:p>',
            rels=related("image", f"http://example.com/{SECRET}.png", outside=True),
        ),
    ),
    "a link to a file of the author's": (
        "从别处取内容的链接",
        word(
            f'<w:p><w:hyperlink {R} r:id="rId900">{run("见附件")}</w:hyperlink></w:p>',
            rels=related("hyperlink", f"file:///D:/{SECRET}/a.docx", outside=True),
        ),
    ),
    "a field that loads": (
        "从别处取内容的链接",
        word(f"<w:p>{run(f'INCLUDEPICTURE &quot;http://a/{SECRET}&quot;', tag='w:instrText')}</w:p>"),
    ),
}
"""Word: the kind that is told, and the file."""


def book(change: Callable[[openpyxl.Workbook], object] | None = None) -> bytes:
    """The tasks as a workbook with something more in it."""
    made = openpyxl.load_workbook(BytesIO(as_xlsx(BLOCKS)))
    if change:
        change(made)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def hidden_sheet(state: str) -> Callable[[openpyxl.Workbook], object]:
    """A sheet that is out of sight."""

    def write(made: openpyxl.Workbook) -> None:
        sheet = made.create_sheet("其他")
        sheet["A3"] = SECRET
        sheet.sheet_state = state

    return write


def named_sheet(made: openpyxl.Workbook) -> None:
    made.create_sheet(SECRET).sheet_state = "hidden"
    made.active["F9"] = f"='{SECRET}'!A1"


def hidden_row(made: openpyxl.Workbook) -> None:
    made.active.append([SECRET])
    made.active.row_dimensions[made.active.max_row].hidden = True


def hidden_column(made: openpyxl.Workbook) -> None:
    made.active["G2"] = SECRET
    made.active.column_dimensions["G"].hidden = True


def comment(made: openpyxl.Workbook) -> None:
    made.active["A1"].comment = Comment(SECRET, "李")


def commenter(made: openpyxl.Workbook) -> None:
    made.active["A1"].comment = Comment("改", SECRET)


def struck(made: openpyxl.Workbook) -> None:
    made.active["F2"] = SECRET
    made.active["F2"].font = Font(strike=True)


def unshown(made: openpyxl.Workbook) -> None:
    made.active["F2"] = 741741741
    made.active["F2"].number_format = ";;;"


def author(made: openpyxl.Workbook) -> None:
    made.properties.creator = SECRET


def last_author(made: openpyxl.Workbook) -> None:
    made.properties.lastModifiedBy = SECRET


def named_text(made: openpyxl.Workbook) -> None:
    made.defined_names["x"] = openpyxl.workbook.defined_name.DefinedName("x", attr_text=f'"{SECRET}"')


def sheet_part(data: bytes, xml: str) -> bytes:
    """A workbook with XML in front of the end of its sheet."""
    return changed(data, {"xl/worksheets/sheet1.xml": before("</worksheet>", xml)}, {})


def shared(hide: Callable[[xlsxwriter.worksheet.Worksheet, xlsxwriter.workbook.Workbook], object]) -> bytes:
    """The tasks as Excel writes them, all texts in one part, with something hidden."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as made:
        sheet = made.add_worksheet("任务")
        for at, row in enumerate([[TITLE], *ROWS]):
            sheet.write_row(at, 0, row)
        hide(sheet, made)
    return stream.getvalue()


def shared_row(sheet: xlsxwriter.worksheet.Worksheet, made: xlsxwriter.workbook.Workbook) -> None:
    sheet.write(8, 0, SECRET)
    sheet.set_row(8, None, None, {"hidden": True})


def shared_column(sheet: xlsxwriter.worksheet.Worksheet, made: xlsxwriter.workbook.Workbook) -> None:
    sheet.write(2, 8, SECRET)
    sheet.set_column(8, 8, 9, None, {"hidden": True})


def shared_sheet(sheet: xlsxwriter.worksheet.Worksheet, made: xlsxwriter.workbook.Workbook) -> None:
    other = made.add_worksheet("底稿")
    other.write(0, 0, SECRET)
    other.very_hidden()
    sheet.write_formula(5, 5, "='底稿'!A1", None, "公开")


def shared_struck(sheet: xlsxwriter.worksheet.Worksheet, made: xlsxwriter.workbook.Workbook) -> None:
    sheet.write_rich_string(6, 0, made.add_format({"font_strikeout": True}), SECRET, "有效")


def filtered(sheet: xlsxwriter.worksheet.Worksheet, made: xlsxwriter.workbook.Workbook) -> None:
    sheet.autofilter(1, 0, 9, 3)
    sheet.filter_column(0, f"x != {SECRET}")
    shared_row(sheet, made)


PRESENT = '<c r="A9" t="inlineStr"><is><r><rPr><strike/></rPr><t>%s</t></r><r><t>有效</t></r></is></c>'
XLSX: dict[str, tuple[str, bytes]] = {
    "a hidden sheet": ("隐藏的内容", book(hidden_sheet("hidden"))),
    "a sheet that is hidden deeper": ("隐藏的内容", book(hidden_sheet("veryHidden"))),
    "the name of a hidden sheet": ("隐藏的内容", book(named_sheet)),
    "a hidden row": ("隐藏的内容", book(hidden_row)),
    "a row without height": (
        "隐藏的内容",
        changed(
            book(hidden_row),
            {"xl/worksheets/sheet1.xml": lambda text: text.replace('hidden="1"', 'ht="0" customHeight="1"')},
            {},
        ),
    ),
    "a hidden column": ("隐藏的内容", book(hidden_column)),
    "a cell that a merge covers": (
        "隐藏的内容",
        changed(
            book(),
            {
                "xl/worksheets/sheet1.xml": before(
                    '</row><row r="2">', f'<c r="C1" t="inlineStr"><is><t>{SECRET}</t></is></c>'
                )
            },
            {},
        ),
    ),
    "a text that no cell uses": (
        "隐藏的内容",
        changed(shared(lambda *_: None), {"xl/sharedStrings.xml": before("</sst>", f"<si><t>{SECRET}</t></si>")}, {}),
    ),
    "a hidden row of Excel": ("隐藏的内容", shared(shared_row)),
    "a hidden column of Excel": ("隐藏的内容", shared(shared_column)),
    "a hidden sheet of Excel": ("隐藏的内容", shared(shared_sheet)),
    "a filtered row": ("隐藏的内容", shared(filtered)),
    "struck-out letters of Excel": ("划掉的文字", shared(shared_struck)),
    "a name with words": ("隐藏的内容", book(named_text)),
    "a cache of a pivot table": (
        "隐藏的内容",
        changed(
            book(),
            {"xl/_rels/workbook.xml.rels": related("pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml")},
            {"xl/pivotCache/pivotCacheDefinition1.xml": f"<x><s>{SECRET}</s></x>"},
        ),
    ),
    "a comment": ("批注", book(comment)),
    "the author of a comment": ("批注", book(commenter)),
    "a threaded comment": (
        "批注",
        changed(
            book(),
            {},
            {
                "xl/worksheets/_rels/sheet1.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                f'relationships"><Relationship Id="a" Type="{RELATION}/threadedComment" '
                'Target="../threadedComments/t1.xml"/></Relationships>',
                "xl/threadedComments/t1.xml": f'<T xmlns="u"><threadedComment ref="A1"><text>{SECRET}</text>'
                "</threadedComment></T>",
            },
        ),
    ),
    "changes of a shared book": (
        "没有接受的修订",
        changed(book(), {}, {"xl/revisions/revisionLog1.xml": f"<r>{SECRET}</r>"}),
    ),
    "macros": ("宏", changed(book(), {}, {"xl/vbaProject.bin": SECRET})),
    "old macros": ("宏", changed(book(), {}, {"xl/macrosheets/sheet1.xml": f"<x>{SECRET}</x>"})),
    "an embedded file": ("嵌入的文件或程序", changed(book(), {}, {"xl/embeddings/a.docx": SECRET})),
    "struck-out letters": ("划掉的文字", book(struck)),
    "struck-out letters among others": (
        "划掉的文字",
        changed(
            book(),
            {"xl/worksheets/sheet1.xml": before("</sheetData>", f'<row r="9">{PRESENT % SECRET}</row>')},
            {},
        ),
    ),
    "the author": ("作者信息", book(author)),
    "who changed it last": ("作者信息", book(last_author)),
    "the folder of its author": (
        "作者信息",
        changed(
            book(),
            {
                "xl/workbook.xml": before(
                    "</workbook>", f'<x15ac:absPath xmlns:x15ac="urn:x" url="C:\\Users\\{SECRET}\\Desktop\\"/>'
                )
            },
            {},
        ),
    ),
    "another workbook": (
        "从别处取内容的链接",
        changed(book(), {}, {"xl/externalLinks/externalLink1.xml": f"<x><v>{SECRET}</v></x>"}),
    ),
    "a connection": ("从别处取内容的链接", changed(book(), {}, {"xl/connections.xml": f"<x>{SECRET}</x>"})),
    "a scenario": (
        "隐藏的内容",
        sheet_part(
            book(),
            f'<scenarios><scenario name="{SECRET}" user="李"><inputCells r="A1" val="1"/></scenario></scenarios>',
        ),
    ),
    "a hidden shape": (
        "隐藏的内容",
        changed(
            book(),
            {},
            {
                "xl/drawings/drawing1.xml": '<d:w xmlns:d="urn:d" xmlns:a="urn:a"><d:sp><d:nvSpPr><d:cNvPr hidden="1"/>'
                f"</d:nvSpPr><d:txBody><a:t>{SECRET}</a:t></d:txBody></d:sp></d:w>"
            },
        ),
    ),
}
"""Excel: the kind that is told, and the file."""

P = 'xmlns:p="urn:p" xmlns:a="urn:a"'


def slides(changes: Mapping[str, str] | None = None) -> bytes:
    """A small .pptx."""
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{RELATION}/officeDocument" Target="ppt/presentation.xml"/></Relationships>',
        "ppt/presentation.xml": f"<p:presentation {P} {R}><p:sldIdLst>"
        '<p:sldId id="256" r:id="r1"/></p:sldIdLst></p:presentation>',
        "ppt/_rels/presentation.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="r1" Type="{RELATION}/slide" Target="slides/slide1.xml"/></Relationships>',
        "ppt/slides/slide1.xml": f"<p:sld {P}><a:t>公开</a:t></p:sld>",
    }
    return archive(parts | dict(changes or {}))


PPTX: dict[str, tuple[str, bytes]] = {
    "notes": ("演讲者备注", slides({"ppt/notesSlides/notesSlide1.xml": f"<p:notes {P}><a:t>{SECRET}</a:t></p:notes>"})),
    "a comment": (
        "批注",
        slides({"ppt/comments/comment1.xml": f"<p:cmLst {P}><p:cm><p:text>{SECRET}</p:text></p:cm></p:cmLst>"}),
    ),
    "a hidden slide": (
        "隐藏的内容",
        slides({"ppt/slides/slide1.xml": f'<p:sld {P} show="0"><a:t>{SECRET}</a:t></p:sld>'}),
    ),
    "the author": (
        "作者信息",
        slides({"docProps/core.xml": f'<c xmlns:dc="urn:dc"><dc:creator>{SECRET}</dc:creator></c>'}),
    ),
}
"""PowerPoint: the kind that is told, and the file."""


def page(head: str = "", body: str = "") -> bytes:
    """The tasks as a web page with something more in it."""
    return as_html(BLOCKS, head).replace(b"<body>", f"<body>{body}".encode())


HTML: dict[str, tuple[str, bytes]] = {
    "a script": ("脚本", page(body=f"<script>var a='{SECRET}'</script>")),
    "an attribute that runs": ("脚本", page(body=f"<p onclick=\"alert('{SECRET}')\">公开</p>")),
    "an address that runs": ("脚本", page(body=f"<a href=\"javascript:alert('{SECRET}')\">公开</a>")),
    "a page that leads on": ("脚本", page(f'<meta http-equiv=refresh content="0;url=https://a/{SECRET}">')),
    "a frame": ("嵌入的文件或程序", page(body=f'<iframe src="https://a/{SECRET}"></iframe>')),
    "a picture elsewhere": ("从别处取内容的链接", page(body=f'<img src="https://a/{SECRET}.png">')),
    "a style elsewhere": ("从别处取内容的链接", page(f'<link rel=stylesheet href="//a/{SECRET}.css">')),
    "hidden words": ("隐藏的内容", page(body=f'<div style="display: none"><p>{SECRET}</p></div>')),
    "words with the attribute hidden": ("隐藏的内容", page(body=f"<div hidden><div>{SECRET}</div></div>")),
    "a comment": ("批注", page(body=f"<!-- {SECRET} -->")),
    "the author": ("作者信息", page(f'<meta name="Author" content="{SECRET}">')),
}
"""Web pages: the kind that is told, and the file."""


def tiff(tag: int, value: bytes, kind: int = 2) -> bytes:
    """EXIF with one tag."""
    head = b"II*\0\x08\0\0\0" + struct.pack("<HHHI", 1, tag, kind, len(value))
    return head + struct.pack("<I", 26) + b"\0\0\0\0" + value


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    """A JPEG with some segments of notes; its points are none."""
    said = [b"\xff\xd8"]
    for marker, content in segments:
        said.append(bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content)
    return b"".join([*said, b"\xff\xda\x00\x02points\xff\xd9"])


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG with some chunks."""
    said = [b"\x89PNG\r\n\x1a\n"]
    for name, content in ((b"IHDR", b"\0\0\0\1\0\0\0\1\x08\0\0\0\0"), *chunks, (b"IEND", b"")):
        said.append(struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content)))
    return b"".join(said)


def webp(name: bytes, content: bytes) -> bytes:
    """A WebP with one note."""
    chunk = name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)
    body = b"WEBP" + b"VP8X" + struct.pack("<I", 10) + b"\x0c" + b"\0" * 9 + chunk
    return b"RIFF" + struct.pack("<I", len(body)) + body


XMP = f'<x><rdf:Description dc:creator="{SECRET}"/></x>'.encode()
UTF8, UTF16 = SECRET.encode(), SECRET.encode("utf-16-le")
PICTURES: dict[str, tuple[str, bytes]] = {
    "jpg artist": ("作者信息", jpeg((0xE1, b"Exif\0\0" + tiff(0x013B, UTF8)))),
    "jpg author of Windows": ("作者信息", jpeg((0xE1, b"Exif\0\0" + tiff(0x9C9D, UTF16, 1)))),
    "jpg place": ("作者信息", jpeg((0xE1, b"Exif\0\0" + tiff(0x8825, UTF8, 4)))),
    "jpg XMP": ("作者信息", jpeg((0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP))),
    "jpg comment": ("作者信息", jpeg((0xFE, UTF8))),
    "png author": ("作者信息", png((b"tEXt", b"Author\0" + UTF8))),
    "png packed author": ("作者信息", png((b"zTXt", b"Author\0\0" + zlib.compress(UTF8)))),
    "png XMP": ("作者信息", png((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP))),
    "png EXIF": ("作者信息", png((b"eXIf", tiff(0x013B, UTF8)))),
    "webp EXIF": ("作者信息", webp(b"EXIF", tiff(0x013B, UTF8))),
    "webp XMP": ("作者信息", webp(b"XMP ", XMP)),
}
"""Pictures: the kind that is told, and the file."""


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A file of Office before 2007 with some streams, all in large sectors."""
    names = ["Root Entry", *streams]
    sectors: list[bytes] = []
    table: list[int] = []
    starts = []
    for content in streams.values():
        starts.append(len(sectors))
        pieces = max(1, -(-len(content) // 512))
        for piece in range(pieces):
            sectors.append(content[512 * piece : 512 * piece + 512].ljust(512, b"\0"))
            table.append(len(sectors) if piece < pieces - 1 else 0xFFFFFFFE)
    entries = b""
    for at, name in enumerate(names):
        coded = name.encode("utf-16-le") + b"\0\0"
        start = starts[at - 1] if at else 0xFFFFFFFE
        size = len(streams[name]) if at else 0
        kind = 2 if at else 5
        entries += coded.ljust(64, b"\0") + struct.pack("<HBB", len(coded), kind, 1) + b"\xff" * 12 + b"\0" * 36
        entries += struct.pack("<III", start, size, 0)
    entries = entries.ljust(-(-len(entries) // 512) * 512, b"\0")
    directory = len(sectors)
    for piece in range(len(entries) // 512):
        sectors.append(entries[512 * piece : 512 * piece + 512])
        table.append(len(sectors) if piece < len(entries) // 512 - 1 else 0xFFFFFFFE)
    place = len(sectors)
    table.append(0xFFFFFFFD)
    sectors.append(b"".join(struct.pack("<I", number) for number in table).ljust(512, b"\xff"))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, 1, directory, 0, 0, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    return head + struct.pack("<I", place) + b"\xff" * (4 * 108) + b"".join(sectors)


def stated(**values: str) -> bytes:
    """A set of properties of an old file; `author` is 4, `saved` 8."""
    numbers = {"author": 4, "saved": 8, "manager": 14, "company": 15}
    entries, held = b"", b""
    for name, value in values.items():
        coded = value.encode("utf-16-le") + b"\0\0"
        entries += struct.pack("<II", numbers[name], 8 + 8 * len(values) + len(held))
        held += struct.pack("<II", 31, len(coded) // 2) + coded.ljust(-(-len(coded) // 4) * 4, b"\0")
    section = struct.pack("<II", 8 + len(entries) + len(held), len(values)) + entries + held
    return b"\xfe\xff" + b"\0" * 42 + struct.pack("<I", 48) + section


def record(kind: int, content: bytes) -> bytes:
    """A record of an .xls."""
    return struct.pack("<HH", kind, len(content)) + content


def block(flags: int = 0, comments: int = 0) -> bytes:
    """The first block of a .doc."""
    return (
        (b"\xec\xa5" + b"\0" * 8 + struct.pack("<H", flags)).ljust(0x5C, b"\0")
        + struct.pack("<I", comments)
        + b"\0" * 64
    )


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:dc="http://purl.org/dc/elements/1.1/">{}</svg>'
SHEET = record(0x85, b"\0\0\0\0\1\0\5\1" + UTF16)
OLD: dict[str, tuple[str, str, bytes]] = {
    "doc macros": ("doc", "宏", compound({"WordDocument": block(), "Macros": UTF8, "VBA": b"x"})),
    "doc password": ("doc", "密码", compound({"WordDocument": block(0x100)})),
    "doc comments": ("doc", "批注", compound({"WordDocument": block(0, 9), "1Table": UTF16})),
    "doc object": ("doc", "嵌入的文件或程序", compound({"WordDocument": block(), "\x01Ole10Native": UTF8})),
    "doc author": (
        "doc",
        "作者信息",
        compound({"WordDocument": block(), "\x05SummaryInformation": stated(author=SECRET)}),
    ),
    "wps last author": (
        "wps",
        "作者信息",
        compound({"WordDocument": block(), "\x05SummaryInformation": stated(saved=SECRET)}),
    ),
    "ppt company": (
        "ppt",
        "作者信息",
        compound({"PowerPoint Document": b"x", "\x05DocumentSummaryInformation": stated(company=SECRET)}),
    ),
    "docx password": ("docx", "密码", compound({"EncryptedPackage": UTF8, "EncryptionInfo": b"x"})),
    "xls password": ("xls", "密码", compound({"Workbook": record(0x809, b"x") + record(0x2F, b"x") + UTF8})),
    "xls hidden sheet": ("xls", "隐藏的内容", compound({"Workbook": record(0x809, b"x") + SHEET})),
    "xls hidden row": ("xls", "隐藏的内容", compound({"Workbook": record(0x208, b"\0" * 12 + b"\x20\0\0\0") + UTF16})),
    "et hidden column": ("et", "隐藏的内容", compound({"Workbook": record(0x7D, b"\0" * 8 + b"\1\0\0\0") + UTF16})),
    "xls comment": ("xls", "批注", compound({"Workbook": record(0x1C, b"\0" * 12) + UTF16})),
    "rtf author": ("rtf", "作者信息", b"{\\rtf1{\\info{\\author " + SECRET.encode("gb18030") + b"}}x}"),
    "rtf escaped author": (
        "rtf",
        "作者信息",
        b"{\\rtf1{\\info{\\operator "
        + "".join(f"\\'{byte:02x}" for byte in SECRET.encode("gb18030")).encode()
        + b"}}x}",
    ),
    "rtf hidden": ("rtf", "隐藏的内容", b"{\\rtf1 {\\v " + UTF8 + b"}}"),
    "rtf comment": ("rtf", "批注", b"{\\rtf1 {\\*\\annotation " + UTF8 + b"}}"),
    "odt author": (
        "odt",
        "作者信息",
        archive(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "meta.xml": f'<m xmlns:dc="urn:dc"><dc:creator>{SECRET}</dc:creator></m>',
            }
        ),
    ),
    "ods hidden row": (
        "ods",
        "隐藏的内容",
        archive(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": f'<c xmlns:t="urn:t"><t:row t:visibility="collapse">{SECRET}</t:row></c>',
            }
        ),
    ),
    "odt comment": (
        "odt",
        "批注",
        archive(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "content.xml": f'<c xmlns:o="urn:o"><o:annotation>{SECRET}</o:annotation></c>',
            }
        ),
    ),
    "ofd author": (
        "ofd",
        "作者信息",
        archive({"OFD.xml": f'<o:OFD xmlns:o="urn:o"><o:Author>{SECRET}</o:Author></o:OFD>'}),
    ),
    "ofd attachment": ("ofd", "嵌入的文件或程序", archive({"OFD.xml": "<x/>", "Doc_0/Attachs/a.docx": SECRET})),
    "svg author": ("svg", "作者信息", SVG.format(f"<metadata><dc:creator>{SECRET}</dc:creator></metadata>").encode()),
    "svg comment": ("svg", "批注", SVG.format(f"<!-- {SECRET} -->").encode()),
    "zip with a workbook": ("zip", "隐藏的内容", archive({"a/b.xlsx": book(hidden_row)})),
    "zip in a zip": ("zip", "批注", archive({"a.zip": archive({"b.docx": DOCX["a comment"][1]})})),
}
"""Files of which no copy is made: suffix, the kind that is told, the file."""

HEX = ("feff" + SECRET.encode("utf-16-be").hex()).encode()


def portable(*extra: bytes, trailer: str = "") -> bytes:
    """The tasks as a PDF with some objects more, from number 6."""
    paper = Paper()
    for at, text in enumerate((TITLE, "1.公开预决算。（牵头单位：市财政局）", "2.公开审计。（牵头单位：市审计局）")):
        paper.write(60, 100 + 30 * at, text)
    return pdf(["\n".join(lines).encode() for lines in paper.pages], trailer, extra)


PDF: dict[str, tuple[str, bytes]] = {
    "the author": ("作者信息", portable(b"<</Author <" + HEX + b">>>", trailer="/Info 6 0 R")),
    "an embedded file": (
        "嵌入的文件或程序",
        portable(
            b"<</Type/Filespec/F<" + HEX + b">/EF<</F 7 0 R>>>>", b"<</Type/EmbeddedFile/Length 1>>stream\nx\nendstream"
        ),
    ),
    "a script": ("脚本", portable(b"<</S/JavaScript/JS<" + HEX + b">>>")),
    "a program that is started": ("脚本", portable(b"<</S/Launch/F<" + HEX + b">>>")),
    "an action inside another object": (
        "脚本",
        portable(b"<</Type/Annot/Rect[0 0 1 1]/A<</S/JavaScript/JS<" + HEX + b">>>>>"),
    ),
    "a comment": ("批注", portable(b"<</Type/Annot/Subtype/Text/Rect[0 0 1 1]/Contents<" + HEX + b">>>")),
    "struck-out words": (
        "划掉的文字",
        portable(b"<</Type/Annot/Subtype/StrikeOut/Rect[0 0 1 1]/Contents<" + HEX + b">>>"),
    ),
    "a hidden layer": ("隐藏的内容", portable(b"<</Type/OCG/Name<" + HEX + b">/Usage<</View<</ViewState/OFF>>>>>>")),
    "a form that is sent": ("从别处取内容的链接", portable(b"<</S/SubmitForm/F<" + HEX + b">>>")),
    "a password": ("密码", portable(b"<</Filter/Standard/V 99>>", trailer="/Encrypt 6 0 R/ID[<00><00>]")),
}
"""PDF: the kind that is told, and the file."""
MADE_ANEW = (
    *((f"docx, {name}", "docx", *case) for name, case in DOCX.items()),
    *((f"xlsx, {name}", "xlsx", *case) for name, case in XLSX.items()),
    *((f"pptx, {name}", "pptx", *case) for name, case in PPTX.items()),
    *((f"html, {name}", "html", *case) for name, case in HTML.items()),
    *((name, name.split()[0], *case) for name, case in PICTURES.items()),
)
"""All of which a copy is made: name, suffix, kind, file."""
NEVER_MADE = (
    *((f"pdf, {name}", "pdf", *case) for name, case in PDF.items()),
    *((name, *case) for name, case in OLD.items()),
)
"""All of which none is made."""
