"""data/catalog.jsonld: everything that the portal offers as data, one dataset each, in the terms of DCAT 3.

The facts are the core metadata of a catalogue of public data: 分类, 名称, 代码, 提供方及其代码, 摘要, 格式, 信息项,
共享属性, 开放属性, 更新周期, 发布日期, 关联资源代码. What nobody has stated is null.
"""

import csv
import json
import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from io import StringIO
from types import MappingProxyType
from typing import Any

from gksite.exports import agencies_json, data_package, json_schemas
from gksite.exports.about import is_description, media_type, subject, title, updated
from gksite.exports.item_json import format_of
from gksite.exports.json_file import json_file
from gksite.exports.task_table import OF_AN_AGENCY
from gksite.model.outputs import Output
from gksite.model.site import Site
from gksite.problems.problem import Phrase

PATH = "data/catalog.jsonld"
_CONTEXT = MappingProxyType(
    {
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "csvw": "http://www.w3.org/ns/csvw#",
    }
)
"""The vocabularies: DCAT 3, Dublin Core, FOAF, and CSV on the Web for the columns of a table."""
_TYPES = MappingProxyType(
    {
        str: "string",
        bool: "boolean",
        int: "integer",
        float: "number",
        list: "array",
        tuple: "array",
        dict: "object",
    }
)
"""What JSON calls the type of a value."""


_COLUMNS = MappingProxyType({column.id: column.type for column in OF_AN_AGENCY})
"""The types of the columns of the table of tasks."""


def exports(site: Site, files: Iterable[Output]) -> Iterator[Output]:
    """The catalogue of what stands in data/; files of one name in several formats are one dataset."""
    named: dict[str, list[Output]] = {}
    files = sorted(files, key=lambda file: file.path)
    there = {file.path for file in files}
    for file in files:
        if is_description(file.path) or not file.path.startswith("data/"):
            continue
        named.setdefault(_code(file.path), []).append(file)
    base = site.config.base
    catalogue = {
        "@context": dict(_CONTEXT),
        "@id": _address(PATH, base),
        "@type": "dcat:Catalog",
        "dct:title": site.config.name,
        "dct:publisher": _publisher(site),
        "dct:license": site.config.licence,
        "dcat:dataset": [_dataset(code, group, site, named, there) for code, group in named.items()],
    }
    yield json_file(PATH, catalogue, Phrase("数据目录"))


def _publisher(site: Site) -> dict[str, Any] | None:
    """Who offers the data, with its 网站标识码."""
    identity = site.config.identity
    if identity is None:
        return None
    return {"@type": "foaf:Organization", "foaf:name": identity.organizer, "dct:identifier": identity.site_code}


def _dataset(
    code: str, files: Sequence[Output], site: Site, codes: Collection[str], there: Collection[str]
) -> dict[str, Any]:
    form: Mapping[str, Any] = {}
    for file in files:
        form = file.data or form
    told, base = site.config.open_data, site.config.base
    about = subject(files[0].path, site)
    return {
        "@type": "dcat:Dataset",
        "dct:identifier": code,
        "dct:title": title(files[0].path, form, about),
        "dcat:theme": form.get("subject"),
        "dct:description": form.get("summary"),
        "dct:publisher": _publisher(site),
        "dct:issued": (form.get("published") or form.get("issued") or "")[:10] or None,
        "dct:modified": updated(form, about, site),
        "dct:accrualPeriodicity": told.update,
        "dct:accessRights": told.openness,
        "dct:rights": told.sharing,
        "dct:license": site.config.licence,
        "dct:relation": [other for other in _related(form) if other in codes and other != code],
        "dcat:landingPage": _address(form["url"], base) if form.get("url") else None,
        "dcat:distribution": [_distribution(file, base, _described(file, about.kind, there)) for file in files],
    }


def _related(form: Mapping[str, Any]) -> Iterator[str]:
    """The codes of what a form rests on: the agencies of its jurisdiction."""
    place = form.get("jurisdiction")
    if isinstance(place, dict):
        yield _code(agencies_json.path(place["id"]))


def _code(path: str) -> str:
    """What a dataset is called by programs: the name of its files below data/, without their endings."""
    return path.removeprefix("data/").rpartition(".")[0]


def _described(file: Output, kind: str, there: Collection[str]) -> str | None:
    """The file that explains the fields of a file of an agency, of which there may be thousands; None for others."""
    if kind != "agency":
        return None
    for format_, described in (("CSV", data_package.AGENCY_SCHEMA), ("JSON", json_schemas.OF_AGENCIES)):
        if format_of(file.path) == format_ and described in there:
            return described
    return None


def _distribution(file: Output, base: str, described: str | None) -> dict[str, Any]:
    """One file, with its fields or with the address of the file that explains them."""
    told: dict[str, Any] = {}
    if described is not None:
        told["dct:conformsTo"] = {"@id": _address(described, base)}
    else:
        told["csvw:column"] = [{"csvw:name": name, "csvw:datatype": kind} for name, kind in _columns(file)]
    return {
        "@type": "dcat:Distribution",
        "dcat:downloadURL": _address(file.path, base),
        "dct:format": format_of(file.path),
        "dcat:mediaType": media_type(file.path),
        "dcat:byteSize": len(file.content),
        **told,
    }


def _columns(file: Output) -> Iterator[tuple[str, str | None]]:
    """The fields of a file (信息项) with their types, null where it holds none; those of a workbook are not told."""
    if format_of(file.path) == "CSV":
        head = file.content.partition(b"\r\n")[0].decode("utf-8-sig")
        for name in next(csv.reader(StringIO(head))):
            yield name, _COLUMNS.get(name, "string")
    if format_of(file.path) == "JSONL" and file.content:
        for name, value in json.loads(file.content.partition(b"\n")[0]).items():
            yield name, _TYPES.get(type(value))
    for name, value in file.data.items():
        yield name, _TYPES.get(type(value))
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for inner in value[0]:
                yield f"{name}[].{inner}", _type_of(value, inner)


def _type_of(entries: Iterable[Mapping[str, Any]], key: str) -> str | None:
    """The type of a field of entries by the first that has a value."""
    values = (entry.get(key) for entry in entries)
    return next((_TYPES[type(value)] for value in values if value is not None), None)


def _address(path: str, base: str) -> str:
    """A whole address where the portal's own is known, else one relative to the catalogue."""
    if base:
        return f"{base}{path}"
    end = "/" if path.endswith("/") else ""
    return posixpath.relpath(path, posixpath.dirname(PATH)) + end
