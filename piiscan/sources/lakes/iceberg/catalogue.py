"""Tables that a catalogue knows by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from piiscan.errors import UsageError
from piiscan.sources.lakes.iceberg.unread import UNREAD
from piiscan.sources.lakes.names import CatalogueTable
from piiscan.sources.lakes.refusing import refusing

if TYPE_CHECKING:
    from pyiceberg.table import Table


def from_catalogue(name: CatalogueTable, source: str, version: str | None) -> Table:
    """The table in the state that a file of metadata is, or in the current one.

    Raises UsageError for a catalogue or table that there is not, SourceUnreadable.
    """
    from pyiceberg.catalog import load_catalog
    from pyiceberg.catalog.noop import NoopCatalog
    from pyiceberg.exceptions import NoSuchNamespaceError, NoSuchTableError
    from pyiceberg.serializers import FromInputFile
    from pyiceberg.table import Table

    with refusing(source, UNREAD):
        try:
            catalogue = load_catalog(name.catalogue, init_catalog_tables="false")
        except ValueError:
            known = "set PYICEBERG_CATALOG__NAME__URI, or write it into ~/.pyiceberg.yaml"
            raise UsageError(f"{source}: PyIceberg knows no such catalogue: {known}") from None
        try:
            found = catalogue.load_table(name.table)
        except (NoSuchNamespaceError, NoSuchTableError):
            raise UsageError(f"{source}: no such table in the catalogue") from None
        finally:
            catalogue.close()
        at = version or found.metadata_location
        metadata = FromInputFile.table_metadata(found.io.new_input(at))
        return Table(found.name(), metadata, at, found.io, NoopCatalog("none"))
