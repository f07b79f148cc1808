"""Numbers of official documents (发文字号): 厦府办〔2018〕88号."""

import re
import unicodedata

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


_WELL_FORMED = re.compile(
    r"[^\s〔〕\[\]()（）【】]{1,20}(?:（[^\s（）]{1,10}）)?〔(?:19|20)\d\d〕[1-9]\d{0,5}号", re.ASCII
)
"""厦府办〔2018〕88号 (GB/T 9704-2012)."""
_SERIAL = re.compile(
    r"(?:[^\s\d]{0,30}令|[^\s\d]{0,30}(?:公告|通告|公报))?(?:〔?(?:19|20)\d\d〕?年?)?第[1-9]\d{0,5}号", re.ASCII
)
"""Orders and proclamations count otherwise: 县人民政府令第3号, 2026年第12号."""
_BARE_YEAR = re.compile(r"([\u3400-\u9fff]{1,12})((?:19|20)\d\d)年?[-\s]?(?:第)?(\d{1,6})号", re.ASCII)
"""A number whose brackets were left out: 云政发2026年3号."""


def is_document_number(text: str) -> bool:
    """Whether a number is written as the standard has it: 〔〕, a year of four figures, no 第, no leading zero."""
    return bool(_WELL_FORMED.fullmatch(text) or _SERIAL.fullmatch(text))


def number_year(text: str) -> int | None:
    """The year that a well-formed number names."""
    match = re.search(r"(?:19|20)\d\d", text, re.ASCII)
    return int(match[0]) if match else None


def mended_number(text: str) -> str | None:
    """The number that one written otherwise means, in its standard form; None where that is not to be told."""
    folded = unicodedata.normalize("NFKC", text).replace("號", "号").strip()
    for candidate in (folded, f"{folded}号"):
        found = document_number(candidate.replace("《", "〔").replace("》", "〕").replace("<", "〔").replace(">", "〕"))
        if found is None and (bare := _BARE_YEAR.fullmatch(re.sub(r"\s", "", candidate))):
            found = f"{bare[1]}〔{bare[2]}〕{bare[3]}号"
        if found is not None:
            mended = re.sub(r"〕0+(?=\d)", "〕", found).replace("(", "（").replace(")", "）")
            return mended if is_document_number(mended) else None
    return None


def _standard(match: re.Match[str]) -> str:
    year, count = (re.sub(r"\s", "", match[name]) for name in ("year", "count"))
    return f"{match['office']}〔{year}〕{count}号"
