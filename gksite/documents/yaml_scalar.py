"""A text as YAML writes it on one line: plain where every parser reads it back as the same text, else in quotes."""

import json
import re

_INDICATOR = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`]")
"""With what no plain text begins here: YAML would read some of these as its own signs."""
_ENDS_EARLY = re.compile(r":(?:\s|$)|\s#")
"""What ends a plain text: a colon that makes it a key, a comment."""
_ENDS_IN_FLOW = re.compile(r"[,\[\]{}:]")
"""What ends a plain text between [ ] or { }; libyaml before 0.2 takes every colon there for a key's."""
_OTHER_KIND = re.compile(
    r"(?:~|null|true|false|yes|no|on|off|y|n|=|<<)?\Z|[-+]?0[xob][0-9a-f_]+\Z|[-+]?[0-9][0-9_]*(?::[0-9]+)+\Z"
    r"|[-+]?(?:[0-9][0-9_]*+(?:\.[0-9_]*+)?|\.[0-9_]+)(?:e[-+]?[0-9]+)?\Z|[-+]?\.(?:inf|nan)\Z",
    re.IGNORECASE,
)
"""What YAML 1.1 or 1.2 would read as a number, a truth or nothing."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d?:\d\d(?::\d\d)?)?\Z")
"""What YAML 1.1 would read as a date."""
_MARKER = re.compile(r"---|\.\.\.")
"""What begins or ends a document."""
_UNUSUAL = re.compile(r"[^\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010fffd]")
"""What YAML allows only as an escape between double quotes."""


def scalar(text: str, *, in_flow: bool = False) -> str:
    """A text on one line, safe inside [ ] and { } too where it stands in flow."""
    if _OTHER_KIND.match(text) or _DAY.match(text):
        return in_single_quotes(text)
    if _is_plain(text) and not (in_flow and _ENDS_IN_FLOW.search(text)):
        return text
    return in_double_quotes(text)


def _is_plain(text: str) -> bool:
    if "\n" in text or text != text.strip():
        return False
    if _INDICATOR.match(text) or _MARKER.match(text):
        return False
    return not _ENDS_EARLY.search(text) and not _UNUSUAL.search(text)


def in_single_quotes(text: str) -> str:
    """A text between single quotes, in which every sign is text."""
    return "'" + text.replace("'", "''") + "'"


def in_double_quotes(text: str) -> str:
    """A text between double quotes, in which everything can be said."""
    return _UNUSUAL.sub(_escaped, json.dumps(text, ensure_ascii=False))


def _escaped(match: re.Match[str]) -> str:
    number = ord(match[0])
    if number > 0xFFFF:
        return f"\\U{number:08X}"
    return f"\\u{number:04x}"


def fits_a_block(text: str) -> bool:
    """Whether a text of several lines can stand behind `|-`, each line as it is."""
    lines = text.split("\n")
    if not lines[0].strip() or not lines[-1].strip() or text.startswith(" "):
        return False
    return not _UNUSUAL.search(text) and all(line == line.rstrip() for line in lines)
