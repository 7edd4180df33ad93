"""Words that stand in their own row, against words of other rows that stand there by accident."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import polars as pl

from piiscan.verbs.verify.parts import as_words

_OTHERS = 8
"""Other rows whose words each row is compared with."""

_SIGMAS, _MARGIN = 5.0, 2.0
"""Standard deviations of the Poisson law above accident, and what a law so small leaves out: less than one false
alarm in two thousand columns at the worst mean, about 0.3."""


@dataclass(frozen=True, slots=True)
class Meetings:
    """`found` of `rows` words stand in their own row, `accidents` of `pairs` in another one."""

    found: int = 0
    rows: int = 0
    accidents: int = 0
    pairs: int = 0

    def __add__(self, other: Meetings) -> Meetings:
        return Meetings(
            self.found + other.found,
            self.rows + other.rows,
            self.accidents + other.accidents,
            self.pairs + other.pairs,
        )

    @classmethod
    def of(cls, rows: pl.DataFrame) -> Meetings:
        """`rows`: the word, null where there is none, and the text of the same row."""
        rows = rows.select("word", text=as_words(pl.col("text"))).filter(pl.col("word").is_not_null())
        total = cls(int(rows.select(_stands(pl.col("word"))).to_series().sum()), len(rows))
        for step in sorted({len(rows) * n // (_OTHERS + 1) for n in range(1, _OTHERS + 1)} - {0}):
            words = rows.with_columns(other=pl.concat([rows["word"].slice(step), rows["word"].head(step)]))
            words = words.filter(pl.col("word") != pl.col("other"))
            accidents = int(words.select(_stands(pl.col("other"))).to_series().sum())
            total += cls(accidents=accidents, pairs=len(words))
        return total

    @property
    def no_accident(self) -> bool:
        """More stand in their own row than accident explains; where no row differs from another, none can be told."""
        if not self.pairs:
            return False
        expected = self.rows * self.accidents / self.pairs
        return self.found > _MARGIN + expected + _SIGMAS * sqrt(expected)


def _stands(word: pl.Expr) -> pl.Expr:
    """Words of Latin letters and digits stand between blanks; Han stand wherever they stand."""
    return pl.col("text").str.contains(word, literal=True)
