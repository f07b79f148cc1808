"""The house stands as docs say: imports point one way, one door per library, small modules, nothing swallowed."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import house

PACKAGE = Path(__file__).parent.parent / "gksite"

REPOSITORY = PACKAGE.parent
ARCHITECTURE = (REPOSITORY / "docs/architecture.md").read_text(encoding="utf-8")
ROOMS = [
    "__init__",
    *(name.rstrip("/").removesuffix(".py") for name in re.findall(r"(?m)^\| `(\w+(?:/|\.py))` \|", ARCHITECTURE)),
    "__main__",
]
"""From the ground up, as docs/architecture.md lists them: a room imports those above it there, and its own modules."""

DOORS = {
    "yaml": {"documents.yaml_losses", "documents.yaml_reader", "documents.yaml_splice"},
    "jinja2": {"render"},
    "markdown": {"documents.markdown"},
    "nh3": {"documents.markdown"},
    "pagefind_bin": {"searching.pagefind"},
    "bs4": {"readers"},
    "lxml": {"checks.tree", "readers.package"},
    "pdfminer": {"readers.pdf", "readers.pdf_margins", "readers.fitness.pdf"},
    "zipfile": {"readers"},
    "resource": {"readers"},
    "pydantic": {"model", "documents.shapes"},
    "pydantic_core": {"model", "documents.shapes"},
    "click": {"cli"},
    "rich": {"cli"},
    "babel": {"problems.translations"},
    "markupsafe": {"documents.markdown", "render"},
    "multiprocessing": {"render"},
    "cbor2": {"searching.pagefind"},
    "deflate": {"releasing.archive", "releasing.compressed", "searching.pagefind"},
    "brotli": {"releasing.compressed"},
    "cryptography": {"releasing.listing", "tlog.notes"},
    "tarfile": {"releasing"},
    "urllib.request": {"releasing.trees"},
    "rjsmin": {"theming.assets"},
    "subprocess": {"searching.pagefind", "readers", "hosting.version", "publishing.ssh"},
    "fcntl": {"hold", "publishing.local"},
    "playwright": {"searching.in_browser"},
    "xlsxwriter": {"documents.workbook_file"},
    "icalendar": {"calendar_file"},
    "pypinyin": {"text.pinyin"},
    "segno": {"theming.qr_code"},
    "dns": {"probing.names"},
    "ssl": {"releasing.trees", "probing", "cli.probe"},
    "socket": {"probing.exchange", "readers.probe"},
}
"""A library and the modules or rooms that may import it."""

SOURCES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path.read_text(encoding="utf-8")
    for path in sorted(PACKAGE.rglob("*.py"))
}


@cache
def parsed(source: str) -> ast.Module:
    """A module's text as a tree, made once for all rules."""
    return ast.parse(source)


