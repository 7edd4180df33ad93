"""A few identifiers among other things are no miss: what chance gives once in a million columns is never clean."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from tests.detection.verdict.test_judge import judged
from tests.quality.numbers import accounts, devices, greater_china, mainland, world
from tests.quality.tables import Dice

ROWS = 1500
OTHERS: dict[str, Callable[[Random], str]] = {
    "references of one shape": lambda d: f"REF-{d.randrange(10**5):05}",
    "numbers": lambda d: str(d.randrange(10**5)),
    "words": lambda d: " ".join(d.choice("open paid late ship hold note item".split()) for _ in range(3)),
}
CHECKED: dict[str, Callable[[Dice], str]] = {
    "CN_RESIDENT_ID": mainland.resident_id([440305, 110108]),
    "CN_BANK_CARD": mainland.bank_card,
    "IBAN_CODE": accounts.iban("DE", "0" * 18),
    "HK_ID": greater_china.hk_id,
    "TW_NATIONAL_ID": greater_china.tw_national_id,
    "IMEI": devices.imei,
    "VIN": devices.vin,
    "BR_CPF": world.br_cpf,
    "PL_PESEL": world.pl_pesel,
    "FR_NIR": world.fr_nir,
    "ES_NIF": world.es_nif,
    "GB_NHS": world.uk_nhs,
    "DE_TAX_ID": world.de_tax_id,
}
UNCHECKED: dict[str, Callable[[Dice], str]] = {
    "CN_MOBILE": mainland.mobile,
    "TW_PHONE": greater_china.tw_mobile,
    "EMAIL_ADDRESS": lambda d: f"u{d.randrange(10**6)}@example.com",
    "IP_ADDRESS": devices.ip,
}


def mixed(make: Callable[[Dice], str], other: Callable[[Dice], str], share: float, header: str = "ref"):
    dice, values = Dice("minority"), []
    for row in range(ROWS):
        dice.next_row(row)
        values.append(make(dice) if row % round(1 / share) == 0 else other(dice))
    return judged({header: values})[header]


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("entity", CHECKED)
def test_one_in_twenty_with_right_check_digits_makes_a_column_personal(entity: str, other: str) -> None:
    found = mixed(CHECKED[entity], OTHERS[other], 0.05)
    assert (found.status, found.entity) == ("personal", entity)


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("entity", UNCHECKED)
def test_one_in_ten_without_a_check_is_not_called_clean(entity: str, other: str) -> None:
    found = mixed(UNCHECKED[entity], OTHERS[other], 0.1)
    assert found.status != "clean"
    assert entity in (found.entity, found.candidate)


@pytest.mark.parametrize("entity", ["CN_RESIDENT_ID", "HK_ID", "GB_NHS"])
def test_a_tenth_among_random_numbers_of_their_own_shape_is_not_called_clean(entity: str) -> None:
    make = CHECKED[entity]
    found = mixed(make, lambda d: "".join(str(d.randrange(10)) if c.isdigit() else c for c in make(d)), 0.1)
    assert found.status != "clean"


def test_mobiles_among_random_numbers_of_eleven_digits_are_not_called_clean() -> None:
    found = mixed(mainland.mobile, lambda d: str(d.randrange(10**10, 10**11)), 0.1)
    assert (found.status, found.candidate) == ("undecided", "CN_MOBILE")


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("length", range(8, 20))
def test_random_numbers_of_one_length_stay_clean(length: int, seed: int) -> None:
    dice = Random(seed * 100 + length)
    found = judged({"ref": [str(dice.randrange(10 ** (length - 1), 10**length)) for _ in range(ROWS)]})["ref"]
    assert found.tier < 3


@pytest.mark.parametrize("header", ["order_no", "订单号", "tracking number"])
def test_numbers_of_things_that_look_like_mobiles_need_more(header: str) -> None:
    assert mixed(mainland.mobile, lambda d: f"SO-{d.randrange(10**7):07}", 0.1, header).status == "clean"


@pytest.mark.parametrize("header", ["备注", "remark", "c7"])
@pytest.mark.parametrize("share", [0.05, 0.2])
def test_numbers_in_short_remarks_are_told_where_nothing_else_is_as_long(header: str, share: float) -> None:
    dice = Random(3)
    others = ["ok", "left at door", "请放门口", "无", "ref 4711", "on 2026-03-04"]
    remarks = [
        f"call {mainland.mobile(dice)}" if dice.random() < share else dice.choice(others) for _ in range(ROWS // 3)
    ]
    assert judged({"n": [*map(str, range(ROWS // 3))], header: remarks})[header].status == "personal"


def test_numbers_as_long_as_mobiles_in_each_cell_are_told_from_them() -> None:
    dice = Random(4)
    orders = [f"order {dice.randrange(10**10, 10**11)} shipped" for _ in range(ROWS // 3)]
    assert judged({"c7": orders})["c7"].status == "clean"
