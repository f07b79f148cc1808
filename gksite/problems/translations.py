"""Texts in the reader's language: Chinese in the code and templates, English through the catalogue."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from gksite.problems.problem import RequestError

Translate = Callable[[str], str]


def translator(lang: str, theme: Path) -> Translate:
    """A function from a Chinese text to the same in `lang`: zh as it stands, en by a theme's catalogue.

    Raises RequestError where the theme has none.
    """
    if lang == "zh":
        return lambda text: text
    catalogue = _catalogue(theme / "strings" / f"{lang}.po")
    return lambda text: catalogue.get(text) or text


@lru_cache
def _catalogue(path: Path) -> dict[str, str]:
    from babel.messages.pofile import read_po  # needed for other languages only

    if not path.is_file():
        raise RequestError("没有找到语言文件 {file}", file=path.name)
    with path.open("rb") as stream:
        catalogue = read_po(stream)
    return {str(m.id): str(m.string) for m in catalogue if m.id and m.string}
