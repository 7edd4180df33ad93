"""A URL becomes the database that it names. Nothing is connected before its members are asked for."""

from __future__ import annotations

from piiscan.errors import UsageError
from piiscan.model.table import Container, Item
from piiscan.sources.databases.urls import Location, located
from piiscan.sources.formats.embedded import unfolded
from piiscan.sources.options import ReadOptions

STORES = ("s3", "gs", "az", "http", "https", "ftp", "file")
"""What is not read yet, or at all."""


def open_database(url: str, options: ReadOptions) -> Item:
    """Raises UsageError for a password in it, and for a scheme that names no database."""
    location = located(url)
    if location.dialect in STORES:
        raise UsageError(f"{location.dialect}:// is not read: copy the files here, and name a file or a folder")
    return unfolded(_database(location, options))


def _database(location: Location, options: ReadOptions) -> Container:
    if location.dialect in ("postgresql", "postgres"):
        from piiscan.sources.databases.postgresql import PostgresDatabase

        return PostgresDatabase(location, options)
    from piiscan.sources.databases.alchemy import AlchemyDatabase

    return AlchemyDatabase(location, options)
