"""Check digits prove an entity when so many do not hold by accident, and only then."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.detection import packs
from piiscan.detection.verdict.proof import ACCIDENT, proven
from piiscan.model.evidence import Hits

BY_ID = {r.id: r for r in packs.recognizers()}
CARD = BY_ID["cn/bank_card"]


def proves(cells: int, valid: int, distinct: int | None = None) -> bool:
    return bool(proven({CARD.id: Hits(cells, 0, valid)}, cells if distinct is None else distinct, BY_ID))


@given(st.integers(1, 80).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))))
def test_nothing_is_proven_that_chance_does_once_in_a_million(counts: tuple[int, int]) -> None:
    cells, valid = counts
    chance = CARD.check_chance
    tail = sum(comb(cells, k) * chance**k * (1 - chance) ** (cells - k) for k in range(valid, cells + 1))
    assert not (proves(cells, valid) and tail >= ACCIDENT)


@pytest.mark.parametrize(("cells", "valid", "so"), [(6, 6, False), (7, 7, True), (40, 4, False), (10_000, 1200, True)])
def test_many_right_ones_prove_and_few_or_as_many_as_chance_gives_do_not(cells: int, valid: int, so: bool) -> None:
    assert proves(cells, valid) is so


def test_one_number_many_times_is_one_number() -> None:
    assert not proves(10_000, 10_000, distinct=1)


def test_what_has_no_check_proves_nothing() -> None:
    assert proven({"cn/mobile": Hits(500, 0, 500)}, 500, BY_ID) == ()
