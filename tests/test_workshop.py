"""What a build leaves when it dies is verified before it is used; what does not fit is told, and the site is mended."""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from portal import NOTICE_PATH, TODAY, build, gksite, tree, write_portal
from sampling import some
from test_write import NEW, OLD, Killed, dying, held, put_in

from gksite.hold import exclusive, recover, settle
from gksite.journal import SCHEMA
from gksite.keeping import Kept, keep
from gksite.problems.problem import Problems
from gksite.workshop import Workshop, beside, in_portal

Damage = Callable[[Workshop, Path], None]
"""Spoils a workshop with its output; the path is a backup of the output before the update."""


def remove_output(workshop: Workshop, backup: Path) -> None:
    shutil.rmtree(workshop.output)


def empty_output(workshop: Workshop, backup: Path) -> None:
    shutil.rmtree(workshop.output)
    workshop.output.mkdir()


def restore_output(workshop: Workshop, backup: Path) -> None:
    shutil.rmtree(workshop.output)
    shutil.copytree(backup, workshop.output)


def lose_home(workshop: Workshop, backup: Path) -> None:
    (workshop.output / "index.html").unlink(missing_ok=True)


def empty_home(workshop: Workshop, backup: Path) -> None:
    (workshop.output / "index.html").write_bytes(b"")


def lose_staging(workshop: Workshop, backup: Path) -> None:
    shutil.rmtree(workshop.staging, ignore_errors=True)


def lose_a_staged_file(workshop: Workshop, backup: Path) -> None:
    next(path for path in sorted(workshop.staging.rglob("*")) if path.is_file()).unlink()


def change_a_staged_file(workshop: Workshop, backup: Path) -> None:
    next(path for path in sorted(workshop.staging.rglob("*")) if path.is_file()).write_bytes(b"other")


def swap_staging_for_a_link(workshop: Workshop, backup: Path) -> None:
    elsewhere = workshop.folder.parent / "elsewhere"
    shutil.move(workshop.staging, elsewhere)
    workshop.staging.symlink_to(elsewhere)


def swap_staging_for_a_file(workshop: Workshop, backup: Path) -> None:
    shutil.rmtree(workshop.staging)
    workshop.staging.write_bytes(b"x")


def lose_the_lock(workshop: Workshop, backup: Path) -> None:
    workshop.lock.unlink()


def a_folder_for_a_lock(workshop: Workshop, backup: Path) -> None:
    workshop.lock.unlink()
    workshop.lock.mkdir()


def a_link_for_the_workshop(workshop: Workshop, backup: Path) -> None:
    elsewhere = workshop.folder.parent / "elsewhere"
    shutil.move(workshop.folder, elsewhere)
    workshop.folder.symlink_to(elsewhere)


def journal_of(text: bytes) -> Damage:
    def spoil(workshop: Workshop, backup: Path) -> None:
        workshop.journal.write_bytes(text)

    return spoil


def cut_journal(share: float) -> Damage:
    def spoil(workshop: Workshop, backup: Path) -> None:
        whole = workshop.journal.read_bytes()
        workshop.journal.write_bytes(whole[: int(len(whole) * share)])

    return spoil


def zero_journal(workshop: Workshop, backup: Path) -> None:
    workshop.journal.write_bytes(bytes(len(workshop.journal.read_bytes())))


