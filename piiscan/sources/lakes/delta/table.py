"""One version of a Delta table: its files one after the other, each in the columns that the table has now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from polars.io.scan_options.cast_options import ScanCastOptions

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.parquet.bombs import harmless
from piiscan.sources.formats.parquet.table import windows
from piiscan.sources.lakes.delta.log import Piece
from piiscan.sources.lakes.delta.writing import write_new
from piiscan.sources.lakes.place import Place
from piiscan.sources.lakes.table import LakeTable


@dataclass(frozen=True, slots=True)
class DeltaLakeTable(LakeTable):
    """The version that its `pieces` are."""

    place: Place
    pieces: tuple[Piece, ...]

    def frames(self) -> Iterator[pl.DataFrame]:
        yield self.schema.to_frame()
        for piece in self.pieces:
            yield from self._kept(piece, self._of(piece, self.file_of(piece)))

    def file_of(self, piece: Piece) -> SourceFile:
        """Raises SourceUnreadable where it is not the one that the log means."""
        file = self.place.file(piece.path, self.source, self.key)
        if file.stamp.size != piece.size:
            raise SourceUnreadable(self.source, "a file is not the one that its log means: it has another size")
        return file

    def write_folder(self, batches: Iterator[pl.DataFrame], folder: Path, home: str) -> None:
        write_new(self.laid(batches), folder)

    def _of(self, piece: Piece, file: SourceFile) -> Iterator[pl.DataFrame]:
        """The rows of a file, deleted ones too. What it lacks of the table's columns is null, as they are newer."""
        within = {name: dtype for name, dtype in self.schema.items() if name not in piece.values}
        constants = [pl.lit(value, self.schema[name]).alias(name) for name, value in piece.values.items()]
        with file.reading():
            lazy = pl.scan_parquet(
                file.path,
                glob=False,
                hive_partitioning=False,
                low_memory=True,
                schema=within,
                missing_columns="insert",
                extra_columns="ignore",
                cast_options=_widening(),
            )
            for frame in windows(lazy, harmless(file), self.source):
                yield frame.with_columns(constants).select(self.schema.names())

    def _kept(self, piece: Piece, frames: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        """Without deleted rows; a vector that ends before the file does keeps the rest."""
        at = 0
        for frame in frames:
            if piece.keep is not None:
                keep = piece.keep.slice(at, frame.height)
                at += frame.height
                frame = frame.filter(keep.extend_constant(True, frame.height - len(keep)))
            yield frame


def _widening() -> ScanCastOptions:
    """Types that a file may have where the table has another: narrower, or the same time told in other units."""
    return ScanCastOptions(
        integer_cast="upcast",
        float_cast="upcast",
        datetime_cast=("nanosecond-downcast", "millisecond-upcast", "convert-timezone"),
        missing_struct_fields="insert",
        extra_struct_fields="ignore",
        categorical_to_string="allow",
    )
