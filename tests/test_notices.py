"""The five notices under content/ say what their sources say: nothing lost, nothing invented, every doubt marked."""

import copy
import hashlib
import re
import unicodedata
from pathlib import Path

import pytest
import yaml

CONTENT = Path(__file__).parent.parent / "content"

COUNTS = {"xiamen-huoju-2018": 34, "xiamen-2016": 66, "quanzhou-2018": 42, "kaiping-2018": 64, "siming-2021": 39}

# First and last line of the table, its title included.
TABLES = {
    "xiamen-huoju-2018": (21, 280),
    "xiamen-2016": (2, 499),
    "quanzhou-2018": (27, 114),
    "kaiping-2018": (15, 97),
    "siming-2021": (1, 235),
}

# Lines of the table that belong to no task and are no section title: its title and its column headings, blanks aside.
FURNITURE = {
    "xiamen-huoju-2018": {
        "管委会2018年政务公开工作主要任务分解表",
        "工作任务",
        "工作要求",
        "牵头单位",
        "协办单位",
        "备注",
    },
    "xiamen-2016": {"厦门市2016年政务公开工作主要任务责任分工", "工作任务", "牵头单位", "责任单位", "工作要求"},
    "quanzhou-2018": {"2018年政务公开工作主要任务分解表", "工作任务牵头单位责任单位工作要求"},
    "kaiping-2018": {"开平市2018年政务公开工作要点分工方案", "序号工作任务具体要求牵头及责任单位"},
    "siming-2021": {"2021年思明区政务公开工作主要任务分解表", "工作任务", "工作要求", "牵头单位", "责任单位"},
}

# Doubtful rows: a person must see a note there.
REVIEWED = {
    "xiamen-2016": {2, 7, 9, 10, 30, 31, 32, 41, 52, 59, 60, 66},
    "kaiping-2018": {5, 11, 14, 20, 21, 22, 23, 24, 25, 26, *range(27, 42), 47, 63},
    "siming-2021": {1, 2, 3, 36, 37, 38, 39},
}
REVIEWED_AS_A_WHOLE = {"xiamen-huoju-2018", "xiamen-2016", "kaiping-2018", "siming-2021"}

# Blank cells that continue the cell above.
INHERITED = {
    "xiamen-2016": {2, 3, 19, 20, 22, 25, 29, 30, 31, 33},
    "kaiping-2018": {17, 18, 19, 28, 29, 30, 31, 33, 34, 36, 41, 44, 45, 48, 49, 54, 56, 57, 59},
}

# Rows whose texts slid down in the source: number and text stand on different lines, so their line ranges overlap.
SLIPPED = {"kaiping-2018": range(27, 37)}

KEYS = [
    "id", "jurisdiction", "title", "number", "issuer", "year", "issued", "printed", "disclosure", "source",
    "addressees", "preamble", "table_title", "note", "doubts", "differs", "omitted", "sections", "closing", "cc",
]  # fmt: skip
TASK_KEYS = [
    "number",
    "title",
    "requirement",
    "lead",
    "support",
    "inherited",
    "note",
    "topics",
    "source",
    "doubts",
    "differs",
]
ROLES = ("lead", "support")
KINDS = ("department", "institution", "district", "enterprise", "group")

every_notice = pytest.mark.parametrize("name", COUNTS)


class TextDates(yaml.SafeLoader):
    """YAML in which 2018-06-12 stays text."""


TextDates.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if not tag.endswith("timestamp")]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load(path):
    """The plain data of one YAML file."""
    return yaml.load(path.read_text("utf-8"), TextDates)


def notice_of(name):
    """One notice as its editor wrote it."""
    return load(CONTENT / "notices" / f"{name}.yaml")


def registry_of(notice):
    """The agencies of a notice's jurisdiction."""
    return load(CONTENT / "agencies" / f"{notice['jurisdiction']}.yaml")


def lines_of(notice):
    """The lines of a notice's source, split at the newline only."""
    return (CONTENT / "sources" / notice["source"]["file"]).read_text("utf-8").split("\n")


def bare(text):
    """Text without the markup of the OCR and without any blank."""
    return re.sub(r"\s", "", re.sub(r"</?[bp]>|^#+ ", "", text, flags=re.MULTILINE))


