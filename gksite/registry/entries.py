"""What an entry of a registry must be: names that are names, or a signature; `covers` on groups alone."""

from collections.abc import Iterator

from gksite.documents.shapes import Entry
from gksite.model.records import AgencyRecord, RegistryRecord
from gksite.model.walk import KeyPath
from gksite.problems.problem import Code, Level, Phrase, Problems
from gksite.text.naming import LONGEST, NameFault, suspect

NO_NAME = Code(
    "GK214",
    "“{name}”不像单位的名称：{reason}",
    why="句子、日期、数目混进单位名称，页面上就会有一个不存在的单位，任务也归错了。",
    mend="改成单位的名称；太长的正式名称写在 full_name 里，name 写简称；名称确实如此的，"
    "在这个单位下面签名：signed: {by: 姓名, on: 日期, reason: 理由}。",
)
COVERS_NO_GROUP = Code(
    "GK215",
    "“{name}”不是统称（kind: group），不能写 covers",
    why="covers 说明一个统称包括哪几类单位，别的单位没有这一项。",
    mend="删去 covers；确是统称时，写上 kind: group。",
)
NEEDLESS_SIGNATURE = Code(
    "GK216",
    "“{name}”的各个名称没有可疑之处，用不着 signed",
    why="签名只为可疑的名称作证；名称改正以后留下的签名，会让以后的错误也通过。",
    mend="删去 signed。",
    level=Level.WARNING,
)
_REASONS: dict[NameFault, Phrase] = {
    "ditto": Phrase("是“同上”一类的话或记号"),
    "date": Phrase("其中有时间"),
    "percent": Phrase("其中有百分数"),
    "figure": Phrase("其中有数目或编号"),
    "role": Phrase("其中有表示分工的话"),
    "rest": Phrase("没有列全"),
    "sentence": Phrase("其中有句子的标点或文件名"),
    "verb": Phrase("其中有动词，像是一句话"),
}
"""What makes words no name, by its kind; a name that is too long is told with its length."""


def why_no_name(name: str, *, official: bool = False) -> Phrase | None:
    """Why words look like no name of an agency, in words for an editor; None where they do not."""
    found = suspect(name, official=official)
    if found is None:
        return None
    if found.fault == "long":
        return Phrase("有 {count} 个字，超过 {most} 个", count=found.words, most=LONGEST)
    return Phrase("{why}“{words}”", why=_REASONS[found.fault], words=found.words)


def is_no_name(name: str) -> bool:
    """Whether words are no name however they are taken; a long name, and one with 等 behind it, may still be one."""
    found = suspect(name)
    return found is not None and found.fault not in ("long", "rest")


def check_entries(entry: Entry[RegistryRecord], problems: Problems) -> None:
    """Note what is wrong with the names of each agency of a registry, its signature, and what it covers."""
    for i, agency in enumerate(entry.record.agencies):
        place: KeyPath = ("agencies", i)
        suspects = list(_suspects(agency, place))
        if agency.signed and not suspects:
            problems.add(NEEDLESS_SIGNATURE, entry.document.location((*place, "signed")), name=agency.name)
        if not agency.signed:
            for name, key_path, reason in suspects:
                problems.add(NO_NAME, entry.document.location(key_path), name=name, reason=reason)
        if agency.covers and agency.kind != "group":
            problems.add(COVERS_NO_GROUP, entry.document.location((*place, "covers"), key=True), name=agency.name)


def _suspects(agency: AgencyRecord, place: KeyPath) -> Iterator[tuple[str, KeyPath, Phrase]]:
    """The names of an agency that look like none, where they stand, and why."""
    named: list[tuple[str, KeyPath]] = [(agency.name, (*place, "name"))]
    named += [(alias, (*place, "aliases", i)) for i, alias in enumerate(agency.aliases)]
    for name, key_path in named:
        if reason := why_no_name(name):
            yield name, key_path, reason
    if agency.full_name and (reason := why_no_name(agency.full_name, official=True)):
        yield agency.full_name, (*place, "full_name"), reason
