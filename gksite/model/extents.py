"""How much a notice, a registry or the settings may hold: each text, each list, and all tasks together.

A draft is measured too, so that nothing is a limit of the shapes themselves: what is too much is told, not refused
without a word. The handbook's table of limits states these numbers; a test holds them against it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from gksite.model.positions import Record
from gksite.model.records import NoticeFields
from gksite.model.walk import KeyPath, walk_sections, walk_tasks
from gksite.problems.problem import Code, Phrase

LONGEST_LINE = 2_000
"""Characters of a title, a heading, a number: whatever stands in one line."""
LONGEST_NAME = 500
"""Characters of the name of an agency."""
LONGEST_TEXT = 50_000
"""Characters of a requirement, a remark, a cell as printed: more than a cell of a workbook can hold."""
MOST_TASKS = 10_000
"""Tasks of one notice: the longest real one has 120."""
MOST_SECTIONS = 5_000
"""Sections of one notice."""
MOST_LEVELS = 15
"""Sections inside each other: so many that with their tasks they are within the levels of a content file."""
MOST_AGENCIES = 20_000
"""Agencies of one registry."""
MOST_NAMED = 1_000
"""Names in one list: the agencies of a task in one role, the other names or the members of an agency, copies."""
MOST_ITEMS = 20_000
"""Items of any other list: doubts, words left out, corrections."""

_NAMES = frozenset({"name", "as", "full_name", "aliases", "members", "succeeded_by"})
"""Keys whose texts are names of agencies."""
_TEXTS = frozenset({"requirement", "remark", "note", "review", "basis", "text", "other", "reason"}) | {
    *("summary", "addressees"),
    *("classification", "arrangement", "access", "not_applicable", "fees"),
    *("publishers", "correcting", "assistance", "proposals"),
    *("quote", "remedy"),
}
"""Keys whose texts may have several lines."""
_PAGES = frozenset({"preamble", "closing", "body"})
"""Keys whose texts are set as pages are, and have the limits of those."""
_LISTS = MappingProxyType(
    {
        **dict.fromkeys(("lead", "support", "aliases", "members", "cc", "keywords", "covers", "inherited"), MOST_NAMED),
        **dict.fromkeys(("topics", "words"), MOST_NAMED),
        **dict.fromkeys(("attachments", "interprets", "interprets_outside"), MOST_NAMED),
        "agencies": MOST_AGENCIES,
        **dict.fromkeys(("tasks", "sections"), MOST_TASKS + MOST_SECTIONS),
    }
)
"""How many items a list may have, by its key; tasks and sections are counted over the whole notice."""

TOO_LONG = Code(
    "GK356",
    "{key} 太长或太多：{what}",
    why="一项里有这么多，多半是误把整篇文字、整张表放进了一格；页面也无法阅读。",
    mend="检查这一处是否放错了内容；确实很多时，分成几项任务或几份通知。",
)


@dataclass(frozen=True, slots=True)
class Excess:
    """A value that holds too much: where it stands, and what is said of it."""

    key_path: KeyPath
    what: Phrase

    @property
    def key(self) -> str:
        """The way to it in words: its keys, and its places counted from 1."""
        steps = []
        for step in self.key_path:
            steps.append(str(step + 1) if isinstance(step, int) else step)
        return ".".join(steps)


def excesses(record: Record) -> Iterator[Excess]:
    """Everything of a record that is too much."""
    yield from _in_record(record, ())
    if not isinstance(record, NoticeFields):
        return
    tasks = sum(1 for _ in walk_tasks(record.sections))
    if tasks > MOST_TASKS:
        yield Excess(("sections",), Phrase("共有 {count} 项任务，最多 {limit} 项", count=tasks, limit=MOST_TASKS))
    levels = [len(step.path) for step in walk_sections(record.sections)]
    deepest, sections = max(levels, default=0), len(levels)
    if deepest > MOST_LEVELS:
        yield Excess(("sections",), Phrase("部分套了 {count} 层，最多 {limit} 层", count=deepest, limit=MOST_LEVELS))
    if sections > MOST_SECTIONS:
        yield Excess(("sections",), Phrase("共有 {count} 个部分，最多 {limit} 个", count=sections, limit=MOST_SECTIONS))


def _in_record(record: Record, above: KeyPath) -> Iterator[Excess]:
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        key = field.alias or name
        if isinstance(value, tuple):
            yield from _in_list(value, key, (*above, key))
        else:
            yield from _in_value(value, key, (*above, key))


def _in_list(values: tuple[object, ...], key: str, key_path: KeyPath) -> Iterator[Excess]:
    limit = _LISTS.get(key, MOST_ITEMS)
    if len(values) > limit:
        yield Excess(key_path, Phrase("有 {count} 项，最多 {limit} 项", count=len(values), limit=limit))
        return
    for place, value in enumerate(values):
        yield from _in_value(value, key, (*key_path, place))


def _in_value(value: object, key: str, key_path: KeyPath) -> Iterator[Excess]:
    if isinstance(value, Record):
        yield from _in_record(value, key_path)
    elif isinstance(value, str) and key not in _PAGES:
        limit = _longest(key, key_path)
        if len(value) > limit:
            yield Excess(key_path, Phrase("有 {count} 字，最多 {limit} 字", count=len(value), limit=limit))


def _longest(key: str, key_path: KeyPath) -> int:
    """How many characters a text may have."""
    if key in _TEXTS or "source" in key_path:
        return LONGEST_TEXT
    if key not in _NAMES or key_path == ("name",):  # a jurisdiction's or a portal's name is a line
        return LONGEST_LINE
    return LONGEST_NAME
