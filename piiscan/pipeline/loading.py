"""Masked copies into a database: all tables of the source, or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import polars as pl

from piiscan.model.finding import Incomplete
from piiscan.model.table import COMMENT, Document, Table, innermost
from piiscan.pipeline.estimate import announce
from piiscan.pipeline.formulas import with_formulas_told
from piiscan.pipeline.notice import Notice
from piiscan.pipeline.rows import with_rows_told
from piiscan.pipeline.veiling import unveiled
from piiscan.sources.copies import folded
from piiscan.sources.databases.loading import Loading
from piiscan.sources.databases.places import referred_first
from piiscan.verbs.mask import Masker


class Masks(Protocol):
    """What tables and texts are masked with."""

    def table(self, table: Table) -> Masker: ...

    def document(self, document: Document) -> Iterator[pl.Series]: ...


def load_all(
    masks: Masks, items: Sequence[Table | Document | Incomplete], into: Loading, notice: Notice
) -> tuple[tuple[str, ...], tuple[Incomplete, ...]]:
    """Stage the copy. The keys of its tables; what has no copy, texts, and what could not be read.

    Raises what `into` raises.
    """
    tables = [item for item in items if isinstance(item, Table)]
    into.take([unveiled(table) for table in tables])
    for table in referred_first(tables):
        masker = masks.table(table)
        into.fill(unveiled(table), _frames(masker, notice), _typed(masker))
    into.finish()
    left = [item for item in items if isinstance(item, Incomplete)]
    texts = [item for item in items if isinstance(item, Document) and item.format != COMMENT]
    left += [Incomplete(text.source, "a text has no place in a database") for text in texts]
    return tuple(table.key for table in tables), tuple(left)


def _frames(masker: Masker, notice: Notice) -> Iterator[pl.DataFrame]:
    announce(masker, notice)
    return folded(unveiled(masker.table), with_rows_told(masker, with_formulas_told(masker, notice), notice))


def _typed(masker: Masker) -> frozenset[str]:
    """The columns of the source whose masked values are still of the types that they had there."""
    columns = innermost(masker.table).columns
    operators = {column.name: masker.operators.get(column.name) for column in columns}
    return frozenset(
        name for name, operator in operators.items() if not operator or operator.promises.format_preserving
    )
