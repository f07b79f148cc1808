"""A site is published whole or not at all, here and over SSH, whatever ends it; nothing of others is touched."""

import errno
import fcntl
import getpass
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from portal import REPOSITORY, Ran, gksite, put, tree
from publishing import SIGNER, faults_of, site, state, write_release

from gksite.problems.problem import RequestError
from gksite.publishing import local, ssh
from gksite.publishing.continuing import Papers, floor_of
from gksite.publishing.place import publish
from gksite.publishing.released import Release, checked_release
from gksite.publishing.shelf import Floor, Shelf, former, is_release, number_of, outdated, read_floor
from gksite.publishing.targets import FarFolder, target
from gksite.releasing.events import LogEntry
from gksite.releasing.trees import folder_tree
from gksite.releasing.verify_all import Known, verify_papers
from gksite.releasing.verify_log import Log
from gksite.tlog.notes import COSIGNATURE, Checkpoint, Signer, read_note, signed

SCRIPT = Path(__file__).with_name("publishing.py")
SSHD = Path("/usr/sbin/sshd")
PROGRAMS = ("ssh", "ssh-keygen", "rsync")
PAGE = "notices/n1/index.html"


@dataclass(frozen=True)
class Office:
    """A released site in output/, and the folder from which a server would serve it."""

    root: Path

    @property
    def output(self) -> Path:
        return self.root / "output"

    @property
    def www(self) -> Path:
        return self.root / "www"

    def release(self, number: int, **how: Any) -> str:
        return write_release(self.output, number, **how)

    def withdraw_unsigned(self, number: int, path: str = PAGE) -> str:
        """The last release without a page and without a signature, as an office makes it whose key is lost."""
        name = self.release(number, withdrawn={path: number})
        shutil.rmtree(self.output / "log")
        for paper in ("release.txt", "release-key.pub"):
            (self.output / "release" / paper).unlink()
        return name

    def publish(self, *more: str | Path, to: str | Path | None = None, **how: Any) -> Ran:
        return gksite("publish", to or self.www, "--root", self.root, *more, **how)

    @property
    def current(self) -> str:
        return os.readlink(self.www / "current")

    @property
    def releases(self) -> list[str]:
        return sorted(path.name for path in (self.www / "releases").iterdir() if path.name != ".lock")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_a_release_stands_whole_behind_a_relative_link(office: Office) -> None:
    name = office.release(1)
    ran = office.publish()
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"已公布第 1 次发布：{office.www}/current → releases/{name}，传送 ")
    assert office.current == f"releases/{name}"
    assert faults_of(office.www / "current") == []
    wanted = tree(office.output)
    del wanted[".gksite.json"], wanted[".DS_Store"]
    assert tree(office.www / "current") == wanted


def test_whoever_serves_the_site_may_read_it_whatever_the_umask(office: Office) -> None:
    office.release(1)
    before = os.umask(0o077)
    try:
        ran = office.publish(env={"PYTHONHASHSEED": "0"})  # a process of its own, which has this umask
    finally:
        os.umask(before)
    assert ran.code == 0, ran.err
    for path in office.www.rglob("*"):
        if not path.is_symlink() and path.name != ".lock":
            assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path
    assert office.www.stat().st_mode & 0o777 == 0o755


def changed(www: Path, first: str, second: str) -> int:
    """How many files of a release the one before does not have."""
    before, after = (tree(www / "releases" / name) for name in (first, second))
    return sum(before.get(path) != digest for path, digest in after.items() if not path.endswith("/"))


def test_only_what_changed_costs_space(office: Office) -> None:
    first = office.release(1)
    office.publish()
    second = office.release(2)
    ran = office.publish()
    same = {path: each for path, each in site(2).items() if site(1).get(path) == each}
    assert len(same) > 8
    for path in site(2):
        files = [office.www / "releases" / name / path for name in (first, second)]
        if path in same:
            assert files[0].samefile(files[1]), path
        elif files[0].exists():
            assert not files[0].samefile(files[1]), path
    assert f"传送 {changed(office.www, first, second)} 个文件" in ran.out


def test_the_same_again_changes_nothing(office: Office) -> None:
    office.release(1)
    office.publish()
    before = tree(office.www)
    ran = office.publish()
    assert ran.code == 0
    assert "没有改动" in ran.out
    assert tree(office.www) == before


def planted(output: Path) -> Path:
    link = output.with_name("planted")
    link.symlink_to("/etc/passwd")
    return link


