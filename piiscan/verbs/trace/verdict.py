"""Which deliveries are named: those for which the evidence leaves chance no room, in the order of what they explain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import log10

import numpy as np
import numpy.typing as npt

from piiscan.model.trace import Suspect, Verdict

__all__ = ["judged", "ordered"]

_TRACED, _POSSIBLE = 6.0, 3.0
"""Powers of ten against chance, over all deliveries, from which one is named, or said to be possible. Ours."""


def judged(suspects: Sequence[Suspect]) -> tuple[Verdict, list[Suspect], Suspect | None, float]:
    """The verdict, who is named, the nearest who is not, and the bound on a false alarm.

    `suspects` hold each delivery by its tokens, and by its rows. Where tokens name one, rows say nothing more: another
    delivery of the same source, to whom else, may have left them as they were, too.
    """
    among = log10(max(1, len({one.release for one in suspects})))
    ranked = sorted(suspects, key=lambda one: -one.odds)
    traced = [one for one in ranked if one.odds - among >= _TRACED]
    named = [one for one in traced if one.by != "rows"] or traced
    verdict: Verdict = "traced" if named else "nothing"
    if not named and ranked and ranked[0].odds - among >= _POSSIBLE:
        verdict, named = "possible", ranked[:1]
    if not named:
        return verdict, [], next(iter(ranked), None), 1.0
    alike = [one for one in ranked if (one.by == "rows") == (named[0].by == "rows")]
    others = [one for one in alike if one.release not in {each.release for each in named}]
    return verdict, named, next(iter(others), None), min(1.0, 10 ** (among - min(one.odds for one in named)))


def ordered(named: Sequence[Suspect], lines: npt.NDArray[np.bool_]) -> list[Suspect]:
    """Each with the lines it explains, and how many more than those before it; `lines` are lines by suspects."""
    left, open_lines, found = list(range(len(named))), np.ones(len(lines), np.bool_), list[Suspect]()
    while left:
        more = {one: int((lines[:, one] & open_lines).sum()) for one in left}
        best = max(left, key=lambda one: (more[one], int(lines[:, one].sum()), named[one].odds))
        found.append(replace(named[best], lines=int(lines[:, best].sum()), more=more[best]))
        open_lines &= ~lines[:, best]
        left.remove(best)
    return found
