"""ORC: types and compression stay, and nothing of the source stays that is not in the masked rows."""

from __future__ import annotations

import datetime as dt
import io
import random
import sys
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

pa = pytest.importorskip("pyarrow")
orc = pytest.importorskip("pyarrow.orc")

from tests.sources.gaps import gap  # noqa: E402
from tests.sources.roundtrip import copied, opened, read  # noqa: E402

PAIR = pa.struct([("p", pa.string()), ("n", pa.int32())])
TABLE = pa.table(
    {
        "long": pa.array([2**63 - 1, None, 0]),
        "text": ["", None, "007"],
        "map": pa.array([[("a", 1)], None, []], pa.map_(pa.string(), pa.int64())),
        "list": pa.array([[{"p": "x", "n": 1}, None], [], None], pa.list_(PAIR)),
        "money": pa.array([Decimal("1.500"), None, Decimal("-0.001")], pa.decimal128(20, 3)),
        "day": pa.array([dt.date(1969, 1, 2), None, dt.date(2100, 1, 1)]),
        "moment": pa.array([dt.datetime(2020, 1, 2, 3, 4, 5, 678901), None, None], pa.timestamp("ns")),
        "instant": pa.array([dt.datetime(2020, 1, 2), None, None], pa.timestamp("ns", "UTC")),
        "bytes": pa.array([b"\xff\0", None, b""]),
        "single": pa.array([float("nan"), -0.0, None], pa.float32()),
    }
)  # fmt: skip


def written(table: pa.Table, **options: object) -> bytes:
    stream = io.BytesIO()
    orc.write_table(table, stream, **options)
    return stream.getvalue()


def rows_of(content: bytes) -> pa.Table:
    return orc.ORCFile(io.BytesIO(content)).read()


def test_values_and_types_come_out_as_they_went_in() -> None:
    copy = rows_of(copied(written(TABLE), "t"))
    assert copy.schema == TABLE.schema
    assert repr(copy.to_pylist()) == repr(TABLE.to_pylist())


@pytest.mark.parametrize("codec", ["uncompressed", "zlib", "snappy", "lz4", "zstd"])
def test_the_compression_stays_and_copies_are_the_same_every_time(codec: str) -> None:
    source = written(TABLE, compression=codec)
    copy = copied(source, "t")
    assert orc.ORCFile(io.BytesIO(copy)).compression == codec.upper()
    assert copied(source, "t") == copy


def test_masked_leaves_become_text_and_dropped_ones_disappear() -> None:
    mask = pl.col("$.list[*].n").list.eval(pl.element().cast(pl.String) + "!")
    copy = rows_of(
        copied(written(TABLE), "t", lambda f: f.with_columns(mask).drop("$.list[*].p").select("long", "$.list[*].n"))
    )
    assert copy.to_pydict() == {"long": [2**63 - 1, None, 0], "list": [[{"n": "1!"}, None], [], None]}


@pytest.mark.catalogue("B20")
def test_dropped_values_stand_nowhere() -> None:
    source = written(pa.table({"name": ["canary-7"] * 50, "n": range(50)}), compression="uncompressed")
    assert b"canary" in source
    assert b"canary" not in copied(source, "t", lambda frame: frame.drop("name"))


def test_stripes_come_in_batches_again_and_again(tmp_path: Path) -> None:
    (tmp_path / "t").write_bytes(written(pa.table({"a": range(250_000)}), stripe_size=1 << 16))
    table = opened(tmp_path / "t")
    assert max(frame.height for frame in table.batches()) <= 100_000
    assert read(table)["a"].to_list() == list(range(250_000))


def test_an_empty_table_has_one_empty_batch(tmp_path: Path) -> None:
    (tmp_path / "t").write_bytes(written(TABLE.slice(0, 0)))
    assert [frame.height for frame in opened(tmp_path / "t").batches()] == [0]
    assert rows_of(copied(written(TABLE.slice(0, 0)), "t")).schema == TABLE.schema


def test_without_pyarrow_it_is_a_gap_that_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "t").write_bytes(written(TABLE))
    monkeypatch.setitem(sys.modules, "pyarrow.orc", None)
    assert "install piiscan's orc extra" in gap(tmp_path / "t")


def test_moments_that_do_not_fit_are_a_gap(tmp_path: Path) -> None:
    (tmp_path / "t").write_bytes(written(pa.table({"t": pa.array([253402300799], pa.timestamp("s"))})))
    assert gap(tmp_path / "t")


@pytest.mark.catalogue("C16")
def test_damaged_files_are_gaps_and_never_crashes(tmp_path: Path) -> None:
    whole = written(pa.table({"name": ["canary-7", "x"] * 200, "n": range(400)}), compression="zlib")
    (tmp_path / "t").write_bytes(whole[: len(whole) // 2])
    assert "canary" not in gap(tmp_path / "t")
    dice = random.Random(5)
    gaps = 0
    for _ in range(30):
        broken = bytearray(whole)
        broken[dice.randrange(3, len(whole))] ^= 1 << dice.randrange(8)
        (tmp_path / "t").write_bytes(broken)
        reason = gap(tmp_path / "t")
        assert "canary" not in reason
        gaps += bool(reason)
    assert gaps > 5
