"""The people of a schema: those of the samples, each with what every shop asks for, in Chinese or in English."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from samples.generator import numbers, words
from samples.generator.people import Row, british_clients, customers


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    male: bool
    number: str
    phone: str
    email: str
    born: date
    address: str
    city: str
    postcode: str
    card: str


def people(rng: Random, count: int, chinese: bool) -> list[Person]:
    """No two of them have a number, a phone, an address for mail or a card in common."""
    made: list[Row] = (customers if chinese else british_clients)(rng, count)
    one: Callable[[Random, Any, int], Person] = _chinese if chinese else _british
    return [one(rng, row, place) for place, row in enumerate(made)]


def _chinese(rng: Random, row: Any, place: int) -> Person:
    male, area = row["性别"] == "男", rng.choice(list(words.AREAS))
    return Person(
        row["xm"],
        male,
        numbers.resident_id(rng, area, row["csrq"], male),
        f"{rng.choice(numbers.MOBILE_PREFIXES)}{rng.randrange(10**4):04}{place:04}",
        f"kehu{place}{rng.randrange(100)}@example.com",
        row["csrq"],
        row["住址"],
        words.AREAS[area],
        f"{area // 100 * 100 + rng.randrange(100):06}",
        row["yhkh"],
    )


def _british(rng: Random, row: Any, place: int) -> Person:
    letters = "".join(rng.choices("ABCEGHJKLMNPRSTWXYZ", k=2))
    return Person(
        row["full_name"],
        rng.random() < 0.5,
        f"{letters}{rng.randrange(10**6):06}{rng.choice('ABCD')}",
        f"+44 7{rng.randrange(400, 999)} {place:06}",
        f"{place}{row['email']}",
        row["date_of_birth"],
        row["street"],
        row["town"],
        row["postcode"],
        row["card_number"],
    )


def bank_account(rng: Random, person: Person, chinese: bool) -> str:
    return person.card if chinese else numbers.iban("GB", "XMPL" + numbers.digits(rng, 14))
