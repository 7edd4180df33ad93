"""A part of the grid of `test_grid.py`, small enough for every commit."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.leaks.runner import ROOT

GOLDEN = "sha256:c48f0eda76f7409155042d3b54168ca10b737368441f4011f900417a287aef61"
"""Changes only with what operators give back, and then tokens of earlier releases fit no more: say so in CHANGELOG."""

ROWS = (1, 7, 1000, 0)


def digests(seed: int, threads: int, rows: tuple[int, ...]) -> set[str]:
    """What one process prints."""
    env = {"PYTHONHASHSEED": str(seed), "POLARS_MAX_THREADS": str(threads), "PATH": os.environ["PATH"]}
    command = [sys.executable, "-m", "tests.determinism.run", *map(str, rows)]
    done = subprocess.run(command, env=env, capture_output=True, check=True, cwd=ROOT, text=True)
    return set(done.stdout.split())


@pytest.mark.catalogue("A28")
@pytest.mark.parametrize(("seed", "threads", "rows"), [(0, 1, (1, 0)), (77, 4, (7, 1000)), (4711, 16, (1000,))])
def test_no_hash_seed_batch_or_thread_changes_a_byte(seed: int, threads: int, rows: tuple[int, ...]) -> None:
    assert digests(seed, threads, rows) == {GOLDEN}
