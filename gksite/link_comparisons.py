"""Comparisons as they are shown: those that somebody has reviewed, with the tasks that are public."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from gksite.documents.shapes import Entry
from gksite.documents.yaml_reader import Document
from gksite.model.comparisons import Comparison, ComparisonRecord, Comparisons, ComparisonsRecord
from gksite.model.keys import TaskKey
from gksite.model.site import Notice
from gksite.model.walk import KeyPath
from gksite.problems.problem import Code, Level, Phrase, Problems, did_you_mean
from gksite.registry.agencies import DUPLICATE_ID
from gksite.text.names import near

UNKNOWN_TASK = Code(
    "GK280",
    "没有任务“{name}”{hint}",
    why="对比页把几项任务的原文并排列出；写错了，要么缺一项，要么比错了任务。",
    mend="写成“通知的编号/任务序号”，例如 quanzhou-2018/3。那份通知或任务已经删去的，把这一项也删去。",
)
HIDDEN_TASK = Code(
    "GK281",
    "任务“{name}”所在的通知没有公布，对比里先不列",
    why="没有公布的通知，网站上任何地方都不出现；一组对比剩下的任务不足两份通知时，这一组也不发布。",
    mend="那份通知公布以后，再生成一次网站，这项任务自动列入。",
    level=Level.NOTE,
)
NAMED_TWICE = Code(
    "GK282",
    "任务“{name}”在这一组里已经列过",
    why="同一项任务与自己对比，没有差别可看。",
    mend="删去其中一处。",
)
ONE_NOTICE = Code(
    "GK283",
    "这一组的任务不是出自两份以上的通知，无法对比",
    why="对比是看不同地方、不同年份对同一件事怎么规定。",
    mend="补上别的通知里的同一件事；没有的，删去这一组。",
)
UNKNOWN_TOPIC = Code(
    "GK284",
    "没有主题“{name}”{hint}",
    why="对比按主题排列；主题要写在 content/topics.yaml 里。",
    mend="改成已有主题的 id，或者不写 topic。",
)
UNREVIEWED = Code(
    "GK285",
    "有 {count} 组对比没有人复核，没有发布",
    why="程序按文字相近提出的对比，要有人对读原文，确认是同一件事，才能公开。",
    mend="逐组对读原文：是同一件事的，改好 id 和标题，删去 draft: true，"
    "写上 reviewed: {by: 姓名, on: 日期}；不是的，删去。",
    level=Level.NOTE,
)

_DIGITS = 10
"""No number of a task has so many."""


def link_comparisons(
    entry: Entry[ComparisonsRecord] | None,
    notices: Mapping[str, Notice],
    unseen: Collection[str],
    topics: Collection[str] | None,
    problems: Problems,
) -> Comparisons:
    """The comparisons that are shown; what does not resolve is noted and left out.

    `unseen` are the ids of notices that are there and not shown, for whatever reason; `topics` those of the portal's
    topics, None where it has none.
    """
    if entry is None:
        return Comparisons()
    document = entry.document
    found: dict[str, Comparison] = {}
    of_task: dict[TaskKey, list[str]] = {}
    _check_ids(entry, problems)
    waiting = sum(not record.is_public for record in entry.record.comparisons)
    if waiting:
        problems.add(UNREVIEWED, document.location(("comparisons",), key=True), count=waiting)
    for i, record in enumerate(entry.record.comparisons):
        if not record.is_public or record.id in found:
            continue
        key_path: KeyPath = ("comparisons", i)
        _check_topic(record, key_path, document, topics, problems)
        reader = _Tasks(document, notices, unseen, problems)
        tasks = reader.read(record, key_path)
        if _can_be_compared(tasks):
            found[record.id] = Comparison(record, tasks)
            for key in tasks:
                of_task.setdefault(key, []).append(record.id)
    return Comparisons(found, {key: tuple(ids) for key, ids in of_task.items()})


def _can_be_compared(tasks: Iterable[TaskKey]) -> bool:
    return len({key.notice for key in tasks}) > 1


def _check_ids(entry: Entry[ComparisonsRecord], problems: Problems) -> None:
    """Note an id that is given twice, to a draft too: it will be an address."""
    first: dict[str, str] = {}
    for i, record in enumerate(entry.record.comparisons):
        place = entry.document.location(("comparisons", i, "id"))
        if record.id in first:
            problems.add(DUPLICATE_ID, place, id=record.id, first=first[record.id])
        first.setdefault(record.id, str(place))


def _check_topic(
    record: ComparisonRecord,
    key_path: KeyPath,
    document: Document,
    topics: Collection[str] | None,
    problems: Problems,
) -> None:
    if topics is None or record.topic is None or record.topic in topics:
        return
    hint = did_you_mean(near(record.topic, topics, most=1))
    problems.add(UNKNOWN_TOPIC, document.location((*key_path, "topic")), name=record.topic, hint=hint)


class _Tasks:
    """The tasks that comparisons name, looked up."""

    def __init__(
        self, document: Document, notices: Mapping[str, Notice], unseen: Collection[str], problems: Problems
    ) -> None:
        self.document, self.notices, self.unseen, self.problems = document, notices, unseen, problems

    def read(self, record: ComparisonRecord, key_path: KeyPath) -> tuple[TaskKey, ...]:
        """Those of one comparison that are shown, each once."""
        found: dict[TaskKey, None] = {}
        is_short = False
        for i, name in enumerate(record.tasks):
            place = self.document.location((*key_path, "tasks", i))
            key = task_key(name)
            if key is not None and key.notice in self.unseen:
                self.problems.add(HIDDEN_TASK, place, name=name)
                is_short = True
            elif key is None or key.notice not in self.notices or key.number not in self.numbers(key.notice):
                self.problems.add(UNKNOWN_TASK, place, name=name, hint=self.meant(name))
                is_short = True
            elif key in found:
                self.problems.add(NAMED_TWICE, place, name=name)
            else:
                found[key] = None
        if not is_short and not _can_be_compared(found):
            self.problems.add(ONE_NOTICE, self.document.location((*key_path, "tasks"), key=True))
        return tuple(found)

    def numbers(self, notice: str) -> set[int]:
        """The numbers of a notice's tasks."""
        return {task.key.number for task in self.notices[notice].tasks}

    def meant(self, name: str) -> Phrase:
        """What a task that does not exist may be a slip for: a task of the same number, or one of the same notice."""
        notice, _, number = name.partition("/")
        if notice in self.notices:
            return did_you_mean(near(name, list(self.names(notice)), most=1))
        likely = near(notice, self.notices, most=1)
        return did_you_mean([f"{id}/{number}" for id in likely if number in {str(n) for n in self.numbers(id)}])

    def names(self, notice: str) -> Iterator[str]:
        """The tasks of a notice as a comparison names them."""
        for task in self.notices[notice].tasks:
            yield task.key.written


def task_key(name: str) -> TaskKey | None:
    """The task that is meant by notice/number; None for anything else."""
    notice, _, number = name.partition("/")
    is_number = number.isascii() and number.isdecimal() and len(number) < _DIGITS
    if not is_number or number.startswith("0"):
        return None
    return TaskKey(notice, int(number))
