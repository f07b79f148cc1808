"""What a build leaves when it dies is verified before it is used; what does not fit is told, and the site is mended."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from portal import NOTICE_PATH, build, gksite, tree
from test_write import NEW, OLD, Killed, dying, held, put_in

from gksite.hold import recover, settle
from gksite.journal import SCHEMA
from gksite.problems.problem import Problems
from gksite.workshop import Workshop

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
        )
    },
    "an empty journal": journal_of(b""),
    "a journal that is a list": journal_of(b"[]"),
    "a journal of an older version": journal_of(b'{"remove": ["a"], "move": ["b"]}'),
    "a journal nested without end": journal_of(b"[" * 100_000),
    "a journal that is no text": journal_of(bytes(range(256))),
    **{f"a journal cut at {share}": cut_journal(share) for share in (0.1, 0.5, 0.9, 0.999)},
}


def dead(root: Path, monkeypatch: pytest.MonkeyPatch, moved: int) -> tuple[Workshop, Path]:
    """An update that died after so many moves."""
    output = root / "output"
    put_in(OLD, output)
    backup = Path(shutil.copytree(output, root / "backup"))
    workshop = Workshop(output)
    for at in range(1, 200):
        with dying(monkeypatch, at), suppress(Killed):
            put_in(NEW, output)
        if workshop.journal.exists():
            break
    with dying(monkeypatch, moved + 1), suppress(Killed):
        recover(output)
    assert workshop.journal.exists()
    return workshop, backup


@pytest.mark.parametrize("moved", [0, 2])
@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_state_is_told_once_and_the_next_build_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, moved: int
) -> None:
    workshop, backup = dead(tmp_path, monkeypatch, moved)
    DAMAGES[name](workshop, backup)
    before = tree(tmp_path / "elsewhere") if (tmp_path / "elsewhere").exists() else {}
    problems = put_in(NEW, workshop.output)
    assert [problem.code.id for problem in problems.found if problem.code.id in ("GK013", "GK320")] in (["GK320"], [])
    assert not problems.errors()
    assert held(workshop.output) == NEW
    assert sorted(path.name for path in workshop.folder.iterdir() if path.name != "changed") == ["lock"]
    assert put_in(NEW, workshop.output).found == [], "and nothing is left to tell"
    if before and "staging" in name:
        assert tree(tmp_path / "elsewhere") == before, "what a link led to is as it was"


@pytest.mark.parametrize("path", ["../victim", "/etc/hostname", "a/../../victim", "a\\..\\b", "", ".."])
@pytest.mark.parametrize("key", ["removed", "moves", "files"])
def test_a_journal_that_leads_outside_touches_nothing(tmp_path: Path, key: str, path: str) -> None:
    """It may come with a folder that was received from somebody, with a digest that fits."""
    output = tmp_path / "output"
    put_in(OLD, output)
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (tmp_path / ".output.gksite/staging").mkdir()
    held_in: dict[str, object] = {"moves": [], "files": {}, "removed": {}, "listed": None}
    held_in[key] = [path] if key == "moves" else {path: None}
    digest = hashlib.sha256(json.dumps(held_in, sort_keys=True).encode()).hexdigest()
    journal = {"schema": SCHEMA, "journal": held_in, "sha256": digest}
    (tmp_path / ".output.gksite/journal").write_text(json.dumps(journal))
    problems = Problems()
    settle(output, problems)
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
    settle(workshop.output, problems)
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
    assert (root / ".output.gksite").stat().st_mode & 0o777 == 0o700


def test_check_says_what_it_finished(portal: Callable[..., Path]) -> None:
    root = portal()
    assert build(root).code == 0
    (root / ".output.gksite/staging").mkdir()
    ran = gksite("check", "--root", root)
    assert ran.code == 0
    assert "GK320 提醒：上一次更新中途停下，网站没有变，准备了一半的文件已清理" in ran.err
