"""Which jurisdiction a notice belongs to, and the id that its file will bear."""

import re
from collections.abc import Iterable, Mapping, Sequence

from gksite.documents.shapes import Entry
from gksite.drafting.pinyin import place_id
from gksite.model.draft import Draft
from gksite.model.records import RegistryRecord
from gksite.registry.agencies import Registry

_UNIT = r"(?:特别行政区|自治区|自治州|自治县|自治旗|高新区|开发区|新区|[省市区县州旗盟镇乡]|街道)"
_VERB = "贯彻|落实|推进|推动|深化|加快|加强|全面|关于|开展|实施|进一步|优化|创建|整改|配合|执行|承接|对接"
_PLACES = re.compile(
    r"^(?!关于|印发|各|全|本|市|县|区)(?:中共)?(?:(?:19|20)\d\d年)?"
    rf"(?P<places>(?:[\u4e00-\u9fff]{{1,8}}?{_UNIT}){{1,4}}(?=人民政府|政府|政务|办公|管委会|管理委员会|委|(?:19|20)\d\d年|关于|信息)"
    rf"|(?:(?!{_VERB})[\u4e00-\u9fff]{{2,4}}?{_UNIT}|[\u4e00-\u9fff]县)+)"
)
"""What a title or an issuer begins with: places before the words of a government, else names of a usual length."""
_ONE_PLACE = re.compile(rf"[\u4e00-\u9fff]{{1,8}}?{_UNIT}")
"""One of the places that stand behind each other: 福建省, 泉州市."""


def jurisdiction_of(
    draft: Draft, registries: Sequence[Entry[RegistryRecord]], stated: str | None
) -> tuple[str | None, str | None]:
    """The jurisdiction of a notice and its name: the one stated, else the registered one that the notice names.

    Else the id that the place in its title would have; None where it names none.
    """
    records = {entry.record.jurisdiction: entry.record for entry in registries}
    registry = Registry(registries)
    texts = [text for text in (draft.issuer, draft.title, draft.table_title) if text]
    found = stated or _first_named(texts, registry, records)
    if found in records:
        return found, records[found].name
    place = next(filter(None, map(place_in, texts)), None)
    if found is None and place is not None:
        found = place_id(place)
    return found, place


def _first_named(texts: Iterable[str], registry: Registry, records: Mapping[str, RegistryRecord]) -> str | None:
    """The jurisdiction of the first text that names one."""
    for text in texts:
        if id := _named(text, registry, records):
            return id
    return None


def _named(text: str, registry: Registry, records: Mapping[str, RegistryRecord]) -> str | None:
    """The registered jurisdiction that a text names, or whose agency it names in full; the innermost of several."""
    found = {id for id, record in records.items() if _has_agency(record, text)}
    if not found:
        found = {id for id, record in records.items() if record.name in text}
    inner = [id for id in found if found <= set(registry.chain(id))]
    if len(inner) != 1:
        return None
    return inner[0]


def _has_agency(record: RegistryRecord, full_name: str) -> bool:
    return any(agency.full_name == full_name for agency in record.agencies)


def place_in(text: str) -> str | None:
    """The innermost place with which a title or the name of an issuer begins."""
    match = _PLACES.match(text)
    if match is None:
        return None
    return str(_ONE_PLACE.findall(match["places"])[-1])


def notice_id(jurisdiction: str, year: int | None) -> str | None:
    """The id of a notice of a jurisdiction and year."""
    return f"{jurisdiction}-{year}" if jurisdiction and year else None
