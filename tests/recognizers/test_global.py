"""The pack `global` against other people's implementations, and against what only looks personal."""

from __future__ import annotations

import random
from collections.abc import Callable
from importlib import import_module

import phonenumbers
import pycountry
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from schwifty import IBAN, registry
from schwifty.exceptions import SchwiftyException
from stdnum import bitcoin, iban, imei, luhn
from stdnum.gb import nhs

from piiscan.detection import packs
from piiscan.detection.cells import formed, valid
from piiscan.detection.headers import SILENT, HeaderReader
from piiscan.detection.normal import fold
from piiscan.model.recognizer import Recognizer

checks = import_module("piiscan.recognizers.global.checks")
registries = import_module("piiscan.recognizers.global.registries")

_PACK: dict[str, Recognizer] = {r.id.removeprefix("global/"): r for r in packs.packs()["global"]}
_BY_ROWS = [r for r in _PACK.values() if r.sees == "rows"]
_SEED = 20261124


def _taken(name: str, *values: str) -> list[bool]:
    cells = fold(pl.Series(values, dtype=pl.String))
    return (formed(_PACK[name], cells) & valid(_PACK[name], cells)).to_list()


def _named(header: str, name: str) -> float:
    return HeaderReader([_PACK[name]]).namings(header).get(f"global/{name}", SILENT).strength


def _digits(width: int, count: int) -> list[str]:
    source = random.Random(_SEED + width)
    return [f"{source.randrange(10**width):0{width}}" for _ in range(count)]


def _agrees(check: Callable[[pl.Series], pl.Series], oracle: Callable[[str], bool], values: list[str]) -> None:
    """The check says what the oracle says, of as many right values as wrong ones."""
    ours, theirs = check(pl.Series(values)).to_list(), [oracle(value) for value in values]
    assert ours == theirs
    assert 0 < sum(theirs) < len(theirs)


@pytest.mark.parametrize("width", range(12, 20))
def test_card_numbers_follow_the_luhn_formula(width: int) -> None:
    _agrees(checks.credit_card, luhn.is_valid, _digits(width, 500))


def test_device_numbers_follow_the_luhn_formula() -> None:
    _agrees(checks.imei, imei.is_valid, _digits(15, 500))
    _agrees(checks.iccid, luhn.is_valid, _digits(19, 500))


def test_nhs_numbers_agree_with_stdnum() -> None:
    _agrees(checks.gb_nhs, nhs.is_valid, _digits(10, 500))


def test_every_country_has_its_own_iban_length_and_check_digits() -> None:
    right = [_iban(country, length) for country, length in registries.IBAN_LENGTHS.items()]
    assert checks.iban(pl.Series(right)).all()
    assert not checks.iban(pl.Series([value + "0" for value in right])).any()
    assert not checks.iban(pl.Series([_misread(value) for value in right])).any()
    assert all(iban.mod_97_10.is_valid(value[4:] + value[:4]) for value in right)


@pytest.mark.parametrize(("letters", "first"), [("ABCDEFGH", 1), ("JKLMN", 1), ("P", 7), ("R", 9), ("STUVWXYZ", 2)])
def test_a_letter_of_a_vehicle_number_counts_as_the_regulation_says(letters: str, first: int) -> None:
    """49 CFR 565.15(c), tables III and IV: the first place weighs 8, the second 7."""
    for value, letter in enumerate(letters, first):
        for place, weight in ((0, 8), (1, 7), (7, 10), (16, 2)):
            check = "0123456789X"[value * weight % 11]
            places = [*"00000000", check, *"00000000"]
            places[place] = letter
            other = [*places[:8], "1" if check == "0" else "0", *places[9:]]
            assert checks.vin(pl.Series(["".join(places), "".join(other)])).to_list() == [True, False]


def test_lengths_and_countries_are_those_of_other_registries() -> None:
    theirs = {country: registry.get_iban_spec(country).iban_length for country in registries.IBAN_LENGTHS}
    assert theirs == registries.IBAN_LENGTHS
    assert set(registry.get_countries()) <= registries.IBAN_LENGTHS.keys()
    assert registries.COUNTRIES == {country.alpha_2 for country in pycountry.countries} | {"XK"}


def test_ibans_of_schwifty_are_taken_and_refused_alike() -> None:
    source = random.Random(_SEED)
    right = [str(IBAN.random(country, random=source)) for country in ("DE", "FR", "GB", "IT", "ES", "NL") * 5]
    values = [*right, *map(_misread, right)]
    assert checks.iban(pl.Series(values)).to_list() == [_schwifty(value) for value in values]


