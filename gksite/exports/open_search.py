"""opensearch.xml: the search of the site for the search field of a browser (OpenSearch 1.1)."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from gksite.model.outputs import Output
from gksite.model.settings import Config

PATH = "opensearch.xml"
_LONGEST_NAME, _LONGEST_DESCRIPTION = 16, 1024
"""Characters that the specification allows."""


def is_made(config: Config) -> bool:
    """Whether the portal has one: it is asked for, and holds whole addresses."""
    return config.url is not None and "opensearch" in config.exports


def exports(config: Config) -> Iterator[Output]:
    """The description of the search, only where site.yaml states `url`."""
    if not is_made(config):
        return
    base = config.base
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
        f"<ShortName>{escape(config.name[:_LONGEST_NAME])}</ShortName>",
        f"<Description>{escape((config.description or config.name)[:_LONGEST_DESCRIPTION])}</Description>",
        f"<LongName>{escape(config.name[:48])}</LongName>",
        f'<Url type="text/html" method="get" template="{escape(base)}search/?q={{searchTerms}}"/>',
        f'<Url type="application/opensearchdescription+xml" rel="self" template="{escape(base)}{PATH}"/>',
        f"<Language>{'zh-CN' if config.lang == 'zh' else config.lang}</Language>",
        "<InputEncoding>UTF-8</InputEncoding>",
        "<OutputEncoding>UTF-8</OutputEncoding>",
        "</OpenSearchDescription>",
    )
    yield Output(PATH, content="".join(f"{line}\n" for line in lines).encode(), origin=PATH)
