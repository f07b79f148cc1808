"""What nginx answers for addresses that are no more: where they lead, or that they are gone."""

from collections.abc import Iterable, Iterator

from gksite.hosting.nginx_words import block, expression, headers, notes, path_of, quoted
from gksite.hosting.policy import Gone, Kind, Policy, address
from gksite.problems.translations import Translate


def departed(policy: Policy, tr: Translate) -> Iterator[str]:
    """What became of the addresses that are no more."""
    moved = [gone for gone in policy.gone if gone.to is not None]
    if moved:
        yield ""
        yield from notes(tr("网址台账：已经移走的，301 转到新网址，下面的路径和问号后面的照旧。"))
        yield from _each(_moved(policy, gone, gone.to) for gone in moved if gone.to is not None)
    withdrawn = [gone for gone in policy.gone if gone.to is None]
    if withdrawn:
        yield ""
        yield from notes(tr("网址台账：已经撤下的，410，并送出说明撤下的页面。"))
        yield from _each(_withdrawn(policy, gone) for gone in withdrawn)


def _each(blocks: Iterable[list[str]]) -> Iterator[str]:
    for lines in blocks:
        yield from lines


def _moved(policy: Policy, gone: Gone, to: str) -> list[str]:
    target = address(f"{policy.base}{to}")
    if not gone.below:
        return block(f"location = {path_of(policy, gone.address)}", f"return 301 {target}$is_args$args;")
    old = f"{policy.base}{gone.address}"
    rest = "((?:[A-Za-z0-9_~-][A-Za-z0-9._~/-]*)?)"
    return block(
        f"location ^~ {quoted(old)}",
        f'rewrite "^{expression(old)}{rest}$" {target}$1 permanent;',
    )


def _withdrawn(policy: Policy, gone: Gone) -> list[str]:
    closing = ("error_page 410 ${uri}index.html;", "return 410;")
    if not gone.below:
        page = path_of(policy, f"{gone.address}index.html")
        return [
            *block(f"location = {path_of(policy, gone.address)}", *closing),
            *block(f"location = {page}", *_tombstone(policy)),
        ]
    return block(
        f"location ^~ {path_of(policy, gone.address)}",
        *block("location ~ /$", *closing),
        *block(r"location ~ /index\.html$", *_tombstone(policy)),
    )


def _tombstone(policy: Policy) -> list[str]:
    """The page that says so is sent with its address alone; one that there never was is not found."""
    return [
        *headers(policy, Kind.PAGE),
        "recursive_error_pages on;",
        *block(r'if ($request_uri ~ "/index\.html(?:\?|$)")', "return 301 ./;"),
    ]
