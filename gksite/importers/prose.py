"""Tasks written as prose: numbered paragraphs that end in （责任单位：…）, or with lines such as 牵头单位：… below."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gksite.importers import doubts
from gksite.importers.grid import joined
from gksite.importers.items import Heading, Task
from gksite.importers.kinds import agencies
from gksite.importers.repairs import Item
from gksite.importers.roles import Hint
from gksite.importers.words import column_kind
from gksite.model.blocks import Paragraph
from gksite.text.breaks import bare, ends, glued
from gksite.text.outline import mark_of

_LABELLED = re.compile(
    r"^\s*[【\[（(]?\s*([\u3400-\u9fff/／、]{2,12}?)\s*[】\]]?\s*[：:]\s*(.*?)\s*[)）]?[。；]?\s*$", re.DOTALL
)
_NEXT_LABEL = re.compile(r"(?<=[；;。，,\s])\s*(?=[\u3400-\u9fff]{2,4}(?:单位|部门|科室|处室|时限|时间|期限)\s*[：:])")
_HELD = ("lead", "support", "duty", "host", "both", "deadline", "first")
_ROLE_LABEL = re.compile(
    r"(?:牵头|责任|配合|协办|主办|承办|协助|参与|落实|负责)(?:责任)?(?:单位|部门|科室|处室|股室|机构)\s*[：:]"
)
_TIME = re.compile(r"[；;，,。]?\s*(?:完成|办理|工作)?(?:时限|时间|期限|时间节点)\s*[：:]\s*([^；;）)。]+)")
_SENTENCE = re.compile(r"^([^。]*。)\s*(.+)$", re.DOTALL)


_CLAUSES = re.compile("[；;]")
_USUALLY = 0.8
_LINE = 40
"""Characters of a title on a line of its own; a longer line without a stop goes on in the next."""


@dataclass(frozen=True, slots=True)
class Prose:
    """The paragraphs before the first heading or task, the tasks, and the paragraphs after the last."""

    before: tuple[Paragraph, ...]
    items: tuple[Item, ...]
    after: tuple[Paragraph, ...]
    rank: int | None


def prose_of(paragraphs: Sequence[Paragraph]) -> Prose | None:
    """The tasks of a text without a table, None where no paragraph says who is responsible."""
    stated = [i for i, paragraph in enumerate(paragraphs) if _bracket(paragraph.text) or _label(paragraph.text)]
    if not stated:
        return None
    rank = _rank(paragraphs, stated)
    owners = [_owner(paragraphs, i, rank) for i in stated]
    first = min(owners)
    while first > 0 and _opens(paragraphs[first - 1], rank):
        first -= 1
    last = max(stated)
    items = _items(paragraphs[first : last + 1], rank, {id(paragraphs[i]) for i in owners})
    return Prose(tuple(paragraphs[:first]), tuple(items), tuple(paragraphs[last + 1 :]), rank)


def _bracket(text: str) -> tuple[str, str] | None:
    """A paragraph without the bracket at its end that names who is responsible, and what the bracket holds."""
    body = text.rstrip().rstrip("。；;")
    if not body.endswith(("）", ")")):
        return None
    depth = 0
    for at in reversed(range(len(body))):
        depth += (body[at] in "）)") - (body[at] in "（(")
        if depth == 0:
            inside = body[at + 1 : -1].strip()
            said = _ROLE_LABEL.search(inside) or any(map(_says_role, _CLAUSES.split(inside)))
            return (body[:at].rstrip(), inside) if said else None
    return None


def _says_role(clause: str) -> bool:
    return agencies(clause) and re.search(r"(?:牵头|负责|配合|落实)[。]?$", bare(clause)) is not None


def _label(text: str) -> list[tuple[str, str]]:
    """The labels and values of a line such as 牵头单位：区政府办。完成时限：6月底."""
    found = []
    for part in _NEXT_LABEL.split(text):
        match = _LABELLED.match(part)
        kind = column_kind(match[1]) if match else None
        if match is None or kind not in _HELD or len(bare(match[1])) < 3:
            return []
        found.append((match[1], match[2]))
    return found


def _rank(paragraphs: Sequence[Paragraph], stated: Sequence[int]) -> int | None:
    """The rank of the tasks' numbers: the innermost that stands once above each statement of agencies."""
    ranks = [mark.rank if (mark := mark_of(p.text)) and not _label(p.text) else None for p in paragraphs]
    own = Counter(rank for at in stated if (rank := ranks[at]) is not None)
    if 2 * own.total() >= len(stated):
        return own.most_common(1)[0][0]
    blocks = []
    begin = 0
    for n, at in enumerate(stated):
        if not n or at > stated[n - 1] + 1 or not _label(paragraphs[at].text):
            blocks.append(Counter(rank for rank in ranks[begin : at + 1] if rank is not None))
        begin = at + 1
    once = {rank: sum(block[rank] == 1 for block in blocks) for block in blocks for rank in block}
    enough = [rank for rank, count in once.items() if count >= _USUALLY * len(blocks)]
    if enough:
        return max(enough)
    return max(once, key=lambda rank: (once[rank], rank), default=None)


