"""Numbers of mainland China: of people, their documents, phones, cards and vehicles, and of organisations."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING

from samples.generator import numbers

if TYPE_CHECKING:
    from tests.quality.tables import Dice

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # without I and O
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SEGMENTS = (
    "130 131 132 133 134 135 136 137 138 139 145 147 150 151 152 153 155 156 157 158 159 166 173 175 176 177 178"
    " 180 181 182 183 184 185 186 187 188 189 191 193 195 196 198 199"
).split()
_TWO_DIGIT = "10 21 22 23 24 25 27 28 29".split()
_EIGHT = "311 371 431 451 512 531 532 551 571 574 591 595 731 755 757 769 791 851 871 898".split()
_SEVEN = "351 471 592 771 931 991".split()
BANKS = "622202 621226 622848 622700 621700 622588 621483 621661 622262 622155 622689 620522 621799 622908".split()
PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"


def resident_id(areas: list[int]) -> Callable[[Dice], str]:
    """GB 11643-1999, for people of these areas (GB/T 2260)."""
    return lambda d: numbers.resident_id(d, d.choice(areas), d.born, d.male)


def old_resident_id(areas: list[int]) -> Callable[[Dice], str]:
    """Fifteen digits, two of the year and no check digit, as before 1999."""
    return lambda d: f"{d.choice(areas)}{d.born:%y%m%d}{d.randrange(1, 499) * 2 + d.male:03}"


def residence_permit(d: Dice) -> str:
    return numbers.resident_id(d, d.choice((810000, 820000, 830000)), d.born, d.male)


def foreigner_id(d: Dice) -> str:
    """Since 2023: 9, province, country, birth date, serial number, check digit as in GB 11643."""
    area = int(f"9{d.choice((11, 31, 44, 32, 33))}{d.choice((840, 826, 392, 410, 276, 250))}")
    return numbers.resident_id(d, area, d.born, d.male)


def mobile(d: Random) -> str:
    return d.choice(_SEGMENTS) + numbers.digits(d, 8)


def landline(d: Random) -> str:
    area = d.choice(d.choice((_TWO_DIGIT, _TWO_DIGIT, _EIGHT, _SEVEN)))
    return f"0{area}-{d.choice('68')}{d.choice('2356')}{numbers.digits(d, 5 + (area not in _SEVEN))}"


def bank_card(d: Random) -> str:
    return numbers.with_luhn(d.choice(BANKS) + numbers.digits(d, 12))


def passport(d: Random) -> str:
    if d.random() < 0.3:
        return f"G{numbers.digits(d, 8)}"
    return f"E{d.choice(LETTERS + '0123456789')}{numbers.digits(d, 7)}"


def exit_permit(d: Random) -> str:
    return f"{d.choice('CCCL')}{d.choice(LETTERS + '0123456789')}{numbers.digits(d, 7)}"


def hm_travel_permit(d: Random) -> str:
    return f"{d.choice('HHM')}{numbers.digits(d, 8)}"


def military_id(d: Random) -> str:
    return f"{d.choice('南北空海政装')}字第{numbers.digits(d, 8)}号"


def uscc(d: Random) -> str:
    """GB 32100-2015: registrar, kind, area, organisation code, check sign modulo 31."""
    body = (
        f"{d.choice(('91', '91', '92', '52', '12'))}{d.choice((110108, 310115, 440305, 330106, 320505))}{org_body(d)}"
    )
    total = sum(_USCC.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return body + _USCC[-total % 31]


def org_body(d: Random) -> str:
    code = org_code(d)
    return code[:8] + code[-1]


def org_code(d: Random) -> str:
    """GB 11714-1997: eight signs, a hyphen, a check digit."""
    body = d.choice("MA5379") + d.choice(_USCC[:20]) + numbers.digits(d, 6)
    return f"{body}-{org_check(body)}"


def org_check(body: str) -> str:
    """Modulo 11, letters counting from A, 10."""
    total = sum(int(sign, 36) * weight for sign, weight in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    return "0123456789X"[-total % 11]


def plate(d: Random) -> str:
    """Four in five with five signs, the others of new-energy cars with six, the first a letter of their power."""
    place = d.choice(PROVINCES) + d.choice("ABCDEFGHJK")
    if d.random() < 0.2:
        return f"{place}{d.choice('DF')}{numbers.digits(d, 5)}"
    return place + d.choice(LETTERS + "0123456789") + numbers.digits(d, 3) + d.choice(LETTERS + "0123456789")


def postal_code(d: Random) -> str:
    return (
        d.choice(("10", "20", "30", "21", "31", "43", "51", "52", "61", "71", "26", "35")) + numbers.digits(d, 3) + "0"
    )


def driver_file_no(d: Random) -> str:
    return f"{d.choice((110108, 310115, 440305, 330106, 320505, 510104))}{numbers.digits(d, 6)}"


def real_estate_cert(d: Random) -> str:
    place = d.choice(("京 海", "沪 浦", "粤 深圳", "浙 杭州", "苏 南京", "川 成都")).split(" ")
    return f"{place[0]}({d.randrange(2016, 2026)}){place[1]}市不动产权第{numbers.digits(d, 7)}号"


def openid(d: Random) -> str:
    signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return "o" + "".join(d.choices(signs, k=27))


def qq(d: Random) -> str:
    return d.choice("123456789") + numbers.digits(d, d.choice((7, 8, 9, 9)))


def wechat(d: Random) -> str:
    return d.choice(("wxid_{}", "{}", "{}")).format("".join(d.choices("abcdefghkmnpqrstuvwxyz", k=5))) + numbers.digits(
        d, 5
    )
