"""Masked copies into a database on a server: all tables of the source, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import polars as pl

from piiscan.errors import UsageError
from piiscan.model.finding import Incomplete
from piiscan.model.table import COMMENT, Document, Table
from piiscan.pipeline.copying import Masks
from piiscan.pipeline.estimate import announce
from piiscan.pipeline.formulas import with_formulas_told
from piiscan.pipeline.notice import Notice
from piiscan.pipeline.rows import with_rows_told
from piiscan.pipeline.veiling import unveiled
from piiscan.sources.copies import folded
from piiscan.sources.databases.postgresql.writing import load
from piiscan.sources.databases.urls import located


def load_all(
    masks: Masks,
    items: Sequence[Table | Document | Incomplete],
    url: str,
    notice: Notice,
    record: Callable[[int], object],
) -> tuple[tuple[str, ...], tuple[Incomplete, ...], int]:
    """The keys of the tables that were loaded; what has no copy, texts, and what could not be read; and the rows.

    `record` is told of the rows before anybody sees them. Raises UsageError for a server that copies are not written
    to, and what `load` raises.
    """
    location = located(url)
    if location.dialect not in ("postgresql", "postgres"):
        raise UsageError("masked copies are loaded into PostgreSQL only: write files, and load them")
    tables = [item for item in items if isinstance(item, Table)]
    loading = [(unveiled(table), partial(_frames, masks, table, notice)) for table in tables]
    rows = load(location, loading, before=record)
    left = [item for item in items if isinstance(item, Incomplete)]
    texts = [item for item in items if isinstance(item, Document) and item.format != COMMENT]
    left += [Incomplete(text.source, "a text has no place in a database") for text in texts]
    return tuple(table.key for table in tables), tuple(left), rows


def _frames(masks: Masks, table: Table, notice: Notice) -> Iterator[pl.DataFrame]:
    masker = masks.table(table)
    announce(masker, notice)
    return folded(unveiled(table), with_rows_told(masker, with_formulas_told(masker, notice), notice))
