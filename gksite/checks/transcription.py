"""A transcribed text, how it is found in a passage, and what is said where it is not there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gksite.checks.passages import AFTER_NAMES, GAP, Passage, spoken
from gksite.model.records import Mention
from gksite.problems import Code, Phrase, Problem, define
from gksite.source import Document, Loc
from gksite.text.breaks import bare
from gksite.text.lists import SEPARATORS

NOT_IN_PLACE = define(
    "GK220",
    "{field}与来源{where}不符：这里是“{ours}”，来源是“{theirs}”",
    why="标题、工作要求和单位一格照来源录入，读者按出处核对；一字之差也会使公开的内容失实。",
    mend="对照来源所写的位置改正；出处写错时改正 source。空格和换行不计。",
)
NAME_NOT_IN_PLACE = define(
    "GK221",
    "单位“{name}”不在来源{where}的单位一格里",
    why="任务由谁承担，以来源所印为准。",
    mend="对照来源改正；来源用了别的写法时写成 {name: 名称, as: 来源的写法}，单位从句中析出时在 source 里照录整格。",
)
NOT_IN_SOURCE = define(
    "GK222",
    "{field}与来源不符：这里是“{ours}”，来源{where}是“{theirs}”",
    why="标题、发文字号、主送、正文、落款和抄送照来源录入。",
    mend="对照来源改正。空格和换行不计，发文字号的括号一律写作〔〕。",
)
FIELDS = {
    "title": "标题",
    "requirement": "工作要求",
    "lead": "牵头单位一格",
    "support": "责任单位一格",
    "heading": "部分的标题",
    "number": "发文字号",
    "addressees": "主送",
    "preamble": "正文",
    "table_title": "表名",
    "closing": "落款",
    "cc": "抄送",
    "issuer": "发文机关",
    "issued": "成文日期",
    "printed": "印发日期",
}
_SHOWN = 8
"""Characters shown on each side of a difference."""


@dataclass(frozen=True, slots=True)
class Part:
    """A text that must stand in a passage: its field, its place in the YAML, and how it is found there."""

    field: str
    loc: Loc
    text: str
    names: tuple[Mention, ...] = ()

    def found(self, passage: Passage) -> tuple[int, int] | None:
        """Its first and last index, or None."""
        if not self.names:
            at = passage.text.find(self.text)
            return None if at < 0 else (at, at + len(self.text))
        between = f"[{SEPARATORS}]*"
        names = between.join(re.escape(bare(printed(mention))) for mention in self.names)
        more = rf"[{SEPARATORS}](?!(?<!\u3001)(?:{AFTER_NAMES}))"
        match = re.search(f"(?<![{SEPARATORS}]){names}(?!{more})", passage.text)
        return match.span() if match else None


def printed(mention: Mention) -> str:
    """An agency as its source prints it."""
    return mention.as_ or mention.name


def amiss(document: Document, part: Part, passage: Passage, code: Code) -> Iterator[Problem]:
    """What is wrong with a part: the names that are not there, else the first difference."""
    absent = [(i, m) for i, m in enumerate(part.names) if bare(printed(m)) not in passage.text]
    for i, mention in absent:
        where = spoken(passage.place_of(bare(printed(mention)))[0])
        place = document.place((*part.loc, i))
        yield Problem(NAME_NOT_IN_PLACE, place, (("name", printed(mention)), ("where", where)))
    if absent:
        return
    spot, index, at = passage.place_of(part.text)
    ours = part.text[max(0, index - _SHOWN) : index + _SHOWN]
    theirs = passage.text[max(0, at - _SHOWN) : at + _SHOWN].replace(GAP, " ").strip()
    said = (("field", Phrase(FIELDS[part.field])), ("where", spoken(spot)), ("ours", ours), ("theirs", theirs))
    yield Problem(code, document.place(part.loc), said)
