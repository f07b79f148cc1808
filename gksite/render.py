"""Outputs → files, in any number of processes; the only door to `jinja2`."""

import multiprocessing
import posixpath
import signal
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from types import CodeType
from typing import ClassVar

from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup

from gksite.documents.files import relative
from gksite.documents.markdown import from_root, relink, with_marked_links
from gksite.model.outputs import File, Output, SiteInfo
from gksite.model.time_limits import KINDS
from gksite.problems.problem import Code, Location, Phrase, Problem, Problems
from gksite.problems.translations import translator
from gksite.text.dates import shown_date
from gksite.text.hosts import is_outer
from gksite.text.used_words import used_words
from gksite.text.wrap import wrapped
from gksite.theming.qr_code import qr_code
from gksite.theming.theme import OURS, Theme

MISSING_TEMPLATE = Code(
    "GK401",
    "缺少模板 {name}",
    why="页面按模板生成，缺了模板就无法生成。",
    mend="从 gksite 的发行包里恢复这个文件；文件名改过的，改回原名。",
)
TEMPLATE_ERROR = Code(
    "GK402",
    "模板有误：{reason}",
    why="模板出错时页面不完整，因此整站都不发布。",
    mend="按提示的文件和行修改模板。",
)
WORTH_A_PROCESS = 200
"""Pages below which another process costs more than it saves."""


