"""Names of columns in an .xlsx, and which of its rows and columns are out of sight."""

from gksite.readers.package import Element
from gksite.readers.xlsx_book import TRUE


def is_out_of_sight(element: Element, size: str) -> bool:
    """Whether a row or some columns are out of sight: hidden, filtered, or without any height or width."""
    if element.get("hidden") in TRUE:
        return True
    try:
        return float(element.get(size) or 1) <= 0
    except ValueError:
        return False


def column_number(letters: str) -> int:
    """The number of a column, counted from 1, by its letters: 28 for 「AB」."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def column_letters(column: int) -> str:
    """The letters of a column by its number, counted from 1: 「AB」 for 28."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
