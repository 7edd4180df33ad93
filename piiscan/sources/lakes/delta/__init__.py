"""Delta tables (https://github.com/delta-io/delta/blob/master/PROTOCOL.md): the log by delta-rs, the rows as Parquet.

The log is the authority: on which files there are, what values their partitions have, and which rows were deleted.
"""

from __future__ import annotations

from piiscan.sources.databases.arrow import require
from piiscan.sources.lakes.delta.log import snapshot
from piiscan.sources.lakes.delta.table import DeltaLakeTable
from piiscan.sources.lakes.place import Place
from piiscan.sources.options import ReadOptions


def recognise(place: Place, source: str, key: str, name: str, options: ReadOptions) -> DeltaLakeTable:
    """The table, of the version that this run has seen first. Raises SourceUnreadable."""
    require("deltalake", "lake", source)
    seen = options.versions.get(place.uri)
    found = snapshot(place, source, None if seen is None else int(seen))
    options.versions[place.uri] = str(found.version)
    return DeltaLakeTable(source, key, name, "delta", found.schema, found.nesting, found.older, place, found.pieces)
