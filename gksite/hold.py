"""Hold output/ for one command, having finished or undone what a killed one left there."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gksite.documents.files import reason
from gksite.journal import Unfit, apply, read_journal
from gksite.manifest import Portal, is_of_gksite, read_manifest
from gksite.problems.problem import Code, Level, Location, Phrase, Problems, RequestError
from gksite.workshop import Workshop, discard, open_workshop

INTERRUPTED = Code(
    "GK320",
    "上一次更新中途停下，{done}",
    why="生成网站时断电、被结束或磁盘出错，新页面可能只移入了一部分；程序记着进度，也核对进度是否可信。",
    mend="不用做什么；说没有采用的，重新生成一次。",
    level=Level.WARNING,
)


def beside(output: Path) -> Path:
    """The folder beside output/ for what belongs to it but is not published."""
    return Workshop(output).folder


@contextmanager
def exclusive(output: Path, problems: Problems) -> Iterator[None]:
    """Hold output/ for this process, having finished or undone what a killed one left, and said so.

    Raises RequestError where another command holds it, or where it holds something that gksite did not make.
    """
    workshop = Workshop(output)
    if output.exists() and not output.is_dir():
        raise RequestError("{output} 是一个文件，不是文件夹；请换一个输出位置，或移走它", output=output)
    if not os.path.lexists(workshop.journal):  # a first build killed while moving in may lack its home page
        _check_ours(output)
    try:
        descriptor = open_workshop(workshop)
    except OSError as error:
        raise RequestError("无法在 {folder} 中写入：{reason}", folder=output.parent, reason=reason(error)) from error
    if output.exists() and output.stat().st_dev != workshop.folder.stat().st_dev:
        os.close(descriptor)
        raise RequestError("{output} 与它的上级文件夹不在同一个磁盘上，无法整体更新；请换一个输出位置", output=output)
    with open(descriptor, "rb+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise RequestError("另一个 gksite 命令正在更新 {output}，请等它结束", output=output) from error
        done = recover(output)
        if done is not None:
            problems.add(INTERRUPTED, Location(output.name), done=done)
        _check_ours(output)
        yield


def _check_ours(output: Path) -> None:
    if not is_of_gksite(output):
        raise RequestError("{output} 里有别的文件，不是 gksite 生成的；请换一个空文件夹，或先移走它们", output=output)


def settle(output: Path, problems: Problems) -> None:
    """Finish or undo what a killed build left, if one did and no other command is at it."""
    if os.path.lexists(Workshop(output).journal) or os.path.lexists(Workshop(output).staging):
        with exclusive(output, problems):
            pass


def recover(output: Path) -> Phrase | None:
    """Finish the moves of a killed build, or throw away what does not fit or has not begun; what was done, if anything.

    Raises OSError where the disk refuses.
    """
    workshop = Workshop(output)
    if os.path.lexists(workshop.journal):
        try:
            journal = read_journal(workshop)
        except Unfit as unfit:
            discard(workshop)
            return Phrase("留下的进度{reason}，没有采用；重新生成（make site）就会补全", reason=unfit.reason)
        apply(workshop, journal)
        return Phrase("已接着完成")
    if os.path.lexists(workshop.staging):
        discard(workshop)
        return Phrase("网站没有变，准备了一半的文件已清理")
    return None


def refuse_other_portal(output: Path, portal: Portal) -> None:
    """Raises RequestError where output/ is another portal's: of another name, and built from another folder."""
    held, lock = read_manifest(output), Workshop(output).lock
    built_from = lock.read_text(encoding="utf-8", errors="replace") if lock.exists() else ""
    if held is not None and held.portal != portal.name and built_from != portal.root:
        raise RequestError(
            "{output} 里是另一个门户“{other}”的网站，不是“{name}”的；请换一个输出位置，或先移走它",
            output=output,
            other=held.portal,
            name=portal.name,
        )
