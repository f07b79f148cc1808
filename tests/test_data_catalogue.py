"""The catalogue of data: every file, with the facts of a catalogue of public data; tables that open everywhere."""

import csv
import json
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from portal import SITE, build, put, write_whole

from gksite.text.delimited import csv_bytes

pytestmark = pytest.mark.exports

PUBLISHER = {"@type": "foaf:Organization", "foaf:name": "云岭县人民政府办公室", "dct:identifier": "5399990001"}


def read(output: Path) -> dict[str, Any]:
    """The catalogue of a site."""
    found: dict[str, Any] = json.loads((output / "data/catalog.jsonld").read_text(encoding="utf-8"))
    return found


def files(dataset: Mapping[str, Any]) -> list[str]:
    """The addresses of the files of a dataset."""
    return [file["dcat:downloadURL"] for file in dataset["dcat:distribution"]]


def test_the_catalogue_names_every_data_file_with_the_facts_of_a_public_catalogue(complete_site: Path) -> None:
    catalogue = read(complete_site)
    base = "https://www.yunling.gov.cn/zwgk/"
    datasets = {dataset["dct:identifier"]: dataset for dataset in catalogue["dcat:dataset"]}
    named = [address.removeprefix(base) for dataset in datasets.values() for address in files(dataset)]
    there = [
        path for path in (complete_site / "data").rglob("*") if path.suffix in (".json", ".jsonl", ".csv", ".xlsx")
    ]
    lists = {"index.json", "datapackage.json", "table-schema.json", "table-schema-agency.json"}
    there = [path for path in there if path.name not in lists and path.parent.name != "schema"]
    assert sorted(named) == sorted(path.relative_to(complete_site).as_posix() for path in there)
    notice = datasets["notices/yunling-2026"]
    data = json.loads((complete_site / "data/notices/yunling-2026.json").read_text(encoding="utf-8"))
    by_format = {file["dct:format"]: file for file in notice["dcat:distribution"]}
    assert list(by_format) == ["CSV", "JSON", "XLSX"]
    file, sheet = by_format["JSON"], by_format["CSV"]
    assert sheet["dcat:mediaType"] == "text/csv"
    assert {"csvw:name": "year", "csvw:datatype": "integer"} in sheet["csvw:column"]
    assert notice["dct:modified"] == data["updated"]
    assert notice["dct:title"] == data["title"]
    assert notice["dct:publisher"] == PUBLISHER
    assert notice["dct:issued"] == "2026-03-18"
    assert notice["dct:license"] == "政府数据开放许可"
    assert notice["dct:relation"] == ["agencies/yunling"]
    assert notice["dcat:landingPage"] == f"{base}notices/yunling-2026/"
    assert file["dct:format"] == "JSON"
    assert file["dcat:byteSize"] == (complete_site / "data/notices/yunling-2026.json").stat().st_size
    columns = {column["csvw:name"]: column["csvw:datatype"] for column in file["csvw:column"]}
    assert {name for name in columns if "[]" not in name} == set(data)
    assert (columns["title"], columns["tasks"], columns["tasks[].number"]) == ("string", "array", "integer")
    assert [file["dct:format"] for file in datasets["catalogue-standard"]["dcat:distribution"]] == ["CSV", "XLSX"]
    assert datasets["agencies/yunling"]["dct:relation"] == []
    one = next(dataset for code, dataset in datasets.items() if code.startswith("agencies/yunling/"))
    described = [file["dct:conformsTo"]["@id"].removeprefix(base) for file in one["dcat:distribution"]]
    assert described == ["data/table-schema-agency.json", "data/schema/agency.schema.json"]


def test_what_an_office_has_not_decided_is_null_and_what_it_has_stands_in_each_entry(tmp_path: Path) -> None:
    root = write_whole(tmp_path)
    assert build(root).code == 0
    for dataset in read(root / "output")["dcat:dataset"]:
        for key in ("dct:publisher", "dct:accessRights", "dct:rights", "dct:accrualPeriodicity", "dct:license"):
            assert dataset[key] is None
        assert all(not address.startswith(("http", "/")) for address in files(dataset))
        assert all((root / "output/data" / address).is_file() for address in files(dataset))
    told = "open_data: {sharing: 有条件共享, openness: 无条件开放, update: yearly}\nlicence: 开放许可\n"
    put(root / "site.yaml", f"{SITE}{told}")
    assert build(root).code == 0
    for dataset in read(root / "output")["dcat:dataset"]:
        assert dataset["dct:rights"] == "有条件共享"
        assert dataset["dct:accessRights"] == "无条件开放"
        assert dataset["dct:accrualPeriodicity"] == "yearly"
        assert dataset["dct:license"] == "开放许可"
    for path in (root / "output/data").rglob("*.json"):
        assert json.loads(path.read_text(encoding="utf-8"))["licence"] == "开放许可", path


def test_a_table_as_csv_opens_everywhere_and_runs_nothing(complete_site: Path) -> None:
    hostile = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '引"号', "逗,号", "两\n行", " ", ""]
    data = csv_bytes([["甲"] * len(hostile), hostile])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert next(iter(csv.reader(StringIO(data.decode("utf-8-sig").split("\r\n", 1)[1], newline="")))) == [
        *(f"'{text}" for text in hostile[:6]),
        *hostile[6:],
    ]
    tables = sorted((complete_site / "data").glob("*.csv"))
    assert tables
    for path in tables:
        raw = path.read_bytes()
        lines = list(csv.reader(StringIO(raw.decode("utf-8-sig"), newline=""), strict=True))
        assert raw.startswith(b"\xef\xbb\xbf"), path
        assert len({len(line) for line in lines}) == 1, path
        assert len(set(lines[0])) == len(lines[0]), path
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for line in lines for cell in line), path
