"""Site → outputs: every file that will exist, before anything is rendered."""

from collections.abc import Mapping
from itertools import chain

from gksite import __version__
from gksite.documents.markdown import link_targets
from gksite.exports import agencies_json, crawlers, notice_json, pages_json
from gksite.model.outputs import Link, Output, SiteInfo
from gksite.model.site import Site
from gksite.pages import agencies, finding, home, notices, sources, statement, tasks, written
from gksite.pages.statement import STATEMENT
from gksite.pages.views import AGENCIES, HOME, NOTICES, Views
from gksite.problems.problem import Code, Location, Problems, did_you_mean
from gksite.problems.translations import Translate
from gksite.text.names import near
from gksite.theming.accessibility import UNTESTED, Accessibility

PAGES = (
    home.pages,
    notices.pages,
    sources.pages,
    tasks.pages,
    agencies.pages,
    finding.pages,
    written.pages,
    statement.pages,
)
EXPORTS = (notice_json.exports, agencies_json.exports, pages_json.exports)

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
FOLDER_AND_FILE = Code(
    "GK303",
    "{first} 占用了 {path} 这个名字，{second} 无法放在它下面",
    why="同一个名字不能既是文件又是文件夹。",
    mend="给其中一个改名。",
)


def plan(
    site: Site, assets: tuple[Output, ...], tr: Translate, problems: Problems, accessibility: Accessibility = UNTESTED
) -> tuple[Output, ...]:
    """Every output of the site, sorted by path; collisions and dead links in written text are noted."""
    data = list(chain.from_iterable(exports(site) for exports in EXPORTS))
    views = Views(site, {output.path: len(output.content) for output in data}, tr, accessibility)
    pages = list(chain.from_iterable(kind(views) for kind in PAGES))
    outputs = [*pages, *data, *crawlers.exports(site.config, pages), *assets]
    _check_paths(outputs, problems)
    _check_links(site, {o.page.url for o in pages if o.page} | {o.path for o in outputs}, problems)
    return tuple(sorted(outputs, key=lambda o: o.path))


def site_info(site: Site, assets: Mapping[str, str], *, offline: bool, search: bool) -> SiteInfo:
    """What every template may see of the portal."""
    config = site.config
    written_pages = tuple(Link(page.title, f"{page.id}/") for page in site.pages)
    finding_pages = (Link("站点地图", "sitemap/"), Link("数据", "data/"))
    return SiteInfo(
        name=config.name,
        description=config.description or "",
        lang=config.lang,
        identity=config.identity,
        licence=config.licence,
        url=config.url.rstrip("/") if config.url else None,
        base_path=config.base_path,
        navigation=(HOME, NOTICES, AGENCIES, Link("搜索", "search/")),
        footer=(*finding_pages, *written_pages, STATEMENT),
        assets=assets,
        offline=offline,
        search=search,
        version=__version__,
    )


def _check_paths(outputs: list[Output], problems: Problems) -> None:
    claimed: dict[str, Output] = {}
    for output in outputs:
        other = claimed.setdefault(output.path, output)
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


def _check_links(site: Site, known: set[str], problems: Problems) -> None:
    texts = [(page.file, page.markdown) for page in site.pages]
    for notice in site.notices.values():
        file = f"content/notices/{notice.id}.yaml"
        texts += [(file, text) for text in (notice.record.preamble, notice.record.closing) if text]
    for file, text in texts:
        for target in link_targets(text):
            path = target.partition("#")[0]
            if _is_outside(target) or (path.startswith("/") and path[1:] in known):
                continue
            hint = did_you_mean([f"/{n}" for n in near(path.strip("/"), known, most=1)])
            problems.add(DEAD_LINK, Location(file, _line(file, text, target)), target=target, hint=hint)


def _is_outside(target: str) -> bool:
    return target.startswith(("http://", "https://", "mailto:", "#"))


def _line(file: str, text: str, target: str) -> int:
    """The line of a page that holds a link; a notice's text has no lines of its own."""
    if not file.endswith(".md"):
        return 0
    return text.count("\n", 0, max(text.find(target), 0)) + 2
