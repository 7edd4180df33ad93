"""generalize: edges of bands and bins, dates as people write them, and null for what cannot be read."""

from __future__ import annotations

from datetime import date
from ipaddress import IPv4Network

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.errors import PlanError
from piiscan.transforms import build
from piiscan.transforms.generalize import default_generalization
from tests.transforms.cases import CONTEXT, Case, masked


def generalized(value: str, **parameters: object) -> str | None:
    return masked(Case("generalize", parameters), [value])[0]


@settings(deadline=None)
@given(st.dates(date(1800, 1, 1), date(2200, 12, 31)))
def test_every_way_of_writing_a_date_gives_the_same_month(day: date) -> None:
    y, m, d = day.year, day.month, day.day
    written = [
        f"{day}",
        f"{y}{m:02}{d:02}",
        f"{y}/{m}/{d}",
        f"{y}年{m}月{d}日",
        f"{day}T10:20:30+08:00",
        f" {y}.{m}.{d}",
    ]
    if d > 12:
        written += [f"{d}/{m}/{y}", f"{m}/{d}/{y}"]
    assert masked(Case("generalize", {"to": "month"}), written) == [f"{y}-{m:02}"] * len(written)
    assert masked(Case("generalize", {"to": "quarter"}), written) == [f"{y}-Q{(m + 2) // 3}"] * len(written)


@pytest.mark.catalogue("A25")
@pytest.mark.parametrize(
    "value", ["05/06/1990", "1990-02-30", "1990-13-01", "90-05-17", "张伟", "13800138000", "1990-05-17 张伟"]
)
@pytest.mark.parametrize("to", ["year", "quarter", "month", "age_band"])
def test_what_is_not_surely_a_date_becomes_null(value: str, to: str) -> None:
    assert generalized(value, to=to) is None


@settings(deadline=None)
@given(st.dates(date(1897, 1, 1), CONTEXT.as_of))
def test_an_age_is_counted_on_the_day_of_the_plan(born: date) -> None:
    today = CONTEXT.as_of
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    band = generalized(str(born), to="age_band")
    assert band == ("90+" if age >= 90 else f"{age // 5 * 5}-{age // 5 * 5 + 4}")
    assert band == generalized(str(age), to="age_band")


@pytest.mark.catalogue("A25")
@pytest.mark.parametrize(
    ("value", "band"),
    [
        ("29", "25-29"),
        ("30", "30-34"),
        ("34岁", "30-34"),
        ("35.0", "35-39"),
        ("89", "85-89"),
        ("90", "90+"),
        ("130", "90+"),
        ("131", None),
        ("-1", None),
        ("2026-11-25", None),
        ("2026-11-24", "0-4"),
        ("2000-11-24", "25-29"),
        ("2000", "25-29"),
    ],
)
def test_bands_hold_their_edges(value: str, band: str | None) -> None:
    assert generalized(value, to="age_band") == band


@pytest.mark.catalogue("A25")
@pytest.mark.parametrize(
    ("value", "interval"),
    [
        ("-1", "< 0"),
        ("0", "[0, 5000)"),
        ("4999.99", "[0, 5000)"),
        ("5000", "[5000, 10000)"),
        ("49999", "[45000, 50000)"),
        ("50000", ">= 50000"),
        ("¥ 12,345.60", "[10000, 15000)"),
        ("8000元", "[5000, 10000)"),
        ("NaN", None),
        ("inf", None),
        ("1e4", None),
        ("12,34", None),
        ("9" * 16, None),
        ("张伟", None),
    ],
)
def test_bins_hold_their_lower_edge(value: str, interval: str | None) -> None:
    assert generalized(value, to="bin", step=5000, bottom=0, top=50000) == interval


@pytest.mark.catalogue("A25")
@settings(deadline=None)
@given(st.integers(-(10**14), 10**14), st.integers(2, 10**6))
def test_a_number_lies_in_its_bin(number: int, step: int) -> None:
    interval = generalized(str(number), to="bin", step=step) or ""
    lower, upper = map(int, interval.strip("[)").split(", "))
    assert lower <= number < upper == lower + step


@pytest.mark.parametrize(
    ("value", "digits", "output"),
    [
        ("39.9042", 1, "39.9"),
        ("116.25", 1, "116.3"),
        ("-0.04", 1, "0.0"),
        ("12345", -3, "12000"),
        ("12500", -3, "13000"),
        ("-12345.6", 0, "-12346"),
        ("abc", 1, None),
    ],
)
def test_rounding_is_half_away_from_zero(value: str, digits: int, output: str | None) -> None:
    assert generalized(value, to="round", digits=digits) == output


