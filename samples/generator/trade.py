"""The things of the samples: products, and orders of customers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from samples.generator import numbers, words
from samples.generator.people import Row, moment


def products(rng: Random, count: int) -> list[Row]:
    """Nothing personal, much that looks like it: serial numbers like mobiles, names with surnames."""
    return [_product(rng, number) for number in range(count)]


def _product(rng: Random, number: int) -> Row:
    name = rng.choice(words.PRODUCTS.split())
    return {
        "sku": f"SKU-{rng.choice('ABCD')}{number:05}",
        "serial_no": 13_800_000_001 + number,
        "ean": numbers.ean13(f"20{number:010}"),
        "product_name": name,
        "name_length": len(name),
        "colour": rng.choice(words.COLOURS.split()),
        "price": f"{rng.randrange(900, 90_000) / 100:.2f}",
        "weight_g": rng.randrange(50, 9_000),
        "stock": rng.randrange(500),
        "firmware": f"{rng.randrange(1, 4)}.{rng.randrange(20)}.{rng.randrange(20)}.{rng.randrange(200)}",
        "created_ms": int(moment(rng).replace(tzinfo=UTC).timestamp() * 1000),
        "uuid": UUID(int=rng.getrandbits(128), version=4),
        "checksum": f"{rng.getrandbits(128):032x}",
    }


def orders(rng: Random, people: list[Row], count: int) -> list[Row]:
    """Sales in the order of their numbers; a person is named only by the customer number."""
    return [_order(rng, rng.choice(people), number) for number in range(count)]


def _order(rng: Random, person: Row, number: int) -> Row:
    placed = datetime(2025, 1, 1) + timedelta(minutes=240 * number + rng.randrange(240))
    quantity, price = rng.randrange(1, 6), rng.randrange(900, 90_000)
    return {
        "order_no": 15_012_300_001 + number,
        "customer_id": person["客户编号"],
        "order_date": placed.date(),
        "paid_at": placed + timedelta(seconds=rng.randrange(3_000)) if rng.random() < 0.95 else None,
        "product_name": rng.choice(words.PRODUCTS.split()),
        "quantity": quantity,
        "unit_price": price / 100,
        "amount": Decimal(quantity * price).scaleb(-2),
        "status": rng.choice(["paid", "shipped", "returned"]),
    }


def nested_orders(rng: Random, people: list[Row], count: int) -> list[Row]:
    """Orders as a shop sends them: a receiver, perhaps a gift for someone else, and items."""
    return [_nested_order(rng, people, number) for number in range(count)]


def _nested_order(rng: Random, people: list[Row], number: int) -> Row:
    buyer, receiver = rng.choice(people), rng.choice(people)
    return {
        "order_no": f"SO{20260100000 + number}",
        "buyer": {"id": buyer["客户编号"], "nick": f"用户{rng.getrandbits(32):08x}"},
        "receiver": {
            "name": receiver["xm"],
            "phone": receiver["手机"] or numbers.cn_mobile(rng),
            "address": {"full": receiver["住址"], "zip": f"{rng.randrange(100_000, 700_000)}"},
        },
        "items": [_item(rng) for _ in range(rng.randrange(1, 4))],
        "device": {
            "ip": f"198.51.100.{rng.randrange(1, 255)}",
            "app_version": f"8.{rng.randrange(9)}.0.{rng.randrange(99)}",
        },
        "placed_at": f"{moment(rng):%Y-%m-%dT%H:%M:%S}+08:00",
    }


def _item(rng: Random) -> Row:
    item: Row = {
        "sku": f"SKU-{rng.choice('ABCD')}{rng.randrange(400):05}",
        "title": rng.choice(words.PRODUCTS.split()),
        "quantity": rng.randrange(1, 4),
        "price": rng.randrange(900, 90_000) / 100,
    }
    if rng.random() < 0.2:
        item["engraving"] = rng.choice(["生日快乐", "Best wishes", "平安喜乐"])
    return item
