"""Check digits that hold more often than chance allows: what no header and no decision explains away."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp

from piiscan.detection.verdict import weights
from piiscan.model.evidence import Hits
from piiscan.model.recognizer import Recognizer

PROOF = 0.15
"""Chance of a check up to which it proves what matches."""

ACCIDENT = 1e-6
"""Probability below which so many valid check digits are no accident.

It is bounded by exp(-n D(share || chance)), Chernoff's bound on the tail of the binomial distribution.
"""


def proven(hits: Mapping[str, Hits], distinct: int, recognizers: Mapping[str, Recognizer]) -> tuple[str, ...]:
    """The entities of which that is so, in order. `recognizers` by id; `distinct` values are independent, no more."""
    known = ((recognizers[name], found) for name, found in hits.items() if name in recognizers)
    return tuple(sorted({r.entity for r, found in known if r.check and _holds(found, r.check_chance, distinct)}))


def _holds(found: Hits, chance: float, distinct: int) -> bool:
    return bool(found.cells) and beyond(min(found.cells, distinct), found.valid / found.cells, chance)


def beyond(values: int, share: float, chance: float) -> bool:
    """Whether `chance` gives this share of so many independent values less than once in a million times."""
    return share > chance and exp(-values * weights.divergence(share, chance)) < ACCIDENT
