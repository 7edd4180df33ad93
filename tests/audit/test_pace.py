"""An event is written as fast to a long log as to a short one, and all of a long one is verified within a minute."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

import pytest

from piiscan.audit import Log, verify
from piiscan.audit.entry import Entry, acting, encoded, now
from piiscan.errors import AuditRefused
from tests.catalogue.size import size

Record = Callable[[str, object], None]
LINES = size(2_000, 100_000, 1_000_000)
APPENDS = size(100, 1_000)


@pytest.fixture
def long(log: Log) -> Log:
    """A log of LINES lines, which are written at once."""
    log.append("mask", {"rows": 0})
    tree, lines, actor = list(log.links())[-1].tree, list[bytes](), acting("Ann Lee")
    while tree.size < LINES:
        lines.append(encoded(Entry(tree.size, tree.root.hex(), now(), actor, "mask", {"rows": tree.size})))
        tree = tree.with_leaf(lines[-1])
    with log.path.open("ab") as stream:
        stream.writelines(line + b"\n" for line in lines)
    return log


@pytest.mark.catalogue("D26")
def test_an_event_costs_as_much_however_long_the_log(long: Log, record_property: Record) -> None:
    long.append("mask", {"rows": 0})
    seconds, processor = list[float](), process_time()
    for number in range(APPENDS):
        begun = perf_counter()
        long.append("mask", {"rows": number})
        seconds.append(perf_counter() - begun)
    each = (process_time() - processor) / APPENDS
    slow = sorted(seconds)[APPENDS * 99 // 100 - 1]
    assert each < 0.005
    begun = process_time()
    assert verify(long).size == LINES + 1 + APPENDS
    verifying = process_time() - begun
    assert verifying < 60 * LINES / 1_000_000 + 1
    record_property(
        "figure",
        f"{APPENDS:,} events at {LINES:,} lines: {each * 1000:.1f} ms of processor each, 99 % within {slow * 1000:.1f}"
        f" ms on a busy machine; verified in {verifying:.1f} s",
    )


@pytest.mark.catalogue("D5", "D26")
@pytest.mark.parametrize("when", ["at once", "with the times put back"])
def test_what_is_remembered_of_a_log_does_not_hide_a_flipped_bit(long: Log, when: str) -> None:
    long.append("mask", {"rows": 1})
    before = os.stat(long.path)
    _flip(long.path, len(long.path.read_bytes()) // 2)
    if when == "with the times put back":
        os.utime(long.path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    with pytest.raises(AuditRefused):
        long.append("mask", {"rows": 2})


def _flip(path: Path, place: int) -> None:
    with path.open("r+b") as stream:
        stream.seek(place)
        octet = stream.read(1)[0]
        stream.seek(place)
        stream.write(bytes([octet ^ 1]))
