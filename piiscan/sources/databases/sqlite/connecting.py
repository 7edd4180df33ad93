"""A connection to a SQLite file that leaves no trace of itself.

A file is opened with `mode=ro`, which takes the locks of a reader. One in WAL mode would get a -wal and a -shm file
beside it even so (https://www.sqlite.org/wal.html, 5): without a -wal it is opened as `immutable`, which is safe as
long as nobody writes, and that is checked afterwards; with one, a private copy of both is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from piiscan.errors import SourceUnreadable
from piiscan.sources.databases.copied import named
from piiscan.sources.files import SourceFile

ASIDE = ("-wal", "-journal")
_WAL_MODE = slice(18, 20)
"""File format write and read version: 2 is WAL (fileformat2.html, 1.3.3)."""

_BROKEN = "cannot be read as SQLite: damaged, encrypted, of a newer version, or locked by who writes to it"


@contextmanager
def connected(file: SourceFile, source: str) -> Iterator[Any]:
    """An ADBC connection in one read transaction.

    Raises SourceUnreadable, which names `source`, for whatever its driver raises.
    """
    import adbc_driver_manager
    import pyarrow
    from adbc_driver_sqlite import dbapi

    with named(file, ASIDE) as (path, copied):
        still = not copied and b"\2" in file.head()[_WAL_MODE]
        uri = f"file:{quote(path)}?mode=ro{'&immutable=1' if still else ''}"
        try:
            with dbapi.connect(uri) as connection:
                yield connection
        except (adbc_driver_manager.Error, pyarrow.ArrowException):
            raise SourceUnreadable(source, _BROKEN) from None


def rows(connection: Any, sql: str) -> list[tuple[Any, ...]]:
    """All rows of a small answer."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def reader(cursor: Any, sql: str, together: int) -> Any:
    """The answer as batches of so many rows of Arrow data. The first row tells the types, so it must have them all."""
    cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": together})
    cursor.execute(sql)
    return cursor.fetch_record_batch()
