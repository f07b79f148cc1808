"""The policy in Caddy's language: site blocks for a Caddyfile, or what an existing site block takes in.

Inside `route` the order is that of the text. A header that was set stays on the answer of `handle_errors`, which
therefore states those of a page once more.
"""

import re

from gksite.hosting.policy import GUIDELINE, IN_UTF_8, TYPES, Gone, Kind, Policy, address
from gksite.hosting.version import Version
from gksite.problems.translations import Translate

_SUITES = (
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
)
"""The guideline's list for Caddy: Go has none with DHE."""
_PLAIN = re.compile(r"[A-Za-z0-9/._~@+,=:%\[\]-]++")
"""A word that needs no quotes."""
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_-")
"""Characters that mean only themselves in an expression."""
_REST = "(?:[A-Za-z0-9_~-][A-Za-z0-9._~/-]*)?"
"""What may follow a moved address: no second slash, which would name another host."""
_TOMBSTONES = "{path}index.html {path}"
"""Where the page stands that says what was withdrawn."""


def caddy(policy: Policy, version: Version, tr: Translate) -> str:
    """Whole site blocks: one that leads from http to https, one that serves the site."""
    host = policy.names[0] if policy.names else "{host}"
    redirect = _block(
        ", ".join(f"http://{name}" for name in policy.names) or "http://",
        *_headers(policy, Kind.OTHER),
        f"redir https://{host}{policy.authority}{{uri}} 301",
    )
    addresses = ", ".join(f"https://{name}{policy.authority}" for name in policy.names) or f"https://:{policy.port}"
    serving = _block(
        addresses,
        *_notes(tr("Caddy 同时收 IPv6 和 IPv4；日志里的地址整个记下，一位不少，交给 systemd（journalctl -u caddy）。")),
        "log",
        "",
        *_tls(policy, tr),
        "",
        *_at_host(policy, tr),
        *_site(policy, tr),
    )
    return _text([*_head(policy, version, tr), "", *redirect, "", *serving])


def caddy_include(policy: Policy, version: Version, tr: Translate) -> str:
    """Only what serves the site, for the site block of a portal that stands already."""
    lines = _notes(
        tr("gksite：放进现有门户的站点块里，例如 import /etc/caddy/gksite.caddy"),
        tr("HTTPS、HSTS 和日志由那个站点块设置；那里已有 handle_errors 的，把下面的并进去。"),
        _for_version(version, tr),
    )
    return _text([*lines, *_well_known(policy), *_site(policy, tr)])


