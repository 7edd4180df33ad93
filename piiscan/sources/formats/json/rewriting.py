"""A JSON file again, with masked leaves in it: the records are read a second time, beside the masked rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

import polars as pl
import polars.selectors as cs

from piiscan.errors import OutputFailed
from piiscan.model.text import as_text
from piiscan.sources.atomic import write_all
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.decoding import BOM, decode_head
from piiscan.sources.formats.json.leaves import Laying, Removed
from piiscan.sources.formats.json.records import Piece, Record
from piiscan.sources.formats.json.style import Style, style_of

Row = dict[str, Any]


def rewrite(
    file: SourceFile, pieces: Iterator[Piece], bom: bool, batches: Iterator[pl.DataFrame], stream: BinaryIO
) -> None:
    """Write every record with the leaves of its row. Raises OutputFailed where the rows do not fit."""
    rows = (row for frame in batches for row in typed_rows(frame))
    write_all(stream, BOM if bom else b"")
    style = style_of(decode_head(file, file.head()))
    level = 0
    for piece in pieces:
        if isinstance(piece, str):
            level = 1 if "[" in piece else level
            write_all(stream, piece.encode())
            continue
        write_all(stream, _masked(piece, next(rows, None), style, level).encode())
    if next(rows, None) is not None:
        raise OutputFailed("more rows came back than the source has records")


def typed_rows(frame: pl.DataFrame) -> Iterator[Row]:
    """Numbers and booleans stay what they are, everything else is text."""
    native = frame.select(cs.integer() | cs.float() | cs.boolean())
    return as_text(frame).with_columns(native.get_columns()).iter_rows(named=True)


def _masked(record: Record, row: Row | None, style: Style, level: int) -> str:
    if row is None:
        raise OutputFailed("fewer rows came back than the source has records")
    laying = Laying(row)
    value = laying.lay(record.value)
    laying.require_all_laid()
    if not laying.changed:
        return record.raw
    style = style if "\n" in record.raw else replace(style, indent=None)
    return "null" if isinstance(value, Removed) else style.write(value, level)