def imports(text: str) -> Iterator[str]:
    """The dotted names that a module imports."""
    for node in ast.walk(parsed(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def each(rule: Callable[[str, str], list[str]]) -> list[str]:
    """What a rule says of all modules."""
    return [told for module, source in SOURCES.items() for told in rule(module, source)]


def floor(module: str) -> int | None:
    """The place in the table of a module's room."""
    first = module.split(".")[0]
    return ROOMS.index(first) if first in ROOMS else None


def own(name: str) -> str:
    """A module of ours, from what is imported out of it."""
    parts = name.split(".")[1:]
    while parts and ".".join(parts) not in SOURCES and ".".join([*parts, "__init__"]) not in SOURCES:
        parts.pop()
    return ".".join(parts) or "__init__"


def arrows_that_run_back(module: str, text: str) -> list[str]:
    """What a module imports although it stands on the same floor or above."""
    here = floor(module)
    if here is None:
        return [f"{module} is not in the table"]
    shelf = module.split(".")[0]
    bad = []
    for name in imports(text):
        if name.split(".")[0] != "gksite":
            continue
        target = own(name)
        there = floor(target)
        same_shelf = target.split(".")[0] == shelf and "." in module
        if there is None or (there >= here and not same_shelf):
            bad.append(f"{module} imports {target}")
    return bad


def strangers(module: str, text: str) -> list[str]:
    """Libraries that a module imports although its door is elsewhere."""
    roots = {name.split(".")[0] for name in imports(text)}
    return [
        f"{module} imports {library}"
        for library, doors in DOORS.items()
        if library in roots and module not in doors and module.split(".")[0] not in doors
    ]


def test_imports_point_one_way() -> None:
    assert each(arrows_that_run_back) == []


def test_the_table_names_the_rooms_that_exist_and_only_those() -> None:
    """A room that went is not in the table, and none stands in it twice."""
    assert sorted(ROOMS) == sorted({module.split(".")[0] for module in SOURCES})


def test_an_arrow_that_runs_back_is_found() -> None:
    assert arrows_that_run_back("text.names", "from gksite.problems.problem import Location\n") == [
        "text.names imports problems.problem"
    ]
    assert arrows_that_run_back("read", "import gksite.link\n") == ["read imports link"]
    assert arrows_that_run_back("write", "from gksite import build\n") == ["write imports build"]
    assert arrows_that_run_back("helpers", "") == ["helpers is not in the table"]
    assert (
        arrows_that_run_back("link", "from gksite.read import Entry\nfrom gksite.text.names import fold_name\n") == []
    )
    assert arrows_that_run_back("pages.tasks", "from gksite.pages.views import HOME\n") == []


def test_shelves_of_text_import_nothing_of_ours() -> None:
    text = {module: source for module, source in SOURCES.items() if module.startswith("text.")}
    assert text
    assert [
        m for m, source in text.items() if any(n.startswith("gksite") and ".text" not in n for n in imports(source))
    ] == []


def test_every_library_has_one_door() -> None:
    assert each(strangers) == []


def test_a_second_door_is_found() -> None:
    assert strangers("plan", "import yaml\nfrom jinja2 import Environment\n") == [
        "plan imports yaml",
        "plan imports jinja2",
    ]
    assert strangers("documents.yaml_reader", "import yaml\n") == []
    assert strangers("checks.tree", "from lxml import etree\n") == []


PRINTS = re.compile(r"^(print|input|exit|quit|breakpoint)$")
CLOCK = {"today", "now", "utcnow", "time", "time_ns", "monotonic", "localtime", "gmtime"}


def liberties(module: str, text: str) -> list[str]:
    """Where a module prints, exits, or reads the clock or the environment."""
    found = []
    for node in ast.walk(parsed(text)):
        if isinstance(node, ast.Call):
            call = node.func
            if isinstance(call, ast.Name) and PRINTS.match(call.id):
                found.append(f"{module}:{node.lineno} {call.id}")
            if isinstance(call, ast.Attribute) and isinstance(call.value, ast.Name):
                spoken = f"{call.value.id}.{call.attr}"
                if spoken in ("sys.exit", "os._exit", "click.echo") or (
                    call.attr in CLOCK and call.value.id in ("date", "datetime", "time")
                ):
                    found.append(f"{module}:{node.lineno} {spoken}")
        if isinstance(node, ast.Attribute) and node.attr in ("stdout", "stderr", "stdin", "environ", "argv"):
            owner = node.value
            if isinstance(owner, ast.Name) and owner.id in ("sys", "os"):
                found.append(f"{module}:{node.lineno} {owner.id}.{node.attr}")
    return found


def test_only_the_command_line_prints_exits_and_reads_the_clock() -> None:
    assert [told for told in each(liberties) if not re.match(r"cli[.:]", told)] == []


def test_a_module_that_takes_liberties_is_found() -> None:
    assert liberties("read", "print(1)\nsys.exit(1)\nx = date.today()\nos.environ\n") == [
        *("read:1 print", "read:2 sys.exit", "read:3 date.today", "read:4 os.environ"),
    ]
    assert liberties("cli", SOURCES["cli.terminal"]) != []


def test_modules_are_short() -> None:
    assert [module for module, source in SOURCES.items() if len(source.splitlines()) > 300] == []


def swallowed(module: str, source: str) -> list[str]:
    """Where a module catches every exception there is."""
    caught = [
        ast.unparse(node.type) if node.type else "everything"
        for node in ast.walk(parsed(source))
        if isinstance(node, ast.ExceptHandler)
    ]
    return [f"{module}: {what}" for what in caught if re.search(r"\b(everything|Exception|BaseException)\b", what)]


def test_nothing_is_swallowed() -> None:
    """No bare except, and none that catches every exception there is."""
    assert swallowed("a", "try:\n    pass\nexcept (OSError, Exception):\n    pass\n") == ["a: (OSError, Exception)"]
    assert each(swallowed) == []


def silent_parts(module: str, source: str) -> list[str]:
    """The parts of a module that do not say what they are for."""
    text = parsed(source)
    silent = [] if ast.get_docstring(text) else [module]
    for node in text.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            silent += [] if ast.get_docstring(node) else [node.name]
            if isinstance(node, ast.ClassDef):
                silent += [
                    f"{node.name}.{member.name}"
                    for member in node.body
                    if isinstance(member, ast.FunctionDef)
                    and not member.name.startswith("_")
                    and not ast.get_docstring(member)
                ]
    return silent


def test_modules_and_public_definitions_say_what_they_are_for() -> None:
    assert silent_parts("a", '"""A."""\ndef b() -> None: ...\n') == ["b"]
    assert each(silent_parts) == []


def test_no_module_hides_behind_a_word_that_says_nothing() -> None:
    assert [m for m in SOURCES if re.search(r"manager|handler|helper|util|common|process", m)] == []


def unexplained(source: str) -> list[str]:
    """The patterns of a module that no sentence below says the use of."""
    body = parsed(source).body
    silent = []
    for statement, after in zip(body, [*body[1:], None], strict=True):
        is_pattern = isinstance(statement, ast.Assign | ast.AnnAssign) and "re.compile(" in ast.unparse(statement)
        told = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
        if is_pattern and not told:
            silent.append(ast.unparse(statement)[:60])
    return silent


def test_every_pattern_says_what_it_is_for() -> None:
    assert each(lambda module, source: [f"{module}: {told}" for told in unexplained(source)]) == []


def test_a_pattern_without_a_sentence_is_found() -> None:
    assert unexplained("A = re.compile('a')\nB = re.compile('b')\n'What b is for.'\n") == ["A = re.compile('a')"]


def test_every_rule_of_import_is_applied_where_it_is_cited() -> None:
    """Each number of docs/architecture.md stands in the code, and the code cites no other."""
    numbers = {int(number) for number in re.findall(r"(?m)^- \*\*R(\d+)\*\* ", ARCHITECTURE)}
    assert numbers == set(range(1, max(numbers) + 1))
    cited = {int(number) for source in SOURCES.values() for number in re.findall(r"\bR(\d+)\b", source)}
    assert cited == numbers


def test_the_code_is_as_plain_as_it_was() -> None:
    """Conditional expressions and comprehensions per 1,000 lines of code, no conditional inside another."""
    figures = house.whole()
    assert figures.nested_ternaries == 0
    assert figures.per_thousand(figures.ternaries) <= 15
    assert figures.per_thousand(figures.comprehensions) <= 40


def test_functions_are_short() -> None:
    """The median is under ten lines, and none is a page long."""
    lengths = sorted(
        (node.end_lineno or 0) - node.lineno + 1
        for source in SOURCES.values()
        for node in ast.walk(parsed(source))
        if isinstance(node, ast.FunctionDef)
    )
    assert lengths[len(lengths) // 2] < 10
    assert lengths[-1] <= 60
