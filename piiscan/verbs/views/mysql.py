"""The words that MySQL (from 8.0.17) and MariaDB (from 10.3) have in common (manuals, string and regexp functions).

They have no NFKC: what only that makes readable becomes null, which says less.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from piiscan.sources.databases.alchemy.mysql import literal as hexadecimal
from piiscan.sources.databases.quoting import literal, quoted
from piiscan.transforms.sql import Cell, case
from piiscan.verbs.views.dialects import ViewDialect

_AS_WRITTEN = "(?-imsx)"
"""Whatever the reader has set in `default_regex_flags` (MariaDB)."""

_STABLE = "^[\x01-\x7f\u00b0\u00b7\u00c0-\u00ff\u3001\u3002\u4e00-\u9fff]*$"
"""Characters that NFKC leaves as they are, and with each other."""

_END = "(?![^0]|0)"
"""No character follows: `$` is also before a line end that is the last character."""


class MySQL(ViewDialect):
    """Texts are compared by their code points, whatever the collation of a column: hence utf8mb4_bin."""

    longest = 64

    def cell(self, column: str, type_name: str) -> Cell:
        text = f"(CONVERT({column} USING utf8mb4) COLLATE utf8mb4_bin)"
        return Cell(column, type_name, None if type_name.startswith("Binary") else text)

    def name(self, *parts: str) -> str:
        return ".".join(quoted(part, "`") for part in parts)

    def literal(self, text: str) -> str:
        """A backslash escapes or does not, as the mode of the server says."""
        return literal(text) if text.isprintable() and "\\" not in text else hexadecimal(text)

    def plain(self, text: str) -> str:
        return self.replaced(text, "^[[:space:]]+|[[:space:]]+$", "")

    def concat(self, *texts: str) -> str:
        return f"concat({', '.join(texts)})"

    def matches(self, text: str, pattern: str) -> str:
        return f"({text} REGEXP {self._pattern(pattern)})"

    def matching(self, text: str, pattern: str) -> str:
        return f"nullif(regexp_substr({text}, {self._pattern(pattern)}), '')"

    def replaced(self, text: str, pattern: str, by: str) -> str:
        return f"regexp_replace({text}, {self._pattern(pattern)}, {self.literal(by)})"

    def part(self, text: str, number: int) -> str:
        return f"substring_index(substring_index({text}, '-', {number}), '-', -1)"

    def whole(self, value: str) -> str:
        return f"CAST({value} AS signed)"

    def double(self, value: str) -> str:
        return f"({value} + 0e0)"

    def written(self, whole: str) -> str:
        return f"CAST({whole} AS char)"

    def quotient(self, whole: str, by: int) -> str:
        return f"({whole} DIV {by})"

    def rank(self, number: str, bounds: Sequence[int]) -> str:
        return f"interval({number}, {', '.join(map(str, bounds))})"

    def translated(self, text: str, letters: Mapping[str, str]) -> str:
        """There is no such function: what would have to be translated is null."""
        foreign = self.matches(text, f"[{''.join(letters)}]")
        return case((f"NOT {foreign}", text))

    def as_plain(self, text: str) -> str | None:
        return self.matches(text, _STABLE)

    def network_of_6(self, address: str, bits: int) -> str:
        """Group by group, as there are no networks; those of zeros at the end become two colons."""
        digits = f"hex(inet6_aton({address}))"
        groups = (self._group(f"substring({digits}, {4 * i + 1}, 4)", bits - 16 * i) for i in range(4))
        written = self.concat(*(part for group in groups for part in (self.literal(":"), group)))
        return self.concat(f"substring({self.replaced(written, '(?::0)+$', '')}, 2)", self.literal(f"::/{bits}"))

    def _group(self, digits: str, bits: int) -> str:
        if bits <= 0:
            return self.literal("0")
        size = 2 ** (16 - min(bits, 16))
        return f"lower(hex({self.quotient(f'conv({digits}, 16, 10)', size)} * {size}))"

    def chosen(self, number: str, texts: Sequence[str]) -> str:
        return f"elt({number}, {', '.join(map(self.literal, texts))})"

    def _pattern(self, pattern: str) -> str:
        return self.literal(_AS_WRITTEN + re.sub("[$]$", _END, pattern))
