"""check: a bare value asked for one entity, against other people's arithmetic."""

from __future__ import annotations

import json
import os
import pkgutil

import phonenumbers
import polars as pl
import pytest
import stdnum
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn

from piiscan.detection.stdnum_names import MODULES
from piiscan.pipeline import check
from tests.cli.conftest import Cli, silent


def test_one_line_for_each_line_with_a_reason_for_what_is_invalid(cli: Cli, crowd: pl.DataFrame) -> None:
    valid = crowd["id_no"][0]
    wrong = valid[:-1] + ("1" if valid[-1] != "1" else "2")
    run = cli("check", "CN_RESIDENT_ID", stdin=f"{valid}\n{wrong}\n\nabc\n".encode())
    assert run.exit_code == 1
    assert [json.loads(line) for line in run.stdout.splitlines()] == [
        {"line": 1, "valid": True},
        {"line": 2, "valid": False, "reason": "checksum"},
        {"line": 3, "valid": False, "reason": "format"},
        {"line": 4, "valid": False, "reason": "format"},
    ]
    silent(run, crowd)


def test_a_line_that_is_not_utf8_is_invalid_and_incomplete(cli: Cli) -> None:
    run = cli("check", "CN_MOBILE", stdin=b"13800138000\n\xff\n")
    assert run.exit_code == 3
    assert json.loads(run.stdout.splitlines()[1]) == {"line": 2, "valid": False, "reason": "format"}


def valid(entity: str, *values: str) -> list[bool]:
    return [found.valid for found in check(entity, values)]


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("UK_NHS", "GB_NHS"),
        ("UK_NINO", "GB_NINO"),
        ("ABA_ROUTING_NUMBER", "US_RTN"),
        ("IN_VEHICLE_REGISTRATION", "IN_PLATE"),
        ("UK_POSTCODE", "GB_POSTAL_CODE"),
        ("TR_LICENSE_PLATE", "TR_PLATE"),
        ("TH_TNIN", "TH_PIN"),
        ("IT_FISCAL_CODE", "IT_CODICEFISCALE"),
        ("cn_mobile", "CN_MOBILE"),
    ],
)
def test_other_names_of_an_entity_are_known(name: str, same: str) -> None:
    values = ["9434765919", "JK604177B", "122105155", "KA04RL6041", "LS9 4XE", "35RK604", "13800138000"]
    assert valid(name, *values) == valid(same, *values)


def test_every_name_leads_to_a_module_and_every_country_of_stdnum_can_be_asked() -> None:
    for name in MODULES:
        assert valid(name, "") == [False]
    folder = os.path.dirname(stdnum.__file__)
    countries = [m.name for m in pkgutil.iter_modules([folder]) if m.ispkg and len(m.name.rstrip("_")) == 2]
    for country in countries:
        for module in pkgutil.iter_modules([os.path.join(folder, country)]):
            assert check(f"{country.rstrip('_')}_{module.name}".upper(), [""])


@given(st.integers(10**8, 2 * 10**9 // 10 - 1))
@settings(max_examples=50, deadline=None)
def test_an_npi_is_right_where_luhn_says_so(number: int) -> None:
    body = f"{number:09}"
    right = luhn.calc_check_digit("80840" + body)
    assert valid("US_NPI", *(body + digit for digit in "0123456789")) == [digit == right for digit in "0123456789"]


@pytest.mark.parametrize("region", ["CN", "DE", "FR", "GB", "IN", "JP", "BR", "PH", "TR", "ZA", "AU", "NG"])
def test_phone_numbers_are_valid_as_people_of_the_country_write_them(region: str) -> None:
    for kind in (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE):
        number = phonenumbers.example_number_for_type(region, kind)
        assert number
        for form in ("INTERNATIONAL", "E164"):
            written = phonenumbers.format_number(number, getattr(phonenumbers.PhoneNumberFormat, form))
            assert valid("PHONE_NUMBER", written, written + "12345678") == [True, False]
        national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
        if national.lstrip("(").startswith("0"):
            assert valid("PHONE_NUMBER", national) == [True]


@pytest.mark.parametrize(
    ("family", "good", "bad"),
    [
        ("PASSPORT", ["E12345678", "R6041773", "17RK60417", "M604K1773"], ["passport", "12", "R6041773 is mine"]),
        ("PLATE", ["京A12345", "LK19 WXY", "35 RK 604", "KA 04 RL 6041"], ["hello", "99 RK 604", "京A123"]),
        ("POSTAL_CODE", ["60417", "LS9 4XE", "R6K 4T1", "604-1773", "100084"], ["zip", "12"]),
        ("NATIONAL_ID", ["11010519491231002X", "131052-308T", "39053344705"], ["12345", "no", "39053344704"]),
    ],
)
def test_a_value_is_of_a_family_where_a_member_says_so(family: str, good: list[str], bad: list[str]) -> None:
    assert valid(family, *good) == [True] * len(good)
    assert valid(family, *bad) == [False] * len(bad)


def test_separators_that_people_write_do_not_make_a_number_wrong() -> None:
    assert valid("PL_PESEL", "44051401359", "440514 01359", "440514-01359", "4405:1401:359") == [True] * 4


def test_quotation_marks_and_angle_brackets_around_a_value_are_not_of_it() -> None:
    assert valid("URL", '"https://example.com/a"', "'https://example.com'", "<https://example.com>") == [True] * 3
    assert valid("EMAIL_ADDRESS", "<jane@example.com>", '"jane@example.com', "'jane") == [True, False, False]


def test_a_web_address_may_be_written_without_its_scheme() -> None:
    assert valid("URL", "example.com", "example.co.uk/about", "example", "www.example", "example.txt") == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_an_email_address_may_be_in_any_script_and_has_64_octets_before_the_at() -> None:
    longest = ".".join(["a" * 31] * 2) + "a"
    assert valid("EMAIL_ADDRESS", "用户@例子.中国", f"{longest}@example.com", f"{longest}a@example.com") == [
        True,
        True,
        False,
    ]
    assert valid("EMAIL_ADDRESS", "用户@例子", "用 户@例子.中国") == [False, False]


def test_a_country_code_apart_from_the_rest_needs_no_plus() -> None:
    example = phonenumbers.example_number_for_type("DE", phonenumbers.PhoneNumberType.MOBILE)
    national = str(example.national_number)
    assert valid("PHONE_NUMBER", f"49-{national[:3]}-{national[3:]}", f"999-{national}") == [True, False]


def test_the_separators_of_a_social_security_number_are_of_one_kind() -> None:
    assert valid("US_SSN", "536-22-1234", "536.22.1234", "536 22 1234", "536221234", "53622-1234") == [True] * 5
    assert valid("US_SSN", "536-22.1234", "536 22-1234") == [False, False]


def test_a_french_number_is_valid_without_its_key() -> None:
    assert valid("FR_NIR", "2300533780036", "2 30 05 33 780 036", "2 30 05 33 780 036 82") == [True] * 3
    assert valid("FR_NIR", "2 30 05 33 780 036 83", "2 30 05 00 780 036", "2 30 05 33 780 000") == [False] * 3


def test_the_letters_of_an_iban_are_of_one_case() -> None:
    assert valid("IBAN_CODE", "GB82 WEST 1234 5698 7654 32", "gb82 west 1234 5698 7654 32") == [True, True]
    assert valid("IBAN_CODE", "GB82 wEST 1234 5698 7654 32") == [False]