def _owner(paragraphs: Sequence[Paragraph], at: int, rank: int | None) -> int:
    """The paragraph that begins the task whose agencies a paragraph states."""
    for i in reversed(range(at + 1)):
        mark = mark_of(paragraphs[i].text)
        if mark and mark.rank == rank and not _label(paragraphs[i].text):
            return i
        if i == at:
            continue
        if _bracket(paragraphs[i].text) or (_label(paragraphs[i].text) and not _label(paragraphs[i + 1].text)):
            return i + 1
    return at


def _opens(paragraph: Paragraph, rank: int | None) -> bool:
    """Whether a heading stands directly above the first task."""
    mark = mark_of(paragraph.text)
    return mark is not None and (rank is None or mark.rank < rank) and not ends(paragraph.text)


def _items(paragraphs: Sequence[Paragraph], rank: int | None, owners: set[int]) -> list[Item]:
    items: list[Item] = []
    for paragraph in paragraphs:
        mark = mark_of(paragraph.text)
        labels = _label(paragraph.text)
        open_task = items[-1] if items and isinstance(items[-1], Task) else None
        if labels and open_task:
            for label in labels:
                open_task = _with_label(open_task, label, paragraph)
            items[-1] = open_task
        elif open_task and (found := _bracket(paragraph.text)) and not found[0]:
            items[-1] = _with_text(open_task, paragraph)
        elif mark and mark.rank != rank and (rank is None or mark.rank < rank) and not _bracket(paragraph.text):
            items.append(Heading(paragraph.text.strip(), paragraph.spot))
        elif (
            (mark and mark.rank == rank)
            or id(paragraph) in owners
            or open_task is None
            or (rank is None and open_task.cells)
        ):
            items.append(_begun(paragraph))
        else:
            items[-1] = _with_text(open_task, paragraph)
    return [_titled(item) if isinstance(item, Task) else item for item in items]


def _begun(paragraph: Paragraph) -> Task:
    return _with_bracket(Task(paragraph.spot), paragraph.text)


def _with_bracket(task: Task, text: str) -> Task:
    """A task that goes on with a paragraph: its text, and in the bracket at its end agencies, a deadline, or a note."""
    body, inside = _bracket(text) or (text.strip(), "")
    time = _TIME.search(inside)
    clauses = [clause for part in _CLAUSES.split(_TIME.sub("", inside)) if (clause := part.strip("，, "))]
    said = [clause for clause in clauses if _ROLE_LABEL.search(clause) or agencies(clause)]
    notes = [clause for clause in clauses if clause not in said]
    cells: tuple[tuple[Hint, str], ...] = (("duty", "；".join(said)),) if said else ()
    return replace(
        task,
        requirement=_continued(task.requirement, body),
        cells=(*task.cells, *cells),
        deadline=time[1].strip() if time else task.deadline,
        remark="；".join(filter(None, (task.remark, *notes))) or None,
    )


def _continued(before: str | None, text: str) -> str:
    """A text and the next paragraph; a line that breaks off in a sentence goes on in the next."""
    if not before or not text:
        return before or text
    wrapped = not ends(before) and ("\n" in before or "。" in before or len(before) > _LINE)
    return glued(before, text) if wrapped else f"{before}\n{text}"


def _with_label(task: Task, label: tuple[str, str], paragraph: Paragraph) -> Task:
    kind, value = column_kind(label[0]), label[1]
    spot = joined([task.spot, paragraph.spot])
    if kind == "deadline":
        return replace(task, spot=spot, deadline=value or None)
    hint: Hint = kind if kind in ("lead", "support", "both", "first") else "duty"
    hint = "support" if hint == "duty" and any(held == "lead" for held, _ in task.cells) else hint
    value = value.rstrip("；;，,。")
    return replace(task, spot=spot, cells=(*task.cells, (hint, value)) if bare(value) else task.cells)


def _with_text(task: Task, paragraph: Paragraph) -> Task:
    return replace(_with_bracket(task, paragraph.text), spot=joined([task.spot, paragraph.spot]))


def _titled(task: Task) -> Task:
    """The first line or sentence of a numbered task is its title."""
    text = task.requirement or ""
    if not mark_of(text):
        return task if task.cells else task.doubting(doubts.NO_AGENCY)
    line, _, below = text.partition("\n")
    if below:
        task = replace(task, title=line.strip(), requirement=below)
    elif match := _SENTENCE.match(text):
        task = replace(task, title=match[1], requirement=match[2])
    else:
        task = replace(task, title=text, requirement=None)
    return task if task.cells else task.doubting(doubts.NO_AGENCY)
