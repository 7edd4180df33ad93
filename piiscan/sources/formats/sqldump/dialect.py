"""How one dump writes SQL: its strings, comments and names. Told by the first statements.

Modelled on the manuals of PostgreSQL (4.1 Lexical Structure), MySQL (9.1 Literal Values) and SQLite (SQL As
Understood By SQLite); `standard` is everything else that looks like SQL.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

Pattern = re.Pattern[bytes]

_STANDARD = r"'(?:[^']++|'')*+'"
ESCAPED = r"'(?:[^'\\]++|\\.|'')*+'"
_QUOTED = r'"(?:[^"]++|"")*+"'
_DOUBLE_ESCAPED = r'"(?:[^"\\]++|\\.|"")*+"'
_PART = r'(?:"(?:[^"]++|"")*+"|`(?:[^`]++|``)*+`|\[[^\]]*+\]|[\w$\x80-\xff]++)'
NAME = rf"{_PART}(?:\s*+\.\s*+{_PART})*+"
COLUMNS = rf"\(\s*+{_PART}(?:\s*+,\s*+{_PART})*+\s*+\)"

_INTO = (
    r"(?:INSERT|REPLACE)\b(?:\s++(?:LOW_PRIORITY|DELAYED|HIGH_PRIORITY|IGNORE|OR\s++\w++)\b)*+(?:\s++INTO\b)?\s*+"
    rf"(?P<table>{NAME})\s*+(?P<columns>{COLUMNS})?\s*+(?:OVERRIDING\s++\w++\s++VALUE\s*+)?"
)
INSERT = re.compile(rf"(?is){_INTO}VALUES?\s*+(?=\()".encode())
INSERT_SELECT = re.compile(rf"(?is){_INTO}\(?\s*+(?:SELECT|WITH|TABLE)\b".encode())
INSERT_ANY = re.compile(rf"(?is){_INTO}".encode())
_COPY = rf"COPY\s++(?P<table>{NAME})\s*+(?P<columns>{COLUMNS})?\s*+FROM\s++STDIN\b(?P<options>[^;]*+);"
COPY = re.compile(rf"(?is){_COPY}[ \t]*+\r?\n".encode())

Name = Literal["postgresql", "mysql", "sqlite", "standard"]


@dataclass(frozen=True)
class Dialect:
    """`escapes`: a backslash in a plain string escapes, as in MySQL and in old PostgreSQL."""

    name: Name
    escapes: bool

    @property
    def literal(self) -> str:
        """A string without its prefix, by which values are read."""
        plain = ESCAPED if self.escapes else _STANDARD
        return f"{plain}|{_DOUBLE_ESCAPED}" if self.name == "mysql" else plain

    @property
    def string(self) -> str:
        """A string, or a name in double quotes."""
        return self.literal if self.name == "mysql" else f"{self.literal}|{_QUOTED}"

    def name_of(self, column: str) -> str:
        """A name in the quotes of the dialect."""
        return f"`{column.replace('`', '``')}`" if self.name == "mysql" else '"' + column.replace('"', '""') + '"'

    @property
    def prefixed(self) -> str:
        """A string with a prefix that changes its escapes, tried before the bare text it begins with."""
        return rf"[eE]{ESCAPED}|" if self.name == "postgresql" else ""

    @property
    def _comment(self) -> str:
        dashes = r"--(?=[\s]|\Z)[^\n]*+" if self.name == "mysql" else r"--[^\n]*+"
        return dashes + r"|/\*.*?\*/" + (r"|\#[^\n]*+" if self.name == "mysql" else "")

    @cached_property
    def comment(self) -> Pattern:
        return re.compile(rf"(?s){self._comment}".encode())

    @cached_property
    def lead(self) -> Pattern:
        """Blanks and comments before a statement."""
        return re.compile(rf"(?s)(?:\s++|{self._comment})*+".encode())

    @cached_property
    def statement(self) -> Pattern:
        """A whole statement, its semicolon included."""
        dollars = r"|\$(?P<tag>\w*+)\$.*?\$(?P=tag)\$|\$(?!\w*\$)" if self.name == "postgresql" else r"|\$"
        single = r"|-(?!-)|/(?!\*)" + (r"|\#" if self.name != "mysql" else "")
        single += r"|-(?=-\S)" if self.name == "mysql" else ""
        inside = rf"[^;'\"`$/\-\#eE]++|{self.prefixed}[eE]|{self.string}|`[^`]*+`|{self._comment}{dollars}{single}"
        return re.compile(rf"(?s)(?:{inside})*+;".encode())

    @cached_property
    def row(self) -> str:
        """A row of VALUES, in its parentheses; calls in it nest three deep."""
        bare = r"[^'\"()eE]++|" + (rf"{self.prefixed}[eE](?!')|" if self.prefixed else "[eE]|")
        inner = f"{bare}{self.string}"
        for _ in range(3):
            inner = rf"{inner}|\((?:{inner})*+\)"
        return rf"\((?:{inner})*+\)"

    def rows(self, header: bytes) -> tuple[Pattern, Pattern]:
        """Rows that are followed by others under the same header, and the row that may be the last."""
        return _rows(self.row.encode(), header)


@lru_cache(maxsize=512)
def _rows(row: bytes, header: bytes) -> tuple[Pattern, Pattern]:
    more = rb"\s*+(?:,|;\s*+" + re.escape(header) + rb")\s*+(?=\()"
    return re.compile(b"(?s)(?:" + row + more + b")++"), re.compile(b"(?s)" + row)


_OPENING = re.compile(
    r"(?ix) \A (?: \s | --[^\n]*\n | /\*.*?\*/;? | \#[^\n]*\n )*"
    r"(?: \\ (?:restrict|connect|encoding|set)\b"
    r"  | (?: SET | CREATE | DROP | INSERT | REPLACE | COPY | BEGIN | START | PRAGMA | USE | LOCK | ALTER"
    r"      | COMMIT | DELETE | TRUNCATE | SELECT | DELIMITER | GRANT | GO | COMMENT ) \b )",
    re.DOTALL,
)
_ROWS_OR_TABLES = re.compile(
    r"(?im)(?:^|;)\s*(?:INSERT\s+(?:\w+\s+)*INTO\s+\S|REPLACE\s+INTO\s+\S|COPY\s+\S.*\bFROM\s+stdin"
    r"|CREATE\s+(?:\w+\s+)*TABLE\s+\S)"
)
_MYSQL = re.compile(r"(?i)^-- (?:mysql|mariadb) dump|/\*[!M]|`|\bENGINE\s*=|^#", re.MULTILINE)
_POSTGRESQL = re.compile(
    r"(?im)PostgreSQL database|^COPY\s.*\bFROM\s+stdin|^\\connect"
    r"|^SET\s+(?:search_path|client_encoding|standard_conforming_strings)"
)
_SQLITE = re.compile(
    r"(?i)\ABEGIN TRANSACTION;|^PRAGMA\s+foreign_keys|\bsqlite_sequence\b|\bAUTOINCREMENT\b", re.MULTILINE
)
_OLD_STRINGS = re.compile(r"(?i)SET\s+standard_conforming_strings\s*(?:=|TO)\s*'?off")


def dialect_of(head: str) -> Dialect | None:
    """The dialect of a dump, by its head; None for what is no dump."""
    if not _OPENING.match(head) or not _ROWS_OR_TABLES.search(head):
        return None
    if _POSTGRESQL.search(head):
        return Dialect("postgresql", bool(_OLD_STRINGS.search(head)))
    if _SQLITE.search(head):
        return Dialect("sqlite", False)
    if _MYSQL.search(head):
        return Dialect("mysql", "NO_BACKSLASH_ESCAPES" not in head)
    return Dialect("standard", False)
