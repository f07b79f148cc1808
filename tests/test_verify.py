"""What was changed after a release is found by name; a reader with one old checkpoint notices a rewritten log."""

import json
import random
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from portal import Ran, gksite, put, tree
from releases import (
    canonical,
    checkpoint_of,
    environment,
    forged,
    key_line,
    key_of,
    log_of,
    new_portal,
    release,
    released,
    verify,
)
from serving import serving
from test_release import edit

from gksite.problems.problem import Phrase
from gksite.releasing.standing import read_proof_of
from gksite.releasing.trees import folder_tree
from gksite.releasing.verify_all import Known
from gksite.releasing.verify_all import verify as verify_tree
from gksite.releasing.witnessing import read_kept
from gksite.tlog.merkle import inclusion_proof, leaf_hash, levels
from gksite.tlog.notes import COSIGNATURE, Signature, Signer, read_note, read_verifier, signed
from gksite.tlog.proofs import Proof


@pytest.fixture(scope="module")
def portal_(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal after three releases; never write into it. The checkpoints of each stand beside it."""
    folder = tmp_path_factory.mktemp("released")
    root = new_portal(folder)
    words = ("公开财政预决算。", "公开财政预算和决算。", "公开财政预算、决算。")
    released(root)
    shutil.copytree(root / "output", folder / "first")
    for i in (1, 2):
        edit(root, words[i - 1], words[i])
        released(root, today=f"2026-0{i + 1}-01")
        shutil.copytree(root / "output", folder / ("second", "third")[i - 1])
    return root


@pytest.fixture
def output(portal_: Path, tmp_path: Path) -> Path:
    """A copy of what was released last."""
    return Path(shutil.copytree(portal_ / "output", tmp_path / "site"))


def key(portal_: Path) -> Path:
    return portal_ / "content/release-key.pub"


def codes(ran: Ran) -> list[str]:
    """The codes of what was found, in their order, each with its file."""
    return re.findall(r"(?m)^\S+: (GK\d{3}) ", ran.err)


def test_a_release_is_whole_as_it_was_written(portal_: Path, output: Path) -> None:
    ran = verify(output, "--key", key(portal_))
    assert (ran.code, ran.err) == (0, "")
    assert "第 3 次发布（2026-03-01）" in ran.out
    assert checkpoint_of(output) in ran.out


def test_inside_the_portal_nothing_has_to_be_said(portal_: Path) -> None:
    ran = gksite("verify", cwd=portal_)
    assert (ran.code, ran.err, "提示" in ran.out) == (0, "", False)


def test_without_a_key_it_is_said_that_the_site_vouches_for_itself(output: Path) -> None:
    assert "换掉钥匙的人也能做到" in verify(output).out


@pytest.mark.parametrize("path", ["index.html", "data/pages.json", "assets/search.js", "index.html.gz", "404.html"])
def test_one_flipped_bit_is_found_by_the_name_of_its_file(portal_: Path, output: Path, path: str) -> None:
    data = bytearray((output / path).read_bytes())
    data[len(data) // 2] ^= 1
    (output / path).write_bytes(data)
    ran = verify(output, "--key", key(portal_))
    assert ran.code == 1
    assert f"{path}: GK843" in ran.err


def test_a_missing_an_extra_and_a_renamed_file_are_told_apart(portal_: Path, output: Path) -> None:
    (output / "robots.txt").unlink()
    put(output / "upload/shell.php", "<?php")
    (output / "data/pages.json").rename(output / "data/other.json")
    (output / "link").symlink_to("index.html")
    ran = verify(output, "--key", key(portal_))
    assert "robots.txt: GK844" in ran.err
    assert "upload/shell.php: GK845" in ran.err
    assert "link: GK845" in ran.err
    assert "data/other.json: GK846 文件被改了名：发布时是 data/pages.json" in ran.err


def test_an_older_release_is_told_by_its_number(portal_: Path) -> None:
    ran = verify("--root", portal_, portal_.parent / "second")
    assert (ran.code, "GK847" in ran.err, "第 2 次发布，应该是第 3 次" in ran.err) == (1, True, True)


def test_an_older_release_is_told_by_a_newer_checkpoint(portal_: Path, output: Path) -> None:
    kept = checkpoint_of(output)
    ran = verify(portal_.parent / "second", "--key", key(portal_), "--checkpoint", kept)
    assert codes(ran) == ["GK850"]


@pytest.mark.parametrize(
    ("path", "change", "code"),
    [
        (".gksite.json", lambda data: data.replace(b'"index.html": "', b'"index.html": "0'), "GK843"),
        (".gksite.json", lambda data: b"", "GK843"),
        (".gksite.json", lambda data: b"[]", "GK843"),
        (".gksite.json.next", lambda data: b"{}", "GK845"),
        ("release/release.txt", lambda data: data + "— evil.example AAAAAAAA\n".encode(), "GK843"),
        ("release/release-key.pub", lambda data: data.removesuffix(b"\n"), "GK843"),
        ("release/release-key.pub", lambda data: data * 100, "GK843"),
        ("release/release.txt", lambda data: data * 9000, "GK840"),
        ("log/checkpoint", lambda data: data + "— evil.example AAAAAAAA\n".encode(), "GK843"),
        ("log/witnessed/1", lambda data: b"x", "GK845"),
    ],
)
def test_what_no_list_has_is_held_to_what_was_written_too(
    portal_: Path, output: Path, path: str, change: Callable[[bytes], bytes], code: str
) -> None:
    before = output / path
    put(before, change(before.read_bytes() if before.exists() else b""))
    ran = verify(output, "--key", key(portal_))
    assert (ran.code, f"{path}: {code}" in ran.err) == (1, True), ran.err


def changed_entry(log: list[bytes], place: int, **facts: object) -> list[bytes]:
    """A log in which an entry states something else."""
    return [*log[:place], canonical({**json.loads(log[place]), **facts}), *log[place + 1 :]]


CONTRADICTIONS = {
    "a day within a release": lambda log: changed_entry(log, len(log) - 2, day="2026-02-27"),
    "a number of files": lambda log: changed_entry(log, len(log) - 1, files=3),
    "a page added twice": lambda log: changed_entry(log, len(log) - 2, event="added"),
    "a page changed that never was": lambda log: changed_entry(log, 1, event="changed"),
    "a fact of nobody": lambda log: changed_entry(log, 1, author="x"),
    "a since of nobody": lambda log: changed_entry(log, len(log) - 2, since="2020-01-01"),
    "a number of a release": lambda log: changed_entry(log, 1, release=2),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_log_that_contradicts_itself_is_told_without_any_checkpoint(portal_: Path, tmp_path: Path, name: str) -> None:
    site = forged(portal_, tmp_path / "forged", CONTRADICTIONS[name](log_of(portal_)))
    found = set(codes(verify(site, "--key", key(portal_))))
    assert found & {"GK848", "GK852", "GK855"}, found


@pytest.mark.parametrize("previous", ["ab" * 32, "none"])
def test_another_release_before_than_that_of_the_log_is_told(portal_: Path, output: Path, previous: str) -> None:
    """The statement is signed again by the holder of the key."""
    path = output / "release/release.txt"
    text = re.sub("previous sha256 .*", f"previous sha256 {previous}", read_note(path.read_bytes()).text)
    put(path, signed(text, key_of(portal_)).encoded)
    assert "release/release.txt: GK848" in verify(output, "--key", key(portal_)).err


def test_files_of_two_releases_are_told(portal_: Path, output: Path) -> None:
    """A log of another release than the one that is signed, and the other way round."""
    shutil.rmtree(output / "log")
    shutil.copytree(portal_.parent / "second/log", output / "log")
    assert "GK855" in codes(verify(output, "--key", key(portal_)))


def test_a_key_that_was_swapped_is_told_even_where_all_is_signed_anew(portal_: Path, output: Path) -> None:
    name = key_of(portal_).name
    thief = Signer(name, b"\7" * 32)
    put(output / "release/release-key.pub", key_line(b"\7" * 32, name) + "\n")
    for path in ("release/release.txt", "log/checkpoint"):
        put(output / path, signed(read_note((output / path).read_bytes()).text, thief).encoded)
    ran = verify(output, "--key", key(portal_))
    assert "release/release-key.pub: GK842" in ran.err
    assert "release/release.txt: GK841" in ran.err
    assert thief.verifier.text == key_line(b"\7" * 32, name)


@pytest.mark.parametrize(
    "path",
    [
        "release/manifest.json",
        "release/release.txt",
        "release/release-key.pub",
        "release/SHA256SUMS",
        "log/checkpoint",
    ],
)
def test_what_a_release_says_of_itself_cannot_be_changed_or_taken_away(portal_: Path, output: Path, path: str) -> None:
    data = (output / path).read_bytes()
    other = b"B" if data[-9:-8] == b"A" else b"A"
    for changed in (data[:-9] + other + data[-8:], b"", None):
        if changed is None:
            (output / path).unlink()
        else:
            (output / path).write_bytes(changed)
        ran = verify(output, "--key", key(portal_))
        assert ran.code == 1
        assert path in ran.err


def test_what_is_no_release_is_told(tmp_path: Path) -> None:
    put(tmp_path / "site/index.html", "x")
    ran = verify(tmp_path / "site")
    assert (ran.code, "GK840" in ran.err) == (1, True)
    assert verify(tmp_path / "nothing").code == 2
    put(tmp_path / "x.tar.gz", b"no archive")
    assert verify(tmp_path / "x.tar.gz").code == 2


@pytest.mark.parametrize("line", ["x", "a b c", "a 1 " + "A" * 43 + "!"])
def test_what_is_no_checkpoint_is_refused(output: Path, line: str) -> None:
    ran = verify(output, "--checkpoint", line)
    assert (ran.code, "这不是检查点" in ran.err) == (2, True)


def test_a_checkpoint_may_be_kept_as_a_file_of_any_form(portal_: Path, output: Path, tmp_path: Path) -> None:
    whole = (portal_.parent / "first/log/checkpoint").read_text()
    for text in (whole, "\n".join(whole.split("\n")[:3]), " ".join(whole.split()[:3])):
        put(tmp_path / "kept.txt", text)
        assert verify(output, "--key", key(portal_), "--checkpoint", tmp_path / "kept.txt").code == 0


def mutations(site: Path, chance: random.Random) -> Iterator[tuple[str, set[str]]]:
    """Changes of a released tree, each made and named; what stands there is put right again by whoever asks."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    while True:
        path = chance.choice(files)
        name, data = path.relative_to(site).as_posix(), path.read_bytes()
        kind = chance.choice(["flip", "cut", "grow", "empty", "remove", "add", "rename", "swap"])
        named = {name}
        if kind == "flip" and data:
            at = chance.randrange(len(data))
            path.write_bytes(data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :])
        elif kind == "cut" and data:
            path.write_bytes(data[: chance.randrange(len(data))])
        elif kind == "grow":
            path.write_bytes(data + chance.randbytes(3))
        elif kind == "empty" and data:
            path.write_bytes(b"")
        elif kind == "remove":
            if name == ".gksite.json":  # copies of a site are without it
                continue
            path.unlink()
        elif kind == "add":
            named = {f"{name}.{chance.randrange(1000)}"}
            put(site / next(iter(named)), chance.randbytes(9))
        elif kind == "rename":
            named = {name, f"{name}.old"}
            path.rename(site / f"{name}.old")
        else:
            other = chance.choice(files)
            if other.read_bytes() == data:
                continue
            path.write_bytes(other.read_bytes())
        yield kind, named


