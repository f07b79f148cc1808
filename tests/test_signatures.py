"""What an editor signs for: differences, words left out, notices without a source; and what check writes down."""

import hashlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from documents import Blocks, as_docx, as_html, plain
from portal import AGENCIES, AGENCIES_PATH, NOTICE_PATH, TODAY, Ran, apply, build, put, tree

from gksite.documents.shapes import Entry, shape
from gksite.documents.yaml_reader import Document, parse
from gksite.model.blocks import Reading
from gksite.model.records import NoticeRecord, RegistryRecord
from gksite.model.site import SourceFile
from gksite.problems.problem import Problems
from gksite.proof.prove import prove_notice
from gksite.proof.understood import understood
from gksite.readers import no_progress
from gksite.readers.child import reader
from gksite.readers.kinds import kind_of
from gksite.understanding.understand import understand

Data = dict[str, Any]
Rows = list[list[str]]
HEAD = ["序号", "工作任务", "工作要求", "牵头单位", "责任单位", "完成时限"]
ROWS: Rows = [
    HEAD,
    ["1", "公开预决算", "公开预算。公开决算。", "市财政局", "市审计局、市政府各部门", "2019年6月底前"],
    ["2", "公开审计结果", "及时公开审计结果。", "市审计局", "市财政局", "每季度"],
]
BLOCKS: Blocks = ("测试市2019年政务公开工作任务分解表", plain(ROWS), "（此件主动公开）")
BY = {"reason": "来源印错", "by": "编辑", "on": "2026-01-05"}


def notice() -> Data:
    """The notice as import would write it from a Word file."""
    lead = [{"number": 1, "title": "公开预决算", "requirement": "公开预算。公开决算。", "lead": ["市财政局"]}]
    lead.append({"number": 2, "title": "公开审计结果", "requirement": "及时公开审计结果。", "lead": ["市审计局"]})
    support = [["市审计局", "市政府各部门"], ["市财政局"]]
    limits = [
        {"text": "2019年6月底前", "kind": "fixed", "date": "2019-06-30"},
        {"text": "每季度", "kind": "recurring"},
    ]
    tasks = []
    for row, task in enumerate(lead):
        place = {"table": 1, "rows": [row + 2, row + 2]}
        tasks.append({**task, "support": support[row], "deadlines": [limits[row]], "source": place})
    title = BLOCKS[0]
    return {
        "id": "ceshi-2019",
        "jurisdiction": "ceshi",
        "title": title,
        "year": 2019,
        "disclosure": "主动公开",
        "source": {"file": "a.docx", "sha256": "0" * 64},
        "sections": [{"title": title, "tasks": tasks}],
    }


def in_lines(data: Data, first: int) -> Data:
    """The notice of a text: each row on its line."""
    for row, task in enumerate(tasks_of(data)):
        task["source"] = {"lines": [first + row, first + row]}
    return data


def tasks_of(data: Data) -> list[Data]:
    """The tasks of the one section."""
    tasks: list[Data] = data["sections"][0]["tasks"]
    return tasks


def told(data: Data, file: bytes, name: str = "a.docx") -> list[str]:
    """What is said of a notice, given its source."""
    content = reader(kind_of(file, name))(file, no_progress)
    reading = Reading(name, "0" * 64, content.blocks, content.facts, content.remarks, content.margins)
    lines = tuple(file.decode().rstrip("\n").split("\n")) if name.endswith(".txt") else None
    source = SourceFile(name, "0" * 64, file, lines, reading)
    entry, registry = entry_of(NoticeRecord, data), entry_of(RegistryRecord, yaml.safe_load(AGENCIES))
    found = prove_notice(entry, source, understood(reading, understand(reading), entry.record, (registry,)))
    return [f"{p.code.id} {p.text(str)}" for p in found]


