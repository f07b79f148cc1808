"""What an editor is told of a draft, and of how it differs from the file that they have edited."""

from collections.abc import Iterator, Sequence

from gksite.checks.passages import spoken
from gksite.importers.compare import Change, Verdict
from gksite.importers.draft_yaml import written_agencies
from gksite.importers.transcribe import Transcript
from gksite.model.draft import DoubtKind
from gksite.model.records import SectionRecord, TaskRecord
from gksite.problems import Phrase

KINDS: dict[DoubtKind, str] = {
    "merged": "空白或合并的单元格",
    "slipped": "错开的单元格",
    "joined": "接合或拆开的行",
    "number": "序号",
    "role": "牵头还是责任",
    "agency": "单位名称",
    "section": "部分的标题",
    "column": "不认识的栏",
    "fact": "文件头的各项和时限",
    "other": "其他",
}
_VERDICTS = {
    Verdict.SOURCE: "来源有变，编辑没有改过：请照来源改",
    Verdict.CONFLICT: "来源和编辑都改了，两者不同：请决定",
    Verdict.EDITED: "编辑改过，来源没有变：保留",
    Verdict.DIFFERS: "现有文件与来源不同：请核对",
}
_MOST = 12
"""Tasks named for one kind of doubt."""


def comments(transcript: Transcript) -> list[str]:
    """The comments at the head of a draft's file."""
    notice = transcript.notice
    file = notice.source.file if notice.source else ""
    said = (("title", notice.table_title or notice.title or file), ("file", file))
    lines = [Phrase("{title}，据 content/sources/{file} 导入，请对照来源核对。", said)]
    if transcript.doubts:
        count = (("count", len(transcript.doubts)),)
        lines.append(Phrase("拿不准的 {count} 处写在 review 里；核对后改写成校注，或删去。", count))
    return [line.text(str) for line in lines]


def blanks(transcript: Transcript) -> dict[str, str]:
    """Why a required key of a draft has no value."""
    notice = transcript.notice
    return {
        "id": Phrase("与文件名相同，例如 quanzhou-2018").text(str),
        "jurisdiction": Phrase("来源没有写明地区，请填写地区编号").text(str),
        "title": Phrase("来源没有标题，请填写").text(str),
        **({} if notice.issued else {"year": Phrase("来源没有写明年份，请填写").text(str)}),
    }


def summary(transcript: Transcript) -> Iterator[Phrase]:
    """What was found, what to look at, which names no agency has, and what was not used."""
    tasks = [task for section in transcript.notice.sections for task in _tasks(section)]
    named = {mention.name for task in tasks for mention in (*task.lead, *task.support)}
    said = (
        ("file", transcript.notice.source.file if transcript.notice.source else ""),
        ("sections", sum(map(_sections, transcript.notice.sections))),
        ("tasks", len(tasks)),
        ("agencies", len(named)),
    )
    yield Phrase("{file}：{sections} 个部分、{tasks} 项任务、{agencies} 个单位", said)
    yield from (Phrase("注意：{remark}", (("remark", remark),)) for remark in transcript.remarks)
    yield from _doubts(transcript)
    yield from _unknown(transcript)
    if transcript.unused:
        yield Phrase("来源中有 {count} 处文字没有录入：", (("count", len(transcript.unused)),))
    for spot, text in transcript.unused:
        yield Phrase("  {place}：{text}", (("place", spoken(spot)), ("text", " ".join(text.split()))))


def _doubts(transcript: Transcript) -> Iterator[Phrase]:
    if not transcript.doubts:
        return
    yield Phrase("拿不准的有 {count} 处，原因写在 review 里：", (("count", len(transcript.doubts)),))
    for kind, name in KINDS.items():
        numbers = [number for number, doubt in transcript.doubts if doubt.kind == kind]
        if not numbers:
            continue
        said = (("kind", Phrase(name)), ("count", len(numbers)), ("where", _where(numbers)))
        yield Phrase("  {kind} {count} 处：{where}", said)


def _unknown(transcript: Transcript) -> Iterator[Phrase]:
    """The names that no agency has, and entries for them to be checked and pasted."""
    if not transcript.proposals:
        return
    place = transcript.notice.jurisdiction or Phrase("地区编号")
    said = (("count", len(transcript.proposals)), ("place", place))
    if transcript.directory.chain:
        yield Phrase(
            "单位登记表中没有 {count} 个单位；核对后加到 content/agencies/{place}.yaml 的 agencies 下面：", said
        )
    else:
        yield Phrase("这个地区还没有单位登记表；核对 {count} 个单位后存为 content/agencies/{place}.yaml：", said)
        yield from map(
            _verbatim, (f"jurisdiction: {transcript.notice.jurisdiction}", f"name: {transcript.place or ''}")
        )
        yield _verbatim("agencies:")
    yield _verbatim(written_agencies(transcript.proposals))


def differences(changes: Sequence[Change]) -> Iterator[Phrase]:
    """The changes, those that want a decision first."""
    for verdict in (Verdict.CONFLICT, Verdict.SOURCE, Verdict.DIFFERS, Verdict.EDITED):
        found = [change for change in changes if change.verdict is verdict]
        if found:
            yield Phrase("== {verdict}（{count} 处）", (("verdict", Phrase(_VERDICTS[verdict])), ("count", len(found))))
        for change in found:
            where = Phrase("第 {number} 项", (("number", change.task),)) if change.task else Phrase("通知")
            yield Phrase("{where} {field}", (("where", where), ("field", change.field)))
            if verdict is Verdict.CONFLICT:
                yield _value("  原来：{value}", change.base)
            yield _value("  现有：{value}", change.edited)
            yield _value("  来源：{value}", change.source)


def _value(form: str, value: str | None) -> Phrase:
    return Phrase(form, (("value", Phrase("（没有）") if value is None else _verbatim(value.replace("\n", "↵"))),))


def _where(numbers: Sequence[int | None]) -> Phrase:
    """The tasks of some doubts, and the notice where one is about the whole of it."""
    tasks = sorted({number for number in numbers if number is not None})
    form = "第 {numbers} 项等" if len(tasks) > _MOST else "第 {numbers} 项"
    named = Phrase(form, (("numbers", _verbatim("、".join(map(str, tasks[:_MOST])))),))
    if None not in numbers:
        return named
    whole = Phrase("整份通知")
    return Phrase("{whole}、{tasks}", (("whole", whole), ("tasks", named))) if tasks else whole


def _verbatim(text: str) -> Phrase:
    """A text of ours or of the record, whole."""
    return Phrase(text.replace("{", "{{").replace("}", "}}"))


def _tasks(section: SectionRecord) -> Iterator[TaskRecord]:
    yield from section.tasks
    for inner in section.sections:
        yield from _tasks(inner)


def _sections(section: SectionRecord) -> int:
    return 1 + sum(map(_sections, section.sections))
