"""Where many columns join each other, each names a few of them, and what joins hangs together nevertheless."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import piiscan
from piiscan.model.finding import TableFinding
from piiscan.verbs import joins
from piiscan.verbs.linking import Groups
from piiscan.verbs.meeting import Hashes, shares
from tests.leaks import canary

SETS = st.lists(st.sets(st.integers(0, 12), min_size=1, max_size=6), min_size=2, max_size=14)


@pytest.fixture(scope="module")
def table() -> TableFinding:
    (found,) = piiscan.scan(canary.people(30, 1).select("mobile"), text="off").tables
    return found


def joined(table: TableFinding, sketches: Sequence[Hashes]) -> list[set[int]]:
    """Of each of so many tables, each with one column of telephone numbers: which others its column names."""
    tables = [replace(table, source=f"s{n}", key=f"s{n}", table=f"t{n}") for n in range(len(sketches))]
    places = {(f"s{n}", "mobile"): sketch for n, sketch in enumerate(sketches)}
    named = [each.columns[0].joins for each in joins.joined(tables, places, set(places))]
    return [{int(name.removeprefix("t").removesuffix(".mobile")) for name in names} for names in named]


def grouped(number: int, pairs: Sequence[tuple[int, int]]) -> set[frozenset[int]]:
    groups = Groups(number)
    for one, other in pairs:
        groups.link(one, other)
    assert all(len({*groups.labels[group].tolist()}) == 1 for group in groups.members())
    return {frozenset(group) for group in groups.members()}


@given(SETS, st.integers(1, 3))
def test_groups_are_those_of_all_pairs_and_few_are_named(table: TableFinding, sets: list[set[int]], few: int) -> None:
    sketches = [np.array(sorted(values), np.uint64) for values in sets]
    pairs = [(a, b) for a, b in combinations(range(len(sets)), 2) if shares(sketches[a], sketches[b], 2)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joins, "_NAMED", few)
        named = joined(table, sketches)
    told = [(a, b) for a, others in enumerate(named) for b in others]
    assert {(min(pair), max(pair)) for pair in told} <= set(pairs)
    assert grouped(len(sets), told) == grouped(len(sets), pairs)
    assert all(len(others) >= min(few, sum(a in pair for pair in pairs)) for a, others in enumerate(named))
    assert sum(map(len, named)) <= few * len(sets) + len(sets)


def test_all_are_named_where_they_are_few(table: TableFinding) -> None:
    sketch = np.arange(9, dtype=np.uint64)
    assert joined(table, [sketch] * 21) == [set(range(21)) - {n} for n in range(21)]
    assert max(map(len, joined(table, [sketch] * 60))) == 20


def test_daily_files_of_the_same_people_have_one_domain(table: TableFinding) -> None:
    tables = [replace(table, source=f"s{n}", key=f"s{n}", table=f"t{n}") for n in range(50)]
    places = {(f"s{n}", "mobile"): np.arange(n // 2, 60, dtype=np.uint64) for n in range(50)}
    found = joins.joined(tables, places, set(places))
    odd = replace(found[-1].columns[0], entity="PERSON_ID")
    found[-1] = replace(found[-1], columns=(odd,))
    steps = piiscan.plan(replace(piiscan.scan(canary.people(30, 1), text="off"), tables=tuple(found))).tables
    assert {step.domain for each in steps.values() for step in each.columns.values()} == {"CN_MOBILE"}