def quoted(text: str) -> str:
    """A text as one word; no braces, in which Caddy would look for a value, and no line break may be in it."""
    if _PLAIN.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _text(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _head(policy: Policy, version: Version, tr: Translate) -> list[str]:
    placeholders = tr(
        "网站文件：{root}；证书：{certificate}；私钥：{key}。位置不同时，写在 site.yaml 的 hosting 里再生成。"
    )
    return _notes(
        tr("gksite 生成。存成 /etc/caddy/gksite.caddy，在 Caddyfile 里写 import gksite.caddy，再重新加载 Caddy。"),
        _for_version(version, tr),
        placeholders.format(root=policy.root, certificate=policy.certificate, key=policy.key),
        tr("网址台账有变动（移走、撤下）时，重新生成这个文件。"),
    )


def _for_version(version: Version, tr: Translate) -> str:
    return tr("写给 Caddy {version}。").format(version=".".join(map(str, version)))


def _notes(*texts: str) -> list[str]:
    return [f"# {text}" for text in texts]


def _block(head: str, *lines: str) -> list[str]:
    """A block with its lines moved in, as `caddy fmt` has it."""
    return [f"{head} {{", *(f"\t{line}" if line else "" for line in lines), "}"]


def _headers(policy: Policy, kind: Kind, more: tuple[tuple[str, str], ...] = ()) -> list[str]:
    lines = [f'{name} "{value}"' for name, value in (*policy.headers(kind), *more)]
    # a block that takes a header away is put off to the end, so that this is said apart
    return [*_block("header *", *lines), "header * -Server"]


def _other_headers(policy: Policy, kind: Kind, matcher: str) -> list[str]:
    """What a class has otherwise than the headers that were set for all."""
    usual = set(policy.headers(Kind.OTHER))
    return _block(
        f"header {matcher}",
        *(f'{name} "{value}"' for name, value in policy.headers(kind) if (name, value) not in usual),
    )


def _tls(policy: Policy, tr: Translate) -> list[str]:
    return [
        *_notes(tr("Mozilla Server Side TLS {version}，intermediate。").format(version=GUIDELINE)),
        *_block(
            f"tls {quoted(policy.certificate)} {quoted(policy.key)}",
            "protocols tls1.2 tls1.3",
            f"ciphers {' '.join(_SUITES)}",
            "curves x25519 secp256r1 secp384r1",
        ),
    ]


def _at_host(policy: Policy, tr: Translate) -> list[str]:
    """What stands at the root of the host whatever the path of the site."""
    if policy.base == "/":
        return []
    return [
        *_notes(tr("网站在 {path} 下；robots.txt 和 security.txt 只有在主机的根上才算数。").format(path=policy.base)),
        *_block("handle /", f"redir * {address(policy.base)} 302"),
        *_block(f"handle {address(policy.base.rstrip('/'))}", f"redir * {address(policy.base)} 301"),
        *_at_root(policy, "/robots.txt"),
        *_well_known(policy),
        *_block("handle", *_headers(policy, Kind.OTHER), "error 404"),
        "",
    ]


def _well_known(policy: Policy) -> list[str]:
    """security.txt at the root of the host of a site that lives below it."""
    if not policy.security or policy.base == "/":
        return []
    return _at_root(policy, "/.well-known/security.txt")


def _site(policy: Policy, tr: Translate) -> list[str]:
    """The site below its path, and what is sent where there is no page."""
    root = f"root * {quoted(policy.root)}"
    body = _block("route", root, *_refused(policy, tr), *_departed(policy, tr), *_kinds(policy, tr), *_files())
    errors = _block("route", *_errors(policy))
    if policy.base == "/":
        return [*body, "", *_block("handle_errors", *errors)]
    below = f"handle_path {address(policy.base)}*"
    rest = _block("handle", *_block("route", *_errors(policy)))
    return [*_block(below, *body), "", *_block("handle_errors", *_block(below, *errors), *rest)]


def _files() -> list[str]:
    return _block("file_server", "index index.html", "precompressed br gzip")


def _at_root(policy: Policy, path: str) -> list[str]:
    """A file of the site that stands at the root of the host too."""
    inner = _block("route", *_headers(policy, Kind.OTHER), f"root * {quoted(policy.root)}", *_files())
    return _block(f"handle {path}", *inner)


def _refused(policy: Policy, tr: Translate) -> list[str]:
    """What all answers have, and what is refused."""
    return [
        *_headers(policy, Kind.OTHER),
        *_notes(tr("只收 GET 和 HEAD。")),
        "@refused not method GET HEAD",
        'header @refused Allow "GET, HEAD"',
        "error @refused 405",
        *_notes(tr("以点开头的文件一律没有，security.txt 除外。")),
        *_block("@hidden", r"path_regexp /\.", "not path /.well-known/security.txt"),
        "error @hidden 404",
    ]


def _kinds(policy: Policy, tr: Translate) -> list[str]:
    """The classes of responses, each with what it has otherwise."""
    return [
        *_types(),
        *_notes(tr("页面：脚本、样式、图片只来自本站；'wasm-unsafe-eval' 是搜索要的，每一页都有搜索框。")),
        "@page path / */ */index.html /404.html",
        *_other_headers(policy, Kind.PAGE, "@page"),
        *_notes(tr("名字随内容改变的样式和脚本：留一年，不再来问。")),
        r"@asset path_regexp ^/assets/[^/]+\.[0-9a-f]{10}\.[a-z0-9]+$",
        *_other_headers(policy, Kind.ASSET, "@asset"),
        *_notes(tr("开放数据、发布清单和日志：别的网站的程序也可以取。日志的瓦片永远不变。")),
        r"@data path_regexp ^/(?:data|release|log)/.*[^/]$",
        *_other_headers(policy, Kind.DATA, "@data"),
        "@tile path /log/tile/*",
        *_other_headers(policy, Kind.TILE, "@tile"),
    ]


def _types() -> list[str]:
    """The types by what names end in; Go's own list differs from system to system."""
    lines = []
    for number, (kind, suffixes) in enumerate(TYPES):
        value = f"{kind}; charset=utf-8" if kind in (*IN_UTF_8, "text/html") else kind
        lines += [f"@type{number} path {' '.join(f'*.{suffix}' for suffix in suffixes)}"]
        lines += [f'header @type{number} Content-Type "{value}"']
    lines += ["@checkpoint path /log/checkpoint", 'header @checkpoint Content-Type "text/plain; charset=utf-8"']
    return [*lines, "@bytes path /log/tile/*", 'header @bytes Content-Type "application/octet-stream"']


def _errors(policy: Policy) -> list[str]:
    """A page in the place of one that is not there; its status is the error's."""
    return [
        *_headers(policy, Kind.PAGE, (("Content-Type", "text/html; charset=utf-8"),)),
        "header * -Access-Control-Allow-Origin",
        f"root * {quoted(policy.root)}",
        *_block("@gone", "expression {err.status_code} == 410", *_block("file", f"try_files {_TOMBSTONES}")),
        *_block("handle @gone", "rewrite * {http.matchers.file.relative}", *_files()),
        "@missing expression {err.status_code} == 404",
        *_block("handle @missing", "rewrite * /404.html", *_files()),
        *_block(
            "handle",
            *_headers(policy, Kind.OTHER, (("Content-Type", "text/plain; charset=utf-8"),)),
            'respond "{err.status_code} {err.status_text}"',
        ),
    ]


def _departed(policy: Policy, tr: Translate) -> list[str]:
    """What became of the addresses that are no more."""
    lines: list[str] = []
    moved = [(gone, gone.to) for gone in policy.gone if gone.to is not None]
    if moved:
        lines += _notes(tr("网址台账：已经移走的，301 转到新网址，下面的路径和问号后面的照旧。"))
        lines.append('@asked expression {query} != ""')
    for number, (gone, to) in enumerate(moved, start=1):
        lines += _moved(policy, f"moved{number}", gone, to)
    withdrawn = [_withdrawn(gone) for gone in policy.gone if gone.to is None]
    if withdrawn:
        lines += _notes(tr("网址台账：已经撤下的，410，并送出说明撤下的页面。"))
        pages = f"path_regexp ^/(?:{'|'.join(withdrawn)})(?:index\\.html)?$"
        lines += _block("@gone", pages, *_block("file", f"try_files {_TOMBSTONES}"))
        lines.append("error @gone 410")
    return lines


def _moved(policy: Policy, name: str, gone: Gone, to: str) -> list[str]:
    rest = _REST if gone.below else ""
    target = f"{address(f'{policy.base}{to}')}{{re.{name}.1}}"
    return [
        f"@{name} path_regexp {name} ^/{_expression(gone.address)}({rest})$",
        *_block(f"route @{name}", f"redir @asked {target}?{{query}} 301", f"redir * {target} 301"),
    ]


def _withdrawn(gone: Gone) -> str:
    below = "(?:.*/)?" if gone.below else ""
    return f"{_expression(gone.address)}{below}"


def _expression(text: str) -> str:
    """An expression that fits this text alone, whatever it holds: each sign that is not plain by its number."""
    return "".join(sign if sign in _LETTERS else f"\\x{{{ord(sign):x}}}" for sign in text)
