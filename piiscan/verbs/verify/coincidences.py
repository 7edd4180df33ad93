"""Check 3 where an output could be somebody's value: how often both meet, against how often chance lets them.

A permutation sends a number to some other person's now and then, and so does a draw from a list of names. More than
chance explains are values that were never masked.
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
from piiscan.transforms import Resembling
from piiscan.verbs.mask import Masker
from piiscan.verbs.verify.declared import elements

_SURE, _SIGMAS = 0.999, 3.1
"""The bound that coincidences stay within (contracts, what verify checks, 3), and the same of the normal law."""

_LARGE = 500.0
"""Mean from which the Poisson law is as good as normal."""


def _none() -> pl.Series:
    return pl.Series(dtype=pl.UInt64)


@dataclass(slots=True)
class _Values:
    """Values of one kind in one column, as keyed hashes: of the source, of the copy, and unchanged in their row."""

    source: pl.Series = field(default_factory=_none)
    copy: pl.Series = field(default_factory=_none)
    unchanged: pl.Series = field(default_factory=_none)

    def add(self, rows: pl.DataFrame) -> None:
        """`rows`: source and copy, either null where it is not of the kind."""
        self.source = pl.concat([self.source, rows["source"].drop_nulls()]).unique()
        self.copy = pl.concat([self.copy, rows["copy"].drop_nulls()]).unique()
        unchanged = rows.filter(pl.col("source") == pl.col("copy"))["source"]
        self.unchanged = pl.concat([self.unchanged, unchanged]).unique()


class Coincidences:
    """Counts, where operators resemble their source, the values on both sides, and those that stay in their row.

    Values are of one kind that have equally many outputs.
    """

    def __init__(self, masker: Masker) -> None:
        self._masker, self._seed = masker, randbits(63)
        self._operators = {name: o for name, o in masker.operators.items() if isinstance(o, Resembling)}
        self._found: dict[tuple[str, float], _Values] = defaultdict(_Values)

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
        operator = self._operators[name]
        sides = pl.DataFrame({"source": operator.fitting(before), "copy": operator.fitting(after)})
        rooms = pl.DataFrame({side.name: operator.room(side) for side in sides.get_columns()})
        for room in pl.concat(rooms.get_columns(), rechunk=False).drop_nulls().unique():
            of_kind = (
                pl.when(rooms[side] == room).then(pl.col(side).hash(self._seed)).alias(side) for side in sides.columns
            )
            self._found[name, room].add(sides.select(of_kind))

    def _problems(self, name: str) -> Iterator[str]:
        met = kept = 0
        by_chance = unchanged = 0.0
        for (column, room), values in self._found.items():
            if column == name:
                met += int(values.copy.is_in(values.source.implode()).sum())
                kept += len(values.unchanged)
                by_chance += len(values.source) * len(values.copy) / room
                unchanged += len(values.source) / room
        if kept > _bound(unchanged):
            yield f"has {kept} values that stayed in their row"
        if met > _bound(by_chance):
            yield f"has {met} values that stand in the source too, where chance explains {_bound(by_chance)} at most"


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
