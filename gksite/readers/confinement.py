"""What the process that reads can no longer do: open a file, or reach the network, as far as the system can forbid it.

Nothing here raises: where a system has no such bounds, a file is read as before. `gksite doctor` tries them.
"""

import ctypes
import os
import platform
import resource
import struct
import sys
import sysconfig
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
"""PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP and SECCOMP_MODE_FILTER of prctl(2)."""
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
"""The calls of landlock(7), which have the same numbers on every processor."""
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
"""LANDLOCK_ACCESS_FS_READ_FILE and LANDLOCK_ACCESS_FS_READ_DIR."""
_FILE_RIGHTS = ((1, 13), (2, 14), (3, 15), (5, 16))
"""From which version of Landlock on how many rights to files are known; all are taken away."""
_TCP_RIGHTS = 0b11
"""LANDLOCK_ACCESS_NET_BIND_TCP and _CONNECT_TCP, known from version 4."""
_SCOPES = 0b11
"""LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET and _SIGNAL, known from version 6: nothing outside is spoken to or ended."""
_PROCESSORS = MappingProxyType(
    {
        "x86_64": (0xC000003E, 41),
        "aarch64": (0xC00000B7, 198),
        "riscv64": (0xC00000F3, 198),
        "loongarch64": (0xC0000102, 198),
    }
)
"""AUDIT_ARCH and the number of socket(2), by processor."""
_RING = 425
"""io_uring_setup(2), which could make sockets too."""
_OTHER_NUMBERS = 0x40000000
"""Where the numbers of the x32 calls begin, by which a process could get round the filter."""
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
"""The instructions of the filter: BPF_LD|W|ABS, JMP|JEQ|K, JMP|JGE|K, RET|K."""
_ALLOW, _DENY = 0x7FFF0000, 0x00050000 | 13
"""SECCOMP_RET_ALLOW, and SECCOMP_RET_ERRNO with EACCES."""
_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib")
"""Where shared libraries lie that a library of Python loads late."""


def confine() -> None:
    """Give up files and network for good: only programs' own folders can still be read, nothing can be written."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform != "linux" or sys.maxsize < 1 << 32:
        return
    with suppress(OSError, AttributeError):  # a system without these calls
        library = ctypes.CDLL(None, use_errno=True)
        library.syscall.restype = ctypes.c_long
        library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        _forbid_files(library)
        _forbid_sockets(library)


def own_folders() -> list[str]:
    """The folders of this program, its libraries and its Python, which may be read to the end."""
    folders = {str(Path(__file__).resolve().parent.parent), *_LIBRARIES, *sysconfig.get_paths().values()}
    for entry in sys.path:
        if entry.rstrip("/").endswith(("site-packages", "dist-packages")):
            folders.add(entry)
    names = ("include", "scripts", "data")
    folders -= {path for name, path in sysconfig.get_paths().items() if name in names}
    return sorted(folder for folder in folders if os.path.isdir(folder))


def _forbid_files(library: ctypes.CDLL) -> None:
    """Forbid by Landlock every file but those of `own_folders`, and TCP where it can."""
    version = library.syscall(_CREATE_RULESET, None, 0, 1)
    if version < 1:
        return
    count = max(rights for since, rights in _FILE_RIGHTS if since <= version)
    fields = [(1 << count) - 1]
    if version >= 4:
        fields.append(_TCP_RIGHTS)
    if version >= 6:
        fields.append(_SCOPES)
    handled = struct.pack(f"={len(fields)}Q", *fields)
    rules = library.syscall(_CREATE_RULESET, handled, len(handled), 0)
    if rules < 0:
        return
    for folder in own_folders():
        _allow(library, rules, folder)
    library.syscall(_RESTRICT_SELF, rules, 0)
    os.close(rules)


def _allow(library: ctypes.CDLL, rules: int, folder: str) -> None:
    with suppress(OSError):
        descriptor = os.open(folder, os.O_PATH | os.O_CLOEXEC)
        rule = struct.pack("=Qi", _READ_FILE | _READ_FOLDER, descriptor)
        library.syscall(_ADD_RULE, rules, 1, rule, 0)
        os.close(descriptor)


def _forbid_sockets(library: ctypes.CDLL) -> None:
    """Forbid by a filter of system calls to make a socket of any kind, on the processors whose numbers we know."""
    known = _PROCESSORS.get(platform.machine())
    if known is None:
        return
    processor, socket = known
    steps = (
        (_LOAD, 0, 0, 4),  # the processor that the call is for
        (_EQUAL, 0, 5, processor),
        (_LOAD, 0, 0, 0),  # the number of the call
        (_AT_LEAST, 3, 0, _OTHER_NUMBERS),
        (_EQUAL, 2, 0, socket),
        (_EQUAL, 1, 0, _RING),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _DENY),
    )
    program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    described = struct.pack("@HP", len(steps), ctypes.addressof(program))
    library.prctl(_SECCOMP, _FILTER, ctypes.c_char_p(described), 0, 0)
