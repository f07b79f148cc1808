"""What a source prints on who may read it, held against what is to be published: only an open document gets in."""

from collections.abc import Iterable, Iterator

from gksite.model.blocks import Reading
from gksite.model.records import NoticeRecord
from gksite.model.site import Attachment, SourceFile
from gksite.problems.problem import Code, Location, Problem, Problems
from gksite.provenance.markings import FoundMarking, markings_of, markings_of_lines, markings_of_name
from gksite.read import Records
from gksite.readers import read_data
from gksite.readers.apart import ReadingProcess

MARKED = Code(
    "GK057",
    "{where}印有“{marking}”：这样的文件不能上网，没有导入",
    why="标有密级、工作秘密、内部、不予公开、依申请公开的文件，连标题也不能出现在公开的网站上；标记在页眉、文本框、批注、文件属性、隐藏的工作表里也一样。",
    mend="不要导入这份文件。标记确实写错了或已经解密、变更为主动公开的，请向发文机关要一份标记正确的文件再导入。",
    clause="《中华人民共和国保守国家秘密法》第十四条，《中华人民共和国政府信息公开条例》第十四条至第十七条",
)
UNCLEAR = Code(
    "GK058",
    "{where}是“{marking}”，看不出选的是哪一种公开属性，没有导入",
    why="公开属性不清楚的文件，程序不能替人决定公开。",
    mend="向发文机关核对；请他们提供公开属性填写清楚的文件再导入。",
    clause="《中华人民共和国政府信息公开条例》第十七条",
)
CONFLICT = Code(
    "GK707",
    "公开属性写的是“{disclosure}”，而来源 {file} {where}印有“{marking}”",
    why="来源上的标记说明它不公开或不全部公开；录入的公开属性与它不同，就可能把不能公开的文件连同原件发布出去。",
    mend="照来源改公开属性。确已解密或变更为主动公开的，由负责审查的人在这份通知里写明："
    "differs: [{field: disclosure, reason: 理由, by: 姓名, on: 日期}]。",
    clause="《中华人民共和国政府信息公开条例》第十四条至第十七条",
    rows=("G-18",),
)

MARKED_FILE = Code(
    "GK715",
    "{where}印有“{marking}”：这样的文件不能公布",
    why="content/files/ 里的文件人人都能下载；标有密级、内部、不予公开、依申请公开的文件不能放在公开的网站上。",
    mend="把文件移出 content/files/。标记确实写错了或已经解密的，向制发单位要一份标记正确的文件。",
    clause="《中华人民共和国保守国家秘密法》第十四条，《中华人民共和国政府信息公开条例》第十四条至第十七条",
    rows=("G-18", "P-08"),
)
READ = {"docx", "xlsx", "pdf", "txt", "csv", "html", "htm"}
"""The kinds of attachments whose words can be read without another program."""


def refusals(reading: Reading, place: Location) -> Iterator[Problem]:
    """Why a file received must not be imported: a problem for each of its markings."""
    for found in (*markings_of_name(place.file), *markings_of(reading)):
        code = MARKED if found.marking.meaning == "closed" else UNCLEAR
        yield Problem(code, place, where=found.where, marking=found.marking.text)


def check_disclosure(records: Records) -> Iterator[Problem]:
    """The markings of sources whose notices are published, unless a person has signed that these may be."""
    known: dict[str, tuple[FoundMarking, ...]] = {}
    for entry in records.notices:
        source = records.source_of(entry.record)
        if source is None or _is_signed(entry.record):
            continue
        if source.name not in known:
            known[source.name] = source_markings(source)
        for found in known[source.name]:
            yield Problem(
                CONFLICT,
                entry.document.location(("disclosure",)),
                disclosure=entry.record.disclosure,
                file=source.name,
                where=found.where,
                marking=found.marking.text,
            )


def read_attachment(file: Attachment, process: ReadingProcess) -> Reading | None:
    """What our readers read of a file that is to be copied as it is, where they can.

    Raises RequestError where a library of the readers is not installed: what nobody looked into does not leave.
    """
    if file.path.rpartition(".")[2].lower() not in READ:
        return None
    return read_data(file.data, file.path.rpartition("/")[2], Problems(), process=process)


def check_attachments(read: Iterable[tuple[Attachment, Reading | None]]) -> Iterator[Problem]:
    """The markings of files that are to be copied as they are."""
    for file, reading in read:
        yield from _marked(file, markings_of_name(file.path))
        if reading is not None:
            yield from _marked(file, markings_of(reading))


def _marked(file: Attachment, markings: Iterable[FoundMarking]) -> Iterator[Problem]:
    for found in markings:
        yield Problem(MARKED_FILE, Location(file.file), where=found.where, marking=found.marking.text)


def _is_signed(record: NoticeRecord) -> bool:
    """Whether somebody answers for a disclosure other than that of the source."""
    return any(difference.field == "disclosure" for difference in record.differs)


def source_markings(source: SourceFile) -> tuple[FoundMarking, ...]:
    """The markings of a source: its name, and a text by its lines, any other file as read, where it can be read."""
    named = markings_of_name(source.name)
    if source.lines is not None:
        return (*named, *markings_of_lines(source.lines))
    if source.reading is not None:
        return (*named, *markings_of(source.reading))
    return named
