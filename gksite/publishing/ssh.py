"""The system's ssh and rsync: a shell on the far side that is asked line by line, and files sent there."""

import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import IO

from gksite.problems.problem import Phrase, RequestError, Whole
from gksite.publishing.targets import FarFolder

FAR = Path(__file__).with_name("far.sh")
"""What the far side does, as a script."""
_MOST = 32 * 1024 * 1024
"""Bytes that one answer may have: a line for each of some 100,000 files."""
_PATIENCE = 1800.0
"""Seconds that one step on the far side may take: digests of a large site on a slow disk."""
_LONGEST = 300
"""Characters of what another machine says that are passed on."""
_UNREACHED = 255
"""How ssh ends where it is ssh that fails."""
_MEANT = {
    "IDENTIFICATION HAS CHANGED": "服务器的密钥与以前记下的不同，可能有人冒充；请向它的管理员核对",
    "Host key verification failed": "这台机器还不认识服务器的密钥；请先用 ssh 登录一次，核对指纹后记下",
    "Permission denied": "服务器不让登录；请检查用户名和密钥（ssh-add、authorized_keys）",
    "Could not resolve hostname": "没有这个主机名，或者查不到它的地址",
    "Connection refused": "服务器在这个端口上没有 SSH",
    "timed out": "服务器没有回应",
}
"""What ssh says, and what it means for whoever publishes."""


@dataclass(frozen=True, slots=True)
class Connection:
    """How to reach a machine: `options` are ssh's own, as `Port=22`; `asks`: ssh may ask somebody for a password."""

    far: FarFolder
    options: tuple[str, ...] = ()
    asks: bool = False

    def words(self) -> list[str]:
        """The ssh command without the machine. The first setting of a kind counts, so that the user's go first."""
        batch = "no" if self.asks else "yes"
        ours = (f"BatchMode={batch}", "ConnectTimeout=20", "ServerAliveInterval=15", "ServerAliveCountMax=4")
        port = () if self.far.port is None else (f"Port={self.far.port}",)
        return [_program("ssh"), "-T", *(f"-o{option}" for option in (*self.options, *port, *ours))]

    def shell(self) -> list[str]:
        """The command that opens a shell there."""
        user = [] if self.far.user is None else ["-l", self.far.user]
        return [*self.words(), *user, "--", self.far.host, "exec sh"]


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise RequestError("没有找到 {program} 程序；Debian、Ubuntu 上请装 openssh-client 和 rsync", program=name)
    return found


@dataclass(frozen=True, slots=True)
class Answer:
    """How a step on the far side ended, and the lines that it said, which are another machine's words."""

    status: int
    lines: tuple[str, ...]

    def checked(self) -> tuple[str, ...]:
        """The lines of a step that went well. Raises RequestError with the last of them otherwise."""
        if self.status != 0:
            said = next((line for line in reversed(self.lines) if line.strip()), str(self.status))
            raise RequestError("服务器上没有做成：{said}", said=_quoted(said))
        return self.lines


def _quoted(line: str) -> Whole:
    return Whole(line.strip()[:_LONGEST])