def turn_a_bit(workshop: Workshop, backup: Path) -> None:
    whole = bytearray(workshop.journal.read_bytes())
    whole[len(whole) // 2] ^= 1
    workshop.journal.write_bytes(bytes(whole))


def in_place_of(name: str, put: Callable[[Path], object]) -> Damage:
    """Something else where a file or folder of the workshop stands."""

    def spoil(workshop: Workshop, backup: Path) -> None:
        path = workshop.folder / name
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        put(path)

    return spoil


def link_elsewhere(path: Path) -> None:
    """A link to a file, and one to a folder below it, outside portal and output."""
    victim = elsewhere(path)
    victim.mkdir(exist_ok=True)
    (victim / "precious").write_text("precious")
    path.symlink_to(victim)


def link_to_a_file(path: Path) -> None:
    link_elsewhere(path)
    path.unlink()
    path.symlink_to(elsewhere(path) / "precious")


def elsewhere(path: Path) -> Path:
    """A folder that is nothing to the build, beside the portal's."""
    return next(parent for parent in path.parents if parent.name == ".gksite").parent / "elsewhere"


def a_link_for_the_folder_of_workshops(workshop: Workshop, backup: Path) -> None:
    away = workshop.folder.parent.parent / "elsewhere"
    shutil.move(workshop.folder.parent, away)
    workshop.folder.parent.symlink_to(away)


def a_file_for_the_folder_of_workshops(workshop: Workshop, backup: Path) -> None:
    shutil.rmtree(workshop.folder.parent)
    workshop.folder.parent.write_bytes(b"")


def remove_the_workshop(workshop: Workshop, backup: Path) -> None:
    shutil.rmtree(workshop.folder.parent)


def in_the_old_place(workshop: Workshop, backup: Path) -> None:
    """As an earlier version left it."""
    shutil.move(workshop.folder, beside(workshop.output).folder)


def in_both_places(workshop: Workshop, backup: Path) -> None:
    shutil.copytree(workshop.folder, beside(workshop.output).folder)


def list_of(text: bytes) -> Damage:
    def spoil(workshop: Workshop, backup: Path) -> None:
        (workshop.output / ".gksite.json").write_bytes(text)

    return spoil


def a_link_for_the_list(workshop: Workshop, backup: Path) -> None:
    away = workshop.output.parent / "list.json"
    shutil.move(workshop.output / ".gksite.json", away)
    (workshop.output / ".gksite.json").symlink_to(away)


def swap_a_file_for_an_empty_folder(workshop: Workshop, backup: Path) -> None:
    (workshop.output / "a.html").unlink()
    (workshop.output / "a.html").mkdir()


def more_in_staging(workshop: Workshop, backup: Path) -> None:
    (workshop.staging / "x/y").mkdir(parents=True)
    (workshop.staging / "x/y/z").write_bytes(b"z")


def open_to_everybody(workshop: Workshop, backup: Path) -> None:
    workshop.folder.chmod(0o777)
    workshop.folder.parent.chmod(0o777)


DAMAGES: dict[str, Damage] = {
    **{
        spoil.__name__: spoil
        for spoil in (
            remove_output,
            empty_output,
            restore_output,
            lose_home,
            empty_home,
            lose_staging,
            lose_a_staged_file,
            change_a_staged_file,
            swap_staging_for_a_link,
            swap_staging_for_a_file,
            lose_the_lock,
            a_folder_for_a_lock,
            a_link_for_the_workshop,
            zero_journal,
            turn_a_bit,
            a_link_for_the_folder_of_workshops,
            a_file_for_the_folder_of_workshops,
            remove_the_workshop,
            in_the_old_place,
            in_both_places,
            swap_a_file_for_an_empty_folder,
            more_in_staging,
            open_to_everybody,
        )
    },
    "an empty journal": journal_of(b""),
    "a journal that is a list": journal_of(b"[]"),
    "a journal of an older version": journal_of(b'{"remove": ["a"], "move": ["b"]}'),
    "a journal nested without end": journal_of(b"[" * 100_000),
    "a journal that is no text": journal_of(bytes(range(256))),
    **{f"a journal cut at {share}": cut_journal(share) for share in (0.1, 0.5, 0.9, 0.999)},
    **{f"a folder for {name}": in_place_of(name, Path.mkdir) for name in ("journal", "journal.draft", "redirects.txt")},
    **{f"a pipe for {name}": in_place_of(name, os.mkfifo) for name in ("journal", "lock", "staging")},
    **{f"a link for {name}": in_place_of(name, link_to_a_file) for name in ("journal", "lock", "journal.draft")},
    **{f"a linked folder for {name}": in_place_of(name, link_elsewhere) for name in ("staging", "changed", "last")},
    "a file for changed": in_place_of("changed", Path.touch),
}


def dead(root: Path, monkeypatch: pytest.MonkeyPatch, moved: int) -> tuple[Workshop, Path]:
    """An update that died after so many moves."""
    output = root / "output"
    put_in(OLD, output)
    backup = Path(shutil.copytree(output, root / "backup"))
    workshop = in_portal(output, root)
    for at in range(1, 200):
        with dying(monkeypatch, at), suppress(Killed):
            put_in(NEW, output)
        if workshop.journal.exists():
            break
    with dying(monkeypatch, moved + 1), suppress(Killed):
        recover(workshop)
    assert workshop.journal.exists()
    return workshop, backup


@pytest.mark.parametrize("moved", [0, pytest.param(2, marks=pytest.mark.proof)])
@pytest.mark.parametrize("name", some(DAMAGES, 4))
def test_a_damaged_state_is_told_once_and_the_next_build_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, moved: int
) -> None:
    workshop, backup = dead(tmp_path, monkeypatch, moved)
    DAMAGES[name](workshop, backup)
    away = tmp_path / "elsewhere"
    before = tree(away) if away.exists() else {}
    problems = put_in(NEW, workshop.output)
    told = [problem.code.id for problem in problems.found]
    assert not problems.errors()
    assert told.count("GK320") <= (2 if name == "in_both_places" else 1)
    assert {"GK013", "GK012"}.isdisjoint(told)
    assert held(workshop.output) == NEW
    places = [path for path in (workshop, beside(workshop.output)) if path.folder.exists()]
    assert [path.folder.stat().st_mode & 0o777 for path in places] == [0o700]
    rests = {path.name for path in places[0].folder.iterdir()} - {"changed", "last"}
    assert rests <= {"lock", "journal.draft", "redirects.txt"}
    assert put_in(NEW, workshop.output).found == [], "and nothing is left to tell"
    if before and "the_workshop" not in name and "folder_of" not in name:
        assert tree(away) == before, "what a link led to is as it was"


