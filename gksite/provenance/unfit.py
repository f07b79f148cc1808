"""What leaves must be fit to: sources, the copies published in their place and attachments, each looked into."""

from collections.abc import Collection, Iterator, Sequence

from gksite.documents.shapes import Entry
from gksite.model.records import NoticeRecord
from gksite.model.site import Attachment, SourceFile
from gksite.problems.problem import Code, Level, Location, Phrase, Problem, RequestError
from gksite.provenance.units import source_units
from gksite.read import Records
from gksite.readers.apart import ReadingProcess
from gksite.readers.fitness import Look, look_at
from gksite.readers.fitness.traces import CLEANED, KINDS, Looked, Trace, TraceKind
from gksite.readers.limits import Unreadable
from gksite.text.authors import is_nobody
from gksite.text.differences import first_difference

UNFIT = Code(
    "GK340",
    "{file} 里有{kind}（{where}{words}{more}），这样的文件不能公布；{mend}",
    why="批注、修订、宏、密码、嵌入的文件、隐藏的内容、划掉的文字、作者信息、从别处取内容的链接、演讲者备注和脚本，"
    "都会随文件一起公开，读者打开就能看到，却不是要公布的内容；已经有人因此泄露了个人信息和内部意见。",
    mend="按提示运行 gksite clean，公布清理后的副本；不能清理的格式，在原来的软件里去掉后重新导出。",
    clause="《中华人民共和国政府信息公开条例》第十四条、第十五条、第十七条，《中华人民共和国个人信息保护法》第二十五条",
    rows=("P-07",),
)
OTHER_WORDS = Code(
    "GK341",
    "公布的副本 {file} 与原件 {original} 的文字不同：{where}原件是“{ours}”，副本是“{theirs}”",
    why="副本代替原件公布，除了去掉的内容，文字必须和原件一字不差，读者才能据此核对。",
    mend="用 gksite clean 从原件重新做一份副本；副本改对以后，更新 published 里的 sha256。",
)
NOT_LOOKED_INTO = Code(
    "GK342",
    "程序看不到 {file} 里面（{reason}），其中有没有批注、隐藏的内容或个人信息，要由人检查",
    why="有的格式程序打不开，例如 rar、7z、音视频和损坏的文件；里面的东西会原样公开。",
    mend="由人打开检查一遍；压缩包请改用 zip，文档请换成 docx、xlsx 或 PDF，程序才能检查。",
    level=Level.WARNING,
)
NOT_LIKENED = Code(
    "GK343",
    "公布的副本 {file} 与原件 {original} 读不出文字，程序未能核对两者是否一致",
    why="副本代替原件公布，文字应当一字不差；读不出文字的文件只能由人核对。",
    mend="由人逐字核对；能换成 docx、xlsx 或带文字的 PDF 时请换。",
    level=Level.WARNING,
)


def check_sources(records: Records, process: ReadingProcess) -> Iterator[Problem]:
    """What makes the files unfit that leave for notices, which a process looks into."""
    offices = offices_of(records)
    for entry in records.notices:
        yield from _of_source(entry, records.source_of(entry.record), offices, process)


def check_attachment(attachment: Attachment, look: Look, offices: Collection[str]) -> Iterator[Problem]:
    """What makes a file unfit that is copied as it is; the names of offices may stand in it as its author."""
    yield from _faults(look, attachment.file, Location(attachment.file), offices)


def _of_source(
    entry: Entry[NoticeRecord], source: SourceFile | None, offices: Sequence[str], process: ReadingProcess
) -> Iterator[Problem]:
    """What is wrong with the file that leaves for a notice."""
    if source is None:
        return
    key = ("source", "published", "file") if source.published else ("source", "file")
    place, file = entry.document.location(key), source.leaving
    known = (*offices, entry.record.issuer or "")
    is_told = file.lines is None and file.reading is None  # GK226 says that nobody can read it
    look = look_at(file.data, process)
    for problem in _faults(look, f"content/sources/{file.name}", place, known):
        if problem.code is not NOT_LOOKED_INTO or not is_told:
            yield problem
    if source.published is not None:
        yield from _likened(entry, source, source.published)


def offices_of(records: Records) -> tuple[str, ...]:
    """The names of all agencies, which may stand in a file as its author."""
    names: list[str] = []
    for entry in records.registries:
        for agency in entry.record.agencies:
            names += filter(None, (agency.name, agency.full_name, *agency.aliases))
    return tuple(names)


def _faults(look: Look, file: str, place: Location, offices: Collection[str]) -> Iterator[Problem]:
    """A problem for each kind of what a file must not carry."""
    try:
        looked = look()
    except Unreadable as refusal:
        reason = Phrase(refusal.code.message, **refusal.arguments)
        yield Problem(NOT_LOOKED_INTO, place, file=file, reason=reason)
        return
    except RequestError as missing:
        yield Problem(NOT_LOOKED_INTO, place, file=file, reason=missing.phrase)
        return
    yield from problems_of(looked, file, place, offices)
    if looked.form == "":
        yield Problem(NOT_LOOKED_INTO, place, file=file, reason=Phrase("这种格式程序打不开"))


def problems_of(looked: Looked, file: str, place: Location, offices: Collection[str] = ()) -> Iterator[Problem]:
    """A problem for each kind of what was found in a file, with the first place of each."""
    by_kind: dict[TraceKind, list[Trace]] = {}
    for trace in looked.traces:
        if trace.kind != "author" or not trace.text or not is_nobody(trace.text, offices):
            by_kind.setdefault(trace.kind, []).append(trace)
    for kind, traces in by_kind.items():
        words, more = Phrase(""), Phrase("")
        if traces[0].text:
            words = Phrase("“{text}”", text=traces[0].text)
        if len(traces) > 1:
            more = Phrase("等 {count} 处", count=len(traces))
        told = {"where": traces[0].where, "words": words, "more": more, "mend": _how_to_mend(looked.form, file)}
        yield Problem(UNFIT, place, file=file, kind=Phrase(KINDS[kind]), **told)


def _how_to_mend(form: str, file: str) -> Phrase:
    if form in CLEANED:
        return Phrase("请运行：gksite clean {file}", file=file)
    if form == "password":
        return Phrase("请用密码打开，去掉密码后另存")
    return Phrase("请在原来的软件里去掉后重新导出")


def _unmasked(copy: str, original: str) -> str:
    """The words of a copy with those of the original in the place of its stars: what is masked is as long as it was."""
    if "*" not in copy or len(copy) != len(original):
        return copy
    signs = []
    for sign, before in zip(copy, original, strict=True):
        signs.append(before if sign == "*" else sign)
    return "".join(signs)


def _likened(entry: Entry[NoticeRecord], source: SourceFile, copy: SourceFile) -> Iterator[Problem]:
    """Where the copy that is published says something else than what was received."""
    place = entry.document.location(("source", "published", "file"))
    ours, theirs = source_units(source), source_units(copy)
    if not ours or not theirs:
        yield Problem(NOT_LIKENED, place, file=copy.name, original=source.name)
        return
    one, other = "".join(unit.bare for unit in ours), "".join(unit.bare for unit in theirs)
    other = _unmasked(other, one)
    if one == other:
        return
    at = first_difference(one, other)
    told = {"ours": one[at : at + 20], "theirs": other[at : at + 20]}
    where = Phrase("第 {number} 个字起，", number=at + 1)
    yield Problem(OTHER_WORDS, place, file=copy.name, original=source.name, where=where, **told)