def entry_of(kind: type[Any], data: Data) -> Entry[Any]:
    """A record from plain data."""
    problems = Problems()
    document = Document(NOTICE_PATH, yaml.dump(data, Dumper=WrittenOut, allow_unicode=True, sort_keys=False))
    record = shape(kind, parse(document, problems), document, problems)
    assert record is not None, [p.text(str) for p in problems.found]
    return Entry(document, record)


class WrittenOut(yaml.SafeDumper):
    """YAML without references."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


DOCX = as_docx(BLOCKS)


def codes(said: list[str]) -> list[str]:
    """The codes of what is said."""
    return [line[:5] for line in said]


def first_half(said: list[str]) -> list[str]:
    """What is said without how to sign it."""
    return [line.partition("；")[0] for line in said]


def pipes(rows: Rows) -> str:
    """The notice as a text whose cells stand between strokes."""
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"{BLOCKS[0]}\n{table}\n（此件主动公开）\n"


def workbook() -> bytes:
    """The notice as a workbook."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ([BLOCKS[0]], *ROWS, ["（此件主动公开）"]):
        sheet.append(row)
    sheet.merge_cells("A1:F1")
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def in_workbook(data: Data) -> Data:
    """The notice of a workbook, whose title is its first row."""
    for row, task in enumerate(tasks_of(data), 3):
        task["source"] = {"table": 1, "rows": [row, row]}
    return data | {"differs": [{"field": "disclosure", **BY}]}


@pytest.mark.parametrize(
    ("name", "file", "placed"),
    [
        ("a.docx", DOCX, notice()),
        ("a.html", as_html(BLOCKS).encode() if isinstance(as_html(BLOCKS), str) else as_html(BLOCKS), notice()),
        ("a.txt", pipes(ROWS).encode(), in_lines(notice(), 3)),
        ("a.xlsx", workbook(), in_workbook(notice())),
    ],
)
def test_every_form_of_file_is_held_against_cell_by_cell(name: str, file: bytes, placed: Data) -> None:
    """Nothing is said of the notice as it is printed; a word from the neighbouring cell is told."""
    assert told(placed, file, name) == []
    tasks_of(placed)[0]["requirement"] = "公开预算。"
    assert codes(told(placed, file, name)) == ["GK230"]


def test_both_sides_are_shown_and_how_to_sign() -> None:
    data = notice()
    tasks_of(data)[1]["deadlines"] = [{"text": "每季度", "kind": "fixed", "date": "2019-03-31"}]
    (said,) = told(data, DOCX)
    assert said == (
        "GK230 时限与来源不同：这里是“每季度 fixed 2019-03-31”，来源是“每季度 recurring”；"
        "确应不同的，在这项任务的 differs 里签名，field 写 deadlines"
    )


def test_a_difference_is_none_once_it_is_signed() -> None:
    data = notice()
    tasks_of(data)[0] |= {"requirement": "公开预算和决算。", "differs": [{"field": "requirement", **BY}]}
    assert told(data, DOCX) == []


def test_a_signature_holds_for_its_own_task_and_field_alone() -> None:
    data = notice()
    tasks_of(data)[0] |= {"requirement": "公开预算和决算。", "differs": [{"field": "title", **BY}]}
    tasks_of(data)[1] |= {"differs": [{"field": "requirement", **BY}]}
    assert codes(told(data, DOCX)) == ["GK220", "GK234", "GK234"]


@pytest.mark.parametrize("field", ["requirement", "title", "number", "lead", "section", "order", "task", "source"])
def test_a_signature_without_a_difference_is_told(field: str) -> None:
    data = notice()
    tasks_of(data)[0]["differs"] = [{"field": field, **BY}]
    assert told(data, DOCX) == [f"GK234 “{field}”与来源没有不同，用不着签名"]


@pytest.mark.parametrize(
    ("field", "hint"),
    [
        ("requirment", "；是否为“requirement”？"),
        ("工作要求", "；是否为“requirement”？"),
        ("Lead", "；是否为“lead”？"),
        ("note", ""),
    ],
)
def test_a_signature_for_what_is_no_field_is_told_with_the_nearest(field: str, hint: str) -> None:
    data = notice()
    tasks_of(data)[0]["differs"] = [{"field": field, **BY}]
    assert told(data, DOCX) == [f"GK233 differs 里没有叫“{field}”的一项{hint}"]


