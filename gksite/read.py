"""content/ → records: every file read, every shape checked, everything that is not public left behind."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from gksite.attachments import read_attachments
from gksite.documents.files import LARGEST_SOURCE, is_inside, read_bytes
from gksite.documents.folders import FOLDERS, LEDGER, entries, files_in, is_readable, note_strangers
from gksite.documents.shapes import Entry, read_entry, read_notice
from gksite.documents.text_file import read_text, source_lines
from gksite.documents.yaml_reader import Document
from gksite.model.ledger import LedgerRecord
from gksite.model.records import CLOSED, PUBLIC, NamedFile, NoticeFields, NoticeRecord, RegistryRecord
from gksite.model.site import Attachment, ContentPage, SourceFile
from gksite.model.verified import NOTHING, VerifiedRecord
from gksite.model.walk import KeyPath, walk_doubts
from gksite.problems.problem import Code, Level, Location, Phrase, Problems, RequestError, did_you_mean
from gksite.read_column import NO_COLUMN, ColumnRecords, read_column
from gksite.text.hidden import hidden, is_blank
from gksite.text.markings import is_request, meaning_of
from gksite.text.names import near

R = TypeVar("R", NoticeFields, RegistryRecord)


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


ID_IS_FILE_NAME = Code(
    "GK104",
    "{key} 是“{id}”，与文件名“{name}”不同",
    why="编号就是网址；与文件名一致，才能一眼找到一个网址对应的文件。",
    mend="把文件名或编号改一个，使两者相同。已经公布过的网址不要改。",
)
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
NOT_PUBLIC = Code(
    "GK701",
    "公开属性是“{disclosure}”，不是“主动公开”，这份通知不会出现在网站的任何地方",
    why="只有主动公开的信息才能发布；其余的连标题、来源文件和数据都不输出。",
    mend="如果应当公开，请核对文件上的公开属性后改为“主动公开”。",
    clause="《中华人民共和国政府信息公开条例》第十四条至第十七条",
    level=Level.WARNING,
)
UNKNOWN_DISCLOSURE = Code(
    "GK708",
    "公开属性“{disclosure}”不是规定的三种之一（主动公开、依申请公开、不予公开）{hint}",
    why="公开属性决定一份通知能不能发布；写法不同的词，程序不猜测它的意思。",
    mend="核对文件上印的公开属性，照提示改写；文件上没有印的，由负责信息公开审查的人确定。",
    clause="《中华人民共和国政府信息公开条例》第十三条至第十七条",
)
DRAFT = Code(
    "GK702",
    "草稿，没有发布；{rest}",
    why="导入的内容要有人对照来源核对过才能公开；草稿的任何内容都不会出现在网站上。",
    mend="逐处核对 doubts：问题已解决的删去那一条，或写上 settled: {by: 姓名, on: 日期}；都定了再删去 draft: true。",
    level=Level.WARNING,
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
    notices, drafts = [], []
    for path in files["notices"]:
        entry = _named(read_notice(path, root, problems, within=root / "content"), "id", path, problems)
        if entry is None:
            continue
        _count_doubts(entry, problems)
        is_known = has_known_disclosure(entry.document, entry.record, problems)
        if not isinstance(entry.record, NoticeRecord):
            drafts.append(entry)
        elif is_known and _is_public(entry.document, entry.record, problems):
            notices.append(Entry(entry.document, entry.record))
    registries = _registries(files["agencies"], root, problems)
    pages = [_page(path, root, problems) for path in files["pages"]]
    known = tuple(page for page in pages if page is not None)
    sources = _sources(notices, content, problems)
    hidden = {path.stem for path in files["notices"]} - {entry.record.id for entry in notices}
    return Records(
        tuple(notices),
        tuple(drafts),
        registries,
        known,
        sources,
        frozenset(hidden),
        read_attachments(content, problems),
        _ledger(content, problems),
        column=read_column(content, problems),
    )


def _ledger(content: Path, problems: Problems) -> Entry[LedgerRecord] | None:
    if not os.path.lexists(content / LEDGER):
        return None
    return read_entry(LedgerRecord, content / LEDGER, content.parent, problems, within=content)


def read_registries(content: Path, problems: Problems) -> tuple[Entry[RegistryRecord], ...]:
    """The registries of agencies alone; none where the folder does not exist."""
    return _registries(files_in(content, "agencies", problems), content.parent, problems)


def _registries(paths: Iterable[Path], root: Path, problems: Problems) -> tuple[Entry[RegistryRecord], ...]:
    entries = []
    for path in paths:
        entry = read_entry(RegistryRecord, path, root, problems, within=root / "content")
        entries.append(_named(entry, "jurisdiction", path, problems))
    return tuple(entry for entry in entries if entry is not None)


def _named(entry: Entry[R] | None, key: str, path: Path, problems: Problems) -> Entry[R] | None:
    """The entry, noted where its record is named otherwise than its file; a draft may have no name yet."""
    id = getattr(entry.record, key) if entry else None
    if entry and id not in (path.stem, None):
        problems.add(ID_IS_FILE_NAME, entry.document.location((key,)), key=key, id=id, name=path.stem)
    return entry


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


def _is_public(document: Document, record: NoticeRecord, problems: Problems) -> bool:
    if record.disclosure == PUBLIC:
        return True
    problems.add(NOT_PUBLIC, document.location(("disclosure",)), disclosure=record.disclosure)
    return False


def has_known_disclosure(document: Document, record: NoticeFields, problems: Problems) -> bool:
    """Whether the disclosure of a notice or draft is one of the three words, or still empty; any other is noted."""
    stated = record.disclosure
    if stated is None or stated == PUBLIC or stated in CLOSED:
        return True
    hint = did_you_mean(_meant(stated))
    problems.add(UNKNOWN_DISCLOSURE, document.location(("disclosure",)), disclosure=stated, hint=hint)
    return False


def _meant(stated: str) -> list[str]:
    """The known word that another one for disclosure means, or that it looks like."""
    meaning = meaning_of(stated)
    if meaning == "open":
        return [PUBLIC]
    if meaning is not None:
        on_request, never = CLOSED
        return [on_request if is_request(stated) else never]
    return near(stated, (PUBLIC, *CLOSED), most=1, cutoff=_LIKE)


_LIKE = 0.4
"""How much a word is like the one that was meant, of so few characters."""


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
