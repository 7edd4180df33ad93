"""Lines that are cut at fixed places, and are written again with the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import BinaryIO, NamedTuple

import polars as pl

from piiscan.errors import OutputFailed, SourceUnreadable
from piiscan.model.table import Column
from piiscan.model.text import as_text
from piiscan.sources.atomic import write_all
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.decoding import BOM, LONGEST
from piiscan.sources.formats.fixed.spec import Field, Spec

ROWS = 20_000


class Line(NamedTuple):
    """The cells with their blanks, the line end, and the number of the line."""

    cells: list[str]
    end: str
    number: int


@dataclass(frozen=True, slots=True)
class FixedTable:
    """One file. Cells are String, without the blanks around them; a blank one is null."""

    source: str
    key: str
    name: str
    format: str
    file: SourceFile
    spec: Spec
    encoding: str
    bom: bool
    filled: frozenset[str]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those that are filled in some line: a column that was dropped is blank in the copy."""
        return tuple(Column(field.name, "String") for field in self._fields)

    @property
    def _fields(self) -> list[Field]:
        return [field for field in self.spec.fields if field.name in self.filled]

    def with_columns(self, names: Iterable[str]) -> FixedTable:
        """The table with these columns too, though no line fills them: an operator may have emptied them."""
        return replace(self, filled=self.filled.union(names))

    def batches(self) -> Iterator[pl.DataFrame]:
        lines = self.lines()
        schema = {field.name: pl.String() for field in self._fields}
        places = [k for k, field in enumerate(self.spec.fields) if field.name in self.filled]
        while batch := list(islice(lines, ROWS)):
            data = [[line.cells[k].strip(" ") or None for line in batch] for k in places]
            yield pl.DataFrame(data, schema=schema)

    def write(self, batches: Iterator[pl.DataFrame], stream: BinaryIO) -> None:
        """Raises OutputFailed for a masked value that is longer than its column: nothing is ever cut."""
        write_all(stream, BOM if self.bom else b"")
        lines = self.lines()
        for frame in batches:
            rows = as_text(frame).iter_rows(named=True)
            write_all(stream, "".join(self._line(next(lines, None), row) for row in rows).encode())
        if next(lines, None) is not None:
            raise OutputFailed(f"{self.source}: fewer rows came back than the source has")

    def lines(self) -> Iterator[Line]:
        """Raises SourceUnreadable for a line that does not fit the spec."""
        with self.file.reading(), self.file.open() as stream:
            stream.seek(len(BOM) if self.bom else 0)
            number = 0
            while raw := stream.readline(LONGEST + 1):
                number += 1
                text = raw.decode()
                body = text.rstrip("\r\n")
                yield Line(self._cut(body, number), text[len(body) :], number)

    def _cut(self, body: str, number: int) -> list[str]:
        """The cells; of a line whose trailing blanks were cut off, the last ones are short."""
        fields = self.spec.fields
        try:
            if self.spec.unit == "characters" or (body.isascii() and self._size(" ") == 1):
                cells, length = [body[field.start : field.end] for field in fields], len(body)
            else:
                octets = body.encode(self.encoding)
                cells = [octets[field.start : field.end].decode(self.encoding) for field in fields]
                length = len(octets)
        except UnicodeError:
            reason = f"line {number}: a character stands across the border of two columns: is the unit right?"
            raise SourceUnreadable(self.source, reason) from None
        if length > fields[-1].end:
            what = f"line {number} has {length} {self.spec.unit}, the columns end at {fields[-1].end}"
            raise SourceUnreadable(self.source, what)
        return cells

    def _line(self, line: Line | None, row: dict[str, str | None]) -> str:
        if line is None:
            raise OutputFailed(f"{self.source}: more rows came back than the source has")
        cells = []
        for field, cell in zip(self.spec.fields, line.cells, strict=True):
            value = row.get(field.name) or ""
            cells.append(cell if cell.strip(" ") == value else self._padded(field, value, line.number))
        return "".join(cells) + line.end

    def _padded(self, field: Field, value: str, number: int) -> str:
        width = field.end - field.start
        try:
            size = self._size(value)
        except UnicodeError:
            size = width + 1
        if size > width or value != value.strip(" ") or "\n" in value or "\r" in value:
            what = f"a masked value, in line {number}, does not fit its {width} {self.spec.unit}"
            raise OutputFailed(f"{self.source}: column {field.name}: {what}: give it another operator in the plan")
        blank = " " * ((width - size) // self._size(" "))
        return blank + value if field.align == "right" else value + blank

    def _size(self, text: str) -> int:
        """Places that a text takes. Raises UnicodeError for what the encoding of the file lacks."""
        return len(text) if self.spec.unit == "characters" else len(text.encode(self.encoding))
