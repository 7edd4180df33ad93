"""Frequency: values and tokens that occur equally often, and as often as no other, are each other's.

Naveed, Kamara, Wright: Inference attacks on property-preserving encrypted databases, CCS 2015: deterministic
encryption of hospital columns fell to the statistics of another hospital. Here the attacker knows the exact counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from secrets import randbits

import polars as pl

from piiscan.model.attack import Attack
from piiscan.verbs.attack.rows import cells, recurring
from piiscan.verbs.mask import Masker

_PAIR = ("value", "token", "person")


class Frequency:
    """Counts, in every column whose equal values have equal outputs, how often each value and each output occurs."""

    def __init__(self, masker: Masker) -> None:
        self._masker, self._seed = masker, randbits(63)
        empty = pl.DataFrame(schema=dict.fromkeys(_PAIR, pl.UInt64) | {"rows": pl.UInt32})
        self._counts = {name: empty for name in recurring(masker)}

    def see(self, source: pl.DataFrame, copy: pl.DataFrame, people: pl.Series) -> None:
        for name in [name for name in self._counts if name in copy.columns]:
            pairs = cells(source, copy, people, name).with_columns(pl.col("value", "token").hash(self._seed))
            counted = pairs.group_by(_PAIR).agg(rows=pl.len().cast(pl.UInt32))
            self._counts[name] = self._counts[name].vstack(counted).group_by(_PAIR).agg(pl.col("rows").sum())

    def attacks(self, people: int) -> Iterator[Attack]:
        if not self._counts:
            return
        found = {name: _matched(counts).unique() for name, counts in self._counts.items()}
        yield Attack(
            "frequency",
            self._masker.table.key,
            "how often each value occurs",
            pl.concat(found.values()).n_unique(),
            people,
            "drop or coarsen the column, or keep each person in one row",
            {name: len(matched) for name, matched in found.items() if len(matched)},
        )


def _matched(counts: pl.DataFrame) -> pl.Series:
    """The people of the values that are surely told by their counts."""
    values, tokens = (_alone(counts, side) for side in ("value", "token"))
    matched = values.join(tokens, on="rows").select("value", "token")
    return counts.join(matched, on=("value", "token"))["person"]


def _alone(counts: pl.DataFrame, side: str) -> pl.DataFrame:
    """Values, or tokens, that occur as often as no other."""
    often = counts.group_by(side).agg(pl.col("rows").sum())
    return often.filter(pl.len().over("rows") == 1)
