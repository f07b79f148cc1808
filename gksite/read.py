"""content/ → records: every file read, every shape checked, everything that is not public left behind."""

import codecs
import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from gksite.documents.files import LARGEST_SOURCE, read_bytes
from gksite.documents.folders import FOLDERS, entries, files_in, note_strangers
from gksite.documents.shapes import Entry, read_entry
from gksite.documents.text_file import read_text
from gksite.documents.yaml_reader import Document
from gksite.model.records import CLOSED, PUBLIC, NoticeFields, NoticeRecord, RegistryRecord
from gksite.model.site import ContentPage, SourceFile
from gksite.problems.problem import Code, Level, Location, Problems, RequestError, did_you_mean
from gksite.text.hidden import hidden
from gksite.text.markings import is_request, meaning_of
from gksite.text.names import near

R = TypeVar("R", NoticeRecord, RegistryRecord)


@dataclass(frozen=True, slots=True)
class Records:
    """All of content/: public notices, registries, pages, and the source files by name."""

    notices: tuple[Entry[NoticeRecord], ...]
    registries: tuple[Entry[RegistryRecord], ...]
    pages: tuple[ContentPage, ...]
    sources: dict[str, SourceFile]


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
    "含有不可见的控制字符 U+{number}",
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
    files = {folder: list(files_in(content, folder, problems)) for folder in FOLDERS}
    note_strangers(content, problems)
    notices = []
    for path in files["notices"]:
        entry = _record(NoticeRecord, "id", path, root, problems)
        if entry is not None and _public(entry, problems):
            notices.append(entry)
    registries = _registries(files["agencies"], root, problems)
    pages = [_page(path, root, problems) for path in files["pages"]]
    known = tuple(page for page in pages if page is not None)
    return Records(tuple(notices), registries, known, _sources(notices, content, problems))


def read_registries(content: Path, problems: Problems) -> tuple[Entry[RegistryRecord], ...]:
    """The registries of agencies alone; none where the folder does not exist."""
    return _registries(files_in(content, "agencies", problems), content.parent, problems)


def _registries(paths: Iterable[Path], root: Path, problems: Problems) -> tuple[Entry[RegistryRecord], ...]:
    entries = [_record(RegistryRecord, "jurisdiction", path, root, problems) for path in paths]
    return tuple(entry for entry in entries if entry is not None)


def _record(kind: type[R], key: str, path: Path, root: Path, problems: Problems) -> Entry[R] | None:
    entry = read_entry(kind, path, root, problems, within=root / "content")
    if entry and (id := getattr(entry.record, key)) != path.stem:
        problems.add(ID_IS_FILE_NAME, entry.document.location((key,)), key=key, id=id, name=path.stem)
    return entry


def _public(entry: Entry[NoticeRecord], problems: Problems) -> bool:
    if not has_known_disclosure(entry.document, entry.record, problems):
        return False
    if entry.record.disclosure == PUBLIC:
        return True
    problems.add(NOT_PUBLIC, entry.document.location(("disclosure",)), disclosure=entry.record.disclosure)
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
            known = [entry.name for entry in entries(path.parent, content.parent, problems)]
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