def all_found(portal_: Path, folder: Path, count: int, seed: int) -> None:
    """Make so many changes one after another, and see each found by the name of its file."""
    site = Path(shutil.copytree(portal_ / "output", folder / "site"))
    known = Known(read_verifier(key(portal_).read_text().strip()))
    chance = random.Random(seed)
    for _ in range(count):
        kind, named = next(mutations(site, chance))
        seen = verify_tree(folder_tree(site), known, lambda done, files: None).seen
        told = {problem.location.file for problem in seen.problems.found}
        assert named & told, (kind, named, told)
        shutil.rmtree(site)
        shutil.copytree(portal_ / "output", site)


def test_random_changes_are_all_found_by_name(portal_: Path, tmp_path: Path) -> None:
    all_found(portal_, tmp_path, 40, 1)


@pytest.mark.proof
def test_a_thousand_random_changes_are_all_found_by_name(portal_: Path, tmp_path: Path) -> None:
    all_found(portal_, tmp_path, 1000, 2)


Forgery = Callable[[list[bytes], random.Random, int], list[bytes]]
"""Another log, made of the real one, of which a reader has seen so many entries."""


def rewrite(log: list[bytes], chance: random.Random, kept: int) -> list[bytes]:
    """An entry that a reader has covered says something else."""
    i = chance.choice(pages_of(log, kept))
    return [*log[:i], canonical({**json.loads(log[i]), "hash": chance.randbytes(32).hex()}), *log[i + 1 :]]


