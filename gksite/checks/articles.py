"""What the records say of each article of a site, to hold its page against."""

from dataclasses import dataclass

from gksite.model.items import ItemRecord
from gksite.model.records import NoticeRecord
from gksite.model.site import Notice, Site
from gksite.text.dates import shown_moment


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its title (None where any will do), when it was published, and where it is from."""

    title: str | None
    published: str | None
    source: str | None
    record: NoticeRecord | ItemRecord | None = None
    """What its box of particulars is held to; a task has none."""


def article_at(path: str, site: Site) -> Article | None:
    """What a page should say, where it is that of an article."""
    folder, _, below = path.partition("/")
    id, _, rest = below.partition("/")
    if folder == "notices" and id in site.notices:
        return _of_notice(site.notices[id], rest)
    if folder == "items" and id in site.items and rest == "index.html":
        record = site.items[id].record
        return Article(record.title, shown_moment(record.appeared), record.content_source or record.issuer, record)
    return None


def _of_notice(notice: Notice, rest: str) -> Article | None:
    """A notice, or one of its tasks; its source as received is none."""
    record = notice.record
    published = shown_moment(record.appeared)
    if rest == "index.html":
        return Article(record.title, published, record.issuer, record)
    if rest.startswith("tasks/"):
        return Article(None, published, record.issuer)
    return None
