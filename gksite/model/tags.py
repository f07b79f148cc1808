"""What pages say of themselves in tags and at their foot, as 《政府网站发展指引》 asks of a government site."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ColumnTags:
    """The tags of a column or a list: ColumnName, ColumnDescription, ColumnKeywords, ColumnType."""

    name: str
    description: str
    keywords: str
    type: str


@dataclass(frozen=True, slots=True)
class ArticleTags:
    """The tags of an article: ArticleTitle, PubDate (2026-03-05 09:00), ContentSource and those that may be left out.

    What nobody stated is None or empty, and has no tag.
    """

    title: str
    published: str | None = None
    source: str | None = None
    keywords: str = ""
    author: str | None = None


@dataclass(frozen=True, slots=True)
class FootMark:
    """A line at the foot of every page: a fact, or a link called as its label; nothing of both is a fact not stated.

    `outside` is where it leads, `external` whether that has to be said of it.
    """

    label: str
    text: str = ""
    outside: str | None = None
    external: bool = False