def spoil_list(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    def spoil(output: Path) -> None:
        path = output / "release/manifest.json"
        held = json.loads(path.read_bytes())
        change(held)
        path.write_text(json.dumps(held))

    return spoil


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "never released": (lambda o: shutil.rmtree(o / "release"), "先运行 gksite release"),
    "no output": (shutil.rmtree, "先运行 gksite release"),
    "a changed file": (lambda o: put(o / "index.html", b"x"), "与清单不符：index.html；"),
    "a missing file": (lambda o: (o / "notices/n1/index.html").unlink(), "缺少 notices/n1/index.html；"),
    "many missing files": (lambda o: shutil.rmtree(o / "notices"), "n10/index.html 等 12 个；"),
    "an extra file": (lambda o: put(o / "notices/x.html", b"x"), "清单里没有 notices/x.html；"),
    "a link": (lambda o: (o / "notices/x.html").symlink_to("/etc/passwd"), "不是普通文件"),
    "a link in the place of a file": (lambda o: os.replace(planted(o), o / "index.html"), "不是普通文件"),
    "a pipe": (lambda o: os.mkfifo(o / "pipe"), "不是普通文件"),
    "a list that is none": (lambda o: put(o / "release/manifest.json", b"["), "release/manifest.json 读不懂"),
    "a list that is too deep": (lambda o: put(o / "release/manifest.json", b"[" * 100000), "读不懂"),
    "a list of another schema": (spoil_list(lambda held: held.update(schema="x")), "读不懂"),
    "a list without a number": (spoil_list(lambda held: held.update(release="1")), "读不懂"),
    "a number below one": (spoil_list(lambda held: held.update(release=0)), "读不懂"),
    "a path that leads out": (spoil_list(lambda held: held["files"][0].update(path="../x")), "读不懂"),
    "a path from the root": (spoil_list(lambda held: held["files"][0].update(path="/etc/x")), "读不懂"),
    "a path of two lines": (spoil_list(lambda held: held["files"][0].update(path="a\nb")), "读不懂"),
    "a digest that is none": (spoil_list(lambda held: held["files"][0].update(sha256="x")), "读不懂"),
    "a file listed twice": (spoil_list(lambda held: held["files"].append(held["files"][0])), "读不懂"),
    "another list": (
        lambda o: put(o / "release/manifest.json", (o / "release/manifest.json").read_bytes().replace(b"-15", b"-16")),
        "release/SHA256SUMS 与发布清单不符",
    ),
    "no sums": (lambda o: (o / "release/SHA256SUMS").unlink(), "release/SHA256SUMS 与发布清单不符"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_verified_release_is_not_published(office: Office, name: str) -> None:
    spoil, said = REFUSED[name]
    office.release(1)
    spoil(office.output)
    ran = office.publish()
    assert ran.code == 2
    assert said in ran.err
    assert len(ran.lines) == 1
    assert not office.www.exists()


def test_places_that_are_not_for_releases_are_refused_and_left(office: Office) -> None:
    office.release(1)
    put(office.root / "full/index.html", "x")
    put(office.root / "file", "x")
    put(office.root / "occupied/releases/note.txt", "x")
    put(office.root / "occupied/current/index.html", "x")
    put(office.root / "led/releases/note.txt", "x")
    (office.root / "led/current").symlink_to("/srv/www")
    (office.root / "linked").mkdir()
    (office.root / "linked/releases").symlink_to("/tmp")
    before = {name: tree(office.root / name) for name in ("full", "led", "linked")}
    for name, said in {
        "full": "里有别的东西，没有 releases/",
        "file": "不是文件夹",
        "occupied": "不是链接",
        "led": "current 指向 /srv/www",
        "linked": "不是文件夹",
        "nowhere/www": "没有文件夹",
        "output": "重叠",
        "output/www": "重叠",
    }.items():
        ran = office.publish(to=office.root / name)
        assert ran.code == 2, name
        assert said in ran.err, name
        assert len(ran.lines) == 1
    (office.root / "led/releases/.lock").unlink()
    assert {name: tree(office.root / name) for name in before} == before


def test_a_folder_of_others_stays_and_is_told(office: Office) -> None:
    office.release(1)
    put(office.www / "releases/notes/a.txt", "x")
    put(office.www / "releases/0000-aaaaaaaaaaaa/index.html", "x")  # a name like ours, no list to fit it
    put(office.www / "other.txt", "x")
    (office.www / "releases/.0000-aaaaaaaaaaaa.partial").symlink_to(office.www / "releases/notes")
    ran = office.publish("--keep", "1")
    assert ran.code == 0, ran.err
    told = "releases/ 里有不是 gksite 公布的，没有动：.0000-aaaaaaaaaaaa.partial、0000-aaaaaaaaaaaa、notes"
    assert told in ran.out
    for number in (2, 3, 4):
        office.release(number)
        assert office.publish("--keep", "1").code == 0
    assert (office.www / "releases/notes/a.txt").read_text() == "x"
    assert (office.www / "releases/0000-aaaaaaaaaaaa/index.html").read_text() == "x"
    assert (office.www / "other.txt").exists()


def test_as_many_are_kept_as_was_asked_and_the_one_before_always(office: Office) -> None:
    names = []
    for number in range(1, 8):
        names.append(office.release(number))
        office.publish()
    assert office.releases == names[-5:]
    names.append(office.release(8))
    ran = office.publish("--keep", "1")
    assert office.releases == names[-2:]
    assert "删去了以前的：" in ran.out


def test_the_way_back_and_forth(office: Office) -> None:
    names = []
    for number in (1, 2, 3):
        names.append(office.release(number))
        office.publish()
    ran = office.publish("--rollback")
    assert f"→ releases/{names[1]}（原来是 {names[2]}，仍然留着）" in ran.out
    assert office.current == f"releases/{names[1]}"
    assert f"→ {names[1]}  第 2 次发布，现在公布的" in office.publish("--list").out
    assert gksite("publish", "--rollback", office.www, "--root", office.root).code == 0  # the place behind it
    assert office.current == f"releases/{names[0]}"
    assert "没有更早的一次" in office.publish("--rollback").err
    assert office.publish("--rollback", names[2]).code == 0
    assert office.publish("--rollback", "2").code == 0
    assert "没有改动" in office.publish("--rollback", "2").out
    assert office.current == f"releases/{names[1]}"
    ran = office.publish("--rollback", "9")
    assert (ran.code, ran.err) == (2, "没有 9 这一次；--list 列出有哪些\n")
    assert office.publish().code == 0  # release 3 is in output/ still
    assert office.current == f"releases/{names[2]}"


def test_nobody_goes_back_to_what_is_damaged(office: Office) -> None:
    first = office.release(1)
    office.publish()
    second = office.release(2)
    office.publish()
    (office.www / "releases" / first / "index.html").write_bytes(b"x")
    ran = office.publish("--rollback")
    assert (ran.code, ran.err) == (2, f"{first} 已经不完整（index.html），没有退回\n")
    assert office.current == f"releases/{second}"


def test_an_older_release_is_not_published_over_a_newer(office: Office) -> None:
    office.release(2)
    office.publish()
    office.release(1)
    ran = office.publish()
    assert ran.code == 2
    assert "现在公布的是第 2 次发布，比要公布的第 1 次新" in ran.err


def test_what_somebody_has_changed_there_is_told_and_made_anew(office: Office) -> None:
    name = office.release(1)
    office.publish()
    (office.www / "current/index.html").write_bytes(b"tampered")
    ran = office.publish()
    assert ran.code == 0
    assert f"{name} 与发布清单不符（index.html），没有用它，另做了一份；请查明是谁改的" in ran.out
    assert office.current == f"releases/{name}-2"
    assert faults_of(office.www / "current") == []
    assert "没有改动" in office.publish().out


def test_a_list_that_somebody_has_changed_there_is_no_release_of_ours(office: Office) -> None:
    name = office.release(1)
    office.publish()
    put(office.www / "current/release/manifest.json", b"{}")
    ran = office.publish()
    assert ran.code == 0
    assert f"没有动：{name}\n" in ran.out
    assert office.current == f"releases/{name}-2"
    assert faults_of(office.www / "current") == []


def test_a_release_that_another_key_has_signed_is_not_published(office: Office) -> None:
    office.release(1)
    path = office.output / "release/release.txt"
    thief = Signer("a.example/log", b"x" * 32)
    put(path, signed(read_note(path.read_bytes()).text, thief).encoded)
    ran = office.publish()
    assert (ran.code, "release/release.txt: GK841" in ran.err) == (1, True)
    assert not office.www.exists()


def test_a_log_that_a_witness_has_signed_since_is_published_without_alarm(office: Office) -> None:
    name = office.release(1)
    office.publish()
    office.release(1, witness=Signer("dangan.example", bytes(range(32, 64)), COSIGNATURE))
    ran = office.publish()
    assert (ran.code, "查明" in ran.out) == (0, False), ran.err
    assert office.current == f"releases/{name}-2"


def test_a_half_made_release_is_taken_up_and_published_files_are_not_written_through_it(office: Office) -> None:
    first = office.release(1)
    office.publish()
    second = office.release(2)
    half = office.www / f"releases/.{second}.partial"
    put(half / "index.html", b"<h1>")  # half a file
    put(half / "left.html", b"x")
    put(half / "files/x/y", b"x")
    (half / "log").mkdir()
    (half / "log/checkpoint").hardlink_to(office.www / "releases" / first / "log/checkpoint")
    (office.www / f"releases/.{first}.going").mkdir()
    before = tree(office.www / "releases" / first)
    assert office.publish().code == 0
    assert office.releases == [first, second]
    assert tree(office.www / "releases" / first) == before
    wanted = tree(office.output)
    del wanted[".gksite.json"], wanted[".DS_Store"]
    assert tree(office.www / "current") == wanted


FORK = "与这里的不是同一份：多半是在两台电脑上各自发布过；请在公布过的那一台上接着发布\n"


def refused(office: Office, said: str, *more: str, to: str | None = None) -> None:
    """A publish is refused in one line, and nothing of what is published changes."""
    before = tree(office.www)
    ran = office.publish(*more, to=to)
    assert ran.code == 2
    assert said in ran.err
    assert len(ran.lines) == 1
    assert tree(office.www) == before


def test_a_release_made_on_another_machine_in_the_place_of_the_published_one_is_refused(office: Office) -> None:
    name = office.release(1)
    office.publish()
    size = int((office.output / "log/checkpoint").read_text().splitlines()[1])
    for number in (1, 2):
        office.release(number, notes={1: "made elsewhere"})
        refused(office, f"releases/{name} 里公布的日志有 {size} 条，{FORK}")


def test_a_release_that_forks_from_one_that_somebody_went_back_from_is_refused(office: Office) -> None:
    office.release(1)
    office.publish()
    newest = office.release(2)
    office.publish()
    office.publish("--rollback")
    for number in (2, 3):
        office.release(number, notes={2: "made elsewhere"})
        refused(office, f"releases/{newest} 里公布的日志有 ")
    office.release(3)
    assert office.publish().code == 0


def test_a_site_is_not_published_over_that_of_another_key(office: Office) -> None:
    name = office.release(1, signer=Signer("a.example/log", b"x" * 32))
    office.publish()
    office.release(2)
    refused(office, f"releases/{name} 里公布的是另一把钥匙的网站，没有改动")


def forged(path: Path) -> None:
    put(path, path.read_bytes().replace(b"\n", b"\n1", 1))


UNREADABLE: dict[str, Callable[[Path], object]] = {
    "gone": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "changed": forged,
    "longer than any": lambda path: path.write_bytes(path.read_bytes().replace(b"\n\n", b"\n" * 1_000_001)),
    "no text": lambda path: path.write_bytes(b"\xff"),
    "a link": lambda path: os.replace(planted(path.parent), path),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_where_the_published_log_cannot_be_read_nothing_is_published_over_it(office: Office, name: str) -> None:
    first = office.release(1)
    office.publish()
    UNREADABLE[name](office.www / "current/log/checkpoint")
    office.release(2)
    refused(office, f"releases/{first}/log/checkpoint 不见了，或者被改动过")


def withdrawn_in(office: Office, number: int) -> list[str]:
    """The names of the releases up to one that lacks a page, all published."""
    names = []
    for i in range(1, number + 1):
        names.append(office.release(i, withdrawn={PAGE: number}))
        assert office.publish("--keep", "9").code == 0
    return names


def test_what_was_withdrawn_goes_from_the_server_whatever_is_kept(office: Office) -> None:
    names = withdrawn_in(office, 3)
    assert office.releases == [".floor", names[2]]
    assert (office.www / "releases/.floor").read_text() == "3\n"
    names.append(office.release(4, withdrawn={PAGE: 3}))
    ran = office.publish()
    assert (ran.code, ran.err) == (0, "")
    assert "撤下" not in ran.out
    assert office.releases == [".floor", *names[2:]]
    assert office.publish("--rollback").code == 0
    assert office.current == f"releases/{names[2]}"
    assert "没有更早的一次" in office.publish("--rollback").err


def test_the_releases_that_went_for_what_they_held_are_said(office: Office) -> None:
    first = office.release(1)
    office.publish()
    office.release(2, withdrawn={PAGE: 2})
    assert f"以前的 {first} 里有后来撤下的内容，已删去。\n" in office.publish().out


def test_nobody_goes_back_to_what_was_withdrawn_though_it_could_not_be_removed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, "x")

    first = office.release(1)
    office.publish()
    second = office.release(2, withdrawn={PAGE: 2})
    outcome = verify_papers(folder_tree(office.output), Known())
    assert outcome.log is not None
    papers = Papers(outcome.log, SIGNER.verifier)
    for step, current in (("point", first), ("remove", second)):
        with monkeypatch.context() as patch, local.held(office.www, office.output, new=True) as place:
            patch.setattr(local.LocalPlace, step, refuse)
            with pytest.raises(OSError, match="x"):
                publish(place, checked_release(office.output), papers, 5, lambda _: None)
        assert office.current == f"releases/{current}"
        assert office.releases == [".floor", first, second]
    for asked in ([], ["1"], [first]):
        refused(office, f"{first} 里可能有后来撤下的内容，没有退回", "--rollback", *asked)
    assert office.publish().code == 0
    assert office.releases == [".floor", second]


def test_what_stands_below_the_floor_is_not_published_again(office: Office) -> None:
    withdrawn_in(office, 3)
    shutil.rmtree(office.www / "releases" / office.releases[-1])  # and with it all else that could say so
    office.release(2)
    refused(office, "第 2 次发布里可能有后来撤下的内容，没有公布")


def test_a_floor_that_makes_no_sense_is_told(office: Office) -> None:
    office.release(1)
    office.publish()
    for content in ("", "x", "-1", "3\n4", "3-x", "9" * 100):
        put(office.www / "releases/.floor", content)
        refused(office, "releases/.floor 读不懂，没有改动；请删去它，再公布一次")
        refused(office, "releases/.floor 读不懂", "--rollback")


def test_a_tombstone_that_only_looks_otherwise_takes_nothing_back(office: Office) -> None:
    release = Release(office.output, 9, "0" * 64, {})
    day, signer = date(2026, 6, 15), Signer("a.example/log", b"x" * 32)
    note = signed("a.example/log\n", signer)
    entries = (
        LogEntry("withdrawn", day, 3, {"address": "/x/"}),
        LogEntry("moved", day, 5, {"address": "/y/", "to": "/z/"}),
        LogEntry("withdrawn", day, 7, {"address": "/x/", "since": "2026-06-15"}),
    )
    for known, number in ((entries, 3), (entries[1:], 0), ((), 0)):
        log = Log(note, Checkpoint("a.example/log", 0, b""), known, ())
        assert floor_of(Shelf((), None), release, Papers(log, signer.verifier)) == Floor(number)


def test_a_withdrawal_without_a_signature_is_published_when_that_is_said(office: Office) -> None:
    for number in (1, 2):
        office.release(number)
        office.publish()
    name = office.withdraw_unsigned(2)
    refused(office, "没有签名（没有 release/release.txt），没有公布；私钥找不到、又急着撤下内容的，请加 --unsigned")
    for _ in range(2):
        ran = office.publish("--unsigned")
        assert ran.code == 0
        assert ran.err.startswith("这一版没有签名：")
        assert len(ran.err.splitlines()) == 1
        assert office.current == f"releases/{name}"
        assert office.releases == [".floor", name]
        assert not (office.www / "current" / PAGE).exists()
    assert "没有更早的一次" in office.publish("--rollback").err


def test_all_that_stood_there_before_an_unsigned_withdrawal_is_removed_and_said(office: Office) -> None:
    first = office.release(1)
    office.publish()
    office.withdraw_unsigned(1)
    assert f"以前的 {first} 里可能有撤下的内容，已删去。\n" in office.publish("--unsigned").out


def test_after_an_unsigned_withdrawal_only_a_later_release_or_another_withdrawal_is_published(office: Office) -> None:
    office.release(2)
    office.publish()
    office.withdraw_unsigned(2)
    office.publish("--unsigned")
    office.release(2)
    refused(office, "第 2 次发布里可能有后来撤下的内容，没有公布；请从现在的 content/ 重新发布")
    other = office.withdraw_unsigned(2, "notices/n2/index.html")
    assert office.publish("--unsigned").code == 0
    assert office.releases == [".floor", other]
    mended = office.release(3, withdrawn={PAGE: 3})
    ran = office.publish()
    assert (ran.code, ran.err) == (0, "")
    assert office.releases == [".floor", mended]
    assert (office.www / "releases/.floor").read_text() == "3\n"


def test_where_nothing_stood_an_unsigned_site_bars_nothing(office: Office) -> None:
    name = office.withdraw_unsigned(1)
    assert office.publish("--unsigned").code == 0
    assert office.releases == [name]
    first = office.release(1)
    assert office.publish().code == 0
    assert office.current == f"releases/{first}"


@pytest.mark.parametrize("left", ["release/release.txt", "log/checkpoint"])
def test_what_has_a_signature_or_a_log_is_never_taken_for_unsigned(office: Office, left: str) -> None:
    office.release(1)
    content = (office.output / left).read_bytes()
    ran = office.publish("--unsigned")
    assert (ran.code, ran.err) == (2, f"{office.output} 有签名或日志，不要加 --unsigned\n")
    office.withdraw_unsigned(1)
    put(office.output / left, content)
    assert office.publish("--unsigned").code == 2
    assert office.publish().code == 1
    assert not office.www.exists()


def test_an_unsigned_site_is_held_against_its_list_as_any_other(office: Office) -> None:
    office.withdraw_unsigned(1)
    put(office.output / "index.html", b"x")
    ran = office.publish("--unsigned")
    assert ran.code == 2
    assert "与清单不符：index.html；" in ran.err
    assert not office.www.exists()


def test_two_publishes_do_not_race(office: Office) -> None:
    office.release(1)
    office.publish()
    before = tree(office.www)
    office.release(2)
    with (office.www / "releases/.lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ran = office.publish()
    assert ran.code == 2
    assert "另一个 gksite publish 正在公布到" in ran.err
    assert tree(office.www) == before


def test_a_folder_that_a_link_leads_to_is_published_into(office: Office) -> None:
    (office.root / "disk").mkdir()
    office.www.symlink_to("disk")
    office.release(1)
    assert office.publish().code == 0
    assert office.www.is_symlink()
    assert faults_of(office.root / "disk/current") == []


def test_a_folder_that_may_only_be_read_is_refused_in_one_line(office: Office) -> None:
    office.release(1)
    office.publish()
    before = tree(office.www)
    office.release(2)
    (office.www / "releases").chmod(0o555)
    ran = office.publish(bound=True)
    (office.www / "releases").chmod(0o755)
    assert ran.code == 2
    assert "没有权限" in ran.err
    assert len(ran.lines) == 1
    assert tree(office.www) == before


@contextmanager
def watched(www: Path) -> Iterator[Callable[[], dict[str, Any]]]:
    """Somebody who reads the site again and again; called, says what was seen, and nothing may have been wrong."""
    command = [sys.executable, str(SCRIPT), "watch", str(www)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY) as process:
        assert process.stdout is not None
        process.stdout.readline()

        def end() -> dict[str, Any]:
            said: dict[str, Any] = json.loads(process.communicate("end\n")[0])
            assert said["wrong"] == []
            assert said["looks"] > 0
            return said

        try:
            yield end
        finally:
            process.kill()


def test_the_site_is_whole_to_whoever_reads_it_while_the_link_moves(office: Office) -> None:
    office.release(1)
    office.publish()
    with watched(office.www) as end:
        for number in (2, 3):
            office.release(number)
            assert office.publish().code == 0
        end()


def met(root: Path, share: list[tuple[float, str]], every: str | None = None) -> list[dict[str, Any]]:
    """What publishes come to that meet faults."""
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "faults"],
        input=json.dumps({"root": str(root), "share": share, "every": every}),
        capture_output=True,
        text=True,
        check=False,
        cwd=REPOSITORY,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def check_fault(report: dict[str, Any]) -> None:
    """The site was whole after a fault, and the next publish is as if there had been none.

    What had the withdrawn page could no longer be gone back to as soon as the link had moved.
    """
    assert report["wrong"] == [], report
    assert report["current"].startswith("releases/0001-") or ".floor" in report["names"], report
    assert "Traceback" not in report["said"] + report["then"], report
    assert report["status"] in (0, 2, -9), report
    assert report["next"] == 0, report
    final = report["final"]
    assert final["wrong"] == [], report
    assert final["current"].startswith("releases/0002-"), report
    assert [name.split("-")[0] for name in final["names"]] == [".floor", ".lock", "0002"], report


def test_a_full_disk_is_told_of_the_file_that_was_written(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not of the one that was copied, which is on another disk."""

    def full(*args: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "sendfile", full)
    told = Path(failed_fill(office).filename)
    assert told.is_relative_to(office.www / "releases/.one.partial")


def test_a_disk_whose_share_is_used_up_is_told_of_the_file_that_was_written(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system gives no name at all where it is the reading program that writes."""

    def over(source: object, target: Path) -> None:
        raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))

    monkeypatch.setattr(shutil, "copyfile", over)
    told = Path(failed_fill(office).filename)
    assert told.is_relative_to(office.www / "releases/.one.partial")


def test_what_cannot_be_read_is_told_of_itself(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(source: Path, target: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO), source)

    monkeypatch.setattr(shutil, "copyfile", unreadable)
    assert Path(failed_fill(office).filename).is_relative_to(office.output)


def failed_fill(office: Office) -> OSError:
    """What the system says of a release that could not be brought to its place."""
    office.release(1)
    release = checked_release(office.output)
    with local.held(office.www, office.output, new=True) as place, pytest.raises(OSError, match="Errno") as failed:
        place.fill(release, "one", None, lambda stage: None)
    return failed.value


def test_a_disk_that_fails_once_leaves_the_former_site(tmp_path: Path) -> None:
    faults = [
        (0.1, "EACCES"),
        (0.4, "KILL"),
        (0.6, "ENOSPC"),
        (0.9, "EIO"),
        (1, "KILL"),
    ]
    for report in met(tmp_path, faults):
        check_fault(report)


@pytest.mark.proof
@pytest.mark.parametrize("fault", ["ENOSPC", "EACCES", "EIO", "KILL"])
def test_every_call_that_changes_the_disk_fails_once(tmp_path: Path, fault: str) -> None:
    reports = met(tmp_path, [], fault)
    assert len(reports) > 40
    for report in reports:
        check_fault(report)


class Started:
    """A publish that has loaded and waits for a word to begin."""

    def __init__(self, words: list[str | Path]) -> None:
        command = [sys.executable, str(SCRIPT), "run", *map(str, words)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=REPOSITORY
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"

    def begin(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def end(self) -> tuple[int, str]:
        out, err = self.process.communicate()
        return self.process.returncode, out + err


def kill_at_random(office: Office, points: int, to: list[str | Path]) -> None:
    """Publish release after release, each killed once somewhere, while somebody reads the site."""
    chance = random.Random(20)
    words: list[str | Path] = ["publish", *to, "--root", office.root]
    office.release(1)
    assert gksite(*words).code == 0
    office.release(2)
    whole = Started(words)
    began = time.monotonic()
    whole.begin()
    assert whole.end()[0] == 0
    took = time.monotonic() - began
    killed = 0
    with watched(office.www) as end:
        for number in range(3, points + 3):
            name = office.release(number)
            publish = Started(words)
            publish.begin()
            time.sleep(chance.uniform(0, 1.05 * took))
            publish.process.send_signal(signal.SIGKILL)
            status, _ = publish.end()
            killed += status == -signal.SIGKILL
            assert state(office.www)["wrong"] == []
            ran = gksite(*words)
            assert ran.code == 0, ran.err
            assert office.current == f"releases/{name}"
            rests = [each for each in office.releases if not is_release(each)]
            assert rests == []
        end()
    assert killed > 0


@pytest.mark.proof
def test_killed_at_fifty_moments_the_site_is_whole(office: Office) -> None:
    kill_at_random(office, 50, [office.www])


# Where to publish


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("www", Path("www")),
        ("./a:b", Path("./a:b")),
        ("/srv/a:b", Path("/srv/a:b")),
        ("host:/srv/www/", FarFolder("host", "/srv/www")),
        ("web@www.example.gov.cn:/srv/政务", FarFolder("www.example.gov.cn", "/srv/政务", "web")),
        ("[::1]:/srv", FarFolder("::1", "/srv")),
        ("web@[fe80::1%eth0]:/srv", FarFolder("fe80::1%eth0", "/srv", "web")),
        ("ssh://web@host:2222/srv/a%20b", FarFolder("host", "/srv/a b", "web", 2222)),
        ("ssh://[2001:db8::1]:22/srv", FarFolder("2001:db8::1", "/srv", None, 22)),
        ("ssh://Host/srv", FarFolder("Host", "/srv")),
    ],
)
def test_where_to_publish_is_understood(text: str, meant: Path | FarFolder) -> None:
    assert target(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "-oProxyCommand=x:/srv",
            "ssh://-oProxyCommand=x/srv",
            "-l@host:/srv",
            "a b:/srv",
            "host;id:/srv",
            "$(id):/srv",
        ),
        *("host:srv", "host:", "host:/", "ssh://host", "ssh://host/", "ssh://host:0/srv", "ssh://host:99999/srv"),
        *(
            "ssh://u:p@host/srv",
            "ssh://host/srv?x",
            "http://host/srv",
            "[::1:/srv",
            "[x]:/srv",
            "u@[::1]/srv",
            "a@b@c:/srv",
        ),
        *("host:/srv\nx", "host:/a\x00b", "h\u202eost:/srv", "[fe80::1%$(id)]:/srv", "ssh://host/%0a"),
    ],
)
def test_what_could_be_taken_for_something_else_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(RequestError):
        target(text)
    if "\x00" not in text and not text.startswith("-"):
        ran = gksite("publish", text, "--list", "--root", tmp_path)
        assert ran.code == 2
        assert len(ran.lines) == 1


