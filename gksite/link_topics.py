"""Topics of content/topics.yaml linked: each with its tasks and those of the topics below it; unknown ids noted."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gksite.documents.shapes import Entry
from gksite.model.records import NoticeRecord
from gksite.model.site import Task, TaskKey
from gksite.model.topics import LEVELS, Topic, TopicRecord, TopicsRecord
from gksite.model.walk import KeyPath, walk_tasks
from gksite.problems.problem import Code, Level, Phrase, Problems, did_you_mean
from gksite.text.names import near

UNKNOWN_TOPIC = Code(
    "GK250",
    "没有编号为“{id}”的主题{hint}",
    why="任务写的主题要在 content/topics.yaml 里有，读者才能从主题找到它。",
    mend="改成 content/topics.yaml 里的编号；确实是新的主题，先在那里写上。",
)
DOUBLE_TOPIC = Code(
    "GK251",
    "主题的编号“{id}”已经用过（{first}）",
    why="主题的编号就是网址，全部主题（不论在哪一级）里不能重复。",
    mend="给其中一个换一个没有用过的编号；公布过的编号不要改。",
)
TOO_DEEP = Code(
    "GK252",
    "主题“{title}”在第 {level} 级，主题最多 {limit} 级",
    why="级数太多，读者要一层一层点下去才找得到任务。",
    mend="移到上一级，或者并进上一级的主题。",
)
NEEDLESS_TOPIC = Code(
    "GK253",
    "任务的主题“{id}”是多余的：{reason}",
    why="上级主题的页面自动列出下级主题的任务；多写一个，看不出这项任务究竟属于哪一个主题。",
    mend="删去这一个；任务只写最贴切的那一级。",
    level=Level.WARNING,
)
NO_TOPICS = Code(
    "GK254",
    "这份通知有 {count} 项任务写了主题（topics），而 content/topics.yaml 里没有主题",
    why="没有主题表，写在任务里的编号什么也不指。",
    mend="建好 content/topics.yaml；不用主题的，删去各项任务的 topics。",
)


@dataclass(frozen=True, slots=True)
class LinkedTopics:
    """The topics by id in the order of their tree, and the tasks that are in none."""

    topics: Mapping[str, Topic]
    without: tuple[TaskKey, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """A topic met on the walk down the tree: its place in the YAML, and the ids above it from the top."""

    key_path: KeyPath
    record: TopicRecord
    above: tuple[str, ...]


def link_topics(
    entry: Entry[TopicsRecord] | None,
    notices: Iterable[Entry[NoticeRecord]],
    tasks: Iterable[Task],
    problems: Problems,
) -> LinkedTopics:
    """The topics with the tasks of a site, which come in its order; what notices say wrong of them is noted."""
    known = _known(entry, problems)
    for notice in notices:
        if known:
            _check_notice(notice, known, problems)
        else:
            _refuse_topics(notice, problems)
    return _linked(known, tuple(tasks))


def _known(entry: Entry[TopicsRecord] | None, problems: Problems) -> dict[str, _Step]:
    """Every topic by its id; one whose id is used already, or that stands too deep, is noted."""
    known: dict[str, _Step] = {}
    if entry is None:
        return known
    document = entry.document
    for step in _walk(entry.record.topics):
        record, level = step.record, len(step.above) + 1
        if level > LEVELS:
            place = document.location((*step.key_path, "id"))
            problems.add(TOO_DEEP, place, title=record.title, level=level, limit=LEVELS)
        first = known.setdefault(record.id, step)
        if first is not step:
            places = [document.location((*each.key_path, "id")) for each in (step, first)]
            problems.add(DOUBLE_TOPIC, places[0], id=record.id, first=str(places[1]))
    return known


def _walk(records: Sequence[TopicRecord], key_path: KeyPath = (), above: tuple[str, ...] = ()) -> Iterator[_Step]:
    """Every topic of a tree, each before those below it."""
    for i, record in enumerate(records):
        step = _Step((*key_path, "topics", i), record, above)
        yield step
        yield from _walk(record.topics, step.key_path, (*above, record.id))


def _refuse_topics(notice: Entry[NoticeRecord], problems: Problems) -> None:
    """Note that tasks state topics where there are none, once for the notice."""
    places = [(*step.key_path, "topics") for step in walk_tasks(notice.record.sections) if step.task.topics]
    if places:
        problems.add(NO_TOPICS, notice.document.location(places[0]), count=len(places))


def _check_notice(notice: Entry[NoticeRecord], known: Mapping[str, _Step], problems: Problems) -> None:
    for step in walk_tasks(notice.record.sections):
        ids = step.task.topics
        for i, id in enumerate(ids):
            place = notice.document.location((*step.key_path, "topics", i))
            if id not in known:
                problems.add(UNKNOWN_TOPIC, place, id=id, hint=did_you_mean(near(id, known, most=1)))
            elif reason := _needless(i, ids, known):
                problems.add(NEEDLESS_TOPIC, place, id=id, reason=reason)


def _needless(at: int, ids: Sequence[str], known: Mapping[str, _Step]) -> Phrase | None:
    """Why one of the topics of a task says nothing; None where it does."""
    if ids[at] in ids[:at]:
        return Phrase("前面已经写过")
    for other in ids:
        if other in known and ids[at] in known[other].above:
            return Phrase("同时写了它的下级“{below}”", below=other)
    return None


def _linked(known: Mapping[str, _Step], tasks: Collection[Task]) -> LinkedTopics:
    found: dict[str, dict[TaskKey, None]] = {id: {} for id in known}
    without = []
    for task in tasks:
        mine = [id for id in task.record.topics if id in known]
        for id in mine:
            for holder in (id, *known[id].above):
                found[holder][task.key] = None
        if not mine:
            without.append(task.key)
    topics = {id: _topic(step, known, tuple(found[id])) for id, step in known.items()}
    return LinkedTopics(topics, tuple(without))


def _topic(step: _Step, known: Mapping[str, _Step], tasks: tuple[TaskKey, ...]) -> Topic:
    record = step.record
    below = tuple(each.id for each in record.topics if known[each.id].above[-1:] == (record.id,))
    return Topic(record.id, record.title, record.about, record.pinyin, step.above, below, tasks)
