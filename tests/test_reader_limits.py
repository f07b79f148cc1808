"""Files from outside are hostile: what each may take is bounded, and one that cannot be read is one problem."""

import json
import random
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from documents import (
    Paper,
    R,
    archive,
    as_docx,
    as_html,
    as_pdf,
    as_xlsx,
    p,
    pdf,
    plain,
    raw_docx,
    relationships,
    tbl,
    tc,
    tr,
)
from fuzzing import KINDS, NOTICE, mutant

from gksite.model.blocks import Reading
from gksite.problems.problem import Problem, Problems
from gksite.readers import docx, html, read_data, xlsx
from gksite.readers import pdf as pdf_reader
from gksite.readers.limits import Unreadable

ONE = '<sheet name="一" r:id="r0"/>'
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def quiet(done: int, total: int) -> None:
    """Progress that nobody watches."""


def refused(name: str, data: bytes) -> tuple[str, str]:
    """The one problem that a file is told as, through the process that reads."""
    problems = Problems()
    assert read_data(data, name, problems) is None
    (problem,) = problems.found
    assert problem.location.file == name
    return problem.code.id, problem.text(str)


def workbook(sheet: str, **more: str) -> bytes:
    """A workbook from the XML of its only sheet."""
    return archive(
        {
            "_rels/.rels": relationships({"officeDocument": "xl/workbook.xml"}),
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{R}"><sheets>{ONE}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relationships({"worksheet": "worksheets/sheet1.xml"}),
            "xl/worksheets/sheet1.xml": sheet,
            **more,
        }
    )


