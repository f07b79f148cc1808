"""A task page shows the words of its source beside ours, whatever kind of file the source is."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from documents import Blocks, Grid, as_docx, as_html, as_pdf, as_xlsx
from portal import NOTICE_PATH, Change, Ran, build, write_portal

import gksite.provenance.read_sources
from gksite.documents.shapes import Entry
from gksite.documents.yaml_reader import Document
from gksite.model.positions import TaskSource
from gksite.model.records import NoticeRecord
from gksite.model.site import SourceFile
from gksite.problems.problem import Problems, RequestError
from gksite.provenance.read_sources import read_sources
from gksite.provenance.units import cited, reading_units
from gksite.read import Records
from gksite.readers import read_data

TITLE = "测试市2018年政务公开工作任务分解表"
HOSTILE = "<script>alert(1)</script>&amp;及时公开。"
GRID: Grid = (
    *((0, c, 1, 1, text) for c, text in enumerate(("工作任务", "工作要求", "牵头单位"))),
    (1, 0, 1, 3, "一、公开"),
    (2, 0, 2, 1, "1.公开预算"),
    (2, 1, 1, 1, HOSTILE),
    (2, 2, 1, 1, "市财政局"),
    (3, 1, 1, 1, "及时公开决算。"),
    (3, 2, 1, 1, "市审计局"),
)
BLOCKS: Blocks = (TITLE, GRID)
PROSE: Blocks = (TITLE, HOSTILE, "及时公开决算，说明与上年相比增减的原因，接受社会各界的监督。（责任单位：市审计局）")
TEXT = f"{TITLE}\n1.公开预算\t{HOSTILE}\t市财政局\n1.公开预算\t及时公开决算。\t市审计局\n"
WORDS = [["1.公开预算", HOSTILE, "市财政局"], ["1.公开预算", "及时公开决算。", "市审计局"]]


def notice(id: str, file: str, data: bytes, places: tuple[str, ...]) -> str:
    """A notice with a task for each place in a source."""
    digest = hashlib.sha256(data).hexdigest()
    head = f"id: {id}\njurisdiction: ceshi\ntitle: {TITLE}\nyear: 2018\ndisclosure: 主动公开\n"
    tasks = "".join(f"      - {{number: {n}, title: 公开, source: {place}}}\n" for n, place in enumerate(places, 1))
    return f"{head}source: {{file: {file}, sha256: {digest}}}\nsections:\n  - title: 一、公开\n    tasks:\n{tasks}"


def portal_of(sources: Mapping[str, tuple[bytes, tuple[str, ...]]]) -> dict[str, Change]:
    """The tiny portal with a notice for each source instead of its own."""
    changes: dict[str, Change] = {NOTICE_PATH: None, "content/sources/ceshi.txt": None}
    for file, (data, places) in sources.items():
        id = file.replace(".", "-")
        changes[f"content/notices/{id}.yaml"] = notice(id, file, data, places)
        changes[f"content/sources/{file}"] = data
    return changes


def tabular(row: int) -> tuple[str, ...]:
    """The places of two tasks in consecutive rows of the first table."""
    return tuple(f"{{table: 1, rows: [{n}, {n}]}}" for n in (row, row + 1))


PARAGRAPHS = ("{paragraphs: [2, 2]}", "{paragraphs: [3, 3]}")
SOURCES = {
    "a.docx": (as_docx(BLOCKS), tabular(3)),
    "a.xlsx": (as_xlsx(BLOCKS), tabular(4)),
    "a.html": (as_html(BLOCKS), tabular(3)),
    "a.pdf": (as_pdf(BLOCKS, (1, 3, 1)), ("{pages: [1, 1], rows: [3, 3]}", "{pages: [1, 1], rows: [4, 4]}")),
    "prose.docx": (as_docx(PROSE), PARAGRAPHS),
    "prose.html": (as_html(PROSE), PARAGRAPHS),
    "prose.pdf": (as_pdf(PROSE), PARAGRAPHS),
    "gb.txt": (TEXT.encode("gb18030"), ("{lines: [2, 2]}", "{lines: [3, 3]}")),
    "wide.txt": (TEXT.encode("utf-16"), ("{lines: [2, 2]}", "{lines: [3, 3]}")),
}
PLACES = {
    "a.docx": "来源文件第 1 个表格，第 3 行",
    "a.xlsx": "来源文件第 1 个表格，第 4 行",
    "a.html": "来源文件第 1 个表格，第 3 行",
    "a.pdf": "来源文件第 1 页，第 3 行",
    **dict.fromkeys(("prose.docx", "prose.html", "prose.pdf"), "来源文件第 2 段"),
    "gb.txt": "来源文件第 2 行",
    "wide.txt": "来源文件第 2 行",
}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a source of every kind."""
    root = write_portal(tmp_path_factory.mktemp("kinds"), portal_of(SOURCES))
    ran = build(root)
    assert (ran.code, ran.err) == (0, "")
    return root / "output"


