"""content/files/ → the files that are copied to the site as they are: their names, kinds and sizes checked.

A file goes to `files/` under its own name; one in `content/files/root/` to the root of the site, where search engines
and ministries look for their verification files and browsers for favicon.ico.
"""

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from gksite.documents.files import LARGEST_SOURCE, UNREADABLE, is_inside, read_bytes, reason, relative
from gksite.documents.stillness import is_still
from gksite.model.site import Attachment
from gksite.problems.problem import Code, Location, Phrase, Problems

FOLDER, ROOT = "files", "root"
"""The folder in content/ and on the site; the one in it whose files go to the site's root."""
DEBRIS = {".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep", ".gitignore"}
"""What systems leave in every folder; no editor means it to be published."""
DOCUMENTS = {"pdf", "ofd", "doc", "docx", "wps", "xls", "xlsx", "et", "ppt", "pptx", "dps", "odt", "ods", "rtf"}
PICTURES = {"png", "jpg", "jpeg", "gif", "webp", "ico", "svg"}
OTHERS = {"txt", "csv", "json", "xml", "zip", "rar", "7z", "mp3", "mp4"}
PAGES = {"html", "htm"}
"""Only at the root, where verification files are such pages."""
WATCHED = {"svg", "xml", *PAGES}
"""Kinds that a browser would run, so that nothing in them may do anything."""
LONGEST = 120
"""Bytes of a name: percent-encoded it is three times as long, and names of 255 are the most that disks hold."""
DEEPEST = 5
"""Folders below content/files/."""
_FORBIDDEN = set("\\/:*?\"<>|#%&'`[]{}^;$!()")
"""Characters that addresses, Markdown or Windows give a meaning of their own."""
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
"""Names that Windows keeps for itself: the offline site is opened there."""

BAD_NAME = Code(
    "GK313",
    "文件名“{name}”{reason}",
    why="文件名就是网址的一部分，在各种系统、浏览器和链接里都要能用。",
    mend="改名，最好只用小写英文字母、数字和连字符，例如 fujian-1.pdf；不要公布的文件移出 content/files/。",
)
NOT_SERVED = Code(
    "GK314",
    "这种文件不公布：{reason}",
    why="网页、脚本和程序会在读者的浏览器或电脑里运行，能改动页面、收集信息；公开网站上只放文档、图片、压缩包、音视频和数据。"
    "空的文件读者打不开。",
    mend="文档转成 PDF 或 docx，图片转成 PNG 或 JPG；验证文件（.html、.txt、.xml）放进 content/files/root/；"
    "空的文件换成有内容的。",
)


def read_attachments(content: Path, problems: Problems) -> tuple[Attachment, ...]:
    """Every file of content/files/, problems noted and what has one left out."""
    folder = content / FOLDER
    if not os.path.lexists(folder) or not is_inside(folder, content, Problems()):  # told where folders are listed
        return ()
    found = []
    for path in _walk(folder, content.parent, problems):
        place = Location(relative(path, content.parent))
        parts = path.relative_to(folder).parts
        if not _fits(parts, path, place, problems):
            continue
        data = read_bytes(path, content.parent, problems, within=folder, limit=LARGEST_SOURCE)
        if data is None:
            continue
        if not data and parts[0] != ROOT:
            problems.add(NOT_SERVED, place, reason=Phrase("文件是空的，里面什么也没有"))
            continue
        if _suffix(path) in WATCHED and not is_still(data, _suffix(path)):
            problems.add(NOT_SERVED, place, reason=Phrase("其中有会运行的内容或看不懂的标记"))
            continue
        found.append(Attachment(_address(parts), data, place.file))
    return tuple(found)


def _walk(folder: Path, root: Path, problems: Problems) -> Iterator[Path]:
    """The files below a folder in order; links are neither followed nor published."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        problems.add(UNREADABLE, Location(relative(folder, root)), reason=reason(error))
        return
    for entry in entries:
        if entry.name in DEBRIS or entry.name.startswith("~"):
            continue
        path = Path(entry.path)
        if entry.is_symlink():
            problems.add(
                BAD_NAME, Location(relative(path, root)), name=entry.name, reason=Phrase("是链接，不是文件本身")
            )
        elif entry.is_dir():
            yield from _walk(path, root, problems)
        else:
            yield path


def _fits(parts: tuple[str, ...], path: Path, place: Location, problems: Problems) -> bool:
    """Whether a file has names that can be an address and is of a kind that is published; else noted."""
    for name in parts:
        if (fault := _fault(name)) is not None:
            problems.add(BAD_NAME, place, name=name, reason=fault)
            return False
    if len(parts) > DEEPEST:
        problems.add(BAD_NAME, place, name="/".join(parts), reason=Phrase("放得太深，最多 {most} 层", most=DEEPEST))
        return False
    at_root = parts[0] == ROOT
    if at_root and len(parts) != 2:
        shown = "/".join(parts[1:]) or ROOT
        problems.add(BAD_NAME, place, name=shown, reason=Phrase("不能放进文件夹：root 里只直接放文件"))
        return False
    suffix = _suffix(path)
    if suffix in DOCUMENTS | PICTURES | OTHERS or (suffix in PAGES and at_root):
        return True
    if suffix in PAGES:
        problems.add(NOT_SERVED, place, reason=Phrase("网页写成 content/pages/ 里的 .md"))
    else:
        problems.add(NOT_SERVED, place, reason=Phrase("扩展名是“{suffix}”", suffix=path.suffix))
    return False


def _fault(name: str) -> Phrase | None:
    """Why a name cannot be part of an address."""
    if name.startswith("."):
        return Phrase("以点开头，是隐藏文件；需要时由管理员直接放在服务器上")
    if any(unicodedata.category(c)[0] in "ZC" for c in name):
        return Phrase("含有空格或看不见的字符")
    if found := sorted(_FORBIDDEN & set(name)):
        return Phrase("含有不能用在网址里的“{character}”", character=found[0])
    if name.endswith(".") or name.split(".")[0].lower() in _RESERVED:
        return Phrase("在 Windows 上不能用")
    if len(name.encode()) > LONGEST:
        return Phrase("太长，最多 {most} 个汉字或 {bytes} 个字母", most=LONGEST // 3, bytes=LONGEST)
    return None


def _suffix(path: Path) -> str:
    return path.suffix.lower().removeprefix(".")


def _address(parts: tuple[str, ...]) -> str:
    """Where a file stands on the site; a name as one system writes it is the same as another does."""
    path = "/".join(parts[1:] if parts[0] == ROOT else (FOLDER, *parts))
    return unicodedata.normalize("NFC", path)
