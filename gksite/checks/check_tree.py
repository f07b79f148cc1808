"""All checks over a finished site."""

from collections.abc import Callable, Iterator, Mapping

from gksite.checks import emblem, footer, links, particulars, statutory_column, tags
from gksite.checks.tree import CheckedTree, Page, PageFacts, gathered, parsed
from gksite.problems.problem import Problem

PAGE_CHECKS: tuple[Callable[[Page, CheckedTree], Iterator[Problem]], ...] = (
    tags.check,
    particulars.check,
    footer.check,
    emblem.check,
    statutory_column.check,
)
"""Each takes a page and the site it belongs to."""
TREE_CHECKS: tuple[Callable[[CheckedTree, Mapping[str, PageFacts]], Iterator[Problem]], ...] = (
    links.check,
    statutory_column.check_all,
)
"""Each takes the site and what was gathered of its pages, by path."""


def check_tree(tree: CheckedTree) -> Iterator[Problem]:
    """The findings of every check; one page at a time is in memory."""
    facts = {}
    for path, file in tree.files.items():
        if not path.endswith(".html"):
            continue
        page = parsed(file)
        facts[path] = gathered(page)
        for check in PAGE_CHECKS:
            yield from check(page, tree)
    for check_all in TREE_CHECKS:
        yield from check_all(tree, facts)
