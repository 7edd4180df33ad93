"""Whether a masked column keeps values apart and together: as many values, tokens, and pairs of both."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from piiscan.detection.columns.sketch import sketch
from piiscan.model.evidence import Sketch

_TOLERANCE = 5.0
"""Standard errors of a distinct count above its exact range."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """Sketches of the canonical values, of the tokens, and of the pairs of value and token."""

    values: Sketch = field(default_factory=Sketch.empty)
    tokens: Sketch = field(default_factory=Sketch.empty)
    pairs: Sketch = field(default_factory=Sketch.empty)

    def __add__(self, other: Pairing) -> Pairing:
        return Pairing(self.values + other.values, self.tokens + other.tokens, self.pairs + other.pairs)

    @classmethod
    def of(cls, source: pl.Series, masked: pl.Series, form: pl.Expr) -> Pairing:
        """Both as text; `form`: the canonical form of column `source`. Lists of unequal length are left to check 1."""
        rows = pl.DataFrame({"source": source, "masked": masked})
        if isinstance(source.dtype, pl.List) and isinstance(masked.dtype, pl.List):
            rows = rows.filter(pl.col("source").list.len() == pl.col("masked").list.len()).explode("source", "masked")
        rows = rows.select(form.alias("source"), "masked").filter(pl.col("source") != "", pl.col("masked") != "")
        pairs = rows.select(pl.concat_str("source", "masked", separator="\0")).to_series()
        return cls(*map(_sketched, (rows["source"], rows["masked"], pairs)))

    @property
    def wrong(self) -> str | None:
        """What is wrong, in words."""
        if _fewer(self.tokens, self.values):
            return "distinct values merged"
        return "equal values became different ones" if _fewer(self.values, self.pairs) else None


def _sketched(values: pl.Series) -> Sketch:
    return sketch(pl.DataFrame({"value": values}).with_columns(rows=pl.lit(1, pl.UInt32)), seed=0)


def _fewer(some: Sketch, others: Sketch) -> bool:
    return some.distinct < others.distinct * (1 - _TOLERANCE * others.distinct_error)
