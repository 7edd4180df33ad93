"""Thousands of small files, one after the other: memory and open files stay where they were."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from tests.catalogue.size import size
from tests.hostile.bounded import MEMORY, started
from tests.hostile.sessions import PROCESSES, members

Record = Callable[[str, object], None]
FILES = size(300, 2_000, 20_000)
JOBS = size(1, 2, 2)
"""A process takes a hundred files until it has loaded all that it ever needs."""

MOST = 64 << 10
"""Bytes of memory that a file may leave behind: its findings, which stand in the result, take a few thousand."""

_LOOK = 0.2


def small(folder: Path) -> None:
    """CSV, JSON Lines, texts and Parquet in turn."""
    folder.mkdir()
    for number in range(FILES):
        match number % 4:
            case 0:
                (folder / f"{number}.csv").write_text(f"name,mobile\nAnn {number},138{number:08}\n")
            case 1:
                (folder / f"{number}.jsonl").write_text(f'{{"mobile":"138{number:08}"}}\n')
            case 2:
                (folder / f"{number}.txt").write_text(f"call 138{number:08}\n")
            case 3:
                pl.DataFrame({"mobile": [f"138{number:08}"]}).write_parquet(folder / f"{number}.parquet")


def looked_at(process: subprocess.Popen[bytes]) -> list[tuple[int, int, int]]:
    """Until a process ends, from time to time: how many it is, with its workers, bytes of memory, and open files."""
    seen = []
    while process.poll() is None:
        found = [held(member) for member in members(process.pid)]
        seen.append((len(found), sum(memory for memory, _ in found), sum(files for _, files in found)))
        time.sleep(_LOOK)
    return seen


def held(process: int) -> tuple[int, int]:
    """Bytes of memory and open files of a process; none of one that has ended."""
    state = PROCESSES / str(process)
    try:
        pages = int((state / "statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE"), len(list((state / "fd").iterdir()))
    except OSError:
        return 0, 0


@pytest.mark.catalogue("C37")
def test_memory_and_open_files_do_not_grow_with_the_number_of_files(tmp_path: Path, record_property: Record) -> None:
    small(tmp_path / "in")
    output = tmp_path / "found.json"
    seen = looked_at(started("scan", "in", "-j", str(JOBS), "-f", "json", "-o", output, home=tmp_path))
    found = json.loads(output.read_text())
    assert len(found["tables"]) + len(found["documents"]) == FILES
    assert max(memory for _, memory, _ in seen) < MEMORY
    most = max(number for number, _, _ in seen)
    _, memory, files = np.array([look for look in seen[len(seen) // 3 :] if look[0] == most]).T
    moments = np.linspace(0, 2 / 3 * FILES, len(memory))
    slope = float(np.polyfit(moments, memory, 1)[0])
    assert slope < MOST
    assert abs(float(np.polyfit(moments, files, 1)[0])) * FILES < 5
    record_property(
        "figure",
        f"{FILES:,} files, {JOBS} at once: {slope / 1024:+.1f} KiB a file in the last two thirds,"
        f" {memory.max() >> 20} MiB and {files.max()} open files at most",
    )
