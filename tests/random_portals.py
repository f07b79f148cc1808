"""Small portals by a seed: places, agencies with groups, notices with sections and tasks; the same on every machine."""

import json
import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

NAMES = tuple(f"{word}局" for word in ("财政", "教育", "审计", "民政", "司法", "统计", "文化", "卫生", "公安", "水利"))
GROUPS = {"各部门": ["departments"], "各镇（街）": ["towns"], "各区": ["districts"], "各有关单位": None, "直属单位": []}
WORDS = tuple(re.findall("..", "公开推进完善落实加强财政预算信息解读回应办事指南平台目录审查机制网站热线统计培训"))
LIMITS = ("6月底前", "年底前", "每季度", "2个工作日内", "持续推进", "2019年3月15日前", "10月前", "上半年", "13月底前")
CITED = ("国办发〔2016〕80号", "闽政办[2017]12号", "国发（2015）3号", "省政办〔 2018 〕 7 号")
STATES = ("未启动", "有限进展", "实质进展", "已完成", "不再推进")
KINDS = ("department", "institution", "district", "enterprise")


def write(root: Path, seed: int) -> Path:
    """The portal of a seed in `root`."""
    dice = random.Random(seed)
    _put(root / "site.yaml", _settings(dice))
    topics = [f"t{i}" for i in range(dice.randint(0, 6))]
    number, notices = 0, []
    for place in range(dice.randint(1, 2)):
        agencies = _agencies(dice)
        name = f"第{place}市"
        _put(
            root / f"content/agencies/p{place}.yaml", {"jurisdiction": f"p{place}", "name": name, "agencies": agencies}
        )
        for _ in range(dice.randint(0 if place else 1, 2)):
            number += 1
            notices.append(_notice(dice, f"n{number}", f"p{place}", name, agencies, topics))
            _put(root / f"content/notices/n{number}.yaml", notices[-1])
    if topics:
        _put(root / "content/topics.yaml", {"topics": _topics(dice, topics)})
    if len(notices) > 1:
        _put(root / "content/comparisons.yaml", {"comparisons": _comparisons(dice, notices)})
    return root


def _topics(dice: random.Random, ids: list[str]) -> list[dict[str, Any]]:
    """A tree of two levels over some ids."""
    made: list[dict[str, Any]] = []
    for id in ids:
        topic: dict[str, Any] = {"id": id, "title": f"主题{id[1:]}号"}
        if made and dice.random() < 0.5:
            dice.choice(made).setdefault("topics", []).append(topic)
        else:
            made.append(topic)
    return made


