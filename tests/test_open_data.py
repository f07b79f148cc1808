"""Tasks as open data: the same in every format, listed, explained by schemas that hold, and only what is chosen."""

import csv
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, get_args

import disclosed
import jsonschema
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from portal import NOTICE_PATH, OF_COLUMNS, SITE, TODAY, build, tree, write_portal, write_whole
from pyld import jsonld

from gksite.build import BuildOptions, Tree, make
from gksite.checks.check_tree import check_tree
from gksite.checks.tree import CheckedTree
from gksite.documents import workbook_file
from gksite.exports import json_schemas, task_workbook
from gksite.exports.task_table import COLUMNS, OF_AN_AGENCY, joined
from gksite.model.cards import is_card
from gksite.model.settings import Config, Export
from gksite.problems.problem import Level, Problems
from gksite.text.delimited import csv_bytes

pytestmark = pytest.mark.exports

ADDRESS = "url: https://www.ceshi.example/zwgk/\n"
LICENCE = "licence: 政府数据开放许可\n"
HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A", "'=1", "''", "'")
OWNERS: list[tuple[str, Export]] = [
    (r"data/(?:notices/[^/]+|tasks|agencies/[^/]+/[^/]+)\.csv", "csv"),
    (r"data/(?:notices/[^/]+|tasks)\.xlsx", "xlsx"),
    (r"data/notices/[^/]+\.json", "json"),
    (r"data/items/[^/]+\.json", "items"),
    (r"data/agencies/[^/]+(?:/[^/]+)?\.json", "agencies"),
    (r"data/pages\.json", "pages"),
    (r"data/disclosure\.json|data/catalogue.*", "disclosure"),
    (r"data/reports/.*", "reports"),
    (r"data/corpus\.jsonl", "corpus"),
    (r"data/(?:datapackage|table-schema|table-schema-agency)\.json", "datapackage"),
    (r"data/catalog\.jsonld", "catalog"),
    (r"data/index\.json", "index"),
    (r"data/schema/.*", "schema"),
    (r"opensearch\.xml", "opensearch"),
    (r"sitemap\.xml", "sitemap"),
    (r"(?:.*/)?deadlines\.ics", "calendars"),
    (r"(?:.*/)?feed\.xml", "feeds"),
    (r"notices/[^/]+/tasks/\d+/record\.json", "records"),
    (r"deadlines/.*", "deadlines"),
    (r"documents/.*|data/documents\.json", "documents"),
    (r"topics/.*|data/topics\.json", "topics"),
    (r"compare/.*|data/comparisons\.json", "comparisons"),
    (r"progress/.*", "progress"),
    (r"assets/card\..*\.css|.*/card/index\.html", "cards"),
]
"""Which name in `exports` makes a file, by its path; all other files stand anyway."""


def unguarded(text: str) -> str:
    """A cell as it was before an apostrophe was put before it."""
    return text.removeprefix("'")


def several(cell: str) -> list[str]:
    """The values of a cell that holds several."""
    if not cell:
        return []
    parts = re.findall(r"((?:\\.|[^\\；])*+)(?:；|\Z)", cell)[: len(re.findall(r"(?<!\\)(?:\\\\)*；", cell)) + 1]
    return [re.sub(r"\\(.)", r"\1", part) for part in parts]