def folded(name):
    """A name as the registry compares it: full and half width alike, no blanks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name))


def walk(sections, above=()):
    """Yield (titles from top to leaf, section) for every section in printed order."""
    for section in sections:
        titles = (*above, section["title"])
        yield titles, section
        yield from walk(section.get("sections", ()), titles)


def tasks_of(notice):
    """All tasks in printed order."""
    return [task for _, section in walk(notice["sections"]) for task in section.get("tasks", ())]


def cited(task, lines):
    """What the cited lines of a task hold, bare."""
    first, last = task["source"]["lines"]
    return bare("\n".join(lines[first - 1 : last]))


def printed(entry):
    """An agency entry as the source prints it."""
    return entry if isinstance(entry, str) else entry["as"]


def named(entry):
    """The name by which an agency entry is looked up."""
    return entry if isinstance(entry, str) else entry["name"]


def cells(task):
    """The texts of the agency cells that stand in the task's own lines."""
    source = task["source"]
    if re.search("(负责|配合)$", source.get("lead", "")):  # one column for both roles: 「X牵头，Y负责」
        yield source["lead"]
    elif "inherited" not in task:
        for role in ROLES:
            yield from [source[role]] if role in source else map(printed, task.get(role, ()))


def misquoted(notice, lines):
    """Titles, requirements and cells that do not stand in the lines they cite."""
    return [
        f"{task['number']}: {text}"
        for task in tasks_of(notice)
        for text in (task.get("title", ""), task.get("requirement", ""), *cells(task))
        if bare(text) not in cited(task, lines)
    ]


def left_over(notice, lines):
    """What remains of the cited lines once everything that was transcribed from them is taken away."""
    slipped = SLIPPED.get(notice["id"], ())
    groups = {}
    for task in tasks_of(notice):
        groups.setdefault("slipped" if task["number"] in slipped else task["number"], []).append(task)
    rest = {key: remainder(group, lines, notice) for key, group in groups.items()}
    return [f"{key}: {text}" for key, text in rest.items() if text]


def remainder(group, lines, notice):
    """The text of some neighbouring rows without numbers, titles, requirements, cells, headings and separators."""
    first, last = group[0]["source"]["lines"][0], group[-1]["source"]["lines"][1]
    numbered = {task["source"]["lines"][0]: task["number"] for task in group}
    text = "".join(unnumbered(lines[n - 1], numbered.get(n)) for n in range(first, last + 1))
    parts = [part for task in group for part in (task.get("title", ""), task.get("requirement", ""), *cells(task))]
    for part in sorted(map(bare, parts), key=len, reverse=True):
        text = text.replace(part, "", 1)
    for title in sorted((bare(titles[-1]) for titles, _ in walk(notice["sections"])), key=len, reverse=True):
        text = text.replace(title, "")
    return text.strip("、，,")


def unnumbered(line, number):
    """A bare line without the number of the task that begins on it."""
    return bare(re.sub(rf"^(<p>|\s)*{number}(\.|(?=\t))", "", line))


def uncovered(notice, lines):
    """Lines of the table that no task cites and that are neither a section title nor known furniture."""
    held = {n for task in tasks_of(notice) for n in range(task["source"]["lines"][0], task["source"]["lines"][1] + 1)}
    known = FURNITURE[notice["id"]] | {bare(titles[-1]) for titles, _ in walk(notice["sections"])}
    first, last = TABLES[notice["id"]]
    return [
        n for n in range(first, last + 1) if n not in held and bare(lines[n - 1]) and bare(lines[n - 1]) not in known
    ]


def unresolved(notice, registry):
    """Agency entries that do not name exactly one agency of the registry."""
    return [
        f"{task['number']}: {named(entry)}"
        for task in tasks_of(notice)
        for role in ROLES
        for entry in task.get(role, ())
        if len(matches(named(entry), registry)) != 1
    ]


def matches(name, registry):
    """The ids of the agencies that bear a name."""
    return [agency["id"] for agency in registry["agencies"] if folded(name) in names(agency)]


def names(agency):
    """Every name of an agency, folded."""
    given = (agency["name"], agency.get("full_name"), *agency.get("aliases", ()))
    return {folded(name) for name in given if name}


def donors(tasks):
    """For each task, the task whose agency cells it shows: itself, or the nearest one above that states its own."""
    donor = None
    for task in tasks:
        donor = donor if "inherited" in task else task
        yield task, donor


@every_notice
def test_the_source_is_the_file_that_was_transcribed(name):
    """Id, file name and digest agree, so a changed source cannot hide behind an old transcription."""
    notice = notice_of(name)
    source = CONTENT / "sources" / notice["source"]["file"]
    assert notice["id"] == name
    assert notice["source"]["sha256"] == hashlib.sha256(source.read_bytes()).hexdigest()


@every_notice
def test_tasks_are_numbered_without_a_gap(name):
    """As many tasks as the table has, numbered from one in printed order."""
    assert [task["number"] for task in tasks_of(notice_of(name))] == list(range(1, COUNTS[name] + 1))


