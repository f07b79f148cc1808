"""The catalogue: what each matter lacks, words that are none of the known, doubles, duties, and pages without a row."""

from collections.abc import Iterator
from datetime import timedelta

from gksite.catalogue.channels import channel, is_channel
from gksite.catalogue.due import duties, is_overdue, is_soon
from gksite.catalogue.full_sheet import COLUMNS
from gksite.catalogue.linking import dates, shown_items
from gksite.catalogue.words import attribute, level
from gksite.documents.shapes import Entry
from gksite.inspection.inspected import Inspected
from gksite.ledger.index_codes import is_numbered_here
from gksite.model.catalogue import CHANNELS, DISCLOSURES, LEVELS, CatalogueRecord, CatalogueRow
from gksite.model.disclosure import DisclosureRecord
from gksite.model.items import ItemRecord
from gksite.model.walk import KeyPath
from gksite.problems.problem import Code, Level, Phrase, Problem, Problems, Waivable, did_you_mean
from gksite.registry.agencies import DUPLICATE_ID, UNKNOWN_JURISDICTION, Registry, resolver
from gksite.text.names import fold_name, near

_FORM = "《国务院办公厅关于全面推进基层政务公开标准化规范化工作的指导意见》（国办发〔2019〕54号）"
NO_PAGE = Code(
    "GK680",
    "“{name}”没有对应的页面",
    why="目录里写着主动公开，网站上却没有内容，等于没有公开；检查目录时会逐条找页面。",
    mend="在 pages 里写上它的网址；还没有内容的，先发布内容；不该主动公开的，改正公开属性。",
    clause="《中华人民共和国政府信息公开条例》第十九条、第二十条",
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("G-19",),
)
LACKS = Code(
    "GK682",
    "“{name}”没有写{what}",
    why="底账的每一项都要说清楚公开什么、依据哪一条、什么时候、由哪个科室、从哪些渠道公开，缺了就没有人落实。",
    mend="在这一项里补上；不清楚的，问承办这一事项的科室。各项的键见编辑手册“底账”。",
    clause=_FORM,
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("G-19",),
)
UNKNOWN_WORD = Code(
    "GK683",
    "{what}“{word}”不是规定的写法{hint}",
    why="公开渠道、公开层级和公开属性都有规定的几种，写成别的，目录上就打不了勾。",
    mend="公开渠道照标准目录的十三种写，别的渠道写成“其他：某平台”；公开层级写县级、乡级或村级；"
    "公开属性写主动公开、依申请公开或不予公开。",
    clause=_FORM,
    rows=("G-19",),
)
TWICE = Code(
    "GK684",
    "“{name}”已经在 {first} 列过",
    why="同一个事项列两次，两处容易写得不一样，统计事项数也会多算。",
    mend="删去其中一项；确是两个事项的，在二级事项里写出区别。",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("G-19",),
)
CLOSED_WITH_PAGE = Code(
    "GK685",
    "“{name}”的公开属性是“{disclosure}”，却写着公开的页面",
    why="不主动公开的事项不应当有公开的页面；两处有一处写错了。",
    mend="应当公开的，把公开属性改为主动公开；不应当公开的，撤下那个页面，删去 pages。",
    clause="《中华人民共和国政府信息公开条例》第十三条至第十六条",
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("G-17", "G-19"),
)
NO_ROW = Code(
    "GK686",
    "“{title}”在法定主动公开内容里，目录中却没有对应的事项",
    why="目录要和公开的内容一一对应；有内容、没有事项，说明目录没有跟上。",
    mend="在 content/catalogue.yaml 相应事项的 pages 里写上它的网址 /items/编号/，或它所在栏目的网址 /columns/编号/；"
    "还没有这个事项的，添一项。",
    clause="《中华人民共和国政府信息公开条例》第十二条",
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("G-19",),
)
OVERDUE = Code(
    "GK687",
    "“{name}”应在 {due} 前更新，最近一次是 {last}（{owner}）",
    why="底账写明了更新周期，过了期就是该公开的没有公开。",
    mend="请责任科室发布新的内容，把它的网址加进 pages；周期写错了的，改正 update 或 due。",
    clause="《中华人民共和国政府信息公开条例》第二十六条",
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("G-10", "G-19"),
)
DUE_SOON = Code(
    "GK688",
    "“{name}”应在 {due} 前更新，还有 {days} 天（{owner}）",
    why="临近到期时提醒，还来得及准备。",
    mend="请责任科室准备新的内容；gksite catalogue due 按科室列出全部到期的事项。",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("G-19",),
)
NOT_CURRENT = Code(
    "GK689",
    "目录上次更新是 {day}，已超过 {days} 天",
    why="政府信息公开目录应当及时更新；机构和职责变了，目录也要跟着变。",
    mend="逐项核对目录以后，把 updated 写成核对的日期。多少天算久，在 site.yaml 的 limits.guide_days 里设置。",
    clause="《中华人民共和国政府信息公开条例》第十二条",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("G-10",),
)
NOT_DESCRIBED = Code(
    "GK690",
    "“{title}”在政府信息公开目录里缺少{what}",
    why="政府信息公开目录应当包括索引、名称、内容概述、生成日期等内容，一栏也不能空。",
    mend="在这个条目里补上：索引号写 index_code，内容概述写 summary，生成日期写 issued。",
    clause="《中华人民共和国政府信息公开条例》第十二条",
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("G-09",),
)
_REQUIRED = ("origin", "content", "basis", "audience", "time_limit", "update", "owner", "agency", "levels", "channels")
"""What every matter states."""
_DESCRIBED = {"index_code": "索引号", "summary": "内容概述"}
"""What 政府信息公开目录 says of an entry beside its name and its day."""


