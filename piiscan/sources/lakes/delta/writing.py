"""A new Delta table of one version, whose log says of its files how many rows they have, and no value of them.

The log is written here, in three actions of PROTOCOL.md: what delta-rs writes names the folder and the time, so that
no two runs would write the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import polars as pl

from piiscan.errors import OutputFailed
from piiscan.sources.lakes.kinds import DELTA_LOG
from piiscan.sources.lakes.parts import Part, written

_FIRST = f"{0:020}.json"
_ZONELESS = "timestamp_ntz"
"""The type that needs a feature of readers and writers ("Timestamp without timezone")."""


def write_new(frames: Iterator[pl.DataFrame], folder: Path) -> None:
    """Write the data, then the log: before that there is no table. Raises OutputFailed, and what Polars raises."""
    folder.mkdir(parents=True)
    parts = list(written(frames, folder))
    schema = _schema(folder / parts[0].name)
    lines = [_protocol(schema), _metadata(schema, _identity(folder, parts)), *(_added(folder, part) for part in parts)]
    (folder / DELTA_LOG).mkdir()
    with (folder / DELTA_LOG / _FIRST).open("x", encoding="utf-8") as log:
        log.writelines(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)


def _schema(part: Path) -> str:
    """The schema of the table in JSON ("Schema Serialization Format")."""
    from deltalake import Schema

    columns = pl.Schema(pl.read_parquet_schema(part))
    try:
        schema = Schema.from_arrow(columns)
    except Exception:  # delta-rs raises this very class
        schema = None
    if schema is None or pl.Schema(schema) != columns:
        raise OutputFailed(f"{part.parent}: a masked column has a type that Delta does not have: mask it otherwise")
    return schema.to_json()


def _protocol(schema: str) -> dict[str, Any]:
    if f'"{_ZONELESS}"' not in schema:
        return {"protocol": {"minReaderVersion": 1, "minWriterVersion": 2}}
    features = {"readerFeatures": ["timestampNtz"], "writerFeatures": ["timestampNtz"]}
    return {"protocol": {"minReaderVersion": 3, "minWriterVersion": 7, **features}}


def _identity(folder: Path, parts: list[Part]) -> str:
    """A table of other bytes has another one."""
    digests = []
    for part in parts:
        with (folder / part.name).open("rb") as stream:
            digests.append(file_digest(stream, "sha256").hexdigest())
    return str(uuid5(NAMESPACE_OID, " ".join(digests)))


def _metadata(schema: str, identity: str) -> dict[str, Any]:
    said = {"schemaString": schema, "partitionColumns": [], "configuration": {}}
    return {"metaData": {"id": identity, "format": {"provider": "parquet", "options": {}}, **said}}


def _added(folder: Path, part: Part) -> dict[str, Any]:
    said = {"size": (folder / part.name).stat().st_size, "modificationTime": 0, "dataChange": True}
    return {"add": {"path": part.name, "partitionValues": {}, **said, "stats": json.dumps({"numRecords": part.rows})}}
