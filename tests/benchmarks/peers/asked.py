"""`python -m tests.benchmarks.peers.asked TOOL scan|mask FILE`, in the tool's environment: one answer as JSON.

Seconds, bytes of memory at most (proc(5); that of `getrusage` is not less than the caller's), and what was found.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import warnings
from pathlib import Path
from time import perf_counter

from tests.benchmarks.peers import tools


def main() -> None:
    tool, task, path = sys.argv[1:]
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    work = getattr(getattr(tools, tool)(), task)()
    began = perf_counter()
    found = work(path)
    seconds = perf_counter() - began
    (peak,) = re.findall(r"VmHWM:\s+([0-9]+) kB", Path("/proc/self/status").read_text())
    print(
        json.dumps(
            [seconds, 1024 * int(peak), {column: dict(counted.most_common(3)) for column, counted in found.items()}]
        )
    )


if __name__ == "__main__":
    main()
