"""What was planned, looked at as a whole: no address twice, no written link or picture that leads nowhere."""

import posixpath
from collections.abc import Sequence
from urllib.parse import unquote

from gksite.attachments import PICTURES
from gksite.documents.markdown import from_root, link_targets, pictures
from gksite.model.outputs import Output
from gksite.model.site import WrittenText
from gksite.problems.problem import Code, Location, Phrase, Problems, did_you_mean
from gksite.text.alternatives import says_nothing
from gksite.text.names import near

COLLISION = Code(
    "GK301",
    "网址 {path} 有两个来源：{first} 和 {second}",
    why="一个网址只能有一个页面，否则后写的会盖掉先写的。",
    mend="给其中一个改名；content/pages/ 里的文件名不要与栏目同名，例如 notices、agencies、search。",
)
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
FOLDER_AND_FILE = Code(
    "GK303",
    "{first} 占用了 {path} 这个名字，{second} 无法放在它下面",
    why="同一个名字不能既是文件又是文件夹。",
    mend="给其中一个改名。",
)


def check_paths(outputs: Sequence[Output], problems: Problems) -> None:
    """Note the outputs that claim one address, or a file where another is a folder."""
    claimed: dict[str, Output] = {}
    alike: dict[str, Output] = {}
    for output in outputs:
        claimed.setdefault(output.path, output)
        other = alike.setdefault(output.path.casefold(), output)  # on a disk of Windows or macOS they are one
        if other is not output:
            path = output.path.removesuffix("index.html")
            problems.add(COLLISION, _origin(output, other), path=f"/{path}", first=other.origin, second=output.origin)
    for path, output in claimed.items():
        parts = path.split("/")
        for depth in range(1, len(parts)):
            folder = claimed.get("/".join(parts[:depth]))
            if folder is not None:
                place = _origin(output, folder)
                problems.add(FOLDER_AND_FILE, place, path=folder.path, first=folder.origin, second=output.origin)


def _origin(*outputs: Output) -> Location:
    """The file that an editor can rename: the one in content/, if one of the two comes from there."""
    files = (o.origin for o in outputs if isinstance(o.origin, str))
    return Location(next((file for file in files if file.startswith("content/")), "site.yaml"))


def check_links(text: WrittenText, known: set[str], problems: Problems) -> None:
    """Note the links of a written text that lead to no page and no file that is planned."""
    for target in link_targets(text.markdown):
        path = _path(target)
        if _is_outside(target) or path in known:
            continue
        hint = did_you_mean([f"/{n}" for n in near((path or target).strip("/"), known, most=1)])
        problems.add(DEAD_LINK, _place(text, target), target=target, hint=hint)


def check_pictures(text: WrittenText, known: set[str], problems: Problems) -> None:
    """Note the pictures of a written text that are not there, are none, or say nothing."""
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