@given(st.text(alphabet="ab-@:/[]% .$\n中", max_size=20) | st.text(max_size=20))
def test_no_text_makes_a_host_that_is_an_option_or_a_path_of_two_lines(text: str) -> None:
    for each in (text, f"ssh://{text}", f"{text}:/srv", f"h:/{text}"):
        try:
            meant = target(each)
        except RequestError:
            continue
        if isinstance(meant, FarFolder):
            assert re.fullmatch(r"[\w:][\w.:%-]*", meant.host, re.ASCII)
            assert meant.user is None or re.fullmatch(r"\w[\w.-]*", meant.user, re.ASCII)
            assert meant.path.startswith("/")
            assert "\n" not in meant.path


FLOORS = st.builds(Floor, st.integers(0, 20000), st.none() | st.from_regex("[0-9a-f]{12}", fullmatch=True))


@given(FLOORS, FLOORS)
def test_a_floor_is_read_as_it_was_kept_and_never_sinks(floor: Floor, other: Floor) -> None:
    assert read_floor(f"{floor.text}\n") == floor
    raised = floor.raised(other)
    assert raised.number == max(floor.number, other.number)
    if floor.number == other.number and None in (floor.digest, other.digest):
        assert raised.digest == (floor.digest or other.digest)


NAMES = st.builds("{:04d}-{:012x}".format, st.integers(1, 20000), st.integers(0, 2**48 - 1))


