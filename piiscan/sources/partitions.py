"""Folders that are one table (as Hive and Spark write them): `dt=2026-01-01/city=上海/part-0.parquet`.

What the folders are called are values of columns, so they are scanned and masked like other values, and a copy
has folders of masked ones. Rows come in the order of the file names, and a copy numbers its files: so they keep
their order, whatever its folders are called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

import polars as pl

from piiscan.errors import OutputFailed
from piiscan.model.table import Column, Table
from piiscan.model.text import as_text
from piiscan.sources.files import FromFile, SourceFile
from piiscan.sources.frame import gathered

_NULL = "__HIVE_DEFAULT_PARTITION__"
"""What the folder of rows without a value is called."""

_LEVEL = re.compile(r"([^=]+)=(.*)", re.DOTALL)
_ESCAPED = re.compile(r"[\x00-\x1f\x7f\"#%'*/:=?\\{}\[\]^]|^\.")
"""What Hive writes as its code, and a point that would hide the folder."""


class Place(NamedTuple):
    """Where a part lies: the folder of the table, and the values of its partition columns."""

    root: str
    values: tuple[tuple[str, str | None], ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(key for key, _ in self.values)


class Part(NamedTuple):
    """One file of a partitioned table."""

    place: Place
    table: Table


@dataclass(frozen=True, slots=True)
class PartitionedTable:
    """All parts have the same columns; those of the partition (String) come last."""

    source: str
    key: str
    name: str
    pieces: tuple[Part, ...]

    @property
    def format(self) -> str:
        return self.pieces[0].table.format

    @property
    def columns(self) -> tuple[Column, ...]:
        return (*self.pieces[0].table.columns, *(Column(key, "String") for key in self.keys))

    @property
    def keys(self) -> tuple[str, ...]:
        """The partition columns: none where no folder has a value, as in a copy that dropped them all."""
        told = any(value is not None for part in self.pieces for _, value in part.place.values)
        return self.pieces[0].place.keys if told else ()

    @property
    def file(self) -> SourceFile:
        """The first of its files."""
        return file_of(self.pieces[0])

    def batches(self) -> Iterator[pl.DataFrame]:
        return gathered(self._batches())

    def _batches(self) -> Iterator[pl.DataFrame]:
        for part in self.pieces:
            values = dict(part.place.values)
            constants = [pl.lit(values[key], pl.String).alias(key) for key in self.keys]
            yield from (batch.with_columns(constants) for batch in part.table.batches())

    def heights(self) -> Iterator[int]:
        """How many rows a copy of each part has."""
        return (sum(batch.height for batch in part.table.batches()) for part in self.pieces)

    def folder(self, masked: pl.DataFrame) -> str:
        """Where masked rows of one part go. Raises OutputFailed if they do not all go to one folder."""
        kept = [key for key in self.keys if key in masked.columns]
        if not kept:
            return f"{_escaped(self.pieces[0].place.keys[0])}={_NULL}"
        found = as_text(masked.select(kept)).unique().rows()
        if len(found) != 1:
            raise OutputFailed(f"{self.source}: rows of one file were masked into several partitions")
        return "/".join(map(_level, kept, found[0]))


@dataclass(frozen=True, slots=True)
class ThinPartitions(PartitionedTable):
    """A table of whose parts rows are left out: so many are left of each."""

    left: tuple[int, ...]

    def heights(self) -> Iterator[int]:
        return iter(self.left)


class Rows:
    """Masked rows, to be taken in portions."""

    def __init__(self, frames: Iterator[pl.DataFrame]) -> None:
        self._frames = frames

    def take(self, height: int) -> Iterator[pl.DataFrame]:
        """The next so many rows. Raises OutputFailed where there are fewer."""
        while height:
            frame = next(self._frames, None)
            if frame is None:
                raise OutputFailed("fewer rows came back than the source has")
            if frame.height > height:
                self._frames = chain([frame.slice(height)], self._frames)
                frame = frame.head(height)
            height -= frame.height
            if frame.height:
                yield frame

    def require_none_left(self) -> None:
        if any(frame.height for frame in self._frames):
            raise OutputFailed("more rows came back than the source has")


def place_of(key: str) -> Place | None:
    """Where a file lies, by its path below the target; None if in no partition."""
    folders = PurePosixPath(key).parts[:-1]
    levels = [_LEVEL.fullmatch(folder) for folder in folders]
    first = next((i for i, level in enumerate(levels) if level), len(levels))
    inner = [level for level in levels[first:] if level]
    values = tuple((_unescaped(level[1]), _value(level[2])) for level in inner)
    if not values or len(inner) < len(levels) - first or len(dict(values)) < len(values):
        return None
    return Place("/".join(folders[:first]), values)


def partitioned(parts: Sequence[Part], source: str, key: str, name: str) -> PartitionedTable | None:
    """The parts as one table, or None where they are not alike."""
    first = parts[0]
    names = {column.name for column in first.table.columns}
    for part in parts:
        alike = (part.place.keys, part.table.format, part.table.columns)
        if alike != (first.place.keys, first.table.format, first.table.columns) or names & set(part.place.keys):
            return None
    ordered = sorted(parts, key=lambda part: (PurePosixPath(file_of(part).key).name, file_of(part).key))
    return PartitionedTable(source, key, name, tuple(ordered))


def file_of(part: Part) -> SourceFile:
    assert isinstance(part.table, FromFile)
    return part.table.file


def file_name(number: int, part: Part) -> str:
    """What the copy of a part is called: by its number, with the suffixes of its format and compression."""
    file = file_of(part)
    name = PurePosixPath(file.key).name
    below = file.called.removesuffix(file.suffix)
    return f"part-{number:06}{name.removeprefix(below) if name.startswith(below) else file.suffix}"


def _level(key: str, value: str | None) -> str:
    return f"{_escaped(key)}={_NULL if value is None else _escaped(value)}"


def _value(text: str) -> str | None:
    return None if text == _NULL else _unescaped(text)


def _unescaped(text: str) -> str:
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        return text


def _escaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: f"%{ord(found[0]):02X}", text)
