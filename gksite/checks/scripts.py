"""Addresses in what is no markup: those that a script asks for by itself, and every one that a text holds.

A script is read as a text, not run: an address that it puts together out of pieces is not seen.
"""

import re

_STRING_OR_COMMENT = re.compile(
    r"(\"(?>(?:[^\"\\\n]|\\.)*)\"?|'(?>(?:[^'\\\n]|\\.)*)'?|`(?>(?:[^`\\]|\\.)*)`?)"
    r"|(?<![^\s;{}(),=:?&|!>])(?://[^\n]*+|/\*(?>(?:[^*]|\*(?!/))*)(?:\*/)?)",
    re.DOTALL,
)
"""A text of a script, which is kept, or a comment; not what only looks like one inside a regular expression."""
_ASKED = re.compile(
    r"(?:\b(?:import|from|fetch|axios|importScripts|(?:Shared)?Worker|WebSocket|EventSource|Audio|sendBeacon)\s*+\(?"
    r"(?:\s*+new\s++URL\()?"
    r"|\.(?:get|getJSON|getScript|post|put|ajax|load|request)\s*+\("
    r"|\.open\(\s*+[\"'][A-Z]{3,7}[\"']\s*+,"
    r"|\b(?:ajax|axios|request)\(\s*+\{[^{}]{0,200}?\burl[\"']?+\s*+:"
    r"|\b(?:setAttribute|attr|prop)\(\s*+[\"'](?:src|srcset|data|poster|action|formaction)[\"']\s*+,"
    r"|(?<![\w-])(?:src|srcset|poster|action|formaction)\s*+=(?!=)"
    r"|(?<!new\s)\burl\(|(?<!location\.)\bhref[\"']?+\s*+[=,:](?=[\s\"'\\`]{0,9}[^\s\"'`]{0,200}css))"
    r"\s*+\\?+[\"'`]?((?:(?:http|ws)s?:)?(?:\\?/){2}[^\s\"'`<>${}\\,;()]{1,253}[^\s\"'`<>\\();]{0,300})",
    re.IGNORECASE,
)
"""What asks for the address behind it: calls, elements that load and send, style sheets.

A plain link does not, nor does `new URL(…)`, which only takes an address apart, unless it is what a call asks for.
"""
_WRITTEN = re.compile(
    r"https?:(?:\\?/){2}[^\s\"'<>`|{}/\\?#)\]，。；、）】》]{1,300}(?:[/?#][^\s\"'<>`|{}\\)]{0,300})?", re.IGNORECASE
)
"""An address in whatever text; as JSON may write its slashes."""
_BRACKETED = re.compile(
    r"https?:(?:\\?/){2}(?:[^\s\"'<>@/\\]{0,100}@)?\[[0-9a-f:.]{2,50}\](?:[:/?#][^\s\"'<>`|{}\\]{0,300})?",
    re.IGNORECASE,
)
"""One whose host is a number of IPv6."""
_SOCKET = re.compile(r"^ws(?=s?:)", re.IGNORECASE)
"""The scheme of a socket, which is that of the web with another name."""


def asked_by_script(script: str) -> list[str]:
    """The whole addresses that a script asks for, sockets with the scheme of the web; comments are left out."""
    code = _STRING_OR_COMMENT.sub(lambda found: found[1] or " ", script)
    return [_SOCKET.sub("http", address.replace("\\/", "/")) for address in _ASKED.findall(code)]


def written_in(text: str) -> list[str]:
    """Every whole address in a text, whatever it is there for."""
    addresses = []
    for pattern in (_WRITTEN, _BRACKETED):
        addresses += [found[0].replace("\\/", "/") for found in pattern.finditer(text)]
    return addresses
