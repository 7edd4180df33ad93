"""Surrogates look real, are nobody's number, and are the same for the same person at one partner."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from importlib.resources import files

import phonenumbers
import polars as pl
import pytest

from piiscan.detection import packs
from piiscan.errors import PlanError
from piiscan.transforms import build
from piiscan.transforms.evaluation import apply
from piiscan.transforms.surrogate import KINDS, words
from tests.leaks import canary
from tests.transforms.cases import CONTEXT

PEOPLE = canary.people(400, seed=3)
COLUMNS = {
    "name_zh": "PERSON",
    "name_en": "PERSON",
    "id_no": "CN_RESIDENT_ID",
    "mobile": "CN_MOBILE",
    "card": "CN_BANK_CARD",
    "email": "EMAIL_ADDRESS",
    "address_zh": "CN_ADDRESS",
    "address_en": "ADDRESS",
}
LISTS = "6fe8787ce04bd8b48a1609f0a7b4d3dedf2e188f53b96794ab17269fc01fb130"
every_column = pytest.mark.parametrize(("column", "entity"), COLUMNS.items(), ids=str)


def surrogates(values: pl.Series, entity: str, partner: str = "acme", **parameters: object) -> pl.Series:
    canonical = packs.canonical(packs.by_entity()[entity])
    context = replace(CONTEXT, entity=entity, domain=entity, canonical=canonical, partner=partner)
    return apply(build("surrogate", parameters).serving(entity), values.alias("value"), context)


def holds(values: pl.Series, pack: str, check: str) -> bool:
    recognizer = next(r for r in packs.packs()[pack] if r.check == check)
    checked = packs.check(recognizer)
    assert checked is not None
    return bool(checked(values).all())


@every_column
def test_nobody_keeps_a_value_and_the_form_is_the_declared_one(column: str, entity: str) -> None:
    made = surrogates(PEOPLE[column], entity)
    assert made.str.contains(build("surrogate", {}).serving(entity).looks_like() or "").all()
    assert (made == PEOPLE[column]).sum() <= 1
    assert made.n_unique() > 200


@every_column
def test_two_spellings_of_a_person_get_one_surrogate_and_two_partners_get_two(column: str, entity: str) -> None:
    wide = PEOPLE[column].str.replace_many([*"0123456789"], [*"０１２３４５６７８９"])
    assert surrogates(wide, entity).equals(surrogates(PEOPLE[column], entity))
    other = surrogates(PEOPLE[column], entity, partner="other")
    assert (other == surrogates(PEOPLE[column], entity)).sum() <= 2


def test_resident_numbers_are_valid_but_for_an_area_that_does_not_exist() -> None:
    made = surrogates(PEOPLE["id_no"], "CN_RESIDENT_ID")
    assert made.str.starts_with("10").all()
    as_if = made.str.replace("^10", "11")
    assert not holds(made, "cn", "resident_id")
    provinces = files("piiscan.recognizers").joinpath("cn", "checks.py").read_text("utf-8")
    assert '_MAINLAND = r"1[1-5]|' in provinces, "an area under 10 came to be known"
    assert as_if.str.slice(6, 8).str.to_date("%Y%m%d").is_not_null().all()
    weights = [pow(2, 17 - place, 11) for place in range(18)]
    totals = [sum(w * "0123456789X".index(c) for w, c in zip(weights, n, strict=True)) % 11 for n in made]
    assert set(totals) == {1}


def test_nothing_of_the_date_of_birth_is_kept_unless_asked() -> None:
    born = PEOPLE["id_no"].str.slice(6, 8)
    drawn = surrogates(PEOPLE["id_no"], "CN_RESIDENT_ID").str.slice(6, 8)
    assert (drawn == born).sum() <= 2
    year = surrogates(PEOPLE["id_no"], "CN_RESIDENT_ID", keep="birth_year").str.slice(6, 8)
    assert year.str.head(4).equals(born.str.head(4))
    assert (year == born).sum() < 20
    assert surrogates(PEOPLE["id_no"], "CN_RESIDENT_ID", keep="birth_date").str.slice(6, 8).equals(born)
    longer = surrogates(PEOPLE["id_no"] + "1", "CN_RESIDENT_ID", keep="birth_date").str.slice(6, 8)
    assert (longer == born).sum() <= 2


def test_mobiles_are_in_no_network() -> None:
    made = surrogates(PEOPLE["mobile"], "CN_MOBILE")
    allocated = next(r for r in packs.packs()["cn"] if r.id == "cn/mobile").patterns[0].body
    assert not made.str.contains(f"^(?:{allocated})$").any()
    assert not any(phonenumbers.is_valid_number(phonenumbers.parse(number, "CN")) for number in made)


def test_cards_are_as_long_as_before_and_valid_under_the_test_prefix() -> None:
    cards = pl.Series(["4111111111111111", "6222021234567890128", "378282246310005", "no card"])
    made = surrogates(cards, "CREDIT_CARD")
    assert made.str.len_bytes().to_list() == [16, 19, 15, 16]
    assert made.str.starts_with("400000").all()
    assert holds(made, "cn", "bank_card")


def test_mails_go_to_a_reserved_domain() -> None:
    assert surrogates(PEOPLE["email"], "EMAIL_ADDRESS").str.ends_with("@example.com").all()


def test_addresses_stay_in_their_province() -> None:
    region = build("generalize", {"to": "region", "level": "province"})
    for column, entity in (("address_zh", "CN_ADDRESS"), ("address_en", "ADDRESS")):
        made = surrogates(PEOPLE[column], entity)
        before, after = (apply(region, values.alias("value"), CONTEXT) for values in (PEOPLE[column], made))
        assert before.is_not_null().any() or column == "address_en"
        told = before.is_not_null()
        assert made.filter(told).str.contains(before.filter(told), literal=True).all() or after.filter(told).equals(
            before.filter(told)
        )


@pytest.mark.parametrize(
    ("name", "like"),
    [
        ("张", "^..$"),
        ("张伟", "^..$"),
        ("王小明", "^...$"),
        ("欧阳娜娜", "^....$"),
        ("阿卜杜拉·买买提", "^.+·.+$"),
        ("Mary Jones", "^[A-Z][a-z]+ [A-Z][a-z]+$"),
        ("Jones, Mary", "^[A-Z][a-z]+, [A-Z][a-z]+$"),
        ("John Q. Harris", r"^[A-Z][a-z]+ [A-Z]\. [A-Z][a-z]+$"),
        ("ANNA", "^[A-Z][a-z]+$"),
    ],
)
def test_names_keep_script_and_length_class(name: str, like: str) -> None:
    assert surrogates(pl.Series([name]), "PERSON").str.contains(like).all()


def test_names_keep_the_sex_that_they_tell() -> None:
    women = pl.Series([f"{surname}{given}娟" for surname in "王李张刘" for given in "丽秀玉"])
    men = pl.Series([f"{surname}{given}军" for surname in "王李张刘" for given in "建志文"])
    assert surrogates(women, "PERSON").str.contains(f"^.[{''.join(words.FEMALE_HAN)}]{{2}}$").all()
    assert surrogates(men, "PERSON").str.contains(f"^.[{''.join(words.MALE_HAN)}]{{2}}$").all()
    assert (
        surrogates(pl.Series([f"Alice {c}oe" for c in "DLMN"]), "PERSON")
        .str.extract("^(.+) ")
        .is_in(list(words.FEMALE))
        .all()
    )


def test_names_keep_the_sex_that_a_column_says() -> None:
    operator = build("surrogate", {"sex": "gender"}).serving("PERSON")
    frame = pl.DataFrame({"value": ["李超", "李超x", "Kim Doe"], "gender": ["女", "女", "F"]})
    context = replace(CONTEXT, canonical=packs.canonical(packs.by_entity()["PERSON"]))
    made = frame.select(operator.expression(pl.col("value"), context)).to_series()
    assert operator.reads() == ("gender",)
    assert made[0][1] in words.FEMALE_HAN
    assert made[2].split()[0] in words.FEMALE


def test_the_words_are_known_to_the_gazetteers() -> None:
    root = files("piiscan.recognizers")
    first, last = (
        set(root.joinpath("global", f"{n}.txt").read_text("utf-8").split()) for n in ("first_names", "surnames")
    )
    chinese = set(root.joinpath("cn", "surnames.txt").read_text("utf-8").split())
    assert {name.lower() for name in (*words.MALE, *words.FEMALE)} <= first
    assert {name.lower() for name in words.SURNAMES} <= last
    assert {*words.SURNAMES_HAN, *words.COMPOUND} <= chinese
    for male, female in ((words.MALE, words.FEMALE), (words.MALE_HAN, words.FEMALE_HAN)):
        assert len(male) == len(female)
        assert not set(male) & set(female)


def test_no_list_has_changed_as_surrogates_would() -> None:
    lists = [" ".join(getattr(words, name)) for name in sorted(words.__all__) if name != "picked"]
    assert sha256("\n".join(lists).encode()).hexdigest() == LISTS


def test_an_entity_that_is_not_served_is_refused_by_name() -> None:
    with pytest.raises(PlanError, match=r"operator surrogate serves ADDRESS, .*: use pseudonym"):
        build("surrogate", {}).serving("PERSON_ID")
    with pytest.raises(PlanError, match="parameter keep goes with CN_RESIDENT_ID"):
        build("surrogate", {"keep": "birth_year"}).serving("PERSON")
    with pytest.raises(PlanError, match="parameter locale goes with PERSON"):
        build("surrogate", {"locale": "en"}).serving("CN_MOBILE")


@pytest.mark.parametrize("entity", KINDS)
def test_no_kind_promises_to_be_unique(entity: str) -> None:
    assert not build("surrogate", {}).serving(entity).promises.unique
