"""The words of PostgreSQL (manual, chapter 9), for a database in UTF-8."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from piiscan.sources.databases.quoting import literal, quoted
from piiscan.transforms.sql import Cell
from piiscan.verbs.views.dialects import ViewDialect

_BLANKS = "E' \\t\\n\\v\\f\\r\\u0085\\u1680\\u2028\\u2029'"
"""White space (Unicode, PropList) that NFKC leaves as it is."""

_UTC = 'YYYY-MM-DD"T"HH24:MI:SS.US'


class PostgreSQL(ViewDialect):
    """Texts are compared by their code points, whatever the collation of a column: hence COLLATE "C"."""

    longest = 63

    def cell(self, column: str, type_name: str) -> Cell:
        return Cell(column, type_name, self._text(column, type_name))

    def _text(self, column: str, type_name: str) -> str | None:
        if type_name == "Date":
            return f"to_char({column}, 'YYYY-MM-DD')"
        if type_name.startswith("Datetime"):
            if "UTC" in type_name:
                return f"(to_char({column} AT TIME ZONE 'UTC', {literal(_UTC)}) || '+00:00')"
            return f"to_char({column}, {literal(_UTC)})"
        if type_name.startswith(("Float", "Binary")):
            return None
        return f'(CAST({column} AS text) COLLATE "C")'

    def name(self, *parts: str) -> str:
        return ".".join(map(quoted, parts))

    def literal(self, text: str) -> str:
        return literal(text)

    def plain(self, text: str) -> str:
        return f"btrim(normalize({text}, NFKC), {_BLANKS})"

    def concat(self, *texts: str) -> str:
        return f"({' || '.join(texts)})"

    def matches(self, text: str, pattern: str) -> str:
        return f"{text} ~ {literal(pattern)}"

    def matching(self, text: str, pattern: str) -> str:
        return f"substring({text} from {literal(pattern)})"

    def replaced(self, text: str, pattern: str, by: str) -> str:
        return f"regexp_replace({text}, {literal(pattern)}, {literal(by)}, 'g')"

    def part(self, text: str, number: int) -> str:
        return f"split_part({text}, '-', {number})"

    def whole(self, value: str) -> str:
        return f"CAST({value} AS bigint)"

    def double(self, value: str) -> str:
        return f"CAST({value} AS double precision)"

    def written(self, whole: str) -> str:
        return f"CAST({whole} AS text)"

    def quotient(self, whole: str, by: int) -> str:
        return f"({whole} / {by})"

    def rank(self, number: str, bounds: Sequence[int]) -> str:
        return f"width_bucket({number}, ARRAY[{', '.join(map(str, bounds))}])"

    def translated(self, text: str, letters: Mapping[str, str]) -> str:
        return f"translate({text}, {literal(''.join(letters))}, {literal(''.join(letters.values()))})"

    def network_of_6(self, address: str, bits: int) -> str:
        return f'(text(network(set_masklen(CAST({address} AS inet), {bits}))) COLLATE "C")'

    def chosen(self, number: str, texts: Sequence[str]) -> str:
        return f"(ARRAY[{', '.join(map(literal, texts))}])[CAST({number} AS integer)]"