@every_notice
def test_keys_stand_in_their_order_and_hold_something(name):
    """Only known keys, in the order of the content model; what is absent is left out, never empty."""
    notice = notice_of(name)
    assert list(notice) == [key for key in KEYS if key in notice]
    for task in tasks_of(notice):
        assert list(task) == [key for key in TASK_KEYS if key in task]
        assert all(task.values()), task["number"]
    assert all(notice.values())
    assert notice["disclosure"] == "主动公开"
    assert notice["year"] == int(re.search(r"20\d\d", notice["title"])[0])


@every_notice
def test_titles_requirements_and_cells_stand_in_the_cited_lines(name):
    """Every text of a task can be read on the lines it cites."""
    notice = notice_of(name)
    assert misquoted(notice, lines_of(notice)) == []


@every_notice
def test_nothing_of_the_cited_lines_is_left_out(name):
    """Number, title, requirement, cells and headings account for the whole of the cited lines."""
    notice = notice_of(name)
    assert left_over(notice, lines_of(notice)) == []


@every_notice
def test_every_line_of_the_table_is_accounted_for(name):
    """A line of the table is cited by a task, is a section title, or is a known heading of the table."""
    notice = notice_of(name)
    assert uncovered(notice, lines_of(notice)) == []


@every_notice
def test_cited_lines_follow_one_another(name):
    """Rows stand in printed order and share no line, except where the source itself slipped."""
    notice = notice_of(name)
    lines, slipped, before = lines_of(notice), SLIPPED.get(name, ()), 0
    for task in tasks_of(notice):
        first, last = task["source"]["lines"]
        assert before < first <= last, task["number"]
        assert all(bare(lines[n - 1]) for n in (first, last)), task["number"]
        before = first if task["number"] in slipped else last


@pytest.mark.parametrize("name", [name for name in COUNTS if name != "kaiping-2018"])
def test_a_task_stands_under_the_heading_printed_above_it(name):
    """The sections are the heading lines of the table, in their order, each above its own tasks."""
    notice = notice_of(name)
    lines, (first, last) = lines_of(notice), TABLES[name]
    shown = [bare(line) for line in lines[first - 1 : last]]
    headings = [text for text in shown if re.match(r"[（(]?[一二三四五六七八九十]+[、)）]", text)]
    assert headings == [bare(titles[-1]) for titles, _ in walk(notice["sections"])]
    for titles, section in walk(notice["sections"]):
        for task in section.get("tasks", ()):
            above = [bare(line) for line in lines[: task["source"]["lines"][0] - 1] if bare(line) in headings]
            assert above[-1] == bare(titles[-1]), task["number"]


def test_the_headings_of_kaiping_stand_on_the_line_of_their_first_task():
    """In this table a heading is a cell of the first row that it governs."""
    notice = notice_of("kaiping-2018")
    lines = lines_of(notice)
    for titles, section in walk(notice["sections"]):
        below = next(task for _, inner in walk([section]) for task in inner.get("tasks", ()))
        assert bare(titles[-1]) in bare(lines[below["source"]["lines"][0] - 1]), titles


@every_notice
def test_every_agency_resolves_to_exactly_one(name):
    """A name in a notice is the name, full name or alias of one agency of its jurisdiction."""
    notice = notice_of(name)
    assert unresolved(notice, registry_of(notice)) == []


@every_notice
def test_every_agency_is_printed_where_its_row_says(name):
    """The printed form of an agency stands in the row, or in the row from which a blank cell continues."""
    notice = notice_of(name)
    lines = lines_of(notice)
    for task, donor in donors(tasks_of(notice)):
        for role in ROLES:
            for entry in task.get(role, ()):
                assert bare(printed(entry)) in cited(donor, lines), (task["number"], entry)


@every_notice
def test_inherited_cells_repeat_the_row_above(name):
    """A blank merged cell shows what the row above shows, and says which roles it took over."""
    tasks = tasks_of(notice_of(name))
    assert {task["number"] for task in tasks if "inherited" in task} == INHERITED.get(name, set())
    for task, donor in donors(tasks):
        if task is not donor:
            assert [task.get(role) for role in ROLES] == [donor.get(role) for role in ROLES], task["number"]
            assert task["inherited"] == [role for role in ROLES if role in task], task["number"]


@every_notice
def test_doubtful_rows_carry_a_note(name):
    """Where the source slipped, broke off or had to be read one way of several, the reader is told."""
    notice = notice_of(name)
    assert REVIEWED.get(name, set()) <= {task["number"] for task in tasks_of(notice) if "note" in task}
    assert ("note" in notice) == (name in REVIEWED_AS_A_WHOLE)


