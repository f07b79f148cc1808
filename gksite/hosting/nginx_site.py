"""What nginx does inside the path of the site: classes of responses with their headers, and addresses that are no more.

A `location` that has an `add_header` of its own inherits none, so that each class of responses repeats them all.
"""

from collections.abc import Iterator
from itertools import chain

from gksite.hosting.policy import IN_UTF_8, REST, TYPES, Gone, Kind, Policy, address
from gksite.hosting.words import block, expression, notes, quoted
from gksite.model.cards import CARDS
from gksite.model.open_files import ATOM, FEED, OPEN_FILES
from gksite.problems.translations import Translate

_GONE = ".410"
"""The path, open to nginx alone, at which the pages of withdrawn addresses are."""


def headers(policy: Policy, kind: Kind) -> list[str]:
    """All headers of a class of responses, those of errors too.

    `Vary` is among them, as `gzip_vary` would open the compressed file at each request only to see whether it is there.
    """
    return [f'add_header {name} "{value}" always;' for name, value in policy.headers(kind)]


def path_of(policy: Policy, url: str) -> str:
    """An address from the site's root as the path that nginx looks at: decoded, quoted where it must be."""
    return quoted(f"{policy.base}{url}")


def answers(policy: Policy) -> list[str]:
    """What holds for every answer of the site unless its class says otherwise."""
    types = [f"{kind} {' '.join(suffixes)};" for kind, suffixes in TYPES]
    return [
        *headers(policy, Kind.OTHER),
        *block("types", *types),
        "default_type application/octet-stream;",
        "charset utf-8;",
        f"charset_types {' '.join(IN_UTF_8)};",
        "gzip off;",
        "gzip_static on;",
        "gzip_proxied any;",
        "gzip_vary off;",
        *(["brotli_static on;"] if policy.brotli else []),
        "autoindex off;",
        "absolute_redirect off;",
        f"error_page 404 {path_of(policy, '404.html')};",
        f"error_page 403 =404 {path_of(policy, '404.html')};",
        f"error_page 405 {path_of(policy, '.405')};",
        f"error_page 416 {path_of(policy, '.416')};",
        *([f"error_page 410 {path_of(policy, f'{_GONE}$uri')};"] if policy.withdrawn else []),
    ]


def site(policy: Policy, tr: Translate) -> Iterator[str]:
    """The classes of responses, each with all its headers; then what became of addresses."""
    yield ""
    yield from notes(
        tr("不用 open_file_cache：发布换了 current 之后，一次访问里不会新旧混在一起。"),
        tr("gzip_static 送出 release 压好的 .gz；.gz、.br 本身也能取，供 gksite verify 核对。"),
        tr("以点开头的文件一律没有，security.txt 除外。"),
    )
    if policy.security:
        yield from block(f"location = {path_of(policy, '.well-known/security.txt')}", *headers(policy, Kind.OTHER))
    yield from block(r"location ~ /\.", "return 404;")
    yield ""
    yield from _kinds(policy, tr)
    yield from notes(tr("只收 GET 和 HEAD。"))
    yield from block(
        f"location = {path_of(policy, '.405')}",
        "internal;",
        *headers(policy, Kind.OTHER),
        'add_header Allow "GET, HEAD" always;',
        "default_type text/plain;",
        'return 405 "405 Method Not Allowed\\n";',
    )
    yield from _outside(policy)
    yield from _departed(policy, tr)


def _outside(policy: Policy) -> list[str]:
    """What is said to who asks for a part that a file has not: its headers are set when that is found.

    An empty header is none, but keeps the block from setting those of a page or file once more.
    """
    return block(
        f"location = {path_of(policy, '.416')}",
        "internal;",
        'add_header Vary "";',
        "default_type text/plain;",
        'return 416 "416 Range Not Satisfiable\\n";',
    )


def _kinds(policy: Policy, tr: Translate) -> Iterator[str]:
    yield from notes(tr("任务和单位的卡片：本主机的网页可以嵌入，别的主机要写在 site.yaml 的 hosting.embed 里。"))
    cards = f"{expression(policy.base.encode())}{CARDS}"
    yield from block(f'location ~ "^{cards}(?:index\\.html)?$"', *headers(policy, Kind.CARD))
    yield ""
    yield from notes(tr("页面：脚本、样式、图片只来自本站；'wasm-unsafe-eval' 是搜索要的，每一页都有搜索框。"))
    yield from block(r"location ~ /(?:index|404)\.html$", *headers(policy, Kind.PAGE))
    yield ""
    yield from notes(tr("录音和录像：浏览器自己做一页来放。"))
    yield from block(r"location ~ \.(?:mp3|mp4)$", *headers(policy, Kind.MEDIA))
    yield ""
    yield from notes(tr("名字随内容改变的样式和脚本：留一年，不再来问。"))
    yield from block(
        f"location {path_of(policy, 'assets/')}",
        *block(r'location ~ "\.[0-9a-f]{10}\.[a-z0-9]+$"', *headers(policy, Kind.ASSET)),
    )
    yield ""
    yield from notes(tr("开放数据、发布清单和日志：别的网站的程序也可以取。日志的瓦片永远不变。"))
    yield from block(f"location {path_of(policy, 'data/')}", *headers(policy, Kind.DATA))
    for name in OPEN_FILES:
        feed = (*block("types"), f"default_type {ATOM};") if name == FEED else ()
        yield from block(f'location ~ "/{expression(name.encode())}$"', *headers(policy, Kind.DATA), *feed)
    for folder in ("release", "log"):
        yield from block(
            f"location {path_of(policy, f'{folder}/')}", *headers(policy, Kind.DATA), "default_type text/plain;"
        )
    yield from block(f"location {path_of(policy, 'log/tile/')}", *headers(policy, Kind.TILE))
    yield ""


def _departed(policy: Policy, tr: Translate) -> Iterator[str]:
    """What became of the addresses that are no more."""
    if policy.moved:
        yield ""
        yield from notes(tr("网址台账：已经移走的，301 转到新网址，下面的路径和问号后面的照旧。"))
        yield from chain.from_iterable(_moved(policy, gone, to) for gone, to in policy.moved)
    if policy.withdrawn:
        yield ""
        yield from notes(tr("网址台账：已经撤下的，410，并送出说明撤下的页面；没有这样一页的，404。"))
        yield from block(
            f"location ^~ {path_of(policy, f'{_GONE}{policy.base}')}",
            "internal;",
            f"alias {quoted(f'{policy.root}/')};",
            *headers(policy, Kind.PAGE),
        )
        yield from chain.from_iterable(_withdrawn(policy, gone) for gone in policy.withdrawn)


def _moved(policy: Policy, gone: Gone, to: str) -> list[str]:
    target = address(f"{policy.base}{to}")
    if not gone.below:
        return block(f"location = {path_of(policy, gone.address)}", f"return 301 {target}$is_args$args;")
    old = f"{policy.base}{gone.address}"
    return block(
        f"location ^~ {quoted(old)}",
        f'rewrite "^{expression(old.encode())}({REST})$" {target}$1 permanent;',
    )


def _withdrawn(policy: Policy, gone: Gone) -> list[str]:
    """Where no page says what was withdrawn, an error follows the 410: the place of the first must allow a second."""
    answer = ("recursive_error_pages on;", "return 410;")
    if not gone.below:
        paths = (gone.address, f"{gone.address}index.html")
        return [line for path in paths for line in block(f"location = {path_of(policy, path)}", *answer)]
    return block(f"location ^~ {path_of(policy, gone.address)}", *block(r"location ~ /(?:index\.html)?$", *answer))