def drop(log: list[bytes], chance: random.Random, kept: int) -> list[bytes]:
    """An entry that a reader has covered is gone."""
    i = chance.choice(pages_of(log, kept))
    return [*log[:i], *log[i + 1 :]]


def pages_of(log: list[bytes], kept: int) -> list[int]:
    """Where the entries about addresses stand that a reader has covered."""
    return [i for i in range(kept) if "address" in json.loads(log[i])]


def back_date(log: list[bytes], chance: random.Random, kept: int) -> list[bytes]:
    """Something new is said to have stood there long ago: among the old entries."""
    i = chance.randrange(1, kept)
    entry = {"address": f"/neu-{i}/", "day": "2026-01-01", "event": "withdrawn", "release": 1}
    return [*log[:i], canonical(entry), *log[i:]]


def back_date_at_the_end(log: list[bytes], chance: random.Random, kept: int) -> list[bytes]:
    """The same, behind everything that a reader has covered: its day goes back."""
    day = f"2026-02-{chance.randrange(1, 28):02}"
    entry = {"address": "/neu/", "day": day, "event": "withdrawn", "release": json.loads(log[-1])["release"]}
    return [*log[:-1], canonical(entry), log[-1]]


def truncate(log: list[bytes], chance: random.Random, kept: int) -> list[bytes]:
    """The log ends with an earlier release than the reader has seen."""
    ends = [i + 1 for i, entry in enumerate(log) if b'"event":"release"' in entry and i + 1 < kept]
    return log[: chance.choice(ends)]


