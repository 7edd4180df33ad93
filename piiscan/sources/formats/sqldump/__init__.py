"""Dumps of databases in SQL: pg_dump (COPY or INSERT), mysqldump and mariadb-dump, .dump of SQLite, and their kin.

`reader` takes the file apart into statements and blocks of rows, `survey` notes where each table's rows stand, and
a table reads its own. Nothing is ever executed. Statements without rows are kept, and scanned as text.
"""

from __future__ import annotations

from piiscan.sources.files import SourceFile
from piiscan.sources.formats.decoding import BOM, decode_head
from piiscan.sources.formats.sqldump.dialect import dialect_of
from piiscan.sources.formats.sqldump.dump import Dump
from piiscan.sources.formats.sqldump.survey import survey
from piiscan.sources.options import ReadOptions


def recognise(file: SourceFile, head: bytes, options: ReadOptions) -> Dump | None:
    dialect = dialect_of(decode_head(file, head))
    if dialect is None:
        return None
    start = len(BOM) if head.startswith(BOM) else 0
    return Dump(file.source, file.key, "sql", file, dialect, start, survey(file, dialect, start))