@given(st.sets(NAMES, min_size=1), st.integers(1, 9), st.data())
def test_the_current_release_and_those_before_it_never_go(names: set[str], keep: int, data: st.DataObject) -> None:
    ordered = tuple(sorted(names, key=lambda name: (number_of(name), name)))
    current, before = data.draw(st.sampled_from(ordered)), data.draw(st.sampled_from(ordered))
    held = Shelf(ordered, current)
    going = outdated(held, before, keep)
    assert not {current, before, former(held), *ordered[-keep:]} & set(going)
    assert len(ordered) - len(going) <= keep + 3


@given(st.sets(NAMES, min_size=1), FLOORS, st.integers(1, 9), st.data())
def test_nothing_below_the_floor_stays_and_the_rest_goes_as_if_it_had_never_stood_there(
    names: set[str], floor: Floor, keep: int, data: st.DataObject
) -> None:
    ordered = tuple(sorted(names, key=lambda name: (number_of(name), name)))
    current = data.draw(st.sampled_from(ordered))
    held = Shelf(ordered, current, floor=floor)
    assert all(number_of(name) >= floor.number for name in ordered if name not in (*held.barred, current))
    assert current not in held.barred
    rest = tuple(name for name in ordered if name not in held.barred)
    assert outdated(held, None, keep) == outdated(Shelf(rest, current), None, keep)


