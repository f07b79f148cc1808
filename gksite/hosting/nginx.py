"""The policy in nginx's language: `server` blocks for a file of conf.d, or one `location` for an existing portal.

Nothing is set that Debian's nginx.conf sets beside it in `http {}`, and nothing has a name that another file may have.
"""

from gksite.hosting.nginx_site import answers, headers, path_of, site
from gksite.hosting.policy import CIPHERS, GUIDELINE, VALIDATION, Kind, Policy, address
from gksite.hosting.version import Version
from gksite.hosting.words import block, for_version, head, notes, own_lines, quoted, text_of
from gksite.problems.translations import Translate

HTTP2_DIRECTIVE = (1, 25, 1)
"""Since when HTTP/2 is a directive of its own; before, a word of `listen`."""
REJECTING = (1, 19, 4)
"""Since when a handshake can be refused (`ssl_reject_handshake`); before, an unknown name needs a certificate."""
_LONGEST = 46
"""The characters of a name that nginx takes without being told: its table has buckets of 64 bytes, 18 of them used."""
_EXTRA = "/etc/nginx/gksite.d"
"""Where an office's own lines stand, in a folder for each portal."""


def nginx(policy: Policy, version: Version, tr: Translate) -> str:
    """Whole `server` blocks: they lead from http and from other names to the site's own address, and serve it there."""
    where = tr("gksite 生成。放进 /etc/nginx/conf.d/gksite.conf，运行 nginx -t，再运行 systemctl reload nginx。")
    lines = [*head("nginx", version, where, policy, tr), *_long_names(policy, tr), "", *_to_https(policy, tr), ""]
    if policy.only_names:
        lines += [*_strangers(policy, version, tr), ""]
    if len(policy.names) > 1:
        lines += [*_other_names(policy, version, tr), ""]
    return text_of([*lines, *_server(policy, version, tr)])


def nginx_include(policy: Policy, version: Version, tr: Translate) -> str:
    """Only the `location` of the site, for the `server` block of a portal that stands already."""
    lines = notes(
        tr("gksite：放进现有门户的 server 块里，例如 include /etc/nginx/snippets/gksite.conf;"),
        tr("HTTPS、server_tokens off 和访问日志由那个 server 块设置。"),
        tr("它的 add_header 到不了这里：HSTS 要写在 site.yaml 的 hosting 里。"),
        for_version("nginx", version, tr),
    )
    if policy.security:
        lines += notes(
            tr("security.txt 只有在主机的根上才算数，那里归门户管；门户自己没有的，在 server 块里加这一行："),
            f"location = /.well-known/security.txt {{ alias {_security(policy)}; }}",
        )
    whole = block(f"location ^~ {path_of(policy, '')}", _alias(policy), *answers(policy), *site(policy, tr))
    slash = _without_slash(policy, *headers(policy, Kind.OTHER), "absolute_redirect off;")
    return text_of([*lines, *slash, *whole])


def _long_names(policy: Policy, tr: Translate) -> list[str]:
    longest = max(map(len, policy.names), default=0)
    if longest <= _LONGEST:
        return []
    said = tr("主机名长，nginx -t 说 could not build server_names_hash 时，在 nginx.conf 的 http 块里加一行：")
    return notes(said, f"server_names_hash_bucket_size {1 << (longest + 24).bit_length()};")


def _names(policy: Policy) -> str:
    return " ".join(policy.names) or "_"


def _validation(policy: Policy, tr: Translate) -> list[str]:
    """Files by which the office proves to those who give out certificates that the host is its own."""
    lines = notes(tr("申请、续期证书时用文件验证（ACME 的 http-01、fileauth.txt）的，文件放在这里。"))
    for path in VALIDATION:
        lines += block(f"location ^~ {path}", f"root {quoted(policy.validation)};", "default_type text/plain;")
    return lines


def _to_address(policy: Policy) -> list[str]:
    host = policy.names[0] if policy.names else "$host"
    return block("location /", f"return 301 https://{host}{policy.authority}$request_uri;")


