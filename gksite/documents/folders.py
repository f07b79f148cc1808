"""The folders of content/ and what belongs in each: a file that would be overlooked is an error, not silence."""

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from gksite.documents.files import UNREADABLE, is_inside, reason, relative
from gksite.problems.problem import Code, Level, Location, Phrase, Problems, did_you_mean
from gksite.text.names import is_id, near

FOLDERS = {
    "notices": ".yaml",
    "items": ".yaml",
    "reports": ".yaml",
    "agencies": ".yaml",
    "pages": ".md",
    "sources": "",
    "files": "",
}
"""The folders by name, each with the extension of its files; sources and attachments may have any."""
LEDGER = "ledger.yaml"
"""The file of the addresses that were published, beside the folders."""
VERIFIED = "verified.yaml"
"""The file beside them that says which notices `gksite check` has held against their sources."""
WAIVERS = "waivers.yaml"
"""The file beside them of what somebody answers for that it stands as it is."""
IPV6 = "ipv6.yaml"
"""The file beside them of what a probe measured over IPv6."""
DISCLOSURE, CATALOGUE, CLEARANCES, WORDS = "disclosure.yaml", "catalogue.yaml", "clearances.yaml", "words.yaml"
"""The files beside them of the statutory column, of its catalogue, of examined files, and of wording to look at."""
DOCUMENTS = "documents.yaml"
"""The file beside them of what is known of the documents that notices cite."""
TOPICS = "topics.yaml"
"""The file beside them of the topics that tasks are assigned to."""
COMPARISONS = "comparisons.yaml"
"""The file beside them of the tasks that are the same duty in several notices."""
SYNONYMS = "synonyms.yaml"
"""The file beside them of words that mean the same in what citizens ask."""
RELEASE_KEY, LOG = "release-key.pub", "log"
"""The public key of releases, and the folder of their log: `gksite release` alone writes and reads there."""
FILES = (
    LEDGER,
    VERIFIED,
    WAIVERS,
    DISCLOSURE,
    CATALOGUE,
    CLEARANCES,
    WORDS,
    IPV6,
    DOCUMENTS,
    TOPICS,
    COMPARISONS,
    SYNONYMS,
    RELEASE_KEY,
)
"""All files beside the folders."""

BAD_FILE_NAME = Code(
    "GK105",
    "文件名“{name}”不能作网址",
    why="文件名就是网址的一部分，只能用小写英文字母、数字和单个连字符。",
    mend="改名，例如 quanzhou-2018.yaml、about.md。",
)
UNUSED_FILE = Code(
    "GK106",
    "此文件不会被使用{hint}",
    why="content/ 里只有 notices、items、reports、agencies 中的 .yaml，pages 中的 .md，"
    "sources 中的来源文件，files 中的附件进入网站。",
    mend="检查文件夹名和扩展名是否写对；无关的文件请移走。",
    level=Level.WARNING,
)
WRONG_SUFFIX = Code(
    "GK109",
    "扩展名应是 {wanted}",
    why="扩展名不对的文件不会被读取，其中的内容就会悄悄缺失。",
    mend="改名；不需要这个文件时把它移走。Windows 常常不显示扩展名，看上去是 x.yaml 的文件可能是 x.yaml.txt："
    "请在文件夹的“查看”里勾选“文件扩展名”。",
)
MISPLACED = Code(
    "GK709",
    "放在这里不会被读取；应直接放在 {wanted} 里",
    why="放错地方的通知、单位登记表和页面不会进入网站，而没有人会发现它缺失。",
    mend="移到所提示的文件夹里，不要再分子文件夹；不需要时移出 content/。",
)
UNKNOWN_FOLDER = Code(
    "GK710",
    "content/ 里没有叫“{name}”的文件夹，里面的内容不会被读取{hint}",
    why="文件夹的名字写错，其中的内容就会悄悄缺失。",
    mend="改成 notices、items、reports、agencies、pages、sources 或 files；不需要时移出 content/。",
)
EMPTIED = Code(
    "GK712",
    "content/notices/ 里一份通知也没有，而 {output} 里有上次生成的 {count} 份",
    why="多半是文件夹被移走、改名，或同步时出了错；照这样生成，已公开的通知会全部从网站上消失。",
    mend="把通知放回 content/notices/。确实要全部撤下时，先把 {output} 整个移走，再生成。",
)
NO_FOLDER = Code(
    "GK330",
    "文件夹 {folder} {reason}，读不到里面的内容",
    why="读不到的文件夹与空的文件夹不是一回事：照样生成，已公开的内容会全部从网站上消失。",
    mend="被移走、改名的，放回原处；没有权限的，请管理员让运行 gksite 的用户能读取并进入它（chmod u+rx）。"
    "新的门户还没有通知的，建一个空的 content/notices/。",
)
_CONTENT = re.compile(r"[.\u3002](?P<kind>ya?ml\d*|yam|ymal|md|markdown)\s*(?P<behind>(?s:[.\u3002~\s].*))?$")
"""The end of the name of a file that is meant as content, with what a program or a person has put behind it."""
_BACKUP = re.compile(r"~|\.(?:bak|orig|old|save|swp|tmp|rej)")
"""What programs put behind the name of a file that they keep a copy of."""
_ALIKE = 0.75
"""How much the name of a folder is like a known one that was meant."""


