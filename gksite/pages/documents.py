"""The documents that notices cite: their list by year, and each with all that cites it."""

from collections.abc import Iterator
from itertools import groupby

from gksite.model.documents import Document
from gksite.model.outputs import Output, PageInfo
from gksite.pages.citation import Cite, page_citations
from gksite.pages.citation_graph import document_graph
from gksite.pages.citing import DOCUMENTS, card, citing, printed_titles
from gksite.pages.tagging import list_tags
from gksite.pages.views import HOME, Views
from gksite.problems.problem import Phrase


def pages(views: Views) -> Iterator[Output]:
    """The list, then a page per document; nothing where none is cited."""
    if not views.site.documents:
        return
    documents = sorted(views.site.documents.values(), key=_newest_first)
    years = []
    for year, group in groupby(documents, key=lambda document: document.year):
        years.append((year, tuple(card(document, views) for document in group)))
    tags = list_tags(DOCUMENTS, "信息公开目录", views.site, views.tr)
    info = PageInfo("documents", DOCUMENTS.text, DOCUMENTS.url, crumbs=(HOME,), column=tags)
    data = {"years": tuple(years), "count": len(documents), "downloads": views.downloads("data/documents.json")}
    yield Output("documents/index.html", "pages/documents.html", info, data, origin=Phrase("引用文件列表"))
    cite = page_citations(views)
    for document in documents:
        yield _document(document, cite, views)


def _newest_first(document: Document) -> int:
    """By year, the newest first; those of a year stay in the order of their numbers."""
    return -(document.year or 0)


def _document(document: Document, cite: Cite, views: Views) -> Output:
    tr, shown = views.tr, card(document, views)
    title = document.number
    if document.title:
        title = tr("{title}（{number}）").format(title=document.title, number=document.number)
    described = tr("{number}：在 {notices} 份通知、{tasks} 项任务中引用。")
    description = described.format(number=document.number, notices=shown.notices, tasks=shown.tasks)
    info = PageInfo("document", title, document.url, description, (HOME, DOCUMENTS))
    data = {
        "document": shown,
        "titles": printed_titles(document, views),
        "web_address": document.address,
        "source": document.source,
        "graph": document_graph(document, views),
        "citing": citing(document, views),
        "citation": cite(tr("引用 {title} 的任务和文件").format(title=title), document.url),
    }
    origin = Phrase("引用文件 {number}", number=document.number)
    return Output(f"{document.url}index.html", "pages/document.html", info, data, origin=origin)