@pytest.mark.parametrize(
    ("value", "output"),
    [
        ("100871", "100"),
        ("SW1A 1AA", "SW1"),
        ("90210-1234", "902"),
        ("１００８７１", "100"),
        ("张三丰李", None),
        ("ABCD", None),
        ("13800138000", None),
        ("123", None),
    ],
)
def test_only_postal_codes_have_a_prefix(value: str, output: str | None) -> None:
    assert generalized(value, to="prefix") == output


@settings(deadline=None)
@given(st.ip_addresses(v=4), st.integers(1, 28))
def test_an_ipv4_address_lies_in_its_network(address: object, bits: int) -> None:
    network = IPv4Network(f"{address}/{bits}", strict=False)
    assert generalized(str(address), to="network", ipv4=bits) == str(network)


@pytest.mark.parametrize(
    ("value", "network"),
    [
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("2001:DB8:1:2:0:0:0:3", "2001:db8:1::/48"),
        ("10.0.0.1:8080", "10.0.0.0/24"),
        ("1.2.3.999", None),
        ("1.2.3", None),
        ("a:b", None),
        ("fe80::1%eth0", None),
        ("10:20:30", None),
    ],
)
def test_what_is_no_address_has_no_network(value: str, network: str | None) -> None:
    assert generalized(value, to="network") == network


@pytest.mark.parametrize(
    ("address", "city", "province"),
    [
        ("广东省深圳市南山区科技园1号", "广东省深圳市", "广东省"),
        ("广东深圳南山区", "广东省深圳市", "广东省"),
        ("深圳市南山区", "广东省深圳市", "广东省"),
        ("深圳", "广东省深圳市", "广东省"),
        ("518000 中国 广东省，深圳市", "广东省深圳市", "广东省"),
        ("浙江省义乌市稠城街道", "浙江省", "浙江省"),
        ("北京市海淀区中关村", "北京市", "北京市"),
        ("内蒙古呼和浩特市新城区", "内蒙古自治区呼和浩特市", "内蒙古自治区"),
        ("海南藏族自治州共和县", "青海省海南藏族自治州", "青海省"),
        ("吉林市昌邑区", "吉林省吉林市", "吉林省"),
        ("廣東省廣州市天河區", "广东省广州市", "广东省"),
        ("100臺北市中正區重慶南路一段", "台湾省台北市", "台湾省"),
        ("香港九龍旺角彌敦道", "香港特别行政区九龙", "香港特别行政区"),
        ("1 Main St, Springfield, IL 62704", "IL, United States", "IL, United States"),
        ("10 High Street, London, U.K.", "United Kingdom", "United Kingdom"),
        ("上海路12号", None, None),
        ("南京路1号", None, None),
        ("张伟住深圳市", None, None),
        ("1 Main St, Nowhere", None, None),
        ("张伟", None, None),
    ],
)
def test_an_address_becomes_its_region_or_null(address: str, city: str | None, province: str | None) -> None:
    assert generalized(address, to="region") == city
    assert generalized(address, to="region", level="province") == province


@pytest.mark.parametrize(
    ("parameters", "parameter"),
    [
        ({}, "to"),
        ({"to": "nothing"}, "to"),
        ({"to": "age_band", "step": 1}, "step"),
        ({"to": "age_band", "top": 91}, "top"),
        ({"to": "bin"}, "step"),
        ({"to": "bin", "step": 10, "top": 15}, "top"),
        ({"to": "bin", "step": 10, "bottom": 10, "top": 10}, "top"),
        ({"to": "round", "digits": 7}, "digits"),
        ({"to": "prefix", "length": 6}, "length"),
        ({"to": "network", "ipv4": 32}, "ipv4"),
        ({"to": "network", "ipv6": 128}, "ipv6"),
    ],
)
def test_a_form_that_would_generalise_nothing_is_refused(parameters: dict[str, object], parameter: str) -> None:
    with pytest.raises(PlanError, match=f"operator generalize: parameter {parameter} "):
        build("generalize", parameters)


@pytest.mark.parametrize(
    "entity",
    [
        "ADDRESS",
        "AGE",
        "BALANCE",
        "CITY",
        "CN_ADDRESS",
        "CN_POSTAL_CODE",
        "DATE_OF_BIRTH",
        "GEO_COORDINATE",
        "IP_ADDRESS",
        "POSTAL_CODE",
        "SALARY",
    ],
)
def test_every_default_is_a_form_that_builds(entity: str) -> None:
    parameters = default_generalization(entity)
    assert parameters is not None
    assert build("generalize", parameters)


def test_what_cannot_be_coarser_has_no_default() -> None:
    assert default_generalization("GENDER") is None
    assert default_generalization("CN_RESIDENT_ID") is None
