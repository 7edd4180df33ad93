"""Which file of a folder is the current metadata of a table, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from piiscan.errors import SourceUnreadable
from piiscan.sources.lakes.iceberg.unread import UNREAD
from piiscan.sources.lakes.kinds import METADATA, VERSION
from piiscan.sources.lakes.place import Place
from piiscan.sources.lakes.refusing import refusing

if TYPE_CHECKING:
    from pyiceberg.table import Table


def current(place: Place, source: str) -> str:
    """The metadata of the highest version. Raises SourceUnreadable where two claim to be that."""
    versions: dict[int, list[str]] = {}
    for name in place.names():
        folder, _, file = name.rpartition("/")
        if folder == METADATA and (found := VERSION.fullmatch(file)):
            versions.setdefault(int(found[1]), []).append(name)
    if not versions:
        raise SourceUnreadable(source, "has metadata of Iceberg, but none that says its version")
    latest = versions[max(versions)]
    if len(latest) > 1:
        reason = "two files of its metadata have the same version: only its catalogue knows which is meant"
        raise SourceUnreadable(source, reason)
    return latest[0]


def loaded(place: Place, version: str, source: str) -> Table:
    """The table as a file of metadata has it, with all its files where the folder is. Raises SourceUnreadable."""
    from pyiceberg.catalog.noop import NoopCatalog
    from pyiceberg.serializers import FromInputFile
    from pyiceberg.table import Table

    from piiscan.sources.lakes.iceberg.moved import MovedIO, environment

    at = f"{place.uri}/{version}"
    with refusing(source, UNREAD):
        metadata = FromInputFile.table_metadata(MovedIO(environment()).new_input(at))
        return Table(("table",), metadata, at, MovedIO.between(metadata.location, place.uri), NoopCatalog("none"))
