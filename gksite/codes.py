"""Every problem code by its number: what `gksite explain` knows and docs/problems.zh-CN.md lists.

A code is defined beside the rule that raises it; a test holds that none is missing here.
"""

from collections.abc import Iterator
from operator import attrgetter
from types import MappingProxyType, ModuleType

from gksite import (
    attachments,
    hold,
    keeping,
    link,
    link_disclosure,
    link_items,
    plan,
    public,
    read,
    render,
    waiting,
    waiving,
    workshop,
    write,
)
from gksite.catalogue import linking
from gksite.catalogue import merge as catalogue_merge
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
from gksite.documents import files, folders, markdown_limits, shapes, text_file, yaml_losses, yaml_reader, yaml_slips
from gksite.drafting import transcribe
from gksite.inspection import (
    application,
    catalogue,
    clearance,
    column_kinds,
    column_parts,
    columns,
    contact,
    dates,
    doubles,
    guide,
    identity,
    index_codes,
    interpretations,
    metadata,
    numbers,
    report_codes,
    statutory,
    timing,
)
from gksite.ledger import fates, meanings, shrinking
from gksite.model import extents
from gksite.problems.problem import Code
from gksite.proof import deviations, omissions, prove, signatures, signed
from gksite.provenance import (
    check,
    claims,
    disclosure,
    marked_content,
    personal,
    personal_codes,
    read_sources,
    slips,
    unfit,
)
from gksite.readers import limits
from gksite.registry import agencies, entries
from gksite.searching import in_browser, index, truth
from gksite.theming import assets
from gksite.workbook import merge, sheets

MODULES: tuple[ModuleType, ...] = (
    agencies,
    application,
    assets,
    attachments,
    catalogue,
    catalogue_merge,
    check,
    claims,
    clearance,
    column_kinds,
    column_parts,
    columns,
    contact,
    dates,
    deviations,
    disclosure,
    doubles,
    emblem,
    entries,
    essentials,
    extents,
    fates,
    files,
    folders,
    footer,
    guide,
    hidden_links,
    hold,
    identity,
    in_browser,
    index,
    index_codes,
    interpretations,
    keeping,
    languages,
    limits,
    link,
    link_disclosure,
    link_items,
    linking,
    links,
    look,
    markdown_limits,
    marked_content,
    meanings,
    merge,
    metadata,
    names,
    numbers,
    omissions,
    outer_links,
    personal,
    personal_codes,
    pictures,
    plan,
    prove,
    public,
    reach,
    read,
    read_sources,
    render,
    report_codes,
    reports,
    resources,
    shapes,
    sheets,
    shown,
    shrinking,
    signatures,
    signed,
    slips,
    statutory,
    statutory_column,
    stray,
    structure,
    tables,
    tags,
    text_file,
    timing,
    titles,
    transcribe,
    truth,
    unfit,
    waiting,
    waiving,
    workshop,
    write,
    yaml_losses,
    yaml_reader,
    yaml_slips,
)
"""Those that define codes."""


def _codes() -> Iterator[Code]:
    """Every code that a module of them names, alone or among others."""
    for module in MODULES:
        for value in vars(module).values():
            for each in value if isinstance(value, tuple) else (value,):
                if isinstance(each, Code):
                    yield each


BY_NUMBER = MappingProxyType({code.id: code for code in sorted(_codes(), key=attrgetter("id"))})
CODES: tuple[Code, ...] = tuple(BY_NUMBER.values())
