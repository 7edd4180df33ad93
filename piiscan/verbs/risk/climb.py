"""One quasi-identifier on its ladder: what each rung makes of its values, what it loses, and how few share a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from piiscan.verbs.risk.rungs import Rung

_MOST_WAITING = 1_000_000
"""Counted values that wait before they are merged."""

ROWS = "\0rows"
"""No column of a file has this name."""


@dataclass(frozen=True, slots=True)
class Climb:
    """`codes` (UInt32) of every distinct value (`values`) on each of `rungs`; 0 where nothing is said of it.

    Rungs are those that are coarser than the one before, on these values; `losses` are shares of the entropy of the
    first one (non-uniform entropy: El Emam et al., A globally optimal k-anonymity method, JAMIA 2009).
    """

    name: str
    values: pl.Series
    rungs: tuple[Rung, ...]
    codes: tuple[pl.Series, ...]
    losses: tuple[float, ...]
    fewest: tuple[int | None, ...]

    @classmethod
    def of(cls, name: str, counted: pl.DataFrame, rungs: Sequence[Rung]) -> Climb:
        """`counted`: distinct values of the column with their `ROWS`."""
        rows = counted[ROWS]
        kept = list(_coarser((rung, _coded(counted, rung)) for rung in rungs))
        entropies = [_entropy(codes, rows) for _, codes in kept]
        losses = [max(0.0, 1 - entropy / entropies[0]) if entropies[0] else 0.0 for entropy in entropies]
        fewest = [_fewest(codes, rows) for _, codes in kept]
        chosen, codes = zip(*kept, strict=True)
        return cls(name, counted[name], chosen, codes, tuple(losses), tuple(fewest))

    def lowest(self, k: int) -> int:
        """The first rung on which no value alone makes a crowd smaller than `k`: below it no choice can reach k."""
        return next(place for place, few in enumerate(self.fewest) if few is None or few >= k)

    def onto(self, low: int, high: int) -> pl.Series:
        """The code on rung `high` of each code on rung `low`."""
        pairs = pl.DataFrame({"low": self.codes[low], "high": self.codes[high]}).unique("low")
        places = pl.Series(range(int(pairs["low"].max()) + 1), dtype=pl.UInt32)  # type: ignore[arg-type]
        return places.to_frame("low").join(pairs, on="low", how="left", maintain_order="left")["high"].fill_null(0)


def value_counts(batches: Iterable[pl.DataFrame], names: Sequence[str]) -> dict[str, pl.DataFrame]:
    """Distinct values (String, null as empty) of each column, and their rows."""
    total: dict[str, list[pl.DataFrame]] = {name: [] for name in names}
    for batch in batches:
        for name, parts in total.items():
            parts.append(batch.group_by(pl.col(name).fill_null("")).agg(pl.len().cast(pl.UInt64).alias(ROWS)))
            if sum(map(len, parts[1:])) > max(_MOST_WAITING, len(parts[0])):
                total[name] = [_merged(parts, name)]
    return {name: _merged(parts, name) for name, parts in total.items() if parts}


def _merged(parts: Sequence[pl.DataFrame], name: str) -> pl.DataFrame:
    return pl.concat(parts).group_by(name).agg(pl.col(ROWS).sum()).sort(name)


def _coded(counted: pl.DataFrame, rung: Rung) -> pl.Series:
    if rung.expression is None:
        return pl.repeat(0, len(counted), dtype=pl.UInt32, eager=True)
    said = counted.select(value=rung.expression.cast(pl.String).fill_null(""))
    ranks = pl.col("value").rank("dense").cast(pl.UInt32)
    return said.select(pl.when(pl.col("value") != "").then(ranks).otherwise(pl.lit(0, pl.UInt32))).to_series()


def _coarser(rungs: Iterator[tuple[Rung, pl.Series]]) -> Iterator[tuple[Rung, pl.Series]]:
    """Those that merge values of the one before, and part none of them."""
    rung, before = next(rungs)
    yield rung, before
    for rung, codes in rungs:
        pairs = pl.DataFrame({"before": before, "after": codes}).n_unique()
        if pairs == before.n_unique() > codes.n_unique() or rung.expression is None:
            yield rung, codes
            before = codes


def _entropy(codes: pl.Series, rows: pl.Series) -> float:
    shares = pl.DataFrame({"code": codes, "rows": rows}).group_by("code").agg(pl.col("rows").sum())["rows"]
    share = shares / shares.sum()
    return max(0.0, -float((share * share.log()).sum()))


def _fewest(codes: pl.Series, rows: pl.Series) -> int | None:
    said = pl.DataFrame({"code": codes, "rows": rows}).filter(pl.col("code") > 0)
    return int(said.group_by("code").agg(pl.col("rows").sum())["rows"].min()) if len(said) else None  # type: ignore[arg-type]