@pytest.mark.parametrize("option", ["Port", "-oPort=1", "=x", "Port=1\n2"])
def test_an_option_for_ssh_is_a_key_and_a_value(office: Office, option: str) -> None:
    ran = office.publish("--ssh-option", option)
    assert ran.code == 2
    assert "--ssh-option 应写成" in ran.err


def test_nowhere_to_publish_is_said(office: Office) -> None:
    ran = gksite("publish", "--root", office.root)
    assert (ran.code, ran.err) == (2, "没有写公布到哪里：gksite publish 文件夹，或 用户@主机:/路径\n")


# Over SSH


@dataclass(frozen=True)
class Server:
    """A real sshd on both loopback addresses, with a key that it knows."""

    folder: Path
    port: int

    def options(self, key: str = "user", known: str = "known") -> list[str]:
        settings = {
            "IdentityFile": self.folder / key,
            "IdentitiesOnly": "yes",
            "UserKnownHostsFile": self.folder / known,
            "GlobalKnownHostsFile": "/dev/null",
            "Port": self.port,
        }
        return [word for name, value in settings.items() for word in ("--ssh-option", f"{name}={value}")]

    def allow(self, key: str, shell: str) -> None:
        """Let another key in, which gets a shell with its own folder of programs."""
        keygen(self.folder / key)
        line = f'command="{shell}" {(self.folder / f"{key}.pub").read_text()}'
        with (self.folder / "authorized").open("a") as file:
            file.write(line)


