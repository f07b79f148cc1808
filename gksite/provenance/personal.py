"""Personal data in all that leaves, and numbers of one person that are masked in two ways."""

from collections.abc import Iterable, Iterator

from gksite.documents.shapes import Entry
from gksite.model.records import RegistryRecord
from gksite.model.settings import Config
from gksite.privacy.detect import detect
from gksite.privacy.finding import Public, public_of
from gksite.privacy.masked_numbers import MaskedNumber, masked_numbers_in, unlike
from gksite.privacy.masking import Policy
from gksite.problems.problem import Code, Level, Location, Problem, Waivable, Whole, mark_of
from gksite.provenance.personal_codes import Found, problems_of
from gksite.provenance.pieces import Piece

MASKED_OTHERWISE = Code(
    "GK733",
    "{where}写的 {mask} 与 {place} 写的 {other} 像是同一个人的，遮盖的位置不同；请遮盖成一样的（记号 {mark}）",
    why="同一个号码在不同地方遮盖不同的几位，把两处放在一起，就能还原出遮盖的数字。",
    mend="照 site.yaml 的 privacy.mask 统一遮盖；不是同一个人的，由核对的人在 content/waivers.yaml 里写明记号和理由。",
    clause="《中华人民共和国个人信息保护法》第七十三条（去标识化）",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("P-04",),
)


def public_contacts(config: Config, registries: Iterable[Entry[RegistryRecord]]) -> Public:
    """What the settings and the registries say that an office publishes itself."""
    contacts = list(config.privacy.public_contacts)
    if config.identity is not None:
        contacts.append(config.identity.contact)
    for entry in registries:
        for agency in entry.record.agencies:
            if agency.contact is not None:
                contacts += filter(None, (agency.contact.telephone, agency.contact.fax, agency.contact.email))
    return public_of(contacts)


def check_personal(pieces: Iterable[Piece], public: Public, policy: Policy) -> Iterator[Problem]:
    """The personal data in pieces of text, and what is masked in two ways."""
    found: list[Found] = []
    numbers: list[tuple[MaskedNumber, Location, Piece]] = []
    for piece in pieces:
        for finding in detect(piece.stretch, public):
            found.append(Found(finding, piece.at(finding.start, finding.end), piece))
        for number in masked_numbers_in(piece.stretch):
            numbers.append((number, piece.at(number.start, number.end), piece))
    yield from problems_of(found, policy)
    yield from _masked_otherwise(numbers)


def _masked_otherwise(numbers: list[tuple[MaskedNumber, Location, Piece]]) -> Iterator[Problem]:
    """The numbers that are masked otherwise than one of the same person before."""
    known: dict[tuple[str, int], list[tuple[MaskedNumber, Location]]] = {}
    for number, place, piece in numbers:
        before = known.setdefault((number.name, len(number.mask)), [])
        for other, first in before:
            if unlike(number.mask, other.mask):
                told = {"where": piece.where, "mask": Whole(number.mask), "other": Whole(other.mask), "place": first}
                mark = mark_of("masked", number.mask, other.mask)
                yield Problem(MASKED_OTHERWISE, place, **told, mark=mark)
                break
        before.append((number, place))
