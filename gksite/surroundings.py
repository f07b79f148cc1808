"""What the machine offers: what a build needs of it, and which bounds hold here for files from outside."""

import locale
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from gksite import __version__
from gksite.documents.files import reason
from gksite.problems.problem import Phrase
from gksite.readers import no_progress
from gksite.readers.apart import ReadingProcess
from gksite.readers.limits import MEMORY, Unreadable
from gksite.readers.office import office_program
from gksite.readers.probe import FORBIDDEN, KIND

_MB = 1048576
_ROOM = 100
"""MB that must be free for a build."""
_READERS = ("bs4", "lxml", "pdfminer")
"""The libraries that read files from outside."""
_SHARED = Path("/dev/shm")  # noqa: S108  nothing is written there
"""Where Python's processes share what they wait for."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about the machine; `missing` where a build cannot do without it."""

    said: Phrase
    missing: bool = False


def surroundings(root: Path, seconds: int) -> Iterator[Finding]:
    """All that is worth knowing before asking why something does not work, for the portal in a folder."""
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    python = platform.python_version()
    yield Finding(
        Phrase("gksite {version}，Python {python}，{system}", version=__version__, python=python, system=system)
    )
    yield from _bounds(root, seconds)
    yield from _programs()
    names = sys.getfilesystemencoding()
    yield Finding(Phrase("文字编码：{encoding}，文件名的编码：{names}", encoding=locale.getencoding(), names=names))
    yield _temporary()
    yield _shared_memory()
    yield _folder("门户：{folder}（{system}），能写，还有 {free} MB", "门户", root)


def _temporary() -> Finding:
    """The folder for what is only needed for a moment."""
    try:
        folder = Path(tempfile.gettempdir())
    except OSError as error:
        said = Phrase("临时文件夹：没有一个能写（{reason}）", reason=reason(error))
        return Finding(said, missing=True)
    return _folder("临时文件夹：{folder}，能写，还有 {free} MB", "临时文件夹", folder)


def _bounds(root: Path, seconds: int) -> Iterator[Finding]:
    """What the process that reads can do here, as it tells itself when it has tried."""
    try:
        with ReadingProcess(seconds) as process:
            facts = dict(process.ask(KIND, os.fsencode(root), no_progress)["content"]["facts"])
    except Unreadable as refusal:
        yield Finding(
            Phrase("读来源的程序不能运行：{detail}", detail=refusal.arguments.get("detail", "")), missing=True
        )
        return
    yield Finding(_clock(facts, seconds))
    files = Phrase("读来源时打开其他文件：系统已禁止")
    if facts.get("files") != FORBIDDEN:
        files = Phrase("读来源时打开其他文件：这个系统禁止不了（要有 Landlock 的 Linux）；其他限度照旧")
    yield Finding(files)
    network = Phrase("读来源时使用网络：系统已禁止")
    if facts.get("network") != FORBIDDEN:
        network = Phrase("读来源时使用网络：这个系统禁止不了（要有 seccomp 的 Linux）；其他限度照旧")
    yield Finding(network)


def _clock(facts: dict[str, str], seconds: int) -> Phrase:
    if facts.get("seconds") == str(seconds) and facts.get("memory") == str(MEMORY):
        return Phrase("读一个来源的限度：{seconds} 秒，内存 {memory} MB", seconds=seconds, memory=MEMORY // _MB)
    return Phrase("读一个来源的限度：{seconds} 秒；内存由系统另行限制", seconds=seconds)


def _programs() -> Iterator[Finding]:
    """The programs and libraries that others made."""
    wrong = _search_fault()
    if wrong is None:
        yield Finding(Phrase("搜索程序 Pagefind：能运行"))
    else:
        yield Finding(
            Phrase("搜索程序 Pagefind：不能运行（{detail}）；生成时可加 --no-search", detail=wrong), missing=True
        )
    absent = [name for name in _READERS if find_spec(name) is None]
    if absent:
        names = ", ".join(absent)
        yield Finding(Phrase("导入用的库：缺 {names}；请运行 pip install 'gksite[import]' 安装", names=names))
    else:
        yield Finding(Phrase("导入用的库：已安装"))
    office = office_program()
    if office is None:
        yield Finding(Phrase("LibreOffice：没有；.doc、.wps、.xls 等旧格式要先另存为 .docx、.xlsx"))
    else:
        yield Finding(Phrase("LibreOffice：{program}", program=Path(office)))


def _search_fault() -> str | None:
    """Why the search cannot be indexed, None where a page of one word could be."""
    try:
        from gksite.searching.pagefind import IndexedPage, shard

        shard("doctor", [IndexedPage("x", "x", {})])
    except (ImportError, OSError) as error:
        return str(error) or type(error).__name__
    return None


def _shared_memory() -> Finding:
    if os.access(_SHARED, os.W_OK):
        return Finding(Phrase("共享内存 /dev/shm：可用"))
    return Finding(Phrase("共享内存 /dev/shm：没有；生成时只用一个进程，慢一些"))


def _folder(good: str, name: str, folder: Path) -> Finding:
    """Whether a folder can be written, and how much room is left in it."""
    try:
        with tempfile.TemporaryFile(dir=folder) as tried:
            tried.write(bytes(4096))
            tried.flush()
        free = shutil.disk_usage(folder).free // _MB
    except OSError as error:
        said = Phrase("{name}：{folder} 不能写（{reason}）", name=Phrase(name), folder=folder, reason=reason(error))
        return Finding(said, missing=True)
    return Finding(Phrase(good, folder=folder, free=free, system=_file_system(folder)), missing=free < _ROOM)


def _file_system(folder: Path) -> str:
    """The kind of file system that a folder lies in, ? where the system does not say."""
    best, kind = "", "?"
    try:
        mounts = Path("/proc/self/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return kind
    for line in mounts:
        _, place, system, *_ = line.split(" ")
        place = place.replace("\\040", " ")
        if folder.is_relative_to(place) and len(place) >= len(best):
            best, kind = place, system
    return kind
