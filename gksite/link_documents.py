"""The documents that notices cite: read from their texts, joined with documents.yaml, each with all that cites it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from gksite.documents.markdown import to_text
from gksite.documents.shapes import Entry
from gksite.model.documents import Citation, Document, DocumentRecord, DocumentsRecord, Place
from gksite.model.facts import CitedDocument
from gksite.model.records import NoticeRecord, TaskRecord
from gksite.model.site import Notice, TaskKey
from gksite.problems.problem import Code, Level, Location, Problems, did_you_mean
from gksite.read import Records
from gksite.text.citations import Reference, around, printed_titles, references
from gksite.text.names import near
from gksite.text.references import mended_number, number_year

TITLE_NOT_PRINTED = Code(
    "GK245",
    "printed_in 所写的通知里没有印出《{title}》",
    why="文件的题名只照通知印出的写，不由编辑补写；读者要能在那份通知里看到它。",
    mend="照通知里书名号中的文字改正 title，并在 printed_in 写明那份通知的编号；没有通知印出题名的，删去 title。",
)
NO_SOURCE_OF_ADDRESS = Code(
    "GK246",
    "“{number}”写了网址，没有写 source",
    why="网址是不是那份文件，通知里看不出来，要说明是谁说的。",
    mend="补上 source，写明网址从哪里得知；说不清的，删去 url。",
)
NUMBER_TWICE = Code(
    "GK247",
    "文号“{number}”已经写过（{first}）",
    why="一份文件只有一条，否则题名和网址以哪一条为准就说不清了。",
    mend="把两条合成一条。",
)
ID_TWICE = Code(
    "GK248",
    "编号“{id}”已经是“{other}”的",
    why="编号就是网址，一个网址只能有一份文件。",
    mend="换一个编号。",
)
NOT_CITED = Code(
    "GK249",
    "没有公开的通知引用“{number}”{hint}",
    why="引用文件的页面只列公开的通知引用的文件；文号写得不同，这一条就不会被用到。",
    mend="照通知里的文号改正；不需要时删去这一条。",
    level=Level.WARNING,
)
_YEAR_AND_COUNT = re.compile(r"〔((?:19|20)[0-9]{2})〕([1-9][0-9]{0,5})号")
"""The year and the running number of a number in its standard form."""
LETTER: tuple[Place, ...] = ("preamble", "closing")
"""The texts of a notice's letter that can cite."""
TASK: tuple[Place, ...] = ("requirement", "remark", "title")
"""The texts of a task that can cite."""


def documents_of_task(record: TaskRecord, own: str | None) -> tuple[CitedDocument, ...]:
    """What a task cites: as its editor entered, else as its texts say, the notice itself, numbered `own`, left out."""
    if "documents" in record.model_fields_set:
        return tuple(map(_standard, record.documents))
    return _read([getattr(record, place) for place in TASK], own)


def documents_of_letter(record: NoticeRecord) -> tuple[CitedDocument, ...]:
    """What the letter of a notice cites."""
    return _read([letter_text(record, place) for place in LETTER], record.number)


def letter_text(record: NoticeRecord, place: Place) -> str:
    """A text of a notice's letter as people read it."""
    return to_text(getattr(record, place) or "")


def _standard(document: CitedDocument) -> CitedDocument:
    if document.number is None:
        return document
    return document.model_copy(update={"number": standard_number(document.number)})


def standard_number(number: str) -> str:
    """A number in its standard form, as it is where that cannot be told."""
    return mended_number(number) or number


def _read(texts: Iterable[str | None], own: str | None) -> tuple[CitedDocument, ...]:
    """The documents that some texts cite, each once, with the first title that they print beside it."""
    found: dict[str, CitedDocument] = {}
    itself = standard_number(own or "")
    for text in texts:
        for one in references(text or ""):
            known = found.get(one.number)
            if one.number != itself and (known is None or (known.title is None and one.title is not None)):
                found[one.number] = CitedDocument(number=one.number, title=one.title, text=one.printed)
    return tuple(found.values())


def link_documents(records: Records, notices: Iterable[Notice], problems: Problems) -> Mapping[str, Document]:
    """Every document that is cited by its number, in the order of their numbers; faults of documents.yaml are noted."""
    ordered = tuple(notices)
    citations: dict[str, list[Citation]] = {}
    for notice in ordered:
        for number, citation in _citations(notice):
            citations.setdefault(number, []).append(citation)
    own = {standard_number(notice.record.number): notice for notice in reversed(ordered) if notice.record.number}
    entries = _entries(records, citations, problems)
    titles = _titles(records, ordered, entries, problems)
    made = {}
    for number in sorted(citations, key=_in_order):
        record = entries.get(number, DocumentRecord(number=number))
        notice_of = own.get(number)
        printed = [citation.title for citation in citations[number] if citation.title]
        title, itself = titles.get(number) or next(iter(printed), None), None
        if notice_of is not None:
            title, itself = notice_of.record.title, notice_of.id
        made[number] = Document(
            number,
            record.id or derived_id(number),
            number_year(number),
            title,
            tuple(citations[number]),
            itself,
            record.source and record.url,
            record.url and record.source,
        )
    return made


