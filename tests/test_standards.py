"""Every requirement is checked, true by construction, or not checked for a reason that is said.

The code makes docs/standards.zh-CN.md: after a change of rows or codes, .venv/bin/python tests/test_standards.py writes
it.
"""

import re
from pathlib import Path

import pytest

from gksite.codes import all_codes
from gksite.inspection.row import Met, Row
from gksite.inspection.rows import FAMILIES, ROWS, served

ROOT = Path(__file__).resolve().parent.parent
STANDARDS = ROOT / "docs/standards.zh-CN.md"
INTRODUCTION = (
    "下面逐条列出对政府网站公开专栏的要求，以及 gksite 怎样检查：用哪些[问题编号](problems.zh-CN.md)，"
    "或者网站生成出来就是这样（括号里是证明它的测试），或者没有检查、为什么。"
    "检查的结果只说“没有发现”，从不说“合格”。"
)
LEVELS = "E 不合要求不能发布，W 提醒，I 说明，L 上线以后才能试，H 由人判断"
SAID = {Met.BUILT: "网站就是这样生成的", Met.PROBE: "没有检查", Met.PERSON: "没有检查", Met.NOT: "没有检查"}


def how(row: Row) -> str:
    """How a row is met, as the document says it."""
    codes = served(all_codes()).get(row.id, [])
    said = "、".join(code.id for code in codes) if row.met is Met.CODES else SAID[row.met]
    if row.test:
        said += f"（`{row.test.partition('::')[2]}`）"
    return said


def standards_page() -> str:
    """The text that docs/standards.zh-CN.md should have."""
    parts = [
        "# 检查了什么，没有检查什么",
        INTRODUCTION,
        f"级别：{LEVELS}。",
    ]
    for letter, name in FAMILIES.items():
        parts.append(f"## {letter} {name}")
        lines = ["| 编号 | 要求 | 级别 | 怎样检查 | 没有检查的部分，为什么 |", "|---|---|---|---|---|"]
        for row in ROWS:
            if row.family == letter:
                lines.append(f"| {row.id} | {row.words} | {row.level} | {how(row)} | {row.why} |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def is_shown(test: str) -> bool:
    """Whether a test that a row names exists."""
    file, _, name = test.partition("::")
    return f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")


def fault(row: Row) -> str | None:
    """What keeps a row from being accounted for."""
    if row.met is Met.CODES:
        return None if served(all_codes()).get(row.id) else "no code serves it"
    if row.met is Met.BUILT:
        return None if is_shown(row.test) else "no test shows it"
    return None if row.why else "nobody says why it is not checked"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_every_requirement_is_accounted_for(row: Row) -> None:
    assert fault(row) is None


def test_a_requirement_without_a_code_a_test_or_a_reason_is_found() -> None:
    assert fault(Row("W-99", "E", Met.CODES, "x")) == "no code serves it"
    assert fault(Row("W-99", "E", Met.BUILT, "x", test="tests/test_site.py::test_nothing")) == "no test shows it"
    assert fault(Row("W-99", "E", Met.PROBE, "x")) == "nobody says why it is not checked"


def test_the_rows_are_those_of_the_requirements_and_stand_once() -> None:
    ids = [row.id for row in ROWS]
    assert len(ids) == len(set(ids)) == 137
    assert {row.family for row in ROWS} == set(FAMILIES)


def test_codes_name_rows_that_exist() -> None:
    assert set(served(all_codes())) <= {row.id for row in ROWS}


def test_the_document_of_requirements_is_made_of_the_rows() -> None:
    assert STANDARDS.read_text(encoding="utf-8") == standards_page(), "请运行 .venv/bin/python tests/test_standards.py"


def test_no_check_calls_a_site_fit() -> None:
    """The words of a verdict stand in no message; only the document says that there is none."""
    for code in all_codes():
        assert not re.search("(?<!不)合格|达标", code.message + code.why), code.id


if __name__ == "__main__":
    STANDARDS.write_text(standards_page(), encoding="utf-8")
