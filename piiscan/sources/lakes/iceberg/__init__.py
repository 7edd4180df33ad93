"""Iceberg tables (https://iceberg.apache.org/spec/), read and made by PyIceberg."""

from __future__ import annotations

from piiscan.sources.databases.arrow import require
from piiscan.sources.lakes.iceberg.metadata import current, loaded
from piiscan.sources.lakes.iceberg.table import IcebergLakeTable
from piiscan.sources.lakes.place import Place
from piiscan.sources.options import ReadOptions


def recognise(place: Place, source: str, key: str, name: str, options: ReadOptions) -> IcebergLakeTable:
    """The table, of the version that this run has seen first. Raises SourceUnreadable."""
    require("pyiceberg", "lake", source)
    require("pyarrow", "lake", source)
    version = options.versions.setdefault(place.uri, current(place, source))
    return IcebergLakeTable.of(loaded(place, version, source), place, source, key, name)
