"""Excel's .xlsx: every sheet a table; stored values only, never a formula; what is out of sight is marked and told."""

from dataclasses import replace

from gksite.model.blocks import Margin, Table
from gksite.problems.problem import Phrase
from gksite.readers.content import Content, Progress
from gksite.readers.limits import DAMAGED, Unreadable
from gksite.readers.office_margins import file_margins
from gksite.readers.package import Package, attribute, unpack
from gksite.readers.xlsx_book import StoredBook, read_book
from gksite.readers.xlsx_margins import sheet_margins
from gksite.readers.xlsx_sheets import StoredSheet


def read(data: bytes, progress: Progress) -> Content:
    """The sheets of an .xlsx as tables. Raises Unreadable where it is unsafe, too long or damaged."""
    package = unpack(data, streamed="xl/worksheets/")
    main = package.main()
    root = package.tree(main)
    related = package.related(main)
    book = read_book(package, root, dict(related.values()))
    sheets = list(root.iterfind("{*}sheets/{*}sheet"))
    tables: list[Table] = []
    remarks: list[Phrase] = []
    questions: list[Phrase] = []
    margins: list[Margin] = []
    for done, element in enumerate(sheets, 1):
        kind, part = related.get(attribute(element, "id") or "", ("", ""))
        if kind == "worksheet":
            sheet = _read_sheet(package, part, book)
            table = sheet.table(done, hidden=element.get("state", "visible") != "visible")
            if table.cells:
                tables.append(replace(table, name=element.get("name") or ""))
            remarks += sheet.remarks(element)
            margins += sheet_margins(package, part, element, sheet, table)
            questions += sheet.questions(element, table)
        progress(done, len(sheets))
    if not sheets:
        raise Unreadable(DAMAGED, detail=main)
    margins += file_margins(package)
    return Content(tuple(tables), (), tuple(remarks), tuple(margins), tuple(questions))


def _read_sheet(package: Package, part: str, book: StoredBook) -> StoredSheet:
    sheet = StoredSheet(book)
    for element in package.stream(part, "col", "c", "row", "mergeCell"):
        sheet.take(element)
    sheet.commented = any(kind == "comments" for kind, _ in package.related(part).values())
    return sheet
