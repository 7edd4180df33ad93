"""Processes that read what could grow without end in this one: they may take so much memory and time.

A crash of theirs leaves no core behind, in which what was read would stand.
"""

from __future__ import annotations

import os
import resource
import runpy
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def limited(program: Path, *args: str, seconds: int, memory: int, **streams: Any) -> Iterator[subprocess.Popen[bytes]]:
    """One that runs a file of ours, finds the modules that this one finds, and prints no error; ended with the block.

    `seconds` of the processor, and `memory` in octets of what it writes to. Of what it prints all goes to this one.
    """
    process = subprocess.Popen(
        [sys.executable, "-P", __file__, str(seconds), str(memory), str(program), *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "POLARS_MAX_THREADS": "2"},
        **streams,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def _limit(seconds: int, memory: int) -> None:
    for limit, amount in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_DATA, memory)):
        _, most = resource.getrlimit(limit)
        resource.setrlimit(limit, (amount if most == resource.RLIM_INFINITY else min(amount, most), most))


if __name__ == "__main__":
    _limit(int(sys.argv[1]), int(sys.argv[2]))
    del sys.argv[:3]
    runpy.run_path(sys.argv[0], run_name="__main__")
