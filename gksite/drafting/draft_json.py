"""A draft in the published form of a notice (exports.notice_json), with its doubts: what is on no site yet is null."""

import json
from typing import Any

from gksite.drafting.agencies import Directory
from gksite.exports.notice_json import agency_form, notice_form, position_form, task_form
from gksite.model.records import Mention, NoticeFields
from gksite.model.signatures import DoubtRecord
from gksite.model.walk import walk_tasks


def draft_json(notice: NoticeFields, jurisdiction_name: str | None, directory: Directory) -> str:
    """The JSON text of a notice, which may still lack what a published one must have."""
    tasks = []
    for step in walk_tasks(notice.sections):
        lead, support = (_cell(cell, directory) for cell in (step.task.lead, step.task.support))
        form = task_form(step.task, notice.id, step.under.headings, lead, support)
        tasks.append(form | {"doubts": _doubts(step.task.doubts)})
    form = notice_form(notice, jurisdiction_name, notice.year, tasks) | {"doubts": _doubts(notice.doubts)}
    return json.dumps(form, ensure_ascii=False, indent=2) + "\n"


def _doubts(doubts: tuple[DoubtRecord, ...]) -> list[dict[str, Any]]:
    """The questions to the editor, which no published notice has."""
    forms = []
    for doubt in doubts:
        place = position_form(doubt.place) if doubt.place else None
        forms.append({"kind": doubt.kind, "text": doubt.text, "place": place, "other": doubt.other})
    return forms


def _cell(mentions: tuple[Mention, ...], directory: Directory) -> list[dict[str, Any]]:
    return [agency_form(directory.key(m.name), m.name, m.as_ or m.name) for m in mentions]
