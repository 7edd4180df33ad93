"""Parquet: types stay, and nothing of the source stays that is not in the masked rows."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.errors import SourceUnreadable
from piiscan.model.finding import Incomplete
from piiscan.sources import write_table
from tests.sources.roundtrip import opened, read, steady

TYPED = {
    "int": (pl.Int64, st.integers(-(2**63), 2**63 - 1)),
    "small": (pl.UInt8, st.integers(0, 255)),
    "float": (pl.Float64, st.floats(allow_nan=False)),
    "text": (pl.String, st.text(max_size=5)),
    "flag": (pl.Boolean, st.booleans()),
    "day": (pl.Date, st.dates()),
    "moment": (pl.Datetime("us"), st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2200, 1, 1))),
    "money": (pl.Decimal(12, 2), st.integers(-(10**9), 10**9).map(lambda cents: Decimal(cents).scaleb(-2))),
    "bytes": (pl.Binary, st.binary(max_size=5)),
    "list": (pl.List(pl.String), st.lists(st.text(max_size=3), max_size=3)),
    "record": (
        pl.Struct({"a": pl.Int32, "b": pl.String}),
        st.fixed_dictionaries({"a": st.just(1), "b": st.text(max_size=3)}),
    ),
}
ROWS = st.lists(st.fixed_dictionaries({name: st.none() | values for name, (_, values) in TYPED.items()}), max_size=5)


def copied(frame: pl.DataFrame, folder: Path, **options: object) -> Path:
    frame.write_parquet(folder / "in.parquet", **options)
    table = opened(folder / "in.parquet")
    write_table(table, table.batches(), folder / "out.parquet")
    return folder / "out.parquet"


@settings(steady, max_examples=30)
@given(rows=ROWS)
def test_typed_values_come_out_as_they_went_in(tmp_path_factory: pytest.TempPathFactory, rows: list) -> None:
    frame = pl.DataFrame(rows, schema={name: dtype for name, (dtype, _) in TYPED.items()})
    assert pl.read_parquet(copied(frame, tmp_path_factory.mktemp("p"))).equals(frame)


def test_columns_have_their_own_types(tmp_path: Path) -> None:
    pl.DataFrame({"a": [1], "b": ["x"]}).write_parquet(tmp_path / "t.parquet")
    assert [(c.name, c.type) for c in opened(tmp_path / "t.parquet").columns] == [("a", "Int64"), ("b", "String")]


def test_no_metadata_and_no_category_of_the_source_is_carried_over(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "e": pl.Series(["x"], dtype=pl.Enum(["x", "canary-7"])),
            "l": pl.Series([["x"]], dtype=pl.List(pl.Enum(["x", "canary-7"]))),
        }
    )
    out = copied(frame, tmp_path, metadata={"pandas": "canary-7"}, compression="uncompressed")
    assert pl.read_parquet(out).schema == {"e": pl.String, "l": pl.List(pl.String)}
    assert set(pl.read_parquet_metadata(out)) <= {"ARROW:schema"}
    assert b"canary" not in out.read_bytes()


def test_large_files_come_in_batches_again_and_again(tmp_path: Path) -> None:
    pl.DataFrame({"a": range(1_050_000)}).write_parquet(tmp_path / "t.parquet")
    table = opened(tmp_path / "t.parquet")
    assert max(frame.height for frame in table.batches()) <= 100_000
    assert read(table)["a"].equals(pl.Series("a", range(1_050_000)))


def test_an_empty_table_has_one_empty_batch(tmp_path: Path) -> None:
    frame = pl.DataFrame(schema={"a": pl.Int64, "b": pl.String})
    assert pl.read_parquet(copied(frame, tmp_path)).schema == frame.schema


def test_damaged_files_are_gaps_and_never_crashes(tmp_path: Path) -> None:
    pl.DataFrame({"name": ["canary-7"] * 500, "n": range(500)}).write_parquet(tmp_path / "t.parquet")
    whole = (tmp_path / "t.parquet").read_bytes()
    dice = random.Random(5)
    gaps = 0
    for _ in range(150):
        broken = bytearray(whole)
        broken[dice.randrange(4, len(whole))] ^= 1 << dice.randrange(8)
        (tmp_path / "t.parquet").write_bytes(broken)
        gaps += _gap(tmp_path / "t.parquet")
    assert gaps > 20


def _gap(path: Path) -> bool:
    table = opened(path)
    if isinstance(table, Incomplete):
        assert "canary" not in table.reason
        return True
    try:
        read(table)
    except SourceUnreadable as failure:
        reason = str(failure)
    else:
        return False
    assert "canary" not in reason
    return True
