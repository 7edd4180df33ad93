"""Nested columns come apart into columns of their leaves, by path, and go together again as they were."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from hashlib import sha256

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import piiscan
from piiscan.errors import OutputFailed, SourceUnreadable
from piiscan.model.text import as_text
from piiscan.sources import frame_table
from tests.sources.roundtrip import read, steady

SCALARS: list[tuple[pl.DataType, st.SearchStrategy]] = [
    (pl.Int64(), st.integers(-(2**63), 2**63 - 1)),
    (pl.String(), st.text(max_size=3)),
    (pl.Float64(), st.floats(allow_nan=True)),
    (pl.Boolean(), st.booleans()),
    (pl.Date(), st.dates()),
    (pl.Decimal(38, 4), st.integers(-(10**30), 10**30).map(lambda n: Decimal(n).scaleb(-4))),
    (pl.Datetime("us", "Asia/Shanghai"), st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2100, 1, 1))),
    (pl.Duration("ms"), st.integers(-(10**9), 10**9).map(lambda ms: dt.timedelta(milliseconds=ms))),
    (pl.Binary(), st.binary(max_size=3)),
]
Typed = tuple[pl.DataType, st.SearchStrategy]
NAMES = st.sampled_from(["a", "b.c", "$", "d[*]", 'e"', "f\n", "手机", "", "key"])


def nullable(typed: Typed) -> Typed:
    return typed[0], st.none() | typed[1]


def in_list(typed: Typed) -> Typed:
    return pl.List(typed[0]), st.lists(nullable(typed)[1], max_size=3)


def in_array(typed: Typed) -> Typed:
    return pl.Array(typed[0], 2), st.lists(nullable(typed)[1], min_size=2, max_size=2)


def in_map(typed: Typed) -> Typed:
    return pl.Map(pl.String(), typed[0]), st.dictionaries(st.text(max_size=2), nullable(typed)[1], max_size=3)


def in_struct(named: dict[str, Typed]) -> Typed:
    values = {name: nullable(typed)[1] for name, typed in named.items()}
    return pl.Struct({name: dtype for name, (dtype, _) in named.items()}), st.fixed_dictionaries(values)


def deeper(inner: st.SearchStrategy[Typed]) -> st.SearchStrategy[Typed]:
    structs = st.dictionaries(NAMES, inner, min_size=1, max_size=3).map(in_struct)
    return structs | inner.map(in_list) | inner.map(in_array) | inner.map(in_map)


TYPES: st.SearchStrategy[Typed] = st.recursive(st.sampled_from(SCALARS), deeper, max_leaves=5)


@st.composite
def frames(draw: Callable) -> pl.DataFrame:
    named = draw(st.dictionaries(NAMES | st.sampled_from(["$.a", '$["$.a"]']), TYPES, min_size=1, max_size=3))
    height = draw(st.integers(0, 4))
    columns = []
    for name, (dtype, values) in named.items():
        drawn = draw(st.lists(st.none() | values, min_size=height, max_size=height))
        columns.append(pl.Series(name, drawn, dtype=dtype))
    return pl.DataFrame(columns)


@settings(steady, max_examples=60)
@given(frame=frames())
def test_what_comes_apart_goes_together_as_it_was(frame: pl.DataFrame) -> None:
    table = frame_table(frame, "t")
    again = table.laid(table.batches())
    assert again.schema == frame.schema
    assert again.equals(frame)


@settings(steady, max_examples=40)
@given(frame=frames())
def test_batches_hold_the_columns_that_are_declared(frame: pl.DataFrame) -> None:
    table = frame_table(frame, "t")
    leaves = read(table)
    assert [(c.name, c.type) for c in table.columns] == [(name, str(dtype)) for name, dtype in leaves.schema.items()]
    assert leaves.height == frame.height
    assert all(c.path in (None, c.name) for c in table.columns)
    assert as_text(leaves).height == frame.height


ORDERS = pl.DataFrame(
    {
        "id": [1, 2, 3, 4],
        "orders": [
            [{"no": 1, "receiver": {"phone": "a", "tags": ["x", "y"]}}, {"no": 2, "receiver": None}],
            [],
            None,
            [None, {"no": 3, "receiver": {"phone": None, "tags": []}}],
        ],
    }
)


def test_leaves_are_named_by_their_paths() -> None:
    table = frame_table(ORDERS, "t")
    assert [(c.name, c.path, c.type) for c in table.columns] == [
        ("id", None, "Int64"),
        ("$.orders[*].no", "$.orders[*].no", "List(Int64)"),
        ("$.orders[*].receiver.phone", "$.orders[*].receiver.phone", "List(String)"),
        ("$.orders[*].receiver.tags[*]", "$.orders[*].receiver.tags[*]", "List(String)"),
    ]
    leaves = read(table)
    assert leaves["$.orders[*].receiver.phone"].to_list() == [["a", None], [], None, [None, None]]
    assert leaves["$.orders[*].receiver.tags[*]"].to_list() == [["x", "y"], [], None, []]


def test_types_say_no_category() -> None:
    kind = pl.Enum(["canary-7"])
    columns = frame_table(
        pl.DataFrame(schema={"a": kind, "l": pl.List(kind), "s": pl.Struct({"e": kind})}), "t"
    ).columns
    assert [c.type for c in columns] == ["Enum", "List(Enum)", "Enum"]


def test_names_that_look_like_paths_stay_apart() -> None:
    frame = pl.DataFrame({"a": [{"b": 1}], "$.a.b": [2], '$["a"]': [3], "a.b": [4]})
    table = frame_table(frame, "t")
    names = [c.name for c in table.columns]
    assert names == ["$.a.b", '$["$.a.b"]', '$["$[\\"a\\"]"]', "a.b"]
    assert table.laid(table.batches()).equals(frame)


def test_masked_leaves_become_text_and_dropped_ones_disappear() -> None:
    table = frame_table(ORDERS, "t")
    masked = (
        frame.select(
            "id",
            pl.col("$.orders[*].no").cast(pl.List(pl.String)),
            pl.col("$.orders[*].receiver.tags[*]").list.eval(pl.element().str.to_uppercase()),
        )
        for frame in table.batches()
    )
    assert table.laid(masked)["orders"].to_list() == [
        [{"no": "1", "receiver": {"tags": ["X", "Y"]}}, {"no": "2", "receiver": None}],
        [],
        None,
        [None, {"no": "3", "receiver": {"tags": []}}],
    ]


def test_a_column_without_leaves_left_disappears() -> None:
    table = frame_table(ORDERS, "t")
    assert table.laid(frame.select("id") for frame in table.batches()).columns == ["id"]


def test_a_null_in_place_of_a_list_stands_for_nulls_in_all_places() -> None:
    table = frame_table(ORDERS.select("orders"), "t")
    name = "$.orders[*].receiver.phone"
    nulls = pl.lit(None, dtype=pl.List(pl.String)).alias(name)
    masked = (frame.with_columns(nulls).select(name) for frame in table.batches())
    laid = table.laid(masked)["orders"].to_list()
    assert laid == [
        [{"receiver": {"phone": None}}, {"receiver": None}],
        [],
        None,
        [None, {"receiver": {"phone": None}}],
    ]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda frame: frame.with_columns(pl.col("$.orders[*].no").list.head(1)),
        lambda frame: frame.head(3),
        lambda frame: pl.concat([frame, frame]),
        lambda frame: frame.with_columns(pl.lit("x").alias("$.orders[*].no")),
    ],
    ids=["short list", "few rows", "many rows", "no list"],
)
def test_what_does_not_fit_is_never_laid(spoil: Callable[[pl.DataFrame], pl.DataFrame]) -> None:
    table = frame_table(ORDERS, "t")
    with pytest.raises(OutputFailed):
        table.laid(spoil(frame) for frame in table.batches())


def test_maps_are_records_of_keys_and_values() -> None:
    frame = pl.DataFrame({"m": pl.Series([{"a": 1, "b": 2}, None, {}], dtype=pl.Map(pl.String(), pl.Int64()))})
    table = frame_table(frame, "t")
    assert [c.name for c in table.columns] == ["$.m[*].key", "$.m[*].value"]
    keys = table.laid(frame.drop("$.m[*].value") for frame in table.batches())
    assert keys["m"].to_list() == [[{"key": "a"}, {"key": "b"}], None, []]
    alike = pl.col("$.m[*].key").list.eval(pl.lit("x"))
    with pytest.raises(OutputFailed, match="keys of a map"):
        table.laid(frame.with_columns(alike) for frame in table.batches())


def test_what_is_nested_too_deep_is_a_gap() -> None:
    dtype: pl.DataType = pl.String()
    for _ in range(205):
        dtype = pl.List(dtype)
    with pytest.raises(SourceUnreadable, match="nested deeper than 200 levels"):
        frame_table(pl.DataFrame(schema={"a": dtype}), "t")


def test_nested_leaves_of_a_frame_are_found_and_masked_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASKING_KEY", sha256(b"a key of a test").hexdigest())
    frame = pl.DataFrame({"who": [{"email": [f"u{n}@canary.invalid"], "n": n % 7} for n in range(300)]})
    findings = piiscan.scan(frame, text="off")
    email, n = findings.tables[0].columns
    assert (email.path, email.status, email.entity, n.path) == (
        "$.who.email[*]",
        "personal",
        "EMAIL_ADDRESS",
        "$.who.n",
    )
    masked = piiscan.mask(frame, plan=piiscan.plan(findings), key="env:MASKING_KEY")
    assert masked.schema == frame.schema
    assert masked["who"].struct.field("n").equals(frame["who"].struct.field("n"))
    assert masked["who"].struct.field("email").list.first().n_unique() == 300
    assert "canary" not in str(masked.to_dicts())
