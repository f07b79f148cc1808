"""The tables of tasks as files: data/tasks.*, data/notices/<id>.* and data/agencies/<place>/<id>.csv."""

from collections.abc import Iterable, Iterator, Sequence

from gksite.exports.about import newest
from gksite.exports.notice_json import newest_day
from gksite.exports.task_table import COLUMNS, OF_AN_AGENCY, Column, Row, rows, texts
from gksite.exports.task_workbook import workbook
from gksite.model.outputs import Output
from gksite.model.site import AgencyKey, Site, TaskKey
from gksite.problems.problem import Phrase
from gksite.text.dates import iso_day
from gksite.text.delimited import csv_bytes

ALL = "data/tasks"
"""Where the tables of all tasks stand, without their endings."""


def of_notice(id: str) -> str:
    """Where the tables of a notice stand, without their endings."""
    return f"data/notices/{id}"


def of_agency(key: AgencyKey) -> str:
    """Where the files of an agency stand, without their endings."""
    return f"data/agencies/{key.written}"


def csv_exports(site: Site) -> Iterator[Output]:
    """A CSV file of all tasks, one per notice, and one per agency with its role in each."""
    found: dict[TaskKey, Row] = {}
    for notice in site.notices.values():
        told = rows(notice, site)
        found |= zip((task.key for task in notice.tasks), told, strict=True)
        yield _csv(of_notice(notice.id), COLUMNS, told, Phrase("通知 {id} 的表格", id=notice.id))
    yield _csv(ALL, COLUMNS, found.values(), Phrase("全部任务的表格"))
    for agency in site.agencies.values():
        key, duties = agency.key, site.duties[agency.key]
        told = [{"role": "lead", **found[task]} for task in duties.lead]
        told += [{"role": "support", **found[task]} for task in duties.support]
        origin = Phrase("单位 {id} 的表格", id=key.written)
        yield _csv(of_agency(key), OF_AN_AGENCY, told, origin)


def xlsx_exports(site: Site) -> Iterator[Output]:
    """A workbook of all tasks, and one per notice."""
    found: list[Row] = []
    for notice in site.notices.values():
        told = rows(notice, site)
        found += told
        title, day = notice.record.title, iso_day(newest_day(notice.record))
        origin = Phrase("通知 {id} 的表格", id=notice.id)
        yield Output(f"{of_notice(notice.id)}.xlsx", content=workbook(title, told, day, site), origin=origin)
    book = workbook(site.config.name, found, newest(site), site)
    yield Output(f"{ALL}.xlsx", content=book, origin=Phrase("全部任务的表格"))


def _csv(path: str, columns: Sequence[Column], told: Iterable[Row], origin: Phrase) -> Output:
    lines = [[column.id for column in columns]]
    lines += [texts(row, columns) for row in told]
    return Output(f"{path}.csv", content=csv_bytes(lines), origin=origin)
