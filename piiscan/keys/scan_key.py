"""The scan key of a workspace: what is remembered of data there is keyed, as a plain hash of a value is the value."""

from __future__ import annotations

from pathlib import Path

from piiscan.errors import KeyRefused
from piiscan.keys import guarded
from piiscan.keys.master import MasterKey
from piiscan.keys.written import fresh, secret_in

__all__ = ["scan_key"]

_NAME = "scan.key"


def scan_key(home: Path) -> MasterKey:
    """The key of the workspace in `home`, which is its owner's alone; made on first need. Raises KeyRefused."""
    path = home / _NAME
    if not path.exists():
        try:
            guarded.made(path, f"{fresh()}\n".encode())
        except KeyRefused:
            if not path.exists():  # else another process has made it meanwhile
                raise
    text = guarded.text_of(path, "file", private=False).decode("ascii", "replace")
    return MasterKey(secret_in(text))
