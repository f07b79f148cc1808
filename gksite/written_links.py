"""Links and pictures in what editors write: each leads to something that the site will have."""

import posixpath
from collections.abc import Iterable
from urllib.parse import unquote

from gksite.attachments import PICTURES
from gksite.documents.markdown import from_root, link_targets, pictures
from gksite.model.site import WrittenText
from gksite.problems.problem import Code, Location, Phrase, Problems, did_you_mean
from gksite.text.alternatives import says_nothing
from gksite.text.names import near

DEAD_LINK = Code(
    "GK302",
    "链接指向的 {target} 不存在{hint}",
    why="读者点开会看到“找不到页面”。",
    mend="改成本站已有的地址；站内地址从根写起，以 / 开头和结尾，例如 /notices/quanzhou-2018/。",
)
PICTURE = Code(
    "GK315",
    "图片 {target} {reason}",
    why="看不见图的读者只能靠替代文字知道图上有什么；从别的网站取图，会把读者的行踪告诉那个网站。",
    mend="图片放进 content/files/，写成 ![图上有什么](/files/图片.png)；替代文字不要只写“图片”或文件名。",
    clause="GB/T 37668—2019《信息技术 互联网内容无障碍可访问性技术要求与测试方法》",
)


def check_written(texts: Iterable[WrittenText], known: set[str], problems: Problems) -> None:
    """Note what leads nowhere; `known` are the addresses of all pages and the paths of all files."""
    for text in texts:
        _check_links(text, known, problems)
        _check_pictures(text, known, problems)


def _check_links(text: WrittenText, known: set[str], problems: Problems) -> None:
    for target in link_targets(text.markdown):
        path = _path(target)
        if _is_outside(target) or path in known:
            continue
        hint = did_you_mean([f"/{n}" for n in near((path or target).strip("/"), known, most=1)])
        problems.add(DEAD_LINK, _place(text, target), target=target, hint=hint)


def _check_pictures(text: WrittenText, known: set[str], problems: Problems) -> None:
    for picture in pictures(text.markdown):
        path, reason = _path(picture.address), None
        if _is_outside(picture.address):
            reason = Phrase("在别的网站上；请把图片放进 content/files/，读者打开页面才不会向那里发请求")
        elif path not in known:
            hint = did_you_mean([f"/{n}" for n in near((path or picture.address).strip("/"), known, most=1)])
            reason = Phrase("不存在{hint}", hint=hint)
        elif posixpath.splitext(path)[1][1:].lower() not in PICTURES:
            reason = Phrase("不是图片")
        elif says_nothing(picture.words, picture.address):
            reason = Phrase("没有替代文字；请在 ![ ] 的方括号里写明图上是什么")
        if reason is not None:
            problems.add(PICTURE, _place(text, picture.address), target=picture.address, reason=reason)


def _path(target: str) -> str | None:
    """The path from the site's root that a written address leads to, without its anchor; None for any other."""
    address = unquote(from_root(target).partition("#")[0])
    return address[1:] if address.startswith("/") else None


def _is_outside(target: str) -> bool:
    return target.startswith(("http://", "https://", "mailto:", "#"))


def _place(text: WrittenText, target: str) -> Location:
    """The line that holds an address, as it was written or as HTML has it."""
    at = max(text.markdown.find(target), text.markdown.find(unquote(target)), 0)
    return Location(text.file, text.line + text.markdown.count("\n", 0, at))
