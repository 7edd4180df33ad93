"""Canonical forms: spellings of one value join, values never do, and the form of a form is itself."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import ric

from piiscan.recognizers import canonical

Form = Callable[[pl.Expr], pl.Expr]

_FORMS = {
    name: form
    for name, form in vars(canonical).items()
    if inspect.isfunction(form) and not name.startswith("_") and form.__module__ == canonical.__name__
}

_JOINED: dict[str, list[set[str]]] = {
    "text": [{"ab 1", "ａｂ　１", " ab\t1 ", "a\u200bb 1"}, {"caf\u00e9", "cafe\u0301"}],
    "digits": [{"6222021234567890128", "6222 0212 3456 7890 128", "6222-0212-3456-7890-128"}, {"1234567", "1234567.0"}],
    "upper_alnum": [{"d2143569-x", "D2143569X", "Ｄ2143569 X"}, {"A123456(3)", "a1234563"}],
    "resident_id": [
        {"11010519491231002X", "110105 19491231 002x", "110105491231002", "１１０１０５４９１２３１００２"},
        {"110105194912310011", "11010519491231-0011"},
    ],
    "phone_cn": [
        {"13800138000", "幺三八零零一三八〇〇零", "138.0013.8000", "+86 138-0013-8000", "１３８００１３８０００", "0086 138 0013 8000"},
        {"86-13900139000", "13900139000.0", "13900139000"},
        {"01065123456", "010-65123456", "(010) 6512 3456", "+86 10 65123456", "+86 (0)10 6512-3456"},
        {"010-65123456-801", "01065123456转801", "010-65123456 ext. 801"},
        {"+852 6123 4567", "00852-61234567"},
        {"05718765432x1", "0571-8765432-1"},
        {"0571-87654321", "0571 8765 4321"},
    ],
    "phone": [{"+44 20 7946 0958", "0044 20 7946 0958", "+44 (0)20 7946 0958"}, {"020 7946 0958", "(0)2079460958"}],
    "email": [
        {"Zhang.Wei@Example.com", " zhang.wei@example.com", "zhang.wei (at) example [dot] com", "zhang.wei%40example.com"},
        {"zhangwei@example.com"},
    ],
    "name": [
        {"张三", "张 三", " 张\u3000三 "},
        {"張三"},
        {"john smith", "John  SMITH", "Ｊｏｈｎ Smith"},
        {"johnsmith"},
        {"阿卜杜拉·买买提", "阿卜杜拉•买买提", "阿卜杜拉 · 买买提", "阿卜杜拉・买买提"},
        {"O'Brien", "o’brien"},
    ],
    "address": [{"北京市朝阳区建国路88号", "北京市 朝阳区 建国路 ８８ 号"}, {"1 Main St", "1 main  st"}],
    "plate": [{"京A12345", "京A·12345", "京a 12345"}, {"京A12346"}],
    "iban": [{"GB82 WEST 1234 5698 7654 32", "gb82west12345698765432"}],
    "mac": [{"00:1B:44:11:3A:B7", "00-1b-44-11-3a-b7", "001B.4411.3AB7"}],
    "ip": [
        {"2001:DB8::1", "2001:db8:0:0:0:0:0:1", "2001:0db8:0000:0000:0000:0000:0000:0001"},
        {"2001:db8::1:0"},
        {"::1"},
        {"::"},
        {"192.0.2.1", "::ffff:192.0.2.1"},
        {"192.0.2.10"},
    ],
    "date": [
        {"1990-01-02", "1990/1/2", "19900102", "1990年1月2日", "1990-01-02 00:00:00", "1990.01.02"},
        {"1990-02-01"},
        {"1990-01-12", "1990/1/12"},
        {"02/01/1990"},
        {"1990-01-02 08:30:00"},
    ],
}  # fmt: skip


def _of(form: Form, values: list[str | None]) -> list[str | None]:
    frame = pl.DataFrame({"v": pl.Series(values, dtype=pl.String)}).select(form(pl.col("v")))
    assert frame.columns == ["v"]
    return frame["v"].to_list()


def test_every_form_has_its_cases() -> None:
    assert _FORMS.keys() == _JOINED.keys()


@pytest.mark.catalogue("A12")
@pytest.mark.parametrize("name", _FORMS)
def test_spellings_of_one_value_join_and_values_stay_apart(name: str) -> None:
    groups = [set(_of(_FORMS[name], list(group))) for group in _JOINED[name]]
    assert [len(group) for group in groups] == [1] * len(groups)
    assert len(set().union(*groups)) == len(groups)


@pytest.mark.parametrize("name", _FORMS)
@settings(deadline=None, max_examples=60)
@given(values=st.lists(st.one_of(st.none(), st.text(), st.text("0123456789+-() x.转086年月日/:fF张三·"))))
def test_the_form_of_a_form_is_itself(name: str, values: list[str | None]) -> None:
    once = _of(_FORMS[name], values)
    assert _of(_FORMS[name], once) == once


_QUICK = ("text", "digits", "phone_cn", "email", "name", "address", "ip")
_LETTERS = st.text("019aZz ·张三.-@:#86+()~\x00\x1f\u3000\ufb01İ\u0307é")


@pytest.mark.parametrize("name", _QUICK)
@settings(deadline=None, max_examples=200)
@given(values=st.lists(st.one_of(st.text(), _LETTERS, st.from_regex("(?:00|86)?[0-9]{5,13}", fullmatch=True))))
def test_what_is_passed_over_as_canonical_already_is_so(name: str, values: list[str]) -> None:
    whole = getattr(canonical, f"_{name}")
    assert _of(_FORMS[name], values) == _of(whole, values)


@pytest.mark.parametrize("name", _FORMS)
def test_null_stays_null_and_empty_stays_empty(name: str) -> None:
    assert _of(_FORMS[name], [None, "", "  "]) == [None, "", ""]


@pytest.mark.catalogue("A13")
@settings(deadline=None, max_examples=60)
@given(st.sets(st.from_regex("1[3-9][0-9]{9}", fullmatch=True), min_size=2, max_size=20))
def test_no_two_mobile_numbers_share_a_form(numbers: set[str]) -> None:
    assert len(set(_of(canonical.phone_cn, list(numbers)))) == len(numbers)


@settings(deadline=None, max_examples=60)
@given(st.from_regex("[1-6][0-9]{14}", fullmatch=True))
def test_a_15_digit_number_becomes_the_18_digit_number_of_the_same_person(old: str) -> None:
    (new,) = _of(canonical.resident_id, [old])
    assert new is not None
    assert new[:17] == old[:6] + "19" + old[6:]
    assert new[17] == ric.calc_check_digit(new)


def test_case_is_kept_where_it_may_tell_people_apart() -> None:
    assert _of(canonical.text, ["aB3", "Ab3"]) == ["aB3", "Ab3"]


@given(value=st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1))
@pytest.mark.parametrize("way", ["name", "address"])
def test_what_is_printable_ascii_goes_a_short_way_to_the_same_form(way: str, value: str) -> None:
    assert _of(getattr(canonical, way), [value]) == _of(getattr(canonical, f"_strange_{way}"), [value])
