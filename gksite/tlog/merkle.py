"""Merkle trees over SHA-256: roots, proofs of inclusion and their verification (RFC 6962 and RFC 9162, section 2.1).

That one tree continues another is seen by the root of as many leaves as the other has: it must be that other's root.
"""

from collections.abc import Sequence
from hashlib import sha256

Hashes = Sequence[bytes]
"""The hashes of the leaves, 32 bytes each, in the order of the log."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return sha256(b"\x01" + left + right).digest()


def levels(hashes: Hashes) -> list[list[bytes]]:
    """The tree from its leaves to its root; a last node without a sibling stands on the level above too."""
    found = [list(hashes)]
    while len(found[-1]) > 1:
        below = found[-1]
        above = [node_hash(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)]
        if len(below) % 2:
            above.append(below[-1])
        found.append(above)
    return found


def root_of(hashes: Hashes) -> bytes:
    """The root of a tree; that of an empty one is the hash of nothing."""
    if not hashes:
        return sha256(b"").digest()
    return levels(hashes)[-1][0]


def full_trees(last: bytes, size: int, path: Hashes) -> list[bytes]:
    """The roots of the full trees that a tree consists of, largest first, by its last leaf and the path of that.

    There must be a leaf, and the path must lead to the root.
    """
    found, root = list(reversed(path)), last
    while size % 2 == 0:
        root, size = node_hash(found.pop(), root), size // 2
    return [*found, root]


def root_over(trees: Hashes) -> bytes:
    """The root of a tree by those of the full trees that it consists of, largest first."""
    if not trees:
        return root_of([])
    *larger, root = trees
    for tree in reversed(larger):
        root = node_hash(tree, root)
    return root


def inclusion_proof(tree: Sequence[Hashes], index: int) -> list[bytes]:
    """The path from a leaf to the root of a tree given by its levels. Raises IndexError for a leaf that it has not."""
    if not 0 <= index < len(tree[0]):
        raise IndexError(index)
    path = []
    for level in tree[:-1]:
        sibling = index ^ 1
        if sibling < len(level):
            path.append(level[sibling])
        index >>= 1
    return path


def is_included(leaf: bytes, index: int, size: int, path: Hashes, root: bytes) -> bool:
    """Whether a path leads from a leaf to the root of a tree of that size (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    node, last, found = index, size - 1, leaf
    for other in path:
        if last == 0:
            return False
        if node % 2 or node == last:
            found = node_hash(other, found)
            while node % 2 == 0 and node:
                node, last = node >> 1, last >> 1
        else:
            found = node_hash(found, other)
        node, last = node >> 1, last >> 1
    return last == 0 and found == root
