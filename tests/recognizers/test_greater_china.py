"""Hong Kong, Macau and Taiwan: check digits against oracles and published numbers, headers, and look-alikes."""

from __future__ import annotations

from importlib import import_module

import phonenumbers
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.tw import ubn

from piiscan.detection import packs
from piiscan.detection.cells import formed, valid
from piiscan.detection.headers import SILENT, HeaderReader
from piiscan.model.recognizer import Recognizer

_PACKS = ("hk", "mo", "tw", "world")
_KNOWN: dict[str, Recognizer] = {r.id: r for name in _PACKS for r in packs.packs()[name]}
_HEADERS = HeaderReader(_KNOWN.values())
_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
"""Of Taiwan's places, in the order of their values from 10 on."""
_NAMED = """
    hk/hk_id           hkid_no 香港身份證號碼 HKID xgsfz hkIdentityCard
    hk/phone           手提電話 流動電話 hk_mobile shoutidianhua
    hk/br_no           商業登記證號碼 br_no businessRegistrationNo
    hk/passport        特區護照號碼 hksar_passport_no
    mo/mo_id           macau_id 澳門身份證 bir_no BilheteDeIdentidade aomenshenfenzheng
    mo/passport        passaporte 澳門護照號碼
    mo/phone           telemovel 澳門手機
    tw/national_id     身分證字號 國民身分證統一編號 taiwan_id
    tw/resident_cert   居留證號碼 arc_no jlzh 統一證號
    tw/ubn             統一編號 統編 公司統編 tybh ubn
    tw/nhi_card        健保卡號 nhi_card_no jbkh
    tw/mobile          行動電話 xddh
    tw/passport        中華民國護照號碼 roc_passport_no
    tw/postal_code     郵遞區號
    world/romanised    英文姓名 pyxm ywxm
"""


def _pairs() -> list[tuple[str, str]]:
    rows = [line.split() for line in _NAMED.strip().splitlines()]
    return [(name, header) for name, *headers in rows for header in headers]


def _taken(name: str, *values: str) -> list[bool]:
    cells = pl.Series(values, dtype=pl.String)
    return (formed(_KNOWN[name], cells) & valid(_KNOWN[name], cells)).to_list()


@pytest.mark.parametrize(("name", "header"), _pairs())
def test_a_header_names_its_entity(name: str, header: str) -> None:
    assert _HEADERS.namings(header).get(name, SILENT).strength >= 0.85


def test_a_personal_number_is_no_business_number() -> None:
    namings = _HEADERS.namings("身分證統一編號")
    assert namings.get("tw/ubn", SILENT).strength <= 0
    assert namings["tw/national_id"].strength == 1


@pytest.mark.parametrize(
    ("number", "right"), [("A123456(3)", True), ("E364912(5)", True), ("A123456(9)", False), ("C123456(9)", True)]
)
def test_published_hong_kong_numbers(number: str, right: bool) -> None:
    assert _taken("hk/hk_id", number) == [right]


@settings(deadline=None, max_examples=50)
@given(st.from_regex("[A-Z]{1,2}[0-9]{6}", fullmatch=True))
def test_a_hong_kong_number_holds_for_one_check_digit_only(stem: str) -> None:
    places = [36, *map(int, _spelt(stem))] if stem[1].isdigit() else list(map(int, _spelt(stem)))
    due = -sum(place * weight for place, weight in zip(places, range(9, 1, -1), strict=True)) % 11
    taken = _taken("hk/hk_id_bare", *(f"{stem}{digit}" for digit in "0123456789A"))
    assert taken == [place == due for place in range(11)]


def _spelt(stem: str) -> list[str]:
    return [str(int(sign, 36)) for sign in stem]


@settings(deadline=None, max_examples=50)
@given(st.sampled_from(_LETTERS), st.sampled_from("1289ABCD"), st.from_regex("[0-9]{7}", fullmatch=True))
def test_a_taiwanese_number_holds_for_one_check_digit_only(letter: str, kind: str, serial: str) -> None:
    tens, units = divmod(_LETTERS.index(letter) + 10, 10)
    second = int(kind) if kind.isdigit() else (_LETTERS.index(kind) + 10) % 10
    body = [second, *map(int, serial)]
    due = -(tens + 9 * units + sum(place * weight for place, weight in zip(body, range(8, 0, -1), strict=True))) % 10
    name = "tw/national_id" if kind in "12" else "tw/resident_cert"
    taken = _taken(name, *(f"{letter}{kind}{serial}{digit}" for digit in range(10)))
    assert taken == [digit == due for digit in range(10)]


def test_published_taiwanese_numbers() -> None:
    assert _taken("tw/national_id", "A123456789", "A123456788", "A800000014") == [True, False, False]
    assert _taken("tw/resident_cert", "A800000014", "AC01234567", "A123456789") == [True, True, False]


@settings(deadline=None, max_examples=200)
@given(st.integers(0, 10**8 - 1))
def test_a_business_number_of_the_old_rule_holds_by_the_new_one(number: int) -> None:
    value = f"{number:08}"
    assert _taken("tw/ubn", value)[0] >= ubn.is_valid(value)


def test_twenty_two_in_a_hundred_numbers_pass_as_business_numbers() -> None:
    values = pl.Series([f"{number:08}" for number in range(10_000_003, 99_999_999, 9_001)])
    assert import_module("piiscan.recognizers.tw.checks").ubn(values).mean() == pytest.approx(0.22, abs=0.01)


@pytest.mark.parametrize(
    ("name", "region", "kind"),
    [
        ("hk/phone", "HK", "MOBILE"),
        ("hk/phone", "HK", "FIXED_LINE"),
        ("mo/phone", "MO", "MOBILE"),
        ("tw/mobile", "TW", "MOBILE"),
        ("tw/landline", "TW", "FIXED_LINE"),
    ],
)
def test_numbers_of_libphonenumber_are_taken(name: str, region: str, kind: str) -> None:
    number = phonenumbers.example_number_for_type(region, getattr(phonenumbers.PhoneNumberType, kind))
    assert number is not None
    assert _taken(name, phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)) == [True]


@pytest.mark.parametrize(
    "name", ["CHAN Tai Man", "Chan, Tai-Man", "HSU CHIEN-CHENG", "Chen, Mei-Ling", "Zhang Xiaoming", "OUYANG Na"]
)
def test_romanised_names_read_like_names(name: str) -> None:
    assert _taken("world/romanised", name) == [True]


@pytest.mark.parametrize(
    "thing", ["Hong Kong Island", "Long Island", "Green Tea", "Ming Vase", "Sun Screen", "Mary Wong"]
)
def test_other_words_do_not(thing: str) -> None:
    assert _taken("world/romanised", thing) == [False]


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("tw/address", "臺北市大安區和平東路二段100巷5弄8號12樓之3"),
        ("tw/address", "花蓮縣吉安鄉中山路88號"),
        ("hk/address", "九龍旺角彌敦道123號5樓A室"),
        ("hk/address", "Flat 12B, 5/F, Example House, 8 Nathan Road, Kowloon"),
        ("mo/address", "氹仔官也街12號"),
        ("mo/address", "Rua do Campo, n.º 78, Macau"),
    ],
)
def test_addresses_are_taken_by_their_own_pack_only(name: str, address: str) -> None:
    packs_of = [other for other in ("tw/address", "hk/address", "mo/address") if _taken(other, address) == [True]]
    assert packs_of == [name]
