"""A large portal made of the real notices' sentences, the same on every machine: ten places, 200 notices."""

import json
import random
import re
from pathlib import Path

import yaml

YEARS = range(2004, 2024)


def real(folder: Path) -> tuple[list[str], list[str], list[str]]:
    """The sentences, task titles and section titles of the repository's notices."""
    sentences: dict[str, None] = {}
    titles: dict[str, None] = {}
    sections: dict[str, None] = {}

    def walk(section: dict[str, object]) -> None:
        sections[str(section["title"])] = None
        for task in section.get("tasks") or ():  # type: ignore[attr-defined]
            titles.update({task["title"]: None} if task.get("title") else {})
            sentences.update(dict.fromkeys(re.findall(r"[^。；\n]+[。；]", task.get("requirement") or "")))
        for below in section.get("sections") or ():  # type: ignore[attr-defined]
            walk(below)

    for file in sorted((folder / "notices").glob("*.yaml")):
        for section in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["sections"]:
            walk(section)
    return list(sentences), list(titles), list(sections)


def agencies(folder: Path) -> list[str]:
    """The names of the repository's agencies."""
    files = sorted((folder / "agencies").glob("*.yaml"))
    found = (yaml.load(f.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["agencies"] for f in files)
    return list(dict.fromkeys(agency["name"] for listed in found for agency in listed))


def write(root: Path, content: Path, *, places: int = 10, notices: int = 20, tasks: int = 50, seed: int = 1) -> Path:
    """The portal in `root`: places × notices × tasks."""
    dice = random.Random(seed)
    sentences, titles, sections = real(content)
    names = agencies(content)
    for folder in ("notices", "agencies"):
        (root / "content" / folder).mkdir(parents=True)
    (root / "site.yaml").write_text("name: 大门户\n", encoding="utf-8")
    for p in range(places):
        place = f"place-{p}"
        listed = [{"id": f"a{i}", "name": name} for i, name in enumerate(names)]
        _put(root / f"content/agencies/{place}.yaml", {"jurisdiction": place, "name": f"第{p}市", "agencies": listed})
        for n in range(notices):
            parts, number = [], 0
            for title in dice.sample(sections, 5):
                made = []
                for _ in range(tasks // 5):
                    number += 1
                    made.append(_task(dice, number, sentences, titles, names))
                parts.append({"title": title, "tasks": made})
            year = YEARS[n % len(YEARS)]
            notice = {
                "id": f"{place}-n{n}",
                "jurisdiction": place,
                "title": f"第{p}市{year}年政务公开工作主要任务分解表",
                "number": f"市政办〔{year}〕{dice.randint(1, 300)}号",
                "issued": f"{year}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
                "disclosure": "主动公开",
                "source": {"none": True, "reason": "为测量生成，没有来源", "by": "测试", "on": "2026-01-01"},
                "sections": parts,
            }
            _put(root / f"content/notices/{notice['id']}.yaml", notice)
    return root


def _task(
    dice: random.Random, number: int, sentences: list[str], titles: list[str], names: list[str]
) -> dict[str, object]:
    chosen = dice.sample(names, dice.randint(2, 6))
    return {
        "number": number,
        "title": dice.choice(titles),
        "requirement": "".join(dice.sample(sentences, dice.randint(3, 9))),
        "lead": chosen[:1],
        "support": chosen[1:],
    }


def _put(file: Path, data: object) -> None:
    """As JSON, which is YAML too."""
    file.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
