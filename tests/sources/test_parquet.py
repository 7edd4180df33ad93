"""Parquet: types stay, and nothing of the source stays that is not in the masked rows."""

from __future__ import annotations

import datetime as dt
import io
import json
import random
from decimal import Decimal
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.errors import SourceUnreadable
from piiscan.model.finding import Incomplete
from piiscan.sources import write_table
from tests.sources.gaps import gap
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


@pytest.mark.catalogue("B8")
@settings(steady, max_examples=30)
@given(rows=ROWS)
def test_typed_values_come_out_as_they_went_in(tmp_path_factory: pytest.TempPathFactory, rows: list) -> None:
    frame = pl.DataFrame(rows, schema={name: dtype for name, (dtype, _) in TYPED.items()})
    assert pl.read_parquet(copied(frame, tmp_path_factory.mktemp("p"))).equals(frame)


def test_columns_have_their_own_types(tmp_path: Path) -> None:
    pl.DataFrame({"a": [1], "b": ["x"]}).write_parquet(tmp_path / "t.parquet")
    assert [(c.name, c.type) for c in opened(tmp_path / "t.parquet").columns] == [("a", "Int64"), ("b", "String")]


@pytest.mark.catalogue("B19", "B20")
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


@pytest.mark.catalogue("C16")
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


@pytest.mark.parametrize("codec", ["uncompressed", "snappy", "gzip", "brotli", "zstd", "lz4"])
def test_the_codec_stays_and_copies_are_the_same_every_time(tmp_path: Path, codec: str) -> None:
    frame = pl.DataFrame({"a": [f"value {n % 7}" for n in range(5000)], "n": [{"x": [n]} for n in range(5000)]})
    first = copied(frame, tmp_path, compression=codec)
    found = {pq.read_metadata(first).row_group(0).column(n).compression for n in range(2)}
    assert found <= {codec.upper(), "UNCOMPRESSED"}
    before = first.read_bytes()
    assert copied(frame, tmp_path, compression=codec).read_bytes() == before


def test_leaves_deep_inside_are_masked_and_dropped_in_place(tmp_path: Path) -> None:
    frame = pl.DataFrame({"o": [[{"p": "a", "n": 1, "x": 2}, None], [], None]})
    frame.write_parquet(tmp_path / "t.parquet")
    table = opened(tmp_path / "t.parquet")
    mask = pl.col("$.o[*].n").cast(pl.List(pl.String))
    masked = (batch.with_columns(mask).drop("$.o[*].p") for batch in table.batches())
    write_table(table, masked, tmp_path / "out")
    assert pl.read_parquet(tmp_path / "out").to_dict(as_series=False) == {"o": [[{"n": "1", "x": 2}, None], [], None]}


def test_a_table_may_have_very_many_columns(tmp_path: Path) -> None:
    wide = pl.DataFrame({f"c{n}": [n] for n in range(1500)})
    assert pl.read_parquet(copied(wide, tmp_path)).equals(wide)


def keyed() -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table([["canary-7"], ["x"]], names=["a", "a"]), stream)
    return stream.getvalue()


def declaring(rows: int) -> bytes:
    """A file of three rows whose footer says something else: both counts are single bytes in it."""
    stream = io.BytesIO()
    pl.DataFrame({"a": [1, 2, 3]}).write_parquet(stream, statistics=False)
    content = bytearray(stream.getvalue())
    at = len(content) - 8 - int.from_bytes(content[-8:-4], "little")
    footer = bytes(content[at:-8]).replace(b"\x16\x06", b"\x16" + bytes([rows << 1]))
    return bytes(content[:at]) + footer + len(footer).to_bytes(4, "little") + b"PAR1"


REFUSED: dict[str, tuple[bytes, str]] = {
    "encrypted": (b"PARE" + b"canary-7" * 9 + b"PARE", "is encrypted"),
    "same names": (keyed(), "same name"),
    "cut off": (keyed()[:-20], "cut off"),
    "huge footer": (b"PAR1canary-7\xff\xff\xff\x7fPAR1", "damaged or cut off"),
    "too many rows": (declaring(60), ""),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_a_gap_that_says_why(tmp_path: Path, name: str) -> None:
    content, why = REFUSED[name]
    (tmp_path / "t").write_bytes(content)
    assert gap(tmp_path / "t")
    assert why in gap(tmp_path / "t")


@pytest.mark.catalogue("C16")
def test_schemas_too_deep_for_readers_are_gaps(tmp_path: Path) -> None:
    deep = pa.string()
    for _ in range(300):
        deep = pa.list_(deep)
    pq.write_table(pa.table({"a": pa.nulls(1).cast(deep)}), tmp_path / "t")
    assert "nested deeper" in gap(tmp_path / "t")


def test_what_writers_say_about_columns_is_their_comment(tmp_path: Path) -> None:
    who = pa.struct([pa.field("sjh", pa.string(), metadata={"comment": "手机号"})])
    spark = {"type": "struct", "fields": [{"name": "n", "type": "long", "metadata": {"comment": "数量"}}]}
    metadata = {"org.apache.spark.sql.parquet.row.metadata": json.dumps(spark)}
    schema = pa.schema([("who", pa.list_(who)), ("n", pa.int64())], metadata=metadata)
    pq.write_table(schema.empty_table(), tmp_path / "t")
    said = [(c.name, c.comment) for c in opened(tmp_path / "t").columns]
    assert said == [("$.who[*].sjh", "手机号"), ("n", "数量")]


def test_metadata_that_is_damaged_says_nothing(tmp_path: Path) -> None:
    pl.DataFrame({"a": [1]}).write_parquet(
        tmp_path / "t", metadata={"org.apache.spark.sql.parquet.row.metadata": '{"type": "struct", "fields": [1]}'}
    )
    assert [c.comment for c in opened(tmp_path / "t").columns] == [None]


def test_extension_types_are_read_and_copied_as_what_they_are_stored_as(tmp_path: Path) -> None:
    said, ids = pa.array(["1", None], pa.json_()), pa.array([bytes(16), None], pa.uuid())
    columns = {"said": said, "id": ids, "listed": pa.ListArray.from_arrays([0, 1, 2], said)}
    pq.write_table(pa.table(columns), tmp_path / "in.parquet")
    table = opened(tmp_path / "in.parquet")
    assert [column.type for column in table.columns] == ["String", "Binary", "List(String)"]
    assert read(table).rows() == [("1", bytes(16), ["1"]), (None, None, [None])]
    write_table(table, table.batches(), tmp_path / "out.parquet")
    assert pl.read_parquet(tmp_path / "out.parquet").rows() == read(table).rows()
