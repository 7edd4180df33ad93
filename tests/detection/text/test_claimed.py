"""What a label claims is masked, however broken; what no label claims is not."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.detection.text.claimed import ClaimedFinder


def claimed(text: str) -> list[tuple[str, str]]:
    return [(text[s.start : s.end], s.entity) for _, s in ClaimedFinder().find(pl.Series([text]))]


@pytest.mark.parametrize(
    ("text", "value", "entity"),
    [
        ("her Aadhaar number is '9123 4567 8901 2'", "9123 4567 8901 2", "NATIONAL_ID"),
        ("PAN card number: QWERT1234Y", "QWERT1234Y", "TAX_ID"),
        ("SSN XXX-XX-4411 on file", "XXX-XX-4411", "US_SSN"),
        ("passport QWE1234567.", "QWE1234567", "PASSPORT"),
        ("driver's license number is K44-1288-09", "K44-1288-09", "DRIVER_LICENSE"),
        ("card: 4111-1111-1111-111", "4111-1111-1111-111", "CREDIT_CARD"),
        ("Visa card number '4539********7784'", "4539********7784", "CREDIT_CARD"),
        ("license number K24-938-19", "K24-938-19", "DRIVER_LICENSE"),
        ("555.123.4567", "555.123.4567", "PHONE_NUMBER"),
        ("(555) 123-4567", "(555) 123-4567", "PHONE_NUMBER"),
        ("联系 李雷@example.org", "李雷@example.org", "EMAIL_ADDRESS"),
        ("à zoë@example.org", "zoë@example.org", "EMAIL_ADDRESS"),
        ("士兵证号44556677", "44556677", "CN_MILITARY_ID"),
        ("ring me on (61) 4455-6677", "(61) 4455-6677", "PHONE_NUMBER"),
        ("login: jo@example.org / Sn0w!flake", "Sn0w!flake", "PASSWORD"),
        ("登录密码 606842 请修改", "606842", "PASSWORD"),
        ("初始密码是606842", "606842", "PASSWORD"),
        ("my password was 60684251, sorry", "60684251", "PASSWORD"),
        ("Passcode 6068 opens it", "6068", "PASSWORD"),
        ("the card, PIN: 6068", "6068", "PASSWORD"),
        ("停车场粤BIO12Q", "粤BIO12Q", "CN_PLATE"),
        ("生日是十一月二日", "十一月二日", "DATE_OF_BIRTH"),
        ("1969年4月5日出生", "1969年4月5日", "DATE_OF_BIRTH"),
        ("Born on 5 April 1969", "5 April 1969", "DATE_OF_BIRTH"),
    ],
)
def test_what_a_label_claims_is_found(text: str, value: str, entity: str) -> None:
    assert (value, entity) in claimed(text)


@pytest.mark.parametrize(
    "text",
    [
        "license to businesses and organisations",
        "My passport is with the embassy",
        "the tax ID rules changed in May",
        "tin roofs since 1990",
        "part 12-555-123-4567-8, rev. 555.123.45678",
        "meeting on 2024-05-06 at 10:30, room 12",
        "mobile since 2024-05-06",
        "reports to jo@example.org / please answer",
        "6月中旬生产",
        "PIN 560001",
        "密码 2024年更新，6位以上",
        "password 10000 times, pin 2024-05-06",
        "spin 6068, passwords 60684251",
    ],
)
def test_words_and_dates_are_claimed_by_nobody(text: str) -> None:
    assert claimed(text) == []


@given(st.text(alphabet="abcdefgh ,.'", max_size=30))
def test_no_word_is_ever_a_number(words: str) -> None:
    assert claimed(f"passport number {words}") == []
