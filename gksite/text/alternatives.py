"""Text alternatives of pictures: whether their words say what a picture shows."""

from urllib.parse import unquote

_EMPTY = {"", "图", "图片", "照片", "图像", "截图", "附图", "image", "img", "picture", "photo", "alt"}
"""Words that say no more than that there is a picture."""
_NUMBERS = "0123456789一二三四五六七八九十"


def says_nothing(words: str, address: str) -> bool:
    """Whether the words beside a picture do not tell what it shows: none, 图片1, or the name of its file."""
    said = "".join(words.split()).lower()
    name = unquote(address).rpartition("/")[2].lower()
    return said.rstrip(_NUMBERS) in _EMPTY or said in (name, name.rpartition(".")[0])
