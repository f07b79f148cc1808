"""Catalogues as workbooks: the full sheet to be edited, and the forms that are published."""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from io import BytesIO
from itertools import groupby
from typing import Any

from gksite.catalogue.forms import PublicForm
from gksite.catalogue.full_sheet import COLUMNS, SHEET, texts
from gksite.documents.workbook_file import height, open_book, put_text
from gksite.model.catalogue import DISCLOSURES, RHYTHMS, CatalogueRow

_A3 = 8
"""Excel's number for the paper that offices print such forms on."""
_WIDTHS = (16, 14, 16, 14, 34, 30, 14, 34, 11, 10, 18, 9, 10, 12, 14, 9, 18, 24)
"""Of the columns of the full sheet, in letters."""
_SPARE = 200
"""Rows below the last in which the lists to choose from are offered too."""
_NAMES = "单位"
EXPLANATION = (
    "这份工作簿由 gksite catalogue export 导出，是政务公开信息底账的全表；改完保存，用 gksite catalogue import 写回。",
    "一行是一个事项。“编号”是网页上的位置，公布以后不要改；新增的一行可以空着，导入时给它编号。",
    "栏目可以换位置，不能删，也不要改名；列宽、行高、筛选、排序随意，合并了的格子导入时按每行都写了来读。",
    "公开依据、条款、条款内容各占一格；有几项依据的，三格里都用【1】【2】分别写明，一项一行。",
    "公开属性写主动公开、依申请公开或不予公开；不予公开的事项只在底账里，不上网。",
    "更新周期写每两周、每月、每季度、每半年、每年或变更时；每年的可以写截止日期，如 3月31日。",
    "公开层级、公开渠道、对应页面一行写一个；渠道是标准目录的十三种，别的写成“其他：某平台”。",
    "对应页面写本站网址，如 /items/budget-2026/；栏目页写 /columns/栏目编号/。",
    "一格清空，就是删去这一项。没有改的行，导入时一个字也不动，YAML 里的注释都保留。",
    "少了的行不会悄悄消失：导入时逐项列出，确实要删去的，加上 --remove。",
)


def full_book(rows: Sequence[CatalogueRow], names: Sequence[str]) -> bytes:
    """The full sheet, with the agencies to choose from. Raises RequestError for a text longer than a cell."""
    with _Book("政务公开信息底账") as book:
        sheet = book.sheet(SHEET, _WIDTHS)
        book.line(sheet, 0, list(COLUMNS.values()), _WIDTHS, book.head)
        for number, row in enumerate(rows, 1):
            book.line(sheet, number, list(texts(row).values()), _WIDTHS, book.cell)
        last = len(rows) + _SPARE
        places = {key: number for number, key in enumerate(COLUMNS)}
        _offer(sheet, places["disclosure"], last, list(DISCLOSURES))
        _offer(sheet, places["update"], last, list(RHYTHMS.values()))
        if names:
            _offer(sheet, places["agency"], last, f"='{_NAMES}'!$A$2:$A${len(names) + 1}")
        sheet.freeze_panes(1, 3)
        sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)
        sheet.repeat_rows(0)
        book.list(_NAMES, "已登记的单位", names)
        book.list("说明", "怎样改这份工作簿", EXPLANATION)
    return book.data


def form_book(form: PublicForm) -> bytes:
    """A form as it is published: title, head of one or two rows, matters that follow each other merged."""
    numbered = form.has_groups
    widths = [column.width for column in form.columns]
    if numbered:
        widths = [6, *widths]
    with _Book(form.title) as book:
        sheet = book.sheet(form.title, widths)
        sheet.merge_range(0, 0, 0, len(widths) - 1, form.title, book.title)
        first = _form_head(form, book, sheet)
        rows = []
        for number, row in enumerate(form.rows, 1):
            cells = list(form.texts(row))
            rows.append([str(number), *cells] if numbered else cells)
        for number, cells in enumerate(rows):
            book.line(sheet, first + number, cells, widths, book.cell)
        if numbered:
            _merge_alike(book, sheet, first, [cells[1] for cells in rows])
        sheet.freeze_panes(first, 0)
        sheet.repeat_rows(0, first - 1)
    return book.data


def _form_head(form: PublicForm, book: "_Book", sheet: Any) -> int:
    """Write the head of a form; the first row below it."""
    if not form.has_groups:
        for at, column in enumerate(form.columns):
            sheet.write_string(1, at, column.name, book.head)
        return 2
    sheet.merge_range(1, 0, 2, 0, "序号", book.head)
    at = 1
    for group, columns in groupby(form.columns, lambda column: column.group or column.name):
        names = [column.name for column in columns]
        if names == [group]:
            sheet.merge_range(1, at, 2, at, group, book.head)
        else:
            sheet.merge_range(1, at, 1, at + len(names) - 1, group, book.head)
            for number, name in enumerate(names):
                sheet.write_string(2, at + number, name, book.head)
        at += len(names)
    return 3


def _merge_alike(book: "_Book", sheet: Any, first: int, matters: Iterable[str]) -> None:
    """Merge the cells of first matters that follow each other."""
    at = first
    for matter, run in groupby(matters):
        length = len(list(run))
        if length > 1:
            sheet.merge_range(at, 1, at + length - 1, 1, "", book.cell)
            sheet.write_string(at, 1, matter, book.cell)
        at += length


def _offer(sheet: Any, column: int, last: int, choice: object) -> None:
    """Offer words to choose from in a column."""
    sheet.data_validation(1, column, last, column, {"validate": "list", "source": choice, "show_error": False})


class _Book:
    """A workbook whose texts are texts, never formulas, numbers or links; `data` holds its bytes once it is closed."""

    def __init__(self, title: str) -> None:
        self.stream, self.data, self.open = BytesIO(), b"", ExitStack()
        self.book = self.open.enter_context(open_book(self.stream, title=title))
        look = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF", "num_format": "@"}
        self.cell = self.book.add_format(look)
        self.head = self.book.add_format({**look, "bg_color": "#D9E2EC", "bold": True, "align": "center"})
        self.title = self.book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})

    def __enter__(self) -> "_Book":
        return self

    def __exit__(self, kind: object, error: object, at: object) -> None:
        self.open.close()
        self.data = self.stream.getvalue()

    def sheet(self, name: str, widths: Sequence[int]) -> Any:
        """A sheet to be printed across a wide page."""
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.set_paper(_A3)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&C&P / &N")
        sheet.fit_to_pages(1, 0)
        return sheet

    def list(self, name: str, head: str, lines: Sequence[str]) -> None:
        """A sheet of one column."""
        width = 110
        sheet = self.sheet(name, [width])
        for number, text in enumerate([head, *lines]):
            self.line(sheet, number, [text], [width], self.cell)

    def line(self, sheet: Any, row: int, cells: Sequence[str], widths: Sequence[int], look: Any) -> None:
        """A row of cells, tall enough for its text in every program."""
        for column, text in enumerate(cells):
            put_text(sheet, row, column, text, look)
        sheet.set_row(row, height(cells, widths))
