"""Linkage: who has the source, or a register like it, looks for rows that agree with one person alone (WP216, 2.2)."""

from __future__ import annotations

from collections.abc import Iterator
from secrets import randbits

import polars as pl

from piiscan.model.attack import Attack
from piiscan.model.text import lists_joined
from piiscan.model.tier import Role
from piiscan.verbs.mask import KEEP, Masker

Columns = tuple[str, ...]

_CROWD = {"crowd": pl.UInt64, "person": pl.UInt64}


class Linkage:
    """Once by the quasi-identifiers that remain, and once by all that was kept beside them."""

    def __init__(self, masker: Masker) -> None:
        self._masker, self._seed = masker, randbits(63)
        roles = {entity: found.role for entity, found in masker.means.recognizers.items()}
        steps = {name: step for name, step in masker.steps.items() if masker.operators[name].promises.column}
        self._quasi = [n for n, s in steps.items() if roles.get(s.entity or "") == Role.QUASI_IDENTIFIER]
        self._kept = [n for n, s in steps.items() if s.operator == KEEP and n not in self._quasi]
        self._crowds: dict[Columns, pl.DataFrame] = {}

    def see(self, source: pl.DataFrame, copy: pl.DataFrame, people: pl.Series) -> None:
        texts = lists_joined(copy).with_columns(people)
        for columns in (*self._ways(), *((name,) for name in (*self._quasi, *self._kept))):
            if present := [column for column in columns if column in copy.columns]:
                said = texts.filter(pl.any_horizontal(pl.col(column).str.len_bytes() > 0 for column in present))
                crowds = said.select(pl.struct(present).hash(self._seed).alias("crowd"), "person").unique()
                before = self._crowds.get(columns, pl.DataFrame(schema=_CROWD))
                self._crowds[columns] = before.vstack(crowds).unique()

    def attacks(self, people: int) -> Iterator[Attack]:
        for columns in self._ways():
            of_quasi = len(columns) == len(self._quasi)
            by_itself = {name: n for name in columns if (n := self._alone((name,)))}
            yield Attack(
                "linkage" if of_quasi else "linkage by all",
                self._masker.table.key,
                "the quasi-identifiers of everybody" if of_quasi else "every value that was kept or coarsened",
                self._alone(columns),
                people,
                "coarser quasi-identifiers: risk --reach K" if of_quasi else "drop or coarsen what is not needed",
                by_itself,
            )

    def _ways(self) -> Iterator[Columns]:
        if self._quasi:
            yield tuple(self._quasi)
        if self._kept:
            yield (*self._quasi, *self._kept)

    def _alone(self, columns: Columns) -> int:
        """People who are alone in a crowd of these columns."""
        crowds = self._crowds.get(columns, pl.DataFrame(schema=_CROWD))
        return crowds.filter(pl.len().over("crowd") == 1)["person"].n_unique()