def split(log: list[bytes], chance: random.Random, kept: int) -> list[bytes]:
    """Another log of the same length for other readers."""
    return [*log[:-1], canonical({**json.loads(log[-1]), "note": f"给别人看的 {chance.random()}"})]


def found_in_forgeries(portal_: Path, folder: Path, forge: Forgery, kept: str, count: int) -> Iterator[set[str]]:
    """What a reader finds who kept the checkpoint of one release, in logs forged with the portal's own key."""
    log = log_of(portal_)
    public = read_verifier(key(portal_).read_text().strip())
    line = checkpoint_of(portal_.parent / kept)
    chance = random.Random(f"{forge.__name__} {count}")
    known = Known(public, (read_kept(line, Phrase("保存的检查点")),))
    for i in range(count):
        site = forged(portal_, folder / f"forged-{i}", forge(log, chance, int(line.split()[1])))
        seen = verify_tree(folder_tree(site), known, lambda done, files: None).seen
        yield {problem.code.id for problem in seen.problems.found}
        shutil.rmtree(site)


FORGERIES = pytest.mark.parametrize(
    ("forge", "kept", "code"),
    [
        (rewrite, "second", "GK849"),
        (drop, "second", "GK849"),
        (back_date, "second", "GK849"),
        (back_date_at_the_end, "second", "GK852"),
        (truncate, "second", "GK850"),
        (split, "third", "GK851"),
    ],
)


