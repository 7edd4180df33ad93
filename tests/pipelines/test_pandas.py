"""pandas frames are tables, whatever they hold; what is not seen of one would be taken for clean."""

from __future__ import annotations

from hashlib import sha256

import numpy as np
import pandas as pd
import polars as pl
import pytest
from polars.testing import assert_frame_equal

import piiscan
from piiscan.errors import SourceUnreadable
from piiscan.keys import MasterKey
from piiscan.model.finding import ColumnFinding
from tests.leaks import canary

PEOPLE = canary.people(60, seed=5).select("customer_id", "name_zh", "mobile", "id_no", "email")
MOBILES = PEOPLE["mobile"].to_list()


def found(frame: pd.DataFrame) -> dict[str, ColumnFinding]:
    findings = piiscan.scan(frame, text="off")
    assert findings.complete
    return {column.name: column for column in findings.tables[0].columns}


def test_a_pandas_frame_is_found_and_masked_like_a_polars_frame() -> None:
    key, frame = MasterKey(sha256(b"pandas").digest()), pd.DataFrame(PEOPLE.to_dict(as_series=False))
    plan = piiscan.plan(piiscan.scan(frame))
    masked = piiscan.mask(frame, plan=plan, key=key)
    assert isinstance(masked, pl.DataFrame)
    assert_frame_equal(masked, piiscan.mask(PEOPLE, plan=plan, key=key))
    assert piiscan.verify(frame, masked.to_pandas(), plan=plan, key=key).passed


@pytest.mark.parametrize("levels", [["mobile"], ["mobile", "email"]], ids=["one level", "two levels"])
def test_an_index_with_names_is_scanned(levels: list[str]) -> None:
    columns = found(pd.DataFrame(PEOPLE.to_dict(as_series=False)).set_index(levels))
    assert columns["mobile"].entity == "CN_MOBILE"
    assert len(columns) == 5


def test_an_index_without_a_name_is_scanned_and_row_numbers_are_no_column() -> None:
    frame = pd.DataFrame({"price": range(60)})
    assert list(found(frame[::2])) == ["price"]
    by_mail = found(frame.set_axis(PEOPLE["email"].to_list()))
    assert [column.entity for column in by_mail.values()] == [None, "EMAIL_ADDRESS"]


@pytest.mark.parametrize(
    "cells",
    [
        pd.Series([None, np.nan, *MOBILES], dtype=object),
        pd.Series([pd.NA, None, *MOBILES], dtype="string"),
        pd.Series(pd.Categorical([None, None, *MOBILES])),
        pd.Series(pd.array([None, None, *map(int, MOBILES)], dtype="Int64")),
        pd.Series([np.nan, np.nan, *map(float, MOBILES)]),
        pd.Series([pd.NaT, None, *MOBILES], dtype=object),
    ],
    ids=["object", "string", "categorical", "Int64", "float64", "NaT"],
)
def test_missing_values_of_every_kind_are_null_and_the_others_are_found(cells: pd.Series) -> None:
    column = found(pd.DataFrame({"mobile": cells}))["mobile"]
    assert (column.entity, column.rows, column.nulls) == ("CN_MOBILE", 62, 2)


def test_times_keep_their_zone_and_births_are_found() -> None:
    births = pd.to_datetime(pd.Series(["1980-02-03", "1990-01-01", None] * 20)).dt.tz_localize("Asia/Shanghai")
    column = found(pd.DataFrame({"birth_date": births}))["birth_date"]
    assert (column.entity, column.nulls) == ("DATE_OF_BIRTH", 20)
    assert "Asia/Shanghai" in column.type


def test_periods_and_intervals_are_what_they_are_stored_as() -> None:
    frame = pd.DataFrame({"month": pd.period_range("2020", periods=3, freq="M"), "range": pd.interval_range(0, 3)})
    assert {name: column.type for name, column in found(frame).items()} == {
        "month": "Int64",
        "$.range.left": "Int64",
        "$.range.right": "Int64",
    }


@pytest.mark.parametrize(
    "data",
    [
        pd.DataFrame([["a", "b"]], columns=["x", "x"]),
        pd.DataFrame({"mobile": pd.Series(["13800138000", 13800138001], dtype=object)}),
        pd.DataFrame({"x": [1 + 2j]}),
        pd.DataFrame({"x": pd.arrays.SparseArray([0, 0, 1])}),
        pd.Series(["13800138000"], name="mobile"),
    ],
    ids=["two columns of one name", "types mixed", "complex", "sparse", "series"],
)
def test_what_arrow_has_no_table_for_is_refused_without_its_values(data: object) -> None:
    with pytest.raises(SourceUnreadable, match="not a table that can be read") as failure:
        piiscan.scan(data)
    assert "1380013800" not in str(failure.value)
