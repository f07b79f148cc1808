"""Every problem code by its number: what `gksite explain` knows and docs/problems.zh-CN.md lists.

A code is defined beside the rule that raises it; a test holds that none is missing here.
"""

from gksite import link, plan, read, render, write
from gksite.checks import links
from gksite.documents import files, shapes, text_file, yaml_reader
from gksite.drafting import transcribe
from gksite.problems.problem import Code
from gksite.provenance import check, claims, read_sources
from gksite.readers import limits
from gksite.registry import agencies
from gksite.searching import in_browser, index, truth
from gksite.theming import assets
from gksite.workbook import merge, sheets

CODES: tuple[Code, ...] = (
    files.UNREADABLE,
    files.OUTSIDE,
    files.TOO_LARGE,
    text_file.NOT_UTF8,
    yaml_reader.EMPTY,
    yaml_reader.BAD_YAML,
    yaml_reader.DUPLICATE_KEY,
    yaml_reader.TOO_DEEP,
    yaml_reader.ALIAS,
    yaml_reader.TAG,
    yaml_reader.KEY_NOT_TEXT,
    write.CANNOT_WRITE,
    write.UNFINISHED,
    *limits.REFUSALS,
    transcribe.NO_TASKS,
    shapes.UNKNOWN_KEY,
    shapes.MISSING_KEY,
    shapes.WRONG_SHAPE,
    read.ID_IS_FILE_NAME,
    read.BAD_FILE_NAME,
    read.UNUSED_FILE,
    read.NO_HEADING,
    read.HIDDEN,
    read.WRONG_SUFFIX,
    agencies.UNKNOWN_AGENCY,
    agencies.UNKNOWN_JURISDICTION,
    agencies.DUPLICATE_ID,
    agencies.DUPLICATE_NAME,
    read.MISSING_SOURCE,
    read.CHANGED_SOURCE,
    link.DUPLICATE_NUMBER,
    link.OUTSIDE_SOURCE,
    link.UNKNOWN_NOTICE,
    agencies.LOOP,
    link.AFTER_TODAY,
    link.EMPTY_SECTION,
    claims.NOT_IN_PLACE,
    claims.NAME_NOT_IN_PLACE,
    claims.NOT_IN_SOURCE,
    check.NOT_STATED,
    check.NO_SUCH_PLACE,
    check.NO_PLACE,
    read_sources.NOT_COMPARED,
    merge.CHANGED_TWICE,
    sheets.FRAME_CHANGED,
    merge.NOT_ONE_LINE,
    plan.COLLISION,
    plan.DEAD_LINK,
    plan.FOLDER_AND_FILE,
    index.NO_INDEX,
    links.BROKEN_LINK,
    links.BROKEN_ANCHOR,
    truth.DIFFERENCE,
    in_browser.NO_ANSWER,
    render.MISSING_TEMPLATE,
    render.TEMPLATE_ERROR,
    assets.MISSING_PART,
    read.NOT_PUBLIC,
    read.DRAFT,
    read.OPEN_DOUBTS,
)
