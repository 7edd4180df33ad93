"""The rows of a shop that rents films, after Sakila and Pagila: stores, staff, films, copies, rentals, payments."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from samples.generator import words
from tests.databases.schemas.people import Person, people
from tests.databases.schemas.schema import Default

CUSTOMERS, STAFF, FILMS, RENTALS, STORES = 240, 12, 80, 700, 3
_GENRES = ("动作", "喜剧", "爱情", "科幻", "纪录"), ("Action", "Comedy", "Drama", "Sci-Fi", "Travel")
_RATINGS = ("普遍级", "辅导级", "限制级"), ("G", "PG", "R")
_TITLES = (
    "夜航 归途 长街 雨季 远山 灯塔 候鸟 边城 春汛 白露",
    "Harbour Winter Lantern Orchard Meridian Copper Tide Echo",
)
_NOTES = (
    ("{name}来电，回电{phone}。", "下次生日前提醒续卡。", "已寄新卡到{address}。"),
    ("{name} called from {phone}.", "Remind before the next birthday.", "New card sent to {address}."),
)


def fill(rng: Random, chinese: bool) -> list[list[tuple[object, ...]]]:
    own = 0 if chinese else 1
    staff, buyers = people(rng, STAFF, chinese), people(rng, CUSTOMERS + STAFF, chinese)[STAFF:]
    titles = _TITLES[own].split()
    cities = sorted({one.city for one in (*staff, *buyers)})
    numbers = range(1, CUSTOMERS + 1)
    copies = [(1 + film % STORES, film, copy) for film in range(1, FILMS + 1) for copy in (1, 2)]
    rentals = [_rental(rng, 700_000 + n, rng.choice(copies)) for n in range(1, RENTALS + 1)]
    return [
        [(1, "中国" if chinese else "United Kingdom"), (2, "日本" if chinese else "Ireland")],
        [(n, city, 1) for n, city in enumerate(cities, 1)],
        [
            (n, one.address, one.postcode, 1 + cities.index(one.city))
            for n, one in enumerate([*buyers, *staff[:STORES]], 1)
        ],
        [(n, f"{'门店' if chinese else 'Store'} {n}", 5 + n, CUSTOMERS + n) for n in range(1, STORES + 1)],
        [
            (n, one.name, one.number, one.email, 1 + n % STORES, None if n <= STORES else rng.randrange(1, STORES + 1))
            for n, one in enumerate(staff, 1)
        ],
        [_customer(rng, n, one, chinese) for n, one in enumerate(buyers, 1)],
        [(1, "普通话" if chinese else "English"), (2, "粤语" if chinese else "Welsh")],
        [_film(rng, n, f"{rng.choice(titles)} {n}", own) for n in range(1, FILMS + 1)],
        list(enumerate(_GENRES[own], 1)),
        [(film, 1 + film % 5) for film in range(1, FILMS + 1)],
        list(enumerate(_actors(rng, chinese), 1)),
        [(1 + (film + k) % 30, film) for film in range(1, FILMS + 1) for k in (0, 7)],
        copies,
        rentals,
        [_payment(rng, n, rental, buyers) for n, rental in enumerate(rentals, 1)],
        [
            (n, buyers[n].phone, buyers[n].born, rng.choice(_NOTES[own]).format(**_words(buyers[n])))
            for n in rng.sample(range(CUSTOMERS), len(numbers) // 3)
        ],
    ]


def _words(one: Person) -> dict[str, str]:
    return {"name": one.name, "phone": one.phone, "address": one.address}


def _customer(rng: Random, number: int, one: Person, chinese: bool) -> tuple[object, ...]:
    sex = ("女男" if chinese else "FM")[one.male]
    tags = rng.sample(["老客户", "会员"] if chinese else ["loyal", "member"], rng.randrange(3))
    more = {"language": "zh" if chinese else "en", "recommended_by": {"phone": one.phone[:-4] + f"{number:04}"}}
    joined = datetime(2024, 3, 1) + timedelta(seconds=rng.randrange(10**7))
    who = (number, 1 + number % STORES, one.name, sex, one.number, one.phone, one.email, one.born)
    return (*who, 1 + number * 7 % CUSTOMERS, tags, more, rng.random() < 0.9, joined, Default)


def _film(rng: Random, number: int, title: str, own: int) -> tuple[object, ...]:
    features = ["花絮"] if not own else "Trailers"
    rate = Decimal(rng.randrange(99, 599)) / 100
    return number, title, 1980 + number % 44, 1 + number % 2, rng.choice(_RATINGS[own]), rate, features


def _actors(rng: Random, chinese: bool) -> list[str]:
    first, last = words.FIRST_NAMES.split(), words.LAST_NAMES.split()
    return [one.name if chinese else f"{rng.choice(first)} {rng.choice(last)}" for one in people(rng, 30, chinese)]


def _rental(rng: Random, number: int, copy: tuple[int, int, int]) -> tuple[object, ...]:
    taken = datetime(2024, 6, 1) + timedelta(minutes=600 * (number - 700_000))
    back = taken + timedelta(hours=rng.randrange(3, 200)) if rng.random() < 0.9 else None
    return (number, *copy, rng.randrange(1, CUSTOMERS + 1), rng.randrange(1, STAFF + 1), taken, back)


def _payment(rng: Random, number: int, rental: tuple[object, ...], buyers: list[Person]) -> tuple[object, ...]:
    customer, taken = rental[4], rental[6]
    assert isinstance(customer, int)
    return number, rental[0], customer, buyers[customer - 1].card, Decimal(rng.randrange(99, 999)) / 100, taken
