"""Any file, opened and read to its end as a scan does it."""

from __future__ import annotations

from pathlib import Path

from piiscan.model.finding import Incomplete
from piiscan.model.table import Table, leaves
from piiscan.pipeline.opening import unread
from piiscan.sources import ReadOptions, open_targets
from tests.fuzz.promise import Told


def read(octets: bytes, path: Path) -> Told:
    """What is said of the octets as the file `path`, and what things in it are called."""
    path.write_bytes(octets)
    said: list[str] = []
    names: list[str] = []
    for item in leaves(open_targets([str(path)], ReadOptions(notice=said.append))):
        if isinstance(item, Table):
            names += [item.source, *(column.name for column in item.columns)]
        missing = item if isinstance(item, Incomplete) else unread(item)
        said += [missing.source, missing.reason] if missing else []
    return Told("\n".join(said), "\n".join(names))
