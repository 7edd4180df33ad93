"""Rows of MySQL by their keys: tables of InnoDB lie in the order of their primary key (MySQL manual, 17.6.2.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from piiscan.model.text import as_text
from piiscan.sources.databases.alchemy.catalogue import Listed
from piiscan.sources.databases.alchemy.connecting import Session
from piiscan.sources.databases.alchemy.mysql import identifier
from piiscan.sources.databases.alchemy.reading import framed
from piiscan.sources.databases.relations import Relation

_AT_ONCE = 5_000
"""Keys of one question: the server plans with a bounded memory (range_optimizer_max_mem_size)."""


@dataclass(frozen=True, slots=True)
class MysqlSeeker:
    """Finds rows of one table (sources.databases.server.Seeker)."""

    session: Session
    entry: Listed
    relation: Relation
    source: str

    def rows(self, keys: pl.DataFrame) -> Iterator[pl.DataFrame]:
        for some in keys.iter_slices(_AT_ONCE):
            yield _in_order(some, self._found(some))

    def total(self) -> int:
        return int(self.session.answer(f"SELECT COUNT(*) FROM {self._table}", self.source)[0][0])

    def _found(self, keys: pl.DataFrame) -> pl.DataFrame:
        values = ", ".join(field.value for field in self.relation.fields)
        columns = ", ".join(map(identifier, keys.columns))
        marks = ", ".join([f"({', '.join(['%s'] * keys.width)})"] * keys.height)
        asked = f"SELECT {values} FROM {self._table} WHERE ({columns}) IN ({marks})"
        sought = tuple(value for row in keys.iter_rows() for value in row)
        return framed(self.session.answer(asked, self.source, sought), self.relation)

    @property
    def _table(self) -> str:
        return self.entry.quoted(self.session)


def _in_order(keys: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """The rows that were found, in the order of the keys."""
    names = [f"piiscan:{i}" for i in range(keys.width)]
    wanted = as_text(keys).rename(dict(zip(keys.columns, names, strict=True)))
    texts = as_text(found.select(keys.columns)).rename(dict(zip(keys.columns, names, strict=True)))
    matched = wanted.join(pl.concat([found, texts], how="horizontal"), on=names, how="inner", maintain_order="left")
    return matched.select(found.columns)
