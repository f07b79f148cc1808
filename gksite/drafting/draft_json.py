"""A draft in the published form of a notice (exports.notice_json): what is on no site yet is null."""

import json
from typing import Any

from gksite.drafting.agencies import Directory
from gksite.exports.notice_json import agency_form, notice_form, task_form
from gksite.model.records import Mention, NoticeFields
from gksite.model.walk import walk_tasks


def draft_json(notice: NoticeFields, jurisdiction_name: str | None, directory: Directory) -> str:
    """The JSON text of a notice, which may still lack what a published one must have."""
    tasks = []
    for step in walk_tasks(notice.sections):
        lead, support = (_cell(cell, directory) for cell in (step.task.lead, step.task.support))
        tasks.append(task_form(step.task, notice.id, step.under.headings, lead, support))
    form = notice_form(notice, jurisdiction_name, notice.year, tasks)
    return json.dumps(form, ensure_ascii=False, indent=2) + "\n"


def _cell(mentions: tuple[Mention, ...], directory: Directory) -> list[dict[str, Any]]:
    return [agency_form(directory.key(m.name), m.name, m.as_ or m.name) for m in mentions]
