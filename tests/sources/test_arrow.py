"""Arrow: files and streams stay what they are, types stay, and nothing of the source stays that is not masked."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings

from piiscan.errors import SourceUnreadable
from piiscan.sources import write_table
from tests.sources.gaps import gap
from tests.sources.roundtrip import copied, opened, read, steady
from tests.sources.test_nested import frames

LAYOUTS = {"file": (pa.ipc.new_file, pa.ipc.open_file), "stream": (pa.ipc.new_stream, pa.ipc.open_stream)}
each_layout = pytest.mark.parametrize("layout", LAYOUTS)


def written(table: pa.Table, layout: str, compression: str | None = None, rows: int = 100) -> bytes:
    stream = io.BytesIO()
    options = pa.ipc.IpcWriteOptions(compression=compression)
    with LAYOUTS[layout][0](stream, table.schema, options=options) as writer:
        writer.write_table(table, max_chunksize=rows)
    return stream.getvalue()


def as_arrow(frame: pl.DataFrame) -> pa.Table:
    return frame.to_arrow(compat_level=pl.CompatLevel.oldest())


@each_layout
@settings(steady, max_examples=25)
@given(frame=frames())
def test_values_come_out_as_they_went_in(layout: str, frame: pl.DataFrame) -> None:
    copy = copied(written(as_arrow(frame), layout), "t.arrow")
    again = pl.read_ipc(copy) if layout == "file" else pl.read_ipc_stream(copy)
    assert again.schema == frame.schema
    assert again.equals(frame)


@each_layout
@pytest.mark.parametrize("codec", [None, "lz4", "zstd"])
def test_a_copy_is_of_the_same_kind_and_compression(layout: str, codec: str | None, tmp_path: Path) -> None:
    source = written(pa.table({"a": ["x" * 50] * 1000}), layout, codec)
    copy = copied(source, "t")
    assert LAYOUTS[layout][1](copy).read_all().to_pydict() == {"a": ["x" * 50] * 1000}
    (tmp_path / "copy").write_bytes(copy)
    assert (opened(tmp_path / "copy").layout, opened(tmp_path / "copy").codec) == (layout, codec or "uncompressed")
    assert copied(source, "t") == copy


@pytest.mark.catalogue("B20")
@each_layout
def test_dictionaries_and_metadata_are_not_carried_over(layout: str) -> None:
    column = pa.array(["x", "canary-7", "x"]).dictionary_encode()
    schema = pa.schema([pa.field("d", column.type, metadata={"k": "canary-7"})], metadata={"pandas": "canary-7"})
    source = written(pa.table([column], schema=schema), layout)
    copy = copied(
        source, "t", lambda frame: frame.with_columns(pl.col("d").cast(pl.String).str.replace("canary-7", "y"))
    )
    assert b"canary" not in copy
    kept = copied(source, "t")
    assert LAYOUTS[layout][1](kept).read_all().to_pydict() == {"d": ["x", "canary-7", "x"]}


def test_dictionaries_that_change_within_a_stream_are_followed() -> None:
    stream = io.BytesIO()
    batches = [pa.record_batch({"d": pa.array(values).dictionary_encode()}) for values in (["a", "b"], ["c"], ["a"])]
    with pa.ipc.new_stream(stream, batches[0].schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
    copy = copied(stream.getvalue(), "t")
    assert pa.ipc.open_stream(copy).read_all().to_pydict() == {"d": ["a", "b", "c", "a"]}


def test_what_fields_say_about_themselves_is_their_comment(tmp_path: Path) -> None:
    inner = pa.field("sjh", pa.string(), metadata={"comment": "手机号"})
    schema = pa.schema(
        [pa.field("who", pa.list_(pa.struct([inner]))), pa.field("n", pa.int8(), metadata={"doc": "size"})]
    )
    (tmp_path / "t").write_bytes(written(schema.empty_table(), "file"))
    assert [(c.name, c.comment) for c in opened(tmp_path / "t").columns] == [("$.who[*].sjh", "手机号"), ("n", "size")]


@each_layout
def test_batches_are_small_however_large_the_file(layout: str, tmp_path: Path) -> None:
    (tmp_path / "t").write_bytes(written(pa.table({"a": range(250_000)}), layout, rows=60_000))
    table = opened(tmp_path / "t")
    assert max(frame.height for frame in table.batches()) <= 100_000
    assert read(table)["a"].to_list() == list(range(250_000))


@each_layout
def test_an_empty_table_has_one_empty_batch(layout: str, tmp_path: Path) -> None:
    (tmp_path / "t").write_bytes(written(pa.schema([("a", pa.int64())]).empty_table(), layout))
    assert [frame.schema for frame in opened(tmp_path / "t").batches()] == [{"a": pl.Int64}]


def cut(content: bytes) -> bytes:
    return content[: len(content) * 2 // 3]


WHOLE = written(pa.table({"name": ["canary-7"] * 500}), "file")
BROKEN: dict[str, tuple[bytes, str]] = {
    "feather 1": (b"FEA1" + b"canary-7" * 9 + b"FEA1", "version 1"),
    "cut file": (cut(WHOLE), "cut off"),
    "cut stream": (cut(written(pa.table({"name": ["canary-7"] * 500}), "stream")), "cut off"),
    "magic only": (b"ARROW1\0\0canary-7", "damaged"),
    "same names": (written(pa.table([["canary-7"], ["x"]], names=["a", "a"]), "file"), "same name"),
    "huge message": (b"\xff\xff\xff\xff\xff\xff\xff\x7fcanary-7", "192 MiB"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_gaps_that_say_why(tmp_path: Path, name: str) -> None:
    content, why = BROKEN[name]
    (tmp_path / "t").write_bytes(content)
    assert why in gap(tmp_path / "t")


def test_schemas_too_deep_or_too_wide_are_gaps(tmp_path: Path) -> None:
    deep = pa.string()
    for _ in range(210):
        deep = pa.list_(deep)
    (tmp_path / "t").write_bytes(written(pa.schema([("a", deep)]).empty_table(), "file"))
    assert "nested deeper than 200" in gap(tmp_path / "t")


@pytest.mark.catalogue("C16")
@pytest.mark.parametrize(
    "spoil", [lambda dice, size: dice.randrange(8, size), lambda dice, size: size - dice.randrange(11, 400)]
)
def test_damaged_files_are_gaps_and_never_crashes(tmp_path: Path, spoil: Callable) -> None:
    dice = random.Random(7)
    gaps = 0
    for _ in range(150):
        broken = bytearray(WHOLE)
        broken[spoil(dice, len(WHOLE))] ^= 1 << dice.randrange(8)
        (tmp_path / "t").write_bytes(broken)
        gaps += "canary" not in (gap(tmp_path / "t") or "canary")
    assert gaps > 5


def test_a_change_while_it_is_masked_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "t").write_bytes(WHOLE)
    table = opened(tmp_path / "t")
    (tmp_path / "t").write_bytes(WHOLE + b"\0")
    with pytest.raises(SourceUnreadable, match="changed"):
        write_table(table, table.batches(), tmp_path / "out")
    assert not (tmp_path / "out").exists()
