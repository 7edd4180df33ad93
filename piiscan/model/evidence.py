"""Evidence: what has been counted in a column. It merges, so a scan is a fold.

`merge(evidence(a), evidence(b)) == evidence(a + b)`: associative, commutative, with an empty element.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

HASHES = 4096
"""Distinct values counted exactly; beyond, the estimate has a relative error of 1/sqrt(HASHES - 2)."""

SAMPLE = 512
"""Distinct values kept, with their row counts, for word lists, shapes and models. They never leave the process."""

TEXTS = 1000
"""Rows kept for the text models, chosen by a hash of their position: about five seconds of work for a model."""

_SPAN = float(2**64)


@dataclass(frozen=True, slots=True)
class Hits:
    """Rows whose whole cell matches, rows that hold a match inside a longer text, and whole cells whose check holds."""

    cells: int = 0
    inside: int = 0
    valid: int = 0

    def __add__(self, other: Hits) -> Hits:
        return Hits(self.cells + other.cells, self.inside + other.inside, self.valid + other.valid)


@dataclass(frozen=True, slots=True)
class Minors:
    """Rows about children under 14 on the day of a scan; `dated`: on a later day they may be others."""

    rows: int = 0
    dated: bool = False

    def __add__(self, other: Minors) -> Minors:
        return Minors(self.rows + other.rows, self.dated or other.dated)


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """A bottom-k sketch over a keyed 64-bit hash of the distinct values.

    `hashes` are the HASHES smallest, sorted (UInt64); `sample` holds the SAMPLE smallest with their values and row
    counts (columns hash, value, rows). A value in the merged sample was in every part's sample, so its count is exact.
    """

    hashes: pl.Series
    sample: pl.DataFrame

    @staticmethod
    def empty() -> Sketch:
        schema = {"hash": pl.UInt64, "value": pl.String, "rows": pl.UInt64}
        return Sketch(pl.Series("hash", [], pl.UInt64), pl.DataFrame(schema=schema))

    @staticmethod
    def of(hashes: pl.Series, rows: pl.DataFrame) -> Sketch:
        """Cut to size: `hashes` may repeat, `rows` (hash, value, rows) may repeat a hash."""
        sample = rows.group_by("hash").agg(pl.col("value").first(), pl.col("rows").sum()).bottom_k(SAMPLE, by="hash")
        return Sketch(hashes.unique().bottom_k(HASHES).sort(), _own(sample.sort("hash")))

    def __add__(self, other: Sketch) -> Sketch:
        return Sketch.of(pl.concat([self.hashes, other.hashes]), self.sample.vstack(other.sample))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sketch):
            return NotImplemented
        return self.hashes.equals(other.hashes) and self.sample.equals(other.sample)

    @property
    def distinct(self) -> int:
        """Distinct values: exact below HASHES, estimated above (Beyer et al., SIGMOD 2007)."""
        if len(self.hashes) < HASHES:
            return len(self.hashes)
        return round((HASHES - 1) / ((int(self.hashes[-1]) + 1) / _SPAN))

    @property
    def distinct_error(self) -> float:
        """Relative standard error of `distinct`; 0.0 when it is exact."""
        return 0.0 if len(self.hashes) < HASHES else round((HASHES - 2) ** -0.5, 4)

    @property
    def complete(self) -> bool:
        """Whether the sample holds every distinct value of the column."""
        return len(self.hashes) <= SAMPLE


@dataclass(frozen=True, slots=True, eq=False)
class RowSample:
    """The TEXTS texts whose hashed positions are smallest, in order: columns hash (UInt64), value (String).

    Elements of one list share a position; among them the order is that of the texts.
    """

    rows: pl.DataFrame

    @staticmethod
    def empty() -> RowSample:
        return RowSample(pl.DataFrame(schema={"hash": pl.UInt64, "value": pl.String}))

    @staticmethod
    def of(rows: pl.DataFrame) -> RowSample:
        """Cut to size."""
        return RowSample(_own(rows.sort("hash", "value").head(TEXTS)))

    def __add__(self, other: RowSample) -> RowSample:
        return RowSample.of(self.rows.vstack(other.rows))

    def __eq__(self, other: object) -> bool:
        return self.rows.equals(other.rows) if isinstance(other, RowSample) else NotImplemented


def _own(sample: pl.DataFrame) -> pl.DataFrame:
    """Values in memory of their own, which a sum is: strings are views, and a few would keep their whole batch."""
    return sample.with_columns(sample["value"] + "")


@dataclass(frozen=True, slots=True)
class ColumnEvidence:
    """Counts for one column.

    `nulls` counts nulls and blank cells; `undecoded` cells that are no text;
    `formulas` cells that a spreadsheet program would compute, were they in a file of text (`model.formula`).
    """

    rows: int = 0
    nulls: int = 0
    hits: Mapping[str, Hits] = field(default_factory=dict)
    sketch: Sketch = field(default_factory=Sketch.empty)
    texts: RowSample = field(default_factory=RowSample.empty)
    minors: Minors = Minors()
    undecoded: int = 0
    formulas: int = 0

    def __add__(self, other: ColumnEvidence) -> ColumnEvidence:
        return ColumnEvidence(
            self.rows + other.rows,
            self.nulls + other.nulls,
            {k: self.hits.get(k, Hits()) + other.hits.get(k, Hits()) for k in sorted({*self.hits, *other.hits})},
            self.sketch + other.sketch,
            self.texts + other.texts,
            self.minors + other.minors,
            self.undecoded + other.undecoded,
            self.formulas + other.formulas,
        )

    @property
    def filled(self) -> int:
        return self.rows - self.nulls
