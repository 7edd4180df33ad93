"""Masked copies into a database: all tables of the source, or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

import polars as pl

from piiscan.model.finding import Incomplete
from piiscan.model.table import COMMENT, Document, Table, innermost, rebased
from piiscan.pipeline.estimate import announce
from piiscan.pipeline.formulas import with_formulas_told
from piiscan.pipeline.notice import Notice
from piiscan.pipeline.rows import with_rows_told
from piiscan.pipeline.veiling import in_veiled_names, unveiled
from piiscan.sources.copies import folded
from piiscan.sources.databases.loading import Loading
from piiscan.sources.databases.places import referred_first, relation_of
from piiscan.sources.databases.relations import RelationTable
from piiscan.sources.formats.embedded.table import UnfoldedTable
from piiscan.verbs.mask import Masker


class Masks(Protocol):
    """What tables and texts are masked with."""

    def table(self, table: Table) -> Masker: ...

    def document(self, document: Document) -> Iterator[pl.Series]: ...

    def progress(self, source: str) -> None:
        """Be told what is being worked on."""
        ...


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
        masks.progress(table.source)
        into.fill(declaring(masker), _frames(masker, notice))
    into.finish()
    _tell_lost(tables, into, notice)
    left = [item for item in items if isinstance(item, Incomplete)]
    texts = [item for item in items if isinstance(item, Document) and item.format != COMMENT]
    left += [Incomplete(text.source, "a text has no place in a database") for text in texts]
    return tuple(table.key for table in tables), tuple(left)


def _tell_lost(tables: Sequence[Table], into: Loading, notice: Notice) -> None:
    """What a database has beside rows and keys, once: its texts may hold values."""
    relations = [(table, relation) for table in tables if (relation := relation_of(table)) is not None]
    if relations:
        notice("views, triggers, functions, comments and grants of a database are in no copy of it")
    for table, relation in relations:
        if lost := ", ".join([*relation.lost, *into.lacking(unveiled(table))]):
            notice(f"{table.source}: not in the copy: {in_veiled_names(table, lost)}")


def declaring(masker: Masker) -> Table:
    """The table, its columns declared as what is made of them still is.

    A token is no date, and longer than a code; a value without a coarser form is empty, though it had to be filled.
    """
    table = unveiled(masker.table)
    inner = innermost(table)
    if not isinstance(inner, RelationTable):
        return table
    changed = {
        name for name in masker.kept if masker.changes(name) and not masker.operators[name].promises.format_preserving
    }
    around = set(table.outer(list(changed))) if isinstance(table, UnfoldedTable) else set()
    fields = tuple(
        replace(field, back="") if field.name in changed or (field.name in around and not field.holds_texts) else field
        for field in inner.relation.fields
    )
    empties = {name for name in changed if not masker.operators[name].promises.unique}
    held = inner.relation.constraints
    held = replace(held, not_null=held.not_null - empties)
    return rebased(table, replace(inner, relation=replace(inner.relation, fields=fields, constraints=held)))


def _frames(masker: Masker, notice: Notice) -> Iterator[pl.DataFrame]:
    announce(masker, notice)
    return folded(unveiled(masker.table), with_rows_told(masker, with_formulas_told(masker, notice), notice))
