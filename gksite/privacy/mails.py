"""Mail addresses of persons, typed in full or so that programs shall not read them."""

import re
from collections.abc import Iterator

from gksite.privacy.finding import Public

_NAME = r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}"
"""What stands in front of the sign."""
_MAIL = re.compile(rf"{_NAME}@[A-Za-z0-9][A-Za-z0-9-]{{0,62}}(?:\.[A-Za-z0-9-]{{1,62}}){{1,5}}")
"""A mail address."""
_AT = r"(?: ?[(\[{【<] ?(?:at|a|@|#|艾特) ?[)\]}】>] ?| ?(?:#|艾特) ?| at | @ ?|@ )"
"""What is typed for the sign."""
_DOT = r"(?:\.| ?[(\[{【<] ?(?:dot|\.|点) ?[)\]}】>] ?|点| dot )"
"""What is typed for the point."""
_DISGUISED = re.compile(
    rf"{_NAME}{_AT}[A-Za-z0-9][A-Za-z0-9-]{{0,30}}(?:{_DOT}[A-Za-z0-9-]{{1,30}}){{0,2}}{_DOT}(?:com|cn|net|org|edu|cc|hk)"
    r"(?![A-Za-z0-9])",
    re.IGNORECASE,
)
"""A mail address with something else in the place of its signs."""
_SIGN = re.compile(rf"{_AT}|@", re.IGNORECASE)
"""The sign itself."""
_SIGNS = re.compile(r"[@#]|艾特|\bat\b|[(\[{【<] ?a ?[)\]}】>]", re.IGNORECASE)
"""Something without which there is no mail address."""
_LABEL = re.compile(r"邮箱|邮件|邮址|e-?mail|QQ", re.IGNORECASE)
"""What says that a mail address follows."""
_NEAR = 16
"""Characters in front of a disguised address in which that stands."""
_OFFICES = (".gov.cn", ".政务.cn")
"""How the hosts of offices end, whose addresses are public."""


def mails_in(text: str, header: str, public: Public) -> Iterator[tuple[int, int]]:
    """The mail addresses of persons in a folded text."""
    if not _SIGNS.search(text):
        return
    for match in _MAIL.finditer(text):
        address = match[0].casefold().rstrip(".-")
        if not _is_public(address, public):
            yield match.start(), match.start() + len(address)
    for match in _DISGUISED.finditer(text):
        label = text[max(0, match.start() - _NEAR) : match.start()] + header
        if _LABEL.search(label) and not _is_public(_plain(match[0]), public):
            yield match.span()


def name_of_mail(text: str) -> int:
    """Where the name of a mail address ends."""
    match = _SIGN.search(text)
    if match is None:
        return len(text)
    return match.start()


def _plain(address: str) -> str:
    """A disguised address as it is meant."""
    return re.sub(_DOT, ".", re.sub(_AT, "@", address, flags=re.IGNORECASE), flags=re.IGNORECASE).casefold()


def _is_public(address: str, public: Public) -> bool:
    """Whether an address is that of an office."""
    return address.endswith(_OFFICES) or address in public.mails
