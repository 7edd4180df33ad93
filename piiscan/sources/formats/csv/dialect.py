"""How one file separates, quotes and escapes its fields: read so, and written so again."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from typing import Literal

from piiscan.sources.formats.csv.grammar import Grammar
from piiscan.sources.formats.decoding import LONGEST

Quote = Literal['"', "'"]


UNWRITABLE = "a masked value holds a delimiter or a line end, and the file has no quotes for it: mask it otherwise"


class Unwritable(Exception):
    """A value with a delimiter or a line end in it, for a file that can neither quote nor escape."""


@dataclass(frozen=True)
class Dialect:
    """Without `quote`, quotes are characters like others. `escape` stands before a delimiter, a quote or itself."""

    delimiter: str
    quote: Quote | None = '"'
    escape: Literal["\\"] | None = None

    def reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """Python's own reader, which takes a quote out of place for what it is."""
        csv.field_size_limit(2 * LONGEST)
        return csv.reader(
            map(self.grammar.literal, lines) if self.escape else lines,
            delimiter=self.delimiter,
            quotechar=self.quote,
            quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            escapechar=self.escape,
        )

    def fields(self, line: str) -> list[str]:
        """The fields of one line; a quote that is left open reaches to its end."""
        fields = next(self.reader([line]), [])
        return [*fields[:-1], fields[-1].rstrip("\r\n")] if fields else fields

    def tokens(self, raw: str, fields: Sequence[str]) -> Sequence[str | None]:
        """Each field as it is written in its record; None where that cannot be told for certain."""
        if not self._marked(raw):
            return fields
        found = self.grammar.token.findall(raw.rstrip("\r\n") + self.delimiter)
        if len(found) != len(fields):
            return [None] * len(fields)
        pairs = zip(found, fields, strict=True)
        return [token if token == field or self._reads(token, field) else None for token, field in pairs]

    def written(self, cell: str, quoted: bool = False) -> str:
        """A cell in quotes where it needs them or is to have them. Raises Unwritable."""
        special = self.grammar.special.search(cell)
        if self.escape:
            cell = cell.replace(self.escape, 2 * self.escape)
        if not special and not (quoted and self.quote):
            return cell
        if self.quote:
            return self.quote + cell.replace(self.quote, (self.escape or self.quote) + self.quote) + self.quote
        if self.escape:
            return self.grammar.special.sub(r"\\\g<0>", cell)
        raise Unwritable

    @cached_property
    def grammar(self) -> Grammar:
        return Grammar(self.delimiter, self.quote or "", self.escape or "")

    def _marked(self, text: str) -> bool:
        return (self.quote is not None and self.quote in text) or (self.escape is not None and self.escape in text)

    def _reads(self, token: str, field: str) -> bool:
        quote = self.quote
        if quote and not self.escape and len(token) > 1 and token[0] == token[-1] == quote:
            return token[1:-1].replace(2 * quote, quote) == field
        return self._marked(token) and list(self.reader(StringIO(token, newline=""))) == [[field]]