def csv_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table, as any program reads them."""
    lines = csv.reader(StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True)
    head, *rows = lines
    return [dict(zip(head, map(unguarded, row), strict=True)) for row in rows]


def xlsx_rows(content: bytes) -> list[dict[str, str]]:
    """The rows of a workbook, all sheets of tasks, each value as text."""
    book = openpyxl.load_workbook(BytesIO(content))
    found = []
    for sheet in book.worksheets:
        if sheet.title.startswith("任务"):
            head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
            found += [
                {str(name): "" if value is None else str(value) for name, value in zip(head, row, strict=True)}
                for row in rows
            ]
    return found


def wanted(task: dict[str, Any], notice: dict[str, Any], base: str) -> dict[str, object]:
    """What some columns have to say of a task, from the notice's JSON alone."""
    found: dict[str, object] = {
        "id": task["id"],
        "notice_id": notice["id"],
        "notice_title": notice["title"],
        "notice_number": notice["number"] or "",
        "issuer": notice["issuer"] or "",
        "jurisdiction_id": notice["jurisdiction"]["id"],
        "jurisdiction": notice["jurisdiction"]["name"],
        "year": str(notice["year"]),
        "url": base + task["url"],
        "licence": notice["licence"] or "",
        "updated": notice["updated"] or "",
        "sections": task["sections"],
        "deadlines": [d["text"] for d in task["deadlines"]],
        "documents": [d["text"] for d in task["documents"]],
        "topics": task["topics"],
        "source_sha256": (notice["source"] or {}).get("sha256", ""),
    }
    for key in ("label", "title", "requirement", "remark", "note"):
        found[key] = task[key] or ""
    for role in ("lead", "support"):
        found[role] = [agency["name"] for agency in task[role]]
        found[f"{role}_ids"] = [f"{agency['jurisdiction']}/{agency['id']}" for agency in task[role]]
        found[f"{role}_as_written"] = [agency["as_written"] for agency in task[role]]
    return found


def said(row: dict[str, str], like: dict[str, object]) -> dict[str, object]:
    """The same columns of a row."""
    return {key: several(row[key]) if isinstance(value, list) else row[key] for key, value in like.items()}


@pytest.mark.parametrize(("site", "base"), [("real_site", "https://gksite.example/"), ("complete_site", None)])
def test_csv_xlsx_and_json_say_the_same(site: str, base: str | None, request: pytest.FixtureRequest) -> None:
    output: Path = request.getfixturevalue(site)
    base = base or "https://www.yunling.gov.cn/zwgk/"
    whole = {row["id"]: row for row in csv_rows(output / "data/tasks.csv")}
    assert [*whole.values()] == xlsx_rows((output / "data/tasks.xlsx").read_bytes())
    count = 0
    for path in sorted((output / "data/notices").glob("*.json")):
        notice = json.loads(path.read_text(encoding="utf-8"))
        rows = csv_rows(path.with_suffix(".csv"))
        assert rows == xlsx_rows(path.with_suffix(".xlsx").read_bytes())
        for row, task in zip(rows, notice["tasks"], strict=True):
            like = wanted(task, notice, base)
            assert said(row, like) == like
            assert whole[row["id"]] == row
            count += 1
    assert count == len(whole) > 0
    assert list(next(iter(whole.values()))) == [column.id for column in COLUMNS]


def test_an_agency_has_its_tasks_by_role_in_both_formats(complete_site: Path) -> None:
    whole = {row["id"]: row for row in csv_rows(complete_site / "data/tasks.csv")}
    roles = 0
    for path in sorted((complete_site / "data/agencies").glob("*/*.json")):
        agency = json.loads(path.read_text(encoding="utf-8"))
        rows = csv_rows(path.with_suffix(".csv"))
        told = [("lead", task["id"]) for task in agency["lead"]] + [("support", t["id"]) for t in agency["support"]]
        assert [(row["role"], row["id"]) for row in rows] == told
        for row in rows:
            assert {key: value for key, value in row.items() if key != "role"} == whole[row["id"]]
            name = f"{agency['jurisdiction']['id']}/{agency['id']}"
            assert name in several(row[f"{row['role']}_ids"])
        roles += len(rows)
        assert agency["licence"] == "政府数据开放许可"
    named = sum(len(set(several(row[f"{role}_ids"]))) for row in whole.values() for role in ("lead", "support"))
    assert roles == named


@given(
    st.lists(st.text(alphabet="；\\甲a'=", max_size=6), min_size=1, max_size=5).filter(lambda values: values != [""])
)
def test_several_values_in_one_cell_are_read_back(values: list[str]) -> None:
    assert several(joined(values) or "") == values


@given(st.lists(st.lists(st.text(max_size=8) | st.sampled_from(HOSTILE), min_size=2, max_size=2), min_size=1))
def test_any_table_is_read_back_and_no_cell_begins_a_formula(lines: list[list[str]]) -> None:
    lines = [[text.encode("utf-8", "replace").decode() for text in line] for line in lines]
    data = csv_bytes(lines)
    read = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert [[unguarded(cell) for cell in line] for line in read] == lines
    assert not any(
        cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")) for r in read for cell in r
    )


