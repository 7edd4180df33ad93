"""FF1, format-preserving encryption (NIST SP 800-38G, algorithms 7 and 8), of a whole column at once.

All rows go through a round together: one call of AES for all of them, arithmetic on 64-bit integers, no floats.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

__all__ = ["FF1", "SMALLEST_DOMAIN", "longest"]

SMALLEST_DOMAIN = 1_000_000
"""Texts that a permutation must have: required by the draft of revision 1 (SP 800-38G Rev. 1, second public draft,
February 2025), recommended before.
"""

_ROUNDS, _BLOCK = 10, 16
_ROWS = 32_768
"""Rows that are worked on together: their blocks stay in the cache."""

_WIDEST = 60
"""Bits of a half: so much that four more still fit into a machine word."""

Octets = NDArray[np.uint8]
Numbers = NDArray[np.uint64]


class FF1:
    """`key`: 16, 24 or 32 bytes; `radix`: how many symbols there are, from 2 to 256."""

    def __init__(self, key: bytes, radix: int) -> None:
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        self._aes = Cipher(algorithms.AES(key), modes.ECB())
        self._radix = radix

    def encrypt(self, numerals: Octets, tweaks: Octets) -> Octets:
        """Numerals (0 to radix - 1) of texts of one length, a row a text; tweaks of one length, a row a text.

        Raises ValueError for a length of which there are fewer than `SMALLEST_DOMAIN` texts, or more than
        `longest` symbols.
        """
        return self._chunked(numerals, tweaks, self._encrypted)

    def decrypt(self, numerals: Octets, tweaks: Octets) -> Octets:
        """The inverse."""
        return self._chunked(numerals, tweaks, self._decrypted)

    def _chunked(self, numerals: Octets, tweaks: Octets, step: Callable[[_Halves], None]) -> Octets:
        length = numerals.shape[1]
        if self._radix**length < SMALLEST_DOMAIN:
            raise ValueError(f"{self._radix**length:,} values are left to permute, FF1 needs {SMALLEST_DOMAIN:,}")
        if length > longest(self._radix):
            raise ValueError(f"longer than {longest(self._radix)} symbols")
        done = np.empty_like(numerals)
        for start in range(0, len(numerals), _ROWS):
            some = slice(start, start + _ROWS)
            halves = _Halves(numerals[some], self._radix, self._before(tweaks[some], length))
            step(halves)
            done[some] = halves.numerals()
        return done

    def _encrypted(self, halves: _Halves) -> None:
        for number in range(_ROUNDS):
            modulus = halves.modulus(number)
            added = halves.left + self._word(halves, halves.right, number)
            halves.left, halves.right = halves.right, added - modulus * (added >= modulus)

    def _decrypted(self, halves: _Halves) -> None:
        for number in reversed(range(_ROUNDS)):
            modulus = halves.modulus(number)
            added = halves.right + modulus - self._word(halves, halves.left, number)
            halves.left, halves.right = added - modulus * (added >= modulus), halves.left

    def _word(self, halves: _Halves, half: Numbers, number: int) -> Numbers:
        """What a round adds: the pseudorandom function of its number and of one half."""
        blocks = halves.before.copy()
        blocks[:, _BLOCK - 1 - halves.octets] ^= np.uint8(number)
        blocks[:, _BLOCK - halves.octets :] ^= half.astype(">u8").view(np.uint8).reshape(-1, 8)[:, 8 - halves.octets :]
        words = self._permuted(blocks).view(">u4")[:, : halves.words].astype(np.uint64)
        return _remainder(words, halves.modulus(number))

    def _before(self, tweaks: Octets, length: int) -> Octets:
        """What the last block of each row is added to: the chain over P and the tweak, which no round changes."""
        octets, width = _octets(self._radix, length), tweaks.shape[1]
        head = bytes([1, 2, 1]) + self._radix.to_bytes(3, "big") + bytes([_ROUNDS, length // 2 % 256])
        first = np.frombuffer(head + length.to_bytes(4, "big") + width.to_bytes(4, "big"), np.uint8)
        chain = np.repeat(self._permuted(first.reshape(1, _BLOCK)), len(tweaks), axis=0)
        padded = np.pad(tweaks, ((0, 0), (0, (-width - octets - 1) % _BLOCK + octets + 1)))
        for start in range(0, padded.shape[1] - _BLOCK, _BLOCK):
            chain = self._permuted(chain ^ padded[:, start : start + _BLOCK])
        return chain ^ padded[:, -_BLOCK:]

    def _permuted(self, blocks: Octets) -> Octets:
        done = self._aes.encryptor().update(np.ascontiguousarray(blocks).tobytes())
        return np.frombuffer(done, np.uint8).reshape(-1, _BLOCK)


def longest(radix: int) -> int:
    """Symbols of the longest text that is computed in machine words, the longer half in one."""
    return 2 * next(half for half in range(_WIDEST + 1, 0, -1) if radix**half < 1 << _WIDEST)


class _Halves:
    """Both halves of each text as numbers, and what is the same in every round."""

    def __init__(self, numerals: Octets, radix: int, before: Octets) -> None:
        self._radix, self._length = radix, numerals.shape[1]
        self._middle = self._length // 2
        self.left, self.right = (
            _numbers(numerals[:, : self._middle], radix),
            _numbers(numerals[:, self._middle :], radix),
        )
        self.before, self.octets = before, _octets(radix, self._length)
        self.words = -(-self.octets // 4) + 1

    def modulus(self, number: int) -> np.uint64:
        """Of the half that round `number` changes."""
        return np.uint64(self._radix ** (self._length - self._middle if number % 2 else self._middle))

    def numerals(self) -> Octets:
        widths = (self._middle, self._length - self._middle)
        return np.hstack([_numerals(*half, self._radix) for half in zip((self.left, self.right), widths, strict=True)])


def _octets(radix: int, length: int) -> int:
    """Bytes of the longer half as a number: the step of algorithm 7 that invites floats, in integers."""
    largest: int = radix ** (length - length // 2) - 1
    return -(-largest.bit_length() // 8)


def _remainder(words: Numbers, modulus: np.uint64) -> Numbers:
    """Of the number that each row of 32-bit words is, in steps of as many bits as the modulus leaves room for."""
    bits = next(bits for bits in (32, 16, 8, 4) if int(modulus) << bits <= 1 << 64)
    rest = words[:, 0] % modulus
    for word in words[:, 1:].T:
        for shift in range(32 - bits, -1, -bits):
            piece = (word >> np.uint64(shift)) & np.uint64((1 << bits) - 1)
            rest = ((rest << np.uint64(bits)) | piece) % modulus
    return rest


def _numbers(numerals: Octets, radix: int) -> Numbers:
    total = np.zeros(len(numerals), np.uint64)
    for place in numerals.T:
        total = total * np.uint64(radix) + place
    return total


def _numerals(numbers: Numbers, width: int, radix: int) -> Octets:
    places = np.empty((len(numbers), width), np.uint8)
    for place in reversed(range(width)):
        rest = numbers // np.uint64(radix)
        places[:, place] = numbers - rest * np.uint64(radix)
        numbers = rest
    return places
