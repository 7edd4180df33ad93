"""Avro: schema, types and codec stay wherever masks leave them, and nothing of the source stays that is not masked."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import fastavro
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.sources.formats.avro.container import read_blocks, read_header, write_block, write_header
from tests.sources.roundtrip import copied, opened, read, steady

UTC = dt.UTC


def in_utc(moment: dt.datetime) -> dt.datetime:
    return moment.replace(tzinfo=UTC)


def with_scale(number: int) -> Decimal:
    return Decimal(number).scaleb(-4)


LONG = st.integers(-(2**63), 2**63 - 1)
Typed = tuple[Any, st.SearchStrategy]
LEAVES: list[Typed] = [
    ("int", st.integers(-(2**31), 2**31 - 1)),
    ("long", LONG),
    ("float", st.floats(width=32, allow_nan=False)),
    ("double", st.floats(allow_nan=False)),
    ("boolean", st.booleans()),
    ("string", st.text(max_size=4)),
    ("bytes", st.binary(max_size=4)),
    ({"type": "int", "logicalType": "date"}, st.dates()),
    ({"type": "long", "logicalType": "timestamp-millis"}, st.just(dt.datetime(2020, 1, 2, 3, 4, 5, 6000, UTC))),
    ({"type": "long", "logicalType": "timestamp-micros"}, st.datetimes(dt.datetime(1900, 1, 1)).map(in_utc)),
    ({"type": "long", "logicalType": "local-timestamp-micros"}, st.datetimes(dt.datetime(1900, 1, 1))),
    ({"type": "int", "logicalType": "time-millis"}, st.just(dt.time(1, 2, 3, 4000))),
    ({"type": "long", "logicalType": "time-micros"}, st.times()),
    ({"type": "bytes", "logicalType": "decimal", "precision": 30, "scale": 4},
     st.integers(-(10**25), 10**25).map(with_scale)),
    ({"type": "string", "logicalType": "uuid"}, st.uuids()),
    ({"type": "enum", "name": "Colour", "symbols": ["RED", "BLUE"]}, st.sampled_from(["RED", "BLUE"])),
    ({"type": "fixed", "name": "Two", "size": 2}, st.binary(min_size=2, max_size=2)),
]  # fmt: skip


def in_record(fields: list[Typed]) -> Typed:
    members = [{"name": f"f{n}", "type": schema} for n, (schema, _) in enumerate(fields)]
    values = {f"f{n}": values for n, (_, values) in enumerate(fields)}
    return {"type": "record", "name": "Inner", "fields": members}, st.fixed_dictionaries(values)


def deeper(inner: st.SearchStrategy[Typed]) -> st.SearchStrategy[Typed]:
    return (
        inner.filter(lambda t: not isinstance(t[0], list)).map(lambda t: (["null", t[0]], st.none() | t[1]))
        | inner.map(lambda t: ({"type": "array", "items": t[0]}, st.lists(t[1], max_size=3)))
        | inner.map(lambda t: ({"type": "map", "values": t[0]}, st.dictionaries(st.text(max_size=2), t[1], max_size=3)))
        | st.lists(inner, min_size=1, max_size=3).map(in_record)
    )


TYPES = st.recursive(st.sampled_from(LEAVES), deeper, max_leaves=4)


def named_apart(schema: Any, counter: list[int]) -> Any:
    """Every name once, as Avro wants it."""
    if isinstance(schema, list):
        return [named_apart(branch, counter) for branch in schema]
    if not isinstance(schema, dict):
        return schema
    again = {
        key: named_apart(value, counter) if key in ("type", "items", "values") else value
        for key, value in schema.items()
    }
    if "fields" in schema:
        again["fields"] = [named_apart(member, counter) for member in schema["fields"]]
    if "name" in schema and schema.get("type") in ("record", "enum", "fixed"):
        counter[0] += 1
        again["name"] = f"{schema['name']}{counter[0]}"
    return again


def written(schema: Any, rows: list[dict], codec: str = "null") -> bytes:
    stream = io.BytesIO()
    fastavro.writer(stream, schema, rows, codec=codec, sync_interval=500)
    return stream.getvalue()


def rows_of(content: bytes) -> list[Any]:
    return list(fastavro.reader(io.BytesIO(content)))


def schema_of(content: bytes) -> Any:
    return json.loads(fastavro.reader(io.BytesIO(content)).metadata["avro.schema"])


def record(*fields: tuple, name: str = "Row") -> dict:
    members = [{"name": at, "type": of} | (rest[0] if rest else {}) for at, of, *rest in fields]
    return {"type": "record", "name": name, "fields": members}


@settings(steady, max_examples=30)
@given(data=st.data())
def test_values_and_schema_come_out_as_they_went_in(data: st.DataObject) -> None:
    inner, values = in_record(data.draw(st.lists(TYPES, min_size=1, max_size=3)))
    schema = named_apart(inner, [0])
    source = written(schema, data.draw(st.lists(values, max_size=4)))
    copy = copied(source, "t.avro")
    assert schema_of(copy) == schema
    assert rows_of(copy) == rows_of(source)


PHONE = {**record(("phone", "string"), name="Phone"), "namespace": "a"}
UNION = record(
    ("v", ["null", "string", "long", "double", PHONE, {"type": "array", "items": "int"}]),
)
UNION_ROWS = [{"v": v} for v in (None, "5", 5, 5.5, ("a.Phone", {"phone": "138"}), [1, 2], "", 2**60, -0.0)]


def test_a_union_has_a_column_for_each_of_its_types(tmp_path: Path) -> None:
    (tmp_path / "t").write_bytes(written(UNION, UNION_ROWS))
    table = opened(tmp_path / "t")
    assert [c.name for c in table.columns] == [
        "$.v.string",
        "$.v.long",
        "$.v.double",
        "$.v.Phone.phone",
        "$.v.array[*]",
    ]
    assert read(table)["$.v.string"].drop_nulls().to_list() == ["5", ""]


def test_unions_stay_unions_unless_masks_make_their_types_alike() -> None:
    source = written(UNION, UNION_ROWS)
    kept = copied(source, "t")
    assert schema_of(kept) == UNION
    assert repr(rows_of(kept)) == repr(rows_of(source))
    same_type = copied(source, "t", lambda f: f.with_columns(pl.col("$.v.string").str.replace("5", "x")))
    assert [row["v"] for row in rows_of(same_type)][:3] == [None, "x", 5]
    masked = copied(source, "t", lambda f: f.with_columns(pl.col("$.v.long").cast(pl.String) + "!").drop("$.v.double"))
    assert rows_of(masked)[2]["v"] == {"string": None, "long": "5!", "Phone": None, "array": None}
    assert rows_of(masked)[3]["v"] == {"string": None, "long": None, "Phone": None, "array": None}


def test_masked_fields_say_so_in_the_schema() -> None:
    schema = record(
        ("id", "long", {"doc": "number"}),
        ("mobile", ["null", "long"], {"doc": "e.g. 13800138000", "default": None}),
        ("colour", {"type": "enum", "name": "Colour", "symbols": ["RED"]}),
        ("who", ["null", record(("name", "string"), ("born", {"type": "int", "logicalType": "date"}), name="Who")]),
        ("device", {"type": "string", "logicalType": "uuid"}),
        ("gone", "string"),
    )
    rows = [
        {"id": 1, "mobile": n, "colour": "RED", "who": who, "device": UUID(int=7), "gone": "x"}
        for n, who in ((13800138000, {"name": "A", "born": dt.date(1990, 1, 2)}), (None, None))
    ]
    masks = [
        pl.col("mobile").cast(pl.String).str.head(3),
        pl.col("colour").cast(pl.String).str.to_lowercase(),
        pl.col("device").str.head(1),
        pl.col("$.who.born").cast(pl.String),
    ]
    copy = copied(written(schema, rows), "t", lambda frame: frame.with_columns(masks).drop("gone"))
    assert schema_of(copy) == record(
        ("id", "long", {"doc": "number"}),
        ("mobile", ["null", "string"]),
        ("colour", "string"),
        ("who", ["null", record(("name", "string"), ("born", "string"), name="Who")]),
        ("device", "string"),
    )
    assert rows_of(copy) == [
        {"id": 1, "mobile": "138", "colour": "red", "who": {"name": "A", "born": "1990-01-02"}, "device": "0"},
        {"id": 1, "mobile": None, "colour": "red", "who": None, "device": "0"},
    ]


def test_a_named_type_that_is_masked_in_one_place_gets_a_name_of_its_own() -> None:
    who = record(("name", "string"), ("age", "int"), name="a.Who")
    source = written(
        record(("x", who), ("y", "a.Who"), name="a.Row"), [{"x": {"name": "A", "age": 1}, "y": {"name": "B", "age": 2}}]
    )
    copy = copied(source, "t", lambda frame: frame.with_columns(pl.col("$.x.age").cast(pl.String)))
    assert rows_of(copy) == [{"x": {"name": "A", "age": "1"}, "y": {"name": "B", "age": 2}}]
    assert rows_of(copied(source, "t")) == rows_of(source)


def test_a_field_that_comes_to_hold_nulls_allows_them() -> None:
    source = written(record(("a", "long"), ("b", "long")), [{"a": 1, "b": 1}, {"a": 2, "b": 2}])
    nulls = pl.when(pl.lit(False)).then("a").alias("a")
    copy = copied(source, "t", lambda frame: frame.with_columns(nulls))
    assert schema_of(copy) == record(("a", ["null", "long"]), ("b", "long"))
    assert rows_of(copy) == [{"a": None, "b": 1}, {"a": None, "b": 2}]


def test_maps_that_lose_their_keys_are_lists() -> None:
    source = written(record(("m", {"type": "map", "values": "int"})), [{"m": {"a": 1, "b": 2}}, {"m": {}}])
    assert rows_of(copied(source, "t", lambda f: f.drop("$.m[*].key"))) == [
        {"m": [{"value": 1}, {"value": 2}]},
        {"m": []},
    ]


@pytest.mark.parametrize("codec", ["null", "deflate", "bzip2", "xz", "zstandard", "snappy"])
def test_the_codec_stays_and_copies_are_the_same_every_time(codec: str) -> None:
    if codec == "snappy":
        pytest.importorskip("cramjam")
    rows = [{"a": f"row {n}", "b": None if n % 3 else n} for n in range(500)]
    source = recoded(written(record(("a", "string"), ("b", ["null", "long"])), rows), codec)
    copy = copied(source, "t")
    assert read_header(io.BytesIO(copy)).codec == codec
    assert rows_of(recoded(copy, "null")) == rows
    assert copied(source, "t") == copy


def recoded(content: bytes, codec: str) -> bytes:
    """With our own codecs: fastavro asks for a package for each."""
    source, copy = io.BytesIO(content), io.BytesIO()
    before = read_header(source)
    after = replace(before, codec=codec)
    write_header(copy, after)
    for block in read_blocks(source, before):
        write_block(copy, block, after)
    return copy.getvalue()


@pytest.mark.parametrize("codec", ["deflate", "bzip2", "xz"])
def test_codecs_are_those_of_other_writers(codec: str) -> None:
    source = written(record(("a", "string")), [{"a": "x" * 1000}], codec)
    assert rows_of(copied(source, "t")) == [{"a": "x" * 1000}]
    assert len(copied(source, "t")) < 500


def test_what_the_schema_says_is_the_comment(tmp_path: Path) -> None:
    who = record(("sjh", ["null", "string"], {"doc": "手机号"}), name="Who")
    schema = record(
        ("who", {"type": "array", "items": who}), ("tags", {"type": "array", "items": "string"}, {"doc": "words"})
    )
    (tmp_path / "t").write_bytes(written(schema, []))
    said = [(c.name, c.comment) for c in opened(tmp_path / "t").columns]
    assert said == [("$.who[*].sjh", "手机号"), ("$.tags[*]", "words")]


def test_metadata_and_defaults_are_not_carried_over() -> None:
    stream = io.BytesIO()
    schema = record(("a", "string", {"default": "canary-7", "doc": "such as canary-7"}))
    fastavro.writer(stream, schema, [{"a": "x"}], metadata={"note": "canary-7"})
    copy = copied(stream.getvalue(), "t", lambda frame: frame.select(pl.lit("y").alias("a")))
    assert rows_of(copy) == [{"a": "y"}]
    assert b'"note"' not in copy


def test_many_blocks_come_in_batches_again_and_again(tmp_path: Path) -> None:
    schema = record(("a", "long"), ("l", {"type": "array", "items": "int"}))
    (tmp_path / "t").write_bytes(written(schema, [{"a": n, "l": [n]} for n in range(130_000)]))
    table = opened(tmp_path / "t")
    assert max(frame.height for frame in table.batches()) <= 100_000
    assert read(table)["a"].to_list() == list(range(130_000))
