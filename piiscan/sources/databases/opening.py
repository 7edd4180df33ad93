"""A URL becomes the database that it names. Nothing is connected before its members are asked for."""

from __future__ import annotations

from piiscan.errors import UsageError
from piiscan.model.table import Container, Item
from piiscan.sources.databases.urls import Location, located
from piiscan.sources.formats.embedded import as_asked
from piiscan.sources.options import ReadOptions

ELSEWHERE = ("http", "https", "ftp", "file", "s3a", "gcs", "abfs", "abfss")
"""What is not read, or under another name."""


def open_database(url: str, options: ReadOptions) -> Item:
    """Raises UsageError for a password in it, and for a scheme that names no database."""
    location = located(url)
    if location.dialect in ELSEWHERE:
        raise UsageError(f"{location.dialect}:// is not read: name a file, a folder, or s3://, gs:// or az://")
    return as_asked(_database(location, options), options)


def _database(location: Location, options: ReadOptions) -> Container:
    if location.dialect in ("postgresql", "postgres"):
        from piiscan.sources.databases.postgresql import PostgresDatabase

        return PostgresDatabase(location, options)
    from piiscan.sources.databases.alchemy import AlchemyDatabase

    return AlchemyDatabase(location, options)
