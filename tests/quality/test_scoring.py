"""The scorer counts as it says, and keeps the held-out half unseen."""

from __future__ import annotations

import pytest

from tests.quality import printing
from tests.quality.__main__ import main
from tests.quality.scanning import Verdict
from tests.quality.scoring import outcomes, score, wilson
from tests.quality.tables import Column


def verdict(label: str, found: str, tier: int = 1) -> Verdict:
    return Verdict("t", Column("h", [], label, frozenset({"tag"})), found, tier)


@pytest.mark.parametrize(
    ("label", "found", "expected"),
    [
        ("CN_MOBILE", "PHONE_NUMBER", [("PHONE_NUMBER", "hits")]),
        ("CN_MOBILE", "NONE", [("PHONE_NUMBER", "misses")]),
        ("CN_MOBILE", "CN_RESIDENT_ID", [("PHONE_NUMBER", "misses"), ("CN_RESIDENT_ID", "alarms")]),
        ("NONE", "CN_MOBILE", [("PHONE_NUMBER", "alarms")]),
        ("NONE", "NONE", []),
        ("NONE|CITY", "CITY", []),
        ("PERSON_ID", "USERNAME", [("PERSON_ID", "misses")]),
        ("PERSON_ID", "CN_MOBILE", [("PERSON_ID", "misses"), ("PHONE_NUMBER", "alarms")]),
        ("CN_MOBILE", "CITY", [("PHONE_NUMBER", "misses")]),
    ],
)
def test_hits_misses_and_alarms_are_those_of_the_labelled_sets(label: str, found: str, expected: list[object]) -> None:
    assert list(outcomes(verdict(label, found))) == expected


def test_a_thing_given_tier_3_counts_and_an_unscored_column_does_not() -> None:
    found = score([verdict("NONE", "PERSON", 3), verdict("NONE", "NONE"), verdict("AMBIGUOUS", "PERSON", 3)])
    assert (found.columns, found.negatives, found.too_high, found.core.alarms) == (2, 2, 1, 1)


def test_intervals_are_wilsons() -> None:
    low, high = wilson(8, 10)
    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)  # Agresti and Coull 1998 give the formula


def test_the_page_fits_80_columns_and_shows_no_tag_of_held_out() -> None:
    counted = score([verdict("CN_FOREIGNER_PERMANENT_ID", "NONE"), verdict("NONE", "PERSON", 3)])
    lines = {half: list(printing.page(half, counted)) for half in ("train", "held-out")}
    assert max(map(len, lines["train"])) <= 80
    assert any(line.startswith("tag ") for line in lines["train"])
    assert not any("tag" in line for line in lines["held-out"])


def test_errors_of_held_out_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["held-out", "--errors", "5"])
    assert refused.value.code == 2
    assert "unseen" in capsys.readouterr().err