def entries(folder: Path, root: Path, problems: Problems) -> list[Path]:
    """What stands in a folder, sorted, without what is hidden."""
    try:
        return sorted(Path(e.path) for e in os.scandir(folder) if not e.name.startswith((".", "~")))
    except OSError as error:
        problems.add(UNREADABLE, Location(relative(folder, root)), reason=reason(error))
        return []


def is_readable(folder: Path, root: Path, problems: Problems) -> bool:
    """Whether a folder that must be there can be listed and entered; noted where it cannot."""
    try:
        os.scandir(folder).close()
        os.stat(os.path.join(folder, "."))  # what may not be entered looks empty, though it can be listed
    except OSError as error:
        name = relative(folder, root)
        problems.add(NO_FOLDER, Location(name), folder=f"{name}/", reason=_state(folder, error))
        return False
    return True


def _state(folder: Path, error: OSError) -> Phrase:
    """Why a folder cannot be read, in words for folders."""
    if isinstance(error, FileNotFoundError) and folder.is_symlink():
        return Phrase("是一个链接，指向的地方不存在")
    if isinstance(error, FileNotFoundError):
        return Phrase("不存在")
    if isinstance(error, NotADirectoryError):
        return Phrase("不是文件夹")
    return reason(error)


def files_in(content: Path, folder: str, problems: Problems) -> Iterator[Path]:
    """The files of one folder that belong there, the strangers noted."""
    if not is_inside(content / folder, content.parent, problems):
        return
    if folder == "notices" and not is_readable(content / folder, content.parent, problems):
        return
    if not os.path.lexists(content / folder) or folder == "files":
        return
    for path in entries(content / folder, content.parent, problems):
        if folder == "sources":
            _note_no_source(path, content.parent, problems)
        elif path.suffix != FOLDERS[folder] or path.is_dir():
            _note_stranger(path, folder, content.parent, problems)
        elif not is_id(path.stem):
            problems.add(BAD_FILE_NAME, Location(relative(path, content.parent)), name=path.stem)
        else:
            yield path


def _note_no_source(path: Path, root: Path, problems: Problems) -> None:
    """Note a notice that was put among the files that notices were transcribed from."""
    if path.suffix.lower() in (".yaml", ".yml"):
        problems.add(MISPLACED, Location(relative(path, root)), wanted="content/notices/")


def _note_stranger(path: Path, folder: str, root: Path, problems: Problems) -> None:
    """Note what stands in a folder and is none of its files."""
    place = Location(relative(path, root))
    if path.is_dir() and _holds_content(path):
        problems.add(MISPLACED, place, wanted=f"content/{folder}/")
    elif _is_meant_as_content(path):
        problems.add(WRONG_SUFFIX, place, wanted=FOLDERS[folder])
    else:
        problems.add(UNUSED_FILE, place, hint=Phrase(""))


def _is_meant_as_content(path: Path) -> bool:
    """Whether a name is that of a content file, written otherwise; not the copy that an editor's program keeps."""
    match = _CONTENT.search(unicodedata.normalize("NFKC", path.name).casefold())
    if match is None:
        return False
    behind = match["behind"] or ""
    original = path.with_name(path.name[: len(path.name) - len(behind)])
    return not (_BACKUP.fullmatch(behind) and original.exists())


def _holds_content(folder: Path) -> bool:
    """Whether a content file stands anywhere below a folder."""
    names: list[str] = []
    for _, _, below in os.walk(folder):
        names += below
    return any(_CONTENT.search(name.casefold()) for name in names)


def note_strangers(content: Path, problems: Problems) -> None:
    """Note what stands in content/ beside its folders."""
    for path in entries(content, content.parent, problems):
        if path.name not in (*FOLDERS, *FILES, LOG):
            _note_beside(path, content.parent, problems)


def _note_beside(path: Path, root: Path, problems: Problems) -> None:
    place = Location(relative(path, root))
    name = unicodedata.normalize("NFKC", path.name).casefold().strip()
    hint = did_you_mean(near(name, FOLDERS, most=1))
    if path.is_dir() and (near(name, FOLDERS, most=1, cutoff=_ALIKE) or _holds_content(path)):
        problems.add(UNKNOWN_FOLDER, place, name=path.name, hint=hint)
    elif not path.is_dir() and name.startswith("ledger.") and _is_meant_as_content(path):
        problems.add(WRONG_SUFFIX, place, wanted=".yaml")
    elif not path.is_dir() and _is_meant_as_content(path):
        wanted = "content/pages/" if ".m" in path.suffix else "content/notices/"
        problems.add(MISPLACED, place, wanted=wanted)
    else:
        problems.add(UNUSED_FILE, place, hint=hint)


def note_emptied(content: Path, output: Path, problems: Problems) -> None:
    """Note that no notice is left where an earlier build has published some."""
    is_told = any(problem.code is NO_FOLDER for problem in problems.found)
    if is_told or any((content / "notices").glob("*.yaml")):
        return
    published = list((output / "notices").glob("*/index.html"))
    if published:
        place = Location(relative(content / "notices", content.parent))
        problems.add(EMPTIED, place, output=f"{output.name}/", count=len(published))
