"""What one file looks like: its dialect, and what stands above its rows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from piiscan.model.table import Column
from piiscan.sources.formats.csv.dialect import Dialect
from piiscan.sources.formats.csv.names import unique_names
from piiscan.sources.formats.csv.record import Record


@dataclass(frozen=True, slots=True)
class Layout:
    """`mark` is the byte order mark and the line `sep=`, as far as there are such; `top` the header rows, and texts.

    Most rows have `width` fields. A line among them that begins with `#` is a comment unless it has `hashed` fields;
    there are none if that is None.
    """

    dialect: Dialect
    width: int
    mark: str = ""
    top: tuple[Record, ...] = ()
    hashed: int | None = None

    @property
    def size(self) -> int:
        """Bytes before the first row."""
        return len(self.above.encode())

    @property
    def lines(self) -> int:
        """Line feeds before the first row."""
        return self.above.count("\n")

    @property
    def headers(self) -> list[list[str]]:
        return [record.fields for record in self.top if record.fields]

    @property
    def texts(self) -> list[str]:
        """Titles and comments above the rows."""
        return [record.raw for record in self.top if record.fields is None]

    def columns(self, width: int) -> tuple[Column, ...]:
        """The fullest header row names the columns, the others explain them."""
        naming = max(self.headers, key=lambda cells: sum(map(bool, cells)), default=[])
        others = [cells for cells in self.headers if cells is not naming]
        notes = [" / ".join(filter(None, cells)) for cells in zip_longest(*others, fillvalue="")]
        named = zip_longest(unique_names(naming, self.width, width), notes[:width])
        return tuple(Column(name, "String", comment=note or None) for name, note in named)

    @property
    def above(self) -> str:
        """All that stands before the first row."""
        return self.mark + "".join(record.raw for record in self.top)
