"""The log as values: known vectors of Certificate Transparency, and laws of trees, tiles, notes and proofs."""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gksite.tlog.merkle import full_trees, inclusion_proof, is_included, leaf_hash, levels, root_of, root_over
from gksite.tlog.notes import (
    COSIGNATURE,
    BadNote,
    Checkpoint,
    Signer,
    cosignature,
    is_signed_by,
    read_checkpoint,
    read_note,
    read_verifier,
    signed,
)
from gksite.tlog.proofs import Proof, read_proof
from gksite.tlog.tiles import Damaged, log_files, read_entries, read_hashes, root_before, tile_path

LEAVES = [
    bytes.fromhex(leaf)
    for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
"""The leaves of the test tree of Certificate Transparency's reference implementation."""
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""Its root after each of them."""
SIGNER = Signer("example.gov.cn/log", bytes(range(32)))


def test_roots_are_those_of_certificate_transparency() -> None:
    hashes = [leaf_hash(leaf) for leaf in LEAVES]
    assert [root_of(hashes[: n + 1]).hex() for n in range(len(LEAVES))] == ROOTS
    assert root_of([]).hex() == hashlib.sha256(b"").hexdigest()


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=70), st.data())
def test_a_leaf_is_proved_to_be_in_its_tree_and_in_no_other_place(entries: list[bytes], data: st.DataObject) -> None:
    hashes = [leaf_hash(bytes([i]) + entry) for i, entry in enumerate(entries)]
    index = data.draw(st.integers(0, len(hashes) - 1))
    path, root = inclusion_proof(levels(hashes), index), root_of(hashes)
    assert is_included(hashes[index], index, len(hashes), path, root)
    other = data.draw(st.integers(0, len(hashes)).filter(lambda i: i != index))
    assert not is_included(hashes[index], other, len(hashes), path, root)
    assert not is_included(leaf_hash(b"other"), index, len(hashes), path, root)
    assert not is_included(hashes[index], index, len(hashes), [*path, root], root)


def test_a_leaf_that_a_tree_has_not_is_refused() -> None:
    with pytest.raises(IndexError):
        inclusion_proof(levels([leaf_hash(b"")]), 1)
    assert not is_included(leaf_hash(b""), -1, 1, [], root_of([leaf_hash(b"")]))


def test_tiles_of_seventy_thousand_entries_are_those_that_the_specification_counts() -> None:
    leaf = leaf_hash(b"x")
    paths = set(log_files([b"x"] * 70_000, [leaf] * 70_000))
    hashes = {path for path in paths if "entries" not in path}
    assert len([path for path in hashes if path.startswith("tile/0/") and ".p/" not in path]) == 273
    assert {path for path in hashes if ".p/" in path} == {"tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"}
    assert "tile/1/000" in hashes


def test_a_full_tile_has_a_partial_one_of_width_one_above() -> None:
    paths = set(log_files([b"x"] * 256, [leaf_hash(b"x")] * 256))
    assert paths == {"tile/entries/000", "tile/0/000", "tile/1/000.p/1"}


def test_the_number_of_a_tile_is_written_in_parts_of_three_digits() -> None:
    assert tile_path("0", 1234067, 256) == "tile/0/x001/x234/067"
    assert tile_path("2", 0, 17) == "tile/2/000.p/17"


@given(st.integers(1, 600), st.lists(st.integers(1, 600), max_size=3))
def test_a_log_is_read_back_from_its_files_at_every_size_that_had_a_checkpoint(size: int, more: list[int]) -> None:
    entries = [str(i).encode() for i in range(size)]
    hashes = [leaf_hash(entry) for entry in entries]
    sizes = [number for number in more if number <= size and number // 256 == size // 256]
    files = log_files(entries, hashes, sizes)
    for number in (size, *sizes):
        assert read_entries(number, files.__getitem__) == entries[:number]
        assert read_hashes(number, files.__getitem__) == hashes[:number]


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: data + b"\x00\x01x", lambda data: b"\xff\xff"])
def test_a_damaged_bundle_is_named(damage: object) -> None:
    files = log_files([b"a", b"b"], [leaf_hash(b"a"), leaf_hash(b"b")])
    files["tile/entries/000.p/2"] = damage(files["tile/entries/000.p/2"])  # type: ignore[operator]
    with pytest.raises(Damaged, match=r"tile/entries/000\.p/2"):
        read_entries(2, files.__getitem__)


def test_a_tile_of_another_width_is_named() -> None:
    with pytest.raises(Damaged, match=r"tile/0/000\.p/1"):
        read_hashes(1, lambda path: b"short")
    with pytest.raises(Damaged, match=r"tile/0/000\.p/3"):
        root_before(1, 3, trees_of(3), lambda path: b"short")


HASHES = [leaf_hash(str(i).encode()) for i in range(70_000)]
"""The hashes of the leaves of a log that is large enough for three levels of tiles."""


@cache
def trees_of(size: int) -> list[bytes]:
    """The full trees of a log of a size, as its last entry and the proof of that have them."""
    path = inclusion_proof(levels(HASHES[:size]), size - 1)
    return full_trees(HASHES[size - 1], size, path)


@cache
def tiles_of(size: int) -> Mapping[str, bytes]:
    return log_files([], HASHES[:size])


@given(st.integers(1, 1100))
def test_a_tree_consists_of_full_trees_that_its_last_leaf_and_its_path_tell(size: int) -> None:
    parts = [1 << bit for bit in reversed(range(size.bit_length())) if size >> bit & 1]
    starts = [sum(parts[:i]) for i in range(len(parts))]
    expected = [root_of(HASHES[start : start + part]) for start, part in zip(starts, parts, strict=True)]
    assert trees_of(size) == expected
    assert root_over(expected) == root_of(HASHES[:size])
    assert root_over([]) == root_of([])


SIZES = st.one_of(st.integers(1, 600), st.sampled_from([1024, 1280, 1500, 4095, 4096, 5000, 65_536, 65_792, 70_000]))


@given(SIZES, st.data())
def test_an_earlier_root_is_told_by_one_tile_a_level(now: int, data: st.DataObject) -> None:
    around = [n for n in (now - 1, now // 256 * 256, now // 256 * 256 - 1, 65_535, 65_536) if 0 <= n <= now]
    size = data.draw(st.integers(0, now) | st.sampled_from(around))
    asked = []

    def read(path: str) -> bytes:
        asked.append(path)
        return tiles_of(now)[path]

    assert root_before(size, now, trees_of(now), read) == root_of(HASHES[:size])
    asked_levels = [path.split("/")[1] for path in asked]
    assert len(set(asked_levels)) == len(asked_levels) <= 3
    if size in (0, now):
        assert asked == []


@given(SIZES, st.data())
def test_a_change_of_any_byte_of_any_tile_that_is_read_is_noticed(now: int, data: st.DataObject) -> None:
    size = data.draw(st.integers(0, now))
    asked: dict[str, bytes] = {}

    def read(path: str) -> bytes:
        return asked.setdefault(path, tiles_of(now)[path])

    root_before(size, now, trees_of(now), read)
    for path, held in asked.items():
        tile = bytearray(held)
        tile[data.draw(st.integers(0, len(tile) - 1))] ^= data.draw(st.integers(1, 255))
        changed = {**asked, path: bytes(tile)}
        assert root_before(size, now, trees_of(now), changed.__getitem__) is None


def test_tiles_of_another_log_do_not_pass_for_those_of_this_one() -> None:
    """A lowest tile for the old root, and one above it that fits the present one: both cannot be true."""
    other = list(HASHES[:1500])
    other[700] = leaf_hash(b"other")
    forged = log_files([], other)
    assert root_before(900, 1500, trees_of(1500), forged.__getitem__) is None
    low = {path: tile for path, tile in forged.items() if path.startswith("tile/0/")}
    mixed = {**tiles_of(1500), **low}
    assert root_before(700, 1500, trees_of(1500), mixed.__getitem__) is None


def test_a_note_of_the_specification_is_verified() -> None:
    """The example of C2SP signed-note, whose key and signature were made elsewhere."""
    key = read_verifier("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    text = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n\n"
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    )
    assert is_signed_by(read_note(text.encode()), key)
    assert not is_signed_by(read_note(text.replace("answer", "Answer").encode()), key)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "text\n",
        "text\n\n",
        "text\n\n— name\n",
        "text\n\n— name AAAA\n",
        "text\n\n- name AAAAAAAA\n",
        "text\n\n— name !!!!\n",
        "text\n\n— name AAAAAAAA",
        b"\xff\n\n\xe2\x80\x94 name AAAAAAAA\n",
    ],
)
def test_what_is_no_note_is_refused(text: str | bytes) -> None:
    with pytest.raises(BadNote):
        read_note(text if isinstance(text, bytes) else text.encode())


@pytest.mark.parametrize(
    "text", ["", "a+b", "a+00000000+AAAA", "a b+00000000+AAAA", SIGNER.verifier.text[:-4] + "AAAA"]
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        read_verifier(text)


@pytest.mark.parametrize("text", ["a\n1\n", "a\n01\nAAAA\n", "\n1\n" + "A" * 43 + "=\n", "a\n-1\n" + "A" * 43 + "=\n"])
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        read_checkpoint(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_a_signed_text_is_read_back_and_belongs_to_its_key_alone(text: str) -> None:
    note = read_note(signed(text + "\n", SIGNER).encoded)
    assert note.text == text + "\n"
    assert is_signed_by(note, SIGNER.verifier)
    assert not is_signed_by(note, Signer(SIGNER.name, b"\1" * 32).verifier)
    assert not is_signed_by(note, Signer("other", SIGNER.seed).verifier)


def test_a_witness_signs_with_the_time_and_in_the_place_of_its_older_word() -> None:
    witness = Signer("dangan.example", b"\2" * 32, COSIGNATURE)
    own = signed(Checkpoint(SIGNER.name, 3, bytes(32)).text, SIGNER)
    first = own.with_signature(cosignature(own, witness, 1_700_000_000))
    second = first.with_signature(cosignature(own, witness, 1_800_000_001))
    assert len(second.signatures) == 2
    assert is_signed_by(read_note(second.encoded), witness.verifier)
    assert is_signed_by(second, SIGNER.verifier)
    late = second.signatures[1]
    forged = late.data[:7] + b"\0" + late.data[8:]
    assert not is_signed_by(own.with_signature(type(late)(late.name, late.id, forged)), witness.verifier)


def test_a_private_key_is_not_shown() -> None:
    assert base64.b64encode(SIGNER.seed).decode() not in repr(SIGNER)
    assert repr(SIGNER.seed) not in repr(SIGNER)


@given(st.integers(0, 2**40), st.lists(st.binary(min_size=32, max_size=32), max_size=20), st.binary(max_size=40))
def test_a_proof_is_read_back(index: int, path: list[bytes], extra: bytes) -> None:
    note = signed(Checkpoint(SIGNER.name, 5, bytes(32)).text, SIGNER)
    proof = Proof(index, tuple(path), note, extra)
    assert read_proof(proof.encoded) == proof


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tlog-proof@v1", "tlog-proof@v2"),
        ("index 3", "index 03"),
        ("index 3", "3"),
        ("extra ", "Extra "),
        ("AAAA", "A!"),
    ],
)
def test_what_is_no_proof_is_refused(old: str, new: str) -> None:
    note = signed(Checkpoint(SIGNER.name, 5, bytes(32)).text, SIGNER)
    data = Proof(3, (bytes(32),), note, b"x").encoded.decode()
    assert old in data
    with pytest.raises(BadNote):
        read_proof(data.replace(old, new, 1).encode())
