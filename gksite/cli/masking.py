"""gksite clean --mask"""

import base64
from collections.abc import Iterator
from pathlib import Path

from gksite.documents.config import read_settings
from gksite.documents.files import LARGEST_SOURCE, read_bytes
from gksite.model.settings import Config, Privacy
from gksite.privacy.finding import public_of
from gksite.problems.problem import Location, Phrase, Problems, RequestError, Stop
from gksite.readers import no_progress
from gksite.readers.apart import ReadingProcess
from gksite.readers.fitness import clean_copy
from gksite.readers.fitness.traces import CLEANED
from gksite.readers.kinds import kind_of
from gksite.readers.limits import Unreadable
from gksite.readers.masked_copy import KINDS, request
from gksite.write import save


def mask_file(file: Path, target: Path | None, problems: Problems) -> Iterator[Phrase]:
    """Write a copy in which personal data is masked and which is fit to publish; say what was done. Raises Stop."""
    data = problems.settled(read_bytes(file, file.parent, problems, within=file.parent, limit=LARGEST_SOURCE))
    try:
        kind = kind_of(data, file.name)
        if kind not in KINDS:
            raise RequestError(
                "{file} 不能直接遮盖：请在原来的文件里遮盖，再重新导出；旧格式请先另存为 .docx、.xlsx",
                file=file,
            )
        copy, count, left = _masked(kind, _cleaned(data), _settings(file))
    except Unreadable as refusal:
        problems.add(refusal.code, Location(file.name), **refusal.arguments)
        raise Stop from None
    if not count:
        return iter((Phrase("{file} 里没有找到要遮盖的个人信息；程序找不到的，仍要由人看一遍。", file=file),))
    if left:
        raise RequestError("{file} 里有 {left} 处遮盖不了，没有做出副本；请在原来的软件里遮盖", file=file, left=left)
    path = target or file.with_name(f"{file.stem}.masked{file.suffix}")
    if path.exists() and path.read_bytes() != copy:
        raise RequestError("{file} 已经存在，内容不同，没有覆盖；请用 -o 写到别处，或先移走它", file=path)
    if not path.parent.is_dir():
        raise RequestError("没有文件夹 {folder}", folder=path.parent)
    if not save(path, copy, problems):
        raise Stop
    return _said(path, count)


def _said(path: Path, count: int) -> Iterator[Phrase]:
    yield Phrase("遮盖了 {count} 处个人信息。", count=count)
    yield Phrase("→ {target}", target=path)
    yield Phrase("请打开副本看一遍：姓名、病情没有遮盖，要由人决定。附件请只把副本放进 content/files/。")


def _cleaned(data: bytes) -> bytes:
    """A file without what makes it unfit, where it is of a kind that can be cleaned and there is something."""
    looked = clean_copy(data)
    if looked.form in CLEANED and looked.traces and looked.copy is not None:
        return looked.copy
    return data


def _masked(kind: str, data: bytes, config: Config | None) -> tuple[bytes, int, int]:
    """The copy, how many places were masked and how many could not be. Raises Unreadable."""
    privacy = Privacy()
    if config is not None:
        privacy = config.privacy
    asked = request(kind, data, privacy.mask, public_of(privacy.public_contacts))
    with ReadingProcess() as process:
        answer = process.ask("masked_copy", asked, no_progress)
    told = dict(answer["content"]["facts"])
    return base64.b85decode(told["copy"]), int(told["count"]), int(told["left"])


def _settings(file: Path) -> Config | None:
    """The settings of the portal in which a file lies, or of the folder where the command runs; None without any."""
    for folder in (*file.resolve().parents, Path.cwd()):
        if (folder / "site.yaml").is_file():
            entry = read_settings(folder / "site.yaml", Problems())
            return entry.record if entry else None
    return None
