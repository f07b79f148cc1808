"""Texts in the reader's language: Chinese in the code and templates, English through the catalogue."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from string import Formatter

from gksite.problems.problem import RequestError

Translate = Callable[[str], str]


def translator(lang: str, *folders: Path) -> Translate:
    """A function from a Chinese text to the same in `lang`: zh as it stands, en by the catalogues of a theme's folders.

    What the first of them has holds; the others say the rest. Raises RequestError where the last has no catalogue.
    """
    if lang == "zh":
        return lambda text: text
    files = [folder / "strings" / f"{lang}.po" for folder in folders]
    catalogue: dict[str, str] = {}
    for file in reversed(files):
        if file.is_file() or file == files[-1]:
            catalogue |= _catalogue(file)
    return lambda text: catalogue.get(text) or text


@lru_cache
def _catalogue(path: Path) -> dict[str, str]:
    if not path.is_file():
        raise RequestError("没有找到语言文件 {file}", file=path.name)
    try:
        return dict(_pairs(path.read_bytes()))
    except (OSError, ValueError) as error:
        raise RequestError("语言文件 {file} 已损坏，请恢复它（{detail}）", file=path.name, detail=str(error)) from None


def _pairs(data: bytes) -> Iterator[tuple[str, str]]:
    """The texts of a catalogue with their translations. Raises ValueError for what is none."""
    from babel.messages.pofile import PoFileError, read_po  # needed for other languages only

    data.decode()
    try:
        messages = list(read_po(BytesIO(data), abort_invalid=True))
    except (PoFileError, LookupError, AttributeError) as error:  # the library stumbles over what is cut off
        raise ValueError(str(error)) from None
    for message in messages:
        if isinstance(message.id, str) and isinstance(message.string, str) and message.id and message.string:
            yield message.id, _safe(message.id, message.string)


def _safe(text: str, translated: str) -> str:
    """A translation, or the text itself where the translation names a value that the text does not have."""
    known, named = _names(text), _names(translated)
    if known is None or (named is not None and named <= known):
        return translated
    return text


def _names(text: str) -> set[str] | None:
    """The values that a text names in braces; None where these are no such places."""
    names = set()
    try:
        for _, name, form, conversion in Formatter().parse(text):
            if name is None:
                continue
            if form or conversion or not name.isidentifier():
                return None
            names.add(name)
    except ValueError:
        return None
    return names
