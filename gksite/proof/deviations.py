"""In what a notice deviates from its source: whose field it is, and the problem that it is until somebody signs."""

from dataclasses import dataclass

from gksite.documents.yaml_reader import Document
from gksite.documents.yaml_scalar import scalar
from gksite.model.records import Mention, NoticeFields
from gksite.model.walk import KeyPath
from gksite.problems.problem import Code, Phrase, Problem, Whole
from gksite.provenance.claims import Finding
from gksite.text.differences import first_difference

DIFFERS = Code(
    "GK230",
    "{field}与来源不同：这里是“{ours}”，来源是“{theirs}”；确应不同的，在{owner}的 differs 里签名，field 写 {key}",
    why="页面上的每一个字都应当能与来源对上；与来源不同的地方，要有人看过并负责。",
    mend="对照来源改正。来源印错、读错或确有别的依据的，签名："
    "differs: [{field: 所提示的名称, reason: 理由, by: 姓名, on: 日期}]。空格和换行不计。",
)
ONLY_HERE = Code(
    "GK231",
    "来源里没有这项任务：“{ours}”；确应保留的，在这项任务的 differs 里签名，field 写 task",
    why="任务由来源规定；来源里没有的任务，不能以来源的名义公开。",
    mend="核对是否录错了通知、录重了，或把一项拆成了两项；确应保留的，签名："
    "differs: [{field: task, reason: 理由, by: 姓名, on: 日期}]。",
)
ONLY_THERE = Code(
    "GK232",
    "来源{where}的任务没有录入：“{theirs}”；确实不录的，在通知的 differs 里签名，field 写 {key}",
    why="少录一项任务，公开的内容就不完整，也没有人会发现。",
    mend="照来源补上这项任务。确实不录的，在通知里签名："
    "differs: [{field: task 加来源里的序号, reason: 理由, by: 姓名, on: 日期}]。",
)
SECTION = "section "
"""What the field of a heading begins with."""
NOTICE: KeyPath = ()
"""The owner of what is no task's."""
_SHOWN_BEFORE, _SHOWN = 8, 40
"""Characters of a text that a message shows before its first difference, and in all."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """A field of a task or of the notice (its owner, by its place in the YAML) that is not as in the source."""

    owner: KeyPath
    field: str
    problem: Problem


def section_field(title: str | None) -> str:
    """What the heading of a section is called in a signature."""
    return f"{SECTION}{title or ''}"


def task_field(number: int) -> str:
    """What a task that only the source has is called in a signature."""
    return f"task {number}"


def mention_field(role: str, mention: Mention) -> str:
    """What the agency behind a printed name is called in a signature: lead 市财政局."""
    return f"{role} {mention.name}"


def mention_of(field: str) -> tuple[str, str]:
    """The role and the name of such a field; no name where it is another."""
    role, _, name = field.partition(" ")
    return (role, name) if role in ("lead", "support") else ("", "")


def shown_field(field: str) -> Whole:
    """A field as a signature writes it, to its end."""
    return Whole(scalar(field))


def deviation_of(finding: Finding, record: NoticeFields) -> Deviation:
    """A finding about a value, as a deviation of the field that it belongs to."""
    owner, rest = _split(finding.key_path)
    if owner == NOTICE and rest[:1] == ("sections",):
        return Deviation(owner, section_field(_title_at(record, rest)), finding.problem)
    if rest[:1] == ("source",) and rest[1:]:
        rest = rest[1:]
    return Deviation(owner, str(rest[0]) if rest else "source", finding.problem)


def _split(key_path: KeyPath) -> tuple[KeyPath, KeyPath]:
    """The owner of a value and the way from there."""
    if "tasks" not in key_path:
        return NOTICE, key_path
    end = len(key_path) - key_path[::-1].index("tasks") + 1
    return key_path[:end], key_path[end:]


def _title_at(record: NoticeFields, key_path: KeyPath) -> str | None:
    """The heading that stands at a place such as ("sections", 0, "sections", 1, "title")."""
    sections, title = record.sections, None
    for step in key_path:
        if isinstance(step, int):
            title, sections = sections[step].title, sections[step].sections
    return title


def differing(
    document: Document, key_path: KeyPath, owner: KeyPath, field: str, name: str, ours: str | None, theirs: str | None
) -> Deviation:
    """A field that says otherwise than the source, with both sides around the first difference."""
    one, other = _sides(ours, theirs)
    owned_by = Phrase("这项任务") if owner else Phrase("通知")
    place = document.location(key_path)
    problem = Problem(
        DIFFERS, place, field=Phrase(name), ours=one, theirs=other, owner=owned_by, key=shown_field(field)
    )
    return Deviation(owner, field, problem)


def _sides(ours: str | None, theirs: str | None) -> tuple[str | Phrase, str | Phrase]:
    """Two texts as a message shows them: cut so that the first difference is in sight."""
    if not ours or not theirs:
        return _side(ours, 0), _side(theirs, 0)
    start = max(0, first_difference(ours, theirs) - _SHOWN_BEFORE)
    return _side(ours, start), _side(theirs, start)


def _side(text: str | None, start: int) -> str | Phrase:
    if not text:
        return Phrase("（没有）")
    shown = text[start : start + _SHOWN]
    before = "…" if start else ""
    behind = "…" if len(text) > start + _SHOWN else ""
    return f"{before}{shown}{behind}".replace("\n", "↵")


def opening(text: str) -> str:
    """How a text begins, as a message shows it."""
    return str(_side(text, 0))
