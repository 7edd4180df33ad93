"""Which folders are tables of a lake, by what lies in them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

Kind = Literal["delta", "iceberg"]

DELTA_LOG = "_delta_log"
"""The folder of the log (PROTOCOL.md of Delta, "Delta Log Entries")."""

METADATA = "metadata"
"""The folder of Iceberg's metadata."""

VERSION = re.compile(r"v?(\d+)(?:-[^/]*)?(?:\.gz)?\.metadata\.json(?:\.gz)?")
"""A file in it: `v<V>.metadata.json`, `<V>-<UUID>.metadata.json` (Iceberg Table Spec, "File System Tables")."""


def kind_of(folder: Path) -> Kind | None:
    """None for a folder of files."""
    try:
        if (folder / DELTA_LOG).is_dir():
            return "delta"
        named = any(VERSION.fullmatch(path.name) for path in (folder / METADATA).glob("*"))
        return "iceberg" if named else None
    except PermissionError:
        return None
