"""A release is a gate: what nobody confirmed stops it; what passes is listed, signed and logged, bit for bit."""

import base64
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from portal import LEAN, NOTICE_PATH, SITE, gksite, put, tree, waive, write_portal
from releases import (
    DAY,
    checkpoint_of,
    environment,
    key_line,
    new_portal,
    portal_key_of,
    release,
    released,
    verify,
    with_key,
)
from sampling import some

from gksite.releasing.places import is_logged
from gksite.tlog.notes import Note, Signer, read_checkpoint, read_note, signed

LEDGER = "content/ledger.yaml"
ADDRESSED = f"{LEAN}url: https://www.ceshi.gov.cn/\n"
LOGGING_MORE = """
import re
from gksite import cli
from gksite.releasing import places
places._NOT_LOGGED = re.compile("(?:assets|pagefind)/.*")
cli.main()
"""
"""A gksite of before, which logged more."""


def listed_in(output: Path) -> list[dict[str, object]]:
    """What a release lists."""
    files: list[dict[str, object]] = json.loads((output / "release/manifest.json").read_bytes())["files"]
    return files


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The tiny portal with a key."""
    return new_portal(tmp_path)


def entries(output: Path) -> list[dict[str, object]]:
    """The entries of a log of fewer than 256, read here from its only bundle."""
    newest = max((output / "log/tile/entries/000.p").iterdir(), key=lambda path: int(path.name))
    data, found = newest.read_bytes(), []
    while data:
        length = int.from_bytes(data[:2], "big")
        found.append(json.loads(data[2 : 2 + length]))
        data = data[2 + length :]
    return found


def edit(root: Path, old: str, new: str) -> None:
    """Change a word of the notice and of its source, as an editor who corrects both would."""
    for path in (NOTICE_PATH, "content/sources/ceshi.txt"):
        text = (root / path).read_text()
        put(root / path, text.replace(old, new))
    source = (root / "content/sources/ceshi.txt").read_bytes()
    text = (root / NOTICE_PATH).read_text()
    digest = hashlib.sha256(source).hexdigest()
    before = text.partition("sha256: ")[2][:64]
    put(root / NOTICE_PATH, text.replace(before, digest))


def test_a_release_lists_every_file_with_its_size_and_digest(root: Path) -> None:
    output = released(root)
    held = json.loads((output / "release/manifest.json").read_bytes())
    paths = [file["path"] for file in held["files"]]
    here = {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()}
    assert paths == sorted(here - {".gksite.json"} - {p for p in here if p.startswith(("release/", "log/"))})
    for file in held["files"]:
        data = (output / file["path"]).read_bytes()
        assert (file["size"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
        assert "sm3" not in file


def test_the_sums_are_those_that_sha256sum_reads(root: Path) -> None:
    output = released(root)
    lines = (output / "release/SHA256SUMS").read_text().splitlines()
    assert "release/manifest.json" in [line.partition("  ")[2] for line in lines]
    for line in lines:
        digest, _, path = line.partition("  ")
        assert hashlib.sha256((output / path).read_bytes()).hexdigest() == digest


def test_sm3_stands_in_the_list_where_it_is_asked_for(root: Path) -> None:
    output = released(root, "--sm3")
    held = json.loads((output / "release/manifest.json").read_bytes())
    for file in held["files"]:
        assert file["sm3"] == hashlib.new("sm3", (output / file["path"]).read_bytes()).hexdigest()
    assert verify("--key", root / "content/release-key.pub", output).code == 0


def test_the_statement_names_its_algorithm_and_is_not_called_what_the_law_calls_reliable(root: Path) -> None:
    output = released(root)
    text = (output / "release/release.txt").read_text()
    assert "\nalgorithm Ed25519\n" in text
    assert "\nprevious sha256 none\n" in text
    ran = release(root)
    assert "可靠的电子签名" not in text + ran.out + ran.err


def test_precompressed_files_hold_what_their_originals_hold(root: Path) -> None:
    output = released(root)
    packed = [path for path in output.rglob("*") if path.suffix in (".gz", ".br")]
    assert {path.suffix for path in packed} == {".gz", ".br"}
    for path in packed:
        data = path.read_bytes()
        unpacked = gzip.decompress(data) if path.suffix == ".gz" else brotli.decompress(data)
        assert unpacked == path.with_suffix("").read_bytes()
        assert len(data) < len(unpacked)


def test_two_machines_make_the_same_release_bit_for_bit(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere/portal"
    shutil.copytree(root, other)
    shutil.copytree(tmp_path / "config", tmp_path / "elsewhere/config")
    gksite("build", "--root", other, "--today", DAY)  # one of them has built before
    first = released(root, "--archive", tmp_path / "a.tar.gz")
    second = released(other, "--archive", tmp_path / "b.tar.gz", "--jobs", "1")
    assert tree(first) == tree(second)
    assert tree(root / "content") == tree(other / "content")
    assert (tmp_path / "a.tar.gz").read_bytes() == (tmp_path / "b.tar.gz").read_bytes()


def test_a_release_of_what_was_released_is_no_new_one(root: Path) -> None:
    before = tree(released(root))
    ran = release(root, today="2026-02-02")
    assert "没有新的发布" in ran.out
    assert tree(root / "output") == before


def test_a_build_is_no_release_and_the_next_release_brings_it_back(root: Path) -> None:
    before = tree(released(root))
    assert gksite("build", "--root", root, "--today", DAY).code == 0
    assert not (root / "output/release").exists()
    assert "GK840" in verify(root / "output").err
    assert tree(released(root)) == before


def test_a_change_is_logged_with_its_note_and_names_the_release_before(root: Path) -> None:
    output = released(root)
    first = hashlib.sha256((output / "release/manifest.json").read_bytes()).hexdigest()
    edit(root, "公开财政预决算。", "公开财政预算和决算。")
    released(root, "--note", "更正第1项的措辞", today="2026-01-05")
    log = entries(output)
    second = [entry for entry in log if entry["release"] == 2]
    page = next(entry for entry in second if entry.get("address") == "/notices/ceshi-2018/")
    assert (page["event"], page["day"], page["note"]) == ("changed", "2026-01-05", "更正第1项的措辞")
    assert (second[-1]["event"], second[-1]["note"]) == ("release", "更正第1项的措辞")
    assert f"previous sha256 {first}\n" in (output / "release/release.txt").read_text()
    assert not [entry for entry in second if entry.get("address") == "/about/"]


def test_the_log_hides_what_a_page_holds_until_its_salt_is_shown(root: Path) -> None:
    output = released(root)
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in output.rglob("*.html")}
    hashes = {entry["hash"] for entry in entries(output) if "hash" in entry}
    assert hashes
    assert not hashes & digests


def test_a_page_that_is_withdrawn_leaves_a_tombstone_and_its_salt_goes(root: Path) -> None:
    output = released(root)
    page = output / "notices/ceshi-2018/index.html"
    digest = hashlib.sha256(page.read_bytes()).hexdigest()
    proof = (output / "log/proofs/notices/ceshi-2018/index.html.tlog-proof").read_text()
    salt = json.loads(base64.b64decode(proof.split("extra ")[1].split("\n")[0]))["salt"]
    text = (root / NOTICE_PATH).read_text()
    put(root / NOTICE_PATH, text.replace("disclosure: 主动公开", "disclosure: 不予公开"))
    ledger = (root / LEDGER).read_text()
    fate = "  - {address: /notices/ceshi-2018/, withdrawn: {on: 2026-01-05, why: 含有个人信息}}\n"
    put(root / LEDGER, "addresses:\n" + fate + ledger)
    waive(root)
    released(root, today="2026-01-05")
    last = [entry for entry in entries(output) if entry.get("address") == "/notices/ceshi-2018/"][-1]
    assert (last["event"], last["why"], last["day"]) == ("withdrawn", "含有个人信息", "2026-01-05")
    files = [path for folder in (output, root / "content/log") for path in folder.rglob("*") if path.is_file()]
    everything = b"".join(path.read_bytes() for path in files)
    assert salt.encode() not in everything
    assert bytes.fromhex(salt) not in everything
    assert digest.encode() not in everything
    assert (output / "log/proofs/notices/ceshi-2018/index.html.tlog-proof").read_text() != proof
    ran = verify(output)
    assert ran.code == 0, ran.err


def test_what_is_moved_is_logged_with_its_new_address(root: Path) -> None:
    output = released(root)
    text = (root / NOTICE_PATH).read_text()
    (root / NOTICE_PATH).unlink()
    put(root / "content/notices/ceshi-2019.yaml", text.replace("id: ceshi-2018", "id: ceshi-2019"))
    ledger = (root / LEDGER).read_text()
    put(root / LEDGER, "addresses:\n  - {address: /notices/ceshi-2018/, moved: /notices/ceshi-2019/}\n" + ledger)
    waive(root)
    released(root, today="2026-01-05")
    last = [entry for entry in entries(output) if entry.get("address") == "/notices/ceshi-2018/"][-1]
    assert (last["event"], last["to"]) == ("moved", "/notices/ceshi-2019/")
    assert verify(output).code == 0


def draft(root: Path) -> None:
    put(root / "content/notices/draft-2019.yaml", "id: draft-2019\ndraft: true\n")


def doubt(root: Path) -> None:
    text = (root / NOTICE_PATH).read_text()
    put(
        root / NOTICE_PATH,
        text.replace("title: 公开预决算\n", "title: 公开预决算\n        doubts: [{kind: fact, text: 核对标题}]\n"),
    )


def difference(root: Path) -> None:
    text = (root / NOTICE_PATH).read_text()
    put(root / NOTICE_PATH, text.replace("requirement: 及时回应关切。", "requirement: 及时回应社会关切。"))


def person(root: Path) -> None:
    put(root / "content/pages/contact.md", "# 联系\n\n张三，身份证号 11010519491231002X。\n")
    waive(root)


def dead_link(root: Path) -> None:
    put(root / "content/pages/contact.md", "# 联系\n\n[通知](/notices/nothing/)\n")
    waive(root)


def fact(root: Path) -> None:
    (root / "content/waivers.yaml").unlink()


def stranger(root: Path) -> None:
    gksite("build", "--root", root, "--today", DAY)
    put(root / "output/upload/shell.php", "<?php")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (draft, "草稿"),
        (doubt, "GK703"),
        (difference, NOTICE_PATH),
        (person, "content/pages/contact.md"),
        (dead_link, "GK302"),
        (fact, NOTICE_PATH),
        (stranger, "output/upload/shell.php: GK856"),
    ],
)
def test_what_nobody_confirmed_stops_a_release(root: Path, spoil: Callable[[Path], None], told: str) -> None:
    """And nothing is signed, logged or written."""
    spoil(root)
    before = tree(root / "output") if (root / "output").exists() else {}
    ran = release(root)
    assert ran.code == 1
    assert told in ran.err
    assert "没有发布" in ran.err
    assert not (root / "content/log").exists()
    assert (tree(root / "output") if (root / "output").exists() else {}) == before


def test_a_release_says_that_a_search_without_its_data_was_not_asked(tmp_path: Path) -> None:
    root = with_key(write_portal(tmp_path / "portal", {"site.yaml": f"{SITE}exports: [json, sitemap]\n"}))
    ran = gksite("release", "--root", root, "--today", DAY, env={"XDG_CONFIG_HOME": str(tmp_path / "config")})
    assert (ran.code, ran.err) == (0, "")
    assert "提示：site.yaml 的 exports 里没有 agencies、pages，搜索没有逐个核对。" in ran.out


def test_a_wrong_answer_of_the_search_stops_a_release(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The search is asked before anything is signed, in a copy that nobody is served."""
    from datetime import date

    import gksite.release as rooms
    from gksite.build import BuildOptions
    from gksite.problems.problem import Location, Problem, Problems, Stop
    from gksite.searching.in_browser import NO_ANSWER

    asked = []

    def ask(folder: Path) -> list[Problem]:
        asked.append((folder / "assets/search.js").is_file())
        return [Problem(NO_ANSWER, Location("output/assets/search.js"), query="预算", reason="x")]

    wish = rooms.Wish(portal_key_of(root), ask=ask)
    problems = Problems()
    options = BuildOptions(date(2026, 1, 1), 1, record=True)
    with pytest.raises(Stop):
        rooms.release(root, root / "output", options, wish, problems, lambda stage: None)
    assert asked == [True]
    assert not (root / "content/log").exists()
    assert not (root / "output").exists()