def check(inspected: Inspected) -> Iterator[Problem]:
    """The findings of a portal that has a catalogue."""
    entry = inspected.records.column.catalogue
    if entry is None:
        return
    registries = inspected.records.registries
    known = {other.record.jurisdiction for other in registries}
    if entry.record.jurisdiction not in known:
        hint = did_you_mean(near(entry.record.jurisdiction, known, most=1))
        place = entry.document.location(("jurisdiction",))
        yield Problem(UNKNOWN_JURISDICTION, place, name=entry.record.jurisdiction, hint=hint)
    else:
        yield from _unknown_agencies(entry, Registry(registries))
    yield from _currency(entry, inspected)
    for index, row in enumerate(entry.record.rows):
        yield from _lacking(entry, index, row)
        yield from _unknown_words(entry, index, row)
        yield from _contradictions(entry, index, row)
    yield from _doubles(entry)
    yield from _duties(entry, inspected)
    yield from _without_row(entry, inspected)


def _unknown_agencies(entry: Entry[CatalogueRecord], registry: Registry) -> list[Problem]:
    problems = Problems()
    resolve = resolver(registry, entry.record.jurisdiction, entry.document, problems)
    for index, row in enumerate(entry.record.rows):
        if row.agency is not None:
            resolve(row.agency, ("rows", index, "agency"))
    return problems.found


def _currency(entry: Entry[CatalogueRecord], inspected: Inspected) -> Iterator[Problem]:
    """Whether somebody has looked through the catalogue within the time that is set."""
    updated, days = entry.record.updated, inspected.settings.record.limits.guide_days
    if updated is not None and updated + timedelta(days=days) < inspected.today:
        yield Problem(NOT_CURRENT, entry.document.location(("updated",)), day=updated, days=days)


def _lacking(entry: Entry[CatalogueRecord], index: int, row: CatalogueRow) -> Iterator[Problem]:
    """What a row does not state."""
    location, path = entry.document.location, ("rows", index)
    for key in _REQUIRED:
        if not getattr(row, key):
            yield Problem(LACKS, location(path), name=row.name, what=Phrase(COLUMNS[key]))
    for number, basis in enumerate(row.basis):
        if basis.clause is None:
            what = Phrase("{basis}的条款", basis=basis.title)
            yield Problem(LACKS, location((*path, "basis", number)), name=row.name, what=what)
    if row.is_open and not row.pages:
        yield Problem(NO_PAGE, location(path), name=row.name)


def _unknown_words(entry: Entry[CatalogueRecord], index: int, row: CatalogueRow) -> Iterator[Problem]:
    """Words that are none of those from which a row may choose."""
    path: KeyPath = ("rows", index)
    for number, name in enumerate(row.channels):
        if not is_channel(name):
            yield _unknown(entry, (*path, "channels", number), "channels", name, [channel(name)], CHANNELS)
    for number, name in enumerate(row.levels):
        if name not in LEVELS:
            yield _unknown(entry, (*path, "levels", number), "levels", name, [level(name)], LEVELS)
    if row.disclosure not in DISCLOSURES:
        yield _unknown(
            entry, (*path, "disclosure"), "disclosure", row.disclosure, [attribute(row.disclosure)], DISCLOSURES
        )