@pytest.mark.parametrize("moved", [0, 2])
@pytest.mark.parametrize(
    "spoil",
    [a_link_for_the_list, *map(list_of, (b"", b'{"schema": "gksite/output/1", "fi', bytes(300), b"[" * 100_000))],
)
def test_without_its_list_output_keeps_what_nobody_can_tell_and_the_rest_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Damage, moved: int
) -> None:
    workshop, backup = dead(tmp_path, monkeypatch, moved)
    spoil(workshop, backup)
    problems = put_in(NEW, workshop.output)
    assert {problem.code.id for problem in problems.found} <= {"GK320", "GK311"}
    there = {path.relative_to(workshop.output).as_posix() for path in workshop.output.rglob("*") if path.is_file()}
    assert there - {"gone/d.html"} == {*NEW, "index.html", ".gksite.json"}
    assert all((workshop.output / path).read_bytes() == content for path, content in NEW.items())
    assert not (workshop.output / ".gksite.json").is_symlink()
    assert not put_in(NEW, workshop.output).errors()


def test_there_are_many_damaged_states() -> None:
    assert len(DAMAGES) >= 40


@pytest.mark.parametrize("path", ["../victim", "/etc/hostname", "a/../../victim", "a\\..\\b", "", ".."])
@pytest.mark.parametrize("key", ["removed", "moves", "files"])
def test_a_journal_that_leads_outside_touches_nothing(tmp_path: Path, key: str, path: str) -> None:
    """It may come with a folder that was received from somebody, with a digest that fits."""
    output = tmp_path / "output"
    put_in(OLD, output)
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (tmp_path / ".gksite/output/staging").mkdir()
    held_in: dict[str, object] = {"moves": [], "files": {}, "removed": {}, "listed": None}
    held_in[key] = [path] if key == "moves" else {path: None}
    digest = hashlib.sha256(json.dumps(held_in, sort_keys=True).encode()).hexdigest()
    journal = {"schema": SCHEMA, "journal": held_in, "sha256": digest}
    (tmp_path / ".gksite/output/journal").write_text(json.dumps(journal))
    problems = Problems()
    settle(output, tmp_path, problems)
    assert ["指向 output 以外" in problem.text(str) for problem in problems.found] == [True]
    assert victim.read_text() == "precious"
    assert held(output) == OLD


