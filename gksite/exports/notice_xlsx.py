"""A notice as a workbook to edit in WPS or Excel; `gksite import` takes back exactly the cells that were changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from math import ceil
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter

from gksite.model.records import Mention, NoticeRecord, SectionRecord, TaskRecord
from gksite.problems import RequestError

MARKER = "gksite/workbook/1"
"""The first cell of the hidden sheet that holds what every cell said when it was exported."""
LONGEST_CELL = 32_767
"""Characters that Excel keeps in a cell."""
FACTS = {
    "title": "标题",
    "number": "发文字号",
    "issuer": "发文机关",
    "issued": "成文日期",
    "printed": "印发日期",
    "addressees": "主送",
    "preamble": "正文",
    "table_title": "表名",
    "review": "校注",
    "closing": "落款",
    "cc": "抄送",
}
TASK = {
    "title": "题目",
    "requirement": "工作要求",
    "lead": "牵头单位",
    "support": "责任单位",
    "remark": "备注",
    "review": "校注",
}
ABOVE = "above"
"""The field of the headings that a row stands under, which nobody may change."""
TASK_HEAD = ("序号", "所属部分", *TASK.values())
SECTION_HEAD = ("部分", "上级", "标题")
FACT_HEAD = ("项目", "名称", "内容")
_WIDTHS = {
    "tasks": (5, 18, 22, 56, 16, 22, 10, 18),
    "sections": (6, 50, 80),
    "facts": (12, 12, 110),
    "names": (60,),
    "explanation": (120,),
}
"""Of the columns of a sheet, in letters; those of the tasks fit on a page of A4."""
_LINE = 15
"""Points from one line of a cell to the next."""
_TALLEST = 409
"""Points that a row of Excel may be tall."""
_NAMES = "单位"
_A4 = 9
"""Excel's number for the paper."""
_CREATED = datetime(2000, 1, 1)
_CHOSEN = ("lead", "support")
EXPLANATION = (
    "这份工作簿由 gksite 导出，用来在 WPS 或 Excel 里改一份通知；改完保存，再用 gksite import 写回。",
    "只改白色的格子。灰色的格子（序号、项目、部分）用来认出每一格，改了就不能写回。",
    "不要增加或删除行，不要合并格子：增删任务和部分请直接改通知的 YAML 文件。列宽、行高、筛选随意。",
    "表有保护，没有密码。要排序，先在“审阅”里撤销工作表保护。",
    "牵头单位、责任单位：一格里有几个单位时，一行写一个（按 Alt+Enter 换行），也可以用顿号隔开。",
    "下拉框列出已登记的单位，选中一个会替换整格。",
    "单位在来源里的其他写法（as）不显示；单位没有改动时，它照样保留。",
    "日期写成 2018-06-12。抄送一行写一个。一格清空，就是删去这一项。",
    "以“=”开头的文字只是文字，不会当作公式计算。",
    "没有改过的格子，写回时一个字也不动，YAML 里的注释和顺序都保留。",
    "导出以后 YAML 也改过的，写回时逐格比较：只有两边都改了同一格，才要人来定。",
)


@dataclass(frozen=True, slots=True)
class WorkCell:
    """A cell that can be edited: its key in the workbook, its place in the YAML, and its text."""

    key: str
    loc: tuple[str | int, ...]
    text: str


def cells(record: NoticeRecord) -> Iterator[WorkCell]:
    """Every cell that can be edited: the facts of the header, the headings, the tasks."""
    for field in FACTS:
        value = getattr(record, field)
        text = "\n".join(value) if field == "cc" else str(value or "")
        yield WorkCell(f"notice/{field}", (field,), text)
    for number, (loc, section) in enumerate(_sections(record.sections, ("sections",)), 1):
        yield WorkCell(f"section/{number}/title", (*loc, "title"), section.title)
        for i, task in enumerate(section.tasks):
            for field in TASK:
                yield WorkCell(f"task/{task.number}/{field}", (*loc, "tasks", i, field), _text(task, field))


def _sections(
    sections: Sequence[SectionRecord], loc: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], SectionRecord]]:
    for i, section in enumerate(sections):
        yield (*loc, i), section
        yield from _sections(section.sections, (*loc, i, "sections"))


