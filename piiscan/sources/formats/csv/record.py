"""One record of a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from piiscan.sources.formats.csv.dialect import Dialect


class Record(NamedTuple):
    """The fields, and the text that they were written as. A blank line has none; `fields` None is a text."""

    fields: list[str] | None
    raw: str

    @property
    def terminator(self) -> str:
        return self.raw[len(self.raw.rstrip("\r\n")) :]


def rewritten(record: Record, cells: Sequence[str | None], kept: Sequence[bool], dialect: Dialect) -> str:
    """A record with other cells, as many as are `kept`: those that did not change are written as they were.

    The others are quoted if they were. A short record stays short, unless a cell was filled. Raises Unwritable.
    """
    fields = record.fields or []
    tokens = dialect.tokens(record.raw, fields)
    before = [pair for pair, keep in zip(zip(fields, tokens, strict=True), kept, strict=False) if keep]
    if len(before) < len(cells):
        filled = max((i for i, cell in enumerate(cells, 1) if cell), default=0)
        cells = cells[: max(len(before), filled)]
        before += [("", "")] * (len(cells) - len(before))
    if len(before) == len(fields) and all(
        field == (cell or "") for (field, _), cell in zip(before, cells, strict=True)
    ):
        return record.raw
    return dialect.delimiter.join(map(_cell, before, cells, [dialect] * len(cells))) + record.terminator


def _cell(before: tuple[str, str | None], after: str | None, dialect: Dialect) -> str:
    field, token = before
    if token is not None and field == (after or ""):
        return token
    return dialect.written(after or "", quoted=token is not None and token[:1] == dialect.quote)
