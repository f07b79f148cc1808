"""A claim is a text of a notice that its source must hold: how it is found in a passage, and what is said where not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gksite.documents.yaml_reader import Document
from gksite.model.records import Mention
from gksite.model.walk import KeyPath
from gksite.problems.problem import Code, Phrase, Problem
from gksite.provenance.passages import GAP, Passage
from gksite.provenance.units import spot_in_words
from gksite.provenance.wording import AFTER_NAMES
from gksite.text.breaks import bare
from gksite.text.lists import SEPARATORS

NOT_IN_PLACE = Code(
    "GK220",
    "{field}与来源{where}不符：这里是“{ours}”，来源是“{theirs}”",
    why="标题、工作要求和单位一格照来源录入，读者按出处核对；一字之差也会使公开的内容失实。",
    mend="对照来源所写的位置改正；出处写错时改正 source。空格和换行不计。",
)
NAME_NOT_IN_PLACE = Code(
    "GK221",
    "单位“{name}”不在来源{where}的单位一格里",
    why="任务由谁承担，以来源所印为准。",
    mend="对照来源改正；来源用了别的写法时写成 {name: 名称, as: 来源的写法}，单位从句中析出时在 source 里照录整格。",
)
NOT_IN_SOURCE = Code(
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
class Finding:
    """A problem of a notice, with the way to the value that it is about."""

    key_path: KeyPath
    problem: Problem


@dataclass(frozen=True, slots=True)
class Claim:
    """A text that must stand in a passage: its field and place in the YAML; `names` where it is a list of agencies."""

    field: str
    key_path: KeyPath
    text: str
    names: tuple[Mention, ...] = ()

    def span_in(self, passage: Passage) -> tuple[int, int] | None:
        """Where it begins and ends in a passage, or None."""
        if not self.names:
            at = passage.text.find(self.text)
            return None if at < 0 else (at, at + len(self.text))
        names = f"[{SEPARATORS}]*".join(re.escape(bare(as_printed(mention))) for mention in self.names)
        # A name before or behind would be one that was left out; a label or a time limit behind is none.
        more = rf"[{SEPARATORS}](?!(?<!\u3001)(?:{AFTER_NAMES}))"
        match = re.search(f"(?<![{SEPARATORS}]){names}(?!{more})", passage.text)
        return match.span() if match else None


_MARKDOWN = re.compile(r"\*\*|__|`|\[([^\[\]]*)\]\([^)\[]*\)")
"""The marks of Markdown in a text, of which its source prints only the words of a link."""


def without_markdown(text: str) -> str:
    """A text written in Markdown as its source prints it."""
    return _MARKDOWN.sub(r"\1", text)


def as_printed(mention: Mention) -> str:
    """An agency as its source prints it."""
    return mention.as_ or mention.name


def differences(document: Document, claim: Claim, passage: Passage, code: Code) -> Iterator[Finding]:
    """What is wrong with a claim: the names that are not there, else the first difference, reported as `code`."""
    absent = [i for i, mention in enumerate(claim.names) if bare(as_printed(mention)) not in passage.text]
    for i in absent:
        name = as_printed(claim.names[i])
        spot, _, _ = passage.breaking_point(bare(name))
        key_path = (*claim.key_path, i)
        where = spot_in_words(spot)
        yield Finding(key_path, Problem(NAME_NOT_IN_PLACE, document.location(key_path), name=name, where=where))
    if absent:
        return
    spot, index, at = passage.breaking_point(claim.text)
    problem = Problem(
        code,
        document.location(claim.key_path),
        field=Phrase(FIELDS[claim.field]),
        where=spot_in_words(spot),
        ours=_around(claim.text, index),
        theirs=_around(passage.text, at).replace(GAP, " ").strip(),
    )
    yield Finding(claim.key_path, problem)


def _around(text: str, at: int) -> str:
    return text[max(0, at - _SHOWN) : at + _SHOWN]
