"""The fast path: files in which every row is like the others, read and written by Polars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal

import polars as pl

from piiscan.errors import OutputFailed, SourceUnreadable
from piiscan.sources.atomic import write_all
from piiscan.sources.formats.csv.dialect import UNWRITABLE
from piiscan.sources.formats.csv.records import records
from piiscan.sources.formats.csv.rewriting import Rewriting
from piiscan.sources.formats.csv.survey import Survey
from piiscan.sources.formats.csv.table import DelimitedTable
from piiscan.sources.formats.decoding import BOM


@dataclass(frozen=True, slots=True)
class RegularTable(DelimitedTable):
    """One file, of which the survey has told that Polars misreads nothing."""

    survey: Survey

    def batches(self) -> Iterator[pl.DataFrame]:
        rows = 0
        with self.file.reading():
            for frame in self._frames():
                rows += frame.height
                yield frame
        if rows != self.survey.rows:
            raise SourceUnreadable(self.source, "the rows read are not the rows counted")

    def comments(self) -> Iterator[str]:
        """There is none among the rows."""
        return iter(())

    def write(self, batches: Iterator[pl.DataFrame], stream: BinaryIO, comments: Iterable[str] = ()) -> None:
        """Quoting as in the source; a quoted empty field and a missing one stay apart. Raises OutputFailed."""
        rewriting = Rewriting(self.source, self.layout, self.columns, comments)
        if self.survey.quoting == "mixed":
            rewriting.write(batches, records(self.file, self.layout), stream)
            return
        for frame in batches:
            write_all(stream, rewriting.opening(frame.columns).encode())
            self._append(frame, stream)
        if not self.survey.closed:
            stream.truncate(stream.tell() - len(self.survey.terminator))

    def _append(self, frame: pl.DataFrame, stream: BinaryIO) -> None:
        quote = self.layout.dialect.quote
        style: Literal["always", "necessary", "never"] = "always" if self.survey.quoting == "always" else "necessary"
        if quote is None:
            self._require_bare(frame)
            style = "never"
        frame.write_csv(
            stream,
            include_header=False,
            separator=self.layout.dialect.delimiter,
            quote_char=quote or '"',
            quote_style=style,
            line_terminator=self.survey.terminator,
        )

    def _require_bare(self, frame: pl.DataFrame) -> None:
        special = self.layout.dialect.grammar.special.pattern
        held = frame.select(pl.col(pl.String).str.contains(special).any())
        for name in held.columns:
            if held[name].any():
                raise OutputFailed(f"{self.source}: column {name}: {UNWRITABLE}")

    def _frames(self) -> Iterator[pl.DataFrame]:
        names = [column.name for column in self.columns]
        if not self.survey.rows:
            yield pl.DataFrame(schema=dict.fromkeys(names, pl.String))
        with self.file.open() as stream:
            stream.seek(self.layout.size)
            for size in self.survey.pieces:
                yield self._parsed(stream.read(size), names)

    def _parsed(self, rows: bytes, names: list[str]) -> pl.DataFrame:
        """Polars takes a byte order mark off whatever it reads; here it can only be a part of the first value."""
        return pl.read_csv(
            BOM + rows if rows.startswith(BOM) else rows,
            separator=self.layout.dialect.delimiter,
            quote_char=self.layout.dialect.quote,
            has_header=False,
            new_columns=names,
            infer_schema=False,
        )