def _iban(country: str, length: int) -> str:
    account = "0" * (length - 4)
    return f"{country}{iban.mod_97_10.calc_check_digits(account + country)}{account}"


def _misread(value: str) -> str:
    return value[:-1] + str((int(value[-1]) + 1) % 10 if value[-1].isdigit() else 0)


def _schwifty(value: str) -> bool:
    try:
        IBAN(value)
    except SchwiftyException:
        return False
    return True


@settings(deadline=None, max_examples=50)
@given(st.binary(min_size=20, max_size=20), st.sampled_from([0, 5, 111]))
def test_bitcoin_addresses_agree_with_stdnum(hashed: bytes, version: int) -> None:
    address = _base58check(bytes([version]) + hashed)
    spoilt = address[:-1] + ("2" if address[-1] == "1" else "1")
    values = [address, spoilt]
    assert checks.bitcoin(pl.Series(values)).to_list() == [bitcoin.is_valid(value) for value in values]


def _base58check(payload: bytes) -> str:
    from hashlib import sha256

    octets = payload + sha256(sha256(payload).digest()).digest()[:4]
    number, symbols = int.from_bytes(octets, "big"), ""
    while number:
        number, place = divmod(number, 58)
        symbols = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"[place] + symbols
    return "1" * (len(octets) - len(octets.lstrip(b"\0"))) + symbols


def test_segwit_addresses_of_the_standards_hold_in_one_case_only() -> None:
    version_0 = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"  # BIP 173, test vectors
    version_1 = "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"  # BIP 350, test vectors
    assert _taken("crypto", version_0, version_0.upper(), version_1) == [True, True, True]
    assert _taken("crypto", version_0[:-1] + "5", "B" + version_0[1:], version_1[:-1] + "q") == [False] * 3


def test_international_numbers_are_valid_where_libphonenumber_says_so() -> None:
    kinds = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE)
    regions = sorted(phonenumbers.SUPPORTED_REGIONS)
    known = [phonenumbers.example_number_for_type(region, kind) for region in regions for kind in kinds]
    right = [f"+{number.country_code}{phonenumbers.national_significant_number(number)}" for number in known if number]
    assert checks.phone(pl.Series(right)).all()
    national = [digits for width in (8, 9, 10) for digits in _digits(width, 60) if digits[0] != "0"]
    values = [f"+{code}{digits}" for code in (1, 44, 49, 86, 852, 886) for digits in national]
    _agrees(checks.phone, _dialled, values)


def _dialled(value: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(value))
    except phonenumbers.NumberParseException:
        return False


def test_a_wrong_check_digit_is_refused() -> None:
    assert _taken("credit_card", "4111 1111 1111 1111", "4111 1111 1111 1112") == [True, False]
    assert _taken("imei", "490154203237518", "490154203237519") == [True, False]
    assert _taken("vin", "1M8GDM9AXKP042788", "1M8GDM9A0KP042788") == [True, False]
    assert _taken("gb_nhs", "943 476 5919", "943 476 5910") == [True, False]


@pytest.mark.parametrize(
    "spelling", ["DE89 3704 0044 0532 0130 00", "DE89370400440532013000", "de89-3704-0044-0532-0130-00"]
)
def test_an_iban_is_one_iban_however_it_is_written(spelling: str) -> None:
    form = packs.canonical(_PACK["iban"])
    assert pl.DataFrame({"v": [spelling]}).select(form(pl.col("v"))).item() == "DE89370400440532013000"


@pytest.mark.parametrize(
    "thing",
    [
        "120.0.6099.109",  # version of a browser
        "1.2.3.4.5",
        "3.11.9",
        "978-3-16-148410-0",  # ISBN
        "4006381333931",  # EAN
        "d41d8cd98f00b204e9800998ecf8427e",  # digest
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301",  # UUID of a thing
        "1700000000",  # seconds
        "1700000000000",  # milliseconds
        "2024-01-31",
        "2024-01-31 12:30:45",
        "12:30:45",
        "SKU-20240131-0001",
        "1,234,567.89",
        "#ff8800",
        "A-4711",
        "report_2024_final.xlsx",
        "std::vector",
        "@mention",
        "$19.99",
    ],
)
def test_what_only_looks_personal_is_left(thing: str) -> None:
    cells = pl.Series([thing])
    assert [r.id for r in _BY_ROWS if (formed(r, cells) & valid(r, cells)).item()] == []


