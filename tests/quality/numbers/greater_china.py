"""Numbers of Hong Kong, Macau and Taiwan."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from samples.generator import numbers

if TYPE_CHECKING:
    from tests.quality.tables import Dice

hk_id = numbers.hk_id
tw_business_number = numbers.tw_business_number


def hk_id_plain(d: Random) -> str:
    """Without brackets, as databases keep it."""
    return hk_id(d).replace("(", "").replace(")", "")


def tw_national_id(d: Dice) -> str:
    return numbers.tw_national_id(d, d.male)


def tw_resident_cert(d: Dice) -> str:
    """As issued since 2021: 8 for men and 9 for women in the second place."""
    body = d.choice(numbers.TW_LETTERS) + ("8" if d.male else "9") + numbers.digits(d, 7)
    return body + numbers.tw_check(body)


def mo_id(d: Random) -> str:
    return f"{d.choice('157')}{numbers.digits(d, 6)}({d.randrange(10)})"


def hk_mobile(d: Random) -> str:
    start = d.choice("512 516 530 534 537 61 63 64 65 69 923 926 94 96 97".split())
    return start + numbers.digits(d, 8 - len(start))


def hk_mobile_split(d: Random) -> str:
    number = hk_mobile(d)
    return f"{d.choice(('', '', '+852 '))}{number[:4]} {number[4:]}"


def mo_phone(d: Random) -> str:
    return "66" + d.choice("23456") + numbers.digits(d, 5)


def tw_mobile(d: Random) -> str:
    return f"09{d.choice('1235678')}{numbers.digits(d, 7)}"


def tw_mobile_hyphens(d: Random) -> str:
    number = tw_mobile(d)
    return f"{number[:4]}-{number[4:7]}-{number[7:]}"


def tw_landline(d: Random) -> str:
    return d.choice((f"(02)2{numbers.digits(d, 3)}-{numbers.digits(d, 4)}", f"04-2{numbers.digits(d, 7)}"))


def hk_passport(d: Random) -> str:
    return d.choice(("K", "HJ", "KJ")) + numbers.digits(d, 8)


def tw_passport(d: Random) -> str:
    return d.choice("13") + numbers.digits(d, 8)


def tw_nhi_card(d: Random) -> str:
    return "0000" + numbers.digits(d, 8)


def br_no(d: Random) -> str:
    return d.choice("1235670") + numbers.digits(d, 7)