def test_an_agency_behind_printed_words_must_be_the_one_that_import_proposes() -> None:
    """市财政局 printed as 财政局 is proposed; 市审计局 behind 财政局 wants a signature that names it."""
    rows = [HEAD, ["1", "公开预决算", "公开预算。公开决算。", "财政局", "", ""]]
    file = as_docx((BLOCKS[0], plain(rows), "（此件主动公开）"))
    data = notice()
    task = tasks_of(data)[0] | {"lead": [{"name": "市财政局", "as": "财政局"}]}
    del task["support"], task["deadlines"]
    data["sections"][0]["tasks"] = [task]
    assert told(data, file) == []
    task["lead"] = [{"name": "市审计局", "as": "财政局"}]
    said = told(data, file)
    assert first_half(said) == ["GK230 单位与来源不同：这里是“市审计局”，来源是“市财政局 (财政局)”"]
    assert said[0].endswith("field 写 lead 市审计局")
    task["differs"] = [{"field": "lead 市审计局", **BY}]
    assert told(data, file) == []
    task["lead"] = [{"name": "市政府各部门", "as": "财政局"}]
    assert codes(told(data, file)) == ["GK230", "GK233"]


@pytest.mark.parametrize("name", ["测试市财政局", "市财政局", "市 财政局"])
def test_a_name_may_be_written_as_printed_in_any_width_but_not_otherwise(name: str) -> None:
    """The full name of an agency is not what the source prints."""
    data = notice()
    tasks_of(data)[0]["lead"] = [name]
    assert codes(told(data, DOCX)) == (["GK221"] if name == "测试市财政局" else [])


def test_a_task_that_only_one_side_has_is_signed_where_it_is_missing() -> None:
    data = notice()
    gone = tasks_of(data).pop(0)
    said = told(data, DOCX)
    assert said == [
        "GK232 来源第 1 个表格第 2 行的任务没有录入：“公开预决算”；确实不录的，在通知的 differs 里签名，field 写 task 1"
    ]
    data["differs"] = [{"field": "task 1", **BY}]
    assert told(data, DOCX) == []
    tasks_of(data).append({**gone, "number": 3, "title": "公开别的", "requirement": "公开其他。"})
    tasks_of(data).insert(0, gone)
    assert codes(told(data, DOCX)) == ["GK231", "GK234"]
    data["differs"] = []
    tasks_of(data)[2]["differs"] = [{"field": "task", **BY}]
    assert told(data, DOCX) == []


def test_a_heading_is_told_once_and_signed_on_the_notice() -> None:
    data = notice()
    data["sections"][0]["title"] = "一、公开"
    said = told(data, DOCX)
    assert codes(said) == ["GK230"]
    assert said[0].endswith("在通知的 differs 里签名，field 写 section 一、公开")
    data["differs"] = [{"field": "section 一、公开", **BY}]
    assert told(data, DOCX) == []


def test_all_tasks_of_a_source_that_is_read_wrongly_are_signed_at_once() -> None:
    """Then every sentence of it must be in a field, and every field where it is cited."""
    data = notice()
    first, second = tasks_of(data)
    data["sections"][0]["tasks"] = [first | {"title": "公开预决算", "requirement": "公开预算。"}]
    more = first | {"number": 3, "requirement": "公开决算。", "title": None}
    data["sections"][0]["tasks"] += [more, second]
    assert {"GK230", "GK231"} <= set(codes(told(data, DOCX)))
    data["differs"] = [{"field": "sections", **BY}]
    assert told(data, DOCX) == []
    data["sections"][0]["tasks"].remove(more)
    said = told(data, DOCX)
    assert first_half(said) == ["GK235 来源第 1 个表格第 2 行的“公开决算。”没有录入"]


