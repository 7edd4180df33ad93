"""Why a file cannot be read, at whichever moment that shows."""

from __future__ import annotations

from pathlib import Path

from piiscan.errors import SourceUnreadable
from piiscan.model.finding import Incomplete
from tests.sources.roundtrip import opened, read


def gap(path: Path) -> str:
    """The reason; empty if it can be read to its end."""
    table = opened(path)
    if isinstance(table, Incomplete):
        return table.reason
    try:
        read(table)
    except SourceUnreadable as failure:
        return failure.reason
    return ""
