"""A text, a list and a notice have limits, each told with its place and its number, whoever writes it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from portal import AGENCIES_PATH, NOTICE_PATH, Ran, gksite

from gksite.model import extents
from gksite.readers import limits

HEAD = (
    "id: ceshi-2018\njurisdiction: ceshi\ntitle: 标题\nyear: 2018\ndisclosure: 主动公开\n"
    "sections:\n  - title: 一、公开\n"
)
TASK = "    tasks:\n      - number: 1\n        title: 公开\n"


def tasks(count: int) -> str:
    """A section with tasks."""
    return "    tasks:\n" + "".join(f"      - {{number: {n}, title: 公开}}\n" for n in range(1, count + 1))


def nested(levels: int) -> str:
    """Sections inside each other, the innermost with a task whose agency has its words as printed."""
    lines = [HEAD]
    for level in range(1, levels):
        indent = "  " * level
        lines.append(f"  {indent}sections:\n  {indent}- title: 一、公开\n")
    indent = "  " * levels
    lines.append(f"  {indent}tasks:\n  {indent}- number: 1\n  {indent}  title: 公开\n")
    lines.append(f"  {indent}  lead:\n  {indent}  - {{name: 市财政局, as: 财政局}}\n")
    return "".join(lines)


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        (
            NOTICE_PATH,
            HEAD.replace("标题", "标" * 2001) + TASK,
            "3:8: GK356 title 太长或太多：有 2001 字，最多 2000 字",
        ),
        (
            NOTICE_PATH,
            HEAD + TASK + f"        requirement: {'公' * 50_001}\n",
            "11:22: GK356 sections.1.tasks.1.requirement 太长或太多：有 50001 字，最多 50000 字",
        ),
        (
            NOTICE_PATH,
            HEAD + TASK + f"        lead: [市财政局, {'局' * 501}]\n",
            "11:22: GK356 sections.1.tasks.1.lead.2.name 太长或太多：有 501 字，最多 500 字",
        ),
        (
            NOTICE_PATH,
            HEAD + TASK + f"        support: [{', '.join('单位' + str(n) for n in range(1001))}]\n",
            "11:18: GK356 sections.1.tasks.1.support 太长或太多：有 1001 项，最多 1000 项",
        ),
        (NOTICE_PATH, HEAD + tasks(10_001), "7:3: GK356 sections 太长或太多：共有 10001 项任务，最多 10000 项"),
        (
            NOTICE_PATH,
            HEAD + tasks(6_000) + "  - title: 二、解读\n" + tasks(6_000),
            "7:3: GK356 sections 太长或太多：共有 12000 项任务，最多 10000 项",
        ),
        (NOTICE_PATH, nested(16), "7:3: GK356 sections 太长或太多：部分套了 16 层，最多 15 层"),
        (
            AGENCIES_PATH,
            f"jurisdiction: ceshi\nname: 测试市\nagencies:\n  - {{id: a, name: 甲局, full_name: {'局' * 501}}}\n",
            "4:34: GK356 agencies.1.full_name 太长或太多：有 501 字，最多 500 字",
        ),
        ("site.yaml", f"name: {'名' * 2001}\n", "1:7: GK356 name 太长或太多：有 2001 字，最多 2000 字"),
    ],
)
def test_what_is_too_much_is_told_where_it_stands(
    portal: Callable[..., Path], run: Callable[..., Ran], file: str, content: str, told: str
) -> None:
    """GK356"""
    ran = run(portal({file: content}), "build", "--no-search")
    assert ran.code == 1
    assert f"{file}:{told}" in [line.rstrip() for line in ran.lines]


def test_what_is_just_within_is_built(portal: Callable[..., Path], run: Callable[..., Ran]) -> None:
    content = HEAD.replace("标题", "标" * 2000) + TASK + f"        requirement: {'公' * 50_000}\n"
    ran = run(portal({NOTICE_PATH: content, "content/sources/ceshi.txt": None}), "build", "--no-search")
    assert ran.code == 0, ran.err


def test_sections_at_the_limit_are_within_the_levels_of_a_file(
    portal: Callable[..., Path], run: Callable[..., Ran]
) -> None:
    ran = run(portal({NOTICE_PATH: nested(15), "content/sources/ceshi.txt": None}), "build", "--no-search")
    assert ran.code == 0, ran.err


def test_an_import_that_would_be_too_much_is_one_message_and_writes_nothing(tmp_path: Path) -> None:
    source = tmp_path / "long.txt"
    rows = f"某市2018年任务分解表\n序号\t工作任务\t牵头单位\n1\t公开预算{'公开' * 30_000}\t市财政局\n"
    source.write_text(rows, encoding="utf-8")
    target = tmp_path / "long-2018.yaml"
    ran = gksite("import", source, "-o", target, "--root", tmp_path)
    assert ran.code == 1
    assert "long.txt: GK356 sections.1.tasks.1.requirement 太长或太多：有 60004 字，最多 50000 字" in ran.err
    assert not target.exists()


def test_the_handbook_states_every_limit() -> None:
    """Each number of the table is the program's, thousands written as in 5 万."""
    text = (Path(__file__).parent.parent / "docs/handbook.zh-CN.md").read_text(encoding="utf-8")
    table = text.partition("限度\n")[2].partition("\n## ")[0]
    numbers = [value for name, value in vars(extents).items() if name.startswith(("LONGEST", "MOST"))]
    numbers += [limits.ROWS, limits.COLUMNS, limits.CELLS, limits.BLOCKS, limits.CHARACTERS, limits.PAGES, limits.DEPTH]
    numbers += [limits.SECONDS, limits.MEMORY // 1048576]
    for number in numbers:
        shown = f"{number // 10_000} 万" if number >= 10_000 else str(number)
        assert shown in table, number