def test_a_release_that_was_killed_before_it_was_published_is_finished_by_the_next(root: Path) -> None:
    """The log comes first; the same site then is the same release, and no second history of that length exists."""
    before = tree(released(root))
    shutil.rmtree(root / "output")
    assert tree(released(root, today="2026-03-03")) == before


def test_a_day_before_the_last_release_is_refused(root: Path) -> None:
    released(root)
    edit(root, "公开财政预决算。", "公开财政预算和决算。")
    ran = release(root, today="2025-12-31")
    assert (ran.code, "不能写成更早的日期" in ran.err) == (2, True)


def test_a_key_is_made_once_and_kept(root: Path) -> None:
    before = tree(root.parent / "config")
    ran = gksite("release", "keygen", "--root", root, env=environment(root))
    assert (ran.code, "没有改动" in ran.out) == (0, True)
    assert tree(root.parent / "config") == before
    key = next((root.parent / "config/gksite/keys").iterdir())
    assert key.stat().st_mode & 0o777 == 0o600
    assert key.parent.stat().st_mode & 0o777 == 0o700
    assert key.read_text().split()[-1] not in ran.out + ran.err


def test_the_key_is_named_by_the_address_of_the_site(tmp_path: Path) -> None:
    root = write_portal(tmp_path / "portal", {"site.yaml": "name: 测试 门户\nurl: https://www.ceshi.gov.cn/zwgk/\n"})
    with_key(root)
    assert (root / "content/release-key.pub").read_text().startswith("www.ceshi.gov.cn/zwgk/log+")


