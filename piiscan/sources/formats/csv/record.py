"""One record of a file."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, zip_longest
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
    before = list(compress(fields, kept))
    after = [cell or "" for cell in cells]
    while len(after) > len(before) and not after[-1]:
        after.pop()
    if before == after and len(before) == len(fields):
        return record.raw
    tokens = compress(dialect.tokens(record.raw, fields), kept)
    quote = dialect.quote or "\0"
    written = [
        token if token is not None and field == cell else dialect.written(cell, (token or "").startswith(quote))
        for field, token, cell in zip_longest(before, tokens, after, fillvalue="")
    ]
    return dialect.delimiter.join(written) + record.terminator
