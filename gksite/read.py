"""content/ → records: every file read, every shape checked, everything that is not public left behind."""

import codecs
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from gksite.documents.files import LARGEST_SOURCE, UNREADABLE, read_bytes, reason, relative
from gksite.documents.shapes import Entry, read_entry, read_notice
from gksite.documents.text_file import read_text
from gksite.documents.yaml_reader import Document
from gksite.model.records import PUBLIC, NoticeFields, NoticeRecord, RegistryRecord
from gksite.model.site import ContentPage, SourceFile
from gksite.model.walk import walk_doubts
from gksite.problems.problem import Code, Level, Location, Phrase, Problems, RequestError, did_you_mean
from gksite.text.hidden import hidden
from gksite.text.names import is_id, near

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


FOLDERS = {"notices": ".yaml", "agencies": ".yaml", "pages": ".md", "sources": ""}

ID_IS_FILE_NAME = Code(
    "GK104",
    "{key} 是“{id}”，与文件名“{name}”不同",
    why="编号就是网址；与文件名一致，才能一眼找到一个网址对应的文件。",
    mend="把文件名或编号改一个，使两者相同。已经公布过的网址不要改。",
)
BAD_FILE_NAME = Code(
    "GK105",
    "文件名“{name}”不能作网址",
    why="文件名就是网址的一部分，只能用小写英文字母、数字和单个连字符。",
    mend="改名，例如 quanzhou-2018.yaml、about.md。",
)
UNUSED_FILE = Code(
    "GK106",
    "此文件不会被使用{hint}",
    why="content/ 里只有 notices、agencies 中的 .yaml，pages 中的 .md，以及 sources 中的来源文件进入网站。",
    mend="检查文件夹名和扩展名是否写对；无关的文件请移走。",
    level=Level.WARNING,
)
NO_HEADING = Code(
    "GK107",
    "页面没有标题",
    why="页面的标题取自第一行，写成“# 标题”。",
    mend="把第一行写成“# ”加标题。",
)
HIDDEN = Code(
    "GK108",
    "含有不可见的控制字符 U+{number}",
    why="看不见的字符会让网页出错，或让文字显示得与实际不同。",
    mend="把这一行重新输入一遍，不要从别处粘贴。",
)
WRONG_SUFFIX = Code(
    "GK109",
    "扩展名应是 {wanted}",
    why="扩展名不对的文件不会被读取，其中的内容就会悄悄缺失。",
    mend="改名；不需要这个文件时把它移走。",
)
NOT_PUBLIC = Code(
    "GK701",
    "公开属性是“{disclosure}”，不是“主动公开”，这份通知不会出现在网站的任何地方",
    why="只有主动公开的信息才能发布；其余的连标题、来源文件和数据都不输出。",
    mend="如果应当公开，请核对文件上的公开属性后改为“主动公开”。",
    clause="《中华人民共和国政府信息公开条例》第十四条至第十七条",
    level=Level.WARNING,
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
    if not content.is_dir():
        raise RequestError("没有找到内容文件夹 {folder}", folder=content)
    root = content.parent
    files = {folder: list(_files(content, folder, problems)) for folder in FOLDERS}
    _note_strangers(content, problems)
    notices, drafts = [], []
    for path in files["notices"]:
        entry = _named(read_notice(path, root, problems, within=root / "content"), "id", path, problems)
        if entry is None:
            continue
        _count_doubts(entry, problems)
        if not isinstance(entry.record, NoticeRecord):
            drafts.append(entry)
        elif _is_public(entry.document, entry.record, problems):
            notices.append(Entry(entry.document, entry.record))
    registries = _registries(files["agencies"], root, problems)
    pages = [_page(path, root, problems) for path in files["pages"]]
    known = tuple(page for page in pages if page is not None)
    sources = _sources(notices, content, problems)
    hidden = {path.stem for path in files["notices"]} - {entry.record.id for entry in notices}
    return Records(tuple(notices), tuple(drafts), registries, known, sources, frozenset(hidden))


def read_registries(content: Path, problems: Problems) -> tuple[Entry[RegistryRecord], ...]:
    """The registries of agencies alone; none where the folder does not exist."""
    return _registries(_files(content, "agencies", problems), content.parent, problems)


def _registries(paths: Iterable[Path], root: Path, problems: Problems) -> tuple[Entry[RegistryRecord], ...]:
    entries = []
    for path in paths:
        entry = read_entry(RegistryRecord, path, root, problems, within=root / "content")
        entries.append(_named(entry, "jurisdiction", path, problems))
    return tuple(entry for entry in entries if entry is not None)


def _entries(folder: Path, root: Path, problems: Problems) -> list[Path]:
    try:
        return sorted(Path(e.path) for e in os.scandir(folder) if not e.name.startswith((".", "~")))
    except OSError as error:
        problems.add(UNREADABLE, Location(relative(folder, root)), reason=reason(error))
        return []


def _files(content: Path, folder: str, problems: Problems) -> Iterator[Path]:
    """The files of one folder that belong there, the strangers noted."""
    if not os.path.lexists(content / folder) or folder == "sources":
        return
    for path in _entries(content / folder, content.parent, problems):
        place = Location(relative(path, content.parent))
        if path.suffix != FOLDERS[folder] or path.is_dir():
            if path.suffix.lower() in (".yml", ".yaml", ".md", ".markdown"):
                problems.add(WRONG_SUFFIX, place, wanted=FOLDERS[folder])
            else:
                problems.add(UNUSED_FILE, place, hint=Phrase(""))
        elif not is_id(path.stem):
            problems.add(BAD_FILE_NAME, place, name=path.stem)
        else:
            yield path


def _note_strangers(content: Path, problems: Problems) -> None:
    for path in _entries(content, content.parent, problems):
        if path.name not in FOLDERS:
            hint = did_you_mean(near(path.name, FOLDERS, most=1))
            problems.add(UNUSED_FILE, Location(relative(path, content.parent)), hint=hint)


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


def _page(path: Path, root: Path, problems: Problems) -> ContentPage | None:
    document = read_text(path, root, problems, within=root / "content")
    if document is None:
        return None
    first, _, rest = document.text.lstrip("\n").partition("\n")
    if not first.startswith("# ") or not first[2:].strip():
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
        if source.file not in found:
            data = _source_bytes(content / "sources" / source.file, entry.document, content, problems)
            if data is None:
                continue
            found[source.file] = SourceFile(
                source.file, hashlib.sha256(data).hexdigest(), data, _lines(source.file, data)
            )
        if (actual := found[source.file].sha256) != source.sha256:
            place = entry.document.location(("source", "sha256"))
            problems.add(CHANGED_SOURCE, place, file=source.file, actual=actual)
    return found


def _source_bytes(path: Path, document: Document, content: Path, problems: Problems) -> bytes | None:
    if not os.path.lexists(path):
        known = []
        if path.parent.is_dir():
            known = [entry.name for entry in _entries(path.parent, content.parent, problems)]
        place = document.location(("source", "file"))
        problems.add(MISSING_SOURCE, place, file=path.name, hint=did_you_mean(near(path.name, known, most=1)))
        return None
    return read_bytes(path, content.parent, problems, within=content / "sources", limit=LARGEST_SOURCE)


MISSING_SOURCE = Code(
    "GK205",
    "content/sources/ 中没有来源文件 {file}{hint}",
    why="每份通知的来源文件供读者核对原文。",
    mend="把收到的原文件放进 content/sources/，或改正文件名。",
)


def _lines(name: str, data: bytes) -> tuple[str, ...] | None:
    """The lines of a text source, counted as editors' programs count them; None for any other kind of file."""
    if not name.lower().endswith(".txt"):
        return None
    text = _text(data)
    if text is None:
        return None
    return tuple(text.replace("\r\n", "\n").removesuffix("\n").split("\n"))


def _text(data: bytes) -> str | None:
    """A text as the programs of editors save it: in UTF-8, in UTF-16 with its mark, or in GB18030."""
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encodings = ("utf-16",) if marked else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "gb18030" or "\0" not in text:  # bytes of any kind can be GB18030
            return text
    return None
