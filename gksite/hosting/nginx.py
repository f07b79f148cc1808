"""The policy in nginx's language: `server` blocks for a file of conf.d, or one `location` for an existing portal.

Nothing is set that Debian's nginx.conf sets beside it in `http {}`, and nothing has a name that another file may have.
A `location` that has an `add_header` of its own inherits none, so that each class of responses repeats them all.
"""

import re
from collections.abc import Iterable, Iterator

from gksite.hosting.policy import CIPHERS, GUIDELINE, IN_UTF_8, TYPES, Gone, Kind, Policy, address
from gksite.hosting.version import Version
from gksite.problems.translations import Translate

HTTP2_DIRECTIVE = (1, 25, 1)
"""Since when HTTP/2 is a directive of its own; before, a word of `listen`."""
_PLAIN = re.compile(r"[A-Za-z0-9/._~@+,=-]++")
"""A word that needs no quotes."""
_LETTERS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_-")
"""Bytes that mean only themselves in an expression."""
_WIDTH = 4


def nginx(policy: Policy, version: Version, tr: Translate) -> str:
    """Whole `server` blocks: one that leads from http to https, one that serves the site."""
    lines = [*_head(policy, version, tr), "", *_to_https(policy, tr), "", *_server(policy, version, tr)]
    return "".join(f"{line}\n" for line in lines)


def nginx_include(policy: Policy, version: Version, tr: Translate) -> str:
    """Only the `location` of the site, for the `server` block of a portal that stands already."""
    lines = [
        *_notes(
            tr("gksite：放进现有门户的 server 块里，例如 include /etc/nginx/snippets/gksite.conf;"),
            tr("HTTPS、server_tokens off 和访问日志由那个 server 块设置。"),
            tr("它的 add_header 到不了这里：HSTS 要写在 site.yaml 的 hosting 里。"),
            _for_version(version, tr),
        ),
        *_well_known(policy),
        *_block(f"location ^~ {_path(policy, '')}", _alias(policy), *_answers(policy), *_inside(policy, tr)),
    ]
    return "".join(f"{line}\n" for line in lines)


def quoted(text: str) -> str:
    """A text as one word of the configuration, whatever it holds. `$` keeps its meaning where nginx knows variables."""
    if _PLAIN.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _head(policy: Policy, version: Version, tr: Translate) -> list[str]:
    placeholders = tr(
        "网站文件：{root}；证书：{certificate}；私钥：{key}。位置不同时，写在 site.yaml 的 hosting 里再生成。"
    )
    return _notes(
        tr("gksite 生成。放进 /etc/nginx/conf.d/gksite.conf，运行 nginx -t，再运行 systemctl reload nginx。"),
        _for_version(version, tr),
        placeholders.format(root=policy.root, certificate=policy.certificate, key=policy.key),
        tr("网址台账有变动（移走、撤下）时，重新生成这个文件。"),
    )


def _for_version(version: Version, tr: Translate) -> str:
    return tr("写给 nginx {version}。").format(version=".".join(map(str, version)))


def _notes(*texts: str) -> list[str]:
    return [f"# {text}" for text in texts]


def _block(head: str, *lines: str) -> list[str]:
    """A block with its lines moved in; those that are empty stay so."""
    return [f"{head} {{", *(f"{' ' * _WIDTH}{line}" if line else "" for line in lines), "}"]


def _headers(policy: Policy, kind: Kind) -> list[str]:
    return [f'add_header {name} "{value}" always;' for name, value in policy.headers(kind)]


def _names(policy: Policy) -> str:
    return " ".join(policy.names) or "_"


def _to_https(policy: Policy, tr: Translate) -> list[str]:
    """http leads to https, path and query kept as they were sent."""
    host = policy.names[0] if policy.names else "$host"
    return _block(
        "server",
        *_notes(
            tr("[::] 只收 IPv6、0.0.0.0 只收 IPv4（nginx 1.3.4 起的默认），两行各管一种。"),
            tr("不写 ipv6only：同一端口在几个文件里各写一次，nginx 会拒绝启动。"),
        ),
        "listen 80;",
        "listen [::]:80;",
        f"server_name {_names(policy)};",
        "server_tokens off;",
        *_headers(policy, Kind.OTHER),
        f"return 301 https://{host}{policy.authority}$request_uri;",
    )


