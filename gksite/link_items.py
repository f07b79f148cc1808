"""Records → items of the site: column, issuer, attachments, interpretations and successors resolved."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from gksite.documents.shapes import Entry
from gksite.model.items import ItemRecord
from gksite.model.settings import Column, Config
from gksite.model.site import Attachment, Item, ItemFile, Notice, PortalColumn
from gksite.model.walk import KeyPath
from gksite.problems.problem import Code, Phrase, Problems, did_you_mean
from gksite.read import Records
from gksite.registry.agencies import UNKNOWN_JURISDICTION, Registry
from gksite.text.names import near
from gksite.withheld import published_path

UNKNOWN_COLUMN = Code(
    "GK650",
    "site.yaml 的 columns 里没有编号为“{name}”的栏目{hint}",
    why="每条信息都列在一个栏目里，读者从栏目找到它。",
    mend="改正编号；确是新栏目时，先在 site.yaml 的 columns 里加上它。",
)
MISSING_FILE = Code(
    "GK651",
    "content/files/ 中没有附件 {file}{hint}",
    why="附件与正文一同公布；缺了附件，读者下载时会看到“找不到页面”。",
    mend="把文件放进 content/files/，或改正这里的文件名；只写它在 content/files/ 里的名字，例如 budget-2026.xlsx。",
    clause="《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）可用性",
    rows=("D-6",),
)
UNKNOWN_ITEM = Code(
    "GK652",
    "没有编号为“{name}”的信息或通知{hint}",
    why="解读要指向它所解读的文件，被代替的文件要指向现行的文件。",
    mend="改正编号：它就是 content/items/ 或 content/notices/ 里的文件名；"
    "所解读的文件在别的网站上时，写进 interprets_outside。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）",
    rows=("D-12",),
)


def item_address(id: str) -> str:
    """The address of an item's page."""
    return f"items/{id}/"


def notice_address(id: str) -> str:
    """The address of a notice's page."""
    return f"notices/{id}/"


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What items are resolved against."""

    config: Config
    registry: Registry
    jurisdictions: frozenset[str]
    files: Mapping[str, Attachment]
    known: Mapping[str, str]
    """The address of each item and notice that is shown, by its id; an item's where both have one."""
    hidden: frozenset[str]


def link_items(
    config: Config, records: Records, registry: Registry, notices: Iterable[str], problems: Problems
) -> dict[str, Item]:
    """Every item by id, newest first; what does not resolve is noted and left out."""
    column = records.column
    known = {id: notice_address(id) for id in notices}
    known |= {entry.record.id: item_address(entry.record.id) for entry in column.items}
    around = _Surroundings(
        config,
        registry,
        frozenset(entry.record.jurisdiction for entry in records.registries),
        {file.path: file for file in records.attachments},
        known,
        column.hidden | records.hidden,
    )
    items = []
    for entry in column.items:
        item = _item(entry, around, problems)
        if item is not None:
            items.append(item)
    return {item.id: item for item in sorted(items, key=_newest_first)}


def _newest_first(item: Item) -> tuple[float, str]:
    return (-item.age, item.id)


def _item(entry: Entry[ItemRecord], around: _Surroundings, problems: Problems) -> Item | None:
    record, document = entry.record, entry.document
    columns = [column.id for column in around.config.columns]
    if record.column not in columns:
        hint = did_you_mean(near(record.column, columns, most=1))
        problems.add(UNKNOWN_COLUMN, document.location(("column",)), name=record.column, hint=hint)
        return None
    if record.jurisdiction not in around.jurisdictions:
        hint = did_you_mean(near(record.jurisdiction, around.jurisdictions, most=1))
        problems.add(UNKNOWN_JURISDICTION, document.location(("jurisdiction",)), name=record.jurisdiction, hint=hint)
        return None
    resolve = _resolver(entry, around, problems)
    interprets = [resolve(id, ("interprets", i)) for i, id in enumerate(record.interprets)]
    successor = None
    if record.superseded_by:
        successor = resolve(record.superseded_by, ("superseded_by",))
    issuer = None
    if record.issuer:
        issuer = around.registry.resolve(record.jurisdiction, record.issuer)
    files = _files(entry, around, problems)
    return Item(record, issuer, files, tuple(url for url in interprets if url), successor)


def _resolver(
    entry: Entry[ItemRecord], around: _Surroundings, problems: Problems
) -> Callable[[str, KeyPath], str | None]:
    """A function from the id that an item names to an address; None for itself, what is hidden, and what is noted."""

    def resolve(id: str, key_path: KeyPath) -> str | None:
        if id != entry.record.id and id in around.known:
            return around.known[id]
        if id in around.hidden:
            return None
        others = [other for other in around.known if other != entry.record.id]
        hint = did_you_mean(near(id, others, most=1))
        if id == entry.record.id:
            hint = Phrase("（这是它自己的编号）")
        problems.add(UNKNOWN_ITEM, entry.document.location(key_path), name=id, hint=hint)
        return None

    return resolve


def _files(entry: Entry[ItemRecord], around: _Surroundings, problems: Problems) -> tuple[ItemFile, ...]:
    found = []
    for i, attachment in enumerate(entry.record.attachments):
        path = published_path(attachment.file)
        if path in around.files:
            found.append(ItemFile(attachment, path, len(around.files[path].data)))
            continue
        names = [known.removeprefix("files/") for known in around.files]
        last = attachment.file.replace("\\", "/").rpartition("/")[2]
        hint = did_you_mean([last] if last in names else near(attachment.file, names, most=1))
        place = entry.document.location(("attachments", i, "file"))
        problems.add(MISSING_FILE, place, file=attachment.file, hint=hint)
    return tuple(found)


def interpretations(items: Iterable[Item]) -> dict[str, tuple[str, ...]]:
    """The interpretations of each document by its address, as addresses, newest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for item in items:
        for address in dict.fromkeys(item.interprets):
            found[address].append(item.url)
    return {address: tuple(urls) for address, urls in found.items()}


def portal_columns(config: Config, items: Mapping[str, Item], notices: Mapping[str, Notice]) -> dict[str, PortalColumn]:
    """Each column with what stands in it, newest first."""
    return {column.id: _column(column, items, notices) for column in config.columns}


def _column(column: Column, items: Mapping[str, Item], notices: Mapping[str, Notice]) -> PortalColumn:
    entries: list[Item | Notice] = [item for item in items.values() if item.record.column == column.id]
    if column.notices:
        entries += notices.values()
    entries.sort(key=lambda entry: (-entry.age, entry.id))
    return PortalColumn(column, tuple(entries))
