"""What the formats of typed, nested rows have in common: columns by path, and frames that come apart into them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from piiscan.model.table import Column
from piiscan.sources.files import SourceFile
from piiscan.sources.nested.nesting import Nesting


@dataclass(frozen=True, slots=True)
class NestedTable(ABC):
    """One file, whose columns keep their types."""

    source: str
    key: str
    name: str
    format: str
    nesting: Nesting
    file: SourceFile

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.nesting.columns

    def batches(self) -> Iterator[pl.DataFrame]:
        return map(self.nesting.unnested, self.frames())

    @abstractmethod
    def frames(self) -> Iterator[pl.DataFrame]:
        """The rows as the file nests them. Raises SourceUnreadable."""
