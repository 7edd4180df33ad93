"""What tables of lakes have in common: one version, columns by path, and a copy that is a folder."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.model.table import Column
from piiscan.sources.frame import gathered
from piiscan.sources.nested import Nesting, TooDeep


def nesting_of(schema: pl.Schema, comments: Mapping[str, str], source: str) -> Nesting:
    """Raises SourceUnreadable for what is nested too deep."""
    try:
        return Nesting.of(schema, comments)
    except TooDeep as deep:
        raise SourceUnreadable(source, str(deep)) from None


@dataclass(frozen=True, slots=True)
class LakeTable(ABC):
    """One version of a table. `older` says what its source still holds beside its rows, if anything."""

    source: str
    key: str
    name: str
    format: str
    schema: pl.Schema
    nesting: Nesting
    older: str | None

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.nesting.columns

    def batches(self) -> Iterator[pl.DataFrame]:
        return map(self.nesting.unnested, gathered(self.frames()))

    def laid(self, masked: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        """Masked batches, nested as the source is. Raises OutputFailed."""
        return self.nesting.laid(gathered(self.frames()), masked)

    @abstractmethod
    def frames(self) -> Iterator[pl.DataFrame]:
        """The rows as the table nests them, at least one frame. Raises SourceUnreadable."""

    @abstractmethod
    def write_folder(self, batches: Iterator[pl.DataFrame], folder: Path, home: str) -> None:
        """A new table of masked batches in a folder, which will lie at `home`. Raises OutputFailed."""
