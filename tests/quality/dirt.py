"""What people, spreadsheets and exports do to values: one kind of dirt a column, such as its values can have."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.quality.labels import family

Soil = Callable[[Random, str], str]

_CHECKED = set(
    "CN_RESIDENT_ID CN_BANK_CARD CREDIT_CARD HK_ID TW_NATIONAL_ID TW_RESIDENT_CERT IMEI ICCID VIN CN_USCC US_SSN UK_NHS"
    " FR_NIR ES_NIF NL_BSN PL_PESEL BR_CPF IBAN_CODE".split()
)
_WIDE = str.maketrans({ord("0") + digit: ord("０") + digit for digit in range(10)})


def spoiled(rng: Random, values: list[str], label: str) -> tuple[list[str], str | None]:
    """The values with one kind of dirt, and its name; unchanged, and None, where none befits them."""
    kinds = _befitting(values, family(label.split("|")[0]))
    if not kinds:
        return values, None
    name = rng.choice(kinds)
    soil, low, high = _SOILS[name]
    share = rng.uniform(low, high)
    return [soil(rng, value) if rng.random() < share else value for value in values], name


def _befitting(values: list[str], label: str) -> list[str]:
    kinds = ["typing errors"] if label in _CHECKED else []
    kinds += ["case"] if label in _CHECKED and any(value != value.lower() for value in values) else []
    digits = all(value.isdigit() for value in values)
    if label == "PHONE_NUMBER":
        kinds += ["country code", "hyphens", "full width"] if all(v[0] == "1" and len(v) == 11 for v in values) else []
        kinds += ["leading zero lost"] if digits and all(value.startswith("0") for value in values) else []
    if label in ("CN_BANK_CARD", "CREDIT_CARD"):
        kinds += ["groups of four"]
    if digits and label not in ("NONE", "AGE"):
        kinds += ["apostrophe", "full width"]
        kinds += ["point zero"] if all(len(value) < 16 and value[0] != "0" for value in values) else []
    if label == "PERSON":
        kinds += ["last, first", "upper case", "title"] if all(map(str.isascii, values)) else ["title"]
    if label in ("EMAIL_ADDRESS", "USERNAME"):
        kinds += ["upper case"]
    return kinds or ([] if label == "NONE" else ["blanks"])


def _typo(rng: Random, value: str) -> str:
    places = [place for place, sign in enumerate(value) if sign.isdigit()]
    place = rng.choice(places)
    wrong = str((int(value[place]) + rng.randrange(1, 10)) % 10)
    return value[:place] + wrong + value[place + 1 :]


def _blanks(rng: Random, value: str) -> str:
    return rng.choice((" {}", "{} ", "  {}", "{}\u3000")).format(value)


def _country_code(rng: Random, value: str) -> str:
    return rng.choice(("+86{}", "+86 {}", "86{}", "0086{}", "+86-{}", "(+86){}")).format(value)


def _hyphens(rng: Random, value: str) -> str:
    return rng.choice("- ").join((value[:3], value[3:7], value[7:]))


def _fours(rng: Random, value: str) -> str:
    return rng.choice(" -").join(value[place : place + 4] for place in range(0, len(value), 4))


def _last_first(rng: Random, value: str) -> str:
    *first, last = value.split(" ")
    return f"{last}, {' '.join(first)}" if first else value


def _title(rng: Random, value: str) -> str:
    if value.isascii():
        return f"{rng.choice(('Mr', 'Mrs.', 'Ms', 'Dr.', 'Prof.'))} {value}"
    return value + rng.choice(("先生", "女士", "(已离职)", "小姐", "经理")) if len(value) < 5 else value


_SOILS: dict[str, tuple[Soil, float, float]] = {
    "typing errors": (_typo, 0.05, 0.3),
    "case": (lambda rng, value: value.lower(), 0.2, 0.8),
    "blanks": (_blanks, 0.1, 0.5),
    "country code": (_country_code, 0.2, 1),
    "hyphens": (_hyphens, 0.3, 1),
    "groups of four": (_fours, 0.5, 1),
    "full width": (lambda rng, value: value.translate(_WIDE), 0.1, 0.4),
    "apostrophe": (lambda rng, value: f"'{value}", 0.8, 1),
    "point zero": (lambda rng, value: f"{value}.0", 1, 1),
    "leading zero lost": (lambda rng, value: value.lstrip("0"), 1, 1),
    "last, first": (_last_first, 0.7, 1),
    "upper case": (lambda rng, value: value.upper(), 0.5, 1),
    "title": (_title, 0.2, 0.6),
}