LETTER = ("当前位置：首页 > 政务公开", BLOCKS[0], plain(ROWS), "联系人：李某，电话 0500-0000000。", "（此件主动公开）")


def test_what_no_field_holds_is_listed_until_it_is_signed_away() -> None:
    data = notice()
    file = as_docx(LETTER)
    said = told(data, file)
    assert first_half(said) == [
        "GK235 来源第 1 段的“当前位置：首页 > 政务公开”没有录入",
        "GK235 来源第 3 段的“联系人：李某，电话 0500-0000000。”没有录入",
    ]
    assert said[0].endswith("写进 omitted：{paragraphs: [1, 1], reason: 理由, by: 姓名, on: 日期}")
    data["omitted"] = [{"paragraphs": [1, 1], "reason": "网站菜单"}, {"paragraphs": [3, 3], "reason": "联系人"}]
    assert told(data, file) == []


def test_neighbouring_lines_are_listed_as_one() -> None:
    text = f"当前位置：首页 > 政务\n字号：大 中 小\n{pipes(ROWS)}"
    said = told(in_lines(notice(), 5), text.encode(), "a.txt")
    assert codes(said) == ["GK235"]
    assert "omitted：{lines: [1, 2], reason" in said[0]


def test_a_word_left_out_needs_a_reason() -> None:
    data = notice() | {"omitted": [{"paragraphs": [1, 1]}, {"paragraphs": [3, 3], "reason": "联系人"}]}
    assert told(data, as_docx(LETTER)) == ["GK236 omitted 的这一条没有写理由"]


@pytest.mark.parametrize(
    ("omitted", "fault"),
    [
        ({"paragraphs": [1, 1], "text": "当前位置：首页 > 办事"}, "来源第 1 段印的不是“办事”"),
        ({"paragraphs": [9, 9]}, "来源没有这个位置，或者那里没有文字"),
        ({"lines": [2, 2]}, "来源没有这个位置，或者那里没有文字"),
        ({"paragraphs": [1, 2]}, "来源第 2 段的文字已经录入"),
        ({"table": 1, "rows": [2, 3]}, "来源第 1 个表格第 2 行的文字已经录入"),
    ],
)
def test_an_omission_must_fit(omitted: Data, fault: str) -> None:
    data = notice() | {"omitted": [omitted | {"reason": "菜单"}, {"paragraphs": [3, 3], "reason": "联系人"}]}
    assert f"GK237 omitted 的这一条对不上：{fault}" in told(data, as_docx(LETTER))


def test_heads_of_tables_and_numbers_of_pages_want_no_signature() -> None:
    text = pipes([*ROWS[:2], HEAD, *ROWS[2:]]).replace("（此件", "— 2 —\n----\n（此件")
    data = in_lines(notice(), 3)
    tasks_of(data)[1]["source"] = {"lines": [5, 5]}
    assert told(data, text.encode(), "a.txt") == []


PROSE = ("测试市2019年工作", "一、公开预算。", "由市财政局做好，市审计局监督。", "二、公开决算。")


def prose() -> Data:
    """A notice of a source that names nobody for a task, in which import finds none."""
    data = notice()
    tasks = [{"number": 1, "title": "公开预算。", "requirement": PROSE[2], "source": {"paragraphs": [2, 3]}}]
    tasks.append({"number": 2, "title": "公开决算。", "source": {"paragraphs": [4, 4]}})
    return data | {"title": PROSE[0], "sections": [{"title": PROSE[0], "tasks": tasks}]}


def test_of_a_source_that_import_does_not_understand_every_sentence_must_be_held() -> None:
    file = as_docx(PROSE)
    assert told(prose(), file) == []
    data = prose()
    tasks_of(data).pop()
    assert codes(told(data, file)) == ["GK235"]
    data = prose()
    tasks_of(data)[0]["requirement"] = "由市财政局做好。"
    assert codes(told(data, file)) == ["GK220"], "one fault, one message"
    tasks_of(data)[0]["differs"] = [{"field": "requirement", **BY}]
    assert codes(told(data, file)) == ["GK235"]
    data["omitted"] = [{"paragraphs": [3, 3], "reason": "审计监督另行安排", "by": "编辑", "on": "2026-01-05"}]
    assert told(data, file) == []