@every_notice
def test_the_facts_of_the_header_stand_in_the_source(name):
    """Title, number, issuer, addressees, every paragraph, closing and copies are printed, blanks aside."""
    notice = notice_of(name)
    whole = bare("\n".join(lines_of(notice)))
    single = [notice[key] for key in ("title", "number", "issuer", "addressees", "table_title") if key in notice]
    several = [*notice.get("preamble", "").split("\n\n"), *notice.get("closing", "").split("\n"), *notice.get("cc", ())]
    assert [text for text in single + several if bare(text) not in whole] == []


@every_notice
def test_the_dates_of_the_header_stand_in_the_source(name):
    """A date that the notice states is printed in the source."""
    notice = notice_of(name)
    whole = bare("\n".join(lines_of(notice)))
    for key in ("issued", "printed"):
        if key in notice:
            year, month, day = map(int, notice[key].split("-"))
            assert f"{year}年{month}月{day}日" in whole, key


@every_notice
def test_the_whole_text_before_the_table_is_kept(name):
    """Addressees and preamble together are all that stands between the title and the signature."""
    notice = notice_of(name)
    if "addressees" in notice:
        before = bare("\n".join(lines_of(notice)[: TABLES[name][0] - 1]))
        body = bare(notice["addressees"]) + "：" + bare(notice["preamble"])
        assert body in before
        rest = before.split(body)[1]
        date = notice.get("issued", "")
        signature = "{}年{}月{}日".format(*map(int, date.split("-"))) if date else ""
        assert rest == (notice["issuer"] + signature + "（此件主动公开）" if date else "")


@every_notice
def test_agency_ids_are_unique_and_ascii(name):
    """An id is a permanent URL: lower-case ASCII words joined by hyphens, one per agency."""
    registry = registry_of(notice_of(name))
    ids = [agency["id"] for agency in registry["agencies"]]
    assert len(set(ids)) == len(ids)
    assert [one for one in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one)] == []


@every_notice
def test_agency_names_are_unique_and_sorted_by_kind(name):
    """No two agencies share a name, full name or alias; the registry lists kinds in a fixed order."""
    agencies = registry_of(notice_of(name))["agencies"]
    every = [text for agency in agencies for text in names(agency)]
    assert len(set(every)) == len(every)
    kinds = [KINDS.index(agency["kind"]) for agency in agencies]
    assert kinds == sorted(kinds)


@every_notice
def test_no_agency_is_idle_and_full_names_are_printed(name):
    """Every agency has a task or issued the notice; a full name is one that the source prints."""
    notice = notice_of(name)
    registry, whole = registry_of(notice), bare("\n".join(lines_of(notice)))
    entries = [entry for task in tasks_of(notice) for role in ROLES for entry in task.get(role, ())]
    used = {found for entry in entries for found in matches(named(entry), registry)}
    used |= set(matches(notice.get("issuer", ""), registry))
    assert {agency["id"] for agency in registry["agencies"]} == used
    assert [agency["id"] for agency in registry["agencies"] if agency.get("full_name", "") not in whole] == []


@every_notice
def test_one_changed_character_is_noticed(name):
    """A requirement that differs from the source by one character, anywhere, is reported."""
    notice, lines = notice_of(name), lines_of(notice_of(name))
    for index, task in enumerate(tasks_of(notice)):
        if "requirement" in task:
            changed = copy.deepcopy(notice)
            other = tasks_of(changed)[index]
            middle = len(task["requirement"]) // 2
            other["requirement"] = task["requirement"][:middle] + "〇" + task["requirement"][middle + 1 :]
            assert len(misquoted(changed, lines)) == 1, task["number"]


@every_notice
def test_a_requirement_cut_short_is_noticed(name):
    """A requirement that lost its last sentence still stands in the source, but something is left over."""
    notice = notice_of(name)
    task = next(task for task in tasks_of(notice) if "requirement" in task)
    task["requirement"] = task["requirement"][:-5]
    assert misquoted(notice, lines_of(notice)) == []
    assert left_over(notice, lines_of(notice)) != []


@every_notice
def test_a_lost_task_is_noticed(name):
    """Without one of its tasks the table has lines that nobody accounts for."""
    notice = notice_of(name)
    next(section for _, section in walk(notice["sections"]) if "tasks" in section)["tasks"].pop(0)
    assert uncovered(notice, lines_of(notice)) != []


def test_a_misspelt_agency_is_noticed():
    """An agency that is not in the registry is reported, never guessed."""
    notice = notice_of("quanzhou-2018")
    tasks_of(notice)[5]["lead"] = ["市财政句"]
    assert unresolved(notice, registry_of(notice)) == ["6: 市财政句"]
