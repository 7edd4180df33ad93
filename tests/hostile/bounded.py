"""A run of the command of which it is measured what it cost: processor, memory, and disk for private copies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import IO, Any

from tests.catalogue.size import size
from tests.leaks.runner import ROOT

SECONDS, MEMORY = 60, 1 << 30
"""What any hostile input may cost: seconds of one processor, and bytes of memory."""

_LOOK = 0.05


@dataclass(frozen=True)
class Cost:
    """A run that has ended: exit code, streams, seconds of processor time, most memory, most disk in nameless files."""

    exit_code: int
    stdout: bytes
    stderr: bytes
    seconds: float
    memory: int
    disk: int

    @property
    def document(self) -> dict[str, Any]:
        """The findings on stdout."""
        found: dict[str, Any] = json.loads(self.stdout)
        return found

    @property
    def incomplete(self) -> dict[str, str]:
        """File name (with what lies in it) -> why it is incomplete."""
        return {_named(gap["source"]): gap["reason"] for gap in self.document["incomplete"]}

    def __str__(self) -> str:
        return f"{self.seconds:.0f} s, {self.memory >> 20:,} MiB"


def environment(home: Path, **more: str) -> dict[str, str]:
    """Nothing of the tests' own, and no models."""
    plain = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"}
    return {**plain, "HOME": str(home), "PIISCAN_SCAN_TEXT": "off", "PIISCAN_SHARE_TEXT": "off", **more}


def started(*args: str | Path, home: Path, **named: Any) -> subprocess.Popen[bytes]:
    """The command in a session of its own."""
    env: Mapping[str, str] = named.pop("env", environment(home))
    command = [sys.executable, "-m", "piiscan", *map(str, args)]
    return subprocess.Popen(command, cwd=home, env=env, start_new_session=True, **named)


def bounded(*args: str | Path, home: Path, **named: Any) -> Cost:
    """Run to its end. Raises AssertionError for a run that takes more than it may."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = started(*args, home=home, stdin=subprocess.DEVNULL, stdout=out, stderr=err, **named)
        with _watched(process.pid) as watch:
            _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = used.ru_utime + used.ru_stime
        cost = Cost(process.returncode, _read(out), _read(err), seconds, watch.memory, watch.disk)
    assert cost.exit_code >= 0, f"killed after {cost}"
    assert (cost.seconds <= SECONDS, cost.memory <= MEMORY) == (True, True), str(cost)
    return cost


def each_bounded(make: Mapping[str, Callable[[Path], object]], home: Path) -> list[Cost]:
    """Scans of files that are made so: of all at once or, where there is time, of each, as each may cost as much."""
    costs = []
    for number, names in enumerate(size([[*make]], [[name] for name in make])):
        (folder := home / f"in{number}").mkdir()
        for name in names:
            make[name](folder / name)
        costs.append(bounded("scan", folder.name, "-f", "json", home=home))
    return costs


def dearest(costs: Sequence[Cost]) -> str:
    """The most that any has cost."""
    return f"{max(cost.seconds for cost in costs):.0f} s, {max(cost.memory for cost in costs) >> 20:,} MiB at most"


class _watched:
    """Looks at a process from time to time, and ends it once it has taken twice what it may."""

    def __init__(self, pid: int) -> None:
        self.memory = self.disk = 0
        self._pid, self._done = pid, Event()
        self._thread = Thread(target=self._watch)

    def __enter__(self) -> _watched:
        self._thread.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(_LOOK):
            with suppress(OSError):
                self._look()

    def _look(self) -> None:
        state = Path(f"/proc/{self._pid}")
        self.memory = max(self.memory, sum(map(_most, [state, *_children(state)])))
        self.disk = max(self.disk, sum(_nameless(state / "fd")))
        times = (state / "stat").read_text().rpartition(")")[2].split()
        taken = (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")
        if taken > 2 * SECONDS or self.memory > 2 * MEMORY:
            os.killpg(self._pid, signal.SIGKILL)


def _most(state: Path) -> int:
    """Bytes of memory that a process has held at most; 0 for one that is gone."""
    with suppress(OSError):
        lines = (line.split() for line in (state / "status").read_text().splitlines())
        return sum(int(words[1]) << 10 for words in lines if words[0] == "VmHWM:")
    return 0


def _children(state: Path) -> Iterator[Path]:
    """Those that read for a process."""
    for task in (state / "task").iterdir():
        with suppress(OSError):
            yield from (state.parent / child for child in (task / "children").read_text().split())


def _named(source: str) -> str:
    file, mark, member = source.partition("!")
    return f"{file.rpartition('/')[2]}{mark}{member}"


def _nameless(descriptors: Path) -> Iterator[int]:
    """Sizes of the files that have no name, but for the streams, which are ours."""
    for descriptor in descriptors.iterdir():
        with suppress(OSError):
            if int(descriptor.name) > 2 and os.readlink(descriptor).endswith("(deleted)"):
                yield descriptor.stat().st_blocks * 512


def _read(stream: IO[bytes]) -> bytes:
    stream.seek(0)
    return stream.read()
