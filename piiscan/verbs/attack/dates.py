"""Dates: a shift that is the same for all dates of a person is told by one of them, or by what lies between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from secrets import randbits

import polars as pl

from piiscan.model.attack import Attack
from piiscan.transforms.date_shift import DateShift
from piiscan.transforms.generalize.parsing import as_date
from piiscan.verbs.attack.rows import cells
from piiscan.verbs.mask import Masker

_SHIFT = {"person": pl.UInt64, "true": pl.Int32, "shifted": pl.Int32}


@dataclass(frozen=True, slots=True)
class _Shifted:
    """The dates of each person (`person`, `true`, `shifted`: days), each pair once."""

    dates: pl.DataFrame

    def with_others(self) -> int:
        """People of whom one known date gives another one away: a difference that is the same for two dates."""
        moved = self.dates.with_columns(by=pl.col("shifted") - pl.col("true"))
        alike = moved.group_by("person", "by").agg(n=pl.col("true").n_unique()).filter(pl.col("n") > 1)
        return alike["person"].n_unique()

    def by_intervals(self) -> int:
        """People the days between whose dates are nobody else's."""
        apart = pl.col("shifted").unique().sort().diff().drop_nulls()
        patterns = self.dates.group_by("person").agg(days=apart).filter(pl.col("days").list.len() > 0)
        return len(patterns.filter(pl.len().over("days") == 1))


class Dates:
    """The columns that `date_shift` masked, those of one subject together."""

    def __init__(self, masker: Masker) -> None:
        self._masker, self._seed = masker, randbits(63)
        shifts = {name: o for name, o in masker.operators.items() if isinstance(o, DateShift)}
        self._subjects = {name: operator.subject for name, operator in shifts.items()}
        self._dates = {subject: pl.DataFrame(schema=_SHIFT) for subject in self._subjects.values()}

    def see(self, source: pl.DataFrame, copy: pl.DataFrame, people: pl.Series) -> None:
        for name, subject in self._subjects.items():
            if name in copy.columns and isinstance(source.schema[subject], pl.String):
                whom = source[subject].hash(self._seed).rename("person")
                days = cells(source, copy, whom, name).select("person", true=_days("value"), shifted=_days("token"))
                self._dates[subject] = self._dates[subject].vstack(days.drop_nulls()).unique()

    def attacks(self, people: int) -> Iterator[Attack]:
        for subject, dates in self._dates.items():
            found, of = _Shifted(dates), dates["person"].n_unique()
            table, columns = self._masker.table.key, [n for n, s in self._subjects.items() if s == subject]
            stops = "generalize the dates, or drop them"
            for name, knows, told in (
                ("one date", "one true date of everybody", found.with_others()),
                ("intervals", "the days between the dates of everybody", found.by_intervals()),
            ):
                yield Attack(name, table, knows, told, of, stops, dict.fromkeys(columns, told) if told else {})


def _days(name: str) -> pl.Expr:
    return as_date(pl.col(name)).to_physical()
