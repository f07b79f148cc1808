"""A notice as a workbook to edit in WPS or Excel; `gksite import` takes back exactly the cells that were changed."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from gksite.documents.workbook_file import height, open_book, put_text
from gksite.model.records import NoticeFields
from gksite.model.walk import walk_sections
from gksite.workbook.cells import (
    ABOVE,
    AGENCY_FIELDS,
    FACT_HEAD,
    FACTS,
    LIMITS,
    LIMITS_HEAD,
    MARKER,
    SECTION_HEAD,
    TASK,
    TASK_HEAD,
    cells,
    limits_in_words,
)

_WIDTHS = {
    "tasks": (5, 18, 22, 46, 16, 20, 10, 10, 12, 10, 14),
    "sections": (6, 50, 80),
    "facts": (12, 20, 104),
    "names": (60,),
    "explanation": (120,),
}
"""Of the columns of a sheet, in letters; those of the tasks fit on a page of A4."""
_NAMES = "单位"
_A4 = 9
"""Excel's number for the paper."""
EXPLANATION = (
    "这份工作簿由 gksite 导出，用来在 WPS 或 Excel 里改一份通知；改完保存，再用 gksite import 写回。",
    "只改白色的格子。灰色的格子（序号、项目、部分）用来认出每一格，改了就不能写回。",
    "不要增加或删除行，不要合并格子：增删任务和部分请直接改通知的 YAML 文件。列宽、行高、筛选随意。",
    "表有保护，没有密码。要排序，先在“审阅”里撤销工作表保护。",
    "牵头单位、责任单位：一格里有几个单位时，一行写一个（按 Alt+Enter 换行），也可以用顿号隔开。",
    "下拉框列出已登记的单位，选中一个会替换整格。",
    "单位在来源里的其他写法（as）不显示；单位没有改动时，它照样保留。",
    "日期写成 2018-06-12。抄送一行写一个。一格清空，就是删去这一项。",
    "“说明（给读者）”在页面上显示，写一句话；“审校备注（不公开）”只给编辑看，从不出现在网站和数据里。",
    "以“=”开头的文字只是文字，不会当作公式计算。",
    "时限一栏从通知的文字和 YAML 里读出，只供查看；要改时限，请直接改 YAML 里的 deadlines。",
    "没有改过的格子，写回时一个字也不动，YAML 里的注释和顺序都保留。",
    "导出以后 YAML 也改过的，写回时逐格比较：只有两边都改了同一格，才要人来定。",
)


def workbook(record: NoticeFields, names: Sequence[str]) -> bytes:
    """The workbook; `names` are the agencies to choose from. Raises RequestError for a text longer than a cell."""
    stream = BytesIO()
    with open_book(stream, title=record.title or "") as book:
        writer = _WorkbookWriter(book, {cell.key: cell.text for cell in cells(record)})
        writer.tasks(record, len(names))
        writer.sections(record)
        writer.facts()
        writer.names(names)
        writer.explanation()
        writer.origin(record.id or "")
    return stream.getvalue()


class _WorkbookWriter:
    """One pass over the sheets of a workbook."""

    def __init__(self, book: Any, texts: dict[str, str]) -> None:
        self.book, self.texts, self.above = book, texts, dict[str, str]()
        look = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF", "num_format": "@"}
        self.open = book.add_format(look | {"locked": False})
        self.fixed = book.add_format(look | {"bg_color": "#EDEDED"})
        self.head = book.add_format(look | {"bg_color": "#D9E2EC", "bold": True})

    def tasks(self, record: NoticeFields, known: int) -> None:
        """A row per task."""
        head = (*TASK_HEAD, *TASK.values(), LIMITS_HEAD)
        sheet = self.sheet("任务", head, "tasks", columns=2)
        row = 0
        for step in walk_sections(record.sections):
            above = "\n".join(step.headings)
            for task in step.section.tasks:
                row += 1
                self.above[f"task/{task.number}/{ABOVE}"] = above
                texts = [self.texts[f"task/{task.number}/{field}"] for field in TASK]
                limits = limits_in_words(task, record)
                self.above[f"task/{task.number}/{LIMITS}"] = limits
                self.line(sheet, "tasks", row, [str(task.number), above, *texts, limits], fixed=2)
                put_text(sheet, row, len(head) - 1, limits, self.fixed)
        sheet.autofilter(0, 0, row, len(head) - 1)
        if not known:
            return
        choice = f"='{_NAMES}'!$A$2:$A${known + 1}"
        rule = {"validate": "list", "source": choice, "show_error": False}
        for column, field in enumerate(TASK, 2):
            if field in AGENCY_FIELDS:
                sheet.data_validation(1, column, row, column, rule)

    def sections(self, record: NoticeFields) -> None:
        """A row per heading."""
        sheet = self.sheet("部分", SECTION_HEAD, "sections")
        for number, step in enumerate(walk_sections(record.sections), 1):
            above = "\n".join(step.headings[:-1])
            self.above[f"section/{number}/{ABOVE}"] = above
            texts = [str(number), above, self.texts[f"section/{number}/title"]]
            self.line(sheet, "sections", number, texts, fixed=2)

    def facts(self) -> None:
        """A row per fact of the header."""
        sheet = self.sheet("通知", FACT_HEAD, "facts")
        for row, (field, label) in enumerate(FACTS.items(), 1):
            self.line(sheet, "facts", row, [field, label, self.texts[f"notice/{field}"]], fixed=2)

    def names(self, names: Sequence[str]) -> None:
        """The agencies to choose from."""
        sheet = self.sheet(_NAMES, ("已登记的单位",), "names")
        for row, name in enumerate(names, 1):
            self.line(sheet, "names", row, [name], fixed=1)

    def explanation(self) -> None:
        """How to edit, in words."""
        sheet = self.sheet("说明", ("怎样改这份工作簿",), "explanation")
        for row, line in enumerate(EXPLANATION, 1):
            self.line(sheet, "explanation", row, [line], fixed=1)

    def origin(self, notice: str) -> None:
        """What every cell said at the time of export, out of sight."""
        sheet = self.book.add_worksheet("gksite")
        sheet.very_hidden()
        put_text(sheet, 0, 0, MARKER, None)
        put_text(sheet, 0, 1, notice, None)
        for row, (key, text) in enumerate((self.texts | self.above).items(), 1):
            put_text(sheet, row, 0, key, None)
            put_text(sheet, row, 1, text, None)

    def sheet(self, name: str, head: Sequence[str], widths: str, columns: int = 1) -> Any:
        """A protected sheet whose head row and first columns stay in view, to be printed on A4."""
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(_WIDTHS[widths]):
            sheet.set_column(column, column, width)
        for column, text in enumerate(head):
            put_text(sheet, 0, column, text, self.head)
        sheet.freeze_panes(1, columns if len(head) > 1 else 0)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.set_footer("&C&P / &N")
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})
        return sheet

    def line(self, sheet: Any, widths: str, row: int, texts: Sequence[str], fixed: int) -> None:
        """A row of cells, the first of them not to be changed; tall enough for its text in every program."""
        for column, text in enumerate(texts):
            look = self.fixed if column < fixed else self.open
            put_text(sheet, row, column, text, look)
        sheet.set_row(row, height(texts, _WIDTHS[widths]))
