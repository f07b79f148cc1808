"""The policy in Caddy's language: site blocks for a Caddyfile, or what an existing site block takes in.

Inside `route` the order is that of the text. A header that was set stays on the answer of `handle_errors`, which
therefore states those of a page once more.
"""

from gksite.hosting.caddy_site import ASKED, at_root, below, errors, headers, leads, refused, site
from gksite.hosting.policy import GUIDELINE, VALIDATION, Kind, Policy, address
from gksite.hosting.version import Version
from gksite.hosting.words import block, for_version, head, notes, own_lines, quoted, text_of
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
_EXTRA = "/etc/caddy/gksite.d"
"""Where an office's own lines stand, in a folder for each portal."""


def caddy(policy: Policy, version: Version, tr: Translate) -> str:
    """Whole site blocks: they lead from http and from other names to the site's own address, and serve it there."""
    where = tr("gksite 生成。存成 /etc/caddy/gksite.caddy，在 Caddyfile 里写 import gksite.caddy，再重新加载 Caddy。")
    lines = [*head("Caddy", version, where, policy, tr), "", *_to_https(policy, tr), ""]
    if policy.only_names:
        lines += [*_strangers(tr), ""]
    if len(policy.names) > 1:
        lines += [*_other_names(policy, tr), ""]
    return text_of([*lines, *_serving(policy, tr)])


def caddy_include(policy: Policy, version: Version, tr: Translate) -> str:
    """Only what serves the site below its path, for the site block of a portal that stands already."""
    lines = notes(
        tr("gksite：放进现有门户的站点块里，例如 import /etc/caddy/gksite.caddy"),
        tr("HTTPS 和日志由那个站点块设置；那里已有 handle_errors 的（也许是另一个网站的），把下面的并进去。"),
        for_version("Caddy", version, tr),
    )
    if policy.security:
        lines += notes(
            tr("security.txt 只有在主机的根上才算数，那里归门户管；门户自己没有的，在站点块里加这几行："),
            *at_root(policy, "/.well-known/security.txt"),
        )
    alone = [*headers(policy, Kind.OTHER), *refused(tr), ASKED]
    return text_of(
        [
            *lines,
            *_without_slash(policy, *headers(policy, Kind.OTHER), ASKED),
            *below(policy, *alone, *site(policy, tr)),
            "",
            *block("handle_errors", *below(policy, *errors(policy))),
        ]
    )


def _to_https(policy: Policy, tr: Translate) -> list[str]:
    """http leads to https, path and query kept as they were sent."""
    return block(
        ", ".join(f"http://{name}" for name in policy.names) or "http://",
        *headers(policy, Kind.HTTP),
        *_validation(policy, tr),
        *_to_address(policy),
        *_plain_errors(),
    )


def _strangers(tr: Translate) -> list[str]:
    """Whoever comes by a name that is not the site's gets no answer.

    Over https Caddy has no certificate for it; a block for it there would have it answer with the site's.
    """
    said = tr("别的主机名（没有备案的域名解析到这里的）一律不答；https 没有它的证书，握手就不成。")
    return block("http://", *notes(said), "abort")


def _other_names(policy: Policy, tr: Translate) -> list[str]:
    """The other names lead to the first."""
    return block(
        ", ".join(f"https://{name}{policy.authority}" for name in policy.names[1:]),
        *notes(tr("别的主机名转到正名；证书里要有每一个名字。")),
        *_tls(policy, tr),
        *headers(policy, Kind.OTHER),
        *_validation(policy, tr),
        *_to_address(policy),
        *_plain_errors(),
    )


def _serving(policy: Policy, tr: Translate) -> list[str]:
    inner = [*refused(tr), ASKED, *_validation(policy, tr), *_at_host(policy, tr)]
    if policy.base == "/":
        inner += site(policy, tr)
        shown = errors(policy)
    else:
        inner += [*below(policy, *site(policy, tr)), *block("handle", "error 404")]
        shown = [f"uri strip_prefix {address(policy.base.rstrip('/'))}", *errors(policy)]
    return block(
        f"https://{policy.names[0]}{policy.authority}" if policy.names else f"https://:{policy.port}",
        *notes(tr("Caddy 同时收 IPv6 和 IPv4；日志里的地址整个记下，一位不少，交给 systemd（journalctl -u caddy）。")),
        "log",
        "",
        *_tls(policy, tr),
        "",
        *own_lines(_EXTRA, policy, tr),
        f"import {_EXTRA}/{policy.label}/*.caddy",
        "",
        *headers(policy, Kind.OTHER),
        *block("route", *inner),
        "",
        *block("handle_errors", *block("route", *shown)),
    )


def _to_address(policy: Policy) -> list[str]:
    host = policy.names[0] if policy.names else "{host}"
    return block("handle", f"redir https://{host}{policy.authority}{{uri}} 301")


def _plain_errors() -> list[str]:
    """Where there are no pages, only files for certificates, an error says its number; Caddy alone says nothing."""
    plain = 'header Content-Type "text/plain; charset=utf-8"'
    return block("handle_errors", *block("route", plain, 'respond "{err.status_code} {err.status_text}"'))


def _validation(policy: Policy, tr: Translate) -> list[str]:
    """Files by which the office proves to those who give out certificates that the host is its own."""
    return [
        *notes(tr("申请、续期证书时用文件验证（ACME 的 http-01、fileauth.txt）的，文件放在这里。")),
        f"@validation path {' '.join(f'{path}*' for path in VALIDATION)}",
        *block(
            "handle @validation",
            'header Content-Type "text/plain; charset=utf-8"',
            f"root * {quoted(policy.validation)}",
            "file_server",
        ),
    ]


def _tls(policy: Policy, tr: Translate) -> list[str]:
    return [
        *notes(tr("Mozilla Server Side TLS {version}，intermediate。").format(version=GUIDELINE)),
        *block(
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
    lines = [
        *notes(tr("网站在 {path} 下；robots.txt 和 security.txt 只有在主机的根上才算数。").format(path=policy.base)),
        *block("handle /", *leads(address(policy.base), 302)),
        *_without_slash(policy),
        *at_root(policy, "/robots.txt"),
    ]
    if policy.security:
        lines += at_root(policy, "/.well-known/security.txt")
    return lines


def _without_slash(policy: Policy, *lines: str) -> list[str]:
    """The path of the site without the slash at its end leads to it."""
    inner = block("route", *lines, *leads(address(policy.base), 301))
    return block(f"handle {address(policy.base.rstrip('/'))}", *inner)
