"""Every problem code by its number: what `gksite explain` knows and docs/problems.zh-CN.md lists.

A code is defined beside the rule that raises it; a test holds that none is missing here.
"""

from gksite import attachments, link, plan, read, render, write
from gksite.checks import links
from gksite.documents import files, folders, shapes, text_file, yaml_losses, yaml_reader, yaml_slips
from gksite.drafting import transcribe
from gksite.ledger import fates, meanings
from gksite.problems.problem import Code
from gksite.provenance import check, claims, disclosure, read_sources
from gksite.readers import limits
from gksite.registry import agencies, entries
from gksite.searching import in_browser, index, truth
from gksite.theming import assets
from gksite.workbook import merge, sheets

CODES: tuple[Code, ...] = (
    files.UNREADABLE,
    files.OUTSIDE,
    files.TOO_LARGE,
    text_file.NOT_UTF8,
    yaml_reader.EMPTY,
    yaml_slips.BAD_YAML,
    yaml_reader.DUPLICATE_KEY,
    yaml_reader.TOO_DEEP,
    yaml_reader.ALIAS,
    yaml_reader.TAG,
    yaml_reader.KEY_NOT_TEXT,
    write.CANNOT_WRITE,
    write.UNFINISHED,
    yaml_losses.CUT,
    *limits.REFUSALS,
    transcribe.NO_TASKS,
    disclosure.MARKED,
    disclosure.UNCLEAR,
    shapes.UNKNOWN_KEY,
    shapes.MISSING_KEY,
    shapes.WRONG_SHAPE,
    read.ID_IS_FILE_NAME,
    folders.BAD_FILE_NAME,
    folders.UNUSED_FILE,
    read.NO_HEADING,
    read.HIDDEN,
    folders.WRONG_SUFFIX,
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
    link.NAMED_TWICE,
    entries.NO_NAME,
    entries.COVERS_NO_GROUP,
    entries.NEEDLESS_SIGNATURE,
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
    write.IN_THE_WAY,
    write.FOREIGN,
    write.CHANGED_BY_HAND,
    attachments.BAD_NAME,
    attachments.NOT_SERVED,
    plan.PICTURE,
    fates.VANISHED,
    fates.BAD_MOVE,
    meanings.OTHER_MEANING,
    fates.STILL_THERE,
    render.MISSING_TEMPLATE,
    render.TEMPLATE_ERROR,
    assets.MISSING_PART,
    read.NOT_PUBLIC,
    read.DRAFT,
    read.OPEN_DOUBTS,
    disclosure.CONFLICT,
    read.UNKNOWN_DISCLOSURE,
    folders.MISPLACED,
    folders.UNKNOWN_FOLDER,
    folders.EMPTIED,
    disclosure.MARKED_FILE,
)
