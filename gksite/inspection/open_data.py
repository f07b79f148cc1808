"""What of the open data cannot be made as it is asked for: cells that Excel cannot hold, names that need others."""

from collections.abc import Iterator

from gksite.documents.workbook_file import LONGEST_CELL, is_too_long
from gksite.exports.task_table import COLUMNS, Row, rows
from gksite.inspection.inspected import Inspected
from gksite.model.walk import KeyPath, walk_tasks
from gksite.problems.problem import Code, Level, Phrase, Problem

TOO_LONG = Code(
    "GK275",
    "第 {number} 项的“{column}”超过 Excel 一格 {limit} 字的上限，表格里截断并注明",
    why="Excel 存不下更长的文字，打开时会丢掉后面的；网页、CSV 和 JSON 里是全文。",
    mend="核对这一项：多半是几项任务录成了一项，或者正文录进了任务。确实这么长的，可以不管。",
    level=Level.WARNING,
)
NOT_MADE = Code(
    "GK276",
    "exports 里写了 {name}，{reason}，没有生成",
    why="写明要生成的没有生成，读者和程序就找不到它。",
    mend="照提示补上缺的一项，或者从 exports 里删去这个名称。",
    level=Level.WARNING,
)


def check(inspected: Inspected) -> Iterator[Problem]:
    """Texts that do not fit in the workbooks, and names in `exports` that bring nothing by themselves."""
    yield from _unmade(inspected)
    if "xlsx" in inspected.site.config.exports:
        yield from _too_long(inspected)


def _unmade(inspected: Inspected) -> Iterator[Problem]:
    config = inspected.settings.record
    if "exports" not in config.model_fields_set:
        return
    place = inspected.settings.document.location(("exports",))
    if "datapackage" in config.exports and "csv" not in config.exports:
        yield Problem(NOT_MADE, place, name="datapackage", reason=Phrase("它装的是 CSV 表格，而没有写 csv"))
    if "opensearch" in config.exports and config.url is None:
        yield Problem(NOT_MADE, place, name="opensearch", reason=Phrase("它要有完整的网址，而没有写 url"))


def _too_long(inspected: Inspected) -> Iterator[Problem]:
    """A problem for each cell, where the task stands in its notice."""
    for entry in inspected.records.notices:
        notice = inspected.site.notices.get(entry.record.id)
        if notice is None:
            continue
        told: list[tuple[Row, str]] = []
        for row in rows(notice, inspected.site):
            for column in COLUMNS:
                if is_too_long(str(row[column.id] or "")):
                    told.append((row, column.id))
        if not told:
            continue
        places: dict[int, KeyPath] = {step.task.number: step.key_path for step in walk_tasks(entry.record.sections)}
        for row, column_id in told:
            number = int(row["number"] or 0)
            place = entry.document.location(places[number])
            yield Problem(TOO_LONG, place, number=number, column=column_id, limit=LONGEST_CELL)
