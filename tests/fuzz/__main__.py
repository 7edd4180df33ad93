"""`python -m tests.fuzz [--times N] [--into DIR] [TARGET ...]`: each target in a process of its own.

It ends at the first input that breaks the promise, which is then in `--into`: once mended, it belongs into FOUND of the
target.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from tests.fuzz.targets import TARGETS

_LINES = 60
"""Of what libFuzzer says where a target fails."""


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz")
    asked.add_argument("--times", type=int, default=1, help="so many times the usual number of inputs")
    asked.add_argument("--into", type=Path, default=Path("out/fuzz"), help="where inputs that break the promise go")
    asked.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    options = asked.parse_args()
    options.into.mkdir(parents=True, exist_ok=True)
    return max(_run(name, options) for name in options.targets or TARGETS)


def _run(name: str, options: argparse.Namespace) -> int:
    """1 where the target has failed."""
    began = _processor()
    words = [name, str(TARGETS[name].RUNS * options.times), str(options.into)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.running", *words],
        env={**os.environ, "PYTHONHASHSEED": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode == 0:
        print(f"{name}: {_reached(done.stdout)}, {_processor() - began:.0f} s", flush=True)
        return 0
    print(f"{name}: failed with {done.returncode}", *done.stdout.splitlines()[-_LINES:], sep="\n", flush=True)
    return 1


def _processor() -> float:
    """Seconds of a processor that targets have taken."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _reached(said: str) -> str:
    """Inputs, edges of the code that the first ones took and that all took, and the most memory."""
    first = re.search(r"INITED\s+cov: (\d+)", said)
    last = re.search(r"#(\d+)\s+DONE\s+cov: (\d+)", said)
    memory = re.search(r"peak_rss_mb:\s+(\d+)", said)
    if not (first and last and memory):
        raise ValueError(said)
    return f"{int(last[1]):,} inputs, {int(first[1]):,} edges at first, {int(last[2]):,} at last, {memory[1]} MiB"


if __name__ == "__main__":
    sys.exit(main())
