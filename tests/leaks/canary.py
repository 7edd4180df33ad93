"""Canaries: synthetic people whose every identifier is valid in form and occurs nowhere else.

All numbers are drawn at random from a seed and carry correct check digits; e-mail lies in the reserved
domain `.invalid` (RFC 2606), addresses of machines in 100.64.0.0/10 (RFC 6598), which is no person's.
No identifier consists of hexadecimal digits and letters, so that a token is not taken for one.
Within one call values never repeat; calls with different seeds may share a name, a plate or an address.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce
from math import prod
from operator import add

import numpy as np
import numpy.typing as npt
import polars as pl

from tests.leaks import words

Integers = npt.NDArray[np.int64]

# Columns whose values name one person alone; birth dates repeat, and notes repeat the others.
IDENTIFIERS = (
    "customer_id", "name_zh", "name_en", "id_no", "mobile", "card", "iban", "email",
    "address_zh", "address_en", "passport", "plate", "ip",
)  # fmt: skip
_SYLLABLES = words.SYLLABLES.split()
_BIRTHS = pl.date_range(date(1940, 1, 1), date(2006, 12, 31), eager=True)


def people(n: int, seed: int = 1) -> pl.DataFrame:
    """`n` people, one a row: the columns of `IDENTIFIERS`, `birth_date` (Date) and `notes` (free text)."""
    rng = np.random.default_rng(seed)
    area, day, serial = _draw(rng, n, len(words.AREAS), len(_BIRTHS), 999)
    birth = _BIRTHS.gather(day)
    frame = pl.DataFrame(
        {
            "customer_id": _numbered(rng, n, ["KH"], 8),
            "name_zh": _joined(rng, n, words.SURNAMES, words.RARE_CHARACTERS, words.RARE_CHARACTERS),
            "name_en": _latin_names(rng, n),
            "id_no": _resident_ids(area, birth, serial),
            "mobile": _numbered(rng, n, words.MOBILE_PREFIXES, 8),
            "card": _cards(rng, n),
            "iban": _ibans(rng, n),
            "email": _joined(rng, n, _SYLLABLES, _SYLLABLES, range(1000, 9999)) + "@canary.invalid",
            "address_zh": _addresses_zh(rng, area),
            "address_en": _addresses_en(rng, n),
            "passport": _numbered(rng, n, [f"E{letter}" for letter in "GHJKLMNPQRSTUVWXYZ"], 7),
            "plate": _plates(rng, n),
            "ip": _ips(rng, n),
            "birth_date": birth,
        }
    )
    return frame.with_columns(notes=_notes())


def identifiers(frame: pl.DataFrame, columns: Iterable[str] = IDENTIFIERS) -> list[str]:
    """The values of these columns, as the oracle searches for them."""
    return [value for column in columns for value in frame[column].to_list()]


def _draw(rng: np.random.Generator, n: int, *sizes: int) -> tuple[Integers, ...]:
    """`n` different combinations of one index below each size."""
    return np.unravel_index(rng.choice(prod(sizes), n, replace=False), sizes)


def _joined(rng: np.random.Generator, n: int, *parts: Sequence[object]) -> pl.Series:
    """`n` different strings, each a member of every part in turn."""
    indices = _draw(rng, n, *map(len, parts))
    return reduce(add, map(_members, parts, indices))


def _members(part: Sequence[object], index: Integers) -> pl.Series:
    return pl.Series(list(part)).cast(pl.String).gather(index)


def _numbered(rng: np.random.Generator, n: int, prefixes: Sequence[object], width: int) -> pl.Series:
    prefix, number = _draw(rng, n, len(prefixes), 10**width)
    return _members(prefixes, prefix) + _padded(number, width)


def _padded(numbers: Integers, width: int) -> pl.Series:
    return pl.Series(numbers).cast(pl.String).str.zfill(width)


def _digits(text: pl.Series) -> Integers:
    """The digits of equally long digit strings, one row each."""
    return np.frombuffer("".join(text).encode(), dtype=np.uint8).reshape(len(text), -1).astype(np.int64) - 48


def _resident_ids(area: Integers, birth: pl.Series, serial: Integers) -> pl.Series:
    """GB 11643-1999: area, birth date, serial number, check digit of ISO 7064 MOD 11-2."""
    body = _members(list(words.AREAS), area) + birth.dt.strftime("%Y%m%d") + _padded(serial + 1, 3)
    weights = np.array([pow(2, 17 - place, 11) for place in range(17)])
    return body + _members(list("10X98765432"), _digits(body) @ weights % 11)


def _cards(rng: np.random.Generator, n: int) -> pl.Series:
    """Bank cards of 19 digits, the last by Luhn (ISO/IEC 7812-1)."""
    body = _numbered(rng, n, words.BANK_PREFIXES, 12)
    digits = _digits(body)
    doubled = digits[:, 1::2] * 2
    total = digits[:, ::2].sum(axis=1) + (doubled - 9 * (doubled > 9)).sum(axis=1)
    return body + _padded(-total % 10, 1)


def _ibans(rng: np.random.Generator, n: int) -> pl.Series:
    """German IBANs (ISO 13616): check digits make account + `DE` as 1314 + check 1 modulo 97."""
    (account,) = _draw(rng, n, 10**18)
    check = 98 - (account % 97) * pow(10, 6, 97) % 97 - 131400 % 97
    return "DE" + _padded(check + 97 * (check < 2), 2) + _padded(account, 18)


def _latin_names(rng: np.random.Generator, n: int) -> pl.Series:
    given = [f"{name} " for name in words.GIVEN_NAMES.split()]
    family = [syllable.title() for syllable in _SYLLABLES]
    return _joined(rng, n, given, family, _SYLLABLES, words.FAMILY_ENDINGS.split())


def _addresses_zh(rng: np.random.Generator, area: Integers) -> pl.Series:
    street, house, room = _draw(rng, len(area), len(words.RARE_CHARACTERS) ** 2, 900, 900)
    streets = [f"{a}{b}路" for a in words.RARE_CHARACTERS for b in words.RARE_CHARACTERS]
    doors = _padded(house + 100, 3) + "号" + _padded(room + 100, 3) + "室"
    return _members(list(words.AREAS.values()), area) + _members(streets, street) + doors


def _addresses_en(rng: np.random.Generator, n: int) -> pl.Series:
    first = [f" {syllable.title()}" for syllable in _SYLLABLES]
    return _joined(rng, n, range(100, 1000), first, _SYLLABLES) + " Street"


def _plates(rng: np.random.Generator, n: int) -> pl.Series:
    tails = [f"{letter}{number:04}" for letter in words.PLATE_LETTERS for number in range(10_000)]
    return _joined(rng, n, words.PLATE_PROVINCES, words.PLATE_LETTERS, tails)


def _ips(rng: np.random.Generator, n: int) -> pl.Series:
    """Addresses of one length, so that none is the beginning of another."""
    ends = [f".{octet}" for octet in range(100, 256)]
    return "100." + _joined(rng, n, range(64, 128), ends, ends)


def _notes() -> pl.Expr:
    """Free text that repeats the row's own name, mobile, number and e-mail."""
    templates = [
        pl.format("客户{}来电，手机{}，证件号{}，要求改地址。", "name_zh", "mobile", "id_no"),
        pl.format("已回电{}，{}本人确认，邮箱{}。", "mobile", "name_zh", "email"),
        pl.format("Spoke with {} ({}) about card {}.", "name_en", "mobile", "card"),
        pl.format("{}/{} 身份证 {}，下周上门", "name_zh", "name_en", "id_no"),
    ]
    turn = pl.int_range(pl.len()) % len(templates)
    return pl.coalesce(pl.when(turn == k).then(template) for k, template in enumerate(templates))
