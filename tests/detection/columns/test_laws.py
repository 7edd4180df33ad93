"""A scan is a fold: evidence of parts, merged, is evidence of the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import reduce
from itertools import pairwise
from operator import add

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from piiscan.detection import packs
from piiscan.detection.columns import sketch as sketches
from piiscan.detection.columns.scanner import ColumnScanner
from piiscan.detection.columns.sketch import consecutive
from piiscan.model import evidence as model
from piiscan.model.evidence import ColumnEvidence, Minors
from tests.detection.columns.made import columns, values

SCANNER = ColumnScanner(packs.recognizers(), seed=7, as_of=date(2026, 1, 1))
SMALL = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def small_samples(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Samples so small that ordinary columns overflow them."""
    for module in (model, sketches):
        monkeypatch.setattr(module, "HASHES", 8)
        monkeypatch.setattr(module, "TEXTS", 4)
    monkeypatch.setattr(model, "SAMPLE", 5)
    return


def evidence(rows: Sequence[object], dtype: pl.DataType, offset: int = 0) -> ColumnEvidence:
    ((_, found),) = SCANNER.evidence(pl.DataFrame({"c": pl.Series(rows, dtype=dtype)}), consecutive(offset, len(rows)))
    return found


def merged(rows: Sequence[object], dtype: pl.DataType, cuts: Sequence[int]) -> ColumnEvidence:
    ends = sorted({0, len(rows), *(cut for cut in cuts if cut < len(rows))})
    return reduce(add, (evidence(rows[a:b], dtype, a) for a, b in pairwise(ends)), ColumnEvidence())


@pytest.mark.catalogue("B45")
@SMALL
@given(columns, st.lists(st.integers(0, 12), max_size=4))
def test_any_cutting_of_a_column_gives_the_evidence_of_the_whole(rows: list[str | None], cuts: list[int]) -> None:
    assert merged(rows, pl.String(), cuts) == evidence(rows, pl.String())


@SMALL
@given(st.lists(st.none() | st.lists(values, max_size=3), max_size=6), st.lists(st.integers(0, 6), max_size=2))
def test_a_column_of_lists_may_be_cut_too(rows: list[list[str | None] | None], cuts: list[int]) -> None:
    assert merged(rows, pl.List(pl.String()), cuts) == evidence(rows, pl.List(pl.String()))


@SMALL
@given(columns, columns, columns)
def test_merging_is_associative_and_commutative_and_has_an_empty_element(
    a: list[str | None], b: list[str | None], c: list[str | None]
) -> None:
    one, two = evidence(a, pl.String()), evidence(b, pl.String(), len(a))
    three = evidence(c, pl.String(), len(a) + len(b))
    assert (one + two) + three == one + (two + three)
    assert one + two == two + one
    assert one + ColumnEvidence() == one == ColumnEvidence() + one


def test_every_recognizer_counts_alike_in_one_piece_and_row_by_row() -> None:
    rows = [value for r in packs.recognizers() if r.sees == "rows" for value in r.examples.match[:2]]
    whole = evidence(rows, pl.String())
    assert {r.id for r in packs.recognizers() if r.sees == "rows"} <= whole.hits.keys()
    assert merged(rows, pl.String(), range(0, len(rows), 17)) == whole


def test_rows_about_minors_add_up() -> None:
    rows = ["11010520200101002X", "110105194912310021", None, "11010519491231002X"]
    young = [evidence([row], pl.String(), at).minors for at, row in enumerate(rows)]
    assert evidence(rows, pl.String()).minors == sum(young, Minors())
