"""Cards, accounts and the secrets that open them."""

from __future__ import annotations

from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256
from random import Random
from typing import TYPE_CHECKING

from samples.generator import numbers
from samples.generator.numbers import digits, with_luhn

if TYPE_CHECKING:
    from tests.quality.tables import Dice

_BASE_58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ALNUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def credit_card(d: Random) -> str:
    return with_luhn(d.choice(("40", "42", "45", "48", "51", "52", "53", "54", "55")) + digits(d, 13))


def iban(country: str, bban: str) -> Callable[[Dice], str]:
    """An IBAN whose account part follows `bban`: 0 stands for any digit."""
    return lambda d: numbers.iban(country, "".join(digits(d, 1) if sign == "0" else sign for sign in bban))


def password(d: Random) -> str:
    return "".join(d.choices(_ALNUM + "!@#$%^&*_-", k=d.randrange(8, 15)))


def bcrypt(d: Random) -> str:
    return "$2b$12$" + "".join(d.choices("./" + _ALNUM, k=53))


def jwt(d: Random) -> str:
    def part(text: str) -> str:
        return urlsafe_b64encode(text.encode()).decode().rstrip("=")

    claims = f'{{"sub":"{digits(d, 10)}","iat":{d.randrange(1_600_000_000, 1_780_000_000)}}}'
    return ".".join((part('{"alg":"HS256","typ":"JWT"}'), part(claims), "".join(d.choices(_ALNUM + "-_", k=43))))


def aws_key(d: Random) -> str:
    return "AKIA" + "".join(d.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=16))


def template(d: Random) -> str:
    """A biometric template: bytes that mean something to one machine only."""
    return b64encode(d.randbytes(96)).decode()


def bitcoin(d: Random) -> str:
    """Version, hash, and four bytes of a double SHA-256, in base 58."""
    body = b"\0" + bytes([d.randrange(1, 256)]) + d.randbytes(19)
    number = int.from_bytes(body + sha256(sha256(body).digest()).digest()[:4], "big")
    signs = ""
    while number:
        number, sign = divmod(number, 58)
        signs = _BASE_58[sign] + signs
    return f"1{signs}"
