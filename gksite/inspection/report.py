"""What an inspector reads: what was looked at, what was found, who answers for what, and what nobody has looked at."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from gksite.inspection.row import Met, Row
from gksite.inspection.rows import FAMILIES, ROWS, served
from gksite.model.waivers import Waiver
from gksite.problems.problem import Code, Level, Phrase, Problem, Problems
from gksite.problems.translations import Translate

LEVELS = {Level.ERROR: "错误", Level.OBSTACLE: "发布前", Level.WARNING: "提醒", Level.NOTE: "说明"}
"""What a level is called, the gravest first."""
STYLE = """\
body { margin: 2rem auto; padding: 0 1rem; max-width: 72rem; font: 1rem/1.7 sans-serif; }
body { color: #1a222c; background: #fff; }
table { width: 100%; margin: 0 0 1.5rem; border-collapse: collapse; }
caption { margin: 0 0 .4rem; text-align: start; font-weight: 700; }
th, td { padding: .4rem .6rem; border: 1px solid #66758a; text-align: start; vertical-align: top; }
th, td { overflow-wrap: anywhere; }
thead th { background: #e3ebf4; }
dt { font-weight: 700; }
dd { margin: 0 0 .5rem; overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } thead { display: table-header-group; } }
"""
"""The look of a report, which is a file for a desk and no page of the site."""


@dataclass(frozen=True, slots=True)
class OuterSite:
    """A host of others that pages lead to: since when, when it was looked at last, and on how many pages."""

    host: str
    since: date | None
    looked: date | None
    pages: int


@dataclass(frozen=True, slots=True)
class Inspection:
    """One check of a portal; `pages` is 0 where errors kept its pages from being made."""

    portal: str
    day: date
    digest: str
    version: str
    pages: int
    problems: Problems
    waivers: Sequence[Waiver] = ()
    outer: Sequence[OuterSite] = ()


Cell = str | Phrase
"""What stands in a cell: a text as it is, or one to be said in the reader's language."""


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes HTML in a language."""

    tr: Translate

    def said(self, cell: Cell) -> str:
        """What a cell holds, as HTML."""
        return escape(cell.text(self.tr) if isinstance(cell, Phrase) else cell)

    def table(self, caption: Cell, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
        """A table whose rows are named by their first cell."""
        yield f"<table>\n<caption>{self.said(caption)}</caption>\n<thead>\n<tr>"
        for head in heads:
            yield f'<th scope="col">{escape(self.tr(head))}</th>'
        yield "</tr>\n</thead>\n<tbody>\n"
        for first, *others in rows:
            yield f'<tr><th scope="row">{self.said(first)}</th>'
            for cell in others:
                yield f"<td>{self.said(cell)}</td>"
            yield "</tr>\n"
        yield "</tbody>\n</table>\n"

    def heading(self, text: str, level: int = 2) -> str:
        """A heading."""
        return f"<h{level}>{escape(self.tr(text))}</h{level}>\n"

    def paragraph(self, phrase: Phrase) -> str:
        """A paragraph."""
        return f"<p>{self.said(phrase)}</p>\n"


def html_report(inspection: Inspection, codes: Iterable[Code], lang: str, tr: Translate) -> str:
    """The report as one HTML page without scripts and without anything of others."""
    writer = _Writer(tr)
    title = escape(f"{tr('检查报告')} - {inspection.portal}")
    parts = [
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        f'<meta name="robots" content="noindex">\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n',
        *_head(inspection, writer),
        *_found(inspection.problems, writer),
        *_waived(inspection, writer),
        *_looked_at(inspection, list(codes), writer),
        *_outer(inspection.outer, writer),
        *_left_alone(writer),
        "</main>\n</body>\n</html>\n",
    ]
    return "".join(parts)


def _head(inspection: Inspection, writer: _Writer) -> Iterator[str]:
    yield writer.heading("检查报告", 1)
    facts = (
        ("门户", inspection.portal),
        ("检查日期", inspection.day.isoformat()),
        ("内容的 SHA-256", inspection.digest),
        ("程序", f"gksite {inspection.version}"),
        ("网页", str(inspection.pages)),
    )
    yield "<dl>\n"
    for name, value in facts:
        yield f"<dt>{escape(writer.tr(name))}</dt><dd>{escape(value)}</dd>\n"
    yield "</dl>\n"
    yield writer.paragraph(_summary(inspection.problems))
    if not inspection.pages:
        yield writer.paragraph(
            Phrase("内容有错误，网页没有生成，与网页有关的各项这次没有检查；改正错误以后请再检查一次。")
        )
    yield writer.paragraph(Phrase("这份报告只说检查了什么、发现了什么；没有检查的各项和原因列在最后。"))


def _summary(problems: Problems) -> Phrase:
    counts = Counter(problem.code.level for problem in problems.sorted())
    if not counts and not problems.waived():
        return Phrase("在检查过的各项里没有发现问题。")
    return Phrase(
        "发现错误 {errors} 处，发布前要处理的 {obstacles} 处，提醒 {warnings} 处，说明 {notes} 处；"
        "另有 {waived} 处已经豁免。",
        errors=counts[Level.ERROR],
        obstacles=counts[Level.OBSTACLE],
        warnings=counts[Level.WARNING],
        notes=counts[Level.NOTE],
        waived=len(problems.waived()),
    )


def _found(problems: Problems, writer: _Writer) -> Iterator[str]:
    yield writer.heading("发现的问题")
    order = list(LEVELS)
    found = sorted(problems.sorted(), key=lambda problem: order.index(problem.code.level))
    if not found:
        yield writer.paragraph(Phrase("没有。"))
        return
    rows = []
    for problem in found:
        code, tr = problem.code, writer.tr
        clause = tr(code.clause) if code.clause else ""
        level = Phrase(LEVELS[code.level])
        rows.append((str(problem.location), level, problem.text(tr), tr(code.mend), clause, code.id))
    heads = ("位置", "级别", "问题", "怎样改", "依据", "编号")
    yield from writer.table(Phrase("发现的问题，重的在前"), heads, rows)


def _waived(inspection: Inspection, writer: _Writer) -> Iterator[str]:
    yield writer.heading("已经豁免的问题")
    rows = []
    for problem in inspection.problems.waived():
        waiver = _waiver(problem, inspection.waivers)
        if waiver is None:
            continue
        until = waiver.expires.isoformat() if waiver.expires else Phrase("历史文件，不限期")
        reasons = " ".join(filter(None, (waiver.reason, waiver.basis, waiver.assessment)))
        signed = f"{waiver.by} {waiver.on.isoformat()}"
        place, text = str(problem.location), problem.text(writer.tr)
        rows.append((place, text, reasons, signed, until, problem.code.id))
    if not rows:
        yield writer.paragraph(Phrase("没有。"))
        return
    heads = ("位置", "问题", "理由", "由谁负责", "到什么时候", "编号")
    yield from writer.table(Phrase("有人负责、可以不改的问题"), heads, rows)


def _waiver(problem: Problem, waivers: Iterable[Waiver]) -> Waiver | None:
    """The waiver that lets a finding stand."""
    for waiver in waivers:
        is_meant = (waiver.code, waiver.place) == (problem.code.id, problem.location.file)
        if is_meant and waiver.mark in (None, problem.mark):
            return waiver
    return None


def _looked_at(inspection: Inspection, codes: list[Code], writer: _Writer) -> Iterator[str]:
    yield writer.heading("检查了什么")
    serving = served(codes)
    counts = Counter(row for problem in inspection.problems.sorted() for row in problem.code.rows)
    heads = ("编号", "要求", "怎样检查", "发现")
    for letter, name in FAMILIES.items():
        rows = []
        for row in ROWS:
            if row.family != letter or row.met not in (Met.CODES, Met.BUILT):
                continue
            found = str(counts[row.id]) if inspection.pages or counts[row.id] else "—"
            rows.append((row.id, Phrase(row.words), _how(row, serving), found))
        if rows:
            yield from writer.table(Phrase(name), heads, rows)


def _how(row: Row, serving: dict[str, list[Code]]) -> Cell:
    if row.met is Met.BUILT:
        return Phrase("网站就是这样生成的")
    return " ".join(code.id for code in serving.get(row.id, ()))


def _outer(outer: Sequence[OuterSite], writer: _Writer) -> Iterator[str]:
    yield writer.heading("链接到的外部网站")
    if not outer:
        yield writer.paragraph(Phrase("没有。"))
        return
    rows = []
    for site in outer:
        since: Cell = site.since.isoformat() if site.since else Phrase("还没有登记")
        looked: Cell = site.looked.isoformat() if site.looked else ""
        rows.append((site.host, since, looked, str(site.pages)))
    heads = ("网站", "从哪天起链接", "最近一次查看", "网页")
    yield from writer.table(Phrase("请逐个打开看一遍：域名到期以后，可能已经是别的内容"), heads, rows)


def _left_alone(writer: _Writer) -> Iterator[str]:
    yield writer.heading("没有检查的，为什么")
    rows = []
    for row in ROWS:
        if row.why:
            rows.append((row.id, Phrase(row.words), Phrase(row.why)))
    yield from writer.table(Phrase("要上线以后去试、要由人判断，或者这里不检查的"), ("编号", "要求", "为什么"), rows)
