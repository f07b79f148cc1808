"""What a file strikes out, hides or deletes: left out of the text, and told with its place, for a person to look at."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from gksite.problems.problem import Phrase
from gksite.text.hidden import without_widthless

Kind = Literal["struck", "hidden", "deleted"]
"""Why a text is left out: it is struck out, out of sight, or deleted by a change that nobody has accepted yet."""

_SAID: MappingProxyType[Kind, str] = MappingProxyType(
    {
        "struck": "{place}划掉的文字没有录入，请核对：{text}",
        "hidden": "{place}隐藏的文字没有录入，请核对：{text}",
        "deleted": "{place}修订中删去的文字没有录入，请核对：{text}",
    }
)
"""What is said of one place."""
_COUNTED: MappingProxyType[Kind, str] = MappingProxyType(
    {
        "struck": "划掉而没有录入的文字共有 {count} 处，只列出前 {listed} 处",
        "hidden": "隐藏而没有录入的文字共有 {count} 处，只列出前 {listed} 处",
        "deleted": "修订中删去而没有录入的文字共有 {count} 处，只列出前 {listed} 处",
    }
)
"""What is said where there are more places than are named."""
_MOST = 8
"""Places that are named of each kind."""


@dataclass(slots=True)
class LeftOut:
    """The texts left out so far, by kind and place."""

    found: dict[Kind, dict[Phrase, str]] = field(default_factory=dict)
    count: int = 0
    """How many times something was left out."""

    def add(self, kind: Kind, place: Phrase, text: str) -> None:
        """Note a text; the pieces of one place make one text, and blanks are nothing."""
        text = without_widthless(text)
        if not text.strip():
            return
        self.count += 1
        of_kind = self.found.setdefault(kind, {})
        of_kind[place] = of_kind.get(place, "") + text

    def questions(self) -> Iterator[Phrase]:
        """What a person must look at."""
        for kind, texts in self.found.items():
            for place, text in list(texts.items())[:_MOST]:
                yield Phrase(_SAID[kind], place=place, text=" ".join(text.split()))
            if len(texts) > _MOST:
                yield Phrase(_COUNTED[kind], count=len(texts), listed=_MOST)


def row_place(table: int, row: int) -> Phrase:
    """A row of a table, both counted from 1."""
    return Phrase("第 {table} 个表格第 {row} 行", table=table, row=row)


def table_place(table: int) -> Phrase:
    """A table, counted from 1."""
    return Phrase("第 {table} 个表格", table=table)


def paragraph_place(paragraph: int) -> Phrase:
    """A paragraph, counted from 1."""
    return Phrase("第 {paragraph} 段", paragraph=paragraph)


def line_place(line: int) -> Phrase:
    """A line of a text, counted from 1."""
    return Phrase("第 {line} 行", line=line)
