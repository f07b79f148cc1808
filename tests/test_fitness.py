"""The gate at the exit: what a file carries beside what it shows leaves in no byte, whatever door it came by."""

import hashlib
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import planted
import pytest
from _pytest.mark import ParameterSet
from documents import archive, as_docx, as_xlsx
from planted import BLOCKS, MADE_ANEW, NEVER_MADE, SECRET, TITLE
from portal import NOTICE_PATH, REPOSITORY, TODAY, Change, Ran, build, gksite, put, tree, write_portal
from sampling import some

from gksite.readers.fitness.look import cleaned, look
from gksite.readers.fitness.traces import KINDS
from gksite.text.authors import is_nobody

FORMS = [SECRET.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")]
FORMS.append(SECRET.encode("ascii", "xmlcharrefreplace"))
"""The secret as files of all kinds write it."""


def names(cases: tuple[tuple[str, ...], ...]) -> list[str]:
    return [case[0] for case in cases]


def bytes_in(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """A file, and all that is packed in it."""
    yield data
    if data[:2] == b"PK" and depth < 4:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            for member in packed.infolist():
                yield member.filename.encode()
                yield from bytes_in(packed.read(member), depth + 1)


def leaks(data: bytes) -> bool:
    return any(form in piece for piece in bytes_in(data) for form in FORMS)


def nothing_leaks(output: Path) -> bool:
    """Whether the secret is in no byte of any file, name, or member of an archive."""
    files = [path for path in output.rglob("*") if path.is_file()]
    return bool(files) and not any(leaks(path.read_bytes()) or SECRET in path.name for path in files)


def notice(name: str, data: bytes, published: tuple[str, bytes] | None = None) -> str:
    """A notice that was transcribed from a file."""
    more = ""
    if published:
        more = f", published: {{file: {published[0]}, sha256: {hashlib.sha256(published[1]).hexdigest()}}}"
    return (
        f"id: ceshi-2018\njurisdiction: ceshi\ntitle: {TITLE}\nyear: 2018\ndisclosure: 主动公开\n"
        f"source: {{file: {name}, sha256: {hashlib.sha256(data).hexdigest()}{more}}}\n"
        "sections:\n  - {title: 公开, tasks: [{number: 1, title: 公开预决算}]}\n"
    )


def as_source(root: Path, name: str, data: bytes) -> Path:
    """A portal whose notice has a file for its source."""
    changes = {NOTICE_PATH: notice(name, data), "content/sources/ceshi.txt": None, f"content/sources/{name}": data}
    return write_portal(root, changes)


def problems(ran: Ran, code: str = "GK340") -> list[str]:
    return [line for line in ran.lines if f" {code} " in line]


@pytest.mark.parametrize(("suffix", "kind", "data"), some((case[1:] for case in MADE_ANEW), 2), ids=names(MADE_ANEW))
def test_the_walk_that_finds_a_secret_takes_it_out(suffix: str, kind: str, data: bytes) -> None:
    looked = cleaned(data)
    assert kind in {KINDS[trace.kind] for trace in looked.traces}
    assert looked.copy is not None
    assert not leaks(looked.copy)
    assert look(looked.copy).traces == ()


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "pptx", "html", "jpg", "png"])
def test_the_same_file_is_cleaned_to_the_same_bytes(suffix: str) -> None:
    data = next(case[3] for case in MADE_ANEW if case[1] == suffix)
    assert cleaned(data).copy == cleaned(data).copy


@pytest.mark.parametrize(("suffix", "kind", "data"), [case[1:] for case in NEVER_MADE], ids=names(NEVER_MADE))
def test_a_secret_that_no_program_here_can_take_out_is_found(suffix: str, kind: str, data: bytes) -> None:
    looked = cleaned(data)
    assert kind in {KINDS[trace.kind] for trace in looked.traces}
    assert looked.copy is None


FEW_NAMES = """\
docx, a comment
docx, deleted words
docx, macros
docx, an object
docx, hidden letters
docx, the author
docx, struck-out letters
docx, a template on a disk
xlsx, a hidden sheet
xlsx, a hidden column
html, a script
pdf, a script
pdf, the author
doc password
xls hidden sheet""".splitlines()
FEW = [case for case in (*MADE_ANEW, *NEVER_MADE) if case[0] in FEW_NAMES]
"""Some of each kind and format, for what takes a whole build."""


def sampled(cases: list[tuple[str, str, str, bytes]]) -> list[ParameterSet]:
    """Every third of some cases, the others for the proof."""
    found = []
    for number, case in enumerate(cases):
        found.append(pytest.param(*case[1:], id=case[0], marks=pytest.mark.proof if number % 3 else ()))
    return found


