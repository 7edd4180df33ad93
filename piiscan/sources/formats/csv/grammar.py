"""The patterns of one dialect: a field, a whole record, and what makes a field need quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Grammar:
    """`quote` and `escape` are empty where a dialect has none."""

    delimiter: str
    quote: str
    escape: str

    @cached_property
    def token(self) -> re.Pattern[str]:
        """One field as written, and the delimiter after it; what follows a closing quote belongs to it."""
        d = re.escape(self.delimiter)
        plain = rf"(?:[^{self._set(self.delimiter + self.escape)}]{self._escaped})*+"
        quoted = rf"{self._quoted}[^{self._set(self.delimiter)}]*+|" if self.quote else ""
        return re.compile(rf"(?s)({quoted}{plain}){d}")

    @cached_property
    def record(self) -> re.Pattern[str]:
        """A record in which every quote stands where it belongs."""
        d = re.escape(self.delimiter)
        inner = rf"[^{self._set(self.delimiter + self.escape)}\r\n]{self._escaped}"
        plain = rf"(?:(?!{re.escape(self.quote)})(?:{inner})++)?" if self.quote else rf"(?:{inner})*+"
        field = rf"(?:{self._quoted}|{plain})" if self.quote else plain
        return re.compile(rf"(?s){field}(?:{d}{field})*[\r\n]*")

    @cached_property
    def special(self) -> re.Pattern[str]:
        """A character that an unquoted field cannot hold."""
        return re.compile(rf"[{self._set(self.delimiter + self.quote)}\r\n]")

    def literal(self, line: str) -> str:
        r"""The line with a backslash that escapes nothing (`\N`, `C:\new`) standing for itself."""
        return self._escape.sub(_doubled, line) if "\\" in line else line

    @cached_property
    def _escape(self) -> re.Pattern[str]:
        return re.compile(rf"\\([{self._set(self.delimiter + self.quote)}\\\r\n])?")

    @property
    def _quoted(self) -> str:
        q = re.escape(self.quote)
        return rf"{q}(?:[^{self._set(self.quote + self.escape)}]|{q}{q}{self._escaped})*+{q}"

    @property
    def _escaped(self) -> str:
        return r"|\\." if self.escape else ""

    @staticmethod
    def _set(characters: str) -> str:
        return re.escape(characters)


def _doubled(match: re.Match[str]) -> str:
    return match[0] if match[1] else r"\\"
