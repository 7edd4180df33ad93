"""How many octets the cells of a frame take as text, and frames cut so that copies of them can be held."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

CELL = 16 << 20
"""Octets of the longest cell that is looked at: every step holds copies of it."""

PIECE = 64 << 20
"""Octets of the rows that are looked at together, and of the longest row."""


class TooLong(Exception):
    """A cell or a row is longer than may be. The message holds nothing of it."""


def octets(batch: pl.DataFrame) -> pl.Series:
    """Of each row, how many octets its texts, bytes and categories take (Int64). Raises TooLong for a cell."""
    rows = pl.zeros(batch.height, dtype=pl.Int64, eager=True)
    for column in batch:
        taken = _lengths(column)
        if taken is not None:
            longest, of_row = (taken.list.max(), taken.list.sum()) if taken.dtype == pl.List else (taken, taken)
            if (longest > CELL).any():
                raise TooLong(f"column {column.name}: a value is longer than {CELL >> 20} MiB")
            rows += of_row.fill_null(0)
    return rows


def pieces(batch: pl.DataFrame, rows: pl.Series) -> Iterator[pl.DataFrame]:
    """The batch, or its rows, which take so many `octets`, in pieces of PIECE at most. Raises TooLong."""
    if rows.sum() <= PIECE:
        yield batch
        return
    if (rows > PIECE).any():
        raise TooLong(f"a row is longer than {PIECE >> 20} MiB")
    ends, start, taken = rows.cum_sum(), 0, 0
    while start < batch.height:
        end = int(ends.search_sorted(taken + PIECE, side="right"))
        yield batch.slice(start, end - start)
        start, taken = end, int(ends[end - 1])


def _lengths(column: pl.Series) -> pl.Series | None:
    """Of each cell, or of each element of a list; None where they all take the same."""
    match column.dtype:
        case pl.String():
            return column.str.len_bytes()
        case pl.Binary():
            return column.bin.size()
        case pl.Categorical() | pl.Enum():
            return column.cat.len_bytes()
        case pl.List(inner=pl.String()):
            return column.list.eval(pl.element().str.len_bytes())
        case pl.List(inner=pl.Binary()):
            return column.list.eval(pl.element().bin.size())
        case pl.List(inner=pl.Categorical() | pl.Enum()):
            return column.list.eval(pl.element().cat.len_bytes())
    return None
