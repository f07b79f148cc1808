"""Cited documents as pages show them: what a text cites, who cites a document and in which words."""

from collections.abc import Iterable

from gksite.model.document_views import CitedLink, CitingNotice, CitingPlace, DocumentCard, PrintedTitle
from gksite.model.documents import Citation, Document, Place
from gksite.model.facts import CitedDocument
from gksite.model.outputs import Link
from gksite.model.site import Notice, TaskKey
from gksite.pages.views import Views

DOCUMENTS = Link("引用文件", "documents/")
PLACES: dict[Place, str] = {
    "title": "题目",
    "requirement": "工作要求",
    "remark": "备注",
    "preamble": "正文",
    "closing": "正文结尾",
    "documents": "编辑录入",
}
"""What pages call the text that cites."""


def card(document: Document, views: Views) -> DocumentCard:
    """A document as a line of a list."""
    tasks, notices = len(document.tasks), len(document.notices)
    itself = views.cards.get(document.notice or "")
    link = None
    if itself is not None:
        link = Link(itself.title, itself.url)
    return DocumentCard(document.number, document.title, document.url, tasks, notices, link)


def cited_links(documents: Iterable[CitedDocument], views: Views) -> tuple[CitedLink, ...]:
    """What a text cites, each with the way to its page."""
    return tuple(_cited(document, views) for document in documents)


def _cited(cited: CitedDocument, views: Views) -> CitedLink:
    document = views.site.documents.get(cited.number or "")
    title = cited.title or (document and document.title)
    return CitedLink(title or cited.number or cited.text, cited.number, _address(document, views))


def _address(document: Document | None, views: Views) -> str | None:
    """Where a document's number leads: to the notice of this portal that it is, else to its page."""
    if document is None:
        return None
    if document.notice is not None:
        return views.site.notices[document.notice].url
    if not views.site.shown_documents:
        return None
    return document.url


def cited_by_notice(notice: Notice, views: Views) -> tuple[CitedLink, ...]:
    """All documents that a notice cites, in its letter or its tasks, each once with where it does."""
    found: dict[str, list[CitedDocument]] = {}
    tasks: dict[str, list[Link]] = {}
    letter = {cited.number or cited.text for cited in notice.documents}
    for cited in notice.documents:
        found.setdefault(cited.number or cited.text, []).append(cited)
    for task in notice.tasks:
        for cited in task.documents:
            found.setdefault(cited.number or cited.text, []).append(cited)
            tasks.setdefault(cited.number or cited.text, []).append(task_link(task.key, views))
    links = []
    for name, documents in found.items():
        first = next((each for each in documents if each.title), documents[0])
        link = _cited(first, views)
        links.append(CitedLink(link.text, link.number, link.url, tuple(tasks.get(name, ())), name in letter))
    return tuple(links)


def task_link(key: TaskKey, views: Views) -> Link:
    """A link to a task by its place in the table."""
    row = views.rows[key]
    return Link(views.tr("第 {n} 项").format(n=row.label or row.number), row.url)


def citing(document: Document, views: Views) -> tuple[CitingNotice, ...]:
    """Who cites a document, by notice, each place in its words."""
    groups: dict[str, list[CitingPlace]] = {}
    for citation in document.citations:
        groups.setdefault(citation.notice, []).append(_place(citation, views))
    found = []
    for id, places in groups.items():
        notice = views.site.notices[id]
        found.append(CitingNotice(Link(notice.record.title, notice.url), tuple(places)))
    return tuple(found)


def citing_notice(notice: Notice, views: Views) -> tuple[CitingNotice, ...]:
    """Who cites a notice by its number."""
    found: tuple[CitingNotice, ...] = ()
    for document in views.site.documents.values():
        if document.notice == notice.id:
            found = (*found, *citing(document, views))
    return found


def notices_citing(notice: Notice, views: Views) -> tuple[str, ...]:
    """The ids of the notices that cite a notice by its number."""
    found: tuple[str, ...] = ()
    for document in views.site.documents.values():
        if document.notice == notice.id:
            found = (*found, *document.notices)
    return found


def _place(citation: Citation, views: Views) -> CitingPlace:
    if citation.task is None:
        url = views.site.notices[citation.notice].url
        link = Link(views.tr("通知的正文"), f"{url}#text")
    else:
        row = views.rows[citation.task]
        name = task_link(citation.task, views).text
        link = Link(f"{name} {row.heading}", row.url)
    return CitingPlace(link, PLACES[citation.place], citation.before, citation.printed, citation.after)


def printed_titles(document: Document, views: Views) -> tuple[PrintedTitle, ...]:
    """The titles that are printed beside a document's number, each with its places."""
    found = []
    for title, citations in document.titles.items():
        places = [_where(citation, views) for citation in citations]
        found.append(PrintedTitle(title, tuple(dict.fromkeys(places))))
    return tuple(found)


def _where(citation: Citation, views: Views) -> Link:
    """The place that prints a title, by its notice."""
    name = views.place_and_year(citation.notice)
    if citation.task is None:
        url = views.cards[citation.notice].url
        return Link(views.tr("{notice}通知正文").format(notice=name), f"{url}#text")
    task = task_link(citation.task, views)
    return Link(views.tr("{notice}的{task}").format(notice=name, task=task.text), task.url)
