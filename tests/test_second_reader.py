"""The second reader reads what it should: the vectors of Certificate Transparency, logs of every awkward size."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from released import canonical, release_entry
from second_reader import (
    Head,
    Log,
    Signer,
    Wrong,
    check_proof,
    checkpoint,
    consistency_path,
    inclusion_path,
    leaf_hash,
    newest,
    proof,
    read_head,
    read_note,
    root_by_path,
    roots_by_path,
    sha256,
    tile_path,
    tree_hash,
    verifier,
    write_log,
)

LEAVES = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
"""The eight leaves of Certificate Transparency's reference tests, and the root of the first n of them."""
SIZES = (1, 2, 255, 256, 257, 511, 512)
LARGE = 65_536 + 300
"""With two full levels of tiles, and a partial one on three."""
ORIGIN = "www.ceshi.gov.cn/log"
SIGNER = Signer(ORIGIN)


@cache
def entries(size: int) -> tuple[bytes, ...]:
    return tuple(f'{{"n":{n}}}'.encode() for n in range(size))


@cache
def leaves(size: int) -> tuple[bytes, ...]:
    return tuple(map(leaf_hash, entries(size)))


def test_the_vectors_of_certificate_transparency_come_out() -> None:
    hashes = [leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES]
    assert [tree_hash(hashes[:n]).hex() for n in range(1, 9)] == list(ROOTS)
    assert tree_hash([]) == sha256(b"")
    assert [each.hex()[:8] for each in inclusion_path(0, hashes)] == ["96a296d2", "5f083f0a", "6b47aaf2"]
    assert [each.hex()[:8] for each in consistency_path(6, hashes)] == ["0ebc5d34", "ca854ea1", "d37ee418"]


@settings(max_examples=150)
@given(st.data())
def test_every_path_leads_to_the_root_and_no_other_does(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 70))
    index, first = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    tree = leaves(size)
    path = inclusion_path(index, tree)
    assert root_by_path(index, size, tree[index], path) == tree_hash(tree)
    old, new = roots_by_path(first, size, consistency_path(first, tree), tree_hash(tree[:first]))
    assert (old, new) == (tree_hash(tree[:first]), tree_hash(tree))
    for other in (path[1:], [*path, b"\0" * 32]):
        if other == path:
            continue
        with pytest.raises(Wrong, match=r"too short|too long"):
            root_by_path(index, size, tree[index], other)


def test_the_paths_of_tiles_are_those_of_the_specification() -> None:
    assert tile_path(0, 1234067, 256) == "tile/0/x001/x234/067"
    assert tile_path("entries", 5, 7) == "tile/entries/005.p/7"
    assert tile_path(2, 999, 256) == "tile/2/999"
    assert tile_path(1, 1000, 1) == "tile/1/x001/000.p/1"


@pytest.mark.parametrize("size", [*SIZES, pytest.param(LARGE, marks=pytest.mark.proof)])
def test_a_log_of_any_size_is_read_and_continues_every_smaller_one(tmp_path: Path, size: int) -> None:
    write_log(tmp_path, SIGNER, entries(size))
    log = Log(tmp_path, SIGNER.public)
    log.check()
    assert log.head.size == size
    assert log.entries == list(entries(size))
    for smaller in {1, size // 2 or 1, size - 1 or 1, size}:
        log.continues(Head(ORIGIN, smaller, tree_hash(leaves(size)[:smaller])))
        with pytest.raises(Wrong, match=r"rewritten|forked"):
            log.continues(Head(ORIGIN, smaller, sha256(b"another")))
    with pytest.raises(Wrong, match="truncated"):
        log.continues(Head(ORIGIN, size + 1, sha256(b"")))


def test_the_example_of_the_specification_has_its_tiles(tmp_path: Path) -> None:
    """A log of 256 entries has a full tile of level 0 and a partial one of level 1, of width 1."""
    write_log(tmp_path, SIGNER, entries(256))
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()) == [
        *("checkpoint", "tile/0/000", "tile/1/000.p/1", "tile/entries/000"),
    ]


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "an entry": (lambda folder: flip(folder / "tile/entries/001.p/1", 3), "level 0"),
    "a leaf": (lambda folder: flip(folder / "tile/0/000", 40), "level 0"),
    "a node": (lambda folder: flip(folder / "tile/1/000.p/1", 4), "level 1"),
    "a missing tile": (lambda folder: (folder / "tile/0/000").unlink(), "missing"),
    "a short bundle": (lambda folder: shorten(folder / "tile/entries/000"), "cut off"),
    "the root": (lambda folder: flip(folder / "checkpoint", len(ORIGIN) + 8), "signature .* is wrong"),
}


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(bytes(data))


