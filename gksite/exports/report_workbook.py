"""The tables of an annual report as a workbook: the form, and a sheet that shows every sum that has to hold."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from gksite.documents.workbook_file import open_book
from gksite.model.site import AnnualReport
from gksite.reporting.form import COLUMNS, LINES, OUTCOMES, PARTS, REVIEWS, KeyPath
from gksite.reporting.sums import LABELS, SUMS, Cell, Sum, compared
from gksite.reporting.tables import fact_rows, request_rows, review_rows

_A4 = 9
"""Excel's number for the paper."""
UNSTATED = "未注明"
"""What stands in the place of a number that nobody has entered."""
_FORM, _SUMS = "年报", "勾稽关系"
"""The names of the sheets."""
RULES = {
    "row": "“{label}”：总计等于前面各栏之和",
    "column": "“{column}”一栏：（七）总计等于（一）至（六）各行之和",
    "balance": "“{column}”一栏：第一项加第二项等于第三项（七）加第四项",
    "review": "“{label}”：总计等于四种结果之和",
}
"""What each kind of sum says."""


def rule(each: Sum) -> str:
    """What a sum says, in words."""
    return RULES[each.kind].format(label=LABELS.get(each.cell.line, ""), column=each.cell.column_label)


def workbook(report: AnnualReport) -> bytes:
    """The workbook of a report."""
    stream = BytesIO()
    with open_book(stream) as book:
        writer = _Writer(book)
        places = writer.form(report)
        writer.sums(report, places)
    return stream.getvalue()


class _Writer:
    """One pass over both sheets."""

    def __init__(self, book: Any) -> None:
        self.book, self.row = book, 0
        look = {"text_wrap": True, "valign": "vcenter", "border": 1}
        self.plain = book.add_format(look)
        self.head = book.add_format(look | {"bold": True, "bg_color": "#D9E2EC"})
        self.title = book.add_format({"bold": True})

    def sheet(self, name: str, widths: Sequence[int]) -> Any:
        """A sheet to be printed on A4, across."""
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        self.row = 0
        return sheet

    def line(self, sheet: Any, texts: Iterable[str | None], look: Any) -> None:
        """A row of cells: numbers as numbers, words as words."""
        for column, text in enumerate(texts):
            shown = UNSTATED if text is None else text
            if shown.replace(".", "", 1).isdigit():
                sheet.write_number(self.row, column, float(shown), look)
            else:
                sheet.write_string(self.row, column, shown, look)
        self.row += 1

    def form(self, report: AnnualReport) -> dict[KeyPath, int]:
        """The tables of parts two to four; the row of each line that has numbers."""
        sheet = self.sheet(_FORM, (44, *(12,) * 7))
        places: dict[KeyPath, int] = {}
        self.line(sheet, (PARTS["disclosed"],), self.title)
        for fact in fact_rows(report):
            self.line(sheet, (fact.item, *fact.counted), self.head)
            self.line(sheet, (fact.matter, *fact.cells), self.plain)
        self.row += 1
        self.line(sheet, (PARTS["requests"],), self.title)
        self.line(sheet, ("申请人情况", *COLUMNS), self.head)
        for line, row in zip(LINES, request_rows(report.record), strict=True):
            places[line.key_path] = self.row
            self.line(sheet, ("　" * row.depth + row.label, *row.cells), self.plain)
        self.row += 1
        self.line(sheet, (PARTS["reviews"],), self.title)
        self.line(sheet, ("", *OUTCOMES), self.head)
        for key_path, row in zip(REVIEWS, review_rows(report.record), strict=True):
            places[key_path] = self.row
            self.line(sheet, (row.label, *row.cells), self.plain)
        return places

    def sums(self, report: AnnualReport, places: dict[KeyPath, int]) -> None:
        """Every sum, both sides as formulas over the form."""
        sheet = self.sheet(_SUMS, (70, 14, 14, 10))
        self.line(sheet, ("勾稽关系", "左边", "右边", "相符"), self.head)
        for each in SUMS:
            both = compared(report.record, each)
            sheet.write_string(self.row, 0, rule(each), self.plain)
            if both is not None:
                sheet.write_formula(self.row, 1, _formula(each.left, places), self.plain, both.left)
                sheet.write_formula(self.row, 2, _formula(each.right, places), self.plain, both.right)
                answer = "是" if both.left == both.right else "否"
                n = self.row + 1
                sheet.write_formula(self.row, 3, f'=IF(B{n}=C{n},"是","否")', self.plain, answer)
            self.row += 1


def _formula(cells: Iterable[Cell], places: dict[KeyPath, int]) -> str:
    """The sum of some cells of the form."""
    names = [f"'{_FORM}'!{chr(ord('B') + cell.column)}{places[cell.line] + 1}" for cell in cells]
    return f"=SUM({','.join(names)})"