@pytest.mark.parametrize(("suffix", "kind", "data"), sampled(FEW))
def test_an_unfit_source_stops_build_and_check_with_its_line_and_how_to_mend(
    tmp_path: Path, suffix: str, kind: str, data: bytes
) -> None:
    root = as_source(tmp_path, f"a.{suffix}", data)
    for ran in (build(root), gksite("check", "--root", root, "--today", TODAY)):
        assert ran.code == 1
        found = [line for line in problems(ran) if f"里有{kind}（" in line]
        assert found[0].startswith(f"{NOTICE_PATH}:6:16: GK340 content/sources/a.{suffix} ")
        assert ("gksite clean content/sources/a." in found[0]) == (suffix in ("docx", "xlsx", "html"))
    assert not (root / "output").exists()


def test_unfit_attachments_stop_build_and_check_each_by_its_name(tmp_path: Path) -> None:
    files: dict[str, Change] = {}
    for folder in ("content/files", "content/files/fujian"):
        for suffix in ("docx", "xlsx", "pptx", "pdf", "doc", "rtf", "odt", "ofd", "zip", "jpg", "png", "webp"):
            case = next(case for case in (*MADE_ANEW, *NEVER_MADE) if case[1] == suffix)
            files[f"{folder}/a.{suffix}"] = case[3]
    root = write_portal(tmp_path, files)
    for ran in (build(root), gksite("check", "--root", root, "--today", TODAY)):
        assert ran.code == 1
        told = {line.partition(": GK340 ")[0] for line in problems(ran) if ": GK340 " in line}
        assert told == set(files)
    assert not (root / "output").exists()


def test_the_icon_of_the_site_goes_through_the_gate_too(tmp_path: Path) -> None:
    root = write_portal(tmp_path, {"content/files/root/favicon.png": planted.PICTURES["png author"][1]})
    assert "content/files/root/favicon.png: GK340 " in build(root).err


def test_a_file_whose_name_tells_another_format_is_looked_into_by_its_bytes(tmp_path: Path) -> None:
    root = write_portal(tmp_path, {"content/files/a.txt": planted.DOCX["a comment"][1]})
    assert "里有批注" in build(root).err
    root = write_portal(tmp_path / "2", {"content/files/a.doc": planted.XLSX["a hidden row"][1]})
    assert "里有隐藏的内容" in build(root).err


CLEANED = [case for case in FEW if case[1] in ("docx", "xlsx", "html")]


@pytest.mark.parametrize(("suffix", "kind", "data"), sampled(CLEANED))
def test_a_cleaned_copy_is_published_and_the_secret_is_in_no_byte(
    tmp_path: Path, suffix: str, kind: str, data: bytes
) -> None:
    root = as_source(tmp_path, f"a.{suffix}", data)
    original = root / f"content/sources/a.{suffix}"
    ran = gksite("clean", original)
    assert ran.code == 0, ran.err
    assert f"去掉了{kind}，" in ran.out
    assert original.read_bytes() == data
    copy = root / f"content/sources/a.clean.{suffix}"
    [line] = [line for line in ran.out.splitlines() if line.startswith("source: ")]
    assert line == notice(original.name, data, (copy.name, copy.read_bytes())).splitlines()[5]
    text = (root / NOTICE_PATH).read_text(encoding="utf-8")
    put(root / NOTICE_PATH, re.sub("(?m)^source: .*$", line, text))
    ran = build(root)
    assert (ran.code, problems(ran, "GK341")) == (0, []), ran.err
    assert nothing_leaks(root / "output")
    published = {path for path in tree(root / "output") if path.startswith("notices/ceshi-2018/source/")}
    kept = f"a.clean.{'txt' if suffix == 'html' else suffix}"
    assert len(published) == 3
    assert f"notices/ceshi-2018/source/{kept}" in published or "notices/ceshi-2018/source/source.txt" in published
    shown = (root / "output/notices/ceshi-2018/source/index.html").read_text(encoding="utf-8")
    assert hashlib.sha256(data).hexdigest() in shown
    assert hashlib.sha256(copy.read_bytes()).hexdigest() in shown
    assert hashlib.sha256(data).hexdigest() in (root / "output/data/notices/ceshi-2018.json").read_text(
        encoding="utf-8"
    )


def test_a_notice_is_proved_by_the_original_though_it_has_a_comment(tmp_path: Path) -> None:
    data = planted.DOCX["a comment"][1]
    copy = cleaned(data).copy
    assert copy
    root = as_source(tmp_path, "a.docx", data)
    put(root / "content/sources/b.docx", copy)
    cited = notice("a.docx", data, ("b.docx", copy)).replace(
        "title: 公开预决算}", "title: 公开预决算, requirement: 公开财政预算。, source: {table: 1, rows: [2, 2]}}"
    )
    put(root / NOTICE_PATH, cited)
    ran = gksite("check", "--root", root, "--today", TODAY)
    assert "GK226" not in ran.err
    assert "GK220 " in ran.err
    assert "公开财政预决算" in ran.err


