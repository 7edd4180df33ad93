"""Databases that are files: which a container is, and how a masked copy of one is made."""

from __future__ import annotations

from pathlib import Path

from piiscan.model.table import Container
from piiscan.sources.databases.loading import Loading
from piiscan.sources.files import FromFile
from piiscan.sources.formats.embedded import UnfoldedContainer

DIALECTS = ("duckdb", "sqlite")


def dialect_of(container: Container) -> str | None:
    """That of a file of its own, of which a masked copy can be loaded."""
    inner = container.container if isinstance(container, UnfoldedContainer) else container
    of_file = isinstance(inner, FromFile) and inner.file.spool is None and not inner.file.layers
    return inner.format if of_file and inner.format in DIALECTS else None


def loading_into(path: Path, dialect: str) -> Loading:
    """A new file at the path, which is not there yet. Raises OutputFailed."""
    if dialect == "duckdb":
        from piiscan.sources.databases.duckdb.writing import DuckLoading

        return DuckLoading(path)
    from piiscan.sources.databases.sqlite.writing import SqliteLoading

    return SqliteLoading(path)
