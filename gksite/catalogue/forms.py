"""Both forms in which a catalogue is published, as tables of texts.

基层政务公开标准目录 as it was laid out for the trial fields, and 主动公开事项目录 in nine columns.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gksite.catalogue.bases import printed
from gksite.catalogue.channels import boxes
from gksite.model.catalogue import EVERYBODY, LEVELS, Catalogue, CatalogueRow

UNSTATED = "未注明"
"""What is shown of a fact that nobody has entered."""
TICK = "√"
STANDARD, ITEMS = "基层政务公开标准目录", "主动公开事项目录"


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column: the heading over several, blank where it has none, its own, and its width in letters."""

    group: str
    name: str
    width: int
    text: Callable[[CatalogueRow], str]


@dataclass(frozen=True, slots=True)
class PublicForm:
    """A form with its columns and the rows that may stand in it."""

    title: str
    columns: tuple[FormColumn, ...]
    rows: tuple[CatalogueRow, ...]

    def texts(self, row: CatalogueRow) -> tuple[str, ...]:
        """What the columns say of a row."""
        return tuple(column.text(row) for column in self.columns)

    @property
    def has_groups(self) -> bool:
        """Whether its head has two rows."""
        return any(column.group for column in self.columns)


def standard(catalogue: Catalogue) -> PublicForm:
    """基层政务公开标准目录: what is open to all, and what may be asked for."""
    rows = tuple(row for row in catalogue.record.rows if row.is_listed)
    columns = [
        FormColumn("公开事项", "一级事项", 12, lambda row: row.matter),
        FormColumn("公开事项", "二级事项", 14, lambda row: row.detail or row.matter),
        FormColumn("", "公开内容（要素）", 34, lambda row: row.content or UNSTATED),
        FormColumn("", "公开依据", 34, _bases),
        FormColumn("", "公开时限", 16, lambda row: row.time_limit or UNSTATED),
        FormColumn("", "公开主体", 14, lambda row: row.agency or UNSTATED),
        FormColumn("", "公开渠道和载体", 34, _channels),
        FormColumn("公开对象", EVERYBODY, 8, lambda row: _tick(_is_for_all(row))),
        FormColumn("公开对象", "特定群体", 10, _group),
        FormColumn("公开方式", "主动", 6, lambda row: _tick(row.is_open)),
        FormColumn("公开方式", "依申请", 8, lambda row: _tick(not row.is_open)),
        *_levels(rows),
    ]
    return PublicForm(STANDARD, tuple(columns), rows)


def items(catalogue: Catalogue, pages: Callable[[CatalogueRow], Iterable[str]]) -> PublicForm:
    """主动公开事项目录: what is open to all, with the addresses of its pages."""
    columns = (
        FormColumn("", "事项名称", 20, lambda row: row.detail or row.matter),
        FormColumn("", "事项类别", 14, lambda row: row.matter),
        FormColumn("", "公开内容", 34, lambda row: row.content or UNSTATED),
        FormColumn("", "公开依据", 34, _bases),
        FormColumn("", "条款内容", 40, _words),
        FormColumn("", "公开渠道", 16, lambda row: "\n".join(row.channels) or UNSTATED),
        FormColumn("", "公开时限", 16, lambda row: row.time_limit or UNSTATED),
        FormColumn("", "公开责任", 18, responsible),
        FormColumn("", "链接地址", 28, lambda row: "\n".join(pages(row)) or UNSTATED),
    )
    return PublicForm(ITEMS, columns, tuple(row for row in catalogue.record.rows if row.is_open))


def responsible(row: CatalogueRow) -> str:
    """Who has to publish: the agency with its office."""
    return f"{row.agency or ''}{row.owner or ''}" or UNSTATED


def _levels(rows: Iterable[CatalogueRow]) -> list[FormColumn]:
    """The columns of 公开层级: county and township always, others where a row has them."""
    used = {level for row in rows for level in row.levels}
    columns = []
    for level in LEVELS:
        if level in used or level in LEVELS[:2]:
            columns.append(FormColumn("公开层级", level, 8, _has_level(level)))
    return columns


def _has_level(level: str) -> Callable[[CatalogueRow], str]:
    return lambda row: _tick(level in row.levels)


def _tick(is_so: bool) -> str:
    return TICK if is_so else ""


def _is_for_all(row: CatalogueRow) -> bool:
    return row.audience == EVERYBODY


def _group(row: CatalogueRow) -> str:
    """Whom it is for, where that is not everybody."""
    if row.audience is None or _is_for_all(row):
        return ""
    if row.audience == "特定群体":
        return TICK
    return row.audience


def _channels(row: CatalogueRow) -> str:
    if not row.channels:
        return UNSTATED
    return boxes(row.channels)


def _bases(row: CatalogueRow) -> str:
    return "\n".join(map(printed, row.basis)) or UNSTATED


def _words(row: CatalogueRow) -> str:
    """The words of the clauses; several say of which they are."""
    stated = [basis for basis in row.basis if basis.text]
    if len(row.basis) == 1 and stated:
        return stated[0].text or ""
    return "\n".join(f"{printed(basis)}：{basis.text}" for basis in stated) or UNSTATED
