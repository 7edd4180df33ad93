"""What of a table or text has to go, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from piiscan.model.removal import Removed
from piiscan.model.table import Document, Table
from piiscan.model.task import Task
from piiscan.verbs.departing import Departing, Seen

__all__ = ["Looked", "look"]


@dataclass(frozen=True, slots=True)
class Looked:
    """`gone` has an entry for each row, or line; `told` is False where nothing could be told of it."""

    item: Table | Document
    gone: pl.Series
    columns: Counter[str]
    doubtful: Counter[str]
    told: bool

    @property
    def touched(self) -> bool:
        return bool(self.gone.any())

    @property
    def removed(self) -> Removed:
        return Removed(self.item.source, len(self.gone), int(self.gone.sum()), dict(self.columns))

    def tasks(self, doubt: str) -> Iterator[Task]:
        for name, rows in self.doubtful.items():
            yield Task(self.item.source, name or None, doubt, rows)


def look(item: Table | Document, departing: Departing, key: str | None = None) -> Looked:
    """`key` is that of the table that this one is a copy of. Raises SourceUnreadable."""
    gone = [pl.Series(dtype=pl.Boolean)]
    columns, doubtful, told = Counter[str](), Counter[str](), True
    for seen, height in _seen(item, departing, key or item.key):
        told = told and seen is not None
        gone.append(seen.gone if seen else pl.repeat(False, height, eager=True))
        columns.update(seen.columns if seen else {})
        doubtful.update(seen.doubtful if seen else {})
    return Looked(item, pl.concat(gone), columns, doubtful, told)


def _seen(item: Table | Document, departing: Departing, key: str) -> Iterator[tuple[Seen | None, int]]:
    if isinstance(item, Document):
        yield from ((departing.lines(part), len(part)) for part in item.parts())
    else:
        yield from ((departing.rows(key, batch), len(batch)) for batch in item.batches())
