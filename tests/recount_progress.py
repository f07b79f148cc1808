"""The rules of `recount` for what became of tasks: in which state they are, by agency, and the days of updates."""

import re
from typing import Any

from recount import Data, Key, Rule, Said, always

STATES = ("无公开证据", "未启动", "有限进展", "实质进展", "已完成", "不再推进")
TIMES = ("提前", "按时", "逾期")


def _now(task: dict[str, Any]) -> dict[str, Any] | None:
    """The update that tells how a task stands: a correction stands on the day of the one that it corrects."""
    standing: dict[str, dict[str, Any]] = {}
    for update in task["updates"]:
        day = update["date"]
        if update["corrects"]:
            day = next(key for key, each in standing.items() if update["corrects"] in (key, each["date"]))
        standing[day] = update
    return standing[max(standing)] if standing else None


def _counted(data: Data, key: Key, words: str) -> int:
    """The tasks that an agency leads, those in a state, or those that came early, on time or late."""
    led = data.role(key, "lead")
    if words == "牵头":
        return len(led)
    count = 0
    for id in led:
        now = _now(data.tasks[id])
        state, time = (now["status"], now["timeliness"]) if now else (STATES[0], None)
        count += words in (state, time)
    return count


def _agency(said: Said) -> Key:
    parts = said.page.url.split("/")
    return parts[1], parts[2]


def _cell(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """A cell of the table of all agencies."""
    if said.page.url != "progress/":
        return None
    cell = next(e for e in (said.element, *said.element.iterancestors()) if e.tag == "td")
    target = said.page.target(cell.getparent().find("th/a").get("href")).split("/")
    return _counted(data, (target[1], target[2]), cell.get("data-label")) == int(match[1])


def _listed(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """The heading of a list of tasks, of one agency or of those that none leads."""
    if said.page.url == "progress/":
        return sum(not task["lead"] for task in data.tasks.values()) == int(match[1])
    if said.page.kind != "agency-progress":
        return None
    return _counted(data, _agency(said), (said.element.getparent().text or "").strip()) == int(match[1])


def _led(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    if said.page.kind != "agency-progress":
        return None
    return _counted(data, _agency(said), "牵头") == int(match[1])


def _day(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """A day of an update or of its evidence, on the page of its task."""
    if said.page.kind != "task":
        return None
    _, notice, _, number, *_ = said.page.url.split("/")
    days = set()
    for update in data.tasks[f"{notice}/{number}"]["updates"]:
        days |= {update["date"], update["corrects"], *(each["date"] for each in update["evidence"])}
    year, month, day = match.groups()[:3]
    return f"{year}-{int(month):02}-{int(day):02}" in days or None


PROGRESS: list[Rule] = [
    (r"(\d+)", _cell),
    (r"(\d+) 项", _listed),
    (r"牵头 (\d+) 项，", _led),
    (r"(?:更正 |这一条已由 )?(\d{4})年(\d{1,2})月(\d{1,2})日(?: 的一条。| 的一条更正。)?", _day),
    (r"存档副本的 SHA-256", always),
]
"""Patterns of whole texts, the first that fits and is for the page decides."""
