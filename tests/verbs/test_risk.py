"""risk: the measures are those of their papers, whatever the batches, and suppressed rows are no crowd."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from math import exp, log
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.model.risk import Crowds, TableRisk
from piiscan.verbs.risk import risk
from piiscan.verbs.risk.population import unique_in_population

Row = tuple[str, str, str]


def of(rows: list[Row], batch: int = 1000, **options: object) -> TableRisk:
    frame = pl.DataFrame(rows, schema={"city": pl.String, "age": pl.String, "pay": pl.String}, orient="row")

    def batches() -> Iterator[pl.DataFrame]:
        return frame.iter_slices(batch)

    return risk("t", batches, {"city": "CITY", "age": "AGE"}, ["pay"], **options)  # type: ignore[arg-type]


def crowds_of(rows: list[Row]) -> dict[tuple[str, str], list[str]]:
    crowds = defaultdict(list)
    for city, age, pay in rows:
        if city or age:
            crowds[city, age].append(pay)
    return crowds


def closeness(crowd: list[str], rows: list[str]) -> float:
    """Li et al. 2007, section 5: equal distance for categories, ordered distance for numbers."""
    p, q = Counter(crowd), Counter(rows)
    numbers = all(value.isdecimal() for value in q)
    order = sorted(q, key=int) if numbers else sorted(q)
    apart = [p[value] / len(crowd) - q[value] / len(rows) for value in order]
    if not numbers:
        return sum(map(abs, apart)) / 2
    return sum(abs(sum(apart[: i + 1])) for i in range(len(apart))) / max(1, len(apart) - 1)


cells = st.tuples(
    st.sampled_from(["北京", "上海", ""]), st.sampled_from(["20", "30", ""]), st.sampled_from("1 2 3 5 8".split())
)


@pytest.mark.catalogue("B32", "B33")
@settings(max_examples=100, deadline=None)
@given(st.lists(cells, min_size=1, max_size=40), st.integers(1, 7), st.booleans())
def test_every_measure_is_what_its_definition_says(rows: list[Row], batch: int, words: bool) -> None:
    rows = [(city, age, f"code {pay}" if words else pay) for city, age, pay in rows]
    found, crowds = of(rows, batch), crowds_of(rows)
    pays = [pay for crowd in crowds.values() for pay in crowd]
    assert found.crowds == Crowds(dict(sorted(Counter(map(len, crowds.values())).items())), len(rows) - len(pays))
    if not crowds:
        assert found.diversity == ()
        return
    (measured,) = found.diversity
    entropies = [
        -sum(n / len(crowd) * log(n / len(crowd)) for n in Counter(crowd).values()) for crowd in crowds.values()
    ]
    assert measured.distinct == min(len(set(crowd)) for crowd in crowds.values())
    assert measured.entropy == pytest.approx(exp(min(entropies)))
    assert measured.closeness == pytest.approx(max(closeness(crowd, pays) for crowd in crowds.values()), abs=1e-9)


@pytest.mark.catalogue("B33")
def test_the_salaries_of_the_paper_are_as_close_as_it_says() -> None:
    """Li et al. 2007, section 5.1: D[{3k, 4k, 5k}] = 0.375 over nine salaries."""
    crowds = {"a": "3 4 5", "b": "6 8 11", "c": "7 9 10"}
    rows = [(crowd, "", pay) for crowd, pays in crowds.items() for pay in pays.split()]
    assert of(rows).diversity[0].closeness == pytest.approx(0.375)


@pytest.mark.catalogue("B35")
def test_rows_that_say_nothing_are_counted_and_are_no_crowd() -> None:
    found = of([("北京", "20", "1")] * 3 + [("", "", "1")]).crowds
    assert (found.k, found.empty, found.unique, found.rows) == (3, 1, 0, 3)


def test_what_if_names_what_each_column_costs() -> None:
    rows = [("深圳", str(20 + n), "1") for n in range(10)]
    found = {(one.column, one.form): one for one in of(rows, as_of=date(2026, 11, 24)).alternatives}
    assert found["age", "dropped"].k == 10
    assert found["city", "dropped"].k == 1
    assert found["age", "age_band"].k == 5
    assert 0 < found["age", "age_band"].loss < 1
    assert found["city", "region"].unique == 10


def test_the_population_estimate_is_all_for_a_census_and_less_for_a_sample() -> None:
    assert unique_in_population(Crowds({1: 30, 2: 35}), 100) == pytest.approx(1.0)
    assert unique_in_population(Crowds({2: 50}), 100) is None
    one, other = (unique_in_population(Crowds({1: 30, 2: 35}), people) or 1 for people in (200, 100_000))
    assert other < one < 1


def test_the_estimate_errs_on_the_side_of_alarm() -> None:
    """500 people stand alone and 9,000 in pairs; every second one is drawn."""
    people = [f"alone {n}" for n in range(500)] + [f"pair {n // 2}" for n in range(9000)]
    drawn = Counter(Random(5).sample(people, len(people) // 2))
    alone = [name for name, rows in drawn.items() if rows == 1]
    truth = sum(name.startswith("alone") for name in alone) / len(alone)
    estimate = unique_in_population(Crowds(dict(Counter(drawn.values()))), len(people))
    assert estimate is not None
    assert truth <= estimate < 1


PYCANON = {
    (0, "diagnosis"): (2, 2, 1, 0.575),
    (0, "pay"): (2, 2, 1, 0.245),
    (1, "diagnosis"): (10, 4, 3, 0.32),
    (1, "pay"): (10, 5, 4, 0.158833),
}
"""Table and attribute -> k, distinct l, entropy l and t, as pycanon 1.3.6 gave them for these tables."""


@pytest.mark.catalogue("B32")
def test_small_tables_measure_what_pycanon_measured() -> None:
    """pycanon cuts the entropy l to a whole number."""
    draw = Random(7)
    for number in range(2):
        rows = draw.choice([40, 120, 300])
        drawn = [
            tuple(draw.choice(of) for of in (["20", "30", "40"], "ABC", "fm", "flu hiv cold burn".split(), PAYS))
            for _ in range(rows)
        ]
        frame = pl.DataFrame(
            drawn, schema=dict.fromkeys(("age", "city", "sex", "diagnosis", "pay"), pl.String), orient="row"
        )
        found = risk(
            "t", lambda frame=frame: frame.iter_slices(50), dict.fromkeys(("age", "city", "sex")), ["diagnosis", "pay"]
        )
        for one in found.diversity:
            k, distinct, entropy, closeness = PYCANON[number, one.attribute]
            assert (found.crowds.k, one.distinct, int(one.entropy)) == (k, distinct, entropy)
            assert one.closeness == pytest.approx(closeness, abs=1e-6)


PAYS = ["3", "4", "5", "6", "8", "11"]
