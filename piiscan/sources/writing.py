"""Masked copies, in the format and dialect of what they were made from."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TypeVar, runtime_checkable

import polars as pl

from piiscan.errors import OutputFailed, UsageError
from piiscan.model.table import Container, Document, Table, innermost
from piiscan.sources.atomic import replacing, writing
from piiscan.sources.copies import folded
from piiscan.sources.databases.in_files import dialect_of
from piiscan.sources.databases.server import is_server
from piiscan.sources.files import FromFile, SourceFile
from piiscan.sources.lakes.table import LakeTable
from piiscan.sources.layers import encoded
from piiscan.sources.partitions import PartitionedTable, Rows, file_name

Batch = TypeVar("Batch", contravariant=True)


@runtime_checkable
class Rewritable(Protocol[Batch]):
    """A table or document that knows how to write masked batches in its own format."""

    def write(self, batches: Iterator[Batch], stream: BinaryIO) -> None: ...


Masked = Callable[[Table | Document], Iterator[Any]]
"""A member of a container, to its masked frames (of a table) or parts (of a text)."""


@runtime_checkable
class Refillable(Protocol):
    """A container that knows how to write its members again, masked, in its own format."""

    @property
    def file(self) -> SourceFile: ...

    def write(self, masked: Masked, stream: BinaryIO) -> None: ...


_INSTEAD = {"pdf": ": `piiscan detect --mask` prints its text, masked"}


def refusal(container: Container) -> str | None:
    """Why no masked copy of a container is written, if none is, and what there is instead."""
    if isinstance(container, Refillable) or is_server(container) or dialect_of(container):
        return None
    return f"masked copies of {container.format} files are not written{_INSTEAD.get(container.format, '')}"


def write_table(table: Table, frames: Iterator[pl.DataFrame], destination: Path, home: str = "") -> None:
    """Write masked frames, atomically; the table of a lake into a folder of its own, which will lie at `home`.

    The frames hold the rows of `table` in their order; columns may be missing (dropped) or of another type.
    Raises OutputFailed; SourceUnreadable if the source cannot be read again beside them.
    """
    lake = innermost(table)
    if isinstance(lake, LakeTable):
        _write_lake(lake, folded(table, _checked(frames, table)), destination, home)
    elif isinstance(table, PartitionedTable):
        _write_parts(table, Rows(_checked(frames, table)), destination)
    else:
        _write(table, lambda _: frames, destination)


def write_document(document: Document, parts: Iterator[pl.Series], destination: Path) -> None:
    """Write masked parts (Series of String), atomically. Raises OutputFailed."""
    _write(document, lambda _: parts, destination)


def write_container(container: Container, masked: Masked, destination: Path) -> None:
    """Write the members of a container, each as `masked` gives it back, atomically. Raises OutputFailed."""
    _write(container, masked, destination)


def write_into(item: Table | Document | Container, masked: Masked, stream: BinaryIO) -> None:
    """Write a masked copy under the item's own codings into a stream that can seek: as a member of a container."""
    with encoded(stream, item.file.layers if isinstance(item, FromFile) else ()) as inner:
        write_plain(item, masked, inner)


def write_plain(item: Table | Document | Container, masked: Masked, stream: BinaryIO) -> None:
    """Write a masked copy as it lies below the item's own codings. Raises UsageError where there is no way to."""
    if isinstance(item, Container):
        if not isinstance(item, Refillable):
            raise UsageError(f"{item.source}: {refusal(item)}")
        item.write(masked, stream)
    elif not isinstance(item, Rewritable):
        raise UsageError(f"{item.source}: data in memory has no file format to be written in")
    else:
        item.write(_checked(masked(item), item) if isinstance(item, Table) else masked(item), stream)


def _write_parts(table: PartitionedTable, rows: Rows, folder: Path) -> None:
    """A file for each part that has rows, in the folder of their masked values; none where one cannot be written."""
    written: list[Path] = []
    try:
        for number, (part, height) in enumerate(zip(table.pieces, table.heights(), strict=True)):
            frames = rows.take(height)
            if (first := next(frames, None)) is not None:
                within = table.folder(first)
                inner = (_of_part(table, frame, within) for frame in chain([first], frames))
                written.append(folder / within / file_name(number, part))
                write_table(part.table, inner, written[-1])
        rows.require_none_left()
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def _of_part(table: PartitionedTable, frame: pl.DataFrame, folder: str) -> pl.DataFrame:
    """The frame without what its folder says."""
    if table.folder(frame) != folder:
        raise OutputFailed(f"{table.source}: rows of one file were masked into several partitions")
    return frame.drop([key for key in table.keys if key in frame.columns])


def _write_lake(table: LakeTable, frames: Iterator[pl.DataFrame], folder: Path, home: str) -> None:
    """A whole table, or none."""
    try:
        with writing(folder):
            table.write_folder(frames, folder, home)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _write(item: Table | Document | Container, masked: Masked, destination: Path) -> None:
    with replacing(destination) as stream:
        write_into(item, masked, stream)


def _checked(frames: Iterator[pl.DataFrame], table: Table) -> Iterator[pl.DataFrame]:
    """The same frames. Raises OutputFailed if there is none, or if they have other columns than they may."""
    kept: list[str] | None = None
    for frame in frames:
        columns = frame.columns
        if kept is None:
            present = set(columns)
            kept = [column.name for column in table.columns if column.name in present]
        if columns != kept:
            raise OutputFailed("a batch has columns that its table does not have, or has them in another order")
        yield frame
    if kept is None:
        raise OutputFailed("no rows came back, not even a batch without rows")
