"""Avro: flat and nested, in the codecs of Python itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import fastavro
import polars as pl

from tests.matrix.formats import Row
from tests.matrix.formats.parquet_nested import nested


def _flat(codec: str) -> Row:
    return lambda people, path: _write(path, people, codec)


def _nested(people: pl.DataFrame, path: Path) -> None:
    _write(path, nested(people), "deflate")


def _union(people: pl.DataFrame, path: Path) -> None:
    """Mobiles as numbers and as text, by turns."""
    rows = people.to_dicts()
    for row in rows[::2]:
        row["mobile"] = int(row["mobile"])
    schema = _record("People", people.schema)
    schema["fields"] = [
        {**field, "type": ["null", "string", "long"]} if field["name"] == "mobile" else field
        for field in schema["fields"]
    ]
    with path.open("wb") as stream:
        fastavro.writer(stream, schema, rows)


def _write(path: Path, people: pl.DataFrame, codec: str) -> None:
    with path.open("wb") as stream:
        fastavro.writer(stream, _record("People", people.schema), people.to_dicts(), codec=codec, sync_interval=4096)


def _record(name: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "record", "name": name, "fields": [{"name": n, "type": _type(n, of)} for n, of in fields.items()]}


def _type(name: str, dtype: Any) -> Any:
    if isinstance(dtype, pl.Struct):
        return ["null", _record(f"{name}_record", {field.name: field.dtype for field in dtype.fields})]
    if isinstance(dtype, pl.List):
        return {"type": "array", "items": _type(name, dtype.inner)}
    return ["null", "string"]


ROWS: Mapping[str, Row] = {
    "avro": _flat("null"),
    "avro, deflate": _flat("deflate"),
    "avro, bzip2": _flat("bzip2"),
    "avro, nested": _nested,
    "avro, unions of text and numbers": _union,
}