@FORGERIES
def test_a_forgery_by_the_holder_of_the_key_is_named_by_a_reader_with_one_old_checkpoint(
    portal_: Path, tmp_path: Path, forge: Forgery, kept: str, code: str
) -> None:
    """GK849, GK850, GK851 and GK852, each where it belongs."""
    assert all(code in found for found in found_in_forgeries(portal_, tmp_path, forge, kept, 3))


@pytest.mark.proof
@FORGERIES
def test_fifty_forgeries_of_each_kind_are_named(
    portal_: Path, tmp_path: Path, forge: Forgery, kept: str, code: str
) -> None:
    """Three hundred in all."""
    told = list(found_in_forgeries(portal_, tmp_path, forge, kept, 50))
    assert len(told) == 50
    assert all(code in found for found in told)


def test_a_log_that_does_not_hold_together_is_told(portal_: Path, output: Path) -> None:
    """Somebody without the key changes an entry, cuts a bundle, or takes one away."""
    bundle = max((output / "log/tile/entries/000.p").iterdir(), key=lambda path: int(path.name))
    data = bundle.read_bytes()
    for changed in (data.replace(b"added", b"ADDED", 1), data.replace(b'"release":1', b'"release":2', 1), data[:-1]):
        bundle.write_bytes(changed)
        assert "GK848" in codes(verify(output, "--key", key(portal_)))
    bundle.unlink()
    assert "GK848" in codes(verify(output, "--key", key(portal_)))


def test_a_forgery_behind_the_kept_checkpoint_is_named_by_a_cosigned_one(portal_: Path, tmp_path: Path) -> None:
    """The reader's own checkpoint does not reach it; what a witness has signed since then does."""
    log = log_of(portal_)
    first, second = (checkpoint_of(portal_.parent / name) for name in ("first", "second"))
    after = int(first.split()[1])
    entry = json.loads(log[after])
    log[after] = canonical({**entry, "hash": "0" * 64})
    site = forged(portal_, tmp_path / "forged", log)
    own = verify(site, "--key", key(portal_), "--checkpoint", first)
    assert "GK849" not in codes(own)
    both = verify(site, "--key", key(portal_), "--checkpoint", first, "--checkpoint", second)
    assert "GK849" in codes(both)


def test_a_log_that_says_what_the_files_do_not_is_told(portal_: Path, tmp_path: Path) -> None:
    """The key holder leaves out that a page was changed: the page that stands there is not the one in the log."""
    log = log_of(portal_)
    place = max(i for i, entry in enumerate(log) if json.loads(entry)["event"] == "changed")
    site = forged(portal_, tmp_path / "forged", [*log[:place], *log[place + 1 :]])
    assert "GK853" in codes(verify(site, "--key", key(portal_)))


def test_a_page_that_vanishes_without_a_word_is_told(portal_: Path, tmp_path: Path) -> None:
    log = log_of(portal_)
    entry = {"address": "/weg/", "day": "2026-03-01", "event": "added", "hash": "0" * 64, "release": 3}
    site = forged(portal_, tmp_path / "forged", [*log[:-1], canonical(entry), log[-1]])
    assert "GK854" in codes(verify(site, "--key", key(portal_)))


