"""One table of a dump on its way out: its masked rows, beside the rows that they were made from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

import polars as pl

from piiscan.errors import OutputFailed, SourceUnreadable
from piiscan.model.text import as_text
from piiscan.sources.formats.sqldump.dialect import Dialect
from piiscan.sources.formats.sqldump.fitting import (
    becoming_text,
    builds_on,
    dropping,
    fits,
    may_be_null,
    may_become_text,
)
from piiscan.sources.formats.sqldump.reader import Into, Rows
from piiscan.sources.formats.sqldump.rows import Malformed, Tokens, block_of
from piiscan.sources.formats.sqldump.schema import Declared
from piiscan.sources.formats.sqldump.survey import Found

Uses = Callable[[str], int | None]
"""A column name, to the line of a later statement that needs the column, or None."""


class Refilling:
    """`originals` are the first rows as they were: what a mask changes, and into what, is seen on them."""

    def __init__(
        self, source: str, dialect: Dialect, found: Found, masked: Iterator[pl.DataFrame], originals: pl.DataFrame
    ) -> None:
        self._source, self._dialect, self._found, self._originals = source, dialect, found, originals
        self._frames = (as_text(frame) for frame in masked)
        self._frame, self._at = next(self._frames), 0
        self._kept = frozenset(self._frame.columns)
        self._free: set[str] = set()
        if not self._kept:
            raise OutputFailed(f"{source}: no column is left of the table")

    def preparing(self, into: Into, clauses: list[str], needed: Uses) -> list[str]:
        """The statements that must come before the first rows. Raises OutputFailed where there are none that help."""
        said = []
        for column in self._found.columns:
            if not column.definition:
                continue
            if column.name in self._kept:
                said += self._widening(into, column)
            elif not (line := needed(column.name)) and not builds_on(column, clauses):
                said.append(dropping(into.table, column, self._dialect))
            elif not may_be_null(column):
                where = f"line {line}" if line else "its CREATE TABLE"
                self._refuse(column.name, f"cannot be dropped: {where} builds on it, and it may not be null")
        return said

    def header(self, into: Into) -> str:
        """The head of a statement with the columns that are left."""
        raw = into.raw.decode()
        names = self._found.names(into)
        if all(name in self._kept for name in names):
            return raw
        listed = "(" + ", ".join(self._dialect.name_of(name) for name in names if name in self._kept) + ")"
        if into.columns:
            return raw.replace(into.columns, listed, 1)
        return raw.replace(into.table, f"{into.table} {listed}", 1)

    def rows(self, rows: Rows) -> str:
        """A block with the next masked rows. Raises OutputFailed where too few came back, or one does not fit."""
        names = self._found.names(rows.into)
        try:
            block = block_of(rows, len(names), self._dialect)
        except Malformed:
            raise SourceUnreadable(self._source, f"line {rows.line} or after: a row is not understood") from None
        masked = self._next(block.rows)
        columns: list[Tokens | None] = []
        for name, tokens in zip(names, block.columns, strict=True):
            if name not in self._kept:
                columns.append(None)
                continue
            before, after = map(block.value, tokens), masked[name].to_list()
            new = [
                token if old == value else block.token(value, token)
                for token, old, value in zip(tokens, before, after, strict=True)
            ]
            self._require_fitting(name, tokens, new, after, rows.line)
            columns.append(new)
        return block.written(columns, self.header(rows.into).rstrip())

    def left(self) -> bool:
        """Whether masked rows are left."""
        return self._at < len(self._frame) or any(map(len, islice(self._frames, 1)))

    def _next(self, rows: int) -> pl.DataFrame:
        taken = []
        while rows:
            if self._at == len(self._frame):
                self._frame, self._at = self._following(), 0
            some = self._frame.slice(self._at, rows)
            taken.append(some)
            self._at += len(some)
            rows -= len(some)
        return taken[0] if len(taken) == 1 else pl.concat(taken)

    def _following(self) -> pl.DataFrame:
        for frame in self._frames:
            if len(frame):
                return frame
        raise OutputFailed(f"{self._source}: fewer rows came back than the source has")

    def _widening(self, into: Into, column: Declared) -> list[str]:
        first = self._frame[column.name].head(len(self._originals))
        before = self._originals[column.name].head(len(first))
        changed = first.filter(before.ne_missing(first)).to_list()
        if fits(column, changed, self._dialect):
            return []
        if not may_become_text(column, self._dialect):
            self._refuse(column.name, "its masked values do not fit its type, which cannot become text")
        self._free.add(column.name)
        longest = max(map(len, filter(None, changed)))
        return [becoming_text(into.table, column, longest, self._dialect)]

    def _require_fitting(self, name: str, tokens: Tokens, new: Tokens, values: list[str | None], line: int) -> None:
        if tokens == new or name in self._free:
            return
        column = self._found.declared.get(name, Declared(name))
        changed = [value for token, other, value in zip(tokens, new, values, strict=True) if token is not other]
        if None in changed and not may_be_null(column):
            self._refuse(name, f"a masked value is null, at line {line} or after, and it may not be")
        if not fits(column, changed, self._dialect):
            self._refuse(name, f"a masked value, at line {line} or after, does not fit its type")

    def _refuse(self, column: str, why: str) -> None:
        raise OutputFailed(f"{self._source}: column {column}: {why}: give it another operator in the plan")
