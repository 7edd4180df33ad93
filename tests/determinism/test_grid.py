"""The same input, plan and key give the same bytes, whatever the hash seed, the batches and the threads.

The grid (20 seeds x 4 sizes of batches x 3 numbers of threads) is for the night; `test_sample.py` runs a part of it.
"""

from __future__ import annotations

import pytest

from tests.determinism.test_sample import GOLDEN, ROWS, digests


@pytest.mark.catalogue("A28")
@pytest.mark.parametrize("threads", [1, 4, 16])
@pytest.mark.parametrize("seed", range(20))
def test_no_hash_seed_batch_or_thread_changes_a_byte(seed: int, threads: int) -> None:
    assert digests(seed, threads, ROWS) == {GOLDEN}