def test_one_page_is_verified_by_two_small_files(portal_: Path, output: Path) -> None:
    ran = verify(output, "--key", key(portal_), "--page", "/notices/ceshi-2018/")
    assert (ran.code, "记在日志第" in ran.out) == (0, True)
    assert (output / "log/proofs/notices/ceshi-2018/index.html.tlog-proof").stat().st_size < 6000
    put(output / "notices/ceshi-2018/index.html", "x")
    assert codes(verify(output, "--page", "/notices/ceshi-2018/")) == ["GK853"]


@pytest.mark.parametrize("address", ["/nothing/", "notices/", "../../etc/passwd"])
def test_a_page_that_is_not_there_is_told(output: Path, address: str) -> None:
    ran = verify(output, "--page", address)
    assert ran.code == (0 if address == "notices/" else 1)


def test_the_proof_of_another_page_proves_nothing(output: Path) -> None:
    proofs = output / "log/proofs"
    shutil.copy(proofs / "notices/index.html.tlog-proof", proofs / "index.html.tlog-proof")
    ran = verify(output, "--page", "/")
    assert codes(ran) == ["GK843"]


def test_a_page_is_held_against_an_old_checkpoint_by_tiles_alone(portal_: Path, output: Path) -> None:
    kept = checkpoint_of(portal_.parent / "first")
    shutil.rmtree(output / "log/tile/entries")
    assert verify(output, "--page", "/", "--key", key(portal_), "--checkpoint", kept).code == 0
    origin, size, _ = kept.split()
    other = f"{origin} {size} {'A' * 43}="
    assert codes(verify(output, "--page", "/", "--checkpoint", other)) == ["GK849"]


def test_a_page_is_held_against_the_checkpoint_of_now_without_any_tile(portal_: Path, output: Path) -> None:
    shutil.rmtree(output / "log/tile")
    ran = gksite("verify", "--root", portal_, output, "--page", "/", "--checkpoint", checkpoint_of(output))
    assert (ran.code, ran.err) == (0, "")
    origin, size, _ = checkpoint_of(output).split()
    other = f"{origin} {size} {'A' * 43}="
    assert codes(gksite("verify", "--root", portal_, output, "--page", "/", "--checkpoint", other)) == ["GK851"]


