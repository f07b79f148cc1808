"""All checks over a finished site."""

from collections.abc import Callable, Iterator, Mapping

from gksite.checks import (
    emblem,
    essentials,
    footer,
    hidden_links,
    languages,
    links,
    look,
    names,
    outer_links,
    particulars,
    pictures,
    reach,
    reports,
    resources,
    shown,
    statutory_column,
    stray,
    structure,
    tables,
    tags,
    titles,
)
from gksite.checks.tree import CheckedTree, Page, PageFacts, gathered, parsed
from gksite.problems.problem import Problem

CARD_CHECKS: tuple[Callable[[Page, CheckedTree], Iterator[Problem]], ...] = (
    languages.check,
    names.check,
    pictures.check,
    tables.check,
    stray.check,
    resources.check,
    hidden_links.check,
    outer_links.check,
    look.check,
)
"""What every page is asked, a card too, which stands in a page of another site."""
PAGE_CHECKS: tuple[Callable[[Page, CheckedTree], Iterator[Problem]], ...] = (
    structure.check,
    *CARD_CHECKS,
    tags.check,
    particulars.check,
    footer.check,
    emblem.check,
    statutory_column.check,
    reports.check,
)
"""Each takes a page and the site it belongs to; files that editors put into the site are not asked."""
TREE_CHECKS: tuple[Callable[[CheckedTree, Mapping[str, PageFacts]], Iterator[Problem]], ...] = (
    links.check,
    structure.check_all,
    resources.check_all,
    outer_links.check_all,
    reach.check_all,
    look.check_all,
    essentials.check_all,
    titles.check_all,
    shown.check_all,
    statutory_column.check_all,
)
"""Each takes the site and what was gathered of its pages, by path."""


def check_tree(tree: CheckedTree, facts: dict[str, PageFacts] | None = None) -> Iterator[Problem]:
    """The findings of every check; one page at a time is in memory. What is kept of the pages is added to `facts`."""
    copied = {file.path for file in tree.site.attachments}
    facts = {} if facts is None else facts
    for path, file in tree.files.items():
        if not path.endswith(".html"):
            continue
        page = parsed(file)
        facts[path] = gathered(page, tree.site.config.base_path, copied=path in copied)
        for check in () if path in copied else _asked(page):
            yield from check(page, tree)
    for check_all in TREE_CHECKS:
        yield from check_all(tree, facts)


def _asked(page: Page) -> tuple[Callable[[Page, CheckedTree], Iterator[Problem]], ...]:
    """The checks of a page, by its kind."""
    return CARD_CHECKS if page.kind == structure.CARD else PAGE_CHECKS
