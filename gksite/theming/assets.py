"""The theme's assets: joined, scripts without comments, under names that change with their content."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from rjsmin import jsmin

from gksite.documents.files import relative
from gksite.model.outputs import Output
from gksite.problems.problem import Code, Location, Problems
from gksite.problems.translations import Translate
from gksite.theming.theme import Theme

FIXED = {"search.js": "assets/search.js", "pagefind.js": "pagefind/pagefind.js"}
"""Assets whose addresses are part of the public contract and so never change."""
TOKENS = "tokens.css"
"""The style sheet behind which a portal's own colours and fonts stand."""
CARD = "card.css"
"""The style sheet of cards, which stand in pages of others."""
JOINED: dict[str, tuple[str, ...]] = {
    "site.css": (TOKENS, "site.css", "print.css"),
    "site.js": ("site.js", "reading.js", "places.js"),
    CARD: (TOKENS, CARD),
}
"""Assets written as several files and sent as one; a theme may lack some of them."""
_SEARCH = (
    "error.js",
    "file.js",
    "text.js",
    "records.js",
    "narrow.js",
    "excerpt.js",
    "names.js",
    "recognise.js",
    "nearest.js",
)
"""The parts of search/ that every form of the search begins with."""
INDEXED: dict[str, tuple[str, ...]] = {"search.js": (*_SEARCH, "engine.js", "search.js", "module.js")}
"""The search of a site with an index, from the parts in search/, all of which it needs."""
SCANNED: dict[str, tuple[str, ...]] = {
    "search.js": (*_SEARCH, "scan.js", "search.js", "module-scan.js"),
    "search-classic.js": (*_SEARCH, "scan.js", "search.js", "classic.js"),
}
"""The search by a plain scan: as a module, and as a script for pages on a disk."""
VERIFYING: dict[str, tuple[str, ...]] = {"verify.js": ("bytes.js", "note.js", "tree.js", "verify.js", "form.js")}
"""The script of the page /verify/, from the parts in verify/."""
PROGRAMS = ("verify_page.py", "verify_log.py")
"""The programs in plain Python that the page gives, in verify/ too: one for a page, one for the log."""

_TEXT = re.compile(r'(?<=")[^"\n]*[\u2e80-\u9fff\uff00-\uffef][^"\n]*+(?=")')
"""A string of a program for readers that holds Chinese."""

MISSING_PART = Code(
    "GK403",
    "主题里没有 {name}，网站的搜索做不成",
    why="搜索的程序由 assets/search/ 里的几个文件原样接成；缺一个，读者就什么也搜不到。",
    mend="从 gksite 的发行包里恢复这个文件；文件名改过的，改回原名。不要搜索时用 gksite build --no-search。",
)
NO_VERIFYING = Code(
    "GK831",
    "主题里没有 {name}，“核对页面”做不成",
    why="读者用这一页和其中的程序核对本网站发布过什么；缺一个文件，就核对不了。",
    mend="从 gksite 的发行包里恢复这个文件；文件名改过的，改回原名。",
)


def assets(
    theme: Theme,
    root: Path,
    problems: Problems,
    *,
    search: bool,
    verify: bool = False,
    cards: bool = False,
) -> tuple[Mapping[str, str], tuple[Output, ...]]:
    """The assets' addresses by name, and the assets themselves, but for the search's own; what is lacking is noted.

    `verify` where readers can verify pages; `cards`: with their style sheet.
    """
    left: set[str] = set()
    if not search:
        left.update(FIXED)
    if not cards:
        left.add(CARD)
    content = _with_joined({name: data for name, data in _written(theme) if name not in left})
    for name, parts in (VERIFYING if verify else {}).items():
        content[name] = _joined([f"verify/{part}" for part in parts], theme, root, problems, NO_VERIFYING)
    return _sent(content)


def search_assets(
    theme: Theme, root: Path, problems: Problems, *, scan: bool
) -> tuple[Mapping[str, str], tuple[Output, ...]]:
    """The addresses of the search's programs by name, and the programs; a part that they need and lack is noted.

    `scan` where search reads a text file, not an index.
    """
    content = {}
    for name, parts in (SCANNED if scan else INDEXED).items():
        content[name] = _joined([f"search/{part}" for part in parts], theme, root, problems, MISSING_PART)
    return _sent(content)


def _sent(content: Mapping[str, bytes]) -> tuple[Mapping[str, str], tuple[Output, ...]]:
    addresses, outputs = {}, []
    for name, source in content.items():
        sent = without_comments(source) if name.endswith(".js") else source
        addresses[name] = _address(name, sent)
        outputs.append(Output(addresses[name], content=sent, origin=f"templates/assets/{name}"))
    return MappingProxyType(addresses), tuple(outputs)


def _written(theme: Theme) -> Iterator[tuple[str, bytes]]:
    """The files that are sent, or are part of one that is; those in folders are read where they are needed."""
    for name, path in theme.files().items():
        folder, _, file = name.rpartition("/")
        if folder == "assets" and "." in file:
            content = path.read_bytes()
            yield file, content + theme.tokens if file == TOKENS else content


def _with_joined(written: Mapping[str, bytes]) -> dict[str, bytes]:
    """The assets with those that are sent as one; what is a part of such a one is not sent by itself."""
    content = dict(written)
    for name, parts in JOINED.items():
        if name in written:
            for part in parts:
                content.pop(part, None)
    for name, joined in JOINED.items():
        if name in written:
            content[name] = b"\n".join(written[part] for part in joined if part in written)
    return content


def without_comments(script: bytes) -> bytes:
    """A script as it is sent."""
    return bytes(jsmin(script))


def verifying_programs(theme: Theme, root: Path, problems: Problems, tr: Translate) -> Mapping[str, str]:
    """The programs in plain Python by which readers verify, by name; what they say is in the site's language."""
    programs = {}
    for name in PROGRAMS:
        text = _joined([f"verify/{name}"], theme, root, problems, NO_VERIFYING).decode(errors="replace")
        programs[name] = _TEXT.sub(lambda match: tr(match[0]), text)
    return programs


def _joined(names: list[str], theme: Theme, root: Path, problems: Problems, missing: Code) -> bytes:
    """Whole files of assets/ one behind the other."""
    found = []
    for name in names:
        path = theme.path(f"assets/{name}")
        if path.is_file():
            found.append(path.read_bytes())
        else:
            problems.add(missing, Location(relative(path, root)), name=f"assets/{name}")
    return b"\n".join(found)


def _address(name: str, content: bytes) -> str:
    if name in FIXED:
        return FIXED[name]
    stem, _, suffix = name.rpartition(".")
    return f"assets/{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{suffix}"