def test_a_key_without_its_other_half_is_told(root: Path, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "config")
    for ran in (release(root), gksite("release", "keygen", "--root", root, env=environment(root))):
        assert ran.code == 2
        assert "私钥" in ran.err or "keygen" in ran.err


def test_a_release_without_a_key_says_how_to_make_one(tmp_path: Path) -> None:
    ran = release(write_portal(tmp_path / "portal"))
    assert (ran.code, "gksite release keygen" in ran.err) == (2, True)


def test_a_private_key_that_others_may_read_is_refused(root: Path) -> None:
    next((root.parent / "config/gksite/keys").iterdir()).chmod(0o640)
    ran = release(root)
    assert (ran.code, "chmod 600" in ran.err) == (2, True)


def test_a_private_key_of_another_portal_is_refused(root: Path) -> None:
    name = (root / "content/release-key.pub").read_text().partition("+")[0]
    put(root / "content/release-key.pub", key_line(b"\7" * 32, name) + "\n")
    ran = release(root)
    assert (ran.code, "不是一对" in ran.err) == (2, True)


@pytest.mark.parametrize("damage", ["", "gksite-key-1", "gksite-key-1 1 name !!", "x 1 name AAAA"])
def test_a_damaged_private_key_is_told(root: Path, damage: str) -> None:
    key = next((root.parent / "config/gksite/keys").iterdir())
    key.write_text(damage)
    ran = release(root)
    assert (ran.code, "损坏" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("place", "content"),
    [("checkpoint", b"x"), ("checkpoint", None), ("tile/entries", None), ("tile/entries", b"x")],
)
def test_a_log_that_is_not_what_was_written_stops_the_next_release(
    root: Path, place: str, content: bytes | None
) -> None:
    released(root)
    path = next(p for p in sorted((root / "content/log").rglob("*")) if p.is_file() and place in p.as_posix())
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    ran = release(root, today="2026-01-05")
    assert ran.code == 2
    assert "content/log/" in ran.err


