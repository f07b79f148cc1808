"""`gksite check` holds every fact of a notice against what its source says, until somebody signs."""

import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from portal import REPOSITORY

from gksite.documents.shapes import Entry, shape
from gksite.documents.yaml_reader import Document, parse
from gksite.documents.yaml_writer import notice_yaml
from gksite.drafting.transcribe import transcribe
from gksite.model.blocks import Reading
from gksite.model.records import NoticeRecord
from gksite.model.site import SourceFile
from gksite.problems.problem import Level, Problem, Problems
from gksite.proof.prove import prove_notice
from gksite.proof.understood import Understood, understood
from gksite.read import Records
from gksite.readers import no_progress
from gksite.readers.child import reader
from gksite.readers.kinds import kind_of
from gksite.understanding.understand import understand

NOTICES = sorted(path.stem for path in (REPOSITORY / "content/notices").glob("*.yaml"))
every_notice = pytest.mark.parametrize("name", NOTICES)
Data = dict[str, Any]
"""The YAML of a notice as plain data."""


class Plain(yaml.SafeLoader):
    """YAML in which 2018-06-12 and `on` stay text."""


Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if not tag.endswith((":timestamp", ":bool"))]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class WrittenOut(yaml.SafeDumper):
    """YAML without references."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


@dataclass(frozen=True)
class Known:
    """One notice with its source, understood once for all changes of its YAML."""

    entry: Entry[NoticeRecord]
    source: SourceFile
    understood: Understood | None

    def told(self, data: Data) -> list[Problem]:
        """The errors of a notice whose YAML is changed."""
        document = Document(self.entry.document.path, written(data))
        problems = Problems()
        record = shape(NoticeRecord, parse(document, problems), document, problems)
        assert record is not None, problems.found
        found = prove_notice(Entry(document, record), self.source, self.understood)
        return [problem for problem in found if problem.code.level is Level.ERROR]


def written(data: Data) -> str:
    """Plain data as YAML."""
    return yaml.dump(data, Dumper=WrittenOut, allow_unicode=True, sort_keys=False, width=10_000)


@pytest.fixture(scope="module")
def known(records: Records) -> dict[str, Known]:
    """Every notice with its source."""
    found = {}
    for entry in records.notices:
        assert entry.record.received is not None
        source = records.sources[entry.record.received.file]
        assert source.reading is not None
        assert source.draft is not None
        of_source = understood(source.reading, source.draft, entry.record, records.registries)
        found[entry.record.id] = Known(entry, source, of_source)
    return found


# What may be changed, and by what words it must be told: these functions know YAML and nothing of the program.


@dataclass(frozen=True)
class Changed:
    """Words that must be said of a change, and the number of the task that it is in, if it stays in one."""

    words: str
    task: int | None = None


Mutation = Callable[[Data, Random], Changed | None]
"""Changes the data in one way; None where it has nothing of the kind."""


def sections_of(data: Data) -> Iterator[Data]:
    """Every section, each before those below it."""
    for section in data.get("sections", []):
        yield section
        yield from sections_of(section)


def with_tasks(data: Data) -> list[Data]:
    """The sections that hold tasks themselves."""
    return [section for section in sections_of(data) if section.get("tasks")]


def tasks_of(data: Data) -> list[Data]:
    """Every task, in reading order."""
    return [task for section in with_tasks(data) for task in section["tasks"]]


def a_task(data: Data, chosen: Random, *keys: str) -> Data | None:
    """Some task that states all of these keys."""
    fitting = [task for task in tasks_of(data) if all(task.get(key) for key in keys)]
    return chosen.choice(fitting) if fitting else None


def heading(task: Data) -> str:
    """How a task begins, without blanks."""
    text = str(task.get("title") or task["requirement"])
    return re.escape(text.split("\n")[0][:12])


def delete_task(data: Data, chosen: Random) -> Changed:
    section = chosen.choice([s for s in with_tasks(data) if len(s["tasks"]) > 1])
    task = section["tasks"].pop(chosen.randrange(len(section["tasks"])))
    return Changed(f"任务没有录入：“{heading(task)}")


def repeat_task(data: Data, chosen: Random) -> Changed:
    section = chosen.choice(with_tasks(data))
    task = copy.deepcopy(chosen.choice(section["tasks"])) | {"number": 900}
    section["tasks"].append(task)
    return Changed(f"来源里没有这项任务：“{heading(task)}", 900)


def add_section(data: Data, chosen: Random) -> Changed:
    """A heading without a task under it, which the source does not print."""
    chosen.choice([data, *sections_of(data)]).setdefault("sections", []).append({"title": "八、严肃追究问责"})
    return Changed("部分的标题与来源.*严肃追究问责")


def false_document(data: Data, chosen: Random) -> Changed:
    """A document that the task does not cite, or one under a false number."""
    task = a_task(data, chosen, "requirement")
    assert task is not None
    words = task["requirement"].strip().split("\n")[0]
    false = {"number": "国办发〔2017〕97号", "text": words}
    task["documents"] = [chosen.choice([false, {"text": "《某某条例》"}])]
    return Changed("引用的文件与来源不同", task["number"])


def cut(key: str, words: str) -> Mutation:
    """Only the first character of a text is left."""

    def mutate(data: Data, chosen: Random) -> Changed | None:
        task = a_task(data, chosen, key)
        if task is None:
            return None
        task[key] = task[key][0]
        return Changed(words, task["number"])

    return mutate


def lose_a_sentence(data: Data, chosen: Random) -> Changed | None:
    tasks = [task for task in tasks_of(data) if len(re.findall("。.", task.get("requirement", ""))) > 0]
    if not tasks:
        return None
    task = chosen.choice(tasks)
    sentences = re.split("(?<=。)", task["requirement"].strip())
    sentences.pop(chosen.randrange(len([s for s in sentences if s])))
    task["requirement"] = "".join(sentences)
    return Changed("工作要求", task["number"])


def swap_roles(data: Data, chosen: Random) -> Changed | None:
    task = a_task(data, chosen, "lead", "support")
    if task is None or task["lead"] == task["support"]:
        return None
    task["lead"], task["support"] = task["support"], task["lead"]
    return Changed("牵头单位|单位“", task["number"])


def swap_tasks(data: Data, chosen: Random) -> Changed:
    tasks = chosen.choice([s for s in with_tasks(data) if len(s["tasks"]) > 1])["tasks"]
    at = chosen.randrange(len(tasks) - 1)
    tasks[at], tasks[at + 1] = tasks[at + 1], tasks[at]
    return Changed("次序与来源不同")


def move_task(data: Data, chosen: Random) -> Changed | None:
    places = [i for i, s in enumerate(with_tasks(data)) if len(s["tasks"]) > 1]
    sections = with_tasks(data)
    if len(sections) < 2 or not places:
        return None
    at = chosen.choice(places)
    to = chosen.choice([i for i in range(len(sections)) if i != at])
    task = sections[at]["tasks"].pop()
    sections[to]["tasks"].insert(0, task)
    return Changed("所属部分与来源不同", task["number"])


def rename_section(data: Data, chosen: Random) -> Changed:
    section = chosen.choice(list(sections_of(data)))
    section["title"] = section["title"][:-3] + chosen.choice(["其他", "各项工作", "任务"])
    return Changed("部分的标题与来源不")


def add_deadline(data: Data, chosen: Random) -> Changed:
    task = chosen.choice(tasks_of(data))
    day = f"{chosen.randrange(2016, 2027)}-12-31"
    task["deadlines"] = [*task.get("deadlines", []), {"text": "年底前", "kind": "fixed", "date": day}]
    return Changed("时限与来源不同", task["number"])


def renumber(data: Data, chosen: Random) -> Changed:
    task = chosen.choice(tasks_of(data))
    task["number"] = 800 + task["number"]
    return Changed("序号与来源不同", task["number"])


def relabel(data: Data, chosen: Random) -> Changed:
    task = chosen.choice(tasks_of(data))
    task["label"] = f"（{task['number']}）甲"
    return Changed("原印序号与来源不同", task["number"])


def false_agency(data: Data, chosen: Random) -> Changed | None:
    """Another agency of the notice stands behind the words that the source prints."""
    role = chosen.choice(["lead", "support"])
    task = a_task(data, chosen, role)
    if task is None:
        return None
    at = chosen.randrange(len(task[role]))
    printed = as_printed(task[role][at])
    named = {name(m) for m in (*task.get("lead", []), *task.get("support", []))}
    others = [n for other in tasks_of(data) for n in map(name, other.get("lead", [])) if n not in named]
    task[role][at] = {"name": chosen.choice(others), "as": printed}
    return Changed("单位与来源不同", task["number"])


def false_words(data: Data, chosen: Random) -> Changed | None:
    """An agency keeps its name, and `as` says words that the source does not print."""
    task = a_task(data, chosen, "lead")
    if task is None:
        return None
    at = chosen.randrange(len(task["lead"]))
    task["lead"][at] = {"name": name(task["lead"][at]), "as": "市某某局"}
    return Changed("牵头单位|单位“市某某局”", task["number"])


def name(mention: Any) -> str:
    """The registered name of a mention."""
    return str(mention["name"] if isinstance(mention, dict) else mention)


def as_printed(mention: Any) -> str:
    """The printed words of a mention."""
    return str(mention["as"] if isinstance(mention, dict) else mention)


def drop_agency(data: Data, chosen: Random) -> Changed | None:
    role, words = chosen.choice([("lead", "牵头单位"), ("support", "责任单位")])
    tasks = [task for task in tasks_of(data) if len(task.get(role, [])) > 1]
    if not tasks:
        return None
    task = chosen.choice(tasks)
    task[role].pop(chosen.randrange(len(task[role])))
    return Changed(words, task["number"])


def drop_role(data: Data, chosen: Random) -> Changed | None:
    role, words = chosen.choice([("lead", "牵头单位"), ("support", "责任单位")])
    task = a_task(data, chosen, role)
    if task is None:
        return None
    del task[role]
    if role in task.get("inherited", []):
        task["inherited"].remove(role)
    return Changed(words, task["number"])


def add_agency(data: Data, chosen: Random) -> Changed:
    task = chosen.choice(tasks_of(data))
    role, words = chosen.choice([("lead", "牵头单位"), ("support", "责任单位")])
    named = {name(mention) for mention in task.get(role, [])}
    others = [m for other in tasks_of(data) for m in other.get("lead", []) if name(m) not in named]
    added = chosen.choice(others)
    task[role] = [*task.get(role, []), added]
    return Changed(f"{words}|单位“{re.escape(as_printed(added))}”", task["number"])


def reorder_agencies(data: Data, chosen: Random) -> Changed | None:
    tasks = [task for task in tasks_of(data) if len(task.get("lead", [])) > 1]
    if not tasks:
        return None
    task = chosen.choice(tasks)
    task["lead"] = [*task["lead"][1:], task["lead"][0]]
    return Changed("牵头单位", task["number"])


def widen(data: Data, chosen: Random) -> Changed:
    task = chosen.choice(tasks_of(data))
    first, last = task["source"]["lines"]
    before, behind = chosen.choice([(1, 0), (0, 1), (2, 2)])
    task["source"]["lines"] = [max(1, first - before), last + behind]
    if task["source"]["lines"] == [first, last]:
        task["source"]["lines"] = [first, last + 1]
    return Changed("出处与来源不同", task["number"])


def narrow(data: Data, chosen: Random) -> Changed | None:
    tasks = [task for task in tasks_of(data) if task["source"]["lines"][0] < task["source"]["lines"][1]]
    if not tasks:
        return None
    task = chosen.choice(tasks)
    task["source"]["lines"][1] -= 1
    return Changed("出处与来源不同", task["number"])


def drop_source(data: Data, chosen: Random) -> Changed:
    task = chosen.choice(tasks_of(data))
    del task["source"]
    return Changed("出处与来源不同", task["number"])


def change_inherited(data: Data, chosen: Random) -> Changed | None:
    task = a_task(data, chosen, "lead")
    if task is None:
        return None
    if "lead" in task.get("inherited", []):
        task["inherited"].remove("lead")
    else:
        task["inherited"] = ["lead", *task.get("inherited", [])]
    return Changed("合并的单元格|牵头单位", task["number"])


def change_remark(data: Data, chosen: Random) -> Changed:
    task = chosen.choice(tasks_of(data))
    task["remark"] = "每年一次"
    return Changed("备注与来源不同", task["number"])


def change_fact(data: Data, chosen: Random) -> Changed | None:
    """A fact of the header: one character more, or one day later."""
    names = {
        "title": "标题",
        "number": "发文字号",
        "issuer": "发文机关",
        "addressees": "主送",
        "table_title": "表名",
        "closing": "落款",
        "preamble": "正文",
    }
    key = chosen.choice([key for key in names if data.get(key)])
    at = chosen.randrange(len(data[key]))
    data[key] = data[key][:at] + "另" + data[key][at:]
    return Changed(names[key])


def change_day(data: Data, chosen: Random) -> Changed:
    key, words = chosen.choice([("issued", "成文日期"), ("printed", "印发日期"), ("year", "年份")])
    if key == "year":
        data["year"] = data["year"] + 1
    else:
        year, _, rest = data.get(key, "2018-01-09").partition("-")
        data[key] = f"{int(year) + 1}-{rest}"
    return Changed(f"{words}与来源不同")


def drop_fact(data: Data, chosen: Random) -> Changed | None:
    names = {
        "number": "发文字号",
        "issuer": "发文机关",
        "issued": "成文日期",
        "printed": "印发日期",
        "addressees": "主送",
        "preamble": "正文",
        "closing": "落款",
        "cc": "抄送",
    }
    stated = [key for key in names if data.get(key)]
    if not stated:
        return None
    key = chosen.choice(stated)
    del data[key]
    return Changed(f"{names[key]}与来源不同")


def add_fact(data: Data, chosen: Random) -> Changed:
    facts = {
        "index_code": ("索引号", "FJ00100-0202-2018-00012"),
        "subject": ("主题分类", "综合政务"),
        "closing": ("落款", "另行通知"),
        "cc": ("抄送", ["市某某局"]),
        "addressees": ("主送", "各有关单位"),
    }
    key = chosen.choice(list(facts))
    words, value = facts[key]
    data[key] = value
    return Changed(words)


def drop_paragraph(data: Data, chosen: Random) -> Changed | None:
    paragraphs = data.get("preamble", "").split("\n\n")
    if len(paragraphs) < 2:
        return None
    paragraphs.pop(chosen.randrange(len(paragraphs)))
    data["preamble"] = "\n\n".join(paragraphs)
    return Changed("正文与来源不同")


def change_copies(data: Data, chosen: Random) -> Changed | None:
    if len(data.get("cc", [])) < 2:
        return None
    data["cc"].pop(chosen.randrange(len(data["cc"])))
    return Changed("抄送与来源不同")


MUTATIONS: tuple[Mutation, ...] = (
    delete_task,
    repeat_task,
    cut("requirement", "工作要求"),
    cut("title", "标题"),
    lose_a_sentence,
    swap_roles,
    swap_tasks,
    move_task,
    rename_section,
    add_section,
    false_document,
    add_deadline,
    renumber,
    relabel,
    false_agency,
    false_words,
    drop_agency,
    drop_role,
    add_agency,
    reorder_agencies,
    widen,
    narrow,
    drop_source,
    change_inherited,
    change_remark,
    change_fact,
    change_day,
    drop_fact,
    add_fact,
    drop_paragraph,
    change_copies,
)


def mutations(text: str, count: int, seed: int) -> Iterator[tuple[str, Data, Changed]]:
    """So many changed forms of a notice, each with one change; the kinds by turns, as far as it has them."""
    chosen = Random(seed)
    made = 0
    while made < count:
        kinds = list(MUTATIONS)
        chosen.shuffle(kinds)
        for mutate in kinds[: count - made]:
            data = yaml.load(text, Plain)
            changed = mutate(data, chosen)
            if changed is not None:
                made += 1
                yield getattr(mutate, "__name__", ""), data, changed


def lines_of_task(data: Data, number: int) -> range:
    """The lines of a task in the YAML of the data."""
    lines = written(data).split("\n")
    (start,) = (n for n, line in enumerate(lines, 1) if re.fullmatch(rf" *- number: {number}", line))
    indent = lines[start - 1].index("-")
    end = start
    while end < len(lines) and lines[end][: indent + 1].strip() == "":
        end += 1
    return range(start, end + 1)


def is_told(known: Known, data: Data, changed: Changed) -> bool:
    """Whether an error says the words of a change, in the task that it is in."""
    for problem in known.told(data):
        if re.search(changed.words, problem.text(str)) is None:
            continue
        if changed.task is None or problem.location.line in lines_of_task(data, changed.task):
            return True
    return False


def missed(known: Known, count: int, seed: int) -> list[tuple[str, str]]:
    """The kinds of the changes that are not told."""
    found = []
    for kind, data, changed in mutations(known.entry.document.text, count, seed):
        if not is_told(known, data, changed):
            found.append((kind, f"{changed} {[p.text(str) for p in known.told(data)]}"))
    return found


@every_notice
def test_a_notice_that_nobody_changed_is_proved(known: dict[str, Known], name: str) -> None:
    """Also when its YAML is written in another way."""
    assert known[name].understood is not None
    assert [p.text(str) for p in known[name].told(yaml.load(known[name].entry.document.text, Plain))] == []


@every_notice
def test_a_changed_fact_is_told_by_its_name(known: dict[str, Known], name: str) -> None:
    assert missed(known[name], 3, seed=1) == []


@pytest.mark.proof
@every_notice
def test_every_one_of_sixty_changes_is_told_by_its_name(known: dict[str, Known], name: str) -> None:
    assert missed(known[name], 60, seed=2) == []


def drafted(path: Path) -> tuple[Known, Data]:
    """A notice in another layout as import writes it, with what an editor must fill in, and its source."""
    data = path.read_bytes()
    content = reader(kind_of(data, path.name))(data, no_progress)
    reading = Reading(path.name, "0" * 64, content.blocks, content.facts, content.remarks)
    draft = transcribe(understand(reading), reading, (), "x", "x-2020").notice
    plain = yaml.load(notice_yaml(draft.model_copy(update={"draft": False, "doubts": ()})), Plain)
    plain["disclosure"] = "主动公开"
    plain |= {key: filled for key, filled in (("title", "无"), ("year", 2020)) if not plain.get(key)}
    signed = [key for key in ("title", "year", "disclosure") if plain[key] != getattr(draft, key)]
    for section in sections_of(plain):
        if "title" not in section:
            section["title"] = "无"
            signed.append("section 无")
    plain["differs"] = [{"field": key, "reason": "来源没有印", "by": "编辑", "on": "2026-01-05"} for key in signed]
    for omission in plain.get("omitted", []):
        omission["reason"] = "不录"
    document = Document("content/notices/x-2020.yaml", written(plain))
    problems = Problems()
    record = shape(NoticeRecord, parse(document, problems), document, problems)
    assert record is not None, problems.found
    source = SourceFile(path.name, "0" * 64, data, None, reading)
    return Known(Entry(document, record), source, understood(reading, understand(reading), record, ())), plain


LAYOUTS = sorted(path for path in (Path(__file__).parent / "layouts").glob("[0-9]*") if path.suffix != ".json")


@pytest.mark.parametrize("every", [6, pytest.param(1, marks=pytest.mark.proof)])
def test_a_draft_that_nobody_changed_is_proved_in_its_layout(every: int) -> None:
    """An editor who changes nothing has nothing to sign but what the source does not print, and what is left out.

    Two lines are in no field although import has understood them: who signed, and that the first leads.
    """
    said = set()
    for path in (*LAYOUTS[::every], *(path for path in LAYOUTS if path.name.startswith(("96", "97")))):
        known, data = drafted(path)
        said |= {(path.stem, problem.code.id) for problem in known.told(data)}
    assert said == {("96-first-leads-below", "GK235"), ("97-lead-in-brackets-behind-name", "GK235")}
