"""Writing masked rows beside the records they were made from, so that what did not change is written as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

import polars as pl

from piiscan.errors import OutputFailed
from piiscan.model.table import Column
from piiscan.model.text import as_text
from piiscan.sources.atomic import write_all
from piiscan.sources.formats.csv.dialect import UNWRITABLE, Unwritable
from piiscan.sources.formats.csv.layout import Layout
from piiscan.sources.formats.csv.record import Record, rewritten


class Rewriting:
    """The copy of one table: `columns` are all it has (batches may leave some out), `comments` those of the copy."""

    def __init__(self, source: str, layout: Layout, columns: Sequence[Column], comments: Iterable[str]) -> None:
        self._source = source
        self._layout = layout
        self._names = [column.name for column in columns]
        self._comments = iter(comments)
        self._begun = False

    def write(self, batches: Iterator[pl.DataFrame], originals: Iterator[Record], stream: BinaryIO) -> None:
        """Raises OutputFailed where rows or comments are not those of the source, or cannot be written."""
        for frame in batches:
            write_all(stream, self.opening(frame.columns).encode())
            write_all(stream, "".join(self._rows(as_text(frame), originals)).encode())
        write_all(stream, "".join(self._rest(originals)).encode())

    def opening(self, kept: Sequence[str]) -> str:
        """All that stands above the rows, once: with the header cells of the columns kept, and other comments."""
        if self._begun:
            return ""
        self._begun = True
        rows = (self._above(record, self._keeps(kept)) for record in self._layout.top)
        return self._layout.mark + "".join(rows)

    def _above(self, record: Record, keeps: Sequence[bool]) -> str:
        if record.fields is None:
            return self._comment()
        cells = [cell for cell, keep in zip(record.fields, keeps, strict=False) if keep]
        return rewritten(record, cells, keeps, self._layout.dialect)

    def _rows(self, frame: pl.DataFrame, originals: Iterator[Record]) -> Iterator[str]:
        keeps = self._keeps(frame.columns)
        for cells in frame.iter_rows():
            for original in originals:
                if original.fields is not None:
                    break
                yield self._comment()
            else:
                raise OutputFailed(f"{self._source}: more rows came back than the source has")
            try:
                yield rewritten(original, cells, keeps, self._layout.dialect)
            except Unwritable:
                raise OutputFailed(f"{self._source}: {UNWRITABLE}") from None

    def _rest(self, originals: Iterator[Record]) -> Iterator[str]:
        """Comments below the last row."""
        for original in originals:
            if original.fields is not None:
                raise OutputFailed(f"{self._source}: fewer rows came back than the source has")
            yield self._comment()

    def _comment(self) -> str:
        for comment in self._comments:
            return comment
        raise OutputFailed(f"{self._source}: fewer comments came back than the source has")

    def _keeps(self, kept: Sequence[str]) -> list[bool]:
        names = set(kept)
        return [name in names for name in self._names]
