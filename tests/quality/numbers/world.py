"""Numbers that other states give to people, and phones of other countries."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING

from samples.generator.numbers import digits, with_luhn

if TYPE_CHECKING:
    from tests.quality.tables import Dice

_US_AREAS = (201, 206, 212, 213, 215, 303, 305, 312, 314, 404, 408, 412, 415, 503, 512, 602, 614, 617, 702, 713, 917)


def _weighted(text: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(text, weights, strict=False))


def us_ssn(d: Random) -> str:
    area = d.choice([*range(1, 666), *range(667, 900)])
    return f"{area:03}-{d.randrange(1, 100):02}-{d.randrange(1, 10_000):04}"


def us_phone(d: Random) -> str:
    area, middle, last = d.choice(_US_AREAS), d.randrange(220, 999), digits(d, 4)
    middle += middle % 100 == 11  # N11 is not given out
    return d.choice(("({}) {}-{}", "{}-{}-{}", "{}.{}.{}")).format(area, middle, last)


def us_phone_plain(d: Random) -> str:
    return "".join(filter(str.isdigit, us_phone(d)))


def us_passport(d: Random) -> str:
    return d.choice("AABXYZ") + digits(d, 8)


def uk_nino(d: Random) -> str:
    return f"{d.choice(('AB', 'CE', 'HJ', 'JK', 'LM', 'NA', 'PR', 'SG', 'TW', 'YZ'))}{digits(d, 6)}{d.choice('ABCD')}"


def uk_nhs(d: Random) -> str:
    """Ten digits, the last modulo 11 over weights 10 to 2."""
    while True:
        body = d.choice("4679") + digits(d, 8)
        check = -_weighted(body, range(10, 1, -1)) % 11
        if check < 10:
            return f"{body}{check}"


def uk_nhs_spaced(d: Random) -> str:
    number = uk_nhs(d)
    return f"{number[:3]} {number[3:6]} {number[6:]}"


def uk_mobile(d: Random) -> str:
    return f"07{d.choice(('400', '412', '525', '701', '711', '803', '890', '912', '960'))}{digits(d, 6)}"


def uk_phone(d: Random) -> str:
    number = uk_mobile(d)
    landline = f"020 7{digits(d, 3)} {digits(d, 4)}"
    return d.choice((f"{number[:5]} {number[5:]}", f"+44 {number[1:5]} {number[5:]}", landline))


def de_phone(d: Random) -> str:
    landline = f"+49 30 {digits(d, 3)}{d.randrange(10_000, 99_999)}"
    return d.choice((landline, f"0151 2{digits(d, 7)}", f"+49 176 4{digits(d, 7)}"))


def fr_phone(d: Random) -> str:
    pairs = " ".join(digits(d, 2) for _ in range(3))
    return d.choice((f"06 1{d.randrange(10)} {pairs}", f"+33 6 7{d.randrange(10)} {pairs}"))


def fr_nir(d: Dice) -> str:
    """Sex, year, month, department, commune, order, and a key of 97."""
    place = f"{d.choice((13, 31, 33, 44, 59, 67, 69, 75))}{d.randrange(1, 500):03}"
    body = f"{1 if d.male else 2}{d.born:%y%m}{place}{d.randrange(1, 999):03}"
    return f"{body}{97 - int(body) % 97:02}"


def es_nif(d: Random) -> str:
    number = d.randrange(10_000_000, 80_000_000)
    return f"{number}{'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23]}"


def nl_bsn(d: Random) -> str:
    """Nine digits with weights 9 to 2 and -1, a multiple of 11."""
    while True:
        body = d.choice("12") + digits(d, 7)
        check = _weighted(body, range(9, 1, -1)) % 11
        if check < 10:
            return f"{body}{check}"


def pl_pesel(d: Dice) -> str:
    """Birth date (months from 21 on since 2000), serial number, sex, check digit."""
    month = d.born.month + 20 * (d.born.year >= 2000)
    body = f"{d.born:%y}{month:02}{d.born:%d}{digits(d, 3)}{d.randrange(5) * 2 + d.male}"
    return f"{body}{-_weighted(body, (1, 3, 7, 9) * 3) % 10}"


def br_cpf(d: Random) -> str:
    """Nine digits and two check digits modulo 11."""
    body = digits(d, 9)
    for first in (10, 11):
        rest = _weighted(body, range(first, 1, -1)) % 11
        body += str(11 - rest if rest > 1 else 0)
    return f"{body[:3]}.{body[3:6]}.{body[6:9]}-{body[9:]}"


def de_tax_id(d: Random) -> str:
    """One digit of the first ten twice, another not at all; check digit by ISO 7064 MOD 11,10."""
    signs = d.sample("0123456789", 9)
    signs.insert(d.randrange(9), d.choice(signs))
    if signs[0] == "0" or any(a == b == c for a, b, c in zip(signs, signs[1:], signs[2:], strict=False)):
        return de_tax_id(d)
    product = 10
    for sign in signs:
        product = ((int(sign) + product) % 10 or 10) * 2 % 11
    return "".join(signs) + str((11 - product) % 10)


def sg_nric(d: Random) -> str:
    body = digits(d, 7)
    return f"S{body}{sg_check(body)}"


def sg_check(body: str) -> str:
    """The letter of a citizen born before 2000."""
    return "JZIHGFEDCBA"[_weighted(body, (2, 7, 6, 5, 4, 3, 2)) % 11]


def ca_sin(d: Random) -> str:
    number = with_luhn(d.choice("1245679") + digits(d, 7))
    return f"{number[:3]}-{number[3:6]}-{number[6:]}"