def test_a_marking_keeps_the_signature_for_disclosure_needed() -> None:
    """The body says 主动公开 and a heading 内部资料: the two words agree, and the signature is not in vain."""
    file = as_docx(("内部资料", *BLOCKS))
    data = notice() | {
        "differs": [{"field": "disclosure", **BY}],
        "omitted": [{"paragraphs": [1, 1], "reason": "已解密"}],
    }
    assert "GK234" not in codes(told(data, file))
    assert "GK234" in codes(told(data | {"omitted": []}, DOCX))


# The command


Portal = Callable[..., Path]
Run = Callable[..., Ran]


def test_a_notice_without_a_source_is_an_error_of_check_alone(portal: Portal, run: Run) -> None:
    text = (portal() / NOTICE_PATH).read_text(encoding="utf-8")
    head, _, rest = text.partition("source:\n")
    rest = rest.partition("preamble:")[2]
    without = f"{head}preamble:{rest}".replace("\n        source: {lines: [1, 1]}", "")
    without = without.replace("\n        source: {lines: [2, 2]}", "").replace("\n        source: {lines: [3, 4]}", "")
    root = portal({NOTICE_PATH: without})
    assert build(root).code == 0
    ran = run(root, "check")
    assert ran.code == 1
    assert ran.lines[0] == (
        f"{NOTICE_PATH}:1:1: GK238 通知没有写来源文件，无从核对；没有收到过文件的，"
        "写明 source: {none: true, reason: 理由, by: 姓名, on: 日期}"
    )
    signed = "source: {none: true, reason: 只有网页, by: 编辑, on: 2026-01-05}\npreamble:"
    apply(root / NOTICE_PATH, ("preamble:", signed))
    ran = run(root, "check")
    assert (ran.code, ran.err) == (0, "")
    assert (root / "content/verified.yaml").exists() is False


def test_check_notes_the_day_and_the_pages_say_so_while_both_files_are_as_they_were(portal: Portal, run: Run) -> None:
    root = portal()
    pages = ("output/notices/ceshi-2018/index.html", "output/notices/ceshi-2018/tasks/1/index.html")

    def says() -> list[bool]:
        assert build(root).code == 0
        return ["已逐字核对（2026年1月1日）" in (root / page).read_text(encoding="utf-8") for page in pages]

    assert says() == [False, False]
    before = tree(root)
    assert run(root, "check").code == 0
    verified = root / "content/verified.yaml"
    assert set(tree(root)) - set(before) == {"content/verified.yaml"}
    digest = hashlib.sha256((root / NOTICE_PATH).read_bytes()).hexdigest()
    source = hashlib.sha256((root / "content/sources/ceshi.txt").read_bytes()).hexdigest()
    names = hashlib.sha256((root / AGENCIES_PATH).read_bytes()).hexdigest()
    agencies = hashlib.sha256(names.encode()).hexdigest()
    text = verified.read_text(encoding="utf-8")
    noted = yaml.load(text, yaml.BaseLoader)["notices"]
    assert noted == [{"id": "ceshi-2018", "on": TODAY, "yaml": digest, "source": source, "agencies": agencies}]
    assert says() == [True, True]
    assert "已逐字核对" in (root / pages[0]).read_text(encoding="utf-8")

    assert run(root, "check", "--today", "2026-02-02").code == 0
    assert verified.read_text(encoding="utf-8") == text, "the day stays while nothing changes"

    apply(root / NOTICE_PATH, ("year: 2018\n", "year: 2018\nnote: 只供示例。\n"))
    assert says() == [False, False]
    assert run(root, "check", "--today", "2026-02-02").code == 0
    assert "on: 2026-02-02" in verified.read_text(encoding="utf-8")

    apply(root / AGENCIES_PATH, ("aliases: [审计机关]", "aliases: [审计机关, 审计处]"))
    assert says() == [False, False], "the names on the page are those of the registry"