def _unknown(
    entry: Entry[CatalogueRecord], path: KeyPath, key: str, word: str, meant: list[str | None], known: tuple[str, ...]
) -> Problem:
    """A word that is none, with the one that it means or looks like."""
    likely = [one for one in meant if one is not None] or near(fold_name(word), known, most=1)
    hint = did_you_mean(likely)
    return Problem(UNKNOWN_WORD, entry.document.location(path), what=Phrase(COLUMNS[key]), word=word, hint=hint)


def _contradictions(entry: Entry[CatalogueRecord], index: int, row: CatalogueRow) -> Iterator[Problem]:
    location, path = entry.document.location, ("rows", index)
    if attribute(row.disclosure) in DISCLOSURES[1:] and row.pages:
        place = location((*path, "disclosure"))
        yield Problem(CLOSED_WITH_PAGE, place, name=row.name, disclosure=row.disclosure)


def _doubles(entry: Entry[CatalogueRecord]) -> Iterator[Problem]:
    """Ids and matters that stand there twice."""
    ids: dict[str, int] = {}
    matters: dict[tuple[str, str], int] = {}
    location = entry.document.location
    for index, row in enumerate(entry.record.rows):
        if ids.setdefault(row.id, index) != index:
            first = str(location(("rows", ids[row.id], "id")))
            yield Problem(DUPLICATE_ID, location(("rows", index, "id")), id=row.id, first=first)
        what = (fold_name(row.matter), fold_name(row.detail or ""))
        if matters.setdefault(what, index) != index:
            first = str(location(("rows", matters[what], "matter")))
            yield Problem(TWICE, location(("rows", index, "matter")), name=row.name, first=first)


def _duties(entry: Entry[CatalogueRecord], inspected: Inspected) -> Iterator[Problem]:
    """What is overdue, and what soon is due."""
    catalogue = inspected.site.catalogue
    if catalogue is None:
        return
    for duty in duties(catalogue):
        place = entry.document.location(("rows", duty.index))
        owner = duty.row.owner or duty.row.agency or Phrase("责任科室未注明")
        if is_overdue(duty, inspected.today):
            yield Problem(OVERDUE, place, name=duty.row.name, due=duty.due, last=duty.last, owner=owner)
        elif is_soon(duty, inspected.today):
            days = (duty.due - inspected.today).days
            yield Problem(DUE_SOON, place, name=duty.row.name, due=duty.due, days=days, owner=owner)


def _without_row(entry: Entry[CatalogueRecord], inspected: Inspected) -> Iterator[Problem]:
    """Statutory items that no row names, themselves or by their column, and what the list lacks of them."""
    named = {page.partition("#")[0].strip("/") for row in entry.record.rows for page in row.pages}
    disclosure = inspected.records.column.disclosure
    known = dates(inspected.records)
    for item in shown_items(inspected.records):
        record = item.record
        if not _is_statutory(record, disclosure.record if disclosure else None):
            continue
        if not named & {f"items/{record.id}", f"columns/{record.column}"}:
            yield Problem(NO_ROW, item.document.location(("id",)), title=record.title)
        lacking = [Phrase(what) for key, what in _DESCRIBED.items() if getattr(record, key) is None]
        if record.index_code is None and is_numbered_here(record, inspected.settings.record, inspected.records):
            lacking = lacking[1:]  # is given out when the release is recorded
        if record.issued is None and f"/items/{record.id}/" not in known:
            lacking.append(Phrase("生成日期"))
        for what in lacking:
            yield Problem(NOT_DESCRIBED, item.document.location(()), title=record.title, what=what)


def _is_statutory(record: ItemRecord, disclosure: DisclosureRecord | None) -> bool:
    """Whether an item belongs to 法定主动公开内容: by its own class, or because the column names it."""
    if record.art20:
        return True
    if disclosure is None:
        return False
    items, columns = set[str](), set[str]()
    for part in disclosure.statutory:
        items.update(part.items)
        columns.update(part.columns)
    for local in disclosure.local:
        items.update(local.items)
        columns.update(local.columns)
    return record.id in items or record.column in columns
