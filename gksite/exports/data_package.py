"""data/datapackage.json: the tables of tasks as a Tabular Data Package (Frictionless Data, version 1).

What each column means stands in a Table Schema of its own, which all tables of one kind name.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from gksite.exports.about import newest, subject, title
from gksite.exports.json_file import json_file
from gksite.exports.task_table import COLUMNS, OF_AN_AGENCY, SEPARATOR, Column
from gksite.model.outputs import Output
from gksite.model.site import Site
from gksite.problems.problem import Phrase

PATH = "data/datapackage.json"
SCHEMA, AGENCY_SCHEMA = "data/table-schema.json", "data/table-schema-agency.json"
_SCHEMAS = {"agency": AGENCY_SCHEMA}
"""The schemas of tables that are not of tasks alone, by what they are about."""
_TERMS = "index.html"
"""The page that states the licence, beside the package; a licence is words, and a package names one by an address."""
_TABLE = re.compile(r"data/(?:tasks|notices/[^/]+|agencies/[^/]+/[^/]+)\.csv")
"""The tables of tasks among all files."""
GUARD = (
    "以 = + - @（半角或全角）、制表符或换行开头的文字，前面加了一个半角撇号 '，表格软件才不会当作公式；"
    "以撇号开头的也多加一个。读的程序去掉开头的一个撇号，就是原文。"
)
LISTS = f"一格里有几个值的，用“{SEPARATOR}”隔开；值里自己的“{SEPARATOR}”写作“\\{SEPARATOR}”，“\\”写作“\\\\”。"
"""What holds for every cell, and for those of several values."""


def exports(site: Site, files: Iterable[Output]) -> Iterator[Output]:
    """The package with its schemas; none where there is no table to describe."""
    tables = [file for file in files if _TABLE.fullmatch(file.path)]
    if not tables:
        return
    for path, columns, key in ((SCHEMA, COLUMNS, ["id"]), (AGENCY_SCHEMA, OF_AN_AGENCY, ["role", "id"])):
        yield json_file(path, table_schema(columns, key, site), Phrase("任务表格的各列"))
    yield json_file(PATH, _package(tables, site), Phrase("数据包"))


def table_schema(columns: Sequence[Column], key: Sequence[str], site: Site) -> dict[str, Any]:
    """The Table Schema of some columns, with what makes a row the only one."""
    fields = []
    for column in columns:
        field: dict[str, Any] = {"name": column.id, "title": column.title, "description": _meaning(column)}
        field["type"] = column.type
        if column.type == "datetime":
            field["format"] = "%Y-%m-%d %H:%M"
        constraints = dict(column.constraints)
        if len(key) > 1:
            constraints.pop("unique", None)
        if constraints:
            field["constraints"] = constraints
        fields.append(field)
    return {
        "fields": fields,
        "missingValues": [""],
        "primaryKey": list(key),
        "licence": site.config.licence,
        "updated": newest(site),
    }


def _meaning(column: Column) -> str:
    return f"{column.meaning}；可能有几个值，用“{SEPARATOR}”隔开" if column.several else column.meaning


def _package(tables: Iterable[Output], site: Site) -> dict[str, Any]:
    config = site.config
    host = urlsplit(config.url or "").hostname or "gksite"
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": re.sub(r"[^a-z0-9._-]", "-", host.lower()),
        "title": config.name,
        "description": f"{config.description or config.name}\n\n{GUARD}\n\n{LISTS}",
    }
    if config.url:
        package["homepage"] = config.url
    if config.licence:
        package["licenses"] = [{"path": _TERMS, "title": config.licence}]
    if config.identity:
        package["contributors"] = [{"title": config.identity.organizer, "role": "publisher"}]
    return package | {
        "licence": config.licence,
        "updated": newest(site),
        "resources": [_resource(file, site) for file in tables],
    }


def _resource(file: Output, site: Site) -> Mapping[str, Any]:
    name = file.path.removeprefix("data/").removesuffix(".csv")
    about = subject(file.path, site)
    return {
        "profile": "tabular-data-resource",
        "name": name.replace("/", "."),
        "title": title(file.path, {}, about),
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(file.content),
        "hash": f"sha256:{hashlib.sha256(file.content).hexdigest()}",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n", "header": True},
        "schema": _SCHEMAS.get(about.kind, SCHEMA).removeprefix("data/"),
    }
