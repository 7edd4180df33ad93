"""Numbers that are nobody's, and the plain makers: counts, amounts, words, dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from samples.generator import numbers
from samples.generator.numbers import digits

if TYPE_CHECKING:
    from tests.quality.tables import Dice


def sha256(d: Random) -> str:
    return f"{d.getrandbits(256):064x}"


def md5(d: Random) -> str:
    return f"{d.getrandbits(128):032x}"


def uuid(d: Random) -> str:
    return str(UUID(int=d.getrandbits(128), version=4))


def ean(d: Random) -> str:
    return numbers.ean13(d.choice(("690", "692", "693", "697", "471", "489", "500", "400")) + digits(d, 9))


def isbn(d: Random) -> str:
    return numbers.ean13(d.choice(("9787", "9780", "9783", "9789")) + digits(d, 8))


def version(d: Random) -> str:
    return f"{d.randrange(1, 12)}.{d.randrange(30)}.{d.randrange(60)}.{d.randrange(250)}"


def epoch_ms(d: Dice) -> str:
    return str(int(epoch(d)) * 1000 + d.randrange(1000))


def epoch(d: Dice) -> str:
    return str(int(d.moment().replace(tzinfo=UTC).timestamp()))


def sequence(start: int, most: int = 1) -> Callable[[Dice], str]:
    """Numbers that rise with the rows, by 1 or by `most` at most."""
    return lambda d: str(start + d.row * most - (d.randrange(most) if most > 1 else 0))


def amount(low: int, high: int) -> Callable[[Dice], str]:
    """Two decimals, small ones more often than large ones."""
    return lambda d: f"{low + (high - low) * d.random() ** 3:.2f}"


def whole(low: int, high: int, step: int = 1) -> Callable[[Dice], str]:
    return lambda d: str(d.randrange(low, high, step))


def one_of(text: str, sep: str = " ") -> Callable[[Dice], str]:
    """One of these words; those named first come more often, as they do in the world."""
    words = text.split(sep)
    weights = [1 / (place + 2) for place in range(len(words))]
    return lambda d: d.choices(words, weights)[0]


def stamp(pattern: str, first: int = 2021, years: int = 5) -> Callable[[Dice], str]:
    """A moment of these years, in a format of `strftime`."""
    return lambda d: d.moment(first, years).strftime(pattern)


def born(pattern: str) -> Callable[[Dice], str]:
    return lambda d: d.born.strftime(pattern)
