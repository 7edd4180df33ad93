"""The tree is that of RFC 6962: its roots over the eight leaves of the reference tests, and no leaf is a node."""

from __future__ import annotations

from hashlib import sha256

import pytest

from piiscan.audit.merkle import EMPTY, Tree, leaf_hash

LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def grown(leaves: list[bytes]) -> Tree:
    tree = EMPTY
    for leaf in leaves:
        tree = tree.with_leaf(leaf)
    return tree


def by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\0" + leaves[0]).digest()
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\1" + by_definition(leaves[:split]) + by_definition(leaves[split:])).digest()


@pytest.mark.catalogue("D1")
@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_the_reference_tests(size: int) -> None:
    assert grown([bytes.fromhex(leaf) for leaf in LEAVES[:size]]).root.hex() == ROOTS[size]


@pytest.mark.catalogue("D1")
@pytest.mark.parametrize("size", [9, 31, 32, 33, 100, 255])
def test_a_tree_that_grows_leaf_by_leaf_is_the_tree_of_the_definition(size: int) -> None:
    leaves = [str(number).encode() for number in range(size)]
    assert grown(leaves).root == by_definition(leaves)


@pytest.mark.catalogue("D2")
def test_a_node_given_as_a_leaf_is_another_tree() -> None:
    left, right = b"a", b"b"
    node = b"\1" + leaf_hash(left) + leaf_hash(right)
    assert grown([node]).root != grown([left, right]).root
    assert grown([node[1:]]).root != grown([left, right]).root
