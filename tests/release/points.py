"""Points of Edwards25519 (RFC 8032, 5.1), by slow arithmetic, to make signatures that no signer would make."""

from __future__ import annotations

from hashlib import sha512

ORDER = 2**252 + 27742317777372353535851937790883648493
PRIME = 2**255 - 19
_D = -121665 * pow(121666, -1, PRIME) % PRIME

Point = tuple[int, int]


def add(p: Point, q: Point) -> Point:
    k = _D * p[0] * q[0] * p[1] * q[1] % PRIME
    x = (p[0] * q[1] + q[0] * p[1]) * pow(1 + k, -1, PRIME)
    return x % PRIME, (p[1] * q[1] + p[0] * q[0]) * pow(1 - k, -1, PRIME) % PRIME


def times(k: int, p: Point) -> Point:
    result = (0, 1)
    while k:
        result, p, k = add(result, p) if k & 1 else result, add(p, p), k >> 1
    return result


def torsion() -> set[Point]:
    """The eight points whose order divides 8."""
    found = []
    for y in range(2, 40):
        square = (y * y - 1) * pow(_D * y * y + 1, -1, PRIME) % PRIME
        x = pow(square, (PRIME + 3) // 8, PRIME)
        x = x if (x * x - square) % PRIME == 0 else x * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
        found += [(x, y)] if (x * x - square) % PRIME == 0 else []
    return {times(ORDER, point) for point in found}


def written(point: Point) -> bytes:
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


def scalar(seed: bytes) -> int:
    """The secret number of a private key."""
    digest = bytearray(sha512(seed).digest()[:32])
    digest[0] &= 248
    digest[31] = digest[31] & 127 | 64
    return int.from_bytes(digest, "little")


def forged(seed: bytes, public: bytes, first: bytes, message: bytes) -> bytes:
    """What would be a signature if `first` were the point of zero: the second half fits to it."""
    challenge = int.from_bytes(sha512(first + public + message).digest(), "little")
    return first + (challenge * scalar(seed) % ORDER).to_bytes(32, "little")
