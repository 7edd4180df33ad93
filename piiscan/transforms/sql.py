"""What operators say in SQL, for views that mask as they are read: words that each kind of server has its own form of.

Arguments and results are expressions, but for `text` and `pattern`, which become literals. A pattern is in the common
ground of PostgreSQL's expressions, PCRE and ICU: classes of characters, `(?:`, `|`, `?`, `{m,n}`, no backslash, and
`^` and `$` around it. No expression depends on settings of the session that reads, or raises an error for any value:
either would tell something of what is masked.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Cell", "Dialect", "case", "where_filled"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a column: as it is, the type that its finding gives it, and as text (`model.text.as_text`).

    `text` is None where no expression gives the same text in every session.
    """

    column: str
    type: str
    text: str | None

    @property
    def is_text(self) -> bool:
        return self.type == "String"

    @property
    def is_time(self) -> bool:
        """Whether its text begins with a date in ISO 8601."""
        return self.type.startswith("Date")


class Dialect(ABC):
    """The words of one kind of server."""

    @abstractmethod
    def cell(self, column: str, type_name: str) -> Cell:
        """Of a quoted column."""

    @abstractmethod
    def literal(self, text: str) -> str: ...

    @abstractmethod
    def plain(self, text: str) -> str:
        """Without blanks at the ends, full-width characters made ASCII where the server can (`parsing.plain`)."""

    @abstractmethod
    def concat(self, *texts: str) -> str:
        """Null where one of them is."""

    @abstractmethod
    def matches(self, text: str, pattern: str) -> str: ...

    @abstractmethod
    def matching(self, text: str, pattern: str) -> str:
        """The part that matches; null where none does."""

    @abstractmethod
    def replaced(self, text: str, pattern: str, by: str) -> str:
        """Every part that matches replaced by a literal text."""

    @abstractmethod
    def part(self, text: str, number: int) -> str:
        """The part of that number, from 1, of what hyphens set apart."""

    @abstractmethod
    def whole(self, value: str) -> str:
        """A text of digits, or a number without a fraction, as a whole number."""

    @abstractmethod
    def double(self, value: str) -> str:
        """A text of a decimal number, or a number, as an IEEE 754 double."""

    @abstractmethod
    def written(self, whole: str) -> str:
        """A whole number as text."""

    @abstractmethod
    def quotient(self, whole: str, by: int) -> str:
        """Of two whole numbers, without the rest."""

    @abstractmethod
    def rank(self, number: str, bounds: Sequence[int]) -> str:
        """How many of the bounds, in ascending order, are not above a number; null, or less than 0, for null."""

    @abstractmethod
    def translated(self, text: str, letters: Mapping[str, str]) -> str:
        """Each of these characters replaced by another one; null where the server cannot, and has to."""

    @abstractmethod
    def network_of_6(self, address: str, bits: int) -> str:
        """The network of a well-formed IPv6 address, in CIDR notation (RFC 5952); of 64 bits at most."""

    @abstractmethod
    def chosen(self, number: str, texts: Sequence[str]) -> str:
        """The literal text of that number, from 1; null where there is none."""

    def as_plain(self, text: str) -> str | None:
        """A condition under which `plain` made all of a text what NFKC makes of it; None: it always does."""
        return None

    def known(self, text: str, values: Mapping[str, str]) -> str:
        """The literal text that stands for one; null where none does."""
        pairs = (f"WHEN {self.literal(text)} THEN {self.literal(value)}" for text, value in values.items())
        return f"CASE {text} {' '.join(pairs)} END"

    def lower(self, text: str) -> str:
        return f"lower({text})"

    def upper(self, text: str) -> str:
        return f"upper({text})"

    def length(self, text: str) -> str:
        """In characters."""
        return f"char_length({text})"

    def one_of(self, text: str, texts: Sequence[str]) -> str:
        return f"{text} IN ({', '.join(map(self.literal, texts))})"


def case(*branches: tuple[str, str], otherwise: str = "NULL") -> str:
    """The value behind the first condition that holds."""
    return f"CASE {' '.join(f'WHEN {condition} THEN {value}' for condition, value in branches)} ELSE {otherwise} END"


def where_filled(cell: Cell, masked: str, dialect: Dialect) -> str:
    """As `operator.where_filled`: null stays null, empty stays empty."""
    if cell.text is None or not cell.is_text:
        return masked
    return case((f"{dialect.length(cell.text)} > 0", masked), otherwise=cell.text)
