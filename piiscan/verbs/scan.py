"""scan: fold the batches of a table into the evidence of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import polars as pl

from piiscan.detection.columns.minors import births
from piiscan.detection.columns.sketch import consecutive
from piiscan.engines.local import fold
from piiscan.errors import SourceUnreadable
from piiscan.model.evidence import ColumnEvidence
from piiscan.model.octets import TooLong, octets, pieces
from piiscan.model.recognizer import Recognizer
from piiscan.model.table import Drawing, Table, as_seen, innermost


@dataclass(frozen=True, slots=True)
class Scanned:
    """Evidence by column name; `rows` is how many the table has, `seen` how many of them were looked at."""

    table: Table
    rows: int
    seen: int
    evidence: Mapping[str, ColumnEvidence]


class Scanner(Protocol):
    """What reads evidence off batches (detection.columns.scanner)."""

    @property
    def recognizers(self) -> tuple[Recognizer, ...]: ...

    @property
    def seed(self) -> int: ...

    def evidence(
        self, batch: pl.DataFrame, places: pl.Series | None = None, births: frozenset[str] = frozenset()
    ) -> Iterator[tuple[str, ColumnEvidence]]: ...


def scan(table: Table, scanner: Scanner, sample: int | float | None = None) -> Scanned:
    """Look at every value of every row, or of a random sample of rows.

    `sample` is a number of rows (int) or a share of them (float, 0 to 1); rows are chosen by a hash of their
    position, so the choice is random to the data and the same on every run. A table that draws rows itself does,
    where it is too large to be read even if nobody asks. Raises SourceUnreadable.
    """
    source = innermost(table)
    drawn = source.drawn(sample) if isinstance(source, Drawing) else None
    share = 1.0 if sample is None or isinstance(source, Drawing) else sample
    if isinstance(share, int):
        share = share / max(1, sum(len(batch) for batch in table.batches()))
    counted = _Rows()
    dates = births(table.columns, scanner.recognizers)
    batches = table.batches() if drawn is None else as_seen(table, drawn.batches)
    fitting = _fitting(batches, table.source)
    evidence = fold(_chosen(fitting, share, scanner.seed, counted), lambda chosen: scanner.evidence(*chosen, dates))
    columns = {c.name: evidence.get(c.name, ColumnEvidence()) for c in table.columns}
    total = counted.total if drawn is None else max(drawn.rows, counted.seen + 1)
    return Scanned(table, total, counted.seen, columns)


@dataclass(slots=True)
class _Rows:
    total: int = 0
    seen: int = 0


def _fitting(batches: Iterator[pl.DataFrame], source: str) -> Iterator[pl.DataFrame]:
    try:
        for batch in batches:
            yield from pieces(batch, octets(batch))
    except TooLong as failure:
        raise SourceUnreadable(source, str(failure)) from None


def _chosen(
    batches: Iterator[pl.DataFrame], share: float, seed: int, counted: _Rows
) -> Iterator[tuple[pl.DataFrame, pl.Series]]:
    """Batches cut to the sample, with the places of their rows in the table."""
    for batch in batches:
        places = consecutive(counted.total, len(batch))
        counted.total += len(batch)
        if share < 1:
            drawn = places.hash(seed + 1) < int(share * 2**64)
            places, batch = places.filter(drawn), batch.filter(drawn)
        counted.seen += len(batch)
        yield batch, places
