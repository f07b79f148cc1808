"""The process that reads one file: limits first, then the reader; JSON lines on standard output, nothing else.

Standard input is one line with the kind of the file, then its bytes.
Progress is `[done, total]`; the last line is `{"content": …}` or `{"code": …, "arguments": …}`. A process that ends
without that line has met a file that it cannot read.
"""

import importlib
import json
import logging
import resource
import sys
import warnings
from collections.abc import Callable
from typing import IO

from gksite.problems.problem import Phrase
from gksite.readers.content import Content, Tell, phrase_to_plain, to_plain
from gksite.readers.limits import HUNGRY, MEMORY, NOTHING, SECONDS, Unreadable

_DEEPEST = 3000
"""Calls within calls: 150 levels of elements take a few each."""


def main(source: IO[bytes], target: IO[bytes]) -> None:
    """Read a file from one stream and write what came of it to the other."""
    restrict()
    kind = source.readline().decode().strip()
    data = source.read()

    def tell(done: int, total: int) -> None:
        if done == total or done * 100 // total > (done - 1) * 100 // total:
            _write(target, [done, total])

    _write(target, outcome(kind, data, tell))


def restrict() -> None:
    """Bound what this process and all that it starts may take."""
    for what, limit in ((resource.RLIMIT_DATA, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
    sys.setrecursionlimit(_DEEPEST)
    warnings.simplefilter("ignore")
    logging.disable()  # a bad file can make a library complain without end


def outcome(kind: str, data: bytes, tell: Tell) -> dict[str, object]:
    """What the last line says: the content, or why there is none."""
    try:
        content = reader(kind)(data, tell)
        if not content.blocks:
            raise Unreadable(NOTHING)
        return {"content": to_plain(content)}
    except Unreadable as refusal:
        plain = {k: phrase_to_plain(v) if isinstance(v, Phrase) else v for k, v in refusal.arguments.items()}
        return {"code": refusal.code.id, "arguments": plain}
    except MemoryError:
        return {"code": HUNGRY.id, "arguments": {"limit": MEMORY // 1048576}}


def reader(kind: str) -> Callable[[bytes, Tell], Content]:
    """The reader of a kind; only its libraries are loaded."""
    read: Callable[[bytes, Tell], Content] = importlib.import_module(f"gksite.readers.{kind}").read
    return read


def _write(target: IO[bytes], value: object) -> None:
    target.write(json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode() + b"\n")
    target.flush()


if __name__ == "__main__":
    with open(0, "rb") as source, open(1, "wb") as target:
        main(source, target)
