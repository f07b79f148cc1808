"""Every problem code by its number: what `gksite explain` knows and docs/problems.zh-CN.md lists.

A code is defined beside the rule that raises it; a test holds that none is missing here. A module is loaded when one of
its codes is asked for: who builds a site need not wait for what imports notices.
"""

import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from operator import attrgetter

from gksite.problems.problem import Code

MODULES = (
    "attachments",
    "catalogue.linking",
    "catalogue.merge",
    "checks.emblem",
    "checks.essentials",
    "checks.footer",
    "checks.hidden_links",
    "checks.languages",
    "checks.links",
    "checks.look",
    "checks.names",
    "checks.outer_links",
    "checks.pictures",
    "checks.reach",
    "checks.reports",
    "checks.resources",
    "checks.shown",
    "checks.statutory_column",
    "checks.stray",
    "checks.structure",
    "checks.tables",
    "checks.tags",
    "checks.titles",
    "documents.files",
    "documents.folders",
    "documents.markdown_limits",
    "documents.release_key",
    "documents.shapes",
    "documents.text_file",
    "documents.yaml_losses",
    "documents.yaml_reader",
    "documents.yaml_slips",
    "drafting.transcribe",
    "hold",
    "inspection.application",
    "inspection.catalogue",
    "inspection.clearance",
    "inspection.column_kinds",
    "inspection.column_parts",
    "inspection.columns",
    "inspection.contact",
    "inspection.dates",
    "inspection.doubles",
    "inspection.guide",
    "inspection.hosting",
    "inspection.identity",
    "inspection.index_codes",
    "inspection.interpretations",
    "inspection.ipv6",
    "inspection.look",
    "inspection.metadata",
    "inspection.numbers",
    "inspection.open_data",
    "inspection.report_codes",
    "inspection.reviews",
    "inspection.statutory",
    "inspection.task_summaries",
    "inspection.timing",
    "keeping",
    "ledger.fates",
    "ledger.meanings",
    "ledger.shrinking",
    "link_documents",
    "link_comparisons",
    "ledger.updates",
    "link_notices",
    "link_disclosure",
    "link_items",
    "link_synonyms",
    "link_topics",
    "model.extents",
    "planned",
    "progress.linking",
    "proof.deviations",
    "proof.omissions",
    "proof.prove",
    "proof.signatures",
    "proof.signed",
    "provenance.check",
    "provenance.claims",
    "provenance.disclosure",
    "provenance.marked_content",
    "provenance.personal",
    "provenance.personal_codes",
    "provenance.read_sources",
    "provenance.slips",
    "provenance.unfit",
    "public",
    "read",
    "readers.limits",
    "registry.agencies",
    "registry.entries",
    "registry.scopes",
    "registry.successions",
    "release",
    "releasing.verify",
    "releasing.verify_all",
    "releasing.verify_log",
    "releasing.verify_order",
    "render",
    "searching.in_browser",
    "searching.index",
    "searching.truth",
    "theming.assets",
    "theming.overlay",
    "theming.tokens",
    "waiting",
    "waiving",
    "workbook.merge",
    "workbook.sheets",
    "workshop",
    "write",
)
"""Those that define codes."""


@cache
def _codes_in(module: str) -> tuple[Code, ...]:
    """Every code that a module names, alone or among others."""
    found = []
    for value in vars(import_module(f"gksite.{module}")).values():
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Code):
                found.append(each)
    return tuple(found)


class _Codes(Mapping[str, Code]):
    """The codes by their numbers, in order; of the modules that are not loaded yet, no more are than it takes."""

    def __getitem__(self, number: str) -> Code:
        for module in sorted(MODULES, key=lambda name: f"gksite.{name}" not in sys.modules):
            for code in _codes_in(module):
                if code.id == number:
                    return code
        raise KeyError(number)

    def __iter__(self) -> Iterator[str]:
        return (code.id for code in all_codes())

    def __len__(self) -> int:
        return len(all_codes())


BY_NUMBER: Mapping[str, Code] = _Codes()


@cache
def all_codes() -> tuple[Code, ...]:
    """Every code once, in the order of their numbers."""
    found = {code.id: code for module in MODULES for code in _codes_in(module)}
    return tuple(sorted(found.values(), key=attrgetter("id")))
