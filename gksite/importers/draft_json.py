"""A draft in the published form of a notice ("gksite/notice/1"): what is on no site yet is null."""

import json
from typing import Any

from gksite.exports.notice_json import agency_form, notice_form, task_form
from gksite.importers.agencies import Directory
from gksite.model.records import Mention, NoticeRecord, SectionRecord


def published(notice: NoticeRecord, place: str | None, directory: Directory) -> str:
    """The JSON text of a notice; `place` is the name of its jurisdiction, what is empty is null."""
    tasks = [task for section in notice.sections for task in _tasks(section, (), notice.id, directory)]
    form = notice_form(notice, place, notice.year, tasks)
    form |= {"id": notice.id or None, "jurisdiction": {"id": notice.jurisdiction or None, "name": place}}
    return json.dumps(form | {"title": notice.title or None}, ensure_ascii=False, indent=2) + "\n"


def _tasks(section: SectionRecord, above: tuple[str, ...], notice: str, directory: Directory) -> list[dict[str, Any]]:
    path = (*above, section.title)
    own = [
        task_form(task, notice, path, _cell(task.lead, directory), _cell(task.support, directory))
        for task in section.tasks
    ]
    return own + [task for inner in section.sections for task in _tasks(inner, path, notice, directory)]


def _cell(mentions: tuple[Mention, ...], directory: Directory) -> list[dict[str, Any]]:
    return [agency_form(directory.key(m.name), m.name, m.as_ or m.name) for m in mentions]
