"""Whether masked values can be loaded into the columns that the dump declares, and which ALTER TABLE makes room.

A column whose masked values are of no form of its type becomes a text before the first rows are loaded, a dropped
column is dropped there. CREATE TABLE itself stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from piiscan.sources.formats.sqldump.dialect import Dialect
from piiscan.sources.formats.sqldump.schema import Declared

_TEXT = re.compile(
    r"(?i)(?:national\s+)?(?:(?:n?var)?char(?:acter)?2?(?:\s+varying)?|bpchar|(?:tiny|medium|long)?text|n?clob|string|citext)"
    r"\s*(?:\(\s*(?P<length>\d+)[^)]*\))?(?![\w])"
)
_UNBOUNDED = re.compile(r"(?i)(?:medium|long)?text|n?clob|string|citext|(?:character\s+varying|varchar)\s*(?!\s*\()")
_NUMERIC = re.compile(
    r"(?i)(?:unsigned\s+)?(?:(?:tiny|small|medium|big)?int(?:eger)?\d?|(?:small|big)?serial|decimal|numeric|number"
    r"|double|float\d?|real|money)\b"
)
_WHOLE = re.compile(r"(?i)(?:unsigned\s+)?(?:(?:tiny|small|medium|big)?int|(?:small|big)?serial)")
_TIME = re.compile(r"(?i)(?:date|datetime|timestamp)\b")
_A_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_A_WHOLE_NUMBER = re.compile(r"-?\d{1,18}")
_A_TIME = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?")
_COUNTS_UP = re.compile(r"(?i)\bauto_?increment\b|\bidentity\b|\bgenerated\b|serial\b|\bnextval\b")
_ROW_ID = re.compile(r"(?i)integer\s+(?:not\s+null\s+)?(?:constraint\s+\S+\s+)?primary\s+key")
_NOT_NULL = re.compile(r"(?i)\bnot\s+null\b|\bprimary\s+key\b")

SHORT = 255
"""Characters of a MySQL column that may still be indexed."""


def fits(column: Declared, values: Iterable[str | None], dialect: Dialect) -> bool:
    """Whether all the values can be loaded as they are. Of a column that is not declared nothing is known."""
    definition = column.definition
    filled = [value for value in values if value is not None]
    if not definition or not filled:
        return True
    if dialect.name == "sqlite":
        return not _ROW_ID.match(definition) or all(map(_A_WHOLE_NUMBER.fullmatch, filled))
    if text := _TEXT.match(definition):
        longest = int(text["length"]) if text["length"] else 2**30 if _UNBOUNDED.match(definition) else 1
        return max(map(len, filled)) <= longest
    if _NUMERIC.match(definition):
        return all(map((_A_WHOLE_NUMBER if _WHOLE.match(definition) else _A_NUMBER).fullmatch, filled))
    return bool(_TIME.match(definition)) and all(map(_A_TIME.fullmatch, filled))


def may_be_null(column: Declared) -> bool:
    return not _NOT_NULL.search(column.definition)


def may_become_text(column: Declared, dialect: Dialect) -> bool:
    """Not where the database itself counts the column up."""
    return dialect.name != "sqlite" and not _COUNTS_UP.search(column.definition)


def becoming_text(table: str, column: Declared, longest: int, dialect: Dialect) -> str:
    """The statement that makes a column hold any text. `table` is the name as the dump writes it."""
    name = dialect.name_of(column.name)
    if dialect.name == "mysql":
        return f"ALTER TABLE {table} MODIFY {name} {f'varchar({SHORT})' if longest <= SHORT else 'longtext'};"
    return f"ALTER TABLE {table} ALTER COLUMN {name} SET DATA TYPE text;"


def dropping(table: str, column: Declared, dialect: Dialect) -> str:
    return f"ALTER TABLE {table} DROP COLUMN {dialect.name_of(column.name)};"


def builds_on(column: Declared, clauses: Iterable[str]) -> bool:
    """Whether CREATE TABLE itself has a key, a check or a reference on the column."""
    named = re.compile(rf"(?i)(?<!\w){re.escape(column.name)}(?!\w)")
    own = re.search(r"(?i)\b(?:primary\s+key|unique|references|check)\b", column.definition)
    return bool(own) or any(map(named.search, clauses))
