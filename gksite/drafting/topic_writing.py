"""Proposed topics written into a draft, with a doubt that keeps it from being published before somebody reads them."""

import copy
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from gksite.documents.yaml_reader import Document, parse
from gksite.documents.yaml_splice import Value, splice, with_item
from gksite.drafting.topic_proposals import ProposedTask
from gksite.model.records import NoticeFields, TaskRecord
from gksite.model.walk import KeyPath
from gksite.problems.problem import Phrase, Problems


def with_topics(document: Document, proposed: Sequence[ProposedTask]) -> str:
    """The text of a draft with what is proposed for some of its tasks, and one doubt more that says so."""
    topics = {(*each.key_path, "topics"): [proposal.id for proposal in each.proposals] for each in proposed}
    message = "第{first}项至第{last}项中 {count} 项的主题是 gksite topics 按字面提示的，还没有核对；请逐项核对 topics"
    numbers = [each.task.number for each in proposed]
    told = Phrase(message, first=numbers[0], last=numbers[-1], count=len(numbers))
    doubt = {"kind": "other", "text": told.text(str)}
    data = parse(document, Problems())
    changes: list[tuple[KeyPath, Value]] = [(place, [*ids]) for place, ids in topics.items()]
    if not data.get("doubts"):
        changes.append((("doubts",), [doubt]))
    text = splice(document.text, changes, _key_order)
    if data.get("doubts"):
        text = with_item(text, "doubts", doubt)
    if parse(replace(document, text=text), Problems()) != _expected(data, topics, doubt):
        raise ValueError("the splice changed more than was asked for")
    return text


def _key_order(key_path: KeyPath) -> tuple[str, ...]:
    """The order of the keys beside the last step of a place."""
    if len(key_path) == 1:
        return tuple(NoticeFields.model_fields)
    return tuple(TaskRecord.model_fields)


def _expected(data: Any, topics: Mapping[KeyPath, list[str]], doubt: Mapping[str, str]) -> Any:
    """Plain data with the topics and the doubt in it."""
    changed = copy.deepcopy(data)
    for key_path, ids in topics.items():
        target = changed
        for step in key_path[:-1]:
            target = target[step]
        target[key_path[-1]] = ids
    changed["doubts"] = [*(data.get("doubts") or ()), doubt]
    return changed
