"""A header names what its head says, in any spelling, and a word beside it can take the meaning away."""

from __future__ import annotations

import pytest

from piiscan.detection.headers import SILENT, HeaderReader, names_a_thing, split
from piiscan.model.recognizer import HeaderWords, Recognizer
from piiscan.model.tier import Role


def recognizer(*words: str, unless: tuple[str, ...] = ()) -> Recognizer:
    return Recognizer("t/x", "X", "某", Role.DIRECT_IDENTIFIER, 3, "test", header=HeaderWords(words, unless))


def strength(header: str, *words: str, unless: tuple[str, ...] = ()) -> float:
    return HeaderReader([recognizer(*words, unless=unless)]).namings(header).get("t/x", SILENT).strength


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("custEmail_2 (手机号)", ("cust", "email", "手机号")),
        ("IPAddress", ("ip", "address")),
        ("tel-no.", ("tel", "no")),
        ("身份证号SFZH", ("身份证号", "sfzh")),
        ("", ()),
    ],
)
def test_headers_are_cut_on_case_signs_digits_and_scripts(header: str, words: tuple[str, ...]) -> None:
    assert split(header) == words


@pytest.mark.parametrize("header", ["mobile_phone", "MobilePhone", "mobilephone", "MOBILE PHONE", "mobile-phone-1"])
def test_a_phrase_is_found_in_every_spelling(header: str) -> None:
    assert strength(header, "mobile phone") == 1.0


def test_the_last_word_is_the_head() -> None:
    assert strength("customer_email", "email") > strength("email_template", "email") > 0


def test_the_end_of_a_chinese_header_is_its_head() -> None:
    assert strength("手机", "手机") > strength("联系人手机", "手机") > strength("手机归属地", "手机") > 0


@pytest.mark.parametrize("header", ["email_verified", "is_email_verified", "emailVerified"])
def test_a_denying_word_takes_the_meaning_away(header: str) -> None:
    assert strength(header, "email", unless=("verified",)) == -1.0


def test_a_phrase_may_mix_scripts() -> None:
    assert strength("SIM卡号", "sim卡号") == 1.0


@pytest.mark.parametrize("header", ["product", "", "mobility", "emailing", "号"])
def test_what_is_not_there_is_not_named(header: str) -> None:
    assert strength(header, "mobile", "email", "手机号") == 0.0


@pytest.mark.parametrize("header", ["order_no", "serialNumber", "firmware", "订单号", "app_version", "file hash"])
def test_numbers_of_things_are_told(header: str) -> None:
    assert names_a_thing(header)


@pytest.mark.parametrize("header", ["order_contact_phone", "version_author", "订单联系人", "email"])
def test_people_beside_things_are_not_things(header: str) -> None:
    assert not names_a_thing(header)


def test_a_comment_is_read_apart_from_the_name_and_takes_nothing_from_it() -> None:
    reader = HeaderReader([recognizer("customer id")])
    assert reader.namings("customer_id", "customer")["t/x"].strength == reader.namings("customer_id")["t/x"].strength
    assert reader.namings("c7", "customer id")["t/x"].strength == 1.0


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("НомерТелефона_2", ("номер", "телефона")),
        ("ΗΜΕΡΟΜΗΝΙΑ Γέννησης", ("ημερομηνια", "γεννησης")),
        ("رقم الهاتف", ("رقم", "الهاتف")),
        ("שם_פרטי", ("שם", "פרטי")),
        ("जन्म-तिथि", ("जन्म", "तिथि")),
        ("เบอร์โทรศัพท์2", ("เบอร์โทรศัพท์",)),
        ("メールアドレス", ("メールアドレス",)),
    ],
)
def test_headers_of_other_scripts_are_cut_into_their_words(header: str, words: tuple[str, ...]) -> None:
    assert split(header) == words


@pytest.mark.parametrize(
    ("header", "phrase"),
    [
        ("ΑΡΙΘΜΟΣ ΤΗΛΕΦΩΝΟΥ", "αριθμός τηλεφώνου"),
        ("Ідентифікаційний код", "ідентифікаційний код"),
        ("البريد الالكتروني", "البريد الإلكتروني"),
        ("SO DIEN THOAI", "số điện thoại"),
        ("फोन नंबर", "फ़ोन नंबर"),
    ],
)
def test_accents_make_no_difference_in_header_or_phrase(header: str, phrase: str) -> None:
    assert strength(header, phrase) == 1.0


@pytest.mark.parametrize(
    ("head", "attribute", "phrase"),
    [
        ("телефон клиента", "статус телефона", "телефон"),
        ("טלפון לקוח", "סוג טלפון", "טלפון"),
        ("هاتف العميل", "نوع هاتف", "هاتف"),
        ("อีเมลลูกค้า", "สถานะอีเมล", "อีเมล"),
    ],
)
def test_the_head_stands_where_its_language_puts_it(head: str, attribute: str, phrase: str) -> None:
    assert strength(head, phrase) == 0.85 > strength(attribute, phrase)
