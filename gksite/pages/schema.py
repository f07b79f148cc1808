"""The page that explains the data: each column of the tables, each key of the JSON files, each code."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from gksite.exports.data_package import GUARD, LISTS
from gksite.exports.json_schemas import Key, every, path_of, published
from gksite.exports.task_table import OF_AN_AGENCY
from gksite.model.outputs import Link, Output, PageInfo
from gksite.pages.data import DATA
from gksite.pages.views import COVERAGE_LABELS, HOME, KIND_LABELS, Views
from gksite.problems.problem import Phrase

SCHEMA = Link("字段说明", "data/schema/")
DEADLINE_KINDS = MappingProxyType(
    {
        "fixed": "原文写明的时间",
        "derived": "按惯例推定的日期，由原话和通知的年份推出，例如“年底前”",
        "recurring": "定期重复，例如“每季度”",
        "relative": "从某件事算起，例如“2个工作日内”；没有日期",
        "continuing": "长期、持续，例如“持续推进”；没有日期",
    }
)
"""The codes of time limits."""
STATUSES = MappingProxyType(
    {"有效": "现行有效", "已修改": "以后的文件改过", "失效": "已经失去效力", "废止": "已经宣布废止"}
)
"""The words for validity."""
ROLES = MappingProxyType({"lead": "牵头", "support": "责任、协办、配合"})
"""The codes of roles."""
TYPES = MappingProxyType(
    {
        "string": "文字",
        "integer": "整数",
        "day": "日期",
        "date": "日期",
        "datetime": "日期和时间",
        "boolean": "是或否",
        "object": "对象",
        "objects": "对象的列表",
        "strings": "文字的列表",
        "integers": "整数的列表",
        "any": "任意",
    }
)
"""What types are called."""


def pages(views: Views) -> Iterator[Output]:
    """One page."""
    tables: list[tuple[str, Mapping[str, str]]] = [
        ("时限的类别", DEADLINE_KINDS),
        ("角色", ROLES),
        ("单位的类别", KIND_LABELS),
        ("统称包括的单位", {str(word): label for word, label in COVERAGE_LABELS.items()}),
    ]
    if views.site.config.lang == "zh":  # these codes are Chinese words themselves
        tables.append(("有效性", STATUSES))
    forms = []
    for form in published(views.site):
        rows = tuple((key.path, _type(key, views), key.meaning) for key in every(form.table))
        forms.append((form, views.downloads(path_of(form)), rows))
    data = {
        "columns": tuple((column, views.tr(TYPES[column.type])) for column in OF_AN_AGENCY),
        "rules": (GUARD, LISTS),
        "codes": tuple(tables),
        "forms": tuple(forms),
    }
    info = PageInfo("schema", SCHEMA.text, SCHEMA.url, crumbs=(HOME, DATA))
    yield Output(f"{SCHEMA.url}index.html", "pages/schema.html", info, data, origin=Phrase("字段说明页"))


def _type(key: Key, views: Views) -> str:
    name = views.tr(TYPES[key.type])
    if key.nullable:
        return views.tr("{type}或 null").format(type=name)
    if key.optional:
        return views.tr("{type}，可以没有").format(type=name)
    return name
