"""A command watched from outside: memory of it and of its children over time, seconds of the clock and of the CPU."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep

_EVERY = 0.05
"""Seconds between two looks."""

_MEMORY = re.compile(r"^(VmRSS|RssAnon):\s*(\d+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Look:
    """At so many seconds: bytes in memory, and those of them that lie behind no file."""

    seconds: float
    resident: int
    anonymous: int


@dataclass(frozen=True, slots=True)
class Watched:
    """A command that has ended, and what it printed on standard output and on standard error."""

    status: int
    wall: float
    cpu: float
    looks: tuple[Look, ...]
    printed: str
    said: str

    @property
    def resident(self) -> int:
        return max(look.resident for look in self.looks)

    @property
    def anonymous(self) -> int:
        return max(look.anonymous for look in self.looks)


def watched(command: Sequence[str | Path], most: float) -> Watched:
    """Run it to its end, or for `most` seconds."""
    with tempfile.TemporaryFile("w+") as printed, tempfile.TemporaryFile("w+") as said:
        began = perf_counter()
        process = subprocess.Popen(command, stdout=printed, stderr=said)
        looks = list(_looks(process.pid, began, most))
        if perf_counter() - began >= most:
            process.kill()
        _, status, used = os.wait4(process.pid, 0)
        wall = perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        said.seek(0)
        cpu = used.ru_utime + used.ru_stime
        return Watched(process.returncode, wall, cpu, tuple(looks), printed.read(), said.read())


def _looks(process: int, began: float, most: float) -> Iterator[Look]:
    """Until the process has ended, which nobody has waited for yet."""
    while (now := perf_counter() - began) < most:
        seen = [_memory(each) for each in _family(process)]
        yield Look(now, sum(rss for rss, _ in seen), sum(anonymous for _, anonymous in seen))
        if os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
            return
        sleep(_EVERY)


def _family(process: int) -> Iterator[int]:
    yield process
    with suppress(OSError):  # it, or a thread of it, has ended meanwhile
        for thread in os.listdir(f"/proc/{process}/task"):
            for child in Path(f"/proc/{process}/task/{thread}/children").read_text().split():
                yield from _family(int(child))


def _memory(process: int) -> tuple[int, int]:
    """Bytes resident, and anonymous ones; none of a process that has ended."""
    try:
        found = dict(_MEMORY.findall(Path(f"/proc/{process}/status").read_text()))
    except OSError:
        return 0, 0
    return 1024 * int(found.get("VmRSS", 0)), 1024 * int(found.get("RssAnon", 0))
