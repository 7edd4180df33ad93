"""Whether a masked column keeps values apart and together, by exact counts of values, tokens and pairs of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from secrets import randbits

import polars as pl

_MOST_WAITING = 1_000_000
"""Pairs that wait before they are merged with those before: merging costs as much as all that is there."""

_PAIR = {"source": pl.UInt64, "masked": pl.UInt64}


@dataclass(slots=True)
class Pairing:
    """Every pair of a canonical value and its token once, as two keyed 64-bit hashes: 16 bytes for each.

    Among ten million values two hashes meet once in 370,000 runs; that would be a false alarm.
    """

    seed: int = field(default_factory=lambda: randbits(63))
    _seen: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema={"source": pl.UInt64, "masked": pl.UInt64}))
    _waiting: list[pl.DataFrame] = field(default_factory=list)

    def see(self, source: pl.Series, masked: pl.Series, form: pl.Expr) -> None:
        """Both as text; `form`: the canonical form of column `source`. Lists of unequal length are left to check 1."""
        rows = pl.DataFrame({"source": source, "masked": masked})
        if isinstance(source.dtype, pl.List) and isinstance(masked.dtype, pl.List):
            rows = rows.filter(pl.col("source").list.len() == pl.col("masked").list.len()).explode("source", "masked")
        rows = rows.select(form.alias("source"), "masked").filter(pl.col("source") != "", pl.col("masked") != "")
        self._waiting.append(rows.select(pl.all().hash(self.seed)).unique())
        if sum(map(len, self._waiting)) > max(_MOST_WAITING, len(self._seen)):
            self._merge()

    @property
    def wrong(self) -> str | None:
        """What is wrong, in words."""
        self._merge()
        pairs, values, tokens = len(self._seen), self._seen["source"].n_unique(), self._seen["masked"].n_unique()
        if tokens < pairs:
            return f"{pairs - tokens:,} distinct values merged"
        return f"{pairs - values:,} equal values became different ones" if values < pairs else None

    def _merge(self) -> None:
        parts: Sequence[pl.DataFrame] = [self._seen, *self._waiting]
        self._seen, self._waiting = pl.concat(parts).unique(), []
