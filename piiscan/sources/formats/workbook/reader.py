"""What differs between the formats of workbooks, and what is the same of their sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, Literal, NamedTuple, Protocol

from piiscan.sources.formats.workbook.aside import Aside
from piiscan.sources.formats.workbook.cells import Cells

State = Literal["visible", "hidden", "veryHidden"]
Lines = Callable[[], Iterator[str]]
Written = list[tuple[str, int] | None]
"""A row of a masked sheet: text and form of each column, None where nothing stands."""


class Listed(NamedTuple):
    """A sheet as the workbook lists it; `part` is where its cells are."""

    name: str
    state: State
    part: str


class NewSheet(NamedTuple):
    """A sheet of a masked copy. `source` is what messages call it; `area` is about how many cells it has."""

    source: str
    name: str
    state: State
    area: int
    rows: Iterator[Written]


class Reader(Protocol):
    """A workbook of one format."""

    format: str

    def sheets(self) -> list[Listed]:
        """Those that have cells, in their order."""
        ...

    def cells(self, number: int, source: str) -> tuple[Cells, Aside]:
        """Read a sheet, by its place among `sheets`. `source` is what messages call it."""
        ...

    def texts(self) -> Iterator[tuple[str, Lines]]:
        """Parts with text in them, once all sheets have been read."""
        ...

    def unread(self) -> Iterator[tuple[str, str]]:
        """Parts that cannot be read, and why."""
        ...

    def write(self, sheets: Iterator[NewSheet], stream: BinaryIO) -> None:
        """A new workbook of values. Raises OutputFailed for what does not fit into a cell."""
        ...
