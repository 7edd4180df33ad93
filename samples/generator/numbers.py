"""Invented numbers that are right in form: every check digit holds, and chance alone chose the rest."""

from __future__ import annotations

from datetime import date
from random import Random

MOBILE_PREFIXES = [
    *range(130, 134),
    *range(135, 140),
    150,
    151,
    152,
    *range(155, 160),
    166,
    177,
    *range(185, 190),
]
BANK_CARDS = {
    "工商银行": "622202",
    "建设银行": "621700",
    "农业银行": "622848",
    "招商银行": "622588",
    "中国银行": "621661",
}
TW_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"  # in the order of their values, 10 to 35
HK_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def digits(rng: Random, count: int) -> str:
    return "".join(str(rng.randrange(10)) for _ in range(count))


def resident_id(rng: Random, area: int, born: date, male: bool) -> str:
    """Mainland resident number, GB 11643-1999; the 17th digit is odd for men."""
    body = f"{area}{born:%Y%m%d}{rng.randrange(1, 499) * 2 + male:03}"
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(body))
    return body + "10X98765432"[total % 11]


def tw_national_id(rng: Random, male: bool) -> str:
    """Taiwan identity number: letter, 1 for men or 2 for women, seven digits, check digit."""
    body = rng.choice(TW_LETTERS) + ("1" if male else "2") + digits(rng, 7)
    return body + tw_check(body)


def tw_check(body: str) -> str:
    """Modulo 10, the letter as two digits; the weights are 1, then 9 down to 1."""
    tens, units = divmod(TW_LETTERS.index(body[0]) + 10, 10)
    return str(-(tens + units * 9 + sum(int(d) * (8 - place) for place, d in enumerate(body[1:]))) % 10)


def hk_id(rng: Random) -> str:
    """Hong Kong identity number: letter, six digits, check digit in brackets."""
    body = rng.choice(HK_LETTERS) + digits(rng, 6)
    return f"{body}({hk_check(body)})"


def hk_check(body: str) -> str:
    """Modulo 11, a blank before the letter counting 36 and A counting 10; the weights are 9 down to 2."""
    values = [36, HK_LETTERS.index(body[0]) + 10, *map(int, body[1:])]
    return "0123456789A"[-sum(value * (9 - place) for place, value in enumerate(values)) % 11]


def tw_business_number(rng: Random) -> str:
    """統一編號: digit sums of the products with 1 2 1 2 1 2 4 1 add up to a multiple of 10 (since 2023: of 5)."""
    while True:
        number = digits(rng, 8)
        products = [int(digit) * weight for digit, weight in zip(number, (1, 2, 1, 2, 1, 2, 4, 1), strict=True)]
        if number[6] != "7" and sum(p // 10 + p % 10 for p in products) % 10 == 0:
            return number


def cn_mobile(rng: Random) -> str:
    return f"{rng.choice(MOBILE_PREFIXES)}{digits(rng, 8)}"


def with_luhn(body: str) -> str:
    """`body` and its check digit by Luhn, ISO/IEC 7812-1."""
    doubled = [int(d) * (2 - place % 2) for place, d in enumerate(reversed(body))]
    return body + str(-sum(d // 10 + d % 10 for d in doubled) % 10)


def iban(country: str, account: str) -> str:
    """An IBAN of ISO 13616: the check digits make the whole 1 modulo 97."""
    number = int("".join(str(int(sign, 36)) for sign in f"{account}{country}00"))
    return f"{country}{98 - number % 97:02}{account}"


def ean13(body: str) -> str:
    """Twelve digits and their check digit, GS1 General Specifications."""
    total = sum(int(d) * (1 + place % 2 * 2) for place, d in enumerate(body))
    return body + str(-total % 10)
