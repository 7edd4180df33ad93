"""Tables that were opened here, by their footers, logs and catalogues, as tables whose rows Spark reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from piiscan.errors import UsageError
from piiscan.model.table import Table, innermost, rebased
from piiscan.sources.databases.server import ServerTable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.parquet.footer import footer
from piiscan.sources.formats.parquet.table import ParquetTable
from piiscan.sources.lakes.delta.table import DeltaLakeTable
from piiscan.sources.nested import Nesting, TooDeep
from piiscan.sources.partitions import PartitionedTable
from piiscan.sources.spark.table import PLACE, Declared, SparkTable, declared_of, readable
from piiscan.sources.spark.types import polars_schema, spark_schema

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame, DataFrameReader, SparkSession

_FILE, _ROWS, _OFFSET, _ROW = "piiscan file", "piiscan rows", "piiscan offset", "piiscan row"
"""Columns beside those of a table, until its rows have their places."""

_NO_PATTERNS = {"__globPaths__": "false"}
"""As Spark's own sources of files ask for it (DataSource.GLOB_PATHS_KEY)."""

_ESCAPED = re.compile(r"[^A-Za-z0-9_.!~'()*,;:$&+=/@\u0080-\U0010ffff-]")
"""ASCII that Spark writes as its code in the path of a file (java.net.URI)."""


class File(NamedTuple):
    """One of the files of a table, and the values that its rows have in columns which stand in no file."""

    file: SourceFile
    values: dict[str, Any]


def on_spark(table: Table, session: SparkSession) -> Table:
    """The same table, read by Spark. Raises UsageError for what Spark would read otherwise, SourceUnreadable."""
    inner = innermost(table)
    if isinstance(inner, ServerTable):
        from piiscan.sources.spark.jdbc import through_jdbc

        return rebased(table, through_jdbc(inner, session))
    if isinstance(inner, ParquetTable):
        return rebased(table, _single(inner, session))
    if isinstance(inner, PartitionedTable) and all(isinstance(part.table, ParquetTable) for part in inner.pieces):
        return rebased(table, _partitioned(inner, session))
    if isinstance(inner, DeltaLakeTable):
        return rebased(table, _delta(inner, session))
    raise UsageError(
        f"{table.source}: Spark reads Parquet, Delta and tables of PostgreSQL, and no {table.format}: leave"
        " --engine spark out"
    )


def frame_on_spark(rows: DataFrame, name: str) -> SparkTable:
    """A DataFrame as a table of format `frame`. Raises UsageError for types that would not come through."""
    schema = polars_schema(rows.schema)
    try:
        nesting = Nesting.of(schema)
    except TooDeep as deep:
        raise UsageError(f"{name}: {deep}") from None
    declared = readable(Declared(name, name, name, "frame", schema, nesting))
    return SparkTable(declared, declared, rows)


def quoted(name: str) -> str:
    """The name of a column as Spark takes it whole."""
    return f"`{name.replace('`', '``')}`"


def _single(table: ParquetTable, session: SparkSession) -> SparkTable:
    schema = _schema(table.file)
    declared = declared_of(table, schema, table.nesting, placed=True)
    read = _reader(session).parquet(_path(table.file.place))
    rows = read.select(*map(quoted, schema), _row(read).alias(PLACE))
    return SparkTable(table, declared, rows, table.footer.rows, (table.file,))


def _partitioned(table: PartitionedTable, session: SparkSession) -> SparkTable:
    """Folders are called after values, and the plan of a query has its paths in it: so it has the root alone."""
    parts = [part.table for part in table.pieces]
    found = [part for part in parts if isinstance(part, ParquetTable)]
    within = _schema(found[0].file)
    schema = pl.Schema({**within, **dict.fromkeys(table.keys, pl.String())})
    values = [{key: dict(part.place.values)[key] for key in table.keys} for part in table.pieces]
    files = [File(part.file, own) for part, own in zip(found, values, strict=True)]
    root = found[0].file.place.rsplit("/", len(table.pieces[0].place.values) + 1)[0]
    return _several(table, schema, Nesting.of(schema), files, [root], session)


def _delta(table: DeltaLakeTable, session: SparkSession) -> SparkTable:
    if any(piece.keep is not None for piece in table.pieces):
        raise UsageError(f"{table.source}: rows are deleted by vectors, which Spark would read: REORG it with PURGE")
    files = [File(table.file_of(piece), dict(piece.values)) for piece in table.pieces]
    told = any(piece.values for piece in table.pieces)
    paths = [table.place.uri] if told else [file.file.place for file in files]
    return _several(table, table.schema, table.nesting, files, paths, session)


def _several(
    table: Table,
    schema: pl.Schema,
    nesting: Nesting,
    files: Sequence[File],
    paths: Sequence[str],
    session: SparkSession,
) -> SparkTable:
    """The files that were seen, and no others beside them, in their order."""
    from pyspark.sql import functions as F

    declared = declared_of(table, schema, nesting, placed=True)
    listed = _listed(files, schema)
    within = spark_schema(pl.Schema({name: dtype for name, dtype in schema.items() if name not in listed.columns}))
    if not files:
        none = session.createDataFrame([], within).select(*map(quoted, schema), F.lit(0).alias(PLACE))
        return SparkTable(table, declared, none, 0)
    read = _reader(session).option("recursiveFileLookup", "true").schema(within).parquet(*map(_path, paths))
    path = F.regexp_replace(read.metadataColumn("_metadata")["file_path"], "^file:/*", "/")
    beside = F.broadcast(session.createDataFrame(listed.drop(_ROWS).to_arrow()))
    met = read.withColumns({_FILE: path, _ROW: _row(read)}).join(beside, _FILE)
    place = F.col(quoted(_OFFSET)) + F.col(quoted(_ROW))
    ordered = met.select(*map(quoted, schema), place.alias(PLACE))
    return SparkTable(table, declared, ordered, int(listed[_ROWS].sum()), tuple(file.file for file in files))


def _listed(files: Sequence[File], schema: pl.Schema) -> pl.DataFrame:
    """The path of each file, its rows, how many come before them, and the values of columns that it does not have."""
    rows = pl.Series(_ROWS, [footer(file.file).rows for file in files], pl.Int64)
    paths = pl.Series(_FILE, [_encoded(file.file) for file in files], pl.String)
    told = files[0].values if files else ()
    values = [pl.Series(name, [file.values[name] for file in files], schema[name]) for name in told]
    return pl.DataFrame([paths, rows, (rows.cum_sum() - rows).alias(_OFFSET), *values])


def _reader(session: SparkSession) -> DataFrameReader:
    """No file is left out for being damaged or gone, no time is one of another calendar, no path is a pattern."""
    files = {"ignoreCorruptFiles": "false", "ignoreMissingFiles": "false", "mergeSchema": "false"}
    rebasing = {"datetimeRebaseMode": "CORRECTED", "int96RebaseMode": "CORRECTED"}
    return session.read.options(**files, **rebasing, **_NO_PATTERNS)


def _schema(file: SourceFile) -> pl.Schema:
    return pl.scan_parquet(_local(file), glob=False, hive_partitioning=False).collect_schema()


def _row(rows: DataFrame) -> Column:
    return rows.metadataColumn("_metadata")["row_index"]


def _local(file: SourceFile) -> str:
    if file.spool is not None:
        raise UsageError(f"{file.source}: not a file that executors can open: give Spark's own DataFrame of it")
    return file.place


def _path(place: str) -> str:
    return f"file://{place}"


def _encoded(file: SourceFile) -> str:
    return _ESCAPED.sub(lambda found: f"%{ord(found[0]):02X}", _local(file))
