"""What an editor is told of a draft, and of how it differs from the file that they have edited."""

from collections.abc import Iterator, Sequence

from gksite.documents.yaml_writer import agencies_yaml
from gksite.drafting.three_way import Change, Verdict
from gksite.drafting.transcribe import Transcript
from gksite.model.signatures import DoubtKind
from gksite.model.walk import walk_sections, walk_tasks
from gksite.problems.problem import Phrase
from gksite.provenance.units import spot_in_words

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
    file = _file(transcript)
    title = notice.table_title or notice.title or file
    lines = [Phrase("{title}，据 content/sources/{file} 导入，请对照来源核对。", title=title, file=file)]
    lines.append(Phrase("这是草稿，不会公开；全部核对过以后，删去 draft: true 这一行。"))
    if transcript.doubts:
        message = "拿不准的 {count} 处写在 doubts 里；逐处核对后删去，或写上 settled: {{by: 姓名, on: 日期}}。"
        lines.append(Phrase(message, count=len(transcript.doubts)))
    return [line.text(str) for line in lines]


def _file(transcript: Transcript) -> str:
    source = transcript.notice.received
    return source.file if source else ""


def blanks(transcript: Transcript) -> dict[str, str]:
    """Why a required key of a draft has no value."""
    reasons = {
        "id": Phrase("与文件名相同，例如 quanzhou-2018"),
        "jurisdiction": Phrase("来源没有写明地区，请填写地区编号"),
        "title": Phrase("来源没有标题，请填写"),
        "disclosure": Phrase("来源没有印公开属性，请核实后填写：主动公开、依申请公开或不予公开"),
    }
    if not transcript.notice.issued:
        reasons["year"] = Phrase("来源没有写明年份，请填写")
    return {key: reason.text(str) for key, reason in reasons.items()}


def summary(transcript: Transcript) -> Iterator[Phrase]:
    """What was found, what to look at, which names no agency has, and what was not used."""
    sections = transcript.notice.sections
    tasks = [step.task for step in walk_tasks(sections)]
    named: set[str] = set()
    for task in tasks:
        named |= {mention.name for mention in (*task.lead, *task.support)}
    yield Phrase(
        "{file}：{sections} 个部分、{tasks} 项任务、{agencies} 个单位",
        file=_file(transcript),
        sections=len(list(walk_sections(sections))),
        tasks=len(tasks),
        agencies=len(named),
    )
    for remark in transcript.remarks:
        yield Phrase("注意：{remark}", remark=remark)
    yield from _doubts(transcript)
    yield from _unknown(transcript)
    if transcript.unused:
        yield Phrase("来源中有 {count} 处文字没有录入：", count=len(transcript.unused))
    for spot, text in transcript.unused:
        yield Phrase("  {place}：{text}", place=spot_in_words(spot), text=" ".join(text.split()))


def _doubts(transcript: Transcript) -> Iterator[Phrase]:
    if not transcript.doubts:
        return
    yield Phrase("拿不准的有 {count} 处，写在 doubts 里：", count=len(transcript.doubts))
    for kind, name in KINDS.items():
        numbers = [number for number, doubt in transcript.doubts if doubt.kind == kind]
        if numbers:
            yield Phrase("  {kind} {count} 处：{where}", kind=Phrase(name), count=len(numbers), where=_where(numbers))


def _unknown(transcript: Transcript) -> Iterator[Phrase]:
    """The names that no agency has, and entries for them to be checked and pasted."""
    proposals = transcript.proposals
    if not proposals:
        return
    count, id = len(proposals), transcript.notice.jurisdiction or ""
    place = id or Phrase("地区编号")
    if transcript.directory.chain:
        message = "单位登记表中没有 {count} 个单位；核对后加到 content/agencies/{place}.yaml 的 agencies 下面："
        yield Phrase(message, count=count, place=place)
    else:
        message = "这个地区还没有单位登记表；核对 {count} 个单位后存为 content/agencies/{place}.yaml："
        yield Phrase(message, count=count, place=place)
        yield _verbatim(f"jurisdiction: {id}")
        yield _verbatim(f"name: {transcript.jurisdiction_name or ''}")
        yield _verbatim("agencies:")
    yield _verbatim(agencies_yaml(proposals))


def differences(changes: Sequence[Change]) -> Iterator[Phrase]:
    """The changes, those that want a decision first."""
    for verdict in (Verdict.CONFLICT, Verdict.SOURCE, Verdict.DIFFERS, Verdict.EDITED):
        found = [change for change in changes if change.verdict is verdict]
        if found:
            yield Phrase("== {verdict}（{count} 处）", verdict=Phrase(_VERDICTS[verdict]), count=len(found))
        for change in found:
            yield Phrase("{where} {field}", where=_task_or_notice(change.task), field=change.field)
            if verdict is Verdict.CONFLICT:
                yield Phrase("  原来：{value}", value=_value(change.base))
            yield Phrase("  现有：{value}", value=_value(change.edited))
            yield Phrase("  来源：{value}", value=_value(change.source))


def _task_or_notice(number: int | None) -> Phrase:
    if number is None:
        return Phrase("通知")
    return Phrase("第 {number} 项", number=number)


def _value(value: str | None) -> Phrase:
    if value is None:
        return Phrase("（没有）")
    return _verbatim(value.replace("\n", "↵"))


def _where(numbers: Sequence[int | None]) -> Phrase:
    """The tasks of some doubts, and the notice where one is about the whole of it."""
    tasks = sorted({number for number in numbers if number is not None})
    form = "第 {numbers} 项等" if len(tasks) > _MOST else "第 {numbers} 项"
    named = Phrase(form, numbers=_verbatim("、".join(map(str, tasks[:_MOST]))))
    if None not in numbers:
        return named
    whole = Phrase("整份通知")
    if not tasks:
        return whole
    return Phrase("{whole}、{tasks}", whole=whole, tasks=named)


def _verbatim(text: str) -> Phrase:
    """A text of ours or of the record, whole."""
    return Phrase(text.replace("{", "{{").replace("}", "}}"))
