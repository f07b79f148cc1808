"""Numbers of official documents (发文字号): 厦府办〔2018〕88号."""

import re

_NUMBER = re.compile(
    r"(?P<office>[\u3400-\u9fff]{1,12}(?:[（(][\u3400-\u9fff]{1,6}[)）])?)\s*"
    r"[〔［【\[（(﹝〖]\s*(?P<year>(?:19|20)\s*\d\s*\d)\s*[〕］】\])）﹞〗]\s*(?:第\s*)?(?P<count>\d[\d\s]{0,6}?)\s*号"
)
"""An issuing office, a year in any brackets, a running number: 厦府办〔2018〕88号, 国办发[2018]第 23 号."""
_LABEL = re.compile(r"^\s*(?:发文字号|文\s*号|文件编号)\s*[:：]\s*")
"""What may stand in front of a number on its line: 文号：."""


def document_number(text: str) -> str | None:
    """The number that a line states, in its standard form with 〔〕; None where the line says anything else besides.

    A label (发文字号：) in front and the signer (签发人：…) behind may stand in the same line, brackets around it.
    """
    line = re.split(r"签\s*发\s*人", _LABEL.sub("", text), maxsplit=1)[0].strip()
    if line.startswith(("（", "(")) and line.endswith(("）", ")")):
        line = line[1:-1].strip()
    match = _NUMBER.fullmatch(line)
    if match is None:
        return None
    return _standard(match)


def normalised(text: str) -> str:
    """A text with every document number in it in standard form."""
    return _NUMBER.sub(_standard, text)


_BRACKETS = str.maketrans("（）()[]【】［］", "〔〕〔〕〔〕〔〕〔〕")


def number_brackets(text: str) -> str:
    """A text with every kind of bracket as 〔〕, so that its document numbers compare equal; as long as before."""
    return text.translate(_BRACKETS)


def _standard(match: re.Match[str]) -> str:
    year, count = (re.sub(r"\s", "", match[name]) for name in ("year", "count"))
    return f"{match['office']}〔{year}〕{count}号"
