"""Records as Python's csv module reads them, each with the very text it was written as."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.csv.dialect import Dialect
from piiscan.sources.formats.decoding import BOM, HOLDS_NUL, LONGEST

_END = "\0"
"""Stands after the last line: if it comes out inside a field, that field was never closed."""


class Record(NamedTuple):
    """A blank line is a record without fields."""

    fields: list[str]
    raw: str

    @property
    def terminator(self) -> str:
        return self.raw[len(self.raw.rstrip("\r\n")) :]


def records(file: SourceFile, dialect: Dialect) -> Iterator[Record]:
    """Every record of the file, whatever its width, quotes and line end. Raises SourceUnreadable."""
    with file.reading():
        yield from _records(file, dialect)


def _records(file: SourceFile, dialect: Dialect) -> Iterator[Record]:
    csv.field_size_limit(LONGEST)
    taken: list[str] = []
    lines = _lines(file, dialect.bom, taken)
    number = 0
    try:
        for fields in csv.reader(lines, delimiter=dialect.delimiter, quotechar=dialect.quote):
            number += 1
            if fields == [_END]:
                return
            if any(_END in field for field in fields):
                raise SourceUnreadable(file.source, f"a quoted field in record {number} is never closed")
            yield Record(fields, "".join(taken))
            taken.clear()
    except csv.Error:
        raise SourceUnreadable(file.source, f"a field in record {number + 1} is too long") from None


def header_line(header: Record, dialect: Dialect, names: Sequence[str], kept: Sequence[str]) -> str:
    """The header as it stood, or of its cells those that name a kept column."""
    if list(names) == list(kept):
        return header.raw
    cells = [cell for name, cell in zip(names, header.fields, strict=False) if name in kept]
    return dialect.encode([cells], header.terminator)


def _lines(file: SourceFile, bom: bool, taken: list[str]) -> Iterator[str]:
    """The lines, ending at LF, CR or both; each is noted in `taken` as it goes out."""
    with file.open() as octets:
        octets.seek(len(BOM) if bom else 0)
        stream = io.TextIOWrapper(octets, encoding="utf-8", newline="")
        while line := stream.readline(LONGEST + 1):
            if len(line) > LONGEST:
                raise SourceUnreadable(file.source, f"a line is longer than {LONGEST >> 20} MiB")
            if "\0" in line:
                raise SourceUnreadable(file.source, HOLDS_NUL)
            taken.append(line)
            yield line
    yield _END
