"""The tags of pages: which column a list is, and what an article says of itself."""

from gksite.model.items import ItemRecord
from gksite.model.outputs import Link
from gksite.model.records import NoticeRecord
from gksite.model.settings import Column
from gksite.model.site import Site
from gksite.model.tags import ArticleTags, ColumnTags
from gksite.problems.translations import Translate
from gksite.text.dates import shown_moment

TASK_LISTS = "政策文件"
"""The type of column that lists of tasks and of their notices are."""


def article_tags(record: NoticeRecord | ItemRecord, title: str | None = None) -> ArticleTags:
    """The tags of a notice, an item, or a part of one that has a title of its own."""
    source, author = record.issuer, None
    if isinstance(record, ItemRecord):
        source, author = record.content_source or record.issuer, record.author
    return ArticleTags(title or record.title, shown_moment(record.appeared), source, ",".join(record.keywords), author)


def column_tags(column: Column, site: Site, tr: Translate) -> ColumnTags:
    """The tags of a column that site.yaml declares."""
    keywords = ",".join(column.keywords) or column.name
    return ColumnTags(column.name, column.description or _about(column.name, site, tr), keywords, column.type)


def list_tags(link: Link, type: str, site: Site, tr: Translate) -> ColumnTags:
    """The tags of a list that every portal has; its type is one of those of the rules."""
    name = tr(link.text)
    return ColumnTags(name, _about(name, site, tr), name, tr(type))


def home_tags(site: Site, tr: Translate) -> ColumnTags:
    """The tags of the home page."""
    name = tr("首页")
    return ColumnTags(name, site.config.description or site.config.name, site.config.name, name)


def notices_tags(link: Link, site: Site, tr: Translate) -> ColumnTags:
    """The tags of the list of notices: those of the column that they stand in, where one is declared."""
    for column in site.config.columns:
        if column.notices:
            return column_tags(column, site, tr)
    return list_tags(link, TASK_LISTS, site, tr)


def _about(name: str, site: Site, tr: Translate) -> str:
    return tr("{site}的{name}").format(site=site.config.name, name=name)