def _server(policy: Policy, version: Version, tr: Translate) -> list[str]:
    log = policy.names[0].strip("[]").replace(":", "-") if policy.names else "gksite"
    return _block(
        "server",
        *_listen(policy, version),
        f"server_name {_names(policy)};",
        "server_tokens off;",
        "",
        *_notes(
            tr("combined 是 nginx 自带的格式，IPv6 地址整个记下，一位不少；成批写入，最迟 5 秒，日志不拖慢网站。"),
        ),
        f"access_log /var/log/nginx/{log}.access.log combined buffer=64k flush=5s;",
        "",
        *_tls(policy, version, tr),
        "",
        *_answers(policy),
        "",
        *_at_host(policy, tr),
        *_site(policy, tr),
    )


def _listen(policy: Policy, version: Version) -> list[str]:
    if version >= HTTP2_DIRECTIVE:
        return [f"listen {policy.port} ssl;", f"listen [::]:{policy.port} ssl;", "http2 on;"]
    return [f"listen {policy.port} ssl http2;", f"listen [::]:{policy.port} ssl http2;"]


def _tls(policy: Policy, version: Version, tr: Translate) -> list[str]:
    about = tr("Mozilla Server Side TLS {version}，intermediate。没有 ssl_dhparam 时，nginx 不用其中 DHE 的几种。")
    return [
        *_notes(about.format(version=GUIDELINE)),
        *_notes(tr("同一端口另有 default_server 时，TLS 的版本以它的设置为准。")),
        f"ssl_certificate {quoted(policy.certificate)};",
        f"ssl_certificate_key {quoted(policy.key)};",
        "ssl_protocols TLSv1.2 TLSv1.3;",
        "ssl_ecdh_curve X25519:prime256v1:secp384r1;",
        f"ssl_ciphers {':'.join(CIPHERS)};",
        "ssl_prefer_server_ciphers off;",
        "ssl_session_timeout 1d;",
        "ssl_session_cache shared:gksite:10m;",
        *_tickets(version),
    ]


def _tickets(version: Version) -> list[str]:
    """Since 1.23.2 the keys of tickets are changed by nginx itself; before, they would stay the same for months."""
    return [] if version >= (1, 23, 2) else ["ssl_session_tickets off;"]


def _at_host(policy: Policy, tr: Translate) -> list[str]:
    """What stands at the root of the host whatever the path of the site."""
    if policy.base == "/":
        return []
    return [
        *_notes(tr("网站在 {path} 下；robots.txt 和 security.txt 只有在主机的根上才算数。").format(path=policy.base)),
        *_block("location /", "return 404;"),
        *_block("location = /", f"return 302 {address(policy.base)};"),
        *_block(f"location = {quoted(policy.base.rstrip('/'))}", f"return 301 {address(policy.base)};"),
        *_block("location = /robots.txt", f"alias {quoted(f'{policy.root}/robots.txt')};"),
        *_well_known(policy),
        "",
    ]


def _well_known(policy: Policy) -> list[str]:
    """security.txt at the root of the host of a site that lives below it."""
    if not policy.security or policy.base == "/":
        return []
    file = quoted(f"{policy.root}/.well-known/security.txt")
    return _block("location = /.well-known/security.txt", f"alias {file};", "default_type text/plain;")


def _path(policy: Policy, url: str) -> str:
    """An address from the site's root as the path that nginx looks at: decoded, quoted where it must be."""
    return quoted(f"{policy.base}{url}")


def _site(policy: Policy, tr: Translate) -> list[str]:
    """The site, below its path."""
    if policy.base == "/":
        return [f"root {quoted(policy.root)};", *_inside(policy, tr)]
    return _block(f"location ^~ {_path(policy, '')}", _alias(policy), *_inside(policy, tr))


def _alias(policy: Policy) -> str:
    return f"alias {quoted(f'{policy.root}/')};"


def _inside(policy: Policy, tr: Translate) -> list[str]:
    return [*_kinds(policy, tr), *_departed(policy, tr)]


def _answers(policy: Policy) -> list[str]:
    """What holds for every answer of the site unless its class says otherwise."""
    types = [f"{kind} {' '.join(suffixes)};" for kind, suffixes in TYPES]
    return [
        *_headers(policy, Kind.OTHER),
        *_block("types", *types),
        "default_type application/octet-stream;",
        "charset utf-8;",
        f"charset_types {' '.join(IN_UTF_8)};",
        "gzip off;",
        "gzip_static on;",
        "gzip_proxied any;",
        "gzip_vary on;",
        *(["brotli_static on;"] if policy.brotli else []),
        "autoindex off;",
        "absolute_redirect off;",
        f"error_page 404 {_path(policy, '404.html')};",
        f"error_page 403 =404 {_path(policy, '404.html')};",
        f"error_page 405 {_path(policy, '.405')};",
    ]


