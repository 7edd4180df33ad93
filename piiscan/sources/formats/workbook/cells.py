"""The cells of a sheet, read once from its XML into a private temporary file, from which they come in frames.

Parsing is what costs; a scan, a mask and a verification read the cells several times. The file has no name, is
compressed and is gone with the sheet. Rows and columns in which nothing stands take no memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import chain

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.sources.frame import ROWS
from piiscan.sources.spool import Spool

BATCH = 1 << 19
"""Cells of a frame, empty ones included."""
AREA = 1 << 29
"""Cells of a sheet, empty ones between others included: 512 columns of a million rows."""
LAST_ROW, LAST_COLUMN = (1 << 20) - 1, (1 << 14) - 1
"""No spreadsheet program has more."""
HEAD = 64
"""Rows that are kept at hand, to find the header in."""

Cell = tuple[int, str, int]
"""Column, counted from 0; text; form, see `forms.py`."""
Row = tuple[int, list[Cell]]
"""Position, counted from 0, and the cells in which something stands."""


class Cells:
    """All cells of a sheet. `used` are the columns in which something stands; `height` counts to the last such row."""

    def __init__(self, rows: Iterable[Row], source: str) -> None:
        """Raises SourceUnreadable for a sheet too large, ValueError where rows are out of order."""
        self.head: list[Row] = []
        self.used: set[int] = set()
        self.height = 0
        self._source = source
        self._stretches: list[tuple[int, int]] = []
        self._spool = Spool(lambda: self._blocks(rows), once=True)

    def frames(self) -> Iterator[pl.DataFrame]:
        """Rows in order: for each used column `n` the text `n` and the form `n+`; null where nothing stands."""
        names = chain.from_iterable(((f"{n}", pl.String()), (f"{n}+", pl.UInt16())) for n in sorted(self.used))
        schema: dict[str, pl.DataType] = dict(names)
        with open(self._spool.path, "rb") as stream:
            for rows, size in self._stretches:
                yield (
                    _completed(pl.read_ipc_stream(BytesIO(stream.read(size))), schema) if size else _blank(rows, schema)
                )

    def _blocks(self, rows: Iterable[Row]) -> Iterator[bytes]:
        stretch = _Stretch(0)
        for position, cells in filter(_is_filled, rows):
            self._look_at(position, cells)
            if stretch.is_full(position):
                yield self._written(stretch)
                self._skip(position - stretch.end)
                stretch = _Stretch(position)
            stretch.add(position, cells)
            self.height = position + 1
        if self.height:
            yield self._written(stretch)

    def _look_at(self, position: int, cells: list[Cell]) -> None:
        if position < self.height:
            raise ValueError("rows are out of order")
        if len(self.head) < HEAD:
            self.head.append((position, cells))
        self.used.update(column for column, _, _ in cells)
        if position > LAST_ROW or max(self.used) > LAST_COLUMN:
            raise SourceUnreadable(self._source, f"has more than {LAST_ROW + 1:,} rows or {LAST_COLUMN + 1:,} columns")
        if (position + 1) * len(self.used) > AREA:
            raise SourceUnreadable(self._source, f"its rows and columns span more than {AREA:,} cells")

    def _written(self, stretch: _Stretch) -> bytes:
        out = BytesIO()
        stretch.frame().write_ipc_stream(out, compression="lz4")
        self._stretches.append((stretch.end - stretch.start, out.tell()))
        return out.getvalue()

    def _skip(self, rows: int) -> None:
        while rows:
            self._stretches.append((min(rows, ROWS), 0))
            rows -= min(rows, ROWS)


class _Stretch:
    """Rows that follow one another, from `start` up to `end`, column by column."""

    def __init__(self, start: int) -> None:
        self.start = self.end = start
        self._columns: dict[int, tuple[list[str | None], list[int | None]]] = {}

    def is_full(self, position: int) -> bool:
        """Whether to end it before a row at this position."""
        rows = position + 1 - self.start
        return self.end > self.start and (rows > ROWS or rows * len(self._columns) > BATCH)

    def add(self, position: int, cells: list[Cell]) -> None:
        above = position - self.start
        for column, text, form in cells:
            texts, forms = self._columns.setdefault(column, ([], []))
            if len(texts) < above:
                _pad(texts, forms, above)
            texts.append(text)
            forms.append(form)
        self.end = position + 1

    def frame(self) -> pl.DataFrame:
        data = {}
        for column, (texts, forms) in self._columns.items():
            _pad(texts, forms, self.end - self.start)
            data[f"{column}"] = pl.Series(texts, dtype=pl.String)
            data[f"{column}+"] = pl.Series(forms, dtype=pl.UInt16)
        return pl.DataFrame(data)


def _is_filled(row: Row) -> bool:
    return bool(row[1])


def _pad(texts: list[str | None], forms: list[int | None], rows: int) -> None:
    blank = [None] * (rows - len(texts))
    texts += blank
    forms += blank


def _completed(frame: pl.DataFrame, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in schema.items() if name not in frame.columns]
    return frame.with_columns(missing).select(list(schema))


def _blank(rows: int, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    return pl.DataFrame({name: pl.repeat(None, rows, dtype=dtype, eager=True) for name, dtype in schema.items()})
