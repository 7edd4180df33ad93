"""Rows of source and copy side by side, with the people that they are about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from secrets import randbits
from typing import Protocol

import polars as pl

from piiscan.model.attack import Attack
from piiscan.model.text import as_text
from piiscan.model.tier import Role
from piiscan.verbs.mask import KEEP, Masker

_MOST_WAITING = 1_000_000
"""People who wait before they are merged with those before."""


class Assault(Protocol):
    """One attack on one table. `see` is called with rows in order until they end."""

    def see(self, source: pl.DataFrame, copy: pl.DataFrame, people: pl.Series) -> None:
        """Frames of text (or lists of it) of equal length, and whom each row is about (UInt64)."""
        ...

    def attacks(self, people: int) -> Iterator[Attack]:
        """What came of it, after the last row; the table is about so many people."""
        ...


class Distinct:
    """Distinct people, eight octets for each."""

    def __init__(self) -> None:
        self._parts = [pl.Series("person", [], pl.UInt64)]

    def add(self, people: pl.Series) -> None:
        self._parts.append(people.unique().rename("person"))
        if sum(map(len, self._parts[1:])) > max(_MOST_WAITING, len(self._parts[0])):
            self._parts = [self.people]

    @property
    def people(self) -> pl.Series:
        return pl.concat(self._parts).unique()

    def __len__(self) -> int:
        return len(self.people)

    def __add__(self, other: Distinct) -> Distinct:
        both = Distinct()
        both._parts = [*self._parts, *other._parts]
        return both


@dataclass(frozen=True, slots=True)
class People:
    """Whom rows are about: the direct identifier of most values, or, where there is none, each row one person."""

    column: str | None
    seed: int

    @classmethod
    def of(cls, masker: Masker) -> People:
        """Reads the source once."""
        seed = randbits(63)
        roles = {entity: found.role for entity, found in masker.means.recognizers.items()}
        named = [
            column.name
            for column in masker.table.columns
            if (step := masker.steps.get(column.name)) and roles.get(step.entity or "") == Role.DIRECT_IDENTIFIER
            if not column.type.startswith("List")
        ]
        values = {name: pl.Series(dtype=pl.UInt64) for name in named}
        filled, rows = dict.fromkeys(named, 0), 0
        for batch in masker.source():
            rows += len(batch)
            for name, column in as_text(batch.select(named)).to_dict().items():
                told = column.filter(column != "")
                filled[name] += len(told)
                values[name] = pl.concat([values[name], told.unique().hash(seed)]).unique()
        mostly = [name for name in named if 2 * filled[name] >= max(1, rows)]
        return cls(max(mostly, key=lambda name: len(values[name]), default=None), seed)

    def of_rows(self, source: pl.DataFrame, first: int) -> pl.Series:
        """UInt64; `first` is how many rows stand before these."""
        row = pl.select(pl.int_range(first, first + len(source), dtype=pl.UInt64)).to_series().hash(self.seed + 1)
        if self.column is None:
            return row.rename("person")
        values = source[self.column]
        return values.hash(self.seed).zip_with((values != "").fill_null(value=False), row).rename("person")


def cells(source: pl.DataFrame, copy: pl.DataFrame, people: pl.Series, name: str) -> pl.DataFrame:
    """Columns `value`, `token` and `person`: the filled cells of a column, those in lists one by one."""
    rows = pl.DataFrame({"value": source[name], "token": copy[name], "person": people})
    if isinstance(source[name].dtype, pl.List) and isinstance(copy[name].dtype, pl.List):
        alike = rows.filter(pl.col("value").list.len() == pl.col("token").list.len())
        rows = alike.explode("value", "token")
    return rows.filter(pl.col("value") != "", pl.col("token") != "")


def recurring(masker: Masker) -> list[str]:
    """The columns whose equal values have equal tokens, whatever else stands in their rows."""
    keyed = {n: o for n, o in masker.operators.items() if o.promises.needs_key and masker.steps[n].operator != KEEP}
    return [name for name, operator in keyed.items() if operator.promises.deterministic and not operator.reads()]
