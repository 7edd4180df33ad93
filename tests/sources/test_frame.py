"""Data in memory is a table like any other."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
import pyarrow as pa
import pytest

from piiscan.errors import SourceUnreadable
from piiscan.sources import frame_table
from tests.sources.roundtrip import read

FRAME = pl.DataFrame({"name": ["A", "B"], "age": [1, None]})


class Stranger:
    """Arrow data of a library that is not Polars, which can be asked for once only."""

    def __init__(self) -> None:
        self.asked = False

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        assert not self.asked
        self.asked = True
        return FRAME.__arrow_c_stream__()


@dataclass(frozen=True)
class Refusing:
    """What pandas does with columns that Arrow has no type for, or without pyarrow."""

    said: Exception

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        raise self.said


@pytest.mark.parametrize("data", [FRAME, FRAME.lazy(), Stranger()], ids=["eager", "lazy", "arrow"])
def test_frames_are_tables(data: object) -> None:
    table = frame_table(data, "people")
    assert (table.key, table.format, [c.type for c in table.columns]) == ("people", "frame", ["String", "Int64"])
    assert read(table).equals(FRAME)
    assert read(table).equals(FRAME)


def test_a_frame_without_rows_has_one_batch() -> None:
    assert [frame.height for frame in frame_table(FRAME.clear(), "t").batches()] == [0]


def test_a_query_that_fails_says_no_value() -> None:
    table = frame_table(
        FRAME.lazy().with_columns(pl.lit("canary-7").alias("x")).filter(pl.col("x").cast(pl.Int8) > pl.col("age")), "t"
    )
    with pytest.raises(SourceUnreadable) as failure:
        list(table.batches())
    assert "canary" not in str(failure.value)


def test_objects_of_python_are_refused() -> None:
    with pytest.raises(SourceUnreadable, match="holds objects of Python"):
        frame_table(pl.DataFrame({"x": [object()]}), "t")


def test_two_columns_of_one_name_are_refused() -> None:
    twice = pa.table([pa.array([1]), pa.array([2])], names=["x", "x"])
    with pytest.raises(SourceUnreadable, match="two columns named alike"):
        frame_table(twice, "t")


@pytest.mark.parametrize("said", [ValueError("13800138000"), TypeError("x"), NotImplementedError("x")])
def test_what_a_library_cannot_hand_over_is_refused_without_its_values(said: Exception) -> None:
    with pytest.raises(SourceUnreadable, match="not a table that can be read") as failure:
        frame_table(Refusing(said), "t")
    assert "13800138000" not in str(failure.value)


def test_a_library_that_needs_pyarrow_says_so() -> None:
    with pytest.raises(SourceUnreadable, match="pip install pyarrow"):
        frame_table(Refusing(ImportError("pyarrow")), "t")
