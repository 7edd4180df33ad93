"""Which folders are tables of a lake, by what lies in them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

Kind = Literal["delta", "iceberg"]

DELTA_LOG = "_delta_log"
"""The folder of the log (PROTOCOL.md of Delta, "Delta Log Entries")."""

METADATA, VERSION = "metadata", ".metadata.json"
"""The folder of Iceberg's metadata, and the ending of its files (Iceberg Table Spec, "Metastore Tables")."""


def kind_of(folder: Path) -> Kind | None:
    """None for a folder of files."""
    try:
        if (folder / DELTA_LOG).is_dir():
            return "delta"
        return "iceberg" if any((folder / METADATA).glob(f"*{VERSION}")) else None
    except PermissionError:
        return None
