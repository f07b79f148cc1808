"""Every number of every export, counted again from the published JSON of notices: it shares no code with the program.

`differing_exports(files)` names each that is not what the notices say: rows of tables, sizes and digests of lists,
events of calendars, entries of feeds, and what JSON files of other things count.
"""

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

from openpyxl import load_workbook
from recount import Data, Key

ATOM = {"a": "http://www.w3.org/2005/Atom"}
Found = Iterator[str]


def differing_exports(files: Mapping[str, bytes]) -> list[str]:
    """What is not as the notices' JSON says, each by its file."""
    data = Data(files)
    found = []
    for pattern, looked in LOOKED_AT:
        for path in sorted(files):
            match = re.fullmatch(pattern, path)
            if match:
                found += [f"{path}: {fault}" for fault in looked(data, files[path], match)]
    return found


def _joined(values: list[Any]) -> str:
    texts = ["" if value is None else str(value) for value in values]
    return "；".join(re.sub(r"([\\；])", r"\\\1", text) for text in texts)


def _row(data: Data, id: str) -> dict[str, str]:
    """What the numbers and names of a row must be."""
    form, task = data.notices[id.partition("/")[0]], data.tasks[id]
    limits = task["deadlines"]
    return {
        "id": id,
        "notice_id": form["id"],
        "notice_title": form["title"],
        "notice_number": form["number"] or "",
        "year": str(form["year"]),
        "issued": form["issued"] or "",
        "number": str(task["number"]),
        "label": task["label"] or "",
        "sections": _joined(task["sections"]),
        "title": task["title"] or "",
        "summary": task["summary"] or "",
        "requirement": task["requirement"] or "",
        "lead": _joined([agency["name"] for agency in task["lead"]]),
        "support": _joined([agency["name"] for agency in task["support"]]),
        "deadlines": _joined([limit["text"] for limit in limits]),
        "deadline_kinds": _joined([limit["kind"] for limit in limits]),
        "deadline_dates": _joined([limit["date"] for limit in limits]),
        "document_numbers": _joined([document["number"] for document in task["documents"]]),
        "topics": _joined(task["topics"]),
        "licence": form["licence"] or "",
    }


def _table(data: Data, rows: list[dict[str, str]], wanted: list[str]) -> Found:
    if [row["id"] for row in rows] != wanted:
        yield f"{len(rows)} rows, {len(wanted)} tasks"
        return
    for row, id in zip(rows, wanted, strict=True):
        for column, value in _row(data, id).items():
            if _bare(row[column]) != value:
                yield f"{id} {column}: {row[column]!r} is not {value!r}"


