"""What comes from outside is bounded: expressions, Markdown, time and memory."""

import re
import signal
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pytest
from attacks import Found, patterns, repeats_a_group_possessively, slow
from sampling import some

from gksite.documents.markdown_limits import excess


@cache
def every() -> list[Found]:
    """The expressions of the package, gathered in the process that needs them."""
    return patterns()


def chunk(number: int) -> list[Found]:
    """Every eighth of them."""
    return every()[number::8]


def test_the_expressions_of_the_package_are_found() -> None:
    assert len(every()) > 300


@pytest.mark.parametrize("number", some(range(8), 8))
def test_no_expression_takes_more_than_linear_time_over_its_own_repeats(number: int) -> None:
    assert [told for told in (slow(found, widely=False) for found in chunk(number)) if told] == []


def test_only_single_characters_are_repeated_without_giving_back() -> None:
    """Python 3.11 before its fifth release matches `(?:…)*+` wrongly; `(?>(?:…)*)` says the same."""
    assert [found.name for found in every() if repeats_a_group_possessively(found.pattern)] == []
    assert repeats_a_group_possessively(re.compile("x(?:a|bc)*+"))
    assert not repeats_a_group_possessively(re.compile("[ab]*+(?>(?:a|bc)*)"))


@pytest.mark.proof
@pytest.mark.parametrize("number", range(8))
def test_no_expression_takes_more_than_linear_time_over_anything_it_tells_apart(number: int) -> None:
    assert [told for told in map(slow, chunk(number)) if told] == []


@pytest.mark.parametrize(
    "pattern",
    some([r"《[^》]*》", r"(?:乡|[\u4e00-\u9fff]乡)+$", r"\s+$", r"(?:任务|任务|分解)*要求", r".*?\s*#*\s*$"], 3),
)
def test_an_expression_that_takes_longer_is_found(pattern: str) -> None:
    assert slow(Found("it", re.compile(pattern), frozenset({"search", "fullmatch"})), widely=False)


@pytest.mark.parametrize("pattern", [r"(?<!\s)\s++$", r"《[^《》]*》", r"\d{1,4}年", r"(?:任务){0,6}要求"])
def test_an_expression_that_is_linear_is_not(pattern: str) -> None:
    assert slow(Found("it", re.compile(pattern), frozenset({"search", "fullmatch"})), widely=False) == ""


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("行\n" * 1500, 0, "一段超过 {limit} 行"),
        ("好\n\n" + "* " * 600, 2, "列表或引用超过 {limit} 层"),
        ("好\r\n\r\n" + "> " * 600, 2, "列表或引用超过 {limit} 层"),
        ("\n".join("    " * level + "* 甲" for level in range(60)), 20, "列表或引用超过 {limit} 层"),
        ("好\n\n\n\n" + "[" * 6000, 4, "一段里超过 {limit} 个“[”"),
        ("![" * 3000, 0, "一段里超过 {limit} 个“[”"),
        ("文" * 20_001, 0, "一段超过 {limit} 字"),
        ("文字\n\n" * 100_000, 0, "全文超过 {limit} 字"),
    ],
)
def test_a_text_that_would_take_minutes_is_told_with_its_line(text: str, line: int, message: str) -> None:
    found = excess(text)
    assert found is not None
    assert (found[0], found[1].message) == (line, message)


@pytest.mark.parametrize(
    "text", ["# 关于\n\n- 甲\n    - 乙\n        - 丙\n", "* * *\n", "文字。\n\n" * 5000, "[甲](/a/)、" * 200, ""]
)
def test_a_text_such_as_editors_write_is_shown(text: str) -> None:
    assert excess(text) is None


def test_a_text_within_the_limits_is_checked_to_the_end() -> None:
    pieces = ("[", "![", "[a](", "*a ", "**a", "_a ", "`a", "<a ", "\\", "|", "a\n", "- a\n", "***a_", "[a]: b\n")
    for piece in pieces:
        assert excess(piece * (400 // piece.count("[") if "[" in piece else 900)) is None


def is_alive(process: int) -> bool:
    """Whether a process is there and not only waits to be buried."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="the system has no such signal")
def test_the_process_that_reads_ends_with_the_one_that_started_it() -> None:
    wait = "import os, time; from gksite.readers.child import die_with_parent; die_with_parent(os.getppid())"
    start = f"""
import subprocess, sys, time
command = [sys.executable, "-c", {wait + "; print(1, flush=True); time.sleep(60)"!r}]
child = subprocess.Popen(command, stdout=subprocess.PIPE)
child.stdout.readline()
print(child.pid, flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", start], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert is_alive(child)
        parent.kill()
    for _ in range(100):
        if not is_alive(child):
            return
        time.sleep(0.1)
    pytest.fail("it goes on reading for nobody")


def test_a_process_whose_starter_has_gone_does_not_read() -> None:
    command = [sys.executable, "-m", "gksite.readers.child"]
    done = subprocess.run(command, input=b"1\ntext 30 3\n1. ", capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (-signal.SIGKILL, b"")