def _comparisons(dice: random.Random, notices: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Groups of tasks of two notices or more, some of them drafts."""
    groups = []
    for i in range(dice.randint(1, 3)):
        chosen = dice.sample(notices, dice.randint(2, len(notices)))
        tasks = [f"{notice['id']}/1" for notice in chosen]
        group: dict[str, Any] = {"id": f"c{i}", "title": f"第{i}组", "tasks": tasks}
        if dice.random() < 0.8:
            group["reviewed"] = {"by": "测试", "on": "2026-01-01"}
        else:
            group["draft"] = True
        groups.append(group)
    return groups


def _settings(dice: random.Random) -> dict[str, Any]:
    settings: dict[str, Any] = {"name": "随机门户"}
    if dice.random() < 0.5:
        settings["progress"] = True
    if dice.random() < 0.5:
        settings["url"] = "https://www.example.gov.cn/zwgk/"
    if dice.random() < 0.5:
        settings["licence"] = "可自由使用，注明来源"
    return settings


def _agencies(dice: random.Random) -> list[dict[str, Any]]:
    chosen = dice.sample(NAMES, dice.randint(2, 5))
    made: list[dict[str, Any]] = [
        {"id": f"a{i}", "name": f"市{name}", "kind": dice.choice(KINDS)} for i, name in enumerate(chosen)
    ]
    for i, name in enumerate(dice.sample(sorted(GROUPS), dice.randint(0, 3))):
        group: dict[str, Any] = {"id": f"g{i}", "name": name, "kind": "group"}
        if GROUPS[name] is not None:
            group["covers"] = GROUPS[name]
        elif dice.random() < 0.5:
            group["members"] = [agency["name"] for agency in dice.sample(made[: len(chosen)], 2)]
        made.append(group)
    return made


def _notice(
    dice: random.Random, id: str, place: str, name: str, agencies: list[dict[str, Any]], topics: list[str]
) -> dict[str, Any]:
    year = dice.choice([2016, 2018, 2018, 2021, 2026])
    numbers = iter(range(1, 100))
    notice: dict[str, Any] = {
        "id": id,
        "jurisdiction": place,
        "title": f"{name}{year}年政务公开工作任务分解表（{id}）",
        "year": year,
        "disclosure": "主动公开",
        "source": {"none": True, "reason": "随机生成，没有来源", "by": "测试", "on": "2026-01-01"},
        "sections": [_section(dice, numbers, agencies, topics, year, depth) for depth in range(dice.randint(1, 2))],
    }
    if dice.random() < 0.7:
        month = 1 if year == 2026 else dice.randint(1, 12)  # before every update
        notice["issued"] = f"{year}-{month:02}-01"
    if dice.random() < 0.5:
        notice["number"] = f"市政办〔{year}〕{dice.randint(1, 99)}号"
    if dice.random() < 0.4:
        notice["preamble"] = f"根据{dice.choice(CITED)}，请于{dice.choice(LIMITS)}报送。"
    if dice.random() < 0.2:
        notice["corrections"] = [{"date": f"{year}-12-{dice.randint(10, 28)}", "text": "第 1 项的单位有误，已改正。"}]
    return notice


def _section(
    dice: random.Random,
    numbers: Iterator[int],
    agencies: list[dict[str, Any]],
    topics: list[str],
    year: int,
    depth: int,
) -> dict[str, Any]:
    title = "".join(dice.sample(WORDS, 3)) + str(dice.randint(1, 99))
    tasks = [_task(dice, next(numbers), agencies, topics, year) for _ in range(dice.randint(1, 3))]
    section: dict[str, Any] = {"title": title, "tasks": tasks}
    if depth and dice.random() < 0.5:
        section["sections"] = [
            _section(dice, numbers, agencies, topics, year, depth - 1) for _ in range(dice.randint(1, 2))
        ]
    return section


def _task(
    dice: random.Random, number: int, agencies: list[dict[str, Any]], topics: list[str], year: int
) -> dict[str, Any]:
    task: dict[str, Any] = {"number": number, "requirement": _requirement(dice)}
    if dice.random() < 0.6:
        task["title"] = "".join(dice.sample(WORDS, 3))
    if dice.random() < 0.2:
        task["label"] = f"（{number + 1}）"
    chosen = dice.sample([agency["name"] for agency in agencies], dice.randint(0, min(4, len(agencies))))
    cut = dice.randint(0, len(chosen))
    task["lead"], task["support"] = chosen[:cut], chosen[cut:]
    if topics and dice.random() < 0.7:
        task["topics"] = dice.sample(topics, 1)
    if dice.random() < 0.3:
        task["updates"] = _updates(dice, year)
    return task


def _updates(dice: random.Random, year: int) -> list[dict[str, Any]]:
    """What became of a task, from the year after its notice's on, the oldest first."""
    made = []
    for month in sorted(dice.sample(range(1, 13), dice.randint(1, 3))):
        day = f"{year if year == 2026 else year + 1}-{month:02}-{dice.randint(1, 28):02}"
        seen = {"title": "公告", "date": day, "quote": "已经公开。", "url": "https://www.example.gov.cn/a/"}
        state = dice.choice(STATES)
        update = {"date": day, "status": state, "text": f"{month}月的情况。", "evidence": [seen | {"sha256": "0" * 64}]}
        made.append(update | {"reason": "等上级文件。", "remedy": "文件印发后办理。"})
    return made


def _requirement(dice: random.Random) -> str:
    parts = []
    for _ in range(dice.randint(1, 4)):
        more = dice.choice(["", "", dice.choice(LIMITS), f"按照{dice.choice(CITED)}"])
        parts.append(more + "".join(dice.sample(WORDS, dice.randint(3, 6))))
    return "，".join(parts) + "。"


def _put(file: Path, data: Mapping[str, Any]) -> None:
    """As JSON, which is YAML too."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
