"""What the statements of a dump say about its tables: columns, their types, their comments, the schema in use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from piiscan.sources.formats.sqldump.dialect import NAME, Dialect
from piiscan.sources.formats.sqldump.literals import Literals
from piiscan.sources.formats.sqldump.names import parts, table_name

_CREATE = re.compile(
    rf"(?is)CREATE\s+(?:\w+\s+)*?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?P<table>{NAME})\s*\((?P<body>.*)\)(?P<options>[^()]*(?:\([^()]*\)[^()]*)*);\s*\Z"
)
_COMMENT = re.compile(rf"(?is)COMMENT\s+ON\s+COLUMN\s+(?P<column>{NAME})\s+IS\s+(?P<text>.+?)\s*;\s*\Z")
_USE = re.compile(
    rf"(?i)(?:USE\s+|\\connect\s+(?:-\S+\s+)*)(?P<name>{NAME})|SET\s+search_path\s*(?:=|TO)\s*(?P<path>{NAME})"
)
_CLAUSE = re.compile(r"(?i)(?:CONSTRAINT|PRIMARY\s+KEY|UNIQUE|FOREIGN\s+KEY|CHECK|EXCLUDE|LIKE)\b")
_MYSQL_CLAUSE = re.compile(rf"(?i){_CLAUSE.pattern[4:]}|(?:KEY|INDEX|FULLTEXT|SPATIAL|PERIOD)\b")
_COLUMN = re.compile(rf"(?is)(?P<name>{NAME})\s*(?P<definition>.*)")


@dataclass(frozen=True, slots=True)
class Declared:
    """A column of CREATE TABLE. `definition` is what follows its name; empty if nothing is known of it."""

    name: str
    definition: str = ""
    comment: str | None = None


@dataclass(slots=True)
class Schema:
    """Tables as declared so far, by name. `clauses` are the parts of CREATE TABLE that are no columns."""

    dialect: Dialect
    inside: str | None = None
    switches: int = 0
    tables: dict[str, dict[str, Declared]] = field(default_factory=dict)
    clauses: dict[str, list[str]] = field(default_factory=dict)

    def see(self, statement: str) -> None:
        """Take note of a statement, if it declares something."""
        if use := _USE.match(statement):
            self._use(use)
        elif create := _CREATE.match(statement):
            self._create(create)
        elif comment := _COMMENT.match(statement):
            self._comment(comment)

    def name(self, written: str) -> str:
        return table_name(written, self.inside)

    def _use(self, use: re.Match[str]) -> None:
        name = ".".join(parts(use["name"] or use["path"]))
        self.inside = name if name and name != "''" else None
        self.switches += 1

    def _create(self, create: re.Match[str]) -> None:
        table = self.name(create["table"])
        clauses = list(_split(create["body"], self.dialect))
        rule = _MYSQL_CLAUSE if self.dialect.name == "mysql" else _CLAUSE
        columns = [self._declared(clause) for clause in clauses if not rule.match(clause)]
        self.tables[table] = {column.name: column for column in columns if column is not None}
        self.clauses[table] = [clause for clause in clauses if rule.match(clause)]

    def _declared(self, clause: str) -> Declared | None:
        found = _COLUMN.match(clause)
        if found is None:
            return None
        comment = re.search(rf"(?is)\bCOMMENT\s+(?P<text>{self.dialect.literal})", found["definition"])
        text = Literals(self.dialect).text(comment["text"]) if comment else None
        return Declared(".".join(parts(found["name"])), found["definition"], text)

    def _comment(self, comment: re.Match[str]) -> None:
        *table, column = parts(comment["column"])
        columns = self.tables.get(table_name(".".join(f'"{part}"' for part in table), self.inside), {})
        if column in columns:
            text = Literals(self.dialect).value(comment["text"])
            columns[column] = replace(columns[column], comment=text)


def _split(body: str, dialect: Dialect) -> Iterator[str]:
    """The clauses between the commas that stand in no parentheses and no string."""
    depth, clause = 0, ""
    for token in re.finditer(rf"(?s){dialect.prefixed}{dialect.string}|`[^`]*`|--[^\n]*|/\*.*?\*/|.", body):
        text = token[0]
        if text.startswith(("--", "/*")):
            continue
        depth += (text == "(") - (text == ")")
        if text == "," and depth == 0:
            yield clause.strip()
            clause = ""
        else:
            clause += text
    yield clause.strip()
