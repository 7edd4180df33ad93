"""The rows of a table by SQLAlchemy, which come as Python's objects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from piiscan.sources.databases.alchemy import mysql
from piiscan.sources.databases.alchemy.catalogue import Listed
from piiscan.sources.databases.alchemy.connecting import Session
from piiscan.sources.databases.relations import Relation


def read(session: Session, entry: Listed, source: str, found: Relation, share: float | None) -> Iterator[pl.DataFrame]:
    """All of them, or a share that is drawn at random."""
    values = ", ".join(field.value for field in found.fields)
    drawn = "" if share is None else mysql.drawn(share)
    in_order = mysql.ROWS_IN_ORDER if session.is_mysql and not entry.view else ""
    for rows in session.batches(f"SELECT {values} FROM {entry.quoted(session)}{in_order}{drawn}", source):
        yield framed(rows, found)


def framed(rows: Sequence[Any], found: Relation) -> pl.DataFrame:
    """Rows as a batch."""
    if not rows:
        return found.empty
    columns = zip(*rows, strict=True)
    return pl.DataFrame(
        [pl.Series(field.name, values, dtype=field.dtype) for field, values in zip(found.fields, columns, strict=True)]
    )