def _bare(text: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from taking it for a formula."""
    return text.removeprefix("'")


def _csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _xlsx(content: bytes) -> list[dict[str, str]]:
    sheet = load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), ["" if v is None else str(v) for v in row], strict=True)) for row in rows]


def _all(data: Data, match: re.Match[str]) -> list[str]:
    """The tasks of a table, in the order of the site's notices."""
    form = data.notices.get(match[1] or "")
    if form is not None:
        return [task["id"] for task in form["tasks"]]
    order = dict.fromkeys(row["notice_id"] for row in _csv(data.files["data/tasks.csv"]))
    return [task["id"] for id in order if id in data.notices for task in data.notices[id]["tasks"]]


def _table_of_tasks(data: Data, content: bytes, match: re.Match[str]) -> Found:
    rows = _csv(content) if match[2] == "csv" else _xlsx(content)
    wanted = _all(data, match)
    if not match[1] and sorted(wanted) != sorted(data.tasks):
        yield "not every task is there"
    yield from _table(data, rows, wanted)


def _table_of_agency(data: Data, content: bytes, match: re.Match[str]) -> Found:
    rows = _csv(content)
    for role in ("lead", "support"):
        wanted = data.role((match[1], match[2]), role)
        mine = [row for row in rows if row["role"] == role]
        if sorted(row["id"] for row in mine) != sorted(wanted):
            yield f"{role}: {len(mine)} rows, {len(wanted)} tasks"


def _agency(data: Data, content: bytes, match: re.Match[str]) -> Found:
    form = json.loads(content)
    for role in ("lead", "support"):
        told = sorted(task["id"] for task in form[role])
        if told != sorted(data.role((match[1], match[2]), role)):
            yield f"{role} is not what the notices say"


def _index(data: Data, content: bytes, match: re.Match[str]) -> Found:
    form = json.loads(content)
    for file in form["files"]:
        actual = data.files[file["path"]]
        if (file["bytes"], file["sha256"]) != (len(actual), hashlib.sha256(actual).hexdigest()):
            yield f"{file['path']} is another one"
    listed = {file["path"] for file in form["files"]}
    for path in data.files:
        if re.fullmatch(r"data/(?!index\.json)\S+\.(?:json|jsonl|csv|xlsx)", path) and path not in listed:
            yield f"{path} is not listed"


def _package(data: Data, content: bytes, match: re.Match[str]) -> Found:
    for resource in json.loads(content)["resources"]:
        actual = data.files[f"data/{resource['path']}"]
        told = (resource["bytes"], resource["hash"])
        if told != (len(actual), f"sha256:{hashlib.sha256(actual).hexdigest()}"):
            yield f"{resource['path']} is another one"


def _catalogue(data: Data, content: bytes, match: re.Match[str]) -> Found:
    for dataset in json.loads(content)["dcat:dataset"]:
        for file in dataset["dcat:distribution"]:
            path = file["dcat:downloadURL"]
            size = file["dcat:byteSize"]
            sizes = {len(each) for name, each in data.files.items() if path.endswith(name.removeprefix("data/"))}
            if size not in sizes:
                yield f"{path} has another size"


def _corpus(data: Data, content: bytes, match: re.Match[str]) -> Found:
    lines = [json.loads(line) for line in content.decode().splitlines()]
    tasks = [line["id"] for line in lines if line["kind"] == "task"]
    if sorted(tasks) != sorted(data.tasks):
        yield f"{len(tasks)} lines, {len(data.tasks)} tasks"
    for line in lines:
        if line["sha256"] != hashlib.sha256(line["text"].encode()).hexdigest():
            yield f"{line['id']} has another digest"


def _calendar(data: Data, content: bytes, match: re.Match[str]) -> Found:
    """One event of a day for each limit with a date, of all, of a notice, of an agency that is named."""
    events = re.findall(r"DTSTART;VALUE=DATE:(\d{8})", content.decode())
    wanted = []
    for id, form in data.notices.items():
        if match[1] in (None, id):
            wanted += form["deadlines"] if match[2] is None else []
            for task in form["tasks"]:
                if match[2] is None or _names(task, (match[2], match[3])):
                    wanted += task["deadlines"]
    days = [limit["date"].replace("-", "") for limit in wanted if limit["date"]]
    if sorted(events) != sorted(days):
        yield f"{len(events)} events, {len(days)} days"


def _names(task: dict[str, Any], key: Key) -> bool:
    return any(key == (agency["jurisdiction"], agency["id"]) for role in ("lead", "support") for agency in task[role])


def _feed(data: Data, content: bytes, match: re.Match[str]) -> Found:
    """The counts of tasks in the entries of a feed, whole or of an agency."""
    for entry in ElementTree.fromstring(content).iterfind("a:entry", ATOM):
        id = entry.findtext("a:id", "", ATOM)
        for tag in ("title", "summary"):
            text = entry.findtext(f"a:{tag}", "", ATOM)
            if whole := re.fullmatch(r"共 (\d+) 项任务。", text):
                notice = re.search(r"/notices/([^/]+)/$", id)
                if notice is None or len(data.notices[notice[1]]["tasks"]) != int(whole[1]):
                    yield f"{id}: {text}"
            if match[1] and (told := re.findall(r"(牵头|责任) (\d+) 项", text)):
                notice_id = id.rpartition("#notice-")[2]
                roles = {"牵头": "lead", "责任": "support"}
                for word, number in told:
                    if len(data.role((match[1], match[2]), roles[word], notice_id)) != int(number):
                        yield f"{id}: {text}"


def _documents(data: Data, content: bytes, match: re.Match[str]) -> Found:
    told = {}
    for document in json.loads(content)["documents"]:
        told[document["number"]] = {(each["notice"], each["task"]) for each in document["cited_by"]}
    wanted: dict[str, set[tuple[str, int | None]]] = {}
    for id, form in data.notices.items():
        for number, holder in [(None, form), *((task["number"], task) for task in form["tasks"])]:
            for document in holder["documents"]:
                if document["number"]:
                    wanted.setdefault(document["number"], set()).add((id, number))
    if told != wanted:
        yield "who cites what is not what the notices say"


def _topics(data: Data, content: bytes, match: re.Match[str]) -> Found:
    form = json.loads(content)
    below: dict[str, set[str]] = {topic["id"]: {topic["id"]} for topic in form["topics"]}
    for topic in reversed(form["topics"]):
        if topic["parent"]:
            below[topic["parent"]] |= below[topic["id"]]
    for topic in form["topics"]:
        wanted = [id for id, task in data.tasks.items() if below[topic["id"]] & set(task["topics"])]
        if sorted(topic["tasks"]) != sorted(wanted):
            yield f"{topic['id']}: {len(topic['tasks'])} tasks, not {len(wanted)}"
    if sorted(form["none"]) != sorted(id for id, task in data.tasks.items() if not task["topics"]):
        yield "the tasks in no topic are others"


def _record(data: Data, content: bytes, match: re.Match[str]) -> Found:
    """A record has a release for each update, and its compiled state is that of the newest."""
    form, task = json.loads(content), data.tasks[f"{match[1]}/{match[2]}"]
    (record,) = form["records"]
    ids = [release["id"] for release in record["releases"]]
    updates = [id for id in ids if "update" in id or re.search(r"\d{4}-\d\d-\d\d$", id)]
    if len(set(ids)) != len(ids) or len(updates) < len(task["updates"]):
        yield f"{len(updates)} releases for {len(task['updates'])} updates"


def _site_map(data: Data, content: bytes, match: re.Match[str]) -> Found:
    addresses = re.findall(r"<loc>([^<]+)</loc>", content.decode())
    pages = [name for name in data.files if name.endswith("index.html")]
    pages = [name for name in pages if b'content="noindex' not in data.files[name]]
    if len(addresses) != len(pages):
        yield f"{len(addresses)} addresses, {len(pages)} pages"


LOOKED_AT: list[tuple[str, Callable[[Data, bytes, re.Match[str]], Found]]] = [
    (r"data/(?:notices/([^/.]+)|tasks)\.(csv|xlsx)", _table_of_tasks),
    (r"data/agencies/([^/]+)/([^/.]+)\.csv", _table_of_agency),
    (r"data/agencies/([^/]+)/([^/.]+)\.json", _agency),
    (r"data/index\.json", _index),
    (r"data/datapackage\.json", _package),
    (r"data/catalog\.jsonld", _catalogue),
    (r"data/corpus\.jsonl", _corpus),
    (r"(?:deadlines|notices/([^/]+)|agencies/([^/]+)/([^/]+))/deadlines\.ics", _calendar),
    (r"(?:agencies/([^/]+)/([^/]+)|updates)/feed\.xml", _feed),
    (r"data/documents\.json", _documents),
    (r"data/topics\.json", _topics),
    (r"notices/([^/]+)/tasks/(\d+)/record\.json", _record),
    (r"sitemap\.xml", _site_map),
]
"""Files by the pattern of their paths, and what looks at them."""
