"""content/ → records: every file read, every shape checked, everything that is not public left behind."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from gksite.attachments import read_attachments
from gksite.documents.files import LARGEST_SOURCE, is_inside, read_bytes
from gksite.documents.folders import (
    COMPARISONS,
    DOCUMENTS,
    FOLDERS,
    IPV6,
    LEDGER,
    SYNONYMS,
    TOPICS,
    entries,
    files_in,
    is_readable,
    note_strangers,
)
from gksite.documents.release_key import read_release_key
from gksite.documents.shapes import Entry, named, read_entry, read_notice, read_optional
from gksite.documents.text_file import read_text, source_lines
from gksite.documents.yaml_reader import Document
from gksite.model.comparisons import ComparisonsRecord
from gksite.model.documents import DocumentsRecord
from gksite.model.ipv6 import IPv6Record
from gksite.model.ledger import LedgerRecord
from gksite.model.records import NamedFile, NoticeFields, NoticeRecord, RegistryRecord
from gksite.model.release_key import ReleaseKey
from gksite.model.site import Attachment, ContentPage, SourceFile
from gksite.model.synonyms import SynonymsRecord
from gksite.model.topics import TopicsRecord
from gksite.model.verified import NOTHING, VerifiedRecord
from gksite.model.walk import KeyPath, walk_doubts
from gksite.problems.problem import Code, Location, Phrase, Problems, RequestError, did_you_mean
from gksite.public import DRAFT, has_known_disclosure, is_public
from gksite.read_column import NO_COLUMN, ColumnRecords, read_column
from gksite.text.hidden import hidden, is_blank
from gksite.text.names import near
from gksite.withheld import without_withheld


@dataclass(frozen=True, slots=True)
class Records:
    """All of content/: public notices, drafts, registries, pages, and the source files of the public by name."""

    notices: tuple[Entry[NoticeRecord], ...]
    drafts: tuple[Entry[NoticeFields], ...]
    registries: tuple[Entry[RegistryRecord], ...]
    pages: tuple[ContentPage, ...]
    sources: dict[str, SourceFile]
    hidden: frozenset[str] = frozenset()
    """The names of the files of drafts and closed notices, which nothing public may show."""
    attachments: tuple[Attachment, ...] = ()
    ledger: Entry[LedgerRecord] | None = None
    verified: VerifiedRecord = NOTHING
    column: ColumnRecords = NO_COLUMN
    release_key: ReleaseKey | None = None
    ipv6: Entry[IPv6Record] | None = None
    documents: Entry[DocumentsRecord] | None = None
    topics: Entry[TopicsRecord] | None = None
    comparisons: Entry[ComparisonsRecord] | None = None
    synonyms: Entry[SynonymsRecord] | None = None

    def source_of(self, notice: NoticeFields) -> SourceFile | None:
        """The file that a notice was transcribed from, as read; None where it names none or it is missing.

        It has the copy that is published in its place; without that, where one is named, it must not leave.
        """
        named = notice.received
        source = self.sources.get(named.file) if named else None
        if named is None or source is None or named.published is None:
            return source
        copy = self.sources.get(named.published.file)
        return replace(source, published=copy) if copy else None

    @property
    def closed_addresses(self) -> frozenset[str]:
        """Where the pages of what is hidden would stand."""
        items = {f"items/{id}/" for id in self.column.hidden}
        compared = self.comparisons.record.comparisons if self.comparisons else ()
        comparisons = {f"compare/{each.id}/" for each in compared}  # one that is not shown is a draft, or lacks tasks
        return frozenset(items | comparisons | {f"notices/{id}/" for id in self.hidden})


NO_HEADING = Code(
    "GK107",
    "页面没有标题",
    why="页面的标题取自第一行，写成“# 标题”。",
    mend="把第一行写成“# ”加标题。",
)
HIDDEN = Code(
    "GK108",
    "含有看不见的字符 U+{number}",
    why="看不见的字符会让网页出错，或让文字显示得与实际不同。",
    mend="把这一行重新输入一遍，不要从别处粘贴。",
)
OPEN_DOUBTS = Code(
    "GK703",
    "这份通知不是草稿，却还有 {count} 处待定",
    why="没有人核对过的内容不能公开。",
    mend="核对后删去这一条，或写上 settled: {by: 姓名, on: 日期}；还没有核对完的，写上 draft: true。",
)
CHANGED_SOURCE = Code(
    "GK206",
    "来源文件 {file} 的 SHA-256 与此处记录的不同，文件已被改动或不是同一份；现在是 {actual}",
    why="来源按收到时的原样保存，读者据此核对；改动过就失去了证明作用。",
    mend="恢复原来的文件；确需更换来源时，核对全文后再更新 sha256。",
)


def read(content: Path, problems: Problems) -> Records:
    """All records of a content folder, problems noted. Raises RequestError where the folder does not exist."""
    if not os.path.lexists(content):
        raise RequestError(
            "没有找到内容文件夹 {folder}；请把它放回门户里，新的门户先建好 content/notices/", folder=content
        )
    root = content.parent
    if not (is_inside(content, root, problems) and is_readable(content, root, problems)):
        problems.gate()
    files = {folder: list(files_in(content, folder, problems)) for folder in FOLDERS}
    note_strangers(content, problems)
    notices, drafts, closed = [], [], list[NoticeFields]()
    for path in files["notices"]:
        entry = named(read_notice(path, root, problems, within=root / "content"), "id", path, problems)
        if entry is None:
            continue
        _count_doubts(entry, problems)
        is_known = has_known_disclosure(entry.document, entry.record, problems)
        if not isinstance(entry.record, NoticeRecord):
            drafts.append(entry)
        elif is_known and is_public(entry.document, entry.record, problems):
            notices.append(Entry(entry.document, entry.record))
            continue
        closed.append(entry.record)
    registries = _registries(files["agencies"], root, problems)
    pages = [_page(path, root, problems) for path in files["pages"]]
    known = tuple(page for page in pages if page is not None)
    sources = _sources(notices, content, problems)
    hidden = {path.stem for path in files["notices"]} - {entry.record.id for entry in notices}
    column = read_column(content, files["items"], files["reports"], files["pages"], problems)
    return Records(
        tuple(notices),
        tuple(drafts),
        registries,
        known,
        sources,
        frozenset(hidden),
        without_withheld(
            read_attachments(content, problems),
            [*closed, *(entry.record for entry in column.closed)],
            [*(entry.record for entry in notices), *(entry.record for entry in column.items)],
            [page.markdown for page in known],
        ),
        read_optional(LedgerRecord, content / LEDGER, problems),
        column=column,
        release_key=read_release_key(content, problems),
        ipv6=read_optional(IPv6Record, content / IPV6, problems),
        documents=read_optional(DocumentsRecord, content / DOCUMENTS, problems),
        topics=read_optional(TopicsRecord, content / TOPICS, problems),
        comparisons=read_optional(ComparisonsRecord, content / COMPARISONS, problems),
        synonyms=read_optional(SynonymsRecord, content / SYNONYMS, problems),
    )


def read_registries(content: Path, problems: Problems) -> tuple[Entry[RegistryRecord], ...]:
    """The registries of agencies alone; none where the folder does not exist."""
    return _registries(files_in(content, "agencies", problems), content.parent, problems)


def _registries(paths: Iterable[Path], root: Path, problems: Problems) -> tuple[Entry[RegistryRecord], ...]:
    entries = []
    for path in paths:
        entry = read_entry(RegistryRecord, path, root, problems, within=root / "content")
        entries.append(named(entry, "jurisdiction", path, problems))
    return tuple(entry for entry in entries if entry is not None)


def _count_doubts(entry: Entry[NoticeFields], problems: Problems) -> None:
    """Say how many doubts of a draft are open; those of any other notice are in the way."""
    open_doubts = [key_path for key_path, doubt in walk_doubts(entry.record) if doubt.settled is None]
    count = len(open_doubts)
    if not entry.record.draft:
        if count:
            problems.add(OPEN_DOUBTS, entry.document.location(open_doubts[0]), count=count)
        return
    rest = Phrase("还有 {count} 处待定", count=count) if count else Phrase("没有待定的了")
    problems.add(DRAFT, entry.document.location(("draft",), key=True), rest=rest)


def _page(path: Path, root: Path, problems: Problems) -> ContentPage | None:
    document = read_text(path, root, problems, within=root / "content")
    if document is None:
        return None
    first, _, rest = document.text.lstrip("\n").partition("\n")
    if not first.startswith("# ") or is_blank(first[2:]):
        problems.add(NO_HEADING, Location(document.path, 1))
        return None
    if found := hidden(document.text):
        place = Location(document.path, document.text.count("\n", 0, found.start()) + 1)
        problems.add(HIDDEN, place, number=f"{ord(found.group()):04X}")
        return None
    return ContentPage(path.stem, first[2:].strip(), rest, document.path)


def _sources(notices: list[Entry[NoticeRecord]], content: Path, problems: Problems) -> dict[str, SourceFile]:
    """The source files that public notices name, each read once; a missing or changed one is noted."""
    found: dict[str, SourceFile] = {}
    for entry in notices:
        source = entry.record.received
        if source is None:
            continue
        _take_source(source, ("source",), entry.document, content, found, problems)
        if source.published is not None:
            _take_source(source.published, ("source", "published"), entry.document, content, found, problems)
    return found


def _take_source(
    named: NamedFile,
    key_path: KeyPath,
    document: Document,
    content: Path,
    found: dict[str, SourceFile],
    problems: Problems,
) -> None:
    """Read a file that a notice names unless that was done; note that it is missing, or not the one that was meant."""
    if named.file not in found:
        place = document.location((*key_path, "file"))
        data = _source_bytes(content / "sources" / named.file, place, content, problems)
        if data is None:
            return
        lines = source_lines(named.file, data)
        found[named.file] = SourceFile(named.file, hashlib.sha256(data).hexdigest(), data, lines)
    if (actual := found[named.file].sha256) != named.sha256:
        place = document.location((*key_path, "sha256"))
        problems.add(CHANGED_SOURCE, place, file=named.file, actual=actual)


def _source_bytes(path: Path, place: Location, content: Path, problems: Problems) -> bytes | None:
    if not os.path.lexists(path) and is_inside(path.parent, content, Problems()):
        known = []
        if path.parent.is_dir():
            known = [entry.name for entry in entries(path.parent, content.parent, problems)]
        problems.add(MISSING_SOURCE, place, file=path.name, hint=did_you_mean(near(path.name, known, most=1)))
        return None
    return read_bytes(path, content.parent, problems, within=content / "sources", limit=LARGEST_SOURCE)


MISSING_SOURCE = Code(
    "GK205",
    "content/sources/ 中没有来源文件 {file}{hint}",
    why="每份通知的来源文件供读者核对原文。",
    mend="把收到的原文件放进 content/sources/，或改正文件名。",
)
