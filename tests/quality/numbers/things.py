"""Numbers of cards, accounts, devices, vehicles and secrets, and the look-alikes that are nobody's."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC
from hashlib import sha256 as sha256_of
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from samples.generator import numbers
from samples.generator.numbers import digits, with_luhn

if TYPE_CHECKING:
    from tests.quality.tables import Dice

_VIN = dict(zip("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", map(int, "012345678912345678123457923456789"), strict=True))
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_BASE_58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ALNUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def credit_card(d: Random) -> str:
    return with_luhn(d.choice(("40", "42", "45", "48", "51", "52", "53", "54", "55")) + digits(d, 13))


def iban(country: str, bban: str) -> Callable[[Dice], str]:
    """An IBAN whose account part follows `bban`: 0 stands for any digit."""
    return lambda d: numbers.iban(country, "".join(digits(d, 1) if sign == "0" else sign for sign in bban))


def imei(d: Random) -> str:
    return with_luhn(d.choice(("35", "86", "01")) + digits(d, 12))


def iccid(d: Random) -> str:
    return with_luhn(d.choice(("898600", "898601", "898603")) + digits(d, 13))


def imsi(d: Random) -> str:
    return d.choice(("46000", "46001", "46011", "46002")) + digits(d, 10)


def mac(d: Random) -> str:
    first = d.choice(("00:1A:2B", "3C:5A:B4", "F4:5C:89", "A4:83:E7", "B8:27:EB", "DC:A6:32"))
    return ":".join((first, *(f"{d.randrange(256):02X}" for _ in range(3))))


def ip(d: Random) -> str:
    return ".".join(str(d.randrange(1, 255)) for _ in range(4))


def ipv6(d: Random) -> str:
    return ":".join(("2001", "db8", *(f"{d.randrange(1, 65_536):x}" for _ in range(6))))


def vin(d: Random) -> str:
    """Seventeen signs, the ninth a check digit (49 CFR 565, GB 16735)."""
    signs = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
    maker = d.choice(("LSV", "LFV", "LGB", "1HG", "1FA", "LBE", "LVS", "5YJ", "LRW"))
    body = maker + "".join(d.choices(signs, k=5)) + "0" + d.choice("KLMNPRS") + d.choice("ABCDEF") + digits(d, 6)
    return body[:8] + vin_check(body) + body[9:]


def vin_check(number: str) -> str:
    """What belongs in the ninth place."""
    total = sum(_VIN[sign] * weight for sign, weight in zip(number, _VIN_WEIGHTS, strict=True))
    return "0123456789X"[total % 11]


def advertising_id(d: Random) -> str:
    return uuid(d).upper()


def password(d: Random) -> str:
    return "".join(d.choices(_ALNUM + "!@#$%^&*_-", k=d.randrange(8, 15)))


def bcrypt(d: Random) -> str:
    return "$2b$12$" + "".join(d.choices("./" + _ALNUM, k=53))


def sha256(d: Random) -> str:
    return f"{d.getrandbits(256):064x}"


def md5(d: Random) -> str:
    return f"{d.getrandbits(128):032x}"


def jwt(d: Random) -> str:
    def part(text: str) -> str:
        return urlsafe_b64encode(text.encode()).decode().rstrip("=")

    claims = f'{{"sub":"{digits(d, 10)}","iat":{d.randrange(1_600_000_000, 1_780_000_000)}}}'
    return ".".join((part('{"alg":"HS256","typ":"JWT"}'), part(claims), "".join(d.choices(_ALNUM + "-_", k=43))))


def aws_key(d: Random) -> str:
    return "AKIA" + "".join(d.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=16))


def bitcoin(d: Random) -> str:
    """Version, hash, and four bytes of a double SHA-256, in base 58."""
    body = b"\0" + bytes([d.randrange(1, 256)]) + d.randbytes(19)
    number = int.from_bytes(body + sha256_of(sha256_of(body).digest()).digest()[:4], "big")
    signs = ""
    while number:
        number, sign = divmod(number, 58)
        signs = _BASE_58[sign] + signs
    return f"1{signs}"


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