class _Compiled(BytecodeCache):
    """Templates compiled in this process or the one it was forked from: most of the time of a small build."""

    codes: ClassVar[dict[tuple[str, str], CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """The code of a template at this path with this text, if there is any."""
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        if bucket.code is not None:
            self.codes[bucket.key, bucket.checksum] = bucket.code


class _Renderer:
    """The theme's templates, ready to render outputs of one site."""

    def __init__(self, theme: Theme, root: Path, site: SiteInfo) -> None:
        self.site, self.theme, self.root = site, theme, root
        ours = PrefixLoader({OURS: FileSystemLoader(theme.own)})
        self.environment = Environment(
            loader=ChoiceLoader([ours, FileSystemLoader(theme.folders)]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=_Compiled(),
        )
        self.environment.globals |= {"_": translator(site.lang, *theme.folders), "site": site, "limit_kinds": KINDS}
        self.environment.filters |= {
            "cdate": shown_date(site.lang),
            "filesize": _size,
            "qr_code": _picture,
            "relink": _relinked,
            "used_words": used_words,
            "wrapped": wrapped,
        }

        def is_outside(address: str) -> bool:
            return is_outer(address, site.url, site.allowed_hosts)

        self.environment.tests |= {"outer": is_outside}

    def render(self, output: Output) -> File | Problem:
        """One finished file, or the problem with its template."""
        if not output.template or output.page is None:
            return File(output.path, output.content)
        href = partial(_href, output.path, self.site)
        own = {"page": output.page, "href": href, "asset": partial(_asset, href, self.site)}
        try:
            text = self.environment.get_template(output.template).render({**output.data, **own})
        except (
            TemplateError,
            LookupError,
            TypeError,
            AttributeError,
            ValueError,
            ArithmeticError,
            RecursionError,
        ) as error:
            return self.problem(error, output.template)
        return File(output.path, text.encode())

    def problem(self, error: Exception, template: str) -> Problem:
        """Which template file and line failed, and why."""
        place = self.frame(error) or self.place(self.theme.path(template))
        if isinstance(error, TemplateNotFound):
            return Problem(MISSING_TEMPLATE, place, name=str(error.name))
        reason = Phrase("{detail}", detail=f"{type(error).__name__}: {error}")
        return Problem(TEMPLATE_ERROR, place, reason=reason)

    def frame(self, error: Exception) -> Location | None:
        """The innermost template line of a traceback, to which jinja2 adds the line that does not parse."""
        found, step = None, error.__traceback__
        while step is not None:
            path = Path(step.tb_frame.f_code.co_filename)
            if any(path.is_relative_to(folder) for folder in self.theme.folders):
                found = self.place(path, step.tb_lineno)
            step = step.tb_next
        return found

    def place(self, path: Path, line: int = 0) -> Location:
        """A line of a template as messages show it."""
        return Location(relative(path, self.root), line)


def climb(folder: str, target: str) -> str:
    """From one folder to another, both below the site's root and without dots (posixpath.relpath is far slower)."""
    here, there = list(filter(None, folder.split("/"))), list(filter(None, target.split("/")))
    shared = 0
    while shared < min(len(here), len(there)) and here[shared] == there[shared]:
        shared += 1
    return "/".join([*[".."] * (len(here) - shared), *there[shared:]]) or "."


def _href(path: str, site: SiteInfo, url: str) -> str:
    """A link from an output to an address of the site: relative, or absolute on the page served at any depth."""
    address, mark, fragment = url.partition("#")
    if path == "404.html" and not site.offline:
        return site.base_path + url
    if site.offline and _is_folder(address):
        address += "index.html"
    here = posixpath.dirname(path)
    if path == _file_of(address) and fragment:
        return f"#{fragment}"
    link = climb(here, address.rstrip("/"))
    if _is_folder(address):
        link += "/"
    return link + mark + fragment


def _is_folder(address: str) -> bool:
    """Whether an address is a folder's, whose page is index.html in it; the root's is empty."""
    return not address or address.endswith("/")


def _file_of(address: str) -> str:
    return address + "index.html" if _is_folder(address) else address


def _asset(href: Callable[[str], str], site: SiteInfo, name: str) -> str:
    if name not in site.assets:
        raise TemplateNotFound(f"assets/{name}")
    return href(site.assets[name])


@pass_context
def _relinked(context: Context, html: Markup) -> Markup:
    """Written text with its links from the root, /notices/x/, made relative to this page; those to others say so."""
    href = context["href"]

    def relative(address: str) -> str:
        address = from_root(address)
        return str(href(address[1:])) if address.startswith("/") else address

    def is_outside(address: str) -> bool:
        return is_outer(address, site.url, site.allowed_hosts)

    site: SiteInfo = context["site"]
    return with_marked_links(relink(html, relative), is_outside, context["_"]("（外部链接）"))


def _picture(address: str) -> Markup:
    return Markup(qr_code(address))  # noqa: S704  drawn by the library from nothing but black and white


def _size(size: int) -> str:
    if size < 1024:
        return f"{size} B"
    if size < 1048576:
        return f"{size / 1024:.1f} KB"
    return f"{size / 1048576:.1f} MB"


def _in_process(renderer: _Renderer, outputs: Sequence[Output]) -> list[File | Problem]:
    return [renderer.render(output) for output in outputs]


_forked: list[tuple[_Renderer, Sequence[Output]]] = []
"""What each share of the work needs, for the processes that are forked from this one."""


def _in_fork(index: int) -> list[File | Problem]:
    return _in_process(*_forked[index])


def render(
    outputs: Sequence[Output], theme: Theme, root: Path, site: SiteInfo, jobs: int, problems: Problems
) -> list[File]:
    """Every output as a finished file, in the outputs' order; template problems are noted."""
    renderer = _Renderer(theme, root, site)
    found: Iterable[File | Problem]
    processes = min(jobs, len(outputs) // WORTH_A_PROCESS)
    if processes < 2 or "fork" not in multiprocessing.get_all_start_methods():
        found = _in_process(renderer, outputs)
    else:
        found = _in_processes_or_one(renderer, outputs, processes)
    files = []
    for result in found:
        if isinstance(result, Problem):
            problems.found.append(result)
        else:
            files.append(result)
    return files


def _in_processes_or_one(renderer: _Renderer, outputs: Sequence[Output], processes: int) -> list[File | Problem]:
    """The same in several processes, or in this one where the system has no room for more: no /dev/shm, few files."""
    try:
        return _in_processes(renderer, outputs, processes)
    except (OSError, ImportError):  # Python tells by an ImportError that there are no semaphores
        return _in_process(renderer, outputs)


def _obey_pool() -> None:
    """Let a forked process be ended by its pool alone, and by the system: a handler in Python can miss the signal.

    One that comes just before the process waits for work is then never handled, and the pool would wait for ever.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def _in_processes(renderer: _Renderer, outputs: Sequence[Output], processes: int) -> list[File | Problem]:
    """The same in several processes: forked, so that outputs need not be sent, and results in order."""
    size = -(-len(outputs) // (processes * 4))
    shares = [outputs[i : i + size] for i in range(0, len(outputs), size)]
    _forked[:] = [(renderer, share) for share in shares]
    try:
        with multiprocessing.get_context("fork").Pool(processes, _obey_pool) as pool:
            return list(chain.from_iterable(pool.map(_in_fork, range(len(shares)), chunksize=1)))
    finally:
        _forked.clear()
