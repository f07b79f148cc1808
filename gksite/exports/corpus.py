"""data/corpus.jsonl: every task and letter with its place, validity and digest, for those who build assistants.

A JSON object a line ("gksite/corpus/1"): whoever answers from it can name the notice, the place in its source and the
terms, and can see what no longer holds.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from gksite.documents.markdown import to_text
from gksite.exports.notice_json import published
from gksite.model.outputs import Output
from gksite.model.site import Site
from gksite.problems.problem import Phrase

SCHEMA = "gksite/corpus/1"
PATH = "data/corpus.jsonl"


def exports(site: Site) -> Iterator[Output]:
    """One file: for each notice its letter, where it has one, then its tasks."""
    lines = []
    for notice in site.notices.values():
        for entry in entries(published(notice, site), site.config.base):
            lines.append(json.dumps(entry, ensure_ascii=False) + "\n")
    yield Output(PATH, content="".join(lines).encode(), origin=Phrase("语料"))


def entries(notice: Mapping[str, Any], base: str) -> Iterator[dict[str, Any]]:
    """The entries of a notice in its published form; each has the same keys, absent is null or []."""
    letter = "\n\n".join(to_text(notice[key]) for key in ("preamble", "closing") if notice[key])
    if letter:
        yield _entry("letter", notice["id"], letter, notice, {}, f"{base}{notice['url']}")
    for task in notice["tasks"]:
        text = "\n".join(task[key] for key in ("title", "requirement") if task[key])
        yield _entry("task", task["id"], text, notice, task, f"{base}{task['url']}")


def _entry(
    kind: str, id: str, text: str, notice: Mapping[str, Any], task: Mapping[str, Any], url: str
) -> dict[str, Any]:
    source = notice["source"]
    facts = notice if kind == "letter" else task
    return {
        "schema": SCHEMA,
        "id": id,
        "kind": kind,
        "text": text,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "notice": {"id": notice["id"], "title": notice["title"], "number": notice["number"]},
        "issuer": notice["issuer"],
        "jurisdiction": notice["jurisdiction"],
        "year": notice["year"],
        "number": task.get("number"),
        "sections": task.get("sections", []),
        "lead": [agency["name"] for agency in task.get("lead", ())],
        "support": [agency["name"] for agency in task.get("support", ())],
        "deadlines": [deadline["text"] for deadline in facts["deadlines"]],
        "status": notice["status"],
        "disclosure": notice["disclosure"],
        "source": source and {**source, "place": task.get("source")},
        "url": url,
        "licence": notice["licence"],
        "updated": notice["updated"],
    }
