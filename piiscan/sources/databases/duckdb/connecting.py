"""A connection to a DuckDB file that leaves no trace of itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from piiscan.errors import SourceUnreadable
from piiscan.sources.databases.copied import named
from piiscan.sources.files import SourceFile

ASIDE = (".wal",)
SETTINGS: dict[
    str, str | bool | int | float | list[str]
] = {  # no file but this one, no extension from elsewhere, nothing spilt to disk
    "enable_external_access": "false",
    "autoload_known_extensions": "false",
    "temp_directory": "",
    "threads": "2",
}
_BROKEN = "cannot be read as DuckDB: damaged, encrypted, of a newer version, or locked by who writes to it"


@contextmanager
def connected(file: SourceFile, source: str) -> Iterator[Any]:
    """A connection that only reads. Raises SourceUnreadable for whatever the library raises."""
    import duckdb
    import pyarrow

    with named(file, ASIDE) as (path, _):
        try:
            with duckdb.connect(path, read_only=True, config=SETTINGS) as connection:
                yield connection
        except (duckdb.Error, pyarrow.ArrowException):
            raise SourceUnreadable(source, _BROKEN) from None
