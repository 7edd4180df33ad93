"""The rows of a wholesaler, after Northwind: customers, employees, products, orders with lines, returns, invoices."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from samples.generator import numbers, words
from tests.databases.schemas.people import Person, bank_account, people
from tests.databases.schemas.schema import Default

CUSTOMERS, EMPLOYEES, PRODUCTS, ORDERS = 120, 15, 60, 400
_REGIONS = ("华东", "华南", "华北", "西南"), ("North", "South", "East", "West")
_TITLES = ("采购经理", "会计", "店长"), ("Purchasing Manager", "Accountant", "Owner")
_CATEGORIES = ("饮料", "调味品", "茶叶", "水果"), ("Beverages", "Condiments", "Tea", "Fruit")
_REASONS = ("颜色不符", "漏发一件"), ("wrong colour", "one is missing")
_FIRMS = ("恒丰商贸有限公司", "远达食品有限公司", "金穗贸易有限公司"), tuple(words.COMPANIES.split(", "))


def fill(rng: Random, chinese: bool) -> list[list[tuple[object, ...]]]:
    own = 0 if chinese else 1
    buyers, staff = people(rng, CUSTOMERS, chinese), people(rng, CUSTOMERS + EMPLOYEES, chinese)[CUSTOMERS:]
    keys = [f"KH{n:05}" if chinese else f"C{n:04}" for n in range(CUSTOMERS)]
    goods = (words.PRODUCTS if chinese else "Chai Chang Syrup Pickles Mustard Oolong Cider Plums Honey Figs").split()
    orders = [_order(rng, n, keys, buyers) for n in range(1, ORDERS + 1)]
    lines = [
        (order, line, rng.randrange(1, PRODUCTS + 1), _price(rng), rng.randrange(1, 9), 0.25, Default)
        for order in range(1, ORDERS + 1)
        for line in range(1, 1 + rng.randrange(1, 4))
    ]
    returned = rng.sample(lines, 40)
    return [
        list(enumerate(_REGIONS[own], 1)),
        [(f"{n:05}", f"{_REGIONS[own][n % 4]} {n}", 1 + n % 4) for n in range(20)],
        [_employee(rng, n, one, own) for n, one in enumerate(staff, 1)],
        [(1 + n % EMPLOYEES, f"{n:05}") for n in range(20)],
        [_customer(rng, *pair, own) for pair in zip(keys, buyers, strict=True)],
        [("A00", "批发" if chinese else "wholesale"), ("B00", "零售" if chinese else "retail")],
        [(key, rng.choice(["A00", "B00"])) for key in keys],
        [
            (n, rng.choice(_FIRMS[own]), one.name, one.phone, f"https://supplier{n}.example")
            for n, one in enumerate(people(rng, 12, chinese), 1)
        ],
        [(n, name, rng.randbytes(40), None if n == 1 else 1) for n, name in enumerate(_CATEGORIES[own], 1)],
        [
            (n, rng.choice(goods), 1 + n % 12, 1 + n % 4, numbers.ean13(f"20{n:010}"), _price(rng), n, n % 9 == 0)
            for n in range(1, PRODUCTS + 1)
        ],
        [(n, firm, f"400-{n:03}-0000") for n, firm in enumerate(_FIRMS[own], 1)],
        orders,
        lines,
        [(UUID(int=rng.getrandbits(128), version=4), *line[:2], rng.choice(_REASONS[own])) for line in returned],
        [
            (
                90_000 + n,
                n,
                buyers[keys.index(str(order[1]))].card,
                datetime(2026, 1, 1) + timedelta(hours=n),
                _price(rng),
            )
            for n, order in enumerate(orders, 1)
        ],
    ]


def _price(rng: Random) -> Decimal:
    return Decimal(rng.randrange(99, 90_000)) / 100


def _employee(rng: Random, number: int, one: Person, own: int) -> tuple[object, ...]:
    hired = date(2015, 1, 1) + timedelta(days=40 * number)
    above = None if number == 1 else number // 2
    return number, one.name, rng.choice(_TITLES[own]), one.born, hired, one.phone, 30_000 + 500 * number, above


def _customer(rng: Random, key: str, one: Person, own: int) -> tuple[object, ...]:
    firm = f"{rng.choice(_FIRMS[own])}"
    where = (firm, one.name, rng.choice(_TITLES[own]), one.address, one.city, one.postcode, one.phone, one.email)
    settings = {"newsletter": rng.random() < 0.5, "backup_contact": {"mail": f"b{one.email}"}}
    account, login = bank_account(rng, one, not own), f"100.64.{rng.randrange(256)}.{rng.randrange(256)}"
    return (
        key,
        *where,
        account,
        login,
        f"[{rng.randrange(7, 10)},18)",
        [rng.choice(["priority", "export", "cash"])],
        settings,
    )


def _order(rng: Random, number: int, keys: list[str], buyers: list[Person]) -> tuple[object, ...]:
    at = rng.randrange(len(keys))
    to, placed = buyers[at], date(2025, 1, 1) + timedelta(days=number)
    sent = placed + timedelta(days=2) if number % 3 else None
    state = rng.choice(["open", "paid", "shipped", "returned"])
    head = (number, keys[at], rng.randrange(1, EMPLOYEES + 1), 1 + number % 3, placed, sent, state)
    return (*head, to.name, to.address, to.city, to.postcode, 90_000 + number if number % 2 else None)
