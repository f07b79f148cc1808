"""A requirement in pieces: what it cites leads to the document, what it says by when is told apart."""

from collections.abc import Iterator

from gksite.model.outputs import TextRun
from gksite.model.site import Task
from gksite.pages.citing import cited_links
from gksite.pages.views import Views


def required(task: Task, views: Views) -> tuple[tuple[TextRun, ...], ...]:
    """The lines of a requirement that are not blank, each as runs; none where the source has none."""
    marks = list(_marks(task, views))
    lines = (task.record.requirement or "").split("\n")
    return tuple(tuple(_runs(line, marks)) for line in lines if line.strip())


def _marks(task: Task, views: Views) -> Iterator[TextRun]:
    """What is to be told apart, as it is printed, the longest first."""
    found = {limit.text: TextRun(limit.text, "limit") for limit in task.deadlines}
    for document, link in zip(task.documents, cited_links(task.documents, views), strict=True):
        if link.url:
            printed = document.number or document.text
            found[printed] = TextRun(printed, "document", link.url)
    yield from sorted(found.values(), key=lambda run: -len(run.text))


def _runs(line: str, marks: list[TextRun]) -> Iterator[TextRun]:
    """A line cut at the marks that stand in it, from the left."""
    rest = line
    while rest:
        held = [(rest.find(mark.text), mark) for mark in marks if mark.text in rest]
        if not held:
            break
        at, mark = min(held, key=lambda each: each[0])
        if at:
            yield TextRun(rest[:at])
        yield mark
        rest = rest[at + len(mark.text) :]
    if rest:
        yield TextRun(rest)