def shown(output: Path, file: str, number: int) -> tuple[str | None, list[list[str]]]:
    """The place and the words of the source on a task's page."""
    path = output / f"notices/{file.replace('.', '-')}/tasks/{number}/index.html"
    page = BeautifulSoup(path.read_bytes(), "lxml")
    table = page.find("table", class_="lines")
    if table is None:
        return None, []
    caption = table.find("caption")
    rows = [
        [cell.get_text() for cell in row.select("li")] or row.select("td .line")[0].get_text().split("\t")
        for row in table.select("tbody tr")
    ]
    return caption and caption.get_text(), rows


@pytest.mark.parametrize("file", SOURCES)
def test_a_task_page_shows_the_words_that_the_task_cites(output: Path, file: str) -> None:
    """Those of its own row only, a merged cell with each row that it covers, and markup as text."""
    words = [[text] for text in PROSE[1:]] if file.startswith("prose") else WORDS
    assert shown(output, file, 1) == (PLACES[file], [words[0]])
    assert shown(output, file, 2)[1] == [words[1]]
    page = output / f"notices/{file.replace('.', '-')}/tasks/1/index.html"
    assert "<script>alert" not in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", [file for file in SOURCES if not file.endswith(".txt")])
def test_the_source_page_shows_every_paragraph_and_row_where_it_stands(output: Path, file: str) -> None:
    """A task links to its line, and the line to the task."""
    folder = output / f"notices/{file.replace('.', '-')}"
    page = BeautifulSoup((folder / "source/index.html").read_bytes(), "lxml")
    rows = page.select("table.lines tbody tr")
    assert [row["id"] for row in rows] == [f"L{n}" for n in range(1, len(rows) + 1)]
    assert TITLE in rows[0].get_text()
    places = []
    for number in (1, 2):
        task = BeautifulSoup((folder / f"tasks/{number}/index.html").read_bytes(), "lxml")
        link = task.select_one(".more a[href*='source']")
        assert link
        row = page.find(id=str(link["href"]).partition("#")[2])
        assert row
        words = [cell.get_text() for cell in row.select("li")] or [row.select("td .line")[0].get_text()]
        assert words == shown(output, file, number)[1][0]
        assert [a.get_text() for a in row.select("a.cite")] == [f"任务第 {number} 项"]
        places.append(row.select("td .small")[0].get_text())
    assert places[0] == PLACES[file].removeprefix("来源文件").replace("，", "")
    assert places[1] != places[0]


def test_a_text_in_another_encoding_has_a_page_with_its_lines(output: Path) -> None:
    for id in ("gb-txt", "wide-txt"):
        page = BeautifulSoup((output / f"notices/{id}/source/index.html").read_bytes(), "lxml")
        assert [line.get_text() for line in page.select(".lines .line")] == TEXT.splitlines()


