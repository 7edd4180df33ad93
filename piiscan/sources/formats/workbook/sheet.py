"""One sheet as a table: its rows below the header, every cell as text, and written again in the form it had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from piiscan.errors import OutputFailed
from piiscan.model.table import Column
from piiscan.model.text import as_text
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.workbook.cells import Cells
from piiscan.sources.formats.workbook.forms import TEXT
from piiscan.sources.formats.workbook.heading import Heading
from piiscan.sources.formats.workbook.reader import Written


@dataclass(frozen=True, slots=True)
class SheetTable:
    """Leading empty rows and empty columns are no part of it; empty rows between others are.

    `stays` has an entry for each row where some of them are left out.
    """

    source: str
    key: str
    name: str
    format: str
    file: SourceFile
    cells: Cells
    heading: Heading
    stays: Sequence[bool] | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.heading.columns

    @property
    def area(self) -> int:
        """Cells of the sheet, empty ones between others included."""
        return self.cells.height * len(self.columns)

    def batches(self) -> Iterator[pl.DataFrame]:
        names = [column.name for column in self.columns]
        with self.file.reading():
            empty = True
            for frame in self._body():
                empty = False
                yield frame.select(pl.col(f"{n}").alias(name) for n, name in zip(self._order(), names, strict=True))
        if empty:
            yield pl.DataFrame(schema=dict.fromkeys(names, pl.String))

    def masked(self, frames: Iterator[pl.DataFrame]) -> Iterator[Written]:
        """The header, if the source has one, and the masked rows. Raises OutputFailed if rows are missing or new."""
        originals = self._rows()
        opened = False
        for frame in frames:
            if self.heading.has_names and not opened:
                yield [(name, TEXT) for name in frame.columns]
            opened = True
            yield from self._paired(as_text(frame), originals)
        if next(originals, None) is not None:
            raise OutputFailed(f"{self.source}: fewer rows came back than the source has")

    def _paired(self, frame: pl.DataFrame, originals: Iterator[tuple[Any, ...]]) -> Iterator[Written]:
        places = {column.name: 2 * i for i, column in enumerate(self.columns)}
        try:
            kept = [places[name] for name in frame.columns]
        except KeyError:
            raise OutputFailed(f"{self.source}: a column came back that the source does not have") from None
        for row in frame.iter_rows():
            before = next(originals, None)
            if before is None:
                raise OutputFailed(f"{self.source}: more rows came back than the source has")
            yield [
                None if text is None else (text, before[i + 1] if text == before[i] else TEXT)
                for text, i in zip(row, kept, strict=True)
            ]

    def _order(self) -> list[int]:
        return sorted(self.cells.used)

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        for frame in self._body():
            yield from frame.iter_rows()

    def _body(self) -> Iterator[pl.DataFrame]:
        """The frames of the cells, from the first row of data on."""
        above, taken = self.heading.first, 0
        for frame in self.cells.frames():
            if frame.height > above:
                yield self._staying(frame.slice(above), taken)
                taken += frame.height - above
            above = max(0, above - frame.height)

    def _staying(self, frame: pl.DataFrame, taken: int) -> pl.DataFrame:
        """Those of the rows that stay, which come behind so many others."""
        if self.stays is None:
            return frame
        return frame.filter(pl.Series(self.stays[taken : taken + frame.height], dtype=pl.Boolean))