def test_a_tile_that_is_changed_or_gone_is_told_with_an_old_checkpoint(portal_: Path, output: Path) -> None:
    kept = checkpoint_of(portal_.parent / "first")
    size = checkpoint_of(output).split()[1]
    tile = output / f"log/tile/0/000.p/{size}"
    data = tile.read_bytes()
    for at in (0, len(data) - 1):
        put(tile, data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert codes(verify(output, "--page", "/", "--checkpoint", kept)) == ["GK848"]
    tile.unlink()
    ran = verify(output, "--page", "/", "--checkpoint", kept)
    assert (codes(ran), f"log/tile/0/000.p/{size}: GK848" in ran.err) == (["GK848"], True)


def test_a_proof_that_does_not_end_with_the_log_tells_nothing_of_an_old_checkpoint(portal_: Path, output: Path) -> None:
    """It is told as an old page, and no tile is believed by it."""
    place = output / "log/proofs/index.html.tlog-proof"
    proved = read_proof_of(place.read_bytes())
    assert proved is not None
    extra = json.loads(proved.proof.extra)
    extra["newest"]["path"].pop()
    put(place, replace(proved.proof, extra=canonical(extra)).encoded)
    kept = checkpoint_of(portal_.parent / "first")
    assert codes(verify(output, "--page", "/", "--key", key(portal_), "--checkpoint", kept)) == ["GK858"]


def test_a_site_is_verified_at_its_address(portal_: Path, output: Path) -> None:
    with serving(output) as address:
        ran = verify(address, "--key", key(portal_))
        assert (ran.code, ran.err) == (0, "")
        assert "看不到清单以外多出的文件" in ran.out
        put(output / "notices/index.html", "x")
        (output / "robots.txt").unlink()
        ran = verify(address, "--key", key(portal_))
        assert "notices/index.html: GK843" in ran.err
        assert "robots.txt: GK844" in ran.err
    assert verify(address).code == 2


def test_a_witness_signs_what_continues_and_refuses_what_does_not(portal_: Path, tmp_path: Path) -> None:
    env = {"XDG_CONFIG_HOME": str(tmp_path / "witness")}
    args = ("--key", key(portal_), "--to", tmp_path / "cosigned")
    nameless = gksite("witness", portal_.parent / "second", *args, env=env)
    assert (nameless.code, "--name" in nameless.err) == (2, True)
    first = gksite("witness", portal_.parent / "second", *args, "--name", "dangan.example", env=env)
    assert first.code == 0, first.err
    older = gksite("witness", portal_.parent / "first", *args, env=env)
    assert codes(older) == ["GK850"]
    log = log_of(portal_)
    fork = forged(portal_, tmp_path / "forged", split(log, random.Random(1), 0))
    honest = gksite("witness", portal_.parent / "third", *args, env=env)
    assert honest.code == 0, honest.err
    assert "接得上" in honest.err
    assert codes(gksite("witness", fork, *args, env=env)) == ["GK851"]
    assert "GK840" in codes(gksite("witness", tmp_path, *args, env=env))


def test_a_witness_cannot_be_led_to_another_memory(portal_: Path, tmp_path: Path) -> None:
    """A checkpoint whose log has another name than its key is signed by nobody."""
    site = Path(shutil.copytree(portal_ / "output", tmp_path / "site"))
    note = read_note((site / "log/checkpoint").read_bytes())
    renamed = signed(note.text.replace("/log", "/log2", 1).replace("测试门户\n", "测试门户2\n", 1), key_of(portal_))
    put(site / "log/checkpoint", renamed.encoded)
    env = {"XDG_CONFIG_HOME": str(tmp_path / "witness")}
    ran = gksite("witness", site, "--name", "dangan.example", env=env)
    assert codes(ran) == ["GK842"]
    assert not (tmp_path / "witness/gksite/witnessed").exists()


def test_a_cosignature_travels_as_a_file_and_is_published_and_verified(tmp_path: Path) -> None:
    root = new_portal(tmp_path)
    output = released(root)
    env = {"XDG_CONFIG_HOME": str(tmp_path / "witness")}
    ran = gksite("witness", output, "--name", "dangan.example", env=env)
    assert ran.code == 0, ran.err
    put(tmp_path / "cosigned", ran.out)
    public = ran.err.split("公钥（请交给核对的人）：\n")[1].split("\n")[0]
    assert "没有新的发布" in release(root, "--cosignature", tmp_path / "cosigned").out
    told = verify(output, "--witness", public)
    assert (told.code, "dangan.example 于" in told.out) == (0, True)
    edit(root, "公开财政预决算。", "公开财政预算和决算。")
    today = f"{datetime.now(UTC):%Y-%m-%d}"  # not before the day on which the witness signed
    released(root, today=today)
    size = ran.out.split("\n")[1]
    assert (output / "log/witnessed" / size).is_file()
    with serving(output) as address:
        for where in (output, address):
            for words in ((), ("--page", "/")):
                told = verify(where, "--witness", public, *words, "--key", key(root))
                assert (told.code, f"见证过 {size} 条" in told.out) == (0, True), told.err
    (root / "content/log/witnessed" / size).unlink()
    late = release(root, "--cosignature", tmp_path / "cosigned", today=today)
    assert late.code == 0, late.err
    assert (output / "log/witnessed" / size).is_file()
    plain = release(root, "--cosignature", output / "log/checkpoint", today=today)
    assert (plain.code, "没有采用" in plain.err) == (2, True)
    other = release(root, "--cosignature", output / "release/release.txt", today=today)
    assert (other.code, "不是见证人签过名的检查点" in other.err) == (2, True)
    note = output / "log/witnessed" / size
    text = note.read_text()
    for changed in (text.replace(text.split("\n")[2], "A" * 43 + "="), "".join(text.splitlines(True)[:-1])):
        put(note, changed)
        assert f"log/witnessed/{size}: GK843" in verify(output).err
    note.rename(note.with_name("1"))
    told = verify(output).err
    assert (f"log/witnessed/{size}: GK844" in told, "log/witnessed/1: GK845" in told) == (True, True)


def test_what_is_logged_behind_a_witness_bears_no_day_before_it(tmp_path: Path) -> None:
    """The key holder dates a release back to before the day on which a witness knew nothing of it."""
    root = new_portal(tmp_path)
    output = released(root)
    ran = gksite("witness", output, "--name", "dangan.example", env={"XDG_CONFIG_HOME": str(tmp_path / "witness")})
    put(tmp_path / "cosigned", ran.out)
    public = ran.err.split("公钥（请交给核对的人）：\n")[1].split("\n")[0]
    edit(root, "公开财政预决算。", "公开财政预算和决算。")
    released(root, "--cosignature", tmp_path / "cosigned", today="2026-02-01")
    for words in ((), ("--page", "/notices/ceshi-2018/")):
        told = verify(output, "--witness", public, *words)
        assert codes(told) == ["GK852"]
        assert "见证人 dangan.example 在 " in told.err


def test_a_witness_who_never_signed_is_told(portal_: Path, output: Path) -> None:
    witness = Signer("dangan.example", b"\2" * 32, COSIGNATURE).verifier
    assert codes(verify(output, "--key", key(portal_), "--witness", witness.text)) == ["GK857"]
    ran = verify(output, "--witness", key_of(portal_).verifier.text)
    assert (ran.code, "这不是见证人的公钥" in ran.err) == (2, True)


def test_an_old_page_with_a_proof_of_the_log_as_it_is_now_is_told(portal_: Path, output: Path) -> None:
    """Whoever holds the server alone puts an earlier page back, and makes its proof anew from what is public."""
    path = "notices/ceshi-2018/index.html"
    place = f"log/proofs/{path}.tlog-proof"
    first = portal_.parent / "first"
    old, now = (read_proof_of((site / place).read_bytes()) for site in (first, output))
    assert old is not None
    assert now is not None
    leaves = [leaf_hash(entry) for entry in log_of(portal_)]
    extra = {**json.loads(now.proof.extra), "entry": old.entry.encoded.decode(), "salt": old.salt.hex()}
    proof = Proof(old.proof.index, tuple(inclusion_proof(levels(leaves), old.proof.index)), now.proof.checkpoint)
    put(output / place, replace(proof, extra=canonical(extra)).encoded)
    shutil.copy(first / path, output / path)
    assert codes(verify(output, "--key", key(portal_), "--page", "/notices/ceshi-2018/")) == ["GK858"]
    assert f"{path}: GK843" in verify(output, "--key", key(portal_)).err
    for site in (first, portal_.parent / "second"):
        assert codes(verify("--root", portal_, site, "--page", "/")) == ["GK847"]


def test_a_false_cosignature_is_told(portal_: Path, output: Path) -> None:
    witness = Signer("dangan.example", b"\2" * 32, COSIGNATURE).verifier
    note = read_note((output / "log/checkpoint").read_bytes())
    false = note.with_signature(Signature(witness.name, witness.id, bytes(72))).encoded
    put(output / "log/checkpoint", false)
    assert "log/checkpoint: GK843" in verify(output, "--key", key(portal_)).err
    root = Path(shutil.copytree(portal_.parent, output.parent / "other")) / portal_.name
    put(output.parent / "false", false)
    released(root, "--cosignature", output.parent / "false", today="2026-03-01")
    assert "GK841" in codes(verify(root / "output", "--key", key(root), "--witness", witness.text))


def test_verifying_changes_nothing(portal_: Path, output: Path) -> None:
    before = tree(output)
    verify(output, "--key", key(portal_))
    assert tree(output) == before
    assert environment(portal_)