def test_an_older_log_is_not_continued_by_the_key_that_signed_the_newer(root: Path, tmp_path: Path) -> None:
    """One key never signs two logs of one portal: not after a restore, nor after its log was deleted."""
    released(root)
    older = shutil.copytree(root / "content/log", tmp_path / "older")
    edit(root, "公开财政预决算。", "公开财政预算和决算。")
    released(root, today="2026-01-05")
    edit(root, "公开财政预算和决算。", "公开财政预算、决算。")
    newer = shutil.move(root / "content/log", tmp_path / "newer")
    ran = release(root, today="2026-01-06")
    assert (ran.code, "接不上" in ran.err) == (2, True)
    shutil.copytree(older, root / "content/log")
    ran = release(root, today="2026-01-06")
    assert (ran.code, "接不上" in ran.err) == (2, True)
    shutil.rmtree(root / "content/log")
    shutil.copytree(newer, root / "content/log")
    assert verify(released(root, today="2026-01-06")).code == 0


def test_a_copy_of_a_portal_may_have_the_key_of_the_first(root: Path, tmp_path: Path) -> None:
    """As on another machine: what is made of the same content on the same day is the same."""
    clone = Path(shutil.copytree(root, tmp_path / "clone"))
    first = tree(released(root))
    (clone / "content/release-key.pub").unlink()
    ran = gksite("release", "keygen", "--root", clone, env=environment(clone))
    assert (ran.code, "没有改动" in ran.out) == (0, True)
    assert tree(released(clone)) == first