def test_rows_cited_over_two_pages_are_counted_over_both() -> None:
    """The row after the last of a page is the first of the next."""
    grid = [(r, 0, 1, 1, f"第{r}项" + "文" * 400) for r in range(9)]
    reading = read_data(as_pdf([TITLE, grid]), "a.pdf", Problems())
    assert reading is not None
    units = reading_units(reading)
    pages = [line.spot.pages[0] for line in units if line.spot.rows and line.spot.pages]
    last = pages.count(1)
    assert 1 < last < 9
    place = TaskSource(pages=(1, 2), rows=(last, last + 1))
    assert [line.bare[:3] for line in cited(units, place)] == [f"第{last - 1}项", f"第{last}项"]
    assert [line.bare[:3] for line in cited(units, TaskSource(pages=(2, 2), rows=(1, 1)))] == [f"第{last}项"]


def test_a_source_that_cannot_be_read_is_one_warning_and_shows_its_place(
    portal: Callable[..., Path], run: Callable[..., Ran]
) -> None:
    damaged = SOURCES["a.docx"][0][:-100]
    root = portal(portal_of({"a.docx": (damaged, tabular(3))}))
    ran = build(root)
    assert ran.code == 0
    assert [line.split()[1] for line in ran.lines if "GK" in line] == ["GK226"]
    page = (root / "output/notices/a-docx/tasks/1/index.html").read_text(encoding="utf-8")
    assert shown(root / "output", "a.docx", 1) == (None, [])
    assert "<p>来源文件第 1 个表格，第 3 行</p>" in page
    assert [line.split()[1] for line in run(root, "check").lines if "GK" in line] == ["GK226"]


def entry(source: str) -> Entry[NoticeRecord]:
    """A notice with one task, which cites a place or none."""
    document = Document("content/notices/x.yaml", "id: x\n")
    task = {"number": 1, "title": "公开", **({"source": {"table": 1, "rows": [3, 3]}} if source else {})}
    given = {"id": "x", "jurisdiction": "ceshi", "title": TITLE, "year": 2018, "disclosure": "主动公开"}
    sections = [{"title": "一、公开", "sections": [{"title": "（一）", "tasks": [task]}]}]
    named = {"file": "x.docx", "sha256": "0" * 64}
    return Entry(document, NoticeRecord.model_validate(given | {"sections": sections, "source": named}))


@pytest.mark.parametrize(
    ("cites", "every", "read"), [("", False, 1), ("", True, 1), ("table", False, 1), ("table", True, 1)]
)
def test_a_source_is_read_once_where_its_words_are_wanted(
    monkeypatch: pytest.MonkeyPatch, cites: str, every: bool, read: int
) -> None:
    asked: list[str] = []

    def ask(data: bytes, name: str, *_: object, **__: object) -> None:
        asked.append(name)

    monkeypatch.setattr(gksite.provenance.read_sources, "understand_data", ask)
    source = SourceFile("x.docx", "0" * 64, b"", None)
    records = Records((entry(cites), entry(cites)), (), (), (), {"x.docx": source})
    read_sources(records, Problems(), every=every, read=ask)
    assert asked == ["x.docx"] * read


def test_a_library_that_is_missing_stops_a_check_and_not_a_build(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise RequestError("读取这种文件要用 {library}；请运行 pip install 'gksite[import]' 安装", library="pdfminer")

    monkeypatch.setattr(gksite.provenance.read_sources, "understand_data", refuse)
    records = Records((entry("table"),), (), (), (), {"x.docx": SourceFile("x.docx", "0" * 64, b"", None)})
    problems = Problems()
    assert read_sources(records, problems, every=False, read=refuse) == records
    (problem,) = problems.found
    assert problem.code.id == "GK226"
    assert "pdfminer" in problem.text(str)
    with pytest.raises(RequestError):
        read_sources(records, Problems(), every=True)