def keygen(path: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path], check=True, stdin=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing or not SSHD.exists():
        pytest.skip(f"no {', '.join(missing or ['sshd'])} here: make/tools proof installs it")
    folder = tmp_path_factory.mktemp("sshd")
    keygen(folder / "host")
    keygen(folder / "user")
    shutil.copy(folder / "user.pub", folder / "authorized")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kind, key = (folder / "host.pub").read_text().split()[:2]
    known = "".join(f"[{host}]:{port} {kind} {key}\n" for host in ("127.0.0.1", "::1"))
    (folder / "known").write_text(known)
    (folder / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nListenAddress ::1\nHostKey {folder}/host\nPidFile none\n"
        f"AuthorizedKeysFile {folder}/authorized\nStrictModes no\nUsePAM no\nPasswordAuthentication no\n"
        "KbdInteractiveAuthentication no\nMaxStartups 100\nKexAlgorithms curve25519-sha256\n"  # the quickest
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where Debian's service makes it, without which root's refuses
    # Its log goes to a file: a pipe that nobody reads would fill, and hold every session up.
    with subprocess.Popen([SSHD, "-D", "-E", folder / "log", "-f", folder / "config"]) as process:
        while not (folder / "log").exists() or "listening" not in (folder / "log").read_text():
            assert process.poll() is None, (folder / "log").read_text()
            time.sleep(0.02)
        yield Server(folder, port)
        process.terminate()


def has_ipv6() -> bool:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


IPV6 = pytest.mark.skipif(not has_ipv6(), reason="no IPv6 loopback here")


def far(office: Office, host: str = "127.0.0.1") -> str:
    return f"{getpass.getuser()}@{host}:{office.www}"


def test_over_ssh_the_site_stands_as_it_does_here(office: Office, server: Server) -> None:
    names, to = [office.release(1)], far(office)
    office.publish()
    for number in (2, 3):
        names.append(office.release(number))
        ran = office.publish(*server.options(), "--keep", "2", to=to)
        assert ran.code == 0, ran.err
        assert f"→ releases/{names[-1]}，传送 " in ran.out
    assert office.releases == names[1:]
    wanted = tree(office.output)
    del wanted[".gksite.json"], wanted[".DS_Store"]
    assert tree(office.www / "current") == wanted
    for path in office.www.rglob("*"):
        if not path.is_symlink():
            assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path
    same = [path for path, each in site(3).items() if site(2).get(path) == each]
    pair = [office.www / "releases" / name for name in names[1:]]
    assert all((pair[0] / path).samefile(pair[1] / path) for path in same)
    assert f"传送 {changed(office.www, *names[1:])} 个文件" in ran.out
    assert "没有改动" in office.publish(*server.options(), to=to).out
    assert f"（原来是 {names[2]}，仍然留着）" in office.publish("--rollback", *server.options(), to=to).out
    assert office.current == f"releases/{names[1]}"
    assert f"→ {names[1]}  第 2 次发布，现在公布的" in office.publish("--list", *server.options(), to=to).out


@IPV6
def test_over_ssh_an_ipv6_address_with_its_port_will_do(office: Office, server: Server) -> None:
    office.release(1)
    ran = office.publish(*server.options()[:-2], to=f"ssh://[::1]:{server.port}{office.www}")
    assert ran.code == 0, ran.err
    assert faults_of(office.www / "current") == []


def test_over_ssh_a_path_is_nothing_but_a_path(office: Office, server: Server) -> None:
    office.release(1)
    name = 'a\'b "c" $(touch owned) `touch owned`; touch owned #政务 *'
    office = Office(office.root / name)
    office.root.mkdir()
    office.release(1)
    office.publish()
    office.release(2)
    ran = office.publish(*server.options(), to=far(office))
    assert ran.code == 0, ran.err
    assert faults_of(office.www / "current") == []
    assert sorted(path.name for path in office.root.parent.iterdir()) == [name, "output"]
    assert list(office.root.rglob("owned")) == []
    assert not Path.home().joinpath("owned").exists()


def test_over_ssh_things_of_others_stay(office: Office, server: Server) -> None:
    office.release(1)
    put(office.www / "releases/no\ntes/a.txt", "x")
    put(office.www / "releases/0000-aaaaaaaaaaaa/index.html", "x")
    ran = office.publish(*server.options(), to=far(office))
    assert ran.code == 0, ran.err
    assert "没有动：0000-aaaaaaaaaaaa、no?tes" in ran.out


@pytest.mark.proof
def test_over_ssh_bad_places_are_refused(office: Office, server: Server) -> None:
    office.release(1)
    put(office.root / "full/index.html", "x")
    put(office.root / "file", "x")
    put(office.root / "occupied/releases/note.txt", "x")
    put(office.root / "occupied/current/index.html", "x")
    for place, said in {
        "full": "里有别的东西，没有 releases/",
        "file": "不是文件夹",
        "occupied": "不是链接",
        "no/where": "服务器上没有做成：mkdir: cannot create directory",
    }.items():
        ran = office.publish(*server.options(), to=f"127.0.0.1:{office.root}/{place}")
        assert ran.code == 2, place
        assert said in ran.err, place
        assert len(ran.lines) == 1
    ran = office.publish("--list", *server.options(), to=f"127.0.0.1:{office.root}/none")
    assert ran.err.endswith("/none 里还没有公布过\n")
    assert not (office.root / "none").exists()


def test_over_ssh_what_is_damaged_there_is_found(office: Office, server: Server) -> None:
    first = office.release(1)
    office.publish()
    second = office.release(2)
    office.publish()
    (office.www / "releases" / first / "index.html").unlink()
    (office.www / "releases" / second / "index.html").write_bytes(b"tampered")
    ran = office.publish("--rollback", *server.options(), to=far(office))
    assert (ran.code, ran.err) == (2, f"{first} 已经不完整（index.html），没有退回\n")
    ran = office.publish(*server.options(), to=far(office))
    assert f"{second} 与发布清单不符（index.html），没有用它，另做了一份" in ran.out
    assert office.current == f"releases/{second}-2"
    assert faults_of(office.www / "current") == []


def test_an_unknown_server_a_closed_port_and_a_wrong_key_are_each_said(office: Office, server: Server) -> None:
    office.release(1)
    keygen(server.folder / "stranger")
    (server.folder / "nobody").write_text("")
    kind, key = (server.folder / "stranger.pub").read_text().split()[:2]
    (server.folder / "other").write_text(f"[127.0.0.1]:{server.port} {kind} {key}\n")
    with socket.create_server(("127.0.0.1", 0)) as free:
        closed = free.getsockname()[1]
    for options, said in [
        (server.options(known="nobody"), "还不认识服务器的密钥"),
        (server.options(known="other"), "服务器的密钥与以前记下的不同"),
        (server.options(key="stranger"), "服务器不让登录"),
        ([*server.options()[:-2], "--ssh-option", f"Port={closed}"], "服务器在这个端口上没有 SSH"),
    ]:
        ran = office.publish(*options, to=far(office))
        assert ran.code == 2
        assert said in ran.err
        assert len(ran.lines) == 1
    assert not office.www.exists()


def test_programs_that_are_missing_here_are_named(office: Office, server: Server) -> None:
    office.release(1)
    (office.root / "bin").mkdir()
    for present, missing in [((), "ssh"), (("ssh",), "rsync")]:
        for name in present:
            (office.root / "bin" / name).symlink_to(str(shutil.which(name)))
        ran = office.publish(*server.options(), to=far(office), env={"PATH": str(office.root / "bin")})
        assert ran.code == 2
        assert f"没有找到 {missing} 程序" in ran.err


PRESENT = (
    *("sh", "sha256sum", "rsync", "readlink", "mv", "ls", "mkdir", "touch", "flock", "cut", "tr", "rm", "ln"),
    *("sync", "find", "grep", "head", "sleep", "cat", "bash", "base64"),
)


def programs(server: Server, name: str, lacking: tuple[str, ...] = (), own: dict[str, str] | None = None) -> list[str]:
    """The options for a login that finds only some programs, or others under their names."""
    folder = server.folder / f"{name}-bin"
    folder.mkdir()
    for program in set(PRESENT) - set(lacking) - set(own or {}):
        (folder / program).symlink_to(str(shutil.which(program)))
    for program, text in (own or {}).items():
        put(folder / program, f"#!/bin/sh\n{text}\n")
        (folder / program).chmod(0o755)
    server.allow(name, f'PATH={folder}; export PATH; exec sh -c \\"$SSH_ORIGINAL_COMMAND\\"')
    return server.options(key=name)


@pytest.mark.parametrize("program", ["sha256sum", pytest.param("rsync", marks=pytest.mark.proof)])
def test_programs_that_are_missing_there_are_named(office: Office, server: Server, program: str) -> None:
    office.release(1)
    ran = office.publish(*programs(server, f"no-{program}", (program,)), to=far(office))
    assert (ran.code, ran.err) == (2, f"服务器上没有 {program}，不能传送和核对，没有公布\n")


def test_a_server_without_flock_is_published_to_with_a_word(office: Office, server: Server) -> None:
    office.release(1)
    ran = office.publish(*programs(server, "no-flock", ("flock",)), to=far(office))
    assert ran.code == 0, ran.err
    assert "服务器上没有 flock" in ran.err
    assert faults_of(office.www / "current") == []


def test_what_arrives_otherwise_than_it_was_sent_is_not_published(office: Office, server: Server) -> None:
    first = office.release(1)
    assert office.publish().code == 0
    second = office.release(2)
    rsync, half = shutil.which("rsync"), office.www / f"releases/.{second}.partial"
    bad = f'{rsync} "$@"; status=$?; echo x >>{half}/index.html; exit $status'
    options = programs(server, "bad-rsync", own={"rsync": bad})
    ran = office.publish(*options, to=far(office))
    assert (ran.code, ran.err) == (2, "传到的文件不符（index.html），没有公布；请再试一次\n")
    assert office.current == f"releases/{first}"
    assert office.releases == [first]


@pytest.mark.proof
def test_what_arrives_and_was_not_sent_is_not_published(office: Office, server: Server) -> None:
    first = office.release(1)
    assert office.publish().code == 0
    second = office.release(2)
    rsync, half = shutil.which("rsync"), office.www / f"releases/.{second}.partial"
    extra = f'{rsync} "$@"; status=$?; echo x >>{half}/extra.html; exit $status'
    ran = office.publish(*programs(server, "extra", own={"rsync": extra}), to=far(office))
    assert (ran.code, ran.err) == (2, "传到的文件不符（extra.html），没有公布；请再试一次\n")
    assert office.current == f"releases/{first}"


def test_what_another_machine_says_drives_no_terminal_and_is_one_line(office: Office, server: Server) -> None:
    office.release(1)
    evil = r"printf 'rsync: \033[31mowned\007\nmore\n' >&2; exit 1"
    ran = office.publish(*programs(server, "evil", own={"rsync": evil}), to=far(office))
    assert ran.code == 2
    assert len(ran.lines) == 1
    assert "\033" not in ran.err
    greeting = server.folder / "greeting"
    server.allow("greeting", "echo This service allows sftp connections only.; exit 1")
    assert greeting.exists()
    ran = office.publish(*server.options(key="greeting"), to=far(office))
    assert ran.code == 2
    assert "This service allows sftp connections only." in ran.err


def test_over_ssh_withdrawals_forks_and_unsigned_sites_come_to_the_same(office: Office, server: Server) -> None:
    def brought(*more: str) -> Ran:
        return office.publish(*more, *server.options(), to=far(office))

    first = office.release(1)
    office.publish()
    office.release(2, notes={1: "made elsewhere"})
    refused(office, f"releases/{first} 里公布的日志有 ", *server.options(), to=far(office))
    shutil.copytree(office.www / "releases" / first, office.root / "copy")
    second = office.release(2, withdrawn={PAGE: 2})
    assert f"以前的 {first} 里有后来撤下的内容，已删去。\n" in brought().out
    assert office.releases == [".floor", second]
    (office.root / "copy").rename(office.www / "releases" / first)
    refused(office, f"{first} 里可能有后来撤下的内容", "--rollback", *server.options(), to=far(office))
    name = office.withdraw_unsigned(2, "notices/n2/index.html")
    assert brought("--unsigned").code == 0
    assert office.releases == [".floor", name]
    assert (office.www / "releases/.floor").read_text() == f"{name}\n"
    put(office.www / "current/release/release.txt", b"x")
    office.release(3, withdrawn={PAGE: 2})
    refused(office, "/log/checkpoint 不见了", *server.options(), to=far(office))


def test_over_ssh_two_publishes_do_not_race(office: Office, server: Server) -> None:
    office.release(1)
    assert office.publish().code == 0
    office.release(2)
    with (office.www / "releases/.lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ran = office.publish(*programs(server, "fast", own={"sleep": ":"}), to=far(office))
    assert ran.code == 2
    assert "另一个 gksite publish 正在公布到" in ran.err


def test_a_server_that_says_nothing_more_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "ssh", "#!/bin/sh\nexec sleep 60\n")
    (tmp_path / "ssh").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(ssh, "_PATIENCE", 0.2)
    with pytest.raises(RequestError) as refusal, ssh.opened(ssh.Connection(FarFolder("host", "/srv"))):
        pass
    assert "与服务器的连接断了" in refusal.value.text(str)


@pytest.mark.parametrize("ended", [signal.SIGINT, pytest.param(signal.SIGKILL, marks=pytest.mark.proof)])
def test_over_ssh_a_publish_that_is_ended_leaves_the_site_whole(office: Office, server: Server, ended: int) -> None:
    first = office.release(1)
    assert office.publish().code == 0
    second = office.release(2)
    begun = office.root / "begun"
    options = programs(server, f"slow-{ended}", own={"rsync": f": >'{begun}'; exec sleep 4"})
    publish = Started(["publish", far(office), "--root", office.root, *options])
    publish.begin()
    while not begun.exists():
        time.sleep(0.02)
    publish.process.send_signal(ended)
    status, said = publish.end()
    assert status == (130 if ended == signal.SIGINT else -ended)
    assert ("里公布的网站是完整的；再运行一次会接着做。" in said) == (ended == signal.SIGINT)
    assert "Traceback" not in said
    assert office.current == f"releases/{first}"
    assert faults_of(office.www / "current") == []
    assert office.publish(*server.options(), to=far(office)).code == 0
    assert faults_of(office.www / "releases" / second) == []


@pytest.mark.proof
@pytest.mark.parametrize("host", ["127.0.0.1", pytest.param("[::1]", marks=IPV6)])
def test_over_ssh_killed_at_fifty_moments_the_site_is_whole(office: Office, server: Server, host: str) -> None:
    kill_at_random(office, 50, [far(office, host), *server.options()])