@dataclass(frozen=True, slots=True)
class Shell:
    """A shell on the far side, which ends when its input does, and with it what it holds."""

    shell: subprocess.Popen[bytes]
    said: IO[bytes]
    token: str

    def ask(self, call: str, given: str | None = None) -> Answer:
        """Call one of the script's functions; `given` is what it reads. Raises RequestError where the shell is gone."""
        source = "</dev/null" if given is None else f"<<'{self.token}'"
        text = "" if given is None else f"{given}{self.token}\n"
        return self._exchange(f"{call} {source} 2>&1\n{text}end $?\n")

    def begin(self) -> None:
        """Teach the shell what it will be asked; what a machine says before, such as a greeting, is passed over."""
        self._exchange(f"token={self.token}\n{FAR.read_text(encoding='utf-8')}\nend 0\n")

    def _exchange(self, text: str) -> Answer:
        assert self.shell.stdin is not None  # noqa: S101  asked for when it was opened
        timer = Timer(_PATIENCE, self.shell.kill)
        timer.daemon = True
        timer.start()
        try:
            self.shell.stdin.write(text.encode())
            self.shell.stdin.flush()
            return self._answer()
        except BrokenPipeError:
            raise self._gone([]) from None
        finally:
            timer.cancel()

    def _answer(self) -> Answer:
        assert self.shell.stdout is not None  # noqa: S101  asked for when it was opened
        lines: list[str] = []
        size = 0
        while size < _MOST:
            line = self.shell.stdout.readline(_MOST)
            size += len(line)
            if not line:
                raise self._gone(lines)
            text = line.decode("utf-8", "replace").rstrip("\r\n")
            word, _, status = text.partition(" ")
            if word == self.token and status.isdecimal():
                return Answer(int(status), tuple(line for line in lines if line))
            lines.append(text)
        raise RequestError("服务器的回答太长，没有公布")

    def _gone(self, lines: list[str]) -> RequestError:
        """Why there is no shell any more."""
        self.shell.wait()
        self.said.seek(0)
        errors = self.said.read(_MOST).decode("utf-8", "replace").splitlines()
        return _failure(errors or lines, self.shell.returncode == _UNREACHED)


def _failure(lines: list[str], unreached: bool) -> RequestError:
    """What ssh said at its end, in our words where we know it."""
    spoken = [line for line in lines if line.strip() and not line.startswith("Warning: Permanently added")]
    said = _quoted(spoken[-1] if spoken else "—")
    for words, meaning in _MEANT.items():
        if unreached and any(words in line for line in spoken):
            return RequestError("连不上：{meaning}（{said}）", meaning=Phrase(meaning), said=said)
    return RequestError("与服务器的连接断了，没有做完；再运行一次会接着做（{said}）", said=said)


@contextmanager
def opened(connection: Connection) -> Iterator[Shell]:
    """A shell on the far side. Raises RequestError where there is none."""
    with tempfile.TemporaryFile() as said:
        shell = subprocess.Popen(
            connection.shell(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, bufsize=-1
        )
        try:
            held = Shell(shell, said, f"gksite-{secrets.token_hex(16)}")
            held.begin()
            yield held
        finally:
            _end(shell)


def _end(shell: subprocess.Popen[bytes]) -> None:
    """Let a shell end: with its input it does, and gives up what it holds."""
    try:
        shell.communicate(timeout=10)
    except (subprocess.TimeoutExpired, BrokenPipeError):
        shell.kill()
        shell.wait()


def send(connection: Connection, folder: Path, paths: Iterable[str], to: str, options: list[str]) -> int:
    """Send files of a folder to a folder on the far side: how many travelled. Raises RequestError where they did not.

    A file in part is kept, and what a file there has already does not travel; `options` are more of rsync's.
    """
    command = [
        *(_program("rsync"), "-r", "-p", "-s", "--checksum", "--partial", "--chmod=D755,F644", "--timeout=300"),
        *("--files-from=-", "--from0", "--out-format=%n", *options, "-e", " ".join(map(_word, connection.words()))),
        *("--", f"{folder}/", f"{connection.far.address}:{to}/"),
    ]
    names = "".join(f"{path}\0" for path in paths).encode()
    done = subprocess.run(command, input=names, capture_output=True, check=False)
    if done.returncode != 0:
        errors = [line for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
        said = _quoted(next(iter(errors), str(done.returncode)))
        raise RequestError("文件没有传完，网站没有变；再运行一次会接着传（{said}）", said=said)
    return sum(not name.endswith(b"/") for name in done.stdout.splitlines())


def _word(word: str) -> str:
    """A word of a command as rsync takes it apart: in quotes, one of them inside written twice."""
    return "'" + word.replace("'", "''") + "'"
