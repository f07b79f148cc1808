"""A notice whose time of publication has not come is shown nowhere, and said."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from portal import NOTICE, NOTICE_PATH, TODAY, build, gksite, tree

OTHER_PATH = "content/notices/other-2019.yaml"
OTHER = NOTICE.replace("ceshi-2018", "other-2019").replace("公开预决算", "公开甲乙丙丁")


def timed(moment: str, text: str = OTHER) -> str:
    """The notice with a time of publication."""
    return text.replace("year: 2018\n", f"year: 2018\npublished: {moment}\n")


def traces(output: Path) -> list[str]:
    """The files of a site that show something of the notice."""
    found = []
    for path in sorted(output.rglob("*")):
        shown = path.read_bytes() if path.is_file() else b""
        if "other-2019" in path.as_posix() or b"other-2019" in shown or "甲乙丙丁".encode() in shown:
            found.append(path.relative_to(output).as_posix())
    return found


def test_a_notice_of_a_later_day_is_nowhere_in_the_site_and_said_with_file_and_day(portal: Callable[..., Path]) -> None:
    with_it = portal({OTHER_PATH: timed("2026-01-02 00:00")}, "with")
    without = portal({}, "without")
    ran = gksite("build", "--root", with_it, "--today", TODAY)
    assert ran.code == 0
    assert ran.lines == [f"{OTHER_PATH}:5:12: GK331 提醒：尚未到公布日期（2026-01-02 00:00），没有公布"]
    assert "另有 1 份通知尚未到公布日期，没有公布。" in ran.out
    assert traces(with_it / "output") == []
    assert gksite("build", "--root", without, "--today", TODAY).code == 0
    assert tree(with_it / "output") == tree(without / "output")


def test_check_says_it_too_and_holds_the_notice_against_its_source(portal: Callable[..., Path]) -> None:
    root = portal({OTHER_PATH: timed("2099-01-01 09:00")})
    ran = gksite("check", "--root", root, "--today", TODAY)
    assert "GK331" in ran.err
    assert any(line.startswith(f"{OTHER_PATH}:") and " GK220 " in line for line in ran.lines), ran.err


def test_a_waiting_notice_is_checked_as_any_other(portal: Callable[..., Path]) -> None:
    ran = build(portal({OTHER_PATH: timed("2099-01-01 09:00").replace("lead: [市财政局]", "lead: [市财政句]", 1)}))
    assert ran.code == 1
    assert any(line.startswith(OTHER_PATH) and " GK201 " in line for line in ran.lines)


@pytest.mark.parametrize("moment", ["2025-12-31 23:59", "2026-01-01 00:00", "2026-01-01 23:59"])
def test_on_the_day_that_is_asked_for_it_is_published(portal: Callable[..., Path], moment: str) -> None:
    root = portal({OTHER_PATH: timed(moment)})
    ran = build(root)
    assert (ran.code, ran.err, "尚未" in ran.out) == (0, "", False)
    assert (root / "output/notices/other-2019/tasks/3/index.html").is_file()


def test_what_was_published_and_has_to_wait_now_is_gone_at_once(portal: Callable[..., Path]) -> None:
    root = portal({OTHER_PATH: OTHER})
    assert build(root).code == 0
    (root / OTHER_PATH).write_text(timed("2099-01-01 09:00"), encoding="utf-8")
    assert build(root).code == 0
    for path in (root / "output").rglob("*"):
        assert not path.is_file() or "甲乙丙丁".encode() not in path.read_bytes(), path
    assert "内容已撤下" in (root / "output/notices/other-2019/tasks/1/index.html").read_text(encoding="utf-8")
    assert build(root, "--today", "2099-01-01").code == 0
    assert "甲乙丙丁" in (root / "output/notices/other-2019/index.html").read_text(encoding="utf-8")


def test_a_successor_that_waits_is_not_named(portal: Callable[..., Path]) -> None:
    changes = {
        NOTICE_PATH: NOTICE.replace("year: 2018\n", "year: 2018\nsuperseded_by: other-2019\n"),
        OTHER_PATH: timed("2099-01-01 09:00"),
    }
    root = portal(changes)
    assert build(root).code == 0
    assert traces(root / "output") == []


def test_the_clock_is_that_of_china_wherever_the_machine_stands(portal: Callable[..., Path]) -> None:
    """At 16:30 UTC on the last of June it is the first of July there, half past midnight."""
    root = portal({OTHER_PATH: timed("2026-07-01 00:30"), NOTICE_PATH: timed("2026-07-01 00:31", NOTICE)})
    program = (
        "import sys, datetime as d\n"
        "class At(d.datetime):\n"
        "    @classmethod\n"
        "    def now(cls, tz=None): return d.datetime(2026, 6, 30, 16, 30, tzinfo=d.timezone.utc).astimezone(tz)\n"
        "from gksite.cli import options, main\n"
        "options.datetime = At\n"
        "main()\n"
    )
    command = [sys.executable, "-c", program, "build", "--no-search", "--root", str(root)]
    env = {**os.environ, "TZ": "America/New_York", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, capture_output=True, check=False, env=env, text=True)
    assert done.returncode == 0, done.stderr
    assert f"{NOTICE_PATH}:5:12: GK331" in done.stderr
    assert OTHER_PATH not in done.stderr
