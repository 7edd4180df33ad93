"""Millions of byte strings looked for in one pass.

A string is known by its first six bytes, its length and a polynomial hash of all its bytes modulo 2**64
(Karp and Rabin 1987). Every place of the searched data is first looked up by its six bytes, in a bitmap and
then in a sorted list; only places that are left are hashed, at the lengths that occur with those six bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint64]
Lengths = npt.NDArray[np.int64]

_KEY = np.uint64(0xFFFF_FFFF_FFFF)  # six bytes
_LENGTH_BITS, _LENGTH = np.uint64(16), np.uint64(0xFFFF)
_MIX = np.uint64(0x9E37_79B9_7F4A_7C15)
_SLOTS = 24  # bits of the bitmap
_CHUNK = 1 << 21  # bytes searched at a time
_BASE = 0x5851_F42D_4C95_7F2D  # odd, so that it has an inverse modulo 2**64


class Signatures:
    """A set of byte strings, each six bytes long or longer and called by the name it was first given."""

    def __init__(self, named: Iterable[tuple[str, list[bytes]]]) -> None:
        groups = [(name, strings) for name, strings in named if strings]
        self._names = [name for name, _ in groups]
        described = [_described(strings) for _, strings in groups]
        keys, lengths, hashes = (np.concatenate(part) for part in zip(*described, strict=True))
        owners = np.repeat(np.arange(len(groups)), [len(strings) for _, strings in groups])
        self._longest = int(lengths.max())
        self._hashes, first = np.unique(hashes, return_index=True)
        self._owners = owners[first]
        self._pairs = _Pairs(keys, lengths)

    def count(self, data: bytes) -> Counter[str]:
        """How often each name's strings occur in `data`, overlapping ones included."""
        found: Counter[str] = Counter()
        for start in range(0, len(data), _CHUNK):
            owners = self._owners_in(data[start : start + _CHUNK + self._longest - 1])
            for owner, times in zip(*np.unique(owners, return_counts=True), strict=True):
                found[self._names[owner]] += int(times)
        return found

    def _owners_in(self, chunk: bytes) -> Lengths:
        """The name, as an index, of each string that begins in the first `_CHUNK` bytes."""
        words = _words(chunk)[:_CHUNK]
        places = self._pairs.candidates(words)
        if not len(places):
            return np.empty(0, np.int64)
        hashed = _Hashed(chunk)
        turns = self._pairs.lengths_at(words, places, len(chunk))
        return np.concatenate([self._matching(hashed.parts(begins, lengths)) for begins, lengths in turns])

    def _matching(self, hashes: Words) -> Lengths:
        nearest = _rank(self._hashes, hashes)
        owners: Lengths = self._owners[nearest[self._hashes[nearest] == hashes]]
        return owners


class _Pairs:
    """Which lengths occur with which first six bytes."""

    def __init__(self, keys: Words, lengths: Lengths) -> None:
        pairs = np.unique(keys << _LENGTH_BITS | lengths.astype(np.uint64))
        self._lengths = (pairs & _LENGTH).astype(np.int64)
        self._keys, self._first, self._many = np.unique(pairs >> _LENGTH_BITS, return_index=True, return_counts=True)
        self._bitmap = np.zeros(1 << _SLOTS, np.bool_)
        self._bitmap[_slot(self._keys)] = True

    def candidates(self, words: Words) -> Lengths:
        likely = np.flatnonzero(self._bitmap[_slot(words)])
        known: Lengths = likely[self._keys[_rank(self._keys, words[likely])] == words[likely]]
        return known

    def lengths_at(self, words: Words, places: Lengths, end: int) -> Iterator[tuple[Lengths, Lengths]]:
        """Places with a length each, in turns, until every length of every place has been given."""
        rank = _rank(self._keys, words[places])
        for turn in range(int(self._many[rank].max())):
            places, rank = places[self._many[rank] > turn], rank[self._many[rank] > turn]
            lengths = self._lengths[self._first[rank] + turn]
            fits = places + lengths <= end
            yield places[fits], lengths[fits]


def _rank(ordered: Words, wanted: Words) -> Lengths:
    """Where each wanted number stands in the ordered ones, if it is there at all."""
    return np.searchsorted(ordered, wanted).clip(max=len(ordered) - 1)


def _slot(words: Words) -> Words:
    return (words * _MIX) >> np.uint64(64 - _SLOTS)


def _words(data: bytes) -> Words:
    """The six bytes from each place of `data` on, as numbers; zeros follow the end."""
    size = (len(data) + 7) // 8 * 8
    padded = np.frombuffer(data + bytes(15), np.uint8)
    words = np.empty(size, np.uint64)
    for offset in range(8):
        words[offset::8] = padded[offset : offset + size].view("<u8")
    return words[: len(data)] & _KEY


def _described(strings: list[bytes]) -> tuple[Words, Lengths, Words]:
    """The first six bytes, the length and the hash of each string."""
    data = b"".join(strings)
    lengths = np.fromiter(map(len, strings), np.int64, len(strings))
    begins = np.cumsum(lengths) - lengths
    return _words(data)[begins], lengths, _Hashed(data).parts(begins, lengths)


class _Hashed:
    """The polynomial hash of any part of `data`, from running sums."""

    def __init__(self, data: bytes) -> None:
        self._inverse = _powers(len(data), pow(_BASE, -1, 1 << 64))
        terms = (np.frombuffer(data, np.uint8) + np.uint64(1)) * _powers(len(data), _BASE)
        self._sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(terms)])

    def parts(self, begins: Lengths, lengths: Lengths) -> Words:
        hashes: Words = (self._sums[begins + lengths] - self._sums[begins]) * self._inverse[begins]
        return hashes


@lru_cache(maxsize=2)
def _powers(count: int, base: int) -> Words:
    powers = np.full(count, base, np.uint64)
    powers[:1] = 1
    return np.cumprod(powers)