def test_a_link_inside_output_is_never_followed_by_a_recovery(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop, _ = dead(tmp_path, monkeypatch, 0)
    elsewhere = tmp_path / "elsewhere"
    folder = next(path for path in sorted(workshop.output.iterdir()) if path.is_dir())
    shutil.move(folder, elsewhere)
    folder.symlink_to(elsewhere)
    before = tree(elsewhere)
    problems = Problems()
    settle(workshop.output, tmp_path, problems)
    assert [problem.code.id for problem in problems.found] == ["GK320"]
    assert tree(elsewhere) == before


def test_files_are_for_everybody_to_read_whatever_the_umask(portal: Callable[..., Path]) -> None:
    root = portal()
    mask = os.umask(0o077)
    try:
        assert build(root).code == 0
        (root / "output/index.html").chmod(0o664)
        text = (root / NOTICE_PATH).read_text(encoding="utf-8")
        (root / NOTICE_PATH).write_text(text.replace("公开预决算", "公开预算决算"), encoding="utf-8")
        (root / "site.yaml").write_text("name: 新名\n", encoding="utf-8")
        assert build(root, "--remove").code == 0
    finally:
        os.umask(mask)
    modes = {path: path.stat().st_mode & 0o777 for path in (root / "output").rglob("*")}
    assert modes.pop(root / "output/index.html") == 0o664, "a replaced file keeps its mode"
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o644}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o755}
    assert (root / ".gksite/output").stat().st_mode & 0o777 == 0o700


def test_check_says_what_it_finished(portal: Callable[..., Path]) -> None:
    root = portal()
    assert build(root).code == 0
    (root / ".gksite/output/staging").mkdir()
    ran = gksite("check", "--root", root)
    assert ran.code == 0
    assert "GK320 提醒：上一次更新中途停下，网站没有变，准备了一半的文件已清理" in ran.err


def test_what_is_prepared_never_lies_in_a_web_root(portal: Callable[..., Path]) -> None:
    root = portal()
    www = root.parent / "www"
    www.mkdir()
    for name in ("zwgk", "other"):
        assert build(root, "--output", www / name).code == 0
    assert sorted(path.name for path in www.iterdir()) == ["other", "zwgk"]
    folders = sorted(path for path in (root / ".gksite").iterdir() if path.is_dir())
    assert [path.name.rpartition("-")[0] for path in folders] == ["other", "zwgk"]
    for path in (root / ".gksite", *folders):
        assert path.stat().st_mode & 0o777 == 0o700
    assert (root / ".gksite/.gitignore").read_text() == "*\n"


def test_outputs_of_one_name_have_a_workshop_each(tmp_path: Path) -> None:
    there = {in_portal(tmp_path / path, tmp_path).folder for path in ("output", "a/output", "b/output", "a/b/output")}
    assert len(there) == 4
    long = in_portal(Path("/srv") / ("长" * 80), tmp_path).folder.name
    assert len(long.encode()) < 255


def test_the_workshop_of_an_output_that_is_no_more_goes_unless_it_holds_somebodys_changes(tmp_path: Path) -> None:
    root = write_portal(tmp_path / "portal")
    for name in ("plain", "changed", "there"):
        assert build(root, "--output", tmp_path / name).code == 0
    (tmp_path / "changed/index.html").write_text("改过", encoding="utf-8")
    assert build(root, "--output", tmp_path / "changed").code == 0
    shutil.rmtree(tmp_path / "plain")
    shutil.rmtree(tmp_path / "changed")
    assert build(root).code == 0
    left = {path.name.rpartition("-")[0] or path.name for path in (root / ".gksite").iterdir() if path.is_dir()}
    assert left == {"changed", "there", "output"}


