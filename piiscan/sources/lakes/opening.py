"""A folder that is a table, as the table that it is."""

from __future__ import annotations

from importlib import import_module

from piiscan.model.table import Item
from piiscan.sources.formats.embedded import as_asked
from piiscan.sources.lakes.kinds import Kind
from piiscan.sources.lakes.names import CatalogueTable
from piiscan.sources.lakes.place import Place
from piiscan.sources.options import ReadOptions


def open_lake(kind: Kind, place: Place, source: str, key: str, name: str, options: ReadOptions) -> Item:
    """The table at a place; its library is loaded with it. Raises SourceUnreadable."""
    room = import_module(f".{kind}", __package__)
    return as_asked(room.recognise(place, source, key, name, options), options)


def open_named(table: CatalogueTable, source: str, key: str, options: ReadOptions) -> Item:
    """The table of a catalogue. Raises UsageError where there is none, SourceUnreadable."""
    from piiscan.sources.lakes import iceberg

    return as_asked(iceberg.open_named(table, source, key, options), options)
