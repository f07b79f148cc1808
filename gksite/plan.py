"""Site → outputs: every file that will exist, before anything is rendered."""

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from gksite import __version__
from gksite.attachments import PICTURES
from gksite.catalogue.linking import dead_pages, with_pages
from gksite.documents.markdown import from_root, link_targets, pictures
from gksite.exports import (
    agencies_json,
    annual_reports,
    calendars,
    catalogue_files,
    crawlers,
    data_catalogue,
    disclosure_json,
    item_json,
    notice_json,
    pages_json,
    security,
)
from gksite.model.outputs import Link, Output, SiteInfo
from gksite.model.settings import Export
from gksite.model.site import Site, WrittenText
from gksite.model.tags import FootMark
from gksite.model.time_limits import shows_deadlines
from gksite.pages import (
    agencies,
    catalogue,
    columns,
    deadlines,
    departed,
    disclosure,
    finding,
    home,
    items,
    notices,
    sources,
    statement,
    task_list,
    tasks,
    verify,
    written,
)
from gksite.pages import annual_reports as report_pages
from gksite.pages.annual_reports import REPORTS
from gksite.pages.column_frame import COLUMN
from gksite.pages.foot import emblem_address, foot_marks, ipv6_mark
from gksite.pages.statement import STATEMENT
from gksite.pages.verify import VERIFY
from gksite.pages.views import AGENCIES, COLUMNS, DEADLINES, HOME, NOTICES, TASKS, Views
from gksite.problems.problem import Code, Location, Phrase, Problems, did_you_mean
from gksite.problems.translations import Translate
from gksite.text.alternatives import says_nothing
from gksite.text.names import near
from gksite.theming.accessibility import UNTESTED, Accessibility

PAGES = (
    home.pages,
    disclosure.pages,
    report_pages.pages,
    columns.pages,
    items.pages,
    notices.pages,
    sources.pages,
    tasks.pages,
    task_list.pages,
    agencies.pages,
    finding.pages,
    written.pages,
    statement.pages,
    verify.pages,
    departed.pages,
)
EXPORTS: Mapping[Export, Callable[[Site], Iterable[Output]]] = {
    "json": notice_json.exports,
    "items": item_json.exports,
    "agencies": agencies_json.exports,
    "pages": pages_json.exports,
    "disclosure": disclosure_json.exports,
    "reports": annual_reports.exports,
    "calendars": calendars.exports,
}
"""Files made of the site, by the names that `exports` in site.yaml chooses from."""
CHOSEN_PAGES: Mapping[Export, Callable[[Views], Iterable[Output]]] = {"deadlines": deadlines.pages}
"""Pages, by the same names."""
ICONS = ("favicon.svg", "favicon.png", "favicon.ico")
"""The files in content/files/root/ that take the place of the theme's icon, the first that is there."""

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


def plan(
    site: Site,
    assets: tuple[Output, ...],
    tr: Translate,
    problems: Problems,
    accessibility: Accessibility = UNTESTED,
    programs: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Output, ...]:
    """Every output of the site, sorted by path; collisions and dead links in written text are noted.

    `programs` are those by which readers verify, by name.
    """
    chosen = site.config.exports
    data = list(chain.from_iterable(exports(site) for name, exports in EXPORTS.items() if name in chosen))
    views = Views(site, {output.path: len(output.content) for output in data}, tr, accessibility, programs)
    kinds = (*PAGES, *(kind for name, kind in CHOSEN_PAGES.items() if name in chosen))
    pages = list(chain.from_iterable(kind(views) for kind in kinds))
    copied = [Output(file.path, content=file.data, origin=file.file) for file in site.attachments]
    with_rest = _with_catalogue(views, [*pages, *copied], problems)
    data += with_rest[0]
    if "catalog" in chosen:
        data.append(data_catalogue.export(site, [file for file in data if file.path.startswith("data/")]))
    pages += with_rest[1]
    outputs = [*pages, *data, *crawlers.exports(site.config, pages), *security.exports(site), *assets, *copied]
    _check_paths(outputs, problems)
    known = {o.page.url for o in pages if o.page} | {o.path for o in outputs}
    for text in site.texts:
        _check_links(text, known, problems)
        _check_pictures(text, known, problems)
    return tuple(sorted(outputs, key=lambda o: o.path))


def _with_catalogue(
    views: Views, others: Sequence[Output], problems: Problems
) -> tuple[tuple[Output, ...], tuple[Output, ...]]:
    """The files and the page of the catalogue, planned last: it names only what the portal has."""
    if views.site.catalogue is None:
        return (), ()
    known = frozenset(address for output in others if (address := _lasting(output)) is not None)
    site = replace(views.site, catalogue=with_pages(views.site.catalogue, known))
    problems.found += dead_pages(site)
    files = tuple(catalogue_files.exports(site))
    sizes = {**views.sizes, **{file.path: len(file.content) for file in files}}
    return files, tuple(catalogue.pages(replace(views, site=site, sizes=sizes)))


def _lasting(output: Output) -> str | None:
    """The address of a page that has content, or of a file that is copied."""
    if output.page is None:
        return output.path
    if output.page.kind in ("moved", "withdrawn", "404"):
        return None
    return output.page.url


def site_info(site: Site, assets: Mapping[str, str], *, offline: bool, search: bool) -> SiteInfo:
    """What every template may see of the portal."""
    config = site.config
    copied = {file.path for file in site.attachments}
    written_pages = tuple(Link(page.title, f"{page.id}/") for page in site.pages)
    finding_pages = (Link("站点地图", "sitemap/"), Link("数据", "data/"))
    reports = (REPORTS,) if site.reports and not site.disclosure else ()
    return SiteInfo(
        name=config.name,
        description=config.description or "",
        lang=config.lang,
        identity=config.identity,
        licence=config.licence,
        url=config.url.rstrip("/") if config.url else None,
        base_path=config.base_path,
        navigation=tuple(_navigation(site)),
        footer=(*finding_pages, *reports, *written_pages, STATEMENT),
        assets=assets,
        offline=offline,
        search=search,
        version=__version__,
        icon=next((name for name in ICONS if name in copied), None),
        allowed_hosts=config.allowed_hosts,
        domain=urlsplit(config.url).hostname if config.url else None,
        marks=tuple(_marks(site)),
        emblem=emblem_address(config.identity),
        verify=VERIFY if site.release_key else None,
    )


def _marks(site: Site) -> Iterator[FootMark]:
    """The lines at the foot of every page."""
    if site.config.identity:
        yield from foot_marks(site.config.identity)
    if site.ipv6:
        yield ipv6_mark(site.ipv6)


def _navigation(site: Site) -> Iterator[Link]:
    """The main menu; columns where there are some."""
    yield HOME
    if site.disclosure:
        yield COLUMN
    if site.columns:
        yield COLUMNS
    yield from (NOTICES, TASKS)
    if shows_deadlines(site):
        yield DEADLINES
    yield from (AGENCIES, Link("搜索", "search/"))


def _check_paths(outputs: list[Output], problems: Problems) -> None:
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
