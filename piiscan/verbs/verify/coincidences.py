"""Check 3 where the output has the form of the source: how often both meet, against how often chance lets them.

A permutation sends a number to some other person's now and then. More than chance explains are numbers that were
never masked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import exp, sqrt
from secrets import randbits

import polars as pl

from piiscan.model.table import Table
from piiscan.model.text import as_text
from piiscan.model.verification import Check
from piiscan.transforms.fpe import Fpe
from piiscan.verbs.mask import Masker
from piiscan.verbs.verify.declared import elements

_SURE, _SIGMAS = 0.999, 3.1
"""The bound that coincidences stay within (contracts, what verify checks, 3), and the same of the normal law."""

_LARGE = 500.0
"""Mean from which the Poisson law is as good as normal."""


def _none() -> pl.Series:
    return pl.Series(dtype=pl.UInt64)


@dataclass(slots=True)
class _Numbers:
    """Numbers of one length in one column, as keyed hashes: of the source, of the copy, and unchanged in their row."""

    source: pl.Series = field(default_factory=_none)
    copy: pl.Series = field(default_factory=_none)
    unchanged: pl.Series = field(default_factory=_none)

    def add(self, rows: pl.DataFrame) -> None:
        """`rows`: source and copy, either null where it is not of the length."""
        self.source = pl.concat([self.source, rows["source"].drop_nulls()]).unique()
        self.copy = pl.concat([self.copy, rows["copy"].drop_nulls()]).unique()
        unchanged = rows.filter(pl.col("source") == pl.col("copy"))["source"]
        self.unchanged = pl.concat([self.unchanged, unchanged]).unique()


class Coincidences:
    """Counts, in columns masked by `fpe`, the numbers that stand on both sides, and those that stay in their row."""

    def __init__(self, masker: Masker) -> None:
        self._masker, self._seed = masker, randbits(63)
        self._operators = {name: o for name, o in masker.operators.items() if isinstance(o, Fpe)}
        self._found: dict[tuple[str, int], _Numbers] = defaultdict(_Numbers)

    def see(self, source: pl.DataFrame, masked: pl.DataFrame) -> None:
        for name in [name for name in self._operators if name in masked.columns]:
            form = self._masker.canonical(name)(pl.col(name))
            before = elements(as_text(source.select(name)).select(form).to_series())
            after = elements(as_text(masked.select(name)).to_series())
            if len(before) == len(after):
                self._meet(name, before, after)

    def check(self, copy: Table) -> Check:
        found = [f"column {name} {problem}" for name in self._operators for problem in self._problems(name)]
        return Check("coincidences", self._masker.table.key, tuple(found), {"columns": len(self._operators)})

    def _meet(self, name: str, before: pl.Series, after: pl.Series) -> None:
        fitting = self._operators[name].fitting
        sides = pl.DataFrame({"source": fitting(before), "copy": fitting(after)})
        for length in pl.concat([sides["source"], sides["copy"]]).str.len_bytes().drop_nulls().unique():
            of_length = pl.when(pl.all().str.len_bytes() == length).then(pl.all().hash(self._seed))
            self._found[name, length].add(sides.select(of_length))

    def _problems(self, name: str) -> Iterator[str]:
        met = kept = 0
        by_chance = unchanged = 0.0
        for (column, length), numbers in self._found.items():
            if column == name:
                room = self._operators[name].room(length)
                met += int(numbers.copy.is_in(numbers.source.implode()).sum())
                kept += len(numbers.unchanged)
                by_chance += len(numbers.source) * len(numbers.copy) / room
                unchanged += len(numbers.source) / room
        if kept > _bound(unchanged):
            yield f"has {kept} numbers that stayed in their row"
        if met > _bound(by_chance):
            yield f"has {met} numbers that stand in the source too, where chance explains {_bound(by_chance)} at most"


def _bound(mean: float) -> int:
    """What a Poisson law of this mean exceeds once in a thousand times."""
    if mean > _LARGE:
        return int(mean + _SIGMAS * sqrt(mean))
    term = total = exp(-mean)
    bound = 0
    while total < _SURE:
        bound += 1
        term *= mean / bound
        total += term
    return bound
