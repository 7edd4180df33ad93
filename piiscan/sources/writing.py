"""Masked copies, in the format and dialect of what they were made from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TypeVar, runtime_checkable

import polars as pl

from piiscan.errors import OutputFailed, UsageError
from piiscan.model.table import Container, Document, Table
from piiscan.sources.atomic import replacing
from piiscan.sources.files import SourceFile
from piiscan.sources.layers import encoded
from piiscan.sources.partitions import PartitionedTable, Rows, file_name

Batch = TypeVar("Batch", contravariant=True)


@runtime_checkable
class Rewritable(Protocol[Batch]):
    """A table or document that knows how to write masked batches in its own format."""

    @property
    def file(self) -> SourceFile: ...

    def write(self, batches: Iterator[Batch], stream: BinaryIO) -> None: ...


Masked = Callable[[Table | Document], Iterator[Any]]
"""A member of a container, to its masked frames (of a table) or parts (of a text)."""


@runtime_checkable
class Refillable(Protocol):
    """A container that knows how to write its members again, masked, in its own format."""

    @property
    def file(self) -> SourceFile: ...

    def write(self, masked: Masked, stream: BinaryIO) -> None: ...


def write_table(table: Table, frames: Iterator[pl.DataFrame], destination: Path) -> None:
    """Write masked frames, atomically.

    The frames hold the rows of `table` in their order; columns may be missing (dropped) or of another type.
    Raises OutputFailed; SourceUnreadable if the source cannot be read again beside them.
    """
    frames = _checked(frames, [column.name for column in table.columns])
    if isinstance(table, PartitionedTable):
        _write_parts(table, Rows(frames), destination)
    else:
        _write(table, frames, destination)


def write_document(document: Document, parts: Iterator[pl.Series], destination: Path) -> None:
    """Write masked parts (Series of String), atomically. Raises OutputFailed."""
    _write(document, parts, destination)


def write_container(container: Container, masked: Masked, destination: Path) -> None:
    """Write the members of a container, each as `masked` gives it back, atomically. Raises OutputFailed."""
    with replacing(destination) as stream:
        write_into(container, masked, stream)


def write_into(item: Table | Document | Container, masked: Masked, stream: BinaryIO) -> None:
    """Write a masked copy under the item's own codings into a stream that can seek: as a member of a container."""
    if isinstance(item, Container):
        if not isinstance(item, Refillable):
            raise UsageError(f"{item.source}: masked copies of {item.format} files are not written")
        with encoded(stream, item.file.layers) as inner:
            item.write(masked, inner)
    elif isinstance(item, Table):
        _write_into(item, _checked(masked(item), [column.name for column in item.columns]), stream)
    else:
        _write_into(item, masked(item), stream)


def _write_parts(table: PartitionedTable, rows: Rows, folder: Path) -> None:
    """A file for each part that has rows, in the folder of their masked values."""
    for number, part in enumerate(table.pieces):
        height = sum(batch.height for batch in part.table.batches())
        frames = rows.take(height)
        if (first := next(frames, None)) is not None:
            within = table.folder(first)
            inner = (_of_part(table, frame, within) for frame in chain([first], frames))
            write_table(part.table, inner, folder / within / file_name(number, part))
    rows.require_none_left()


def _of_part(table: PartitionedTable, frame: pl.DataFrame, folder: str) -> pl.DataFrame:
    """The frame without what its folder says."""
    if table.folder(frame) != folder:
        raise OutputFailed(f"{table.source}: rows of one file were masked into several partitions")
    return frame.drop([key for key in table.keys if key in frame.columns])


def _write(original: Table | Document, batches: Iterator[Batch], destination: Path) -> None:
    with replacing(destination) as stream:
        _write_into(original, batches, stream)


def _write_into(original: Table | Document, batches: Iterator[Batch], stream: BinaryIO) -> None:
    if not isinstance(original, Rewritable):
        raise UsageError(f"{original.source}: data in memory has no file format to be written in")
    with encoded(stream, original.file.layers) as inner:
        original.write(batches, inner)


def _checked(frames: Iterator[pl.DataFrame], names: list[str]) -> Iterator[pl.DataFrame]:
    """The same frames. Raises OutputFailed if there is none, or if they have other columns than they may."""
    kept: list[str] | None = None
    for frame in frames:
        kept = [name for name in names if name in frame.columns] if kept is None else kept
        if frame.columns != kept:
            raise OutputFailed("a batch has columns that its table does not have, or has them in another order")
        yield frame
    if kept is None:
        raise OutputFailed("no rows came back, not even a batch without rows")
