"""Masked tables into a new DuckDB file, no block of which ever held another value.

Views, macros, checks, defaults, sequences and generated columns are not made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import polars as pl

from piiscan.errors import OutputFailed
from piiscan.model.table import Table
from piiscan.sources.databases.duckdb.connecting import SETTINGS
from piiscan.sources.databases.duckdb.declaring import created, filled, indexes, target
from piiscan.sources.databases.lacking import lacking
from piiscan.sources.databases.loading import Frames
from piiscan.sources.databases.places import Place, place_of, refuse_taken, relation_of
from piiscan.sources.databases.quoting import quoted
from piiscan.sources.databases.target import Target
from piiscan.sources.databases.urls import in_file
from piiscan.sources.formats.sinking import without_categories

_ROWS = "piiscan_rows"


class DuckLoading:
    """A file at `path`, which is not there yet; whoever names it to others moves it when it is closed."""

    def __init__(self, path: Path) -> None:
        import duckdb

        self._location = in_file("duckdb", path.name)
        self._places: dict[str, Place] = {}
        self._made: dict[str, Target] = {}
        self.rows = 0
        path.parent.mkdir(parents=True, exist_ok=True)
        with _written(path.name):
            self._connection = duckdb.connect(str(path), config=SETTINGS)
        path.chmod(0o600)

    def close(self) -> None:
        with _written(self._location.database):
            self._connection.close()

    def take(self, tables: Sequence[Table]) -> None:
        self._places = {table.key: place_of(table, self._location) for table in tables}
        refuse_taken(self._places.values(), (), self._location.database)
        for schema in dict.fromkeys(place.schema for place in self._places.values()):
            self._do(f"CREATE SCHEMA IF NOT EXISTS {quoted(schema)}", self._location.database)

    def fill(self, table: Table, frames: Frames) -> None:
        first = next(frames)
        made = target(self._places[table.key], relation_of(table), table.format == "duckdb", first)
        self._do(created(made, list(self._made.values())), table.source)
        for frame in map(without_categories, chain([first], frames)):
            self.rows += len(frame)
            with _written(table.source):
                self._connection.register(_ROWS, frame.to_arrow(compat_level=pl.CompatLevel.oldest()))
                self._connection.execute(filled(made, _ROWS))
                self._connection.unregister(_ROWS)
        self._made[table.key] = made

    def finish(self) -> None:
        made = list(self._made.values())
        for table in made:
            for statement in indexes(table):
                self._do(statement, str(table.place))
        self._do("CHECKPOINT", self._location.database)

    def lacking(self, table: Table) -> list[str]:
        keys = list(self._made)
        made = [self._made[key] for key in keys[: keys.index(table.key) + 1]]  # no reference is added to a later one
        return lacking(made[-1], made, numbers=False, defaults=False, defined=False)

    def _do(self, sql: str, source: str) -> Any:
        with _written(source):
            return self._connection.execute(sql)


@contextmanager
def _written(source: str) -> Iterator[None]:
    """Whatever the library raises becomes OutputFailed without its message, which may hold a value."""
    import duckdb

    try:
        yield
    except duckdb.ConstraintException:
        said = "masked rows break a key or a NOT NULL: give its columns pseudonyms, both sides of a reference alike"
        raise OutputFailed(f"{source}: {said}") from None
    except duckdb.Error as failed:
        raise OutputFailed(f"{source}: its copy was not accepted ({type(failed).__name__})") from None
