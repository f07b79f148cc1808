"""Comparisons: the list of them, and each with its tasks beside each other."""

from collections.abc import Iterator

from gksite.model.compared import ComparedTask, ComparisonCard, ComparisonGroup, Contrast
from gksite.model.comparisons import Comparison
from gksite.model.outputs import Link, Output, PageInfo
from gksite.model.site import Site, Task, TaskKey
from gksite.model.topics import Topic
from gksite.pages.citation import Cite, page_citations
from gksite.pages.matrix import matrix
from gksite.pages.tagging import TASK_LISTS, list_tags
from gksite.pages.topic_links import shown_topic
from gksite.pages.views import HOME, Views
from gksite.problems.problem import Phrase
from gksite.text.runs import Run, runs

COMPARE = Link("对比", "compare/")


def pages(views: Views) -> Iterator[Output]:
    """The list, then a page per comparison; nothing where there are none."""
    comparisons = views.site.comparisons.by_id
    if not comparisons:
        return
    tags = list_tags(COMPARE, TASK_LISTS, views.site, views.tr)
    info = PageInfo("comparisons", COMPARE.text, COMPARE.url, crumbs=(HOME,), column=tags)
    data = {"matrix": matrix(views), "groups": _groups(views), "count": len(comparisons)}
    yield Output("compare/index.html", "pages/comparisons.html", info, data, origin=Phrase("对比列表"))
    cite = page_citations(views)
    for comparison in comparisons.values():
        yield _comparison(comparison, cite, views)


def comparison_links(site: Site) -> tuple[Link, ...]:
    """Links to the list and to each comparison; none where they have no pages."""
    if not site.comparisons.by_id:
        return ()
    return (COMPARE, *map(_link, site.comparisons.by_id.values()))


def of_topic(topic: Topic, site: Site) -> tuple[Link, ...]:
    """Links to the comparisons of a topic and of those below it; none where they have no pages."""
    ids = set(_with_those_below(topic, site))
    return tuple(_link(comparison) for comparison in site.comparisons.by_id.values() if comparison.record.topic in ids)


def _with_those_below(topic: Topic, site: Site) -> Iterator[str]:
    yield topic.id
    for id in topic.below:
        yield from _with_those_below(site.topics[id], site)


def _link(comparison: Comparison) -> Link:
    return Link(comparison.record.title, comparison.url)


def _groups(views: Views) -> tuple[ComparisonGroup, ...]:
    """The comparisons by topic in the order of the topics, those without one last."""
    topics = views.site.topics
    cards: dict[str, list[ComparisonCard]] = {id: [] for id in (*topics, "")}
    for comparison in views.site.comparisons.by_id.values():
        topic = comparison.record.topic or ""
        cards[topic if topic in cards else ""].append(_card(comparison, views))
    found = []
    for id, held in cards.items():
        if held:
            title = topics[id].title if id else ""
            found.append(ComparisonGroup(shown_topic(id, views.site), title, tuple(held)))
    return tuple(found)


def _card(comparison: Comparison, views: Views) -> ComparisonCard:
    places = tuple(dict.fromkeys(views.place_and_year(key.notice) for key in comparison.tasks))
    return ComparisonCard(comparison.record.title, comparison.url, len(comparison.tasks), places)


def _comparison(comparison: Comparison, cite: Cite, views: Views) -> Output:
    title = views.tr("{name}（对比）").format(name=comparison.record.title)
    tasks = tuple(_compared(key, views) for key in comparison.tasks)
    first, *others = (views.site.tasks[key] for key in comparison.tasks)
    data = {
        "title": comparison.record.title,
        "topic": shown_topic(comparison.record.topic, views.site),
        "tasks": tasks,
        "notices": len({key.notice for key in comparison.tasks}),
        "first": tasks[0],
        "contrasts": tuple(_contrast(first, other, views) for other in others),
        "citation": cite(title, comparison.url),
    }
    tags = list_tags(Link(title, comparison.url), TASK_LISTS, views.site, views.tr)
    info = PageInfo("comparison", title, comparison.url, crumbs=(HOME, COMPARE), column=tags)
    origin = Phrase("对比 {id}", id=comparison.id)
    return Output(f"{comparison.url}index.html", "pages/comparison.html", info, data, origin=origin)


def _name(key: TaskKey, views: Views) -> str:
    row = views.rows[key]
    name = views.tr("{place}第 {n} 项")
    return name.format(place=views.place_and_year(key.notice), n=row.label or row.number)


def _compared(key: TaskKey, views: Views) -> ComparedTask:
    card, task = views.cards[key.notice], views.site.tasks[key]
    return ComparedTask(
        name=_name(key, views),
        place=card.jurisdiction,
        year=card.year,
        notice=Link(card.title, card.url),
        row=views.rows[key],
        deadlines=task.deadlines,
        documents=task.documents,
    )


def _contrast(first: Task, other: Task, views: Views) -> Contrast:
    """What a task says otherwise than the first one, word by word."""
    name, url = _name(other.key, views), other.key.url
    base, text = first.record.requirement, other.record.requirement
    if base is None or text is None:
        return Contrast(name, url, "none")
    found = runs(base, text)
    same, gone, new = (_letters(found, kind) for kind in ("same", "gone", "new"))
    if not gone and not new:
        return Contrast(name, url, "same", found)
    return Contrast(name, url, "some" if same else "apart", found, new, gone)


def _letters(found: tuple[Run, ...], kind: str) -> int:
    """Characters of the runs of a kind, without blanks and punctuation."""
    texts = [run.base or run.other for run in found if run.kind == kind]
    return sum(character.isalnum() for character in "".join(texts))


def compared_with(key: TaskKey, views: Views) -> tuple[tuple[Link, tuple[Link, ...]], ...]:
    """The comparisons that a task is in, each with its other tasks; none where they have no pages."""
    if not views.site.comparisons.by_id:
        return ()
    found = []
    for id in views.site.comparisons.of_task.get(key, ()):
        comparison = views.site.comparisons.by_id[id]
        others = tuple(_other(other, views) for other in comparison.tasks if other != key)
        found.append((_link(comparison), others))
    return tuple(found)


def _other(key: TaskKey, views: Views) -> Link:
    row = views.rows[key]
    return Link(f"{_name(key, views)} {row.heading}", row.url)
