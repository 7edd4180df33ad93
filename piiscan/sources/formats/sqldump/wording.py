"""What a statement without rows says in words: its strings and comments, the names of roles, and long numbers.

Keywords, names of tables and punctuation are not offered to be masked: a copy without them would be no SQL.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from piiscan.errors import OutputFailed
from piiscan.sources.formats.sqldump.dialect import NAME, Dialect
from piiscan.sources.formats.sqldump.literals import Literals
from piiscan.sources.formats.sqldump.names import parts

_ROLE = (
    r"(?:\bOWNER\s+TO|\bDEFINER\s*=|\bAUTHORIZATION|\bGRANTED\s+BY|\b(?:ROLE|USER)(?:\s+IF\s+(?:NOT\s+)?EXISTS)?"
    r"|\b(?:GRANT|REVOKE)\b[^;'\"`]*?\b(?:TO|FROM)|\\connect)\s*"
)
_LINE = re.compile(r"[^\n]*+\n|[^\n]++")
_BANNER = re.compile(r" PostgreSQL database (?:cluster )?dump(?: complete)?|-*")
"""Comments that say the same in every dump, and by which its dialect is told."""

Kind = Literal["comment", "string", "name", "number"]


@dataclass(frozen=True, slots=True)
class Wording:
    """A piece of a statement that stands between two places, and what it says."""

    kind: Kind
    start: int
    end: int
    said: str

    @property
    def lines(self) -> list[str]:
        """Its lines; the last one, too, ends in a line end that is not in the dump."""
        return _LINE.findall(self.said + "\n")


def wordings(statement: str, dialect: Dialect) -> list[Wording]:
    """In their order; those of functions and of conditional comments, too."""
    return list(_found(statement, dialect))


def reworded(statement: str, dialect: Dialect, line: Callable[[], str]) -> str:
    """The statement with what `line` gives for each line of its wordings. Raises OutputFailed for broken comments."""
    pieces, done = [], 0
    for wording in wordings(statement, dialect):
        after = "".join([line() for _ in wording.lines]).removesuffix("\n")
        if after != wording.said:
            pieces += [statement[done : wording.start], _written(wording, after, dialect)]
            done = wording.end
    return "".join(pieces) + statement[done:]


def _found(statement: str, dialect: Dialect) -> Iterator[Wording]:
    literals = Literals(dialect)
    for found in _pattern(dialect).finditer(statement):
        kind = found.lastgroup
        if (kind == "line" or kind == "block") and not _BANNER.fullmatch(found[kind]):
            yield Wording("comment", found.start(kind), found.end(kind), found[kind])
        elif kind == "string":
            yield Wording("string", found.start(), found.end(), literals.value(found[0]) or "")
        elif kind == "number":
            yield Wording("number", found.start(), found.end(), found[0])
        elif kind == "role" and (name := found["role"]).upper() not in ("PUBLIC", "CURRENT_USER", "SESSION_USER"):
            yield Wording("name", found.start("role"), found.end("role"), ".".join(parts(name)))


def _written(wording: Wording, value: str, dialect: Dialect) -> str:
    if wording.kind == "comment":
        if value.count("\n") != wording.said.count("\n") or "*/" in value:
            raise OutputFailed("a masked comment is none any more: give the statements another operator")
        return value
    return dialect.name_of(value) if wording.kind == "name" else Literals(dialect).token(value, "''")


@lru_cache(maxsize=8)
def _pattern(dialect: Dialect) -> re.Pattern[str]:
    hashes = r"|\#" if dialect.name == "mysql" else ""
    return re.compile(
        rf"(?is)(?:--{hashes})(?P<line>[^\n]*+)|/\*(?!M?!)(?P<block>.*?)\*/"
        rf"|(?P<string>{dialect.prefixed}{dialect.literal})"
        rf"|{_ROLE}(?P<role>(?!'){NAME})|(?<![\w.])(?P<number>[0-9]{{6,}})(?![\w.])"
    )
