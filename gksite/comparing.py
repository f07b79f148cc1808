"""Groups of tasks that may be the same duty, proposed as drafts of content/comparisons.yaml for a person to review."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from gksite.documents.folders import COMPARISONS
from gksite.documents.shapes import Entry, reads_as
from gksite.documents.yaml_writer import items_yaml
from gksite.link_comparisons import task_key
from gksite.model.comparisons import ComparisonRecord, ComparisonsRecord
from gksite.model.headings import heading
from gksite.model.site import Site, Task, TaskKey
from gksite.problems.problem import RequestError
from gksite.text.likeness import Writing, groups_alike

FILE = f"content/{COMPARISONS}"
"""Where comparisons stand."""
HEAD = """\
# 对比：几份通知交给各自单位去做的同一件事。gksite compare --write 写入草稿，由人对读原文后复核：
# 是同一件事的，改好 id 和标题，删去 draft: true，写上 reviewed: {by: 姓名, on: 日期}；不是的，删去。
"""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft, and the ids of the comparisons that have tasks in common with it."""

    record: ComparisonRecord
    near: tuple[str, ...]


def proposals(site: Site, known: Sequence[ComparisonRecord], notice: str | None = None) -> tuple[Proposal, ...]:
    """What has not been compared yet, by the likeness of the texts and their topics; `notice`: with tasks of it alone.

    Groups whose every task stands in some comparison already are left out, drafts counted.
    """
    writings = {key: _writing(task) for key, task in site.tasks.items()}
    compared = {key for record in known for key in _keys(record)}
    ids = {record.id for record in known}
    found = []
    for group in groups_alike(writings):
        is_wanted = notice is None or notice in {key.notice for key in group}
        if not is_wanted or set(group) <= compared:
            continue
        record = _draft(sorted(group, key=lambda key: _order(key, site)), site, ids)
        ids.add(record.id)
        near = tuple(other.id for other in known if not set(group).isdisjoint(_keys(other)))
        found.append(Proposal(record, near))
    return tuple(found)


def _writing(task: Task) -> Writing:
    record = task.record
    words = [text for text in (record.title, record.requirement) if text]
    return Writing("\n".join(words), task.key.notice, frozenset(record.topics))


def _keys(record: ComparisonRecord) -> list[TaskKey]:
    return [key for key in map(task_key, record.tasks) if key is not None]


def _order(key: TaskKey, site: Site) -> tuple[int, str, int]:
    """Newest notice first, then by its number."""
    return (-site.notices[key.notice].day.toordinal(), key.notice, key.number)


def _draft(group: Sequence[TaskKey], site: Site, taken: Collection[str]) -> ComparisonRecord:
    """A group as a comparison that nobody has reviewed: named by its first task until somebody names it."""
    first = f"{group[0].notice}-{group[0].number}"
    id, count = first, 1
    while id in taken:
        count += 1
        id = f"{first}-{count}"
    tasks = [site.tasks[key] for key in group]
    titled = [task for task in tasks if task.record.title]
    topics = Counter(topic for task in tasks for topic in task.record.topics)
    topic = min(topics, key=lambda topic: (-topics[topic], topic), default=None)
    names = tuple(key.written for key in group)
    return ComparisonRecord(id=id, title=heading((titled or tasks)[0]), topic=topic, tasks=names, draft=True)


def proposals_yaml(found: Iterable[Proposal], indent: int = 2) -> str:
    """The drafts as items of a list, each behind a line that names the comparisons near it."""
    lines = []
    for proposal in found:
        if proposal.near:
            lines.append(f"{' ' * indent}# 有任务已在对比 {'、'.join(proposal.near)} 里：是同一件事的，并入那一组。")
        lines.append(items_yaml([proposal.record], indent))
    return "\n".join(lines) + "\n"


def with_proposals(entry: Entry[ComparisonsRecord] | None, found: Sequence[Proposal]) -> str:
    """The text of the file with the drafts behind what stands there. Raises RequestError where they do not fit on."""
    if entry is None:
        return f"{HEAD}comparisons:\n{proposals_yaml(found)}"
    text = entry.document.text.rstrip("\n") + "\n" + proposals_yaml(found, _indent(entry))
    wanted = ComparisonsRecord(comparisons=(*entry.record.comparisons, *(proposal.record for proposal in found)))
    if not reads_as(FILE, text, wanted):
        raise RequestError("{file} 的写法接不上新的一组；请不用 --write，把显示的内容自己贴进去", file=FILE)
    return text


def _indent(entry: Entry[ComparisonsRecord]) -> int:
    """Blanks before the dash of the file's own items."""
    if not entry.record.comparisons:
        return 2
    line = entry.document.text.split("\n")[entry.document.location(("comparisons", 0)).line - 1]
    return len(line) - len(line.lstrip())