def test_a_copy_that_says_something_else_is_an_error(tmp_path: Path) -> None:
    data = planted.DOCX["a comment"][1]
    other = as_docx((TITLE, *BLOCKS))
    root = as_source(tmp_path, "a.docx", data)
    put(root / "content/sources/b.docx", other)
    put(root / NOTICE_PATH, notice("a.docx", data, ("b.docx", other)))
    for ran in (build(root), gksite("check", "--root", root, "--today", TODAY)):
        assert ran.code == 1
        [line] = problems(ran, "GK341")
        assert (
            "第 20 个字起，原件是“序号工作任务工作要求牵头单位1公开预决算”，副本是“测试市2018年政务公开工作任务分解表序"
            in line
        )


def test_a_copy_that_is_unfit_itself_is_an_error(tmp_path: Path) -> None:
    data, other = planted.DOCX["a comment"][1], planted.DOCX["the author"][1]
    root = as_source(tmp_path, "a.docx", data)
    put(root / "content/sources/b.docx", other)
    put(root / NOTICE_PATH, notice("a.docx", data, ("b.docx", other)))
    [line] = problems(build(root))
    assert f"content/sources/b.docx 里有作者信息（文件属性“作者”“{SECRET}”）" in line


@pytest.mark.parametrize(("stored", "code"), [(None, "GK205"), (b"x", "GK206")])
def test_a_copy_that_is_missing_or_another_one_is_an_error_and_the_original_never_leaves(
    tmp_path: Path, stored: bytes | None, code: str
) -> None:
    data = planted.DOCX["a comment"][1]
    root = as_source(tmp_path, "a.docx", data)
    if stored:
        put(root / "content/sources/b.docx", stored)
    put(root / NOTICE_PATH, notice("a.docx", data, ("b.docx", b"y")))
    ran = build(root)
    assert ran.code == 1
    assert problems(ran, code)
    assert not (root / "output").exists()


def test_the_original_of_a_copy_may_be_of_another_format(tmp_path: Path) -> None:
    data = planted.PDF["the author"][1]
    other = planted.portable()
    root = as_source(tmp_path, "a.pdf", data)
    put(root / "content/sources/b.pdf", other)
    put(root / NOTICE_PATH, notice("a.pdf", data, ("b.pdf", other)))
    assert build(root).code == 0
    assert nothing_leaks(root / "output")


def test_a_copy_that_nobody_can_read_is_told(tmp_path: Path) -> None:
    data, other = planted.portable(trailer="/X 1"), planted.pdf([b""])
    root = as_source(tmp_path, "a.pdf", data)
    put(root / "content/sources/b.pdf", other)
    put(root / NOTICE_PATH, notice("a.pdf", data, ("b.pdf", other)))
    ran = build(root)
    assert ran.code == 0
    assert problems(ran, "GK343")[0].startswith(f"{NOTICE_PATH}:6:")


