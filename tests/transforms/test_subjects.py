"""date_shift and noise: drawn by the key for a person, the same at every asking, of no use to another partner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from piiscan.errors import PiiscanError
from piiscan.transforms import Context, build
from piiscan.transforms.evaluation import evaluate
from tests.transforms.cases import CONTEXT

Record = Callable[[str, object], None]
PEOPLE = 20_000


def of(
    operator: str,
    values: Sequence[str | None],
    people: Sequence[str | None],
    context: Context = CONTEXT,
    **parameters: object,
) -> pl.Series:
    frame = pl.DataFrame({"value": pl.Series(values, dtype=pl.String), "subject": pl.Series(people, dtype=pl.String)})
    built = build(operator, {"subject": "subject", **parameters})
    return evaluate(frame, {"value": built.expression(pl.col("value"), context)}, "t")["value"]


def offsets(context: Context = CONTEXT, days: int = 30) -> np.ndarray:
    people = [f"person {n}" for n in range(PEOPLE)]
    moved = of("date_shift", ["2020-06-15"] * PEOPLE, people, context, days=days).str.to_date()
    return (moved - date(2020, 6, 15)).dt.total_days().to_numpy()


@pytest.mark.catalogue("A22")
def test_what_lies_between_the_dates_of_a_person_stays() -> None:
    days = [date(2016, 2, 28) + timedelta(days=step) for step in (0, 1, 2, 366, 5000)]
    moved = of("date_shift", [day.isoformat() for day in days], ["Ann Lee"] * 5).str.to_date().to_list()
    assert [day - moved[0] for day in moved] == [day - days[0] for day in days]
    assert moved[0] != days[0]


@pytest.mark.catalogue("A22")
def test_offsets_are_even_within_their_bound_and_never_none() -> None:
    found, counts = np.unique(offsets(), return_counts=True)
    assert found.tolist() == [*range(-30, 0), *range(1, 31)]
    expected = PEOPLE / 60
    assert ((counts - expected) ** 2 / expected).sum() < 98.3  # chi-squared of 59 degrees, p = 0.001


@pytest.mark.catalogue("A22")
def test_two_partners_get_unrelated_offsets() -> None:
    assert abs(np.corrcoef(offsets(), offsets(replace(CONTEXT, partner="other")))[0, 1]) < 0.03


def test_another_spelling_of_the_person_is_the_same_person() -> None:
    one, two = of("date_shift", ["2020-01-01"] * 2, ["Ann Lee", "ANN LEE"])
    assert one == two


def test_a_row_that_names_nobody_gets_no_date_and_no_number() -> None:
    for operator, value in (("date_shift", "2020-01-01"), ("noise", "100")):
        assert of(operator, [value] * 2, [None, ""]).to_list() == [None, None]


@pytest.mark.catalogue("A22")
def test_ends_of_the_calendar_become_null_rather_than_wrong() -> None:
    moved = of("date_shift", ["9999-12-31"] * 50 + ["0001-01-01"] * 50, [str(n) for n in range(100)], days=3000)
    assert 20 < moved.null_count() < 80
    assert moved.drop_nulls().str.contains("^[0-9]{4}-[0-9]{2}-[0-9]{2}$").all()


def test_a_clock_behind_a_date_is_kept() -> None:
    moved = of("date_shift", ["2020-01-01T23:59:59Z", "2020/1/1 08:00"], ["a", "a"])
    assert moved.str.slice(10).to_list() == ["T23:59:59Z", " 08:00"]


@pytest.mark.catalogue("A23")
def test_who_asks_ten_thousand_times_learns_no_more_than_at_first() -> None:
    assert of("noise", ["52000.00"] * 10_000, ["Ann Lee"] * 10_000).n_unique() == 1


def test_next_years_amount_is_off_by_the_same_factor() -> None:
    """Otherwise the mean of many amounts that hardly differ would be the truth."""
    years = np.array(of("noise", ["100000.00", "200000.00"], ["Ann Lee"] * 2).cast(pl.Float64))
    assert abs(years[1] / years[0] - 2) < 1e-6


def test_two_columns_of_a_person_are_off_by_different_factors() -> None:
    one = of("noise", ["100000"], ["Ann Lee"])
    two = of("noise", ["100000"], ["Ann Lee"], replace(CONTEXT, column="bonus"))
    assert one[0] != two[0]


def test_noise_stays_within_its_share_and_keeps_decimals_and_mean() -> None:
    people = [f"person {n}" for n in range(PEOPLE)]
    moved = of("noise", ["1000.50"] * PEOPLE, people, share=0.2)
    numbers = moved.cast(pl.Float64)
    assert moved.str.contains(r"^[0-9]+\.[0-9]{2}$").all()
    assert 800.40 <= numbers.min() < 805  # type: ignore[operator]
    assert 1195 < numbers.max() <= 1200.60  # type: ignore[operator]
    assert abs(float(numbers.mean()) - 1000.50) < 4  # type: ignore[arg-type]


@pytest.mark.catalogue("A24")
@pytest.mark.parametrize(
    ("operator", "parameters"),
    [
        ("noise", {"subject": "subject"}),
        ("generalize", {"to": "round", "digits": 2}),
        ("generalize", {"to": "bin", "step": 100}),
    ],
)
def test_amounts_keep_their_first_digits(operator: str, parameters: dict[str, object], record_property: Record) -> None:
    """Chi-squared against the law of Benford (The law of anomalous numbers, 1938), at 1 %, 8 degrees of freedom."""
    amounts = 10 ** np.random.default_rng(24).uniform(3, 7, PEOPLE)
    frame = pl.DataFrame(
        {"value": [f"{amount:.2f}" for amount in amounts], "subject": [f"p{n}" for n in range(PEOPLE)]}
    )
    masked = evaluate(frame, {"value": build(operator, parameters).expression(pl.col("value"), CONTEXT)}, "t")["value"]
    counts = masked.str.extract("([1-9])").value_counts().sort("value")["count"].to_numpy()
    expected = PEOPLE * np.log10(1 + 1 / np.arange(1, 10))
    distance = float(((counts - expected) ** 2 / expected).sum())
    assert distance < 20.09
    record_property("figure", f"{operator}: chi-squared {distance:.1f}")


@pytest.mark.parametrize("operator", ["date_shift", "noise"])
def test_a_subject_that_the_plan_does_not_name_is_refused(operator: str) -> None:
    with pytest.raises(PiiscanError, match="subject names no column of the plan"):
        of(operator, ["2020-01-01"], ["a"], replace(CONTEXT, beside={}))
