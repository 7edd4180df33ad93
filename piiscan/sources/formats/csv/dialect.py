"""How one file writes its rows, and how rows are written the same way again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Dialect:
    """`quoting` is how the rows below the header are quoted: every field, or only those that need it."""

    delimiter: str
    quote: Literal['"', "'"]
    header: bool
    bom: bool = False
    quoting: Literal["always", "necessary"] = "necessary"

    def encode(self, rows: Iterable[Sequence[str]], terminator: str) -> str:
        """Rows of fields as text."""
        return "".join(self.delimiter.join(map(self._field, row)) + terminator for row in rows)

    def _field(self, cell: str) -> str:
        special = (self.delimiter, self.quote, "\r", "\n")
        if self.quoting == "necessary" and not any(mark in cell for mark in special):
            return cell
        return self.quote + cell.replace(self.quote, 2 * self.quote) + self.quote
