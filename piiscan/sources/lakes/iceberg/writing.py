"""A new Iceberg table of one snapshot, which no catalogue knows yet: `register_table` of a catalogue takes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from piiscan.errors import OutputFailed
from piiscan.sources.lakes.parts import written

if TYPE_CHECKING:
    from pyarrow import Schema

_DATA = "data"


def write_new(frames: Iterator[pl.DataFrame], folder: Path, home: str) -> None:
    """Write the data, then the metadata, in which all paths begin with `home`. Raises OutputFailed, PolarsError."""
    import pyarrow.parquet as parquet
    from pyiceberg.catalog.memory import InMemoryCatalog

    from piiscan.sources.lakes.iceberg.moved import FORMER, HERE, MovedIO

    (folder / _DATA).mkdir(parents=True)
    parts = list(written(frames, folder / _DATA))
    implementation = f"{MovedIO.__module__}.{MovedIO.__qualname__}"
    moved = {"py-io-impl": implementation, FORMER: home, HERE: str(folder.absolute())}
    schema = parquet.read_schema(folder / _DATA / parts[0].name).remove_metadata()
    _refuse_times(folder, schema)
    try:
        catalogue = InMemoryCatalog("new", **moved)
        catalogue.create_namespace("new")
        with catalogue.create_table_transaction("new.table", schema, location=home) as transaction:
            transaction.add_files([f"{home}/{_DATA}/{part.name}" for part in parts if part.rows])
    except Exception:  # of many classes, whose messages may hold values
        reason = "its metadata could not be written: has a masked column a type that Iceberg does not have?"
        raise OutputFailed(f"{folder}: {reason}") from None
    for part in parts:
        if not part.rows:
            (folder / _DATA / part.name).unlink()


def _refuse_times(folder: Path, schema: Schema) -> None:
    """Polars writes times of day in nanoseconds, Iceberg has them in microseconds ("Primitive Types")."""
    for column in schema:
        if str(column.type) == "time64[ns]":
            reason = f"column {column.name} is a time of day, which is not written into Iceberg: mask or drop it"
            raise OutputFailed(f"{folder}: {reason}")
