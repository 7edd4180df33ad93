"""`python -m tests.remembering.killing DATA HOME KILLS`: scans that are killed at random, until so many have been.

Each is a fork of a process that has imported all and done nothing yet, so that it is killed at work and not on its way
there. Prints as JSON how many were killed, how many ended, how many of these said something else than a scan that
nobody kills, and how many entries did not open.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random
from shutil import rmtree

from piiscan.keys.scan_key import scan_key
from piiscan.pipeline.remembering import Cache
from piiscan.pipeline.remembering.entries import Entries
from tests.remembering.made import scanned


def begun(data: Path, home: Path, out: Path) -> int:
    """A scan in a process of its own, by its number."""
    if child := os.fork():
        return child
    try:
        out.write_text(scanned(data, Cache(home / "cache", scan_key(home))))
    finally:
        os._exit(not out.exists())


def unopened(home: Path) -> int:
    """Entries that are not whole."""
    entries = Entries(home / "cache", scan_key(home))
    files = list((home / "cache").glob("??/*"))
    return sum(entries.get(file.parent.name + file.name) is None for file in files)


def emptied(home: Path) -> Path:
    rmtree(home, ignore_errors=True)
    home.mkdir(mode=0o700)
    return home


def ended(child: int, seconds: float) -> bool:
    """Whether it ended within the time; else it is killed."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if os.waitpid(child, os.WNOHANG)[0]:
            return True
        time.sleep(0.001)
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    return not os.WIFSIGNALED(os.waitpid(child, 0)[1])


def main(data: Path, home: Path, kills: int) -> dict[str, int]:
    out, chance = home.with_suffix(".json"), Random(11)
    began = time.monotonic()
    assert ended(begun(data, emptied(home), out), 600)
    expected, whole = out.read_text(), time.monotonic() - began
    seen = Counter[str](killed=0, ended=0, different=0, unopened=0)
    emptied(home)
    while seen["killed"] < kills:
        out.unlink(missing_ok=True)
        if ended(begun(data, home, out), chance.uniform(0, whole)):
            seen["ended"] += 1
            seen["different"] += out.read_text() != expected
            emptied(home)
        else:
            seen["killed"] += 1
            seen["unopened"] += unopened(home)
    return dict(seen)


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))))
