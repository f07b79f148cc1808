"""What Caddy does inside the path of the site: classes of responses with their headers, addresses that are no more."""

from gksite.hosting.policy import IN_UTF_8, REST, TYPES, Gone, Kind, Policy, address
from gksite.hosting.words import block, expression, notes, quoted
from gksite.model.cards import CARDS
from gksite.model.open_files import ATOM, FEED, OPEN_FILES
from gksite.problems.translations import Translate

ASKED = '@asked expression {query} != ""'
"""Whether there is a query, which Caddy does not hand on by itself."""
_TOMBSTONES = "{path}index.html {path}"
"""Where the page stands that says what was withdrawn."""
_NAMELESS = (
    r'{path}.contains("\x00")',
    "size(bytes({path})) > 2000",
    '{path}.split("/").exists(name, size(bytes(name)) > 255)',
)
"""Paths that no file can have: a system of files says of them that it failed, not that there is nothing."""
_CONDITIONS = ("If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range", "Range")
"""What asks for less than the whole answer; of an error there is none less (RFC 9110, 13.2.1 and 14.2)."""
_WITHDRAWN = "gone"
"""In the table of what became of addresses, the word for those that lead nowhere; any other entry is a path."""


def headers(policy: Policy, kind: Kind, more: tuple[tuple[str, str], ...] = ()) -> list[str]:
    """All headers of a class of responses.

    Two are settled at the very end: the server's name goes, and `Vary`, which the server adds to what is compressed,
    stands once.
    """
    stated = (*policy.headers(kind), *more)
    early = [_header(name, value) for name, value in stated if name != "Vary"]
    late = [_header(name, value) for name, value in stated if name == "Vary"]
    return [*block("header *", *early), *block("header *", "-Server", *late)]


def refused(tr: Translate) -> list[str]:
    """What is refused before any file is looked for."""
    return [
        *notes(tr("只收 GET 和 HEAD。")),
        "@refused not method GET HEAD",
        'header @refused Allow "GET, HEAD"',
        "error @refused 405",
        *notes(tr("网址太长、或含有空字符的，不会有这样的文件：404，而不是 500。")),
        f"@nameless expression `{' || '.join(_NAMELESS)}`",
        "error @nameless 404",
    ]


def leads(target: str, status: int) -> list[str]:
    """To another path with the query as it was sent; in a block that states ASKED."""
    return [f"redir @asked {target}?{{query}} {status}", f"redir * {target} {status}"]


def at_root(policy: Policy, path: str) -> list[str]:
    """A file of the site that stands at the root of the host too."""
    plain = 'header Content-Type "text/plain; charset=utf-8"'
    return block(f"handle {path}", *block("route", plain, f"root * {quoted(policy.root)}", *_files()))


def below(policy: Policy, *lines: str) -> list[str]:
    """What is done below the path of the site, as if that were the root."""
    return block(f"handle_path {address(policy.base)}*", *block("route", *lines))


def site(policy: Policy, tr: Translate) -> list[str]:
    """The site at the root of what a path of it names; in a block that states ASKED."""
    return [
        f"root * {quoted(policy.root)}",
        *notes(tr("以点开头的文件一律没有，security.txt 除外。")),
        *block("@hidden", r"path_regexp /\.", "not path /.well-known/security.txt"),
        "error @hidden 404",
        *_departed(policy, tr),
        *_folders(policy, tr),
        *_kinds(policy, tr),
        *_files(),
    ]


def errors(policy: Policy) -> list[str]:
    """A page in the place of one that is not there; its status is the error's."""
    return [
        *headers(policy, Kind.PAGE, (("Content-Type", "text/html; charset=utf-8"),)),
        "header * -Access-Control-Allow-Origin",
        *(f"request_header -{name}" for name in _CONDITIONS),
        f"root * {quoted(policy.root)}",
        *block("@gone", "expression {err.status_code} == 410", *block("file", f"try_files {_TOMBSTONES}")),
        *block("handle @gone", "rewrite * {http.matchers.file.relative}", *_files()),
        "@missing expression {err.status_code} == 404",
        *block("handle @missing", "rewrite * /404.html", *_files()),
        *block(
            "handle",
            *headers(policy, Kind.OTHER, (("Content-Type", "text/plain; charset=utf-8"),)),
            'respond "{err.status_code} {err.status_text}"',
        ),
    ]


def _header(name: str, value: str) -> str:
    return f'{name} "{value}"'


def _files() -> list[str]:
    return block("file_server", "index index.html", "precompressed br gzip")


