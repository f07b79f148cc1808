"""Publishing into a folder of another machine, over ssh and rsync."""

import base64
import binascii
import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from gksite.problems.problem import RequestError, Whole
from gksite.publishing.place import Progress
from gksite.publishing.released import Release, shown, sums_of
from gksite.publishing.shelf import ARRIVING, FOLDER, LINK, PARTIAL, Entry, Floor, Shelf, shelf
from gksite.publishing.ssh import Answer, Connection, Shell, opened, send
from gksite.tlog.notes import LARGEST_NOTE

_OCCUPIED = 15
"""How `look` in far.sh ends where something stands in the place of the link."""
_WAITS = 20
"""Seconds until a shell whose client is gone has surely let go, and how often the far side is asked."""
_FAULT = re.compile(r"(?:\./)?(?P<path>.*): FAILED(?: open or read)?")
"""What sha256sum says of a file that is not as it should be."""


@dataclass(frozen=True, slots=True)
class FarPlace:
    """A folder of another machine, held by whoever has it from `held`; `alone`: it could not be locked."""

    connection: Connection
    shell: Shell
    alone: bool = False

    def look(self) -> Shelf:
        """What stands there."""
        answer = self.shell.ask("look")
        if answer.status == _OCCUPIED:
            raise RequestError("{link} 不是链接，没有改动；请先移走它", link=f"{self.connection.far}/{LINK}")
        entries, leads_to, floor = [], None, None
        for line in answer.checked():
            kind, _, rest = line.partition(" ")
            mark, _, name = rest.partition(" ")
            if kind == "link":
                leads_to = name
            elif kind == "floor":
                floor = name
            elif kind in ("folder", "other"):
                entries.append(Entry(name, kind == "folder", mark))
        return shelf(entries, leads_to, floor)

    def paper(self, folder: str, path: str) -> bytes | None:
        """What a note in a folder holds, or as much as shows that it is too large; None where there is none."""
        mark, *lines = self.shell.ask(f"paper {_word(f'{folder}/{path}')} {LARGEST_NOTE + 1}").checked() or ("",)
        if mark != "paper":
            return None
        try:
            return base64.b64decode("".join(lines), validate=True)
        except binascii.Error as error:
            raise RequestError("服务器上的 {file} 读不出来", file=f"{folder}/{path}") from error

    def clear(self, rests: tuple[str, ...]) -> None:
        """Remove folders that a publish has left half made."""
        for rest in rests:
            self.shell.ask(f"rm -rf {_word(f'{FOLDER}/{rest}')}").checked()

    def fill(self, release: Release, name: str, base: str | None, progress: Progress) -> int:
        """Make the folder of a release: whole, checked and on the disk, or not there. How many files travelled."""
        partial = f"{FOLDER}/{PARTIAL.format(name=name)}"
        self.shell.ask(f"prepare {_word(name)}").checked()
        progress("正在传送")
        releases = f"{self.connection.far.path}/{FOLDER}"  # in full: rsync may refuse a folder that goes through `..`
        options = [f"--temp-dir={releases}/{ARRIVING.format(name=name)}"]
        if base is not None:
            options.append(f"--link-dest={releases}/{base}")
        to = f"{releases}/{PARTIAL.format(name=name)}"
        sent = send(self.connection, release.folder, release.files, to, options)
        progress("正在核对传到的文件")
        faults = self._faults(release, partial)
        if faults:
            self.clear((PARTIAL.format(name=name), ARRIVING.format(name=name)))
            raise RequestError("传到的文件不符（{files}），没有公布；请再试一次", files=shown(faults))
        self.shell.ask(f"settle {_word(name)}").checked()
        return sent

    def faults(self, release: Release, name: str) -> list[str]:
        """Which files of a release that stands there are not as in this one."""
        return self._faults(release, f"{FOLDER}/{name}")

    def _faults(self, release: Release, folder: str) -> list[str]:
        found = self.shell.ask(f"names {_word(folder)}").checked()
        odd = {line.removeprefix("./") for line in found} ^ release.files.keys()
        return sorted(odd) or _told(self.shell.ask(f"compare {_word(folder)}", sums_of(release)))

    def damage(self, name: str) -> list[str]:
        """Which files of a release that stands there are not as its own list says."""
        return _told(self.shell.ask(f"own {_word(name)}"))

    def point(self, name: str) -> None:
        """Let the link `current` lead to a release, from one moment to the next."""
        self.shell.ask(f"point {_word(name)}").checked()

    def bar(self, floor: Floor) -> None:
        """Keep a floor, so that nobody goes back to a release below it."""
        self.shell.ask(f"bar {_word(floor.text)}").checked()

    def remove(self, name: str) -> None:
        """Remove a release: under another name first, so that none ever stands there in part."""
        self.shell.ask(f"remove {_word(name)}").checked()


def _told(answer: Answer) -> list[str]:
    """The files that sha256sum finds fault with."""
    if answer.status == 0:
        return []
    faults = [found["path"] for found in map(_FAULT.fullmatch, answer.lines) if found]
    return faults or list(answer.lines[:1]) or ["sha256sum"]


def _word(word: str) -> str:
    """A word that the shell of the far side takes as it is."""
    return shlex.quote(word)


@contextmanager
def held(connection: Connection, *, new: bool) -> Iterator[FarPlace]:
    """Hold a folder of another machine for one command; `new`: it may be made.

    Raises RequestError where it cannot be reached, is not for releases, or somebody else holds it.
    """
    with opened(connection) as shell:
        made = "new" if new else "old"
        answer = shell.ask(f"hold {_word(connection.far.path)} {made} {_WAITS}")
        _check(answer, connection)
        yield FarPlace(connection, shell, alone="unlocked" in answer.lines)


def _check(answer: Answer, connection: Connection) -> None:
    """Raises RequestError where a folder cannot be held, saying why."""
    folder = Whole(connection.far)
    match answer.status:  # as far.sh says at its head
        case 10:
            raise RequestError("{folder} 不是文件夹", folder=folder)
        case 11:
            raise RequestError(
                "{folder} 里有别的东西，没有 releases/；请公布到一个空的或新的文件夹，让服务器送出其中的 current",
                folder=folder,
            )
        case 12:
            raise RequestError("另一个 gksite publish 正在公布到 {folder}，请等它结束", folder=folder)
        case 13:
            program = next(iter(answer.lines), "")
            raise RequestError("服务器上没有 {program}，不能传送和核对，没有公布", program=program)
        case 14:
            raise RequestError("{folder} 里还没有公布过", folder=folder)
    answer.checked()
