"""What the words of an official document say of it: its kind in its title, its issuers, whether it lays down rules."""

import re

_BEHIND = re.compile(r"[（(〔\[][^（()）〔〕\[\]]{1,20}[）)〕\]]\Z")
"""What stands behind the kind of a document in its title: （试行）, （2026年第3号）."""
_MARKS = '》”"。 \u3000'
"""Signs that stand there too."""
_NORMATIVE = re.compile(r"[\u3400-\u9fff]{1,10}规(?:发|字)?〔")
"""The number of a document that lays down rules (规范性文件): 云政规〔2026〕1号."""
_JOINT = re.compile(r"[、，,；;\s]++")
"""What stands between the issuers of a joint document."""
_AROUND = "。.《》“”\"' "
"""Signs around a title that say nothing."""


def is_titled_as(title: str, kind: str) -> bool:
    """Whether a title ends with a kind of document; an order ends with 令."""
    bare = _BEHIND.sub("", title.rstrip(_MARKS)).rstrip(_MARKS)
    return bare.endswith(kind) or (kind == "命令" and bare.endswith("令"))


def is_number_of_rules(number: str) -> bool:
    """Whether a number is that of a 规范性文件."""
    return _NORMATIVE.match(number) is not None


def joint_issuers(text: str) -> list[str]:
    """The names of those who issue a document together."""
    return [name for name in _JOINT.split(text) if name]


def word_of_status(status: str) -> str:
    """What a sentence says of something that is not in force as it was: 修改, 失效, 废止."""
    return status.removeprefix("已")


def bare_words(text: str) -> str:
    """A text without the signs around it."""
    return text.strip(_AROUND)
