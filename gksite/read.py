"""content/ → records: every file read, every shape checked, everything that is not public left behind."""

import codecs
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from gksite.attachments import read_attachments
from gksite.documents.files import LARGEST_SOURCE, UNREADABLE, read_bytes, reason, relative
from gksite.documents.shapes import Entry, read_entry
from gksite.documents.text_file import read_text
from gksite.documents.yaml_reader import Document
from gksite.model.ledger import LedgerRecord
from gksite.model.records import PUBLIC, NoticeRecord, RegistryRecord
from gksite.model.site import Attachment, ContentPage, SourceFile
from gksite.problems.problem import Code, Level, Location, Phrase, Problems, RequestError, did_you_mean
from gksite.text.hidden import hidden
from gksite.text.names import is_id, near

R = TypeVar("R", NoticeRecord, RegistryRecord)


@dataclass(frozen=True, slots=True)
class Records:
    """All of content/: public notices, registries, pages, and the source files by name."""

    notices: tuple[Entry[NoticeRecord], ...]
    registries: tuple[Entry[RegistryRecord], ...]
    pages: tuple[ContentPage, ...]
    sources: dict[str, SourceFile]
    attachments: tuple[Attachment, ...] = ()
    ledger: Entry[LedgerRecord] | None = None
    closed: tuple[str, ...] = ()
    """The ids of notices that are not public."""


LEDGER = "ledger.yaml"
"""The file of what was published, beside the folders."""
FOLDERS = {"notices": ".yaml", "agencies": ".yaml", "pages": ".md", "sources": "", "files": ""}

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
    why="content/ 里只有 notices、agencies 中的 .yaml，pages 中的 .md，sources 中的来源文件，files 中的附件进入网站。",
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
    notices, closed = [], []
    for path in files["notices"]:
        entry = _record(NoticeRecord, "id", path, root, problems)
        if entry is not None and _public(entry, problems):
            notices.append(entry)
        elif entry is not None:
            closed.append(entry.record.id)
    registries = _registries(files["agencies"], root, problems)
    pages = [_page(path, root, problems) for path in files["pages"]]
    known = tuple(page for page in pages if page is not None)
    sources, attachments = _sources(notices, content, problems), read_attachments(content, problems)
    ledger = _ledger(content, problems)
    return Records(tuple(notices), registries, known, sources, attachments, ledger, tuple(closed))


def _ledger(content: Path, problems: Problems) -> Entry[LedgerRecord] | None:
    if not os.path.lexists(content / LEDGER):
        return None
    return read_entry(LedgerRecord, content / LEDGER, content.parent, problems, within=content)


def read_registries(content: Path, problems: Problems) -> tuple[Entry[RegistryRecord], ...]:
    """The registries of agencies alone; none where the folder does not exist."""
    return _registries(_files(content, "agencies", problems), content.parent, problems)


def _registries(paths: Iterable[Path], root: Path, problems: Problems) -> tuple[Entry[RegistryRecord], ...]:
    entries = [_record(RegistryRecord, "jurisdiction", path, root, problems) for path in paths]
    return tuple(entry for entry in entries if entry is not None)


def _entries(folder: Path, root: Path, problems: Problems) -> list[Path]:
    try:
        return sorted(Path(e.path) for e in os.scandir(folder) if not e.name.startswith((".", "~")))
    except OSError as error:
        problems.add(UNREADABLE, Location(relative(folder, root)), reason=reason(error))
        return []


def _files(content: Path, folder: str, problems: Problems) -> Iterator[Path]:
    """The files of one folder that belong there, the strangers noted."""
    if not os.path.lexists(content / folder) or folder in ("sources", "files"):
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
        if path.name not in (*FOLDERS, LEDGER):
            hint = did_you_mean(near(path.name, (*FOLDERS, LEDGER), most=1))
            problems.add(UNUSED_FILE, Location(relative(path, content.parent)), hint=hint)


def _record(kind: type[R], key: str, path: Path, root: Path, problems: Problems) -> Entry[R] | None:
    entry = read_entry(kind, path, root, problems, within=root / "content")
    if entry and (id := getattr(entry.record, key)) != path.stem:
        problems.add(ID_IS_FILE_NAME, entry.document.location((key,)), key=key, id=id, name=path.stem)
    return entry


def _public(entry: Entry[NoticeRecord], problems: Problems) -> bool:
    if entry.record.disclosure == PUBLIC:
        return True
    problems.add(NOT_PUBLIC, entry.document.location(("disclosure",)), disclosure=entry.record.disclosure)
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
        source = entry.record.source
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
