"""Kinds of mistakes that real tables invite: each stays right whatever the table."""

from __future__ import annotations

from random import Random

import pytest

from tests.detection.verdict.test_judge import Reader, alone, column, judged

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


@pytest.mark.parametrize(
    ("header", "values", "entity"),
    [
        ("手机号", [f"138****{n:04}" for n in range(1000, 1020)], "CN_MOBILE"),
        ("身份证号码", [f"110101********{n:04}" for n in range(1000, 1020)], "CN_RESIDENT_ID"),
        ("姓名", ["王*明", "李**", "张某", "赵*", "陈*华"], "PERSON"),
    ],
)
def test_what_its_header_names_stays_personal_when_masked_in_part(header: str, values: list[str], entity: str) -> None:
    assert alone(header, values).entity == entity


def test_ratings_in_stars_are_nobody() -> None:
    assert alone("phone rating", ["*", "**", "***", "****"] * 5).status != "personal"
    assert alone("rating", ["3*", "4*", "5*"] * 5).status != "personal"


def test_codes_of_one_series_are_no_passports() -> None:
    assert alone("LSOA", [f"E0100{n}" for n in draws(200, "0123456789", 4)]).status == "clean"


def test_one_category_that_sounds_like_personal_data_is_no_key() -> None:
    offences = ["Burglary", "Drugs", "Vehicle crime"] * 30
    assert judged({"crime_type": offences, "crime_id": draws(90, "0123456789abcdef", 64)})["crime_id"].entity is None
    devices = ["web client", "Twitter for iPhone", "TweetDeck"] * 30
    assert judged({"source": devices, "text": [f"lovely day {n}" for n in range(90)]})["text"].entity is None


@pytest.mark.parametrize(
    ("header", "values", "entity"),
    [
        ("exp", ["04/29", "11/27", "08/28"], "CARD_EXPIRY"),
        ("Fecha nac.", ["12/03/1971", "01/11/1988", "30/06/1954"], "DATE_OF_BIRTH"),
        ("Bank A/C", ["004-123-456789-001", "004-321-987654-001"], "BANK_ACCOUNT"),
        ("买家会员名", ["tb10293847", "爱吃糖的猫12", "lily_0512"], "USERNAME"),
    ],
)
def test_headers_as_exports_shorten_them(header: str, values: list[str], entity: str) -> None:
    assert alone(header, values * 4).entity == entity


@pytest.mark.parametrize("header", ["exp", "Exp"])
def test_years_of_experience_are_no_expiry(header: str) -> None:
    assert alone(header, ["1", "5", "7.5", "12"] * 5).status != "personal"


@pytest.mark.parametrize("header", ["Admission Type", "Insurance Provider"])
def test_how_a_stay_is_arranged_is_no_health(header: str) -> None:
    assert alone(header, ["Urgent", "Elective", "Acme Cover"] * 10).entity != "HEALTH"


@pytest.mark.parametrize(("header", "entity"), [("md5_phone", "CN_MOBILE"), ("email_sha256", "EMAIL_ADDRESS")])
@pytest.mark.parametrize("length", [32, 64])
def test_digests_of_what_a_header_names_are_never_clean(header: str, entity: str, length: int) -> None:
    found = alone(header, draws(100, "0123456789abcdef", length))
    assert (found.status != "clean", found.entity or found.candidate) == (True, entity)
    assert alone("content_sha256", draws(100, "0123456789abcdef", length)).status == "clean"


def test_addresses_that_are_spelt_lest_programs_collect_them_are_found() -> None:
    spelt = [f"jane.doe{n} (at) mail.example.org" for n in range(40)]
    assert alone("c1", spelt).entity == "EMAIL_ADDRESS"


def test_sentences_between_tags_are_texts_that_somebody_must_read() -> None:
    mails = [f"<p>Dear {name},</p><p>your order {n} shipped</p>" for n, name in enumerate(column("name_en")[:60])]
    assert alone("body_html", mails, Reader(reads_names=False)).status == "undecided"
