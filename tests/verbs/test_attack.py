"""Attacks find everybody where the copy is weak, and nobody where it holds: each has its control here."""

from __future__ import annotations

from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from datetime import date, timedelta
from hashlib import md5, sha1, sha256
from random import Random

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.keys import MasterKey
from piiscan.model.attack import Attack
from piiscan.model.plan import Plan, Step
from tests.verbs.made import KEY, STEPS, customers, masked, plan_of

PEOPLE = customers(80).drop("notes")
PLAN = plan_of(PEOPLE, STEPS)
COPY = masked(PEOPLE, PLAN)


def attacks(copy: pl.DataFrame, source: pl.DataFrame = PEOPLE, plan: Plan = PLAN) -> dict[str, Attack]:
    found = pipeline.attack(copy, source, plan=plan)
    assert not found.incomplete
    return {attack.name: attack for attack in found.attacks}


def written(name: str, form: Callable[[str], str]) -> pl.DataFrame:
    """The copy with this column unmasked, as the form writes it."""
    return COPY.with_columns(pl.Series(name, [form(value) for value in PEOPLE[name]]))


@pytest.mark.catalogue("A19")
def test_without_the_key_a_dictionary_of_everybody_finds_nobody() -> None:
    found = attacks(COPY)["dictionary"]
    assert (found.recovered, found.people, found.control) == (0, 80, 1.0)


def test_who_has_the_key_finds_everybody() -> None:
    (found,) = (a for a in pipeline.attack(COPY, PEOPLE, plan=PLAN, key=KEY).attacks if a.name == "with the key")
    assert found.recovered == 80


UNKEYED = {
    "as it is": str,
    "md5": lambda text: md5(text.encode()).hexdigest(),
    "sha1": lambda text: sha1(text.encode()).hexdigest(),
    "sha256 cut to the length of a token": lambda text: sha256(text.encode()).hexdigest()[:32],
}


@pytest.mark.catalogue("A19")
@pytest.mark.parametrize("way", UNKEYED)
def test_unkeyed_hashes_are_found_by_the_dictionary_all_of_them(way: str) -> None:
    found = attacks(written("id_no", UNKEYED[way]))["dictionary"]
    assert (found.recovered, dict(found.by_column)) == (80, {"id_no": 80})


def test_a_key_that_comes_to_mind_is_found() -> None:
    copy = masked(PEOPLE, PLAN, MasterKey(sha256(b"secret").digest()))
    assert attacks(copy)["dictionary"].recovered == 80


@pytest.mark.catalogue("A21")
def test_values_that_occur_as_often_as_no_other_are_told_by_their_frequency() -> None:
    names = [name for n in range(1, 8) for name in [f"Name{n}"] * n] + ["Twin1", "Twin2"]
    source = pl.DataFrame({"id": [f"K{n:05}" for n in range(len(names))], "surname": names})
    plan = plan_of(source, {"id": Step("drop", entity="PERSON_ID"), "surname": Step("pseudonym", entity="PERSON")})
    found = attacks(masked(source, plan), source, plan)["frequency"]
    assert found.recovered == sum(range(2, 8))
    assert found.people == len(names)


def test_tokens_that_all_occur_once_have_no_frequencies() -> None:
    assert attacks(COPY)["frequency"].recovered == 0


WAYS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: f"ref {text}!",
    "another case": str.lower,
    "without separators": lambda text: f"{text[:6]}-{text[6:10]}/{text[10:]}",
    "reversed": lambda text: text[::-1],
    "utf-16-le": lambda text: text.encode("utf-16-le").decode("latin-1"),
    "utf-16-be": lambda text: text.encode("utf-16-be").decode("latin-1"),
    "gb18030": lambda text: (
        text.translate({n: n + 0xFEE0 for n in range(0x21, 0x7F)}).encode("gb18030").decode("latin-1")
    ),
    "base64": lambda text: b64encode(b"x" + text.encode()).decode(),
    "base64 for URLs": lambda text: urlsafe_b64encode(b"\xff\xfe" + text.encode()).decode().rstrip("="),
    "hex": lambda text: text.encode().hex(),
    "percent": lambda text: "".join(f"%{octet:02X}" for octet in text.encode()),
    "\\u escapes": lambda text: "".join(f"\\u{ord(char):04x}" for char in text),
    "md5": lambda text: f"#{md5(text.encode()).hexdigest()}#",
    "sha-256": lambda text: sha256(text.encode()).hexdigest().upper(),
}


@pytest.mark.parametrize("way", WAYS)
def test_an_identifier_that_slips_is_found_however_it_is_written(way: str) -> None:
    copy = COPY.with_columns(pl.Series("shop", [WAYS[way](value) for value in PEOPLE["id_no"]]))
    assert attacks(copy)["residue"].recovered == 80


@pytest.mark.catalogue("B2")
def test_in_an_honest_copy_no_identifier_is_left() -> None:
    found = attacks(COPY)["residue"]
    assert found.recovered == 0
    assert found.people > 400


@pytest.mark.catalogue("B36")
def test_who_is_alone_in_what_remains_is_linked() -> None:
    plan = plan_of(PEOPLE, {**STEPS, "birth_date": Step("keep", entity="DATE_OF_BIRTH"), "ip": Step("drop")})
    found = attacks(masked(PEOPLE, plan), plan=plan)
    alone = PEOPLE["birth_date"].is_unique().sum()
    assert found["linkage"].recovered == found["linkage"].by_column["birth_date"] == alone > 70
    assert attacks(COPY)["linkage"].recovered < alone


def visits(operator: Step) -> tuple[pl.DataFrame, Plan]:
    """30 people who came three times, 10 who came once."""
    draw = Random(4)
    days = [(f"K{n:05}", date(2025, 1, 1) + timedelta(draw.randrange(300))) for n in range(30) for _ in range(3)]
    days += [(f"L{n:05}", date(2025, 3, n)) for n in range(1, 11)]
    source = pl.DataFrame(days, schema={"customer": pl.String, "day": pl.Date}, orient="row")
    return source, plan_of(source, {"customer": Step("pseudonym", entity="PERSON_ID"), "day": operator})


@pytest.mark.catalogue("A22")
def test_one_known_date_gives_all_shifted_dates_of_a_person_away() -> None:
    source, plan = visits(Step("date_shift", {"subject": "customer", "days": 30}))
    found = attacks(masked(source, plan), source, plan)
    assert (found["one date"].recovered, found["one date"].people) == (30, 40)
    assert found["intervals"].recovered >= 28


def test_coarser_dates_have_no_shift_to_recover() -> None:
    source, plan = visits(Step("generalize", {"to": "year"}))
    assert "one date" not in attacks(masked(source, plan), source, plan)
