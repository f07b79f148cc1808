"""A row of a sheet → the values of a row of the catalogue; what cannot be read is told by its cell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gksite.catalogue.bases import bases, unnumbered
from gksite.catalogue.channels import ticks
from gksite.catalogue.full_sheet import BASIS, COLUMNS
from gksite.catalogue.rows import Place, SheetRow
from gksite.catalogue.words import attribute, folded, is_no_page, is_ticked, levels, one_line, rhythm, year_day
from gksite.model.catalogue import CHANNELS, DISCLOSURES, EVERYBODY, LEVELS, RHYTHMS, Basis, YearDay
from gksite.model.values import is_address
from gksite.problems.problem import Phrase, did_you_mean
from gksite.text.hidden import hidden
from gksite.text.names import is_id, near

GROUP = "特定群体"
"""Whom a row is for where a form only ticks that it is not everybody."""
Names = Callable[[str], tuple[str, str] | None]
"""An agency and the office behind it, out of the words of 公开责任; None where they begin with no known agency."""


@dataclass(slots=True)
class RowValues:
    """What a row says by key, None for what it leaves blank, with the faults of its cells."""

    row: SheetRow
    said: dict[str, Any] = field(default_factory=dict)
    faults: list[tuple[Place, Phrase]] = field(default_factory=list)

    def fault(self, key: str, what: str, **values: object) -> None:
        """Note what is wrong with a cell."""
        self.faults.append((self.row.place(key), Phrase(what, **values)))


def read_values(row: SheetRow, wanted: Mapping[str, str], names: Names) -> RowValues:
    """The values of a row; `wanted` are the texts to be read by key, the others being known as they are."""
    found = RowValues(row)
    for column in row.uncounted:
        place = Place(row.sheet, row.row, column)
        found.faults.append((place, Phrase("是公式，没有算好的值；请在表格程序里打开、保存一次，或改写成文字")))
    for column in row.outside:
        found.faults.append((Place(row.sheet, row.row, column), Phrase("在各栏之外有文字")))
    for key, text in wanted.items():
        if found_sign := hidden(text):
            found.fault(key, "含有看不见的字符 U+{number}", number=f"{ord(found_sign.group()):04X}")
        elif key in _READERS:
            _READERS[key](found, text)
    _basis(found, wanted)
    if "levels" not in wanted and row.levels:
        found.said["levels"] = tuple(sorted(set(row.levels), key=LEVELS.index))
    _ticked(found, wanted)
    _third(found, wanted)
    _responsible(found, names)
    return found


def _line(key: str) -> Callable[[RowValues, str], None]:
    """What reads a text of one line."""

    def read(found: RowValues, text: str) -> None:
        found.said[key] = one_line(text) or None

    return read


def _text(key: str) -> Callable[[RowValues, str], None]:
    def read(found: RowValues, text: str) -> None:
        found.said[key] = text or None

    return read


def _id(found: RowValues, text: str) -> None:
    said = text.strip()
    if said and not is_id(said):
        found.fault("id", "编号“{text}”只能用小写英文字母、数字和单个连字符；新的一行可以空着", text=said)
    found.said["id"] = said or None


def _matter(found: RowValues, text: str) -> None:
    found.said["matter"] = one_line(text) or None
    if not text:
        found.fault("matter", "没有写一级事项")


def _rhythm(found: RowValues, text: str) -> None:
    found.said["update"] = rhythm(text)
    if text and found.said["update"] is None:
        words = "、".join(RHYTHMS.values())
        found.fault("update", "更新周期“{text}”认不出；应写 {words}", text=text, words=words)


def _due(found: RowValues, text: str) -> None:
    day = year_day(text)
    found.said["due"] = None
    if day is not None:
        found.said["due"] = YearDay(month=day[0], day=day[1])
    elif text:
        found.fault("due", "截止日期“{text}”不是一年里有的日子；应写成 3月31日", text=text)


def _disclosure(found: RowValues, text: str) -> None:
    said = attribute(text)
    if said is None and not found.row.columns.keys() >= {"id"}:
        said = {"主动": DISCLOSURES[0]}.get(folded(text))  # below 公开方式, which has two
    if said is None:
        found.fault("disclosure", "公开属性“{text}”认不出；应写 {words}", text=text, words="、".join(DISCLOSURES))
    found.said["disclosure"] = said


def _levels(found: RowValues, text: str) -> None:
    found.said["levels"], unknown = levels(text)
    for name in unknown:
        found.fault("levels", "公开层级“{name}”认不出；应写 {words}", name=name, words="、".join(LEVELS))


def _channels(found: RowValues, text: str) -> None:
    said = ticks(text)
    found.said["channels"] = said.channels
    for name in said.unknown:
        hint = did_you_mean(near(name, CHANNELS, most=1))
        message = "公开渠道“{name}”不在十三种之内{hint}；别的渠道，在前面写上“其他：”"
        found.fault("channels", message, name=name, hint=hint)
    for name in said.unclear:
        found.fault("channels", "公开渠道“{name}”前面的 ■ 和 □ 看不出选了没有", name=name)


def _pages(found: RowValues, text: str) -> None:
    pages = [line.strip() for line in text.split("\n") if not is_no_page(line.strip())]
    found.said["pages"] = tuple(pages)
    for page in pages:
        if not is_address(page):
            message = "“{page}”不是网址；应像 /items/budget-2026/，一行写一个，别的网站的以 https:// 开头"
            found.fault("pages", message, page=page)


_READERS: Mapping[str, Callable[[RowValues, str], None]] = {
    "id": _id,
    "matter": _matter,
    "detail": _line("detail"),
    "origin": _text("origin"),
    "content": _text("content"),
    "disclosure": _disclosure,
    "audience": _line("audience"),
    "time_limit": _text("time_limit"),
    "update": _rhythm,
    "due": _due,
    "owner": _line("owner"),
    "agency": _line("agency"),
    "levels": _levels,
    "channels": _channels,
    "pages": _pages,
}
"""What reads the text of each column."""


def _basis(found: RowValues, wanted: Mapping[str, str]) -> None:
    """The documents of a row out of up to three cells, which number them alike."""
    if not BASIS.keys() & wanted.keys():
        return
    titles, clauses, texts = (unnumbered(wanted.get(key, "")) for key in BASIS)
    if len(titles) < 2 and not clauses:
        found.said["basis"] = _with_words(bases("\n".join(titles)), "\n".join(texts), found)
        return
    made = []
    for number, title in enumerate(titles):
        stated = {key: parts[number] for key, parts in (("clause", clauses), ("text", texts)) if number < len(parts)}
        made.append(Basis(title=one_line(title), clause=_one(stated.get("clause")), text=stated.get("text") or None))
    for key, parts in (("clause", clauses), ("text", texts)):
        if len(parts) > len(titles):
            found.fault(
                key, "{name}比公开依据多；有几项依据，各格里就用【1】【2】分别写几项", name=Phrase(COLUMNS[key])
            )
    found.said["basis"] = tuple(made)


def _one(text: str | None) -> str | None:
    return one_line(text or "") or None


def _with_words(made: list[Basis], text: str, found: RowValues) -> tuple[Basis, ...]:
    """Documents with the words that stand in the column beside, which belong to the only one."""
    if not text:
        return tuple(made)
    if len(made) != 1:
        found.fault("text", "条款内容看不出是哪一项依据的；有几项依据，各格里就用【1】【2】分别写几项")
        return tuple(made)
    return (made[0].model_copy(update={"text": text}),)


def _ticked(found: RowValues, wanted: Mapping[str, str]) -> None:
    """公开对象 and 公开方式 in two columns each, one of them ticked; 主动公开事项目录 has no need to say so."""
    if "all" in wanted or "group" in wanted:
        group = wanted.get("group", "")
        if group and not is_ticked(group):
            found.said["audience"] = one_line(group)
        elif group:
            found.said["audience"] = GROUP
        elif wanted.get("all"):
            found.said["audience"] = EVERYBODY
    if "active" in wanted or "request" in wanted:
        if wanted.get("active") and wanted.get("request"):
            found.fault("request", "公开方式的“主动”和“依申请”都打了勾，只能选一种")
        elif wanted.get("request"):
            found.said["disclosure"] = DISCLOSURES[1]
        elif wanted.get("active"):
            found.said["disclosure"] = DISCLOSURES[0]
        else:
            found.fault("active", "公开方式一格也没有打勾，看不出是主动公开还是依申请公开")
    elif "disclosure" not in wanted and not found.row.columns.keys() >= {"id"}:
        found.said["disclosure"] = DISCLOSURES[0]


def _third(found: RowValues, wanted: Mapping[str, str]) -> None:
    """A third level of matters as part of the second."""
    third = one_line(wanted.get("third", ""))
    if third and third != found.said.get("detail"):
        above = found.said.get("detail")
        found.said["detail"] = f"{above}—{third}" if above else third
    is_full = "id" in found.row.columns
    if not is_full and "detail" in found.said and found.said["detail"] == found.said.get("matter"):
        found.said["detail"] = None


def _responsible(found: RowValues, names: Names) -> None:
    """公开责任 that names an agency with its office."""
    owner = found.said.get("owner")
    if owner is None or "agency" in found.row.columns:
        return
    named = names(owner)
    if named is not None:
        found.said["agency"], found.said["owner"] = named[0], named[1] or None
