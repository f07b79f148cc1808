"""What a page says of an agency's telephone, fax, address, hours and e-mail is what the registry says."""

from collections.abc import Callable, Iterator, Mapping

from gksite.documents.yaml_reader import Document
from gksite.model.records import Contact
from gksite.model.site import AgencyKey, Site
from gksite.model.walk import KeyPath
from gksite.problems.problem import Code, Phrase, Problem, Waivable
from gksite.text.contacts import is_same_address, is_same_hours, is_same_telephone, mails

CONTACT_DIFFERS = Code(
    "GK667",
    "{name}写的是“{written}”，单位登记表里{agency}的是“{known}”",
    why="指南、依申请公开和年报里的电话、地址要与机构登记一致；写错的电话、地址是检查中点名的问题，读者也找不到人。",
    mend="核对哪一个是现在用的，把另一个改成一样（只差空格、标点、区号的括号和全角半角的，不算不同）。"
    "登记表在 content/agencies/ 里，这个单位的 contact。",
    clause="《中华人民共和国政府信息公开条例》第十二条",
    waivable=Waivable.REASON,
    rows=("G-08",),
)
FIELDS: Mapping[str, str] = {
    "address": "办公地址",
    "hours": "办公时间",
    "telephone": "联系电话",
    "fax": "传真号码",
}
"""What is compared as it stands, by its key; e-mail is looked for in the field that holds it."""

_SAME: Mapping[str, Callable[[str, str], bool]] = {
    "address": is_same_address,
    "hours": is_same_hours,
    "telephone": is_same_telephone,
    "fax": is_same_telephone,
}
"""When two ways of writing say the same, by key."""


def known_contact(agency: AgencyKey | None, site: Site) -> Contact | None:
    """What the registry says of an agency, where it says something."""
    if agency is None:
        return None
    return site.agencies[agency].record.contact


def differing(
    part: object, agency: AgencyKey | None, site: Site, document: Document, above: KeyPath, mail: str
) -> Iterator[Problem]:
    """Each field of a part that says otherwise than the registry; `mail` is the key of the one that holds e-mail."""
    known = known_contact(agency, site)
    if known is None or agency is None:
        return
    name = site.agencies[agency].record.name
    for key, label in FIELDS.items():
        written, right = getattr(part, key), getattr(known, key)
        if written and right and not _SAME[key](written, right):
            yield _differs(document, (*above, key), label, written, right, name)
    written = getattr(part, mail)
    found = mails(written or "")
    if found and known.email and not set(found) & set(mails(known.email)):
        yield _differs(document, (*above, mail), "电子邮件", written, known.email, name)


def _differs(document: Document, key_path: KeyPath, label: str, written: str, known: str, name: str) -> Problem:
    place = document.location(key_path)
    return Problem(CONTACT_DIFFERS, place, name=Phrase(label), written=written, known=known, agency=name)
