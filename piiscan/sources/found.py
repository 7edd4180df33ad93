"""What a target leads to."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from piiscan.sources.lakes.kinds import Kind
from piiscan.sources.lakes.names import CatalogueTable
from piiscan.sources.stores.store import Stored
from piiscan.sources.stores.urls import StoreUrl


class Found(NamedTuple):
    """A file or an object, or a folder that is a table of a `lake`, and its key: its path relative to the target."""

    path: Path | Stored | StoreUrl | CatalogueTable
    key: str
    lake: Kind | None = None