@pytest.mark.parametrize("area", ["000", "666", "900", "999"])
def test_areas_that_are_never_issued_are_no_social_security_number(area: str) -> None:
    assert _taken("us_ssn", f"{area}-12-3456", f"{area} 12 3456") == [False, False]


@pytest.mark.parametrize(
    "name",
    ["Mary Jones", "JONES, MARY", "Dr. Mary K. Jones", "Jones,Mary", "mary.jones", "José García", "Wei Zhang, PhD",
     "Prof. Dr. Dr. Mary Jones", "mr mary jones jr md", "Ouyang Xiaofeng", "Qu Zhiqiang"],
)
def test_names_of_people_read_like_names(name: str) -> None:
    assert _taken("full_name", name) == [True]


@pytest.mark.parametrize(
    "thing",
    ["Jones Street", "Mary Jones Ltd", "Green Tea", "Jordan Shoes", "Lake Victoria", "Account Manager", "Mary", ""],
)
def test_things_with_a_name_in_them_are_no_people(thing: str) -> None:
    assert _taken("full_name", thing) == [False]


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("cust_nm", "full_name"),
        ("CustomerName", "person_named"),
        ("fname", "first_name"),
        ("Last Name", "last_name"),
        ("客户姓名", "full_name"),
        ("khxm", "person_named"),
        ("tel_no", "phone"),
        ("msisdn", "phone_local"),
        ("聯絡電話", "phone"),
        ("E-mail Address", "email"),
        ("dob", "birth_date"),
        ("csrq", "birth_date"),
        ("ship_addr", "address"),
        ("住址", "address"),
        ("zipCode", "postal_code"),
        ("acct_bal", "balance"),
        ("c_acctbal", "balance"),
        ("annual_inc", "salary"),
        ("lat", "coordinate"),
        ("lng", "coordinate"),
        ("user_id", "person_id"),
        ("PassengerId", "person_id"),
        ("khbh", "person_id"),
        ("病历号", "person_id"),
        ("nick_name", "username"),
        ("sex", "gender"),
        ("xb", "gender"),
        ("job_title", "job_named"),
        ("iban", "iban"),
        ("cc_number", "credit_card"),
        ("cvv2", "cvv"),
        ("passport_no", "passport"),
        ("diagnosis", "condition_named"),
        ("指纹", "biometric"),
        ("last_login_ip", "ip"),
        ("oaid", "advertising_id"),
    ],
)
def test_headers_of_many_houses_name_the_entity(header: str, name: str) -> None:
    assert _named(header, name) >= 0.85


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("email_verified", "email"),
        ("is_email", "email"),
        ("email_template", "email"),
        ("phone_type", "phone"),
        ("phone_brand", "phone"),
        ("手机型号", "phone"),
        ("product_name", "full_name"),
        ("file_name", "full_name"),
        ("company_name", "full_name"),
        ("name_length", "full_name"),
        ("商品名称", "full_name"),
        ("ip_address", "address"),
        ("email_address", "address"),
        ("wallet address", "address"),
        ("ip_version", "ip"),
        ("account_age", "age"),
        ("account_type", "bank_account"),
        ("order_id", "person_id"),
        ("user_type", "person_id"),
        ("page_title", "job_title"),
        ("order_status", "region"),
        ("machine_state", "region"),
        ("screen_orientation", "sexual_orientation"),
        ("stock_balance", "balance"),
        ("zip_file", "postal_code"),
        ("login_count", "username"),
        ("car_race", "ethnicity"),
        ("air_condition", "condition"),
    ],
)
def test_headers_of_things_do_not_name_it(header: str, name: str) -> None:
    assert _named(header, name) <= 0.35


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Номер телефона", "phone_local"),
        ("НомерМобильного", "phone_local"),
        ("Електронна пошта", "email"),
        ("ФИО", "person_named"),
        ("ημ/νία γέννησης", "birth_date"),
        ("رقم جواز السفر", "passport"),
        ("الاسم الكامل", "person_named"),
        ("ת.ז.", "national_id"),
        ("כתובת", "address_named"),
        ("วันเกิด", "birth_date"),
        ("घर का पता", "address_named"),
        ("Số điện thoại", "phone_local"),
        ("ngay_sinh", "birth_date"),
        ("vergi_no", "tax_id"),
    ],
)
def test_headers_in_other_scripts_and_languages_name_the_entity(header: str, name: str) -> None:
    assert _named(header, name) == 1.0
