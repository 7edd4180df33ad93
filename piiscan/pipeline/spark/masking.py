"""mask on Spark: each partition is masked by the masker of the local engine, with the key that its executor looks up.

A plan and a reference are what executors are sent. Subkeys are derived there; those that this process needs in order
to know the types of a copy come from a key that lives no longer than that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from secrets import token_bytes
from typing import TYPE_CHECKING

import polars as pl

from piiscan.engines import spark
from piiscan.errors import KeyRefused, PlanError, UsageError
from piiscan.keys import MasterKey, load
from piiscan.model.plan import Plan
from piiscan.model.table import Table, as_seen, innermost
from piiscan.pipeline.masking import Masking
from piiscan.pipeline.opening import Data, veiled_names
from piiscan.pipeline.spark.opening import opened
from piiscan.pipeline.spark.sameness import Versions, require_same, versions
from piiscan.sources import ReadOptions
from piiscan.sources.spark.table import Declared, halves
from piiscan.sources.spark.types import carried_all, spark_schema
from piiscan.verbs.mask import Masker

if TYPE_CHECKING:
    from pyarrow import RecordBatch, Schema
    from pyspark.sql import DataFrame


@dataclass(frozen=True, slots=True)
class Sent:
    """What is masked with: the key by its reference, and by the fingerprint that all executors must find there."""

    plan: Plan
    reference: str | None
    fingerprint: str | None
    driver: Versions

    @staticmethod
    def of(plan: Plan, key: str | MasterKey | None) -> Sent:
        """Raises UsageError for a key that is in memory, KeyRefused."""
        if isinstance(key, MasterKey):
            raise UsageError("Spark takes a key by its reference (env:NAME, file:PATH), which executors look up")
        return Sent(plan, key, key and load(key).fingerprint, versions())

    def masking(self) -> Masking:
        """On an executor. Raises KeyRefused where the key is not the one that the driver has."""
        require_same(self.driver)
        key = None if self.reference is None else load(self.reference)
        if key is not None and key.fingerprint != self.fingerprint:
            raise KeyRefused("an executor finds another key behind the reference than the driver does")
        return Masking(self.plan, key)


def masked_frame(data: Data, plan: Plan, key: str | MasterKey | None) -> DataFrame:
    """A DataFrame of Spark, masked. Raises as `masked_rows` does."""
    (table,) = opened(data, ReadOptions(), veiled_names())
    assert isinstance(table, Table)
    return masked_rows(table, Sent.of(plan, key))


def masked_rows(table: Table, sent: Sent) -> DataFrame:
    """The rows of a table on Spark, masked once somebody asks for them. Raises PlanError if the plan does not fit."""
    inner, there = halves(table)
    masker = _fitting(table, there, sent)
    empty = pl.concat(_masked(masker, there, iter([inner.declared.schema.to_frame()])))
    schema = spark_schema(empty.schema)
    return spark.mapped(inner.rows, partial(_batches, there, sent, _arrow(schema)), schema)


def _fitting(table: Table, there: Table, sent: Sent) -> Masker:
    """A masker for no rows. Raises PlanError for what would need all rows at once."""
    key = None if sent.reference is None else MasterKey(token_bytes(64))
    masking = Masking(sent.plan, key)
    if sent.plan.subset:
        raise PlanError(f"{table.source}: a subset follows keys from table to table: mask it without Spark")
    _ = masking.table(table)
    masker = masking.table(there)
    if masker.rows is not None and (asked := masker.rows.whole_set):
        raise PlanError(f"{table.source}: {asked[0]} needs all rows at once: mask it without Spark")
    return masker


def _batches(there: Table, sent: Sent, schema: Schema, batches: Iterator[RecordBatch]) -> Iterator[RecordBatch]:
    """On an executor."""
    declared = innermost(there)
    assert isinstance(declared, Declared)
    masker = sent.masking().table(there)
    for frame in _masked(masker, there, (nested for nested, _ in declared.read(batches))):
        yield from carried_all(frame).to_arrow().cast(schema).to_batches()


def _masked(masker: Masker, there: Table, frames: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    declared = innermost(there)
    assert isinstance(declared, Declared)
    for nested in frames:
        seen = as_seen(there, iter([declared.nesting.unnested(nested)]))
        rows = seen if masker.rows is None else masker.rows.of(seen)
        yield from declared.nesting.laid(iter([nested]), map(masker.batch, rows))


def _arrow(schema: object) -> Schema:
    from pyspark.sql.pandas.types import to_arrow_schema

    return to_arrow_schema(schema, timezone="UTC")
