"""Versions of servers, and what is installed here; the only door to the servers' programs."""

import re
import shutil
import subprocess

from gksite.problems.problem import RequestError

DEBIAN = {"nginx": (1, 26, 3), "caddy": (2, 6, 2)}
"""What Debian 13 has: the versions that are written for where none is installed or named."""
_ASKED = {"nginx": "-v", "caddy": "version"}
"""How each program says its version."""
_NUMBERS = r"v?(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?"
_TYPED = re.compile(rf"(?:(?:nginx|openresty)/)?{_NUMBERS}(?:[.+~-][A-Za-z0-9.+~-]{{1,40}})?")
"""A version as somebody types it: as the server prints it, or as a package has it (1.22.1-9+deb12u1)."""
_PRINTED = {"nginx": re.compile(rf"(?:nginx|openresty)/{_NUMBERS}"), "caddy": re.compile(_NUMBERS)}
"""A version in what the program prints: Tengine says its own beside that of the nginx that it is made of."""
_OLDEST = {"nginx": (1, 18, 0), "caddy": (2, 5, 0)}
"""What the words that are written need: those of Debian 11, and of Caddy's first with `handle_errors` as it is used."""
_SECONDS = 10

Version = tuple[int, int, int]


def parse_version(server: str, text: str) -> Version:
    """The version of a server that somebody named. Raises RequestError for what is none, or too old."""
    found = _TYPED.fullmatch(text)
    if found is None:
        raise RequestError(
            "--server-version 应写成 {example}，而不是“{value}”", example=_shown(DEBIAN[server]), value=text
        )
    return _new_enough(server, _version(found))


def installed_version(server: str) -> Version | None:
    """The version of the server that this machine has; None where it has none that says it.

    Raises RequestError for one that is too old.
    """
    program = shutil.which(server) or shutil.which(f"/usr/sbin/{server}")
    if program is None:
        return None
    command = [program, _ASKED[server]]
    try:
        ran = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = _PRINTED[server].search((ran.stdout + ran.stderr).decode(errors="replace"))
    return None if found is None else _new_enough(server, _version(found))


def _new_enough(server: str, version: Version) -> Version:
    if version < _OLDEST[server]:
        value, oldest = _shown(version), _shown(_OLDEST[server])
        raise RequestError("{server} {value} 太旧，至少要 {oldest}", server=server, value=value, oldest=oldest)
    return version


def _version(found: re.Match[str]) -> Version:
    return int(found[1]), int(found[2]), int(found[3] or 0)


def _shown(version: Version) -> str:
    return ".".join(map(str, version))
