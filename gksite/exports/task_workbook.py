"""The table of tasks as a workbook, with a sheet that says what each column means, and the terms and day."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from gksite.documents.workbook_file import LONGEST_CELL, MOST_ROWS, is_too_long, open_book, put_text
from gksite.exports.task_table import COLUMNS, SEPARATOR, Row, texts
from gksite.model.site import Site

TASKS, EXPLANATION = "任务", "说明"
"""The names of the sheets; further sheets of a very long table are 任务2, 任务3."""
CUT = "……（超过 Excel 一格的上限，全文见网页）"
"""What stands at the end of a text that Excel cannot hold."""
_WIDTHS = (20, 16, 70, 12)
"""Of the columns of the explanation, in letters."""
_TYPES = {"string": "文字", "integer": "整数", "date": "日期", "datetime": "日期和时间"}


def workbook(title: str, rows: Sequence[Row], day: str | None, site: Site) -> bytes:
    """The workbook of some rows; `day` is that of the newest of them."""
    stream = BytesIO()
    about = {"title": title, "comments": _terms(day, site)}
    with open_book(stream, **about) as book:
        look = {"valign": "top", "num_format": "@", "text_wrap": True}
        text, number = book.add_format(look), book.add_format({"valign": "top"})
        head = book.add_format({**look, "bold": True, "bg_color": "#D9E2EC"})
        most = MOST_ROWS - 1
        for sheet_number, first in enumerate(range(0, max(len(rows), 1), most), 1):
            name = TASKS if sheet_number == 1 else f"{TASKS}{sheet_number}"
            _tasks(book.add_worksheet(name), rows[first : first + most], text, number, head)
        _explanation(book.add_worksheet(EXPLANATION), title, day, site, text, head)
    return stream.getvalue()


def fitting(text: str) -> str:
    """A text as it fits in a cell of Excel."""
    if not is_too_long(text):
        return text
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * (LONGEST_CELL - len(CUT))]
    return kept.decode("utf-16-le", "ignore") + CUT


def _terms(day: str | None, site: Site) -> str:
    """Under which terms, and as of which day, as the properties of the file say it."""
    return f"使用条款：{site.config.licence or '未注明'}；更新日期：{day or '未注明'}"


def _tasks(sheet: Any, rows: Sequence[Row], text: Any, number: Any, head: Any) -> None:
    """The ids of the columns, then a row for each task: numbers as numbers, all else as text."""
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, column.width)
        put_text(sheet, 0, at, column.id, head)
    sheet.freeze_panes(1, 1)
    for line, row in enumerate(rows, 1):
        for at, (column, value) in enumerate(zip(COLUMNS, texts(row), strict=True)):
            if column.type == "integer" and value:
                sheet.write_number(line, at, int(value), number)
            elif value:
                put_text(sheet, line, at, fitting(value), text)
    sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)


def _explanation(sheet: Any, title: str, day: str | None, site: Site, text: Any, head: Any) -> None:
    facts = (
        ("标题", title),
        ("网站", site.config.name),
        ("网址", site.config.url or "未注明"),
        ("使用条款", site.config.licence or "未注明"),
        ("更新日期", day or "未注明"),
        ("一格里有几个值", f"用“{SEPARATOR}”隔开；值里自己的“{SEPARATOR}”写作“\\{SEPARATOR}”，“\\”写作“\\\\”"),
        ("太长的文字", f"Excel 一格最多 {LONGEST_CELL} 字，再长的截断并注明，全文见网页"),
    )
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    line = 0
    for name, value in facts:
        put_text(sheet, line, 0, name, head)
        put_text(sheet, line, 1, fitting(value), text)
        line += 1
    line += 1
    table = [("列", "名称", "含义", "类型")]
    table += [(column.id, column.title, column.meaning, _TYPES[column.type]) for column in COLUMNS]
    looks = [head, *(text for _ in COLUMNS)]
    for row_number, (cells, look) in enumerate(zip(table, looks, strict=True)):
        for at, cell in enumerate(cells):
            put_text(sheet, line + row_number, at, cell, look)