def _to_https(policy: Policy, tr: Translate) -> list[str]:
    """http leads to https, path and query kept as they were sent."""
    nameless = tr("site.yaml 没有 url：另有 default_server（如 Debian 的 sites-enabled/default）的，请求到不了这里。")
    return block(
        "server",
        *notes(
            tr("[::] 只收 IPv6、0.0.0.0 只收 IPv4（nginx 1.3.4 起的默认），两行各管一种。"),
            tr("不写 ipv6only：同一端口在几个文件里各写一次，nginx 会拒绝启动。"),
        ),
        *([] if policy.names else notes(nameless)),
        "listen 80;",
        "listen [::]:80;",
        f"server_name {_names(policy)};",
        "server_tokens off;",
        *headers(policy, Kind.HTTP),
        *_validation(policy, tr),
        *_to_address(policy),
    )


def _strangers(policy: Policy, version: Version, tr: Translate) -> list[str]:
    """Whoever comes by a name that is not the site's gets no answer."""
    return block(
        "server",
        *notes(
            tr("别的主机名（没有备案的域名解析到这里的）一律不答；80、443 端口只有这个网站时才用 only_names。"),
            tr("nginx -t 说 duplicate default server 时，去掉另一个（如 Debian 的 sites-enabled/default）。"),
        ),
        "listen 80 default_server;",
        "listen [::]:80 default_server;",
        *_listen(policy, version, " default_server"),
        "server_name _;",
        "access_log off;",
        *_tls(policy, version, tr),
        *(["ssl_reject_handshake on;"] if version >= REJECTING else []),
        "return 444;",
    )


def _other_names(policy: Policy, version: Version, tr: Translate) -> list[str]:
    """The other names lead to the first."""
    return block(
        "server",
        *notes(tr("别的主机名转到正名；证书里要有每一个名字。")),
        *_listen(policy, version),
        f"server_name {' '.join(policy.names[1:])};",
        "server_tokens off;",
        *_tls(policy, version, tr),
        *headers(policy, Kind.OTHER),
        *_validation(policy, tr),
        *_to_address(policy),
    )


def _server(policy: Policy, version: Version, tr: Translate) -> list[str]:
    return block(
        "server",
        *_listen(policy, version),
        f"server_name {policy.names[0] if policy.names else '_'};",
        "server_tokens off;",
        "",
        *notes(
            tr("combined 是 nginx 自带的格式，IPv6 地址整个记下，一位不少；成批写入，最迟 5 秒，日志不拖慢网站。"),
        ),
        f"access_log /var/log/nginx/{policy.label}.access.log combined buffer=64k flush=5s;",
        "",
        *_tls(policy, version, tr),
        "",
        *own_lines(_EXTRA, policy, tr),
        f"include {_EXTRA}/{policy.label}/*.conf;",
        "",
        *answers(policy),
        "",
        *_validation(policy, tr),
        *_at_host(policy, tr),
        *_site(policy, tr),
    )


def _listen(policy: Policy, version: Version, more: str = "") -> list[str]:
    if version >= HTTP2_DIRECTIVE:
        return [f"listen {policy.port} ssl{more};", f"listen [::]:{policy.port} ssl{more};", "http2 on;"]
    return [f"listen {policy.port} ssl http2{more};", f"listen [::]:{policy.port} ssl http2{more};"]


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
    lines = [
        *notes(tr("网站在 {path} 下；robots.txt 和 security.txt 只有在主机的根上才算数。").format(path=policy.base)),
        *block("location /", "return 404;"),
        *block("location = /", f"return 302 {address(policy.base)}$is_args$args;"),
        *_without_slash(policy),
        *block("location = /robots.txt", f"alias {quoted(f'{policy.root}/robots.txt')};"),
    ]
    if policy.security:
        lines += block("location = /.well-known/security.txt", f"alias {_security(policy)};")
    return [*lines, ""]


def _without_slash(policy: Policy, *lines: str) -> list[str]:
    """The path of the site without the slash at its end leads to it."""
    leads = f"return 301 {address(policy.base)}$is_args$args;"
    return block(f"location = {quoted(policy.base.rstrip('/'))}", *lines, leads)


def _security(policy: Policy) -> str:
    return quoted(f"{policy.root}/.well-known/security.txt")


def _site(policy: Policy, tr: Translate) -> list[str]:
    """The site, below its path."""
    if policy.base == "/":
        return [f"root {quoted(policy.root)};", *site(policy, tr)]
    return block(f"location ^~ {path_of(policy, '')}", _alias(policy), *site(policy, tr))


def _alias(policy: Policy) -> str:
    return f"alias {quoted(f'{policy.root}/')};"
