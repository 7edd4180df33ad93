"""From a batch to the evidence of each of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import polars as pl

from piiscan.detection.columns.hits import HitCounter
from piiscan.detection.columns.minors import by_birth_date
from piiscan.detection.columns.sketch import Positions, consecutive, sketch
from piiscan.detection.normal import fold
from piiscan.model.evidence import ColumnEvidence
from piiscan.model.formula import formulas
from piiscan.model.recognizer import Recognizer
from piiscan.model.text import as_text, undecoded

_WORTH_GROUPING = 0.5
"""Share of distinct values below which each is looked at once instead of once a row (measured to pay there)."""

_THREADS = 2
"""Columns that are worked on at once; Polars adds its own threads below."""


@dataclass(frozen=True)
class ColumnScanner:
    """Reads evidence off batches. `seed` keys the sketches: the same seed for everything that is to merge."""

    recognizers: tuple[Recognizer, ...]
    seed: int
    as_of: date

    def evidence(
        self,
        batch: pl.DataFrame,
        places: pl.Series | None = None,
        births: frozenset[str] = frozenset(),
        known: Mapping[str, ColumnEvidence] | None = None,
    ) -> Iterator[tuple[str, ColumnEvidence]]:
        """Names and evidence of the columns of a frame of any types, each as soon as it is there, large ones first.

        `places` (UInt64) says where its rows stand in their table; without it they are the first ones. `births`
        names the columns of birth dates, for which children are counted. Lists count each element as a row. `known` is
        evidence of the same rows, of which hits, minors and formulas are taken.
        """
        positions = Positions.of(consecutive(0, len(batch)) if places is None else places, self.seed)
        largest_first = sorted(as_text(batch).get_columns(), key=pl.Series.estimated_size, reverse=True)
        told = known or {}
        work = {
            c.name: self._threads.submit(self._column, c, positions, c.name in births, told.get(c.name))
            for c in largest_first
        }
        for name in [*work]:
            yield name, replace(work.pop(name).result(), undecoded=undecoded(batch[name]))

    @cached_property
    def _count(self) -> HitCounter:
        return HitCounter(self.recognizers, self.as_of)

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        """They live as long as the scanner: Polars keeps compiled patterns by thread."""
        return ThreadPoolExecutor(_THREADS, "columns")

    def _column(
        self, column: pl.Series, positions: Positions, births: bool, known: ColumnEvidence | None
    ) -> ColumnEvidence:
        column = column.rechunk()  # of views: a reader of CSV hands out dozens of pieces, and each step takes each anew
        flat = column.explode(empty_as_null=False) if isinstance(column.dtype, pl.List) else column
        cells = _cells(flat)
        values = _values(cells)
        return replace(
            known or self._counted(cells, values, births),
            rows=len(flat),
            nulls=len(flat) - int(values["rows"].sum()),
            sketch=sketch(values, self.seed),
            texts=positions.sample(column),
        )

    def _counted(self, cells: pl.DataFrame, values: pl.DataFrame, births: bool) -> ColumnEvidence:
        hits, minors = self._count(values)
        return ColumnEvidence(
            hits=dict(sorted(hits.items())),  # in the order that merging gives, however many batches there are
            minors=by_birth_date(values, self.as_of) if births else minors,
            formulas=int(cells["rows"].gather(formulas(cells["value"])).sum()),
        )


def _cells(column: pl.Series) -> pl.DataFrame:
    """Cells as they are, and how many rows hold each; grouped where that pays."""
    values = pl.DataFrame({"value": column})
    if values.select(pl.col("value").approx_n_unique() < _WORTH_GROUPING * pl.len()).item():
        return values.group_by("value").agg(rows=pl.len())
    return values.with_columns(rows=pl.lit(1, pl.UInt32))


def _values(cells: pl.DataFrame) -> pl.DataFrame:
    """Folded and trimmed, without those that are blank."""
    folded = cells.with_columns(value=fold(cells["value"]).str.strip_chars())
    return folded.filter(pl.col("value").str.len_bytes() > 0)
