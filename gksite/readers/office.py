"""Formats of before 2007, and those of OpenDocument, turned into ours by LibreOffice where it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from gksite.readers.limits import NOT_CONVERTED, OLD_FORMAT, SLOW, UNPACKED, Unreadable

MODERN = MappingProxyType({"doc": "docx", "rtf": "docx", "odt": "docx", "xls": "xlsx", "ods": "xlsx"})
"""An old kind and the kind it becomes."""
_MEMORY = 500 * 1024
"""Kilobytes that LibreOffice may take for itself; a document of 240 pages takes 200 MB with its libraries."""
_BOUNDED = f'ulimit -c 0; ulimit -t "$1"; shift; ulimit -d {_MEMORY}; ulimit -f {UNPACKED // 512}; exec "$@"'
"""What a shell runs so that a program leaves no core, and has bounds of time (given first), memory and file size."""
_SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
"""Where LibreOffice keeps what a document may run."""
_INTERNET = "/org.openoffice.Inet/Settings"
"""Where LibreOffice keeps how it reaches the net."""
_SETTINGS = (
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    (_INTERNET, "ooInetProxyType", "2"),
    (_INTERNET, "ooInetHTTPProxyName", "127.0.0.1"),
    (_INTERNET, "ooInetHTTPSProxyName", "127.0.0.1"),
    (_INTERNET, "ooInetFTPProxyName", "127.0.0.1"),
    (_INTERNET, "ooInetHTTPProxyPort", "9"),
    (_INTERNET, "ooInetHTTPSProxyPort", "9"),
    (_INTERNET, "ooInetFTPProxyPort", "9"),
)
"""No macro runs, and nothing is fetched that a document refers to: links are not followed, and the proxy is none."""


def office_program() -> str | None:
    """LibreOffice where it is installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(data: bytes, kind: str, seconds: int) -> bytes:
    """The file in its modern form, made in so many seconds. Raises Unreadable without LibreOffice or where it fails.

    It runs with a profile and a home of its own, which end with it: nothing that a user set applies or is touched.
    """
    program = office_program()
    if program is None:
        raise Unreadable(OLD_FORMAT, kind=f".{kind}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        old, new = folder / f"source.{kind}", folder / f"made/source.{MODERN[kind]}"
        old.write_bytes(data)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user/registrymodifications.xcu").write_text(_settings(), "utf-8")
        options = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        options += ["--convert-to", MODERN[kind], "--outdir", str(new.parent)]
        message = _run([program, *options, str(old)], folder, seconds)
        if not new.is_file():
            raise Unreadable(NOT_CONVERTED, detail=message)
        return new.read_bytes()


def _settings() -> str:
    """The settings as LibreOffice keeps them in a profile."""
    items = (
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{"".join(items)}</oor:items>\n'
    )


def _run(command: list[str], folder: Path, seconds: int) -> str:
    """The last line that a program prints; its children end with it, and all that it leaves stands in the folder."""
    own = {"HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    with subprocess.Popen(
        ["/bin/sh", "-c", _BOUNDED, "sh", str(seconds), *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={"PATH": os.defpath, "LANG": "C.UTF-8", **own},
        start_new_session=True,
    ) as office:
        try:
            output, _ = office.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise Unreadable(SLOW, limit=seconds) from None
        finally:
            with suppress(ProcessLookupError):
                os.killpg(office.pid, signal.SIGKILL)
    return output.decode("utf-8", "replace").strip().rpartition("\n")[2] or str(office.returncode)
