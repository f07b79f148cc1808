"""Somebody may answer for a finding until a day: then it stops nothing, and is counted."""

from datetime import date
from pathlib import Path

import pytest
from portal import gksite, write_portal

from gksite.documents.shapes import Entry
from gksite.model.waivers import WaiversRecord
from gksite.problems.problem import Code, Level, Location, Problems, Waivable
from gksite.waiving import in_force, note_needless, read_waivers

TODAY = date(2026, 6, 15)
NOTICE = "content/notices/ceshi-2018.yaml"
TOLD = {"why": "因为。", "mend": "改正。"}
MISSING = Code("GK998", "没有写 {what}", level=Level.OBSTACLE, waivable=Waivable.REASON, **TOLD)
LEAK = Code("GK999", "有身份证号（记号 {mark}）", waivable=Waivable.BASIS, **TOLD)
BROKEN = Code("GK997", "写法不对", **TOLD)
KNOWN = {code.id: code for code in (MISSING, LEAK, BROKEN)}
SIGNED = "reason: 原件没有印, by: 张三, on: 2026-01-05"
BASIS = "basis: 个人信息保护法第十三条第一款第三项, assessment: 已评估"


def waivers(folder: Path, *rows: str) -> tuple[Entry[WaiversRecord] | None, Problems]:
    """The waivers of a portal that has these, read; and the problems with them."""
    content = folder / "content"
    content.mkdir(parents=True)
    (content / "waivers.yaml").write_text("waivers:\n" + "".join(f"  - {{{row}}}\n" for row in rows), encoding="utf-8")
    problems = Problems()
    entry = read_waivers(content, problems)
    problems.waivers = in_force(entry, KNOWN, TODAY, problems)
    return entry, problems


def codes(problems: Problems) -> list[str]:
    return [problem.code.id for problem in problems.sorted()]


def test_a_finding_that_somebody_answers_for_stops_nothing_and_is_counted(tmp_path: Path) -> None:
    _, problems = waivers(tmp_path, f"code: GK998, place: {NOTICE}, {SIGNED}, expires: 2026-12-31")
    problems.add(MISSING, Location(NOTICE, 3), what="发布日期")
    problems.add(MISSING, Location("site.yaml", 1), what="联系方式")
    assert [problem.location.file for problem in problems.waived()] == [NOTICE]
    assert [problem.location.file for problem in problems.obstacles()] == ["site.yaml"]
    assert problems.errors() == []


def test_a_marked_waiver_lets_one_finding_stand_and_no_other_of_its_file(tmp_path: Path) -> None:
    place = f"code: GK999, place: {NOTICE}, mark: aaaaaaaaaa, expires: 2026-12-31"
    _, problems = waivers(tmp_path, f"{place}, {SIGNED}, {BASIS}")
    problems.add(LEAK, Location(NOTICE, 3), mark="aaaaaaaaaa")
    problems.add(LEAK, Location(NOTICE, 4), mark="bbbbbbbbbb")
    assert [problem.location.line for problem in problems.errors()] == [4]


def test_what_breaks_a_site_stays_an_error_whoever_signs(tmp_path: Path) -> None:
    _, problems = waivers(tmp_path, f"code: GK997, place: {NOTICE}, {SIGNED}, expires: 2026-12-31")
    problems.add(BROKEN, Location(NOTICE, 3))
    assert codes(problems) == ["GK997", "GK601"]


@pytest.mark.parametrize("missing", ["mark: aaaaaaaaaa", "basis: 法律", "assessment: 已评估"])
def test_personal_data_needs_a_mark_a_basis_and_an_assessment(tmp_path: Path, missing: str) -> None:
    given = [part for part in ("mark: aaaaaaaaaa", "basis: 法律", "assessment: 已评估") if part != missing]
    row = ", ".join([f"code: GK999, place: {NOTICE}, {SIGNED}, expires: 2026-12-31", *given])
    _, problems = waivers(tmp_path, row)
    assert codes(problems) == ["GK602"]
    assert missing.partition(":")[0] in problems.found[0].text(str)


def test_a_waiver_that_cannot_hold_is_told_and_lets_nothing_stand(tmp_path: Path) -> None:
    cases = {
        f"code: GK998, place: {NOTICE}, {SIGNED}": "GK603",
        f"code: GK998, place: site.yaml, {SIGNED}, archive: true": "GK604",
        f"code: GK998, place: {NOTICE}, {SIGNED}, expires: 2026-06-14": "GK605",
        f"code: GK9988, place: {NOTICE}, {SIGNED}, expires: 2026-12-31": "GK600",
    }
    for i, (row, code) in enumerate(cases.items()):
        _, problems = waivers(tmp_path / str(i), row)
        problems.add(MISSING, Location(NOTICE, 3), what="发布日期")
        assert code in codes(problems)
        assert problems.waived() == []


def test_a_waiver_holds_on_its_last_day_and_one_of_an_archive_for_good(tmp_path: Path) -> None:
    rows = [f"code: GK998, place: {NOTICE}, {SIGNED}, expires: 2026-06-15"]
    rows.append(f"code: GK998, place: content/items/a.yaml, {SIGNED}, archive: true")
    _, problems = waivers(tmp_path, *rows)
    assert len(problems.waivers) == 2
    assert problems.found == []


def test_a_waiver_of_nothing_is_told(tmp_path: Path) -> None:
    entry, problems = waivers(tmp_path, f"code: GK998, place: {NOTICE}, {SIGNED}, expires: 2026-12-31")
    note_needless(entry, problems)
    assert codes(problems) == ["GK606"]
    problems.add(MISSING, Location(NOTICE, 3), what="发布日期")
    problems.found = problems.found[1:]
    note_needless(entry, problems)
    assert codes(problems) == []


def test_check_tells_a_waiver_of_a_code_that_cannot_be_waived(tmp_path: Path) -> None:
    root = write_portal(tmp_path)
    row = f"- {{code: GK006, place: {NOTICE}, {SIGNED}, expires: 2026-12-31}}"
    (root / "content/waivers.yaml").write_text(f"waivers:\n  {row}\n", encoding="utf-8")
    assert "content/waivers.yaml:2:12: GK601 GK006 不能豁免" in gksite("check", cwd=root).err