def test_hostile_texts_of_a_notice_are_text_in_every_table(portal: Callable[..., Path]) -> None:
    hostile = '=HYPERLINK("http://evil.example","点我"),甲；乙'
    text = ("requirement: 及时回应关切。", f"requirement: '{hostile}'")
    root = portal({NOTICE_PATH: text})
    ran = build(root)
    raw = (root / "output/data/notices/ceshi-2018.csv").read_bytes() if ran.code == 0 else b""
    assert raw.startswith(b"\xef\xbb\xbfid,notice_id,"), ran.err
    assert raw.count(b"\r\n") == 4
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert '"\'=HYPERLINK(""http://evil.example"",""点我""),甲；乙"' in raw.decode()
    book = openpyxl.load_workbook(root / "output/data/notices/ceshi-2018.xlsx")
    sheet = book["任务"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == hostile]
    assert [(cell.data_type, cell.hyperlink) for cell in cells] == [("s", None)]
    assert {type(cell.value) for cell in sheet[2]} <= {str, int, type(None)}
    assert sheet.freeze_panes == "B2"
    assert book.properties.created.year == 2000
    about = {row[0].value: row[1].value for row in book["说明"].iter_rows()}
    assert about["更新日期"] == "2018-06-12"
    assert about["使用条款"] == "未注明"
    assert about["lead"] == "牵头单位"


