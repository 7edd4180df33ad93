"""Tokens are made of how a typed value is written as text, so that never changes."""

from __future__ import annotations

from datetime import date, datetime

import polars as pl
import pytest

from piiscan.model.text import as_text, type_name


@pytest.mark.parametrize(
    ("value", "dtype", "text"),
    [
        (13800138000, pl.Int64(), "13800138000"),
        (0.5, pl.Float64(), "0.5"),
        (True, pl.Boolean(), "true"),
        (date(1990, 1, 2), pl.Date(), "1990-01-02"),
        (datetime(1990, 1, 2, 3, 4, 5), pl.Datetime("us"), "1990-01-02T03:04:05.000000"),
        ("中".encode(), pl.Binary(), "中"),
        (b"a\xff", pl.Binary(), "a\\xff"),
        ([1, None], pl.List(pl.Int64()), ["1", None]),
        ({"a": 1}, pl.Struct({"a": pl.Int64()}), '{"a":1}'),
        (None, pl.Int64(), None),
    ],
)
def test_a_value_of_each_type_has_one_text(value: object, dtype: pl.DataType, text: object) -> None:
    written = as_text(pl.DataFrame({"c": pl.Series([value], dtype=dtype)}))["c"]
    assert written.dtype in (pl.String, pl.List(pl.String))
    assert written.to_list() == [text]


def test_a_type_is_called_without_its_categories() -> None:
    kind = pl.Enum(["canary-7"])
    types = [
        kind,
        pl.List(kind),
        pl.Array(pl.List(kind), 2),
        pl.Struct({"a": kind}),
        pl.Datetime("us"),
        pl.Categorical(),
    ]
    named = ["Enum", "List(Enum)", "Array(List(Enum))", "Struct"]
    assert [type_name(dtype) for dtype in types] == [*named, *map(str, types[len(named) :])]
