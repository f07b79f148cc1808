"""Formats of before 2007, and those of OpenDocument, turned into ours by LibreOffice where it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from types import MappingProxyType

from gksite.readers.limits import NOT_CONVERTED, OLD_FORMAT, SECONDS, SLOW, Unreadable

MODERN = MappingProxyType({"doc": "docx", "rtf": "docx", "odt": "docx", "xls": "xlsx", "ods": "xlsx"})
"""An old kind and the kind it becomes."""


def convert(data: bytes, kind: str) -> bytes:
    """The file in its modern form. Raises Unreadable where there is no LibreOffice or it fails.

    It runs with a profile of its own, in which macros are off and nothing that a user set applies.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Unreadable(OLD_FORMAT, kind=f".{kind}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, target = folder / f"source.{kind}", folder / f"made/source.{MODERN[kind]}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options = [profile, "--headless", "--norestore", "--convert-to", MODERN[kind], "--outdir", str(target.parent)]
        said = _run([program, *options, str(source)])
        if not target.is_file():
            raise Unreadable(NOT_CONVERTED, detail=said)
        return target.read_bytes()


def _run(command: list[str]) -> str:
    """The last line that a program says; its children end with it."""
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    ) as process:
        try:
            said, _ = process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise Unreadable(SLOW, limit=SECONDS) from None
    return said.decode("utf-8", "replace").strip().rpartition("\n")[2] or str(process.returncode)
