"""Every table and text of a part of the data, folded and judged on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

import polars as pl

from piiscan.engines.local import several
from piiscan.errors import SourceUnreadable
from piiscan.model.finding import DocumentFinding, Incomplete, TableFinding
from piiscan.model.table import Aging, Constrained, Container, Document, Item, Table, innermost
from piiscan.model.text import as_text
from piiscan.pipeline.detection import Detection
from piiscan.pipeline.naming import VeiledNames
from piiscan.pipeline.notice import Progress
from piiscan.pipeline.opening import gap, parts
from piiscan.pipeline.told import Lying, TableTold, Told
from piiscan.pipeline.veiling import VeiledTable
from piiscan.sources import ReadOptions, compression_of, encoding_of
from piiscan.sources.databases.server import ServerTable
from piiscan.sources.files import FromFile, SourceFile
from piiscan.sources.units import Unit
from piiscan.verbs.classify import classify
from piiscan.verbs.joins import telling
from piiscan.verbs.scan import Scanned, Scanner, scan
from piiscan.verbs.scan_document import scan_document

__all__ = ["Leaves", "Look", "Taking", "taking"]

Found = TypeVar("Found", TableFinding, DocumentFinding)
Leaf = Table | Document | Incomplete
Leaves = Callable[[Sequence[Item]], Iterator[Leaf]]
Look = Callable[[Table], Scanned]

_BESIDE = ("sqlite", "duckdb")
"""Databases in files: what was written to them last lies in a log beside them."""


class Taking:
    """For one run: `leaves` takes items apart, which have names from `naming`, `look` reads the evidence of a table."""

    def __init__(
        self, detection: Detection, naming: VeiledNames, leaves: Leaves, look: Look, progress: Progress
    ) -> None:
        self._detection, self._naming, self._progress = detection, naming, progress
        self._leaves, self._look = leaves, look

    def told(self, unit: Unit) -> Told:
        """What its items say, in their order; what cannot be read is listed in its place."""
        items = unit.open()
        told = Told(beside=any(isinstance(item, Container) and item.format in _BESIDE for item in items))
        for item, scanned in several(self._leaves(items), self._scanned, _at_once):
            self._take(item, scanned, told)
        told.named = self._naming.inside()
        return told

    def _scanned(self, item: Leaf) -> Scanned | None:
        """The evidence of a table. Nothing of the run is touched: several of them are looked at at the same time."""
        if isinstance(item, Incomplete):
            return None
        self._progress(item.source)
        return self._look(item) if isinstance(item, Table) else None

    def _take(self, item: Leaf, scanned: Callable[[], Scanned | None], told: Told) -> None:
        if isinstance(item, Incomplete):
            told.incomplete.append(item)
            return
        if (file := _file(item)) is not None:
            told.lying[item.source] = Lying(file.outermost.source, file.outermost.place)
        if isinstance(item, VeiledTable):
            told.held[item.source] = item.held
        try:
            if isinstance(item, Document):
                told.documents.append(self._document(item))
            elif (evidence := scanned()) is not None:
                told.tables.append(self._table(item, evidence))
                told.related += [item] if isinstance(innermost(item), Constrained) else []
            if isinstance(item, Table) and isinstance(inner := innermost(item), ServerTable):
                told.readers[item.source] = inner.readers()
        except (SourceUnreadable, pl.exceptions.PanicException, TimeoutError) as failure:
            told.incomplete.append(gap(item, failure))

    def _table(self, table: Table, scanned: Scanned) -> TableTold:
        found = classify(scanned, self._detection.judge, self._every_text(table))
        inner, evidence = innermost(table), scanned.evidence
        return TableTold(
            _coded(found, _file(table)),
            {name: of.sketch.hashes.to_numpy().copy() for name, of in evidence.items()},
            {name: of.undecoded for name, of in evidence.items() if of.undecoded},
            tuple(name for name, of in evidence.items() if telling(of.sketch)),
            inner.older if isinstance(inner, Aging) else None,
            any(of.minors.dated for of in evidence.values()),
        )

    def _document(self, document: Document) -> DocumentFinding:
        from piiscan.detection.text import language

        d = self._detection
        models = d.spans if d.reads_names else None
        found = scan_document(document, d.by_entity, d.patterns.spans, models, language, d.text == "full")
        return _coded(found, _file(document))

    def _every_text(self, table: Table) -> Callable[[str], Iterator[pl.Series]] | None:
        return partial(_texts, table) if self._detection.text == "full" else None


def taking(
    detection: Detection, scanner: Scanner, options: ReadOptions, naming: VeiledNames, progress: Progress
) -> Taking:
    """That of this machine."""
    leaves, sample = partial(parts, naming=naming), options.sample
    return Taking(detection, naming, leaves, lambda table: scan(table, scanner, sample), progress)


def _at_once(item: Leaf) -> int:
    inner = innermost(item) if isinstance(item, Table) else item
    return inner.at_once if isinstance(inner, ServerTable) else 1


def _texts(table: Table, column: str) -> Iterator[pl.Series]:
    for batch in table.batches():
        texts = as_text(batch.select(column))[column]
        yield texts.explode() if isinstance(texts.dtype, pl.List) else texts


def _file(item: Table | Document) -> SourceFile | None:
    """The file that a table or text lies in."""
    inner = innermost(item) if isinstance(item, Table) else item
    return inner.file if isinstance(inner, FromFile) else None


def _coded(found: Found, file: SourceFile | None) -> Found:
    """With the encoding and compression of the file."""
    if file is None:
        return found
    return replace(found, encoding=encoding_of(file), compression=compression_of(file))