def shorten(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_a_log_is_told(tmp_path: Path, name: str) -> None:
    write_log(tmp_path, SIGNER, entries(257))
    spoil, told = FAULTS[name]
    spoil(tmp_path)
    with pytest.raises(Wrong, match=told):
        Log(tmp_path, SIGNER.public).check()


def test_keys_and_cosignatures_are_those_of_the_specification() -> None:
    witness = Signer("archive.example/w1", 7, kind=4)
    text = checkpoint(SIGNER, leaves(3), [(witness, 1679315147)])
    note = read_note(text.encode())
    assert note.signed_by(SIGNER.public)
    assert note.signed_by(witness.public)
    assert not note.signed_by(Signer("archive.example/w2", 8, kind=4).public)
    assert verifier(witness.public.line) == witness.public
    assert read_head(note.text).line == f"{ORIGIN} 3 {note.text.splitlines()[2]}"
    with pytest.raises(Wrong, match="does not fit"):
        verifier(SIGNER.public.line.replace(ORIGIN, "www.other.gov.cn/log"))


def test_a_proof_holds_for_its_own_page_alone() -> None:
    salt, page = b"\7" * 32, "页".encode()
    fact = {"address": "/a/", "day": "2026-06-15", "event": "added", "hash": sha256(salt + page).hex(), "release": 1}
    all_ = [canonical(fact), *entries(9)]
    all_.append(release_entry(all_, {"day": "2026-06-15", "release": 1}))
    tree: Sequence[bytes] = [leaf_hash(entry) for entry in all_]
    text = proof(0, salt, all_, checkpoint(SIGNER, tree), newest("/a/", all_))
    assert check_proof(text, SIGNER.public, "/a/", page).size == 11
    for address, data, told in (("/b/", page, "another address"), ("/a/", b"x", "content is another")):
        with pytest.raises(Wrong, match=told):
            check_proof(text, SIGNER.public, address, data)
    with pytest.raises(Wrong, match="not in the log"):
        check_proof(text.replace("index 0", "index 1"), SIGNER.public, "/a/", page)
    all_ += [canonical({**fact, "day": "2026-06-16", "event": "changed", "release": 2})]
    all_.append(release_entry(all_, {"day": "2026-06-16", "release": 2}))
    tree = [leaf_hash(entry) for entry in all_]
    now, last = checkpoint(SIGNER, tree), newest("/a/", all_)
    assert check_proof(proof(11, salt, all_, now, last), SIGNER.public, "/a/", page).size == 13
    with pytest.raises(Wrong, match="another entry of this address"):
        check_proof(proof(0, salt, all_, now, last), SIGNER.public, "/a/", page)
    with pytest.raises(Wrong, match="not the last entry"):
        check_proof(proof(0, salt, all_, now, newest("/a/", all_[:11])), SIGNER.public, "/a/", page)


@pytest.mark.parametrize("size", [*SIZES, pytest.param(LARGE, marks=pytest.mark.proof)])
def test_another_implementation_of_tlog_tiles_reads_the_same(tmp_path: Path, size: int) -> None:
    """tlog-scales, by others: root, entries, inclusion, consistency, signature and cosignature out of our files."""
    reader = pytest.importorskip("tlog_scales.reader", reason="tlog-scales is not installed")
    backend, signing = pytest.importorskip("tlog_scales.backend"), pytest.importorskip("tlog_scales.signing")
    witness = Signer("archive.example/w1", 7, kind=4)
    write_log(tmp_path, SIGNER, entries(size), [(witness, 1679315147)])
    theirs = reader.TilesReader(backend.LocalBackend(tmp_path))
    head = theirs.get_checkpoint()
    for known in (SIGNER.public, witness.public):
        head.verify(signing.Vkey.from_string(known.line))
    assert theirs.calculate_root_hash() == head.root_hash == tree_hash(leaves(size))
    for index in {0, size // 3, size - 1}:
        assert theirs.get_entry(index) == entries(size)[index]
        inclusion = theirs.get_inclusion_proof(index, size)
        assert inclusion.node_hashes == inclusion_path(index, leaves(size))
        inclusion.check(leaves(size)[index], head.root_hash)
    for first in {1, size // 2 or 1, size - 1 or 1}:
        consistency = theirs.get_consistency_proof(first, size)
        assert consistency.node_hashes == consistency_path(first, leaves(size))
        consistency.check(tree_hash(leaves(size)[:first]), head.root_hash)
