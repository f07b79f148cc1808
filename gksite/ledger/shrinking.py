"""A site that shrinks asks: a build that would remove more than a third of the pages stops with the list."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from gksite.ledger.fates import live_addresses, topmost
from gksite.model.site import Site
from gksite.problems.problem import Code, Location, Phrase, Problem

SHRINKS = Code(
    "GK332",
    "网址 {address} {below}的内容这一次会没有；一共会没有 {count} 页，超过现有 {total} 页的三分之一",
    why="一次少掉这么多页，多半是误改、误删，或者同步出了错；公开的内容不能这样悄悄消失。",
    mend="误改误删的请恢复。确实都要撤下的，用 gksite build --remove；"
    "只撤下一份通知的，用 gksite withdraw 编号，不受此限。",
)
_LATER = re.compile(r"deadlines/\d{1,9}/|tasks/.+")
"""The later pages of a list, which come and go with its length, and the lists of a place."""
MOST = 3
"""One page of so many may go without a question."""
_NOT_COUNTED = frozenset({"components/", "data/schema/"})
"""Pages without content of the portal's own: for those who make themes, and what keys of the data mean."""
_GATHERED = ("documents/",)
"""Below these stand pages that only gather what notices say, and go with them."""
EMPTY = b'<meta name="robots" content="noindex">'
"""What a page says that only tells where its content went."""


def check_shrinking(site: Site, before: Collection[str], output: Path) -> Iterator[Problem]:
    """What would be lost, where that is more than a third of the pages that stand in output/.

    What the ledger accounts for does not count, nor do the pages of a single notice or item: closing one must not wait.
    """
    accounted = {gone.url for gone in site.departed if gone.to or (gone.on and not gone.new)}
    lists = {url for url in before if url.startswith(_GATHERED) or _LATER.fullmatch(url)}
    counted = set(before) - lists - _NOT_COUNTED
    gone = counted - live_addresses(site)
    empty = {url for url in gone if _is_empty(output / url / "index.html")}
    lost = gone - empty - accounted
    owners = {_owner(url) for url in lost} - {""}
    if len(owners) == 1:
        lost = {url for url in lost if not _owner(url)}
    total = len(counted) - len(empty)
    if len(lost) * MOST <= total:
        return
    for url in topmost(lost):
        count = sum(other.startswith(url) for other in lost) - 1
        below = Phrase("连同其下 {count} 个网址", count=count) if count else Phrase("")
        yield Problem(SHRINKS, Location("content"), address=f"/{url}", below=below, count=len(lost), total=total)


def _owner(url: str) -> str:
    """The address of the notice or the item to which an address belongs; empty for any other."""
    first, _, rest = url.partition("/")
    id = rest.partition("/")[0]
    if first not in ("notices", "items") or not id:
        return ""
    return f"{first}/{id}/"


def _is_empty(page: Path) -> bool:
    """Whether a page that stands in output/ has no content any more."""
    try:
        return EMPTY in page.read_bytes()
    except OSError:
        return True
