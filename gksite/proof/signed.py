"""What each signature was given for: signed once, a field and its source stay as they were, or are signed again."""

import hashlib
import json
from collections.abc import Iterator

from gksite.documents.shapes import Entry
from gksite.model.records import NoticeRecord
from gksite.model.signatures import Difference
from gksite.model.site import SourceFile
from gksite.model.verified import SignedDifference
from gksite.model.walk import KeyPath, walk_tasks
from gksite.problems.problem import Code, Problem
from gksite.proof.deviations import mention_of
from gksite.read import Records

CHANGED_SINCE = Code(
    "GK239",
    "“{field}”在签名（{by}，{on}）以后又改过，或者来源换过；请再对照一遍，确应这样的，把签名的 on 改成今天",
    why="签名是对当时的文字负责；以后改成别的，不能还算签过名。",
    mend="对照来源再看一遍：改错了的恢复；确应不同的，由负责的人把 by 和 on 改成自己和今天。",
)


def signed_differences(records: Records, problems: list[Problem]) -> tuple[SignedDifference, ...]:
    """What every signature of these notices was given for, those given before as they were; problems are added."""
    remembered = {_mark(signed): signed for signed in records.verified.signed}
    found = []
    for entry in records.notices:
        for key_path, difference, now in _signatures(entry, records.source_of(entry.record)):
            before = remembered.get(_mark(now), now)
            found.append(before)
            if before != now:
                place = entry.document.location(key_path)
                values = {"field": difference.field, "by": difference.by, "on": difference.on}
                problems.append(Problem(CHANGED_SINCE, place, **values))
    return tuple(found)


def _mark(signed: SignedDifference) -> SignedDifference:
    """Which signature it is, whatever it was given for."""
    return signed.model_copy(update={"sha256": ""})


def _signatures(
    entry: Entry[NoticeRecord], source: SourceFile | None
) -> Iterator[tuple[KeyPath, Difference, SignedDifference]]:
    record = entry.record
    for i, difference in enumerate(record.differs):
        value = record.model_dump(mode="json", exclude_defaults=True).get(difference.field)
        yield ("differs", i), difference, _signed(record.id, None, difference, value, source)
    for step in walk_tasks(record.sections):
        for i, difference in enumerate(step.task.differs):
            number, plain = step.task.number, step.task.model_dump(mode="json", exclude_defaults=True)
            value = _value(plain, difference.field)
            yield (*step.key_path, "differs", i), difference, _signed(record.id, number, difference, value, source)


def _value(task: dict[str, object], field: str) -> object:
    """What a task says in a field: of `task` all that is public, of `lead NAME` the agency of that name."""
    if field == "task":
        return {key: value for key, value in task.items() if key not in ("differs", "review")}
    role, name = mention_of(field)
    if not name:
        return task.get(field)
    mentions = task.get(role)
    return [mention for mention in mentions if mention["name"] == name] if isinstance(mentions, list) else None


def _signed(
    notice: str, task: int | None, difference: Difference, value: object, source: SourceFile | None
) -> SignedDifference:
    held = json.dumps([value, source and source.sha256], ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(held.encode()).hexdigest()
    return SignedDifference(
        notice=notice, task=task, field=difference.field, by=difference.by, on=difference.on, sha256=digest
    )
