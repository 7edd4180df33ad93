"""The first inputs of each target, and all that fuzzing has found, keep the promise."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.promise import CANARY, kept
from tests.fuzz.targets import TARGETS

CASES = {
    f"{name}-{kind}{i}": (name, octets)
    for name, target in TARGETS.items()
    for kind, inputs in (("seed", target.SEEDS), ("found", target.FOUND))
    for i, octets in enumerate(inputs)
}


@pytest.mark.catalogue("C38", "B28")
@pytest.mark.parametrize("case", CASES)
def test_an_input_is_read_or_refused_without_a_value(case: str, tmp_path: Path) -> None:
    name, octets = CASES[case]
    kept(TARGETS[name], octets, tmp_path)


@pytest.mark.parametrize("name", TARGETS)
def test_a_value_stands_in_what_is_fuzzed(name: str) -> None:
    assert any(CANARY.encode() in seed for seed in TARGETS[name].SEEDS)
