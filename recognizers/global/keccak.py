"""Keccak-256 of short messages, a whole column at a time: one row of 25 lanes of 64 bits a message."""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Lanes = NDArray[np.uint64]

_RATE, _LANES = 136, 25
"""Bytes of a message in one block, for a digest of 256 bits; lanes of the state."""

_AT_ONCE = 2048
"""Messages whose states fit the processor's cache."""

_ROUND_CONSTANTS = tuple(
    int(word, 16)
    for word in (
        "1 8082 800000000000808a 8000000080008000 808b 80000001 8000000080008081 8000000000008009 8a 88 80008009"
        " 8000000a 8000808b 800000000000008b 8000000000008089 8000000000008003 8000000000008002 8000000000000080 800a"
        " 800000008000000a 8000000080008081 8000000000008080 80000001 8000000080008008"
    ).split()
)
_ROTATIONS = (0, 1, 62, 28, 27, 36, 44, 6, 55, 20, 3, 10, 43, 25, 39, 41, 45, 15, 21, 8, 18, 2, 61, 56, 14)
"""Of lane x + 5 y."""


def keccak_256(messages: Bytes) -> Bytes:
    """The digests (n, 32) of n messages of one length below 136 bytes (n, length).

    The Keccak reference, version 3.0, with its own padding as Ethereum has it, not that of FIPS 202.
    """
    parts = [messages[start : start + _AT_ONCE] for start in range(0, len(messages), _AT_ONCE)]
    return np.concatenate([_digests(part) for part in parts]) if parts else np.empty((0, 32), np.uint8)


def _digests(messages: Bytes) -> Bytes:
    block = np.zeros((len(messages), _LANES * 8), dtype=np.uint8)
    block[:, : messages.shape[1]] = messages
    block[:, messages.shape[1]] = 0x01
    block[:, _RATE - 1] |= 0x80
    state = block.view("<u8").T.astype(np.uint64)
    for constant in _ROUND_CONSTANTS:
        state = _round(state, constant)
    return np.ascontiguousarray(state[:4].T).astype("<u8").view(np.uint8)


def _round(state: Lanes, constant: int) -> Lanes:
    """Theta, rho and pi, chi, iota on a state of (25, n) lanes."""
    columns = [np.bitwise_xor.reduce(state[x::5]) for x in range(5)]
    mixed = [columns[x - 1] ^ _rotated(columns[(x + 1) % 5], 1) for x in range(5)]
    moved, after = np.empty_like(state), np.empty_like(state)
    for y, x in product(range(5), range(5)):
        moved[y + 5 * ((2 * x + 3 * y) % 5)] = _rotated(state[x + 5 * y] ^ mixed[x], _ROTATIONS[x + 5 * y])
    for y, x in product(range(0, 25, 5), range(5)):
        after[x + y] = moved[x + y] ^ (~moved[(x + 1) % 5 + y] & moved[(x + 2) % 5 + y])
    after[0] ^= np.uint64(constant)
    return after


def _rotated(lanes: Lanes, by: int) -> Lanes:
    return lanes << np.uint64(by) | lanes >> np.uint64(64 - by) if by else lanes
