"""`python -m tests.remembering.killed DATA HOME OUT`: a scan that says when it begins, so that it is killed at work."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from piiscan.keys.scan_key import scan_key
from piiscan.pipeline.remembering import Cache
from tests.leaks.runner import ROOT
from tests.remembering.made import scanned

_BEGINS = "begins\n"


def begun(data: Path, home: Path, out: Path) -> subprocess.Popen[str]:
    """A scan in a process of its own, which has imported all it needs."""
    command = [sys.executable, "-m", "tests.remembering.killed", *map(str, (data, home, out))]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    assert process.stdout.readline() == _BEGINS
    return process


def ended(process: subprocess.Popen[str], seconds: float) -> bool:
    """Whether it ended well within the time; else it is killed, with SIGKILL."""
    with process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
    assert process.returncode in (0, -signal.SIGKILL)
    return process.returncode == 0


if __name__ == "__main__":
    data, home, out = map(Path, sys.argv[1:])
    print(_BEGINS, end="", flush=True)
    found = scanned(data, Cache(home / "cache", scan_key(home)))
    out.write_text(found)
