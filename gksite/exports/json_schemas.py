"""data/schema/<name>.schema.json: each published form of JSON as a JSON Schema, made of the tables of its keys."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from gksite.exports import column_key_tables, fact_key_tables, key_tables
from gksite.exports.json_file import json_file
from gksite.model.outputs import Output
from gksite.model.settings import Export
from gksite.model.site import Site
from gksite.problems.problem import Phrase

FOLDER = "data/schema/"
OF_AGENCIES = f"{FOLDER}agency.schema.json"
"""The schema of the form of which there are most files."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class Form:
    """A published form: what its `schema` says, what it is in words, where its files are, its keys, by which export."""

    schema: str
    title: str
    files: str
    export: Export
    table: str

    @property
    def name(self) -> str:
        """What its schema is called: notice."""
        return self.schema.split("/")[1]


CATALOGUE = "gksite/catalogue/1"
FORMS: tuple[Form, ...] = (
    Form("gksite/notice/2", "通知和它的任务", "data/notices/编号.json", "json", key_tables.NOTICE),
    Form("gksite/agency/1", "单位和它的任务", "data/agencies/地区/单位.json", "agencies", key_tables.AGENCY),
    Form("gksite/agencies/1", "一个地区的单位登记表", "data/agencies/地区.json", "agencies", key_tables.REGISTRY),
    Form("gksite/corpus/1", "语料，一行一个对象", "data/corpus.jsonl", "corpus", key_tables.CORPUS),
    Form("gksite/index/1", "全部数据文件的清单", "data/index.json", "index", key_tables.INDEX),
    Form("gksite/documents/1", "引用的文件", "data/documents.json", "documents", fact_key_tables.DOCUMENTS),
    Form("gksite/topics/1", "主题", "data/topics.json", "topics", fact_key_tables.TOPICS),
    Form("gksite/comparisons/1", "对比", "data/comparisons.json", "comparisons", fact_key_tables.COMPARISONS),
    Form("gksite/pages/1", "自编页面", "data/pages.json", "pages", key_tables.PAGES),
    Form("gksite/item/1", "栏目里的信息", "data/items/编号.json", "items", column_key_tables.ITEM),
    Form("gksite/disclosure/1", "政府信息公开专栏", "data/disclosure.json", "disclosure", column_key_tables.DISCLOSURE),
    Form("gksite/report/1", "政府信息公开工作年度报告", "data/reports/年度.json", "reports", column_key_tables.REPORT),
    Form(CATALOGUE, "主动公开事项底账", "data/catalogue.json", "disclosure", column_key_tables.CATALOGUE),
)
"""Every form that the portal may publish."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key: the path to it, its type, whether it may be null or absent, what it means, the keys below it."""

    path: str
    type: str
    nullable: bool
    optional: bool
    meaning: str
    keys: tuple["Key", ...]

    @property
    def name(self) -> str:
        """The key itself."""
        return self.path.rpartition(".")[2]


def exports(site: Site) -> Iterator[Output]:
    """One JSON Schema per form."""
    for form in published(site):
        yield _file(form, site.config.base, site.config.licence)


def published(site: Site) -> list[Form]:
    """The forms that the portal publishes: it has their content, and their export is chosen."""
    has: dict[str, object] = {"items": site.items, "reports": site.reports, "disclosure": site.disclosure}
    found = []
    for form in FORMS:
        content = site.catalogue if form.schema == CATALOGUE else has.get(form.export, True)
        if content and form.export in site.config.exports:
            found.append(form)
    return found


def path_of(form: Form) -> str:
    """Where the schema of a form stands."""
    return f"{FOLDER}{form.name}.schema.json"


@cache
def keys(table: str) -> tuple[Key, ...]:
    """The keys of a form, by its table, each with those below it."""
    return _below("", [line.split(" ", 2) for line in table.splitlines()])


def every(table: str) -> Iterator[Key]:
    """All keys of a form in the order of its table."""
    return _walk(keys(table))


def _walk(found: Iterable[Key]) -> Iterator[Key]:
    for key in found:
        yield key
        yield from _walk(key.keys)


def _below(prefix: str, lines: Sequence[Sequence[str]]) -> tuple[Key, ...]:
    """The keys right below a path, out of the lines of a table."""
    found = []
    for name, type, meaning in lines:
        path = name.removesuffix("*")
        if path.startswith(prefix) and "." not in path.removeprefix(prefix):
            below = _below(f"{path}.", lines)
            found.append(Key(path, type.removesuffix("?"), type.endswith("?"), name.endswith("*"), meaning, below))
    return tuple(found)


@cache
def _file(form: Form, base: str, licence: str | None) -> Output:
    """The JSON Schema of a form, which no content changes; keys that it does not name may be added at any time."""
    whole = {"$schema": DIALECT}
    if base:
        whole["$id"] = f"{base}{path_of(form)}"
    whole |= {"title": form.title, "description": f"{form.files}（{form.schema}）"}
    body = _object(keys(form.table))
    body["properties"]["schema"] = {"const": form.schema}
    schema = whole | body | {"licence": licence}
    return json_file(path_of(form), schema, Phrase("{schema} 的格式说明", schema=form.schema))


def _object(found: Iterable[Key]) -> dict[str, Any]:
    form: dict[str, Any] = {"type": "object", "properties": {key.name: _value(key) for key in found}}
    form["required"] = [key.name for key in found if not key.optional]
    return form


def _value(key: Key) -> dict[str, Any]:
    """What a key may hold."""
    match key.type:
        case "any":
            form: dict[str, Any] = {}
        case "day":
            form = {"type": "string", "format": "date"}
        case "strings" | "integers":
            form = {"type": "array", "items": {"type": key.type.removesuffix("s")}}
        case "objects":
            form = {"type": "array", "items": _object(key.keys)}
        case "object":
            form = _object(key.keys)
        case _:
            form = {"type": key.type}
    if key.nullable:
        form["type"] = [form["type"], "null"]
    return {"description": key.meaning, **form}
