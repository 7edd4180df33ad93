"""Apache ORC, stripe by stripe. Only this module knows pyarrow, which the extra `orc` installs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO, Literal, cast

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.sinking import without_categories
from piiscan.sources.formats.trial import try_out
from piiscan.sources.frame import ROWS
from piiscan.sources.nested import Nesting, TooDeep
from piiscan.sources.nested.reading import Damaged, reading
from piiscan.sources.nested.table import NestedTable
from piiscan.sources.options import ReadOptions

MAGIC = b"ORC"
CELLS = 500_000_000
"""Most cells of a stripe, by the average that the footer declares: a stripe is decoded as a whole."""

Codec = Literal["uncompressed", "zlib", "snappy", "lz4", "zstd"]
_CODECS = ("uncompressed", "zlib", "snappy", "lz4", "zstd")
OTHERWISE: Codec = "zstd"
"""For LZO and Brotli, which pyarrow does not write."""


@dataclass(frozen=True, slots=True)
class OrcTable(NestedTable):
    """`types` are those of Polars, `schema` those of pyarrow, in which kept columns are written again."""

    types: pl.Schema
    schema: Any
    codec: Codec

    def write(self, batches: Iterator[pl.DataFrame], stream: BinaryIO) -> None:
        """With the compression of the source, and nothing of its metadata."""
        from pyarrow.orc import ORCWriter  # type: ignore[import-untyped, import-not-found, unused-ignore]

        with ORCWriter(stream, compression=self.codec) as writer:
            for frame in map(without_categories, self.nesting.laid(self.frames(), batches)):
                writer.write(self._typed(frame))

    def _typed(self, frame: pl.DataFrame) -> Any:
        """An Arrow table: kept columns in the types of the source, masked ones as they are."""
        table = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
        for number, (name, dtype) in enumerate(frame.schema.items()):
            if dtype == self.types[name]:
                column = table.column(number).cast(self.schema.field(name).type)
                table = table.set_column(number, name, column)
        return table

    def frames(self) -> Iterator[pl.DataFrame]:
        empty = True
        for stripe in stripes(self.file):
            yield from stripe.iter_slices(ROWS)
            empty = False
        if empty:
            yield self.types.to_frame()


def stripes(file: SourceFile) -> Iterator[pl.DataFrame]:
    """Each as a whole."""
    with _opened(file) as orc:
        _refuse(file, orc)
        yield from (_frame(orc.read_stripe(number)) for number in range(orc.nstripes))


def recognise(file: SourceFile, head: bytes, options: ReadOptions) -> OrcTable | None:
    if not head.startswith(MAGIC):
        return None
    _require_pyarrow(file)
    try_out(file, stripes)
    with _opened(file) as orc:
        _refuse(file, orc)
        types = _frame(orc.schema.empty_table()).schema
        nesting = Nesting.of(types)
        schema, used = orc.schema, str(orc.compression).lower()
    codec = cast(Codec, used) if used in _CODECS else OTHERWISE
    return OrcTable(file.source, file.key, file.name, "orc", nesting, file, types, schema, codec)


def _require_pyarrow(file: SourceFile) -> None:
    try:
        import pyarrow.orc  # type: ignore[import-untyped, import-not-found, unused-ignore]  # noqa: F401
    except ImportError:
        raise SourceUnreadable(file.source, "is ORC: install piiscan's orc extra (piiscan-data[orc])") from None


def _refuse(file: SourceFile, orc: Any) -> None:
    if len(set(orc.schema.names)) < len(orc.schema.names):
        raise SourceUnreadable(file.source, "two of its columns have the same name: rename one")
    if orc.nrows * max(len(orc.schema), 1) > CELLS * orc.nstripes:
        raise SourceUnreadable(file.source, f"has stripes of more than {CELLS} cells: write it again in smaller ones")


@contextmanager
def _opened(file: SourceFile) -> Iterator[Any]:
    """The opened file. Whatever is raised becomes SourceUnreadable: pyarrow's errors are of many kinds."""
    from pyarrow.orc import ORCFile  # type: ignore[import-untyped, import-not-found, unused-ignore]

    with reading(file), file.open() as stream:
        try:
            yield ORCFile(stream)
        except (SourceUnreadable, TooDeep, MemoryError):
            raise
        except Exception:
            raise Damaged("damaged, or not what its first bytes say") from None


def _frame(data: Any) -> pl.DataFrame:
    """As Polars takes it: checked in full before, as text that is not UTF-8 is handed on as it is."""
    data.validate(full=True)
    frame = pl.from_arrow(data)
    assert isinstance(frame, pl.DataFrame)
    return frame
