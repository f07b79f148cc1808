"""What is overdue or soon due, by office: for the terminal, and as a page for the office that is not published."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html import escape

from gksite.catalogue.due import Duty, duties, is_overdue, is_soon
from gksite.catalogue.forms import UNSTATED
from gksite.model.catalogue import RHYTHMS, Catalogue, CatalogueRow
from gksite.problems.problem import Phrase
from gksite.problems.translations import Translate

_STYLE = (
    "body{max-width:60rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 sans-serif;color:#1b1b1b}"
    "table{border-collapse:collapse;width:100%;margin-bottom:2rem}"
    "th,td{border:1px solid #767676;padding:.4rem .6rem;text-align:start;vertical-align:top}"
    "caption{text-align:start;font-weight:bold;font-size:1.2rem;padding:.4rem 0}thead th{background:#eef2f6}"
)


@dataclass(frozen=True, slots=True)
class OfficeDuties:
    """What an office has to bring up to date, the earliest first."""

    agency: str
    office: str
    duties: tuple[Duty, ...]


def pressing(catalogue: Catalogue, today: date) -> list[Duty]:
    """What is overdue or soon due, the earliest first."""
    found = [duty for duty in duties(catalogue) if is_overdue(duty, today) or is_soon(duty, today)]
    return sorted(found, key=lambda duty: (duty.due, duty.index))


def by_office(found: Iterable[Duty]) -> list[OfficeDuties]:
    """Duties by the office that has them, in the order of their names."""
    groups: dict[tuple[str, str], list[Duty]] = {}
    for duty in found:
        groups.setdefault((duty.row.agency or UNSTATED, duty.row.owner or UNSTATED), []).append(duty)
    return [OfficeDuties(agency, office, tuple(held)) for (agency, office), held in sorted(groups.items())]


def undated(catalogue: Catalogue) -> list[CatalogueRow]:
    """Rows with a rhythm of which nobody can tell when they were last brought up to date."""
    found = []
    for row in catalogue.record.rows:
        if row.is_open and row.update not in (None, "on change") and catalogue.last(row) is None:
            found.append(row)
    return found


def due_lines(catalogue: Catalogue, today: date) -> Iterator[Phrase]:
    """What is pressing, a line for each office and each of its matters."""
    found = pressing(catalogue, today)
    late = sum(is_overdue(duty, today) for duty in found)
    yield Phrase(
        "到 {today}：{late} 项已过期，{soon} 项在 30 天内到期。", today=today, late=late, soon=len(found) - late
    )
    for group in by_office(found):
        yield Phrase("{agency} {office}", agency=group.agency, office=group.office)
        for duty in group.duties:
            yield Phrase("  {due} {name}：{state}", due=duty.due, name=duty.row.name, state=_state(duty, today))
    rest = undated(catalogue)
    if rest:
        names = "、".join(row.name for row in rest[:5])
        message = "另有 {count} 项写了更新周期，页面却没有日期，算不出何时到期：{names}"
        yield Phrase(message, count=len(rest), names=names)


def _state(duty: Duty, today: date) -> Phrase:
    days = (duty.due - today).days
    if days < 0:
        return Phrase("已过期 {days} 天，最近一次 {last}", days=-days, last=duty.last)
    return Phrase("还有 {days} 天，最近一次 {last}", days=days, last=duty.last)


def due_page(catalogue: Catalogue, today: date, portal: str, tr: Translate) -> str:
    """The page for the office: a table for each, nothing fetched from elsewhere."""
    title = tr("{portal}：到期的主动公开事项").format(portal=portal)
    parts = [
        f'<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>',
        f'<meta name="robots" content="noindex">\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>',
    ]
    lines = [phrase.text(tr) for phrase in due_lines(catalogue, today)]
    parts.append(f"<p>{escape(lines[0])}{escape(tr('本页供内部使用，不发布。'))}</p>")
    for group in by_office(pressing(catalogue, today)):
        parts.append(_table(group, today, tr))
    if undated(catalogue):
        parts.append(f"<p>{escape(lines[-1])}</p>")
    return "\n".join(parts) + "\n</body>\n</html>\n"


def _table(group: OfficeDuties, today: date, tr: Translate) -> str:
    head = "".join(f'<th scope="col">{escape(tr(name))}</th>' for name in ("事项", "更新周期", "截止日期", "情况"))
    rows = []
    for duty in group.duties:
        rhythm = RHYTHMS[duty.row.update or "on change"]
        cells = (rhythm, duty.due.isoformat(), _state(duty, today).text(tr))
        shown = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        rows.append(f'<tr><th scope="row">{escape(duty.row.name)}</th>{shown}</tr>')
    caption = escape(f"{group.agency} {group.office}")
    body = "\n".join(rows)
    return f"<table>\n<caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
