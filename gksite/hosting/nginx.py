"""The policy in nginx's language: `server` blocks for a file of conf.d, or one `location` for an existing portal.

Nothing is set that Debian's nginx.conf sets beside it in `http {}`, and nothing has a name that another file may have.
A `location` that has an `add_header` of its own inherits none, so that each class of responses repeats them all.
"""

from collections.abc import Iterator

from gksite.hosting.nginx_departed import departed
from gksite.hosting.nginx_words import block, headers, notes, path_of, quoted
from gksite.hosting.policy import CIPHERS, GUIDELINE, IN_UTF_8, TYPES, Kind, Policy, address
from gksite.hosting.version import Version
from gksite.problems.translations import Translate

HTTP2_DIRECTIVE = (1, 25, 1)
"""Since when HTTP/2 is a directive of its own; before, a word of `listen`."""


def nginx(policy: Policy, version: Version, tr: Translate) -> str:
    """Whole `server` blocks: one that leads from http to https, one that serves the site."""
    lines = [*_head(policy, version, tr), "", *_to_https(policy, tr), "", *_server(policy, version, tr)]
    return "".join(f"{line}\n" for line in lines)


def nginx_include(policy: Policy, version: Version, tr: Translate) -> str:
    """Only the `location` of the site, for the `server` block of a portal that stands already."""
    lines = [
        *notes(
            tr("gksite：放进现有门户的 server 块里，例如 include /etc/nginx/snippets/gksite.conf;"),
            tr("HTTPS、server_tokens off 和访问日志由那个 server 块设置。"),
            tr("它的 add_header 到不了这里：HSTS 要写在 site.yaml 的 hosting 里。"),
            _for_version(version, tr),
        ),
        *_well_known(policy),
        *block(f"location ^~ {path_of(policy, '')}", _alias(policy), *_answers(policy), *_inside(policy, tr)),
    ]
    return "".join(f"{line}\n" for line in lines)


def _head(policy: Policy, version: Version, tr: Translate) -> list[str]:
    placeholders = tr(
        "网站文件：{root}；证书：{certificate}；私钥：{key}。位置不同时，写在 site.yaml 的 hosting 里再生成。"
    )
    return notes(
        tr("gksite 生成。放进 /etc/nginx/conf.d/gksite.conf，运行 nginx -t，再运行 systemctl reload nginx。"),
        _for_version(version, tr),
        placeholders.format(root=policy.root, certificate=policy.certificate, key=policy.key),
        tr("网址台账有变动（移走、撤下）时，重新生成这个文件。"),
    )


def _for_version(version: Version, tr: Translate) -> str:
    return tr("写给 nginx {version}。").format(version=".".join(map(str, version)))


def _names(policy: Policy) -> str:
    return " ".join(policy.names) or "_"


def _to_https(policy: Policy, tr: Translate) -> list[str]:
    """http leads to https, path and query kept as they were sent."""
    host = policy.names[0] if policy.names else "$host"
    return block(
        "server",
        *notes(
            tr("[::] 只收 IPv6、0.0.0.0 只收 IPv4（nginx 1.3.4 起的默认），两行各管一种。"),
            tr("不写 ipv6only：同一端口在几个文件里各写一次，nginx 会拒绝启动。"),
        ),
        "listen 80;",
        "listen [::]:80;",
        f"server_name {_names(policy)};",
        "server_tokens off;",
        *headers(policy, Kind.OTHER),
        f"return 301 https://{host}{policy.authority}$request_uri;",
    )


def _server(policy: Policy, version: Version, tr: Translate) -> list[str]:
    log = policy.names[0].strip("[]").replace(":", "-") if policy.names else "gksite"
    return block(
        "server",
        *_listen(policy, version),
        f"server_name {_names(policy)};",
        "server_tokens off;",
        "",
        *notes(
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
        *notes(about.format(version=GUIDELINE)),
        *notes(tr("同一端口另有 default_server 时，TLS 的版本以它的设置为准。")),
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
        *notes(tr("网站在 {path} 下；robots.txt 和 security.txt 只有在主机的根上才算数。").format(path=policy.base)),
        *block("location /", "return 404;"),
        *block("location = /", f"return 302 {address(policy.base)};"),
        *block(f"location = {quoted(policy.base.rstrip('/'))}", f"return 301 {address(policy.base)};"),
        *block("location = /robots.txt", f"alias {quoted(f'{policy.root}/robots.txt')};"),
        *_well_known(policy),
        "",
    ]


def _well_known(policy: Policy) -> list[str]:
    """security.txt at the root of the host of a site that lives below it."""
    if not policy.security or policy.base == "/":
        return []
    file = quoted(f"{policy.root}/.well-known/security.txt")
    return block("location = /.well-known/security.txt", f"alias {file};", "default_type text/plain;")


def _site(policy: Policy, tr: Translate) -> list[str]:
    """The site, below its path."""
    if policy.base == "/":
        return [f"root {quoted(policy.root)};", *_inside(policy, tr)]
    return block(f"location ^~ {path_of(policy, '')}", _alias(policy), *_inside(policy, tr))


def _alias(policy: Policy) -> str:
    return f"alias {quoted(f'{policy.root}/')};"


def _inside(policy: Policy, tr: Translate) -> list[str]:
    return [*_kinds(policy, tr), *departed(policy, tr)]


def _answers(policy: Policy) -> list[str]:
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
    ]


def _kinds(policy: Policy, tr: Translate) -> Iterator[str]:
    """The classes of responses, each with all its headers."""
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
    yield from notes(tr("页面：脚本、样式、图片只来自本站；'wasm-unsafe-eval' 是搜索要的，每一页都有搜索框。"))
    yield from block(r"location ~ /(?:index|404)\.html$", *headers(policy, Kind.PAGE))
    yield ""
    yield from notes(tr("名字随内容改变的样式和脚本：留一年，不再来问。"))
    yield from block(
        f"location {path_of(policy, 'assets/')}",
        *block(r'location ~ "\.[0-9a-f]{10}\.[a-z0-9]+$"', *headers(policy, Kind.ASSET)),
    )
    yield ""
    yield from notes(tr("开放数据、发布清单和日志：别的网站的程序也可以取。日志的瓦片永远不变。"))
    for folder in ("data", "release", "log"):
        yield from block(f"location {path_of(policy, f'{folder}/')}", *headers(policy, Kind.DATA))
    yield from block(
        f"location = {path_of(policy, 'log/checkpoint')}", *headers(policy, Kind.DATA), "default_type text/plain;"
    )
    yield from block(f"location {path_of(policy, 'log/tile/')}", *headers(policy, Kind.TILE))
    yield ""
    yield from notes(tr("只收 GET 和 HEAD。"))
    yield from block(
        f"location = {path_of(policy, '.405')}",
        "internal;",
        *headers(policy, Kind.OTHER),
        'add_header Allow "GET, HEAD" always;',
        "default_type text/plain;",
        'return 405 "405 Method Not Allowed\\n";',
    )