def test_the_newest_day_a_notice_states_is_the_day_of_its_data(portal: Callable[..., Path]) -> None:
    dated = "published: 2018-07-01 09:00\ncorrections: [{date: 2020-02-03, text: 改正一处}]\nyear: 2018\n"
    root = portal({NOTICE_PATH: ("year: 2018\n", dated), "site.yaml": SITE + LICENCE})
    assert build(root).code == 0
    data = root / "output/data"
    assert {row["updated"] for row in csv_rows(data / "tasks.csv")} == {"2020-02-03"}
    assert {row["licence"] for row in csv_rows(data / "tasks.csv")} == {"政府数据开放许可"}
    for name in ("notices/ceshi-2018.json", "agencies/ceshi/caizhengju.json", "index.json", "datapackage.json"):
        form = json.loads((data / name).read_text(encoding="utf-8"))
        assert (form["licence"], form["updated"]) == ("政府数据开放许可", "2020-02-03"), name
    entry = json.loads((data / "corpus.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert (entry["licence"], entry["updated"]) == ("政府数据开放许可", "2020-02-03")


# What is chosen


def made(root: Path, names: list[str] | None, more: str = ADDRESS) -> tuple[Tree, list[str]]:
    """The site with some exports, nothing written, and what the checks of the finished tree find."""
    chosen = "" if names is None else f"exports: [{', '.join(names)}]\n"
    text = (root / "site.yaml").read_text(encoding="utf-8")
    (root / "site.yaml").write_text(f"{text}{more}{chosen}", encoding="utf-8")
    problems, day = Problems(), date.fromisoformat(TODAY)
    found = make(root, BuildOptions(day, 1, search=False), problems, lambda stage: None)
    (root / "site.yaml").write_text(text, encoding="utf-8")
    assert problems.errors() == []
    checked = CheckedTree(found.site, {file.path: file for file in found.files}, day)
    levels = (Level.ERROR, Level.OBSTACLE)
    faults = [f"{p.location} {p.code.id} {p.text(str)}" for p in check_tree(checked) if p.code.level in levels]
    return found, [fault for fault in faults if "GK3" in fault or "GK51" in fault or "GK50" in fault]


def owner(path: str) -> str | None:
    """The export that makes a file."""
    return next((name for pattern, name in OWNERS if re.fullmatch(pattern, path)), None)


@pytest.fixture(scope="module")
def column_portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny portal with the statutory column, never built."""
    files = {**disclosed.FILES, "site.yaml": disclosed.SITE.replace(OF_COLUMNS, "")}
    return write_portal(tmp_path_factory.mktemp("column"), files)


@cache
def _possible(column_portal: Path) -> set[str | None]:
    """The exports that have something to show in a portal."""
    whole, _ = made(column_portal, None)
    return {owner(file.path) for file in whole.files} - {"datapackage"}


@settings(max_examples=12)
@given(names=st.sets(st.sampled_from(get_args(Export))))
def test_exactly_the_chosen_files_are_made_and_no_link_is_dead(column_portal: Path, names: set[str]) -> None:
    found, faults = made(column_portal, sorted(names))
    assert faults == []
    owners = {owner(file.path) for file in found.files} - {None}
    assert owners <= names
    possible = _possible(column_portal)
    assert (names & possible) - owners == set()
    assert ("datapackage" in owners) == {"datapackage", "csv"}.issubset(names)


def test_json_and_sitemap_make_nothing_else(tmp_path: Path) -> None:
    root = write_whole(tmp_path)
    found, faults = made(root, ["json", "sitemap"])
    assert faults == []
    paths = {file.path for file in found.files}
    assert {path for path in paths if owner(path)} == {"data/notices/ceshi-2018.json", "sitemap.xml"}
    assert {path for path in paths if path.startswith("data/")} == {"data/notices/ceshi-2018.json", "data/index.html"}
    everything, _ = made(root, None)
    assert {owner(file.path) for file in everything.files} >= {"csv", "cards", "schema", "opensearch", "index"}


def test_no_export_at_all_leaves_a_whole_site(tmp_path: Path) -> None:
    found, faults = made(write_whole(tmp_path), [])
    assert faults == []
    assert not [file.path for file in found.files if owner(file.path)]
    page = next(file.content.decode() for file in found.files if file.path == "data/index.html")
    assert "本站没有另外提供数据文件。" in page


def test_the_same_content_gives_the_same_bytes_whatever_the_number_of_processes(
    portal: Callable[..., Path], tmp_path: Path
) -> None:
    root = portal({"site.yaml": SITE + ADDRESS})
    for number, jobs in enumerate(("1", "4")):
        assert build(root, "--jobs", jobs, "--output", tmp_path / str(number)).code == 0
    assert tree(tmp_path / "0") == tree(tmp_path / "1")


HIDDEN = """\
id: yincang-2018
jurisdiction: ceshi
title: 隐藏的通知
year: 2018
disclosure: 依申请公开
sections: [{title: 一、隐藏, tasks: [{number: 1, title: 隐藏的任务, lead: [市财政局]}]}]
"""


@pytest.mark.parametrize("hidden", [HIDDEN, HIDDEN.replace("依申请公开", "主动公开\ndraft: true")])
def test_what_is_not_public_is_in_no_file(portal: Callable[..., Path], hidden: str) -> None:
    root = portal({"content/notices/yincang-2018.yaml": hidden})
    assert build(root).code == 0
    for path in sorted((root / "output").rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            if path.suffix == ".xlsx":
                data = json.dumps(xlsx_rows(data), ensure_ascii=False).encode()
            assert "隐藏" not in data.decode("utf-8", "replace"), path
            assert b"yincang" not in data, path


# Large texts and long tables


def test_a_text_that_excel_cannot_hold_is_cut_there_and_told(portal: Callable[..., Path]) -> None:
    long = "甲" * 33_000
    root = portal({NOTICE_PATH: ("requirement: 及时回应关切。", f"requirement: {long}")})
    ran = build(root)
    assert ran.code == 0
    (line,) = [line for line in ran.lines if "GK275" in line]
    assert line.startswith(f"{NOTICE_PATH}:")
    assert "第 3 项的“requirement”超过 Excel 一格 32767 字的上限" in line
    data = root / "output/data"
    assert csv_rows(data / "tasks.csv")[2]["requirement"] == long
    cut = xlsx_rows((data / "tasks.xlsx").read_bytes())[2]["requirement"]
    assert len(cut) == workbook_file.LONGEST_CELL
    assert cut == long[: len(cut) - len(task_workbook.CUT)] + task_workbook.CUT
    emoji = "😀" * 20_000
    assert len(task_workbook.fitting(emoji).encode("utf-16-le")) // 2 <= workbook_file.LONGEST_CELL


def test_a_table_longer_than_a_sheet_goes_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(task_workbook, "MOST_ROWS", 3)
    found, _ = made(write_whole(tmp_path), ["xlsx", "csv"])
    files = {file.path: file.content for file in found.files}
    book = openpyxl.load_workbook(BytesIO(files["data/tasks.xlsx"]))
    assert book.sheetnames == ["任务", "任务2", "说明"]
    assert [row["number"] for row in xlsx_rows(files["data/tasks.xlsx"])] == ["1", "2", "3"]


def test_exports_that_bring_nothing_alone_are_told(portal: Callable[..., Path], run: Callable[..., Any]) -> None:
    root = portal({"site.yaml": SITE + "exports: [datapackage, opensearch]\n"})
    lines = [line for line in run(root, "build").lines if "GK276" in line]
    assert [re.sub(r".*GK276 (?:提醒：)?", "", line) for line in lines] == [
        "exports 里写了 datapackage，它装的是 CSV 表格，而没有写 csv，没有生成",
        "exports 里写了 opensearch，它要有完整的网址，而没有写 url，没有生成",
    ]
    assert "GK276" not in run(portal(name="quiet"), "build").err


# Validators that others wrote


def frictionless(package: Path) -> dict[str, Any]:
    """What Frictionless says of a data package."""
    command = [sys.executable, "-m", "frictionless", "validate", package.name, "--json"]
    ran = subprocess.run(command, cwd=package.parent, capture_output=True, text=True, check=False)
    report: dict[str, Any] = json.loads(ran.stdout)
    return report


def test_frictionless_finds_the_package_valid(complete_site: Path) -> None:
    report = frictionless(complete_site / "data/datapackage.json")
    assert report["valid"], report
    names = {task["name"] for task in report["tasks"]}
    assert {"tasks", "notices.yunling-2026"} <= names
    assert all(task["stats"].get("errors", 0) == 0 for task in report["tasks"])


def test_frictionless_would_find_a_changed_table(portal: Callable[..., Path]) -> None:
    root = portal({"site.yaml": SITE + LICENCE})
    assert build(root).code == 0
    data = root / "output/data"
    assert frictionless(data / "datapackage.json")["valid"]
    (data / "tasks.csv").write_bytes((data / "tasks.csv").read_bytes().replace(b",2018,", b",abcd,"))
    report = frictionless(data / "datapackage.json")
    assert not report["valid"]
    assert {error["type"] for task in report["tasks"] for error in task["errors"]} >= {"type-error", "hash-count"}


def addresses(form: object) -> Iterator[str]:
    """Every property and type of an expanded document."""
    if isinstance(form, list):
        for each in form:
            yield from addresses(each)
    elif isinstance(form, dict):
        for key, value in form.items():
            if not key.startswith("@"):
                yield key
                yield from addresses(value)
            elif key == "@type":
                yield from value


def no_network(address: str, options: object) -> dict[str, Any]:
    """A loader of documents that finds none."""
    raise AssertionError(f"{address} was asked for")


@pytest.mark.parametrize("site", ["complete_site", "real_site"])
def test_each_property_of_the_catalogue_expands_to_an_iri(site: str, request: pytest.FixtureRequest) -> None:
    catalogue = json.loads((request.getfixturevalue(site) / "data/catalog.jsonld").read_text(encoding="utf-8"))
    told = {key for dataset in catalogue["dcat:dataset"] for key, value in dataset.items() if value not in (None, [])}
    options = {"documentLoader": no_network, "base": "https://base.example/data/catalog.jsonld"}
    expanded = jsonld.expand(catalogue, options)
    found = set(addresses(expanded))
    assert found
    assert all(re.match(r"https?://\w", address) for address in found)
    vocabulary = catalogue["@context"]
    for key in told - {"@type"}:
        prefix, _, name = key.partition(":")
        assert vocabulary[prefix] + name in found, key
    assert len(expanded[0]["http://www.w3.org/ns/dcat#dataset"]) == len(catalogue["dcat:dataset"])


def forms(output: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every JSON object that names its schema, with where it stands."""
    for path in sorted((output / "data").rglob("*.json*")):
        text = path.read_text(encoding="utf-8")
        parts = text.splitlines() if path.suffix == ".jsonl" else [text]
        for part in parts:
            form = json.loads(part)
            if "schema" in form:
                yield path.relative_to(output).as_posix(), form


@pytest.mark.parametrize("site", ["complete_site", "real_site"])
def test_every_form_holds_to_its_schema_and_has_no_key_that_it_lacks(site: str, request: pytest.FixtureRequest) -> None:
    output: Path = request.getfixturevalue(site)
    checkers: dict[str, jsonschema.Draft202012Validator] = {}
    for form in json_schemas.FORMS:
        file = output / json_schemas.path_of(form)
        if not file.exists():
            continue
        schema = json.loads(file.read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["licence"] == (None if site == "real_site" else "政府数据开放许可")
        checkers[form.schema] = jsonschema.Draft202012Validator(
            closed(schema), format_checker=jsonschema.FormatChecker()
        )
    count = 0
    for path, published in forms(output):
        assert published["schema"] in checkers, path
        errors = [
            f"{path} {error.json_path}: {error.message}"
            for error in checkers[published["schema"]].iter_errors(published)
        ]
        assert errors == []
        count += 1
    assert count > 10


def closed(schema: Any) -> Any:
    """A schema that allows only the keys that it names, where it names some."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    form = {key: closed(value) for key, value in schema.items()}
    return (
        form | {"additionalProperties": False}
        if isinstance(form.get("properties"), dict) and form["properties"]
        else form
    )


# Lists, pages, cards


def test_the_index_names_every_data_file_with_its_digest(complete_site: Path) -> None:
    index = json.loads((complete_site / "data/index.json").read_text(encoding="utf-8"))
    named = {file["path"]: file for file in index["files"]}
    data = [path for path in (complete_site / "data").rglob("*") if path.is_file() and path.suffix != ".html"]
    others = [path for name in ("record.json", "feed.xml", "deadlines.ics") for path in complete_site.rglob(name)]
    there = {path.relative_to(complete_site).as_posix() for path in (*data, *others)} - {"data/index.json"}
    assert sorted(named) == sorted(there)
    for path, file in named.items():
        data = (complete_site / path).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
        assert file["url"] == f"https://www.yunling.gov.cn/zwgk/{path}"
        assert file["title"]
    kinds = {file["about"]["kind"] for file in named.values()}
    assert kinds == {"site", "jurisdiction", "agency", "notice", "task", "item"}
    assert named["data/notices/yunling-2026.csv"]["about"]["id"] == "yunling-2026"
    assert named["data/corpus.jsonl"]["media_type"] == "application/jsonl"


def test_the_corpus_has_every_task_and_letter_with_its_place_and_digest(real_site: Path) -> None:
    lines = (real_site / "data/corpus.jsonl").read_text(encoding="utf-8").splitlines()
    entries = {entry["id"]: entry for entry in map(json.loads, lines)}
    assert len(entries) == len(lines)
    tasks = 0
    for path in sorted((real_site / "data/notices").glob("*.json")):
        notice = json.loads(path.read_text(encoding="utf-8"))
        letter = notice["preamble"] or notice["closing"]
        assert (notice["id"] in entries) == bool(letter)
        for task in notice["tasks"]:
            entry = entries[task["id"]]
            assert entry["text"] == "\n".join(filter(None, (task["title"], task["requirement"])))
            assert entry["sha256"] == hashlib.sha256(entry["text"].encode()).hexdigest()
            assert entry["source"]["place"] == task["source"]
            assert entry["source"]["sha256"] == notice["source"]["sha256"]
            assert entry["status"] == notice["status"]
            tasks += 1
    assert tasks == 245


def test_the_data_page_names_each_file_of_the_site_with_its_size(complete_site: Path) -> None:
    page = etree.HTML((complete_site / "data/index.html").read_bytes())
    links = {link.get("href"): link.getnext().text for link in page.iterfind(".//a[@download]")}
    for path in ("tasks.csv", "tasks.xlsx", "corpus.jsonl", "index.json", "catalog.jsonld", "datapackage.json"):
        size = (complete_site / "data" / path).stat().st_size
        assert links[path].endswith(f"{size / 1024:.1f} KB"), path
    assert "notices/yunling-2026.csv" in links
    assert {"disclosure.json", "pages.json", "catalogue.csv"} <= set(links)


def test_the_schema_page_explains_every_column_and_key(complete_site: Path) -> None:
    page = etree.HTML((complete_site / "data/schema/index.html").read_bytes())
    codes = {"".join(code.itertext()) for code in page.iterfind(".//code")}
    assert {column.id for column in OF_AN_AGENCY} <= codes
    for form in json_schemas.FORMS:
        assert form.schema in codes
        assert {key.path for key in json_schemas.every(form.table)} <= codes
    tables = page.findall(".//main//table")
    assert all(table.find("caption") is not None for table in tables)


def test_opensearch_stands_only_where_the_address_is_known(tmp_path: Path) -> None:
    root = write_whole(tmp_path)
    found, _ = made(root, None)
    (file,) = [file for file in found.files if file.path == "opensearch.xml"]
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    form = etree.fromstring(file.content)
    template = form.find(f"{space}Url[@type='text/html']").get("template")
    assert template == "https://www.ceshi.example/zwgk/search/?q={searchTerms}"
    assert len(form.findtext(f"{space}ShortName")) <= 16
    home = next(file.content.decode() for file in found.files if file.path == "index.html")
    assert (
        '<link rel="search" type="application/opensearchdescription+xml" href="opensearch.xml" title="测试门户">'
        in home
    )
    without, _ = made(root, None, more="")
    assert "opensearch.xml" not in {file.path for file in without.files}
    assert not any(b"opensearch" in file.content for file in without.files if file.path.endswith(".html"))


def test_a_card_is_small_has_no_script_and_leads_to_its_page(complete_site: Path) -> None:
    paths = (path.relative_to(complete_site).as_posix() for path in complete_site.rglob("card/index.html"))
    cards = [complete_site / path for path in paths if is_card(path.removesuffix("index.html"))]
    tasks = len(csv_rows(complete_site / "data/tasks.csv"))
    agencies = len(list((complete_site / "data/agencies").glob("*/*.json")))
    assert len(cards) == tasks + agencies
    for path in cards:
        page = etree.HTML(path.read_bytes())
        assert len(path.read_bytes()) < 8_000
        assert page.find(".//script") is None
        assert page.find(".//nav") is None
        assert page.find(".//meta[@name='robots']").get("content") == "noindex"
        assert {link.get("target") for link in page.iterfind(".//a")} == {"_top"}
        first = page.find(".//h1/a").get("href")
        assert (path.parent / first / "index.html").resolve() == (path.parent.parent / "index.html").resolve()
        assert "云岭县人民政府办公室" in "".join(page.itertext())
    assert "card/" not in (complete_site / "sitemap.xml").read_text(encoding="utf-8")


def test_cards_that_are_not_chosen_any_more_vanish_without_a_word(
    portal: Callable[..., Path], run: Callable[..., Any]
) -> None:
    root = portal()
    assert run(root, "build").code == 0
    assert (root / "output/notices/ceshi-2018/tasks/1/card/index.html").is_file()
    (root / "site.yaml").write_text(SITE + "exports: [json]\n", encoding="utf-8")
    ran = run(root, "build")
    assert (ran.code, "GK316" in ran.err) == (0, False)
    assert not (root / "output/notices/ceshi-2018/tasks/1/card").exists()


def test_a_name_that_is_no_export_is_told_with_the_nearest(
    portal: Callable[..., Path], run: Callable[..., Any]
) -> None:
    root = portal({"site.yaml": SITE + "exports: [cvs]\n"})
    ran = run(root, "build")
    assert ran.code == 1
    assert "site.yaml:2" in ran.err


def test_every_name_of_an_export_is_a_default() -> None:
    assert Config(name="甲").exports == get_args(Export)
