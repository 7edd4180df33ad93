"""Kinds of mistakes that real tables invite: each stays right whatever the table."""

from __future__ import annotations

from random import Random

import pytest

from tests.detection.verdict.test_judge import alone, column, judged

DICE = Random(11)


def draws(count: int, alphabet: str, length: int) -> list[str]:
    return ["".join(DICE.choices(alphabet, k=length)) for _ in range(count)]


@pytest.mark.parametrize("length", [20, 32, 40])
def test_digests_that_a_pattern_takes_now_and_then_are_clean(length: int) -> None:
    assert alone("F4", draws(300, "0123456789abcdef", length)).status == "clean"


def test_grouped_numbers_of_one_shape_are_no_telephones_because_some_could_be() -> None:
    groups = [" ".join(draws(1, "0123456789", 3)[0] for _ in range(3)) + f" {n:05}" for n in range(300)]
    assert alone("val", groups).status != "personal"


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("c1", ["WANG XIAOMING", "ZHANG WEI", "LI GUIYING", "CHEN JING", "ZHOU HAITAO"]),
        ("c1", ["Chan Tai-man", "Wong Ka Ming", "Lau Siu Fong", "Cheung Wai Lam", "Kwok Hoi Yan"]),
        ("c1", ["Kowalski, Jan", "Lefebvre, Amélie", "Fischer, Jürgen", "Rossi, Chiara", "Jansen, Sanne"]),
        (
            "person",
            ["Police Officer Mary Jones", "Sergeant John Miller, Jr.", "Deputy Sheriff Carl Hill", "Chief Ann Ray"],
        ),
        ("actors", ["[u'Mary Jones', u'John Miller']", "[u'Carl Hill', u'Ann Ray']", "[u'Jane Fox', u'Tom Wood']"]),
        ("主演", ["张丰毅 / 巩建国", "周文 / 吴国强", "葛大力 / 姜小军"]),
    ],
)
def test_names_are_told_in_every_spelling(header: str, values: list[str]) -> None:
    assert alone(header, values * 2).entity == "PERSON"


@pytest.mark.parametrize(
    "values", [["Houston, TX", "Jackson, MS", "Cook, IL", "Hamilton, OH"], ["销售部", "技术部", "法务部"]]
)
def test_towns_and_departments_are_no_names(values: list[str]) -> None:
    assert alone("c1", values).entity != "PERSON"
    assert alone("姓名", ["销售部", "技术部", "法务部", "财务部", "采购部"]).entity != "PERSON"


def test_dates_that_spread_like_births_are_births_beside_people_only() -> None:
    born = [f"{DICE.randrange(1940, 2010)}-0{DICE.randrange(1, 9)}-1{DICE.randrange(9)}" for _ in range(60)]
    bought = [f"202{DICE.randrange(3)}-0{DICE.randrange(1, 9)}-1{DICE.randrange(9)}" for _ in range(60)]
    beside = judged({"c1": column("name_zh")[:60], "c2": born, "c3": bought})
    assert beside["c2"].entity == "DATE_OF_BIRTH"
    assert beside["c3"].status == "clean"
    assert alone("c2", born).status != "personal"


@pytest.mark.parametrize("header", ["date de naissance", "fecha_nacimiento", "Geburtsdatum", "data_nascita", "né_le"])
def test_births_are_named_in_other_languages(header: str) -> None:
    assert alone(header, ["12/03/1971", "01/11/1988", "30/06/1954"]).entity == "DATE_OF_BIRTH"


def test_yes_and_no_are_nobody() -> None:
    for header in ("phone", "email", "password", "person_name"):
        assert alone(header, ["yes", "no"] * 20).status != "personal"


def test_a_login_of_mobiles_is_a_mobile() -> None:
    beside = judged({"name": column("name_zh")[:4], "login_name": column("mobile")[:4]})
    assert beside["login_name"].entity == "CN_MOBILE"
    assert alone("login_name", column("mobile")[:4]).entity == "USERNAME"


def test_what_stands_for_no_value_does_not_count() -> None:
    assert alone("c1", [*column("email")[:10], *["NULL", "N/A", "-"] * 30]).entity == "EMAIL_ADDRESS"
