"""reach: the least loss that reaches k is found, as trying every choice finds it; and the masked copy has that k."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise, product

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan import pipeline
from piiscan.model.plan import Step
from piiscan.model.reach import Reached
from piiscan.transforms import Context, build
from piiscan.transforms.generalize import ladder
from piiscan.verbs.risk import lattice
from piiscan.verbs.risk.climb import Climb, value_counts
from piiscan.verbs.risk.reach import reach
from piiscan.verbs.risk.rungs import Rung, rungs
from tests.verbs.made import customers, masked, plan_of

ENTITIES = {"born": "DATE_OF_BIRTH", "city": "CITY", "zip": "CN_POSTAL_CODE", "sex": None}
CONTEXT = Context(key=None, partner=None, entity=None, domain="value", as_of=date(2026, 11, 24))

ROWS = st.lists(
    st.tuples(
        st.sampled_from(["1990-01-05", "1990-07-01", "1985-03-02", "1961-12-31", "odd", ""]),
        st.sampled_from(["深圳", "广州", "北京", ""]),
        st.sampled_from(["518000", "510000", "100000"]),
        st.sampled_from(["f", "m"]),
    ),
    min_size=1,
    max_size=30,
)


def ladders() -> dict[str, list[Rung]]:
    keep = build("keep", {})
    return {
        name: list(rungs(name, Step("keep", entity=entity), keep, CONTEXT, single=True))
        for name, entity in ENTITIES.items()
    }


def frame_of(rows: list[tuple[str, ...]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(ENTITIES, pl.String), orient="row")


def reached(rows: list[tuple[str, ...]], k: int, batch: int = 7) -> Reached:
    frame = frame_of(rows)

    def batches() -> Iterator[pl.DataFrame]:
        return frame.iter_slices(batch)

    return reach("t", batches, ladders(), k)


def smallest(frame: pl.DataFrame, chosen: tuple[Rung, ...]) -> int | None:
    """The smallest crowd of a choice, row by row."""
    said = [rung.expression.fill_null("").alias(str(i)) for i, rung in enumerate(chosen) if rung.expression is not None]
    crowds = Counter(row for row in frame.select(said).rows() if any(row)) if said else Counter[object]()
    return min(crowds.values(), default=None)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.integers(2, 6))
def test_no_choice_of_less_loss_reaches_k(rows: list[tuple[str, ...]], k: int) -> None:
    found, frame = reached(rows, k), frame_of(rows)
    counts = value_counts([frame], list(ENTITIES))
    climbs = [Climb.of(name, counts[name], steps) for name, steps in ladders().items()]
    losses = [
        sum(climb.losses[i] for climb, i in zip(climbs, node, strict=True)) / len(climbs)
        for node in product(*(range(len(climb.rungs)) for climb in climbs))
        for few in [smallest(frame, tuple(climb.rungs[i] for climb, i in zip(climbs, node, strict=True)))]
        if few is None or few >= k
    ]
    assert found.loss == pytest.approx(min(losses))
    steps = {change.column: change.form for change in found.changes}
    chosen = tuple(
        next(rung for rung in steps_of if rung.form == steps.get(name, "as planned"))
        for name, steps_of in ladders().items()
    )
    assert found.after == smallest(frame, chosen)
    assert found.after is None or found.after >= k


@settings(max_examples=40, deadline=None)
@given(ROWS, st.integers(2, 6))
def test_where_it_is_greedy_k_is_reached_and_it_says_so(rows: list[tuple[str, ...]], k: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(lattice, "_MOST", 0)
        found = reached(rows, k)
    assert found.after is None or found.after >= k
    assert found.least == (not found.changes)
    assert found.loss >= reached(rows, k).loss - 1e-9


TYPICAL = {
    "AGE": [str(n) for n in range(120)],
    "DATE_OF_BIRTH": [f"{1930 + n // 12}-{n % 12 + 1:02}-{n % 28 + 1:02}" for n in range(1100)],
    "CITY": ["深圳", "深圳市", "广州", "北京市", "台北市", "nowhere"],
    "ADDRESS": ["广东省深圳市某路1号", "广东省某处", "1 Rose St, Springfield, IL 62704", "Rue X, Paris, France", "?"],
    "CN_POSTAL_CODE": [f"{n:06}" for n in range(100_000, 999_999, 7919)],
    "SALARY": [str(n) for n in range(-10_000, 120_000, 777)],
    "BALANCE": [str(n) for n in range(-10_000, 220_000, 777)],
    "IP_ADDRESS": [f"{n % 223 + 1}.{n % 7}.{n % 5}.{n % 251}" for n in range(2000)]
    + ["2001:db8:1:2::3", "2001:db8::1"],
}


@pytest.mark.parametrize("entity", TYPICAL)
def test_every_rung_is_a_function_of_the_one_below(entity: str) -> None:
    values = pl.DataFrame({"value": TYPICAL[entity]})
    said = [
        build("generalize", rung).expression(pl.col("value"), CONTEXT).alias(str(i))
        for i, rung in enumerate(ladder(entity))
    ]
    frame = values.select(said)
    for low, high in pairwise(frame.columns):
        pairs = frame.select(low, high).unique()
        assert len(pairs) == frame[low].n_unique(), (entity, low, high)
        assert frame[high].n_unique() <= frame[low].n_unique()


def test_the_masked_copy_has_the_k_that_was_promised() -> None:
    people = customers(400)
    plan = plan_of(people, STEPS_KEPT)
    found = pipeline.reach(people, plan=plan, k=5)
    (table,) = found.tables
    assert (table.before, found.plan.k) == (1, 5)
    copy = masked(people, found.plan)
    left = [name for name in table.columns if name in copy.columns]
    risk = pipeline.risk(copy, quasi=left, sensitive=["paid"]).tables[0].crowds
    assert risk.k == table.after
    assert table.after is not None
    assert table.after >= 5
    changed = found.plan.tables["frame"].columns["birth_date"]
    assert changed.reason == f"k rises from 1 to {table.after}"


STEPS_KEPT = {
    name: Step("keep", entity={"birth_date": "DATE_OF_BIRTH", "shop": "JOB_TITLE"}.get(name))
    for name in customers(1).columns
}
