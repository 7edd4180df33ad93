"""`python -m tests.mutation [--sample N] [--seed N] [--again]`: how many faults of a sample some test sees.

First the tests run once, to learn which of them come by which line (`--again`: what was learnt last time holds). Then
every fault is put in, and those that come by its line are run until one fails.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest
from math import sqrt

from tests.mutation.equivalent import EQUIVALENT
from tests.mutation.mutants import Mutant, mutants
from tests.mutation.trying import LEARNT, ROOT, Outcome, learn, tests_of, tried

AREAS = {
    "operators": ("piiscan/transforms/**/*.py",),
    "checks": (
        "recognizers/checksums.py",
        "recognizers/dates.py",
        "recognizers/*/*.py",
        "piiscan/detection/validity.py",
    ),
}
_BAR = 0.85


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.mutation")
    asked.add_argument("--sample", type=int, default=100, help="faults of each area")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--again", action="store_true", help="which tests come by which line is as it was")
    asked.add_argument("areas", nargs="*", metavar="AREA", help=", ".join(AREAS))
    options = asked.parse_args()
    if not (options.again and LEARNT.exists()):
        learn()
    samples = {area: _sample(area, options.sample, options.seed) for area in options.areas or AREAS}
    outcomes = _tried(samples)
    return max([_told(area, outcomes[area]) for area in samples])


def _sample(area: str, size: int, seed: int) -> list[Mutant]:
    """Faults that are not known to change nothing, in an order drawn by chance."""
    paths = sorted({path for glob in AREAS[area] for path in ROOT.glob(glob) if not path.stem.endswith("sql")})
    every = [
        mutant
        for path in paths
        for mutant in mutants(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
        if str(mutant) not in EQUIVALENT
    ]
    print(f"{area}: {len(every):,} faults in {len(paths)} modules", flush=True)
    return random.Random(seed).sample(every, min(size, len(every)))


def _tried(samples: Mapping[str, Sequence[Mutant]]) -> dict[str, Counter[Outcome]]:
    """By area. All areas go ahead together: who stops it half way has half of each."""
    outcomes: dict[str, Counter[Outcome]] = {area: Counter() for area in samples}
    rounds = zip_longest(*([(area, one) for one in some] for area, some in samples.items()))
    turns = [turn for each in rounds for turn in each if turn]
    with ThreadPoolExecutor(2) as pool:
        results = pool.map(lambda turn: tried(turn[1], tests_of(turn[1])), turns)
        for (area, mutant), outcome in zip(turns, results, strict=True):
            outcomes[area][outcome] += 1
            print(f"{sum(map(Counter.total, outcomes.values()))}. {outcome}: {mutant}", flush=True)
    return outcomes


def _told(area: str, outcomes: Counter[Outcome]) -> int:
    """1 where too few were seen."""
    size = outcomes.total()
    score = 1 - outcomes["survived"] / size
    about = 1.96 * sqrt(score * (1 - score) / size)
    print(f"{area}: {dict(outcomes)} of {size}: {score:.1%} ± {about:.1%}", flush=True)
    return int(score < _BAR)


if __name__ == "__main__":
    raise SystemExit(main())
