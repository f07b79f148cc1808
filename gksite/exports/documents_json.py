"""data/documents.json: the documents that notices cite, a stable contract ("gksite/documents/1")."""

from collections.abc import Iterator
from typing import Any

from gksite.exports.json_file import json_file
from gksite.model.documents import Citation, Document
from gksite.model.outputs import Output
from gksite.model.site import Site
from gksite.problems.problem import Phrase

SCHEMA = "gksite/documents/1"
PATH = "data/documents.json"


def exports(site: Site) -> Iterator[Output]:
    """One JSON file of all cited documents."""
    form = {
        "schema": SCHEMA,
        "licence": site.config.licence,
        "documents": [_document(document) for document in site.documents.values()],
    }
    yield json_file(PATH, form, Phrase("引用文件的数据"))


def _document(document: Document) -> dict[str, Any]:
    titles = []
    for title, citations in document.titles.items():
        titles += [{"title": title, "where": where} for where in dict.fromkeys(map(_where, citations))]
    return {
        "number": document.number,
        "id": document.id,
        "url": document.url,
        "title": document.title,
        "titles": titles,
        "address": document.address,
        "source": document.source,
        "notice": document.notice,
        "cited_by": [_citation(citation) for citation in document.citations],
    }


def _where(citation: Citation) -> str:
    """The task that prints a title, else the text of the notice's letter: quanzhou-2018/7, quanzhou-2018/preamble."""
    if citation.task is None:
        return f"{citation.notice}/{citation.place}"
    return citation.task.written


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "notice": citation.notice,
        "task": citation.task and citation.task.number,
        "place": citation.place,
        "text": citation.text,
    }