def _kinds(policy: Policy, tr: Translate) -> Iterator[str]:
    """The classes of responses, each with all its headers."""
    yield ""
    yield from _notes(
        tr("不用 open_file_cache：发布换了 current 之后，一次访问里不会新旧混在一起。"),
        tr("gzip_static 送出 release 压好的 .gz；.gz、.br 本身也能取，供 gksite verify 核对。"),
        tr("以点开头的文件一律没有，security.txt 除外。"),
    )
    if policy.security:
        yield from _block(f"location = {_path(policy, '.well-known/security.txt')}", *_headers(policy, Kind.OTHER))
    yield from _block(r"location ~ /\.", "return 404;")
    yield ""
    yield from _notes(tr("页面：脚本、样式、图片只来自本站；'wasm-unsafe-eval' 是搜索要的，每一页都有搜索框。"))
    yield from _block(r"location ~ /(?:index|404)\.html$", *_headers(policy, Kind.PAGE))
    yield ""
    yield from _notes(tr("名字随内容改变的样式和脚本：留一年，不再来问。"))
    yield from _block(
        f"location {_path(policy, 'assets/')}",
        *_block(r'location ~ "\.[0-9a-f]{10}\.[a-z0-9]+$"', *_headers(policy, Kind.ASSET)),
    )
    yield ""
    yield from _notes(tr("开放数据、发布清单和日志：别的网站的程序也可以取。日志的瓦片永远不变。"))
    for folder in ("data", "release", "log"):
        yield from _block(f"location {_path(policy, f'{folder}/')}", *_headers(policy, Kind.DATA))
    yield from _block(
        f"location = {_path(policy, 'log/checkpoint')}", *_headers(policy, Kind.DATA), "default_type text/plain;"
    )
    yield from _block(f"location {_path(policy, 'log/tile/')}", *_headers(policy, Kind.TILE))
    yield ""
    yield from _notes(tr("只收 GET 和 HEAD。"))
    yield from _block(
        f"location = {_path(policy, '.405')}",
        "internal;",
        *_headers(policy, Kind.OTHER),
        'add_header Allow "GET, HEAD" always;',
        "default_type text/plain;",
        'return 405 "405 Method Not Allowed\\n";',
    )


def _departed(policy: Policy, tr: Translate) -> Iterator[str]:
    """What became of the addresses that are no more."""
    moved = [gone for gone in policy.gone if gone.to is not None]
    if moved:
        yield ""
        yield from _notes(tr("网址台账：已经移走的，301 转到新网址，下面的路径和问号后面的照旧。"))
        yield from _each(_moved(policy, gone, gone.to) for gone in moved if gone.to is not None)
    withdrawn = [gone for gone in policy.gone if gone.to is None]
    if withdrawn:
        yield ""
        yield from _notes(tr("网址台账：已经撤下的，410，并送出说明撤下的页面。"))
        yield from _each(_withdrawn(policy, gone) for gone in withdrawn)


def _each(blocks: Iterable[list[str]]) -> Iterator[str]:
    for block in blocks:
        yield from block


def _moved(policy: Policy, gone: Gone, to: str) -> list[str]:
    target = address(f"{policy.base}{to}")
    if not gone.below:
        return _block(f"location = {_path(policy, gone.address)}", f"return 301 {target}$is_args$args;")
    old = f"{policy.base}{gone.address}"
    rest = "((?:[A-Za-z0-9_~-][A-Za-z0-9._~/-]*)?)"
    return _block(
        f"location ^~ {quoted(old)}",
        f'rewrite "^{_expression(old)}{rest}$" {target}$1 permanent;',
    )


def _expression(text: str) -> str:
    """An expression that fits this text alone, whatever it holds: each byte that is not plain by its number."""
    return "".join(chr(byte) if byte in _LETTERS else f"\\x{byte:02x}" for byte in text.encode())


def _withdrawn(policy: Policy, gone: Gone) -> list[str]:
    closing = ("error_page 410 ${uri}index.html;", "return 410;")
    if not gone.below:
        page = _path(policy, f"{gone.address}index.html")
        return [
            *_block(f"location = {_path(policy, gone.address)}", *closing),
            *_block(f"location = {page}", *_tombstone(policy)),
        ]
    return _block(
        f"location ^~ {_path(policy, gone.address)}",
        *_block("location ~ /$", *closing),
        *_block(r"location ~ /index\.html$", *_tombstone(policy)),
    )


def _tombstone(policy: Policy) -> list[str]:
    """The page that says so is sent with its address alone; one that there never was is not found."""
    return [
        *_headers(policy, Kind.PAGE),
        "recursive_error_pages on;",
        *_block(r'if ($request_uri ~ "/index\.html(?:\?|$)")', "return 301 ./;"),
    ]
