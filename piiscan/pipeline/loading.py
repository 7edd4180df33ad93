"""Masked copies into a database: all tables of the source, or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from piiscan.model.finding import Incomplete
from piiscan.model.table import COMMENT, Document, Table
from piiscan.pipeline.copying import Masks
from piiscan.pipeline.estimate import announce
from piiscan.pipeline.formulas import with_formulas_told
from piiscan.pipeline.notice import Notice
from piiscan.pipeline.rows import with_rows_told
from piiscan.pipeline.veiling import unveiled
from piiscan.sources.copies import folded
from piiscan.sources.databases.loading import Loading


def load_all(
    masks: Masks, items: Sequence[Table | Document | Incomplete], into: Loading, notice: Notice
) -> tuple[tuple[str, ...], tuple[Incomplete, ...]]:
    """Stage the copy. The keys of its tables; what has no copy, texts, and what could not be read.

    Raises what `into` raises.
    """
    tables = [item for item in items if isinstance(item, Table)]
    into.take([unveiled(table) for table in tables])
    for table in tables:
        into.fill(unveiled(table), _frames(masks, table, notice))
    into.finish()
    left = [item for item in items if isinstance(item, Incomplete)]
    texts = [item for item in items if isinstance(item, Document) and item.format != COMMENT]
    left += [Incomplete(text.source, "a text has no place in a database") for text in texts]
    return tuple(table.key for table in tables), tuple(left)


def _frames(masks: Masks, table: Table, notice: Notice) -> Iterator[pl.DataFrame]:
    masker = masks.table(table)
    announce(masker, notice)
    return folded(unveiled(table), with_rows_told(masker, with_formulas_told(masker, notice), notice))
