"""Distinct counts are exact while they are small, and close when they are not."""

from __future__ import annotations

from functools import reduce
from operator import add

import polars as pl
import pytest

from piiscan.detection.columns.sketch import Positions, consecutive, sketch
from piiscan.model.evidence import HASHES, SAMPLE, TEXTS, Sketch

VIEW = 16
"""Octets of a value, beside those of a long one."""


def of(low: int, high: int, rows: int = 1) -> Sketch:
    values = pl.select(value=pl.int_range(low, high).cast(pl.String), rows=pl.lit(rows, pl.UInt32))
    return sketch(values, seed=3)


@pytest.mark.parametrize("distinct", [0, 1, SAMPLE, SAMPLE + 1, HASHES - 1])
def test_distinct_is_exact_below_the_size_of_the_sketch(distinct: int) -> None:
    found = of(0, distinct)
    assert (found.distinct, found.distinct_error) == (distinct, 0.0)
    assert found.complete == (distinct <= SAMPLE)


@pytest.mark.parametrize("distinct", [HASHES, 20_000, 200_000])
def test_distinct_is_within_five_standard_errors_above(distinct: int) -> None:
    found = of(0, distinct)
    assert abs(found.distinct - distinct) <= 5 * found.distinct_error * distinct


def test_parts_that_overlap_count_common_values_once() -> None:
    both = of(0, 30_000) + of(15_000, 60_000)
    assert both == of(0, 60_000) or both.hashes.equals(of(0, 60_000).hashes)


def test_rows_of_a_sampled_value_are_counted_exactly() -> None:
    parts = of(0, 30_000, rows=2) + of(0, 30_000, rows=3)
    assert parts.sample["rows"].unique().to_list() == [5]


def test_the_row_sample_leaves_blanks_out_and_is_full_where_it_can_be() -> None:
    column = pl.Series([None, "", " "] * 20_000 + ["text"] * (TEXTS + 5), dtype=pl.String)
    sample = Positions.of(consecutive(0, len(column)), seed=3).sample(column)
    assert sample.rows["value"].to_list() == ["text"] * TEXTS


def test_values_that_repeat_sketch_like_values_that_are_counted() -> None:
    once = pl.select(value=pl.int_range(0, 9_000).cast(pl.String), rows=pl.lit(7, pl.UInt32))
    again = pl.concat([once.with_columns(rows=pl.lit(1, pl.UInt32))] * 7)
    assert sketch(again, seed=3) == sketch(once, seed=3)


def test_merged_samples_hold_the_memory_of_what_is_in_them() -> None:
    values = pl.select(value=pl.format("{} is longer than a view", pl.int_range(40_000)), rows=pl.lit(1, pl.UInt32))
    parts = [(values[start : start + 5000], consecutive(start, 5000)) for start in range(0, 40_000, 5000)]
    sampled = reduce(add, (sketch(rows, seed=3) for rows, _ in parts)).sample["value"]
    texts = reduce(add, (Positions.of(places, 3).sample(rows["value"]) for rows, places in parts)).rows["value"]
    for kept in (sampled, texts):
        held = kept.to_arrow(compat_level=pl.CompatLevel.newest()).get_total_buffer_size()
        assert held < 1.5 * len(kept) * (VIEW + kept.str.len_bytes().max())
