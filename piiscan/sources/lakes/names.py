"""Tables of Iceberg by their names in a catalogue: `iceberg://CATALOGUE/NAMESPACE.TABLE`.

The catalogue is one that PyIceberg's own configuration knows: `~/.pyiceberg.yaml`, or the environment
(https://py.iceberg.apache.org/configuration/). So no URL holds its address, and none its credentials.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from piiscan.errors import UsageError

SCHEME = "iceberg://"

_URL = re.compile(rf"{SCHEME}([\w-]+)/([^/?#@]+\.[^/?#@]+)")


class CatalogueTable(NamedTuple):
    """What such a URL names."""

    catalogue: str
    table: str

    def __fspath__(self) -> str:
        return f"{SCHEME}{self.catalogue}/{self.table}"


def is_named(target: str) -> bool:
    return target.startswith(SCHEME)


def named(url: str) -> CatalogueTable:
    """Raises UsageError for what names no table; it is not repeated."""
    found = _URL.fullmatch(url)
    if found is None:
        raise UsageError(f"a table of a catalogue is named {SCHEME}CATALOGUE/NAMESPACE.TABLE")
    return CatalogueTable(found[1], found[2])
