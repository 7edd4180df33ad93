"""The fast path: files in which every record is like the first one, read and written by Polars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.model.table import Column
from piiscan.sources.atomic import write_all
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.csv.dialect import Dialect
from piiscan.sources.formats.csv.records import header_line, records
from piiscan.sources.formats.csv.survey import Survey
from piiscan.sources.formats.decoding import BOM
from piiscan.sources.frame import batches_of


@dataclass(frozen=True, slots=True)
class RegularTable:
    """One file. `names` are unique; its header may repeat a name or leave one out."""

    source: str
    key: str
    name: str
    format: str
    names: tuple[str, ...]
    file: SourceFile
    dialect: Dialect
    survey: Survey

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(Column(name, "String") for name in self.names)

    def batches(self) -> Iterator[pl.DataFrame]:
        rows = 0
        with self.file.reading():
            for frame in batches_of(self._scan()):
                rows += frame.height
                yield frame
        self._require_all(rows)

    def write(self, batches: Iterator[pl.DataFrame], stream: BinaryIO) -> None:
        """Quoting as in the source; a quoted empty field and a missing one stay apart."""
        begun = False
        for frame in batches:
            if not begun:
                write_all(stream, self._opening(frame.columns))
                begun = True
            frame.write_csv(
                stream,
                include_header=False,
                separator=self.dialect.delimiter,
                quote_char=self.dialect.quote,
                quote_style=self.dialect.quoting,
                line_terminator=self.survey.terminator,
            )
        if not self.survey.closed:
            stream.truncate(stream.tell() - len(self.survey.terminator))

    def _scan(self) -> pl.LazyFrame:
        return pl.scan_csv(
            self.file.path,
            separator=self.dialect.delimiter,
            quote_char=self.dialect.quote,
            has_header=self.dialect.header,
            new_columns=self.names,
            infer_schema=False,
            glob=False,
        )

    def _require_all(self, rows: int) -> None:
        if rows != self.survey.records - self.dialect.header:
            raise SourceUnreadable(self.source, "the rows read are not the rows counted")

    def _opening(self, kept: list[str]) -> bytes:
        """The byte order mark, and the header cells of the kept columns as they were."""
        mark = BOM if self.dialect.bom else b""
        if not self.dialect.header:
            return mark
        header = header_line(next(records(self.file, self.dialect)), self.dialect, self.names, kept)
        return mark + (header.rstrip("\r\n") + self.survey.terminator).encode()