def test_what_is_not_proved_is_not_noted(portal: Portal, run: Run) -> None:
    """A notice that has become wrong, or is gone, is taken off the list; the others stay on it."""
    other = "content/notices/other-2018.yaml"
    root = portal()
    put(root / other, (root / NOTICE_PATH).read_text(encoding="utf-8").replace("id: ceshi-2018", "id: other-2018"))
    assert run(root, "check").code == 0
    verified = root / "content/verified.yaml"
    assert verified.read_text(encoding="utf-8").count("- id: ") == 2
    apply(root / other, ("公开财政预决算。", "公开财政预决箅。"))
    assert run(root, "check").code == 1
    assert "other-2018" not in verified.read_text(encoding="utf-8")
    assert "ceshi-2018" in verified.read_text(encoding="utf-8")
    apply(root / NOTICE_PATH, ("公开财政预决算。", "公开财政预决箅。"))
    (root / other).unlink()
    assert run(root, "check").code == 1
    assert "notices: []\n" in verified.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("notices: [{id: ceshi-2018}]\n", "GK102"),
        ("notices: [{id: ceshi-2018, on: 昨天, yaml: x, source: y, agencies: z}]\n", "GK103"),
        ("notice: []\n", "GK101"),
        ("notices: [\n", "GK006"),
    ],
)
def test_a_broken_list_of_the_verified_is_an_error_and_stays_as_it_is(
    portal: Portal, run: Run, text: str, code: str
) -> None:
    root = portal({"content/verified.yaml": text})
    for ran in (build(root), run(root, "check")):
        assert ran.code == 1
        assert ran.lines[0].split()[1] == code
    assert (root / "content/verified.yaml").read_text(encoding="utf-8") == text


def test_a_signature_is_for_what_was_signed_and_for_nothing_later(portal: Portal, run: Run) -> None:
    signed = "differs: [{field: requirement, reason: 印错, by: 甲, on: 2026-01-01}]"
    root = portal({NOTICE_PATH: ("requirement: 公开财政预决算。", f"requirement: 公开财政预算。\n        {signed}")})
    assert run(root, "check").code == 0
    apply(root / NOTICE_PATH, ("公开财政预算。", "暂停执行。"))
    said = f"{NOTICE_PATH}:17:19: GK239 “requirement”在签名（甲，2026-01-01）以后又改过"
    for _ in range(2):
        assert said in run(root, "check").err, "and it is not forgotten"
    apply(root / NOTICE_PATH, ("on: 2026-01-01", "on: 2026-01-02"))
    assert run(root, "check").code == 0, "signed again"
    source = root / "content/sources/ceshi.txt"
    old = hashlib.sha256(source.read_bytes()).hexdigest()
    source.write_bytes(source.read_bytes() + b"\n")
    apply(root / NOTICE_PATH, (old, hashlib.sha256(source.read_bytes()).hexdigest()))
    assert "GK239" in run(root, "check").err, "for another source"


def test_a_source_that_cannot_be_read_proves_nothing(portal: Portal, run: Run) -> None:
    scan = b"%PDF-1.4\nnothing"
    text = (portal() / NOTICE_PATH).read_text(encoding="utf-8").replace("ceshi.txt", "ceshi.pdf")
    old = hashlib.sha256((portal() / "content/sources/ceshi.txt").read_bytes()).hexdigest()
    text = text.replace(old, hashlib.sha256(scan).hexdigest())
    root = portal({NOTICE_PATH: text, "content/sources/ceshi.pdf": scan})
    ran = run(root, "check")
    assert [line.split()[1] for line in ran.lines] == ["GK226"]
    assert not (root / "content/verified.yaml").exists()
