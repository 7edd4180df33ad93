"""Data for Spark: opened as always, but for rows, which nothing of this process looks at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from piiscan.engines.spark import telling
from piiscan.errors import SourceUnreadable, UsageError
from piiscan.model.finding import Incomplete
from piiscan.model.table import Document, Item, Table
from piiscan.pipeline.naming import VeiledNames
from piiscan.pipeline.opening import FRAME, Data, files, in_memory, parts
from piiscan.sources import ReadOptions
from piiscan.sources.spark.reading import frame_on_spark, on_spark
from piiscan.sources.spark.session import is_spark, spark_session

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def opened(data: Data, options: ReadOptions, naming: VeiledNames) -> Iterator[Table | Incomplete]:
    """Tables on Spark. Raises UsageError for what is none, and for what Spark would read otherwise."""
    if is_spark(data):
        items: Iterable[Item] = [frame_on_spark(data, FRAME)]
        return (_table(item) for item in parts(items, naming))
    if in_memory(data):
        raise UsageError("data in the memory of this process is not for Spark: leave the engine out")
    session, options = spark_session(), replace(options, unfold=False)
    return (_opened(item, session) for item in parts(files(data, options, naming), naming))


def _opened(item: Table | Document | Incomplete, session: SparkSession) -> Table | Incomplete:
    if isinstance(item, Incomplete):
        return item
    try:
        with telling(item.source):
            return on_spark(_table(item), session)
    except SourceUnreadable as failure:
        return Incomplete(failure.source, failure.reason)


def _table(item: Table | Document | Incomplete) -> Table:
    if isinstance(item, Table):
        return item
    raise UsageError(f"{item.source}: no table, and Spark reads nothing else: leave --engine spark out")