def without_log(root: Path, folder: Path) -> Path:
    """A copy of a portal that has lost its log, but for what it published; the memory beside the key is not its own."""
    clone = Path(shutil.copytree(root, folder / "clone"))
    shutil.rmtree(clone / "content/log")
    return clone


def test_a_copied_portal_without_its_log_signs_no_second_one(root: Path, tmp_path: Path) -> None:
    clone = without_log(released(root).parent, tmp_path)
    before = tree(clone / "output")
    ran = release(clone, today="2026-01-05")
    assert (ran.code, f"记在 {clone}/output/log/checkpoint" in ran.err) == (2, True), ran.err
    assert tree(clone / "output") == before
    assert not (clone / "content/log").exists()
    shutil.copytree(root / "content/log", clone / "content/log")
    assert verify(released(clone, today="2026-01-06")).code == 0


def test_a_withdrawal_in_a_copy_without_its_log_is_not_signed_either(root: Path, tmp_path: Path) -> None:
    clone = without_log(released(root).parent, tmp_path)
    env = environment(clone)
    ran = gksite("withdraw", "ceshi-2018", "--root", clone, "--today", "2026-01-05", env=env)
    assert (ran.code, "没有签名：content/log/ 接不上这里签过的日志" in ran.out) == (0, True), ran.out + ran.err
    assert not (clone / "output/log").exists()
    assert not (clone / "content/log").exists()


@pytest.mark.parametrize("kind", ["of another key", "unsigned", "damaged"])
def test_a_checkpoint_in_output_that_the_key_has_not_signed_stops_no_release(root: Path, kind: str) -> None:
    output = released(root)
    shutil.rmtree(root / "content/log")
    next((root.parent / "config/gksite/keys").glob("*.checkpoint")).unlink()
    checkpoint = read_checkpoint(read_note((output / "log/checkpoint").read_bytes()).text)
    if kind == "of another key":
        put(output / "log/checkpoint", signed(checkpoint.text, Signer(checkpoint.origin, b"\7" * 32)).encoded)
    elif kind == "unsigned":
        put(output / "log/checkpoint", Note(checkpoint.text, ()).encoded)
    else:
        put(output / "log/checkpoint", b"x")
    ran = release(root, today="2026-01-05")
    assert ran.code == 0, ran.err


def test_a_first_release_that_was_killed_before_its_checkpoint_is_made_anew(root: Path) -> None:
    put(root / "content/log/tile/0/000.p/3", b"x")
    output = released(root)
    assert verify(output).code == 0


