"""Check 5: how small the smallest crowd is, whether tokens stayed distinct, and whether the key made them."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from piiscan.detect.columns.sketch import sketch
from piiscan.model.evidence import Sketch
from piiscan.model.table import Table
from piiscan.model.text import as_text
from piiscan.model.tier import Role
from piiscan.model.verification import Check
from piiscan.verbs.mask import Masker
from piiscan.verbs.verify.inspection import flat

_OTHER_PARTNER = "another partner than this one"
_TOLERANCE = 5.0
"""Standard errors of a distinct count above its exact range."""


class Risk:
    """k over the quasi-identifiers that remain; distinctness promised by operators; the key's own tokens."""

    def __init__(self, masker: Masker, k: int | None) -> None:
        self._masker, self._k = masker, k
        self._crowds = pl.DataFrame(schema={"crowd": pl.UInt64, "rows": pl.UInt32})
        self._distinct: dict[str, tuple[Sketch, Sketch]] = {}
        self._replay: list[str] | None = None

    def see(self, source: pl.DataFrame, masked: pl.DataFrame) -> None:
        self._count_crowds(masked)
        self._count_distinct(as_text(source), as_text(masked))
        if self._replay is None and self._masker.means.key is not None and len(source):
            self._replay = list(self._replayed(source, masked))

    def check(self, copy: Table) -> Check:
        k = self.k
        problems = list(self._replay or [])
        if self._k is not None and k is not None and k < self._k:
            problems.append(f"k is {k}, the plan asks for {self._k}: coarsen or drop a quasi-identifier")
        problems += [f"column {n}: distinct values merged" for n, pair in self._distinct.items() if _merged(*pair)]
        return Check("risk", self._masker.table.key, tuple(problems), {"k": k, "asked": self._k})

    @property
    def k(self) -> int | None:
        """Rows of the smallest group that agrees in all remaining quasi-identifiers; None without any."""
        return None if self._crowds.is_empty() else int(self._crowds["rows"].min())  # type: ignore[arg-type]

    @property
    def _quasi(self) -> list[str]:
        roles = {e: r.role for e, r in self._masker.means.recognizers.items()}
        return [n for n, s in self._masker.steps.items() if roles.get(s.entity or "") == Role.QUASI_IDENTIFIER]

    def _count_crowds(self, masked: pl.DataFrame) -> None:
        present = [name for name in self._quasi if name in masked.columns]
        if present:
            crowds = masked.select(crowd=pl.struct(present).hash(), rows=pl.lit(1, pl.UInt32))
            self._crowds = self._crowds.vstack(crowds).group_by("crowd").agg(pl.col("rows").sum())

    def _count_distinct(self, source: pl.DataFrame, masked: pl.DataFrame) -> None:
        for name, operator in self._masker.operators.items():
            if operator.promises.unique and name in masked.columns and name in source.columns:
                before, after = self._distinct.get(name, (Sketch.empty(), Sketch.empty()))
                canonical = self._masker.canonical(name)
                self._distinct[name] = (
                    before + _values(source.select(canonical(flat(pl.col(name), source.schema[name])))),
                    after + _values(masked.select(flat(pl.col(name), masked.schema[name]))),
                )

    def _replayed(self, source: pl.DataFrame, masked: pl.DataFrame) -> list[str]:
        """With the key at hand: the copy holds this key's and this partner's tokens, and no other partner's."""
        again = self._masker.batch(source)
        keyed = [n for n, o in self._masker.operators.items() if o.promises.needs_key and n in masked.columns]
        means = replace(self._masker.means, partner=_OTHER_PARTNER)
        other = replace(self._masker, means=means).batch(source)
        return [
            *(f"column {n} is not what this key and plan make" for n in keyed if not again[n].equals(masked[n])),
            *(f"column {n} would be the same for another partner" for n in keyed if _shared(again[n], other[n])),
        ]


def _values(column: pl.DataFrame) -> Sketch:
    values = column.to_series().rename("value").to_frame().filter(pl.col("value").str.len_bytes() > 0)
    return sketch(values.with_columns(rows=pl.lit(1, pl.UInt32)), seed=0)


def _merged(before: Sketch, after: Sketch) -> bool:
    return after.distinct < before.distinct * (1 - _TOLERANCE * before.distinct_error)


def _shared(one: pl.Series, other: pl.Series) -> bool:
    filled = one.drop_nulls()
    return bool(len(filled)) and one.dtype == pl.String and bool(((one == other) & (one != "")).any())
