"""From a batch to the evidence of each of its columns."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from piiscan.detect.columns.hits import HitCounter
from piiscan.detect.columns.sketch import position_hashes, row_sample, sketch
from piiscan.detect.normal import fold
from piiscan.model.evidence import ColumnEvidence
from piiscan.model.recognizer import Recognizer
from piiscan.model.text import as_text

_WORTH_GROUPING = 0.1
"""Share of distinct values below which each is looked at once instead of once a row (measured to pay there)."""

_THREADS = 2
"""Halves of the columns that are worked on at once; Polars adds its own threads below."""


@dataclass(frozen=True)
class ColumnScanner:
    """Reads evidence off batches. `seed` keys the sketches: the same seed for everything that is to merge."""

    recognizers: tuple[Recognizer, ...]
    seed: int
    as_of: date

    def evidence(self, batch: pl.DataFrame, offset: int = 0) -> Mapping[str, ColumnEvidence]:
        """Column name -> evidence, for a frame of any types that starts at row `offset` of its table.

        Lists count each element as a row.
        """
        columns, hashes = as_text(batch).get_columns(), position_hashes(offset, len(batch), self.seed)
        with ThreadPoolExecutor(_THREADS) as pool:
            parts = pool.map(lambda n: self._columns(columns[n::_THREADS], hashes), range(_THREADS))
            found = {name: evidence for part in parts for name, evidence in part.items()}
        return {column.name: found[column.name] for column in columns}

    @cached_property
    def _count(self) -> HitCounter:
        return HitCounter(self.recognizers, self.as_of)

    def _columns(self, columns: list[pl.Series], hashes: pl.Series) -> dict[str, ColumnEvidence]:
        if not columns:
            return {}
        flat = {c.name: c.explode(empty_as_null=False) if isinstance(c.dtype, pl.List) else c for c in columns}
        values = {name: _values(column) for name, column in flat.items()}
        found, young = self._count(pl.concat([v.with_columns(column=pl.lit(name)) for name, v in values.items()]))
        return {
            column.name: ColumnEvidence(
                rows=len(flat[column.name]),
                nulls=len(flat[column.name]) - int(values[column.name]["rows"].sum()),
                hits=found.get(column.name, {}),
                sketch=sketch(values[column.name], self.seed),
                texts=row_sample(column, hashes),
                minors=young.get(column.name, 0),
            )
            for column in columns
        }


def _values(column: pl.Series) -> pl.DataFrame:
    """Folded and trimmed values that are not blank, and how many rows hold each; grouped where that pays."""
    values = pl.DataFrame({"value": column})
    if values.select(pl.col("value").approx_n_unique() < _WORTH_GROUPING * pl.len()).item():
        grouped = values.group_by("value").agg(rows=pl.len())
    else:
        grouped = values.with_columns(rows=pl.lit(1, pl.UInt32))
    folded = grouped.with_columns(value=fold(grouped["value"]).str.strip_chars())
    return folded.filter(pl.col("value").str.len_bytes() > 0)
