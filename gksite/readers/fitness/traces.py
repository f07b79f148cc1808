"""The one list of what makes a file unfit to publish; a test holds the table in the handbook to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from gksite.problems.problem import Phrase

TraceKind = Literal[
    "comments",
    "changes",
    "macros",
    "password",
    "embedded",
    "hidden",
    "struck",
    "author",
    "external",
    "notes",
    "script",
]
"""What a file may carry that no reader is meant to get."""
KINDS: MappingProxyType[TraceKind, str] = MappingProxyType(
    {
        "comments": "批注",
        "changes": "没有接受的修订",
        "macros": "宏",
        "password": "密码",
        "embedded": "嵌入的文件或程序",
        "hidden": "隐藏的内容",
        "struck": "划掉的文字",
        "author": "作者信息",
        "external": "从别处取内容的链接",
        "notes": "演讲者备注",
        "script": "脚本",
    }
)
"""Each kind as people call it; all are refused."""
CLEANED = frozenset(("docx", "xlsx", "pptx", "html", "jpeg", "png", "webp"))
"""The formats of which a cleaned copy can be made; the others must be exported anew by the program that made them."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing that makes a file unfit: its kind, where it is, and its first words where it has any."""

    kind: TraceKind
    where: Phrase
    text: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in a file: its format, empty where nobody can look into it, and what makes it unfit."""

    form: str
    traces: tuple[Trace, ...] = ()
    copy: bytes | None = None
    """The file without all that, where a copy was asked for and can be made."""


def shortened(text: str) -> str:
    """The first words of a text, on one line."""
    return " ".join(text.split())[:60]


def spoken(kind: TraceKind, where: Phrase, texts: Iterable[str]) -> list[Trace]:
    """A trace for each text that says anything."""
    found = []
    for text in texts:
        if text.strip():
            found.append(Trace(kind, where, shortened(text)))
    return found
