"""Masked copies that Spark writes: a folder of Parquet for each table, whole or left out."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from piiscan.engines.spark import telling
from piiscan.errors import OutputFailed, PlanError, SourceUnreadable, UsageError
from piiscan.keys import MasterKey
from piiscan.model.finding import Incomplete
from piiscan.model.plan import Plan
from piiscan.model.table import Table
from piiscan.pipeline.masking import Masked
from piiscan.pipeline.notice import Progress
from piiscan.pipeline.opening import Data, is_folder, location_of, veiled_names
from piiscan.pipeline.spark.masking import Sent, masked_rows
from piiscan.pipeline.spark.opening import opened
from piiscan.sources import ReadOptions
from piiscan.sources.copies import file_of_copy
from piiscan.sources.files import source_file
from piiscan.sources.formats.parquet.footer import footer
from piiscan.sources.spark.table import halves

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_FILES = {"compression": "zstd", "mapreduce.fileoutputcommitter.marksuccessfuljobs": "false"}


def write(
    source: Data,
    target: Path | None,
    plan: Plan,
    key: str | MasterKey | None,
    options: ReadOptions,
    progress: Progress,
) -> Masked:
    """Check the plan against every table, then write. Raises PlanError, UsageError, KeyRefused, OutputFailed."""
    if target is None:
        raise UsageError("Spark writes copies into folders: mask a DataFrame, and write what comes back where you like")
    sent = Sent.of(plan, key)
    items = list(opened(source, options, veiled_names()))
    tables = [item for item in items if isinstance(item, Table)]
    _refuse_absent(sent, tables, complete=len(tables) == len(items))
    ready = [(table, masked_rows(table, sent)) for table in tables]
    written, left, rows = [], [item for item in items if isinstance(item, Incomplete)], 0
    several = is_folder(source) or location_of(source) is not None
    for table, masked in ready:
        folder = target / (file_of_copy(table) or table.key) if several else target
        progress(table.source)
        try:
            rows += _written(table, masked, folder)
        except SourceUnreadable as failure:
            shutil.rmtree(folder, ignore_errors=True)
            left.append(Incomplete(table.source, failure.reason))
        else:
            written.append(table.key)
    return Masked(tuple(written), tuple(left), rows)


def _refuse_absent(sent: Sent, tables: Sequence[Table], complete: bool) -> None:
    present = {table.key for table in tables}
    absent = [key for key in sent.plan.tables if key not in present]
    if absent and complete:
        raise PlanError(f"table {absent[0]} of the plan is not in the source: scan and plan again")
    if not tables and complete:
        raise UsageError("nothing to mask is in the source")


def _written(table: Table, masked: DataFrame, folder: Path) -> int:
    """How many rows there are in the copy. Raises SourceUnreadable, OutputFailed."""
    inner, _ = halves(table)
    with inner.unchanged(), telling(table.source):
        masked.write.options(**_FILES).parquet(f"file://{folder.absolute()}")
    for checksum in folder.glob(".*.crc"):
        checksum.unlink()
    files = sorted(folder.glob("*.parquet"))
    if not files:
        raise OutputFailed(f"{folder}: executors wrote nothing that is seen here: it must be a folder that all share")
    return sum(footer(source_file(str(path), table.source, path.name)).rows for path in files)
