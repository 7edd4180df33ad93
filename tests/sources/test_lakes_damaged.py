"""A log or metadata that was damaged gives the table as it was, or an incomplete scan: never other rows."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from deltalake import DeltaTable, write_deltalake

from piiscan.errors import SourceUnreadable
from piiscan.model.finding import Incomplete
from piiscan.sources import ReadOptions, open_targets
from tests.sources.roundtrip import opened, read
from tests.sources.test_iceberg import Lake

FRAME = pl.DataFrame({"id": [1, 2, 3], "name": ["x", "y", "z"], "nested": [{"a": 1}] * 3})
TIMES = 30


def delta(folder: Path) -> Path:
    write_deltalake(str(folder / "delta"), FRAME)
    write_deltalake(str(folder / "delta"), FRAME, mode="append")
    DeltaTable(str(folder / "delta")).create_checkpoint()
    return folder / "delta"


def iceberg(folder: Path) -> Path:
    lake = Lake(folder / "lake")
    lake.table("people", FRAME)
    lake.close()
    return lake.folder / "people"


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Cut short, with a bit turned, or with a digit that is another one."""
    data, at = bytearray(content), chance.randrange(len(content))
    digits = [place for place, octet in enumerate(data) if chr(octet).isdigit()]
    match chance.choice(["cut", "bit", "digit"]):
        case "cut":
            return bytes(data[:at])
        case "digit" if digits:
            data[chance.choice(digits)] = ord(chance.choice("0123456789-"))
        case _:
            data[at] ^= 1 << chance.randrange(8)
    return bytes(data)


def rows(folder: Path) -> pl.DataFrame | None:
    """None for what is incomplete."""
    (item,) = open_targets([str(folder)], ReadOptions())
    try:
        return None if isinstance(item, Incomplete) else read(item)
    except SourceUnreadable:
        return None


@pytest.mark.parametrize("make", [delta, iceberg])
def test_what_was_damaged_is_never_read_as_something_else(make: Callable[[Path], Path], tmp_path: Path) -> None:
    source, chance = make(tmp_path), random.Random(7)
    whole, unread = read(opened(source)), 0
    told = sorted(p for p in source.rglob("*") if p.is_file() and p.parent.name in ("_delta_log", "metadata"))
    for number in range(TIMES):
        copy = shutil.copytree(source, tmp_path / str(number))
        path = copy / chance.choice(told).relative_to(source)
        path.write_bytes(damaged(path.read_bytes(), chance))
        found = rows(copy)
        unread += found is None
        assert found is None or found.equals(whole)
    assert unread


def test_snapshots_of_which_none_is_current_are_incomplete(tmp_path: Path) -> None:
    folder = iceberg(tmp_path)
    path = max(folder.glob("metadata/*.json"))
    metadata = json.loads(path.read_text())
    del metadata["current-snapshot-id"], metadata["refs"]
    path.write_text(json.dumps(metadata))
    assert rows(folder) is None
