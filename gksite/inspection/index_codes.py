"""Index codes (索引号): there, in the office's form, each once in the site, and never another than was published."""

import re
from collections.abc import Iterator, Mapping

from gksite.inspection.entries import Published, is_document, place, published
from gksite.inspection.inspected import Inspected
from gksite.ledger.index_codes import is_numbered_here
from gksite.model.items import ItemRecord
from gksite.model.records import NoticeRecord
from gksite.problems.problem import Code, Level, Location, Problem, Waivable, instead
from gksite.text.index_codes import code_of, is_template
from gksite.text.names import fold_name

CATALOGUE = "《政府信息公开目录系统实施指引（试行）》"
"""What these rest on."""
NO_CODE = Code(
    "GK629",
    "没有写索引号（index_code）；页面的信息栏里显示“未注明”",
    why="索引号是政府信息必有的要素，一条信息一个，永远不变。",
    mend="写上 index_code: 本单位的索引号；由本网站编号的，在 site.yaml 的 index_codes 里写 issue。"
    "来源确实没有的，在 content/waivers.yaml 里写明理由。",
    clause="《政府信息公开目录系统实施指引（试行）》；《中华人民共和国政府信息公开条例》第十二条",
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("M-01", "M-02"),
)
OTHER_FORM = Code(
    "GK643",
    "索引号“{number}”不是 site.yaml 里规定的写法 {pattern}{hint}",
    why="同一个单位的索引号写法一致，才能排序、查找和对账。",
    mend="照规定的写法改正；规定本身变了的，改 site.yaml 的 index_codes: pattern。",
    clause=CATALOGUE,
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("M-02",),
)
USED_TWICE = Code(
    "GK644",
    "索引号“{number}”已经用在 {first}",
    why="一个索引号只能指一条信息。",
    mend="核对两处，改正写错的一个；撤下的信息用过的索引号也不能再用。",
    clause=CATALOGUE,
    waivable=Waivable.REASON,
    rows=("M-02",),
)
CHANGED = Code(
    "GK645",
    "公布过的索引号是“{before}”，现在是“{now}”",
    why="索引号一经公布就不能改：目录、台账和别处的引用都靠它。",
    mend="改回公布过的索引号。公布时就写错了的，在 content/waivers.yaml 里写明理由。",
    clause=CATALOGUE,
    waivable=Waivable.REASON,
    rows=("M-02",),
)
BAD_SETTING = Code(
    "GK646",
    "index_codes 的 {key} 用不了：{value}",
    why="网站按它检查和编制索引号。",
    mend="pattern 写正则表达式，例如 'yunling/\\d{4}-\\d{5}'；issue 里 {year} 和 {serial} 各写一次，"
    "例如 'yunling/{year}-{serial:05}'，并且编出的号要符合 pattern。",
    rows=("M-02",),
)
_SEEN_YEAR, _SEEN_SERIAL = 2026, 1
"""With these a code is made to see whether the template fits the pattern."""


def check(inspected: Inspected) -> Iterator[Problem]:
    """What is wrong with the settings of index codes, and with the code of each notice and item."""
    faults = list(_settings(inspected))
    yield from faults
    pattern = None if faults else inspected.settings.record.index_codes.pattern
    first = _departed(inspected)
    before = _recorded(inspected)
    for entry in published(inspected):
        code = entry.record.index_code
        yield from _unchanged(entry, before)
        if code is None:
            yield from _absent(entry, inspected)
            continue
        if pattern is not None and not re.fullmatch(pattern, code, re.ASCII):
            hint = instead(_mended(code, pattern))
            yield Problem(OTHER_FORM, place(entry, "index_code"), number=code, pattern=pattern, hint=hint)
        here = place(entry, "index_code")
        other = first.setdefault(fold_name(code), here)
        if other is not here:
            yield Problem(USED_TWICE, here, number=code, first=str(other))


def _settings(inspected: Inspected) -> Iterator[Problem]:
    """A pattern that is none, and a template of which no code can be made, or none that fits the pattern."""
    codes, document = inspected.settings.record.index_codes, inspected.settings.document
    if codes.pattern is not None and not _is_pattern(codes.pattern):
        yield Problem(BAD_SETTING, document.location(("index_codes", "pattern")), key="pattern", value=codes.pattern)
        return
    if codes.issue is None:
        return
    fits = is_template(codes.issue)
    if fits and codes.pattern is not None:
        fits = re.fullmatch(codes.pattern, code_of(codes.issue, _SEEN_YEAR, _SEEN_SERIAL), re.ASCII) is not None
    if not fits:
        yield Problem(BAD_SETTING, document.location(("index_codes", "issue")), key="issue", value=codes.issue)


def _is_pattern(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return True


def _mended(code: str, pattern: str) -> str | None:
    """The code without blanks and differences of width, if that is all that was wrong."""
    folded = fold_name(code)
    return folded if re.fullmatch(pattern, folded, re.ASCII) else None


def _absent(entry: Published, inspected: Inspected) -> Iterator[Problem]:
    record = entry.record
    if not is_document(record):
        return
    if isinstance(record, ItemRecord) and is_numbered_here(record, inspected.settings.record, inspected.records):
        return
    yield Problem(NO_CODE, entry.document.location(()))


_Key = tuple[bool, str]
"""Whether something is a notice, and its id."""


def _key(record: NoticeRecord | ItemRecord) -> _Key:
    return isinstance(record, NoticeRecord), record.id


def _recorded(inspected: Inspected) -> Mapping[_Key, tuple[str, ...]]:
    """The codes that the ledger has of what was published."""
    ledger = inspected.records.ledger
    found: dict[_Key, tuple[str, ...]] = {}
    if ledger is not None:
        for notice in ledger.record.published.notices:
            found[True, notice.id] = notice.index_codes
        for item in ledger.record.published.items:
            found[False, item.id] = item.index_codes
    return found


def _departed(inspected: Inspected) -> dict[str, Location]:
    """The codes of what was published and is there no more, or had another then: where the ledger has them."""
    ledger = inspected.records.ledger
    found: dict[str, Location] = {}
    here = {_key(entry.record) for entry in published(inspected)}
    if ledger is None:
        return found
    for is_notice, key in ((True, "notices"), (False, "items")):
        for i, past in enumerate(getattr(ledger.record.published, key)):
            if (is_notice, past.id) in here:
                continue
            for code in past.index_codes:
                found[fold_name(code)] = ledger.document.location(("published", key, i))
    return found


def _unchanged(entry: Published, before: Mapping[_Key, tuple[str, ...]]) -> Iterator[Problem]:
    """The code is the last that was published; one that the portal gave out need not be written down."""
    codes, now = before.get(_key(entry.record), ()), entry.record.index_code
    if not codes or now == codes[-1]:
        return
    if now is None and isinstance(entry.record, ItemRecord):
        return
    yield Problem(CHANGED, place(entry, "index_code"), before=codes[-1], now=now or "")