def test_a_workshop_of_an_earlier_version_is_taken_over_and_told(portal: Callable[..., Path]) -> None:
    root = portal()
    assert build(root).code == 0
    shutil.move(root / ".gksite/output", root / ".output.gksite")
    (root / ".output.gksite/changed").mkdir()
    (root / ".output.gksite/changed/a.html").write_text("mine")
    shutil.rmtree(root / ".gksite")
    ran = build(root)
    assert ran.code == 0
    assert ran.lines[0] == "output: GK350 提醒：准备更新用的文件夹 .output.gksite 已移入 .gksite/output"
    assert not (root / ".output.gksite").exists()
    assert sorted(path.name for path in (root / ".gksite/output").iterdir()) == ["changed", "last", "lock"]
    assert (root / ".gksite/output/changed/a.html").read_text() == "mine"
    assert build(root).err == ""


def test_a_portal_that_may_not_be_written_has_its_workshop_beside_output(portal: Callable[..., Path]) -> None:
    root = portal()
    www = root.parent / "www"
    www.mkdir()
    root.chmod(0o555)
    try:
        assert build(root, "--output", www / "zwgk", bound=True).code == 0
        assert (www / ".zwgk.gksite").stat().st_mode & 0o777 == 0o700
        assert not (root / ".gksite").exists()
    finally:
        root.chmod(0o755)
    assert "GK350" in build(root, "--output", www / "zwgk").err
    assert [path.name for path in www.iterdir()] == ["zwgk"]


def test_two_portals_never_update_one_output_at_once(portal: Callable[..., Path]) -> None:
    root, other = portal(), portal(name="other")
    output = root.parent / "www"
    assert build(root, "--output", output).code == 0
    with exclusive(output, root, Problems()):
        ran = build(other, "--output", output)
    assert (ran.code, ran.lines) == (2, [f"另一个 gksite 命令正在更新 {output}，请等它结束"])


@pytest.mark.parametrize(
    ("path", "content"),
    [
        (".gksite.json", None),
        ("index.html", None),
        ("data/notices", "{}"),
        ("data/notices/ceshi-2018.json", None),
        ("assets", None),
        ("pagefind", None),
    ],
)
def test_a_link_in_output_leads_no_command_away(portal: Callable[..., Path], path: str, content: str | None) -> None:
    """What it leads to holds what the site holds, and still is neither taken for it nor touched."""
    root = portal()
    assert gksite("build", "--root", root, "--today", TODAY).code == 0
    away = root.parent / "away"
    shutil.move(root / "output" / path, away)
    (root / "output" / path).symlink_to(away)
    before = tree(away) if away.is_dir() else away.read_bytes()
    for command in ("build", "check", "build"):
        ran = gksite(command, "--root", root, "--today", TODAY)
        assert ran.code in (0, 1), ran
        if ran.code:
            assert "GK310" in ran.err
        else:
            assert command == "check" or not (root / "output" / path).is_symlink()
    assert (tree(away) if away.is_dir() else away.read_bytes()) == before


def test_what_is_kept_for_withdrawing_is_never_taken_through_a_link(portal: Callable[..., Path]) -> None:
    root = portal()
    assert build(root).code == 0
    away = root.parent / "away"
    shutil.move(root / ".gksite/output/last/content", away)
    (root / ".gksite/output/last/content").symlink_to(away)
    before = tree(away)
    ran = gksite("withdraw", "ceshi-2018", "--root", root, "--today", TODAY)
    assert ran.code == 2
    assert "没有留下" in ran.err
    assert build(root).code == 0
    assert tree(away) == before
    assert not (root / ".gksite/output/last/content").is_symlink()


def test_a_disk_that_refuses_what_is_kept_is_told(portal: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    root = portal()
    problems = Problems()
    workshop = in_portal(root / "output", root)
    workshop.folder.mkdir(parents=True)

    def full(*args: object, **how: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(shutil, "copy2", full)
    keep(root, workshop, Kept((), (), "2026-01-01T00:00:00", False, False, False), problems)
    assert [problem.code.id for problem in problems.found] == ["GK351"]
    assert not problems.errors()
    assert list(workshop.folder.iterdir()) == []