def test_a_day_that_has_not_come_is_refused(root: Path) -> None:
    ran = release(root, today="2999-01-01")
    assert (ran.code, "还没有到" in ran.err) == (2, True)


@pytest.mark.parametrize("note", ["联系 13812345678", "身份证 11010519491231002X", "a" * 501, "a\x1b[2J"])
def test_what_must_not_stand_in_a_log_for_ever_is_refused(root: Path, note: str) -> None:
    for words in (("release", "--note"), ("withdraw", "ceshi-2018", "--reason")):
        ran = gksite(*words, note, "--root", root, "--today", DAY, env=environment(root))
        assert (ran.code, words[-1] in ran.err) == (2, True), ran.err


def test_only_a_change_of_fate_dates_a_tombstone_anew(root: Path) -> None:
    """A new look of the site logs it again, with the day since when it says so."""
    output = released(root)
    env = environment(root)
    gksite("withdraw", "ceshi-2018", "--root", root, "--today", "2026-01-05", env=env)
    text = (root / NOTICE_PATH).read_text()
    put(root / NOTICE_PATH, text.replace("disclosure: 主动公开", "disclosure: 不予公开"))
    put(root / "site.yaml", "name: 测试门户（新）\n")
    waive(root)
    released(root, today="2026-01-09")
    last = [entry for entry in entries(output) if entry.get("address") == "/notices/ceshi-2018/"][-1]
    assert (last["event"], last["day"], last["since"]) == ("withdrawn", "2026-01-09", "2026-01-05")


@pytest.mark.parametrize("place", ["output/x.tar.gz", "nothing/x.tar.gz"])
def test_an_archive_that_cannot_stand_there_is_refused_before_anything_is_signed(root: Path, place: str) -> None:
    ran = release(root, "--archive", root / place)
    assert ran.code == 2
    assert not (root / "content/log").exists()


def test_the_archive_holds_the_release_without_users_and_with_a_time_of_its_own(root: Path, tmp_path: Path) -> None:
    output = released(root, "--archive", tmp_path / "site.tar.gz")
    with tarfile.open(tmp_path / "site.tar.gz") as archive:
        members = archive.getmembers()
        assert {(m.mtime, m.uid, m.gid, m.uname, m.gname) for m in members} == {(1767225601, 0, 0, "", "")}
        assert [m.name for m in members] == sorted(m.name for m in members)
        here = {p.relative_to(output).as_posix() for p in output.rglob("*") if p.is_file()} - {".gksite.json"}
        assert {m.name for m in members} == here
    ran = verify(tmp_path / "site.tar.gz")
    assert ran.code == 0, ran.err


def test_what_is_for_search_engines_is_listed_and_not_logged(tmp_path: Path) -> None:
    root = with_key(write_portal(tmp_path / "portal", {"site.yaml": ADDRESSED}))
    output = released(root)
    assert {"sitemap.xml", "robots.txt"} <= {file["path"] for file in listed_in(output)}
    assert not {"/sitemap.xml", "/robots.txt"} & {entry.get("address") for entry in entries(output)}
    assert not (output / "log/proofs/sitemap.xml.tlog-proof").exists()
    names = ["sitemap.xml", "sitemap-12.xml", "sitemap/index.html", "files/sitemap.xml", "favicon.ico"]
    assert [is_logged(name) for name in names] == [False, False, True, True, False]


