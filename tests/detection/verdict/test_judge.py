"""The verdict on a column follows from its header, its values, its checks and its neighbours, and shows the sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import exp
from random import Random

import polars as pl
import pytest

from piiscan.detection import packs
from piiscan.detection.columns.scanner import ColumnScanner
from piiscan.detection.text import TextEngine
from piiscan.detection.verdict.judge import Judge
from piiscan.detection.verdict.view import ColumnView
from piiscan.model.finding import ColumnFinding
from piiscan.model.policy import Thresholds
from piiscan.model.span import Span
from piiscan.model.table import Column
from tests.leaks import canary

RECOGNIZERS = {r.id: r for r in packs.recognizers()}
SCANNER = ColumnScanner(packs.recognizers(), seed=7, as_of=date(2026, 11, 24))
PEOPLE = canary.people(200, seed=3)


class Reader:
    """A text engine that sees nothing, or a person in every text."""

    def __init__(self, reads_names: bool = True, sees: str | None = None) -> None:
        self.reads_names = reads_names
        self._sees = sees

    def spans(self, texts: pl.Series) -> Sequence[Sequence[Span]]:
        """What stands before the first comma of each text."""
        return [[Span(0, text.find(","), self._sees, 0.9, "model")] if self._sees else [] for text in texts]


class Engine:
    """The text engine itself, without models."""

    reads_names = True

    def spans(self, texts: pl.Series) -> Sequence[Sequence[Span]]:
        return TextEngine(packs.recognizers(), "off").spans(texts)


def judged(columns: Mapping[str, Sequence[object]], reader: Reader | Engine | None = None) -> dict[str, ColumnFinding]:
    frame = pl.DataFrame(columns, strict=False)
    evidence = dict(SCANNER.evidence(frame))
    views = [ColumnView(Column(name, "String"), evidence[name]) for name in frame.columns]
    found = Judge(RECOGNIZERS, Thresholds(), reader or Reader()).table(views)
    return {finding.name: finding for finding in found}


def column(name: str) -> list[str]:
    return PEOPLE[name].to_list()


def alone(header: str, values: Sequence[object], reader: Reader | None = None) -> ColumnFinding:
    return judged({header: values}, reader)[header]


@pytest.mark.parametrize(
    ("field", "entity"),
    [
        ("id_no", "CN_RESIDENT_ID"),
        ("email", "EMAIL_ADDRESS"),
        ("iban", "IBAN_CODE"),
        ("name_zh", "PERSON"),
    ],
)
def test_values_speak_without_a_header(field: str, entity: str) -> None:
    assert alone("c7", column(field)).entity == entity


def test_versions_of_four_parts_are_no_addresses_unless_the_header_says_so() -> None:
    drawn = Random(3)
    versions = [".".join(str(drawn.randrange(most)) for most in (12, 30, 60, 250)) for _ in range(300)]
    assert alone("c1", versions).status == "clean"
    assert alone("ip_address", versions).entity == "IP_ADDRESS"
    assert alone("c1", [f"10.{drawn.randrange(9)}.{n % 250}.{n % 90}" for n in range(300)]).entity == "IP_ADDRESS"


@pytest.mark.parametrize("header", ["sfzh", "身份证号", "id_card_no", "identityCard"])
def test_wrong_check_digits_beside_a_clear_header_are_still_that_entity(header: str) -> None:
    broken = [value[:-1] + ("1" if value[-1] != "1" else "2") for value in column("id_no")]
    found = alone(header, broken)
    assert found.entity == "CN_RESIDENT_ID"
    assert found.valid == 0
    assert found.matched == 200
    assert found.confidence < alone(header, column("id_no")).confidence


def test_a_misleading_header_loses_to_the_values() -> None:
    assert alone("email", [f"SKU-{n}" for n in range(200)]).status == "clean"
    assert alone("product", column("email")).entity == "EMAIL_ADDRESS"


def test_sequential_order_numbers_that_look_like_mobiles_are_clean() -> None:
    assert alone("order_no", [str(13_800_000_000 + n) for n in range(500)]).status == "clean"


@pytest.mark.parametrize("header", ["email_verified", "phone_type", "name_length", "product_name", "file_name"])
def test_names_of_properties_are_clean(header: str) -> None:
    values = {"email_verified": "true", "phone_type": "home", "name_length": "3"}
    assert alone(header, [values.get(header, f"thing {n}") for n in range(50)]).status == "clean"


def test_attributes_are_about_a_person_only_beside_one() -> None:
    amounts = [str(Random(n).randint(100, 90_000)) for n in range(200)]
    beside = judged({"mobile": column("mobile"), "balance": amounts})["balance"]
    apart = judged({"sku": [f"S{n}" for n in range(200)], "balance": amounts})["balance"]
    assert beside.confidence > apart.confidence
    assert beside.tier == 4


def test_one_valid_column_among_noise_is_personal() -> None:
    mixed = column("email")[:4] + ["n/a"] * 196
    assert alone("remark", mixed).status == "personal"


def test_an_empty_column_is_judged_by_its_header_alone() -> None:
    found = judged({"email": pl.Series([None] * 20, dtype=pl.String), "c1": pl.Series([None] * 20, dtype=pl.String)})
    assert found["email"].status == "personal"
    assert found["c1"].status == "clean"


def test_the_sum_of_the_reasons_is_the_confidence() -> None:
    for finding in judged({"mobile": column("mobile"), "c1": ["x"] * 200}).values():
        if finding.reasons:
            total = sum(reason.log_odds for reason in finding.reasons)
            assert finding.confidence == pytest.approx(1 / (1 + exp(-total)), abs=1e-4)


def test_a_finding_holds_no_value() -> None:
    found = judged({name: column(name) for name in PEOPLE.columns if PEOPLE.schema[name] == pl.String})
    shown = repr(found)
    assert not any(value in shown for value in canary.identifiers(PEOPLE))


NOTES = [f"we spoke about order {n} and agreed to send the parcel again next week" for n in range(50)]


def test_text_is_free_text_where_something_personal_is_in_it() -> None:
    found = alone("note", [f"{note} call {phone}" for note, phone in zip(NOTES, column("mobile"), strict=False)])
    assert found.entity == "FREE_TEXT"
    assert found.in_text is not None
    assert found.in_text["CN_MOBILE"] == 50


def test_text_that_models_have_read_and_found_nothing_in_is_clean() -> None:
    assert alone("note", NOTES).status == "clean"


def test_text_that_models_have_not_read_is_never_clean() -> None:
    assert alone("note", NOTES, Reader(reads_names=False)).status != "clean"
    many = [f"{note} {n}" for n in range(60) for note in NOTES]
    assert alone("note", many).status == "personal"


def test_a_number_in_every_short_note_is_in_a_text_and_not_the_column_itself() -> None:
    notes = [f"客户来电，登记手机{phone}，要求改期" for phone in column("mobile")]
    found = judged({"c1": notes, "c2": [f"Tel: {phone}" for phone in column("mobile")]}, Engine())
    assert found["c1"].entity == "FREE_TEXT"
    assert found["c2"].entity == "CN_MOBILE"


def test_names_that_only_a_model_sees_make_a_text_personal() -> None:
    said = [f"{name}, {note}" for name, note in zip(column("name_en"), NOTES, strict=False)]
    assert alone("note", said, Reader(sees="PERSON")).entity == "FREE_TEXT"


def test_a_colour_that_a_model_takes_for_a_person_makes_no_text_personal() -> None:
    said = [f"{colour}, {note}" for note in NOTES for colour in ("Cinnamon", "Teal")]
    assert alone("note", said, Reader(sees="PERSON")).status == "clean"


def test_a_member_goes_before_its_family() -> None:
    assert alone("手机", column("mobile")).entity == "CN_MOBILE"
