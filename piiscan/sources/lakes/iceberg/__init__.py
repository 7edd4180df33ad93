"""Iceberg tables (https://iceberg.apache.org/spec/), read and made by PyIceberg."""

from __future__ import annotations

from os import fspath

from piiscan.sources.databases.arrow import require
from piiscan.sources.lakes.iceberg.catalogue import from_catalogue
from piiscan.sources.lakes.iceberg.metadata import current, loaded
from piiscan.sources.lakes.iceberg.table import IcebergLakeTable
from piiscan.sources.lakes.names import CatalogueTable
from piiscan.sources.lakes.place import Place
from piiscan.sources.options import ReadOptions


def recognise(place: Place, source: str, key: str, name: str, options: ReadOptions) -> IcebergLakeTable:
    """The table, of the version that this run has seen first. Raises SourceUnreadable."""
    _require(source)
    version = options.versions.setdefault(place.uri, current(place, source))
    return IcebergLakeTable.of(loaded(place, version, source), place, source, key, name)


def open_named(table: CatalogueTable, source: str, key: str, options: ReadOptions) -> IcebergLakeTable:
    """The table of a catalogue, in the same way. Raises UsageError where there is none, SourceUnreadable."""
    _require(source)
    found = from_catalogue(table, source, options.versions.get(fspath(table)))
    options.versions[fspath(table)] = found.metadata_location
    return IcebergLakeTable.of(found, None, source, key, table.table)


def _require(source: str) -> None:
    require("pyiceberg", "lake", source)
    require("pyarrow", "lake", source)