HARMLESS = {
    "a.docx": as_docx(BLOCKS),
    "a.xlsx": as_xlsx(BLOCKS),
    "a.pdf": planted.portable(),
    "a.jpg": planted.jpeg((0xE2, b"ICC_PROFILE\0x")),
    "a.png": planted.png((b"tEXt", b"Software\0Paint")),
    "a.zip": archive({"a.txt": "公开", "b.docx": as_docx(BLOCKS)}),
    "a.csv": "序号,<任务>\n",
    "tags.txt": "一、网页里不得有 <script> 和 <table>。\n",
    "a.doc": planted.compound({"WordDocument": planted.block()}),
    "a.xls": planted.compound({"Workbook": planted.record(0x85, b"\0\0\0\0\0\0\1\0A")}),
    "a.pptx": planted.slides(),
    "a.rtf": b"{\\rtf1\\vern1 {\\viewkind4 x}\\strike0}",
    "office.docx": planted.word(core=lambda text: text.replace(">python-docx<", ">泉州市人民政府办公室<")),
    "registered.docx": planted.word(core=lambda text: text.replace(">python-docx<", ">市财政局; Administrator<")),
    "shown.docx": planted.word(
        '<w:p><w:r><w:rPr><w:vanish w:val="0"/><w:strike w:val="false"/></w:rPr><w:t>甲</w:t></w:r></w:p>'
    ),
    "linked.docx": planted.word(
        f'<w:p><w:hyperlink {planted.R} r:id="rId900"><w:r><w:t>甲</w:t></w:r></w:hyperlink></w:p>',
        rels=planted.related("hyperlink", "https://www.gov.cn/", outside=True),
    ),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_a_file_that_carries_nothing_else_passes_the_gate(tmp_path: Path, name: str) -> None:
    root = write_portal(tmp_path, {f"content/files/{name}": HARMLESS[name]})
    ran = build(root)
    assert (ran.code, problems(ran), problems(ran, "GK342")) == (0, [], []), ran.err


@pytest.mark.parametrize("name", ["a.rar", "a.7z", "a.mp4", "a.mp3", "a.docx", "a.pdf"])
def test_a_file_that_nobody_can_look_into_is_told(tmp_path: Path, name: str) -> None:
    media = {"a.mp4": b"\0\0\0\x18ftypmp42", "a.mp3": b"ID3\3\0"}
    data = media | {"a.rar": b"Rar!\x1a\7\0x", "a.7z": b"7z\xbc\xaf'x", "a.docx": b"PK\3\4x", "a.pdf": b"%PDF-1.4\nx"}
    ran = build(write_portal(tmp_path, {f"content/files/{name}": data[name]}))
    assert ran.code == 0
    assert problems(ran, "GK342")[0].startswith(f"content/files/{name}: GK342 ")


def test_cleaning_touches_no_original_and_overwrites_nothing(tmp_path: Path) -> None:
    data = planted.DOCX["a comment"][1]
    put(tmp_path / "a.docx", data)
    put(tmp_path / "a.clean.docx", "别的")
    ran = gksite("clean", tmp_path / "a.docx")
    assert ran.code == 2
    assert "a.clean.docx 已经存在，内容不同，没有覆盖" in ran.err
    assert (tmp_path / "a.clean.docx").read_text(encoding="utf-8") == "别的"
    assert gksite("clean", tmp_path / "a.docx", "-o", tmp_path / "a.docx").code == 2
    assert (tmp_path / "a.docx").read_bytes() == data
    first = gksite("clean", tmp_path / "a.docx", "-o", tmp_path / "b.docx")
    assert first.code == 0
    assert gksite("clean", tmp_path / "a.docx", "-o", tmp_path / "b.docx").out == first.out


def test_cleaning_says_where_there_is_nothing_to_take_out_or_no_way_to(tmp_path: Path) -> None:
    put(tmp_path / "a.docx", as_docx(BLOCKS))
    ran = gksite("clean", tmp_path / "a.docx")
    assert (ran.code, "没有要去掉的内容，可以原样公布" in ran.out) == (0, True)
    assert not (tmp_path / "a.clean.docx").exists()
    put(tmp_path / "a.pdf", planted.PDF["a script"][1])
    ran = gksite("clean", tmp_path / "a.pdf")
    assert ran.code == 1
    assert "GK340 a.pdf 里有脚本" in ran.err
    assert "请在原来的软件里去掉后重新导出" in ran.err
    put(tmp_path / "b.docx", b"PK\3\4x")
    assert " GK031 " in gksite("clean", tmp_path / "b.docx").err
    assert gksite("clean", tmp_path / "c.docx").code == 2


def test_a_document_with_macros_becomes_one_without(tmp_path: Path) -> None:
    put(tmp_path / "a.docm", planted.DOCX["macros"][1])
    assert gksite("clean", tmp_path / "a.docm").code == 0
    assert (tmp_path / "a.clean.docx").exists()


def test_the_turn_of_a_picture_stays_where_its_notes_go() -> None:
    exif = planted.tiff(0x0112, b"", 3)
    exif = exif[:14] + b"\1\0\0\0\6\0\0\0" + exif[22:]
    looked = cleaned(planted.jpeg((0xE1, b"Exif\0\0" + exif), (0xFE, planted.UTF8)))
    assert looked.copy
    assert b"Exif\0\0MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0\6" in looked.copy


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Administrator",
        "微软用户",
        "测试市人民政府办公室",
        "泉州市財政局",
        "市财政局;Admin",
        "泉州市大数据中心",
        "Apache POI",
        "Lenovo",
    ],
)
def test_offices_and_programs_are_no_persons(name: str) -> None:
    assert is_nobody(name)


@pytest.mark.parametrize(
    "name", ["张三", "張三", "王会", "WPS_1602345678", "zhangsan", "市财政局张三", "Administrator;李四", "欧阳建委"]
)
def test_persons_are_persons(name: str) -> None:
    assert not is_nobody(name)


def test_a_registered_name_of_an_office_may_look_like_a_persons() -> None:
    assert is_nobody("市建委", ["市建委"])


def test_the_handbook_lists_every_kind() -> None:
    handbook = (REPOSITORY / "docs/handbook.zh-CN.md").read_text(encoding="utf-8")
    table = handbook.partition("### 出口检查")[2].partition("\n##")[0]
    assert re.findall(r"(?m)^\| ([^|]+?) \| ", table)[1:] == list(KINDS.values())