# What is not read


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "GK030"),
        ("a.mht", b"MIME-Version: 1.0\n\n<html>", "GK046"),
        ("a.docx", b" \n", "GK046"),
        ("a.zip", archive({"a.txt": "x"}), "GK030"),
        ("a.docx", b"no archive", "GK030"),
        ("a.docx", as_docx(["甲"])[:-400], "GK031"),
        ("a.docx", archive({"word/x.xml": "<a/>"}), "GK031"),
        ("a.docx", raw_docx("<w:p>"), "GK031"),
        ("a.xlsx", archive({"xl/x.xml": "<a/>"}), "GK031"),
        ("a.pdf", b"%PDF-1.4\nnothing", "GK031"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "GK036"),
        ("a.docx", archive({"word/document.xml": "<a/>", "word/vbaProject.bin": b"x"}), "GK039"),
        ("a.xlsm", archive({"xl/workbook.xml": "<a/>", "xl/vbaProject.bin": b"x"}), "GK039"),
        ("a.html", "公开".encode() + b"\xff\xff\xff", "GK044"),
        ("a.html", b"<html><body><script>1</script></body></html>", "GK046"),
        ("a.docx", raw_docx(p("")), "GK046"),
        ("a.pdf", pdf([b"", b"0 0 m 9 9 l S"]), "GK041"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_problem_that_names_it(name: str, data: bytes, code: str) -> None:
    """GK030 GK031 GK036 GK039 GK041 GK044 GK046"""
    assert refused(name, data)[0] == code


@pytest.mark.parametrize(
    ("name", "data", "advice"),
    [
        ("a.zip", archive({"通知.docx": "x"}), "压缩包"),
        ("a.rar", b"Rar!\x1a\7\1\0", "压缩包"),
        ("a.JPG", b"\xff\xd8\xff\xe0\0", "图片"),
        ("a.eml", b"From: a\nSubject: b\n\nc", "邮件"),
        ("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "邮件"),
        ("a.ofd", archive({"OFD.xml": "<a/>"}), "另存为带文字的 .pdf"),
        ("a.xlsb", archive({"xl/workbook.bin": "x"}), "另存为 .docx、.xlsx"),
        ("a.caj", b"CAJ\0", "另存为 .docx、.xlsx"),
    ],
)
def test_a_kind_that_is_not_read_is_refused_with_what_to_do(name: str, data: bytes, advice: str) -> None:
    code, text = refused(name, data)
    assert code == "GK030"
    assert advice in text


def test_comments_are_refused() -> None:
    with pytest.raises(Unreadable) as raised:
        docx.read(raw_docx('<w:p><w:r><w:commentReference w:id="0"/></w:r></w:p>'), quiet)
    assert raised.value.code.id == "GK038"
    assert raised.value.arguments == {"count": 1}


def test_a_table_without_lines_in_a_pdf_is_refused_and_a_text_with_gaps_is_not() -> None:
    """GK047"""
    for rows in (3, 8):
        paper = Paper()
        for row in range(rows):
            for x in (60, 200, 400):
                paper.write(x, 100 + 20 * row, "公开解读")
        code, text = refused("a.pdf", paper.file())
        assert code == "GK047"
    assert "8 行" in text
    for row in range(80):
        if row == 25 or row == 55:
            paper.turn()
        paper.write(60, 300 + 20 * (row % 25), "公开解读")
    problems = Problems()
    assert read_data(paper.file(), "a.pdf", problems)
    assert problems.found == []


def test_an_encrypted_pdf_is_refused() -> None:
    lock = b"<</Filter/Standard/V 1/R 2/O(%b)/U(%b)/P -4>>" % (b"x" * 32, b"y" * 32)
    data = pdf([b"BT ET"], "/Encrypt 6 0 R/ID[(a)(b)]", [lock])
    assert refused("a.pdf", data)[0] == "GK036"


# Bombs


def test_an_archive_that_grows_beyond_measure_is_refused_before_it_is_unpacked() -> None:
    zeros = bytes(70 * 1024 * 1024)
    assert refused("a.docx", archive({"word/document.xml": zeros}))[0] == "GK034"
    small = archive({"word/document.xml": b"<a/>", "word/media/x": bytes(3 * 1024 * 1024)})
    assert refused("b.docx", small) == ("GK034", f"压缩包展开后过大：是原来的 {(3145728 + 4) // len(small)} 倍")
    many = archive({f"word/{i}": b"" for i in range(6000)})
    assert refused("c.docx", many) == ("GK034", "压缩包展开后过大：里面有 6000 个文件")


def test_a_member_that_lies_about_its_size_is_damaged() -> None:
    data = bytearray(raw_docx(p("公开" * 5000)))
    with zipfile.ZipFile(BytesIO(data)) as whole:
        size = whole.getinfo("word/document.xml").file_size.to_bytes(4, "little")
    data = data.replace(size, (10).to_bytes(4, "little"))
    assert refused("a.docx", bytes(data))[0] == "GK031"


LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {x} "{f"&{y};" * 10}">' for y, x in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize("entities", [LAUGHS + "]>", '<!DOCTYPE a [<!ENTITY i SYSTEM "file:///etc/passwd">]>'])
@pytest.mark.parametrize("coded", ["utf-8", "utf-16"])
def test_entities_are_never_expanded(entities: str, coded: str) -> None:
    """GK035"""
    cell = '<c t="inlineStr"><is><t>&i;</t></is></c>'
    sheet = f'{entities}<worksheet xmlns="{SHEET}"><sheetData><row>{cell}</row></sheetData></worksheet>'
    members = {"word/document.xml": f"{entities}<document><body><p>&i;</p></body></document>".encode(coded)}
    word = archive({"_rels/.rels": relationships({"officeDocument": "word/document.xml"}), **members})
    for name, data in (("a.docx", word), ("a.xlsx", workbook(sheet))):
        assert refused(name, data)[0] == "GK035"


def test_names_that_lead_out_of_the_archive_lead_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret.xml").write_text("<document><body><p><r><t>secret</t></r></p></body></document>")
    outside = [f"../{'../' * n}{tmp_path}/secret.xml" for n in (0, 20)] + [f"{tmp_path}/secret.xml", "\\..\\secret.xml"]
    for target in outside:
        parts = {"_rels/.rels": relationships({"officeDocument": target}), "word/x.xml": "<a/>", f"../{target}": "<a/>"}
        assert refused("a.docx", archive(parts))[0] == "GK031"
    assert [path.name for path in tmp_path.iterdir()] == ["secret.xml"]


def test_what_a_file_refers_to_elsewhere_is_not_fetched() -> None:
    elsewhere = f'<Relationship Id="x" Type="{R}/numbering" Target="http://127.0.0.1:9/n.xml" TargetMode="External"/>'
    parts = {
        "_rels/.rels": relationships({"officeDocument": "word/document.xml"}),
        "word/document.xml": "<document><body><p><r><blip link='x'/><t>公开</t></r></p></body></document>",
        "word/_rels/document.xml.rels": relationships({}, elsewhere),
    }
    assert [block.text for block in docx.read(archive(parts), quiet).blocks] == ["公开"]


def test_a_formula_is_never_more_than_its_last_value() -> None:
    cells = '<c r="A1" t="str"><f>cmd|\'/C calc\'!A0</f><v>=cmd</v></c><c r="B1"><f>1+1</f><v>2</v></c>'
    sheet = f'<worksheet xmlns="{SHEET}"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'
    read = xlsx.read(workbook(sheet), quiet)
    assert [cell.text for cell in read.blocks[0].cells] == ["=cmd", "2"]


def test_a_sheet_of_a_million_rows_is_refused_by_their_number() -> None:
    rows = "".join(f'<row r="{n}"><c><v>{n}</v></c></row>' for n in range(1, 1_000_001))
    data = workbook(f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>')
    assert refused("a.xlsx", data) == ("GK040", "内容过多：超过 20000 行")


@pytest.mark.parametrize("cell", ['<c r="XFD1"><v>1</v></c>', '<c r="A1048576"><v>1</v></c>'])
def test_a_text_far_out_on_a_sheet_is_refused(cell: str) -> None:
    with pytest.raises(Unreadable) as raised:
        xlsx.read(workbook(f'<worksheet xmlns="{SHEET}"><sheetData><row>{cell}</row></sheetData></worksheet>'), quiet)
    assert raised.value.code.id == "GK040"


def test_a_pdf_of_five_thousand_pages_is_refused_by_their_number() -> None:
    assert refused("a.pdf", pdf([b"BT ET"] * 5000)) == ("GK040", "内容过多：超过 1000 页")


def test_a_drawing_of_thousands_of_lines_is_refused() -> None:
    lines = b" ".join(b"%d 10 m %d 800 l S 10 %d m 500 %d l S" % (n, n, n, n) for n in range(10, 12000, 6))
    with pytest.raises(Unreadable) as raised:
        pdf_reader.read(pdf([lines]), quiet)
    assert raised.value.code.id == "GK040"


def test_elements_nested_without_end_are_refused() -> None:
    """GK045"""
    deep = "<w:sdt><w:sdtContent>" * 200 + p("底") + "</w:sdtContent></w:sdt>" * 200
    for read, data in (
        (docx.read, raw_docx(deep)),
        (docx.read, raw_docx(f"{'<w:x>' * 5000}{'</w:x>' * 5000}")),
        (html.read, ("<html>" + "<div>" * 5000 + "底").encode()),
        (html.read, ("<html>" + "<table><tr><td>" * 200 + "底").encode()),
    ):
        with pytest.raises(Unreadable) as raised:
            read(data, quiet)
        assert raised.value.code.id == "GK045"


def test_spans_and_tables_beyond_any_notice_are_refused_not_filled() -> None:
    wide = "<td colspan=1000>x</td><td>y</td>"
    cells = html.read(f"<html><table><tr>{wide}</tr><tr>{wide}</tr></table>".encode(), quiet).blocks[0].cells
    assert len(cells) == 4
    long = "<tr><td rowspan=65534>x</td><td>y</td></tr>" * 3000
    for data, read in (
        (f"<html><table>{'<tr><td>x<td>y' * 21000}</table>".encode(), html.read),
        (f"<html><table><tr>{'<td>x' * 300}<tr><td>y</table>".encode(), html.read),
        (f"<html><table>{long}</table>".encode(), html.read),
        (raw_docx(tbl(tr(tc("甲", '<w:gridSpan w:val="99999"/>'), tc("乙")), tr(tc("丙")))), docx.read),
    ):
        with pytest.raises(Unreadable) as raised:
            read(data, quiet)
        assert raised.value.code.id == "GK040"


def test_a_page_of_many_megabytes_is_refused() -> None:
    with pytest.raises(Unreadable) as raised:
        html.read(b"<html><p>" + b"x" * 6_000_000, quiet)
    assert raised.value.code.id == "GK040"


# Mutated files


def fuzz(count: int, seed: int) -> dict[str, int]:
    """How many mutated files of each kind ended how; nothing may end otherwise than read or refused."""
    script = Path(__file__).parent / "fuzzing.py"
    ran = subprocess.run([sys.executable, script, str(count), str(seed)], capture_output=True, text=True, timeout=1800)
    assert ran.returncode == 0, ran.stderr[-2000:]
    said = json.loads(ran.stdout)
    assert said["wrong"] == []
    ended: dict[str, int] = said["ended"]
    assert sum(ended.values()) == count
    return ended


def test_mutated_files_are_read_or_refused() -> None:
    ended = fuzz(250, 1)
    for kind in KINDS:
        assert ended[f"{kind} read"] > 0
        assert ended[f"{kind} refused"] > 0


@pytest.mark.proof
def test_ten_thousand_mutated_files_are_read_or_refused() -> None:
    assert fuzz(10_000, 2)


def through_the_process(kind: str, seeds: range) -> list[Reading | Problem | None]:
    ended: list[Reading | Problem | None] = []
    for seed in seeds:
        problems = Problems()
        reading = read_data(mutant(kind, random.Random(seed)), f"a.{kind}", problems)
        assert (reading is None) == (len(problems.found) == 1)
        ended.append(reading or problems.found[0])
    return ended


@pytest.mark.parametrize("kind", KINDS)
def test_mutated_files_are_at_most_one_problem_through_the_process_too(kind: str) -> None:
    assert len(through_the_process(kind, range(2))) == 2


@pytest.mark.proof
@pytest.mark.parametrize("kind", KINDS)
def test_many_mutated_files_are_at_most_one_problem_through_the_process_too(kind: str) -> None:
    assert len(through_the_process(kind, range(100, 140))) == 40


# Speed


def long_notice(rows: int) -> list[list[str]]:
    text = "全面推进决策、执行、管理、服务、结果公开，及时回应社会关切，" * 3
    return [["序号", "工作任务", "责任单位"], *([str(n), f"{n}{text}", "市财政局\n市审计局"] for n in range(1, rows))]


MEASURE = """
import json, sys, time
from gksite.readers.child import outcome, restrict
restrict()
kind = sys.argv[1]
began = time.process_time()
answer = outcome(kind, sys.stdin.buffer.read(), lambda done, total: None)
with open("/proc/self/status") as status:  # getrusage would count the process that started this one
    peak = next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM"))
blocks = answer["content"]["blocks"]
print(json.dumps([time.process_time() - began, peak, max(len(block.get("cells", ())) for block in blocks)]))
"""


def measured(kind: str, data: bytes) -> tuple[float, int, int]:
    """Processor seconds, MB at the peak and cells of the longest table."""
    ran = subprocess.run([sys.executable, "-c", MEASURE, kind], input=data, capture_output=True, check=True)
    seconds, peak, cells = json.loads(ran.stdout)
    return seconds, peak, cells


@pytest.mark.parametrize("share", [8, pytest.param(1, marks=pytest.mark.proof)])
def test_a_pdf_of_a_hundred_pages_and_a_word_file_of_two_hundred_are_read_in_time_and_memory(share: int) -> None:
    """The processor's seconds count: a busy machine proves nothing on the clock's. A share of them in `make test`."""
    rows = long_notice(1400 // share)
    printed = as_pdf([plain(rows)], (1, 6, 3))
    assert printed.count(b"/Type/Page/") >= 100 // share
    row = "".join(tc(p(text)) for text in ("1", "全面推进决策、执行公开" * 9, "市财政局"))
    typed = raw_docx(tbl(*(tr(row) for _ in range(2800 // share))) + p("公开" * 100) * 500)
    for kind, data, least in (("pdf", printed, 4200 // share), ("docx", typed, 8400 // share)):
        seconds, peak, cells = measured(kind, data)
        assert cells >= least
        assert seconds < 20, kind
        assert peak < 500, kind


def test_every_form_of_a_notice_is_small_enough_for_its_limits() -> None:
    for name, form in (("a.docx", as_docx), ("a.xlsx", as_xlsx), ("a.html", as_html), ("a.pdf", as_pdf)):
        problems = Problems()
        assert read_data(form(NOTICE), name, problems) is not None
        assert problems.found == []
