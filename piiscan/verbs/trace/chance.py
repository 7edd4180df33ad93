"""How often something is met by chance, as measured, at most."""

from __future__ import annotations

from math import sqrt

import numpy as np

from piiscan.verbs.trace.bloom import Keys

__all__ = ["at_most", "met_again"]

_SAMPLED = 1 << 20
"""Keys that are counted, at most: those of a part of their space, in which every repetition is seen."""


def at_most(met: int, tried: int) -> float:
    """The share that lies behind `met` of `tried`, at most: above the upper 95 % bound of a Poisson count.

    That is met + 1.645 sqrt(met) + 2.7 or less (for none it is 3.0, the rule of three).
    """
    return min(1.0, (met + 2 * sqrt(met) + 3) / tried) if tried else 1.0


def met_again(keys: Keys) -> float:
    """The chance of one more row of the same people to be like one that is there already, at most.

    One minus the share of those that stand there once (Good, Biometrika 40, 1953).
    """
    while len(keys) > _SAMPLED:
        keys = keys[keys < np.median(keys)]
    if not len(keys):
        return 1.0
    _, counts = np.unique(keys, return_counts=True)
    return at_most(len(keys) - int((counts == 1).sum()), len(keys))
