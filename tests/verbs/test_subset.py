"""A subset has its seeds, their children and all that these refer to, and nothing that no key leads to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.errors import PlanError, UsageError
from piiscan.model.subset import Seed
from piiscan.model.table import Column, Constraints, Reference, Table
from piiscan.policy.subsets import seed_said
from piiscan.verbs import subset as verb
from piiscan.verbs.subset import subset


@dataclass(frozen=True)
class Made:
    """A table in memory, with what its database would declare."""

    name: str
    frame: pl.DataFrame
    references: tuple[Reference, ...] = ()
    keys: tuple[tuple[str, ...], ...] = (("id",),)
    format: str = field(default="made", init=False)

    @property
    def source(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        return self.name

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(Column(name, str(dtype)) for name, dtype in self.frame.schema.items())

    @property
    def constraints(self) -> Constraints:
        return Constraints(self.keys, frozenset(name for names in self.keys for name in names), self.references)

    def batches(self) -> Iterator[pl.DataFrame]:
        yield self.frame


def narrowed(table: Table, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
    for batch in table.batches():
        yield batch.select(columns)


def parts(tables: Sequence[Made], *said: str) -> dict[str, set[object]]:
    """By table, the first columns of its rows in the subset."""
    found = subset(tables, list(map(seed_said, said)), narrowed)
    kept = {table.name: found[table.name].of(table.frame) for table in tables if table.name in found}
    assert all(len(frame) == found[name].rows for name, frame in kept.items())
    return {name: set(frame.to_series(0)) for name, frame in kept.items()}


CITIES = Made("cities", pl.DataFrame({"id": [1, 2, 3], "name": ["杭州", "大连", "西安"]}))
PEOPLE = Made(
    "people",
    pl.DataFrame({"id": [1, 2, 3, 4], "city": [1, 1, 2, None], "boss": [None, 1, 2, 3]}),
    (Reference(("city",), "cities"), Reference(("boss",), "people", ("id",))),
)
ORDERS = Made(
    "orders",
    pl.DataFrame({"id": [7, 8, 9], "buyer": [3, 1, 4], "seller": [2, 2, 1]}),
    (Reference(("buyer",), "people"), Reference(("seller",), "people")),
)
LINES = Made(
    "lines",
    pl.DataFrame({"id": [7, 7, 8], "line": [1, 2, 1]}),
    (Reference(("id",), "orders"),),
    (("id", "line"),),
)
BACK = Made(
    "back", pl.DataFrame({"id": [1, 2], "o": [7, 8], "l": [2, None]}), (Reference(("o", "l"), "lines", ("id", "line")),)
)
ALONE = Made("alone", pl.DataFrame({"id": [1]}))
ALL = (CITIES, PEOPLE, ORDERS, LINES, BACK, ALONE)


def test_rows_come_with_those_that_refer_to_them_and_with_all_that_these_refer_to() -> None:
    found = parts(ALL, "people where id = 3")
    assert found["people"] == {1, 2, 3, 4}  # 4 refers to 3, which refers to 2, which refers to 1
    assert found["orders"] == {7, 9}
    assert found["lines"] == {7}
    assert found["back"] == {1}
    assert found["cities"] == {1, 2}
    assert "alone" not in found


def test_parents_bring_no_children_of_their_own() -> None:
    assert parts(ALL, "orders where id = 8") == {"orders": {8}, "lines": {8}, "people": {1, 2}, "cities": {1}}
    assert parts(ALL, "orders where id = 7 without children") == {"orders": {7}, "people": {1, 2, 3}, "cities": {1, 2}}


def test_a_table_without_a_condition_is_whole_and_a_limit_draws_the_same_rows_again() -> None:
    assert parts(ALL, "alone", "cities without children") == {"alone": {1}, "cities": {1, 2, 3}}
    many = Made("many", pl.DataFrame({"id": range(1000), "even": [n % 2 == 0 for n in range(1000)]}))
    drawn = parts([many], "many where even limit 50")["many"]
    assert len(drawn) == 50
    assert all(isinstance(n, int) and n % 2 == 0 for n in drawn)
    turned = Made("many", many.frame.reverse())
    assert parts([turned], "many where even limit 50")["many"] == drawn
    assert len(parts([many], "many where even limit 5000")["many"]) == 500


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_every_key_holds_whatever_the_keys_are(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 12))
    number = st.one_of(st.none(), st.integers(0, size - 1))
    rows = st.lists(number, min_size=size, max_size=size)
    names = ["a", "b", "c"]
    tables = [
        Made(
            name,
            pl.DataFrame(
                {"id": list(range(size)), **{to: data.draw(rows) for to in names}},
                schema={"id": pl.Int64} | dict.fromkeys(names, pl.Int64),
            ),
            tuple(Reference((to,), to, ("id",)) for to in names),
        )
        for name in names
    ]
    at = data.draw(st.integers(0, size - 1))
    found = parts(tables, f"a where id = {at}")
    assert at in found["a"]
    for table in tables:
        kept = table.frame.filter(pl.col("id").is_in(list(found.get(table.name, ()))))
        for to in names:
            assert set(kept[to].drop_nulls()) <= found.get(to, set())


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("peple", "there is no table peple; did you mean people"),
        ("people where nme = 1", "no column nme"),
        ("people where id = = 1", "no expression"),
        ("people where city LIKE 'x'", "does not fit"),
    ],
)
def test_a_seed_that_does_not_fit_is_refused_and_repeats_no_value(said: str, reason: str) -> None:
    with pytest.raises(PlanError, match=reason):
        parts(ALL, said)


def test_a_table_without_a_key_and_keys_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    keyless = Made("keyless", pl.DataFrame({"id": [1]}), (Reference(("id",), "cities"),), ())
    with pytest.raises(PlanError, match="keyless: a subset needs a primary key"):
        parts([CITIES, keyless], "cities where id = 1")
    monkeypatch.setattr(verb, "LARGEST", 1)
    with pytest.raises(PlanError, match="memory"):
        parts(ALL, "people")


def test_a_seed_is_said_as_it_is_read() -> None:
    for said in ("t", "s.t where a = 'x limit'", "t limit 5", "t where a limit 5 without children"):
        assert str(seed_said(said)) == said
    assert seed_said("s.t WHERE a > 1 LIMIT 9") == Seed("s.t", "a > 1", 9)
    with pytest.raises(UsageError):
        seed_said(" ")