def _folders(policy: Policy, tr: Translate) -> list[str]:
    """A folder without its slash leads to it.

    Caddy does that by itself, but leaves the query behind, and not where the slash was lost in `/x/..` below a path:
    there it sends the page, without its type. The path of the site itself is then left without any sign.
    """
    found = [f"path_regexp folder ^/({REST}[A-Za-z0-9._~-])$", *block("file", "try_files {path}/index.html")]
    return [
        *notes(tr("文件夹没有写最后的斜线的，转过去，问号后面的照旧。")),
        '@bare expression {path} == ""',
        *block("route @bare", *leads(address(policy.base), 308)),
        *block("@folder", *found),
        *block("route @folder", *leads(f"{address(policy.base)}{{re.folder.1}}/", 308)),
    ]


def _kinds(policy: Policy, tr: Translate) -> list[str]:
    """The classes of responses, each with what it has otherwise."""
    beside = "|".join(expression(map(ord, name)) for name in OPEN_FILES)
    return [
        *_types(),
        *notes(tr("页面：脚本、样式、图片只来自本站；'wasm-unsafe-eval' 是搜索要的，每一页都有搜索框。")),
        "@page path / */ */index.html /404.html",
        *_other_headers(policy, Kind.PAGE, "@page"),
        *notes(tr("任务和单位的卡片：本主机的网页可以嵌入，别的主机要写在 site.yaml 的 hosting.embed 里。")),
        rf"@card path_regexp ^/{CARDS}(?:index\.html)?$",
        *_other_headers(policy, Kind.CARD, "@card"),
        *notes(tr("录音和录像：浏览器自己做一页来放。")),
        "@media path *.mp3 *.mp4",
        *_other_headers(policy, Kind.MEDIA, "@media"),
        *notes(tr("名字随内容改变的样式和脚本：留一年，不再来问。")),
        r"@asset path_regexp ^/assets/[^/]+\.[0-9a-f]{10}\.[a-z0-9]+$",
        *_other_headers(policy, Kind.ASSET, "@asset"),
        *notes(tr("开放数据、发布清单和日志：别的网站的程序也可以取。日志的瓦片永远不变。")),
        rf"@data path_regexp ^/(?:data|release|log)/.*[^/]$|/(?:{beside})$",
        *_other_headers(policy, Kind.DATA, "@data"),
        "@tile path /log/tile/*",
        *_other_headers(policy, Kind.TILE, "@tile"),
    ]


def _other_headers(policy: Policy, kind: Kind, matcher: str) -> list[str]:
    """What a class has otherwise than the headers that were set for all."""
    usual, own = policy.headers(Kind.OTHER), policy.headers(kind)
    lines = [_header(name, value) for name, value in own if (name, value) not in usual]
    lines += [f"-{name}" for name, _ in usual if name not in dict(own)]
    return block(f"header {matcher}", *lines)


def _types() -> list[str]:
    """The types by what names end in, the last that fits; Go's own list differs from system to system."""
    typed = [("path_regexp [^/]$", "application/octet-stream"), ("path /release/* /log/*", "text/plain")]
    typed += [(f"path {' '.join(f'*.{suffix}' for suffix in suffixes)}", kind) for kind, suffixes in TYPES]
    typed += [(f"path */{FEED}", ATOM), ("path /log/tile/*", "application/octet-stream")]
    lines = []
    for number, (matcher, kind) in enumerate(typed):
        value = f"{kind}; charset=utf-8" if kind in (*IN_UTF_8, "text/html") else kind
        lines += [f"@type{number} {matcher}", f"header @type{number} {_header('Content-Type', value)}"]
    return lines


def _departed(policy: Policy, tr: Translate) -> list[str]:
    """What became of addresses that are no more: one expression for all, then a table, the longest address first.

    Expressions see a path made tidy, without `//` and `/./`, `{path}` is as it was sent: the table is for the former.
    """
    if not policy.gone:
        return []
    known = "|".join(expression(map(ord, gone.address)) for gone in policy.gone)
    table = [_row(policy, gone) for gone in reversed(policy.gone)]
    return [
        *notes(
            tr("网址台账：已经移走的，301 转到新网址，下面的路径和问号后面的照旧。"),
            tr("网址台账：已经撤下的，410，并送出说明撤下的页面；没有这样一页的，404。"),
        ),
        f"@departed path_regexp departed ^/(?:{known})(?s:.*)",
        *block(
            "route @departed",
            *block("map {re.departed.0} {fate}", *table, 'default ""'),
            '@moved expression {fate}.startsWith("/")',
            *block("route @moved", *leads("{fate}", 301)),
            f'@withdrawn expression {{fate}} == "{_WITHDRAWN}"',
            *block("route @withdrawn", *block("@gone file", f"try_files {_TOMBSTONES}"), "error @gone 410"),
        ),
    ]


def _row(policy: Policy, gone: Gone) -> str:
    old = expression(map(ord, gone.address))
    if gone.to is None:
        within = "(?:.*/)?" if gone.below else ""
        return rf"~^/{old}{within}(?:index\.html)?$ {_WITHDRAWN}"
    rest = REST if gone.below else ""
    return f"~^/{old}({rest})$ {address(f'{policy.base}{gone.to}')}${{1}}"
