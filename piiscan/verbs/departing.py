"""What goes: rows past their term, or all of one person. It is told row by row, and what cannot be told is doubtful."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Protocol

import polars as pl

from piiscan.model.register import Retention
from piiscan.model.text import as_text, lists_joined
from piiscan.transforms.generalize.parsing import as_date
from piiscan.verbs.find import Sought

__all__ = ["Departing", "OfPerson", "PastTerm", "Seen"]

_SHARED = frozenset({"PERSON", "ORGANIZATION", "CN_LANDLINE", "IP_ADDRESS", "PASSWORD", "PLATE"})
"""What two people may have: names, and what a household or an office shares. Addresses of houses are told by their
ending. Nothing goes for one of these alone."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Of one batch. `gone`: Boolean for each row. `columns`: rows by column that speaks against them.

    `doubtful`: column -> the rows of which a person has to decide.
    """

    gone: pl.Series
    columns: Mapping[str, int]
    doubtful: Mapping[str, int]


class Departing(Protocol):
    """What goes, and why a person has to look at what is doubtful."""

    @property
    def doubt(self) -> str: ...

    def rows(self, key: str, batch: pl.DataFrame) -> Seen | None:
        """Of a batch of the table with this key; None where nothing can be told of the table at all."""
        ...

    def lines(self, parts: pl.Series) -> Seen | None:
        """Of some lines of a text."""
        ...


@dataclass(frozen=True, slots=True)
class PastTerm:
    """Rows go once their date is older than the term, as of a day; those without a date stay, and are doubtful.

    GDPR Article 5(1)(e), PIPL Articles 19 and 47: kept no longer than the purpose needs, then erased.
    """

    term: Retention
    as_of: date
    doubt: str = "no date that can be read: whether its term is over, a person decides"

    def rows(self, key: str, batch: pl.DataFrame) -> Seen | None:
        name = self.term.column
        if name not in batch.columns:
            return None
        day = as_text(batch.select(name)).select(as_date(pl.col(name))).to_series()
        gone = (day < self.as_of - timedelta(days=self.term.days)).fill_null(value=False)
        undated = day.null_count()
        return Seen(gone, {name: int(gone.sum())}, {name: undated} if undated else {})

    def lines(self, parts: pl.Series) -> Seen | None:
        return None


@dataclass(frozen=True, slots=True)
class OfPerson:
    """Rows and lines go in which an identifier stands that nobody else has, in whatever spelling.

    By `entities` (key of a table, column -> what findings say it holds) rows go, too, whose whole cell is an identifier
    of that kind. The rest is doubtful. GDPR Article 17, PIPL Article 47.
    """

    sought: Sought
    entities: Mapping[tuple[str, str], str | None]
    doubt: str = "others may have the same: whether it is this person, a person decides"

    def rows(self, key: str, batch: pl.DataFrame) -> Seen | None:
        texts = lists_joined(as_text(batch))
        return self._seen(texts, {name: self.entities.get((key, name)) for name in texts.columns})

    def lines(self, parts: pl.Series) -> Seen | None:
        return self._seen(parts.rename("").to_frame(), {})

    def _seen(self, texts: pl.DataFrame, entities: Mapping[str, str | None]) -> Seen:
        found = {column.name: self.sought.standing_in(column) for column in texts}
        surely = {name: self._surely(texts[name], met, entities.get(name)) for name, met in found.items()}
        gone = reduce(or_, surely.values(), pl.repeat(False, len(texts), eager=True))
        met = {name: _rows(seen["row"], len(texts)) & ~gone for name, seen in found.items()}
        return Seen(
            gone,
            {name: int(rows.sum()) for name, rows in surely.items() if rows.any()},
            {name: int(rows.sum()) for name, rows in met.items() if rows.any()},
        )

    def _surely(self, column: pl.Series, found: pl.DataFrame, entity: str | None) -> pl.Series:
        unique = [kind for kind in found["entity"].unique() if self.sought.sure(kind) and not _shared(kind)]
        rows = _rows(found.filter(pl.col("entity").is_in(unique))["row"], len(column))
        return rows | self.sought.whole(column, entity) if entity and not _shared(entity) else rows


def _shared(entity: str) -> bool:
    house = entity.endswith("ADDRESS") and entity not in ("EMAIL_ADDRESS", "MAC_ADDRESS")
    return house or entity in _SHARED or entity.endswith("_PLATE")


def _rows(numbers: pl.Series, height: int) -> pl.Series:
    return pl.int_range(height, eager=True, dtype=pl.UInt32).is_in(numbers.cast(pl.UInt32).implode())