def derived_id(number: str) -> str:
    """The id of a document that no editor has named: 2016-55-3fa9c1; the same in each build."""
    digest = sha256(number.encode()).hexdigest()[:6]
    match = _YEAR_AND_COUNT.search(number)
    if match is None:
        return f"document-{digest}"
    return f"{match[1]}-{match[2]}-{digest}"


def _in_order(number: str) -> tuple[str, int, int, str]:
    """By issuer, year and count."""
    match = _YEAR_AND_COUNT.search(number)
    if match is None:
        return number, 0, 0, number
    return number[: match.start()], int(match[1]), int(match[2]), number


def _citations(notice: Notice) -> Iterator[tuple[str, Citation]]:
    """Each place of a notice that cites a document, with the document's number: its letter, then its tasks."""
    record = notice.record
    texts = [(place, letter_text(record, place)) for place in LETTER]
    yield from _in_texts(notice.documents, texts, notice.id, None)
    for task in notice.tasks:
        texts = [(place, getattr(task.record, place) or "") for place in TASK]
        yield from _in_texts(task.documents, texts, notice.id, task.key)


def _in_texts(
    documents: Iterable[CitedDocument], texts: list[tuple[Place, str]], notice: str, task: TaskKey | None
) -> Iterator[tuple[str, Citation]]:
    """Where some texts cite the documents, once for each text; what stands in none of them by its entry alone."""
    cited = [document for document in documents if document.number is not None]
    if not cited:
        return
    read = [(place, text, references(text)) for place, text in texts]
    for document in cited:
        number, is_found = document.number or "", False
        for place, text, found in read:
            one = _found(document, number, text, found)
            if one is not None:
                is_found = True
                before, after = around(text, one.start, one.end)
                title = one.title or _within(document.title, text)
                yield number, Citation(notice, task, place, before, one.printed, after, title)
        if not is_found:
            yield (
                number,
                Citation(notice, task, "documents", "", document.text, "", _within(document.title, document.text)),
            )


def _within(title: str | None, text: str) -> str | None:
    """A title that an editor entered, where the text prints it."""
    if title is None or title not in text:
        return None
    return title


def _found(document: CitedDocument, number: str, text: str, read: Iterable[Reference]) -> Reference | None:
    """Where a text cites a document: by its number, else by the words that an editor entered."""
    for one in read:
        if one.number == number:
            return one
    start = text.find(document.text)
    if start < 0:
        return None
    return Reference(number, document.text, start, start + len(document.text))


def _entries(records: Records, cited: Mapping[str, object], problems: Problems) -> dict[str, DocumentRecord]:
    """The entries of documents.yaml by number, those that hold good."""
    entry = records.documents
    if entry is None:
        return {}
    found: dict[str, DocumentRecord] = {}
    places: dict[str, Location] = {}
    names = {derived_id(number): number for number in cited}
    for i, record in enumerate(entry.record.documents):
        number, place = standard_number(record.number), _place(entry, i, "number")
        if number in found:
            problems.add(NUMBER_TWICE, place, number=record.number, first=str(places[number]))
            continue
        found[number], places[number] = record, place
        if record.url and not record.source:
            problems.add(NO_SOURCE_OF_ADDRESS, _place(entry, i, "url"), number=record.number)
        if record.id and names.setdefault(record.id, number) != number:
            problems.add(ID_TWICE, _place(entry, i, "id"), id=record.id, other=names[record.id])
        if number not in cited:
            hint = did_you_mean(near(number, cited, most=1))
            problems.add(NOT_CITED, place, number=record.number, hint=hint)
    return found


def _place(entry: Entry[DocumentsRecord], i: int, key: str) -> Location:
    return entry.document.location(("documents", i, key))


def _titles(
    records: Records, notices: Iterable[Notice], entries: Mapping[str, DocumentRecord], problems: Problems
) -> dict[str, str]:
    """The titles of documents.yaml that the notices named print; those of a notice that is not public are left out."""
    entry = records.documents
    if entry is None:
        return {}
    known = {notice.id: notice for notice in notices}
    found: dict[str, str] = {}
    for i, record in enumerate(entry.record.documents):
        if record.title is None or record.printed_in in records.hidden:
            continue
        notice = known.get(record.printed_in or "")
        number = standard_number(record.number)
        if notice is None or _bare(record.title) not in map(_bare, _printed_by(notice)):
            problems.add(TITLE_NOT_PRINTED, _place(entry, i, "title"), title=record.title)
        elif entries.get(number) is record:
            found[number] = record.title
    return found


def _printed_by(notice: Notice) -> Iterator[str]:
    """The titles that a notice prints in 《》."""
    for place in LETTER:
        yield from printed_titles(letter_text(notice.record, place))
    for task in notice.tasks:
        for place in TASK:
            yield from printed_titles(getattr(task.record, place) or "")


def _bare(title: str) -> str:
    """A title without blanks, which are ignored where texts are compared."""
    return "".join(title.split())
