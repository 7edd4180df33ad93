"""JSON: leaves become columns and go back where they were; nothing else moves."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.errors import OutputFailed
from tests.sources.roundtrip import content_read, copied, opened, steady

KEYS = st.text(st.sampled_from("abé汉 .[]\"'$*-_7"), max_size=4)
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5)
)
TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)
RECORDS = st.lists(TREES, min_size=1, max_size=4).map(lambda records: [*records, {"leaf": "x"}])


def shouted(frame: pl.DataFrame) -> pl.DataFrame:
    """Every leaf that is there becomes another one."""
    return frame.with_columns(
        (pl.col(name) + "!") if dtype == pl.String else pl.col(name).list.eval(pl.element() + "!")
        for name, dtype in frame.schema.items()
    )


def shout(value: object) -> object:
    if isinstance(value, dict):
        return {key: shout(member) for key, member in value.items()}
    if isinstance(value, list):
        return [shout(element) for element in value]
    if value is None:
        return None
    return (value if isinstance(value, str) else json.dumps(value)) + "!"


@steady
@given(RECORDS, st.sampled_from([None, 1, 2, "\t"]), st.booleans(), st.sampled_from(["", "\n"]))
def test_documents_come_out_byte_for_byte(records: list, indent: object, ascii: bool, end: str) -> None:
    content = (json.dumps(records, indent=indent, ensure_ascii=ascii) + end).encode()
    assert copied(content, "t.json") == content


@steady
@given(RECORDS, st.booleans(), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_lines_come_out_byte_for_byte(records: list, ascii: bool, end: str, closed: bool) -> None:
    text = end.join(json.dumps(record, ensure_ascii=ascii) for record in records) + end * closed
    assert copied(text.encode(), "t.jsonl") == text.encode()


@steady
@given(RECORDS, st.sampled_from([None, 2]), st.booleans())
def test_every_leaf_is_laid_back_where_it_was(records: list, indent: object, ascii: bool) -> None:
    content = json.dumps(records, indent=indent, ensure_ascii=ascii).encode()
    assert json.loads(copied(content, "t.json", shouted)) == shout(records)


@steady
@given(RECORDS, st.sampled_from([None, 2]))
def test_masked_documents_keep_their_layout(records: list, indent: object) -> None:
    masked = copied(json.dumps(records, indent=indent, ensure_ascii=False).encode(), "t.json", shouted)
    assert masked.decode() == json.dumps(shout(records), indent=indent, ensure_ascii=False)


@steady
@given(RECORDS)
def test_dropping_every_column_leaves_no_leaf(records: list) -> None:
    text = "\n".join(map(json.dumps, records))
    masked = copied(text.encode(), "t.jsonl", lambda frame: frame.select(pl.first()))
    kept = next(iter(content_read(text.encode(), "t.jsonl").columns))
    assert set(content_read(masked, "t.jsonl").columns) <= {kept, "$"}


def test_paths_name_the_leaves() -> None:
    record = {
        "a": {"b": "x", "c d": 1},
        "orders": [{"receiver": {"phone": "1"}}, {"receiver": {"phone": None}}],
        "n": 1.50,
    }
    frame = content_read(json.dumps([record]).encode(), "t.json")
    assert frame.to_dict(as_series=False) == {
        "$.a.b": ["x"],
        '$.a["c d"]': ["1"],
        "$.orders[*].receiver.phone": [["1", None]],
        "$.n": ["1.5"],
    }


def test_paths_never_collide() -> None:
    frame = content_read(b'{"a.b":"1","a":{"b":"2"},"a[*]":"3","x":[["4"]]}', "t.json")
    assert len(frame.columns) == 4


def test_numbers_keep_their_text_and_their_type() -> None:
    content = b'{"big": 123456789012345678901234567890, "f": 1.10, "e": 1E5, "s": "7"}\n'
    assert content_read(content, "t.jsonl").row(0) == ("123456789012345678901234567890", "1.10", "1E5", "7")
    masked = copied(content, "t.jsonl", lambda frame: frame.with_columns(pl.lit("x").alias("$.s")))
    assert masked == b'{"big": 123456789012345678901234567890, "f": 1.10, "e": 1E5, "s": "x"}\n'


def test_numeric_columns_are_written_as_numbers() -> None:
    masked = copied(b'{"age":34,"ok":true}', "t.json", lambda f: f.with_columns(pl.lit(30).alias("$.age")))
    assert masked == b'{"age":30,"ok":true}'


def test_dropped_columns_leave_the_record() -> None:
    content = b'[{"a": 1, "o": [{"p": 1, "q": 2}, {"p": 3}], "tags": ["x", "y"]}]'
    masked = copied(content, "t.json", lambda f: f.drop("$.a", "$.o[*].p", "$.tags[*]"))
    assert masked == b'[{"o": [{"q": 2}, {}], "tags": []}]'


def test_lists_of_another_length_are_refused() -> None:
    for cut in (pl.col("$[*]").list.head(1), pl.col("$[*]").list.concat(pl.col("$[*]"))):
        with pytest.raises(OutputFailed):
            copied(b"[1,2]\n[3,4]\n", "t.jsonl", lambda f, cut=cut: f.with_columns(cut))


@pytest.mark.parametrize(
    ("name", "content", "format"),
    [
        ("t", b'{"a": 1}\n{"a": 2}\n', "jsonl"),
        ("t", b'{"a": 1}\n', "json"),
        ("t.jsonl", b'{"a": 1}\n', "jsonl"),
        ("t", b'[\n  {"a": 1}\n]\n', "json"),
        ("t.json", b'{"a": 1}\n{"a": 2}\n', "jsonl"),
        ("t.jsonl", b'"x"\n"y"\n', "jsonl"),
        ("t.log", b"[2026-01-01] started\n[2026-01-02] stopped\n", "text"),
        ("t.log", b'{"a": 1}\nand then it crashed\n', "text"),
    ],
)
def test_layouts_are_told_by_content(tmp_path: Path, name: str, content: bytes, format: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert opened(tmp_path / name).format == format


@pytest.mark.catalogue("B15", "C7")
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"a": "canary-7", "a": 2}', "same key twice"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": "\\ud800canary-7"}', "surrogate"),
        (b'{"a": "canary-7"', "not valid JSON"),
        (b'[{"a": "canary-7"}] x', "not valid JSON"),
        (b"[" * 500 + b'"canary-7"' + b"]" * 500, "nested"),
        (b"[" * 100_000, "nested"),
        (b"[]", "no values"),
    ],
)
def test_what_cannot_be_kept_is_not_read(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "t.json").write_bytes(content)
    gap = opened(tmp_path / "t.json")
    assert reason in gap.reason
    assert "canary" not in gap.reason


@pytest.mark.catalogue("B15")
def test_sixty_four_levels_are_read() -> None:
    content = b'{"a":' * 64 + b'"x"' + b"}" * 64
    assert content_read(content, "t.json").row(0) == ("x",)
