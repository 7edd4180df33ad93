"""The Merkle tree hash of RFC 6962, 2.1, over lines that come one by one."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

__all__ = ["EMPTY", "Tree", "leaf_hash"]


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree of `size` leaves, as the roots of its whole subtrees, the largest first."""

    size: int = 0
    roots: tuple[bytes, ...] = ()

    def with_leaf(self, line: bytes) -> Tree:
        """The tree with one more leaf: as many pairs of equal subtrees become one as `size` ends in binary ones."""
        roots, node, rest = list(self.roots), leaf_hash(line), self.size
        while rest % 2:
            node, rest = _node_hash(roots.pop(), node), rest // 2
        return Tree(self.size + 1, (*roots, node))

    @property
    def root(self) -> bytes:
        """The Merkle tree hash: of no leaves the hash of nothing."""
        if not self.roots:
            return sha256(b"").digest()
        *larger, root = self.roots
        for left in reversed(larger):
            root = _node_hash(left, root)
        return root


EMPTY = Tree()


def leaf_hash(line: bytes) -> bytes:
    """Leaves and nodes are told apart by their first octet, 0x00 or 0x01, so that neither passes for the other."""
    return sha256(b"\x00" + line).digest()


def _node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()
