"""Which sentences of a source a notice holds, counted without knowing how the source is understood."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gksite.drafting.frames import frames
from gksite.model.records import NoticeFields, TaskRecord
from gksite.model.walk import walk_sections, walk_tasks
from gksite.proof.understood import Understood
from gksite.provenance.claims import as_printed, without_markdown
from gksite.provenance.passages import GAP
from gksite.provenance.wording import date_forms
from gksite.text.breaks import bare
from gksite.text.fact_labels import LABELS
from gksite.text.names import fold_name
from gksite.text.outline import mark_of
from gksite.text.references import number_brackets
from gksite.text.traditional import simple
from gksite.understanding.ditto_words import ditto_in
from gksite.understanding.letter_lines import disclosure, masthead
from gksite.understanding.vocabulary import column_kind

_SENTENCES = re.compile(r"(?<=[。；！？;!?])|\n")
"""Where a sentence ends."""
_PARTS = re.compile(r"[、，,；;。.:：（）()〔〕\[\]【】｛｝{}“”\"\s/|]+")
"""What stands between the names, labels and texts of a line."""
_ENDS = "。；;，,、：:（）()"
"""What may stand around a text without being part of it."""
_BULLET = re.compile(r"^\s*[-*+•·▪●○■□◆◇▲△★☆➢※]\s*")
"""What stands in front of an item of a list."""
_LABEL = re.compile(r"^[^：:]{2,12}[：:]\s*")
"""A label in front of a fact: 发文字号：."""
_COPIES = "主送", "抄送", "抄报", "分送", "报送", "发送"
"""Labels of those who get a copy."""
_DUTY = re.compile(
    r"^(?:由|及|和|与)|等?(?:有关|相关)?(?:部门|单位)?(?:按(?:照)?(?:各自)?职责)?(?:分工)?(?:分别|共同|具体)?"
    r"(?:牵头负责|牵头|主办|负责落实|负责|落实|承办|配合|协办|协助|参与|完成)?$"
)
"""The words around a name or a limit: 牵头, 等部门按职责分工负责."""


_SHORT = 120
"""Characters of a line that may be a list of names or limits; those of a longer one are sentences."""


@dataclass(frozen=True, slots=True)
class HeldWords:
    """What a notice holds: its texts on end; its texts, lines, names and limits one by one; its days."""

    whole: str
    texts: frozenset[str]
    parts: frozenset[str]
    days: tuple[re.Pattern[str], ...]

    def left_of(self, cell: str) -> str:
        """The sentences of a line or cell that no field holds."""
        if self.holds(cell):
            return ""
        return " ".join(part.strip() for part in _SENTENCES.split(cell) if not self.holds(part))

    def holds(self, sentence: str) -> bool:
        """Whether a sentence stands in a field, without the number, label or words of a role around it."""
        if frames(sentence) or self._has(sentence) or disclosure(simple(sentence)) or ditto_in(sentence):
            return True
        plain = _BULLET.sub("", sentence)
        label = _LABEL.match(plain)
        if label and _is_label(label.group()) and self.holds(plain[label.end() :]):
            return True
        mark = mark_of(plain)
        if mark and self.holds(mark.rest):
            return True
        parts = list(filter(None, _PARTS.split(plain)))
        # what a line begins and ends with may be a piece of a text broken over lines
        return all(self._is_part(part) or (part in (parts[0], parts[-1]) and self._has(part)) for part in parts)

    def is_text(self, piece: str) -> bool:
        """Whether a piece is the whole of a text or of a line that the notice holds."""
        return bare(piece) in self.texts

    def _has(self, text: str) -> bool:
        words = number_brackets(bare(text).strip(_ENDS))
        return words in self.whole or masthead(text) in self.texts or any(day.search(words) for day in self.days)

    def _is_part(self, part: str) -> bool:
        if frames(part) or _is_label(part) or ditto_in(part) or any(day.fullmatch(part) for day in self.days):
            return True
        return fold_name(part) in self.parts or fold_name(_DUTY.sub("", part)) in self.parts


def _is_label(words: str) -> bool:
    label = bare(words).strip("：:")
    return label in LABELS or label in _COPIES or column_kind(label) is not None


def held_words(record: NoticeFields, source: Understood | None) -> HeldWords:
    """What a notice holds, and what the notice that import would write holds."""
    texts = [*_texts_of(record)]
    days = [record.issued, record.printed, record.published]
    if source is not None:
        texts += _texts_of(source.notice)
        days += [source.notice.issued, source.notice.printed]
        for task in source.tasks:
            texts += filter(None, (task.draft.lead.cell, task.draft.support.cell, task.draft.deadline))
    bares = [number_brackets(bare(without_markdown(text))) for text in texts]
    lines: set[str] = set()
    parts: set[str] = {""}
    for text in texts:
        for line in (text, *text.split("\n")):
            lines.add(bare(line))
            parts.add(fold_name(line).strip(_ENDS))
            if len(line) <= _SHORT:
                parts |= set(map(fold_name, _PARTS.split(line)))
    forms = tuple(date_forms(day) for day in days if day)
    return HeldWords(GAP.join(bares), frozenset(lines), frozenset(parts), forms)


def _texts_of(record: NoticeFields) -> Iterator[str]:
    facts = (record.title, record.number, record.issuer, record.disclosure, record.subject, record.index_code)
    letter = (record.addressees, record.preamble, record.table_title, record.closing, *record.cc)
    yield from filter(None, (*facts, *letter, "，".join(record.cc)))
    for step in walk_sections(record.sections):
        if step.section.title:
            yield step.section.title
    for task_step in walk_tasks(record.sections):
        yield from filter(None, _texts_of_task(task_step.task))


def _texts_of_task(task: TaskRecord) -> Iterator[str | None]:
    yield from (task.label, task.title, task.requirement, task.remark)
    if task.source:
        yield from (task.source.lead, task.source.support)
    for mention in (*task.lead, *task.support):
        yield as_printed(mention)
    for deadline in task.deadlines:
        yield deadline.text
    for document in task.documents:
        yield document.text