def _text(task: TaskRecord, field: str) -> str:
    value = getattr(task, field)
    return "\n".join(_name(m) for m in value) if field in ("lead", "support") else value or ""


def _name(mention: Mention) -> str:
    return mention.name


def workbook(record: NoticeRecord, names: Sequence[str]) -> bytes:
    """The workbook; `names` are the agencies to choose from. Raises RequestError for a text longer than a cell."""
    stream = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": record.title, "created": _CREATED})
        writer = _Writer(book, {cell.key: cell.text for cell in cells(record)})
        writer.tasks(record, len(names))
        writer.sections(record)
        writer.facts()
        writer.names(names)
        writer.explanation()
        writer.origin(record.id)
    return stream.getvalue()


class _Writer:
    """One pass over the sheets of a workbook."""

    def __init__(self, book: Any, texts: dict[str, str]) -> None:
        self.book, self.texts, self.above = book, texts, dict[str, str]()
        look = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF", "num_format": "@"}
        self.open = book.add_format(look | {"locked": False})
        self.fixed = book.add_format(look | {"bg_color": "#EDEDED"})
        self.head = book.add_format(look | {"bg_color": "#D9E2EC", "bold": True})

    def tasks(self, record: NoticeRecord, known: int) -> None:
        """A row per task."""
        sheet = self.sheet("任务", TASK_HEAD, "tasks", columns=2)
        row = 0
        for above, section in _with_headings(record.sections, ()):
            for task in section.tasks:
                row += 1
                self.above[f"task/{task.number}/{ABOVE}"] = "\n".join(above)
                texts = [self.texts[f"task/{task.number}/{field}"] for field in TASK]
                self.line(sheet, "tasks", row, [str(task.number), "\n".join(above), *texts], fixed=2)
        sheet.autofilter(0, 0, row, len(TASK_HEAD) - 1)
        for column, field in enumerate(TASK, 2):
            if field in _CHOSEN and known:
                choice = f"='{_NAMES}'!$A$2:$A${known + 1}"
                rule = {"validate": "list", "source": choice, "show_error": False}
                sheet.data_validation(1, column, row, column, rule)

    def sections(self, record: NoticeRecord) -> None:
        """A row per heading."""
        sheet = self.sheet("部分", SECTION_HEAD, "sections")
        for number, (above, _) in enumerate(_with_headings(record.sections, ()), 1):
            self.above[f"section/{number}/{ABOVE}"] = "\n".join(above[:-1])
            texts = [str(number), "\n".join(above[:-1]), self.texts[f"section/{number}/title"]]
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
        self.put(sheet, 0, 0, MARKER, None)
        self.put(sheet, 0, 1, notice, None)
        for row, (key, text) in enumerate((self.texts | self.above).items(), 1):
            self.put(sheet, row, 0, key, None)
            self.put(sheet, row, 1, text, None)

    def sheet(self, name: str, head: Sequence[str], widths: str, columns: int = 1) -> Any:
        """A protected sheet whose head row and first columns stay in view, to be printed on A4."""
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(_WIDTHS[widths]):
            sheet.set_column(column, column, width)
        for column, text in enumerate(head):
            self.put(sheet, 0, column, text, self.head)
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
            self.put(sheet, row, column, text, self.fixed if column < fixed else self.open)
        tall = max(_lines(text, width) for text, width in zip(texts, _WIDTHS[widths], strict=True))
        sheet.set_row(row, min(_LINE * tall + 3, _TALLEST))

    def put(self, sheet: Any, row: int, column: int, text: str, look: Any) -> None:
        """A text as text, never as a formula, a number or a link."""
        if len(text) > LONGEST_CELL:
            raise RequestError("“{text}”超过 Excel 一格 {limit} 字的上限，不能导出", text=text, limit=LONGEST_CELL)
        if text:
            sheet.write_string(row, column, text, look)
        else:
            sheet.write_blank(row, column, None, look)


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a column; a Chinese character is a little wider than two letters."""
    room = width - 1
    wide = [sum(2.2 if east_asian_width(c) in "WFA" else 1 for c in line) for line in text.split("\n")]
    return sum(max(1, ceil(length / room)) for length in wide)


def _with_headings(
    sections: Sequence[SectionRecord], above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], SectionRecord]]:
    for section in sections:
        path = (*above, section.title)
        yield path, section
        yield from _with_headings(section.sections, path)