@pytest.mark.parametrize("change", some(["a withdrawal", "a page", "nothing"], 3))
def test_what_was_logged_once_and_is_no_longer_is_not_said_to_be_withdrawn(tmp_path: Path, change: str) -> None:
    """As a log has it whose first release logged its site maps."""
    root = with_key(write_portal(tmp_path / "portal", {"site.yaml": ADDRESSED}))
    words = ["release", "--root", str(root), "--today", DAY]
    subprocess.run([sys.executable, "-c", LOGGING_MORE, *words], check=True, env={**os.environ, **environment(root)})
    output = root / "output"
    assert "/sitemap.xml" in {entry.get("address") for entry in entries(output)}
    key = root / "content/release-key.pub"
    kept = checkpoint_of(output)
    if change == "a page":
        edit(root, "公开财政预决算。", "公开财政预算和决算。")
    if change == "a withdrawal":
        env = environment(root)
        assert gksite("withdraw", "ceshi-2018", "--root", root, "--today", "2026-01-05", env=env).code == 0
    else:
        released(root, today="2026-01-05")
    told = [entry for entry in entries(output) if entry["release"] == 2]
    assert not [entry for entry in told if entry.get("address") in ("/sitemap.xml", "/robots.txt", "/404.html")]
    withdrawn = [str(entry["address"]) for entry in told if entry["event"] == "withdrawn"]
    assert bool(withdrawn) == (change == "a withdrawal")
    own = ("/ceshi-2018", "/feed.xml", "/tasks/ceshi/")
    assert all(any(part in address for part in own) for address in withdrawn)
    ran = verify(output, "--key", key, "--checkpoint", kept)
    assert (ran.code, ran.err) == (0, "")
    assert verify(output, "--page", "/", "--key", key, "--checkpoint", kept).code == 0
    if change != "a withdrawal":
        assert "没有新的发布" in release(root, today="2026-01-06").out


def test_the_line_to_keep_is_said_at_the_end(root: Path) -> None:
    ran = release(root)
    assert checkpoint_of(root / "output") in ran.out


def test_old_partial_tiles_stay_for_those_who_kept_an_old_checkpoint(root: Path) -> None:
    output = released(root)
    before = {path: digest for path, digest in tree(output / "log/tile").items() if not path.endswith("/")}
    edit(root, "公开财政预决算。", "公开财政预算和决算。")
    released(root, today="2026-01-05")
    after = tree(output / "log/tile")
    assert before.items() <= after.items()


def test_no_server_is_needed_to_release_and_nothing_outside_the_portal_is_written(root: Path, tmp_path: Path) -> None:
    released(root)
    assert {path.name for path in tmp_path.iterdir()} == {"portal", "config"}
    assert os.listdir(tmp_path / "config/gksite") == ["keys"]


def test_a_withdrawal_is_signed_and_logged_at_once_though_other_files_have_errors(root: Path) -> None:
    output = released(root)
    put(root / "content/notices/x-2019.yaml", "id: [")
    env = environment(root)
    ran = gksite("withdraw", "ceshi-2018", "--root", root, "--today", "2026-01-05", "--reason", "含有个人信息", env=env)
    assert (ran.code, "第 2 次发布" in ran.out) == (0, True), ran.err
    assert verify(output).code == 0
    last = [entry for entry in entries(output) if entry.get("address") == "/notices/ceshi-2018/"][-1]
    assert (last["event"], last["why"]) == ("withdrawn", "含有个人信息")


@pytest.mark.parametrize("lost", ["config", "portal/content/log/checkpoint", "a full disk"])
def test_a_withdrawal_that_cannot_be_signed_happens_all_the_same(root: Path, tmp_path: Path, lost: str) -> None:
    """With the list by which it can be published unsigned."""
    output = released(root)
    if lost == "config":
        shutil.rmtree(tmp_path / lost)
    elif lost == "a full disk":
        (root / "content/log/.checkpoint.gksite").mkdir()
    else:
        (tmp_path / lost).write_bytes(b"x")
    ran = gksite("withdraw", "ceshi-2018", "--root", root, "--today", "2026-01-05", env=environment(root))
    assert (ran.code, "没有签名" in ran.out) == (0, True), ran.err
    assert "公开财政预决算" not in (output / "notices/ceshi-2018/index.html").read_text()
    held = json.loads((output / "release/manifest.json").read_bytes())
    assert (held["release"], (output / "release/release.txt").exists()) == (1, False)
    paths = {file["path"] for file in held["files"]}
    here = {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()}
    assert here - {".gksite.json", "release/manifest.json", "release/SHA256SUMS"} == paths
